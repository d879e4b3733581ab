#pragma once
/// A parent's score from its children's.

#include "parindex/engine/plan.hpp"
#include "parindex/engine/scorecard.hpp"

namespace parindex {

/// Pre: the children's scores stand in `scorecard`.
[[nodiscard]] NodeScore aggregate(const Plan& plan, std::size_t node, const Scorecard& scorecard);

/// The child that `one_of` takes its points from, or null; `several` when more than one is answered.
[[nodiscard]] const NodeScore* answered_child(const Plan& plan, std::size_t node, const Scorecard& scorecard,
                                              bool& several);

}  // namespace parindex
