#include "parindex/council/standing.hpp"

#include <algorithm>

namespace parindex {

namespace {

constexpr std::string_view total_id = "total";

const Classification* classification_of(const CriteriaSet& set, const Agency* agency) {
    const Classification* general = nullptr;
    for (const auto& classification : set.classifications) {
        const auto& groups = classification.groups;
        if (groups.empty() && general == nullptr) general = &classification;
        if (agency != nullptr && std::find(groups.begin(), groups.end(), agency->group) != groups.end())
            return &classification;
    }
    return general;
}

const std::optional<Rational>& figure_of(const Classification& classification, const Total& total) {
    const bool exact = classification.basis == Basis::exact;
    if (classification.of == Classification::Of::percent) return exact ? total.percent_exact : total.percent_rounded;
    return exact ? total.exact : total.rounded;
}

std::optional<ClassResult> class_of(const CriteriaSet& set, const Total& total, const Agency* agency) {
    const auto* classification = classification_of(set, agency);
    if (classification == nullptr) return std::nullopt;
    const auto& figure = figure_of(*classification, total);
    if (!figure) return std::nullopt;
    for (const auto& one : classification->classes)
        if (one.range.contains(*figure)) return ClassResult{one.id, one.title};
    return std::nullopt;
}

/// Points and assigned maximum of the nodes of a condition together; nothing while one is blocked or none has points.
std::optional<Rational> measure_nodes(const Plan& plan, const Scorecard& scorecard, const GateCondition& condition) {
    Rational points;
    Rational assigned;
    bool any = false;
    for (const auto& id : condition.on) {
        const auto index = plan.index_of(id);
        if (!index || scorecard.nodes[*index].blocked) return std::nullopt;
        const auto& score = scorecard.nodes[*index];
        if (!score.points) continue;
        any = true;
        points += *score.points;
        if (score.assigned) assigned += *score.assigned;
    }
    if (!any || (condition.is_share && assigned.is_zero())) return std::nullopt;
    return condition.is_share ? points / assigned : points;
}

ConditionResult test(const Plan& plan, const Scorecard& scorecard, const GateCondition& condition) {
    ConditionResult result;
    result.on = condition.on;
    result.is_share = condition.is_share;
    result.needed = condition.at_least;
    const bool on_total = condition.on.size() == 1 && condition.on.front() == total_id;
    if (on_total)
        result.measured = condition.is_share ? scorecard.total.percent_exact : scorecard.total.exact;
    else
        result.measured = measure_nodes(plan, scorecard, condition);
    if (result.measured) result.met = *result.measured >= result.needed;
    return result;
}

TitleResult test(const Plan& plan, const Scorecard& scorecard, const Title& title) {
    TitleResult result;
    result.id = title.id;
    result.title = title.title;
    bool missed = false;
    bool open = false;
    for (const auto& condition : title.all_of) {
        result.conditions.push_back(test(plan, scorecard, condition));
        const auto& met = result.conditions.back().met;
        missed = missed || (met && !*met);
        open = open || !met;
    }
    using Outcome = TitleResult::Outcome;
    result.outcome = missed ? Outcome::not_granted : open ? Outcome::undecided : Outcome::granted;
    return result;
}

/// What an exclusion may look at: the agency, its facts, every criterion and the total.
Scope exclusion_scope(const Plan& plan, const Scorecard& scorecard, const Assessment& in_force,
                      const EvaluationContext& context) {
    auto scope = scope_of(plan, plan.domains().front(), in_force, context, scorecard);
    scope.answer.reset();
    scope.max.reset();
    scope.criterion = [&plan, &scorecard, criterion = scope.criterion](std::string_view id) {
        if (id != total_id) return criterion(id);
        const auto& total = scorecard.total.exact;
        if (!total) return std::optional<CriterionView>();
        return std::optional(CriterionView{total, plan.set().max, std::nullopt, true});
    };
    return scope;
}

void test_exclusions(const Plan& plan, const Scope& scope, Standing& standing) {
    for (const auto& exclusion : plan.set().exclusions) {
        const auto result = evaluate_expression(exclusion.when, scope);
        const auto* value = std::get_if<Value>(&result);
        const auto* holds = value != nullptr ? std::get_if<bool>(value) : nullptr;
        if (holds == nullptr)
            standing.undecided_exclusions.push_back(exclusion.id);
        else if (*holds)
            standing.exclusions.push_back(exclusion.id);
    }
}

}  // namespace

std::string_view to_string(TitleResult::Outcome outcome) {
    switch (outcome) {
        case TitleResult::Outcome::granted:
            return "granted";
        case TitleResult::Outcome::not_granted:
            return "not_granted";
        case TitleResult::Outcome::undecided:
            break;
    }
    return "undecided";
}

Standing judge(const Plan& plan, const Scorecard& scorecard, const Assessment& in_force,
               const EvaluationContext& context) {
    Standing standing;
    standing.in_class = class_of(plan.set(), scorecard.total, context.agency);
    for (const auto& title : plan.set().titles) standing.titles.push_back(test(plan, scorecard, title));
    if (!plan.domains().empty()) test_exclusions(plan, exclusion_scope(plan, scorecard, in_force, context), standing);
    return standing;
}

}  // namespace parindex
