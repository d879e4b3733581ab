#pragma once
/// Static check of an expression against the facts of its set: unknown names, kinds that do not fit, misplaced
/// functions. Run before any agency is scored, so that no formula fails in the middle of a round.

#include <string>

#include "parindex/base/finding.hpp"
#include "parindex/model/criteria_set.hpp"
#include "parindex/model/expression.hpp"
#include "parindex/rules/evaluate_rule.hpp"

namespace parindex {

/// Where an expression stands, and so what it may use.
struct ExpressionPlace {
    const CriteriaSet& set;
    RuleExpression::Yields yields = RuleExpression::Yields::number;
    bool has_answer = false;  ///< `answer` and `max` stand for something here
    bool may_total = false;   ///< criterion functions may name 'total'
    std::string criterion;    ///< id for the findings, or empty
    std::string pointer;
};

/// Codes X101 unknown fact, X102 kind that does not fit, X103 name or function not usable here, X104 unknown criterion.
[[nodiscard]] Findings check_expression(const Expression& expression, const ExpressionPlace& place);

}  // namespace parindex
