#pragma once
/// One set of functions per rule kind, found by overload; each kind is written in its own file.

#include "parindex/rules/evaluate_rule.hpp"

namespace parindex {

#define PARINDEX_RULE_KIND(Kind)                                                               \
    [[nodiscard]] RuleResult evaluate(const Kind& rule, const RuleContext& context);           \
    [[nodiscard]] Text describe(const Kind& rule, const std::optional<Rational>& max);         \
    [[nodiscard]] Attainable attainable(const Kind& rule, const std::optional<Rational>& max); \
    void add_expressions(const Kind& rule, std::vector<RuleExpression>& list);                 \
    void check(const Kind& rule, const Criterion& criterion, const std::string& pointer, Findings& findings)

PARINDEX_RULE_KIND(LevelsRule);
PARINDEX_RULE_KIND(ChecklistRule);
PARINDEX_RULE_KIND(PointsRule);
PARINDEX_RULE_KIND(BandsRule);
PARINDEX_RULE_KIND(ProportionalRule);
PARINDEX_RULE_KIND(PiecewiseLinearRule);
PARINDEX_RULE_KIND(DeadlineRule);
PARINDEX_RULE_KIND(PerItemRule);
PARINDEX_RULE_KIND(DeductionRule);
PARINDEX_RULE_KIND(CasesRule);
PARINDEX_RULE_KIND(FormulaRule);
PARINDEX_RULE_KIND(ConditionRule);
PARINDEX_RULE_KIND(SurveyRule);
PARINDEX_RULE_KIND(MonitorRule);
PARINDEX_RULE_KIND(AlternativesRule);

#undef PARINDEX_RULE_KIND

}  // namespace parindex
