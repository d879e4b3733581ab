#pragma once
/// The worksheets of a form, one function each.

#include <cstddef>
#include <string>

#include "io/form_case.hpp"
#include "io/form_layout.hpp"
#include "io/form_references.hpp"
#include "io/form_sheet.hpp"
#include "io/sheet_formula.hpp"

namespace parindex::io {

/// What every sheet is written with.
struct FormWriting {
    lxw_workbook* workbook;
    FormStyles& styles;
    const FormCase& form;
    const FormLayout& layout;
    const FormReferences& references;
    const SheetFormulas* formulas;  ///< null where the form computes no points

    [[nodiscard]] const std::string& say(const Text& text) const { return form.say(text); }
};

/// Who and what the form is for, how to fill it in, what is still missing, where the criteria come from.
void write_cover(const FormWriting& writing);

/// The tree with its answers, points and total.
void write_answers(const FormWriting& writing);

/// Figures, and a sheet for each list of records.
void write_figures(const FormWriting& writing);
void write_records(const FormWriting& writing);

/// The register of documents, and those handed in earlier.
void write_evidence(const FormWriting& writing);

/// Hidden sheets: choices of drop-downs, parts of formulas; and the sheet that says which form this is.
void write_lists(const FormWriting& writing);
void write_calc(const FormWriting& writing);
void write_meta(const FormWriting& writing);

/// Range of the choices of a leaf's levels, of states, and of yes and no.
[[nodiscard]] std::string level_choices(const FormWriting& writing, std::size_t node);
[[nodiscard]] std::string state_choices(const FormWriting& writing);
[[nodiscard]] std::string flag_choices(const FormWriting& writing);

/// "Tự đánh giá: Sở Khoa học và Công nghệ"
[[nodiscard]] std::string form_title(const FormCase& form);
/// Who it is for, the period and the stage's window.
[[nodiscard]] std::string form_subtitle(const FormCase& form);
/// "vn/example-2017 · trạng thái: ..." on every page
[[nodiscard]] std::string form_footer(const FormCase& form);

/// Hidden row of keys, the headings below it, and widths.
void write_headings(FormSheet& sheet, const std::vector<FormColumn>& columns);
/// Title and subtitle over the whole width of the columns.
void write_title(FormSheet& sheet, const FormCase& form, const std::string& title);

/// The validation of a single figure; `cell` is its reference on its own sheet, and `fact` what is declared.
[[nodiscard]] Validation figure_validation(const FormWriting& writing, FactType type, const std::string& cell,
                                           const FactDeclaration* fact);
/// Number format of a figure's cell.
[[nodiscard]] std::string number_format(FactType type);
/// "số nguyên", "ngày"
[[nodiscard]] Text type_word(FactType type);

}  // namespace parindex::io
