#include "parindex/council/round_checks.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace parindex;
using namespace parindex::testing;

namespace {

using Codes = std::vector<std::string>;

Round plain_round() { return round_of(criteria_set({typed("1", "60"), typed("2", "40")})); }

void submit(Round& round, const std::string& id, std::string_view first, std::string_view second,
            const char* group = "so") {
    add_agency(round, id, "Sở " + id, group);
    give_points(round, 0, id, "1", first);
    give_points(round, 0, id, "2", second);
}

RoundResult evaluated(const Round& round, std::size_t stage = 0) {
    auto result = evaluate_round(round, stage);
    REQUIRE(result.value);
    return std::move(*result.value);
}

Findings checked(const Round& round, std::size_t stage = 0) { return check_round(round, evaluated(round, stage)); }

Finding only(const Findings& findings) {
    CAPTURE(codes_of(findings));
    REQUIRE(findings.size() == 1);
    return findings.front();
}

}  // namespace

TEST_CASE("every agency's own data are checked, and those without a submission left alone", "[council]") {
    auto round = plain_round();
    round.sets[0].criteria[0].evidence = EvidenceNeed::required;
    round.sets[0].facts.push_back(declare("done", FactType::count));
    round.sets[0].checks.push_back({"c", {}, expression("done = 1"), {}, Severity::warning, {}, {}});
    submit(round, "b", "1", "1");
    submit(round, "a", "0", "1");
    add_agency(round, "silent", "Sở im lặng");
    const auto findings = checked(round);
    CHECK(codes_of(findings) == Codes{"D102", "D102", "D106"});
    CHECK(std::none_of(findings.begin(), findings.end(), [](const auto& f) { return f.agency == "silent"; }));
    CHECK(std::count_if(findings.begin(), findings.end(), [](const auto& f) { return f.agency == "b"; }) == 2);
}

TEST_CASE("D201: agencies of one group with the same answers throughout", "[council]") {
    auto round = plain_round();
    submit(round, "b", "50", "30");
    submit(round, "a", "50", "30");
    submit(round, "other", "50", "30.5");
    round.set_of_group["huyen"] = 0;
    submit(round, "elsewhere", "50", "30", "huyen");
    CHECK(checked(round).empty());  // the round does not ask for it
    round.checks.identical_answers_at_least = 2;
    const auto finding = only(checked(round));
    CHECK(finding.code == "D201");
    CHECK(finding.severity == Severity::warning);
    CHECK(finding.agency == "a");
    CHECK(finding.location.file == "self/a.json");
    CHECK(finding.message.en == "2 answers equal those of \"Sở b\", none differs");
    CHECK(finding.message.vi == "2 câu trả lời giống hệt \"Sở b\", không câu nào khác");
    round.checks.identical_answers_at_least = 3;
    CHECK(checked(round).empty());
}

TEST_CASE("D201 is the same in whatever order the agencies are listed", "[council]") {
    auto round = plain_round();
    round.checks.identical_answers_at_least = 1;
    submit(round, "a", "50", "30");
    submit(round, "b", "50", "30");
    const auto forward = only(checked(round));
    std::reverse(round.agencies.begin(), round.agencies.end());
    const auto backward = only(checked(round));
    CHECK(forward.agency == backward.agency);
    CHECK(forward.message == backward.message);
}

TEST_CASE("D201 compares states, levels, values and ticked items, in any order of ticking", "[council]") {
    ChecklistRule list;
    list.items = {{"x", {}, Rational(1)}, {"y", {}, Rational(1)}};
    auto round = round_of(criteria_set({leaf("1", "2", list), typed("2", "5")}));
    round.checks.identical_answers_at_least = 2;
    for (const auto* id : {"a", "b"}) {
        add_agency(round, id, id);
        give_state(round, 0, id, "2", State::not_arisen);
    }
    answer_of(round, 0, "a", "1").items = {"x", "y"};
    answer_of(round, 0, "b", "1").items = {"y", "x"};
    CHECK(codes_of(checked(round)) == Codes{"D201"});
    answer_of(round, 0, "b", "1").items = {"y"};
    CHECK(checked(round).empty());
    answer_of(round, 0, "b", "1").items = {"x", "y"};
    give_state(round, 0, "b", "2", State::not_applicable);
    CHECK(checked(round).empty());
}

TEST_CASE("D202: a total that moved by more than the round's bound", "[council]") {
    auto round = plain_round();
    submit(round, "down", "30", "29.99");
    submit(round, "edge", "40", "40");
    submit(round, "new", "1", "1");
    submit(round, "up", "60", "40");
    round.previous_totals = {
        {"down", number("70")}, {"edge", number("70")}, {"up", number("89.5")}, {"gone", number("1")}};
    CHECK(checked(round).empty());  // no bound, no check
    round.checks.jump_points = Rational(10);
    const auto findings = checked(round);
    REQUIRE(codes_of(findings) == Codes{"D202", "D202"});
    CHECK(findings[0].agency == "down");
    CHECK(findings[0].location.file == "self/down.json");
    CHECK(findings[0].message.en == "total 59.99 against 70 last time: a change of -10.01");
    CHECK(findings[0].message.vi == "tổng điểm 59,99 so với 70 kỳ trước: thay đổi -10,01");
    CHECK(findings[1].agency == "up");
    CHECK(findings[1].message.en == "total 100 against 89.5 last time: a change of 10.5");
}

TEST_CASE("D202 says nothing about an agency without a total", "[council]") {
    auto round = plain_round();
    submit(round, "open", "30", "30");
    give_state(round, 0, "open", "2", State::pending);
    round.previous_totals = {{"open", number("99")}};
    round.checks.jump_points = Rational(1);
    CHECK(checked(round).empty());
}

TEST_CASE("D203: a self-score of what agencies do not score themselves", "[council]") {
    auto round = plain_round();
    round.sets[0].criteria[1].scored_by = {Scorer::survey};
    submit(round, "a", "50", "30");
    const auto finding = only(checked(round));
    CHECK(finding.code == "D203");
    CHECK(finding.agency == "a");
    CHECK(finding.criterion == "2");
    CHECK(finding.location.file == "self/a.json");
    CHECK(finding.location.pointer == "/answers/2");
    give_points(round, 1, "a", "2", "20");
    CHECK(checked(round, 1).empty());  // the appraisal's figure is in force
}

TEST_CASE("D203 is not about states, remarks or what the agency scores", "[council]") {
    auto round = plain_round();
    round.sets[0].criteria[1].scored_by = {Scorer::appraisal};
    submit(round, "a", "50", "30");
    answer_of(round, 0, "a", "2") = {};
    answer_of(round, 0, "a", "2").explanation = "xem báo cáo";
    CHECK(checked(round).empty());
    give_state(round, 0, "a", "2", State::pending);
    CHECK(checked(round).empty());
}

TEST_CASE("an explanation in a round knows the other agencies", "[council]") {
    auto set = criteria_set({computed("1", "60", "60 * done / peer_highest(done)")});
    set.facts.push_back(declare("done", FactType::count));
    auto round = round_of(set);
    for (const auto* id : {"a", "b"}) {
        add_agency(round, id, id);
        give_fact(round, 0, id, "done", Rational(*id == 'a' ? 10 : 40));
    }
    const auto result = evaluated(round);
    const auto e = explain_node(round, result, 0, 0);
    CHECK(e.agency == "a");
    CHECK(e.stage == "self");
    REQUIRE(e.points);
    CHECK(*e.points == Rational(15));
    REQUIRE_FALSE(e.working.empty());
    CHECK(e.working[0].en == "60 * done / peer_highest(done) = 60 * 10 / 40 = 15");
}

TEST_CASE("a merged agency is explained by its predecessors", "[council]") {
    auto round = plain_round();
    submit(round, "a", "50", "30");
    submit(round, "b", "25.5", "0");
    give_state(round, 0, "b", "2", State::not_applicable);
    add_agency(round, "ab", "Sở mới").predecessors = {"a", "b"};
    const auto result = evaluated(round);
    const auto first = explain_node(round, result, 2, 0);
    CHECK(first.agency == "ab");
    REQUIRE(first.points);
    CHECK(*first.points == number("37.75"));
    REQUIRE(first.working.size() == 1);
    CHECK(first.working[0].en == "merged agency, mean of: (50 (a) + 51/2 (b)) / 2 = 151/4");
    CHECK(first.working[0].vi == "đơn vị hợp nhất, lấy trung bình: (50 (a) + 51/2 (b)) / 2 = 151/4");
    CHECK(first.inputs.empty());
    CHECK(first.why_not_more.empty());
    const auto second = explain_node(round, result, 2, 1);
    REQUIRE(second.points);
    CHECK(*second.points == Rational(15));
    CHECK(second.working[0].en == "merged agency, mean of: (30 (a) + 0 (b)) / 2 = 15");
    const auto own = explain_node(round, result, 0, 0);
    CHECK(own.working[0].en == "points as typed: 50");
}

TEST_CASE("checking a round leaves its result as it is", "[council]") {
    auto round = plain_round();
    submit(round, "a", "50", "30");
    submit(round, "b", "50", "30");
    round.checks.identical_answers_at_least = 1;
    const auto result = evaluated(round);
    const auto before = result.agencies[0].scorecard.total.exact;
    const auto findings = check_round(round, result);
    CHECK(result.agencies[0].scorecard.total.exact == before);
    CHECK(codes_of(findings) == codes_of(check_round(round, result)));
    CHECK_FALSE(has_errors(findings));
}

TEST_CASE("an exempt criterion is explained by the round's list, with everything below it", "[council]") {
    auto round = round_of(criteria_set({parent("1", {typed("1.1", "5"), typed("1.2", "5")})}));
    add_agency(round, "a", "A");
    give_points(round, 0, "a", "1.1", "3");
    Exemption exemption;
    exemption.agency = "a";
    exemption.criterion = "1";
    exemption.why = "không có chức năng";
    round.exemptions.push_back(exemption);
    const auto result = evaluate_round(round, 0);
    REQUIRE(result.value);
    const auto e = explain_node(round, *result.value, 0, *result.value->plans[0].index_of("1.1"));
    REQUIRE_FALSE(e.working.empty());
    CHECK(e.working.front().vi == "không áp dụng theo danh sách của đợt đánh giá, 1: không có chức năng");
    CHECK(e.working.front().en == "not applicable by the round's list, 1: không có chức năng");
}
