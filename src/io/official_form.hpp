#pragma once
/// Forms of an authority whose cells are fixed, read by the cell map of the criteria set.

#include <optional>

#include "io/form_import.hpp"
#include "io/workbook.hpp"

namespace parindex::io {

/// The form of the set whose sheet the workbook has, or null.
[[nodiscard]] const OfficialForm* find_official_form(const Workbook& workbook, const CriteriaSet& set);

/// Agencies' stages read the cells of answer, note and evidence, appraisals and the final stage those of the team. The form
/// does not say whose it is: the caller knows. Cells that do not fit are findings.
[[nodiscard]] std::optional<FormContent> read_official_form(const Workbook& workbook, const OfficialForm& form,
                                                            const FormFrame& frame, Report& report);

}  // namespace parindex::io
