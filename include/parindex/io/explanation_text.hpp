#pragma once
/// Explanations as a person reads them on a screen or prints them.

#include <string>
#include <vector>

#include "parindex/base/finding.hpp"
#include "parindex/engine/explain.hpp"

namespace parindex {

/// Title line with the points, then rule, inputs, working, why not more, evidence and remarks, one subject a paragraph.
/// `notes` are data checks that concern it. The status of the set (provenance_text) is printed once, by the caller.
[[nodiscard]] std::string explanation_to_text(const Explanation& explanation, const Findings& notes, Language language);

}  // namespace parindex
