#include "parindex/council/monitor.hpp"

#include "parindex/council/history.hpp"
#include "support/builders.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace parindex;
using namespace parindex::testing;

namespace {

Moment moment(const char* text) { return parse_moment(text).value(); }

/// Stages with windows; agency a has scored 1.1 of 1.1 and 1.2, the survey part 1.3 is nobody's yet.
Round process() {
    auto survey = typed("1.3", "5");
    survey.scored_by = {Scorer::survey};
    auto round = round_of(criteria_set({parent("1", {typed("1.1", "5"), typed("1.2", "5"), survey})}));
    round.stages = {{"self", Stage::Kind::self, {}, moment("2017-06-16"), moment("2017-06-30T17:00")},
                    {"survey", Stage::Kind::survey, {}, std::nullopt, moment("2017-06-30")},
                    {"appraisal-1", Stage::Kind::appraisal, {}, moment("2017-07-01"), moment("2017-07-10")},
                    {"explanation", Stage::Kind::explanation, {}, moment("2017-07-11"), moment("2017-07-15")},
                    {"final", Stage::Kind::final, {}, moment("2017-07-16"), std::nullopt}};
    round.assessments.resize(5);
    round.opinions.resize(5);
    for (const auto* id : {"a", "b"}) add_agency(round, id, std::string("Sở ") + id);
    give_points(round, 0, "a", "1.1", "3");
    return round;
}

std::vector<StageProgress> seen(const Round& round, const char* now) {
    const auto stages = evaluate_stages(round, round.stages.size() - 1);
    REQUIRE(stages.value);
    return monitor(round, *stages.value, moment(now));
}

/// Of agency a (0) or b (1) at the stage.
const StageProgress& of(const std::vector<StageProgress>& list, std::size_t stage, std::size_t agency) {
    return list.at(stage * 2 + agency);
}

Progress progress_of_a(const Round& round, const char* now) { return of(seen(round, now), 0, 0).progress; }

}  // namespace

TEST_CASE("a stage is not open, then awaited, then missing", "[council][monitor]") {
    const auto round = process();
    const auto at = [&](const char* now) { return of(seen(round, now), 0, 1).progress; };
    CHECK(at("2017-06-15T23:59") == Progress::not_open);
    CHECK(at("2017-06-16") == Progress::awaited);
    CHECK(at("2017-06-30T17:00") == Progress::awaited);
    CHECK(at("2017-06-30T17:00:01") == Progress::missing);
    CHECK(at("2017-06-30") == Progress::awaited);  // a day alone is the whole day
    CHECK(at("2017-07-01") == Progress::missing);
    CHECK(of(seen(round, "2017-06-30T23:59"), 1, 1).progress == Progress::awaited);  // closes with the day
    CHECK(of(seen(round, "2017-12-31"), 4, 1).progress == Progress::awaited);        // never closes
}

TEST_CASE("a submission is in time or late by its moment", "[council][monitor]") {
    auto round = process();
    CHECK(progress_of_a(round, "2017-07-01") == Progress::submitted);  // no moment is recorded
    auto& assessment = assessment_of(round, 0, "a");
    assessment.submitted_at = moment("2017-06-30T17:00");
    assessment.submitted_by = "văn thư";
    CHECK(progress_of_a(round, "2017-07-01") == Progress::submitted);
    CHECK(of(seen(round, "2017-07-01"), 0, 0).submitted_by == "văn thư");
    assessment.submitted_at = moment("2017-06-30T17:01");
    CHECK(progress_of_a(round, "2017-07-01") == Progress::late);
    assessment.submitted_at = moment("2017-06-30");  // a day without a time is late only when its day is
    CHECK(progress_of_a(round, "2017-07-01") == Progress::submitted);
}

TEST_CASE("what comes later than the moment is not seen", "[council][monitor]") {
    auto round = process();
    assessment_of(round, 0, "a").submitted_at = moment("2017-06-29T08:00");
    assessment_of(round, 0, "a").returns = {{moment("2017-06-29T15:00"), "tv-01", "thiếu phụ lục"}};
    CHECK(progress_of_a(round, "2017-06-28") == Progress::awaited);
    CHECK(progress_of_a(round, "2017-06-29T10:00") == Progress::submitted);
    CHECK(of(seen(round, "2017-06-29T10:00"), 0, 0).returns == 0);
    CHECK(progress_of_a(round, "2017-06-29T15:00") == Progress::returned);
}

TEST_CASE("a returned submission counts again once it is handed in again", "[council][monitor]") {
    auto round = process();
    auto& assessment = assessment_of(round, 0, "a");
    assessment.returns = {{moment("2017-06-20T08:00"), "tv-01", "thiếu"}};
    CHECK(progress_of_a(round, "2017-07-01") == Progress::returned);  // nobody recorded when it came
    assessment.submitted_at = moment("2017-06-20T08:00");
    CHECK(progress_of_a(round, "2017-07-01") == Progress::returned);
    assessment.submitted_at = moment("2017-06-21T08:00");
    CHECK(progress_of_a(round, "2017-07-01") == Progress::submitted);
    CHECK(of(seen(round, "2017-07-01"), 0, 0).returns == 1);
    const auto earlier = seen(round, "2017-06-20T12:00");  // before it came again
    CHECK(of(earlier, 0, 0).progress == Progress::returned);
    CHECK_FALSE(of(earlier, 0, 0).submitted_at.has_value());
    assessment.returns.push_back({std::nullopt, "tv-01", "vẫn thiếu"});
    CHECK(progress_of_a(round, "2017-07-01") == Progress::returned);
}

TEST_CASE("an explanation that nobody gave is not missing, nor is what a merged agency does not file",
          "[council][monitor]") {
    auto round = process();
    CHECK(of(seen(round, "2017-07-12"), 3, 0).progress == Progress::awaited);
    CHECK(of(seen(round, "2017-07-16"), 3, 0).progress == Progress::not_due);
    round.agencies[1].predecessors = {"a"};
    const auto list = seen(round, "2017-07-16");
    CHECK(of(list, 0, 1).progress == Progress::not_due);
    CHECK(of(list, 0, 1).leaves == 0);
    CHECK(of(list, 0, 1).answered == 0);
}

TEST_CASE("leaves are counted for those who answer them", "[council][monitor]") {
    auto round = process();
    auto list = seen(round, "2017-07-01");
    CHECK(of(list, 0, 0).leaves == 2);
    CHECK(of(list, 0, 0).answered == 1);
    CHECK(of(list, 0, 1).answered == 0);
    CHECK(of(list, 1, 0).leaves == 1);
    CHECK(of(list, 1, 0).answered == 0);
    CHECK(of(list, 2, 0).leaves == 2);
    CHECK(of(list, 2, 0).answered == 0);  // nobody has looked at it, whatever the agency says
    give_points(round, 1, "a", "1.3", "4");
    give_points(round, 2, "a", "1.1", "2");
    auto& opinion = round.opinions[2]["a"].emplace_back();
    opinion.criterion = "1.2";
    list = seen(round, "2017-07-01");
    CHECK(of(list, 1, 0).answered == 1);
    CHECK(of(list, 2, 0).answered == 2);
    Exemption exemption;
    exemption.criterion = "1.2";
    round.exemptions.push_back(exemption);
    CHECK(of(seen(round, "2017-07-01"), 0, 0).leaves == 1);
}

TEST_CASE("disputes and open criteria are counted until they are decided", "[council][monitor]") {
    auto round = process();
    give_points(round, 2, "a", "1.1", "2");
    give_state(round, 2, "a", "1.2", State::pending);
    answer_of(round, 3, "a", "1.1").disputed = true;
    auto list = seen(round, "2017-07-20");
    CHECK(of(list, 2, 0).open == 1);
    CHECK(of(list, 3, 0).disputed == 1);
    CHECK(of(list, 3, 0).answered == 1);
    CHECK(of(list, 4, 0).disputed == 1);
    CHECK(of(list, 4, 0).decided == 0);
    answer_of(round, 4, "a", "1.1").explanation = "giữ nguyên";
    give_points(round, 4, "a", "1.2", "1");
    list = seen(round, "2017-07-20");
    CHECK(of(list, 4, 0).decided == 2);
    CHECK(of(list, 4, 0).disputed == 0);
    CHECK(of(list, 4, 0).open == 0);
    CHECK(of(list, 4, 0).progress == Progress::submitted);
}

TEST_CASE("every stage and agency has its line, every progress its word", "[council][monitor]") {
    CHECK(seen(process(), "2017-07-01").size() == 10);
    std::set<std::string> words;
    for (const auto one : {Progress::not_open, Progress::awaited, Progress::submitted, Progress::late,
                           Progress::returned, Progress::missing, Progress::not_due}) {
        words.insert(std::string(to_string(one)));
        words.insert(progress_text(one).vi);
    }
    CHECK(words.size() == 14);
}
