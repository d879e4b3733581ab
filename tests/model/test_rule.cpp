#include "parindex/model/rule.hpp"

#include <catch2/catch.hpp>

using namespace parindex;

namespace {

Interval between(std::optional<Interval::Edge> lower, std::optional<Interval::Edge> upper) {
    return {std::move(lower), std::move(upper), false, false};
}

Interval::Edge closed(const Rational& value) { return {value, true, {}}; }
Interval::Edge open(const Rational& value) { return {value, false, {}}; }

}  // namespace

TEST_CASE("an interval holds a closed edge and leaves an open one out") {
    // 50 % to below 70 %
    const Interval half_open = between(closed(Rational(1, 2)), open(Rational(7, 10)));
    CHECK(half_open.contains(Rational(1, 2)));
    CHECK(half_open.contains(Rational(6999, 10000)));
    CHECK_FALSE(half_open.contains(Rational(7, 10)));
    CHECK_FALSE(half_open.contains(Rational(4999, 10000)));

    const Interval above = between(open(Rational(1, 2)), closed(Rational(7, 10)));
    CHECK_FALSE(above.contains(Rational(1, 2)));
    CHECK(above.contains(Rational(7, 10)));
}

TEST_CASE("an interval without an edge has no bound on that side") {
    CHECK(between({}, open(10)).contains(-1'000'000));
    CHECK(between(closed(10), {}).contains(1'000'000));
    CHECK(between({}, {}).contains(0));
}

TEST_CASE("an interval of one value holds this value only") {
    const Interval one = between(closed(1), closed(1));
    CHECK(one.contains(1));
    CHECK_FALSE(one.contains(Rational(999, 1000)));
    CHECK_FALSE(one.contains(Rational(1001, 1000)));
}

TEST_CASE("a rule is called by the word that stands in files") {
    CHECK(kind_name({LevelsRule{}, {}}) == "levels");
    CHECK(kind_name({ChecklistRule{}, {}}) == "checklist");
    CHECK(kind_name({PointsRule{}, {}}) == "points");
    CHECK(kind_name({DeductionRule{}, {}}) == "deduction");
    CHECK(kind_name({CasesRule{}, {}}) == "cases");
    CHECK(kind_name({SurveyRule{}, {}}) == "survey");
    CHECK(kind_name({AlternativesRule{}, {}}) == "alternatives");
}
