#include "parindex/rules/scope.hpp"

#include <catch2/catch.hpp>

#include "parindex/rules/evaluate_expression.hpp"
#include "support/expressions.hpp"

using namespace parindex;
using test::expr;

TEST_CASE("in an empty scope every name is missing and every other criterion is unsettled") {
    const Scope nothing;
    for (const auto* name : {"fact", "answer", "max", "agency.id", "agency.type", "it.days", "period.from"}) {
        INFO(name);
        const auto result = evaluate_expression(expr(name), nothing);
        REQUIRE(std::holds_alternative<MissingFacts>(result));
        CHECK(std::get<MissingFacts>(result).names == std::vector<std::string>{name});
    }
    CHECK(std::holds_alternative<Unsettled>(evaluate_expression(expr("points('1')"), nothing)));
    CHECK(std::holds_alternative<Unsettled>(evaluate_expression(expr("peer_count()"), nothing)));
}

TEST_CASE("a scope without a calendar knows weekends but no holidays") {
    const Scope nothing;
    // Friday 3 March 2017 to Monday the 6th.
    const auto result =
        evaluate_expression(expr("working_days_between(date('2017-03-03'), date('2017-03-06'))"), nothing);
    CHECK(std::get<Rational>(std::get<Value>(result)) == Rational(1));
}
