#pragma once
/// The places of a group's agencies from their scores.

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "parindex/council/ranking.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/engine/plan.hpp"
#include "parindex/engine/scorecard.hpp"
#include "parindex/model/assessment.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// Pre: the scorecard has a total.
[[nodiscard]] RankEntry rank_entry(const Agency& agency, const Plan& plan, const Scorecard& scorecard);

/// Why the agency has no rank, from what else is known about it.
[[nodiscard]] NotRanked reason_not_ranked(const AgencyResult& result);

/// One group of a round.
struct GroupMembers {
    std::string group;
    std::vector<std::size_t> agencies;  ///< indices in Round::agencies, not empty
};

/// Sets the ranks of the group's agencies in `result`, and lists the group. `entry_of` gives the entry of an agency that
/// is to be ranked. Pre: `not_ranked` of each member is settled.
[[nodiscard]] GroupRanking rank_members(const Round& round, RoundResult& result, const GroupMembers& members,
                                        const std::function<RankEntry(std::size_t agency)>& entry_of);

}  // namespace parindex
