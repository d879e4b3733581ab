#pragma once
/// survey.json of a survey stage: questionnaires, scales and estimates.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/answer_check.hpp"
#include "parindex/base/limits.hpp"
#include "parindex/model/survey.hpp"

namespace parindex::io {

/// Nothing when the file cannot be used. What estimates become is looked up in the round's sets.
[[nodiscard]] std::optional<Survey> read_survey_json(std::string_view json, const std::string& file,
                                                     const std::vector<SetIndex>& sets, const Limits& limits,
                                                     Report& report);

}  // namespace parindex::io
