#include "cli/audit_output.hpp"

#include <fmt/format.h>

#include <ctime>

namespace parindex::cli {

namespace {

/// The time of this place, as the minutes of a council would note it.
std::string local_now() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&now, &local);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", local.tm_year + 1900, local.tm_mon + 1, local.tm_mday,
                       local.tm_hour, local.tm_min, local.tm_sec);
}

std::string action_text(AuditEntry::Action action, Language language) {
    if (language == Language::en) return std::string(to_string(action));
    return action == AuditEntry::Action::freeze ? "chốt" : "mở lại";
}

std::string moment_text(const Moment& moment, Language language) {
    return language == Language::vi ? moment.to_vietnamese() : moment.to_iso();
}

}  // namespace

void add_audit_options(CLI::App& app, AuditOptions& options) {
    app.add_option("ROUND", options.folder, "Folder of the round (holds round.json)")->required();
    app.add_option("--stage", options.stage, "Stage, for instance self or final")->required();
    app.add_option("--by", options.by, "Who does it")->required();
    app.add_option("--at", options.at, "When, for instance 2017-06-30T17:00 (default: now, local time)")
        ->check([](const std::string& text) {
            return parse_moment(text) ? std::string() : "a moment such as 2017-06-30T17:00 is expected";
        });
    add_common_options(app, options.common);
}

AuditRequest request_of(const AuditOptions& options) {
    const auto at = parse_moment(options.at.empty() ? local_now() : options.at);
    return {options.stage, at.value(), options.by, options.why, options.common.edition};
}

Language language_of(const CommonOptions& common) { return common.language.value_or(Language::vi); }

Exit print_added(const AuditOptions& options, const Loaded<AuditEntry>& added) {
    const Language language = language_of(options.common);
    if (!added.value) {
        print_findings(added.findings, language);
        return Exit::unusable;
    }
    auto report = describe_round(options.folder);
    report.entries.push_back(*added.value);
    report.head = added.value->hash;
    if (options.common.format == Format::json) {
        print(audit_to_json(report, added.findings));
        return Exit::fine;
    }
    print_findings(added.findings, language);
    if (options.common.format == Format::csv) {
        print_table(entries_table(report, language), Format::csv);
        return Exit::fine;
    }
    const bool vi = language == Language::vi;
    const auto& entry = *added.value;
    if (entry.action == AuditEntry::Action::freeze)
        print(fmt::format(fmt::runtime(vi ? "Đã chốt số liệu giai đoạn {}: {} tệp.\nKết quả (SHA-256): {}\n"
                                          : "Frozen: stage {}, {} files.\nResult (SHA-256): {}\n"),
                          printable(entry.stage), entry.files.size(), entry.result));
    else
        print(fmt::format(fmt::runtime(vi ? "Đã mở lại giai đoạn {}.\n" : "Reopened: stage {}.\n"),
                          printable(entry.stage)));
    print(fmt::format(
        fmt::runtime(vi ? "Nhật ký, dòng {}; ghi vào biên bản: {}\n" : "Log, line {}; for the minutes: {}\n"),
        entry.seq, entry.hash));
    print(provenance_lines(report, language));
    return Exit::fine;
}

std::string provenance_lines(const AuditReport& report, Language language) {
    const bool vi = language == Language::vi;
    std::string text;
    if (!report.statement.empty())
        text = (vi ? "Đợt đánh giá: " : "Round: ") + printable(report.statement.in(language)) + "\n";
    for (const auto& set : report.sets)
        text += (vi ? "Bộ tiêu chí: " : "Criteria set: ") + printable(set.in(language)) + "\n";
    return text;
}

TextTable entries_table(const AuditReport& report, Language language) {
    const bool vi = language == Language::vi;
    TextTable table{{{vi ? "dòng" : "line", Align::right},
                     {vi ? "lúc" : "at"},
                     {vi ? "việc" : "action"},
                     {vi ? "giai đoạn" : "stage"},
                     {vi ? "người làm" : "by"},
                     {vi ? "tệp" : "files", Align::right},
                     {vi ? "lý do, ghi chú" : "reason, note"},
                     {vi ? "mã băm" : "hash"}},
                    {}};
    for (const auto& entry : report.entries)
        table.rows.push_back({std::to_string(entry.seq), moment_text(entry.at, language),
                              action_text(entry.action, language), entry.stage, entry.by,
                              entry.action == AuditEntry::Action::freeze ? std::to_string(entry.files.size()) : "",
                              entry.why, entry.hash});
    return table;
}

TextTable changes_table(const AuditReport& report, Language language) {
    const bool vi = language == Language::vi;
    TextTable table{{{vi ? "giai đoạn" : "stage"},
                     {vi ? "từ dòng" : "from line", Align::right},
                     {vi ? "đến dòng" : "to line"},
                     {vi ? "tệp" : "file"},
                     {vi ? "chỗ" : "place"},
                     {vi ? "trước" : "before"},
                     {vi ? "sau" : "after"}},
                    {}};
    for (const auto& one : report.comparisons) {
        const std::string to = one.to > 0 ? std::to_string(one.to) : (vi ? "hiện nay" : "now");
        for (const auto& change : one.changes)
            table.rows.push_back(
                {one.stage, std::to_string(one.from), to, change.file, change.place, change.before, change.after});
    }
    return table;
}

}  // namespace parindex::cli
