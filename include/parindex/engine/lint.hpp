#pragma once
/// The criteria set checked as a whole before a round opens.

#include "parindex/base/finding.hpp"
#include "parindex/model/criteria_set.hpp"
#include "parindex/rules/evaluate_rule.hpp"

namespace parindex {

/// Every defect of the set: sums of maxima, points out of reach, bands, ids, expressions, circles, gates, classes,
/// texts, provenance. Codes L1xx to L7xx and X1xx, described in docs/findings.md. Findings that the set lists as known
/// come back marked accepted; a known finding that no longer occurs is itself reported (L503).
[[nodiscard]] Findings lint(const CriteriaSet& set);

/// Highest and lowest points that any inputs can give a criterion, without its overrides; the highest is unknown when a
/// formula decides. Exact, by the rules and aggregations below it; with `convert` a bound, since not every sum between the
/// lowest and the highest can come up.
[[nodiscard]] Attainable attainable(const Criterion& criterion);

/// The same for the total: the sum over the scored domains.
[[nodiscard]] Attainable attainable_total(const CriteriaSet& set);

}  // namespace parindex
