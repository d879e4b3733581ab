#pragma once
/// Where the agencies of a group lose points.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "parindex/base/rational.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/engine/plan.hpp"
#include "parindex/engine/scorecard.hpp"

namespace parindex::report {

/// The lowest scored nodes whose points add up to the total: leaves, and parents that do not simply sum their parts
/// (a mean, the best of several, a table). In table order; indices in Plan::nodes().
[[nodiscard]] std::vector<std::size_t> adding_nodes(const Plan& plan);

/// The assigned maximum less the points; none when either is missing.
[[nodiscard]] std::optional<Rational> lost_points(const NodeScore& score);

/// One criterion over a group.
struct Gap {
    std::size_t node = 0;     ///< index in Plan::nodes()
    std::size_t counted = 0;  ///< agencies for which it has points and a maximum
    std::size_t lost_by = 0;  ///< agencies with less than the maximum
    Rational lost;      ///< of all of them: the sum of the figures as printed (points_text), so it can be added by hand
    Rational possible;  ///< sum of their assigned maxima as printed
};

/// Every adding node of the group's set, the greatest loss first, equals in table order. Agencies without a submission
/// do not count. Empty for an empty group.
[[nodiscard]] std::vector<Gap> gaps_of(const RoundResult& result, const GroupRanking& group);

/// A number as points_text prints it.
[[nodiscard]] Rational as_printed(const Rational& points);

}  // namespace parindex::report
