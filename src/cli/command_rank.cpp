// parindex rank: places inside each group, held against a published list when the round has one.

#include <memory>

#include "cli/command.hpp"
#include "cli/ranking_table.hpp"
#include "parindex/council/published.hpp"
#include "parindex/io/result_json.hpp"

namespace parindex::cli {

namespace {

struct Options {
    CommonOptions common;
    RoundOptions round;
};

Exit rank_round(const Options& options) {
    const auto scored = score_round(options.round, options.common);
    if (!scored) return Exit::unusable;
    auto findings = scored->result.findings;
    const auto compared = compare_with_published(scored->round, scored->result);
    findings.insert(findings.end(), compared.begin(), compared.end());
    if (options.common.format == Format::json)
        print(ranking_to_json(scored->round, scored->result, findings));
    else if (options.common.format == Format::csv)
        print_table(ranking_table(*scored, Format::csv), Format::csv);
    else
        print(ranking_text(*scored));
    print_findings(findings, scored->language);
    if (options.common.format == Format::table && !scored->round.published.empty() && compared.empty())
        print(scored->language == Language::vi ? "Trùng với kết quả đã công bố.\n"
                                               : "Agrees with the published result.\n");
    const auto published = exit_for(compared, Severity::warning);
    return published == Exit::fine ? exit_for(findings, Severity::error) : published;
}

}  // namespace

void add_rank(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    auto* command =
        app.add_subcommand("rank", "Rank the agencies of a round in their groups; compare with published.csv if given");
    add_round_options(*command, options->round);
    add_common_options(*command, options->common);
    command->callback([options, &run] { run = [options] { return rank_round(*options); }; });
}

}  // namespace parindex::cli
