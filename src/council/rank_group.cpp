#include "council/rank_group.hpp"

namespace parindex {

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

}  // namespace parindex
