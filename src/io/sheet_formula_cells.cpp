// Helper cells, and the input cells of a form as formulas read them.

#include <fmt/format.h>

#include <algorithm>

#include "io/sheet_formula_parts.hpp"

namespace parindex::io::sheet {

namespace {

constexpr std::size_t longest_inline = 60;
constexpr std::size_t longest_formula = 4000;
constexpr std::size_t branches_in_one = 12;
constexpr std::size_t arguments_in_one = 40;

const std::vector<std::string_view> yes_words{"x", "có", "yes", "đúng", "true", "1", "đồng ý"};
const std::vector<std::string_view> no_words{"không", "no", "sai", "false", "0", "-"};
const std::vector<std::string_view> never_words{"never", "chưa thực hiện", "không thực hiện"};

const std::vector<std::pair<std::string_view, Outcome>> state_words{
    {"not_applicable", not_applicable},
    {"không áp dụng", not_applicable},
    {"not applicable", not_applicable},
    {"not_arisen", not_arisen},
    {"không phát sinh", not_arisen},
    {"not arisen", not_arisen},
    {"no_data", no_data},
    {"không có số liệu", no_data},
    {"chưa có số liệu", no_data},
    {"no data", no_data},
    {"no_survey", no_survey},
    {"chưa khảo sát", no_survey},
    {"no survey", no_survey},
    {"pending", pending},
    {"để ngỏ", pending},
    {"chưa chấm", pending},
    {"chờ thẩm định", pending},
    {"blank", blank},
    {"để trống", blank},
};

Formula is_one_of(const Formula& word, const std::vector<std::string_view>& words) {
    std::vector<Formula> conditions;
    for (const auto candidate : words) conditions.push_back(fmt::format("({}={})", word, text_literal(candidate)));
    return any_of(std::move(conditions));
}

Formula is_empty(const std::string& reference) { return fmt::format("(LEN(TRIM({}))=0)", reference); }

/// IF(the cell is an error, 9, otherwise)
Formula unless_error(const std::string& reference, const Formula& otherwise) {
    return fmt::format("IF(ISERROR({}),{},{})", reference, int{not_computed}, otherwise);
}

/// What remains of a text without its digits: it tells decimals, percentages, fractions and dates apart.
Formula without_digits(const Formula& text) {
    Formula rest = text;
    for (char digit = '0'; digit <= '9'; ++digit) rest = fmt::format("SUBSTITUTE({},\"{}\",\"\")", rest, digit);
    return rest;
}

/// The word in a cell, in small letters.
Formula word_in(const std::string& reference) { return fmt::format("LOWER(TRIM({}))", reference); }

}  // namespace

Formula Sheet::bind(const Formula& formula) {
    if (is_atom(formula)) return formula;
    const auto found = bound_.find(formula);
    if (found != bound_.end()) return found->second;
    auto reference = cells.helper(helpers.size());
    helpers.push_back("=" + formula);
    bound_.emplace(formula, reference);
    return reference;
}

Formula Sheet::bind_long(const Formula& formula) { return formula.size() > longest_inline ? bind(formula) : formula; }

Reading Sheet::bind(const Reading& reading) {
    auto bound = reading;
    bound.reason = bind(reading.reason);
    bound.value = bind(choose(operation(bound.reason, "=", "0"), reading.value, "0"));
    return bound;
}

Formula Sheet::first_of(const std::vector<Branch>& branches, const Formula& otherwise) {
    Formula result = otherwise;
    std::size_t inside = 0;
    for (std::size_t i = branches.size(); i-- > 0;) {
        result = choose(branches[i].when, branches[i].value, result);
        if (++inside < branches_in_one && result.size() < longest_formula) continue;
        result = bind(result);
        inside = 0;
    }
    return result;
}

Formula Sheet::over(std::string_view name, const std::vector<Formula>& arguments) {
    if (arguments.empty()) return "0";
    auto level = arguments;
    // A count of counts is their sum.
    std::string_view function = name;
    while (level.size() > arguments_in_one) {
        std::vector<Formula> groups;
        for (std::size_t i = 0; i < level.size(); i += arguments_in_one) {
            const auto end = std::min(level.size(), i + arguments_in_one);
            groups.push_back(bind(call(function, {level.begin() + static_cast<std::ptrdiff_t>(i),
                                                  level.begin() + static_cast<std::ptrdiff_t>(end)})));
        }
        level = std::move(groups);
        if (function == "COUNT") function = "SUM";
    }
    return call(function, level);
}

void Sheet::note(const Text& reason) {
    const auto same = [&](const auto& n) { return n.node == node && n.reason == reason; };
    if (std::none_of(notes.begin(), notes.end(), same)) notes.push_back({node, reason});
}

Formula Sheet::give_up(const Text& reason) {
    note(reason);
    is_given_up = true;
    return "0";
}

Formula Sheet::number(const Rational& value) {
    if (auto literal = number_literal(value)) return *literal;
    return give_up({"quy tắc có số quá dài đối với bảng tính", "the rule has a number too long for a spreadsheet", {}});
}

Formula Sheet::number_or_zero(const std::optional<Rational>& value) { return value ? number(*value) : "0"; }

Formula Sheet::compared(const Formula& value, std::string_view op, const Rational& literal) {
    (void)number(literal);
    return compare(value, op, literal);
}

Formula Sheet::rounded_number(const Formula& value, int digits, RoundingMode mode) {
    if (auto formula = rounded(bind(value), digits, mode)) return *formula;
    return give_up({"làm tròn đến nhiều chữ số thập phân hơn khả năng của bảng tính",
                    "rounded to more decimal places than a spreadsheet can tell apart",
                    {}});
}

Formula Sheet::rounded_number(const Formula& value, const Rounding& rounding) {
    return rounding.digits ? rounded_number(value, *rounding.digits, rounding.mode) : value;
}

Formula Sheet::date(const Date& date) {
    const auto serial = serial_of(date);
    if (serial >= first_serial && serial <= last_serial) return number_literal(serial);
    return give_up({"ngày trước tháng 3 năm 1900, bảng tính không tính được",
                    "a day before March 1900, which spreadsheets do not know",
                    {}});
}

std::string Sheet::part(std::size_t at, AnswerPart which) const {
    return cells.answer ? cells.answer(at, which) : std::string();
}

/// Number cells, and texts of the forms 12  0,5  95%  0.5%  64/66. A text with three decimals may mean thousands.
Reading Sheet::read_number(const std::string& c, Reason when_empty) {
    const auto text =
        bind(fmt::format("IF(ISTEXT({0}),SUBSTITUTE(SUBSTITUTE(TRIM({0}),\" %\",\"%\"),\",\",\".\"),\"\")", c));
    const auto rest = bind(without_digits(text));
    const auto number = bind(fmt::format("SUBSTITUTE({},\"%\",\"\")", text));
    const auto at = bind(fmt::format("IFERROR(FIND(IF({}=\"/\",\"/\",\".\"),{}),0)", rest, number));
    const auto ends_well = fmt::format("IF(ISERROR(FIND(\"%\",{0})),TRUE,RIGHT({0},1)=\"%\")", text);
    const auto after = fmt::format("(LEN({})-{})", number, at);
    const auto decimal_fits = fmt::format("AND({0}>1,{1}>0,{1}<>3)", at, after);
    const auto fraction_fits = fmt::format("IF(AND({0}>1,{1}>0),VALUE(MID({2},{0}+1,20))>0,FALSE)", at, after, number);
    const auto shape = fmt::format(
        "IF(LEN({0})>15,FALSE,IF(NOT({1}),FALSE,IF(OR({2}=\"\",{2}=\"%\"),LEN({3})>0,IF(OR({2}=\".\",{2}=\".%\"),{4},"
        "IF({2}=\"/\",{5},FALSE)))))",
        text, ends_well, rest, number, decimal_fits, fraction_fits);
    const auto fits = bind(shape);
    Reading reading;
    reading.plain_reason = true;
    reading.reason =
        bind(unless_error(c, fmt::format("IF(ISLOGICAL({0}),9,IF(ISNUMBER({0}),0,IF({1},{2},IF({3},0,9))))", c,
                                         is_empty(c), int{when_empty}, fits)));
    const auto top = fmt::format("VALUE(IF({1}=0,{0},LEFT({0},{1}-1)))", number, at);
    const auto tail = fmt::format("VALUE(MID({},{}+1,20))", number, at);
    const auto plain = fmt::format("IF({0}=0,{1},IF({2}=\"/\",{1}/{3},{1}+{3}/10^{4}))", at, top, rest, tail, after);
    reading.value = bind(fmt::format("IF({0}<>0,0,IF(ISNUMBER({1}),{1},({2})/IF(RIGHT({3},1)=\"%\",100,1)))",
                                     reading.reason, c, plain, text));
    return reading;
}

Reading Sheet::number_cell(const std::string& reference, Reason when_empty) {
    const auto key = fmt::format("number {} {}", int{when_empty}, reference);
    if (const auto found = readings_.find(key); found != readings_.end()) return found->second;
    const auto reading = reference.empty() ? Reading{code(when_empty), "0", true} : read_number(reference, when_empty);
    return readings_[key] = reading;
}

/// Date cells, and texts dd/mm/yyyy or yyyy-mm-dd taken apart by their places: VALUE of a date depends on the locale.
Reading Sheet::read_date(const std::string& c) {
    const auto text = bind(fmt::format("IF(ISTEXT({0}),TRIM({0}),\"\")", c));
    const auto rest = bind(without_digits(text));
    const auto front = bind(fmt::format("IF(LEN({0})>5,LEFT({0},LEN({0})-5),\"\")", text));
    const auto slash = fmt::format("FIND(\"/\",{})", front);
    const auto day_first =
        bind(fmt::format("IFERROR(AND({0}=\"//\",LEN({1})<=5,MID({2},LEN({2})-4,1)=\"/"
                         "\",{3}>1,{3}<4,LEN({1})-{3}>0,LEN({1})-{3}<3),FALSE)",
                         rest, front, text, slash));
    const auto year_first =
        bind(fmt::format("AND({0}=\"--\",LEN({1})=10,MID({1},5,1)=\"-\",MID({1},8,1)=\"-\")", rest, text));
    const auto part_of = [&](const std::string& if_day_first, const std::string& if_year_first) {
        return bind(
            fmt::format("IF({},VALUE({}),IF({},VALUE({}),0))", day_first, if_day_first, year_first, if_year_first));
    };
    const auto day = part_of(fmt::format("LEFT({},{}-1)", front, slash), fmt::format("RIGHT({},2)", text));
    const auto month = part_of(fmt::format("MID({},{}+1,2)", front, slash), fmt::format("MID({},6,2)", text));
    const auto year = part_of(fmt::format("RIGHT({},4)", text), fmt::format("LEFT({},4)", text));
    const auto made =
        bind(fmt::format("IF(AND({0}>=1900,{1}>=1,{1}<=12,{2}>=1,{2}<=31),DATE({0},{1},{2}),0)", year, month, day));
    const auto serial =
        bind(fmt::format("IF(ISERROR({0}),0,IF(ISNUMBER({0}),{0},IF({1},{2},IF({3}=0,0,IF(DAY({3})={4},{3},0)))))", c,
                         is_one_of(word_in(c), never_words), never_serial, made, day));
    const auto is_day = fmt::format("AND({0}>={1},{0}<={2},{0}=INT({0}))", serial, first_serial, last_serial);
    Reading reading;
    reading.plain_reason = reading.whole = true;
    reading.reason = bind(unless_error(c, fmt::format("IF(ISLOGICAL({0}),9,IF({1},8,IF(OR({2}={3},{4}),0,9)))", c,
                                                      is_empty(c), serial, never_serial, is_day)));
    reading.value = serial;
    return reading;
}

Reading Sheet::date_cell(const std::string& reference) {
    const auto key = "date " + reference;
    if (const auto found = readings_.find(key); found != readings_.end()) return found->second;
    return readings_[key] = reference.empty() ? Reading{code(missing_fact), "0", true, true} : read_date(reference);
}

Reading Sheet::flag_cell(const std::string& c) {
    if (c.empty()) return {code(missing_fact), "FALSE", true};
    const auto word = bind(fmt::format("IF(ISERROR({0}),\"?\",{1})", c, word_in(c)));
    const auto yes = bind(fmt::format("IF(ISLOGICAL({0}),{0},{1})", c, is_one_of(word, yes_words)));
    Reading reading;
    reading.plain_reason = true;
    reading.reason = bind(fmt::format("IF(LEN({0})=0,8,IF(ISLOGICAL({1}),0,IF(OR({2},{3}),0,9)))", word, c, yes,
                                      is_one_of(word, no_words)));
    reading.value = yes;
    return reading;
}

Reading Sheet::text_cell(const std::string& c) {
    if (c.empty()) return {code(missing_fact), no_text, true};
    Reading reading;
    reading.plain_reason = true;
    // Blanks inside a text are kept by the importer and squeezed by TRIM.
    reading.reason = bind(
        unless_error(c, fmt::format("IF({1},8,IF(ISTEXT({0}),IF(LEN(TRIM({0}))=LEN({0}),0,9),9))", c, is_empty(c))));
    reading.value = bind(fmt::format("IF({}=0,{},\"\")", reading.reason, c));
    return reading;
}

Reading Sheet::scalar(FactType type, const std::string& reference) {
    switch (type) {
        case FactType::date:
            return date_cell(reference);
        case FactType::flag:
            return flag_cell(reference);
        case FactType::text:
            return text_cell(reference);
        case FactType::count: {
            auto reading = number_cell(reference, missing_fact);
            reading.reason =
                bind(choose(operation(reading.reason, "=", "0"),
                            fmt::format("IF(AND({0}>=0,{0}=INT({0})),0,9)", reading.value), reading.reason));
            reading.whole = reading.is_count = true;
            return reading;
        }
        default:
            return number_cell(reference, missing_fact);
    }
}

/// Figures outside the declared bounds are refused by the importer.
Reading Sheet::within(const FactDeclaration& fact, Reading reading) {
    std::vector<Formula> bounds;
    if (fact.min) bounds.push_back(compared(reading.value, ">=", *fact.min));
    if (fact.max) bounds.push_back(compared(reading.value, "<=", *fact.max));
    const auto inside = all_of(bounds);
    if (fact.type == FactType::date || inside == "TRUE") return reading;
    reading.reason =
        bind(choose(operation(reading.reason, "=", "0"), choose(inside, "0", code(not_computed)), reading.reason));
    return reading;
}

Reading Sheet::fact(std::string_view id) {
    const auto* declared = plan.set().find_fact(id);
    if (declared == nullptr) return {code(missing_fact), "0", true};
    const auto key = "fact " + std::string(id);
    if (const auto found = readings_.find(key); found != readings_.end()) return found->second;
    const auto reference = cells.fact ? cells.fact(id) : std::string();
    return readings_[key] = within(*declared, scalar(declared->type, reference));
}

Reading Sheet::field(std::string_view fact_id, std::size_t line, std::string_view name) {
    const auto* declared = plan.set().find_fact(fact_id);
    const auto* found = declared == nullptr ? nullptr : find_field(*declared, name);
    if (found == nullptr) return {code(missing_fact), "0", true};
    return scalar(found->type, cells.record(fact_id, line, name));
}

const std::vector<Formula>& Sheet::lines(std::string_view fact_id) {
    if (const auto known = lines_.find(fact_id); known != lines_.end()) return known->second;
    std::vector<Formula> states;
    const auto* declared = plan.set().find_fact(fact_id);
    const auto count = declared != nullptr && cells.record_lines ? cells.record_lines(fact_id) : 0;
    for (std::size_t line = 0; line < count; ++line) {
        std::vector<Formula> filled;
        for (const auto& field : declared->fields)
            filled.push_back(
                fmt::format("IFERROR(IF(LEN(TRIM({}))=0,0,1),1)", cells.record(fact_id, line, field.name)));
        const auto sum = bind(over("SUM", filled));
        states.push_back(bind(fmt::format("IF({0}=0,0,IF({0}={1},1,9))", sum, filled.size())));
    }
    return lines_.emplace(std::string(fact_id), std::move(states)).first->second;
}

Formula Sheet::tick(const std::string& reference) {
    if (reference.empty()) return "0";
    const auto word = bind(fmt::format("IF(ISERROR({0}),\"?\",IF(ISLOGICAL({0}),IF({0},\"x\",\"-\"),{1}))", reference,
                                       word_in(reference)));
    return bind(fmt::format("IF(LEN({0})=0,0,IF({1},1,IF({2},2,9)))", word, is_one_of(word, yes_words),
                            is_one_of(word, no_words)));
}

Formula Sheet::typed_state(std::size_t at) {
    const auto reference = part(at, AnswerPart::state);
    if (reference.empty()) return "0";
    const auto word = bind(fmt::format("IF(ISERROR({0}),\"?\",{1})", reference, word_in(reference)));
    std::vector<Branch> branches{{fmt::format("(LEN({})=0)", word), "0"}};
    for (int state = not_applicable; state <= blank; ++state) {
        std::vector<std::string_view> words;
        for (const auto& [text, outcome] : state_words)
            if (outcome == state) words.push_back(text);
        branches.push_back({is_one_of(word, words), code(state)});
    }
    return bind(first_of(branches, code(unknown)));
}

}  // namespace parindex::io::sheet
