#pragma once
/// Explanations as a person reads them on a screen or prints them.

#include <string>
#include <vector>

#include "parindex/base/finding.hpp"
#include "parindex/engine/explain.hpp"

namespace parindex {

/// Title line with the points, then rule, inputs, working, why not more, evidence, remarks and the status of the set, one
/// subject a paragraph. `notes` are data checks that concern it.
[[nodiscard]] std::string explanation_to_text(const Explanation& explanation, const CriteriaSet& set,
                                              const Findings& notes, Language language);

}  // namespace parindex
