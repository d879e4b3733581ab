#include "parindex/council/batch.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "council/parallel.hpp"
#include "council/rank_group.hpp"
#include "council/round_findings.hpp"
#include "parindex/base/limits.hpp"

namespace parindex {

namespace {

class BatchScorer {
public:
    BatchScorer(const Round& round, const InputsOf& inputs_of, const BatchOptions& options)
        : round_(round),
          inputs_of_(inputs_of),
          options_(options),
          entries_(round.agencies.size()),
          found_(round.agencies.size()) {
        result_.stage = round.stages.back().id;
    }

    Loaded<RoundResult> run() {
        compile_plans();
        place_agencies();
        if (has_errors(findings_)) {
            sort_findings(findings_);
            return {std::nullopt, std::move(findings_)};
        }
        collect_peers();
        for_each_index(round_.agencies.size(), options_.threads, [&](std::size_t i) {
            score(i);
            if (options_.watch != nullptr) options_.watch->advance();
        });
        for (const auto& [group, members] : groups_)
            result_.groups.push_back(rank_members(round_, result_, {group, members},
                                                  [&](std::size_t i) { return std::move(*entries_[i]); }));
        collect_findings();
        result_.findings = findings_;
        return {std::move(result_), std::move(findings_)};
    }

private:
    void compile_plans() {
        for (const auto& set : round_.sets) {
            auto plan = Plan::compile(std::make_shared<const CriteriaSet>(set));
            findings_.insert(findings_.end(), plan.findings.begin(), plan.findings.end());
            if (plan.value) result_.plans.push_back(std::move(*plan.value));
        }
    }

    void place_agencies() {
        for (std::size_t i = 0; i < round_.agencies.size(); ++i) {
            const auto& agency = round_.agencies[i];
            groups_[agency.group].push_back(i);
            AgencyResult one;
            one.agency = i;
            one.submitted = true;
            const auto set = round_.set_of_group.find(agency.group);
            if (set == round_.set_of_group.end())
                findings_.push_back(group_without_set(agency));
            else
                one.set = set->second;
            result_.agencies.push_back(std::move(one));
            result_.exemptions.push_back(exemptions_of(round_, agency));
        }
    }

    [[nodiscard]] const Plan& plan_of(std::size_t agency) const { return result_.plans[result_.agencies[agency].set]; }

    /// The values of a group follow its agencies, one after the other.
    void collect_peers() {
        for (const auto& [group, members] : groups_) {
            const auto& plan = plan_of(members.front());
            if (!plan.has_peer_functions()) continue;
            PeerTable table;
            for (const auto i : members) {
                const auto inputs = inputs_of_(i);
                for (auto& [call, values] : collect_peer_values(plan, {{&inputs, context_of(round_, result_, i)}}))
                    table[call].insert(table[call].end(), values.begin(), values.end());
            }
            result_.peers[group] = std::move(table);
        }
    }

    /// Writes to its own agency only: runs in several threads.
    void score(std::size_t i) {
        auto& one = result_.agencies[i];
        const auto& plan = plan_of(i);
        const auto& agency = round_.agencies[i];
        const auto inputs = inputs_of_(i);
        const auto context = context_of(round_, result_, i);
        try {
            one.scorecard = evaluate(plan, inputs, context);
            one.scorecard.agency = agency.id;
            one.scorecard.stage = result_.stage;
            one.standing = judge(plan, one.scorecard, inputs, context);
        } catch (const NumberTooLarge&) {
            one.standing = {};
            one.scorecard = {};
            one.not_ranked = NotRanked::no_total;
            found_[i].push_back(too_large(agency));
            return;
        }
        one.not_ranked = reason_not_ranked(one);
        if (one.not_ranked == NotRanked::ranked) entries_[i] = rank_entry(agency, plan, one.scorecard);
        add_refusals(plan, inputs, one.scorecard, found_[i]);
        add_reservations(agency, plan, one, found_[i]);
        // A new vector: clear() would keep the memory.
        one.scorecard.nodes = std::vector<NodeScore>();
    }

    void collect_findings() {
        for (auto& found : found_) {
            const auto room = Limits().findings - std::min(findings_.size(), Limits().findings);
            const auto kept = std::min(found.size(), room);
            std::move(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), std::back_inserter(findings_));
        }
        sort_findings(findings_);
    }

    const Round& round_;
    const InputsOf& inputs_of_;
    const BatchOptions& options_;
    RoundResult result_;
    Findings findings_;
    std::map<std::string, std::vector<std::size_t>> groups_;
    std::vector<std::optional<RankEntry>> entries_;  ///< of those to be ranked
    std::vector<Findings> found_;                    ///< by agency
};

}  // namespace

Loaded<RoundResult> evaluate_batch(const Round& round, const InputsOf& inputs_of, const BatchOptions& options) {
    return BatchScorer(round, inputs_of, options).run();
}

}  // namespace parindex
