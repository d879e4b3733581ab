#include "parindex/engine/evaluate.hpp"

#include <algorithm>
#include <utility>

#include "engine/aggregate.hpp"
#include "parindex/base/rounding.hpp"

namespace parindex {

namespace {

const Answer* answer_to(const Assessment& in_force, const Criterion& criterion) {
    const auto found = in_force.answers.find(criterion.id);
    return found == in_force.answers.end() ? nullptr : &found->second;
}

bool is_survey_only(const Criterion& criterion) {
    return !criterion.scored_by.empty() && std::all_of(criterion.scored_by.begin(), criterion.scored_by.end(),
                                                       [](Scorer s) { return s == Scorer::survey; });
}

bool condition_holds(const Expression& condition, const Scope& scope) {
    const auto result = evaluate_expression(condition, scope);
    const auto* value = std::get_if<Value>(&result);
    const auto* holds = value ? std::get_if<bool>(value) : nullptr;
    // An agency that lacks the attribute is not shown to be of the kind that is meant.
    return holds != nullptr && *holds;
}

bool is_exempt(const Criterion& criterion, const EvaluationContext& context) {
    return context.exemptions != nullptr && context.exemptions->contains(criterion.id);
}

/// The highest node at or above this one that is not this agency's, if any: its effect counts, not its parts'.
std::optional<std::size_t> not_applicable_root(const Plan& plan, std::size_t node, const EvaluationContext& context,
                                               const Scope& scope) {
    std::optional<std::size_t> root;
    for (auto i = node; i != Plan::no_parent; i = plan.nodes()[i].parent) {
        const auto& criterion = *plan.nodes()[i].criterion;
        const bool applies = !criterion.applies_when || condition_holds(*criterion.applies_when, scope);
        if (!applies || is_exempt(criterion, context)) root = i;
    }
    return root;
}

/// The override that applies, or why that cannot be told: an event nobody reported on may have happened.
struct OverrideChoice {
    const Override* rule = nullptr;
    State undecided = State::scored;
    std::vector<std::string> missing;
};

OverrideChoice choose_override(const Criterion& criterion, const Scope& scope) {
    OverrideChoice choice;
    for (const auto& rule : criterion.overrides) {
        const auto result = evaluate_expression(rule.when, scope);
        const auto* value = std::get_if<Value>(&result);
        const auto* holds = value ? std::get_if<bool>(value) : nullptr;
        if (holds != nullptr && !*holds) continue;
        if (holds != nullptr) {
            choice.rule = &rule;
        } else if (const auto* facts = std::get_if<MissingFacts>(&result)) {
            choice.undecided = State::no_data;
            choice.missing = facts->names;
        } else {
            choice.undecided = State::pending;
        }
        // A later one applies only where this one is known not to.
        break;
    }
    return choice;
}

void say_missing(const std::vector<std::string>& names, RuleResult& result) {
    for (const auto& name : names)
        result.working.push_back(
            {"thiếu số liệu cho quy định đặc biệt: " + name, "missing for an override: " + name, {}});
}

void say_override(const Override& rule, RuleResult& result) {
    result.working.push_back({"áp dụng quy định đặc biệt: " + rule.when.text() + " → " +
                                  show(Value(rule.points), Language::vi) +
                                  (rule.why.empty() ? "" : " (" + rule.why.in(Language::vi) + ")"),
                              "override: " + rule.when.text() + " → " + show(Value(rule.points), Language::en) +
                                  (rule.why.empty() ? "" : " (" + rule.why.in(Language::en) + ")"),
                              {}});
}

void say_award(const Answer& answer, RuleResult& result) {
    const Value points(*answer.awarded);
    const char* vi = answer.by_consensus ? "điểm thống nhất từ ý kiến của các thành viên: "
                                         : "hội đồng cho điểm trực tiếp, không theo quy tắc: ";
    const char* en = answer.by_consensus ? "points agreed from the members' opinions: "
                                         : "points given by the council, not by the rule: ";
    result.working.push_back({vi + show(points, Language::vi), en + show(points, Language::en), {}});
}

/// A leaf of the survey part without a result is no_survey, whatever is missing.
State survey_state(const Criterion& criterion, State state) {
    const bool absent = state == State::blank || state == State::no_data;
    return absent && is_survey_only(criterion) ? State::no_survey : state;
}

void apply_effect(const CriteriaSet& set, const Criterion& criterion, const RuleResult& result, NodeScore& score) {
    score.effect = result.effect ? *result.effect : effect_of(set, criterion, score.state);
    switch (*score.effect) {
        case Effect::full_points:
            score.points = criterion.max;
            score.assigned = criterion.max;
            break;
        case Effect::zero:
            score.points = criterion.max ? std::optional(Rational(0)) : std::nullopt;
            score.assigned = criterion.max;
            break;
        case Effect::drop:
            score.dropped = true;
            break;
        case Effect::block:
            score.blocked = true;
            score.assigned = criterion.max;
            break;
    }
}

bool is_monitor(const Plan::Node& node) {
    return node.role == Role::monitor ||
           (node.criterion->rule && std::holds_alternative<MonitorRule>(node.criterion->rule->kind));
}

/// What a leaf that applies to the agency gives.
struct LeafOutcome {
    RuleResult result;
    bool overridden = false;
};

LeafOutcome evaluate_applicable(const Criterion& criterion, const Answer* answer, const Scope& scope, bool explain) {
    LeafOutcome outcome;
    auto& result = outcome.result;
    if (answer != nullptr && answer->awarded) {
        result.points = answer->awarded;
        if (explain) say_award(*answer, result);
        return outcome;
    }
    const auto choice = choose_override(criterion, scope);
    if (choice.rule != nullptr) {
        outcome.overridden = true;
        result.points = choice.rule->points;
        if (explain) say_override(*choice.rule, result);
        return outcome;
    }
    if (answer != nullptr && answer->state != State::scored) {
        result.state = answer->state;
        return outcome;
    }
    result = evaluate_rule({criterion, answer, scope, explain});
    if (result.state == State::scored && choice.undecided != State::scored) {
        result.state = choice.undecided;
        if (explain) say_missing(choice.missing, result);
    }
    result.state = survey_state(criterion, result.state);
    return outcome;
}

NodeScore score_leaf(const Plan& plan, std::size_t index, const Assessment& in_force, const Scope& scope) {
    const auto& node = plan.nodes()[index];
    const auto& criterion = *node.criterion;
    const auto [result, overridden] = evaluate_applicable(criterion, answer_to(in_force, criterion), scope, false);
    NodeScore score;
    score.state = result.state;
    score.level = result.level;
    score.value = result.value;
    score.refusal = result.refusal;
    if (is_monitor(node)) {
        score.dropped = true;
        score.effect = Effect::drop;
        return score;
    }
    if (result.state != State::scored) {
        apply_effect(plan.set(), criterion, result, score);
        return score;
    }
    if (result.points) score.points = round(*result.points, plan.set().policies.points_rounding);
    score.assigned = criterion.max;
    score.overridden = overridden;
    return score;
}

/// A node that is not this agency's: the highest such node has the effect, everything below it leaves the score.
NodeScore score_not_applicable(const Plan& plan, std::size_t node, std::size_t root) {
    NodeScore score;
    score.state = State::not_applicable;
    RuleResult result;
    result.state = score.state;
    if (node != root || is_monitor(plan.nodes()[node])) result.effect = Effect::drop;
    apply_effect(plan.set(), *plan.nodes()[node].criterion, result, score);
    return score;
}

NodeScore score_node(const Plan& plan, std::size_t node, const Assessment& in_force, const EvaluationContext& context,
                     const Scorecard& scorecard) {
    const auto scope = scope_of(plan, node, in_force, context, scorecard);
    if (const auto root = not_applicable_root(plan, node, context, scope))
        return score_not_applicable(plan, node, *root);
    return plan.nodes()[node].criterion->is_leaf() ? score_leaf(plan, node, in_force, scope)
                                                   : aggregate(plan, node, scorecard);
}

/// Percentages are rounded as percentages: 0.956326 with two digits is 95.63 %, kept as 0.9563.
Rational round_percent(const Rational& share, const Rounding& rounding) { return round(share * 100, rounding) / 100; }

/// What keeps a blocked node open: its blocked parts, or itself when none of them is.
void collect_blocked(const Plan& plan, const std::vector<NodeScore>& nodes, std::size_t node,
                     std::vector<std::string>& ids) {
    if (!nodes[node].blocked) return;
    const auto before = ids.size();
    for (const auto child : plan.nodes()[node].children) collect_blocked(plan, nodes, child, ids);
    if (ids.size() == before) ids.push_back(plan.nodes()[node].criterion->id);
}

/// Sums the domains of one role; each counts up to its maximum.
Rational beside_total(const Plan& plan, const std::vector<NodeScore>& nodes, Role role) {
    Rational sum;
    for (const auto i : plan.domains()) {
        const auto& points = nodes[i].points;
        if (plan.nodes()[i].role != role || !points) continue;
        const auto& max = plan.nodes()[i].criterion->max;
        sum += max ? min(*points, *max) : *points;
    }
    return sum;
}

/// The points and the assigned maximum of the scored domains, and what keeps the total open.
Total parts_of_total(const Plan& plan, const std::vector<NodeScore>& nodes) {
    Total total;
    for (const auto i : plan.domains()) {
        if (plan.nodes()[i].role != Role::scored) continue;
        if (nodes[i].points) total.points += *nodes[i].points;
        if (nodes[i].assigned) total.assigned += *nodes[i].assigned;
    }
    total.bonus = beside_total(plan, nodes, Role::bonus);
    total.penalty = beside_total(plan, nodes, Role::penalty);
    for (const auto i : plan.domains())
        if (plan.nodes()[i].role != Role::monitor) collect_blocked(plan, nodes, i, total.blocked_by);
    return total;
}

/// What one agency brings to a peer function: the value of its argument, or 1 to be counted; none without the facts.
std::optional<Rational> peer_figure(const Plan& plan, std::size_t node, const ExpressionNode& call,
                                    const PeerMember& member) {
    if (call.children.empty()) return Rational(1);
    const auto scope = scope_of(plan, node, *member.in_force, member.context, Scorecard{});
    const auto result = evaluate_expression(call.children.front(), scope);
    const auto* value = std::get_if<Value>(&result);
    const auto* number = value ? std::get_if<Rational>(value) : nullptr;
    return number ? std::optional(*number) : std::nullopt;
}

}  // namespace

std::optional<Rational> share_of(const NodeScore& score) {
    if (!score.points || !score.assigned || score.assigned->is_zero()) return std::nullopt;
    return *score.points / *score.assigned;
}

Scope scope_of(const Plan& plan, std::size_t node, const Assessment& in_force, const EvaluationContext& context,
               const Scorecard& scorecard) {
    Scope scope;
    scope.facts = &in_force.facts;
    scope.agency = context.agency;
    scope.period = context.period ? context.period : &plan.set().period;
    scope.calendar = context.calendar;
    scope.peers = context.peers;
    const auto& criterion = *plan.nodes()[node].criterion;
    scope.max = criterion.max;
    if (const auto* answer = answer_to(in_force, criterion)) scope.answer = answer->value;
    scope.criterion = [&plan, &scorecard](std::string_view id) -> std::optional<CriterionView> {
        const auto index = plan.index_of(id);
        if (!index || *index >= scorecard.nodes.size()) return std::nullopt;
        const auto& score = scorecard.nodes[*index];
        if (score.blocked) return std::nullopt;
        return CriterionView{score.points, score.assigned, score.level, score.state == State::scored && !score.dropped};
    };
    return scope;
}

RuleResult evaluate_leaf(const Plan& plan, std::size_t node, const Assessment& in_force,
                         const EvaluationContext& context, const Scorecard& scorecard, bool explain) {
    const auto& criterion = *plan.nodes()[node].criterion;
    const auto scope = scope_of(plan, node, in_force, context, scorecard);
    if (not_applicable_root(plan, node, context, scope)) {
        RuleResult result;
        result.state = State::not_applicable;
        return result;
    }
    return evaluate_applicable(criterion, answer_to(in_force, criterion), scope, explain).result;
}

Scorecard evaluate(const Plan& plan, const Assessment& in_force, const EvaluationContext& context) {
    Scorecard scorecard;
    scorecard.agency = in_force.agency;
    scorecard.stage = in_force.stage;
    scorecard.nodes.resize(plan.nodes().size());
    for (const auto index : plan.order())
        scorecard.nodes[index] = score_node(plan, index, in_force, context, scorecard);
    scorecard.total = total_of(plan, scorecard.nodes);
    return scorecard;
}

Total total_of(const Plan& plan, const std::vector<NodeScore>& nodes) {
    const auto& set = plan.set();
    auto total = parts_of_total(plan, nodes);
    if (!set.max || !total.blocked_by.empty() || total.assigned.is_zero()) return total;
    auto value = total.points;
    auto out_of = *set.max;
    if (set.policies.total_base == TotalBase::assigned) value = value * *set.max / total.assigned;
    if (set.policies.total_base == TotalBase::own_maximum) out_of = total.assigned;
    value += total.bonus - total.penalty;
    total.capped = set.policies.total_cap && value > *set.policies.total_cap;
    if (total.capped) value = *set.policies.total_cap;
    total.exact = value;
    total.rounded = round(value, set.policies.total_rounding);
    if (out_of.is_zero()) return total;
    total.percent_exact = value / out_of;
    total.percent_rounded = round_percent(*total.percent_exact, set.policies.percent_rounding);
    return total;
}

PeerTable collect_peer_values(const Plan& plan, const std::vector<PeerMember>& members) {
    PeerTable table;
    for (std::size_t i = 0; i < plan.nodes().size(); ++i) {
        for (const auto* call : plan.nodes()[i].peer_calls) {
            auto& values = table[call];
            for (const auto& member : members)
                if (const auto figure = peer_figure(plan, i, *call, member)) values.push_back(*figure);
        }
    }
    return table;
}

}  // namespace parindex
