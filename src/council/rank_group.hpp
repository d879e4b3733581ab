#pragma once
/// The entries of a ranking from the scores of a group.

#include <vector>

#include "parindex/council/ranking.hpp"
#include "parindex/engine/plan.hpp"
#include "parindex/engine/scorecard.hpp"
#include "parindex/model/assessment.hpp"

namespace parindex {

/// Pre: the scorecard has a total.
[[nodiscard]] RankEntry rank_entry(const Agency& agency, const Plan& plan, const Scorecard& scorecard);

}  // namespace parindex
