// parindex check: data checks over the facts, answers and documents of a round.

#include <fmt/format.h>

#include <memory>

#include "cli/command.hpp"
#include "parindex/analysis/all_checks.hpp"
#include "parindex/io/result_json.hpp"

namespace parindex::cli {

namespace {

struct Options {
    CommonOptions common;
    RoundOptions round;
    std::string agency;
};

TextTable checks_table(const Findings& findings, Language language) {
    TextTable table{{{"agency"}, {"code"}, {"severity"}, {"concerns"}, {"message"}, {"file"}, {"line"}}, {}};
    for (const auto& f : findings)
        table.rows.push_back({f.agency, f.code, std::string(to_string(f.severity)), f.criterion, f.message.in(language),
                              f.location.file, f.location.line > 0 ? std::to_string(f.location.line) : ""});
    return table;
}

/// Totals of the previous round, if this one names it, as they stand at its last stage.
bool add_previous_totals(ScoredRound& scored, const Options& options) {
    if (scored.round.previous_folder.empty()) return true;
    const auto previous = score_round({scored.round.previous_folder, {}, options.round.threads}, options.common);
    if (!previous) return false;
    for (const auto& one : previous->result.agencies)
        if (one.scorecard.total.rounded)
            scored.round.previous_totals[previous->round.agencies[one.agency].id] = *one.scorecard.total.rounded;
    return true;
}

Exit check_round_folder(const Options& options) {
    auto scored = score_round(options.round, options.common, Trail::every_stage);
    if (!scored || !add_previous_totals(*scored, options)) return Exit::unusable;
    if (!options.agency.empty() && !find_agency(*scored, options.agency)) return Exit::unusable;
    auto findings = scored->result.findings;
    const auto found = check_all(scored->round, scored->stages);
    findings.insert(findings.end(), found.begin(), found.end());
    if (!options.agency.empty()) std::erase_if(findings, [&](const Finding& f) { return f.agency != options.agency; });
    if (options.common.format == Format::json) {
        print(findings_to_json(findings, scored->round.folder));
    } else if (options.common.format == Format::csv) {
        print_table(checks_table(findings, scored->language), Format::csv);
    } else {
        for (const auto& finding : findings) print(to_line(finding, scored->language) + "\n");
        const bool vi = scored->language == Language::vi;
        print(fmt::format(
            fmt::runtime(vi ? "{} lỗi, {} cảnh báo, {} ghi chú. Kiểm tra số liệu không làm thay đổi điểm.\n"
                            : "{} errors, {} warnings, {} notes. Data checks do not change any score.\n"),
            count(findings, Severity::error), count(findings, Severity::warning), count(findings, Severity::note)));
        print(provenance_lines(*scored));
    }
    return exit_for(findings, Severity::warning);
}

}  // namespace

void add_check(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    auto* command =
        app.add_subcommand("check", "Check the data of a round: identities, shares, dates, documents, evidence");
    add_round_options(*command, options->round);
    command->add_option("--agency", options->agency, "Show one agency only (its id)");
    add_common_options(*command, options->common);
    command->callback([options, &run] { run = [options] { return check_round_folder(*options); }; });
}

}  // namespace parindex::cli
