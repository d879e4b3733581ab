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

TEST_CASE("the reason is the appraisal's, not what the agency explains afterwards", "[council]") {
    auto round = appraised();
    round.stages.push_back({"explanation", Stage::Kind::explanation});
    round.assessments.resize(3);
    answer_of(round, 2, "a", "1.1").explanation = "đã có minh chứng";
    const auto differences = compare_stages(round, at(round, 0), at(round, 2));
    REQUIRE(differences.size() == 2);
    CHECK(differences[0].explanation == "thiếu minh chứng");
    CHECK(differences[0].by == "tổ giúp việc");
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

TEST_CASE("differences are summed by criterion, in the order of ids", "[council]") {
    const auto difference = [](const char* agency, const char* criterion, const char* from, const char* to) {
        StageDifference one;
        one.agency = agency;
        one.criterion = criterion;
        if (*from != 0) one.from = number(from);
        if (*to != 0) one.to = number(to);
        return one;
    };
    const auto sums = by_criterion({difference("a", "1.10", "3", "2.5"), difference("a", "1.9", "1", ""),
                                    difference("b", "1.10", "1", "2"), difference("c", "1.10", "2", "1/3")});
    REQUIRE(sums.size() == 2);
    CHECK(sums[0].criterion == "1.9");
    CHECK(sums[0].agencies == 1);
    CHECK(sums[0].change.is_zero());
    CHECK(sums[0].raised + sums[0].lowered == 0);
    CHECK(sums[1].criterion == "1.10");
    CHECK(sums[1].agencies == 3);
    CHECK(sums[1].raised == 1);
    CHECK(sums[1].lowered == 2);
    CHECK(sums[1].change == number("-7/6"));  // -1/2 + 1 - 5/3
    CHECK(by_criterion({}).empty());
}
