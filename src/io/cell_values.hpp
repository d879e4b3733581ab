#pragma once
/// What is behind a cell as people see it: numbers of 15 digits, dates behind number formats, names of cells.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parindex::io {

/// "B12" for row 12, column 2, both from 1.
[[nodiscard]] std::string cell_name(std::size_t row, std::size_t column);

struct CellAddress {
    std::size_t row = 0;     ///< from 1
    std::size_t column = 0;  ///< from 1
    friend auto operator<=>(const CellAddress&, const CellAddress&) = default;
};

/// The sizes of a sheet (ECMA-376).
inline constexpr std::size_t max_sheet_rows = 1'048'576;
inline constexpr std::size_t max_sheet_columns = 16'384;

/// Reads "B12" or "$B$12"; nothing for anything else or a place outside the largest sheet.
[[nodiscard]] std::optional<CellAddress> parse_cell_name(std::string_view name);

/// A stored number as a spreadsheet shows it: 15 significant digits, halves away from zero, worked out on the decimal
/// digits. "4.0999999999999996" -> "4.1", "1E-3" -> "0.001". Far from 1 it keeps an exponent: "1e60". Nothing when it is
/// no number. Files hold the shortest or 17 digits of a binary fraction, so the 15 are what somebody typed.
[[nodiscard]] std::optional<std::string> spreadsheet_number(std::string_view stored);

enum class DateSystem {
    from_1900,  ///< day 1 is 1900-01-01, and there is a 29 February 1900
    from_1904   ///< day 0 is 1904-01-01
};

/// "2017-01-04", or "2017-01-04T15:31:00" with a time of day, of a serial day number. Nothing when the number is no day
/// of the calendar (a time alone, a negative number, 29 February 1900).
[[nodiscard]] std::optional<std::string> serial_date(std::string_view number, DateSystem system);

/// What a number format makes of a number.
enum class NumberLook { number, date, percent };

/// Of a format code such as "dd/mm/yyyy" or "0.0%"; times without a day are numbers.
[[nodiscard]] NumberLook look_of_format(std::string_view code);
/// Of the formats that files name by number only (ECMA-376, 18.8.30).
[[nodiscard]] NumberLook look_of_builtin(std::uint32_t id);

}  // namespace parindex::io
