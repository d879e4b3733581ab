#include "parindex/council/compare_rounds.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace parindex;
using namespace parindex::testing;

namespace {

using Kind = CriterionChange::Kind;

const CriterionChange& change_of(const std::vector<CriterionChange>& changes, const std::string& id) {
    return *std::find_if(changes.begin(), changes.end(), [&](const auto& one) { return one.criterion == id; });
}

RoundResult scored(const Round& round) {
    auto result = evaluate_round(round, round.stages.size() - 1);
    REQUIRE(result.value);
    return std::move(*result.value);
}

CriteriaSet older_set() {
    return criteria_set({parent("1", {typed("1.1", "4"), typed("1.2", "4")}), parent("2", {typed("2.1", "2")})});
}

/// 1.2 has another maximum, 2.1 is gone, 2.2 is new.
CriteriaSet newer_set() {
    auto set = criteria_set({parent("1", {typed("1.1", "4"), typed("1.2", "6")}), parent("2", {typed("2.2", "2")})});
    set.id = "vn/test-2018";
    return set;
}

}  // namespace

TEST_CASE("criteria of two versions are the same, changed, added or dropped", "[council][compare]") {
    const auto changes = compare_sets(older_set(), newer_set());
    std::vector<std::string> order;
    for (const auto& one : changes) order.push_back(one.criterion);
    CHECK(order == std::vector<std::string>{"1", "1.1", "1.2", "2", "2.2", "2.1"});
    CHECK(change_of(changes, "1.1").kind == Kind::same);
    CHECK(change_of(changes, "1.1").what.empty());
    const auto& changed = change_of(changes, "1.2");
    CHECK(changed.kind == Kind::changed);
    CHECK(changed.from_max == Rational(4));
    CHECK(changed.to_max == Rational(6));
    REQUIRE(changed.what.size() == 2);
    CHECK(changed.what[0].vi == "điểm tối đa: 4 → 6");
    CHECK(changed.what[1].en == "rule: typed points, 0 to 4 → typed points, 0 to 6");
    CHECK(change_of(changes, "2.2").kind == Kind::added);
    CHECK_FALSE(change_of(changes, "2.2").from_max.has_value());
    CHECK(change_of(changes, "2.1").kind == Kind::dropped);
    CHECK(change_of(changes, "2.1").from_max == Rational(2));
    CHECK(change_of(changes, "2.1").title.en == "Criterion 2.1");
}

TEST_CASE("a set does not differ from itself", "[council][compare]") {
    for (const auto& one : compare_sets(older_set(), older_set())) CHECK(one.kind == Kind::same);
}

TEST_CASE("a title that says something else under the same id is a change, its spelling is not", "[council][compare]") {
    auto other = older_set();
    other.criteria[0].children[0].title.vi = "  TIÊU chí  1.1";
    CHECK(change_of(compare_sets(older_set(), other), "1.1").kind == Kind::same);
    other.criteria[0].children[0].title.vi = "Việc khác";
    const auto changes = compare_sets(older_set(), other);
    const auto& changed = change_of(changes, "1.1");
    CHECK(changed.kind == Kind::changed);
    CHECK(changed.what.front().vi == "tên: Tiêu chí 1.1 → Việc khác");
    other = older_set();
    other.criteria[0].children[0].title.en.clear();  // a language less
    CHECK(change_of(compare_sets(older_set(), other), "1.1").kind == Kind::same);
}

TEST_CASE("every part of a rule counts, also what its words leave out", "[council][compare]") {
    const auto differ = [](RuleKind a, RuleKind b) {
        const auto from = criteria_set({leaf("1", "2", std::move(a))});
        const auto to = criteria_set({leaf("1", "2", std::move(b))});
        return change_of(compare_sets(from, to), "1").kind == Kind::changed;
    };
    CHECK_FALSE(differ(PointsRule{}, PointsRule{}));
    CHECK(differ(PointsRule{}, PointsRule{Rational(0), std::nullopt, number("0.5")}));
    CHECK(differ(PointsRule{}, ConditionRule{expression("true")}));
    const auto bands = [](Overlap overlap, BandsRule::Outside outside) {
        return BandsRule{expression("answer"), Unit::percent, {}, overlap, outside};
    };
    CHECK(differ(bands(Overlap::first, BandsRule::Outside::zero), bands(Overlap::highest, BandsRule::Outside::zero)));
    CHECK(differ(bands(Overlap::first, BandsRule::Outside::zero), bands(Overlap::first, BandsRule::Outside::refuse)));
    const auto formula = [](Overflow above) { return FormulaRule{expression("answer"), above, Overflow::cap}; };
    CHECK(differ(formula(Overflow::cap), formula(Overflow::refuse)));
    const auto share = [](Overflow above) {
        ProportionalRule rule{expression("answer"), {}, {}, ProportionalRule::Between::share_of_max, above};
        return rule;
    };
    CHECK(differ(share(Overflow::cap), share(Overflow::refuse)));
    const auto survey = [](const char* count) { return SurveyRule{{{"a", {}, Rational(1), expression(count)}}}; };
    CHECK(differ(survey("answer"), survey("answer + 1")));
    const auto deduction = [](std::optional<Rational> cap) {
        return DeductionRule{{}, {{"a", {}, expression("answer"), Rational(1), cap}}, {}, Rational(0)};
    };
    CHECK(differ(deduction(std::nullopt), deduction(Rational(1))));
}

TEST_CASE("conditions, overrides, roles, weights and aggregation count as well", "[council][compare]") {
    const auto kind_after = [](auto edit) {
        auto other = older_set();
        edit(other.criteria[0]);
        const auto changes = compare_sets(older_set(), other);
        return std::pair(change_of(changes, "1").kind, change_of(changes, "1.1").kind);
    };
    using Pair = std::pair<Kind, Kind>;
    const Pair parent_only{Kind::changed, Kind::same};
    const Pair leaf_only{Kind::same, Kind::changed};
    CHECK(kind_after([](Criterion& c) { c.aggregate.kind = Aggregate::Kind::best_of; }) == parent_only);
    CHECK(kind_after([](Criterion& c) {
              c.aggregate.convert.push_back({range("1", ""), {}, Rational(1), {}});
          }) == parent_only);
    CHECK(kind_after([](Criterion& c) { c.children[0].weight = 2; }) == leaf_only);
    CHECK(kind_after([](Criterion& c) { c.children[0].role = Role::monitor; }) == leaf_only);
    CHECK(kind_after([](Criterion& c) { c.children[0].applies_when = expression("agency.type = 'a'"); }) == leaf_only);
    CHECK(kind_after([](Criterion& c) {
              c.children[0].overrides.push_back({expression("true"), Rational(0), {}});
          }) == leaf_only);
    CHECK(kind_after([](Criterion& c) { c.children[0].scored_by = {Scorer::survey}; }) == leaf_only);
    CHECK(kind_after([](Criterion& c) { c.children[0].states[State::blank] = Effect::drop; }) == leaf_only);
    CHECK(kind_after([](Criterion& c) {
              c.children[0].zero_denominator = ZeroDenominator{std::nullopt, ZeroDenominator::Then::zero};
          }) == leaf_only);
    CHECK(kind_after([](Criterion& c) {
              c.children[0].children = {typed("1.1.1", "4")};
              c.children[0].rule.reset();
          }) == leaf_only);
}

TEST_CASE("agencies of two years with totals, places and what can be compared", "[council][compare]") {
    auto before = round_of(older_set());
    auto after = round_of(newer_set());
    for (const auto* id : {"a", "b", "gone"}) add_agency(before, id, std::string("Sở ") + id);
    for (const auto* id : {"new", "b", "a"}) add_agency(after, id, std::string("Sở ") + id);
    give_points(before, 0, "a", "1.1", "1");
    give_points(before, 0, "a", "1.2", "4");
    give_points(before, 0, "b", "1.1", "4");
    give_points(before, 0, "b", "1.2", "2");
    give_points(before, 0, "gone", "2.1", "2");
    give_points(after, 0, "a", "1.1", "3");
    give_points(after, 0, "a", "1.2", "6");
    give_points(after, 0, "b", "2.2", "1");
    give_state(after, 0, "b", "1.1", State::not_applicable);
    const auto comparison = compare_rounds(before, scored(before), after, scored(after));

    REQUIRE(comparison.groups.size() == 1);
    CHECK(comparison.groups[0].from_set == "vn/test-2017");
    CHECK(comparison.groups[0].to_set == "vn/test-2018");
    CHECK(comparison.groups[0].comparable_share == number("1/3"));  // 1.1 of 12 points

    REQUIRE(comparison.agencies.size() == 4);
    CHECK(comparison.agencies[0].agency == "new");
    CHECK_FALSE(comparison.agencies[0].from_total.has_value());
    CHECK_FALSE(comparison.agencies[0].from_comparable.has_value());
    const auto& b = comparison.agencies[1];
    CHECK(b.from_total == Rational(6));
    CHECK(b.to_total == Rational(1));
    CHECK_FALSE(b.from_comparable.has_value());  // 1.1 does not count in both years
    const auto& a = comparison.agencies[2];
    CHECK(a.from_total == Rational(5));
    CHECK(a.to_total == Rational(9));
    CHECK(a.from_rank == 2);
    CHECK(a.to_rank == 1);
    CHECK(a.from_comparable == number("1/4"));
    CHECK(a.to_comparable == number("3/4"));
    CHECK(comparison.agencies[3].agency == "gone");
    CHECK(comparison.agencies[3].from_total == Rational(2));
    CHECK(comparison.agencies[3].group.empty());
}

TEST_CASE("groups that only one round has are not compared, their agencies are listed", "[council][compare]") {
    auto before = round_of(older_set(), "so");
    auto after = round_of(older_set(), "huyen");
    add_agency(before, "a", "A", "so");
    add_agency(after, "a", "A", "huyen");
    give_points(before, 0, "a", "1.1", "1");
    give_points(after, 0, "a", "1.1", "2");
    const auto comparison = compare_rounds(before, scored(before), after, scored(after));
    CHECK(comparison.groups.empty());
    REQUIRE(comparison.agencies.size() == 1);
    // The criteria are the same, only the block is another: over 1.1, 1.2 and 2.1, blank counting zero.
    CHECK(comparison.agencies[0].from_comparable == number("1/10"));
    CHECK(comparison.agencies[0].to_comparable == number("1/5"));
}
