#include <nlohmann/json.hpp>

#include "parindex/base/version.hpp"
#include "parindex/io/audit_log.hpp"
#include "parindex/io/result_json.hpp"

namespace parindex {

namespace {

using Json = nlohmann::ordered_json;

Json text_json(const Text& text) {
    Json json = Json::object();
    if (!text.vi.empty()) json["vi"] = text.vi;
    if (!text.en.empty()) json["en"] = text.en;
    if (!text.other.empty()) json["other"] = text.other;
    return json;
}

Json entry_json(const AuditEntry& entry) {
    Json json{{"seq", entry.seq},
              {"at", entry.at.to_iso()},
              {"by", entry.by},
              {"action", to_string(entry.action)},
              {"stage", entry.stage},
              {"program", entry.program},
              {"previous", entry.previous},
              {"hash", entry.hash}};
    if (!entry.why.empty()) json["why"] = entry.why;
    if (entry.action == AuditEntry::Action::reopen) return json;
    json["edition"] = entry.edition == Edition::corrected ? "corrected" : "printed";
    json["result"] = entry.result;
    json["files"] = Json::array();
    for (const auto& file : entry.files)
        json["files"].push_back({{"name", file.name}, {"sha256", file.sha256}, {"bytes", file.bytes}});
    return json;
}

Json comparison_json(const AuditComparison& comparison) {
    Json json{{"stage", comparison.stage}, {"from", comparison.from}, {"in_force", comparison.in_force}};
    if (comparison.to > 0) json["to"] = comparison.to;
    json["changes"] = Json::array();
    for (const auto& change : comparison.changes) {
        Json one{{"file", change.file}};
        if (!change.place.empty()) one["place"] = change.place;
        if (!change.before.empty()) one["before"] = change.before;
        if (!change.after.empty()) one["after"] = change.after;
        json["changes"].push_back(std::move(one));
    }
    json["changes_not_listed"] = comparison.changes_not_listed;
    return json;
}

}  // namespace

std::string audit_to_json(const AuditReport& report, const Findings& findings) {
    Json json{{"format", "parindex/audit/1"}, {"engine", "parindex " PARINDEX_VERSION}};
    json["round"] = {{"statement", text_json(report.statement)}, {"synthetic", report.synthetic}};
    json["sets"] = Json::array();
    for (const auto& set : report.sets) json["sets"].push_back(text_json(set));
    json["head"] = report.head;
    json["lines_after_expected"] = report.lines_after_expected;
    json["entries"] = Json::array();
    for (const auto& entry : report.entries) json["entries"].push_back(entry_json(entry));
    json["comparisons"] = Json::array();
    for (const auto& comparison : report.comparisons) json["comparisons"].push_back(comparison_json(comparison));
    json["findings"] = Json::parse(findings_to_json(findings)).at("findings");
    // Names of files are bytes: what is no UTF-8 is shown as such.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace parindex
