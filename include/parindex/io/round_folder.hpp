#pragma once
/// Reads rounds: a folder with round.json, agencies.csv, one folder for each stage, and the criteria sets it names.

#include <filesystem>
#include <string>
#include <string_view>

#include "parindex/base/limits.hpp"
#include "parindex/base/loaded.hpp"
#include "parindex/model/criteria_set.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// Reads a whole round. Files are named relative to the folder in findings, so that these are the same everywhere.
///
/// There is a value when the frame (round.json, agencies.csv, criteria sets) can be used. Errors in assessments are
/// findings: the answers concerned are left blank, the facts out. A round with errors is not to be scored.
/// Totals of the previous round are not read; Round::previous_folder says where it is.
[[nodiscard]] Loaded<Round> load_round(const std::filesystem::path& folder, const Limits& limits = {},
                                       Edition edition = Edition::corrected);

/// A round of one self-assessment stage, without any answers, made of a criteria set and a table of agencies: enough for
/// forms. Every agency uses the set. With an empty path there is one agency, without id or name.
[[nodiscard]] Loaded<Round> round_of_set(const std::filesystem::path& criteria, const std::filesystem::path& agencies,
                                         const Limits& limits = {}, Edition edition = Edition::corrected);

/// Reads the assessment of one agency from text in memory; `file_name` is what findings call it. The stage is left
/// empty. Answers that do not fit are left blank, facts that do not fit are left out; each gives a finding.
[[nodiscard]] Loaded<Assessment> parse_assessment(std::string_view json, std::string file_name, const CriteriaSet& set,
                                                  const Limits& limits = {});

}  // namespace parindex
