#include "io/cell_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "parindex/base/date.hpp"
#include "parindex/base/rational.hpp"

namespace parindex::io {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t count_digits(std::string_view text) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

/// 0.d1d2d3... x 10^exponent, without leading or trailing zeros.
struct Decimal {
    bool negative = false;
    std::string digits;
    std::int64_t exponent = 0;
};

/// Reads an optional exponent that ends the text.
bool read_exponent(std::string_view text, std::int64_t& exponent) {
    if (text.empty()) return true;
    if (text.front() != 'e' && text.front() != 'E') return false;
    text.remove_prefix(1);
    if (text.starts_with('+')) text.remove_prefix(1);
    int value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    constexpr int largest = 9999;
    if (failure != std::errc{} || end != text.data() + text.size() || value > largest || value < -largest) return false;
    exponent += value;
    return true;
}

std::optional<Decimal> read_decimal(std::string_view text) {
    Decimal decimal;
    if (text.starts_with('-') || text.starts_with('+')) {
        decimal.negative = text.front() == '-';
        text.remove_prefix(1);
    }
    const std::size_t whole = count_digits(text);
    decimal.digits = text.substr(0, whole);
    decimal.exponent = static_cast<std::int64_t>(whole);
    text.remove_prefix(whole);
    if (text.starts_with('.')) {
        const std::size_t places = count_digits(text.substr(1));
        decimal.digits += text.substr(1, places);
        text.remove_prefix(1 + places);
    }
    if (decimal.digits.empty() || !read_exponent(text, decimal.exponent)) return std::nullopt;
    const std::size_t zeros = std::min(decimal.digits.find_first_not_of('0'), decimal.digits.size());
    decimal.digits.erase(0, zeros);
    decimal.exponent -= static_cast<std::int64_t>(zeros);
    return decimal;
}

void round_to(Decimal& decimal, std::size_t length) {
    if (decimal.digits.size() > length) {
        const bool up = decimal.digits[length] >= '5';
        decimal.digits.resize(length);
        for (std::size_t i = length; up && i-- > 0;) {
            if (decimal.digits[i] != '9') {
                ++decimal.digits[i];
                break;
            }
            decimal.digits[i] = '0';
            if (i > 0) continue;
            decimal.digits.insert(0, 1, '1');
            ++decimal.exponent;
        }
    }
    decimal.digits.erase(decimal.digits.find_last_not_of('0') + 1);
}

std::string write_decimal(const Decimal& decimal) {
    if (decimal.digits.empty()) return "0";
    const std::string sign = decimal.negative ? "-" : "";
    const auto length = static_cast<std::int64_t>(decimal.digits.size());
    constexpr std::int64_t farthest = 30;  // powers of ten that are still written out
    if (decimal.exponent > farthest || decimal.exponent < -farthest) {
        const std::string rest = length > 1 ? "." + decimal.digits.substr(1) : "";
        return fmt::format("{}{}{}e{}", sign, decimal.digits[0], rest, decimal.exponent - 1);
    }
    if (decimal.exponent <= 0)
        return sign + "0." + std::string(static_cast<std::size_t>(-decimal.exponent), '0') + decimal.digits;
    if (decimal.exponent >= length)
        return sign + decimal.digits + std::string(static_cast<std::size_t>(decimal.exponent - length), '0');
    const auto point = static_cast<std::size_t>(decimal.exponent);
    return sign + decimal.digits.substr(0, point) + "." + decimal.digits.substr(point);
}

/// The codes of a format's first section without what is shown as it stands: quoted and escaped characters, padding,
/// colours, locales and conditions. Elapsed times ([h], [mm]) keep their letters.
std::string bare_codes(std::string_view code) {
    std::string bare;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        if (code[i] == '\\' || code[i] == '_' || code[i] == '*') {
            ++i;
        } else if (code[i] == '"') {
            i = std::min(code.find('"', i + 1), code.size());
        } else if (code[i] == '[') {
            const std::size_t end = std::min(code.find(']', i), code.size());
            const std::string_view inside = code.substr(i + 1, end - i - 1);
            if (inside.find_first_not_of("hHmMsS") == std::string_view::npos) bare += inside;
            i = end;
        } else {
            bare += code[i] >= 'A' && code[i] <= 'Z' ? static_cast<char>(code[i] - 'A' + 'a') : code[i];
        }
    }
    return bare;
}

}  // namespace

std::string cell_name(std::size_t row, std::size_t column) {
    std::string letters;
    for (; column > 0; column = (column - 1) / 26)
        letters.insert(0, 1, static_cast<char>('A' + static_cast<char>((column - 1) % 26)));
    return letters + std::to_string(row);
}

std::optional<CellAddress> parse_cell_name(std::string_view name) {
    CellAddress address;
    if (name.starts_with('$')) name.remove_prefix(1);
    while (!name.empty() && name.front() >= 'A' && name.front() <= 'Z' && address.column <= max_sheet_columns) {
        address.column = address.column * 26 + static_cast<std::size_t>(name.front() - 'A') + 1;
        name.remove_prefix(1);
    }
    if (name.starts_with('$')) name.remove_prefix(1);
    constexpr std::size_t longest_row = 7;
    if (name.empty() || name.size() > longest_row || count_digits(name) != name.size() || name.front() == '0')
        return std::nullopt;
    (void)std::from_chars(name.data(), name.data() + name.size(), address.row);
    if (address.column == 0 || address.column > max_sheet_columns || address.row > max_sheet_rows) return std::nullopt;
    return address;
}

std::optional<std::string> spreadsheet_number(std::string_view stored) {
    auto decimal = read_decimal(stored);
    if (!decimal) return std::nullopt;
    constexpr std::size_t shown_digits = 15;
    round_to(*decimal, shown_digits);
    return write_decimal(*decimal);
}

std::optional<std::string> serial_date(std::string_view number, DateSystem system) {
    const auto serial = parse_rational(number);
    if (!serial || serial->sign() < 0) return std::nullopt;
    auto day = serial->floor().to_int64();
    if (!day) return std::nullopt;
    constexpr std::int64_t seconds_a_day = 86'400;
    const Rational time = (*serial - serial->floor()) * seconds_a_day;
    auto second = *(time + Rational(1, 2)).floor().to_int64();
    if (second == seconds_a_day) {
        second = 0;
        ++*day;
    }
    constexpr std::int64_t missing_day = 60;  // 29 February 1900
    if (system == DateSystem::from_1900 && (*day < 1 || *day == missing_day)) return std::nullopt;
    const Date origin = system == DateSystem::from_1904 ? Date(1904, 1, 1)
                        : *day < missing_day            ? Date(1899, 12, 31)
                                                        : Date(1899, 12, 30);
    const auto date = add_days(origin, *day);
    if (!date) return std::nullopt;
    if (second == 0) return date->to_iso();
    return fmt::format("{}T{:02}:{:02}:{:02}", date->to_iso(), second / 3600, second / 60 % 60, second % 60);
}

NumberLook look_of_format(std::string_view code) {
    std::string bare = bare_codes(code);
    if (bare.find("general") != std::string::npos || bare.find("standard") != std::string::npos)
        return NumberLook::number;
    // Decimals of seconds (ss.00) are no digits of a number.
    const bool has_digits = bare.find_first_of("0#?") != std::string::npos && bare.find('s') == std::string::npos;
    const bool has_time = bare.find_first_of("hs") != std::string::npos;
    const bool has_day = bare.find_first_of("yd") != std::string::npos;
    const bool has_month = bare.find('m') != std::string::npos && !has_time;
    if (!has_digits && (has_day || has_month)) return NumberLook::date;
    return bare.find('%') != std::string::npos ? NumberLook::percent : NumberLook::number;
}

NumberLook look_of_builtin(std::uint32_t id) {
    if (id == 9 || id == 10) return NumberLook::percent;
    const bool is_date = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
                         (id >= 50 && id <= 54) || id == 57 || id == 58;
    return is_date ? NumberLook::date : NumberLook::number;
}

}  // namespace parindex::io
