#pragma once
/// A table of a report before it is a sheet of a workbook or a table of a document: both show the same cells.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "report/figure_cell.hpp"

namespace parindex::report {

/// A text or a figure.
struct Cell {
    std::string text;              ///< in the report's language; unused with a figure
    std::optional<Figure> figure;  ///< none: a text

    Cell() = default;
    Cell(std::string words) : text(std::move(words)) {}       // NOLINT(google-explicit-constructor)
    Cell(const char* words) : text(words) {}                  // NOLINT(google-explicit-constructor)
    Cell(Figure published) : figure(std::move(published)) {}  // NOLINT(google-explicit-constructor)
};

enum class Weight { normal, strong, title };

struct TableRow {
    std::vector<Cell> cells;  ///< as the columns
    Weight weight = Weight::normal;
    std::size_t indent = 0;  ///< of the column that holds names
};

struct TableColumn {
    enum class Kind { text, name, centred, number };
    std::string title;
    Kind kind = Kind::text;
    double width = 10;  ///< in characters
    int digits = 0;     ///< decimal places that every figure of the column shows; set by align_decimals
};

struct ReportTable {
    std::string name;  ///< of the sheet
    std::string title;
    std::vector<std::string> notes;  ///< between title and table
    std::vector<TableColumn> columns;
    std::vector<TableRow> head;  ///< further rows of the head, such as the maxima
    std::vector<TableRow> rows;
    std::vector<std::string> end_notes;
    bool is_list = false;  ///< long lists can be filtered
};

/// Gives every column of numbers as many decimal places as its longest figure has.
void align_decimals(ReportTable& table);

}  // namespace parindex::report
