#include "parindex/engine/plan.hpp"

#include "support/scored.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <memory>

using namespace parindex;
using namespace parindex::testing;

namespace {

Loaded<Plan> compile(CriteriaSet set) { return Plan::compile(std::make_shared<const CriteriaSet>(std::move(set))); }

std::ptrdiff_t place_in_order(const Plan& plan, std::string_view id) {
    const auto& order = plan.order();
    return std::find(order.begin(), order.end(), plan.index_of(id).value()) - order.begin();
}

/// The only finding; fails without or with more.
Finding only(const Findings& findings) {
    REQUIRE(findings.size() == 1);
    return findings.front();
}

/// "1" refers to "3", which comes later; "3" refers to a part of "2".
CriteriaSet set_with_references() {
    return criteria_set({computed("1", "10", "points('3') / 2"),
                         parent("2", {typed("2.1", "4"), computed("2.2", "6", "share('2.1') * 6")}),
                         computed("3", "8", "points('2.1') + points('2')/10")});
}

}  // namespace

TEST_CASE("nodes stand in table order with their parents, depths and children", "[engine]") {
    const auto plan = compiled(set_with_references());
    std::vector<std::string> ids;
    for (const auto& node : plan.nodes()) ids.push_back(node.criterion->id);
    CHECK(ids == std::vector<std::string>{"1", "2", "2.1", "2.2", "3"});
    CHECK(plan.nodes()[0].parent == Plan::no_parent);
    CHECK(plan.nodes()[3].parent == 1);
    CHECK(plan.nodes()[3].depth == 2);
    CHECK(plan.nodes()[1].children == std::vector<std::size_t>{2, 3});
    CHECK(plan.domains() == std::vector<std::size_t>{0, 1, 4});
    CHECK(plan.index_of("2.2") == 3U);
    CHECK_FALSE(plan.index_of("2.3"));
    CHECK_FALSE(plan.has_peer_functions());
}

TEST_CASE("the order puts every part before its parent and every reference before what refers to it", "[engine]") {
    const auto plan = compiled(set_with_references());
    REQUIRE(plan.order().size() == plan.nodes().size());
    auto sorted = plan.order();
    std::sort(sorted.begin(), sorted.end());
    CHECK(sorted == std::vector<std::size_t>{0, 1, 2, 3, 4});
    CHECK(place_in_order(plan, "2.1") < place_in_order(plan, "2.2"));
    CHECK(place_in_order(plan, "2.2") < place_in_order(plan, "2"));
    CHECK(place_in_order(plan, "2") < place_in_order(plan, "3"));
    CHECK(place_in_order(plan, "3") < place_in_order(plan, "1"));
}

TEST_CASE("references in overrides and substitutes for a zero denominator count as well", "[engine]") {
    auto set = criteria_set({typed("1", "5"), typed("2", "5"), typed("3", "5")});
    set.criteria[0].overrides.push_back({expression("points('2') = 0"), Rational(0), {}});
    set.criteria[1].zero_denominator = ZeroDenominator{expression("points('3')"), {}};
    const auto plan = compiled(set);
    CHECK(place_in_order(plan, "3") < place_in_order(plan, "2"));
    CHECK(place_in_order(plan, "2") < place_in_order(plan, "1"));
    CHECK(plan.edges().size() == 2);
}

TEST_CASE("a role is inherited by the parts of a domain", "[engine]") {
    auto set = criteria_set({parent("1", {parent("1.1", {typed("1.1.1", "5")})})});
    set.criteria[0].role = Role::bonus;
    const auto plan = compiled(set);
    for (const auto& node : plan.nodes()) CHECK(node.role == Role::bonus);
}

TEST_CASE("functions of other agencies are found in rules and overrides", "[engine]") {
    auto set = criteria_set({computed("1", "5", "5 * done / peer_highest(done)"), typed("2", "5")});
    set.facts.push_back(declare("done", FactType::count));
    set.criteria[1].overrides.push_back({expression("peer_rank(done) > 3 or peer_count() < 2"), Rational(0), {}});
    const auto plan = compiled(set);
    CHECK(plan.has_peer_functions());
    CHECK(plan.nodes()[0].peer_calls.size() == 1);
    CHECK(plan.nodes()[1].peer_calls.size() == 2);
}

TEST_CASE("a circle of two criteria is refused with both named", "[engine]") {
    const auto plan = compile(criteria_set({computed("1", "5", "points('2')"), computed("2", "5", "points('1')")}));
    CHECK_FALSE(plan.value);
    const auto finding = only(plan.findings);
    CHECK(finding.code == "L304");
    CHECK(finding.criterion == "1");
    CHECK(finding.location.file == "test-2017.json");
    CHECK(finding.location.pointer == "/1");
    CHECK(finding.message.en == "criteria depend on each other in a circle: 1, 2");
    CHECK(finding.message.vi == "các tiêu chí phụ thuộc vòng tròn: 1, 2");
}

TEST_CASE("a circle of three criteria is refused with all named in table order", "[engine]") {
    const auto plan = compile(criteria_set({typed("0", "1"), computed("1", "5", "points('3')"),
                                            computed("2", "5", "points('1')"), computed("3", "5", "points('2')")}));
    CHECK_FALSE(plan.value);
    CHECK(only(plan.findings).message.en == "criteria depend on each other in a circle: 1, 2, 3");
}

TEST_CASE("two circles are two findings", "[engine]") {
    const auto plan = compile(criteria_set({computed("1", "5", "points('4')"), computed("2", "5", "points('3')"),
                                            computed("3", "5", "points('2')"), computed("4", "5", "points('1')")}));
    REQUIRE(plan.findings.size() == 2);
    CHECK(plan.findings[0].message.en == "criteria depend on each other in a circle: 1, 4");
    CHECK(plan.findings[1].message.en == "criteria depend on each other in a circle: 2, 3");
}

TEST_CASE("a criterion that refers to itself is a circle", "[engine]") {
    const auto plan = compile(criteria_set({computed("1", "5", "points('1') / 2"), typed("2", "5")}));
    CHECK_FALSE(plan.value);
    const auto finding = only(plan.findings);
    CHECK(finding.code == "L304");
    CHECK(finding.message.en == "criteria depend on each other in a circle: 1");
}

TEST_CASE("a criterion that refers to its own parent is a circle", "[engine]") {
    const auto plan =
        compile(criteria_set({parent("1", {computed("1.1", "5", "points('1') / 2"), typed("1.2", "5")})}));
    CHECK_FALSE(plan.value);
    CHECK(only(plan.findings).message.en == "criteria depend on each other in a circle: 1, 1.1");
}

TEST_CASE("a criterion may refer to another part of its parent", "[engine]") {
    CHECK(compile(criteria_set({parent("1", {computed("1.1", "5", "points('1.2')"), typed("1.2", "5")})})).is_clean());
}

TEST_CASE("unknown criteria and facts keep a set from being compiled", "[engine]") {
    const auto plan = compile(criteria_set({computed("1", "5", "points('9')"), computed("2", "5", "nothing * 2")}));
    CHECK_FALSE(plan.value);
    REQUIRE(codes_of(plan.findings) == std::vector<std::string>{"X104", "X101"});
    CHECK(plan.findings[0].criterion == "1");
    CHECK(plan.findings[0].location.pointer == "/1/rule/points");
    CHECK(plan.findings[0].location.file == "test-2017.json");
    CHECK(plan.findings[1].criterion == "2");
}

TEST_CASE("an id used twice keeps a set from being compiled", "[engine]") {
    const auto plan = compile(criteria_set({typed("1", "5"), parent("2", {typed("1", "5"), typed("2.1", "1")})}));
    CHECK_FALSE(plan.value);
    const auto finding = only(plan.findings);
    CHECK(finding.code == "L105");
    CHECK(finding.criterion == "1");
    CHECK(finding.message.en == "criterion id \"1\" is used twice");
}

TEST_CASE("conditions on the agency and identities of the data cannot look at points", "[engine]") {
    auto set = criteria_set({typed("1", "5"), typed("2", "5")});
    set.criteria[1].applies_when = expression("points('1') > 0");
    set.checks.push_back({"c", {}, expression("points('1') = 5"), {}, Severity::warning, {}, "/checks/0"});
    const auto findings = check_expressions(set);
    REQUIRE(findings.size() >= 2);
    for (const auto& finding : findings) CHECK(finding.code == "X103");
    CHECK(findings.front().location.pointer == "/2/applies_when");
    CHECK(findings.back().location.pointer == "/checks/0/holds");
}

TEST_CASE("an exclusion may look at criteria and at the total", "[engine]") {
    auto set = criteria_set({typed("1", "5")});
    set.exclusions.push_back({"low", {}, expression("share('1') < 50% or points('total') < 2"), "/exclusions/0"});
    CHECK(check_expressions(set).empty());
    set.exclusions.push_back({"odd", {}, expression("points('total') + 1"), "/exclusions/1"});
    const auto findings = check_expressions(set);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == "X102");
    CHECK(findings[0].location.pointer == "/exclusions/1/when");
}

TEST_CASE("the graph shows the tree with whole lines and references with dashed ones", "[engine]") {
    const auto dot = to_dot(compiled(set_with_references()), Language::vi);
    const auto has = [&](const std::string& line) { return dot.find(line) != std::string::npos; };
    CHECK(dot.starts_with("digraph G {"));
    CHECK(has("\n0[label=\"1 [10] Tiêu chí 1\", shape=box];"));
    CHECK(has("\n1[label=\"2 [10] Lĩnh vực 2\", shape=ellipse];"));
    CHECK(has("\n2->1 ;"));
    CHECK(has("\n3->1 ;"));
    CHECK(has("\n4->0 [style=dashed];"));
    CHECK(has("\n2->3 [style=dashed];"));
    CHECK(has("\n2->4 [style=dashed];"));
    CHECK(has("\n1->4 [style=dashed];"));
    CHECK(std::count(dot.begin(), dot.end(), '>') == 6);
}

TEST_CASE("the graph is in the language asked for and quotes what stands in titles", "[engine]") {
    auto set = criteria_set({typed("1", "2.5")});
    set.criteria[0].title = text("Mức \"cao\"", "A \"high\" level");
    const auto plan = compiled(set);
    CHECK(to_dot(plan, Language::vi).find("\"1 [2,5] Mức \\\"cao\\\"\"") != std::string::npos);
    CHECK(to_dot(plan, Language::en).find("\"1 [2.5] A \\\"high\\\" level\"") != std::string::npos);
}
