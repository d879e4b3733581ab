#pragma once
/// appraisers.csv and exemptions.csv: lists of a round that name agencies and criteria.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "io/answer_check.hpp"
#include "parindex/base/limits.hpp"
#include "parindex/model/round.hpp"

namespace parindex::io {

/// What the lists may name.
struct RoundNames {
    const std::map<std::string, const SetIndex*>& index_of_agency;  ///< null: its group has no set
    const std::map<std::string, std::string>& group_of_agency;
    const std::map<std::string, const SetIndex*>& index_of_group;
};

void read_appraisers(std::string_view csv, const std::string& file, const Limits& limits, const RoundNames& names,
                     std::vector<Appraiser>& target, Report& report);

/// Rows with an error are reported and left out.
void read_exemptions(std::string_view csv, const std::string& file, const Limits& limits, const RoundNames& names,
                     std::vector<Exemption>& target, Report& report);

}  // namespace parindex::io
