// parindex audit: verifies the log of frozen stages and says what changed where.

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/audit_output.hpp"

namespace parindex::cli {

namespace {

struct Options {
    CommonOptions common;
    std::string folder;
    std::string expected;
};

/// "self: frozen in line 1, unchanged" for every stage as it stands.
std::string stages_text(const AuditReport& report, Language language) {
    const bool vi = language == Language::vi;
    std::string text;
    for (const auto& one : report.comparisons) {
        if (one.to > 0) continue;
        const std::size_t changes = one.changes.size() + one.changes_not_listed;
        std::string state = one.in_force ? (vi ? "đã chốt" : "frozen") : (vi ? "đã mở lại" : "reopened");
        const std::string changed = changes == 0
                                        ? std::string(vi ? "không thay đổi" : "unchanged")
                                        : fmt::format(fmt::runtime(vi ? "{} thay đổi" : "{} changes"), changes);
        text +=
            fmt::format("{}: {} ({} {}), {}\n", printable(one.stage), state, vi ? "dòng" : "line", one.from, changed);
    }
    return text;
}

std::string head_text(const AuditReport& report, const Options& options, Language language) {
    const bool vi = language == Language::vi;
    if (report.entries.empty()) return vi ? "Chưa chốt giai đoạn nào.\n" : "No stage was ever frozen.\n";
    std::string text = fmt::format(
        fmt::runtime(vi ? "Mã băm cuối, ghi vào biên bản: {}\n" : "Head, for the minutes: {}\n"), report.head);
    if (!options.expected.empty() && report.lines_after_expected > 0)
        text += fmt::format(fmt::runtime(vi ? "Sau mã băm đã cho còn {} dòng.\n" : "{} lines follow the hash given.\n"),
                            report.lines_after_expected);
    return text;
}

void print_report(const AuditReport& report, const Findings& findings, const Options& options) {
    const Language language = language_of(options.common);
    if (!report.entries.empty()) print(to_text(entries_table(report, language), 64) + "\n");
    const auto changes = changes_table(report, language);
    if (!changes.rows.empty()) print(to_text(changes) + "\n");
    print(stages_text(report, language));
    for (const auto& finding : findings) print(to_line(finding, language) + "\n");
    print(head_text(report, options, language));
    print(provenance_lines(report, language));
}

Exit audit(const Options& options) {
    const auto loaded = audit_round(options.folder, options.expected);
    const Language language = language_of(options.common);
    const bool is_round = loaded.value || std::none_of(loaded.findings.begin(), loaded.findings.end(),
                                                       [](const Finding& one) { return one.code == "F001"; });
    if (!is_round) {
        print_findings(loaded.findings, language);
        return Exit::unusable;
    }
    const AuditReport report = loaded.value.value_or(AuditReport{});
    if (options.common.format == Format::json) {
        print(audit_to_json(report, loaded.findings));
    } else if (options.common.format == Format::csv) {
        print_findings(loaded.findings, language);
        print_table(changes_table(report, language), Format::csv);
    } else if (loaded.value) {
        print_report(report, loaded.findings, options);
    } else {
        for (const auto& finding : loaded.findings) print(to_line(finding, language) + "\n");
    }
    return exit_for(loaded.findings, Severity::error);
}

}  // namespace

void add_audit(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("audit", "Verify the log of frozen stages: chain, copies, results, changes");
    command->add_option("ROUND", options->folder, "Folder of the round (holds round.json)")->required();
    command->add_option("--expect", options->expected, "Hash from the minutes that the log must still hold");
    add_common_options(*command, options->common);
    command->callback([options, &run] { run = [options] { return audit(*options); }; });
}

}  // namespace parindex::cli
