#include "report/gaps.hpp"

#include <algorithm>

#include "parindex/base/rounding.hpp"
#include "parindex/report/figures.hpp"

namespace parindex::report {

namespace {

void add_nodes_below(const Plan& plan, std::size_t node, std::vector<std::size_t>& found) {
    const auto& criterion = *plan.nodes()[node].criterion;
    const bool sums =
        !criterion.is_leaf() && criterion.aggregate.kind == Aggregate::Kind::sum && criterion.aggregate.convert.empty();
    if (!sums) {
        found.push_back(node);
        return;
    }
    for (const auto child : plan.nodes()[node].children) add_nodes_below(plan, child, found);
}

}  // namespace

std::vector<std::size_t> adding_nodes(const Plan& plan) {
    std::vector<std::size_t> found;
    for (const auto domain : plan.domains())
        if (plan.nodes()[domain].role == Role::scored) add_nodes_below(plan, domain, found);
    std::erase_if(found, [&](std::size_t node) {
        return plan.nodes()[node].role != Role::scored || !plan.nodes()[node].criterion->max;
    });
    return found;
}

std::optional<Rational> lost_points(const NodeScore& score) {
    if (!score.points || !score.assigned) return std::nullopt;
    return *score.assigned - *score.points;
}

Rational as_printed(const Rational& points) { return round(points, shown_digits, RoundingMode::half_up); }

std::vector<Gap> gaps_of(const RoundResult& result, const GroupRanking& group) {
    if (group.order.empty()) return {};
    const auto& plan = result.plans[result.agencies[group.order.front()].set];
    std::vector<Gap> gaps;
    for (const auto node : adding_nodes(plan)) {
        Gap gap;
        gap.node = node;
        for (const auto i : group.order) {
            const auto& one = result.agencies[i];
            const auto& score = one.scorecard.nodes[node];
            const auto lost = lost_points(score);
            if (!lost || (!one.submitted && !one.merged)) continue;
            ++gap.counted;
            gap.possible += as_printed(*score.assigned);
            if (lost->sign() <= 0) continue;
            ++gap.lost_by;
            gap.lost += as_printed(*lost);
        }
        gaps.push_back(std::move(gap));
    }
    std::stable_sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) { return a.lost > b.lost; });
    return gaps;
}

}  // namespace parindex::report
