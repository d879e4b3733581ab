#pragma once
/// What a rule does with one answer: points, level or state, with the steps that led there.

#include <optional>
#include <string>
#include <vector>

#include "parindex/base/rational.hpp"
#include "parindex/base/text.hpp"
#include "parindex/model/criteria_set.hpp"
#include "parindex/model/rule.hpp"
#include "parindex/rules/evaluate_expression.hpp"
#include "parindex/rules/scope.hpp"

namespace parindex {

/// An answer that the rule refuses, as a code and a message.
struct Refusal {
    std::string code;
    Text message;
    Text hint;
};

/// The outcome of a rule on one answer, before the effect of a state and before rounding.
struct RuleResult {
    State state = State::scored;
    std::optional<Effect> effect;      ///< stated by the criterion itself for this case (a zero denominator)
    std::optional<Rational> points;    ///< when `state` is scored and the rule gives points
    std::optional<std::string> level;  ///< id of the level chosen or computed
    std::optional<Rational> value;     ///< the measured value, when there is one
    std::optional<Refusal> refusal;    ///< why the answer cannot be scored; `state` is then pending

    // Filled only when an explanation is asked for.
    std::vector<UsedInput> inputs;
    std::vector<Text> working;       ///< the calculation, step by step
    std::vector<Text> why_not_more;  ///< what was missing for the next points
};

/// One evaluation: the leaf, its answer (null when nobody answered) and what its expressions may look at.
struct RuleContext {
    const Criterion& criterion;
    const Answer* answer;
    const Scope& scope;
    bool explain = false;
};

/// Evaluates the leaf's rule exactly. Never throws on data: what cannot be scored is a state or a refusal.
/// Pre: context.criterion.rule.
[[nodiscard]] RuleResult evaluate_rule(const RuleContext& context);

/// What the rule says, in a sentence a person can apply.
[[nodiscard]] Text describe_rule(const Criterion& criterion);

/// Lowest and highest points that any input can reach; the highest is empty when it depends on a formula.
struct Attainable {
    std::optional<Rational> lowest;
    std::optional<Rational> highest;
};

[[nodiscard]] Attainable attainable(const Rule& rule, const std::optional<Rational>& max);

/// Every expression in the rule, with what it must yield and the JSON pointer of its place relative to the rule.
struct RuleExpression {
    const Expression* expression;
    enum class Yields { number, condition, date } yields;
    std::string where;
};

[[nodiscard]] std::vector<RuleExpression> expressions_of(const Rule& rule);

/// Defects of the rule itself: overlapping or gapped bands, levels above the maximum, label and value that differ ...
/// Codes L2xx (docs/findings.md).
[[nodiscard]] Findings check_rule(const Criterion& criterion);

}  // namespace parindex
