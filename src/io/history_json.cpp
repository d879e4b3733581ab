#include "io/history_json.hpp"

#include "parindex/io/result_json.hpp"

namespace parindex::io {

namespace {

/// The input as it was given; nothing when there is none.
Json given_json(const Answer& answer) {
    Json json = Json::object();
    if (answer.state != State::scored) json["state"] = std::string(to_string(answer.state));
    if (answer.level) json["level"] = *answer.level;
    if (answer.items) json["items"] = *answer.items;
    if (answer.value) json["value"] = answer.value_written.empty() ? exact_text(*answer.value) : answer.value_written;
    put(json, "points", answer.points);
    put(json, "awarded", answer.awarded);
    return json;
}

void put_answer(Json& json, const Answer& answer) {
    put(json, "by", answer.by);
    if (answer.at) json["at"] = answer.at->to_iso();
    if (answer.has_input()) json["given"] = given_json(answer);
    if (answer.by_consensus) json["by_consensus"] = true;
    put(json, "explanation", answer.explanation);
    if (!answer.evidence.empty()) json["evidence"] = answer.evidence;
    if (!answer.accepted_evidence.empty()) json["accepted_evidence"] = answer.accepted_evidence;
    if (!answer.refused_evidence.empty()) json["refused_evidence"] = answer.refused_evidence;
    if (answer.disputed) json["disputed"] = *answer.disputed;
}

Json opinion_json(const Opinion& opinion) {
    Json json = Json::object();
    put_answer(json, opinion.answer);
    put(json, "points", opinion.points);
    return json;
}

Json entry_json(const Round& round, const HistoryEntry& entry) {
    const auto& stage = round.stages[entry.stage];
    Json json;
    json["stage"] = stage.id;
    json["kind"] = std::string(to_string(stage.kind));
    json["state"] = std::string(to_string(entry.state));
    put(json, "points", entry.points);
    if (entry.answer != nullptr) put_answer(json, *entry.answer);
    put(json, "claimed", entry.claimed);
    if (!entry.opinions.empty()) json["opinions"] = Json::array();
    for (const auto* opinion : entry.opinions) json["opinions"].push_back(opinion_json(*opinion));
    return json;
}

}  // namespace

Json history_json(const Round& round, const std::vector<HistoryEntry>& history) {
    Json list = Json::array();
    for (const auto& entry : history) list.push_back(entry_json(round, entry));
    return list;
}

}  // namespace parindex::io
