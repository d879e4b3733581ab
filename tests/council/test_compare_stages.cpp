#include "parindex/council/compare_stages.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>

using namespace parindex;
using namespace parindex::testing;

namespace {

RoundResult at(const Round& round, std::size_t stage) {
    auto result = evaluate_round(round, stage);
    REQUIRE(result.value);
    return std::move(*result.value);
}

/// Self: 1.1 = 3, 1.2 = 2, 1.3 = 1. Appraisal: 1.1 lowered with a reason, 1.2 confirmed, 1.3 left open.
Round appraised() {
    auto round = round_of(criteria_set({parent("1", {typed("1.1", "5"), typed("1.2", "5"), typed("1.3", "5")})}));
    add_agency(round, "a", "A");
    give_points(round, 0, "a", "1.1", "3");
    answer_of(round, 0, "a", "1.1").explanation = "tự chấm";
    give_points(round, 0, "a", "1.2", "2");
    give_points(round, 0, "a", "1.3", "1");
    auto& lowered = answer_of(round, 1, "a", "1.1");
    lowered.points = number("2.5");
    lowered.explanation = "thiếu minh chứng";
    lowered.by = "tổ giúp việc";
    give_points(round, 1, "a", "1.2", "2");
    give_state(round, 1, "a", "1.3", State::pending);
    return round;
}

}  // namespace

TEST_CASE("leaves that changed between stages are listed in table order with the reason", "[council]") {
    const auto round = appraised();
    const auto differences = compare_stages(round, at(round, 0), at(round, 1));
    REQUIRE(differences.size() == 2);
    CHECK(differences[0].agency == "a");
    CHECK(differences[0].criterion == "1.1");
    CHECK(differences[0].from == Rational(3));
    CHECK(differences[0].to == number("2.5"));
    CHECK(differences[0].explanation == "thiếu minh chứng");
    CHECK(differences[0].by == "tổ giúp việc");
    CHECK(differences[1].criterion == "1.3");
    CHECK(differences[1].from == Rational(1));
    CHECK_FALSE(differences[1].to.has_value());
    CHECK(differences[1].from_state == State::scored);
    CHECK(differences[1].to_state == State::pending);
}

TEST_CASE("a stage does not differ from itself", "[council]") {
    const auto round = appraised();
    const auto result = at(round, 1);
    CHECK(compare_stages(round, result, result).empty());
}

TEST_CASE("a change of state alone is a difference", "[council]") {
    auto round = round_of(criteria_set({typed("1", "5")}));
    add_agency(round, "a", "A");
    give_points(round, 0, "a", "1", "5");
    give_state(round, 1, "a", "1", State::not_arisen);  // full points by the set's policies: 5 as before
    const auto differences = compare_stages(round, at(round, 0), at(round, 1));
    REQUIRE(differences.size() == 1);
    CHECK(differences[0].from == differences[0].to);
    CHECK(differences[0].to_state == State::not_arisen);
}

TEST_CASE("a change that comes from a fact carries no explanation of an earlier answer", "[council]") {
    auto set = criteria_set({computed("1", "10", "done")});
    set.facts.push_back(declare("done", FactType::count));
    auto round = round_of(set);
    add_agency(round, "a", "A");
    give_fact(round, 0, "a", "done", Rational(8));
    answer_of(round, 0, "a", "1").explanation = "theo báo cáo";
    give_fact(round, 1, "a", "done", Rational(6));
    const auto differences = compare_stages(round, at(round, 0), at(round, 1));
    REQUIRE(differences.size() == 1);
    CHECK(differences[0].from == Rational(8));
    CHECK(differences[0].to == Rational(6));
    CHECK(differences[0].explanation.empty());
}
