#include "parindex/engine/scorecard.hpp"

#include "support/scored.hpp"

#include <catch2/catch.hpp>

using namespace parindex;
using namespace parindex::testing;

TEST_CASE("the component index is the points out of the assigned maximum, exactly", "[engine]") {
    NodeScore score;
    score.points = number("2");
    score.assigned = number("3");
    CHECK(shown(share_of(score)) == "2/3");
    score.points = Rational(0);
    CHECK(shown(share_of(score)) == "0");
}

TEST_CASE("without points, without a maximum or with a maximum of zero there is no component index", "[engine]") {
    NodeScore score;
    CHECK_FALSE(share_of(score));
    score.assigned = Rational(3);
    CHECK_FALSE(share_of(score));
    score.points = Rational(0);
    score.assigned.reset();
    CHECK_FALSE(share_of(score));
    score.assigned = Rational(0);
    CHECK_FALSE(share_of(score));
}

TEST_CASE("a scorecard names the agency and stage and has a score for each node of the plan", "[engine]") {
    const auto plan = compiled(criteria_set({parent("1", {typed("1.1", "4"), typed("1.2", "6")})}));
    const auto card = score(plan, Given().points("1.1", "3").points("1.2", "0"));
    CHECK(card.agency == "so-a");
    CHECK(card.stage == "self");
    REQUIRE(card.nodes.size() == 3);
    CHECK(shown(share_of(node(plan, card, "1"))) == "3/10");
    CHECK(shown(share_of(node(plan, card, "1.1"))) == "3/4");
    CHECK(shown(share_of(node(plan, card, "1.2"))) == "0");
}
