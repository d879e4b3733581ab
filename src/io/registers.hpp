#pragma once
/// evidence.csv and submissions.csv of a stage: documents, and who handed in what when.

#include <string>
#include <string_view>

#include "io/stage_tables.hpp"

namespace parindex::io {

/// Documents of many agencies. Read before everything that refers to them.
void read_evidence_csv(std::string_view csv, const std::string& file, const Limits& limits, StageTarget& target,
                       Report& report);

/// Submissions and returns in the order they happened, several rows for an agency; its last submission is kept.
void read_submissions_csv(std::string_view csv, const std::string& file, const Limits& limits, StageTarget& target,
                          Report& report);

/// Reports (F334) a name of an attached file that leads out of the agency's folder.
bool expect_attachment(const std::string& name, const Location& location, Report& report);

}  // namespace parindex::io
