#include "parindex/council/history.hpp"

#include <stdexcept>
#include <utility>

#include "parindex/engine/evaluate.hpp"

namespace parindex {

namespace {

bool says_nothing_new(const HistoryEntry& entry, const std::vector<HistoryEntry>& earlier) {
    if (entry.answer != nullptr || !entry.opinions.empty()) return false;
    if (earlier.empty()) return entry.state == State::blank || entry.state == State::no_survey;
    return entry.points == earlier.back().points && entry.state == earlier.back().state;
}

/// What the agency's answer at an explanation stage would be worth in place of the appraisal's.
std::optional<Rational> claim_of(const Round& round, const RoundResult& result, std::size_t agency, std::size_t node,
                                 const Answer& answer) {
    const auto& plan = result.plans[result.agencies[agency].set];
    auto claimed = result.in_force[agency];
    claimed.answers.insert_or_assign(plan.nodes()[node].criterion->id, answer);
    const auto worth =
        evaluate_leaf(plan, node, claimed, context_of(round, result, agency), result.agencies[agency].scorecard, false);
    return worth.state == State::scored ? worth.points : std::nullopt;
}

}  // namespace

Loaded<std::vector<RoundResult>> evaluate_stages(const Round& round, std::size_t last, unsigned threads, Watch* watch) {
    if (last >= round.stages.size()) throw std::out_of_range("evaluate_stages: no such stage");
    std::vector<RoundResult> stages;
    Findings findings;
    for (std::size_t i = 0; i <= last; ++i) {
        auto result = evaluate_round(round, i, threads, watch);
        findings = std::move(result.findings);
        if (!result.value) return {std::nullopt, std::move(findings)};
        stages.push_back(std::move(*result.value));
    }
    return {std::move(stages), std::move(findings)};
}

std::vector<HistoryEntry> history_of(const Round& round, const std::vector<RoundResult>& stages, std::size_t agency,
                                     std::size_t node) {
    std::vector<HistoryEntry> history;
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const auto& result = stages[i];
        const auto& criterion = *result.plans[result.agencies[agency].set].nodes()[node].criterion;
        const auto& score = result.agencies[agency].scorecard.nodes[node];
        HistoryEntry entry;
        entry.stage = i;
        entry.points = score.points;
        entry.state = score.state;
        if (const auto* said = round.find_assessment(i, round.agencies[agency].id)) {
            const auto answer = said->answers.find(criterion.id);
            if (answer != said->answers.end()) entry.answer = &answer->second;
        }
        if (entry.answer != nullptr && round.stages[i].kind == Stage::Kind::explanation && entry.answer->has_input())
            entry.claimed = claim_of(round, result, agency, node, *entry.answer);
        if (i < round.opinions.size()) {
            const auto opinions = round.opinions[i].find(round.agencies[agency].id);
            if (opinions != round.opinions[i].end())
                for (const auto& opinion : opinions->second)
                    if (opinion.criterion == criterion.id) entry.opinions.push_back(&opinion);
        }
        if (!says_nothing_new(entry, history)) history.push_back(std::move(entry));
    }
    return history;
}

}  // namespace parindex
