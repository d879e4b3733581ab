#include "parindex/council/compare_stages.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace parindex {

namespace {

/// Stages after the earlier result up to the later one, as indices [first, last].
struct Span {
    std::size_t first;
    std::size_t last;
};

/// The latest answer that the stages in between give; what an agency explains changes no points.
const Answer* later_answer(const Round& round, Span stages, const std::string& agency, const std::string& criterion) {
    const Answer* latest = nullptr;
    for (auto i = stages.first; i <= stages.last && i < round.assessments.size(); ++i) {
        if (round.stages[i].kind == Stage::Kind::explanation) continue;
        const auto assessment = round.assessments[i].find(agency);
        if (assessment == round.assessments[i].end()) continue;
        const auto answer = assessment->second.answers.find(criterion);
        if (answer != assessment->second.answers.end()) latest = &answer->second;
    }
    return latest;
}

}  // namespace

std::vector<StageDifference> compare_stages(const Round& round, const RoundResult& a, const RoundResult& b) {
    const auto first = round.stage_index(a.stage).value_or(0);
    const auto second = round.stage_index(b.stage).value_or(0);
    const Span between{std::min(first, second) + 1, std::max(first, second)};
    std::vector<StageDifference> differences;
    for (std::size_t i = 0; i < round.agencies.size(); ++i) {
        const auto& agency = round.agencies[i].id;
        const auto& nodes = b.plans[b.agencies[i].set].nodes();
        for (std::size_t node = 0; node < nodes.size(); ++node) {
            const auto& criterion = *nodes[node].criterion;
            const auto& before = a.agencies[i].scorecard.nodes[node];
            const auto& after = b.agencies[i].scorecard.nodes[node];
            if (!criterion.is_leaf() || (before.points == after.points && before.state == after.state)) continue;
            StageDifference difference{agency, criterion.id, before.points, after.points, before.state, after.state, {},
                                       {}};
            if (const auto* answer = later_answer(round, between, agency, criterion.id)) {
                difference.explanation = answer->explanation;
                difference.by = answer->by;
            }
            differences.push_back(std::move(difference));
        }
    }
    return differences;
}

std::vector<CriterionDifference> by_criterion(const std::vector<StageDifference>& differences) {
    const auto by_parts = [](const std::string& a, const std::string& b) {
        const auto order = compare_ids(a, b);
        return order != 0 ? order < 0 : a < b;
    };
    std::map<std::string, CriterionDifference, decltype(by_parts)> sums(by_parts);
    for (const auto& one : differences) {
        auto& sum = sums[one.criterion];
        sum.criterion = one.criterion;
        ++sum.agencies;
        if (!one.from || !one.to) continue;
        sum.change += *one.to - *one.from;
        if (*one.to > *one.from) ++sum.raised;
        if (*one.to < *one.from) ++sum.lowered;
    }
    std::vector<CriterionDifference> list;
    for (auto& [id, sum] : sums) list.push_back(std::move(sum));
    return list;
}

}  // namespace parindex
