#pragma once
/// One worksheet of a form being written, and how formulas refer to its cells.

#include <xlsxwriter.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "io/form_style.hpp"
#include "parindex/base/rational.hpp"
#include "parindex/model/assessment.hpp"

namespace parindex::io {

using Row = lxw_row_t;
using Column = lxw_col_t;

/// A rectangle of cells, both corners included.
struct CellArea {
    Row first_row = 0;
    Column first_column = 0;
    Row last_row = 0;
    Column last_column = 0;
};

/// "$E$12"
[[nodiscard]] std::string absolute(Row row, Column column);
/// "$E12": the column stays, the row moves with the cell that a condition looks at.
[[nodiscard]] std::string in_column(Row row, Column column);
/// "'Số liệu'!$E$12"
[[nodiscard]] std::string reference(const std::string& sheet, Row row, Column column);
/// "'lists'!$A$3:$A$5", a part of one column
[[nodiscard]] std::string reference(const std::string& sheet, Row first, Row last, Column column);
/// A text inside a formula: quotes doubled.
[[nodiscard]] std::string quoted(std::string_view text);
/// Lines that the text takes in a column of that width.
[[nodiscard]] std::size_t count_lines(std::string_view text, double width);
/// The first `limit` characters, ending in "…" when something was left out.
[[nodiscard]] std::string cut(const std::string& text, std::size_t limit);

/// What may be typed into a cell. Texts are cut to what spreadsheet programs take.
struct Validation {
    enum class Kind { list, whole, decimal, formula } kind = Kind::list;
    std::string source = {};  ///< range of a list, or a formula that has to hold
    /// Bounds of a number; empty: none. Formulas or numbers.
    std::string lowest = {};
    std::string highest = {};
    std::string hint = {};   ///< shown while the cell is selected; empty: nothing
    std::string error = {};  ///< shown when the value is refused
};

class FormSheet {
public:
    FormSheet(lxw_workbook* workbook, FormStyles& styles, std::string name);

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] lxw_worksheet* get() const { return sheet_; }

    /// Never a formula, whatever the text begins with. An empty text makes an empty cell with its colours.
    void text(Row row, Column column, const std::string& text, const CellStyle& style);
    void number(Row row, Column column, const Rational& value, const CellStyle& style);
    /// Exact values go in as numbers while 15 digits hold them, else as text ("64/66"); days as dates.
    void value(Row row, Column column, const ScalarValue& value, CellStyle style, Language language);
    void blank(Row row, Column column, const CellStyle& style) { text(row, column, {}, style); }
    /// No result is stored beside the formula, so that every program computes it when the file is opened.
    void formula(Row row, Column column, const std::string& formula, const CellStyle& style);
    /// One cell over several columns; `width` is theirs together, in characters, to reserve lines enough.
    void paragraph(Row row, Column first, Column last, const std::string& text, const CellStyle& style, double width);
    /// Makes the row high enough for texts of so many lines. Programs that write no rows' heights leave that to the
    /// reader's, and not all of these do it.
    void reserve_lines(Row row, std::size_t lines);
    void validate(const CellArea& area, const Validation& validation);
    void color_when(const CellArea& area, const std::string& formula, lxw_format* format);

    /// Locks what is not meant to be edited, without a password; widths and heights stay free.
    void protect();
    /// A4 landscape, as wide as one page, heading rows on each page, page numbers below.
    void set_up_printing(Row first_heading, Row last_heading, const std::string& footer);

private:
    std::string name_;
    lxw_worksheet* sheet_;
    FormStyles& styles_;
};

}  // namespace parindex::io
