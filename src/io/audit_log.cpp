#include "parindex/io/audit_log.hpp"

#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "io/audit_changes.hpp"
#include "io/audit_check.hpp"
#include "io/audit_files.hpp"
#include "io/audit_store.hpp"
#include "parindex/base/version.hpp"
#include "parindex/engine/explain.hpp"
#include "parindex/io/round_folder.hpp"

namespace parindex {

namespace io {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_note = 4096;

Location in_log() { return {std::string(audit_log_name), 0, 0, {}}; }

bool is_note(const std::string& text) { return text.size() <= longest_note && is_utf8(text); }

bool expect_request(const AuditRequest& request, bool needs_reason, Report& report) {
    if (request.by.empty() || (needs_reason && request.why.empty())) {
        report.error("F518", {},
                     {needs_reason ? "cần ghi ai làm và lý do" : "cần ghi ai làm",
                      needs_reason ? "who does it and why must be said" : "who does it must be said",
                      {}});
        return false;
    }
    if (is_note(request.by) && is_note(request.why)) return true;
    report.error("F518", {},
                 {"tên và lý do là văn bản UTF-8, nhiều nhất 4096 byte",
                  "name and reason are UTF-8 texts of at most 4096 bytes",
                  {}});
    return false;
}

/// A folder that is no round gets no log.
bool expect_round(const fs::path& folder, Report& report) {
    std::error_code failure;
    if (fs::is_regular_file(folder / "round.json", failure)) return true;
    report.error("F001", {"round.json", 0, 0, {}},
                 {"không có tệp này trong thư mục của đợt", "there is no such file in the round's folder", {}});
    return false;
}

bool expect_order(const AuditChain& chain, const AuditRequest& request, Report& report) {
    if (chain.entries.empty() || !is_before(request.at, chain.entries.back().at)) return true;
    const Moment& last = chain.entries.back().at;
    report.error(
        "F516", in_log(),
        {fmt::format("{} sớm hơn dòng cuối của nhật ký ({})", request.at.to_vietnamese(), last.to_vietnamese()),
         fmt::format("{} is earlier than the last line of the log ({})", request.at.to_iso(), last.to_iso()),
         {}});
    return false;
}

AuditEntry entry_of(const AuditRequest& request, AuditEntry::Action action) {
    AuditEntry entry(request.at);
    entry.by = request.by;
    entry.action = action;
    entry.stage = request.stage;
    entry.why = request.why;
    entry.edition = request.edition;
    entry.program = PARINDEX_VERSION;
    return entry;
}

bool expect_not_frozen(const AuditChain& chain, const std::string& stage, Report& report) {
    const auto* frozen = chain.in_force(stage);
    if (frozen == nullptr) return true;
    report.error("F512", in_log(),
                 {fmt::format("số liệu giai đoạn “{}” đã được {} chốt lúc {}", stage, excerpt(frozen->by),
                              frozen->at.to_vietnamese()),
                  fmt::format("the stage “{}” was frozen by {} at {}", stage, excerpt(frozen->by), frozen->at.to_iso()),
                  {}},
                 {fmt::format("Muốn sửa hoặc chốt lại: parindex reopen --stage {} trước.", stage),
                  fmt::format("To change or freeze it again: parindex reopen --stage {} first.", stage),
                  {}});
    return false;
}

std::optional<AuditEntry> freeze(const fs::path& folder, const AuditRequest& request, const Limits& limits,
                                 Report& report) {
    if (!expect_request(request, false, report) || !expect_round(folder, report)) return std::nullopt;
    const auto loaded = load_round(folder, limits, request.edition);
    if (!loaded.is_clean()) {
        report.add(loaded.findings);
        return std::nullopt;
    }
    if (!read_extract(folder, request.stage, limits, report)) return std::nullopt;
    const auto lock = AuditLock::take(folder, report);
    if (!lock) return std::nullopt;
    const auto chain = read_chain(folder, limits, report);
    if (!chain || !expect_not_frozen(*chain, request.stage, report) || !expect_order(*chain, request, report))
        return std::nullopt;
    const auto files = read_stage_files(folder, request.stage, limits, report);
    if (!files || report.error_count() > 0) return std::nullopt;
    // Of the bytes that are kept: nothing that changes from now on comes in.
    auto result = result_hash(*files, request.stage, request.edition, limits, report);
    if (!result) return std::nullopt;
    AuditEntry entry = entry_of(request, AuditEntry::Action::freeze);
    entry.result = std::move(*result);
    for (const auto& file : *files) entry.files.push_back(describe(file));
    if (!append(folder, *chain, *files, entry, limits, report)) return std::nullopt;
    return entry;
}

void warn_of_changes(const fs::path& folder, const AuditChain& chain, const Limits& limits, Report& report) {
    Report changed(limits.findings);
    check_frozen(folder, chain, limits, changed);
    for (auto& finding : changed.take()) {
        finding.severity = Severity::warning;
        report.add(std::move(finding));
    }
}

std::optional<AuditEntry> reopen(const fs::path& folder, const AuditRequest& request, const Limits& limits,
                                 Report& report) {
    if (!expect_request(request, true, report) || !expect_round(folder, report)) return std::nullopt;
    const auto lock = AuditLock::take(folder, report);
    if (!lock) return std::nullopt;
    const auto chain = read_chain(folder, limits, report);
    if (!chain || !expect_order(*chain, request, report)) return std::nullopt;
    if (chain->in_force(request.stage) == nullptr) {
        report.error("F513", in_log(),
                     {fmt::format("số liệu giai đoạn “{}” chưa chốt", excerpt(request.stage)),
                      fmt::format("the stage “{}” is not frozen", excerpt(request.stage)),
                      {}});
        return std::nullopt;
    }
    warn_of_changes(folder, *chain, limits, report);
    AuditEntry entry = entry_of(request, AuditEntry::Action::reopen);
    if (!append(folder, *chain, {}, entry, limits, report)) return std::nullopt;
    return entry;
}

class Auditor {
public:
    Auditor(const fs::path& folder, const Limits& limits, Report& report)
        : folder_(folder), limits_(limits), report_(report) {}

    std::optional<AuditReport> audit(const std::string& expected_head) {
        if (!expect_round(folder_, report_)) return std::nullopt;
        auto chain = read_chain(folder_, limits_, report_);
        if (!chain) return std::nullopt;
        AuditReport result = describe_round(folder_, limits_);
        result.head = chain->head();
        expect_head(*chain, expected_head, result);
        if (chain->entries.empty() && has_copies(folder_)) report_copies_alone();
        for (const auto& entry : chain->entries)
            if (entry.action == AuditEntry::Action::freeze) verify_result(entry);
        check_frozen(folder_, *chain, limits_, report_);
        for (const auto& entry : chain->entries)
            if (entry.action == AuditEntry::Action::freeze) result.comparisons.push_back(compare(entry, *chain));
        result.entries = std::move(chain->entries);
        return result;
    }

private:
    void expect_head(const AuditChain& chain, const std::string& expected, AuditReport& result) {
        if (expected.empty()) return;
        for (std::size_t i = 0; i < chain.entries.size(); ++i) {
            if (chain.entries[i].hash != expected) continue;
            result.lines_after_expected = chain.entries.size() - i - 1;
            return;
        }
        report_.error("F504", in_log(),
                      {"nhật ký không có dòng mang mã băm này: phần cuối đã bị cắt, hoặc nhật ký đã bị thay",
                       "the log has no line with this hash: its end was cut off, or it was replaced",
                       {}},
                      {"So với mã băm ghi trong biên bản; khôi phục nhật ký từ bản sao lưu.",
                       "Compare with the hash in the minutes; restore the log from a backup.",
                       {}});
    }

    void report_copies_alone() {
        report_.warning(
            "F515", {"audit", 0, 0, {}},
            {"có bản sao mà không có nhật ký: lần chốt đầu tiên bị ngắt, hoặc nhật ký đã bị xoá",
             "there are copies and no log: the first freezing was interrupted, or the log was removed",
             {}},
            {"So với mã băm ghi trong biên bản (--expect).", "Compare with the hash in the minutes (--expect).", {}});
    }

    /// The copy of a file; each that cannot be had is reported once.
    std::optional<std::string> copy_of(const FrozenFile& file) {
        Report ignored(0);
        return read_copy(folder_, file, limits_, missing_.insert(file.sha256).second ? report_ : ignored);
    }

    void verify_result(const AuditEntry& entry) {
        std::vector<StageFile> files;
        bool is_whole = true;
        for (const auto& file : entry.files) {
            auto bytes = copy_of(file);
            is_whole &= bytes.has_value();
            if (bytes) files.push_back({file.name, std::move(*bytes)});
        }
        if (!is_whole) return;
        const auto hash = result_hash(files, entry.stage, entry.edition, limits_, report_);
        if (!hash || *hash == entry.result) return;
        const bool is_same_program = entry.program == PARINDEX_VERSION;
        const std::string vi =
            fmt::format("kết quả tính lại từ bản sao khác kết quả đã ghi khi chốt giai đoạn “{}”", entry.stage);
        const std::string en = fmt::format(
            "the result computed again from the copies is not the one recorded when “{}” was frozen", entry.stage);
        const Location place{std::string(audit_log_name), entry.seq, 0, "/result"};
        if (is_same_program) {
            report_.error("F510", place, {vi, en, {}});
        } else {
            report_.warning(
                "F511", place, {vi, en, {}},
                {fmt::format("Kết quả đó do phiên bản {} tính; kiểm tra bằng phiên bản ấy.", excerpt(entry.program)),
                 fmt::format("It was computed by version {}; verify it with that version.", excerpt(entry.program)),
                 {}});
        }
    }

    AuditComparison compare(const AuditEntry& entry, const AuditChain& chain) {
        AuditComparison comparison;
        comparison.stage = entry.stage;
        comparison.from = entry.seq;
        comparison.in_force = chain.in_force(entry.stage) == &entry;
        const AuditEntry* next = nullptr;
        for (std::size_t i = entry.seq; i < chain.entries.size() && next == nullptr; ++i) {
            const AuditEntry& later = chain.entries[i];
            if (later.stage == entry.stage && later.action == AuditEntry::Action::freeze) next = &later;
        }
        if (next != nullptr) {
            comparison.to = next->seq;
            list_changes(
                entry.files, next->files, [&](const FrozenFile& file) { return copy_of(file); }, comparison);
            return comparison;
        }
        Report ignored(0);  // what cannot be read is reported by check_frozen
        const auto now = read_stage_files(folder_, entry.stage, limits_, ignored);
        if (!now) return comparison;
        std::vector<FrozenFile> files;
        std::map<std::string, const std::string*> bytes;
        for (const auto& file : *now) {
            files.push_back(describe(file));
            bytes[file.name] = &file.bytes;
        }
        list_changes(
            entry.files, files,
            [&](const FrozenFile& file) { return std::optional<std::string>(*bytes.at(file.name)); }, comparison);
        return comparison;
    }

    template <class Read>
    void list_changes(const std::vector<FrozenFile>& before, const std::vector<FrozenFile>& after, Read&& read_after,
                      AuditComparison& comparison) {
        std::map<std::string, const FrozenFile*> rest;
        for (const auto& file : after) rest[file.name] = &file;
        for (const auto& file : before) {
            const auto same = rest.find(file.name);
            if (same == rest.end()) {
                add(disappearance_of(file), comparison);
                continue;
            }
            const FrozenFile& now = *same->second;
            rest.erase(same);
            if (now == file) continue;
            const auto was = copy_of(file);
            const auto is = read_after(now);
            if (!was || !is) {
                add({file.name, {}, file.sha256, now.sha256}, comparison);
                continue;
            }
            for (auto& change : changes_of(file.name, *was, *is, limits_)) add(std::move(change), comparison);
        }
        for (const auto& [name, file] : rest) add(appearance_of(*file), comparison);
    }

    void add(AuditChange change, AuditComparison& comparison) const {
        if (comparison.changes.size() < limits_.findings)
            comparison.changes.push_back(std::move(change));
        else
            ++comparison.changes_not_listed;
    }

    const fs::path& folder_;
    const Limits& limits_;
    Report& report_;
    std::set<std::string> missing_;  ///< copies reported as missing or altered
};

}  // namespace

}  // namespace io

Loaded<AuditEntry> freeze_stage(const std::filesystem::path& folder, const AuditRequest& request,
                                const Limits& limits) {
    io::Report report(limits.findings);
    auto entry = io::freeze(folder, request, limits, report);
    return {std::move(entry), report.take()};
}

Loaded<AuditEntry> reopen_stage(const std::filesystem::path& folder, const AuditRequest& request,
                                const Limits& limits) {
    io::Report report(limits.findings);
    auto entry = io::reopen(folder, request, limits, report);
    return {std::move(entry), report.take()};
}

Findings expect_unfrozen(const std::filesystem::path& folder, const std::string& stage, const Limits& limits) {
    io::Report report(limits.findings);
    if (const auto chain = io::read_chain(folder, limits, report)) io::expect_not_frozen(*chain, stage, report);
    return report.take();
}

AuditReport describe_round(const std::filesystem::path& folder, const Limits& limits) {
    AuditReport report;
    const auto loaded = load_round(folder, limits);
    if (!loaded.value) return report;
    report.statement = loaded.value->statement;
    report.synthetic = loaded.value->synthetic;
    for (const auto& set : loaded.value->sets) report.sets.push_back(provenance_text(set));
    return report;
}

Loaded<AuditReport> audit_round(const std::filesystem::path& folder, const std::string& expected_head,
                                const Limits& limits) {
    io::Report report(limits.findings);
    auto result = io::Auditor(folder, limits, report).audit(expected_head);
    return {std::move(result), report.take()};
}

}  // namespace parindex
