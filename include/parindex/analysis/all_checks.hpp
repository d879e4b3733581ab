#pragma once
/// Every data check of a round in one list.

#include <vector>

#include "parindex/base/finding.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// The checks of data, of the appraisal, of evidence and of surveys at the last of the stages, one after the other; each
/// part is sorted as its own function sorts it. No check changes a score.
/// Pre: `stages` came from evaluate_stages of this round, not empty.
[[nodiscard]] Findings check_all(const Round& round, const std::vector<RoundResult>& stages);

}  // namespace parindex
