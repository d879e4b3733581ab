#pragma once
/// Assessments of one agency as JSON.

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "io/answer_check.hpp"
#include "parindex/base/limits.hpp"

namespace parindex::io {

/// What a file of an agency is held against.
struct AssessmentFrame {
    const SetIndex& index;
    std::set<std::string> known_evidence = {};  ///< documents of the agency from earlier stages and from evidence.csv
    std::optional<Stage::Kind> kind = {};       ///< of the stage, when it is known
};

/// Reads one file.
[[nodiscard]] std::optional<Assessment> read_assessment(std::string_view json, const std::string& file,
                                                        const AssessmentFrame& frame, const Limits& limits,
                                                        Report& report);

}  // namespace parindex::io
