#include "parindex/council/round_result.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <stdexcept>

using namespace parindex;
using namespace parindex::testing;

namespace {

using Codes = std::vector<std::string>;

/// One typed criterion "1" of 60 and one "2" of 40.
Round plain_round() { return round_of(criteria_set({typed("1", "60"), typed("2", "40")})); }

void submit(Round& round, const std::string& id, std::string_view first, std::string_view second) {
    add_agency(round, id, "Sở " + id);
    give_points(round, 0, id, "1", first);
    give_points(round, 0, id, "2", second);
}

RoundResult evaluated(const Round& round, std::size_t stage = 0, unsigned threads = 1) {
    auto result = evaluate_round(round, stage, threads);
    REQUIRE(result.value);
    CHECK(codes_of(result.findings) == codes_of(result.value->findings));
    return std::move(*result.value);
}

const AgencyResult& of(const Round& round, const RoundResult& result, std::string_view id) {
    return result.agencies.at(static_cast<std::size_t>(round.find_agency(id) - round.agencies.data()));
}

/// "id rank total" or "id reason" in the order of each group.
std::vector<std::string> listing(const Round& round, const RoundResult& result) {
    std::vector<std::string> lines;
    for (const auto& group : result.groups)
        for (const auto i : group.order) {
            const auto& agency = result.agencies[i];
            const auto& total = agency.scorecard.total.exact;
            lines.push_back(group.group + " " + round.agencies[agency.agency].id + " " +
                            (agency.rank ? std::to_string(*agency.rank) : std::string(to_string(agency.not_ranked))) +
                            (agency.tied ? "=" : "") + " " + (total ? total->to_fraction() : "-"));
        }
    return lines;
}

/// Two groups; one rule looks at the best of the group.
Round round_with_peers(std::size_t agencies) {
    auto set = criteria_set({computed("1", "60", "60 * done / peer_highest(done)"), typed("2", "40")});
    set.facts.push_back(declare("done", FactType::count));
    auto round = round_of(set);
    round.set_of_group["huyen"] = 0;
    for (std::size_t i = 0; i < agencies; ++i) {
        const auto id = "a" + std::to_string(i);
        add_agency(round, id, "Đơn vị " + std::to_string(i % 7), i % 2 == 0 ? "so" : "huyen");
        give_fact(round, 0, id, "done", Rational(static_cast<std::int64_t>(i * 37 % 101)));
        give_points(round, 0, id, "2", std::to_string(i * 13 % 41));
    }
    return round;
}

}  // namespace

TEST_CASE("agencies are ranked in their group by the rounded total", "[council]") {
    auto round = plain_round();
    submit(round, "a", "50", "30.001");  // 80.00 when rounded, as b
    submit(round, "b", "50", "30");
    submit(round, "c", "50", "30.01");
    const auto result = evaluated(round);
    CHECK(listing(round, result) == std::vector<std::string>{"so c 1 8001/100", "so a 2= 80001/1000", "so b 2= 80"});
    CHECK(result.stage == "self");
    CHECK(result.findings.empty());
}

TEST_CASE("a ranking on the exact total parts what rounding makes equal", "[council]") {
    auto set = criteria_set({typed("1", "60"), typed("2", "40")});
    set.policies.ranking.basis = Basis::exact;
    auto round = round_of(set);
    submit(round, "b", "50", "30");
    submit(round, "a", "50", "30.001");
    CHECK(listing(round, evaluated(round)) == std::vector<std::string>{"so a 1 80001/1000", "so b 2 80"});
}

TEST_CASE("equal totals are parted by the criteria that the set names", "[council]") {
    auto set = criteria_set({typed("1", "60"), typed("2", "40")});
    set.policies.ranking.then_by = {"2"};
    auto round = round_of(set);
    submit(round, "a", "50", "30");
    submit(round, "b", "45", "35");
    CHECK(listing(round, evaluated(round)) == std::vector<std::string>{"so b 1 80", "so a 2 80"});
}

TEST_CASE("a later stage is ranked on its own inputs", "[council]") {
    auto round = plain_round();
    submit(round, "a", "60", "40");
    submit(round, "b", "50", "40");
    give_points(round, 1, "a", "1", "30");
    CHECK(listing(round, evaluated(round, 0)) == std::vector<std::string>{"so a 1 100", "so b 2 90"});
    CHECK(listing(round, evaluated(round, 1)) == std::vector<std::string>{"so b 1 90", "so a 2 70"});
}

TEST_CASE("without a rank agencies stand last: excluded, blocked, without a total, without a submission", "[council]") {
    auto set = criteria_set({typed("1", "60"), typed("2", "40")});
    set.exclusions.push_back({"low", {}, expression("share('1') < 50%"), {}});
    auto round = round_of(set);
    add_agency(round, "absent", "A");
    submit(round, "dropped", "0", "0");
    give_state(round, 0, "dropped", "1", State::not_applicable);
    give_state(round, 0, "dropped", "2", State::not_applicable);
    submit(round, "open", "50", "0");
    give_state(round, 0, "open", "2", State::pending);
    submit(round, "weak", "29.99", "40");
    submit(round, "fine", "30", "0");
    const auto result = evaluated(round);
    CHECK(listing(round, result) == std::vector<std::string>{"so fine 1 30", "so weak excluded 6999/100",
                                                             "so open blocked -", "so dropped no_total -",
                                                             "so absent no_submission -"});
    CHECK(of(round, result, "weak").standing.exclusions == Codes{"low"});
    // absent R102; open R103; dropped R104 and, as share('1') has no value, R108: in the order of agencies.csv.
    CHECK(codes_of(result.findings) == Codes{"R102", "R104", "R108", "R103"});
}

TEST_CASE("an agency without a submission is not scored, and no classes are given", "[council]") {
    auto set = criteria_set({typed("1", "60")});
    Classification all;
    all.classes = {{"any", {}, range("", "")}};
    set.classifications = {all};
    auto round = round_of(set);
    add_agency(round, "absent", "A");
    const auto result = evaluated(round);
    const auto& absent = of(round, result, "absent");
    CHECK_FALSE(absent.submitted);
    REQUIRE(absent.scorecard.nodes.size() == 1);
    CHECK(absent.scorecard.nodes[0].state == State::blank);
    CHECK_FALSE(absent.scorecard.nodes[0].points.has_value());
    CHECK_FALSE(absent.standing.in_class.has_value());
    REQUIRE(result.findings.size() == 1);
    CHECK(result.findings[0].agency == "absent");
    CHECK(result.findings[0].location.file == "agencies.csv");
}

TEST_CASE("an agency that appears at a later stage has no submission before it", "[council]") {
    auto round = plain_round();
    submit(round, "a", "1", "1");
    add_agency(round, "late", "Muộn");
    give_points(round, 1, "late", "1", "60");
    CHECK(of(round, evaluated(round, 0), "late").not_ranked == NotRanked::no_submission);
    CHECK(of(round, evaluated(round, 1), "late").rank == 1);
}

TEST_CASE("a refused answer is a finding where it stands", "[council]") {
    auto round = plain_round();
    submit(round, "a", "61", "40");
    const auto result = evaluated(round);
    REQUIRE(result.findings.size() == 2);
    const auto& refused = result.findings[1];
    CHECK(refused.code == "A202");
    CHECK(refused.severity == Severity::error);
    CHECK(refused.location.file == "self/a.json");
    CHECK(refused.location.pointer == "/answers/1");
    CHECK(refused.criterion == "1");
    CHECK(refused.agency == "a");
    CHECK(result.findings[0].code == "R103");
    CHECK(of(round, result, "a").scorecard.total.blocked_by == Codes{"1"});
}

TEST_CASE("a figure that a rule refuses is located at the fact", "[council]") {
    auto set = criteria_set({computed("1", "10", "done")});
    set.facts.push_back(declare("done", FactType::count));
    auto round = round_of(set);
    add_agency(round, "a", "A");
    give_fact(round, 0, "a", "done", Rational(11));
    const auto result = evaluated(round);
    REQUIRE(result.findings.size() == 2);
    CHECK(result.findings[1].criterion == "1");
    CHECK(result.findings[1].location.pointer == "/facts/done");
}

TEST_CASE("functions of other agencies look at the group's submissions", "[council]") {
    auto set = criteria_set({computed("1", "100", "100 * done / peer_highest(done)")});
    set.facts.push_back(declare("done", FactType::count));
    auto round = round_of(set);
    round.set_of_group["huyen"] = 0;
    for (const auto& [id, group, done] : {std::tuple{"a", "so", 30}, {"b", "so", 40}, {"c", "huyen", 90}}) {
        add_agency(round, id, id, group);
        give_fact(round, 0, id, "done", Rational(done));
    }
    add_agency(round, "absent", "absent");
    CHECK(listing(round, evaluated(round)) ==
          std::vector<std::string>{"huyen c 1 100", "so b 1 100", "so a 2 75", "so absent no_submission -"});
}

TEST_CASE("a merged agency is the mean of its predecessors, node by node", "[council]") {
    auto round = round_of(criteria_set({parent("1", {typed("1.1", "40"), typed("1.2", "20")}), typed("2", "40")}));
    round.set_of_group["old"] = 0;
    for (const auto& [id, points] : {std::pair{"x", "40"}, {"y", "19"}, {"z", "20"}}) {
        add_agency(round, id, id, "old");
        give_points(round, 0, id, "1.1", points);
        give_points(round, 0, id, "2", "10");
    }
    give_points(round, 0, "x", "1.2", "20");
    add_agency(round, "m", "Mới").predecessors = {"x", "y", "z"};
    const auto result = evaluated(round);
    const auto& merged = of(round, result, "m");
    CHECK(merged.merged);
    CHECK_FALSE(merged.submitted);
    CHECK(merged.rank == 1);
    CHECK(merged.scorecard.agency == "m");
    // 1: (60 + 19 + 20) / 3 = 33; 1.1: 79 / 3; 1.2: 20 / 3; total (70 + 29 + 30) / 3 = 43.
    REQUIRE(merged.scorecard.nodes.size() == 4);
    CHECK(merged.scorecard.nodes[0].points == Rational(33));
    CHECK(merged.scorecard.nodes[1].points == number("79/3"));
    CHECK(merged.scorecard.nodes[2].points == number("20/3"));
    CHECK(merged.scorecard.nodes[3].points == Rational(10));
    CHECK(merged.scorecard.nodes[0].assigned == Rational(60));
    CHECK(merged.scorecard.total.exact == Rational(43));
    CHECK(merged.scorecard.total.percent_rounded == number("43%"));
    CHECK(result.findings.empty());
}

TEST_CASE("a merged agency rescales the mean points from the mean assigned maximum", "[council]") {
    auto set = criteria_set({typed("1", "60"), typed("2", "40")});
    set.policies.total_base = TotalBase::assigned;
    auto round = round_of(set);
    submit(round, "x", "30", "0");
    give_state(round, 0, "x", "2", State::not_applicable);
    submit(round, "y", "60", "40");
    add_agency(round, "m", "Mới").predecessors = {"x", "y"};
    const auto result = evaluated(round);
    const auto& merged = of(round, result, "m").scorecard;
    // Points (30 + 100) / 2 = 65 of (60 + 100) / 2 = 80: 81.25 of 100. Criterion 2: (0 + 40) / 2 of (0 + 40) / 2.
    CHECK(merged.total.exact == number("81.25"));
    CHECK(merged.nodes[1].points == Rational(20));
    CHECK(merged.nodes[1].assigned == Rational(20));
    CHECK_FALSE(merged.nodes[1].dropped);
}

TEST_CASE("the total of a merged agency is capped and takes bonus and penalty", "[council]") {
    auto bonus = typed("3", "10");
    bonus.role = Role::bonus;
    auto penalty = typed("4", "5");
    penalty.role = Role::penalty;
    auto set = criteria_set({typed("1", "60"), typed("2", "40"), bonus, penalty});
    auto round = round_of(set);
    submit(round, "x", "60", "40");
    submit(round, "y", "50", "40");
    give_points(round, 0, "x", "3", "10");
    give_points(round, 0, "y", "4", "2");
    add_agency(round, "m", "Mới").predecessors = {"x", "y"};
    // 95 + 10 / 2 - 2 / 2 = 99.
    CHECK(of(round, evaluated(round), "m").scorecard.total.exact == Rational(99));
    round.sets[0].policies.total_cap = Rational(98);
    const auto capped = evaluated(round);
    CHECK(of(round, capped, "m").scorecard.total.exact == Rational(98));
    CHECK(of(round, capped, "m").scorecard.total.capped);
}

TEST_CASE("what is open for a predecessor is open for the merged agency", "[council]") {
    auto round = plain_round();
    submit(round, "x", "60", "0");
    give_state(round, 0, "x", "2", State::pending);
    submit(round, "y", "50", "40");
    add_agency(round, "m", "Mới").predecessors = {"x", "y"};
    const auto result = evaluated(round);
    const auto& merged = of(round, result, "m");
    CHECK(merged.not_ranked == NotRanked::blocked);
    CHECK(merged.scorecard.total.blocked_by == Codes{"2"});
    CHECK_FALSE(merged.scorecard.nodes[1].points.has_value());
    CHECK(merged.scorecard.nodes[0].points == Rational(55));
}

TEST_CASE("a merged agency with its own submission is scored on it", "[council]") {
    auto round = plain_round();
    submit(round, "x", "60", "40");
    submit(round, "m", "10", "10");
    round.agencies.back().predecessors = {"x"};
    const auto result = evaluated(round);
    CHECK_FALSE(of(round, result, "m").merged);
    CHECK(of(round, result, "m").scorecard.total.exact == Rational(20));
}

TEST_CASE("a predecessor that no mean can be taken of is named and the agency not scored", "[council]") {
    auto round = plain_round();
    round.sets.push_back(criteria_set({typed("1", "10")}));
    round.set_of_group["other"] = 1;
    submit(round, "x", "60", "40");
    add_agency(round, "elsewhere", "Khác", "other");
    give_points(round, 0, "elsewhere", "1", "5");
    add_agency(round, "m", "Mới").predecessors = {"x", "nobody", "elsewhere", "m", "x"};
    const auto result = evaluated(round);
    CHECK(of(round, result, "m").not_ranked == NotRanked::no_submission);
    CHECK_FALSE(of(round, result, "m").merged);
    CHECK(codes_of(result.findings) == Codes{"R105", "R106", "R107", "R110"});
}

TEST_CASE("a group without a criteria set leaves the round without a result", "[council]") {
    auto round = plain_round();
    add_agency(round, "a", "A", "unknown");
    const auto result = evaluate_round(round, 0);
    CHECK_FALSE(result.value.has_value());
    CHECK(codes_of(result.findings) == Codes{"R101"});
}

TEST_CASE("a set that does not compile leaves the round without a result", "[council]") {
    auto round = round_of(criteria_set({typed("1", "60"), typed("1", "40")}));
    const auto result = evaluate_round(round, 0);
    CHECK_FALSE(result.value.has_value());
    CHECK(codes_of(result.findings) == Codes{"L105"});
}

TEST_CASE("a stage that the round does not have is a precondition", "[council]") {
    const auto round = plain_round();
    CHECK_THROWS_AS(evaluate_round(round, 2), std::out_of_range);
}

TEST_CASE("a set without a total ranks nobody and finds nothing wrong with that", "[council]") {
    auto set = criteria_set({typed("1", "60")});
    set.max.reset();
    auto round = round_of(set);
    add_agency(round, "a", "A");
    give_points(round, 0, "a", "1", "5");
    const auto result = evaluated(round);
    CHECK(of(round, result, "a").not_ranked == NotRanked::no_total);
    CHECK(result.findings.empty());
}

TEST_CASE("numbers too large for a total stop one agency, not the round", "[council]") {
    auto round = plain_round();
    submit(round, "a", "1", "1");
    submit(round, "b", "1", "1");
    // Two coprime denominators of about 40,000 bits: that of their sum would need 80,000.
    Rational twos{1, std::int64_t{1} << 39};
    Rational threes{1, 847'288'609'443};  // 3^25, 40 bits
    for (int i = 0; i < 10; ++i) {
        twos *= twos;
        threes *= threes;
    }
    answer_of(round, 0, "b", "1").points = twos;
    answer_of(round, 0, "b", "2").points = threes;
    const auto result = evaluated(round);
    CHECK(of(round, result, "a").rank == 1);
    CHECK(of(round, result, "b").not_ranked == NotRanked::no_total);
    CHECK(codes_of(result.findings) == Codes{"R109"});
}

TEST_CASE("the number of threads does not show in the result", "[council]") {
    const auto round = round_with_peers(60);
    const auto expected = listing(round, evaluated(round, 0, 1));
    CHECK(expected.size() == 60);
    CHECK(listing(round, evaluated(round, 0, 4)) == expected);
    CHECK(listing(round, evaluated(round, 0, 0)) == expected);
    CHECK(listing(round, evaluated(round, 0, 200)) == expected);
}

TEST_CASE("the order of the agencies does not show in the result", "[council]") {
    auto round = round_with_peers(24);
    add_agency(round, "m", "Mới").predecessors = {"a0", "a2"};
    const auto expected = listing(round, evaluated(round));
    std::mt19937 random(7);
    for (int i = 0; i < 50; ++i) {
        std::shuffle(round.agencies.begin(), round.agencies.end(), random);
        REQUIRE(listing(round, evaluated(round, 0, 2)) == expected);
    }
}
