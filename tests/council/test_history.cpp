#include "parindex/council/history.hpp"

#include "parindex/council/consensus.hpp"
#include "support/builders.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace parindex;
using namespace parindex::testing;

namespace {

/// Self 0.75, appraised 0.25 with a reason, disputed with a claim of 0.75, decided 0.5 by the council.
Round disputed_round() {
    auto round = round_of(criteria_set({parent("1", {typed("1.1", "1"), typed("1.2", "1")})}));
    round.stages = {{"self", Stage::Kind::self},
                    {"appraisal-1", Stage::Kind::appraisal},
                    {"explanation", Stage::Kind::explanation},
                    {"final", Stage::Kind::final}};
    round.assessments.resize(4);
    add_agency(round, "a", "A");
    give_points(round, 0, "a", "1.1", "0.75");
    answer_of(round, 0, "a", "1.1").evidence = {"kh-01"};
    answer_of(round, 0, "a", "1.1").explanation = "đủ ba nội dung";
    give_points(round, 0, "a", "1.2", "1");
    auto& appraised = answer_of(round, 1, "a", "1.1");
    appraised.points = number("0.25");
    appraised.by = "tv-01";
    appraised.at = parse_moment("2017-07-01T09:30");
    appraised.explanation = "kế hoạch thiếu hai nội dung";
    appraised.refused_evidence["kh-01"] = "bản dự thảo";
    auto& claim = answer_of(round, 2, "a", "1.1");
    claim.points = number("0.75");
    claim.disputed = true;
    claim.explanation = "đã ban hành chính thức";
    claim.evidence = {"kh-02"};
    auto& decided = answer_of(round, 3, "a", "1.1");
    decided.awarded = number("0.5");
    decided.explanation = "chấp nhận một phần";
    decided.by = "hội đồng";
    return round;
}

std::vector<HistoryEntry> trail(const Round& round, const std::vector<RoundResult>& stages, const char* criterion) {
    return history_of(round, stages, 0, *stages.back().plans[0].index_of(criterion));
}

std::vector<RoundResult> all_stages(const Round& round) {
    auto stages = evaluate_stages(round, round.stages.size() - 1);
    REQUIRE(stages.value);
    return std::move(*stages.value);
}

}  // namespace

TEST_CASE("every earlier value stays in the trail, with who, when and why", "[council][history]") {
    const auto round = disputed_round();
    const auto stages = all_stages(round);
    const auto history = trail(round, stages, "1.1");
    REQUIRE(history.size() == 4);
    CHECK(history[0].stage == 0);
    CHECK(history[0].points == number("0.75"));
    CHECK(history[0].answer->explanation == "đủ ba nội dung");
    CHECK(history[1].points == number("0.25"));
    CHECK(history[1].answer->by == "tv-01");
    CHECK(history[1].answer->at == parse_moment("2017-07-01T09:30"));
    CHECK(history[1].answer->refused_evidence.at("kh-01") == "bản dự thảo");
    CHECK(history[2].points == number("0.25"));  // an explanation changes nothing in force
    CHECK(history[2].claimed == number("0.75"));
    CHECK(history[2].answer->disputed == true);
    CHECK(history[3].points == number("0.5"));
    CHECK(history[3].answer->explanation == "chấp nhận một phần");
    CHECK_FALSE(history[3].claimed.has_value());
}

TEST_CASE("stages that say nothing and change nothing are left out of the trail", "[council][history]") {
    const auto round = disputed_round();
    const auto stages = all_stages(round);
    const auto history = trail(round, stages, "1.2");
    REQUIRE(history.size() == 1);
    CHECK(history[0].stage == 0);
    CHECK(history[0].points == Rational(1));
}

TEST_CASE("a change that comes from facts stands in the trail without an answer", "[council][history]") {
    auto round = round_of(criteria_set({parent("1", {computed("1.1", "5", "dossiers")})}));
    round.sets[0].facts.push_back(declare("dossiers", FactType::count));
    add_agency(round, "a", "A");
    give_fact(round, 0, "a", "dossiers", Rational(4));
    give_fact(round, 1, "a", "dossiers", Rational(3));
    const auto stages = all_stages(round);
    const auto history = trail(round, stages, "1.1");
    REQUIRE(history.size() == 2);
    CHECK(history[0].points == Rational(4));
    CHECK(history[1].points == Rational(3));
    CHECK(history[1].answer == nullptr);
}

TEST_CASE("a claim is worth what the rule gives, and nothing when the rule refuses it", "[council][history]") {
    auto round = disputed_round();
    answer_of(round, 2, "a", "1.1").points = number("9");
    const auto stages = all_stages(round);
    CHECK_FALSE(trail(round, stages, "1.1")[2].claimed.has_value());
    auto silent = disputed_round();
    answer_of(silent, 2, "a", "1.1").points.reset();
    const auto silent_stages = all_stages(silent);
    const auto history = trail(silent, silent_stages, "1.1");
    CHECK(history[2].answer->disputed == true);
    CHECK_FALSE(history[2].claimed.has_value());
}

TEST_CASE("opinions stand in the trail beside the agreed answer", "[council][history]") {
    auto round = disputed_round();
    round.assessments[1].clear();
    round.opinions.resize(4);
    round.consensus = Consensus{Consensus::Rule::mean, 1, std::nullopt};
    for (const auto* points : {"0.25", "0.5"}) {
        auto& opinion = round.opinions[1]["a"].emplace_back();
        opinion.criterion = "1.1";
        opinion.answer.by = std::string("tv-") + points;
        opinion.answer.points = number(points);
    }
    CHECK(settle_opinions(round).empty());
    const auto stages = all_stages(round);
    const auto history = trail(round, stages, "1.1");
    REQUIRE(history.size() == 4);
    REQUIRE(history[1].opinions.size() == 2);
    CHECK(history[1].opinions[0]->points == number("0.25"));
    CHECK(history[1].opinions[1]->answer.by == "tv-0.5");
    CHECK(history[1].answer->by_consensus);
    CHECK(history[1].points == number("3/8"));
    CHECK(trail(round, stages, "1.2").size() == 1);
}

TEST_CASE("the stages are scored one by one as evaluate_round scores them", "[council][history]") {
    const auto round = disputed_round();
    const auto stages = all_stages(round);
    REQUIRE(stages.size() == 4);
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const auto alone = evaluate_round(round, i);
        REQUIRE(alone.value);
        CHECK(stages[i].stage == round.stages[i].id);
        CHECK(stages[i].agencies[0].scorecard.total.exact == alone.value->agencies[0].scorecard.total.exact);
    }
    CHECK(evaluate_stages(round, 1).value->size() == 2);
    CHECK_THROWS_AS(evaluate_stages(round, 4), std::out_of_range);
}

TEST_CASE("a round that cannot be scored has no trail, only findings", "[council][history]") {
    auto round = disputed_round();
    round.agencies[0].group = "other";
    const auto stages = evaluate_stages(round, 3);
    CHECK_FALSE(stages.value.has_value());
    CHECK(codes_of(stages.findings) == std::vector<std::string>{"R101"});
}
