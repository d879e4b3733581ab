#pragma once
/// The answers of a form: one row for each leaf, and one for each line of a checklist.

#include "io/answer_check.hpp"
#include "io/form_cell_reader.hpp"
#include "io/form_import.hpp"
#include "io/form_papers.hpp"
#include "io/form_table.hpp"

namespace parindex::io {

struct AnswersReading {
    const SetIndex& index;
    const AnswerCheck& check;
    const FormCellReader& cells;
    FormPapers& papers;
};

/// Answers that do not fit are left blank; a row without any input, state, evidence or explanation is no answer.
void read_form_answers(const Workbook& workbook, const FormTable& table, const AnswersReading& reading,
                       FormContent& target);

}  // namespace parindex::io
