#include "io/form_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "io/form_cell_reader.hpp"
#include "parindex/base/moment.hpp"
#include "parindex/base/rational.hpp"

namespace parindex::io {

namespace {

/// Keys stand near the top, whatever people have put above them.
constexpr std::size_t last_key_row = 100;

/// First row that holds all of the words.
std::optional<std::size_t> find_row(const Sheet& sheet, const std::vector<std::string_view>& words) {
    std::set<std::string_view> found;
    std::size_t row = 0;
    for (const auto& [at, cell] : sheet.cells) {
        if (at.row > last_key_row) break;
        if (at.row != row) found.clear();
        row = at.row;
        const std::string text = tidy(cell.text);
        const auto word = std::find(words.begin(), words.end(), text);
        if (word != words.end()) found.insert(*word);
        if (found.size() == words.size()) return row;
    }
    return std::nullopt;
}

}  // namespace

std::optional<FormTable> FormTable::find(const Workbook& workbook, const Sheet& sheet,
                                         const std::vector<std::string_view>& keys, Report& report) {
    const auto row = find_row(sheet, keys);
    if (!row) return std::nullopt;
    FormTable table(sheet);
    table.read_keys(*row, workbook, report);
    return table;
}

void FormTable::read_keys(std::size_t row, const Workbook& workbook, Report& report) {
    heading_ = row + 1;
    for (const auto& [at, cell] : sheet_->cells) {
        if (at.row < row) continue;
        if (at.row > row) {
            if (at.row != heading_ && (rows_.empty() || rows_.back() != at.row)) rows_.push_back(at.row);
            continue;
        }
        const std::string key = tidy(cell.text);
        if (key.empty() || columns_.emplace(key, at.column).second) continue;
        report.error("F416", workbook.place(*sheet_, at),
                     {fmt::format("khoá cột “{}” có hai lần", excerpt(key)),
                      fmt::format("the column key “{}” stands twice", excerpt(key)),
                      {}},
                     {"Hàng khoá (thường bị ẩn) cho biết cột nào là gì: xoá khoá của cột thừa.",
                      "The row of keys, usually hidden, says which column is which: clear the key of the extra column.",
                      {}});
    }
}

bool FormTable::holds_data(std::size_t row) const {
    std::size_t last = 1;
    for (const auto& [key, column] : columns_) last = std::max(last, column);
    for (std::size_t column = 1; column <= last; ++column) {
        const Cell* cell = sheet_->find({row, column});
        if (cell == nullptr) continue;
        const std::string text = tidy(cell->text);
        if (text.empty()) continue;
        if (cell->kind != Cell::Kind::text || parse_rational(text) || parse_moment(text)) return true;
    }
    return false;
}

bool FormTable::expect_heading(const Workbook& workbook, Report& report) const {
    if (!holds_data(heading_)) return true;
    report.error("F434", workbook.place(*sheet_, {heading_, 1}),
                 {"hàng tiêu đề cột đã mất hoặc bị sửa; hàng này có thể là dữ liệu nên không được bỏ qua",
                  "the row of column headings is gone or was changed; this row may be data and is not to be lost",
                  {}},
                 {"Chèn lại một hàng tiêu đề bằng chữ, ngay dưới hàng khoá (thường bị ẩn).",
                  "Insert a row of headings, in words, just below the row of keys, usually hidden.",
                  {}});
    return false;
}

CellAddress FormTable::at(std::size_t row, std::string_view key) const {
    const auto column = columns_.find(key);
    return {row, column == columns_.end() ? 0 : column->second};
}

std::string FormTable::text(std::size_t row, std::string_view key) const {
    const Cell* cell = sheet_->find(at(row, key));
    if (cell == nullptr || cell->kind == Cell::Kind::error) return {};
    return tidy(cell->text);
}

}  // namespace parindex::io
