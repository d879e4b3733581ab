// parindex explain: why an agency has the points it has.

#include <fmt/format.h>

#include <memory>

#include "cli/command.hpp"
#include "parindex/io/agency_explanation.hpp"
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

Exit explain(const Options& options) {
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
    const auto node = options.criterion.empty() ? std::nullopt : plan.index_of(options.criterion);
    const auto explained = explain_agency(scored->round, scored->stages, one.agency, node);
    if (options.common.format == Format::json) {
        print(explanations_to_json(scored->round, explained));
        return Exit::fine;
    }
    print(to_text(scored->round, explained, scored->language));
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
    command->callback([options, &run] { run = [options] { return explain(*options); }; });
}

}  // namespace parindex::cli
