#include "parindex/io/result_json.hpp"

#include "parindex/base/version.hpp"
#include "support/builders.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <string>

using namespace parindex;
using namespace parindex::testing;
using nlohmann::json;

namespace {

using Keys = std::set<std::string>;

Keys keys(const json& object) {
    Keys names;
    for (const auto& [key, value] : object.items()) names.insert(key);
    return names;
}

RoundResult evaluated(const Round& round) {
    auto result = evaluate_round(round, 0);
    REQUIRE(result.value);
    return std::move(*result.value);
}

std::vector<RoundResult> stages_of(const Round& round, std::size_t last = 0) {
    auto stages = evaluate_stages(round, last);
    REQUIRE(stages.value);
    return std::move(*stages.value);
}

/// Two agencies that handed in and one that did not.
Round small_round() {
    auto set = criteria_set({parent("1", {typed("1.1", "40"), typed("1.2", "20")}), typed("2", "30")});
    set.provenance.statement = text("Để thử.", "For tests.");
    auto round = round_of(set);
    round.title = text("Đợt thử", "Test round");
    for (const auto* id : {"b", "a"}) {
        add_agency(round, id, std::string("Sở ") + id);
        give_points(round, 0, id, "1.1", "40");
        give_points(round, 0, id, "1.2", "1/3");
        give_points(round, 0, id, "2", *id == 'a' ? "22.5" : "30");
    }
    give_state(round, 0, "a", "1.2", State::pending);
    add_agency(round, "c", "Sở c");
    return round;
}

json result_of(const Round& round) { return json::parse(result_to_json(round, stages_of(round))); }

Finding some_finding() {
    Finding finding;
    finding.code = "D103";
    finding.severity = Severity::warning;
    finding.location = {"rounds/a/self/so-a.json", 41, 7, "/facts/x"};
    finding.criterion = "1.1";
    finding.agency = "so-a";
    finding.message = text("sai", "wrong");
    return finding;
}

}  // namespace

TEST_CASE("an exact number is its decimal when that ends, else its fraction, and is read back", "[io]") {
    CHECK(exact_text(number("95.50")) == "95.5");
    CHECK(exact_text(number("261077/2730")) == "261077/2730");
    CHECK(exact_text(number("3/8")) == "0.375");
    CHECK(exact_text(Rational(0)) == "0");
    CHECK(exact_text(number("-5/4")) == "-1.25");
    CHECK(exact_text(number("1e-30")) == "0.000000000000000000000000000001");
    CHECK(exact_text(number("1e-31")) == "1/10000000000000000000000000000000");
    for (const auto* value : {"1/3", "-7/6", "0.1", "12345678901234567890.5", "1e-31"})
        CHECK(parse_rational(exact_text(number(value))) == number(value));
}

TEST_CASE("a result names its format, engine, round, sets and agencies by id", "[io]") {
    const auto document = result_of(small_round());
    CHECK(document["format"] == "parindex/result/1");
    CHECK(document["engine"] == "parindex " PARINDEX_VERSION);
    CHECK(document["stage"] == "self");
    CHECK(document["round"]["id"] == "test-2017");
    CHECK(document["round"]["title"] == json{{"vi", "Đợt thử"}, {"en", "Test round"}});
    CHECK(document["round"]["synthetic"] == true);
    CHECK(document["round"]["period"] == json{{"from", "2017-01-01"}, {"to", "2017-12-31"}});
    REQUIRE(document["sets"].size() == 1);
    CHECK(document["sets"][0]["id"] == "vn/test-2017");
    CHECK(document["sets"][0]["status"] == "model");
    CHECK(document["sets"][0]["edition"] == "corrected");
    CHECK(document["sets"][0]["max"] == "90");
    REQUIRE(document["agencies"].size() == 3);
    CHECK(document["agencies"][0]["id"] == "a");
    CHECK(document["agencies"][1]["id"] == "b");
    CHECK(document["agencies"][2]["id"] == "c");
}

TEST_CASE("totals are exact strings, rounded with the set's digits", "[io]") {
    const auto agency = result_of(small_round())["agencies"][1];
    CHECK(agency["rank"] == 1);
    CHECK(agency["submitted"] == true);
    CHECK(agency["total"]["points"] == "211/3");  // 40 + 1/3 + 30
    CHECK(agency["total"]["assigned"] == "90");
    CHECK(agency["total"]["exact"] == "211/3");
    CHECK(agency["total"]["rounded"] == "70.33");
    CHECK(agency["total"]["percent"] == "78.15");  // 78.148...
    REQUIRE(agency["criteria"].size() == 4);
    auto scored = agency["criteria"][2];
    scored.erase("history");
    CHECK(scored == json{{"id", "1.2"},
                         {"state", "scored"},
                         {"points", "1/3"},
                         {"max", "20"},
                         {"assigned", "20"},
                         {"share", "1/60"}});
}

TEST_CASE("rounded figures keep their zeros and unrounded ones are exact", "[io]") {
    auto round = round_of(criteria_set({typed("1", "80")}));
    add_agency(round, "a", "A");
    give_points(round, 0, "a", "1", "60");
    auto total = result_of(round)["agencies"][0]["total"];
    CHECK(total["rounded"] == "60.00");
    CHECK(total["percent"] == "75.00");
    round.sets[0].policies.total_rounding = {};
    round.sets[0].policies.percent_rounding = {};
    total = result_of(round)["agencies"][0]["total"];
    CHECK(total["rounded"] == "60");
    CHECK(total["percent"] == "75");
}

TEST_CASE("what there is not has no key", "[io]") {
    const auto document = result_of(small_round());
    const auto& open = document["agencies"][0];
    CHECK(keys(open["total"]) == Keys{"points", "assigned", "blocked_by"});
    CHECK(open["total"]["blocked_by"] == json::array({"1.2"}));
    CHECK(open["not_ranked"] == "blocked");
    CHECK_FALSE(open.contains("rank"));
    auto pending = open["criteria"][2];
    pending.erase("history");
    CHECK(pending == json{{"id", "1.2"},
                          {"state", "pending"},
                          {"effect", "block"},
                          {"max", "20"},
                          {"assigned", "20"},
                          {"blocked", true}});
    const auto& ranked = document["agencies"][1];
    for (const auto* key : {"not_ranked", "tied", "class", "titles", "exclusions", "merged_from", "synthetic"})
        CHECK_FALSE(ranked.contains(key));
    for (const auto* key : {"bonus", "penalty", "capped", "blocked_by"}) CHECK_FALSE(ranked["total"].contains(key));
    const auto& silent = document["agencies"][2];
    CHECK(silent["submitted"] == false);
    CHECK(silent["not_ranked"] == "no_submission");
    CHECK_FALSE(silent["total"].contains("exact"));
    CHECK_FALSE(document["round"].contains("statement"));
}

TEST_CASE("classes, titles, exclusions, bonus and overrides are written where there are some", "[io]") {
    auto set = criteria_set({typed("1", "10"), typed("2", "5")});
    set.criteria[1].role = Role::bonus;
    set.max = Rational(10);
    set.policies.total_cap = Rational(11);
    set.facts.push_back(declare("late", FactType::flag));
    set.criteria[0].overrides = {{expression("late"), Rational(9), {}}};
    set.classifications = {{{}, Classification::Of::percent, Basis::rounded, {{"A", text("Tốt", "Good"), {}}}, {}}};
    set.titles = {{"T", text("Danh hiệu", "Title"), {{{"1", "2"}, number("80%"), true, {}, {}}}, {}, {}}};
    set.exclusions = {{"late", {}, expression("late"), {}}};
    auto round = round_of(set);
    add_agency(round, "a", "A");
    give_points(round, 0, "a", "1", "1");
    give_points(round, 0, "a", "2", "5");
    give_fact(round, 0, "a", "late", true);
    const auto agency = result_of(round)["agencies"][0];
    CHECK(agency["total"]["bonus"] == "5");
    CHECK(agency["total"]["capped"] == true);
    CHECK(agency["total"]["exact"] == "11");
    CHECK(agency["criteria"][0]["overridden"] == true);
    CHECK(agency["class"] == json{{"id", "A"}, {"title", {{"vi", "Tốt"}, {"en", "Good"}}}});
    CHECK(agency["exclusions"] == json::array({"late"}));
    CHECK(agency["not_ranked"] == "excluded");
    REQUIRE(agency["titles"].size() == 1);
    CHECK(agency["titles"][0]["outcome"] == "granted");
    CHECK(agency["titles"][0]["conditions"][0] ==
          json{{"on", {"1", "2"}}, {"unit", "share"}, {"measured", "14/15"}, {"needed", "0.8"}, {"met", true}});
}

TEST_CASE("a ranking has the places of each group and the findings given", "[io]") {
    const auto round = small_round();
    const auto result = evaluated(round);
    const auto document = json::parse(ranking_to_json(round, result, {some_finding()}));
    CHECK(document["format"] == "parindex/ranking/1");
    REQUIRE(document["rankings"].size() == 1);
    CHECK(document["rankings"][0]["group"] == "so");
    const auto& places = document["rankings"][0]["places"];
    REQUIRE(places.size() == 3);
    CHECK(places[0]["agency"] == "b");
    CHECK(places[0]["rank"] == 1);
    CHECK(places[0]["name"] == "Sở b");
    CHECK(places[0]["total"]["rounded"] == "70.33");
    CHECK(places[1]["agency"] == "a");
    CHECK(places[1]["not_ranked"] == "blocked");
    CHECK(places[2]["not_ranked"] == "no_submission");
    CHECK(document["findings"].size() == 1);
}

TEST_CASE("the same round in another order gives the same bytes", "[io]") {
    auto round = small_round();
    const auto before = result_to_json(round, stages_of(round));
    CHECK(before == result_to_json(round, stages_of(round)));
    std::reverse(round.agencies.begin(), round.agencies.end());
    for (auto& agency : round.agencies) agency.location = {};
    auto after = json::parse(result_to_json(round, stages_of(round)));
    auto first = json::parse(before);
    after.erase("findings");  // these name the lines of the table
    first.erase("findings");
    CHECK(after == first);
    CHECK(before.ends_with("}\n"));
}

TEST_CASE("a finding is written with its place, and only what it has", "[io]") {
    const auto one = json::parse(findings_to_json({some_finding()}));
    CHECK(one["format"] == "parindex/findings/1");
    REQUIRE(one["findings"].size() == 1);
    CHECK(one["findings"][0] == json{{"code", "D103"},
                                     {"severity", "warning"},
                                     {"file", "rounds/a/self/so-a.json"},
                                     {"line", 41},
                                     {"column", 7},
                                     {"pointer", "/facts/x"},
                                     {"agency", "so-a"},
                                     {"criterion", "1.1"},
                                     {"message", {{"vi", "sai"}, {"en", "wrong"}}}});
    Finding bare;
    bare.code = "F001";
    bare.message.other = "lain";
    CHECK(json::parse(findings_to_json({bare}))["findings"][0] ==
          json{{"code", "F001"}, {"severity", "error"}, {"message", {{"other", "lain"}}}});
    CHECK(json::parse(findings_to_json({}))["findings"] == json::array());
}

TEST_CASE("an accepted finding says so, with the reason", "[io]") {
    auto finding = some_finding();
    finding.hint = text("sửa", "mend");
    finding.accepted_reason = text("in vậy", "printed so");
    CHECK_FALSE(json::parse(findings_to_json({finding}))["findings"][0].contains("accepted_reason"));
    finding.accepted = true;
    const auto written = json::parse(findings_to_json({finding}))["findings"][0];
    CHECK(written["accepted"] == true);
    CHECK(written["accepted_reason"]["en"] == "printed so");
    CHECK(written["hint"]["vi"] == "sửa");
}

TEST_CASE("file names are cut at the folder, not inside a name", "[io]") {
    const auto file = [](const std::string& base) {
        return json::parse(findings_to_json({some_finding()}, base))["findings"][0]["file"].get<std::string>();
    };
    CHECK(file("rounds/a") == "self/so-a.json");
    CHECK(file("rounds/a/") == "self/so-a.json");
    CHECK(file("rounds") == "a/self/so-a.json");
    CHECK(file("round") == "rounds/a/self/so-a.json");
    CHECK(file("rounds/a/self/so") == "rounds/a/self/so-a.json");
    CHECK(file("elsewhere") == "rounds/a/self/so-a.json");
    CHECK(file("rounds/a/self/so-a.json") == "rounds/a/self/so-a.json");
    CHECK(file("") == "rounds/a/self/so-a.json");
}

TEST_CASE("an explanation is written with its steps, parts and evidence", "[io]") {
    Explanation e;
    e.agency = "so-a";
    e.stage = "self";
    e.input_stage = "self";
    e.criterion = "1";
    e.title = text("Một", "One");
    e.points = number("1/3");
    e.max = Rational(2);
    e.state = State::no_data;
    e.effect = Effect::zero;
    e.rule = text("cộng", "sum");
    e.inputs = {{"done", text("Đã làm", "Done"), text("1,5", "1.5"), "mục 7", {"kh-01"}, "self"}};
    e.working = {text("a", "b")};
    e.parts = {{"1.1", text("Phần", "Part"), {}, Rational(2), State::blank, {}}};
    e.evidence = {{"kh-01", "01/KH", Date(2017, 1, 4), "UBND", "Kế hoạch", "mục 1", {}}};
    e.remark = "xem";
    e.clause = {"mục 1", "nguyên văn", "ghi chú", {}};
    e.norms = {text("cũ", "old")};
    e.refusal = Refusal{"A207", text("mẫu số 0", "zero"), {}};
    const auto set = criteria_set({typed("1", "2")});
    const auto round = small_round();
    const auto document =
        json::parse(explanations_to_json(round, {set, {{e, {}}}, {text("tổng", "total")}, {some_finding()}}));
    CHECK(document["round"]["title"]["en"] == "Test round");
    CHECK(document["format"] == "parindex/explanation/1");
    CHECK(document["set"]["id"] == "vn/test-2017");
    CHECK(document["total"] == json::array({{{"vi", "tổng"}, {"en", "total"}}}));
    CHECK(document["findings"].size() == 1);
    REQUIRE(document["explanations"].size() == 1);
    const auto& one = document["explanations"][0];
    CHECK(keys(one) == Keys{"criterion", "title",  "agency", "stage",  "input_stage", "state",        "effect",
                            "points",    "max",    "rule",   "inputs", "working",     "why_not_more", "parts",
                            "evidence",  "remark", "clause", "quote",  "note",        "norms",        "refusal"});
    CHECK(one["points"] == "1/3");
    CHECK(one["inputs"][0] == json{{"name", "done"},
                                   {"title", {{"vi", "Đã làm"}, {"en", "Done"}}},
                                   {"value", {{"vi", "1,5"}, {"en", "1.5"}}},
                                   {"source", "mục 7"},
                                   {"evidence", {"kh-01"}},
                                   {"stage", "self"}});
    CHECK(one["parts"][0] ==
          json{{"criterion", "1.1"}, {"title", {{"vi", "Phần"}, {"en", "Part"}}}, {"state", "blank"}, {"max", "2"}});
    CHECK(one["evidence"][0]["date"] == "2017-01-04");
    CHECK(one["refusal"] == json{{"code", "A207"}, {"message", {{"vi", "mẫu số 0"}, {"en", "zero"}}}});
    CHECK_FALSE(json::parse(explanations_to_json(round, {set, {}, {}, {}})).contains("total"));
}

TEST_CASE("every leaf of a result has its trail: input as given, who, when, why, papers, dispute, opinions", "[io]") {
    auto round = small_round();
    round.stages = {{"self", Stage::Kind::self},
                    {"appraisal-1", Stage::Kind::appraisal},
                    {"explanation", Stage::Kind::explanation}};
    round.assessments.resize(3);
    round.opinions.resize(3);
    auto& appraised = answer_of(round, 1, "b", "1.1");
    appraised.awarded = number("27.5");
    appraised.by = "tv-01";
    appraised.at = parse_moment("2017-07-01T09:30");
    appraised.explanation = "thiếu phụ lục";
    appraised.evidence = {"bb-02"};
    appraised.accepted_evidence = {"kh-01"};
    appraised.refused_evidence = {{"bc-02", "sai kỳ"}};
    auto& claim = answer_of(round, 2, "b", "1.1");
    claim.disputed = true;
    claim.points = number("35");
    auto& opinion = round.opinions[1]["b"].emplace_back();
    opinion.criterion = "1.2";
    opinion.answer.by = "tv-02";
    opinion.answer.value = number("32/33");
    opinion.answer.value_written = "64/66";
    opinion.points = number("2/3");
    const auto document = json::parse(result_to_json(round, stages_of(round, 2)));
    const auto& criteria = document["agencies"][1]["criteria"];
    CHECK_FALSE(criteria[0].contains("history"));  // a parent
    const auto& history = criteria[1]["history"];
    REQUIRE(history.size() == 3);
    CHECK(
        history[0] ==
        json{
            {"stage", "self"}, {"kind", "self"}, {"state", "scored"}, {"points", "40"}, {"given", {{"points", "40"}}}});
    CHECK(history[1] == json{{"stage", "appraisal-1"},
                             {"kind", "appraisal"},
                             {"state", "scored"},
                             {"points", "27.5"},
                             {"by", "tv-01"},
                             {"at", "2017-07-01T09:30:00"},
                             {"given", {{"awarded", "27.5"}}},
                             {"explanation", "thiếu phụ lục"},
                             {"evidence", {"bb-02"}},
                             {"accepted_evidence", {"kh-01"}},
                             {"refused_evidence", {{"bc-02", "sai kỳ"}}}});
    CHECK(history[2] == json{{"stage", "explanation"},
                             {"kind", "explanation"},
                             {"state", "scored"},
                             {"points", "27.5"},
                             {"given", {{"points", "35"}}},
                             {"disputed", true},
                             {"claimed", "35"}});
    CHECK(criteria[2]["history"][1]["opinions"] ==
          json::array({{{"by", "tv-02"}, {"given", {{"value", "64/66"}}}, {"points", "2/3"}}}));
    CHECK(document["agencies"][2]["criteria"][1].contains("history") == false);  // c handed in nothing
}

TEST_CASE("an explanation carries the trail it is given", "[io]") {
    const auto round = small_round();
    const auto stages = stages_of(round);
    const auto& set = stages[0].plans[0].set();
    const auto node = *stages[0].plans[0].index_of("1.1");
    AgencyExplanation explained{set, {{Explanation{}, history_of(round, stages, 0, node)}}, {}, {}};
    const auto document = json::parse(explanations_to_json(round, explained));
    CHECK(document["explanations"][0]["history"][0]["points"] == "40");
}

TEST_CASE("the tree is written with rules in words and what can be reached", "[io]") {
    auto formula = computed("1.2", "20", "done");
    auto set = criteria_set({parent("1", {typed("1.1", "40"), formula}), typed("2", "5")});
    set.criteria[1].role = Role::bonus;
    set.facts.push_back(declare("done", FactType::count));
    const auto document = json::parse(tree_to_json(set));
    CHECK(document["format"] == "parindex/tree/1");
    REQUIRE(document["criteria"].size() == 2);
    const auto& domain = document["criteria"][0];
    CHECK(domain["aggregate"] == "sum");
    CHECK(domain["highest"] == "60");
    CHECK(domain["lowest"] == "0");
    CHECK_FALSE(domain.contains("role"));
    REQUIRE(domain["children"].size() == 2);
    CHECK(domain["children"][0]["kind"] == "points");
    CHECK(domain["children"][0]["rule"]["en"] == "typed points, 0 to 40");
    CHECK(domain["children"][1]["kind"] == "formula");
    CHECK(document["criteria"][1]["role"] == "bonus");
}

TEST_CASE("odd bytes in names and messages still give valid JSON", "[io]") {
    for (const auto& odd : {std::string("\xC3"), std::string("a\xFF\xFE z"), std::string("\xE1\xBA"),
                            std::string("\xF0\x9F\x98"), std::string("nul\0inside", 10), std::string("\xED\xA0\x80"),
                            std::string("\"\\\n\x01\x7F"), std::string(100'000, '\x80')}) {
        auto round = small_round();
        round.agencies[0].name = odd;
        round.title.vi = odd;
        auto finding = some_finding();
        finding.location.file = odd;
        finding.message.en = odd;
        const auto result = evaluated(round);
        const auto whole = result_to_json(round, stages_of(round));
        CHECK(json::accept(whole));
        CHECK(is_utf8(whole));
        CHECK(json::accept(ranking_to_json(round, result, {finding})));
        CHECK(json::accept(findings_to_json({finding}, odd)));
        CHECK(json::parse(whole)["agencies"][1]["id"] == "b");
    }
    auto kept = some_finding();
    kept.message.vi = "dấu \"\\\n\x01 Đ";
    CHECK(json::parse(findings_to_json({kept}))["findings"][0]["message"]["vi"] == kept.message.vi);
}
