#pragma once
/// strata.csv and responses.csv of a survey stage.

#include <set>
#include <string>
#include <string_view>

#include "io/report.hpp"
#include "parindex/base/limits.hpp"
#include "parindex/model/survey.hpp"

namespace parindex::io {

/// Rows that cannot be used are reported and left out. `agencies` are those of the round.
void read_strata(std::string_view csv, const std::string& file, const Limits& limits,
                 const std::set<std::string>& agencies, Survey& survey, Report& report);

/// The same for forms. Pre: the strata are read.
///
/// An option is known by its id; one that differs only by what to_match_key evens out (case, spaces) is taken for it, since
/// ids of a question differ by more than that.
void read_responses(std::string_view csv, const std::string& file, const Limits& limits,
                    const std::set<std::string>& agencies, Survey& survey, Report& report);

}  // namespace parindex::io
