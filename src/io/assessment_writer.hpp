#pragma once
/// Assessments as JSON files.

#include <string>

#include "io/answer_check.hpp"
#include "parindex/model/assessment.hpp"

namespace parindex::io {

/// An assessment in the format parindex/assessment/1. Numbers are exact: decimals as they stand, others as fractions;
/// percent facts of the set behind `index` as percentages. Answers are in the order of their ids, so that equal assessments
/// give equal bytes. Reading it back gives the same assessment, but for places in files and the stage, which the folder
/// says. An answer that is blank because it could not be read is written as blank.
[[nodiscard]] std::string assessment_to_json(const Assessment& assessment, const SetIndex& index);

}  // namespace parindex::io
