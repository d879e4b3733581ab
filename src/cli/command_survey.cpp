// parindex survey: what the raw answers of a survey stage say about each agency, and how far they may be off.

#include <fmt/format.h>

#include <memory>

#include "cli/command.hpp"
#include "parindex/analysis/survey_checks.hpp"
#include "parindex/analysis/survey_input.hpp"
#include "parindex/base/rounding.hpp"
#include "parindex/io/result_json.hpp"
#include "parindex/io/survey_result_json.hpp"

namespace parindex::cli {

namespace {

struct Options {
    CommonOptions common;
    RoundOptions round;
};

/// The stage asked for, else the last one with raw answers.
std::optional<std::size_t> survey_stage(const Round& round, const std::string& wanted) {
    for (std::size_t i = round.stages.size(); i-- > 0;) {
        if (!wanted.empty() && round.stages[i].id != wanted) continue;
        if (round.surveys.contains(round.stages[i].id)) return i;
    }
    return std::nullopt;
}

Finding no_survey_there(const ScoredRound& scored, const std::string& stage) {
    Finding finding;
    finding.code = "F369";
    finding.location.file = scored.round.folder;
    finding.message = stage.empty()
                          ? Text{"đợt này không có phiếu điều tra gốc", "this round has no raw survey answers", {}}
                          : Text{fmt::format("giai đoạn “{}” không có phiếu điều tra gốc", excerpt(stage)),
                                 fmt::format("the stage “{}” has no raw survey answers", excerpt(stage)),
                                 {}};
    finding.hint = {"Phiếu gốc nằm trong survey.json và responses.csv của giai đoạn điều tra.",
                    "Raw answers stand in survey.json and responses.csv of a survey stage.",
                    {}};
    return finding;
}

/// A share as a percentage with two digits, or a dash.
std::string percent(const std::optional<double>& share, Language language) {
    return share ? localise_number(fmt::format("{:.2f}", *share * 100), language) : "-";
}

std::string interval_text(const SurveyFigure& figure, Language language) {
    if (!figure.lower || !figure.upper) return "-";
    return fmt::format("{} – {}", percent(figure.lower, language), percent(figure.upper, language));
}

/// One line per agency, estimate and criterion that it feeds.
TextTable screen_table(const SurveyReport& report, Language language) {
    const bool vi = language == Language::vi;
    TextTable table{{{vi ? "đơn vị" : "agency"},
                     {vi ? "ước lượng" : "estimate"},
                     {vi ? "phiếu" : "forms", Align::right},
                     {vi ? "câu trả lời" : "answers", Align::right},
                     {vi ? "tỷ lệ %" : "share %", Align::right},
                     {vi ? "sai số chuẩn" : "std. error", Align::right},
                     {vi ? "khoảng tin cậy" : "interval"},
                     {vi ? "tiêu chí" : "criterion"},
                     {vi ? "điểm trước" : "before", Align::right},
                     {vi ? "điểm sau" : "after", Align::right}},
                    {}};
    for (const auto& figure : report.figures) {
        const auto& estimate = report.survey->estimates[figure.estimate];
        const auto share = figure.share ? std::optional(figure.share->to_double()) : std::nullopt;
        std::vector<std::string> row{report.round->agencies[figure.agency].name,
                                     estimate.id,
                                     fmt::format("{}/{}", figure.respondents, figure.forms),
                                     std::to_string(figure.answers),
                                     percent(share, language),
                                     percent(figure.standard_error, language),
                                     interval_text(figure, language)};
        for (const auto& points : points_fed_by(estimate, figure.agency, report.before, *report.after)) {
            auto line = row;
            line.push_back(points.criterion);
            line.push_back(points_text(points.before, language));
            line.push_back(points_text(points.after, language));
            table.rows.push_back(std::move(line));
        }
    }
    return table;
}

TextTable csv_table(const SurveyReport& report) {
    TextTable table{{{"agency"},
                     {"estimate"},
                     {"forms"},
                     {"respondents"},
                     {"answers"},
                     {"share"},
                     {"standard_error"},
                     {"lower"},
                     {"upper"},
                     {"interval"},
                     {"criterion"},
                     {"points_before"},
                     {"points_after"}},
                    {}};
    const auto exact = [](const std::optional<Rational>& value) { return value ? exact_text(*value) : std::string(); };
    const auto statistic = [](const std::optional<double>& value) {
        return value ? statistic_text(*value) : std::string();
    };
    for (const auto& figure : report.figures) {
        const auto& estimate = report.survey->estimates[figure.estimate];
        for (const auto& points : points_fed_by(estimate, figure.agency, report.before, *report.after))
            table.rows.push_back({report.round->agencies[figure.agency].id, estimate.id, std::to_string(figure.forms),
                                  std::to_string(figure.respondents), std::to_string(figure.answers),
                                  exact(figure.share), statistic(figure.standard_error), statistic(figure.lower),
                                  statistic(figure.upper), std::string(to_string(figure.interval)), points.criterion,
                                  exact(points.before), exact(points.after)});
    }
    return table;
}

std::string text_of(const SurveyReport& report, const ScoredRound& scored) {
    const bool vi = scored.language == Language::vi;
    auto text = fmt::format(fmt::runtime(vi ? "{} · điều tra: {}\n\n" : "{} · survey: {}\n\n"),
                            printable(report.round->title.in(scored.language)), report.after->stage);
    text += to_text(screen_table(report, scored.language));
    text += fmt::format(
        fmt::runtime(
            vi ? "phiếu: số phiếu tính được / số phiếu; khoảng tin cậy {} %; điểm tính từ tỷ lệ đúng, khoảng "
                 "tin cậy không làm thay đổi điểm\n\n"
               : "forms: those that count / all; {} % confidence interval; points come from the exact share, the "
                 "interval changes no score\n\n"),
        localise_number(to_short(report.survey->confidence * 100), scored.language));
    return text + provenance_lines(scored);
}

std::optional<RoundResult> result_at(const ScoredRound& scored, std::size_t stage, unsigned threads) {
    auto result = evaluate_round(scored.round, stage, threads);
    if (!result.value) print_findings(result.findings, scored.language);
    return std::move(result.value);
}

/// The checks of the raw answers, and what was typed in place of them.
Findings findings_of(const ScoredRound& scored, const Survey& survey) {
    auto findings = check_survey(scored.round, survey);
    for (const auto& finding : scored.result.findings)
        if (finding.code == "D404") findings.push_back(finding);
    return findings;
}

Exit show_survey(const Options& options) {
    const auto scored = score_round(options.round, options.common);
    if (!scored) return Exit::unusable;
    const auto stage = survey_stage(scored->round, options.round.stage);
    if (!stage) {
        print_findings({no_survey_there(*scored, options.round.stage)}, scored->language);
        return Exit::unusable;
    }
    const auto after = result_at(*scored, *stage, options.round.threads);
    const auto before = *stage == 0 ? std::nullopt : result_at(*scored, *stage - 1, options.round.threads);
    if (!after || (*stage > 0 && !before)) return Exit::unusable;
    const auto& survey = scored->round.surveys.at(after->stage);
    const SurveyReport report{&scored->round,
                              &survey,
                              before ? &*before : nullptr,
                              &*after,
                              estimate_survey(scored->round, survey),
                              findings_of(*scored, survey)};
    if (options.common.format == Format::json)
        print(survey_to_json(report));
    else if (options.common.format == Format::csv)
        print_table(csv_table(report), Format::csv);
    else
        print(text_of(report, *scored));
    print_findings(report.findings, scored->language);
    return exit_for(report.findings, Severity::warning);
}

}  // namespace

void add_survey(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand(
        "survey", "Estimate a survey stage from its raw answers: shares, standard errors, intervals, points");
    add_round_options(*command, options->round);
    add_common_options(*command, options->common);
    command->callback([options, &run] { run = [options] { return show_survey(*options); }; });
}

}  // namespace parindex::cli
