#pragma once
/// Checks that look at a whole round: every agency's own data, and agencies against each other and last year.

#include "parindex/council/round_result.hpp"
#include "parindex/engine/explain.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// The data checks of every agency (engine/data_checks.hpp), and
///
/// * D201 agencies of one group whose answers are all equal, if the round says how many answers make that worth a look
///   (in groups with more than 500 different sheets only sheets that are equal throughout)
/// * D202 a total that moved by more than the round's bound against the previous round
/// * D203 a criterion that agencies do not score themselves, answered at a self-assessment stage
///
/// No check changes a score. Sorted by agency and place.
[[nodiscard]] Findings check_round(const Round& round, const RoundResult& result);

/// Explains one node of an agency with everything the round knows, the other agencies included. A merged agency is
/// explained by its predecessors, points agreed from members' opinions by the opinions. Pre: indices are those of `result`.
[[nodiscard]] Explanation explain_node(const Round& round, const RoundResult& result, std::size_t agency,
                                       std::size_t node);

}  // namespace parindex
