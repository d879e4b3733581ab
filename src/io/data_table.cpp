#include "parindex/io/data_table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "io/answer_check.hpp"
#include "io/csv_reader.hpp"
#include "io/report.hpp"
#include "io/suggest.hpp"
#include "parindex/base/limits.hpp"

namespace parindex {

namespace {

/// What findings call the table.
constexpr const char* data_name = "data";
/// A column with more distinct values is decoded row by row: its answers would take too much memory.
constexpr std::size_t most_decoded = 8192;
/// Problems that are listed; one more says how many were left out.
constexpr std::size_t most_problems = 10'000;
constexpr int most_digits = 15;

/// `line` stands for the row until name_rows.
Location cell(std::size_t row, const std::string& column) { return {data_name, row + 1, 0, column}; }

bool is_usable(const GivenValue& given) { return given.kind <= GivenValue::Kind::list; }

struct Problem {
    const char* code;
    Text message;
    Text hint;
};

Problem problem_of(const GivenValue& given) {
    switch (given.kind) {
        case GivenValue::Kind::not_text:
            return {"P107",
                    {fmt::format("không phải văn bản đọc được: {}", excerpt(given.text)),
                     fmt::format("no readable text: {}", excerpt(given.text)),
                     {}},
                    {"Đọc lại tệp nguồn theo đúng bảng mã, tốt nhất là UTF-8.",
                     "Read the source again by its own encoding, best UTF-8.",
                     {}}};
        case GivenValue::Kind::inexact_float:
            return {"P108",
                    {fmt::format("{} là số thực đã qua tính toán, không biết chính xác là số nào", given.text),
                     fmt::format("{} is a computed float: which number is meant cannot be told", given.text),
                     {}},
                    {"Làm tròn trước, hoặc dùng Decimal, Fraction hay chuỗi ký tự.",
                     "Round it before, or give a Decimal, a Fraction or a text.",
                     {}}};
        default:
            return {"P106",
                    {fmt::format("kiểu dữ liệu không dùng được: {}", excerpt(given.text)),
                     fmt::format("a type that cannot be used: {}", excerpt(given.text)),
                     {}},
                    {"Dùng số, chuỗi ký tự, ngày, đúng/sai hoặc danh sách mã.",
                     "Give a number, a text, a day, a truth value or a list of ids.",
                     {}}};
    }
}

io::Typed typed_of(const GivenValue& given, Location location) {
    io::Typed typed{io::Typed::Kind::text, given.text, false, std::move(location)};
    if (given.kind == GivenValue::Kind::number) typed.kind = io::Typed::Kind::number;
    if (given.kind == GivenValue::Kind::flag) {
        typed.kind = io::Typed::Kind::flag;
        typed.flag = given.text == "true";
    }
    return typed;
}

/// Text that is plainly a number: "97.685" is no thousands where decimal points are the rule.
io::Typed decimal_of(const GivenValue& given, Location location) {
    auto typed = typed_of(given, std::move(location));
    if (typed.kind == io::Typed::Kind::text && parse_rational(typed.text)) typed.kind = io::Typed::Kind::number;
    return typed;
}

std::vector<io::Typed> items_of(const GivenValue& given, const Location& location) {
    std::vector<io::Typed> items;
    const auto ids = given.kind == GivenValue::Kind::list ? given.items : io::split_list(given.text);
    for (const auto& id : ids) items.push_back({io::Typed::Kind::text, id, false, location});
    return items;
}

}  // namespace

/// A criterion or fact with the columns that speak of it.
struct DataTable::Target {
    const Criterion* leaf = nullptr;
    const FactDeclaration* fact = nullptr;
    struct Source {
        Part part;
        std::size_t column;
    };
    std::vector<Source> sources;
    /// Of a single column with few distinct values: what each of them is; empty otherwise.
    std::vector<Answer> answers;
    std::vector<FactValue> values;
    std::optional<io::LeafInputs> inputs;
    std::shared_ptr<const io::SetIndex> index;

    /// What was given for the leaf, or for the fact, by an agency for which the first column holds something.
    [[nodiscard]] Answer answer(const std::vector<DataColumn>& columns, std::size_t agency) const;
    [[nodiscard]] FactValue value(const std::vector<DataColumn>& columns, std::size_t agency) const;

    void add(const GivenValue& given, Part part, const Location& location, io::TypedAnswer& typed) const;
    [[nodiscard]] bool is_level(const std::string& text) const {
        return std::any_of(inputs->levels.begin(), inputs->levels.end(),
                           [&](const Level* level) { return level->id == text; });
    }
    [[nodiscard]] Part part_of(const GivenValue& given) const;
};

DataTable::Part DataTable::Target::part_of(const GivenValue& given) const {
    if (given.kind == GivenValue::Kind::list) return Part::items;
    if (is_level(given.text)) return Part::level;
    if (given.kind == GivenValue::Kind::text) {
        const auto state = parse_state(given.text);
        if (state && *state != State::scored) return Part::state;
        if (inputs->has_checklist && !parse_rational(given.text)) return Part::items;
        if (!inputs->levels.empty() && !parse_typed_number(given.text)) return Part::level;
    }
    if (inputs->has_value) return Part::value;
    if (!inputs->points.empty()) return Part::points;
    if (inputs->has_checklist) return Part::items;
    return inputs->levels.empty() ? Part::value : Part::level;
}

void DataTable::Target::add(const GivenValue& given, Part part, const Location& location,
                            io::TypedAnswer& typed) const {
    if (typed.location.file.empty()) typed.location = location;
    switch (part == Part::any ? part_of(given) : part) {
        case Part::level:
            typed.level = typed_of(given, location);
            break;
        case Part::items:
            typed.items = items_of(given, location);
            break;
        case Part::points:
            typed.points = decimal_of(given, location);
            break;
        case Part::state:
            typed.state = typed_of(given, location);
            break;
        case Part::any:
        case Part::value:
            typed.value = decimal_of(given, location);
            break;
    }
}

GivenValue given_number(double value) {
    if (!std::isfinite(value)) return {GivenValue::Kind::wrong_type, std::isnan(value) ? "NaN" : "Infinity", {}};
    if (value == 0.0) return {GivenValue::Kind::number, "0", {}};  // NOLINT: -0.0 as well
    char shortest[64];
    const auto scientific =
        std::to_chars(std::begin(shortest), std::end(shortest), value, std::chars_format::scientific);
    const std::string_view text(shortest, static_cast<std::size_t>(scientific.ptr - shortest));
    const auto mantissa = text.substr(0, text.find('e'));
    const auto digits = std::count_if(mantissa.begin(), mantissa.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool is_plain = digits <= most_digits && std::abs(value) < 1e30 && std::abs(value) > 1e-30;
    if (!is_plain) {
        const auto end = std::to_chars(std::begin(shortest), std::end(shortest), value).ptr;
        return {GivenValue::Kind::inexact_float, std::string(std::begin(shortest), end), {}};
    }
    const auto fixed = std::to_chars(std::begin(shortest), std::end(shortest), value, std::chars_format::fixed);
    return {GivenValue::Kind::number, std::string(shortest, static_cast<std::size_t>(fixed.ptr - shortest)), {}};
}

namespace {

template <class Value, class Give>
DataColumn encoded(std::string name, std::span<const Value> values, const Give& give) {
    DataColumn column;
    column.name = std::move(name);
    column.codes.reserve(values.size());
    std::unordered_map<Value, std::int32_t> known;
    for (const auto value : values) {
        if (value != value) {  // NaN
            column.codes.push_back(DataColumn::missing);
            continue;
        }
        const auto [found, is_new] = known.try_emplace(value, static_cast<std::int32_t>(column.given.size()));
        if (is_new) column.given.push_back(give(value));
        column.codes.push_back(found->second);
    }
    return column;
}

}  // namespace

DataColumn column_of(std::string name, std::span<const std::int64_t> values) {
    return encoded(std::move(name), values, [](std::int64_t value) {
        return GivenValue{GivenValue::Kind::number, std::to_string(value), {}};
    });
}

DataColumn column_of(std::string name, std::span<const double> values) {
    return encoded(std::move(name), values, [](double value) { return given_number(value); });
}

std::int32_t ColumnBuilder::code_of(GivenValue value) {
    if (value.kind == GivenValue::Kind::text && value.text.empty()) return DataColumn::missing;
    auto key = std::to_string(static_cast<int>(value.kind)) + value.text;
    for (const auto& item : value.items) key += '\n' + item;
    const auto [found, is_new] = known_.try_emplace(std::move(key), static_cast<std::int32_t>(column_.given.size()));
    if (is_new) column_.given.push_back(std::move(value));
    return found->second;
}

/// Reads a table step by step.
class DataTableReader {
public:
    DataTableReader(std::shared_ptr<const CriteriaSet> set, DataInput input)
        : input_(std::move(input)), index_(std::make_shared<const io::SetIndex>(*set)), report_(most_problems) {
        table_.set_ = std::move(set);
    }

    Loaded<DataTable> read() {
        report_absent();
        read_agencies();
        if (input_.item && input_.value)
            pivot();
        else
            table_.columns_ = std::move(input_.items);
        find_targets();
        for (const auto& target : targets_) check(*target);
        const auto id_of = [](const Target& target) {
            return target.leaf != nullptr ? target.leaf->id : target.fact->id;
        };
        std::sort(targets_.begin(), targets_.end(),
                  [&](const auto& a, const auto& b) { return id_of(*a) < id_of(*b); });
        std::move(targets_.begin(), targets_.end(), std::back_inserter(table_.targets_));
        auto findings = report_.take();
        name_rows(findings);
        if (has_errors(findings)) return {std::nullopt, std::move(findings)};
        return {std::move(table_), std::move(findings)};
    }

private:
    using Target = DataTable::Target;
    using Part = DataTable::Part;

    void error(const char* code, Location location, Text message, Text hint = {}) {
        report_.error(code, std::move(location), std::move(message), std::move(hint));
    }

    void report_absent() {
        for (const auto& name : input_.absent)
            error("P101", {data_name, 0, 0, {}},
                  {fmt::format("không có cột “{}”", excerpt(name)),
                   fmt::format("there is no column “{}”", excerpt(name)),
                   {}},
                  {"Thêm cột này, hoặc cho biết tên cột khi gọi hàm.", "Add it, or name the column in the call.", {}});
        if (input_.rows == 0)
            error("P109", {data_name, 0, 0, {}}, {"bảng không có hàng nào", "the table has no rows", {}});
        if (input_.rows > Limits().agencies && !input_.item)
            error("F315", {data_name, 0, 0, {}},
                  {fmt::format("có hơn {} cơ quan", Limits().agencies),
                   fmt::format("more than {} agencies", Limits().agencies),
                   {}});
    }

    /// The text in a cell that describes the agency; nothing, with a finding when something unusable is there.
    std::optional<std::string> text_at(const DataColumn& column, std::size_t row) {
        const auto code = column.codes[row];
        if (code == DataColumn::missing) return std::nullopt;
        const auto& given = column.given[static_cast<std::size_t>(code)];
        if (given.kind == GivenValue::Kind::list || !is_usable(given)) {
            const auto [problem, message, hint] = problem_of(given);
            error(problem, cell(row, column.name), message, hint);
            return std::nullopt;
        }
        return given.text;
    }

    /// One agency for each row; in a long table for each id, described by its first row.
    void read_agencies() {
        agency_of_row_.assign(input_.rows, 0);
        if (!input_.agency) {
            // Row by row, so that the cells can be checked all the same.
            for (std::size_t row = 0; row < input_.rows; ++row) agency_of_row_[row] = row;
            table_.agencies_.resize(input_.rows);
            return;
        }
        std::unordered_map<std::string, std::size_t> known;
        for (std::size_t row = 0; row < input_.rows; ++row) {
            const auto id = text_at(*input_.agency, row);
            if (!id && input_.agency->codes[row] == DataColumn::missing)
                error("P105", cell(row, input_.agency->name), {"thiếu mã đơn vị", "the agency's id is missing", {}});
            const auto [found, is_new] =
                id ? known.try_emplace(*id, table_.agencies_.size()) : std::pair(known.end(), true);
            // In a wide table every row keeps its place, wrong ones as well, so that all of its cells are checked.
            const bool is_added = is_new || !input_.item;
            agency_of_row_[row] = is_added ? table_.agencies_.size() : found->second;
            if (!is_new && input_.item) expect_same(table_.agencies_[found->second], row);
            if (!is_new && !input_.item) report_second(*id, found->second, row);
            if (is_added) add_agency(id.value_or(""), row);
        }
    }

    void report_second(const std::string& id, std::size_t first, std::size_t row) {
        const auto first_row = table_.agencies_[first].location.line - 1;
        error("P104", cell(row, input_.agency->name),
              {fmt::format("đơn vị “{}” đã có ở hàng {}", excerpt(id), first_row),
               fmt::format("the agency “{}” stands in row {} already", excerpt(id), first_row),
               {}},
              {"Mỗi đơn vị một hàng.", "One row for each agency.", {}});
    }

    void add_agency(std::string id, std::size_t row) {
        Agency agency;
        agency.name = id;
        agency.location = cell(row, input_.agency->name);
        if (input_.name)
            if (auto name = text_at(*input_.name, row)) agency.name = std::move(*name);
        if (input_.group) agency.group = text_at(*input_.group, row).value_or("");
        for (const auto& attribute : input_.attributes)
            if (auto value = text_at(attribute, row)) agency.attributes[attribute.name] = std::move(*value);
        agency.id = std::move(id);
        table_.agencies_.push_back(std::move(agency));
    }

    /// Further rows of an agency in a long table say the same about it as the first.
    void expect_same(const Agency& agency, std::size_t row) {
        const auto first = agency.location.line - 1;
        const auto compare = [&](const DataColumn& column) {
            const auto at = [&](std::size_t i) -> const GivenValue* {
                const auto code = column.codes[i];
                return code == DataColumn::missing ? nullptr : &column.given[static_cast<std::size_t>(code)];
            };
            const auto *a = at(first), *b = at(row);
            if (column.codes[first] == column.codes[row] || (a != nullptr && b != nullptr && *a == *b)) return;
            error("P110", cell(row, column.name),
                  {fmt::format("khác với hàng {} của cùng đơn vị", first),
                   fmt::format("differs from row {} of the same agency", first),
                   {}});
        };
        if (input_.name) compare(*input_.name);
        if (input_.group) compare(*input_.group);
        for (const auto& attribute : input_.attributes) compare(attribute);
    }

    /// A long table as one column for each item.
    void pivot() {
        std::map<std::string, std::size_t> column_of_item;
        std::vector<std::unordered_map<std::int32_t, std::int32_t>> code_of;
        for (std::size_t row = 0; row < input_.rows; ++row) {
            const auto item = text_at(*input_.item, row);
            if (!item) {
                if (input_.item->codes[row] == DataColumn::missing)
                    error("P103", cell(row, input_.item->name), {"thiếu giá trị", "the value is missing", {}});
                continue;
            }
            const auto [found, is_new] = column_of_item.try_emplace(*item, table_.columns_.size());
            if (is_new) {
                DataColumn column;
                column.name = *item;
                column.codes.assign(table_.agencies_.size(), not_given);
                column.rows.assign(table_.agencies_.size(), 0);
                table_.columns_.push_back(std::move(column));
                code_of.emplace_back();
            }
            set(table_.columns_[found->second], code_of[found->second], row);
        }
        name_of_value_.assign(table_.columns_.size(), input_.value->name);
    }

    void set(DataColumn& column, std::unordered_map<std::int32_t, std::int32_t>& code_of, std::size_t row) {
        const auto agency = agency_of_row_[row];
        if (column.codes[agency] != not_given) {
            error(
                "P111", cell(row, input_.item->name),
                {fmt::format("“{}” của đơn vị này đã có ở hàng {}", excerpt(column.name), column.rows[agency]),
                 fmt::format("“{}” of this agency stands in row {} already", excerpt(column.name), column.rows[agency]),
                 {}});
            return;
        }
        column.rows[agency] = static_cast<std::uint32_t>(row);
        auto code = input_.value->codes[row];
        if (code != DataColumn::missing) {
            const auto [found, is_new] = code_of.try_emplace(code, static_cast<std::int32_t>(column.given.size()));
            if (is_new) column.given.push_back(input_.value->given[static_cast<std::size_t>(code)]);
            code = found->second;
        }
        column.codes[agency] = code;
    }

    [[nodiscard]] const std::string& place_name(std::size_t column) const {
        return name_of_value_.empty() ? table_.columns_[column].name : name_of_value_[column];
    }

    /// Where a finding about the column as a whole stands: its first row in a long table.
    [[nodiscard]] Location place_of(std::size_t column) const {
        const auto& one = table_.columns_[column];
        if (one.rows.empty()) return {data_name, 0, 0, "column " + one.name};
        std::uint32_t row = UINT32_MAX;
        for (std::size_t i = 0; i < one.rows.size(); ++i)
            if (one.codes[i] != not_given) row = std::min(row, one.rows[i]);
        return cell(row, input_.item->name);
    }

    static std::pair<std::string, Part> split_name(const std::string& name) {
        const auto colon = name.rfind(':');
        if (colon == std::string::npos) return {name, Part::any};
        const auto word = name.substr(colon + 1);
        for (const auto& [known, part] :
             {std::pair("level", Part::level), std::pair("items", Part::items), std::pair("value", Part::value),
              std::pair("points", Part::points), std::pair("state", Part::state)})
            if (word == known) return {name.substr(0, colon), part};
        return {name, Part::any};
    }

    void find_targets() {
        std::map<std::string, std::shared_ptr<Target>> by_name;
        for (std::size_t i = 0; i < table_.columns_.size(); ++i) {
            const auto [id, part] = split_name(table_.columns_[i].name);
            auto& target = by_name[id];
            if (target == nullptr) {
                target = target_of(id, i);
                if (target != nullptr) targets_.push_back(target);
            }
            if (target == nullptr) continue;
            const bool is_twice = std::any_of(target->sources.begin(), target->sources.end(),
                                              [&](const auto& source) { return source.part == part; });
            if (is_twice)
                report_twice(place_of(i), id);
            else
                target->sources.push_back({part, i});
        }
    }

    void report_twice(Location place, const std::string& id) {
        error("P112", std::move(place),
              {fmt::format("“{}” được cho hai lần", excerpt(id)), fmt::format("“{}” is given twice", excerpt(id)), {}},
              {"Bỏ một cột.", "Drop one of the columns.", {}});
    }

    std::shared_ptr<Target> target_of(const std::string& id, std::size_t column) {
        auto target = std::make_shared<Target>();
        target->index = index_;
        target->fact = index_->fact(id);
        if (target->fact != nullptr) return target;
        if (index_->criterion(id) != nullptr) {
            target->leaf = io::AnswerCheck(*index_, "", report_).find_leaf(id, place_of(column));
            if (target->leaf == nullptr) return nullptr;
            target->inputs.emplace(*target->leaf);
            return target;
        }
        auto hint = index_->suggest_criterion(id);
        if (hint.empty()) hint = index_->suggest_fact(id);
        if (hint.empty())
            hint = {"Bỏ cột này; nếu là thuộc tính của đơn vị thì nêu ở attributes.",
                    "Drop it; if it is an attribute of the agency, name it in attributes.",
                    {}};
        error("P102", place_of(column),
              {fmt::format("“{}” không phải tiêu chí, cũng không phải số liệu của bộ tiêu chí", excerpt(id)),
               fmt::format("“{}” is neither a criterion nor a fact of the criteria set", excerpt(id)),
               {}},
              std::move(hint));
        return nullptr;
    }

    void check(Target& target) {
        for (const auto& source : target.sources) check_cells(source.column);
        if (target.sources.size() == 1 && table_.columns_[target.sources.front().column].given.size() <= most_decoded)
            decode(target);
        else
            for (std::size_t i = 0; i < table_.agencies_.size(); ++i) check_row(target, i);
    }

    /// Missing and unusable values, whatever they are for.
    void check_cells(std::size_t column_index) {
        auto& column = table_.columns_[column_index];
        for (std::size_t i = 0; i < column.codes.size(); ++i) {
            auto& code = column.codes[i];
            if (code == DataColumn::missing && input_.missing == Missing::problem)
                error("P103", cell(column.row_of(i), place_name(column_index)),
                      {"thiếu giá trị", "the value is missing", {}},
                      {"Điền giá trị, hoặc gọi với missing=\"blank\" nếu nghĩa là chưa trả lời.",
                       "Fill it, or call with missing=\"blank\" if it means that nothing was answered.",
                       {}});
            if (code < 0) {
                code = DataColumn::missing;
                continue;
            }
            const auto& given = column.given[static_cast<std::size_t>(code)];
            if (is_usable(given)) continue;
            const auto [problem, message, hint] = problem_of(given);
            error(problem, cell(column.row_of(i), place_name(column_index)), message, hint);
            code = DataColumn::missing;
        }
    }

    /// Each distinct value once; where one does not fit, every row that has it.
    void decode(Target& target) {
        const auto source = target.sources.front();
        const auto& column = table_.columns_[source.column];
        std::vector<char> is_bad(column.given.size());
        for (std::size_t i = 0; i < column.given.size(); ++i) {
            io::Report scratch(1);
            const io::AnswerCheck checker(*index_, "", scratch);
            if (!is_usable(column.given[i])) {
                if (target.leaf != nullptr)
                    target.answers.emplace_back();
                else
                    target.values.emplace_back();
                continue;
            }
            decode_one(target, checker, column.given[i], source.part);
            is_bad[i] = scratch.findings().empty() ? 0 : 1;
        }
        for (std::size_t i = 0; i < column.codes.size(); ++i)
            if (column.codes[i] >= 0 && is_bad[static_cast<std::size_t>(column.codes[i])] != 0) check_row(target, i);
    }

    static void decode_one(Target& target, const io::AnswerCheck& checker, const GivenValue& given, Part part) {
        const Location nowhere{data_name, 0, 0, {}};
        if (target.leaf != nullptr) {
            io::TypedAnswer typed;
            target.add(given, part, nowhere, typed);
            target.answers.push_back(checker.check_answer(*target.leaf, typed));
            return;
        }
        target.values.push_back(fact_value(target, checker, given, nowhere).value_or(FactValue(false)));
    }

public:
    static std::optional<FactValue> fact_value(const Target& target, const io::AnswerCheck& checker,
                                               const GivenValue& given, Location location) {
        const auto type = target.fact->type;
        const bool is_decimal = type == FactType::number || type == FactType::percent;
        auto typed = is_decimal ? decimal_of(given, std::move(location)) : typed_of(given, std::move(location));
        return checker.check_fact(*target.fact, typed);
    }

private:
    void check_row(const Target& target, std::size_t agency) {
        const io::AnswerCheck checker(*index_, table_.agencies_[agency].id, report_);
        io::TypedAnswer typed;
        std::vector<Part> parts;
        for (const auto& source : target.sources) {
            const auto& column = table_.columns_[source.column];
            if (column.codes[agency] < 0) continue;
            const auto& given = column.given[static_cast<std::size_t>(column.codes[agency])];
            const auto place = cell(column.row_of(agency), place_name(source.column));
            if (target.leaf != nullptr) {
                const auto part = source.part == Part::any ? target.part_of(given) : source.part;
                if (std::find(parts.begin(), parts.end(), part) != parts.end()) report_twice(place, target.leaf->id);
                parts.push_back(part);
            }
            if (target.leaf == nullptr)
                static_cast<void>(fact_value(target, checker, given, place));
            else
                target.add(given, source.part, place, typed);
        }
        if (target.leaf != nullptr && !typed.location.file.empty())
            static_cast<void>(checker.check_answer(*target.leaf, typed));
    }

    /// In a long table: no row speaks of it, which is no problem.
    static constexpr std::int32_t not_given = -2;

    DataInput input_;
    std::shared_ptr<const io::SetIndex> index_;
    io::Report report_;
    DataTable table_;
    std::vector<std::size_t> agency_of_row_;
    std::vector<std::string> name_of_value_;  ///< of a long table: what findings call each column
    std::vector<std::shared_ptr<Target>> targets_;
};

Loaded<DataTable> DataTable::read(std::shared_ptr<const CriteriaSet> set, DataInput input) {
    return DataTableReader(std::move(set), std::move(input)).read();
}

Answer DataTable::Target::answer(const std::vector<DataColumn>& columns, std::size_t agency) const {
    const auto& first = columns[sources.front().column];
    if (!answers.empty()) return answers[static_cast<std::size_t>(first.codes[agency])];
    io::TypedAnswer typed;
    for (const auto& source : sources) {
        const auto& column = columns[source.column];
        if (column.codes[agency] < 0) continue;
        add(column.given[static_cast<std::size_t>(column.codes[agency])], source.part, {data_name, 0, 0, {}}, typed);
    }
    io::Report unused(1);
    return io::AnswerCheck(*index, "", unused).check_answer(*leaf, typed);
}

FactValue DataTable::Target::value(const std::vector<DataColumn>& columns, std::size_t agency) const {
    const auto& column = columns[sources.front().column];
    const auto code = static_cast<std::size_t>(column.codes[agency]);
    if (!values.empty()) return values[code];
    io::Report unused(1);
    const io::AnswerCheck checker(*index, "", unused);
    return DataTableReader::fact_value(*this, checker, column.given[code], {}).value_or(FactValue(false));
}

Assessment DataTable::assessment(std::size_t agency) const {
    Assessment assessment;
    assessment.agency = agencies_[agency].id;
    assessment.stage = data_name;
    assessment.file = data_name;
    for (const auto& target : targets_) {
        const auto given = std::find_if(target->sources.begin(), target->sources.end(),
                                        [&](const auto& source) { return columns_[source.column].codes[agency] >= 0; });
        if (given == target->sources.end()) continue;
        const auto& column = columns_[given->column];
        if (target->fact != nullptr) {
            Fact fact;
            fact.value = target->value(columns_, agency);
            fact.stage = data_name;
            fact.location = cell(column.row_of(agency), column.name);
            assessment.facts.emplace_hint(assessment.facts.end(), target->fact->id, std::move(fact));
        } else {
            auto answer = target->answer(columns_, agency);
            answer.stage = data_name;
            answer.location = cell(column.row_of(agency), column.name);
            assessment.answers.emplace_hint(assessment.answers.end(), target->leaf->id, std::move(answer));
        }
    }
    return assessment;
}

Round DataTable::round(const Period& period) const {
    Round round(period);
    round.id = data_name;
    round.title = {"Dữ liệu trong bộ nhớ", "Data in memory", {}};
    round.stages.push_back({data_name, Stage::Kind::self, {"Dữ liệu", "Data", {}}});
    round.assessments.emplace_back();
    round.agencies = agencies_;
    round.sets.push_back(*set_);
    for (const auto& agency : agencies_) round.set_of_group[agency.group] = 0;
    return round;
}

void name_rows(Findings& findings) {
    for (auto& finding : findings) {
        auto& place = finding.location;
        if (place.file != data_name || place.line == 0) continue;
        place.pointer = fmt::format("row {}, column {}", place.line - 1, place.pointer);
        place.line = 0;
    }
}

}  // namespace parindex
