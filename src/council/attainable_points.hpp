#pragma once
/// Whether a rule can give certain points at all.

#include "parindex/base/rational.hpp"
#include "parindex/model/criteria_set.hpp"

namespace parindex {

/// True when some input gives the leaf these points by its rule or one of its overrides, rounded as the set rounds
/// points. Exact for levels, checklists, typed points, bands, deadlines, conditions and counted items; for the other
/// kinds the attainable range decides, so that a "no" is always right. Pre: a leaf with a rule.
[[nodiscard]] bool can_give(const CriteriaSet& set, const Criterion& criterion, const Rational& points);

}  // namespace parindex
