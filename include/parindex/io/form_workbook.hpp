#pragma once
/// Workbooks (.xlsx) that agencies and appraisers fill in: self-assessment, explanation, appraisal, final result.
///
/// A form shows the tree of criteria with a cell for everything that is asked, drop-downs and bounds, and formulas that
/// compute the points as they are typed; appraisal forms show what the agency gave beside. Hidden keys of columns and ids
/// of rows let a filled form be read back. Sheets are protected without a password.

#include <cstddef>
#include <vector>

#include "parindex/base/loaded.hpp"
#include "parindex/base/text.hpp"
#include "parindex/io/write_files.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

struct FormRequest {
    std::size_t stage = 0;              ///< index in Round::stages
    std::vector<std::size_t> agencies;  ///< indices in Round::agencies
    Language language = Language::vi;
    unsigned threads = 1;  ///< for scoring the earlier stages; the bytes do not depend on it
};

/// A file "<agency>.xlsx" for each agency asked for, in that order ("form.xlsx" for the agency without id of
/// round_of_set). Same round, same bytes. Nothing, with findings, when the stage is a survey (F432), a set or an earlier
/// stage cannot be evaluated, or a workbook cannot be put together (F433).
/// Pre: the indices are the round's, else std::out_of_range.
[[nodiscard]] Loaded<std::vector<OutputFile>> form_workbooks(const Round& round, const FormRequest& request);

}  // namespace parindex
