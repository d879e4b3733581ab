#pragma once
/// A published list held against the computed one.

#include "parindex/base/finding.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// Compares every line of Round::published with the result: total against the computed rounded total (R201), rank
/// against the computed rank (R202), class (R203); lines of agencies that the round does not have (R204), and agencies
/// of the round that the list leaves out (R205, a note). A total, rank or class that the list does not give is not
/// compared.
///
/// R202 names the agencies with equal figures and the rule for ties where that is the reason, and in its hint every
/// other rule for ties by which all printed ranks of the group come out: competition, dense, or ordinal in any order
/// of the equals, with or without the set's tie-breakers. Pre: `result` is of this round.
[[nodiscard]] Findings compare_with_published(const Round& round, const RoundResult& result);

}  // namespace parindex
