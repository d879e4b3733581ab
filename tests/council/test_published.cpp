#include "parindex/council/published.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>

using namespace parindex;
using namespace parindex::testing;

namespace {

using Codes = std::vector<std::string>;

CriteriaSet one_figure() { return criteria_set({typed("1", "60"), typed("2", "40")}); }

/// Agencies a, b, c ... with these totals, out of 100.
Round round_with(const std::vector<std::string>& totals, CriteriaSet set = one_figure()) {
    auto round = round_of(std::move(set));
    char id = 'a';
    for (const auto& total : totals) {
        const std::string name(1, id++);
        add_agency(round, name, "Đơn vị " + name);
        give_points(round, 0, name, "1", "60");
        answer_of(round, 0, name, "2").points = number(total) - 60;
    }
    return round;
}

PublishedResult& publish(Round& round, std::string agency, std::optional<std::int64_t> rank) {
    PublishedResult line;
    line.agency = std::move(agency);
    line.rank = rank;
    line.location.file = "published.csv";
    line.location.line = round.published.size() + 2;
    round.published.push_back(line);
    return round.published.back();
}

void publish_all(Round& round, const std::vector<std::int64_t>& ranks) {
    for (std::size_t i = 0; i < ranks.size(); ++i) publish(round, round.agencies[i].id, ranks[i]);
}

Findings compared(const Round& round) {
    const auto result = evaluate_round(round, 0);
    REQUIRE(result.value);
    return compare_with_published(round, *result.value);
}

}  // namespace

TEST_CASE("a published list that agrees gives no finding", "[council]") {
    auto round = round_with({"81", "80.5", "80.5"});
    publish_all(round, {1, 2, 2});
    round.published[0].total = number("81.00");
    CHECK(compared(round).empty());
}

TEST_CASE("a round without a published list has nothing to compare", "[council]") {
    CHECK(compared(round_with({"81"})).empty());
}

TEST_CASE("a total is held against the computed rounded total", "[council]") {
    auto round = round_with({"80.455", "80.455"});
    publish(round, "a", std::nullopt).total = number("80.46");
    publish(round, "b", std::nullopt).total = number("80.45");
    const auto findings = compared(round);
    REQUIRE(codes_of(findings) == Codes{"R201"});
    CHECK(findings[0].agency == "b");
    CHECK(findings[0].location.line == 3);
    CHECK(findings[0].message.vi == "b: điểm công bố 80,45, tính được 80,46");
    CHECK(findings[0].message.en == "b: published total 80.45, computed 80.46");
}

TEST_CASE("three equal totals printed as 6, 7, 8 are explained by the rule for ties", "[council]") {
    // The printed Hưng Yên police list of 2024: places 6, 7 and 8 at 80.5.
    auto round = round_with({"82.5", "82.16", "81.5", "81.25", "81", "80.5", "80.5", "80.5", "80"});
    publish_all(round, {1, 2, 3, 4, 5, 6, 7, 8, 9});
    const auto findings = compared(round);
    REQUIRE(codes_of(findings) == Codes{"R202", "R202"});
    CHECK(findings[0].agency == "g");
    CHECK(findings[0].message.vi == "g: 80,5 = 80,5 = 80,5: in 6, 7, 8; theo quy tắc đồng hạng (competition) là 6");
    CHECK(findings[0].message.en == "g: 80.5 = 80.5 = 80.5: printed 6, 7, 8; by competition ranks it is 6");
    CHECK(findings[0].hint.vi == "in theo thứ tự dòng (ordinal)");
    CHECK(findings[1].agency == "h");
}

TEST_CASE("dense ranks in print are recognised", "[council]") {
    auto round = round_with({"81", "80.5", "80.5", "80"});
    publish_all(round, {1, 2, 2, 3});
    const auto findings = compared(round);
    REQUIRE(codes_of(findings) == Codes{"R202"});
    CHECK(findings[0].message.en == "d: published rank 3, computed 4 (by competition ranks)");
    CHECK(findings[0].hint.en == "printed by dense ranks");
}

TEST_CASE("shared places in print are recognised where the set parts equals", "[council]") {
    auto set = one_figure();
    set.policies.ranking.then_by = {"2"};
    auto round = round_with({"80", "80"}, set);
    give_points(round, 0, "a", "1", "50");
    give_points(round, 0, "a", "2", "30");
    publish_all(round, {1, 1});
    const auto findings = compared(round);
    REQUIRE(codes_of(findings) == Codes{"R202"});
    CHECK(findings[0].agency == "b");  // 20 points of criterion 2 against 30
    CHECK(findings[0].hint.en ==
          "printed by competition ranks, without the tie-breakers, or by dense ranks, without the tie-breakers");
}

TEST_CASE("ranks that no rule gives have no such hint", "[council]") {
    auto round = round_with({"81", "80"});
    publish_all(round, {2, 1});
    const auto findings = compared(round);
    CHECK(codes_of(findings) == Codes{"R202", "R202"});
    CHECK(findings.at(0).hint.empty());
}

TEST_CASE("a rank printed twice inside a run is no line order", "[council]") {
    auto round = round_with({"80", "80", "80"});
    publish_all(round, {1, 2, 2});
    const auto findings = compared(round);
    CHECK(codes_of(findings) == Codes{"R202", "R202"});
    CHECK(findings.at(0).hint.empty());
}

TEST_CASE("a rank printed for an agency without one says why it has none", "[council]") {
    auto round = round_with({"81", "80"});
    give_state(round, 0, "b", "2", State::pending);
    publish_all(round, {1, 2});
    round.published[1].total = number("80");
    const auto findings = compared(round);
    REQUIRE(codes_of(findings) == Codes{"R201", "R202"});
    CHECK(findings[0].message.en == "b: published total 80, but its total waits for open criteria");
    CHECK(findings[1].message.en == "b: published rank 2, but its total waits for open criteria");
    CHECK(findings[1].hint.empty());
}

TEST_CASE("a class is held against the computed class", "[council]") {
    auto set = one_figure();
    Classification classification;
    classification.classes = {{"A", {}, range("90%", "")}, {"B", {}, range("80%", "90%")}};
    set.classifications = {classification};
    auto round = round_with({"95", "85", "60"}, set);
    for (const auto* id : {"a", "b", "c"}) publish(round, id, std::nullopt).class_id = "A";
    const auto findings = compared(round);
    REQUIRE(codes_of(findings) == Codes{"R203", "R203"});
    CHECK(findings[0].message.en == "b: published class A, computed B");
    CHECK(findings[1].message.en == "c: published class A, computed none");
}

TEST_CASE("agencies unknown to the round and agencies left out are told apart", "[council]") {
    auto round = round_with({"81", "80"});
    publish(round, "a", 1);
    publish(round, "zz", 2);
    const auto findings = compared(round);
    REQUIRE(codes_of(findings) == Codes{"R205", "R204"});
    CHECK(findings[0].agency == "b");
    CHECK(findings[0].severity == Severity::note);
    CHECK(findings[1].agency == "zz");
    CHECK(findings[1].severity == Severity::error);
}
