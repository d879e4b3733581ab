#pragma once
/// answers.csv, facts.csv and opinions.csv of a stage: many agencies in one table.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/answer_check.hpp"
#include "io/csv_reader.hpp"
#include "parindex/base/limits.hpp"
#include "parindex/model/round.hpp"

namespace parindex::io {

/// What the tables of one stage are read into.
struct StageTarget {
    const Stage& stage;
    std::map<std::string, Assessment>& assessments;         ///< by agency; those of JSON files are already there
    std::map<std::string, std::vector<Opinion>>& opinions;  ///< by agency
    /// Index of the set of an agency; null when the agency has none. Pre: the agency is known.
    std::function<const SetIndex*(const std::string&)> index_of;
    std::function<bool(const std::string&)> is_agency;
    /// Documents of earlier stages of an agency.
    std::function<bool(const std::string& agency, const std::string& document)> is_earlier_document;
};

void read_answers_csv(std::string_view csv, const std::string& file, const Limits& limits, StageTarget& target,
                      Report& report);
void read_facts_csv(std::string_view csv, const std::string& file, const Limits& limits, StageTarget& target,
                    Report& report);
/// One row for each appraiser, agency and criterion. Opinion::points stay empty: what an answer is worth is not known
/// here.
void read_opinions_csv(std::string_view csv, const std::string& file, const Limits& limits, StageTarget& target,
                       Report& report);

/// The agency of a row; nothing, with a finding, when the round has none of that id.
[[nodiscard]] std::optional<std::string> known_agency(const CsvTable& table, const CsvRow& row,
                                                      const StageTarget& target, Report& report);

/// The assessment of an agency, made when there is none yet; `file` is where it begins.
Assessment& assessment_in(StageTarget& target, const std::string& agency, const std::string& file);

}  // namespace parindex::io
