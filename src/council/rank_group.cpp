#include "council/rank_group.hpp"

#include <algorithm>
#include <utility>

#include "parindex/base/text.hpp"

namespace parindex {

namespace {

/// Members without a rank, in the order of NotRanked, then by name.
void add_unranked(const Round& round, const RoundResult& result, const GroupMembers& members,
                  std::vector<std::size_t>& order) {
    std::vector<std::size_t> unranked;
    for (const auto i : members.agencies)
        if (result.agencies[i].not_ranked != NotRanked::ranked) unranked.push_back(i);
    const auto stands_before = [&](std::size_t a, std::size_t b) {
        const auto x = result.agencies[a].not_ranked;
        const auto y = result.agencies[b].not_ranked;
        if (x != y) return x < y;
        const auto names = compare_vietnamese(round.agencies[a].name, round.agencies[b].name);
        return names != 0 ? names < 0 : round.agencies[a].id < round.agencies[b].id;
    };
    std::sort(unranked.begin(), unranked.end(), stands_before);
    order.insert(order.end(), unranked.begin(), unranked.end());
}

}  // namespace

RankEntry rank_entry(const Agency& agency, const Plan& plan, const Scorecard& scorecard) {
    const auto& policy = plan.set().policies.ranking;
    RankEntry entry;
    entry.agency = agency.id;
    entry.name = agency.name;
    entry.key = policy.basis == Basis::exact ? *scorecard.total.exact : *scorecard.total.rounded;
    for (const auto& id : policy.then_by)
        if (const auto index = plan.index_of(id)) entry.tie_breakers.push_back(scorecard.nodes[*index].points);
    return entry;
}

NotRanked reason_not_ranked(const AgencyResult& result) {
    if (result.not_ranked != NotRanked::ranked) return result.not_ranked;
    if (!result.submitted && !result.merged) return NotRanked::no_submission;
    if (!result.scorecard.total.blocked_by.empty()) return NotRanked::blocked;
    if (!result.scorecard.total.exact) return NotRanked::no_total;
    return result.standing.exclusions.empty() ? NotRanked::ranked : NotRanked::excluded;
}

GroupRanking rank_members(const Round& round, RoundResult& result, const GroupMembers& members,
                          const std::function<RankEntry(std::size_t agency)>& entry_of) {
    GroupRanking ranking{members.group, {}};
    std::vector<std::size_t> ranked;
    std::vector<RankEntry> entries;
    for (const auto i : members.agencies) {
        if (result.agencies[i].not_ranked != NotRanked::ranked) continue;
        ranked.push_back(i);
        entries.push_back(entry_of(i));
    }
    const auto& plan = result.plans[result.agencies[members.agencies.front()].set];
    for (const auto& place : rank_entries(entries, plan.set().policies.ranking)) {
        auto& one = result.agencies[ranked[place.entry]];
        one.rank = place.rank;
        one.tied = place.tied;
        ranking.order.push_back(ranked[place.entry]);
    }
    add_unranked(round, result, members, ranking.order);
    return ranking;
}

}  // namespace parindex
