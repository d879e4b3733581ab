#include "parindex/council/consensus.hpp"

#include "parindex/council/round_checks.hpp"
#include "parindex/council/round_result.hpp"
#include "support/builders.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace parindex;
using namespace parindex::testing;

namespace {

std::vector<Rational> numbers(std::initializer_list<const char*> texts) {
    std::vector<Rational> list;
    for (const auto* one : texts) list.push_back(number(one));
    return list;
}

Consensus by_rule(Consensus::Rule rule, std::size_t trim = 1) { return {rule, trim, std::nullopt}; }

/// One leaf 1.1 of 1 point, scored 0.75 by the agency, and opinions to come at the appraisal.
Round with_opinions(Consensus::Rule rule) {
    auto round = round_of(criteria_set({parent("1", {typed("1.1", "1"), typed("1.2", "1")})}));
    add_agency(round, "a", "A");
    give_points(round, 0, "a", "1.1", "0.75");
    round.opinions.resize(2);
    round.consensus = by_rule(rule);
    return round;
}

Opinion& give_opinion(Round& round, const std::string& by, std::string_view points,
                      const std::string& criterion = "1.1") {
    auto& opinion = round.opinions[1]["a"].emplace_back();
    opinion.criterion = criterion;
    opinion.answer.by = by;
    opinion.answer.stage = "appraisal-1";
    opinion.answer.location.file = "appraisal-1/opinions.csv";
    if (!points.empty()) opinion.answer.points = number(points);
    return opinion;
}

const Answer& agreed(const Round& round) { return round.assessments[1].at("a").answers.at("1.1"); }

Explanation explained(const Round& round) {
    const auto result = evaluate_round(round, 1);
    REQUIRE(result.value);
    return explain_node(round, *result.value, 0, *result.value->plans[0].index_of("1.1"));
}

bool has_line(const Explanation& e, const std::string& vi) {
    return std::any_of(e.working.begin(), e.working.end(), [&](const Text& line) { return line.vi == vi; });
}

}  // namespace

TEST_CASE("agreed points are exact", "[council][consensus]") {
    using enum Consensus::Rule;
    CHECK(agreed_points(by_rule(mean), numbers({"1", "0.5", "0.25"})) == number("7/12"));
    CHECK(agreed_points(by_rule(median), numbers({"1", "0.25", "0.5"})) == number("1/2"));
    CHECK(agreed_points(by_rule(median), numbers({"1", "0", "0.25", "0.5"})) == number("3/8"));
    CHECK(agreed_points(by_rule(trimmed_mean), numbers({"0", "1", "1/3", "1/2"})) == number("5/12"));
    CHECK(agreed_points(by_rule(trimmed_mean, 0), numbers({"0", "1"})) == number("1/2"));
    CHECK(agreed_points(by_rule(mean), numbers({"1/3"})) == number("1/3"));
}

TEST_CASE("nothing is agreed without points, by the council's rule, or when trimming leaves none",
          "[council][consensus]") {
    using enum Consensus::Rule;
    CHECK_FALSE(agreed_points(by_rule(mean), {}).has_value());
    CHECK_FALSE(agreed_points(by_rule(median), {}).has_value());
    CHECK_FALSE(agreed_points(by_rule(council), numbers({"1"})).has_value());
    CHECK_FALSE(agreed_points(by_rule(trimmed_mean), numbers({"1", "0"})).has_value());
    CHECK(agreed_points(by_rule(trimmed_mean), numbers({"1", "0", "1/4"})) == number("1/4"));
    CHECK_FALSE(agreed_points(by_rule(trimmed_mean, static_cast<std::size_t>(-1)), numbers({"1", "0"})).has_value());
}

TEST_CASE("different opinions become awarded points with members, reasons and the latest moment",
          "[council][consensus]") {
    auto round = with_opinions(Consensus::Rule::median);
    auto& last = give_opinion(round, "tv-03", "1");
    last.answer.explanation = "đủ minh chứng";
    last.answer.at = parse_moment("2017-07-02T09:00");
    give_opinion(round, "tv-01", "0.25").answer.at = parse_moment("2017-07-01");
    give_opinion(round, "tv-02", "0.5").answer.explanation = "thiếu phụ lục";
    CHECK(settle_opinions(round).empty());
    const auto& answer = agreed(round);
    CHECK(answer.awarded == number("1/2"));
    CHECK(answer.by_consensus);
    CHECK(answer.state == State::scored);
    CHECK(answer.by == "tv-01, tv-02, tv-03");
    CHECK(answer.explanation == "tv-02: thiếu phụ lục; tv-03: đủ minh chứng");
    CHECK(answer.at == parse_moment("2017-07-02T09:00"));
    CHECK(round.opinions[1]["a"].front().points == number("1/4"));
    const auto result = evaluate_round(round, 1);
    REQUIRE(result.value);
    CHECK(result.value->agencies[0].scorecard.nodes[1].points == number("1/2"));
    const auto e = explained(round);
    CHECK(has_line(e, "điểm của các thành viên: tv-01 0,25; tv-02 0,5; tv-03 1"));
    CHECK(has_line(e, "trung vị = 0,5"));
}

TEST_CASE("agreed points are rounded where the round says so, and the explanation shows both", "[council][consensus]") {
    auto round = with_opinions(Consensus::Rule::mean);
    round.consensus->rounding = Rounding{2, RoundingMode::half_up};
    for (const auto* points : {"1", "0.5", "0.5"}) give_opinion(round, points, points);
    CHECK(settle_opinions(round).empty());
    CHECK(agreed(round).awarded == number("0.67"));
    CHECK(has_line(explained(round), "trung bình cộng = 2/3 ≈ 0,6667, làm tròn 0,67"));
}

TEST_CASE("equal inputs are taken over as they are, under every rule but the council's", "[council][consensus]") {
    for (const auto rule : {Consensus::Rule::mean, Consensus::Rule::median, Consensus::Rule::trimmed_mean}) {
        auto round = with_opinions(rule);
        give_opinion(round, "tv-01", "0.25");
        give_opinion(round, "tv-02", "1/4");
        CHECK(settle_opinions(round).empty());
        CHECK(agreed(round).points == number("1/4"));
        CHECK_FALSE(agreed(round).awarded.has_value());
        CHECK(agreed(round).by_consensus);
        CHECK(has_line(explained(round), "các ý kiến như nhau, lấy nguyên"));
    }
    auto round = with_opinions(Consensus::Rule::council);
    give_opinion(round, "tv-01", "0.25");
    CHECK(settle_opinions(round).empty());
    CHECK(agreed(round).state == State::pending);
    CHECK(has_line(explained(round), "chờ hội đồng quyết định"));
}

TEST_CASE("one opinion is taken over with its member's own words", "[council][consensus]") {
    auto round = with_opinions(Consensus::Rule::trimmed_mean);
    give_opinion(round, "tv-01", "0.5").answer.explanation = "thiếu phụ lục";
    CHECK(settle_opinions(round).empty());
    CHECK(agreed(round).points == number("0.5"));
    CHECK(agreed(round).by == "tv-01");
    CHECK(agreed(round).explanation == "thiếu phụ lục");
}

TEST_CASE("too few opinions for trimming leave the criterion open, R302", "[council][consensus]") {
    auto round = with_opinions(Consensus::Rule::trimmed_mean);
    give_opinion(round, "tv-01", "0.5");
    give_opinion(round, "tv-02", "0.25");
    const auto findings = settle_opinions(round);
    REQUIRE(codes_of(findings) == std::vector<std::string>{"R302"});
    CHECK(findings[0].agency == "a");
    CHECK(findings[0].criterion == "1.1");
    CHECK(findings[0].severity == Severity::warning);
    CHECK(findings[0].location.file == "appraisal-1/opinions.csv");
    CHECK(agreed(round).state == State::pending);
    CHECK(has_line(explained(round), "chưa thống nhất, chờ hội đồng quyết định"));
}

TEST_CASE("an opinion without points keeps the others from being averaged, R301", "[council][consensus]") {
    auto round = with_opinions(Consensus::Rule::mean);
    give_opinion(round, "tv-01", "0.5");
    give_opinion(round, "tv-02", "").answer.state = State::not_applicable;
    CHECK(codes_of(settle_opinions(round)) == std::vector<std::string>{"R301"});
    CHECK(agreed(round).state == State::pending);

    auto refused = with_opinions(Consensus::Rule::mean);
    give_opinion(refused, "tv-01", "0.5");
    give_opinion(refused, "tv-02", "7");  // above the maximum of 1
    CHECK(codes_of(settle_opinions(refused)) == std::vector<std::string>{"R301"});
    CHECK_FALSE(refused.opinions[1]["a"][1].points.has_value());

    auto equal = with_opinions(Consensus::Rule::mean);
    give_opinion(equal, "tv-01", "").answer.state = State::not_applicable;
    give_opinion(equal, "tv-02", "").answer.state = State::not_applicable;
    CHECK(settle_opinions(equal).empty());
    CHECK(agreed(equal).state == State::not_applicable);
}

TEST_CASE("an opinion with remarks only has no vote", "[council][consensus]") {
    auto round = with_opinions(Consensus::Rule::median);
    give_opinion(round, "tv-01", "").answer.explanation = "không có ý kiến";
    CHECK(settle_opinions(round).empty());
    CHECK(round.assessments[1].at("a").answers.empty());
    give_opinion(round, "tv-02", "0.5");
    CHECK(settle_opinions(round).empty());
    CHECK(agreed(round).by == "tv-02");
}

TEST_CASE("the council's own answer stands beside opinions, its remarks alone do not decide", "[council][consensus]") {
    auto round = with_opinions(Consensus::Rule::median);
    give_opinion(round, "tv-01", "0.25");
    give_opinion(round, "tv-02", "0.5");
    give_points(round, 1, "a", "1.1", "1");
    CHECK(settle_opinions(round).empty());
    CHECK(agreed(round).points == Rational(1));
    CHECK_FALSE(agreed(round).by_consensus);
    CHECK(round.opinions[1]["a"][0].points == number("1/4"));

    auto remarks = with_opinions(Consensus::Rule::median);
    give_opinion(remarks, "tv-01", "0.25").answer.refused_evidence["kh-01"] = "sai ngày";
    give_opinion(remarks, "tv-02", "0.5");
    answer_of(remarks, 1, "a", "1.1").explanation = "hội đồng đã họp";
    answer_of(remarks, 1, "a", "1.1").accepted_evidence = {"kh-01"};
    CHECK(settle_opinions(remarks).empty());
    CHECK(agreed(remarks).awarded == number("3/8"));
    CHECK(agreed(remarks).explanation == "hội đồng đã họp");
    CHECK(agreed(remarks).accepted_evidence == std::vector<std::string>{"kh-01"});
    CHECK(agreed(remarks).refused_evidence.empty());
}

TEST_CASE("members who differ on a paper leave it unjudged", "[council][consensus]") {
    auto round = with_opinions(Consensus::Rule::median);
    auto& first = give_opinion(round, "tv-01", "0.5").answer;
    first.accepted_evidence = {"kh-01", "kh-02"};
    auto& second = give_opinion(round, "tv-02", "0.5").answer;
    second.refused_evidence = {{"kh-02", "sai ngày"}, {"kh-03", "mờ"}};
    CHECK(settle_opinions(round).empty());
    CHECK(agreed(round).accepted_evidence == std::vector<std::string>{"kh-01"});
    CHECK(agreed(round).refused_evidence == std::map<std::string, std::string>{{"kh-03", "mờ"}});
}

TEST_CASE("opinions are scored by the rule with the facts of their stage", "[council][consensus]") {
    auto round = round_of(criteria_set({parent("1", {computed("1.1", "2", "answer * dossiers")})}));
    round.sets[0].facts.push_back(declare("dossiers", FactType::count));
    add_agency(round, "a", "A");
    give_fact(round, 0, "a", "dossiers", Rational(1));
    give_fact(round, 1, "a", "dossiers", Rational(2));
    round.opinions.resize(2);
    round.consensus = by_rule(Consensus::Rule::mean);
    give_opinion(round, "tv-01", "").answer.value = number("0.5");
    give_opinion(round, "tv-02", "").answer.value = number("1");
    CHECK(settle_opinions(round).empty());
    CHECK(round.opinions[1]["a"][0].points == Rational(1));
    CHECK(round.opinions[1]["a"][1].points == Rational(2));
    CHECK(agreed(round).awarded == number("3/2"));
}

TEST_CASE("an opinion that looks at another criterion sees what was agreed there", "[council][consensus]") {
    auto set = criteria_set({parent("1", {computed("1.1", "2", "answer * points('1.2')"), typed("1.2", "1")})});
    auto round = round_of(std::move(set));
    add_agency(round, "a", "A");
    give_points(round, 0, "a", "1.2", "1");
    round.opinions.resize(2);
    round.consensus = by_rule(Consensus::Rule::mean);
    give_opinion(round, "tv-01", "").answer.value = number("1");
    give_opinion(round, "tv-02", "").answer.value = number("2");
    give_opinion(round, "tv-01", "0.5", "1.2");
    give_opinion(round, "tv-02", "0", "1.2");
    CHECK(settle_opinions(round).empty());
    CHECK(round.assessments[1].at("a").answers.at("1.2").awarded == number("1/4"));
    CHECK(agreed(round).awarded == number("3/8"));  // (1 x 1/4 + 2 x 1/4) / 2
}

TEST_CASE("settling twice and another order of the rows change nothing", "[council][consensus]") {
    auto round = with_opinions(Consensus::Rule::mean);
    for (const auto* by : {"tv-01", "tv-02", "tv-03"})
        give_opinion(round, by, std::string("0.") + by[4]).answer.explanation = by;
    auto mixed = round;
    std::reverse(mixed.opinions[1]["a"].begin(), mixed.opinions[1]["a"].end());
    CHECK(settle_opinions(round).empty());
    CHECK(settle_opinions(mixed).empty());
    const auto once = agreed(round);
    CHECK(once.awarded == number("1/5"));
    CHECK(agreed(mixed).by == once.by);
    CHECK(agreed(mixed).explanation == once.explanation);
    CHECK(settle_opinions(round).empty());
    CHECK(agreed(round).awarded == once.awarded);
    CHECK(agreed(round).explanation == once.explanation);
}

TEST_CASE("opinions on unknown agencies and criteria do no harm", "[council][consensus]") {
    auto round = with_opinions(Consensus::Rule::mean);
    give_opinion(round, "tv-01", "1", "9.9");
    round.opinions[1]["nobody"].push_back(round.opinions[1]["a"].front());
    CHECK(settle_opinions(round).empty());
    CHECK_FALSE(round.assessments[1].contains("nobody"));
    CHECK(round.assessments[1].at("a").answers.empty());
    Round empty(round.period);
    CHECK(settle_opinions(empty).empty());
}

TEST_CASE("an answer that did not come from opinions has no such explanation", "[council][consensus]") {
    auto round = with_opinions(Consensus::Rule::mean);
    CHECK(explain_consensus(round, "a", "1.1", round.assessments[0].at("a").answers.at("1.1")).empty());
}
