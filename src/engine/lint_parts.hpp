#pragma once
/// The parts of the linter, one per subject. Each adds its findings; lint() puts them together.

#include <string>

#include "parindex/engine/lint.hpp"

namespace parindex {

void lint_ids(const CriteriaSet& set, Findings& findings);
void lint_maxima(const CriteriaSet& set, Findings& findings);
void lint_rules(const CriteriaSet& set, Findings& findings);
void lint_facts(const CriteriaSet& set, Findings& findings);
void lint_gates(const CriteriaSet& set, Findings& findings);
void lint_texts(const CriteriaSet& set, Findings& findings);
void lint_policies(const CriteriaSet& set, Findings& findings);
void lint_forms(const CriteriaSet& set, Findings& findings);

[[nodiscard]] Finding lint_finding(std::string code, Severity severity, std::string pointer, std::string criterion,
                                   Text message, Text hint = {});

}  // namespace parindex
