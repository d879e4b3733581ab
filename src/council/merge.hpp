#pragma once
/// The score of a merged agency from its predecessors'.

#include <vector>

#include "parindex/engine/plan.hpp"
#include "parindex/engine/scorecard.hpp"

namespace parindex {

/// Node by node the mean of the predecessors' points and assigned maxima, a dropped node counting as 0 of 0. A node is
/// open when it is open in one of them. The total comes from the mean points by the set's policies.
/// Pre: not empty, all of this plan.
[[nodiscard]] Scorecard mean_of(const Plan& plan, const std::vector<const Scorecard*>& predecessors);

}  // namespace parindex
