#pragma once
/// The facts of a form: the sheet of figures, and one sheet for each list of records.

#include <optional>

#include "io/answer_check.hpp"
#include "io/form_cell_reader.hpp"
#include "io/form_papers.hpp"
#include "io/form_table.hpp"
#include "parindex/base/limits.hpp"

namespace parindex::io {

struct FiguresReading {
    const CriteriaSet& set;
    const AnswerCheck& check;
    const FormCellReader& cells;
    FormPapers& papers;
    const Limits& limits;
};

/// Whether the key row names the fact that the sheet's records are of.
[[nodiscard]] bool names_fact(const FormTable& table);

/// Facts that do not fit are left out, with a finding for each cell.
void read_form_figures(const Workbook& workbook, const std::optional<FormTable>& figures, const FiguresReading& reading,
                       Facts& target, Report& report);

}  // namespace parindex::io
