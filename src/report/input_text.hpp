#pragma once
/// What somebody entered for a criterion, in words.

#include <string>

#include "parindex/model/assessment.hpp"
#include "parindex/model/criteria_set.hpp"

namespace parindex::report {

/// The label of the level, the lines ticked, the value as typed, points, points awarded, or the state; empty when the
/// answer decides nothing (an explanation or evidence only).
[[nodiscard]] std::string input_text(const Criterion& criterion, const Answer& answer, Language language);

}  // namespace parindex::report
