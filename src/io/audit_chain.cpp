#include "io/audit_chain.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "io/file_reader.hpp"
#include "io/sha256.hpp"
#include "parindex/base/version.hpp"

namespace parindex {

std::string_view to_string(AuditEntry::Action action) {
    return action == AuditEntry::Action::freeze ? "freeze" : "reopen";
}

namespace io {

namespace {

// Keys in alphabetical order, so that a line has one form only.
using Json = nlohmann::json;

const std::string first_link(64, '0');

/// The line without its hash.
Json body(const AuditEntry& entry) {
    Json json{{"seq", entry.seq},        {"previous", entry.previous},        {"at", entry.at.to_iso()},
              {"by", entry.by},          {"action", to_string(entry.action)}, {"stage", entry.stage},
              {"program", entry.program}};
    if (!entry.why.empty()) json[entry.action == AuditEntry::Action::freeze ? "note" : "reason"] = entry.why;
    if (entry.action == AuditEntry::Action::reopen) return json;
    json["edition"] = entry.edition == Edition::corrected ? "corrected" : "printed";
    json["result"] = entry.result;
    json["files"] = Json::array();
    for (const auto& file : entry.files)
        json["files"].push_back({{"name", file.name}, {"sha256", file.sha256}, {"bytes", file.bytes}});
    return json;
}

bool is_hash(const std::string& text) {
    return text.size() == first_link.size() && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// The entry of a line; std::exception of the JSON library, or nothing, when it is none.
std::optional<AuditEntry> parse_entry(const Json& json) {
    const auto at = parse_moment(json.at("at").get<std::string>());
    const auto action = json.at("action").get<std::string>();
    if (!at || (action != "freeze" && action != "reopen")) return std::nullopt;
    AuditEntry entry(*at);
    entry.action = action == "freeze" ? AuditEntry::Action::freeze : AuditEntry::Action::reopen;
    entry.seq = json.at("seq").get<std::size_t>();
    entry.previous = json.at("previous").get<std::string>();
    entry.by = json.at("by").get<std::string>();
    entry.stage = json.at("stage").get<std::string>();
    entry.program = json.at("program").get<std::string>();
    entry.hash = json.at("hash").get<std::string>();
    entry.why = json.value(entry.action == AuditEntry::Action::freeze ? "note" : "reason", std::string());
    if (entry.action == AuditEntry::Action::reopen) return entry;
    entry.edition = json.at("edition") == "printed" ? Edition::printed : Edition::corrected;
    entry.result = json.at("result").get<std::string>();
    for (const auto& file : json.at("files"))
        entry.files.push_back({file.at("name").get<std::string>(), file.at("sha256").get<std::string>(),
                               file.at("bytes").get<std::size_t>()});
    const bool are_hashes = std::all_of(entry.files.begin(), entry.files.end(),
                                        [](const FrozenFile& file) { return is_hash(file.sha256); });
    return are_hashes ? std::optional(std::move(entry)) : std::nullopt;
}

/// The entry, when the line is exactly what would be written for it.
std::optional<AuditEntry> read_line(const std::string& line) {
    try {
        auto entry = parse_entry(Json::parse(line));
        if (!entry) return std::nullopt;
        AuditEntry again = *entry;
        return to_line(again) == line ? entry : std::nullopt;
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

Location at_line(std::size_t number) { return {std::string(audit_log_name), number, 0, {}}; }

bool expect_link(const AuditEntry& entry, const AuditChain& chain, Report& report) {
    const std::size_t number = chain.entries.size() + 1;
    const std::string previous = chain.entries.empty() ? first_link : chain.entries.back().hash;
    if (entry.seq == number && entry.previous == previous) return true;
    report.error(
        "F503", at_line(number),
        {fmt::format("dòng số {} không nối tiếp dòng trước: nhật ký đã bị xoá, chèn hoặc đổi thứ tự dòng", entry.seq),
         fmt::format("line number {} does not follow the line before it: lines were removed, inserted or reordered",
                     entry.seq),
         {}},
        {"Khôi phục nhật ký từ bản sao lưu.", "Restore the log from a backup.", {}});
    return false;
}

}  // namespace

std::string to_line(AuditEntry& entry) {
    Json json = body(entry);
    entry.hash = sha256(json.dump());
    json["hash"] = entry.hash;
    return json.dump();
}

std::string AuditChain::head() const { return entries.empty() ? std::string() : entries.back().hash; }

std::vector<const AuditEntry*> AuditChain::in_force() const {
    std::vector<const AuditEntry*> frozen;
    for (const auto& entry : entries) {
        std::erase_if(frozen, [&](const AuditEntry* known) { return known->stage == entry.stage; });
        if (entry.action == AuditEntry::Action::freeze) frozen.push_back(&entry);
    }
    return frozen;
}

const AuditEntry* AuditChain::in_force(std::string_view stage) const {
    for (const auto* entry : in_force())
        if (entry->stage == stage) return entry;
    return nullptr;
}

std::optional<AuditChain> read_chain(const std::filesystem::path& folder, const Limits& limits, Report& report) {
    AuditChain chain;
    std::error_code failure;
    const auto status = std::filesystem::symlink_status(folder / audit_log_name, failure);
    if (status.type() == std::filesystem::file_type::not_found) return chain;
    auto bytes = read_file(folder / audit_log_name, std::string(audit_log_name), limits, report);
    if (!bytes) return std::nullopt;
    chain.text = std::move(*bytes);
    for (std::size_t from = 0; from < chain.text.size();) {
        const std::size_t end = chain.text.find('\n', from);
        const std::size_t number = chain.entries.size() + 1;
        if (end == std::string::npos) {
            report.error("F501", at_line(number),
                         {"dòng cuối của nhật ký bị cắt", "the last line of the log is cut", {}},
                         {"Khôi phục nhật ký từ bản sao lưu.", "Restore the log from a backup.", {}});
            return std::nullopt;
        }
        auto entry = read_line(chain.text.substr(from, end - from));
        if (!entry) {
            report.error("F502", at_line(number),
                         {"dòng này không phải dòng đã ghi: nhật ký đã bị sửa",
                          "this is not the line that was written: the log was edited",
                          {}},
                         {"Khôi phục nhật ký từ bản sao lưu.", "Restore the log from a backup.", {}});
            return std::nullopt;
        }
        if (!expect_link(*entry, chain, report)) return std::nullopt;
        chain.entries.push_back(std::move(*entry));
        from = end + 1;
    }
    return chain;
}

}  // namespace io

}  // namespace parindex
