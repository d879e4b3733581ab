#include "parindex/rules/check_expression.hpp"

#include <catch2/catch.hpp>
#include <algorithm>

#include "support/expressions.hpp"

using namespace parindex;
using test::expr;
using Yields = RuleExpression::Yields;

namespace {

CriteriaSet sample_set() {
    auto set = testing::criteria_set({testing::typed("1.1", "2")});
    const auto declare = [&](std::string id, FactType type) {
        set.facts.push_back(testing::declare(std::move(id), type));
    };
    declare("n", FactType::count);
    declare("rate", FactType::percent);
    declare("start", FactType::date);
    declare("flag", FactType::flag);
    declare("word", FactType::text);
    declare("rows", FactType::records);
    set.facts.back().fields = {{"days", FactType::count, {}}, {"late", FactType::flag, {}}};
    return set;
}

/// Codes found, in order.
std::string codes(std::string_view text, Yields yields = Yields::number, bool has_answer = true,
                  bool may_total = false) {
    const auto set = sample_set();
    std::string found;
    for (const auto& finding :
         check_expression(expr(text), {set, yields, has_answer, may_total, "1.1", "/criteria/0/rule/of"})) {
        found += (found.empty() ? "" : " ") + finding.code;
        REQUIRE(finding.criterion == "1.1");
        REQUIRE(finding.location.pointer == "/criteria/0/rule/of");
        REQUIRE(finding.severity == Severity::error);
        REQUIRE_FALSE(finding.message.vi.empty());
        REQUIRE_FALSE(finding.message.en.empty());
    }
    return found;
}

std::string condition(std::string_view text) { return codes(text, Yields::condition); }
std::string date(std::string_view text) { return codes(text, Yields::date); }

}  // namespace

TEST_CASE("an expression whose names and kinds fit has no findings") {
    CHECK(codes("n / 4 + rate * answer - max").empty());
    CHECK(codes("if(flag, n, points('1.1'))").empty());
    CHECK(codes("count(rows, it.days > n and not it.late) + sum(rows, it.days)").empty());
    CHECK(codes("mean(rows, it.days) + highest(rows, it.days) + count(rows)").empty());
    CHECK(codes("peer_rank(n / 2) + peer_count()").empty());
    CHECK(codes("peer_highest(sum(rows, it.days))").empty());
    CHECK(codes("round(abs(min(n, 1)), 2) + floor(rate) + year(start)").empty());
    CHECK(condition("known(n) and happened(start) or all(rows, it.late)").empty());
    CHECK(condition("word = 'a' or agency.type = 'b' or level('1.1') = 'A'").empty());
    CHECK(condition("start <= add_months(period.from, 1)").empty());
    CHECK(condition("scored('1.1') = flag").empty());
    CHECK(date("add_working_days(start, n)").empty());
    CHECK(date("coalesce(start, date('2017-01-31'))").empty());
    CHECK(codes("days_between(start, period.to) + working_days_between(start, add_days(start, 2))").empty());
}

TEST_CASE("an unknown fact or field is X101") {
    CHECK(codes("m + 1") == "X101");
    CHECK(codes("m + k") == "X101 X101");
    CHECK(condition("known(m)") == "X101");
    CHECK(codes("sum(rows, it.hours)") == "X101");
    CHECK(codes("year(period.start)") == "X101");
}

TEST_CASE("a kind that does not fit is X102") {
    CHECK(codes("flag") == "X102");
    CHECK(condition("n") == "X102");
    CHECK(date("n") == "X102");
    CHECK(codes("start") == "X102");
    CHECK(codes("word + 1") == "X102");
    CHECK(codes("-flag") == "X102");
    CHECK(condition("not n") == "X102");
    CHECK(condition("flag and n") == "X102");
    CHECK(condition("n = word") == "X102");
    CHECK(condition("word < 'b'") == "X102");
    CHECK(condition("flag >= flag") == "X102");
    CHECK(condition("rows = rows") == "X102");
    CHECK(codes("if(n, 1, 2)") == "X102");
    CHECK(codes("if(flag, 1, word)") == "X102");
    CHECK(codes("coalesce(n, start)") == "X102");
    CHECK(codes("year(n)") == "X102");
    CHECK(codes("days_between(start, n)") == "X102");
    CHECK(date("add_days(start, start)") == "X102");
    CHECK(codes("sum(rows, it.late)") == "X102");
    CHECK(codes("count(rows, it.days)") == "X102");
    CHECK(codes("count(n)") == "X102");
    CHECK(codes("peer_highest(flag)") == "X102");
    CHECK(codes("level('1.1')") == "X102");
    CHECK(codes("rows") == "X102");
}

TEST_CASE("the message of a wrong kind says what is needed, what stands there, and where") {
    const auto set = sample_set();
    const auto findings = check_expression(expr("n + word"), {set, Yields::number, true, false, "1.1", "/p"});
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].message.en == "needs a number, here is a text (character 5 of \"n + word\")");
    CHECK(findings[0].message.vi == "cần một số, ở đây là một chuỗi (ký tự 5 của \"n + word\")");
}

TEST_CASE("names and functions out of place are X103") {
    CHECK(codes("answer", Yields::number, false) == "X103");
    CHECK(codes("max * n", Yields::number, false) == "X103");
    CHECK(codes("peer_highest(n)", Yields::number, false) == "X103");
    CHECK(codes("it.days") == "X103");
    CHECK(codes("sum(rows, count(rows, it.late))") == "X103");
    CHECK(codes("peer_highest(points('1.1'))") == "X103");
    CHECK(codes("peer_highest(peer_lowest(n))") == "X103");
    CHECK(codes("sum(rows, peer_highest(it.days))") == "X103");
}

TEST_CASE("an unknown criterion is X104, and the total is one in gates only") {
    CHECK(codes("points('9')") == "X104");
    CHECK(codes("points('total')") == "X104");
    CHECK(codes("points('total')", Yields::number, false, true).empty());
    CHECK(condition("scored('1.2')") == "X104");
}

TEST_CASE("every mistake of an expression is reported, not just the first") {
    CHECK(codes("m + flag + points('9')") == "X101 X102 X104");
}
