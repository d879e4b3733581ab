#pragma once
/// Figures of a scored round that need more than the scorecards: the year before, and places by name.

#include <cstddef>
#include <string>

#include "held.hpp"
#include "parindex/base/finding.hpp"

namespace parindex::python {

/// Every check of the data, with the totals of the round before when the round names it. What stands against scoring
/// comes first, as `parindex check` prints it. RoundError when the round before cannot be read.
[[nodiscard]] Findings checks_of(const Scored& scored);

/// Index of the agency, of the stage, of the node of that agency's plan; RoundError (C102, C101, C103) for unknown ones.
[[nodiscard]] std::size_t agency_index(const Round& round, const std::string& id);
[[nodiscard]] std::size_t stage_index(const Round& round, const std::string& id);
[[nodiscard]] std::size_t node_index(const Plan& plan, const std::string& criterion);

}  // namespace parindex::python
