#include "parindex/io/result_json.hpp"

#include <algorithm>

#include "io/history_json.hpp"
#include "io/json_parts.hpp"
#include "parindex/analysis/ranking_uncertainty.hpp"
#include "parindex/base/rounding.hpp"
#include "parindex/engine/lint.hpp"
#include "parindex/io/survey_result_json.hpp"

namespace parindex {

namespace {

using namespace io;

/// A share as a percentage with the digits of the set: 0.9563 -> "95.63".
std::string percent_text(const Rational& share, const Rounding& rounding) {
    return rounding.digits ? to_fixed(share * 100, *rounding.digits, rounding.mode) : exact_text(share * 100);
}

std::string rounded_text(const Rational& value, const Rounding& rounding) {
    return rounding.digits ? to_fixed(value, *rounding.digits, rounding.mode) : exact_text(value);
}

Json refusal_json(const Refusal& refusal) {
    Json json;
    json["code"] = refusal.code;
    json["message"] = text_json(refusal.message);
    put(json, "hint", refusal.hint);
    return json;
}

Json node_json(const Criterion& criterion, const NodeScore& score) {
    Json json;
    json["id"] = criterion.id;
    json["state"] = std::string(to_string(score.state));
    if (score.effect) json["effect"] = std::string(to_string(*score.effect));
    put(json, "points", score.points);
    put(json, "max", criterion.max);
    put(json, "assigned", score.assigned);
    put(json, "share", share_of(score));
    if (score.level) json["level"] = *score.level;
    put(json, "value", score.value);
    if (score.blocked) json["blocked"] = true;
    if (score.overridden) json["overridden"] = true;
    if (score.refusal) json["refusal"] = refusal_json(*score.refusal);
    return json;
}

Json total_json(const Total& total, const Policies& policies) {
    Json json;
    json["points"] = exact_text(total.points);
    json["assigned"] = exact_text(total.assigned);
    if (!total.bonus.is_zero()) json["bonus"] = exact_text(total.bonus);
    if (!total.penalty.is_zero()) json["penalty"] = exact_text(total.penalty);
    if (total.capped) json["capped"] = true;
    put(json, "exact", total.exact);
    if (total.rounded) json["rounded"] = rounded_text(*total.rounded, policies.total_rounding);
    if (total.percent_rounded) json["percent"] = percent_text(*total.percent_rounded, policies.percent_rounding);
    if (!total.blocked_by.empty()) json["blocked_by"] = total.blocked_by;
    return json;
}

Json condition_json(const ConditionResult& condition) {
    Json json;
    json["on"] = condition.on;
    json["unit"] = condition.is_share ? "share" : "points";
    put(json, "measured", condition.measured);
    json["needed"] = exact_text(condition.needed);
    if (condition.met) json["met"] = *condition.met;
    return json;
}

Json standing_json(const Standing& standing) {
    Json json = Json::object();
    if (standing.in_class)
        json["class"] = {{"id", standing.in_class->id}, {"title", text_json(standing.in_class->title)}};
    if (!standing.titles.empty()) json["titles"] = Json::array();
    for (const auto& title : standing.titles) {
        Json one;
        one["id"] = title.id;
        one["title"] = text_json(title.title);
        one["outcome"] = std::string(to_string(title.outcome));
        one["conditions"] = Json::array();
        for (const auto& condition : title.conditions) one["conditions"].push_back(condition_json(condition));
        json["titles"].push_back(std::move(one));
    }
    if (!standing.exclusions.empty()) json["exclusions"] = standing.exclusions;
    if (!standing.undecided_exclusions.empty()) json["undecided_exclusions"] = standing.undecided_exclusions;
    return json;
}

using Intervals = std::vector<std::optional<TotalInterval>>;

/// Puts what raw survey answers say about the total of an agency, if they say anything.
void put_interval(Json& json, const Intervals& intervals, std::size_t agency, bool is_ranked) {
    if (agency >= intervals.size() || !intervals[agency]) return;
    const auto& interval = *intervals[agency];
    Json one;
    one["lower"] = statistic_text(interval.lower);
    one["upper"] = statistic_text(interval.upper);
    if (is_ranked) {
        one["best_rank"] = interval.best_rank;
        one["worst_rank"] = interval.worst_rank;
        one["differs_from_next"] = interval.differs_from_next;
    }
    json["survey_interval"] = std::move(one);
}

/// A node's score; a leaf's with its trail.
Json criterion_result_json(const Round& round, const std::vector<RoundResult>& stages, const AgencyResult& one,
                           std::size_t node) {
    const auto& criterion = *stages.back().plans[one.set].nodes()[node].criterion;
    auto json = node_json(criterion, one.scorecard.nodes[node]);
    if (!criterion.is_leaf()) return json;
    auto history = history_json(round, history_of(round, stages, one.agency, node));
    if (!history.empty()) json["history"] = std::move(history);
    return json;
}

Json agency_json(const Round& round, const std::vector<RoundResult>& stages, const AgencyResult& one,
                 const Intervals& intervals) {
    const auto& result = stages.back();
    const auto& agency = round.agencies[one.agency];
    const auto& plan = result.plans[one.set];
    Json json;
    json["id"] = agency.id;
    json["name"] = agency.name;
    json["group"] = agency.group;
    json["set"] = plan.set().id;
    json["submitted"] = one.submitted;
    if (one.merged) json["merged_from"] = agency.predecessors;
    if (result.in_force[one.agency].synthetic) json["synthetic"] = true;
    if (one.rank) json["rank"] = *one.rank;
    if (one.tied) json["tied"] = true;
    if (one.not_ranked != NotRanked::ranked) json["not_ranked"] = std::string(to_string(one.not_ranked));
    json["total"] = total_json(one.scorecard.total, plan.set().policies);
    put_interval(json, intervals, one.agency, one.rank.has_value());
    json.update(standing_json(one.standing));
    json["criteria"] = Json::array();
    for (std::size_t i = 0; i < plan.nodes().size(); ++i)
        json["criteria"].push_back(criterion_result_json(round, stages, one, i));
    return json;
}

Json place_json(const Round& round, const RoundResult& result, const AgencyResult& one, const Intervals& intervals) {
    Json json;
    if (one.rank) json["rank"] = *one.rank;
    json["agency"] = round.agencies[one.agency].id;
    json["name"] = round.agencies[one.agency].name;
    json["total"] = total_json(one.scorecard.total, result.plans[one.set].set().policies);
    put_interval(json, intervals, one.agency, one.rank.has_value());
    if (one.standing.in_class) json["class"] = one.standing.in_class->id;
    if (one.tied) json["tied"] = true;
    if (one.not_ranked != NotRanked::ranked) json["not_ranked"] = std::string(to_string(one.not_ranked));
    return json;
}

Json rankings_json(const Round& round, const RoundResult& result, const Intervals& intervals) {
    Json list = Json::array();
    for (const auto& group : result.groups) {
        Json one;
        one["group"] = group.group;
        one["places"] = Json::array();
        for (const auto i : group.order)
            one["places"].push_back(place_json(round, result, result.agencies[i], intervals));
        list.push_back(std::move(one));
    }
    return list;
}

Json input_json(const ExplainedInput& input) {
    Json json;
    json["name"] = input.name;
    put(json, "title", input.title);
    json["value"] = text_json(input.value);
    put(json, "source", input.source);
    if (!input.evidence.empty()) json["evidence"] = input.evidence;
    put(json, "stage", input.stage);
    return json;
}

Json part_json(const ExplainedPart& part) {
    Json json;
    json["criterion"] = part.criterion;
    json["title"] = text_json(part.title);
    json["state"] = std::string(to_string(part.state));
    put(json, "points", part.points);
    put(json, "max", part.max);
    if (part.level) json["level"] = *part.level;
    return json;
}

Json explanation_json(const Explanation& e) {
    Json json;
    json["criterion"] = e.criterion;
    json["title"] = text_json(e.title);
    json["agency"] = e.agency;
    json["stage"] = e.stage;
    put(json, "input_stage", e.input_stage);
    json["state"] = std::string(to_string(e.state));
    if (e.effect) json["effect"] = std::string(to_string(*e.effect));
    put(json, "points", e.points);
    put(json, "max", e.max);
    if (e.level) json["level"] = *e.level;
    json["rule"] = text_json(e.rule);
    json["inputs"] = Json::array();
    for (const auto& input : e.inputs) json["inputs"].push_back(input_json(input));
    json["working"] = texts_json(e.working);
    json["why_not_more"] = texts_json(e.why_not_more);
    if (!e.parts.empty()) json["parts"] = Json::array();
    for (const auto& part : e.parts) json["parts"].push_back(part_json(part));
    json["evidence"] = Json::array();
    for (const auto& evidence : e.evidence) json["evidence"].push_back(evidence_json(evidence));
    put(json, "remark", e.remark);
    put(json, "clause", e.clause.clause);
    put(json, "quote", e.clause.quote);
    put(json, "note", e.clause.note);
    if (!e.norms.empty()) json["norms"] = texts_json(e.norms);
    put(json, "provenance", e.provenance);
    if (e.refusal) json["refusal"] = refusal_json(*e.refusal);
    return json;
}

Json criterion_json(const Criterion& criterion) {
    Json json;
    json["id"] = criterion.id;
    json["title"] = text_json(criterion.title);
    put(json, "max", criterion.max);
    const auto range = attainable(criterion);
    put(json, "lowest", range.lowest);
    put(json, "highest", range.highest);
    if (criterion.role != Role::scored) json["role"] = std::string(to_string(criterion.role));
    if (criterion.is_leaf()) {
        if (criterion.rule) json["kind"] = std::string(kind_name(*criterion.rule));
        json["rule"] = text_json(describe_rule(criterion));
        return json;
    }
    json["aggregate"] = std::string(to_string(criterion.aggregate.kind));
    json["children"] = Json::array();
    for (const auto& child : criterion.children) json["children"].push_back(criterion_json(child));
    return json;
}

}  // namespace

std::string exact_text(const Rational& value) { return to_exact_decimal(value).value_or(value.to_fraction()); }

std::string result_to_json(const Round& round, const std::vector<RoundResult>& stages) {
    const auto& result = stages.back();
    const auto intervals = total_intervals(round, result);
    auto json = head("parindex/result/1");
    json["round"] = round_json(round);
    json["stage"] = result.stage;
    json["sets"] = sets_json(result);
    // By id, so that the order of lines in agencies.csv does not matter.
    std::vector<const AgencyResult*> sorted;
    for (const auto& one : result.agencies) sorted.push_back(&one);
    std::sort(sorted.begin(), sorted.end(), [&](const auto* a, const auto* b) {
        return round.agencies[a->agency].id < round.agencies[b->agency].id;
    });
    json["agencies"] = Json::array();
    for (const auto* one : sorted) json["agencies"].push_back(agency_json(round, stages, *one, intervals));
    json["rankings"] = rankings_json(round, result, intervals);
    json["findings"] = findings_json(result.findings, round.folder);
    return print(json);
}

std::string ranking_to_json(const Round& round, const RoundResult& result, const Findings& findings) {
    const auto intervals = total_intervals(round, result);
    auto json = head("parindex/ranking/1");
    json["round"] = round_json(round);
    json["stage"] = result.stage;
    json["sets"] = sets_json(result);
    json["rankings"] = rankings_json(round, result, intervals);
    json["findings"] = findings_json(findings, round.folder);
    return print(json);
}

std::string findings_to_json(const Findings& findings, const std::string& base) {
    auto json = head("parindex/findings/1");
    json["findings"] = findings_json(findings, base);
    return print(json);
}

std::string explanations_to_json(const Round& round, const AgencyExplanation& explained) {
    auto json = head("parindex/explanation/1");
    json["round"] = round_json(round);
    json["set"] = set_json(explained.set);
    json["explanations"] = Json::array();
    for (const auto& one : explained.criteria) {
        json["explanations"].push_back(explanation_json(one.explanation));
        if (!one.history.empty()) json["explanations"].back()["history"] = history_json(round, one.history);
    }
    if (!explained.total.empty()) json["total"] = texts_json(explained.total);
    json["findings"] = findings_json(explained.findings, {});
    return print(json);
}

std::string tree_to_json(const CriteriaSet& set) {
    auto json = head("parindex/tree/1");
    json["set"] = set_json(set);
    json["criteria"] = Json::array();
    for (const auto& domain : set.criteria) json["criteria"].push_back(criterion_json(domain));
    return print(json);
}

}  // namespace parindex
