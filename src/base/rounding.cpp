#include "parindex/base/rounding.hpp"

#include <array>
#include <stdexcept>
#include <utility>

namespace parindex {

namespace {

using ModeName = std::pair<RoundingMode, std::string_view>;

constexpr std::array<ModeName, 6> mode_names{{
    {RoundingMode::half_up, "half_up"},
    {RoundingMode::half_even, "half_even"},
    {RoundingMode::down, "down"},
    {RoundingMode::up, "up"},
    {RoundingMode::floor, "floor"},
    {RoundingMode::ceiling, "ceiling"},
}};

Rational power_of_ten(int digits) {
    if (digits < 0 || digits > max_rounding_digits) {
        throw std::invalid_argument("decimal places must be between 0 and " + std::to_string(max_rounding_digits));
    }
    Rational power = 1;
    for (int i = 0; i < digits; ++i) power *= 10;
    return power;
}

/// Whether a value between two neighbours goes to the upper one. `rest` is its distance from `lower`, 0 < rest < 1.
bool goes_up(const Rational& lower, const Rational& rest, bool negative, RoundingMode mode) {
    switch (mode) {
        case RoundingMode::floor:
            return false;
        case RoundingMode::ceiling:
            return true;
        case RoundingMode::down:
            return negative;
        case RoundingMode::up:
            return !negative;
        case RoundingMode::half_up:
        case RoundingMode::half_even:
            break;
    }
    const Rational half(1, 2);
    if (rest != half) return rest > half;
    if (mode == RoundingMode::half_up) return !negative;
    return !(lower / 2).is_integer();
}

Rational round_to_integer(const Rational& value, RoundingMode mode) {
    if (value.is_integer()) return value;
    const Rational lower = value.floor();
    return goes_up(lower, value - lower, value.sign() < 0, mode) ? lower + 1 : lower;
}

/// Decimal text of scaled / 10^digits. Pre: `scaled` is an integer.
std::string place_point(const Rational& scaled, int digits) {
    std::string text = abs(scaled).to_fraction();
    const auto places = static_cast<std::size_t>(digits);
    if (places > 0) {
        if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
        text.insert(text.size() - places, 1, '.');
    }
    return scaled.sign() < 0 ? "-" + text : text;
}

}  // namespace

Rational round(const Rational& value, int digits, RoundingMode mode) {
    const Rational scale = power_of_ten(digits);
    return round_to_integer(value * scale, mode) / scale;
}

Rational round(const Rational& value, const Rounding& rounding) {
    return rounding.digits ? round(value, *rounding.digits, rounding.mode) : value;
}

std::string_view to_string(RoundingMode mode) {
    for (const auto& [known, name] : mode_names) {
        if (known == mode) return name;
    }
    throw std::invalid_argument("no such rounding mode");
}

std::optional<RoundingMode> parse_rounding_mode(std::string_view name) {
    for (const auto& [mode, known] : mode_names) {
        if (known == name) return mode;
    }
    return std::nullopt;
}

std::string to_fixed(const Rational& value, int digits, RoundingMode mode) {
    return place_point(round_to_integer(value * power_of_ten(digits), mode), digits);
}

std::optional<std::string> to_exact_decimal(const Rational& value, int max_digits) {
    const Rational scaled = value * power_of_ten(max_digits);
    if (!scaled.is_integer()) return std::nullopt;
    std::string text = place_point(scaled, max_digits);
    if (max_digits > 0) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    return text;
}

std::string to_short(const Rational& value, int digits) {
    if (auto exact = to_exact_decimal(value, digits)) return *exact;
    return "≈" + to_fixed(value, digits, RoundingMode::half_up);
}

}  // namespace parindex
