#include "parindex/analysis/points_table.hpp"

#include <algorithm>

#include "parindex/base/rational.hpp"
#include "parindex/engine/plan.hpp"

namespace parindex {

namespace {

bool is_plain_sum(const Criterion& criterion) {
    return criterion.aggregate.kind == Aggregate::Kind::sum && criterion.aggregate.convert.empty();
}

/// Adds the finest criteria below `node` whose points add up to its own.
void collect_criteria(const Plan& plan, std::size_t node, std::vector<std::size_t>& criteria) {
    const auto& one = plan.nodes()[node];
    if (one.role != Role::scored) return;
    if (!one.children.empty() && is_plain_sum(*one.criterion)) {
        for (const auto child : one.children) collect_criteria(plan, child, criteria);
        return;
    }
    if (one.criterion->max && one.criterion->max->sign() > 0) criteria.push_back(node);
}

bool is_counted(const NodeScore& score) { return !score.dropped && score.points; }

/// What the table explains of an agency's total.
Rational explained_total(const PointsTable& table, const Plan& plan, const Scorecard& scorecard) {
    Rational points;
    Rational assigned;
    for (const auto node : table.criteria) {
        const auto& score = scorecard.nodes[node];
        if (!is_counted(score)) continue;
        points += *score.points;
        assigned += *plan.nodes()[node].criterion->max;
    }
    if (!table.is_rescaled || assigned.is_zero()) return points;
    return points * *plan.set().max / assigned;
}

void add_row(PointsTable& table, const Plan& plan, const Scorecard& scorecard, std::size_t row) {
    for (std::size_t column = 0; column < table.criteria.size(); ++column) {
        const auto node = table.criteria[column];
        const auto& score = scorecard.nodes[node];
        if (is_counted(score))
            table.shares(row, column) = (*score.points / *plan.nodes()[node].criterion->max).to_double();
        else
            table.shares(row, column) = table.is_rescaled ? missing_value : 0;
    }
    table.rest[row] = (*scorecard.total.exact - explained_total(table, plan, scorecard)).to_double();
}

}  // namespace

PointsTable points_table(const RoundResult& result, std::size_t group) {
    PointsTable table;
    for (const auto agency : result.groups.at(group).order)
        if (result.agencies[agency].rank) table.agencies.push_back(agency);
    if (table.agencies.empty()) return table;
    table.set = result.agencies[table.agencies.front()].set;
    const auto& plan = result.plans[table.set];
    for (const auto domain : plan.domains()) collect_criteria(plan, domain, table.criteria);
    for (const auto node : table.criteria) table.maxima.push_back(plan.nodes()[node].criterion->max->to_double());
    table.is_rescaled = plan.set().policies.total_base == TotalBase::assigned;
    table.maximum = plan.set().max->to_double();
    table.shares = Matrix(table.agencies.size(), table.criteria.size());
    table.rest.resize(table.agencies.size());
    for (std::size_t row = 0; row < table.agencies.size(); ++row)
        add_row(table, plan, result.agencies[table.agencies[row]].scorecard, row);
    return table;
}

std::vector<std::size_t> columns_by_depth(const PointsTable& table, const Plan& plan, std::size_t depth,
                                          std::vector<std::size_t>& nodes) {
    std::vector<std::size_t> ancestors;
    for (auto node : table.criteria) {
        while (plan.nodes()[node].depth > std::max<std::size_t>(depth, 1)) node = plan.nodes()[node].parent;
        ancestors.push_back(node);
    }
    nodes = ancestors;
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    for (auto& ancestor : ancestors)
        ancestor = static_cast<std::size_t>(std::lower_bound(nodes.begin(), nodes.end(), ancestor) - nodes.begin());
    return ancestors;
}

std::size_t depth_of(const PointsTable& table, const Plan& plan) {
    std::size_t deepest = 1;
    for (const auto node : table.criteria) deepest = std::max(deepest, plan.nodes()[node].depth);
    return deepest;
}

}  // namespace parindex
