// parindex evaluate: score every agency of a round, print the table, write the result files.

#include <fmt/format.h>

#include <memory>

#include "cli/command.hpp"
#include "cli/ranking_table.hpp"
#include "parindex/io/result_json.hpp"
#include "parindex/io/write_files.hpp"

namespace parindex::cli {

namespace {

struct Options {
    CommonOptions common;
    RoundOptions round;
    std::string out;
};

/// One line per agency and criterion, exact points; for spreadsheets and other programs.
TextTable scores_table(const ScoredRound& scored) {
    TextTable table{{{"agency"}, {"criterion"}, {"title"}, {"state"}, {"points"}, {"max"}, {"assigned"}}, {}};
    for (const auto& one : scored.result.agencies) {
        const auto& plan = scored.result.plans[one.set];
        for (std::size_t i = 0; i < plan.nodes().size(); ++i) {
            const auto& criterion = *plan.nodes()[i].criterion;
            const auto& score = one.scorecard.nodes[i];
            table.rows.push_back(
                {scored.round.agencies[one.agency].id, criterion.id, criterion.title.in(scored.language),
                 std::string(to_string(score.state)), score.points ? exact_text(*score.points) : "",
                 criterion.max ? exact_text(*criterion.max) : "", score.assigned ? exact_text(*score.assigned) : ""});
        }
    }
    return table;
}

Findings write_results(const ScoredRound& scored, const std::string& folder) {
    return write_files(folder, {{"result.json", result_to_json(scored.round, scored.stages)},
                                {"ranking.csv", to_csv(ranking_table(scored, Format::csv))},
                                {"scores.csv", to_csv(scores_table(scored))}});
}

Exit evaluate_round_folder(const Options& options) {
    // The trail of every leaf stands in result.json only.
    const bool has_trail = options.common.format == Format::json || !options.out.empty();
    const auto scored = score_round(options.round, options.common, has_trail ? Trail::every_stage : Trail::last_stage);
    if (!scored) return Exit::unusable;
    if (options.common.format == Format::json) {
        print(result_to_json(scored->round, scored->stages));
    } else if (options.common.format == Format::csv) {
        print_table(scores_table(*scored), Format::csv);
    } else {
        print(ranking_text(*scored));
    }
    print_findings(scored->result.findings, scored->language);
    if (!options.out.empty()) {
        const auto failed = write_results(*scored, options.out);
        print_findings(failed, scored->language);
        if (!failed.empty()) return Exit::unusable;
        if (options.common.format == Format::table)
            print(fmt::format(
                fmt::runtime(scored->language == Language::vi ? "Đã ghi result.json, ranking.csv, scores.csv vào {}\n"
                                                              : "Wrote result.json, ranking.csv, scores.csv to {}\n"),
                printable(options.out)));
    }
    return exit_for(scored->result.findings, Severity::error);
}

}  // namespace

void add_evaluate(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    auto* command =
        app.add_subcommand("evaluate", "Score every agency of a round, print the table, write result files");
    add_round_options(*command, options->round);
    command->add_option("--out", options->out, "Folder for result.json, ranking.csv and scores.csv");
    add_common_options(*command, options->common);
    command->callback([options, &run] { run = [options] { return evaluate_round_folder(*options); }; });
}

}  // namespace parindex::cli
