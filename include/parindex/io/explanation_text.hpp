#pragma once
/// Explanations as a person reads them on a screen or prints them.

#include <string>
#include <vector>

#include "parindex/base/finding.hpp"
#include "parindex/council/history.hpp"
#include "parindex/engine/explain.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// Title line with the points, then rule, inputs, working, why not more, evidence and remarks, one subject a paragraph.
/// `notes` are data checks that concern it. The status of the set (provenance_text) is printed once, by the caller.
[[nodiscard]] std::string explanation_to_text(const Explanation& explanation, const Findings& notes, Language language);

/// The trail of a leaf, one line for each stage and opinion: points, who, when, why. Empty when only one stage spoke and
/// said no more than its input, which the explanation shows.
[[nodiscard]] std::string history_to_text(const Round& round, const std::vector<HistoryEntry>& history,
                                          Language language);

}  // namespace parindex
