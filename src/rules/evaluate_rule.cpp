#include "parindex/rules/evaluate_rule.hpp"

#include <utility>

#include "rules/kinds.hpp"
#include "rules/support.hpp"

namespace parindex {

RuleResult evaluate_rule(const RuleContext& context) {
    try {
        return std::visit([&](const auto& kind) { return evaluate(kind, context); }, context.criterion.rule->kind);
    } catch (const NumberTooLarge&) {
        RuleResult result;
        refuse(result, "X203", {"số quá lớn để tính", "the numbers are too large to compute", {}});
        return result;
    }
}

Text describe_rule(const Criterion& criterion) {
    if (!criterion.rule) return {};
    return std::visit([&](const auto& kind) { return describe(kind, criterion.max); }, criterion.rule->kind);
}

Attainable attainable(const Rule& rule, const std::optional<Rational>& max) {
    return std::visit([&](const auto& kind) { return attainable(kind, max); }, rule.kind);
}

std::vector<RuleExpression> expressions_of(const Rule& rule) {
    std::vector<RuleExpression> list;
    std::visit([&](const auto& kind) { add_expressions(kind, list); }, rule.kind);
    return list;
}

Findings check_rule(const Criterion& criterion) {
    Findings findings;
    if (criterion.rule)
        std::visit([&](const auto& kind) { check(kind, criterion, criterion.rule->pointer, findings); },
                   criterion.rule->kind);
    return findings;
}

}  // namespace parindex
