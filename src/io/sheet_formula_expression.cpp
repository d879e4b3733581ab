// Expressions as formulas: values, and the reasons for having none in the engine's order of precedence.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "io/sheet_formula_parts.hpp"

namespace parindex::io::sheet {

namespace {

using Node = ExpressionNode;

const Formula never = number_literal(never_serial);

Reading constant(const Formula& value) { return {"0", value, true}; }

Reading without_value(Reason reason) { return {code(reason), "0", reason >= other_agencies}; }

/// IF(reason = 0, then, reason)
Formula if_valued(const Formula& reason, const Formula& then) {
    return choose(operation(reason, "=", "0"), then, reason);
}

/// Serial numbers of the days that change what their weekday says, as an array constant; empty for none.
Formula effective_days(const std::vector<Date>& days, bool weekend) {
    std::vector<std::int64_t> serials;
    for (const auto& day : days) {
        const bool falls_on_weekend = std::chrono::weekday{day.to_days()}.iso_encoding() >= 6;
        if (falls_on_weekend == weekend) serials.push_back(serial_of(day));
    }
    std::sort(serials.begin(), serials.end());
    serials.erase(std::unique(serials.begin(), serials.end()), serials.end());
    return serials.empty() ? Formula() : fmt::format("{{{}}}", fmt::join(serials, ","));
}

/// How many of the days are after `from` and not after `to`.
Formula days_within(const Formula& days, const Formula& from, const Formula& to) {
    return fmt::format("SUMPRODUCT(({0}>{1})*({0}<={2}))", days, from, to);
}

class Compiler {
public:
    explicit Compiler(Sheet& sheet) : sheet_(sheet) {}

    Reading read(const Node& node) {
        auto reading = std::visit([&](const auto& what) { return visit(node, what); }, node.what);
        reading.reason = sheet_.bind_long(reading.reason);
        if (reading.value.size() > 60) {
            const auto safe = sheet_.bind(reading);
            return safe;
        }
        return reading;
    }

private:
    Reading visit(const Node&, const Node::Number& number) {
        auto reading = constant(sheet_.number(number.value));
        reading.whole = number.value.is_integer();
        reading.is_count = reading.whole && number.value.sign() >= 0;
        return reading;
    }
    Reading visit(const Node&, const Node::Boolean& boolean) { return constant(boolean.value ? "TRUE" : "FALSE"); }
    Reading visit(const Node&, const Node::String& string) { return constant(text_literal(string.value)); }

    Reading visit(const Node&, const Node::Name& name) {
        const auto& path = name.path;
        const auto& max = sheet_.plan.nodes()[sheet_.node].criterion->max;
        if (path == "answer") return sheet_.number_cell(sheet_.part(sheet_.node, AnswerPart::value), missing_answer);
        if (path == "max") return max ? constant(sheet_.number(*max)) : without_value(missing_fact);
        if (path.starts_with("it.")) return sheet_.field(list_, line_, std::string_view(path).substr(3));
        if (path.starts_with("agency.")) return attribute(path.substr(7));
        if (path == "period.from" || path == "period.to") return period(path == "period.from");
        const auto* fact = sheet_.plan.set().find_fact(path);
        if (fact != nullptr && fact->type == FactType::records) return {lines_reason(path), "0", true};
        return sheet_.fact(path);
    }

    Reading attribute(const std::string& key) {
        const auto* agency = sheet_.context.agency;
        if (agency == nullptr) {
            sheet_.note({"phụ thuộc vào loại đơn vị, mà biểu mẫu không ghi cho đơn vị nào",
                         "depends on the kind of agency, and the form is for no named agency",
                         {}});
            return without_value(not_computed);
        }
        if (key == "id") return constant(text_literal(agency->id));
        if (key == "group") return constant(text_literal(agency->group));
        const auto found = agency->attributes.find(key);
        if (found == agency->attributes.end() || found->second.empty()) return without_value(missing_fact);
        return constant(text_literal(found->second));
    }

    Reading period(bool from) {
        const auto& period = sheet_.context.period ? *sheet_.context.period : sheet_.plan.set().period;
        auto reading = constant(sheet_.date(from ? period.from : period.to));
        reading.whole = true;
        return reading;
    }

    std::vector<Reading> operands(const Node& node) {
        std::vector<Reading> list;
        for (const auto& child : node.children) list.push_back(read(child));
        return list;
    }

    /// A reading whose value is made of the operands', which all have to have one.
    Reading made_of(const std::vector<Reading>& list, Formula value) {
        Reading reading{joined_reason(sheet_, list), std::move(value), true};
        for (const auto& one : list) reading.plain_reason = reading.plain_reason && one.plain_reason;
        return reading;
    }

    Reading visit(const Node& node, const Node::Operation& operation) {
        switch (operation.op) {
            case Operator::logical_or:
            case Operator::logical_and:
                return either(node, operation.op == Operator::logical_or);
            case Operator::logical_not: {
                auto reading = read(node.children[0]);
                reading.value = negated(reading.value);
                return reading;
            }
            case Operator::negate: {
                auto reading = read(node.children[0]);
                reading.value = fmt::format("(-{})", reading.value);
                reading.is_count = false;
                return reading;
            }
            case Operator::add:
            case Operator::subtract:
            case Operator::multiply:
                return arithmetic(node, operation.op);
            case Operator::divide:
                return ratio(node);
            default:
                return comparison(node, operation.op);
        }
    }

    /// or, and: the second operand matters only where the first does not decide.
    Reading either(const Node& node, bool decisive) {
        const auto first = sheet_.bind(read(node.children[0]));
        const auto second = read(node.children[1]);
        const auto yes = decisive ? Formula("TRUE") : second.value;
        const auto no = decisive ? second.value : Formula("FALSE");
        Reading reading;
        reading.reason = if_valued(first.reason,
                                   choose(first.value, decisive ? "0" : second.reason, decisive ? second.reason : "0"));
        reading.value = choose(first.value, yes, no);
        reading.plain_reason = first.plain_reason && second.plain_reason;
        return reading;
    }

    Reading arithmetic(const Node& node, Operator op) {
        const auto list = operands(node);
        const char* sign = op == Operator::add ? "+" : op == Operator::subtract ? "-" : "*";
        auto reading = made_of(list, fmt::format("({}{}{})", list[0].value, sign, list[1].value));
        reading.whole = list[0].whole && list[1].whole;
        reading.is_count = list[0].is_count && list[1].is_count && op != Operator::subtract;
        return reading;
    }

    Reading ratio(const Node& node) {
        const auto list = operands(node);
        auto reading = made_of(list, {});
        const auto bottom = sheet_.bind(choose(operation(reading.reason, "=", "0"), list[1].value, "1"));
        reading.value = fmt::format("({}/{})", list[0].value, bottom);
        const auto* number = std::get_if<Node::Number>(&node.children[1].what);
        if (number != nullptr && !number->value.is_zero()) return reading;
        const auto is_zero = list[1].whole ? operation(bottom, "=", "0") : fmt::format("(ABS({})<1E-13)", bottom);
        reading.reason = if_valued(sheet_.bind(reading.reason), choose(is_zero, code(zero_denominator), "0"));
        reading.plain_reason = false;
        return reading;
    }

    Reading comparison(const Node& node, Operator op) {
        auto list = operands(node);
        std::string sign(to_string(op));
        if (sign == "!=") sign = "<>";
        auto reading = made_of(list, {});
        if (is_text(node.children[0]) || is_text(node.children[1])) {
            const auto same = is_literal(list[0].value) && is_literal(list[1].value)
                                  ? Formula(list[0].value == list[1].value ? "TRUE" : "FALSE")
                                  : fmt::format("EXACT({},{})", list[0].value, list[1].value);
            reading.value = op == Operator::equal ? same : negated(same);
            return reading;
        }
        const bool exact = (list[0].whole && list[1].whole) || is_flag(node.children[0]);
        const auto* number = std::get_if<Node::Number>(&node.children[1].what);
        if (exact)
            reading.value = fmt::format("({}{}{})", list[0].value, sign, list[1].value);
        else if (number != nullptr)
            reading.value = sheet_.compared(list[0].value, sign, number->value);
        else
            reading.value = compare(safe(reading.reason, list[0].value), sign, safe(reading.reason, list[1].value));
        return reading;
    }

    /// The value in a cell that is no error, so that it can be repeated.
    Formula safe(const Formula& reason, const Formula& value) {
        return is_atom(value) ? value : sheet_.bind(choose(operation(reason, "=", "0"), value, "0"));
    }

    bool is_text(const Node& node) const {
        if (std::holds_alternative<Node::String>(node.what)) return true;
        if (const auto* name = std::get_if<Node::Name>(&node.what)) {
            if (name->path.starts_with("agency.")) return true;
            return type_of(name->path) == FactType::text;
        }
        const auto* call = std::get_if<Node::Call>(&node.what);
        if (call == nullptr) return false;
        if (call->function == Function::level) return true;
        const bool branches = call->function == Function::choose || call->function == Function::coalesce;
        return branches && is_text(node.children.back());
    }

    bool is_flag(const Node& node) const {
        if (std::holds_alternative<Node::Boolean>(node.what)) return true;
        if (const auto* name = std::get_if<Node::Name>(&node.what)) return type_of(name->path) == FactType::flag;
        const auto* operation = std::get_if<Node::Operation>(&node.what);
        if (operation != nullptr) return operation->op < Operator::add;
        const auto* call = std::get_if<Node::Call>(&node.what);
        if (call == nullptr) return false;
        const auto f = call->function;
        if (f == Function::choose || f == Function::coalesce) return is_flag(node.children.back());
        return f == Function::known || f == Function::happened || f == Function::all || f == Function::any ||
               f == Function::scored;
    }

    std::optional<FactType> type_of(const std::string& path) const {
        const auto& set = sheet_.plan.set();
        if (path.starts_with("it.")) {
            const auto* list = set.find_fact(list_);
            if (list == nullptr) return std::nullopt;
            const auto* found = find_field(*list, path.substr(3));
            return found == nullptr ? std::nullopt : std::optional(found->type);
        }
        const auto* fact = set.find_fact(path);
        return fact == nullptr ? std::nullopt : std::optional(fact->type);
    }

    Reading visit(const Node& node, const Node::Call& call) {
        const auto f = call.function;
        if (is_list_function(f)) return over_list(node, f);
        if (is_criterion_function(f)) return of_criterion(node, f);
        if (is_peer_function(f)) return of_peers(node, f);
        switch (f) {
            case Function::choose:
                return conditional(node);
            case Function::coalesce:
                return coalesced(node);
            case Function::known:
                return known(node);
            case Function::min:
            case Function::max:
                return extreme(node, f == Function::max ? "MAX" : "MIN");
            case Function::abs: {
                auto reading = read(node.children[0]);
                reading.value = fmt::format("ABS({})", reading.value);
                reading.is_count = reading.whole;
                return reading;
            }
            case Function::floor: {
                auto reading = sheet_.bind(read(node.children[0]));
                if (!reading.whole) reading.value = floor_of(reading.value);
                reading.whole = true;
                return reading;
            }
            case Function::round:
                return rounded_value(node);
            default:
                return of_dates(node, f);
        }
    }

    Reading conditional(const Node& node) {
        const auto condition = sheet_.bind(read(node.children[0]));
        const auto yes = read(node.children[1]);
        const auto no = read(node.children[2]);
        Reading reading;
        reading.reason = if_valued(condition.reason, choose(condition.value, yes.reason, no.reason));
        reading.value = choose(condition.value, yes.value, no.value);
        reading.plain_reason = condition.plain_reason && yes.plain_reason && no.plain_reason;
        reading.whole = yes.whole && no.whole;
        reading.is_count = yes.is_count && no.is_count;
        return reading;
    }

    Reading coalesced(const Node& node) {
        const auto first = sheet_.bind(read(node.children[0]));
        const auto second = read(node.children[1]);
        const auto is_missing = any_of(
            {operation(first.reason, "=", code(missing_answer)), operation(first.reason, "=", code(missing_fact))});
        Reading reading;
        reading.reason = choose(is_missing, second.reason, first.reason);
        reading.value = choose(operation(first.reason, "=", "0"), first.value, second.value);
        reading.plain_reason = first.plain_reason && second.plain_reason;
        reading.whole = first.whole && second.whole;
        reading.is_count = first.is_count && second.is_count;
        return reading;
    }

    Reading known(const Node& node) {
        const auto reason = sheet_.bind(read(node.children[0]).reason);
        const auto unclear =
            any_of({operation(reason, "=", code(other_agencies)), operation(reason, "=", code(not_computed))});
        return {choose(unclear, reason, "0"), operation(reason, "=", "0"), true};
    }

    Reading extreme(const Node& node, const char* name) {
        const auto list = operands(node);
        std::vector<Formula> values;
        bool whole = true;
        bool is_count = true;
        for (const auto& one : list) {
            values.push_back(one.value);
            whole = whole && one.whole;
            is_count = is_count && one.is_count;
        }
        auto reading = made_of(list, call(name, values));
        reading.whole = whole;
        reading.is_count = is_count;
        return reading;
    }

    Reading rounded_value(const Node& node) {
        const auto* digits = std::get_if<Node::Number>(&node.children[1].what);
        const auto places = digits != nullptr ? digits->value.to_int64() : std::nullopt;
        if (!places || *places < 0 || *places > max_rounding_digits) {
            sheet_.give_up({"số chữ số làm tròn không phải là hằng số từ 0 đến 30",
                            "the number of decimal places is no constant from 0 to 30",
                            {}});
            return without_value(not_computed);
        }
        auto reading = sheet_.bind(read(node.children[0]));
        reading.value = sheet_.rounded_number(reading.value, static_cast<int>(*places), RoundingMode::half_up);
        reading.whole = *places == 0;
        reading.is_count = false;
        return reading;
    }

    Reading of_dates(const Node& node, Function f) {
        if (f == Function::date) {
            const auto day = parse_date(std::get<Node::String>(node.children[0].what).value);
            auto reading = constant(sheet_.date(*day));
            reading.whole = true;
            return reading;
        }
        auto first = sheet_.bind(read(node.children[0]));
        const auto is_never = first.value == never      ? Formula("TRUE")
                              : is_literal(first.value) ? Formula("FALSE")
                                                        : operation(first.value, "=", never);
        if (f == Function::happened) {
            first.value = negated(is_never);
            first.whole = false;
            return first;
        }
        if (f == Function::year) {
            first.reason = if_valued(first.reason, choose(is_never, code(fault), "0"));
            first.plain_reason = false;
            first.value = fmt::format("YEAR({})", first.value);
            return first;
        }
        const auto second = sheet_.bind(read(node.children[1]));
        const bool distance = f == Function::days_between || f == Function::working_days_between;
        return distance ? between(f, first, second, is_never) : moved(f, first, second, is_never);
    }

    Reading between(Function f, const Reading& from, const Reading& to, const Formula& from_never) {
        auto reading = made_of({from, to}, {});
        reading.whole = true;
        const auto to_never = is_literal(to.value) ? Formula("FALSE") : operation(to.value, "=", never);
        reading.reason =
            if_valued(sheet_.bind(reading.reason), choose(any_of({from_never, to_never}), code(fault), "0"));
        reading.plain_reason = false;
        reading.value = f == Function::days_between ? fmt::format("({}-{})", to.value, from.value)
                                                    : working_days_between(sheet_, from.value, to.value);
        return reading;
    }

    /// A day moved by days, months or working days; what never happened stays so.
    Reading moved(Function f, const Reading& from, const Reading& by, const Formula& from_never) {
        auto reading = made_of({from, by}, {});
        const auto joined = sheet_.bind(reading.reason);
        const auto amount = by.whole ? Formula("TRUE") : fmt::format("(ABS({0}-ROUND({0},0))<1E-9)", by.value);
        const auto in_range = f == Function::add_working_days ? fmt::format("AND({0}>=0,{0}<=100000)", by.value)
                                                              : fmt::format("(ABS({})<=100000)", by.value);
        const auto day = choose(operation(joined, "=", "0"), move_formula(f, from.value, by.value), "0");
        const auto made =
            sheet_.bind(fmt::format("IFERROR(IF({},IF({},{},0),0),0)", negated(from_never), in_range, day));
        const auto is_day = fmt::format("AND({0}>={1},{0}<={2})", made, first_serial, last_serial);
        const auto bad_amount = f == Function::add_working_days ? operation(by.value, "<", "0") : Formula("FALSE");
        reading.reason = if_valued(joined, choose(from_never, "0",
                                                  choose(any_of({negated(amount), bad_amount}), code(fault),
                                                         choose(is_day, "0", code(not_computed)))));
        reading.plain_reason = false;
        reading.whole = true;
        reading.value = choose(from_never, never, made);
        return reading;
    }

    Formula move_formula(Function f, const Formula& from, const Formula& by) {
        if (f == Function::add_days) return fmt::format("({}+ROUND({},0))", from, by);
        if (f == Function::add_months) return fmt::format("EDATE({},ROUND({},0))", from, by);
        return add_working_days(sheet_, from, fmt::format("ROUND({},0)", by));
    }

    static Formula add_working_days(Sheet& sheet, const Formula& from, const Formula& by);

    /// 0 when the list is given, else why it is not known.
    Formula lines_reason(std::string_view list) {
        const auto& states = sheet_.lines(list);
        if (states.empty()) {
            sheet_.note({"biểu mẫu không có trang nhập danh sách", "the form has no sheet for the list", {}});
            return code(not_computed);
        }
        return sheet_.bind(
            choose(operation(sheet_.bind(sheet_.over("MAX", states)), "=", "9"), code(not_computed),
                   choose(operation(sheet_.bind(sheet_.over("SUM", states)), "=", "0"), code(missing_fact), "0")));
    }

    Reading over_list(const Node& node, Function f) {
        const auto list = std::get<Node::Name>(node.children[0].what).path;
        const auto given = lines_reason(list);
        const auto states = sheet_.lines(list);
        if (states.empty()) return without_value(not_computed);
        if (f == Function::count && node.children.size() == 1) {
            Reading reading{given, sheet_.over("SUM", states), true};
            reading.whole = reading.is_count = true;
            return reading;
        }
        const auto outer_list = std::exchange(list_, list);
        const auto outer_line = line_;
        std::vector<Reading> items;
        for (line_ = 0; line_ < states.size(); ++line_) items.push_back(sheet_.bind(read(node.children[1])));
        list_ = outer_list;
        line_ = outer_line;
        return summary(f, given, states, items);
    }

    Reading summary(Function f, const Formula& given, const std::vector<Formula>& states,
                    const std::vector<Reading>& items) {
        const bool test = f == Function::count || f == Function::all || f == Function::any;
        std::vector<Branch> reasons;
        std::vector<Formula> plain;
        std::vector<Formula> values;
        Reading reading;
        reading.plain_reason = reading.whole = reading.is_count = true;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const auto& item = items[i];
            const auto present = operation(states[i], "=", "1");
            const auto reason = sheet_.bind(choose(present, item.reason, "0"));
            reasons.push_back({fmt::format("({}<>0)", reason), reason});
            plain.push_back(reason);
            const auto has = all_of({present, operation(item.reason, "=", "0")});
            values.push_back(sheet_.bind(
                fmt::format("IF({},{},\"\")", has, test ? fmt::format("IF({},1,0)", item.value) : item.value)));
            reading.plain_reason = reading.plain_reason && item.plain_reason;
            reading.whole = reading.whole && (test || item.whole);
            reading.is_count = reading.is_count && (test || item.is_count);
        }
        const auto first = reading.plain_reason ? sheet_.over("MAX", plain) : sheet_.first_of(reasons, "0");
        reading.reason = if_valued(given, first);
        summarise(f, states, values, reading);
        return reading;
    }

    void summarise(Function f, const std::vector<Formula>& states, const std::vector<Formula>& values,
                   Reading& reading) {
        const auto sum = sheet_.over("SUM", values);
        const auto number = sheet_.bind(sheet_.over("SUM", states));
        if (f == Function::any) reading.value = fmt::format("({}>0)", sum);
        if (f == Function::all) reading.value = fmt::format("({}={})", sum, number);
        if (f == Function::count || f == Function::sum) reading.value = sum;
        if (f == Function::mean) reading.value = fmt::format("({}/{})", sum, number);
        if (f == Function::lowest) reading.value = sheet_.over("MIN", values);
        if (f == Function::highest) reading.value = sheet_.over("MAX", values);
        if (f == Function::mean) reading.whole = reading.is_count = false;
    }

    Reading of_criterion(const Node& node, Function f) {
        const auto target = sheet_.plan.index_of(std::get<Node::String>(node.children[0].what).value);
        if (!target || sheet_.nodes[*target].mode.empty()) return without_value(unsettled);
        const auto& other = sheet_.nodes[*target];
        const auto settled = [&](const Formula& then) {
            return choose(operation(other.mode, "=", code(uncomputed)), code(not_computed),
                          choose(operation(other.mode, "=", code(blocked)), code(unsettled), then));
        };
        const auto has_points = fmt::format("ISNUMBER({})", other.points);
        Reading reading;
        if (f == Function::scored) {
            reading.reason = settled("0");
            reading.value = all_of({operation(other.code, "=", "0"), fmt::format("({}<>1)", other.mode)});
        } else if (f == Function::level) {
            reading.reason = settled(choose(operation(other.level, "=", no_text), code(missing_fact), "0"));
            reading.value = other.level;
        } else if (f == Function::points) {
            reading.reason = settled(choose(has_points, "0", code(missing_fact)));
            reading.value = other.points;
        } else {
            const auto bottom = fmt::format("IF(ISNUMBER({0}),{0}=0,TRUE)", other.assigned);
            reading.reason =
                settled(choose(has_points, choose(bottom, code(zero_denominator), "0"), code(missing_fact)));
            reading.value = fmt::format("({}/{})", other.points, other.assigned);
        }
        reading.reason = sheet_.bind(reading.reason);
        return reading;
    }

    Reading of_peers(const Node& node, Function f) {
        sheet_.note({"cần số liệu của các đơn vị khác trong nhóm", "needs the other agencies of the group", {}});
        if (f != Function::peer_rank) return without_value(other_agencies);
        const auto own = read(node.children[0]);
        return {if_valued(own.reason, code(other_agencies)), "0", own.plain_reason};
    }

    Sheet& sheet_;
    std::string list_;
    std::size_t line_ = 0;
};

Formula Compiler::add_working_days(Sheet& sheet, const Formula& from, const Formula& by) {
    static const WorkingCalendar no_holidays;
    const auto& calendar = sheet.context.calendar ? *sheet.context.calendar : no_holidays;
    if (!effective_days(calendar.worked_weekends, true).empty())
        return sheet.give_up({"cộng ngày làm việc khi có ngày nghỉ làm bù, bảng tính không tính được",
                              "working days are added in a calendar with worked weekends, which spreadsheets cannot do",
                              {}});
    const auto days = effective_days(calendar.holidays, false);
    return fmt::format("IF({1}=0,{0},WORKDAY({0},{1}{2}))", from, by, days.empty() ? days : "," + days);
}

}  // namespace

Formula working_days_between(Sheet& sheet, const Formula& from, const Formula& to) {
    static const WorkingCalendar no_holidays;
    const auto& calendar = sheet.context.calendar ? *sheet.context.calendar : no_holidays;
    const auto low = sheet.bind(fmt::format("MIN({},{})", from, to));
    const auto high = sheet.bind(fmt::format("MAX({},{})", from, to));
    auto count = fmt::format("IF({0}={1},0,NETWORKDAYS({0}+1,{1}))", low, high);
    if (const auto days = effective_days(calendar.holidays, false); !days.empty())
        count += "-" + days_within(days, low, high);
    if (const auto days = effective_days(calendar.worked_weekends, true); !days.empty())
        count += "+" + days_within(days, low, high);
    return fmt::format("(IF({}<{},-1,1)*({}))", to, from, count);
}

Formula joined_reason(Sheet& sheet, const std::vector<Reading>& operands) {
    std::vector<Formula> reasons;
    bool plain = true;
    for (const auto& one : operands) {
        if (one.reason == "0") continue;
        plain = plain && one.plain_reason;
        const auto bound = sheet.bind(one.reason);
        if (std::find(reasons.begin(), reasons.end(), bound) == reasons.end()) reasons.push_back(bound);
    }
    if (reasons.empty()) return "0";
    if (reasons.size() == 1) return reasons.front();
    const auto highest = sheet.over("MAX", reasons);
    if (plain) return highest;
    std::vector<Branch> branches;
    for (const auto& reason : reasons) branches.push_back({fmt::format("({}<>0)", reason), reason});
    const auto bound = sheet.bind(highest);
    return choose(fmt::format("({}>={})", bound, int{other_agencies}), bound, sheet.first_of(branches, "0"));
}

Reading read_expression(Sheet& sheet, const ExpressionNode& expression) {
    return sheet.bind(Compiler(sheet).read(expression));
}

}  // namespace parindex::io::sheet
