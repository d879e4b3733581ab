#include "report/site_data.hpp"

#include "parindex/base/rounding.hpp"
#include "parindex/report/figures.hpp"

namespace parindex::report {

std::optional<Rational> index_of(const Plan& plan, std::size_t node, const Scorecard& scorecard) {
    return plan.nodes()[node].role == Role::scored ? share_of(scorecard.nodes[node]) : std::nullopt;
}

Rational share_as_printed(const Rational& share, const CriteriaSet& set) {
    const auto& rounding = set.policies.percent_rounding;
    return parindex::round(share * 100, rounding.digits.value_or(shown_digits), rounding.mode) / 100;
}

Site::Site(const ReportInput& input) : input_(input), group_of_agency_(input.round->agencies.size(), 0) {
    for (const auto& ranking : result().groups)
        if (!ranking.order.empty()) add_group(ranking);
    if (input.previous == nullptr || input.previous_result == nullptr) return;
    years_ = compare_rounds(*input.previous, *input.previous_result, round(), result());
    for (const auto& movement : years_->agencies) movements_[movement.agency] = &movement;
}

void Site::add_group(const GroupRanking& ranking) {
    GroupData group;
    group.ranking = &ranking;
    group.plan = &plan_of(ranking.order.front());
    const auto& domains = group.plan->domains();
    std::vector<Rational> sums(domains.size());
    std::vector<std::int64_t> counts(domains.size(), 0);
    group.best.resize(domains.size());
    group.mean.resize(domains.size());
    for (const auto i : ranking.order) {
        group_of_agency_[i] = groups_.size();
        const auto& one = result().agencies[i];
        if (!one.rank) continue;
        ++group.ranked;
        for (std::size_t d = 0; d < domains.size(); ++d) {
            const auto share = index_of(*group.plan, domains[d], one.scorecard);
            if (!share) continue;
            // The mean of printed figures can be redone by hand, and stays a short number however many agencies there are.
            sums[d] += share_as_printed(*share, group.plan->set());
            ++counts[d];
            if (!group.best[d] || *share > *group.best[d]) group.best[d] = share;
        }
    }
    for (std::size_t d = 0; d < domains.size(); ++d)
        if (counts[d] > 0) group.mean[d] = sums[d] / Rational(counts[d]);
    groups_.push_back(std::move(group));
}

const AgencyMovement* Site::movement_of(const std::string& agency) const {
    const auto found = movements_.find(agency);
    return found == movements_.end() ? nullptr : found->second;
}

const TotalInterval* Site::interval_of(std::size_t agency) const {
    const auto& intervals = input_.intervals;
    return agency < intervals.size() && intervals[agency] ? &*intervals[agency] : nullptr;
}

bool Site::has_intervals() const {
    for (const auto& interval : input_.intervals)
        if (interval) return true;
    return false;
}

std::optional<std::size_t> Site::self_stage() const {
    for (std::size_t i = 0; i + 1 < stages().size(); ++i)
        if (round().stages[i].kind == Stage::Kind::self) return i;
    return std::nullopt;
}

const std::string& Site::stage_name(std::size_t stage) const {
    const auto& one = round().stages[stage];
    const auto& title = in(one.title);
    return title.empty() ? one.id : title;
}

const std::string& Site::person(const std::string& by) const {
    const auto* appraiser = round().find_appraiser(by);
    return appraiser == nullptr || appraiser->name.empty() ? by : appraiser->name;
}

}  // namespace parindex::report
