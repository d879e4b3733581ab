#pragma once
/// What the rule kinds have in common: reading values for a rule, refusing, and reporting defects.

#include <optional>
#include <string>

#include "parindex/rules/evaluate_rule.hpp"
#include "rules/wording.hpp"

namespace parindex {

/// The value of `expression` for this rule. When there is none, `result` says why (state, effect or refusal, by the
/// criterion's own policies) and nothing is returned.
[[nodiscard]] std::optional<Rational> take_number(const Expression& expression, const RuleContext& context,
                                                  RuleResult& result);
[[nodiscard]] std::optional<bool> take_condition(const Expression& expression, const RuleContext& context,
                                                 RuleResult& result);
/// A date or `Never`.
[[nodiscard]] std::optional<Value> take_date(const Expression& expression, const RuleContext& context,
                                             RuleResult& result);

/// What the criterion says when `what` has a denominator of zero that is no division in an expression: its substitute
/// value, or nothing when `result` has the outcome.
[[nodiscard]] std::optional<Rational> take_for_zero_denominator(const std::string& what, const RuleContext& context,
                                                                RuleResult& result);

/// A count: a number that must be an integer of at least zero, else refused (A208).
[[nodiscard]] std::optional<Rational> take_count(const Expression& expression, const RuleContext& context,
                                                 RuleResult& result);

void refuse(RuleResult& result, std::string code, Text message, Text hint = {});

/// Nobody gave what the rule needs.
[[nodiscard]] RuleResult unanswered();

/// Points bounded by the criterion's maximum and zero, as stated; refused where stated so.
void set_bounded(const Rational& points, Overflow above_max, Overflow below_zero, const RuleContext& context,
                 RuleResult& result);

/// The working line "formula = numbers = value".
[[nodiscard]] Text calculation(const Expression& expression, const Scope& scope, const Rational& value, Unit unit);

/// True when the whole expression is the typed answer, so that it need not be shown.
[[nodiscard]] bool is_plain_answer(const Expression& expression);

[[nodiscard]] Rational max_or_zero(const RuleContext& context);

/// A defect of a rule, located at `pointer`.
[[nodiscard]] Finding rule_finding(std::string code, Severity severity, const Criterion& criterion, std::string pointer,
                                   Text message, Text hint = {});

/// The points printed at the end of a label, read back: "0,5" -> 1/2. Compared with the points behind the label.
void check_printed(const std::string& printed, const Rational& points, const Criterion& criterion,
                   const std::string& pointer, Findings& findings);

/// Points above the criterion's maximum (L103).
void check_not_above_max(const Rational& points, const Criterion& criterion, const std::string& pointer,
                         Findings& findings);

}  // namespace parindex
