// Strings of small cases. That the formulas compute what the engine computes is shown by tests/forms/test_formulas.py.

#include "io/sheet_formula.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <memory>
#include <set>

#include "io/sheet_formula_text.hpp"
#include "parindex/io/criteria_json.hpp"
#include "support/builders.hpp"
#include "support/scored.hpp"

using namespace parindex;
using namespace parindex::testing;
namespace sheet = parindex::io::sheet;

namespace {

/// A form of one column: every cell is named after what it holds.
io::SheetCells column() {
    io::SheetCells cells;
    auto rows = std::make_shared<std::map<std::string, std::size_t>>();
    const auto cell = [rows](const std::string& key) {
        return "$B$" + std::to_string(rows->try_emplace(key, rows->size() + 1).first->second);
    };
    cells.fact = [cell](std::string_view fact) { return cell("fact " + std::string(fact)); };
    cells.record_lines = [](std::string_view) { return std::size_t{2}; };
    cells.record = [cell](std::string_view fact, std::size_t line, std::string_view field) {
        return cell(std::string(fact) + std::to_string(line) + std::string(field));
    };
    cells.answer = [cell](std::size_t node, io::AnswerPart part) {
        return cell("answer " + std::to_string(node) + " " + std::to_string(static_cast<int>(part)));
    };
    cells.item = [cell](std::size_t node, std::string_view item) {
        return cell("item " + std::to_string(node) + std::string(item));
    };
    cells.points = [](std::size_t node) { return "$C$" + std::to_string(node + 1); };
    cells.assigned = [](std::size_t node) { return "$D$" + std::to_string(node + 1); };
    cells.status = [](std::size_t node) { return "$E$" + std::to_string(node + 1); };
    cells.helper = [](std::size_t index) { return "calc!$A$" + std::to_string(index + 1); };
    return cells;
}

/// The functions that a formula calls, outside of its texts.
std::set<std::string> functions_in(const std::string& formula) {
    std::set<std::string> names;
    std::string word;
    bool in_text = false;
    for (const char c : formula) {
        if (c == '"') in_text = !in_text;
        if (in_text) continue;
        if (c == '(' && !word.empty()) names.insert(word);
        word = std::isalpha(static_cast<unsigned char>(c)) != 0 ? word + c : std::string();
    }
    return names;
}

std::vector<std::string> all_of(const io::SheetFormulas& formulas) {
    auto list = formulas.helpers;
    for (const auto& node : formulas.nodes) {
        list.push_back(node.points);
        list.push_back(node.assigned);
        list.push_back(node.status);
    }
    const auto& total = formulas.total;
    for (const auto& one : {total.points, total.assigned, total.bonus, total.penalty, total.exact, total.rounded,
                            total.percent_exact, total.percent_rounded})
        list.push_back(one);
    return list;
}

io::SheetFormulas formulas_of(const Plan& plan, const EvaluationContext& context = {}) {
    return io::sheet_formulas(plan, context, column(), Language::en);
}

std::vector<std::string> noted(const Plan& plan, const io::SheetFormulas& formulas) {
    std::vector<std::string> ids;
    for (const auto& note : formulas.not_computed) ids.push_back(plan.nodes()[note.node].criterion->id);
    return ids;
}

}  // namespace

TEST_CASE("numbers in formulas keep their exact value or are not written", "[sheet_formula]") {
    CHECK(sheet::number_literal(number("0.125")) == "0.125");
    CHECK(sheet::number_literal(number("-2")) == "(-2)");
    CHECK(sheet::number_literal(number("1/3")) == "(1/3)");
    CHECK(sheet::number_literal(number("123456789012345")) == "123456789012345");
    CHECK_FALSE(sheet::number_literal(number("12345678901234567")));
    CHECK_FALSE(sheet::number_literal(number("1/12345678901234567")));
}

TEST_CASE("texts in formulas are quoted and joined from pieces of at most 255 characters", "[sheet_formula]") {
    CHECK(sheet::text_literal("a \"b\"") == "\"a \"\"b\"\"\"");
    const std::string accented(200, 'x');
    const auto long_text = accented + "ộ" + accented;
    const auto literal = sheet::text_literal(long_text);
    REQUIRE(literal.front() == '(');
    // Without quotes and signs the pieces are the text again, no character torn apart.
    std::string rest;
    for (const char c : literal)
        if (std::string_view("()\"&").find(c) == std::string_view::npos) rest += c;
    CHECK(rest == long_text);
    const auto ends = literal.find("\"&\"");
    REQUIRE(ends != std::string::npos);
    CHECK(ends <= 256);
    CHECK(is_utf8(literal.substr(0, ends)));
}

TEST_CASE("days are counted as spreadsheets count them from March 1900 on", "[sheet_formula]") {
    CHECK(sheet::serial_of(Date(1900, 3, 1)) == 61);
    CHECK(sheet::serial_of(Date(2017, 1, 1)) == 42736);
    CHECK(sheet::serial_of(Date(9999, 12, 31)) == 2958465);
}

TEST_CASE("choices that are decided leave no formula", "[sheet_formula]") {
    CHECK(sheet::choose("TRUE", "1", "2") == "1");
    CHECK(sheet::choose("FALSE", "1", "2") == "2");
    CHECK(sheet::choose("A1", "2", "2") == "2");
    CHECK(sheet::choose("A1", "1", "2") == "IF(A1,1,2)");
    CHECK(sheet::all_of({"A1", "TRUE", "A1"}) == "A1");
    CHECK(sheet::all_of({"A1", "FALSE"}) == "FALSE");
    CHECK(sheet::any_of({"A1", "A2", "FALSE"}) == "OR(A1,A2)");
    CHECK(sheet::any_of({}) == "FALSE");
    CHECK(sheet::operation("\"a\"", "=", "\"b\"") == "FALSE");
    CHECK(sheet::operation("A1", "=", "0") == "(A1=0)");
    CHECK(sheet::pick("1", {"a", "b"}) == "b");
}

TEST_CASE("comparisons leave out the noise of binary fractions in proportion to the edge", "[sheet_formula]") {
    CHECK(sheet::compare("A1", ">=", number("90%")) == "(ROUND(A1-0.9,13)>=0)");
    CHECK(sheet::compare("A1", "<", number("250")) == "(ROUND(A1-250,10)<0)");
}

TEST_CASE("rounding to more places than binary fractions can tell apart is not written", "[sheet_formula]") {
    CHECK(sheet::rounded("A1", 8, RoundingMode::half_up));
    CHECK_FALSE(sheet::rounded("A1", 9, RoundingMode::half_up));
}

TEST_CASE("a node shows its points, and a sum adds the numbers among its parts", "[sheet_formula]") {
    const auto plan = compiled(criteria_set({parent("1", {typed("1.1", "2"), typed("1.2", "3")})}));
    const auto formulas = formulas_of(plan);
    REQUIRE(formulas.nodes.size() == 3);
    CHECK(formulas.not_computed.empty());
    const auto has = [&](const std::string& part) {
        const auto& list = formulas.helpers;
        return std::any_of(list.begin(), list.end(), [&](const auto& f) { return f.find(part) != std::string::npos; });
    };
    CHECK(has("SUM($C$2,$C$3)"));
    CHECK(has("COUNT($C$2,$C$3)"));
    for (const auto& node : formulas.nodes) CHECK(node.status.starts_with("=CHOOSE("));
}

TEST_CASE("what needs other agencies is named and nothing else", "[sheet_formula]") {
    auto set = criteria_set({parent("1", {computed("1.1", "2", "2 * a / peer_highest(a)"), typed("1.2", "3")})});
    set.facts = {declare("a", FactType::count)};
    set.criteria[0].children[0].zero_denominator = ZeroDenominator{{}, ZeroDenominator::Then::zero};
    const auto plan = compiled(std::move(set));
    const auto formulas = formulas_of(plan);
    CHECK(noted(plan, formulas) == std::vector<std::string>{"1.1"});
    CHECK(formulas.not_computed[0].reason.en == "needs the other agencies of the group");
}

TEST_CASE("a condition on the agency is decided when the form is written", "[sheet_formula]") {
    auto leaf = typed("1", "2");
    leaf.applies_when = expression("agency.type = 'office_only'");
    const auto plan = compiled(criteria_set({leaf, typed("2", "3")}));
    Agency agency;
    agency.attributes["type"] = "with_units";
    EvaluationContext context;
    context.agency = &agency;
    const auto formulas = formulas_of(plan, context);
    CHECK(formulas.nodes[0].status == "=\"not_applicable\"");
    CHECK(formulas.nodes[0].points == "=\"\"");
    SECTION("and left open in a form for nobody in particular") {
        const auto open = formulas_of(plan);
        CHECK(noted(plan, open) == std::vector<std::string>{"1"});
        CHECK(open.nodes[0].status == "=\"not_computed\"");
    }
}

TEST_CASE("an exempt criterion leaves the form's total", "[sheet_formula]") {
    const auto plan = compiled(criteria_set({typed("1", "2"), typed("2", "3")}));
    const std::map<std::string, std::string> exemptions{{"2", "no such task"}};
    EvaluationContext context;
    context.exemptions = &exemptions;
    CHECK(formulas_of(plan, context).nodes[1].status == "=\"not_applicable\"");
}

TEST_CASE("formulas of the shipped sets keep to the functions and bounds of Excel 2010", "[sheet_formula]") {
    const std::set<std::string> allowed{
        "ABS",   "AND",     "CHOOSE",     "COUNT",   "DATE",       "DAY",         "EDATE",  "EXACT",   "FIND",
        "IF",    "IFERROR", "INT",        "ISERROR", "ISLOGICAL",  "ISNUMBER",    "ISTEXT", "LEFT",    "LEN",
        "LOWER", "MAX",     "MID",        "MIN",     "MOD",        "NETWORKDAYS", "NOT",    "OR",      "RIGHT",
        "ROUND", "SIGN",    "SUBSTITUTE", "SUM",     "SUMPRODUCT", "TRIM",        "VALUE",  "WORKDAY", "YEAR"};
    const std::string root = PARINDEX_SOURCE_DIR "/criteria";
    std::size_t sets = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        const auto path = entry.path().string();
        if (entry.path().extension() != ".json" || path.find("schema") != std::string::npos) continue;
        ++sets;
        const auto loaded = load_criteria_set(path);
        REQUIRE(loaded.value);
        const auto plan = compiled(*loaded.value);
        for (const auto& formula : all_of(formulas_of(plan))) {
            INFO(path << ": " << formula);
            REQUIRE(formula.starts_with("="));
            REQUIRE(formula.size() <= 8000);
            REQUIRE(std::count(formula.begin(), formula.end(), '(') == std::count(formula.begin(), formula.end(), ')'));
            for (const auto& name : functions_in(formula)) {
                INFO(name);
                REQUIRE(allowed.contains(name));
            }
        }
    }
    CHECK(sets >= 7);
}

TEST_CASE("the same form is written with the same formulas", "[sheet_formula]") {
    const auto plan = compiled(criteria_set({parent("1", {typed("1.1", "2"), typed("1.2", "3")})}));
    CHECK(formulas_of(plan).helpers == formulas_of(plan).helpers);
}
