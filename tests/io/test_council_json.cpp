#include "parindex/io/council_json.hpp"

#include "parindex/council/history.hpp"
#include "support/builders.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace parindex;
using namespace parindex::testing;
using nlohmann::json;

namespace {

Round small_round() {
    auto round = round_of(criteria_set({parent("1", {typed("1.1", "5"), typed("1.2", "5")})}));
    round.title = text("Đợt thử", "Test round");
    round.statement = text("Giả lập.", "Invented.");
    add_agency(round, "a", "Sở A");
    give_points(round, 0, "a", "1.1", "3");
    give_points(round, 0, "a", "1.2", "1");
    return round;
}

std::vector<RoundResult> all_stages(const Round& round) {
    auto stages = evaluate_stages(round, round.stages.size() - 1);
    REQUIRE(stages.value);
    return std::move(*stages.value);
}

}  // namespace

TEST_CASE("the register as JSON, with provenance and judgements", "[io]") {
    auto round = small_round();
    RegisteredDocument entry;
    entry.document.id = "kh-01";
    entry.document.number = "01/KH-SYT";
    entry.document.date = Date(2017, 1, 4);
    entry.document.section = "mục II";
    entry.document.page = "4-6";
    entry.document.file = "kh-01.pdf";
    entry.stage = "self";
    entry.criteria = {"1.1"};
    entry.judgements = {{"1.1", 1, "tv-01", parse_moment("2017-07-01"), false, "dự thảo"}};
    const auto stages = all_stages(round);
    const auto document = json::parse(evidence_to_json(round, stages.back(), {{0, {entry}}}, {}));
    CHECK(document["format"] == "parindex/evidence/1");
    CHECK(document["round"]["statement"]["en"] == "Invented.");
    CHECK(document["sets"][0]["status"] == "model");
    CHECK(document["agencies"][0]["documents"][0] == json{{"id", "kh-01"},
                                                          {"number", "01/KH-SYT"},
                                                          {"date", "2017-01-04"},
                                                          {"section", "mục II"},
                                                          {"page", "4-6"},
                                                          {"file", "kh-01.pdf"},
                                                          {"stage", "self"},
                                                          {"criteria", {"1.1"}},
                                                          {"facts", json::array()},
                                                          {"judgements", json::array({{{"criterion", "1.1"},
                                                                                       {"stage", "appraisal-1"},
                                                                                       {"by", "tv-01"},
                                                                                       {"at", "2017-07-01"},
                                                                                       {"accepted", false},
                                                                                       {"why", "dự thảo"}}})}});
}

TEST_CASE("the progress of a round as JSON, at the moment asked for", "[io]") {
    auto round = small_round();
    round.stages[0].closes = parse_moment("2017-06-30T17:00");
    assessment_of(round, 0, "a").submitted_at = parse_moment("2017-06-30T17:05");
    const auto stages = all_stages(round);
    const auto now = parse_moment("2017-07-02T08:00").value();
    const auto document = json::parse(monitor_to_json(round, stages.back(), monitor(round, stages, now), now));
    CHECK(document["on"] == "2017-07-02T08:00:00");
    REQUIRE(document["progress"].size() == 2);
    CHECK(document["progress"][0] == json{{"stage", "self"},
                                          {"agency", "a"},
                                          {"progress", "late"},
                                          {"closes", "2017-06-30T17:00:00"},
                                          {"submitted_at", "2017-06-30T17:05:00"},
                                          {"returns", 0},
                                          {"leaves", 2},
                                          {"answered", 2},
                                          {"disputed", 0},
                                          {"decided", 0},
                                          {"open", 0}});
    CHECK(document["progress"][1]["progress"] == "awaited");
}

TEST_CASE("two stages as JSON: both totals and every leaf that differs", "[io]") {
    auto round = small_round();
    auto& lowered = answer_of(round, 1, "a", "1.1");
    lowered.points = number("2.5");
    lowered.explanation = "thiếu";
    const auto stages = all_stages(round);
    const auto document = json::parse(stage_comparison_to_json(round, stages[0], stages[1]));
    CHECK(document["kind"] == "stages");
    CHECK(document["from_stage"] == "self");
    const auto& agency = document["agencies"][0];
    CHECK(agency["from_total"] == "4");
    CHECK(agency["to_total"] == "3.5");
    CHECK(agency["differences"] == json::array({{{"criterion", "1.1"},
                                                 {"from", "3"},
                                                 {"to", "2.5"},
                                                 {"from_state", "scored"},
                                                 {"to_state", "scored"},
                                                 {"explanation", "thiếu"}}}));
    CHECK(document["criteria"][0] ==
          json{{"criterion", "1.1"}, {"agencies", 1}, {"raised", 0}, {"lowered", 1}, {"change", "-0.5"}});
}

TEST_CASE("two rounds and two sets as JSON", "[io]") {
    const auto before = small_round();
    auto after = small_round();
    after.id = "test-2018";
    after.sets[0].id = "vn/test-2018";
    after.sets[0].criteria[0].children[1].title = text("Việc khác", "Something else");
    const auto old_stages = all_stages(before);
    const auto new_stages = all_stages(after);
    const auto comparison = compare_rounds(before, old_stages.back(), after, new_stages.back());
    const auto rounds =
        json::parse(round_comparison_to_json({before, old_stages.back()}, {after, new_stages.back()}, comparison));
    CHECK(rounds["kind"] == "rounds");
    CHECK(rounds["from"]["round"]["id"] == "test-2017");
    CHECK(rounds["to"]["sets"][0]["id"] == "vn/test-2018");
    CHECK(rounds["groups"][0]["comparable_share"] == "0.5");
    CHECK(rounds["groups"][0]["changes"][2]["kind"] == "changed");
    CHECK(rounds["agencies"][0]["from_comparable"] == "0.6");
    const auto sets =
        json::parse(set_comparison_to_json(before.sets[0], after.sets[0], compare_sets(before.sets[0], after.sets[0])));
    CHECK(sets["kind"] == "sets");
    CHECK(sets["from_set"]["id"] == "vn/test-2017");
    CHECK(sets["changes"][2]["what"][0]["en"] == "title: Criterion 1.2 → Something else");
}

TEST_CASE("odd bytes in documents and names still give valid JSON", "[io]") {
    auto round = small_round();
    round.agencies[0].name = "\xC3";
    RegisteredDocument entry;
    entry.document.id = "\xFF\x01";
    entry.document.title = std::string("a\0b", 3);
    const auto stages = all_stages(round);
    CHECK(json::accept(evidence_to_json(round, stages.back(), {{0, {entry}}}, {})));
    CHECK(json::accept(stage_comparison_to_json(round, stages[0], stages[1])));
}
