#include "parindex/analysis/survey_checks.hpp"

#include <catch2/catch.hpp>

#include "support/findings.hpp"
#include "support/surveys.hpp"

using namespace parindex;
using namespace parindex::testing;
using parindex::test::only;

namespace {

const OptionWeights yes_no{{"y", "1"}, {"n", "0"}};

Survey survey_with(int forms) {
    auto survey = survey_of({"q1", "q2"}, yes_no);
    add_estimate(survey, SurveyEstimate::Method::answers, "2.1");
    for (int i = 0; i < forms; ++i) answer(survey, "a", {i % 2 == 0 ? "y" : "n", "y"});
    return survey;
}

Findings check(const Survey& survey) { return check_survey(survey_round({"a"}), survey); }

}  // namespace

TEST_CASE("a sound survey has no findings", "[survey]") { CHECK(check(survey_with(4)).empty()); }

TEST_CASE("too few forms for the sample asked for", "[survey]") {
    auto survey = survey_with(4);
    survey.sample.error = number("50%");
    add_stratum(survey, "a", "", "100");
    // 100 / (1 + 100 / 4) = 3.85, so four forms are enough
    CHECK(check(survey).empty());
    survey.sample.error = number("40%");  // 100 / 17 = 5.88
    const auto finding = only(check(survey), "D401");
    CHECK(finding.message.en == "a: “c” has 4 forms, fewer than the 6 needed (N = 100, error 40 %)");
}

TEST_CASE("empty strata and strata with one form", "[survey]") {
    auto survey = survey_with(3);
    for (std::size_t i = 0; i < 3; ++i) survey.responses[i].stratum = i == 0 ? "h1" : "h2";
    for (const auto* id : {"h1", "h2", "h3"}) add_stratum(survey, "a", id, "50");
    const auto findings = check(survey);
    CHECK(findings.size() == 2);
    CHECK(only(findings, "D402").message.vi ==
          "a: tầng “h3” của mẫu “c” không có phiếu nào; ước lượng chỉ tính các tầng còn lại");
    CHECK(only(findings, "D405").message.en.find("stratum “h1”") != std::string::npos);
}

TEST_CASE("nonresponse above what is accepted", "[survey]") {
    auto survey = survey_with(4);
    survey.responses[0].answers.erase("q2");
    survey.responses[1].answers.erase("q2");
    survey.sample.nonresponse_at_most = number("1/4");
    CHECK(check(survey).empty());  // 2 of 8 is a quarter
    survey.responses[2].answers.erase("q2");
    CHECK(only(check(survey), "D403").message.en == "a: 37.5 % of the answers of “c” are missing, more than 25 %");
}

TEST_CASE("an estimate without forms or without one of its parts", "[survey]") {
    CHECK(only(check(survey_with(0)), "D408").agency == "a");
    auto survey = survey_with(4);
    survey.estimates.front().parts = {{"c", {"q1"}, 1}, {"c", {"q2"}, 1}};
    for (auto& response : survey.responses) response.answers.erase("q2");
    CHECK(only(check(survey), "D406").location.pointer == "/estimates/0");
}

TEST_CASE("numbers too large for an exact share", "[survey]") {
    auto survey = survey_with(4);
    for (int i = 0; i < 2; ++i) {
        auto& weight = survey.responses[static_cast<std::size_t>(i)].weight;
        weight = Rational(1, i == 0 ? 3 : 5);
        for (int k = 0; k < 15 - i; ++k) weight *= weight;
    }
    CHECK(only(check(survey), "D407").message.en.find("too large") != std::string::npos);
}

TEST_CASE("only surveys up to the stage are checked", "[survey]") {
    auto round = survey_round({"a"});
    round.surveys.emplace("survey", survey_with(0));
    CHECK(check_surveys(round, 0).empty());
    CHECK(check_surveys(round, 1).size() == 1);
}
