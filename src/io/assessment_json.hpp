#pragma once
/// Assessments of one agency as JSON.

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "io/answer_check.hpp"
#include "parindex/base/limits.hpp"

namespace parindex::io {

/// Reads one file. `earlier_evidence`: ids of documents that earlier stages of the same agency have given.
[[nodiscard]] std::optional<Assessment> read_assessment(std::string_view json, const std::string& file,
                                                        const SetIndex& index,
                                                        const std::set<std::string>& earlier_evidence,
                                                        const Limits& limits, Report& report);

}  // namespace parindex::io
