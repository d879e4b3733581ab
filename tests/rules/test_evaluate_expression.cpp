#include "parindex/rules/evaluate_expression.hpp"

#include <catch2/catch.hpp>

#include "support/expressions.hpp"

using namespace parindex;
using test::expr;
using test::facts;
using test::num;

namespace {

Record row(std::int64_t days, bool late) { return {{"days", Rational(days)}, {"late", late}}; }

/// Facts that most tests use: a 3, b 4, zero 0, third 1/3, rows of 1, 2 and 6 days.
Facts sample() {
    return facts({{"a", Rational(3)},
                  {"b", Rational(4)},
                  {"zero", Rational(0)},
                  {"minus", Rational(-5)},
                  {"third", Rational(1, 3)},
                  {"yes", true},
                  {"no", false},
                  {"word", std::string("phường")},
                  {"start", Date(2017, 1, 4)},
                  {"end", Date(2017, 1, 31)},
                  {"not_done", Never{}},
                  {"rows", std::vector<Record>{row(1, false), row(2, false), row(6, true)}},
                  {"none", std::vector<Record>{}}});
}

struct Fixture {
    Facts given = sample();
    Agency agency{"ubnd-1", "UBND phường 1", "phuong", {{"type", "ward"}, {"empty", ""}}, {}, {}};
    Period period{Date(2017, 1, 1), Date(2017, 6, 30)};
    WorkingCalendar calendar{{Date(2017, 1, 27)}, {}};
    Scope scope;

    Fixture() {
        scope.facts = &given;
        scope.agency = &agency;
        scope.period = &period;
        scope.calendar = &calendar;
        scope.answer = num("0.5");
        scope.max = Rational(2);
        scope.criterion = [](std::string_view id) -> std::optional<CriterionView> {
            if (id == "1") return CriterionView{num("1.5"), num("2"), std::nullopt, true};
            if (id == "2") return CriterionView{num("0"), num("2"), std::string("B"), false};
            if (id == "3") return CriterionView{num("0"), num("0"), std::nullopt, true};
            if (id == "4") return CriterionView{std::nullopt, std::nullopt, std::nullopt, false};
            return std::nullopt;
        };
    }

    Evaluated of(std::string_view text) const { return evaluate_expression(expr(text), scope); }

    template <class Kind>
    Kind get(std::string_view text) const {
        const auto result = of(text);
        INFO(text);
        REQUIRE(std::holds_alternative<Value>(result));
        REQUIRE(std::holds_alternative<Kind>(std::get<Value>(result)));
        return std::get<Kind>(std::get<Value>(result));
    }
    Rational number(std::string_view text) const { return get<Rational>(text); }
    bool holds(std::string_view text) const { return get<bool>(text); }

    std::vector<std::string> missing(std::string_view text) const {
        const auto result = of(text);
        const auto* names = std::get_if<MissingFacts>(&result);
        return names ? names->names : std::vector<std::string>{"(nothing is missing)"};
    }
    std::string fault(std::string_view text) const {
        const auto result = of(text);
        const auto* found = std::get_if<EvaluationFault>(&result);
        return found ? found->code : "(no fault)";
    }
    bool divides_by_zero(std::string_view text) const { return std::holds_alternative<DivisionByZero>(of(text)); }
    std::string unsettled(std::string_view text) const {
        const auto result = of(text);
        const auto* found = std::get_if<Unsettled>(&result);
        return found ? "needs " + found->needs : "(settled)";
    }
    std::string shown(std::string_view text, Language language = Language::en) const {
        return substitute(expr(text), scope, language);
    }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE_METHOD(Fixture, "arithmetic is exact") {
    CHECK(number("a + b * 2") == Rational(11));
    CHECK(number("a - b - 1") == Rational(-2));
    CHECK(number("a / b") == Rational(3, 4));
    CHECK(number("0.1 + 0.2") == Rational(3, 10));
    CHECK(number("third * 3") == Rational(1));
    CHECK(number("-a + 1") == Rational(-2));
    CHECK(number("80% * 90%") == Rational(18, 25));
    CHECK(number("(a + b) / (a - b)") == Rational(-7));
}

TEST_CASE_METHOD(Fixture, "number functions") {
    CHECK(number("min(a, b, 2)") == Rational(2));
    CHECK(number("max(a, b, 2)") == Rational(4));
    CHECK(number("min(a)") == Rational(3));
    CHECK(number("abs(minus)") == Rational(5));
    CHECK(number("floor(-0.5)") == Rational(-1));
    CHECK(number("round(0.125, 2)") == num("0.13"));
    CHECK(number("round(-0.125, 2)") == num("-0.13"));
    CHECK(number("round(third, 0)") == Rational(0));
    CHECK(fault("round(a, 31)") == "X201");
    CHECK(fault("round(a, -1)") == "X201");
    CHECK(fault("round(a, 0.5)") == "X201");
}

TEST_CASE_METHOD(Fixture, "comparisons of numbers, dates, texts and flags") {
    CHECK(holds("a < b"));
    CHECK_FALSE(holds("a >= b"));
    CHECK(holds("a <= 3"));
    CHECK(holds("a != b"));
    CHECK(holds("0.75 = a / b"));
    CHECK(holds("start < end"));
    CHECK(holds("word = 'phường'"));
    CHECK(holds("word != 'xã'"));
    CHECK(holds("yes = true"));
    CHECK(holds("yes != no"));
    CHECK(fault("word < 'z'") == "X201");
    CHECK(fault("yes < no") == "X201");
    CHECK(fault("a = word") == "X201");
    CHECK(fault("rows = rows") == "X201");
}

TEST_CASE_METHOD(Fixture, "what never happened is later than every day") {
    CHECK(holds("not_done > end"));
    CHECK(holds("end < not_done"));
    CHECK_FALSE(holds("not_done <= date('9999-12-31')"));
    CHECK(holds("not_done = not_done"));
    CHECK(holds("not_done != end"));
    CHECK_FALSE(holds("happened(not_done)"));
    CHECK(holds("happened(end)"));
    CHECK(fault("happened(a)") == "X201");
}

TEST_CASE_METHOD(Fixture, "some days after what never happened is never") {
    CHECK_FALSE(holds("happened(add_days(not_done, 5))"));
    CHECK_FALSE(holds("happened(add_months(not_done, 1))"));
    CHECK_FALSE(holds("happened(add_working_days(not_done, 5))"));
    CHECK(holds("end <= add_months(not_done, 1)"));
    // There is no number of days to it, and it has no year.
    CHECK(fault("days_between(start, not_done)") == "X201");
    CHECK(fault("days_between(not_done, start)") == "X201");
    CHECK(fault("year(not_done)") == "X201");
}

TEST_CASE_METHOD(Fixture, "dates are moved and measured") {
    CHECK(number("days_between(start, end)") == Rational(27));
    CHECK(number("days_between(end, start)") == Rational(-27));
    // 4 January 2017 is a Wednesday: 19 weekdays follow up to Tuesday the 31st, one of them a holiday.
    CHECK(number("working_days_between(start, end)") == Rational(18));
    CHECK(get<Date>("add_days(start, 30)") == Date(2017, 2, 3));
    CHECK(get<Date>("add_months(end, 1)") == Date(2017, 2, 28));
    CHECK(get<Date>("add_working_days(start, 3)") == Date(2017, 1, 9));
    CHECK(number("year(start)") == Rational(2017));
    CHECK(get<Date>("period.from") == Date(2017, 1, 1));
    CHECK(holds("period.to = date('2017-06-30')"));
    CHECK(fault("add_days(start, 0.5)") == "X201");
    CHECK(fault("add_days(a, 1)") == "X201");
    CHECK(fault("add_days(start, 10000000)") == "X202");
    CHECK(fault("add_months(start, -100000)") == "X202");
}

TEST_CASE_METHOD(Fixture, "and, or, if and coalesce look at later arguments only when needed") {
    CHECK_FALSE(holds("no and lost"));
    CHECK(holds("yes or lost"));
    CHECK(missing("lost or yes") == Names{"lost"});
    CHECK(missing("yes and lost") == Names{"lost"});
    CHECK_FALSE(holds("no and 1 / zero = 1"));
    CHECK(number("if(yes, 1, lost)") == Rational(1));
    CHECK(number("if(zero = 0, 0, a / zero)") == Rational(0));
    CHECK(missing("if(lost, 1, 2)") == Names{"lost"});
    CHECK(number("coalesce(a, lost)") == Rational(3));
    CHECK(number("coalesce(lost + a, 7)") == Rational(7));
    CHECK(missing("coalesce(lost, gone)") == Names{"gone"});
    CHECK(divides_by_zero("coalesce(a / zero, 7)"));
    CHECK(holds("known(a)"));
    CHECK_FALSE(holds("known(lost)"));
    CHECK(holds("known(not_done)"));
    CHECK(holds("known(none)"));
}

TEST_CASE_METHOD(Fixture, "missing facts are named together, each once") {
    CHECK(missing("lost") == Names{"lost"});
    CHECK(missing("lost / gone + lost") == Names{"lost", "gone"});
    CHECK(missing("min(a, lost, gone)") == Names{"lost", "gone"});
    CHECK(missing("lost < gone") == Names{"lost", "gone"});
    CHECK(missing("days_between(lost, gone)") == Names{"lost", "gone"});
    CHECK(missing("count(lost)") == Names{"lost"});
    CHECK(missing("agency.district = 'x'") == Names{"agency.district"});
    CHECK(missing("agency.empty = 'x'") == Names{"agency.empty"});
}

TEST_CASE_METHOD(Fixture, "a missing fact is said before a zero denominator, in either order") {
    CHECK(missing("a / zero + lost") == Names{"lost"});
    CHECK(missing("lost + a / zero") == Names{"lost"});
    CHECK(missing("points('9') + lost") == Names{"lost"});
}

TEST_CASE_METHOD(Fixture, "a zero denominator is neither a value nor a fault") {
    CHECK(divides_by_zero("a / zero"));
    CHECK(divides_by_zero("zero / zero"));
    CHECK(divides_by_zero("1 + a / (b - 4)"));
    CHECK(divides_by_zero("min(1, a / zero)"));
    CHECK_FALSE(divides_by_zero("zero / a"));
}

TEST_CASE_METHOD(Fixture, "list functions go over every row") {
    CHECK(number("count(rows)") == Rational(3));
    CHECK(number("count(rows, it.days > 1)") == Rational(2));
    CHECK(number("sum(rows, it.days)") == Rational(9));
    CHECK(number("mean(rows, it.days)") == Rational(3));
    CHECK(number("lowest(rows, it.days * 2)") == Rational(2));
    CHECK(number("highest(rows, it.days)") == Rational(6));
    CHECK(holds("any(rows, it.late)"));
    CHECK_FALSE(holds("all(rows, it.days <= 5)"));
    CHECK(holds("all(rows, it.days <= a * 2)"));
    CHECK(missing("sum(rows, it.hours)") == Names{"rows[].hours"});
    CHECK(missing("sum(rows, it.days * lost)") == Names{"lost"});
    CHECK(fault("sum(rows, it.late)") == "X201");
    CHECK(fault("count(a)") == "X201");
    CHECK(missing("it.days") == Names{"it.days"});
}

TEST_CASE_METHOD(Fixture, "an empty list has a count and a sum, but no mean, lowest or highest") {
    CHECK(number("count(none)") == Rational(0));
    CHECK(number("count(none, it.days > 1)") == Rational(0));
    CHECK(number("sum(none, it.days)") == Rational(0));
    CHECK(holds("all(none, it.late)"));
    CHECK_FALSE(holds("any(none, it.late)"));
    CHECK(divides_by_zero("mean(none, it.days)"));
    CHECK(divides_by_zero("lowest(none, it.days)"));
    CHECK(divides_by_zero("highest(none, it.days)"));
}

TEST_CASE_METHOD(Fixture, "other criteria are seen by points, share, level and state") {
    CHECK(number("points('1')") == num("1.5"));
    CHECK(number("share('1')") == num("0.75"));
    CHECK(holds("scored('1')"));
    CHECK_FALSE(holds("scored('2')"));
    CHECK(get<std::string>("level('2')") == "B");
    CHECK(divides_by_zero("share('3')"));
    CHECK(missing("points('4')") == Names{"points('4')"});
    CHECK(missing("level('1')") == Names{"level('1')"});
    CHECK(unsettled("points('9') + 1") == "needs 9");
    CHECK_FALSE(holds("scored('4')"));
}

TEST_CASE_METHOD(Fixture, "the answer, the maximum and the agency have names") {
    CHECK(number("answer * max") == Rational(1));
    CHECK(holds("agency.id = 'ubnd-1'"));
    CHECK(holds("agency.group = 'phuong'"));
    CHECK(holds("agency.type = 'ward'"));
    scope.answer.reset();
    scope.max.reset();
    scope.agency = nullptr;
    CHECK(missing("answer + max") == Names{"answer", "max"});
    CHECK(missing("agency.id = 'x'") == Names{"agency.id"});
}

TEST_CASE_METHOD(Fixture, "functions of other agencies use the values given for that very call") {
    const auto expression = expr("40 * a / peer_highest(a)");
    CHECK(std::holds_alternative<Unsettled>(evaluate_expression(expression, scope)));
    PeerTable peers;
    for_each_node(expression.root(), [&](const ExpressionNode& node) {
        const auto* call = std::get_if<ExpressionNode::Call>(&node.what);
        if (call && is_peer_function(call->function)) peers[&node] = {Rational(3), Rational(6), Rational(1)};
    });
    scope.peers = &peers;
    CHECK(std::get<Rational>(std::get<Value>(evaluate_expression(expression, scope))) == Rational(20));
    // Another expression, written the same, has no values of its own.
    CHECK(unsettled("40 * a / peer_highest(a)") == "needs ");
}

TEST_CASE_METHOD(Fixture, "every function of other agencies") {
    const auto with_peers = [&](std::string_view text) {
        const auto expression = expr(text);
        const PeerTable peers{{&expression.root(), {Rational(3), Rational(6), Rational(3), Rational(8)}}};
        scope.peers = &peers;
        const auto result = evaluate_expression(expression, scope);
        scope.peers = nullptr;
        return std::get<Rational>(std::get<Value>(result));
    };
    CHECK(with_peers("peer_highest(a)") == Rational(8));
    CHECK(with_peers("peer_lowest(a)") == Rational(3));
    CHECK(with_peers("peer_sum(a)") == Rational(20));
    CHECK(with_peers("peer_mean(a)") == Rational(5));
    CHECK(with_peers("peer_count()") == Rational(4));
    CHECK(with_peers("peer_rank(a)") == Rational(3));  // two are better, equals share the rank
    CHECK(with_peers("peer_rank(minus)") == Rational(5));
    const PeerTable nobody{};
    scope.peers = &nobody;
    CHECK(unsettled("peer_count()") == "needs ");
}

TEST_CASE_METHOD(Fixture, "kinds that do not fit are faults, not values") {
    CHECK(fault("word + 1") == "X201");
    CHECK(fault("1 + yes") == "X201");
    CHECK(fault("not a") == "X201");
    CHECK(fault("a and yes") == "X201");
    CHECK(fault("yes or a") == "(no fault)");
    CHECK(fault("if(a, 1, 2)") == "X201");
    CHECK(fault("-word") == "X201");
    CHECK(fault("min(a, word)") == "X201");
}

TEST_CASE_METHOD(Fixture, "numbers made to grow without end become a fault") {
    given["big"].value = num("1e100");
    std::string text = "big";
    for (int i = 0; i < 300; ++i) text += "*big";
    CHECK(fault(text) == "X203");
}

TEST_CASE_METHOD(Fixture, "every fact read is reported once, in order of first use") {
    std::vector<UsedInput> used;
    (void)evaluate_expression(expr("b + a / b + if(a > 0, 0, zero)"), scope, &used);
    REQUIRE(used.size() == 2);
    CHECK(used[0].name == "b");
    CHECK(std::get<Rational>(used[0].value) == Rational(4));
    CHECK(used[1].name == "a");
}

TEST_CASE_METHOD(Fixture, "substitution shows values in the place of names, bracketed as it must be read") {
    CHECK(shown("a / (a + b)") == "3 / (3 + 4)");
    CHECK(shown("a - (b - 1)") == "3 - (4 - 1)");
    CHECK(shown("a - b - 1") == "3 - 4 - 1");
    CHECK(shown("a / (b / 2)") == "3 / (4 / 2)");
    CHECK(shown("(a + b) * 2") == "(3 + 4) * 2");
    CHECK(shown("a + b * 2") == "3 + 4 * 2");
    CHECK(shown("-(a + b)") == "-(3 + 4)");
    CHECK(shown("not (yes and no)") == "not (yes and no)");
    CHECK(shown("(a < b) = yes") == "(3 < 4) = yes");
    CHECK(shown("yes and (no or yes)") == "yes and (no or yes)");
}

TEST_CASE_METHOD(Fixture, "substituted values keep their own exact reading") {
    CHECK(shown("a - minus") == "3 - (-5)");
    CHECK(shown("a / third") == "3 / (1/3)");
    CHECK(shown("third * a") == "(1/3) * 3");
    CHECK(shown("third") == "1/3");
    CHECK(shown("-minus") == "-(-5)");
    given["long"].value = num("0.123456");
    CHECK(shown("long * 2") == "0.123456 * 2");
    CHECK(shown("start <= end") == "2017-01-04 <= 2017-01-31");
    CHECK(shown("mean(rows, it.days) / 4") == "3 / 4");
    CHECK(shown("points('1') + lost") == "1.5 + lost");
    CHECK(shown("peer_highest(a)") == "peer_highest(3)");
    CHECK(shown("min(a, 95%)") == "min(3, 95%)");
}

TEST_CASE_METHOD(Fixture, "a Vietnamese reader gets decimal commas, so arguments are parted by semicolons") {
    CHECK(shown("answer / 0.25", Language::vi) == "0,5 / 0,25");
    CHECK(shown("max(a, 0.5)", Language::vi) == "max(3; 0,5)");
    CHECK(shown("add_months(start, 1)", Language::vi) == "add_months(04/01/2017; 1)");
    CHECK(shown("yes and no", Language::vi) == "có and không");
}

TEST_CASE("values are shown for people") {
    CHECK(show(Value(num("2.5")), Language::vi) == "2,5");
    CHECK(show(Value(Rational(32, 33)), Language::vi) == "32/33 ≈ 0,9697");
    CHECK(show(Value(true), Language::vi) == "có");
    CHECK(show(Value(Date(2017, 1, 4)), Language::vi) == "04/01/2017");
    CHECK(show(Value(Never{}), Language::en) == "never");
    CHECK(show(Value(std::vector<Record>(3)), Language::en) == "list of 3 rows");
}
