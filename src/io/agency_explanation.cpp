#include "parindex/io/agency_explanation.hpp"

#include <algorithm>

#include "parindex/analysis/all_checks.hpp"
#include "parindex/analysis/survey_input.hpp"
#include "parindex/council/history.hpp"
#include "parindex/council/round_checks.hpp"
#include "parindex/engine/explain.hpp"
#include "parindex/io/explanation_text.hpp"

namespace parindex {

namespace {

/// Data checks that concern the facts and documents of this explanation.
Findings notes_for(const Explanation& explanation, const CriteriaSet& set, const Findings& checks) {
    Findings notes;
    for (const auto& finding : checks) {
        if (finding.severity == Severity::note) continue;
        bool concerns = finding.criterion == explanation.criterion;
        for (const auto& input : explanation.inputs) concerns = concerns || finding.criterion == input.name;
        for (const auto& document : explanation.evidence) concerns = concerns || finding.criterion == document.id;
        for (const auto& check : set.checks) {
            if (check.id != finding.criterion) continue;
            const auto names = fact_names(check.holds);
            for (const auto& input : explanation.inputs)
                concerns = concerns || std::find(names.begin(), names.end(), input.name) != names.end();
        }
        if (concerns) notes.push_back(finding);
    }
    return notes;
}

/// Every check of the round that concerns the agency.
Findings checks_of_agency(const Round& round, const std::vector<RoundResult>& stages, const std::string& agency) {
    auto findings = check_all(round, stages);
    std::erase_if(findings, [&](const Finding& finding) { return finding.agency != agency; });
    return findings;
}

TracedExplanation explain_with_trail(const Round& round, const std::vector<RoundResult>& stages, std::size_t agency,
                                     std::size_t node) {
    const auto& result = stages.back();
    TracedExplanation traced{explain_node(round, result, agency, node), {}};
    explain_survey(round, result, agency, traced.explanation);
    const auto& plan = result.plans[result.agencies[agency].set];
    if (plan.nodes()[node].criterion->is_leaf()) traced.history = history_of(round, stages, agency, node);
    return traced;
}

std::string round_line(const Round& round, Language language) {
    if (round.statement.empty()) return {};
    const std::string label = language == Language::vi ? "Đợt đánh giá: " : "Round: ";
    return label + printable(round.statement.in(language)) + "\n";
}

std::string set_line(const CriteriaSet& set, Language language) {
    const std::string label = language == Language::vi ? "Bộ tiêu chí: " : "Criteria set: ";
    return label + printable(provenance_text(set).in(language)) + "\n";
}

}  // namespace

AgencyExplanation explain_agency(const Round& round, const std::vector<RoundResult>& stages, std::size_t agency,
                                 std::optional<std::size_t> node) {
    const auto& one = stages.back().agencies[agency];
    const auto& plan = stages.back().plans[one.set];
    AgencyExplanation explained{plan.set(), {}, {}, checks_of_agency(round, stages, round.agencies[agency].id)};
    if (node) {
        explained.criteria.push_back(explain_with_trail(round, stages, agency, *node));
        return explained;
    }
    for (std::size_t i = 0; i < plan.nodes().size(); ++i)
        explained.criteria.push_back(explain_with_trail(round, stages, agency, i));
    explained.total = explain_total(plan, one.scorecard);
    return explained;
}

std::string to_text(const Round& round, const AgencyExplanation& explained, Language language) {
    std::string text;
    for (const auto& one : explained.criteria)
        text += explanation_to_text(one.explanation, notes_for(one.explanation, explained.set, explained.findings),
                                    language) +
                history_to_text(round, one.history, language) + "\n";
    for (const auto& line : explained.total) text += line.in(language) + "\n";
    if (!explained.total.empty()) text += "\n";
    return text + provenance_lines(round, explained.set, language);
}

std::string provenance_lines(const Round& round, const RoundResult& result, Language language) {
    auto text = round_line(round, language);
    for (const auto& plan : result.plans) text += set_line(plan.set(), language);
    return text;
}

std::string provenance_lines(const Round& round, const CriteriaSet& set, Language language) {
    return round_line(round, language) + set_line(set, language);
}

}  // namespace parindex
