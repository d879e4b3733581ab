#include "parindex/analysis/points_table.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <utility>

#include "support/builders.hpp"

using namespace parindex;
using namespace parindex::testing;

namespace {

RoundResult score(const Round& round) {
    auto result = evaluate_round(round, 1);
    REQUIRE(result.value);
    return std::move(*result.value);
}

CriteriaSet two_domains(TotalBase base) {
    auto set = criteria_set(
        {parent("1", {typed("1.1", "4"), parent("1.2", {typed("1.2.1", "2")})}), parent("2", {typed("2.1", "4")})});
    set.policies.total_base = base;
    return set;
}

/// What the table says of the total of a row.
double total_of_row(const PointsTable& table, std::size_t row) {
    double points = 0;
    double assigned = 0;
    for (std::size_t column = 0; column < table.criteria.size(); ++column) {
        const double share = table.shares(row, column);
        if (std::isnan(share)) continue;
        points += share * table.maxima[column];
        assigned += table.maxima[column];
    }
    return (table.is_rescaled ? points * table.maximum / assigned : points) + table.rest[row];
}

}  // namespace

TEST_CASE("the table's columns are the finest criteria whose points add up") {
    auto best = parent("3", {typed("3.1", "5"), typed("3.2", "5")});
    best.aggregate.kind = Aggregate::Kind::best_of;
    best.max = number("5");
    auto bonus = parent("4", {typed("4.1", "1")});
    bonus.role = Role::bonus;
    bonus.children[0].role = Role::bonus;
    auto round = round_of(criteria_set({parent("1", {typed("1.1", "4"), typed("1.2", "2")}), best, bonus}));
    add_agency(round, "a", "A");
    give_points(round, 0, "a", "1.1", "1");
    give_points(round, 0, "a", "3.2", "4");
    give_points(round, 0, "a", "4.1", "0.5");
    const auto result = score(round);
    const auto table = points_table(result, 0);
    const auto& nodes = result.plans[table.set].nodes();
    REQUIRE(table.criteria.size() == 3);
    CHECK(nodes[table.criteria[0]].criterion->id == "1.1");
    CHECK(nodes[table.criteria[1]].criterion->id == "1.2");
    CHECK(nodes[table.criteria[2]].criterion->id == "3");
    CHECK(table.maxima == std::vector<double>{4, 2, 5});
    CHECK(table.shares.values == std::vector<double>{0.25, 0, 0.8});
    // The bonus moves with no weight.
    CHECK(table.rest == std::vector<double>{0.5});
    CHECK(table.maximum == 11);
}

TEST_CASE("a criterion that is not the agency's counts as its total counts it") {
    for (const auto base : {TotalBase::maximum, TotalBase::assigned, TotalBase::own_maximum}) {
        auto round = round_of(two_domains(base));
        add_agency(round, "a", "A");
        give_points(round, 0, "a", "1.1", "3");
        give_points(round, 0, "a", "1.2.1", "1");
        give_state(round, 0, "a", "2.1", State::not_applicable);
        const auto result = score(round);
        const auto table = points_table(result, 0);
        REQUIRE(table.agencies.size() == 1);
        CHECK(std::isnan(table.shares(0, 2)) == (base == TotalBase::assigned));
        CHECK(table.rest[0] == 0);
        CHECK(total_of_row(table, 0) == Approx(result.agencies[0].scorecard.total.exact->to_double()));
    }
}

TEST_CASE("only ranked agencies are in the table, in ranking order") {
    auto round = round_of(two_domains(TotalBase::maximum));
    for (const auto* id : {"a", "b", "c"}) add_agency(round, id, id);
    give_points(round, 0, "a", "1.1", "1");
    give_points(round, 0, "c", "1.1", "2");
    const auto result = score(round);
    CHECK(points_table(result, 0).agencies == std::vector<std::size_t>{2, 0});
    CHECK_THROWS_AS(points_table(result, 1), std::out_of_range);
}

TEST_CASE("a group without a ranked agency has an empty table") {
    auto round = round_of(two_domains(TotalBase::maximum));
    add_agency(round, "a", "A");
    const auto table = points_table(score(round), 0);
    CHECK(table.agencies.empty());
    CHECK(table.shares.rows == 0);
}

TEST_CASE("columns are gathered under their ancestors") {
    auto round = round_of(two_domains(TotalBase::maximum));
    add_agency(round, "a", "A");
    give_points(round, 0, "a", "1.1", "1");
    const auto result = score(round);
    const auto table = points_table(result, 0);
    const auto& plan = result.plans[table.set];
    CHECK(depth_of(table, plan) == 3);
    std::vector<std::size_t> nodes;
    CHECK(columns_by_depth(table, plan, 1, nodes) == std::vector<std::size_t>{0, 0, 1});
    CHECK(nodes == plan.domains());
    CHECK(columns_by_depth(table, plan, 2, nodes) == std::vector<std::size_t>{0, 1, 2});
    CHECK(plan.nodes()[nodes[1]].criterion->id == "1.2");
    CHECK(columns_by_depth(table, plan, 9, nodes) == std::vector<std::size_t>{0, 1, 2});
    CHECK(nodes == table.criteria);
}
