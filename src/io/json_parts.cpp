#include "io/json_parts.hpp"

#include "io/relative_path.hpp"

#include <algorithm>

#include "parindex/base/version.hpp"
#include "parindex/io/result_json.hpp"

namespace parindex::io {

namespace {

constexpr const char* engine = "parindex " PARINDEX_VERSION;

}  // namespace

Json text_json(const Text& text) {
    Json json = Json::object();
    if (!text.vi.empty()) json["vi"] = text.vi;
    if (!text.en.empty()) json["en"] = text.en;
    if (!text.other.empty()) json["other"] = text.other;
    return json;
}

Json texts_json(const std::vector<Text>& texts) {
    Json list = Json::array();
    for (const auto& text : texts) list.push_back(text_json(text));
    return list;
}

void put(Json& json, const char* key, const std::optional<Rational>& value) {
    if (value) json[key] = exact_text(*value);
}

void put(Json& json, const char* key, const std::string& value) {
    if (!value.empty()) json[key] = value;
}

void put(Json& json, const char* key, const Text& value) {
    if (!value.empty()) json[key] = text_json(value);
}

Json finding_json(const Finding& finding, const std::string& base) {
    Json json;
    json["code"] = finding.code;
    json["severity"] = std::string(to_string(finding.severity));
    put(json, "file", relative_path(finding.location.file, base));
    if (finding.location.line > 0) json["line"] = finding.location.line;
    if (finding.location.column > 0) json["column"] = finding.location.column;
    put(json, "pointer", finding.location.pointer);
    put(json, "agency", finding.agency);
    put(json, "criterion", finding.criterion);
    json["message"] = text_json(finding.message);
    put(json, "hint", finding.hint);
    if (finding.accepted) {
        json["accepted"] = true;
        put(json, "accepted_reason", finding.accepted_reason);
    }
    return json;
}

Json findings_json(const Findings& findings, const std::string& base) {
    Json list = Json::array();
    for (const auto& finding : findings) list.push_back(finding_json(finding, base));
    return list;
}

Json set_json(const CriteriaSet& set) {
    Json json;
    json["id"] = set.id;
    json["title"] = text_json(set.title);
    json["status"] = std::string(to_string(set.provenance.status));
    json["statement"] = text_json(set.provenance.statement);
    put(json, "source", set.provenance.source);
    json["edition"] = set.edition == Edition::corrected ? "corrected" : "printed";
    put(json, "max", set.max);
    return json;
}

Json round_json(const Round& round) {
    Json json;
    json["id"] = round.id;
    json["title"] = text_json(round.title);
    put(json, "statement", round.statement);
    json["synthetic"] = round.synthetic;
    json["period"] = {{"from", round.period.from.to_iso()}, {"to", round.period.to.to_iso()}};
    return json;
}

Json sets_json(const RoundResult& result) {
    std::vector<const CriteriaSet*> sorted;
    for (const auto& plan : result.plans) sorted.push_back(&plan.set());
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
    Json list = Json::array();
    for (const auto* set : sorted) list.push_back(set_json(*set));
    return list;
}

Json head(const char* format) {
    Json json;
    json["format"] = format;
    json["engine"] = engine;
    return json;
}

std::string print(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

Json evidence_json(const Evidence& evidence) {
    Json json;
    json["id"] = evidence.id;
    put(json, "number", evidence.number);
    if (evidence.date) json["date"] = evidence.date->to_iso();
    put(json, "issuer", evidence.issuer);
    put(json, "title", evidence.title);
    put(json, "where", evidence.where);
    put(json, "section", evidence.section);
    put(json, "page", evidence.page);
    put(json, "file", evidence.file);
    return json;
}

}  // namespace parindex::io
