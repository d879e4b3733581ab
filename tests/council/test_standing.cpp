#include "parindex/council/standing.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>

using namespace parindex;
using namespace parindex::testing;
using Outcome = TitleResult::Outcome;

namespace {

/// Domain 1 of 60 (1.1 of 40, 1.2 of 20) and domain 2 of 40.
CriteriaSet two_domains() {
    return criteria_set({parent("1", {typed("1.1", "40"), typed("1.2", "20")}), typed("2", "40")});
}

struct Given {
    std::map<std::string, std::string> points;
    std::map<std::string, State> states = {};
    std::string group = "so";
    Facts facts = {};
};

Standing standing_of(const CriteriaSet& set, const Given& given) {
    const auto plan = Plan::compile(std::make_shared<const CriteriaSet>(set));
    REQUIRE(plan.value);
    Assessment assessment;
    assessment.facts = given.facts;
    for (const auto& [id, points] : given.points) assessment.answers[id].points = number(points);
    for (const auto& [id, state] : given.states) assessment.answers[id].state = state;
    Agency agency;
    agency.group = given.group;
    EvaluationContext context;
    context.agency = &agency;
    return judge(*plan.value, evaluate(*plan.value, assessment, context), assessment, context);
}

Classification classes(Basis basis, Classification::Of of = Classification::Of::percent) {
    Classification classification;
    classification.of = of;
    classification.basis = basis;
    const bool percent = of == Classification::Of::percent;
    classification.classes = {{"A", {}, range(percent ? "90%" : "90", "")},
                              {"B", {}, range(percent ? "80%" : "80", percent ? "90%" : "90")}};
    return classification;
}

std::string class_id(const Standing& standing) { return standing.in_class ? standing.in_class->id : "none"; }

GateCondition at_least(std::vector<std::string> on, std::string_view least) {
    GateCondition condition;
    condition.on = std::move(on);
    condition.at_least = number(least);
    condition.is_share = least.back() == '%';
    return condition;
}

CriteriaSet with_title(std::vector<GateCondition> conditions) {
    auto set = two_domains();
    set.titles.push_back({"WBK", text("Danh hiệu", "Title"), std::move(conditions), {}, {}});
    return set;
}

CriteriaSet with_exclusion(std::string_view when) {
    auto set = two_domains();
    set.facts.push_back(declare("incidents", FactType::count));
    set.exclusions.push_back({"low", {}, expression(when), {}});
    return set;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("89.995 is class A on the rounded percentage and class B on the exact one", "[council]") {
    // 40 + 20 + 29.995 = 89.995 of 100; two places half up: 90.00 %.
    const Given given{{{"1.1", "40"}, {"1.2", "20"}, {"2", "29.995"}}};
    auto set = two_domains();
    set.classifications = {classes(Basis::rounded)};
    CHECK(class_id(standing_of(set, given)) == "A");
    set.classifications = {classes(Basis::exact)};
    CHECK(class_id(standing_of(set, given)) == "B");
    set.classifications = {classes(Basis::rounded, Classification::Of::total)};
    CHECK(class_id(standing_of(set, given)) == "A");
    set.classifications = {classes(Basis::exact, Classification::Of::total)};
    CHECK(class_id(standing_of(set, given)) == "B");
}

TEST_CASE("class edges belong to the class that states them", "[council]") {
    auto set = two_domains();
    set.classifications = {classes(Basis::rounded)};
    CHECK(class_id(standing_of(set, {{{"1.1", "40"}, {"1.2", "20"}, {"2", "30"}}})) == "A");
    CHECK(class_id(standing_of(set, {{{"1.1", "40"}, {"1.2", "20"}, {"2", "29.99"}}})) == "B");
    CHECK(class_id(standing_of(set, {{{"1.1", "40"}, {"1.2", "20"}, {"2", "20"}}})) == "B");
    CHECK(class_id(standing_of(set, {{{"1.1", "40"}, {"1.2", "20"}, {"2", "19.99"}}})) == "none");
}

TEST_CASE("a classification that names the group goes before the general one", "[council]") {
    auto set = two_domains();
    auto lower = classes(Basis::rounded);
    lower.groups = {"huyen"};
    lower.classes = {{"I", {}, range("80%", "")}};
    set.classifications = {classes(Basis::rounded), lower};
    const std::map<std::string, std::string> points{{"1.1", "40"}, {"1.2", "20"}, {"2", "25"}};
    CHECK(class_id(standing_of(set, {points, {}, "so"})) == "B");
    CHECK(class_id(standing_of(set, {points, {}, "huyen"})) == "I");
}

TEST_CASE("where classes overlap the first listed has the agency", "[council]") {
    auto set = two_domains();
    auto overlapping = classes(Basis::rounded);
    overlapping.classes = {{"B", {}, range("80%", "")}, {"A", {}, range("90%", "")}};
    set.classifications = {overlapping};
    CHECK(class_id(standing_of(set, {{{"1.1", "40"}, {"1.2", "20"}, {"2", "40"}}})) == "B");
}

TEST_CASE("a blocked total has no class", "[council]") {
    auto set = two_domains();
    auto all = classes(Basis::rounded);
    all.classes = {{"any", {}, range("", "")}};
    set.classifications = {all};
    CHECK(class_id(standing_of(set, {{{"1.1", "40"}}, {{"2", State::pending}}})) == "none");
    CHECK(class_id(standing_of(set, {{{"1.1", "40"}}})) == "any");
}

TEST_CASE("a title is granted when every condition is met, edges included", "[council]") {
    const auto set = with_title({at_least({"total"}, "75"), at_least({"1.2", "2"}, "60%")});
    // 1.2 and 2 together: 16 + 20 = 36 of 60, exactly 60 %. Total 39 + 16 + 20 = 75.
    const auto standing = standing_of(set, {{{"1.1", "39"}, {"1.2", "16"}, {"2", "20"}}});
    REQUIRE(standing.titles.size() == 1);
    const auto& title = standing.titles[0];
    CHECK(title.id == "WBK");
    CHECK(title.outcome == Outcome::granted);
    REQUIRE(title.conditions.size() == 2);
    CHECK(title.conditions[0].measured == Rational(75));
    CHECK(title.conditions[0].needed == Rational(75));
    CHECK(title.conditions[1].measured == number("60%"));
    CHECK(title.conditions[1].is_share);
}

TEST_CASE("one condition missed denies a title and says which", "[council]") {
    const auto set = with_title({at_least({"total"}, "75"), at_least({"1.2"}, "10")});
    const auto title = standing_of(set, {{{"1.1", "40"}, {"1.2", "9.999"}, {"2", "40"}}}).titles.at(0);
    CHECK(title.outcome == Outcome::not_granted);
    CHECK(title.conditions[0].met == true);
    CHECK(title.conditions[1].met == false);
    CHECK(title.conditions[1].measured == number("9.999"));
}

TEST_CASE("titles compare the exact total, not the rounded one", "[council]") {
    const auto set = with_title({at_least({"total"}, "75")});
    // 74.995 rounds to 75.00.
    CHECK(standing_of(set, {{{"1.1", "40"}, {"2", "34.995"}}}).titles[0].outcome == Outcome::not_granted);
}

TEST_CASE("a share in a title is of the assigned maximum", "[council]") {
    const auto set = with_title({at_least({"1"}, "50%")});
    // 1.2 drops: 20 of 40 is 50 %, where 20 of 60 would be 33 %.
    const auto title = standing_of(set, {{{"1.1", "20"}}, {{"1.2", State::not_applicable}}}).titles.at(0);
    CHECK(title.conditions[0].measured == number("1/2"));
    CHECK(title.outcome == Outcome::granted);
}

TEST_CASE("a share of the total in a title is of the maximum of the set", "[council]") {
    const auto set = with_title({at_least({"total"}, "75%")});
    CHECK(standing_of(set, {{{"1.1", "40"}, {"2", "35"}}}).titles[0].outcome == Outcome::granted);
    CHECK(standing_of(set, {{{"1.1", "40"}, {"2", "34.999"}}}).titles[0].outcome == Outcome::not_granted);
}

TEST_CASE("a blocked part leaves a title undecided", "[council]") {
    const auto set = with_title({at_least({"1.1"}, "10"), at_least({"2"}, "10")});
    const auto title = standing_of(set, {{{"1.1", "40"}}, {{"2", State::pending}}}).titles.at(0);
    CHECK(title.outcome == Outcome::undecided);
    CHECK(title.conditions[0].met == true);
    CHECK_FALSE(title.conditions[1].met.has_value());
    CHECK_FALSE(title.conditions[1].measured.has_value());
}

TEST_CASE("a title already missed stays missed whatever the open part brings", "[council]") {
    const auto set = with_title({at_least({"1.1"}, "10"), at_least({"2"}, "10")});
    CHECK(standing_of(set, {{{"1.1", "9"}}, {{"2", State::pending}}}).titles[0].outcome == Outcome::not_granted);
}

TEST_CASE("a condition on criteria that are all dropped cannot be measured", "[council]") {
    const auto set = with_title({at_least({"2"}, "10")});
    const auto title = standing_of(set, {{{"1.1", "40"}}, {{"2", State::not_applicable}}}).titles.at(0);
    CHECK(title.outcome == Outcome::undecided);
}

TEST_CASE("an exclusion looks at criteria, facts and the total", "[council]") {
    const Given low{{{"1.1", "20"}, {"1.2", "9"}, {"2", "40"}}};  // domain 1: 29 of 60; total 69
    CHECK(standing_of(with_exclusion("share('1') < 50%"), low).exclusions == Ids{"low"});
    CHECK(standing_of(with_exclusion("share('1') < 48%"), low).exclusions.empty());
    CHECK(standing_of(with_exclusion("points('total') <= 69"), low).exclusions == Ids{"low"});
    CHECK(standing_of(with_exclusion("share('total') < 69%"), low).exclusions.empty());
    auto known = low;
    known.facts["incidents"].value = Rational(1);
    CHECK(standing_of(with_exclusion("incidents > 0"), known).exclusions == Ids{"low"});
}

TEST_CASE("an exclusion that lacks a fact is undecided", "[council]") {
    const auto standing = standing_of(with_exclusion("incidents > 0"), {{{"1.1", "20"}}});
    CHECK(standing.exclusions.empty());
    CHECK(standing.undecided_exclusions == Ids{"low"});
}

TEST_CASE("an exclusion on a blocked total is undecided", "[council]") {
    const auto standing =
        standing_of(with_exclusion("points('total') < 50"), {{{"1.1", "20"}}, {{"2", State::pending}}});
    CHECK(standing.undecided_exclusions == Ids{"low"});
}

TEST_CASE("outcomes of titles have stable names", "[council]") {
    CHECK(to_string(Outcome::granted) == "granted");
    CHECK(to_string(Outcome::not_granted) == "not_granted");
    CHECK(to_string(Outcome::undecided) == "undecided");
}
