// parindex explain: why an agency has the points it has.

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/command.hpp"
#include "parindex/analysis/survey_input.hpp"
#include "parindex/council/history.hpp"
#include "parindex/council/round_checks.hpp"
#include "parindex/engine/explain.hpp"
#include "parindex/io/explanation_text.hpp"
#include "parindex/io/result_json.hpp"

namespace parindex::cli {

namespace {

struct Options {
    CommonOptions common;
    RoundOptions round;
    std::string agency;
    std::string criterion;
};

Finding unknown_criterion(const std::string& id) {
    Finding finding;
    finding.code = "C103";
    finding.message = {fmt::format("không có tiêu chí \"{}\" trong bộ tiêu chí của đơn vị này", id),
                       fmt::format("there is no criterion \"{}\" in this agency's criteria set", id),
                       {}};
    return finding;
}

/// Data checks that concern the facts and documents of this explanation.
Findings notes_for(const Explanation& explanation, const Plan& plan, const Findings& checks) {
    Findings notes;
    for (const auto& finding : checks) {
        if (finding.severity == Severity::note) continue;
        bool concerns = finding.criterion == explanation.criterion;
        for (const auto& input : explanation.inputs) concerns = concerns || finding.criterion == input.name;
        for (const auto& document : explanation.evidence) concerns = concerns || finding.criterion == document.id;
        for (const auto& check : plan.set().checks) {
            if (check.id != finding.criterion) continue;
            const auto names = fact_names(check.holds);
            for (const auto& input : explanation.inputs)
                concerns = concerns || std::find(names.begin(), names.end(), input.name) != names.end();
        }
        if (concerns) notes.push_back(finding);
    }
    return notes;
}

std::vector<std::size_t> wanted_nodes(const Plan& plan, const std::string& criterion) {
    if (!criterion.empty()) return {*plan.index_of(criterion)};
    std::vector<std::size_t> all(plan.nodes().size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    return all;
}

void print_text(const ScoredRound& scored, const Plan& plan, const AgencyExplanation& explained) {
    for (const auto& one : explained.criteria)
        print(explanation_to_text(one.explanation, notes_for(one.explanation, plan, explained.findings),
                                  scored.language) +
              history_to_text(scored.round, one.history, scored.language) + "\n");
    for (const auto& line : explained.total) print(line.in(scored.language) + "\n");
    if (!explained.total.empty()) print("\n");
}

/// Every check of the round that concerns the agency.
Findings checks_of_agency(const ScoredRound& scored, const std::string& agency) {
    auto findings = checks_of(scored.round, scored.stages);
    std::erase_if(findings, [&](const Finding& finding) { return finding.agency != agency; });
    return findings;
}

Exit explain_agency(const Options& options) {
    const auto scored = score_round(options.round, options.common, Trail::every_stage);
    if (!scored) return Exit::unusable;
    const auto agency = find_agency(*scored, options.agency);
    if (!agency) return Exit::unusable;
    const auto& one = scored->result.agencies[*agency];
    const auto& plan = scored->result.plans[one.set];
    if (!options.criterion.empty() && !plan.index_of(options.criterion)) {
        print_findings({unknown_criterion(options.criterion)}, scored->language);
        return Exit::unusable;
    }
    AgencyExplanation explained{plan.set(), {}, {}, checks_of_agency(*scored, options.agency)};
    for (const auto node : wanted_nodes(plan, options.criterion)) {
        explained.criteria.push_back({explain_node(scored->round, scored->result, one.agency, node), {}});
        explain_survey(scored->round, scored->result, one.agency, explained.criteria.back().explanation);
        if (plan.nodes()[node].criterion->is_leaf())
            explained.criteria.back().history = history_of(scored->round, scored->stages, one.agency, node);
    }
    if (options.criterion.empty()) explained.total = explain_total(plan, one.scorecard);
    if (options.common.format == Format::json) {
        print(explanations_to_json(scored->round, explained));
        return Exit::fine;
    }
    print_text(*scored, plan, explained);
    print(provenance_lines(*scored, one.set));
    return Exit::fine;
}

}  // namespace

void add_explain(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    auto* command =
        app.add_subcommand("explain", "Explain an agency's points: rule, inputs, working, evidence, what was missing");
    add_round_options(*command, options->round);
    command->add_option("--agency", options->agency, "Id of the agency")->required();
    command->add_option("--criterion", options->criterion, "Id of one criterion (default: all, and the total)");
    add_common_options(*command, options->common);
    command->callback([options, &run] { run = [options] { return explain_agency(*options); }; });
}

}  // namespace parindex::cli
