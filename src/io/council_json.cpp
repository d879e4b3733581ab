#include "parindex/io/council_json.hpp"

#include "io/json_parts.hpp"

namespace parindex {

namespace {

using namespace io;

Json judgement_json(const Round& round, const EvidenceJudgement& judgement) {
    Json json;
    json["criterion"] = judgement.criterion;
    json["stage"] = round.stages[judgement.stage].id;
    put(json, "by", judgement.by);
    if (judgement.at) json["at"] = judgement.at->to_iso();
    json["accepted"] = judgement.accepted;
    put(json, "why", judgement.why);
    return json;
}

Json document_json(const Round& round, const RegisteredDocument& entry) {
    auto json = evidence_json(entry.document);
    put(json, "stage", entry.stage);
    json["criteria"] = entry.criteria;
    json["facts"] = entry.facts;
    json["judgements"] = Json::array();
    for (const auto& one : entry.judgements) json["judgements"].push_back(judgement_json(round, one));
    return json;
}

Json change_json(const CriterionChange& change) {
    Json json;
    json["criterion"] = change.criterion;
    json["kind"] = std::string(to_string(change.kind));
    json["title"] = text_json(change.title);
    put(json, "from_max", change.from_max);
    put(json, "to_max", change.to_max);
    if (!change.what.empty()) json["what"] = texts_json(change.what);
    return json;
}

Json changes_json(const std::vector<CriterionChange>& changes) {
    Json list = Json::array();
    for (const auto& change : changes) list.push_back(change_json(change));
    return list;
}

Json movement_json(const AgencyMovement& movement) {
    Json json;
    json["id"] = movement.agency;
    json["name"] = movement.name;
    put(json, "group", movement.group);
    put(json, "from_total", movement.from_total);
    put(json, "to_total", movement.to_total);
    if (movement.from_rank) json["from_rank"] = *movement.from_rank;
    if (movement.to_rank) json["to_rank"] = *movement.to_rank;
    put(json, "from_comparable", movement.from_comparable);
    put(json, "to_comparable", movement.to_comparable);
    return json;
}

Json difference_json(const StageDifference& difference) {
    Json json;
    json["criterion"] = difference.criterion;
    put(json, "from", difference.from);
    put(json, "to", difference.to);
    json["from_state"] = std::string(to_string(difference.from_state));
    json["to_state"] = std::string(to_string(difference.to_state));
    put(json, "by", difference.by);
    put(json, "explanation", difference.explanation);
    return json;
}

Json criterion_sum_json(const CriterionDifference& sum) {
    Json json;
    json["criterion"] = sum.criterion;
    json["agencies"] = sum.agencies;
    json["raised"] = sum.raised;
    json["lowered"] = sum.lowered;
    put(json, "change", sum.change);
    return json;
}

Json side_json(const ComparedRound& side) {
    Json json;
    json["round"] = round_json(side.round);
    json["stage"] = side.result.stage;
    json["sets"] = sets_json(side.result);
    return json;
}

/// A document about a round at a stage.
Json round_head(const char* format, const Round& round, const RoundResult& result) {
    auto json = head(format);
    json["round"] = round_json(round);
    json["stage"] = result.stage;
    json["sets"] = sets_json(result);
    return json;
}

}  // namespace

std::string evidence_to_json(const Round& round, const RoundResult& result,
                             const std::vector<AgencyRegister>& registers, const Findings& findings) {
    auto json = round_head("parindex/evidence/1", round, result);
    json["agencies"] = Json::array();
    for (const auto& one : registers) {
        Json agency;
        agency["id"] = round.agencies[one.agency].id;
        agency["name"] = round.agencies[one.agency].name;
        agency["documents"] = Json::array();
        for (const auto& document : one.documents) agency["documents"].push_back(document_json(round, document));
        json["agencies"].push_back(std::move(agency));
    }
    json["findings"] = findings_json(findings, round.folder);
    return print(json);
}

std::string monitor_to_json(const Round& round, const RoundResult& result, const std::vector<StageProgress>& progress,
                            const Moment& now) {
    auto json = round_head("parindex/monitor/1", round, result);
    json["on"] = now.to_iso();
    json["progress"] = Json::array();
    for (const auto& one : progress) {
        const auto& stage = round.stages[one.stage];
        Json entry;
        entry["stage"] = stage.id;
        entry["agency"] = round.agencies[one.agency].id;
        entry["progress"] = std::string(to_string(one.progress));
        if (stage.opens) entry["opens"] = stage.opens->to_iso();
        if (stage.closes) entry["closes"] = stage.closes->to_iso();
        if (one.submitted_at) entry["submitted_at"] = one.submitted_at->to_iso();
        put(entry, "submitted_by", one.submitted_by);
        entry["returns"] = one.returns;
        entry["leaves"] = one.leaves;
        entry["answered"] = one.answered;
        entry["disputed"] = one.disputed;
        entry["decided"] = one.decided;
        entry["open"] = one.open;
        json["progress"].push_back(std::move(entry));
    }
    return print(json);
}

std::string stage_comparison_to_json(const Round& round, const RoundResult& from, const RoundResult& to) {
    const auto differences = compare_stages(round, from, to);
    auto json = head("parindex/comparison/1");
    json["kind"] = "stages";
    json["round"] = round_json(round);
    json["sets"] = sets_json(to);
    json["from_stage"] = from.stage;
    json["to_stage"] = to.stage;
    json["agencies"] = Json::array();
    auto next = differences.begin();
    for (std::size_t i = 0; i < round.agencies.size(); ++i) {
        Json agency;
        agency["id"] = round.agencies[i].id;
        agency["name"] = round.agencies[i].name;
        put(agency, "from_total", from.agencies[i].scorecard.total.rounded);
        put(agency, "to_total", to.agencies[i].scorecard.total.rounded);
        if (from.agencies[i].rank) agency["from_rank"] = *from.agencies[i].rank;
        if (to.agencies[i].rank) agency["to_rank"] = *to.agencies[i].rank;
        agency["differences"] = Json::array();
        // compare_stages lists the agencies in the round's order.
        for (; next != differences.end() && next->agency == round.agencies[i].id; ++next)
            agency["differences"].push_back(difference_json(*next));
        json["agencies"].push_back(std::move(agency));
    }
    json["criteria"] = Json::array();
    for (const auto& sum : by_criterion(differences)) json["criteria"].push_back(criterion_sum_json(sum));
    return print(json);
}

std::string round_comparison_to_json(const ComparedRound& from, const ComparedRound& to,
                                     const RoundComparison& comparison) {
    auto json = head("parindex/comparison/1");
    json["kind"] = "rounds";
    json["from"] = side_json(from);
    json["to"] = side_json(to);
    json["groups"] = Json::array();
    for (const auto& group : comparison.groups) {
        Json one;
        one["group"] = group.group;
        one["from_set"] = group.from_set;
        one["to_set"] = group.to_set;
        put(one, "comparable_share", group.comparable_share);
        one["changes"] = changes_json(group.changes);
        json["groups"].push_back(std::move(one));
    }
    json["agencies"] = Json::array();
    for (const auto& movement : comparison.agencies) json["agencies"].push_back(movement_json(movement));
    return print(json);
}

std::string set_comparison_to_json(const CriteriaSet& from, const CriteriaSet& to,
                                   const std::vector<CriterionChange>& changes) {
    auto json = head("parindex/comparison/1");
    json["kind"] = "sets";
    json["from_set"] = set_json(from);
    json["to_set"] = set_json(to);
    json["changes"] = changes_json(changes);
    return print(json);
}

}  // namespace parindex
