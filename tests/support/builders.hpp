#pragma once
/// Small criteria sets and rounds for tests, built without files.

#include <initializer_list>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "parindex/base/rational.hpp"
#include "parindex/model/criteria_set.hpp"
#include "parindex/model/expression.hpp"
#include "parindex/model/round.hpp"

namespace parindex::testing {

/// The exact number of a decimal or fraction: number("80.5"), number("1/3"), number("90%").
inline Rational number(std::string_view text) {
    if (const auto value = parse_rational(text)) return *value;
    throw std::invalid_argument("no number: " + std::string(text));
}

inline Expression expression(std::string_view text) {
    auto parsed = parse_expression(text);
    if (auto* value = std::get_if<Expression>(&parsed)) return *value;
    throw std::invalid_argument("no expression: " + std::string(text));
}

inline Text text(std::string vi, std::string en) { return {std::move(vi), std::move(en), {}}; }

/// A leaf with the rule given.
inline Criterion leaf(std::string id, std::string_view max, RuleKind rule) {
    Criterion criterion;
    criterion.title = text("Tiêu chí " + id, "Criterion " + id);
    criterion.id = std::move(id);
    criterion.max = number(max);
    criterion.rule = Rule{std::move(rule), "/" + criterion.id + "/rule"};
    criterion.scored_by = {Scorer::self, Scorer::appraisal};
    criterion.pointer = "/" + criterion.id;
    return criterion;
}

/// A leaf whose points are typed, from 0 to its maximum.
inline Criterion typed(std::string id, std::string_view max) { return leaf(std::move(id), max, PointsRule{}); }

/// A leaf whose points are a formula over facts; results outside 0 .. max are refused.
inline Criterion computed(std::string id, std::string_view max, std::string_view formula) {
    return leaf(std::move(id), max, FormulaRule{expression(formula), Overflow::refuse, Overflow::refuse});
}

/// A parent that sums its children; its maximum is theirs.
inline Criterion parent(std::string id, std::vector<Criterion> children) {
    Criterion criterion;
    criterion.title = text("Lĩnh vực " + id, "Domain " + id);
    criterion.id = std::move(id);
    criterion.max = Rational(0);
    for (const auto& child : children)
        if (child.max) *criterion.max += *child.max;
    criterion.children = std::move(children);
    criterion.pointer = "/" + criterion.id;
    return criterion;
}

/// Every choice stated: points exact, total and percentages to two places half up, ranking on the rounded total with
/// shared places; open criteria (pending) block, not applicable ones drop, the rest count zero.
inline Policies policies() {
    Policies chosen;
    chosen.total_rounding = {2, RoundingMode::half_up};
    chosen.percent_rounding = {2, RoundingMode::half_up};
    chosen.states = {{State::not_applicable, Effect::drop}, {State::not_arisen, Effect::full_points},
                     {State::no_data, Effect::zero},        {State::no_survey, Effect::drop},
                     {State::pending, Effect::block},       {State::blank, Effect::zero}};
    return chosen;
}

/// A set whose maximum is that of its scored domains.
inline CriteriaSet criteria_set(std::vector<Criterion> domains) {
    const Period year{Date(2017, 1, 1), Date(2017, 12, 31)};
    CriteriaSet set{.id = "vn/test-2017",
                    .title = text("Bộ thử", "Test set"),
                    .country = "VN",
                    .level = "department",
                    .languages = {Language::vi, Language::en},
                    .period = year,
                    .provenance = {},
                    .policies = policies(),
                    .max = Rational(0),
                    .facts = {},
                    .checks = {},
                    .criteria = std::move(domains),
                    .classifications = {},
                    .titles = {},
                    .exclusions = {},
                    .scales = {},
                    .norms = {},
                    .corrections = {},
                    .known_findings = {},
                    .edition = Edition::corrected,
                    .file = "test-2017.json"};
    for (const auto& domain : set.criteria)
        if (domain.role == Role::scored && domain.max) *set.max += *domain.max;
    return set;
}

inline FactDeclaration declare(std::string id, FactType type) {
    FactDeclaration fact;
    fact.id = std::move(id);
    fact.type = type;
    return fact;
}

/// The range [from, below); an empty text leaves that side open.
inline Interval range(std::string_view from, std::string_view below) {
    Interval interval;
    if (!from.empty()) interval.lower = Interval::Edge{number(from), true, std::string(from)};
    if (!below.empty()) interval.upper = Interval::Edge{number(below), false, std::string(below)};
    return interval;
}

/// A round with the stages "self" and "appraisal-1", without agencies.
inline Round round_of(CriteriaSet set, std::string group = "so") {
    Round round(set.period);
    round.id = "test-2017";
    round.synthetic = true;
    round.stages = {{"self", Stage::Kind::self}, {"appraisal-1", Stage::Kind::appraisal}};
    round.sets.push_back(std::move(set));
    round.set_of_group[std::move(group)] = 0;
    round.assessments.resize(round.stages.size());
    return round;
}

inline Agency& add_agency(Round& round, std::string id, std::string name, std::string group = "so") {
    Agency agency;
    agency.id = std::move(id);
    agency.name = std::move(name);
    agency.group = std::move(group);
    agency.location.file = "agencies.csv";
    agency.location.line = round.agencies.size() + 2;
    round.agencies.push_back(std::move(agency));
    return round.agencies.back();
}

/// The agency's assessment at a stage, made when there is none yet.
inline Assessment& assessment_of(Round& round, std::size_t stage, const std::string& agency) {
    auto& assessment = round.assessments.at(stage)[agency];
    assessment.agency = agency;
    assessment.stage = round.stages.at(stage).id;
    assessment.file = assessment.stage + "/" + agency + ".json";
    return assessment;
}

/// The agency's answer at a stage, made when there is none yet.
inline Answer& answer_of(Round& round, std::size_t stage, const std::string& agency, const std::string& criterion) {
    auto& assessment = assessment_of(round, stage, agency);
    auto& answer = assessment.answers[criterion];
    answer.stage = assessment.stage;
    answer.location.file = assessment.file;
    answer.location.pointer = "/answers/" + criterion;
    return answer;
}

inline void give_points(Round& round, std::size_t stage, const std::string& agency, const std::string& criterion,
                        std::string_view points) {
    answer_of(round, stage, agency, criterion).points = number(points);
}

inline void give_state(Round& round, std::size_t stage, const std::string& agency, const std::string& criterion,
                       State state) {
    answer_of(round, stage, agency, criterion).state = state;
}

inline void give_fact(Round& round, std::size_t stage, const std::string& agency, const std::string& fact,
                      FactValue value) {
    auto& assessment = assessment_of(round, stage, agency);
    auto& given = assessment.facts[fact];
    given.value = std::move(value);
    given.stage = assessment.stage;
    given.location.file = assessment.file;
    given.location.pointer = "/facts/" + fact;
}

/// Codes of the findings, in their order.
inline std::vector<std::string> codes_of(const Findings& findings) {
    std::vector<std::string> codes;
    for (const auto& finding : findings) codes.push_back(finding.code);
    return codes;
}

}  // namespace parindex::testing
