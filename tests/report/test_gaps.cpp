#include "report/gaps.hpp"

#include "parindex/council/round_result.hpp"
#include "support/builders.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace parindex;
using namespace parindex::testing;
using parindex::report::adding_nodes;
using parindex::report::gaps_of;
using parindex::report::lost_points;

namespace {

std::vector<std::string> ids(const Plan& plan, const std::vector<std::size_t>& nodes) {
    std::vector<std::string> found;
    for (const auto node : nodes) found.push_back(plan.nodes()[node].criterion->id);
    return found;
}

/// Domain 1 sums 1.1 and the better of 1.2.1 and 1.2.2; domain 2 is a leaf; 3 is a penalty.
CriteriaSet mixed_set() {
    auto best = parent("1.2", {typed("1.2.1", "4"), typed("1.2.2", "4")});
    best.max = number("4");
    best.aggregate.kind = Aggregate::Kind::best_of;
    auto penalty = typed("3", "2");
    penalty.role = Role::penalty;
    return criteria_set({parent("1", {typed("1.1", "6"), best}), typed("2", "10"), penalty});
}

RoundResult scored(const Round& round) {
    auto result = evaluate_round(round, 0);
    REQUIRE(result.value);
    return std::move(*result.value);
}

}  // namespace

TEST_CASE("the nodes that add up to the total stop at parents that do not sum", "[report][gaps]") {
    auto round = round_of(mixed_set());
    add_agency(round, "so-a", "Sở A");
    give_points(round, 0, "so-a", "2", "1");
    const auto result = scored(round);
    CHECK(ids(result.plans[0], adding_nodes(result.plans[0])) == std::vector<std::string>{"1.1", "1.2", "2"});
}

TEST_CASE("losses are added over the agencies that gave data, the greatest first", "[report][gaps]") {
    auto round = round_of(mixed_set());
    for (const auto* id : {"so-a", "so-b", "so-c"}) add_agency(round, id, id);
    give_points(round, 0, "so-a", "1.1", "6");
    give_points(round, 0, "so-a", "1.2.1", "1");
    give_points(round, 0, "so-a", "1.2.2", "3");
    give_points(round, 0, "so-a", "2", "9.5");
    give_points(round, 0, "so-b", "1.1", "6");
    give_points(round, 0, "so-b", "1.2.1", "4");
    give_points(round, 0, "so-b", "2", "7");
    const auto result = scored(round);
    const auto gaps = gaps_of(result, result.groups.front());
    REQUIRE(gaps.size() == 3);
    const auto& plan = result.plans[0];
    // 2: 0.5 + 3; 1.2: 1 + 0; 1.1: none. so-c gave nothing and does not count.
    CHECK(plan.nodes()[gaps[0].node].criterion->id == "2");
    CHECK(gaps[0].lost == number("3.5"));
    CHECK(gaps[0].lost_by == 2);
    CHECK(gaps[0].counted == 2);
    CHECK(gaps[0].possible == number("20"));
    CHECK(plan.nodes()[gaps[1].node].criterion->id == "1.2");
    CHECK(gaps[1].lost == number("1"));
    CHECK(gaps[1].lost_by == 1);
    CHECK(gaps[2].lost == number("0"));
    CHECK(gaps[2].lost_by == 0);
}

TEST_CASE("a criterion that is not counted loses nothing", "[report][gaps]") {
    auto round = round_of(criteria_set({typed("1", "6"), typed("2", "4")}));
    add_agency(round, "so-a", "Sở A");
    give_points(round, 0, "so-a", "1", "5");
    give_state(round, 0, "so-a", "2", State::not_applicable);
    const auto result = scored(round);
    const auto gaps = gaps_of(result, result.groups.front());
    CHECK(gaps[0].lost == number("1"));
    CHECK(gaps[1].counted == 0);
    CHECK_FALSE(lost_points(result.agencies[0].scorecard.nodes[1]));
}

TEST_CASE("sums of thousands of different fractions stay short numbers", "[report][gaps]") {
    auto round = round_of(criteria_set({typed("1", "1")}));
    for (int i = 0; i < 3000; ++i) {
        const auto id = "a" + std::to_string(i);
        add_agency(round, id, id);
        answer_of(round, 0, id, "1").points = Rational(1, 1000003 + 2 * i);
    }
    const auto result = scored(round);
    const auto gaps = gaps_of(result, result.groups.front());
    // Each loss is about 0.999999, printed as 1.
    CHECK(gaps[0].lost == number("3000"));
}
