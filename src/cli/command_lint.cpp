// parindex lint: criteria sets checked as a whole.

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/command.hpp"
#include "parindex/engine/explain.hpp"
#include "parindex/engine/lint.hpp"
#include "parindex/io/criteria_json.hpp"
#include "parindex/io/result_json.hpp"

namespace parindex::cli {

namespace {

struct Options {
    CommonOptions common;
    std::vector<std::string> files;
};

TextTable findings_table(const Findings& findings, Language language) {
    TextTable table{{{"code"}, {"severity"}, {"file"}, {"line"}, {"pointer"}, {"criterion"}, {"message"}, {"accepted"}},
                    {}};
    for (const auto& f : findings)
        table.rows.push_back({f.code, std::string(to_string(f.severity)), f.location.file,
                              f.location.line > 0 ? std::to_string(f.location.line) : "", f.location.pointer,
                              f.criterion, f.message.in(language), f.accepted ? f.accepted_reason.in(language) : ""});
    return table;
}

/// "3 lỗi, 1 cảnh báo ..." with the set's status.
std::string summary(const std::string& file, const CriteriaSet& set, const Findings& findings, Language language) {
    const auto reach = attainable_total(set);
    const bool vi = language == Language::vi;
    const auto accepted = std::count_if(findings.begin(), findings.end(), [](const auto& f) { return f.accepted; });
    auto text = fmt::format(fmt::runtime(vi ? "{}: {} lỗi, {} cảnh báo, {} ghi chú, {} đã khai báo"
                                            : "{}: {} errors, {} warnings, {} notes, {} accepted"),
                            file, count(findings, Severity::error), count(findings, Severity::warning),
                            count(findings, Severity::note), accepted);
    if (set.max && reach.highest)
        text += fmt::format(fmt::runtime(vi ? "; cao nhất đạt được {} trên {}" : "; highest total in reach {} of {}"),
                            points_text(reach.highest, language), points_text(set.max, language));
    return printable(text) + "\n  " + printable(provenance_text(set).in(language)) + "\n";
}

std::string line(const Finding& finding, Language language) {
    auto text = to_line(finding, language);
    if (finding.accepted)
        text += (language == Language::vi ? "  đã khai báo: " : "  accepted: ") +
                printable(finding.accepted_reason.in(language));
    return text + "\n";
}

Exit lint_files(const Options& options) {
    Findings all;
    bool unusable = false;
    std::string summaries;
    Language language = language_for(options.common, nullptr);
    for (const auto& file : options.files) {
        auto loaded = load_criteria_set(file, options.common.edition);
        auto findings = std::move(loaded.findings);
        unusable = unusable || !loaded.value;
        if (loaded.value) {
            language = language_for(options.common, &*loaded.value);
            auto found = lint(*loaded.value);
            findings.insert(findings.end(), found.begin(), found.end());
            summaries += summary(file, *loaded.value, findings, language);
        }
        all.insert(all.end(), findings.begin(), findings.end());
    }
    if (options.common.format == Format::json) {
        print(findings_to_json(all));
    } else if (options.common.format == Format::csv) {
        print_table(findings_table(all, language), Format::csv);
    } else {
        for (const auto& finding : all) print(line(finding, language));
        print(summaries);
    }
    return unusable ? Exit::unusable : exit_for(all, Severity::warning);
}

}  // namespace

void add_lint(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    auto* command =
        app.add_subcommand("lint", "Check criteria sets as a whole: sums, reach, bands, ids, expressions, gates");
    command->add_option("CRITERIA", options->files, "Criteria set files (JSON)")->required();
    add_common_options(*command, options->common);
    command->callback([options, &run] { run = [options] { return lint_files(*options); }; });
}

}  // namespace parindex::cli
