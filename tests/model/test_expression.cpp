#include "parindex/model/expression.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "support/expressions.hpp"

using namespace parindex;
using test::expr;

namespace {

ExpressionError error_of(std::string_view text) {
    auto parsed = parse_expression(text);
    const auto* error = std::get_if<ExpressionError>(&parsed);
    return error ? *error : ExpressionError{"none", 0, {}};
}

/// Fully bracketed form, so that a test can see how operators bind.
std::string tree(const ExpressionNode& node) {
    struct Shower {
        const ExpressionNode& node;
        std::string operator()(const ExpressionNode::Number& n) const { return n.written; }
        std::string operator()(const ExpressionNode::Boolean& b) const { return b.value ? "T" : "F"; }
        std::string operator()(const ExpressionNode::String& s) const { return "'" + s.value + "'"; }
        std::string operator()(const ExpressionNode::Name& n) const { return n.path; }
        std::string operator()(const ExpressionNode::Operation& o) const {
            const std::string op(to_string(o.op));
            if (node.children.size() == 1) return "[" + op + " " + tree(node.children[0]) + "]";
            return "[" + tree(node.children[0]) + " " + op + " " + tree(node.children[1]) + "]";
        }
        std::string operator()(const ExpressionNode::Call& c) const {
            std::string text(to_string(c.function));
            for (const auto& child : node.children) text += " " + tree(child);
            return "{" + text + "}";
        }
    };
    return std::visit(Shower{node}, node.what);
}

std::string tree(std::string_view text) { return tree(expr(text).root()); }

std::string repeat(std::string_view part, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) text += part;
    return text;
}

}  // namespace

TEST_CASE("operators bind as the language page lists them, loosest first") {
    CHECK(tree("a or b and c") == "[a or [b and c]]");
    CHECK(tree("not a and b") == "[[not a] and b]");
    CHECK(tree("not a = b") == "[not [a = b]]");
    CHECK(tree("a + 1 >= b * 2") == "[[a + 1] >= [b * 2]]");
    CHECK(tree("a - b - c") == "[[a - b] - c]");
    CHECK(tree("a - (b - c)") == "[a - [b - c]]");
    CHECK(tree("a / b / c * d") == "[[[a / b] / c] * d]");
    CHECK(tree("-a * b") == "[[- a] * b]");
    CHECK(tree("a - -b") == "[a - [- b]]");
    CHECK(tree("not not a") == "[not [not a]]");
    CHECK(tree("a = b and c != d or e < f") == "[[[a = b] and [c != d]] or [e < f]]");
}

TEST_CASE("every comparison is read") {
    CHECK(tree("a = 1") == "[a = 1]");
    CHECK(tree("a != 1") == "[a != 1]");
    CHECK(tree("a < 1") == "[a < 1]");
    CHECK(tree("a <= 1") == "[a <= 1]");
    CHECK(tree("a > 1") == "[a > 1]");
    CHECK(tree("a >= 1") == "[a >= 1]");
}

TEST_CASE("literals keep their exact value and the way they are written") {
    const auto percent = expr("95%");
    const auto& number = std::get<ExpressionNode::Number>(percent.root().what);
    CHECK(number.value == Rational(19, 20));
    CHECK(number.written == "95%");
    CHECK(std::get<ExpressionNode::Number>(expr("0.125").root().what).value == Rational(1, 8));
    CHECK(std::get<ExpressionNode::Number>(expr("12.5%").root().what).value == Rational(1, 8));
    CHECK(std::get<ExpressionNode::Boolean>(expr("true").root().what).value);
    CHECK_FALSE(std::get<ExpressionNode::Boolean>(expr("false").root().what).value);
    CHECK(std::get<ExpressionNode::String>(expr("'phường'").root().what).value == "phường");
    CHECK(std::get<ExpressionNode::String>(expr("\"it's\"").root().what).value == "it's");
}

TEST_CASE("white space of any kind separates and means nothing else") {
    CHECK(tree(" a\t+\n b\r ") == "[a + b]");
    CHECK(tree("a+b") == "[a + b]");
}

TEST_CASE("max is a name without and a function with brackets") {
    CHECK(tree("max * 2") == "[max * 2]");
    CHECK(tree("max(a, b)") == "{max a b}");
    CHECK(tree("max(max, 1)") == "{max max 1}");
}

TEST_CASE("every function is read with the fewest arguments it takes") {
    const std::pair<const char*, const char*> calls[] = {
        {"min(a)", "{min a}"},
        {"max(a, b, c)", "{max a b c}"},
        {"abs(a)", "{abs a}"},
        {"round(a, 2)", "{round a 2}"},
        {"floor(a)", "{floor a}"},
        {"if(a, b, c)", "{if a b c}"},
        {"known(a)", "{known a}"},
        {"coalesce(a, b)", "{coalesce a b}"},
        {"date('2017-01-04')", "{date '2017-01-04'}"},
        {"year(a)", "{year a}"},
        {"days_between(a, b)", "{days_between a b}"},
        {"working_days_between(a, b)", "{working_days_between a b}"},
        {"add_days(a, 1)", "{add_days a 1}"},
        {"add_months(a, 1)", "{add_months a 1}"},
        {"add_working_days(a, 1)", "{add_working_days a 1}"},
        {"happened(a)", "{happened a}"},
        {"count(l)", "{count l}"},
        {"count(l, it.x > 1)", "{count l [it.x > 1]}"},
        {"sum(l, it.x)", "{sum l it.x}"},
        {"mean(l, it.x)", "{mean l it.x}"},
        {"lowest(l, it.x)", "{lowest l it.x}"},
        {"highest(l, it.x)", "{highest l it.x}"},
        {"all(l, it.ok)", "{all l it.ok}"},
        {"any(l, it.ok)", "{any l it.ok}"},
        {"points('1.2')", "{points '1.2'}"},
        {"share('1.2')", "{share '1.2'}"},
        {"level('1.2')", "{level '1.2'}"},
        {"scored('1.2')", "{scored '1.2'}"},
        {"peer_highest(a)", "{peer_highest a}"},
        {"peer_lowest(a)", "{peer_lowest a}"},
        {"peer_sum(a)", "{peer_sum a}"},
        {"peer_mean(a)", "{peer_mean a}"},
        {"peer_count()", "{peer_count}"},
        {"peer_rank(a)", "{peer_rank a}"},
    };
    for (const auto& [text, expected] : calls) {
        INFO(text);
        CHECK(tree(text) == expected);
    }
}

TEST_CASE("a mistake is named by its code and its first byte") {
    struct Wrong {
        std::string text;
        const char* code;
        std::size_t position;
    };
    const Wrong wrong[] = {
        {"a # b", "X001", 2},
        {"a == b", "X001", 2},
        {"a ! b", "X001", 2},
        {"95 %", "X001", 3},
        {"a; b", "X001", 1},
        {"", "X002", 0},
        {"   ", "X002", 3},
        {"a +", "X002", 3},
        {"(a", "X002", 2},
        {"a)", "X002", 1},
        {"a b", "X002", 2},
        {"1 2", "X002", 2},
        {"* a", "X002", 0},
        {"a + not b", "X002", 4},
        {"a + not (b)", "X002", 4},
        {"and (a)", "X002", 0},
        {"a and", "X002", 5},
        {"a.", "X002", 0},
        {"a..b", "X002", 0},
        {"min(a,)", "X002", 6},
        {"min(,a)", "X002", 4},
        {"min(a b)", "X002", 6},
        {"a = = b", "X002", 4},
        {"'abc", "X006", 0},
        {"a = \"abc'", "X006", 4},
        {"1.2.3", "X007", 0},
        {"a + 1e3", "X007", 4},
        {"2x", "X007", 0},
        {"5%a", "X007", 0},
        {"a < b < c", "X008", 6},
        {"a = b = c", "X008", 6},
        {"1 + median(a)", "X009", 4},
        {"Min(a)", "X009", 0},
        {"round(a)", "X010", 0},
        {"known()", "X010", 0},
        {"min()", "X010", 0},
        {"peer_count(a)", "X010", 0},
        {"if(a, b)", "X010", 0},
        {"count(l, it.x, 1)", "X010", 0},
        {"points(a)", "X011", 7},
        {"1 + share(1)", "X011", 10},
        {"date(a)", "X011", 5},
        {"date('2017-02-30')", "X012", 5},
        {"date('soon')", "X012", 5},
        {"known(1)", "X013", 6},
        {"known(a + b)", "X013", 6},
        {"sum(1, 2)", "X013", 4},
    };
    for (const auto& w : wrong) {
        INFO(w.text);
        const auto error = error_of(w.text);
        CHECK(error.code == w.code);
        CHECK(error.position == w.position);
        CHECK_FALSE(error.message.vi.empty());
        CHECK_FALSE(error.message.en.empty());
    }
}

TEST_CASE("a character outside ASCII is quoted whole in the message") {
    CHECK(error_of("a ≥ b").code == "X001");
    CHECK(error_of("a ≥ b").message.en == "character not allowed here: ≥");
    CHECK(error_of("tỷ_lệ").position == 1);
    CHECK(is_utf8(error_of("a \xE2").message.en));
}

TEST_CASE("a function with a wrong number of arguments says how many it takes") {
    CHECK(error_of("round(a)").message.en == "function round takes 2 argument(s), here are 1");
    CHECK(error_of("count(l, a, b)").message.en == "function count takes 1-2 argument(s), here are 3");
    CHECK(error_of("min()").message.en == "function min takes 1+ argument(s), here are 0");
}

TEST_CASE("texts beyond the limits are refused, never followed") {
    SECTION("length") {
        const auto fits = "a" + std::string(max_expression_length - 1, ' ');
        CHECK(tree(fits) == "a");
        CHECK(error_of(fits + " ").code == "X003");
        CHECK(error_of(std::string(5000, 'a')).code == "X003");
        CHECK(error_of(repeat("(", 10000)).code == "X003");
        CHECK(error_of(repeat("not ", 10000)).code == "X003");
    }
    SECTION("depth") {
        CHECK(tree(repeat("(", 64) + "a" + repeat(")", 64)) == "a");
        CHECK(error_of(repeat("(", 65) + "a" + repeat(")", 65)).code == "X004");
        CHECK(error_of(repeat("(", 65) + "a" + repeat(")", 65)).position == 64);
        CHECK(error_of(repeat("(", 4096)).code == "X004");
        CHECK(error_of(repeat("-", 4096)).code == "X004");
        CHECK(error_of(repeat("not ", 1024)).code == "X004");
        CHECK(error_of(repeat("abs(", 1000) + "a").code == "X004");
        CHECK(error_of(repeat("not (", 33) + "a" + repeat(")", 33)).code == "X004");
    }
    SECTION("nodes") {
        CHECK_FALSE(tree("1" + repeat("+1", 511)).empty());  // 512 numbers and 511 sums
        CHECK(error_of("1" + repeat("+1", 512)).code == "X005");
        CHECK(error_of("1" + repeat("+1", 999)).code == "X005");
        CHECK(error_of("1" + repeat(" and 1", 600)).code == "X005");
    }
    SECTION("arguments of one function") {
        CHECK_FALSE(tree("min(1" + repeat(",1", 99) + ")").empty());
        CHECK(error_of("min(1" + repeat(",1", 100) + ")").code == "X010");
    }
}

TEST_CASE("no text whatever makes the parser throw") {
    std::mt19937 random(20170104);
    const std::string_view parts[] = {
        "a", "1",  "95%", "'t'", "(",    ")",   "+",    "-",  "*", "/", ",",    " ", "not",   "and",    "or",
        "<", "<=", "=",   "!=",  "min(", "if(", "it.x", "\"", ".", "%", "\xFF", "≥", "date(", "known(", "points('1')"};
    std::size_t parsed = 0;
    for (int i = 0; i < 20000; ++i) {
        std::string text;
        const auto length = random() % 12;
        for (unsigned k = 0; k < length; ++k) text += std::string(parts[random() % std::size(parts)]) + " ";
        const auto result = parse_expression(text);
        if (const auto* error = std::get_if<ExpressionError>(&result)) {
            REQUIRE(error->code.size() == 4);
            REQUIRE(error->position <= text.size());
            REQUIRE(is_utf8(error->message.vi));
        } else {
            ++parsed;
        }
    }
    CHECK(parsed > 100);
}

TEST_CASE("fact names are listed once each, in order of first use, without built-in names") {
    CHECK(fact_names(expr("b.x + a / b.x - answer * max + agency_size")) ==
          std::vector<std::string>{"b.x", "a", "agency_size"});
    CHECK(fact_names(expr("count(rows, it.days > limit) + year(period.to)")) ==
          std::vector<std::string>{"rows", "limit"});
    CHECK(fact_names(expr("agency.type = 'x' and agency.id != 'y'")).empty());
    CHECK(fact_names(expr("known(a) and coalesce(b, 0) = 1")) == std::vector<std::string>{"a", "b"});
}

TEST_CASE("criterion references are listed once each, wherever they stand") {
    CHECK(criterion_references(expr("points('1.2') + share('1.1') + points('1.2')")) ==
          std::vector<std::string>{"1.2", "1.1"});
    CHECK(criterion_references(expr("if(scored('3'), min(points('4'), 1), 0) + if(level('5') = 'A', 1, 0)")) ==
          std::vector<std::string>{"3", "4", "5"});
    CHECK(criterion_references(expr("a + b")).empty());
}

TEST_CASE("dividing by data and summarising a list may meet nothing to divide by") {
    CHECK(divides_by_data(expr("a / b")));
    CHECK(divides_by_data(expr("if(a > 0, 1, a / b)")));
    CHECK(divides_by_data(expr("mean(l, it.x)")));
    CHECK(divides_by_data(expr("lowest(l, it.x)")));
    CHECK(divides_by_data(expr("a / 0")));
    CHECK_FALSE(divides_by_data(expr("a / 4")));
    CHECK_FALSE(divides_by_data(expr("a * b + sum(l, it.x)")));
}

TEST_CASE("expressions are equal when written the same") {
    CHECK(expr("a + b") == expr("a + b"));
    CHECK_FALSE(expr("a + b") == expr("a+b"));
    CHECK(expr("a +  b").text() == "a +  b");
}
