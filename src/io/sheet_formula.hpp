#pragma once
/// Spreadsheet formulas that compute what the engine computes, for workbooks that agencies fill in.
///
/// The formulas of one form: points, assigned maximum and state of every node, and the total. They follow
/// rules/evaluate_rule.hpp, engine/evaluate.hpp and engine/aggregate.cpp to the letter, and use only what Excel 2010
/// and LibreOffice 7 know without prefixes and without array formulas. No formula is longer than 8,000 characters or
/// nested deeper than 60; what would be is split over helper cells.
///
/// Spreadsheets count in binary fractions. Every comparison and rounding is therefore guarded (4.05 / 4.5 is 90 %), and
/// points agree with the engine's to 1e-9. What a spreadsheet cannot know (other agencies, attributes of an agency that
/// is not named, dates before 1900, cells that cannot be read) is never guessed: the node shows why it is not computed,
/// and so does everything above it.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "parindex/engine/evaluate.hpp"
#include "parindex/engine/plan.hpp"

namespace parindex::io {

/// The input cells of a leaf's answer.
enum class AnswerPart { level, value, points, awarded, state };

/// Where things stand in the workbook. Every function returns an absolute reference as formulas write it, with the
/// sheet
/// where it is another one ("$E$12", "Facts!$E$12", "'Số liệu'!$E$12"), or an empty text when the form has no such
/// cell, which then counts as left empty. Several calls for one thing give the same reference.
struct SheetCells {
    /// The value of a fact that is no list.
    std::function<std::string(std::string_view fact)> fact;
    /// Lines that the form offers for a records fact; 0 when it has no sheet for it.
    std::function<std::size_t(std::string_view fact)> record_lines;
    /// A field in one of these lines, counted from 0.
    std::function<std::string(std::string_view fact, std::size_t line, std::string_view field)> record;
    /// A part of the answer to a leaf; `node` is an index of Plan::nodes().
    std::function<std::string(std::size_t node, AnswerPart part)> answer;
    /// The tick of a checklist's item, by its id.
    std::function<std::string(std::size_t node, std::string_view item)> item;
    /// The cells that will hold SheetFormulas::Node::points, assigned and status.
    std::function<std::string(std::size_t node)> points;
    std::function<std::string(std::size_t node)> assigned;
    std::function<std::string(std::size_t node)> status;
    /// The cell that will hold SheetFormulas::helpers[index]; on a hidden sheet, for instance calc!$A$1 downwards.
    std::function<std::string(std::size_t index)> helper;
};

/// All formulas of a form, each with its leading "=".
struct SheetFormulas {
    struct Node {
        /// The points as a number; without points an empty text (dropped, or none given), a word for what is still
        /// open,
        /// or why they cannot be computed here. Only numbers are points.
        std::string points;
        std::string assigned;  ///< the maximum that counts, or an empty text
        std::string status;    ///< id of the state ("scored", "blank", ...), or "not_computed"
    };
    /// As struct Total of engine/scorecard.hpp. Where there is no figure: an empty text, a word for what is open, or
    /// why
    /// it is not computed. The percentages are shares (0.9563), to be shown with a percent format.
    struct Total {
        std::string points;
        std::string assigned;
        std::string bonus;
        std::string penalty;
        std::string exact;
        std::string rounded;
        std::string percent_exact;
        std::string percent_rounded;
    };
    /// A part that no input makes computable here, or only some inputs do.
    struct NotComputed {
        std::size_t node = 0;
        Text reason;
    };

    std::vector<Node> nodes;  ///< as Plan::nodes()
    Total total;
    std::vector<std::string> helpers;
    std::vector<NotComputed> not_computed;  ///< in table order; for the form's notes
};

/// The formulas for one agency's form. `context` is what is known when the form is written: agency, period, calendar
/// and
/// exemptions; `peers` is not used. Words shown are in `language`.
///
/// Input cells are read as the importer of filled workbooks reads them:
///   - numbers: number cells, or text such as "0,5", "95%", "64/66" (parse_typed_number);
///   - dates: date cells or text dd/mm/yyyy, d/m/yyyy, yyyy-mm-dd; "never" / "chưa thực hiện" / "không thực hiện";
///   - flags and ticks: có, x, yes, đúng, true, 1, đồng ý; không, no, sai, false, 0, -; TRUE and FALSE;
///   - levels: the label in either language, the id, or the ordinal from 1; case does not matter;
///   - states: words in either language, or ids.
/// A checklist is answered when at least one of its items' cells is not empty; a records fact is given when one of its
/// lines is. What the importer refuses (other words, figures outside the declared bounds) is shown as unreadable.
[[nodiscard]] SheetFormulas sheet_formulas(const Plan& plan, const EvaluationContext& context, const SheetCells& cells,
                                           Language language);

}  // namespace parindex::io
