#pragma once
/// A workbook as plain values: sheets of filled cells. How it is read from a file: workbook_reader.hpp.

#include <string>
#include <string_view>
#include <vector>

#include "io/cell_values.hpp"
#include "parindex/base/finding.hpp"

namespace parindex::io {

/// A filled cell. What it holds is text in every case; a number is the decimal that the spreadsheet shows.
struct Cell {
    enum class Kind {
        text,
        number,     ///< "4.1"; see spreadsheet_number
        flag,       ///< "true" or "false"
        date,       ///< "2017-01-04", with a time "2017-01-04T15:31:00"
        error,      ///< "#DIV/0!"
        uncomputed  ///< a formula whose result no program has stored; the text is empty
    };
    Kind kind = Kind::text;
    std::string text;         ///< NFC
    bool is_formula = false;  ///< then `text` is the stored result
    bool is_percent = false;  ///< a number that is shown as a percentage: 0.95 as 95%
};

struct Sheet {
    struct Entry {
        CellAddress at;
        Cell cell;
    };
    std::string name;
    std::vector<Entry> cells;  ///< filled ones, by row, then column

    /// Null when the cell is empty.
    [[nodiscard]] const Cell* find(CellAddress at) const;
};

struct Workbook {
    std::string file;
    std::vector<Sheet> sheets;

    /// The sheet of that name, upper and lower case alike, or null.
    [[nodiscard]] const Sheet* find(std::string_view name) const;
    /// "Sheet!B12"
    [[nodiscard]] Location place(const Sheet& sheet, CellAddress at) const;
};

}  // namespace parindex::io
