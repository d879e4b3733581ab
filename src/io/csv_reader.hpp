#pragma once
/// Strict tables (RFC 4180) in UTF-8 whose cells know their place.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/report.hpp"
#include "parindex/base/limits.hpp"

namespace parindex::io {

struct CsvRow {
    std::size_t number = 0;  ///< as a spreadsheet counts: the header is row 1
    std::size_t line = 0;    ///< in the file, where the row begins
    std::vector<std::string> cells;
};

struct CsvTable {
    std::string file;
    char separator = ',';
    std::vector<std::string> header;
    std::vector<CsvRow> rows;  ///< without empty ones; each as wide as the header

    [[nodiscard]] bool has(std::string_view column) const;
    /// The cell without white space around it; empty when there is no such column.
    [[nodiscard]] std::string_view cell(const CsvRow& row, std::string_view column) const;
    [[nodiscard]] Location at(const CsvRow& row, std::string_view column) const;
};

/// Reads a table whose first row is its header. The separator, `,` or `;`, is the one that the header uses. Nothing
/// when its quotes are broken; rows of another width are reported and left out.
[[nodiscard]] std::optional<CsvTable> read_csv(std::string_view bytes, const std::string& file, const Limits& limits,
                                               Report& report);

/// Reports required columns that are missing and, with `others` false, columns that are unknown.
bool expect_columns(const CsvTable& table, const std::vector<std::string_view>& required,
                    const std::vector<std::string_view>& optional, bool others, Report& report);

/// The text without white space around it.
[[nodiscard]] std::string_view trim(std::string_view text);

/// Parts of a cell that are separated by ';', without white space around them and without empty ones.
[[nodiscard]] std::vector<std::string> split_list(std::string_view cell);

}  // namespace parindex::io
