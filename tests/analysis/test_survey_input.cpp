#include "parindex/analysis/survey_input.hpp"

#include <catch2/catch.hpp>

#include "parindex/council/round_checks.hpp"
#include "support/findings.hpp"
#include "support/surveys.hpp"

using namespace parindex;
using namespace parindex::testing;
using Method = SurveyEstimate::Method;

namespace {

const OptionWeights yes_no{{"y", "1"}, {"n", "0"}};

/// Agencies a (3 of 4 say yes) and b (no form), with self-assessments.
Round round_with_survey() {
    auto round = survey_round({"a", "b"});
    auto survey = survey_of({"q"}, yes_no);
    add_estimate(survey, Method::respondents, "2.1");
    for (const auto* option : {"y", "y", "n", "y"}) answer(survey, "a", {option});
    round.surveys.emplace("survey", std::move(survey));
    for (const auto* id : {"a", "b"}) give_points(round, 0, id, "1.1", "5");
    return round;
}

}  // namespace

TEST_CASE("an estimate becomes the answer of its criterion", "[survey]") {
    auto round = round_with_survey();
    CHECK(apply_surveys(round).empty());
    const auto& given = round.assessments[1].at("a").answers.at("2.1");
    CHECK(*given.value == number("3/4"));
    CHECK(given.stage == "survey");
    CHECK(given.explanation == "điều tra: 4 phiếu / survey: 4 forms");
    const auto result = evaluate_round(round, 2);
    REQUIRE(result.value);
    CHECK(*result.value->agencies[0].scorecard.total.exact == number("12.5"));
}

TEST_CASE("an agency without forms has no survey", "[survey]") {
    auto round = round_with_survey();
    SECTION("when it takes part") {
        (void)apply_surveys(round);
        CHECK(round.assessments[1].at("b").answers.at("2.1").state == State::no_survey);
    }
    SECTION("but not when a later stage answers") {
        answer_of(round, 2, "b", "2.1").value = number("1/2");
        (void)apply_surveys(round);
        CHECK_FALSE(round.assessments[1].contains("b"));
    }
    SECTION("and nothing is made of an agency that handed in nothing") {
        round.assessments[0].erase("b");
        (void)apply_surveys(round);
        CHECK_FALSE(round.assessments[1].contains("b"));
    }
    SECTION("and a merged agency stays the mean of its predecessors") {
        round.assessments[0].erase("b");
        round.agencies[1].predecessors = {"a"};
        (void)apply_surveys(round);
        const auto result = evaluate_round(round, 2);
        CHECK(result.value->agencies[1].merged);
    }
}

TEST_CASE("what is typed in the same stage has precedence", "[survey]") {
    auto round = round_with_survey();
    answer_of(round, 1, "a", "2.1").value = number("9/10");
    const auto findings = apply_surveys(round);
    const auto finding = parindex::test::only(findings, "D404");
    CHECK(finding.agency == "a");
    CHECK(finding.criterion == "2.1");
    CHECK(finding.severity == Severity::warning);
    CHECK(finding.message.en == "a: “2.1” is typed; the estimate 0.75 from the forms is not used");
    CHECK(*round.assessments[1].at("a").answers.at("2.1").value == number("9/10"));
    CHECK_FALSE(
        inputs_in_force(round.surveys.at("survey").estimates.front(), "survey", round.assessments[1].at("a")).any());
}

TEST_CASE("shares and numbers of answers become facts", "[survey]") {
    auto round = round_with_survey();
    auto& set = round.sets.front();
    set.facts = {declare("clear", FactType::percent), declare("yes", FactType::count), declare("all", FactType::count)};
    set.criteria.push_back(parent("3", {computed("3.1", "10", "yes / all * max * clear")}));
    auto& estimate = round.surveys.at("survey").estimates.front();
    estimate.criterion.clear();
    estimate.fact = "clear";
    estimate.counts = {{"y", "yes"}, {"*", "all"}};
    CHECK(apply_surveys(round).empty());
    const auto& facts = round.assessments[1].at("a").facts;
    CHECK(std::get<Rational>(facts.at("clear").value) == number("3/4"));
    CHECK(std::get<Rational>(facts.at("yes").value) == Rational(3));
    CHECK(std::get<Rational>(facts.at("all").value) == Rational(4));
    CHECK(facts.at("yes").source == "điều tra: 4 phiếu / survey: 4 forms");
    CHECK(criteria_fed_by(set, estimate) == std::vector<std::string>{"3.1"});
    CHECK(count_facts(estimate, {{"y", 1}, {"n", 1}}, 2) ==
          std::map<std::string, std::int64_t>{{"all", 2}, {"yes", 1}});
}

TEST_CASE("an explanation begins with the estimate, its forms and its interval", "[survey]") {
    auto round = round_with_survey();
    (void)apply_surveys(round);
    const auto result = evaluate_round(round, 2);
    REQUIRE(result.value);
    const auto node = *result.value->plans.front().index_of("2.1");
    auto explanation = explain_node(round, *result.value, 0, node);
    const auto lines = explanation.working.size();
    explain_survey(round, *result.value, 0, explanation);
    REQUIRE(explanation.working.size() == lines + 1);
    // Wilson's interval of 3 in 4, from the formula by hand: centre 0.627525, half 0.326887.
    CHECK(explanation.working.front().en ==
          "survey: 4 forms, estimate 75.0 %, 95 % confidence interval: 30.1 % to 95.4 %");
    CHECK(explanation.working.front().vi ==
          "điều tra: 4 phiếu, ước lượng 75,0 %, khoảng tin cậy 95 %: 30,1 % đến 95,4 %");
    auto other = explain_node(round, *result.value, 0, *result.value->plans.front().index_of("1.1"));
    const auto before = other.working.size();
    explain_survey(round, *result.value, 0, other);
    CHECK(other.working.size() == before);
}

TEST_CASE("points before and after a survey", "[survey]") {
    auto round = round_with_survey();
    (void)apply_surveys(round);
    const auto before = evaluate_round(round, 0);
    const auto after = evaluate_round(round, 1);
    const auto points = points_fed_by(round.surveys.at("survey").estimates.front(), 0, &*before.value, *after.value);
    REQUIRE(points.size() == 1);
    CHECK(points.front().criterion == "2.1");
    CHECK_FALSE(points.front().before);  // no survey yet, so the criterion is dropped
    CHECK(points.front().after == number("7.5"));
}
