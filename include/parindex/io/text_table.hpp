#pragma once
/// Tables for a terminal and for CSV, from the same rows.

#include <string>
#include <vector>

namespace parindex {

enum class Align { left, right };

struct TextTable {
    struct Column {
        std::string title;
        Align align = Align::left;
    };
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;  ///< each as long as `columns`
};

/// Columns padded to their widest cell, Vietnamese letters counted as one; cells longer than `widest` are cut with an
/// ellipsis. Control characters are made visible.
[[nodiscard]] std::string to_text(const TextTable& table, std::size_t widest = 60);

/// RFC 4180 with a byte-order mark, so that a spreadsheet program reads Vietnamese; a cell that a spreadsheet would run
/// as a formula (=, +, -, @ before anything but a number) gets a leading apostrophe.
[[nodiscard]] std::string to_csv(const TextTable& table);

}  // namespace parindex
