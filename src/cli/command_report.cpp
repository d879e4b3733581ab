// parindex report: everything a council hands over about a round, in one folder.

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/progress.hpp"
#include "council/parallel.hpp"
#include "parindex/analysis/all_checks.hpp"
#include "parindex/base/date.hpp"
#include "parindex/council/history.hpp"
#include "parindex/council/round_checks.hpp"
#include "parindex/io/agency_explanation.hpp"
#include "parindex/io/result_json.hpp"
#include "parindex/io/write_files.hpp"
#include "parindex/report/annex.hpp"
#include "parindex/report/site.hpp"

namespace parindex::cli {

namespace {

struct Options {
    CommonOptions common;
    RoundOptions round;
    std::string out;
    std::string previous;
    bool site = false;
    bool annex = false;
    bool scorecards = false;
    Decision decision;
};

/// The user pressed Ctrl-C before anything was written.
struct Interrupted {};

void stop_if_interrupted() {
    if (Interrupt::requested()) throw Interrupted{};
}

/// Everything the report is made from, kept alive for ReportInput.
struct Material {
    Round round;
    std::vector<RoundResult> stages;
    Findings findings;
    std::vector<std::optional<TotalInterval>> intervals;
    std::optional<ScoredRound> previous;
    Language language = Language::vi;

    [[nodiscard]] ReportInput input() const {
        ReportInput input;
        input.round = &round;
        input.stages = &stages;
        input.findings = &findings;
        if (previous) {
            input.previous = &previous->round;
            input.previous_result = &previous->result;
        }
        input.intervals = intervals;
        input.language = language;
        return input;
    }
};

/// The round before: the one named, else the one that the round itself names. False when it cannot be used.
bool read_previous(const Options& options, Material& material) {
    const auto& folder = options.previous.empty() ? material.round.previous_folder : options.previous;
    if (folder.empty()) return true;
    auto previous = score_round({folder, {}, options.round.threads}, options.common);
    if (!previous) return false;
    material.previous.emplace(std::move(*previous));
    for (const auto& one : material.previous->result.agencies)
        if (one.scorecard.total.rounded)
            material.round.previous_totals[material.previous->round.agencies[one.agency].id] =
                *one.scorecard.total.rounded;
    return true;
}

/// Loads and scores; nothing, with findings printed, when the input cannot be used.
std::optional<Material> read_material(const Options& options) {
    auto loaded = read_round(options.round, options.common);
    if (!loaded) return std::nullopt;
    Material material{std::move(loaded->round), {}, std::move(loaded->findings), {}, {}, loaded->language};
    if (!read_previous(options, material)) return std::nullopt;
    stop_if_interrupted();
    auto stages = evaluate_stages(material.round, loaded->stage, options.round.threads);
    if (!stages.value) {
        print_findings(stages.findings, material.language);
        return std::nullopt;
    }
    material.stages = std::move(*stages.value);
    stop_if_interrupted();
    const auto& last = material.stages.back();
    material.findings.insert(material.findings.end(), last.findings.begin(), last.findings.end());
    const auto checked = check_all(material.round, material.stages);
    material.findings.insert(material.findings.end(), checked.begin(), checked.end());
    material.intervals = total_intervals(material.round, last);
    return material;
}

/// The files of a report being made; `is_full` says that there was no room for one.
struct Made {
    std::vector<OutputFile> files;
    bool is_full = false;

    void add(std::string name, std::optional<std::string> content) {
        is_full = is_full || !content;
        if (content) files.push_back({std::move(name), std::move(*content)});
    }
};

void add_scorecards(const Options& options, const Material& material, Made& made) {
    const auto input = material.input();
    const auto count = material.round.agencies.size();
    std::vector<std::optional<std::string>> cards(count);
    Progress progress(material.language == Language::vi ? "Phiếu điểm" : "Scorecards", count);
    for_each_index(count, options.round.threads, [&](std::size_t i) {
        if (Interrupt::requested()) return;
        cards[i] = scorecard_workbook(input, i);
        progress.step();
    });
    stop_if_interrupted();
    for (std::size_t i = 0; i < count; ++i)
        made.add("scorecards/" + material.round.agencies[i].id + ".xlsx", std::move(cards[i]));
}

Made make_files(const Options& options, const Material& material) {
    const bool all = !options.site && !options.annex && !options.scorecards;
    const auto input = material.input();
    Made made;
    made.add("result.json", result_to_json(material.round, material.stages));
    if (all || options.annex) {
        Progress progress(material.language == Language::vi ? "Phụ lục" : "Annex", 2);
        made.add("annex.xlsx", annex_workbook(input));
        progress.step();
        stop_if_interrupted();
        made.add("annex.docx", annex_document(input, options.decision));
    }
    stop_if_interrupted();
    if (all || options.site) {
        const Progress progress(material.language == Language::vi ? "Trang web" : "Site", 1);
        for (auto& file : site_files(input)) made.files.push_back({"site/" + file.name, std::move(file.content)});
    }
    stop_if_interrupted();
    if (all || options.scorecards) add_scorecards(options, material, made);
    return made;
}

Finding no_room() {
    Finding finding;
    finding.code = "C110";
    finding.message = {"không đủ chỗ để lập tệp XLSX hoặc DOCX; chưa ghi tệp nào",
                       "there is no room to make the XLSX or DOCX files; nothing was written",
                       {}};
    finding.hint = {"kiểm tra dung lượng trống và thư mục tạm (biến TMPDIR)",
                    "check free space and the folder for temporary files (variable TMPDIR)",
                    {}};
    return finding;
}

Finding interrupted() {
    Finding finding;
    finding.code = "C111";
    finding.message = {"đã dừng theo yêu cầu; chưa ghi tệp nào", "stopped on request; nothing was written", {}};
    return finding;
}

void print_summary(const Options& options, const Material& material, const std::vector<OutputFile>& files) {
    const bool vi = material.language == Language::vi;
    const auto scorecards = std::count_if(files.begin(), files.end(),
                                          [](const auto& file) { return file.name.starts_with("scorecards/"); });
    const auto pages =
        std::count_if(files.begin(), files.end(), [](const auto& file) { return file.name.starts_with("site/"); });
    std::string what = "result.json";
    for (const auto& file : files)
        if (file.name.starts_with("annex.")) what += ", " + file.name;
    if (pages > 0)
        what += fmt::format(fmt::runtime(vi ? ", site/index.html ({} tệp)" : ", site/index.html ({} files)"), pages);
    if (scorecards > 0)
        what +=
            fmt::format(fmt::runtime(vi ? ", scorecards/ ({} phiếu)" : ", scorecards/ ({} scorecards)"), scorecards);
    print(fmt::format(fmt::runtime(vi ? "Đã ghi {} vào {}\n" : "Wrote {} to {}\n"), what, printable(options.out)));
    print(fmt::format(fmt::runtime(vi ? "Kiểm tra số liệu: {} lỗi, {} cảnh báo, {} ghi chú.\n"
                                      : "Data checks: {} errors, {} warnings, {} notes.\n"),
                      count(material.findings, Severity::error), count(material.findings, Severity::warning),
                      count(material.findings, Severity::note)));
    print(provenance_lines(material.round, material.stages.back(), material.language));
}

Exit write_report(const Options& options, Interrupt& interrupt) {
    const auto material = read_material(options);
    if (!material) return Exit::unusable;
    const auto made = make_files(options, *material);
    if (made.is_full) {
        print_findings({no_room()}, material->language);
        return Exit::unusable;
    }
    stop_if_interrupted();
    interrupt.hold();
    const auto failed = write_files(options.out, made.files);
    print_findings(failed, material->language);
    if (!failed.empty()) return Exit::unusable;
    print_summary(options, *material, made.files);
    print_findings(material->stages.back().findings, material->language);
    return exit_for(material->stages.back().findings, Severity::error);
}

Exit report_round(const Options& options) {
    Interrupt interrupt;
    try {
        return write_report(options, interrupt);
    } catch (const Interrupted&) {
        print_findings({interrupted()}, options.common.language.value_or(Language::vi));
        return Exit::unusable;
    }
}

void add_decision_options(CLI::App& app, Decision& decision) {
    app.add_option("--decision", decision.number, "Number and sign of the decision, for instance 216/QĐ-UBND");
    app.add_option_function<std::string>(
        "--decision-date",
        [&decision](const std::string& text) {
            decision.date = parse_date(text);
            if (!decision.date) throw CLI::ValidationError("--decision-date", "no such day: " + text);
        },
        "Date of the decision: 05/02/2018 or 2018-02-05");
    app.add_option("--issuer", decision.issuer, "Who issues the decision, for instance \"Ủy ban nhân dân tỉnh A\"");
    app.add_option("--place", decision.place, "Place named before the date");
    app.add_option("--signer", decision.signer, "Name of the person who signs");
    app.add_option("--signer-title", decision.signer_title,
                   "Authority and office of the signer, lines separated by \";\": \"TM. ỦY BAN NHÂN DÂN; CHỦ TỊCH\"");
}

}  // namespace

void add_report(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    auto* command =
        app.add_subcommand("report", "Write the web site, the decision annex (XLSX, DOCX) and scorecards of a round");
    add_round_options(*command, options->round);
    command->add_option("--out", options->out, "Folder for the report")->required();
    command->add_option("--previous", options->previous,
                        "Folder of the round before (default: the one that round.json names)");
    command->add_flag("--site", options->site, "Write site/; without --site, --annex and --scorecards: all of them");
    command->add_flag("--annex", options->annex, "Write annex.xlsx and annex.docx");
    command->add_flag("--scorecards", options->scorecards, "Write scorecards/<agency>.xlsx");
    add_decision_options(*command, options->decision);
    add_text_options(*command, options->common);
    command->callback([options, &run] { run = [options] { return report_round(*options); }; });
}

}  // namespace parindex::cli
