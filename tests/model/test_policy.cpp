#include "parindex/model/policy.hpp"

#include <catch2/catch.hpp>

using namespace parindex;

TEST_CASE("states and effects keep their words through text and back") {
    for (const State state : {State::scored, State::not_applicable, State::not_arisen, State::no_data, State::no_survey,
                              State::pending, State::blank}) {
        CHECK(parse_state(to_string(state)) == state);
    }
    for (const Effect effect : {Effect::full_points, Effect::zero, Effect::drop, Effect::block}) {
        CHECK(parse_effect(to_string(effect)) == effect);
    }
    CHECK(to_string(State::not_arisen) == "not_arisen");
    CHECK(to_string(Effect::full_points) == "full_points");
}

TEST_CASE("policies keep their words through text and back") {
    CHECK(parse_total_base("maximum") == TotalBase::maximum);
    CHECK(parse_total_base(to_string(TotalBase::assigned)) == TotalBase::assigned);
    CHECK(parse_tie_rule("competition") == TieRule::competition);
    CHECK(parse_tie_rule(to_string(TieRule::dense)) == TieRule::dense);
    CHECK(parse_tie_rule("ordinal") == TieRule::ordinal);
    CHECK(parse_basis("exact") == Basis::exact);
    CHECK(parse_basis(to_string(Basis::rounded)) == Basis::rounded);
}

TEST_CASE("a word of a policy is taken exactly as documented") {
    CHECK_FALSE(parse_state("not arisen"));
    CHECK_FALSE(parse_state("Blank"));
    CHECK_FALSE(parse_effect(""));
    CHECK_FALSE(parse_tie_rule("standard"));
    CHECK_FALSE(parse_basis("round"));
}
