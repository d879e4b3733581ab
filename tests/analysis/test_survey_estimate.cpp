#include "parindex/analysis/survey_estimate.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "support/surveys.hpp"

using namespace parindex;
using namespace parindex::testing;
using Method = SurveyEstimate::Method;
using Kind = SurveyFigure::Interval;

namespace {

const OptionWeights five{{"5", "1"}, {"4", "3/4"}, {"3", "1/2"}, {"2", "1/4"}, {"1", "0"}, {"x", ""}};
const OptionWeights yes_no{{"y", "1"}, {"n", "0"}, {"x", ""}};

/// The only figure of a survey with one agency and one estimate.
SurveyFigure figure_of(Survey survey, Method method) {
    if (survey.estimates.empty()) add_estimate(survey, method, "2.1");
    const auto figures = estimate_survey(survey_round({"a"}), survey);
    REQUIRE(figures.size() == 1);
    return figures.front();
}

Approx close(double value, double margin = 5e-7) { return Approx(value).margin(margin).epsilon(0); }

}  // namespace

TEST_CASE("the mean over respondents has the variance of a sample mean", "[survey]") {
    auto survey = survey_of({"q"}, five);
    survey.confidence = number("80%");
    for (const auto* option : {"5", "3", "3", "1"}) answer(survey, "a", {option});
    const auto figure = figure_of(survey, Method::respondents);
    CHECK(*figure.share == number("1/2"));
    CHECK(figure.respondents == 4);
    CHECK(figure.degrees == 3);
    // s^2 = 1/6, so the standard error is sqrt(1/24); t(0.9; 3) = 1.637744 (tables of Student's t).
    CHECK(*figure.standard_error == close(0.204124));
    CHECK(*figure.lower == close(0.5 - 1.637744 * 0.204124));
    CHECK(*figure.upper == close(0.5 + 1.637744 * 0.204124));
    CHECK(figure.interval == Kind::student);
}

TEST_CASE("a share of answers is a ratio with its linearised variance", "[survey]") {
    auto survey = survey_of({"q1", "q2"}, yes_no);
    answer(survey, "a", {"y", "y"});
    answer(survey, "a", {"y", ""});
    answer(survey, "a", {"n", "n"});
    const auto figure = figure_of(survey, Method::answers);
    CHECK(*figure.share == number("3/5"));
    CHECK(figure.answers == 5);
    // e = 0.8, 0.4, -1.2: 3/2 (0.64 + 0.16 + 1.44) / 25
    CHECK(*figure.standard_error * *figure.standard_error == close(0.1344));
    CHECK(figure_of(survey, Method::respondents).share == number("2/3"));
}

TEST_CASE("strata weigh by their populations with the finite population correction", "[survey]") {
    auto survey = survey_of({"q"}, five);
    add_stratum(survey, "a", "h1", "60");
    add_stratum(survey, "a", "h2", "40");
    for (const auto* option : {"5", "5", "1"}) answer(survey, "a", {option}, "h1");
    for (const auto* option : {"3", "1"}) answer(survey, "a", {option}, "h2");
    const auto figure = figure_of(survey, Method::respondents);
    // 0.6 x 2/3 + 0.4 x 1/4; 0.36 (1/3)/3 (1 - 3/60) + 0.16 (1/8)/2 (1 - 2/40)
    CHECK(*figure.share == number("1/2"));
    CHECK(*figure.standard_error * *figure.standard_error == close(0.0475));
    CHECK(figure.degrees == 3);
}

TEST_CASE("a share of answers over strata is the combined ratio", "[survey]") {
    auto survey = survey_of({"q1", "q2"}, yes_no);
    add_stratum(survey, "a", "h1", "30");
    add_stratum(survey, "a", "h2", "10");
    answer(survey, "a", {"y", "y"}, "h1");
    answer(survey, "a", {"y", "n"}, "h1");
    answer(survey, "a", {"n", "x"}, "h2");
    answer(survey, "a", {"y", ""}, "h2");
    const auto figure = figure_of(survey, Method::answers);
    // (30 x 1.5 + 10 x 0.5) / (30 x 2 + 10 x 1); residuals +-1/2 from their means: (14/15 x 4 x 7.5^2 + 4/5 x 4 x 2.5^2) / 70^2
    CHECK(*figure.share == number("5/7"));
    CHECK(*figure.standard_error * *figure.standard_error == close(230.0 / 4900));
    CHECK(figure.counts == std::map<std::string, std::int64_t>{{"n", 2}, {"x", 1}, {"y", 4}});
}

TEST_CASE("weights inside one stratum give the published linearised standard error", "[survey]") {
    // Data, mean and standard error: R package survey, tests/deff.Rout.save (Tsuchiya); values divided by 400.
    const std::vector<std::string> values{"15", "143", "21", "51", "337", "50", "274", "145", "15", "86"};
    const std::vector<std::string> weights{"20", "200", "11", "25", "550", "30", "250", "100", "10", "55"};
    OptionWeights options;
    for (std::size_t i = 0; i < values.size(); ++i) options.emplace_back("o" + std::to_string(i), values[i] + "/400");
    auto weighted = survey_of({"q"}, options);
    auto equal = survey_of({"q"}, options);
    for (std::size_t i = 0; i < values.size(); ++i) {
        answer(weighted, "a", {"o" + std::to_string(i)}, "", weights[i]);
        answer(equal, "a", {"o" + std::to_string(i)}, "", "100");
    }
    const auto pps = figure_of(weighted, Method::respondents);
    CHECK(pps.share->to_double() * 400 == close(243.914, 5e-4));
    CHECK(*pps.standard_error * 400 == close(48.752, 5e-4));
    const auto same = figure_of(equal, Method::respondents);
    CHECK(*same.share * 400 == number("113.7"));
    CHECK(*same.standard_error * 400 == close(35.626, 5e-4));
}

TEST_CASE("plain proportions have Wilson's interval as published", "[survey]") {
    // Newcombe 1998, Statistics in Medicine 17, Table I.
    const auto [yes, all, lower, upper] = GENERATE(table<int, int, double, double>(
        {{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0.0, 0.1611}, {1, 29, 0.0061, 0.1718}}));
    auto survey = survey_of({"q"}, yes_no);
    for (int i = 0; i < all; ++i) answer(survey, "a", {i < yes ? "y" : "n"});
    const auto figure = figure_of(survey, GENERATE(Method::respondents, Method::answers));
    CHECK(figure.interval == Kind::wilson);
    CHECK(*figure.share == Rational(yes, all));
    CHECK(*figure.lower == close(lower, 5e-5));
    CHECK(*figure.upper == close(upper, 5e-5));
}

TEST_CASE("answers at one end of the scale leave room for error", "[survey]") {
    auto survey = survey_of({"q1", "q2"}, five);
    for (int i = 0; i < 20; ++i) answer(survey, "a", {"1", "1"});
    auto figure = figure_of(survey, Method::answers);
    CHECK(*figure.standard_error == 0);
    CHECK(figure.interval == Kind::wilson);
    CHECK(*figure.lower == 0);
    CHECK(*figure.upper == close(0.1611, 5e-5));  // as 0 of 20

    SECTION("but not when everybody was asked") {
        add_stratum(survey, "a", "", "20");
        figure = figure_of(survey, Method::answers);
        CHECK(*figure.upper == 0);
    }
}

TEST_CASE("a census has no sampling error", "[survey]") {
    auto survey = survey_of({"q"}, five);
    add_stratum(survey, "a", "", "3");
    for (const auto* option : {"5", "3", "2"}) answer(survey, "a", {option});
    const auto figure = figure_of(survey, Method::respondents);
    CHECK(*figure.share == number("7/12"));
    CHECK(*figure.standard_error == 0);
    CHECK(*figure.lower == close(7.0 / 12));
    CHECK(*figure.upper == close(7.0 / 12));
}

TEST_CASE("no opinion and empty cells leave the estimate", "[survey]") {
    auto survey = survey_of({"q1", "q2"}, five);
    answer(survey, "a", {"5", "x"});
    answer(survey, "a", {"", "1"});
    answer(survey, "a", {"x", ""});
    const auto figure = figure_of(survey, Method::respondents);
    CHECK(*figure.share == number("1/2"));
    CHECK(figure.forms == 3);
    CHECK(figure.respondents == 2);
    CHECK(figure.answers == 2);
}

TEST_CASE("no form, one form and lone strata", "[survey]") {
    auto survey = survey_of({"q"}, five);
    auto figure = figure_of(survey, Method::respondents);
    CHECK_FALSE(figure.share);
    CHECK_FALSE(figure.lower);

    answer(survey, "a", {"3"});
    figure = figure_of(survey, Method::respondents);
    CHECK(*figure.share == number("1/2"));
    CHECK_FALSE(figure.standard_error);
    CHECK(figure.interval == Kind::none);

    auto strata = survey_of({"q"}, five);
    add_stratum(strata, "a", "h1", "10");
    add_stratum(strata, "a", "h2", "10");
    add_stratum(strata, "a", "h3", "80");
    answer(strata, "a", {"5"}, "h1");
    answer(strata, "a", {"3"}, "h2");
    answer(strata, "a", {"1"}, "h2");
    figure = figure_of(strata, Method::respondents);
    // h3 has no form: (10 x 1 + 10 x 1/4) / 20. h1: 10 (1 - 5/8)/20, times 9/10; h2: 2 x 2 x (10/2 x 1/4 / 20)^2, times 8/10
    CHECK(*figure.share == number("5/8"));
    CHECK(figure.lone_strata == 1);
    CHECK(figure.empty_strata == 1);
    CHECK(figure.degrees == 1);
    CHECK(*figure.standard_error * *figure.standard_error == close(0.9 * 0.1875 * 0.1875 + 0.8 * 4 * 0.0625 * 0.0625));
}

TEST_CASE("parts on the same forms carry their covariance", "[survey]") {
    auto survey = survey_of({"q1", "q2"}, yes_no);
    for (const auto* option : {"y", "n", "y", "n", "n"}) {
        const std::string other = std::string(option) == "y" ? "n" : "y";
        answer(survey, "a", {option, other});
    }
    auto& estimate = add_estimate(survey, Method::respondents, "2.1");
    estimate.parts = {{"c", {"q1"}, 1}, {"c", {"q2"}, 1}};
    const auto figure = figure_of(survey, Method::respondents);
    CHECK(*figure.share == number("1/2"));
    CHECK(figure.respondents == 5);
    CHECK(*figure.standard_error == close(0));  // what one gains the other loses
}

TEST_CASE("parts are averaged with their weights and fail together", "[survey]") {
    auto survey = survey_of({"q1", "q2"}, yes_no);
    answer(survey, "a", {"y", "n"});
    answer(survey, "a", {"y", ""});
    auto& estimate = add_estimate(survey, Method::respondents, "2.1");
    estimate.parts = {{"c", {"q1"}, 3}, {"c", {"q2"}, 1}};
    CHECK(*figure_of(survey, Method::respondents).share == number("3/4"));
    survey.responses.front().answers.erase("q2");
    CHECK_FALSE(figure_of(survey, Method::respondents).share);
}

TEST_CASE("neither the order of forms nor a common factor of weights matters", "[survey]") {
    auto survey = survey_of({"q1", "q2"}, five);
    add_stratum(survey, "a", "h1", "100");
    add_stratum(survey, "a", "h2", "50");
    const std::vector<std::vector<std::string>> rows{{"5", "4"}, {"3", ""},  {"1", "2"},
                                                     {"4", "4"}, {"2", "x"}, {"5", "1"}};
    for (std::size_t i = 0; i < rows.size(); ++i)
        answer(survey, "a", rows[i], i % 2 == 0 ? "h1" : "h2", std::to_string(i + 1));
    const auto figure = figure_of(survey, Method::answers);
    auto changed = survey;
    std::reverse(changed.responses.begin(), changed.responses.end());
    for (auto& response : changed.responses) response.weight *= number("2.5");
    const auto same = figure_of(changed, Method::answers);
    CHECK(*same.share == *figure.share);
    CHECK(*same.standard_error == close(*figure.standard_error, 1e-12));
}

TEST_CASE("numbers too large are said, not computed", "[survey]") {
    auto survey = survey_of({"q"}, five);
    auto weight = number("1/3");
    for (int i = 0; i < 15; ++i) weight *= weight;  // 52 thousand bits
    answer(survey, "a", {"5"}).weight = weight;
    weight = number("1/5");
    for (int i = 0; i < 14; ++i) weight *= weight;  // 38 thousand, with another denominator
    answer(survey, "a", {"4"}).weight = weight;
    const auto figure = figure_of(survey, Method::respondents);
    CHECK(figure.is_too_large);
    CHECK_FALSE(figure.share);
    CHECK(figure.forms == 2);
}
