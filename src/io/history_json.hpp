#pragma once
/// The trail of a criterion as JSON, for results and explanations.

#include <vector>

#include "io/json_parts.hpp"
#include "parindex/council/history.hpp"
#include "parindex/model/round.hpp"

namespace parindex::io {

/// A list with one entry for each stage in the trail: who, when, the input as given, the points and the state in force
/// afterwards, the reason, what was said of papers, disputes and claims, and the opinions.
[[nodiscard]] Json history_json(const Round& round, const std::vector<HistoryEntry>& history);

}  // namespace parindex::io
