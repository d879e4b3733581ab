#include "parindex/council/ranking.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace parindex;
using parindex::testing::number;

namespace {

RankEntry entry(std::string name, std::string_view key, std::vector<std::optional<Rational>> tie_breakers = {}) {
    return {"id-" + name, name, number(key), std::move(tie_breakers)};
}

RankingPolicy ties(TieRule rule) {
    RankingPolicy policy;
    policy.ties = rule;
    return policy;
}

/// "Name rank" in ranking order, a tie marked with "=".
std::vector<std::string> lines(const std::vector<RankEntry>& entries, const RankingPolicy& policy) {
    std::vector<std::string> result;
    for (const auto& place : rank_entries(entries, policy))
        result.push_back(entries[place.entry].name + " " + std::to_string(place.rank) + (place.tied ? "=" : ""));
    return result;
}

using Lines = std::vector<std::string>;

/// Five above, three at 80.5, one below: the tie of the printed Hưng Yên police list of 2024.
std::vector<RankEntry> three_at_80_5() {
    return {entry("A", "82.5"), entry("B", "82.16"), entry("C", "81.5"),  entry("D", "81.25"), entry("E", "81"),
            entry("F", "80.5"), entry("G", "80.50"), entry("H", "161/2"), entry("I", "80")};
}

}  // namespace

TEST_CASE("competition ranks give equals the first place and skip the places they fill", "[council]") {
    CHECK(lines(three_at_80_5(), ties(TieRule::competition)) ==
          Lines{"A 1", "B 2", "C 3", "D 4", "E 5", "F 6=", "G 6=", "H 6=", "I 9"});
}

TEST_CASE("dense ranks skip no place", "[council]") {
    CHECK(lines(three_at_80_5(), ties(TieRule::dense)) ==
          Lines{"A 1", "B 2", "C 3", "D 4", "E 5", "F 6=", "G 6=", "H 6=", "I 7"});
}

TEST_CASE("ordinal ranks follow Vietnamese name order among equals", "[council]") {
    const std::vector<RankEntry> entries{entry("Đông Hải", "90"), entry("Ea Kar", "90"), entry("Dương Kinh", "90"),
                                         entry("An Dương", "90"), entry("Đồ Sơn", "95")};
    CHECK(lines(entries, ties(TieRule::ordinal)) ==
          Lines{"Đồ Sơn 1", "An Dương 2", "Dương Kinh 3", "Đông Hải 4", "Ea Kar 5"});
}

TEST_CASE("equals that share a place stand in Vietnamese name order", "[council]") {
    const std::vector<RankEntry> entries{entry("Đông Hải", "90"), entry("Ea Kar", "90"), entry("Dương Kinh", "90")};
    CHECK(lines(entries, ties(TieRule::competition)) == Lines{"Dương Kinh 1=", "Đông Hải 1=", "Ea Kar 1="});
}

TEST_CASE("agencies of one name stand in the order of their ids", "[council]") {
    const std::vector<RankEntry> entries{{"xa-2", "Tân Lập", 50, {}}, {"xa-1", "Tân Lập", 50, {}}};
    const auto places = rank_entries(entries, ties(TieRule::ordinal));
    CHECK(places[0].entry == 1);
    CHECK(places[0].rank == 1);
    CHECK(places[1].entry == 0);
    CHECK(places[1].rank == 2);
}

TEST_CASE("tie-breakers are compared in their order and part equals", "[council]") {
    const std::vector<RankEntry> entries{entry("A", "80", {2, 9}), entry("B", "80", {3, 1}), entry("C", "80", {3, 2}),
                                         entry("D", "81", {0, 0})};
    CHECK(lines(entries, ties(TieRule::competition)) == Lines{"D 1", "C 2", "B 3", "A 4"});
}

TEST_CASE("agencies equal in every tie-breaker share the place", "[council]") {
    const std::vector<RankEntry> entries{entry("A", "80", {3, 1}), entry("B", "80", {3, 1}), entry("C", "80", {3, 0})};
    CHECK(lines(entries, ties(TieRule::competition)) == Lines{"A 1=", "B 1=", "C 3"});
    CHECK(lines(entries, ties(TieRule::dense)) == Lines{"A 1=", "B 1=", "C 2"});
}

TEST_CASE("a criterion without points loses a tie, even against less than nothing", "[council]") {
    const std::vector<RankEntry> entries{entry("A", "80", {std::nullopt}), entry("B", "80", {-1})};
    CHECK(lines(entries, ties(TieRule::competition)) == Lines{"B 1", "A 2"});
}

TEST_CASE("sums of the same decimals in another order are equal", "[council]") {
    // As binary fractions 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 differ in the last place.
    const auto up = number("0.1") + number("0.2") + number("0.3");
    const auto down = number("0.3") + number("0.2") + number("0.1");
    const std::vector<RankEntry> entries{{"a", "A", up, {}}, {"b", "B", down, {}}};
    CHECK(lines(entries, ties(TieRule::competition)) == Lines{"A 1=", "B 1="});
}

TEST_CASE("the order of the input never shows in the ranking", "[council]") {
    std::vector<RankEntry> entries = three_at_80_5();
    for (const auto* name : {"Đồ Sơn", "Dương Kinh", "Kiến An", "An Lão"}) entries.push_back(entry(name, "80.5", {1}));
    for (const auto rule : {TieRule::competition, TieRule::dense, TieRule::ordinal}) {
        const auto expected = lines(entries, ties(rule));
        auto shuffled = entries;
        std::mt19937 random(2017);
        for (int i = 0; i < 200; ++i) {
            std::shuffle(shuffled.begin(), shuffled.end(), random);
            REQUIRE(lines(shuffled, ties(rule)) == expected);
        }
    }
}

TEST_CASE("a ranking of nobody is empty", "[council]") { CHECK(rank_entries({}, ties(TieRule::dense)).empty()); }
