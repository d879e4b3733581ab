#pragma once
/// Rounding as a declared choice, and decimal text of exact numbers.

#include <optional>
#include <string>
#include <string_view>

#include "parindex/base/rational.hpp"

namespace parindex {

enum class RoundingMode {
    half_up,  ///< halves away from zero: 0.125 -> 0.13, -0.125 -> -0.13 (fits the printed PAR results that were checked)
    half_even,  ///< halves to the even neighbour: 0.125 -> 0.12
    down,       ///< towards zero (cut off)
    up,         ///< away from zero
    floor,      ///< towards minus infinity
    ceiling     ///< towards plus infinity
};

/// Where and how a criteria set rounds. `digits` empty means the exact value is kept.
struct Rounding {
    std::optional<int> digits;
    RoundingMode mode = RoundingMode::half_up;

    friend bool operator==(const Rounding&, const Rounding&) = default;
};

/// Most decimal places a set may ask for.
inline constexpr int max_rounding_digits = 30;

/// Value rounded to 0..max_rounding_digits decimal places; std::invalid_argument outside that range.
[[nodiscard]] Rational round(const Rational& value, int digits, RoundingMode mode);
[[nodiscard]] Rational round(const Rational& value, const Rounding& rounding);

[[nodiscard]] std::string_view to_string(RoundingMode mode);
[[nodiscard]] std::optional<RoundingMode> parse_rounding_mode(std::string_view name);

/// Decimal text with exactly `digits` places after rounding: 2.5 -> "2.50". Always a point, no thousands separator.
[[nodiscard]] std::string to_fixed(const Rational& value, int digits, RoundingMode mode = RoundingMode::half_up);

/// The exact decimal if it terminates within `max_digits` places ("0.125", "95.5", "2"), else nothing. Here and
/// below, std::invalid_argument when the places asked for are outside 0..max_rounding_digits.
[[nodiscard]] std::optional<std::string> to_exact_decimal(const Rational& value, int max_digits = max_rounding_digits);

/// Short text for people: the exact decimal if it has at most `digits` places, else rounded half up and marked with a
/// leading "≈" ("≈0.97").
[[nodiscard]] std::string to_short(const Rational& value, int digits = 4);

}  // namespace parindex
