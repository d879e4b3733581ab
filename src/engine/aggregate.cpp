#include "engine/aggregate.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rules/band_table.hpp"

namespace parindex {

namespace {

using Kind = Aggregate::Kind;

/// The children that count, with their criteria.
struct Part {
    const Criterion* criterion;
    const NodeScore* score;
};

std::vector<Part> counting_parts(const Plan& plan, std::size_t node, const Scorecard& scorecard) {
    std::vector<Part> parts;
    // What is only monitored drops out of every total, yet inside a monitored node it is all there is.
    const bool monitored = plan.nodes()[node].role == Role::monitor;
    for (const auto child : plan.nodes()[node].children) {
        const auto& score = scorecard.nodes[child];
        if (monitored ? score.state == State::scored : !score.dropped)
            parts.push_back({plan.nodes()[child].criterion, &score});
    }
    return parts;
}

/// The node's maximum less the maxima of the children that dropped out; a documented residue stays.
Rational assigned_in_sum(const Plan& plan, std::size_t node, const Scorecard& scorecard,
                         const std::vector<Part>& parts) {
    Rational counted;
    for (const auto& part : parts)
        if (part.score->assigned) counted += *part.score->assigned;
    const auto& max = plan.nodes()[node].criterion->max;
    const bool whole =
        std::none_of(plan.nodes()[node].children.begin(), plan.nodes()[node].children.end(), [&](std::size_t child) {
            const auto& score = scorecard.nodes[child];
            const auto& own = plan.nodes()[child].criterion->max;
            return plan.nodes()[child].role != Role::monitor && own &&
                   (score.dropped || (score.assigned && *score.assigned != *own));
        });
    return whole && max ? *max : counted;
}

void add_sum(const Plan& plan, std::size_t node, const Scorecard& scorecard, const std::vector<Part>& parts,
             NodeScore& score) {
    Rational sum;
    bool any_points = false;
    for (const auto& part : parts) {
        if (!part.score->points) continue;
        sum += *part.score->points;
        any_points = true;
    }
    if (any_points) score.points = sum;
    score.assigned = assigned_in_sum(plan, node, scorecard, parts);
}

void add_mean(const Criterion& criterion, const std::vector<Part>& parts, bool weighted, NodeScore& score) {
    Rational shares;
    Rational weights;
    for (const auto& part : parts) {
        const auto share = share_of(*part.score);
        if (!share) continue;
        const auto weight = weighted ? part.criterion->weight : Rational(1);
        shares += *share * weight;
        weights += weight;
    }
    if (weights.is_zero() || !criterion.max) return;
    score.points = shares / weights * *criterion.max;
    score.assigned = criterion.max;
}

void take_best(const Criterion& criterion, const std::vector<Part>& parts, NodeScore& score) {
    for (const auto& part : parts)
        if (part.score->points && (!score.points || *part.score->points > *score.points))
            score.points = part.score->points;
    score.assigned = criterion.max;
}

void take_only(const Plan& plan, std::size_t node, const Scorecard& scorecard, NodeScore& score) {
    bool several = false;
    const auto* child = answered_child(plan, node, scorecard, several);
    const auto& criterion = *plan.nodes()[node].criterion;
    score.assigned = criterion.max;
    score.blocked = false;
    if (several) {
        score.state = State::pending;
        score.effect = Effect::block;
        score.blocked = true;
        score.refusal = Refusal{"A209",
                                {"chỉ được trả lời một trong các phần", "only one of the parts may be answered", {}},
                                {"xoá các câu trả lời thừa", "remove the other answers", {}}};
    } else if (child != nullptr) {
        score.points = child->points;
        score.level = child->level;
    } else {
        score.state = State::blank;
        score.effect = effect_of(plan.set(), criterion, State::blank);
        if (*score.effect == Effect::full_points) score.points = criterion.max;
        if (*score.effect == Effect::zero) score.points = Rational(0);
        score.dropped = *score.effect == Effect::drop;
        score.blocked = *score.effect == Effect::block;
        if (score.dropped) score.assigned.reset();
    }
}

const std::vector<std::string>* find_scale(const CriteriaSet& set, const std::string& name) {
    for (const auto& scale : set.scales)
        if (scale.name == name) return &scale.levels;
    return nullptr;
}

std::vector<std::string> levels_of(const std::vector<Part>& parts) {
    std::vector<std::string> levels;
    for (const auto& part : parts)
        if (part.score->level) levels.push_back(*part.score->level);
    return levels;
}

/// The worst level present, with the suffix when another is better. Scales go from best to worst.
void take_weakest(const Aggregate& rule, const std::vector<std::string>& scale, const std::vector<std::string>& levels,
                  NodeScore& score) {
    std::size_t worst = 0;
    std::size_t best = scale.size();
    for (const auto& level : levels) {
        const auto place = static_cast<std::size_t>(std::find(scale.begin(), scale.end(), level) - scale.begin());
        worst = std::max(worst, place);
        best = std::min(best, place);
    }
    if (levels.empty() || worst >= scale.size()) return;
    score.level = scale[worst] + (best < worst ? rule.plus : std::string());
}

void refuse(NodeScore& score, const char* code, Text message) {
    score.points.reset();
    score.blocked = true;
    score.state = State::pending;
    score.effect = Effect::block;
    score.refusal = Refusal{code, std::move(message), {}};
}

/// No line is refused, as no band is: a level that silently is not there would be missed by nobody.
void look_up(const Aggregate& rule, std::vector<std::string> levels, NodeScore& score) {
    std::sort(levels.begin(), levels.end());
    for (const auto& row : rule.table) {
        auto key = row.levels;
        std::sort(key.begin(), key.end());
        if (key == levels) {
            score.level = row.result;
            return;
        }
    }
    const auto listed = fmt::format("{}", fmt::join(levels, ", "));
    refuse(score, "A205",
           {fmt::format("bảng không có dòng cho các mức {}", listed),
            fmt::format("the table has no line for the levels {}", listed),
            {}});
}

/// A part without a level leaves the node without one: the others alone would make it look better than it is known to be.
void take_level(const CriteriaSet& set, const Aggregate& rule, const std::vector<Part>& parts, NodeScore& score) {
    const auto levels = levels_of(parts);
    if (levels.size() != parts.size()) return;
    if (rule.kind == Kind::lookup)
        look_up(rule, levels, score);
    else if (const auto* scale = find_scale(set, rule.scale))
        take_weakest(rule, *scale, levels, score);
}

void convert(const Criterion& criterion, NodeScore& score) {
    if (criterion.aggregate.convert.empty() || !score.points) return;
    score.value = score.points;
    const auto choice = choose_band(criterion.aggregate.convert, *score.points, Overlap::undeclared);
    if (choice.band == nullptr || choice.ambiguous) {
        refuse(score, choice.ambiguous ? "A204" : "A205",
               {"bảng quy đổi không cho một giá trị duy nhất", "the conversion table does not give one value", {}});
        return;
    }
    score.points = choice.band->points;
    score.assigned = criterion.max;
}

void combine(const Plan& plan, std::size_t node, const Scorecard& scorecard, const std::vector<Part>& parts,
             NodeScore& score) {
    const auto& criterion = *plan.nodes()[node].criterion;
    const auto& rule = criterion.aggregate;
    switch (rule.kind) {
        case Kind::sum:
            add_sum(plan, node, scorecard, parts, score);
            break;
        case Kind::mean_times_max:
            add_mean(criterion, parts, false, score);
            break;
        case Kind::weighted_mean:
            add_mean(criterion, parts, true, score);
            break;
        case Kind::best_of:
            take_best(criterion, parts, score);
            break;
        case Kind::one_of:
            take_only(plan, node, scorecard, score);
            break;
        case Kind::weakest_link:
        case Kind::lookup:
            take_level(plan.set(), rule, parts, score);
            break;
    }
    if (!score.blocked) convert(criterion, score);
}

/// Somebody answered the node, or a part of it.
bool is_answered(const Plan& plan, std::size_t node, const Scorecard& scorecard) {
    const auto& children = plan.nodes()[node].children;
    if (children.empty()) return scorecard.nodes[node].state == State::scored && !scorecard.nodes[node].dropped;
    return std::any_of(children.begin(), children.end(),
                       [&](std::size_t child) { return is_answered(plan, child, scorecard); });
}

}  // namespace

const NodeScore* answered_child(const Plan& plan, std::size_t node, const Scorecard& scorecard, bool& several) {
    const NodeScore* found = nullptr;
    for (const auto child : plan.nodes()[node].children) {
        if (!is_answered(plan, child, scorecard)) continue;
        several = several || found != nullptr;
        found = &scorecard.nodes[child];
    }
    return found;
}

NodeScore aggregate(const Plan& plan, std::size_t node, const Scorecard& scorecard) {
    NodeScore score;
    const auto parts = counting_parts(plan, node, scorecard);
    const bool one_of = plan.nodes()[node].criterion->aggregate.kind == Kind::one_of;
    if (parts.empty() && !one_of) {
        score.dropped = true;
        score.effect = Effect::drop;
        score.state = State::not_applicable;
        return score;
    }
    score.blocked = std::any_of(parts.begin(), parts.end(), [](const Part& part) { return part.score->blocked; });
    combine(plan, node, scorecard, parts, score);
    if (plan.nodes()[node].role == Role::monitor) {
        score.dropped = true;
        score.effect = Effect::drop;
    }
    // Points of a node with an open part would look settled.
    const auto& rule = plan.nodes()[node].criterion->aggregate;
    if (score.blocked && (rule.kind != Kind::sum || !rule.convert.empty())) score.points.reset();
    if (score.blocked) score.level.reset();
    return score;
}

}  // namespace parindex
