#pragma once
/// Published figures on their way into cells: the decimal text as published, and how a cell is to show exactly that.

#include <optional>
#include <string>
#include <string_view>

#include "parindex/base/text.hpp"

namespace parindex::report {

/// A figure as decimal text. Cells get their number and their format from the text, so that they show it digit by digit.
struct Figure {
    std::string decimal;          ///< "-1234.50": a point, no grouping
    bool is_approximate = false;  ///< the exact value has no end: shown with "≈"

    [[nodiscard]] int digits() const;  ///< after the point
};

/// The figure of a text such as "87.70", "23" or "≈55.6326"; none for anything else ("-").
[[nodiscard]] std::optional<Figure> parse_figure(std::string_view text);

/// "1.234,50" or "≈55,6326" as a reader of that language writes it, filled with zeros up to `digits` places.
[[nodiscard]] std::string to_text(const Figure& figure, Language language, int digits);

/// The format of a spreadsheet cell that shows the figure with at least `digits` places: "#,##0.00". The program that
/// opens the workbook puts its own decimal sign.
[[nodiscard]] std::string cell_format(const Figure& figure, int digits);

/// The nearest number a cell can hold; none when it cannot show every digit (more than 15).
[[nodiscard]] std::optional<double> cell_number(const Figure& figure);

}  // namespace parindex::report
