#pragma once
/// Numbers and phrases that several rule kinds use in their explanations.

#include <string>

#include "parindex/base/rational.hpp"
#include "parindex/base/text.hpp"
#include "parindex/model/rule.hpp"

namespace parindex {

/// "2,5" or, when the decimal does not end within four places, the fraction with its approximation: "32/33 ≈ 0,9697".
[[nodiscard]] std::string show_number(const Rational& value, Language language);

/// Inside a sum or product: "2,5", or the fraction alone: "32/33".
[[nodiscard]] std::string show_term(const Rational& value, Language language);

/// As a percentage: "95 %", "32/33 ≈ 96,9697 %".
[[nodiscard]] std::string show_percent(const Rational& value, Language language);

[[nodiscard]] std::string show_number(const Rational& value, Unit unit, Language language);

/// "từ 50 % đến dưới 70 %"
[[nodiscard]] std::string show_range(const Interval& range, Unit unit, Language language);

/// A text made for each language by the same function.
template <class Say>
[[nodiscard]] Text in_both(Say say) {
    return {say(Language::vi), say(Language::en), {}};
}

}  // namespace parindex
