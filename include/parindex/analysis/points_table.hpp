#pragma once
/// The points of one group's agencies as a plain table, for statistics of criteria and weights.

#include <cstddef>
#include <vector>

#include "parindex/analysis/matrix.hpp"
#include "parindex/council/round_result.hpp"

namespace parindex {

/// Agencies by criteria. With the sum over criteria of maximum x share, divided by the share of the maxima that the
/// agency has when `is_rescaled`, plus `rest`, every total comes out again.
struct PointsTable {
    std::size_t set = 0;                ///< index in RoundResult::plans
    std::vector<std::size_t> agencies;  ///< of the rows: index in RoundResult::agencies, in ranking order
    /// Of the columns: index in Plan::nodes(), in table order. The finest criteria whose points add up: leaves, and
    /// parents that are no plain sum of their parts (a mean, the best part, a level of levels, bands over the sum).
    std::vector<std::size_t> criteria;
    std::vector<double> maxima;  ///< of the columns; more than zero
    /// Points out of the criterion's maximum; below 0 where points are taken away. A criterion that is not the agency's is
    /// missing when totals are rescaled, else 0: so it counts in the total.
    Matrix shares;
    /// Of the rows, in points: bonus and penalty, a cap, what the table's printed maxima leave unexplained. Weights do not
    /// move it.
    std::vector<double> rest;
    bool is_rescaled = false;  ///< TotalBase::assigned: without the missing criteria, up to the set's maximum
    double maximum = 0;        ///< of the set
};

/// The ranked agencies of the group of that index in RoundResult::groups. `rest` is computed exactly before it is made a
/// double, so it is 0 where a table is a plain sum. No rows when nobody of the group has a rank.
/// Pre: group < result.groups.size(), else std::out_of_range.
[[nodiscard]] PointsTable points_table(const RoundResult& result, std::size_t group);

/// The ancestors of the table's criteria at `depth` of the tree (1: domains), or the criteria themselves where they stand
/// higher: of each column an index in the list of distinct ancestors, which `nodes` receives in table order.
[[nodiscard]] std::vector<std::size_t> columns_by_depth(const PointsTable& table, const Plan& plan, std::size_t depth,
                                                        std::vector<std::size_t>& nodes);

/// The deepest level of the table's criteria, from 1.
[[nodiscard]] std::size_t depth_of(const PointsTable& table, const Plan& plan);

}  // namespace parindex
