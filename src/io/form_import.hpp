#pragma once
/// Filled workbooks of `parindex template` as assessments.
///
/// Columns are known by a row of keys and rows by their ids, so that sheets, rows and columns may be moved, hidden and
/// added. Answers pass the same checks as those of JSON files and tables. Points that the workbook shows are never taken
/// over: they are worked out again, and compared.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "io/answer_check.hpp"
#include "io/workbook.hpp"
#include "parindex/base/limits.hpp"
#include "parindex/engine/plan.hpp"
#include "parindex/engine/scorecard.hpp"
#include "parindex/model/round.hpp"

namespace parindex::io {

/// What a form says of itself on its sheet "parindex".
struct FormHead {
    std::map<std::string, std::pair<std::string, Location>> entries;  ///< key -> value and where it stands
    Location location;

    /// Empty when the form does not say.
    [[nodiscard]] std::string get(const std::string& key) const;
    [[nodiscard]] Location at(const std::string& key) const;
};

/// Nothing, without a finding, when the workbook is no form of this program; nothing with one when it is of another
/// version.
[[nodiscard]] std::optional<FormHead> read_form_head(const Workbook& workbook, Report& report);

/// What a form is read for.
struct FormFrame {
    std::string round;  ///< id
    const Stage& stage;
    std::string agency;
    const SetIndex& index;
    std::set<std::string> known_evidence = {};  ///< documents of the agency from earlier stages
};

/// Points that a form shows for leaves.
struct FormScore {
    std::string shown;
    Location location;
};

struct FormContent {
    Assessment assessment;
    std::map<std::string, FormScore> scores;  ///< by criterion id
};

/// Reads a form. Nothing, with findings, when it is for another round, stage, agency or set, or has no table of answers or
/// figures. Answers that cannot be used are left blank, facts left out; each gives a finding with its cell.
[[nodiscard]] std::optional<FormContent> read_form(const Workbook& workbook, const FormHead& head,
                                                   const FormFrame& frame, const Limits& limits, Report& report);

/// The workbook as a form of this program or as one of the official forms of the set.
[[nodiscard]] std::optional<FormContent> read_any_form(const Workbook& workbook, const FormFrame& frame,
                                                       const Limits& limits, Report& report);

/// Points that differ from the engine's by more than binary fractions explain (F422). Nothing is said of a workbook that no
/// program has recalculated: all of its points are then zero.
[[nodiscard]] Findings compare_scores(const FormContent& form, const Plan& plan, const Scorecard& scorecard);

}  // namespace parindex::io
