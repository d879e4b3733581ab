#pragma once
/// Checks of the appraisal itself: who appraised what, with which reason, and what is still open.

#include <vector>

#include "parindex/base/finding.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// Checks the appraisal and final stages up to the last of `stages`. No check changes a score.
///
/// * D301 an appraiser appraised the agency he or she belongs to
/// * D302 an appraiser whom the round's list does not name (a note where an answer says `by`, which may hold any name)
/// * D303 an appraiser appraised a criterion or an agency that was not assigned
/// * D304 a leaf that appraisal scores has no appraiser for some agencies; the agency's own people do not count
/// * D305 an answer changed points or state that stood before and gives no reason
/// * D306 (note) awarded points that the criterion's rule could not give; agreed points are left out
/// * D307 points that the agency disputes and no later stage answered (a note while no such stage has come)
/// * D308 points on a criterion that requires evidence, all of which was refused
/// * D309 opinions further apart than half of the criterion's maximum
///
/// D301 to D304 need the round's list of appraisers. Pre: `stages` came from evaluate_stages of this round, not empty.
[[nodiscard]] Findings check_appraisal(const Round& round, const std::vector<RoundResult>& stages);

}  // namespace parindex
