#pragma once
/// Building blocks of spreadsheet formulas: literals, choices that fold when they are decided, guarded comparison and
/// rounding. A piece of formula is its text, without "=", and can stand as an argument or an operand as it is.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parindex/base/date.hpp"
#include "parindex/base/rational.hpp"
#include "parindex/base/rounding.hpp"

namespace parindex::io::sheet {

using Formula = std::string;

inline const Formula no_text = "\"\"";

/// The serial number of "never": later than every day that a spreadsheet knows.
inline constexpr std::int64_t never_serial = 3'000'000;
/// First day whose serial number means the same in all programs (1 March 1900), and the last one.
inline constexpr std::int64_t first_serial = 61;
inline constexpr std::int64_t last_serial = 2'958'465;

/// The number of a day: 1 January 2017 is 42736.
[[nodiscard]] std::int64_t serial_of(const Date& date);

[[nodiscard]] Formula number_literal(std::int64_t value);
/// Nothing when it needs more digits than a spreadsheet's number holds (15).
[[nodiscard]] std::optional<Formula> number_literal(const Rational& value);
/// A text of any length; a literal of formulas holds 255 characters at most, so a longer one is joined.
[[nodiscard]] Formula text_literal(std::string_view text);

/// IF(condition, yes, no), folded when the condition is TRUE or FALSE or both outcomes are the same.
[[nodiscard]] Formula choose(const Formula& condition, const Formula& yes, const Formula& no);
/// AND, OR, NOT, folded. Their arguments are all computed: none may be an error.
[[nodiscard]] Formula all_of(std::vector<Formula> conditions);
[[nodiscard]] Formula any_of(std::vector<Formula> conditions);
[[nodiscard]] Formula negated(const Formula& condition);
/// (a op b); folded when both are number literals and op is "=".
[[nodiscard]] Formula operation(const Formula& a, std::string_view op, const Formula& b);
/// NAME(a, b, ...)
[[nodiscard]] Formula call(std::string_view name, const std::vector<Formula>& arguments);
/// INDEX-th of the options, from 0: CHOOSE(index + 1, ...), folded for a literal index.
[[nodiscard]] Formula pick(const Formula& index, const std::vector<Formula>& options);

[[nodiscard]] bool is_literal(const Formula& formula);
/// A literal or a reference: nothing is gained by giving it a cell of its own.
[[nodiscard]] bool is_atom(const Formula& formula);

/// value op literal, where a distance below the noise of binary fractions is none: 4.05 / 4.5 >= 0.9 holds.
/// Pre: op is one of = <> < <= > >=.
[[nodiscard]] Formula compare(const Formula& value, std::string_view op, const Rational& literal);
/// The same for two computed values. Both are repeated: pass references.
[[nodiscard]] Formula compare(const Formula& a, std::string_view op, const Formula& b);

/// The value rounded in the mode, halves as they would be in exact numbers; nothing for more digits than binary
/// fractions can tell apart (above 8). The value is repeated: pass a reference.
[[nodiscard]] std::optional<Formula> rounded(const Formula& value, int digits, RoundingMode mode);
/// Largest integer not above the value. The value is repeated: pass a reference.
[[nodiscard]] Formula floor_of(const Formula& value);

}  // namespace parindex::io::sheet
