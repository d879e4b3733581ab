#include "parindex/council/history.hpp"
#include "parindex/io/survey_result_json.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "parindex/analysis/survey_checks.hpp"
#include "parindex/analysis/survey_input.hpp"
#include "parindex/io/result_json.hpp"
#include "support/surveys.hpp"

using namespace parindex;
using namespace parindex::testing;
using nlohmann::json;

namespace {

/// a: 3 of 4 say yes; b: no form.
Round surveyed_round() {
    auto round = survey_round({"a", "b"});
    auto survey = survey_of({"q"}, {{"y", "1"}, {"n", "0"}});
    add_estimate(survey, SurveyEstimate::Method::respondents, "2.1");
    for (const auto* option : {"y", "y", "n", "y"}) answer(survey, "a", {option});
    round.surveys.emplace("survey", std::move(survey));
    for (const auto* id : {"a", "b"}) give_points(round, 0, id, "1.1", "5");
    (void)apply_surveys(round);
    return round;
}

}  // namespace

TEST_CASE("statistics have six decimals at most", "[json]") {
    CHECK(statistic_text(0.25) == "0.25");
    CHECK(statistic_text(1.0 / 3) == "0.333333");
    CHECK(statistic_text(12) == "12");
    CHECK(statistic_text(-1e-9) == "0");
}

TEST_CASE("a survey as JSON holds exact shares, statistics and points", "[json][survey]") {
    const auto round = surveyed_round();
    const auto before = evaluate_round(round, 0);
    const auto after = evaluate_round(round, 1);
    const auto& survey = round.surveys.at("survey");
    const SurveyReport report{
        &round, &survey, &*before.value, &*after.value, estimate_survey(round, survey), check_survey(round, survey)};
    const auto document = json::parse(survey_to_json(report));
    CHECK(document["format"] == "parindex/survey-result/1");
    CHECK(document["stage"] == "survey");
    CHECK(document["confidence"] == "0.95");
    REQUIRE(document["figures"].size() == 2);
    const auto& figure = document["figures"][0];
    CHECK(figure["share"] == "0.75");
    CHECK(figure["standard_error"] == "0.25");  // sqrt(3/4 x 1/4 / 3)
    CHECK(figure["interval"] == "wilson");
    CHECK(figure["lower"] == "0.300642");
    CHECK(figure["upper"] == "0.954413");
    CHECK(figure["points"] == json::parse(R"([{"criterion": "2.1", "after": "7.5"}])"));
    CHECK_FALSE(document["figures"][1].contains("share"));
    CHECK(document["findings"][0]["code"] == "D408");
}

TEST_CASE("rankings and results hold the interval of a total", "[json][survey]") {
    const auto round = surveyed_round();
    const auto result = evaluate_round(round, 2);
    const auto ranking = json::parse(ranking_to_json(round, *result.value, {}));
    const auto& first = ranking["rankings"][0]["places"][0];
    CHECK(first["agency"] == "a");
    // 12.5 +- 10 x (0.954413 - 0.300642) / 2; b has 5 without error
    CHECK(first["survey_interval"] == json::parse(R"({"lower": "9.231146", "upper": "15.768854", "best_rank": 1,
                                                      "worst_rank": 1, "differs_from_next": true})"));
    CHECK_FALSE(ranking["rankings"][0]["places"][1].contains("survey_interval"));
    const auto all = json::parse(result_to_json(round, *evaluate_stages(round, 2).value));
    CHECK(all["agencies"][0]["survey_interval"] == first["survey_interval"]);
}

TEST_CASE("a sample size as JSON", "[json]") {
    SampleQuestion question;
    question.population = 2000;
    const auto document = json::parse(sample_size_to_json(question, *sample_size(question)));
    CHECK(document["format"] == "parindex/sample-size/1");
    CHECK(document["error"] == "0.05");
    CHECK(document["simple"] == json::parse(R"({"exact": "1000/3", "forms": 334, "sent": 334})"));
    CHECK(document["general"]["quantile"] == "1.959964");
    CHECK(document["general"]["forms"] == 323);
}
