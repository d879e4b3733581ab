#include "rules/wording.hpp"

#include <fmt/format.h>

#include "parindex/base/rounding.hpp"

namespace parindex {

namespace {

constexpr int shown_digits = 4;

std::string exact_or_approximate(const Rational& value, const Rational& shown, const char* suffix, Language language) {
    if (const auto decimal = to_exact_decimal(shown, shown_digits)) return localise_number(*decimal, language) + suffix;
    return fmt::format("{} ≈ {}{}", value.to_fraction(), localise_number(to_fixed(shown, shown_digits), language),
                       suffix);
}

}  // namespace

std::string show_number(const Rational& value, Language language) {
    return exact_or_approximate(value, value, "", language);
}

std::string show_term(const Rational& value, Language language) {
    const auto decimal = to_exact_decimal(value, shown_digits);
    return decimal ? localise_number(*decimal, language) : value.to_fraction();
}

std::string show_percent(const Rational& value, Language language) {
    return exact_or_approximate(value, value * 100, " %", language);
}

std::string show_number(const Rational& value, Unit unit, Language language) {
    return unit == Unit::percent ? show_percent(value, language) : show_number(value, language);
}

std::string show_range(const Interval& range, Unit unit, Language language) {
    const bool vi = language == Language::vi;
    const auto number = [&](const Interval::Edge& edge) { return show_number(edge.value, unit, language); };
    if (range.lower && range.upper && range.lower->value == range.upper->value)
        return vi ? fmt::format("đúng {}", number(*range.lower)) : fmt::format("exactly {}", number(*range.lower));
    std::string lower;
    std::string upper;
    if (range.lower)
        lower = range.lower->inclusive ? (vi ? "từ " : "from ") + number(*range.lower)
                                       : (vi ? "trên " : "above ") + number(*range.lower);
    if (range.upper)
        upper = range.upper->inclusive ? (vi ? "đến " : "to ") + number(*range.upper)
                                       : (vi ? "dưới " : "below ") + number(*range.upper);
    if (lower.empty() && upper.empty()) return vi ? "mọi giá trị" : "any value";
    if (upper.empty()) return range.lower->inclusive ? lower + (vi ? " trở lên" : " on") : lower;
    if (lower.empty()) return upper;
    // "từ 50 % đến dưới 70 %": the Vietnamese phrase keeps "đến" before "dưới".
    return lower + " " + (vi && !range.upper->inclusive ? "đến " : "") + upper;
}

}  // namespace parindex
