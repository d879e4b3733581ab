#include "council/merge.hpp"

#include <algorithm>
#include <cstdint>

#include "parindex/engine/evaluate.hpp"

namespace parindex {

namespace {

using Predecessors = std::vector<const Scorecard*>;

Rational number_of(const Predecessors& predecessors) { return static_cast<std::int64_t>(predecessors.size()); }

/// Keeps `shared` only while `value` is the same.
template <class T>
void keep_if_same(std::optional<T>& shared, const std::optional<T>& value) {
    if (shared != value) shared.reset();
}

/// State, effect and level that the predecessors have in common; without a common state the node counts as scored.
NodeScore common_part(const Predecessors& predecessors, std::size_t node) {
    const auto& first = predecessors.front()->nodes[node];
    NodeScore common;
    common.state = first.state;
    common.effect = first.effect;
    common.level = first.level;
    common.dropped = true;
    for (const auto* predecessor : predecessors) {
        const auto& score = predecessor->nodes[node];
        if (score.state != common.state) common.state = State::scored;
        keep_if_same(common.effect, score.effect);
        keep_if_same(common.level, score.level);
        common.dropped = common.dropped && score.dropped;
        common.blocked = common.blocked || score.blocked;
        common.overridden = common.overridden || score.overridden;
    }
    return common;
}

NodeScore mean_node(const Predecessors& predecessors, std::size_t node) {
    auto mean = common_part(predecessors, node);
    std::optional<Rational> points;
    std::optional<Rational> assigned;
    for (const auto* predecessor : predecessors) {
        const auto& score = predecessor->nodes[node];
        if (score.points) points = points.value_or(0) + *score.points;
        if (score.assigned) assigned = assigned.value_or(0) + *score.assigned;
    }
    if (points && !mean.blocked) mean.points = *points / number_of(predecessors);
    if (assigned) mean.assigned = *assigned / number_of(predecessors);
    return mean;
}

}  // namespace

Scorecard mean_of(const Plan& plan, const std::vector<const Scorecard*>& predecessors) {
    Scorecard mean;
    mean.stage = predecessors.front()->stage;
    mean.nodes.reserve(plan.nodes().size());
    for (std::size_t i = 0; i < plan.nodes().size(); ++i) mean.nodes.push_back(mean_node(predecessors, i));
    mean.total = total_of(plan, mean.nodes);
    return mean;
}

}  // namespace parindex
