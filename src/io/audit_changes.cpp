#include "io/audit_changes.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "io/csv_reader.hpp"
#include "io/json_reader.hpp"
#include "io/sha256.hpp"

namespace parindex::io {

namespace {

using Json = nlohmann::json;

/// The document with every scalar as the text of its JSON, so that numbers are compared by their digits and not as
/// doubles.
Json as_texts(const JsonValue& value) {
    if (value.is(JsonValue::Kind::array)) {
        Json list = Json::array();
        for (const auto& item : value.items) list.push_back(as_texts(item));
        return list;
    }
    if (!value.is(JsonValue::Kind::object)) return to_json(value);
    Json object = Json::object();
    for (std::size_t i = 0; i < value.items.size(); ++i) object[value.keys[i].name] = as_texts(value.items[i]);
    return object;
}

/// Strings are JSON already; lists and objects become it again.
std::string shown(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    std::string text;
    const bool is_list = value.is_array();
    for (const auto& item : value.items()) {
        text += text.empty() ? "" : ", ";
        if (!is_list) text += Json(item.key()).dump() + ": ";
        text += shown(item.value());
    }
    return is_list ? "[" + text + "]" : "{" + text + "}";
}

std::optional<std::vector<AuditChange>> json_changes(const std::string& name, std::string_view before,
                                                     std::string_view after, const Limits& limits) {
    Report ignored(0);
    const auto old_value = read_json(before, name, limits, ignored);
    const auto new_value = read_json(after, name, limits, ignored);
    if (!old_value || !new_value) return std::nullopt;
    const Json from = as_texts(*old_value);
    const Json to = as_texts(*new_value);
    std::vector<AuditChange> changes;
    std::map<std::string, std::size_t> appended;  // to lists, by their place
    // Items are removed from the end of a list and added there, so that the places of the others stand.
    for (const auto& step : Json::diff(from, to)) {
        std::string path = step.at("path").get<std::string>();
        const std::string what = step.at("op").get<std::string>();
        if (what == "add" && path.ends_with("/-")) {
            path.pop_back();
            const std::string list = path.substr(0, path.size() - 1);
            path += std::to_string(from.at(Json::json_pointer(list)).size() + appended[list]++);
        }
        changes.push_back({name, path, what == "add" ? "" : shown(from.at(Json::json_pointer(path))),
                           what == "remove" ? "" : shown(step.at("value"))});
    }
    return changes;
}

/// Columns that say what a row is about.
constexpr std::array<std::string_view, 10> naming_columns{
    "agency", "group", "criterion", "fact", "by", "id", "stratum", "questionnaire", "respondent", "submitted_at"};

using RowsByName = std::map<std::vector<std::string>, const CsvRow*>;

/// Rows by what `shared`, the naming columns of both tables, say; nothing when two rows have one name.
std::optional<RowsByName> rows_by_name(const CsvTable& table, const std::vector<std::string_view>& shared) {
    RowsByName rows;
    for (const auto& row : table.rows) {
        std::vector<std::string> name;
        for (const auto column : shared) name.emplace_back(table.cell(row, column));
        if (!rows.try_emplace(std::move(name), &row).second) return std::nullopt;
    }
    return rows;
}

RowsByName rows_by_number(const CsvTable& table) {
    RowsByName rows;
    for (const auto& row : table.rows) rows.try_emplace({fmt::format("{:012}", row.number)}, &row);
    return rows;
}

/// The cells of a row that say something, as they would be read.
std::string row_text(const CsvTable& table, const CsvRow& row) {
    std::string text;
    for (const auto& column : table.header) {
        const auto cell = table.cell(row, column);
        if (!cell.empty()) text += fmt::format("{}{}={}", text.empty() ? "" : "; ", column, cell);
    }
    return text;
}

class TableChanges {
public:
    TableChanges(const CsvTable& before, const CsvTable& after) : before_(before), after_(after) {
        columns_ = before.header;
        for (const auto& column : after.header)
            if (!before.has(column)) columns_.push_back(column);
    }

    std::vector<AuditChange> find() {
        std::vector<std::string_view> shared;
        for (const auto column : naming_columns)
            if (before_.has(column) && after_.has(column)) shared.push_back(column);
        auto old_rows = rows_by_name(before_, shared);
        auto new_rows = rows_by_name(after_, shared);
        if (!old_rows || !new_rows) {
            old_rows = rows_by_number(before_);
            new_rows = rows_by_number(after_);
        }
        for (const auto& [name, row] : *old_rows) {
            const auto same = new_rows->find(name);
            if (same == new_rows->end())
                add(*row, {}, row_text(before_, *row), {});
            else
                compare(*row, *same->second);
        }
        for (const auto& [name, row] : *new_rows)
            if (!old_rows->contains(name)) add(*row, {}, {}, row_text(after_, *row));
        std::stable_sort(changes_.begin(), changes_.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        std::vector<AuditChange> sorted;
        for (auto& [row, change] : changes_) sorted.push_back(std::move(change));
        return sorted;
    }

private:
    void compare(const CsvRow& old_row, const CsvRow& new_row) {
        for (const auto& column : columns_) {
            const auto was = before_.cell(old_row, column);
            const auto is = after_.cell(new_row, column);
            if (was != is) add(new_row, column, std::string(was), std::string(is));
        }
    }

    void add(const CsvRow& row, const std::string& column, std::string was, std::string is) {
        std::string place = fmt::format("row {}", row.number);
        if (!column.empty()) place += ", column " + column;
        changes_.push_back({row.number, {after_.file, std::move(place), std::move(was), std::move(is)}});
    }

    const CsvTable& before_;
    const CsvTable& after_;
    std::vector<std::string> columns_;
    std::vector<std::pair<std::size_t, AuditChange>> changes_;  ///< with the row, by which they are sorted
};

std::optional<std::vector<AuditChange>> table_changes(const std::string& name, std::string_view before,
                                                      std::string_view after, const Limits& limits) {
    Report ignored(0);
    const auto old_table = read_csv(before, name, limits, ignored);
    const auto new_table = read_csv(after, name, limits, ignored);
    if (!old_table || !new_table || ignored.error_count() > 0) return std::nullopt;
    return TableChanges(*old_table, *new_table).find();
}

}  // namespace

std::vector<AuditChange> changes_of(const std::string& name, std::string_view before, std::string_view after,
                                    const Limits& limits) {
    if (before == after) return {};
    std::optional<std::vector<AuditChange>> changes;
    if (name.ends_with(".json")) changes = json_changes(name, before, after, limits);
    if (name.ends_with(".csv")) changes = table_changes(name, before, after, limits);
    // Blanks and the like differ, or what cannot be read does.
    if (!changes || changes->empty()) return {{name, {}, sha256(before), sha256(after)}};
    return *changes;
}

AuditChange appearance_of(const FrozenFile& file) { return {file.name, {}, {}, file.sha256}; }
AuditChange disappearance_of(const FrozenFile& file) { return {file.name, {}, file.sha256, {}}; }

}  // namespace parindex::io
