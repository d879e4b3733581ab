#pragma once
/// Checks of raw survey answers. They are listed for whoever runs the survey and never change a score.

#include <cstddef>

#include "parindex/base/finding.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// * D401 fewer forms than the sample that survey.json asks for, where the population is known
/// * D402 a stratum with a population and no form: the estimate is of the others
/// * D403 a share of empty cells above what survey.json accepts
/// * D405 a stratum with one form
/// * D406 an estimate of which one part has no answers: it is not made
/// * D407 an estimate whose exact value is too large
/// * D408 an estimate for which an agency has no form
///
/// Sorted by agency.
[[nodiscard]] Findings check_survey(const Round& round, const Survey& survey);

/// The same of every survey up to the stage of that index.
[[nodiscard]] Findings check_surveys(const Round& round, std::size_t last_stage);

}  // namespace parindex
