// parindex template: workbooks that agencies and appraisers fill in.

#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "cli/command.hpp"
#include "parindex/engine/explain.hpp"
#include "parindex/io/form_workbook.hpp"
#include "parindex/io/round_folder.hpp"
#include "parindex/io/write_files.hpp"

namespace parindex::cli {

namespace {

struct Options {
    CommonOptions common;
    std::string input;
    std::string agencies_file;
    std::string stage;
    std::vector<std::string> agencies;
    std::string out;
    unsigned threads = 1;
};

Findings errors_of(const Findings& findings) {
    Findings errors;
    for (const auto& finding : findings)
        if (finding.severity == Severity::error) errors.push_back(finding);
    return errors;
}

Loaded<Round> load_input(const Options& options) {
    std::error_code ignored;
    if (std::filesystem::is_directory(options.input, ignored))
        return load_round(options.input, {}, options.common.edition);
    return round_of_set(options.input, options.agencies_file, {}, options.common.edition);
}

/// Those asked for, else every agency that hands in forms; nothing after printing what is wrong.
std::optional<std::vector<std::size_t>> choose_agencies(const Round& round, const Options& options, Language language) {
    std::vector<std::size_t> chosen;
    for (const auto& id : options.agencies) {
        const auto index = find_agency(round, id, language);
        if (!index) return std::nullopt;
        chosen.push_back(*index);
    }
    if (!chosen.empty()) return chosen;
    // A merged agency is scored from its predecessors.
    for (std::size_t i = 0; i < round.agencies.size(); ++i)
        if (round.agencies[i].predecessors.empty()) chosen.push_back(i);
    return chosen;
}

/// What stands before the stage must be sound, since the forms show it; the stage itself is still to come.
bool is_usable(const Loaded<Round>& loaded, std::size_t stage) { return stage == 0 || !has_errors(loaded.findings); }

void say_what_was_written(const Round& round, std::size_t count, const Options& options, Language language) {
    const bool vi = language == Language::vi;
    if (!round.statement.empty())
        print((vi ? "Đợt đánh giá: " : "Round: ") + printable(round.statement.in(language)) + "\n");
    for (const auto& set : round.sets)
        print((vi ? "Bộ tiêu chí: " : "Criteria set: ") + printable(provenance_text(set).in(language)) + "\n");
    print(fmt::format(fmt::runtime(vi ? "Đã lập {} phiếu trong {}\n" : "Wrote {} forms to {}\n"), count,
                      printable(options.out)));
}

Exit write_forms(const Options& options) {
    auto loaded = load_input(options);
    const auto* set = loaded.value && !loaded.value->sets.empty() ? &loaded.value->sets.front() : nullptr;
    const auto language = language_for(options.common, set);
    if (!loaded.value) {
        print_findings(errors_of(loaded.findings), language);
        return Exit::unusable;
    }
    const auto& round = *loaded.value;
    const auto stage =
        options.stage.empty() ? std::optional<std::size_t>(0) : find_stage(round, options.stage, language);
    if (!stage) return Exit::unusable;
    if (!is_usable(loaded, *stage)) {
        print_findings(errors_of(loaded.findings), language);
        return Exit::unusable;
    }
    const auto agencies = choose_agencies(round, options, language);
    if (!agencies) return Exit::unusable;
    const auto files = form_workbooks(round, {*stage, *agencies, language, options.threads});
    if (!files.value) {
        print_findings(files.findings, language);
        return Exit::unusable;
    }
    const auto failures = write_files(options.out, *files.value);
    print_findings(failures, language);
    if (!failures.empty()) return Exit::unusable;
    say_what_was_written(round, files.value->size(), options, language);
    return Exit::fine;
}

}  // namespace

void add_template(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("template", "Write workbooks to fill in: one for each agency");
    command->add_option("SET_OR_ROUND", options->input, "Criteria set file (JSON), or folder of a round")->required();
    command->add_option("--agencies", options->agencies_file,
                        "With a criteria set: table of the agencies (default: one form without a name)");
    command->add_option("--stage", options->stage, "Stage that the forms are for (default: the first)");
    command->add_option("--agency", options->agencies, "Only for this agency; may be given several times");
    command->add_option("--out", options->out, "Folder for the workbooks")->required();
    command->add_option("--threads", options->threads, "Threads for scoring earlier stages; 0: all processors")
        ->check(CLI::Range(0U, 256U))
        ->default_val(1);
    add_text_options(*command, options->common);
    command->callback([options, &run] { run = [options] { return write_forms(*options); }; });
}

}  // namespace parindex::cli
