#include "parindex/council/round_result.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "council/merge.hpp"
#include "council/parallel.hpp"
#include "council/rank_group.hpp"
#include "council/round_findings.hpp"

namespace parindex {

namespace {

/// Groups by id; each with the indices of its agencies.
using Groups = std::map<std::string, std::vector<std::size_t>>;

/// Scores one round at one stage, step by step.
class RoundScorer {
public:
    RoundScorer(const Round& round, std::size_t stage, Watch* watch)
        : round_(round), stage_(stage), watch_(watch), too_large_(round.agencies.size()) {
        result_.stage = round.stages[stage].id;
    }

    Loaded<RoundResult> run(unsigned threads) {
        compile_plans();
        place_agencies();
        if (has_errors(findings_)) {
            sort_findings(findings_);
            return {std::nullopt, std::move(findings_)};
        }
        collect_inputs();
        collect_peers();
        for_each_index(round_.agencies.size(), threads, [&](std::size_t i) {
            score(i);
            if (watch_ != nullptr) watch_->advance();
        });
        for (std::size_t i = 0; i < round_.agencies.size(); ++i) merge(i);
        for (auto& agency : result_.agencies) agency.not_ranked = reason_not_ranked(agency);
        for (const auto& [group, members] : groups_) rank(group, members);
        for (const auto& agency : result_.agencies) report(agency);
        sort_findings(findings_);
        result_.findings = findings_;
        return {std::move(result_), std::move(findings_)};
    }

private:
    void add(std::string code, Severity severity, const Agency& agency, Text message, Text hint = {}) {
        findings_.push_back(agency_finding(std::move(code), severity, agency, std::move(message), std::move(hint)));
    }

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
            by_id_.emplace(agency.id, i);
            groups_[agency.group].push_back(i);
            AgencyResult result;
            result.agency = i;
            const auto set = round_.set_of_group.find(agency.group);
            if (set == round_.set_of_group.end())
                findings_.push_back(group_without_set(agency));
            else
                result.set = set->second;
            result_.agencies.push_back(std::move(result));
        }
    }

    void collect_inputs() {
        for (auto& result : result_.agencies) {
            const auto& id = round_.agencies[result.agency].id;
            result_.in_force.push_back(parindex::in_force(round_, id, stage_));
            result_.exemptions.push_back(exemptions_of(round_, round_.agencies[result.agency]));
            for (std::size_t stage = 0; stage <= stage_; ++stage)
                result.submitted = result.submitted || round_.find_assessment(stage, id) != nullptr;
        }
    }

    [[nodiscard]] EvaluationContext context_of(std::size_t agency) const {
        return parindex::context_of(round_, result_, agency);
    }

    /// First pass, for sets whose rules look at the other agencies of the group.
    void collect_peers() {
        for (const auto& [group, members] : groups_) {
            const auto& plan = plan_of(members.front());
            if (!plan.has_peer_functions()) continue;
            std::vector<PeerMember> peers;
            for (const auto i : members)
                if (result_.agencies[i].submitted) peers.push_back({&result_.in_force[i], context_of(i)});
            result_.peers[group] = collect_peer_values(plan, peers);
        }
    }

    [[nodiscard]] const Plan& plan_of(std::size_t agency) const { return result_.plans[result_.agencies[agency].set]; }

    /// Writes to its own agency only: runs in several threads.
    void score(std::size_t i) {
        auto& result = result_.agencies[i];
        const auto& plan = plan_of(i);
        if (result.submitted) {
            settle(result, [&] { return evaluate(plan, result_.in_force[i], context_of(i)); });
            return;
        }
        NodeScore blank;
        blank.state = State::blank;
        result.scorecard.nodes.assign(plan.nodes().size(), blank);
        result.scorecard.agency = round_.agencies[i].id;
        result.scorecard.stage = result_.stage;
    }

    /// Takes over the scorecard that `make` gives, with what it means for the agency.
    template <class Make>
    void settle(AgencyResult& result, const Make& make) {
        const auto& plan = plan_of(result.agency);
        try {
            result.scorecard = make();
            result.scorecard.agency = round_.agencies[result.agency].id;
            result.standing = judge(plan, result.scorecard, result_.in_force[result.agency], context_of(result.agency));
        } catch (const NumberTooLarge&) {
            result.standing = {};
            result.scorecard.nodes.resize(plan.nodes().size());
            result.scorecard.total = {};
            result.not_ranked = NotRanked::no_total;
            too_large_[result.agency] = 1;
        }
    }

    void merge(std::size_t i) {
        auto& result = result_.agencies[i];
        const auto& agency = round_.agencies[i];
        if (result.submitted || agency.predecessors.empty()) return;
        const auto predecessors = scored_predecessors(agency, result.set);
        if (predecessors.size() != agency.predecessors.size()) return;
        result.merged = true;
        settle(result, [&] { return mean_of(plan_of(i), predecessors); });
    }

    /// The predecessors that a mean can be taken of; a finding for each of the others.
    std::vector<const Scorecard*> scored_predecessors(const Agency& agency, std::size_t set) {
        std::vector<const Scorecard*> scorecards;
        std::set<std::string_view> seen;
        for (const auto& id : agency.predecessors) {
            const auto found = by_id_.find(id);
            if (!seen.insert(id).second)
                refuse_predecessor("R110", agency, id, {"bị liệt kê hai lần", "is listed twice", {}});
            else if (found == by_id_.end())
                refuse_predecessor("R105", agency, id, {"không có trong đợt", "is not in the round", {}});
            else if (result_.agencies[found->second].set != set)
                refuse_predecessor("R106", agency, id,
                                   {"chấm theo bộ tiêu chí khác", "is scored by another criteria set", {}});
            else if (!result_.agencies[found->second].submitted)
                refuse_predecessor("R107", agency, id, {"không tự có bài chấm", "has no submission of its own", {}});
            else
                scorecards.push_back(&result_.agencies[found->second].scorecard);
        }
        return scorecards;
    }

    void refuse_predecessor(std::string code, const Agency& agency, const std::string& id, const Text& why) {
        add(std::move(code), Severity::error, agency,
            {fmt::format("{}: đơn vị trước sáp nhập \"{}\" {}", agency.id, excerpt(id), why.vi),
             fmt::format("{}: predecessor \"{}\" {}", agency.id, excerpt(id), why.en),
             {}},
            {"sửa cột predecessors, hoặc nộp bài chấm của chính đơn vị",
             "correct the column predecessors, or give the agency's own submission",
             {}});
    }

    void rank(const std::string& group, const std::vector<std::size_t>& members) {
        result_.groups.push_back(rank_members(round_, result_, {group, members}, [&](std::size_t i) {
            return rank_entry(round_.agencies[i], plan_of(i), result_.agencies[i].scorecard);
        }));
    }

    void report(const AgencyResult& result) {
        const auto& agency = round_.agencies[result.agency];
        const auto& plan = plan_of(result.agency);
        if (result.submitted)
            add_refusals(plan, result_.in_force[result.agency], result.scorecard, findings_);
        else if (!result.merged && agency.predecessors.empty())
            add("R102", Severity::warning, agency,
                {agency.id + ": chưa có bài chấm nào đến giai đoạn này",
                 agency.id + ": no submission up to this stage",
                 {}});
        if (too_large_[result.agency] != 0)
            findings_.push_back(too_large(agency));
        else
            add_reservations(agency, plan, result, findings_);
    }

    const Round& round_;
    std::size_t stage_;
    Watch* watch_;
    RoundResult result_;
    Findings findings_;
    std::map<std::string_view, std::size_t> by_id_;
    Groups groups_;
    std::vector<char> too_large_;  ///< by agency; not vector<bool>, whose elements share bytes between threads
};

}  // namespace

std::string_view to_string(NotRanked reason) {
    switch (reason) {
        case NotRanked::ranked:
            break;
        case NotRanked::excluded:
            return "excluded";
        case NotRanked::blocked:
            return "blocked";
        case NotRanked::no_total:
            return "no_total";
        case NotRanked::no_submission:
            return "no_submission";
    }
    return "";
}

EvaluationContext context_of(const Round& round, const RoundResult& result, std::size_t agency) {
    EvaluationContext context;
    context.agency = &round.agencies[agency];
    context.period = &round.period;
    context.calendar = &round.calendar;
    context.exemptions = &result.exemptions[agency];
    const auto peers = result.peers.find(context.agency->group);
    if (peers != result.peers.end()) context.peers = &peers->second;
    return context;
}

Loaded<RoundResult> evaluate_round(const Round& round, std::size_t stage, unsigned threads, Watch* watch) {
    if (stage >= round.stages.size()) throw std::out_of_range("evaluate_round: no such stage");
    return RoundScorer(round, stage, watch).run(threads);
}

}  // namespace parindex
