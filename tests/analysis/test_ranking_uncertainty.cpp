#include "parindex/analysis/ranking_uncertainty.hpp"

#include <catch2/catch.hpp>

#include <cmath>

#include "parindex/analysis/survey_input.hpp"
#include "support/surveys.hpp"

using namespace parindex;
using namespace parindex::testing;
using Method = SurveyEstimate::Method;

namespace {

const OptionWeights yes_no{{"y", "1"}, {"n", "0"}};

void say(Survey& survey, const std::string& agency, int yes, int all) {
    for (int i = 0; i < all; ++i) answer(survey, agency, {i < yes ? "y" : "n"});
}

struct Scored {
    Round round;
    RoundResult result;
};

Scored score(Round round, Survey survey) {
    round.surveys.emplace("survey", std::move(survey));
    (void)apply_surveys(round);
    auto result = evaluate_round(round, 2);
    REQUIRE(result.value);
    return {std::move(round), std::move(*result.value)};
}

/// Totals of a, b and c are 5 points each and 10 times the share of yes.
Scored three(int yes_a, int yes_b, int yes_c, int all) {
    auto round = survey_round({"a", "b", "c"});
    for (const auto* id : {"a", "b", "c"}) give_points(round, 0, id, "1.1", "5");
    auto survey = survey_of({"q"}, yes_no);
    add_estimate(survey, Method::respondents, "2.1");
    say(survey, "a", yes_a, all);
    say(survey, "b", yes_b, all);
    say(survey, "c", yes_c, all);
    return score(std::move(round), std::move(survey));
}

Approx close(double value) { return Approx(value).margin(5e-7).epsilon(0); }

}  // namespace

TEST_CASE("the interval of a total is that of its survey in points", "[survey]") {
    const auto scored = three(18, 10, 2, 20);
    const auto intervals = total_intervals(scored.round, scored.result);
    REQUIRE(intervals.size() == 3);
    const auto figures = estimate_survey(scored.round, scored.round.surveys.at("survey"));
    for (std::size_t i = 0; i < 3; ++i) {
        const double half = 10 * (*figures[i].upper - *figures[i].lower) / 2;
        const double total = 5 + 10 * figures[i].share->to_double();
        CHECK(intervals[i]->lower == close(total - half));
        CHECK(intervals[i]->upper == close(total + half));
    }
}

TEST_CASE("places that the survey tells apart, and places that it does not", "[survey]") {
    SECTION("0.9, 0.5, 0.1 of 20 differ") {
        const auto scored = three(18, 10, 2, 20);
        const auto intervals = total_intervals(scored.round, scored.result);
        for (std::size_t i = 0; i < 3; ++i) {
            CHECK(intervals[i]->differs_from_next);
            CHECK(intervals[i]->best_rank == static_cast<std::int64_t>(i) + 1);
            CHECK(intervals[i]->worst_rank == static_cast<std::int64_t>(i) + 1);
        }
    }
    SECTION("0.85 and 0.80 of 200 do not: z = 1.32") {
        const auto scored = three(170, 160, 40, 200);
        const auto intervals = total_intervals(scored.round, scored.result);
        CHECK_FALSE(intervals[0]->differs_from_next);
        CHECK(intervals[0]->worst_rank == 2);
        CHECK(intervals[1]->best_rank == 1);
        CHECK(intervals[1]->differs_from_next);
        CHECK(intervals[2]->best_rank == 3);
    }
}

TEST_CASE("without raw answers, or before their stage, there are no intervals", "[survey]") {
    auto round = survey_round({"a"});
    give_points(round, 0, "a", "1.1", "5");
    auto result = evaluate_round(round, 2);
    CHECK(total_intervals(round, *result.value).empty());
    const auto scored = three(18, 10, 2, 20);
    result = evaluate_round(scored.round, 0);
    CHECK(total_intervals(scored.round, *result.value).empty());
}

TEST_CASE("an estimate that a later stage replaces does not count", "[survey]") {
    auto round = survey_round({"a", "b"});
    for (const auto* id : {"a", "b"}) give_points(round, 0, id, "1.1", "5");
    auto survey = survey_of({"q"}, yes_no);
    add_estimate(survey, Method::respondents, "2.1");
    say(survey, "a", 10, 20);
    say(survey, "b", 10, 20);
    answer_of(round, 2, "a", "2.1").value = number("1/2");
    const auto scored = score(std::move(round), std::move(survey));
    const auto intervals = total_intervals(scored.round, scored.result);
    REQUIRE(intervals.size() == 2);
    CHECK_FALSE(intervals[0]);
    CHECK(intervals[1]);
}

TEST_CASE("estimates of the same forms move together", "[survey]") {
    Round round = round_of(
        criteria_set({parent("1", {typed("1.1", "10")}), parent("2", {surveyed("2.1", "10"), surveyed("2.2", "10")})}));
    round.stages = {{"self", Stage::Kind::self}, {"survey", Stage::Kind::survey}, {"final", Stage::Kind::final}};
    round.assessments.assign(3, {});
    add_agency(round, "a", "A");
    give_points(round, 0, "a", "1.1", "5");
    auto survey = survey_of({"q1", "q2"}, yes_no);
    add_estimate(survey, Method::respondents, "2.1").parts = {{"c", {"q1"}, 1}};
    add_estimate(survey, Method::respondents, "2.2").parts = {{"c", {"q2"}, 1}};
    const bool is_same = GENERATE(true, false);
    for (int i = 0; i < 20; ++i) answer(survey, "a", {i < 10 ? "y" : "n", (i < 10) == is_same ? "y" : "n"});
    const auto scored = score(std::move(round), std::move(survey));
    const auto intervals = total_intervals(scored.round, scored.result);
    const auto figures = estimate_survey(scored.round, scored.round.surveys.at("survey"));
    const double half = 10 * (*figures[0].upper - *figures[0].lower) / 2;
    // Equal answers add their errors, opposite answers cancel them.
    CHECK(intervals[0]->upper - 15 == close(is_same ? 2 * half : 0));
}

TEST_CASE("numbers of answers move the total as their share does", "[survey]") {
    auto round = survey_round({"a"});
    auto& set = round.sets.front();
    set.facts = {declare("yes", FactType::count), declare("all", FactType::count)};
    set.criteria[1] = parent("2", {computed("2.1", "10", "yes / all * max")});
    give_points(round, 0, "a", "1.1", "5");
    auto survey = survey_of({"q"}, yes_no);
    auto& estimate = add_estimate(survey, Method::respondents, "");
    estimate.counts = {{"y", "yes"}, {"*", "all"}};
    say(survey, "a", 15, 20);
    const auto scored = score(std::move(round), std::move(survey));
    const auto intervals = total_intervals(scored.round, scored.result);
    const auto figures = estimate_survey(scored.round, scored.round.surveys.at("survey"));
    REQUIRE(intervals.size() == 1);
    CHECK(intervals[0]->upper - 12.5 == close(10 * (*figures[0].upper - *figures[0].lower) / 2));
}

TEST_CASE("a merged agency has the error of a mean of its predecessors", "[survey]") {
    auto round = survey_round({"a", "b", "m"});
    round.agencies[2].predecessors = {"a", "b"};
    for (const auto* id : {"a", "b"}) give_points(round, 0, id, "1.1", "5");
    auto survey = survey_of({"q"}, yes_no);
    add_estimate(survey, Method::respondents, "2.1");
    say(survey, "a", 10, 20);
    say(survey, "b", 10, 20);
    const auto scored = score(std::move(round), std::move(survey));
    const auto intervals = total_intervals(scored.round, scored.result);
    REQUIRE(intervals[2]);
    const double half = intervals[0]->upper - 10;
    CHECK(intervals[2]->upper - 10 == close(half / std::sqrt(2.0)));
}
