#pragma once
/// A sheet of a form whose columns are known by a row of keys, wherever people have moved them.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/report.hpp"
#include "io/workbook.hpp"

namespace parindex::io {

class FormTable {
public:
    /// The table whose key row holds all of `keys`; nothing when the sheet has none. Keys that stand twice are reported.
    [[nodiscard]] static std::optional<FormTable> find(const Workbook& workbook, const Sheet& sheet,
                                                       const std::vector<std::string_view>& keys, Report& report);

    [[nodiscard]] const Sheet& sheet() const { return *sheet_; }
    /// Column keys to columns.
    [[nodiscard]] const std::map<std::string, std::size_t, std::less<>>& columns() const { return columns_; }
    [[nodiscard]] bool has(std::string_view key) const { return columns_.contains(key); }
    /// The row below the keys: the heading that people see, unless somebody has removed it.
    [[nodiscard]] std::size_t heading() const { return heading_; }
    /// Reports a heading that is gone (F434), whose place hides a row of data. Returns whether it is there.
    [[nodiscard]] bool expect_heading(const Workbook& workbook, Report& report) const;
    /// Rows below the heading that hold anything, in order.
    [[nodiscard]] const std::vector<std::size_t>& rows() const { return rows_; }

    /// The place of a cell; a column of 0, which no cell has, when there is no such key.
    [[nodiscard]] CellAddress at(std::size_t row, std::string_view key) const;
    /// The tidy text of a cell; empty when it is empty or has no usable text.
    [[nodiscard]] std::string text(std::size_t row, std::string_view key) const;

private:
    /// Whether a number or a date stands in the row, as in a row of data (at least its running number) and in no heading.
    [[nodiscard]] bool holds_data(std::size_t row) const;

    explicit FormTable(const Sheet& sheet) : sheet_(&sheet) {}
    void read_keys(std::size_t row, const Workbook& workbook, Report& report);

    const Sheet* sheet_;
    std::map<std::string, std::size_t, std::less<>> columns_;
    std::size_t heading_ = 0;
    std::vector<std::size_t> rows_;
};

}  // namespace parindex::io
