#pragma once
/// answers.csv and facts.csv of a stage: many agencies in one table.

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "io/answer_check.hpp"
#include "parindex/base/limits.hpp"

namespace parindex::io {

/// What the tables of one stage are read into.
struct StageTarget {
    std::map<std::string, Assessment>& assessments;  ///< by agency; those of JSON files are already there
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

}  // namespace parindex::io
