#include "io/csv_reader.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "io/file_reader.hpp"
#include "io/suggest.hpp"
#include "parindex/base/text.hpp"

namespace parindex::io {

std::string_view trim(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t from = text.find_first_not_of(blanks);
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

namespace {

/// The separator that stands more often in the first line, outside quotes.
char find_separator(std::string_view text) {
    std::size_t commas = 0;
    std::size_t semicolons = 0;
    bool is_quoted = false;
    for (const char c : text) {
        if (c == '"') is_quoted = !is_quoted;
        if (is_quoted) continue;
        if (c == '\n' || c == '\r') break;
        if (c == ',') ++commas;
        if (c == ';') ++semicolons;
    }
    return semicolons > commas ? ';' : ',';
}

class CsvParser {
public:
    CsvParser(std::string_view text, const std::string& file, char separator, const Limits& limits, Report& report)
        : text_(text), file_(file), separator_(separator), limits_(limits), report_(report) {}

    /// Every row, the header among them, empty ones left out. Nothing when the text cannot be cut into cells.
    std::optional<std::vector<CsvRow>> parse() {
        std::vector<CsvRow> rows;
        std::size_t number = 0;
        while (offset_ < text_.size()) {
            CsvRow row{++number, line_, {}};
            if (!parse_row(row)) return std::nullopt;
            const bool is_empty =
                std::all_of(row.cells.begin(), row.cells.end(), [](const auto& c) { return trim(c).empty(); });
            if (!is_empty) rows.push_back(std::move(row));
        }
        if (is_broken_) return std::nullopt;
        return rows;
    }

private:
    Location here(std::size_t row, std::size_t column) const {
        return {file_, line_, offset_ - line_start_ + 1, fmt::format("row {}, column {}", row, column)};
    }

    bool parse_row(CsvRow& row) {
        while (true) {
            const Location start = here(row.number, row.cells.size() + 1);
            std::string cell;
            const bool is_quoted = offset_ < text_.size() && text_[offset_] == '"';
            if (is_quoted ? !parse_quoted(cell, start) : !parse_plain(cell, start)) return false;
            if (!has_room(cell, start)) return false;
            row.cells.push_back(to_nfc(cell));
            if (offset_ >= text_.size()) return true;
            if (text_[offset_] == separator_) {
                ++offset_;
                continue;
            }
            skip_line_end();
            return true;
        }
    }

    bool is_at_line_end() const { return text_[offset_] == '\n' || text_[offset_] == '\r'; }

    void skip_line_end() {
        if (text_[offset_] == '\r') ++offset_;
        if (offset_ < text_.size() && text_[offset_] == '\n') ++offset_;
        start_line();
    }

    void start_line() {
        ++line_;
        line_start_ = offset_;
    }

    bool parse_plain(std::string& cell, const Location& start) {
        while (offset_ < text_.size() && text_[offset_] != separator_ && !is_at_line_end()) {
            if (text_[offset_] == '"') report_stray_quote(start);
            cell += text_[offset_++];
        }
        return true;
    }

    bool parse_quoted(std::string& cell, const Location& start) {
        ++offset_;
        while (offset_ < text_.size()) {
            const char c = text_[offset_++];
            if (c == '"') {
                if (offset_ >= text_.size() || text_[offset_] != '"') return expect_end_of_cell(start);
                ++offset_;
            }
            cell += c;
            if (c == '\n') start_line();
        }
        report_.error("F303", start,
                      {"dấu nháy mở ở đây không có dấu đóng", "the quote that opens here is never closed", {}},
                      {"Dấu nháy trong ô viết hai lần: \"\".", "A quote inside a cell is written twice: \"\".", {}});
        return false;
    }

    bool expect_end_of_cell(const Location& start) {
        if (offset_ >= text_.size() || text_[offset_] == separator_ || is_at_line_end()) return true;
        report_stray_quote(start);
        while (offset_ < text_.size() && text_[offset_] != separator_ && !is_at_line_end()) ++offset_;
        return true;
    }

    /// Once for each cell.
    void report_stray_quote(const Location& start) {
        is_broken_ = true;
        if (last_stray_ == start) return;
        last_stray_ = start;
        report_.error("F303", start, {"dấu nháy kép ở giữa ô", "a quote in the middle of a cell", {}},
                      {"Ô có dấu nháy phải nằm trong dấu nháy, và dấu nháy trong ô viết hai lần: \"\".",
                       "A cell with quotes stands in quotes, and a quote inside is written twice: \"\".",
                       {}});
    }

    bool has_room(const std::string& cell, const Location& start) {
        if (cell.find('\0') != std::string::npos) {
            report_.error("F018", start, {"ô có ký tự NUL", "the cell has a NUL character", {}},
                          {"Lưu lại tệp dưới dạng CSV UTF-8.", "Save the file again as CSV, UTF-8.", {}});
            return false;
        }
        if (cell.size() > limits_.text_bytes) {
            report_.error("F015", start,
                          {fmt::format("ô có {} byte, giới hạn là {}", cell.size(), limits_.text_bytes),
                           fmt::format("the cell has {} bytes; the limit is {}", cell.size(), limits_.text_bytes),
                           {}});
            return false;
        }
        if (++cells_ <= limits_.json_values) return true;
        report_.error("F014", start,
                      {fmt::format("bảng có hơn {} ô", limits_.json_values),
                       fmt::format("the table has more than {} cells", limits_.json_values),
                       {}});
        return false;
    }

    std::string_view text_;
    const std::string& file_;
    char separator_;
    const Limits& limits_;
    Report& report_;
    std::size_t offset_ = 0;
    std::size_t line_ = 1;
    std::size_t line_start_ = 0;
    std::size_t cells_ = 0;
    bool is_broken_ = false;
    Location last_stray_;
};

/// Reports column names that stand twice or are empty.
bool expect_sound_header(const CsvTable& table, Report& report) {
    std::set<std::string_view> seen;
    bool ok = true;
    for (std::size_t i = 0; i < table.header.size(); ++i) {
        const std::string& name = table.header[i];
        const Location location{table.file, 1, 0, fmt::format("row 1, column {}", i + 1)};
        if (name.empty()) {
            ok = false;
            report.error("F304", location, {"cột không có tên", "a column without a name", {}});
        } else if (!seen.insert(name).second) {
            ok = false;
            report.error("F307", location,
                         {fmt::format("cột “{}” có hai lần", excerpt(name)),
                          fmt::format("the column “{}” stands twice", excerpt(name)),
                          {}});
        }
    }
    return ok;
}

void take_rows(CsvTable& table, std::vector<CsvRow> rows, Report& report) {
    for (std::size_t i = 1; i < rows.size(); ++i) {
        CsvRow& row = rows[i];
        if (row.cells.size() == table.header.size()) {
            table.rows.push_back(std::move(row));
            continue;
        }
        report.error("F306", {table.file, row.line, 0, fmt::format("row {}", row.number)},
                     {fmt::format("hàng có {} ô, tiêu đề có {} cột", row.cells.size(), table.header.size()),
                      fmt::format("the row has {} cells, the header {} columns", row.cells.size(), table.header.size()),
                      {}},
                     {fmt::format("Ô có dấu “{}” phải nằm trong dấu nháy kép.", table.separator),
                      fmt::format("A cell with “{}” in it stands in quotes.", table.separator),
                      {}});
    }
}

}  // namespace

bool CsvTable::has(std::string_view column) const {
    return std::find(header.begin(), header.end(), column) != header.end();
}

std::string_view CsvTable::cell(const CsvRow& row, std::string_view column) const {
    const auto found = std::find(header.begin(), header.end(), column);
    return found == header.end() ? std::string_view{}
                                 : trim(row.cells[static_cast<std::size_t>(found - header.begin())]);
}

Location CsvTable::at(const CsvRow& row, std::string_view column) const {
    return {file, row.line, 0, fmt::format("row {}, column {}", row.number, column)};
}

std::optional<CsvTable> read_csv(std::string_view bytes, const std::string& file, const Limits& limits,
                                 Report& report) {
    const auto text = as_utf8(bytes, file, report);
    if (!text) return std::nullopt;
    CsvTable table{file, find_separator(*text), {}, {}};
    auto rows = CsvParser(*text, file, table.separator, limits, report).parse();
    if (!rows) return std::nullopt;
    if (rows->empty()) {
        report.error("F308", {file, 0, 0, {}}, {"bảng không có hàng tiêu đề", "the table has no header row", {}});
        return std::nullopt;
    }
    for (const auto& name : rows->front().cells) table.header.emplace_back(trim(name));
    if (!expect_sound_header(table, report)) return std::nullopt;
    take_rows(table, std::move(*rows), report);
    return table;
}

bool expect_columns(const CsvTable& table, const std::vector<std::string_view>& required,
                    const std::vector<std::string_view>& optional, bool others, Report& report) {
    const Location header{table.file, 1, 0, "row 1"};
    bool ok = true;
    for (const auto column : required) {
        if (table.has(column)) continue;
        ok = false;
        report.error("F304", header,
                     {fmt::format("thiếu cột “{}”", column), fmt::format("the column “{}” is missing", column), {}});
    }
    if (others) return ok;
    std::vector<std::string_view> known = required;
    known.insert(known.end(), optional.begin(), optional.end());
    for (const auto& name : table.header) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        ok = false;
        report.error("F305", {table.file, 1, 0, fmt::format("row 1, column {}", excerpt(name))},
                     {fmt::format("không có cột “{}” ở bảng này", excerpt(name)),
                      fmt::format("this table has no column “{}”", excerpt(name)),
                      {}},
                     suggest(name, known));
    }
    return ok;
}

std::vector<std::string> split_list(std::string_view cell) {
    std::vector<std::string> parts;
    while (!cell.empty()) {
        const std::size_t end = std::min(cell.find(';'), cell.size());
        if (const auto part = trim(cell.substr(0, end)); !part.empty()) parts.emplace_back(part);
        cell.remove_prefix(std::min(end + 1, cell.size()));
    }
    return parts;
}

}  // namespace parindex::io
