#include "parindex/engine/evaluate.hpp"

#include "support/scored.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace parindex;
using namespace parindex::testing;

namespace {

using Kind = Aggregate::Kind;
using Ids = std::vector<std::string>;

constexpr State open_states[] = {State::not_applicable, State::not_arisen, State::no_data,
                                 State::no_survey,      State::pending,    State::blank};
constexpr Effect effects[] = {Effect::full_points, Effect::zero, Effect::drop, Effect::block};

/// "1" with parts of 4 and 6, and "2" of 10.
CriteriaSet small_tree() {
    return criteria_set({parent("1", {typed("1.1", "4"), typed("1.2", "6")}), typed("2", "10")});
}

Criterion combined(std::string id, std::string_view max, Kind kind, std::vector<Criterion> children) {
    auto criterion = parent(std::move(id), std::move(children));
    criterion.max = number(max);
    criterion.aggregate.kind = kind;
    return criterion;
}

/// A leaf with grades and no points.
Criterion graded(std::string id) {
    LevelsRule rule;
    for (const auto* level : {"A", "B", "C"}) {
        Level one;
        one.id = level;
        rule.levels.push_back(one);
    }
    auto criterion = leaf(std::move(id), "1", rule);
    criterion.max.reset();
    return criterion;
}

std::string points(const Plan& plan, const Given& given, std::string_view id, const EvaluationContext& context = {}) {
    return shown(node(plan, score(plan, given, context), id).points);
}

BandsRule::Band band(std::string_view from, std::string_view below, std::string_view points) {
    return {range(from, below), {}, number(points), {}};
}

}  // namespace

TEST_CASE("points are summed from the leaves to the total", "[engine]") {
    const auto plan = compiled(small_tree());
    const auto card = score(plan, Given().points("1.1", "2.5").points("1.2", "3").points("2", "10"));
    CHECK(shown(node(plan, card, "1").points) == "11/2");
    CHECK(shown(node(plan, card, "1").assigned) == "10");
    CHECK(shown(card.total.points) == "31/2");
    CHECK(shown(card.total.assigned) == "20");
    CHECK(shown(card.total.exact) == "31/2");
    CHECK(shown(card.total.percent_exact) == "31/40");
    CHECK(card.total.blocked_by.empty());
    CHECK_FALSE(card.total.capped);
}

TEST_CASE("every state has the effect that the set declares for it", "[engine]") {
    for (const auto state : open_states) {
        for (const auto effect : effects) {
            CAPTURE(to_string(state), to_string(effect));
            auto set = small_tree();
            set.policies.states[state] = effect;
            const auto plan = compiled(set);
            const auto card = score(plan, Given().state("1.1", state).points("1.2", "3").points("2", "5"));
            const auto& leaf = node(plan, card, "1.1");
            const auto& domain = node(plan, card, "1");
            CHECK(leaf.state == state);
            CHECK(leaf.effect == effect);
            CHECK(leaf.dropped == (effect == Effect::drop));
            CHECK(leaf.blocked == (effect == Effect::block));
            CHECK(domain.blocked == (effect == Effect::block));
            const bool full = effect == Effect::full_points;
            CHECK(shown(leaf.points) == (full ? "4" : effect == Effect::zero ? "0" : "none"));
            CHECK(shown(leaf.assigned) == (effect == Effect::drop ? "none" : "4"));
            CHECK(shown(domain.points) == (full ? "7" : "3"));
            CHECK(shown(domain.assigned) == (effect == Effect::drop ? "6" : "10"));
            CHECK(shown(card.total.exact) == (full ? "12" : effect == Effect::block ? "none" : "8"));
            CHECK(card.total.blocked_by == (effect == Effect::block ? Ids{"1.1"} : Ids{}));
        }
    }
}

TEST_CASE("a criterion's own effect of a state goes before the set's", "[engine]") {
    auto set = small_tree();
    set.criteria[0].children[0].states[State::not_arisen] = Effect::drop;
    const auto plan = compiled(set);
    const auto card = score(plan, Given().state("1.1", State::not_arisen).state("1.2", State::not_arisen));
    CHECK(node(plan, card, "1.1").dropped);
    CHECK(shown(node(plan, card, "1.2").points) == "6");
}

TEST_CASE("a leaf that nobody answered is blank", "[engine]") {
    const auto plan = compiled(small_tree());
    const auto card = score(plan, Given().points("1.1", "4"));
    CHECK(node(plan, card, "1.2").state == State::blank);
    CHECK(shown(node(plan, card, "1.2").points) == "0");
    CHECK(shown(card.total.exact) == "4");
}

TEST_CASE("points out of the assigned maximum are rescaled to the set's maximum where the set says so", "[engine]") {
    auto set = small_tree();
    const auto given = Given().state("1.1", State::not_applicable).points("1.2", "3").points("2", "5");
    CHECK(shown(score(compiled(set), given).total.exact) == "8");
    set.policies.total_base = TotalBase::assigned;
    const auto card = score(compiled(set), given);
    CHECK(shown(card.total.points) == "8");
    CHECK(shown(card.total.assigned) == "16");
    CHECK(shown(card.total.exact) == "10");  // 8 x 20 / 16
    CHECK(shown(card.total.percent_exact) == "1/2");
}

TEST_CASE("a domain of which every part is dropped leaves the total, and without any there is no total", "[engine]") {
    auto set = small_tree();
    set.policies.total_base = TotalBase::assigned;
    const auto plan = compiled(set);
    auto given = Given().state("1.1", State::not_applicable).state("1.2", State::no_survey).points("2", "5");
    const auto card = score(plan, given);
    CHECK(node(plan, card, "1").dropped);
    CHECK(node(plan, card, "1").state == State::not_applicable);
    CHECK(shown(node(plan, card, "1").points) == "none");
    CHECK(shown(card.total.exact) == "10");  // 5 of 10, out of 20
    const auto nothing = score(plan, given.state("2", State::not_applicable));
    CHECK_FALSE(nothing.total.exact);
    CHECK_FALSE(nothing.total.percent_exact);
    CHECK(nothing.total.blocked_by.empty());
}

TEST_CASE("bonus is added and penalty taken, each up to its domain's maximum", "[engine]") {
    auto set = criteria_set({typed("1", "20"), combined("2", "3", Kind::sum, {typed("2.1", "5")}),
                             combined("3", "2", Kind::sum, {typed("3.1", "9")})});
    set.criteria[1].role = Role::bonus;
    set.criteria[2].role = Role::penalty;
    set.max = Rational(20);
    const auto plan = compiled(set);
    const auto below = score(plan, Given().points("1", "10").points("2.1", "2.5").points("3.1", "0.5"));
    CHECK(shown(below.total.bonus) == "5/2");
    CHECK(shown(below.total.penalty) == "1/2");
    CHECK(shown(below.total.points) == "10");
    CHECK(shown(below.total.exact) == "12");
    const auto above = score(plan, Given().points("1", "10").points("2.1", "5").points("3.1", "9"));
    CHECK(shown(above.total.bonus) == "3");
    CHECK(shown(above.total.penalty) == "2");
    CHECK(shown(above.total.exact) == "11");
    CHECK(shown(above.total.assigned) == "20");
}

TEST_CASE("the total with bonus stays under the set's cap, and says so", "[engine]") {
    auto set = criteria_set({typed("1", "20"), typed("2", "5")});
    set.criteria[1].role = Role::bonus;
    set.max = Rational(20);
    set.policies.total_cap = Rational(22);
    const auto plan = compiled(set);
    const auto capped = score(plan, Given().points("1", "19").points("2", "5")).total;
    CHECK(shown(capped.exact) == "22");
    CHECK(capped.capped);
    CHECK(shown(capped.percent_exact) == "11/10");
    const auto at_cap = score(plan, Given().points("1", "18").points("2", "4")).total;
    CHECK(shown(at_cap.exact) == "22");
    CHECK_FALSE(at_cap.capped);
}

TEST_CASE("bonus is not rescaled with the assigned maximum", "[engine]") {
    auto set = criteria_set({typed("1", "10"), typed("2", "10"), typed("3", "5")});
    set.criteria[2].role = Role::bonus;
    set.max = Rational(20);
    set.policies.total_base = TotalBase::assigned;
    const auto card = score(compiled(set), Given().points("1", "5").state("2", State::not_applicable).points("3", "1"));
    CHECK(shown(card.total.exact) == "11");  // 5 x 20 / 10 + 1
}

TEST_CASE("points of every leaf are rounded as declared before they are added", "[engine]") {
    auto set = criteria_set({computed("1", "1", "2 / 3"), computed("2", "1", "2 / 3")});
    CHECK(shown(score(compiled(set), Given()).total.exact) == "4/3");
    set.policies.points_rounding = {2, RoundingMode::half_up};
    const auto card = score(compiled(set), Given());
    CHECK(shown(card.nodes[0].points) == "67/100");
    CHECK(shown(card.total.exact) == "67/50");
    set.policies.points_rounding = {2, RoundingMode::down};
    CHECK(shown(score(compiled(set), Given()).total.exact) == "33/25");  // 0.66 + 0.66
}

TEST_CASE("percentages come from the unrounded total", "[engine]") {
    auto set = criteria_set({typed("1", "70")});
    const auto total = score(compiled(set), Given().points("1", "62.625")).total;
    CHECK(shown(total.exact) == "501/8");
    CHECK(shown(total.rounded) == "6263/100");
    CHECK(shown(total.percent_exact) == "501/560");
    // 62.625 / 70 = 89.4643 %; the rounded 62.63 would give 89.47 %.
    CHECK(shown(total.percent_rounded) == "4473/5000");
    set.policies.total_rounding = {};
    CHECK(shown(score(compiled(set), Given().points("1", "62.625")).total.rounded) == "501/8");
}

TEST_CASE("a set without a maximum has no total, only points", "[engine]") {
    auto set = small_tree();
    set.max.reset();
    const auto total = score(compiled(set), Given().points("1.1", "3").points("2", "5")).total;
    CHECK(shown(total.points) == "8");
    CHECK_FALSE(total.exact);
    CHECK_FALSE(total.rounded);
    CHECK_FALSE(total.percent_rounded);
}

TEST_CASE("a refused answer is pending and blocks the total whatever pending does in the set", "[engine]") {
    auto set = small_tree();
    set.policies.states[State::pending] = Effect::zero;
    const auto plan = compiled(set);
    const auto card = score(plan, Given().points("1.1", "4.5").points("1.2", "1").points("2", "1"));
    const auto& leaf = node(plan, card, "1.1");
    CHECK(leaf.state == State::pending);
    CHECK(leaf.blocked);
    REQUIRE(leaf.refusal);
    CHECK(leaf.refusal->code == "A202");
    CHECK(card.total.blocked_by == Ids{"1.1"});
    CHECK_FALSE(card.total.exact);
    CHECK_FALSE(card.total.rounded);
}

TEST_CASE("every open leaf is named among those that block the total, in table order", "[engine]") {
    const auto card = score(compiled(small_tree()), Given().state("2", State::pending).state("1.2", State::pending));
    CHECK(card.total.blocked_by == Ids{"1.2", "2"});
}

TEST_CASE("only a leaf that survey alone scores lacks a survey", "[engine]") {
    auto set =
        criteria_set({typed("1", "5"), computed("2", "5", "answers"), computed("3", "5", "answers"), typed("4", "5")});
    set.facts.push_back(declare("answers", FactType::count));
    set.criteria[0].scored_by = {Scorer::survey};
    set.criteria[1].scored_by = {Scorer::survey};
    set.criteria[2].scored_by = {Scorer::survey, Scorer::appraisal};
    const auto plan = compiled(set);
    const auto card = score(plan, Given());
    CHECK(node(plan, card, "1").state == State::no_survey);
    CHECK(node(plan, card, "2").state == State::no_survey);
    CHECK(node(plan, card, "3").state == State::no_data);
    CHECK(node(plan, card, "4").state == State::blank);
    CHECK(shown(card.total.assigned) == "10");
    CHECK(node(plan, score(plan, Given().fact("answers", Rational(3))), "2").state == State::scored);
}

TEST_CASE("an override that holds sets the points whatever the rule says", "[engine]") {
    auto set = criteria_set({typed("1", "5")});
    set.facts.push_back(declare("fraud", FactType::flag));
    set.facts.push_back(declare("late", FactType::flag));
    set.criteria[0].overrides = {{expression("fraud"), Rational(0), {}}, {expression("late"), Rational(1), {}}};
    const auto plan = compiled(set);
    const auto with = [&](bool fraud, bool late) {
        return score(plan, Given().points("1", "5").fact("fraud", fraud).fact("late", late)).nodes[0];
    };
    CHECK(shown(with(true, true).points) == "0");
    CHECK(with(true, true).overridden);
    CHECK(shown(with(false, true).points) == "1");
    CHECK(shown(with(false, false).points) == "5");
    CHECK_FALSE(with(false, false).overridden);
}

TEST_CASE("an override that nobody can decide leaves the criterion open", "[engine]") {
    auto set = criteria_set({typed("1", "5"), typed("2", "5")});
    set.facts.push_back(declare("fraud", FactType::flag));
    set.facts.push_back(declare("done", FactType::count));
    set.criteria[0].overrides = {{expression("fraud"), Rational(0), {}}};
    set.criteria[1].overrides = {{expression("peer_rank(done) > 3"), Rational(0), {}}};
    const auto plan = compiled(set);
    const auto card = score(plan, Given().points("1", "5").points("2", "5").fact("done", Rational(1)));
    CHECK(card.nodes[0].state == State::no_data);
    CHECK(shown(card.nodes[0].points) == "0");
    CHECK(card.nodes[1].state == State::pending);
    CHECK(card.total.blocked_by == Ids{"2"});
}

TEST_CASE("a missing fact means that nothing happened where the override asks known first", "[engine]") {
    auto set = criteria_set({typed("1", "5")});
    set.facts.push_back(declare("fraud", FactType::flag));
    set.criteria[0].overrides = {{expression("known(fraud) and fraud"), Rational(0), {}}};
    const auto plan = compiled(set);
    CHECK(points(plan, Given().points("1", "5"), "1") == "5");
    CHECK(points(plan, Given().points("1", "5").fact("fraud", true), "1") == "0");
}

TEST_CASE("where a domain does not apply to the agency, nothing below it does", "[engine]") {
    auto set = small_tree();
    set.criteria[0].applies_when = expression("agency.inspects = 'yes'");
    const auto plan = compiled(set);
    Agency agency;
    EvaluationContext context;
    context.agency = &agency;
    const auto given = Given().points("1.1", "4").points("1.2", "6").points("2", "5");
    for (const auto* value : {"no", ""}) {
        agency.attributes.clear();
        if (*value != '\0') agency.attributes["inspects"] = value;
        const auto card = score(plan, given, context);
        for (const auto* id : {"1", "1.1", "1.2"}) {
            CHECK(node(plan, card, id).state == State::not_applicable);
            CHECK(node(plan, card, id).dropped);
        }
        CHECK(shown(card.total.exact) == "5");
    }
    agency.attributes["inspects"] = "yes";
    CHECK(shown(score(plan, given, context).total.exact) == "15");
}

TEST_CASE("what a domain that does not apply counts for is its own effect, once", "[engine]") {
    auto set = small_tree();
    set.criteria[0].applies_when = expression("agency.inspects = 'yes'");
    set.criteria[0].states[State::not_applicable] = Effect::full_points;
    const auto plan = compiled(set);
    const auto card = score(plan, Given().points("2", "5"));
    CHECK(shown(node(plan, card, "1").points) == "10");
    CHECK(node(plan, card, "1.1").dropped);
    CHECK(shown(card.total.exact) == "15");
}

TEST_CASE("a mean takes the shares of the parts times the maximum; dropped parts leave it", "[engine]") {
    const auto plan = compiled(criteria_set(
        {combined("1", "6", Kind::mean_times_max, {typed("1.1", "2"), typed("1.2", "4"), typed("1.3", "1")})}));
    auto given = Given().points("1.1", "1").points("1.2", "1").points("1.3", "1");
    CHECK(points(plan, given, "1") == "7/2");  // (1/2 + 1/4 + 1) / 3 x 6
    const auto card = score(plan, given.state("1.3", State::not_applicable));
    CHECK(shown(node(plan, card, "1").points) == "9/4");  // (1/2 + 1/4) / 2 x 6
    CHECK(shown(node(plan, card, "1").assigned) == "6");
    CHECK(points(plan, given.state("1.3", State::pending), "1") == "none");
}

TEST_CASE("a weighted mean weighs the shares and forgets the weight of a dropped part", "[engine]") {
    auto set = criteria_set(
        {combined("1", "8", Kind::weighted_mean, {typed("1.1", "2"), typed("1.2", "4"), typed("1.3", "1")})});
    set.criteria[0].children[1].weight = Rational(3);
    set.criteria[0].children[2].weight = number("1/2");
    const auto plan = compiled(set);
    auto given = Given().points("1.1", "1").points("1.2", "1").points("1.3", "1");
    CHECK(points(plan, given, "1") == "28/9");                                     // (1/2 + 3/4 + 1/2) / 4.5 x 8
    CHECK(points(plan, given.state("1.3", State::not_applicable), "1") == "5/2");  // (1/2 + 3/4) / 4 x 8
}

TEST_CASE("the best part counts, out of the node's maximum", "[engine]") {
    const auto plan =
        compiled(criteria_set({combined("1", "4", Kind::best_of, {typed("1.1", "2"), typed("1.2", "4")})}));
    auto given = Given().points("1.1", "2").points("1.2", "1.5");
    const auto card = score(plan, given);
    CHECK(shown(node(plan, card, "1").points) == "2");
    CHECK(shown(node(plan, card, "1").assigned) == "4");
    CHECK(points(plan, given.state("1.1", State::not_applicable), "1") == "3/2");
}

TEST_CASE("of several ways one is answered: its points count, none is blank, two are refused", "[engine]") {
    const auto plan =
        compiled(criteria_set({combined("1", "4", Kind::one_of, {typed("1.1", "2"), typed("1.2", "4")})}));
    CHECK(points(plan, Given().points("1.2", "3"), "1") == "3");
    const auto none = score(plan, Given());
    CHECK(node(plan, none, "1").state == State::blank);
    CHECK(node(plan, none, "1").effect == Effect::zero);
    CHECK(shown(node(plan, none, "1").points) == "0");
    const auto both = score(plan, Given().points("1.1", "2").points("1.2", "3"));
    CHECK(node(plan, both, "1").state == State::pending);
    CHECK(shown(node(plan, both, "1").points) == "none");
    REQUIRE(node(plan, both, "1").refusal);
    CHECK(node(plan, both, "1").refusal->code == "A209");
    CHECK(both.total.blocked_by == Ids{"1"});
}

TEST_CASE("the ways that are not taken do not block the total where an unanswered criterion would", "[engine]") {
    auto set = criteria_set({combined("1", "4", Kind::one_of, {typed("1.1", "2"), typed("1.2", "4")})});
    set.policies.states[State::blank] = Effect::block;
    const auto plan = compiled(set);
    CHECK(shown(score(plan, Given().points("1.2", "3")).total.exact) == "3");
    CHECK_FALSE(score(plan, Given()).total.blocked_by.empty());
}

TEST_CASE("the weakest level of the parts is the node's, with a plus if a part is better", "[engine]") {
    auto domain = combined("1", "1", Kind::weakest_link, {graded("1.1"), graded("1.2")});
    domain.max.reset();
    domain.aggregate.scale = "abc";
    domain.aggregate.plus = "+";
    auto set = criteria_set({domain});
    set.max.reset();
    set.scales = {{"abc", {"A", "B", "C"}}};
    const auto plan = compiled(set);
    const auto level = [&](std::string first, std::string second) {
        return node(plan, score(plan, Given().level("1.1", std::move(first)).level("1.2", std::move(second))), "1")
            .level.value_or("none");
    };
    CHECK(level("B", "B") == "B");
    CHECK(level("A", "C") == "C+");
    CHECK(level("B", "A") == "B+");
    CHECK(level("A", "A") == "A");
    const auto open = score(plan, Given().level("1.1", "A").state("1.2", State::pending));
    CHECK(node(plan, open, "1").blocked);
    CHECK_FALSE(node(plan, open, "1").level);
}

TEST_CASE("a table gives the level by the levels of the parts in any order", "[engine]") {
    auto domain = combined("1", "1", Kind::lookup, {graded("1.1"), graded("1.2")});
    domain.max.reset();
    domain.aggregate.table = {{{"A", "B"}, "high"}, {{"C", "C"}, "low"}};
    auto set = criteria_set({domain});
    set.max.reset();
    const auto plan = compiled(set);
    const auto level = [&](std::string first, std::string second) {
        return node(plan, score(plan, Given().level("1.1", std::move(first)).level("1.2", std::move(second))), "1")
            .level.value_or("none");
    };
    CHECK(level("A", "B") == "high");
    CHECK(level("B", "A") == "high");
    CHECK(level("C", "C") == "low");
    CHECK(level("A", "C") == "none");
}

TEST_CASE("levels that no line of a lookup holds are refused", "[engine]") {
    auto domain = combined("1", "1", Kind::lookup, {graded("1.1"), graded("1.2")});
    domain.aggregate.table = {{{"A", "B"}, "high"}};
    const auto plan = compiled(criteria_set({domain}));
    const auto card = score(plan, Given().level("1.1", "C").level("1.2", "A"));
    REQUIRE(card.nodes[0].refusal);
    CHECK(card.nodes[0].refusal->code == "A205");
    CHECK(card.nodes[0].refusal->message.en == "the table has no line for the levels A, C");
    CHECK(card.total.blocked_by == Ids{"1"});
}

TEST_CASE("aggregated points are converted by a table to the node's own points", "[engine]") {
    auto domain = combined("1", "5", Kind::sum, {typed("1.1", "4"), typed("1.2", "6")});
    domain.aggregate.convert = {band("", "4", "0"), band("4", "8", "3"), band("8", "9", "5")};
    const auto plan = compiled(criteria_set({domain}));
    const auto converted = [&](std::string_view a, std::string_view b) {
        return score(plan, Given().points("1.1", a).points("1.2", b));
    };
    const auto card = converted("2", "2");
    CHECK(shown(card.nodes[0].points) == "3");
    CHECK(shown(card.nodes[0].value) == "4");
    CHECK(shown(card.nodes[0].assigned) == "5");
    CHECK(shown(converted("1.5", "2").nodes[0].points) == "0");
    CHECK(shown(converted("4", "4").nodes[0].points) == "5");
    const auto outside = converted("4", "5");
    REQUIRE(outside.nodes[0].refusal);
    CHECK(outside.nodes[0].refusal->code == "A205");
    CHECK(outside.total.blocked_by == Ids{"1"});
}

TEST_CASE("a conversion waits until every part is settled", "[engine]") {
    auto domain = combined("1", "5", Kind::sum, {typed("1.1", "4"), typed("1.2", "6")});
    domain.aggregate.convert = {band("", "4", "0"), band("4", "", "5")};
    const auto plan = compiled(criteria_set({domain}));
    const auto card = score(plan, Given().points("1.1", "3").state("1.2", State::pending));
    CHECK(shown(card.nodes[0].points) == "none");
    CHECK(card.nodes[0].blocked);
    CHECK(card.total.blocked_by == Ids{"1.2"});
}

TEST_CASE("a criterion can look at the points, share, level and state of others", "[engine]") {
    auto domain =
        leaf("1", "10", LevelsRule{{{"good", {}, Rational(10), {}, {}}, {"bad", {}, Rational(4), {}, {}}}, {}});
    auto set = criteria_set({domain, computed("2", "10", "points('1') / 2"), computed("3", "10", "share('1') * max"),
                             computed("4", "10", "if(level('1') = 'bad', 1, 2)"),
                             computed("5", "10", "if(scored('1'), 3, 7)")});
    const auto plan = compiled(set);
    const auto bad = score(plan, Given().level("1", "bad"));
    CHECK(shown(bad.nodes[1].points) == "2");
    CHECK(shown(bad.nodes[2].points) == "4");
    CHECK(shown(bad.nodes[3].points) == "1");
    CHECK(shown(bad.nodes[4].points) == "3");
    const auto absent = score(plan, Given().state("1", State::not_arisen));
    CHECK(shown(absent.nodes[1].points) == "5");  // full points by the state
    CHECK(shown(absent.nodes[4].points) == "7");
    const auto open = score(plan, Given().state("1", State::pending));
    CHECK(open.nodes[1].state == State::pending);
    CHECK(open.total.blocked_by == Ids{"1", "2", "3", "4", "5"});
}

TEST_CASE("what needs the other agencies is pending until they are known", "[engine]") {
    auto set =
        criteria_set({computed("1", "10", "10 * done / peer_highest(done)"), computed("2", "10", "peer_count()")});
    set.facts.push_back(declare("done", FactType::count));
    const auto plan = compiled(set);
    const auto mine = Given().fact("done", Rational(5));
    const auto other = Given().fact("done", Rational(20));
    const auto silent = Given();
    const auto alone = score(plan, mine);
    CHECK(alone.nodes[0].state == State::pending);
    CHECK(alone.total.blocked_by == Ids{"1", "2"});
    const auto table =
        collect_peer_values(plan, {{&mine.assessment(), {}}, {&other.assessment(), {}}, {&silent.assessment(), {}}});
    REQUIRE(table.size() == 2);
    CHECK(table.at(plan.nodes()[0].peer_calls[0]) == PeerValues{Rational(5), Rational(20)});
    EvaluationContext context;
    context.peers = &table;
    const auto card = score(plan, mine, context);
    CHECK(shown(card.nodes[0].points) == "5/2");
    CHECK(shown(card.nodes[1].points) == "3");
}

TEST_CASE("monitored criteria are measured and leave the score", "[engine]") {
    auto watched = leaf("2", "1", MonitorRule{expression("done * 2"), Unit::number});
    watched.max.reset();
    watched.role = Role::monitor;
    auto set = criteria_set({typed("1", "5"), watched});
    set.facts.push_back(declare("done", FactType::count));
    const auto plan = compiled(set);
    const auto card = score(plan, Given().points("1", "4").fact("done", Rational(3)));
    CHECK(shown(card.nodes[1].value) == "6");
    CHECK(shown(card.nodes[1].points) == "none");
    CHECK(card.nodes[1].dropped);
    CHECK(shown(card.total.exact) == "4");
    const auto missing = score(plan, Given().points("1", "4"));
    CHECK(missing.nodes[1].state == State::no_data);
    CHECK(shown(missing.total.exact) == "4");
}

TEST_CASE("a documented residue counts as long as no part is dropped", "[engine]") {
    auto set = criteria_set({combined("1", "10", Kind::sum, {typed("1.1", "3.3"), typed("1.2", "6.6")})});
    set.criteria[0].residue = number("0.1");
    const auto plan = compiled(set);
    CHECK(shown(score(plan, Given().points("1.1", "1")).nodes[0].assigned) == "10");
    CHECK(shown(score(plan, Given().state("1.1", State::not_applicable)).nodes[0].assigned) == "33/5");
}

TEST_CASE("the total follows from any scores of the nodes", "[engine]") {
    const auto plan = compiled(small_tree());
    auto nodes = score(plan, Given().points("1.1", "4").points("1.2", "6").points("2", "10")).nodes;
    CHECK(shown(total_of(plan, nodes).exact) == "20");
    nodes[3].points = number("1/3");
    const auto total = total_of(plan, nodes);
    CHECK(shown(total.exact) == "31/3");
    CHECK(shown(total.rounded) == "1033/100");
    CHECK(shown(total.percent_rounded) == "5167/10000");  // 51.666... %
    nodes[3].blocked = true;
    CHECK(total_of(plan, nodes).blocked_by == Ids{"2"});
    CHECK_FALSE(total_of(plan, nodes).exact);
}

TEST_CASE("a leaf can be evaluated again with its steps", "[engine]") {
    auto set = criteria_set({computed("1", "10", "done / 4")});
    set.facts.push_back(declare("done", FactType::count));
    const auto plan = compiled(set);
    const auto given = Given().fact("done", Rational(6));
    const auto card = score(plan, given);
    const auto silent = evaluate_leaf(plan, 0, given.assessment(), {}, card, false);
    CHECK(shown(silent.points) == "3/2");
    CHECK(silent.working.empty());
    const auto told = evaluate_leaf(plan, 0, given.assessment(), {}, card, true);
    CHECK(told.points == silent.points);
    REQUIRE(told.working.size() == 1);
    CHECK(told.working[0].en == "done / 4 = 6 / 4 = 1.5");
    CHECK(told.working[0].vi == "done / 4 = 6 / 4 = 1,5");
}

TEST_CASE("expressions see the round's period, else the set's, and the criterion's own answer and maximum",
          "[engine]") {
    auto set = criteria_set({computed("1", "10", "year(period.to) - 2010"), computed("2", "10", "answer * max")});
    const auto plan = compiled(set);
    const Period period{Date(2018, 1, 1), Date(2018, 6, 30)};
    EvaluationContext context;
    CHECK(points(plan, Given(), "1", context) == "7");
    context.period = &period;
    CHECK(points(plan, Given(), "1", context) == "8");
    CHECK(points(plan, Given().value("2", "3/4"), "2", context) == "15/2");
    const auto card = score(plan, Given().value("2", "3/4"));
    const auto given = Given().value("2", "3/4");
    const auto scope = scope_of(plan, 1, given.assessment(), context, card);
    CHECK(shown(scope.answer) == "3/4");
    CHECK(shown(scope.max) == "10");
    REQUIRE(scope.criterion("1"));
    CHECK(shown(scope.criterion("1")->points) == "7");
    CHECK_FALSE(scope.criterion("9"));
}

TEST_CASE("an evaluation gives the same scores every time", "[engine]") {
    const auto plan = compiled(small_tree());
    const auto given = Given().points("1.1", "1/3").points("2", "10/7");
    const auto first = score(plan, given);
    const auto second = score(plan, given);
    for (std::size_t i = 0; i < first.nodes.size(); ++i) {
        CHECK(first.nodes[i].points == second.nodes[i].points);
        CHECK(first.nodes[i].state == second.nodes[i].state);
    }
    CHECK(first.total.exact == second.total.exact);
    CHECK(shown(first.total.exact) == "37/21");
}

TEST_CASE("points that the council awards stand against rule, override and the checks of the rule", "[engine]") {
    auto set = small_tree();
    set.facts.push_back(declare("event", FactType::flag));
    set.criteria[0].children[0].overrides.push_back({expression("event"), Rational(0), {}});
    const auto plan = compiled(set);
    auto given = Given().points("1.2", "6").points("2", "10").fact("event", true);
    given.answer("1.1").awarded = number("1/3");
    const auto card = score(plan, given);
    CHECK(shown(node(plan, card, "1.1").points) == "1/3");
    CHECK(node(plan, card, "1.1").state == State::scored);
    CHECK_FALSE(node(plan, card, "1.1").overridden);
    CHECK(shown(card.total.exact) == "49/3");
    const auto worth = evaluate_leaf(plan, *plan.index_of("1.1"), given.assessment(), {}, card, true);
    REQUIRE(worth.working.size() == 1);
    CHECK(worth.working[0].vi == "hội đồng cho điểm trực tiếp, không theo quy tắc: 1/3 ≈ 0,3333");
    CHECK(worth.working[0].en == "points given by the council, not by the rule: 1/3 ≈ 0.3333");
}

TEST_CASE("awarded points are rounded as the set rounds points", "[engine]") {
    auto set = small_tree();
    set.policies.points_rounding = {2, RoundingMode::half_up};
    Given given;
    given.answer("1.1").awarded = number("1/3");
    CHECK(points(compiled(set), given, "1.1") == "33/100");
}

TEST_CASE("an exemption goes before awarded points, and takes everything below it", "[engine]") {
    const auto plan = compiled(small_tree());
    auto given = Given().points("1.2", "6").points("2", "10");
    given.answer("1.1").awarded = Rational(4);
    std::map<std::string, std::string> exemptions{{"1.1", "không có chức năng"}};
    EvaluationContext context;
    context.exemptions = &exemptions;
    auto card = score(plan, given, context);
    CHECK(node(plan, card, "1.1").state == State::not_applicable);
    CHECK(node(plan, card, "1.1").dropped);
    CHECK(shown(card.total.assigned) == "16");
    CHECK(shown(card.total.exact) == "16");
    exemptions = {{"1", "cả lĩnh vực"}};
    card = score(plan, given, context);
    for (const auto* id : {"1", "1.1", "1.2"}) CHECK(node(plan, card, id).state == State::not_applicable);
    CHECK(shown(card.total.assigned) == "10");
    CHECK(shown(card.total.exact) == "10");
    exemptions = {{"9.9", "không có trong bộ"}};
    CHECK(shown(score(plan, given, context).total.exact) == "20");
}

TEST_CASE("what an exempt criterion counts for is its state's effect", "[engine]") {
    auto set = small_tree();
    set.policies.states[State::not_applicable] = Effect::full_points;
    const std::map<std::string, std::string> exemptions{{"1", "cả lĩnh vực"}};
    EvaluationContext context;
    context.exemptions = &exemptions;
    const auto plan = compiled(set);
    const auto card = score(plan, Given().points("2", "5"), context);
    CHECK(shown(node(plan, card, "1").points) == "10");  // once, not with its parts
    CHECK(shown(card.total.exact) == "15");
}

TEST_CASE("over the agency's own maximum points stay as summed and the percentage is out of what is assigned",
          "[engine]") {
    auto set = small_tree();
    set.policies.total_base = TotalBase::own_maximum;
    const auto plan = compiled(set);
    const std::map<std::string, std::string> exemptions{{"1.1", "không có chức năng"}};
    EvaluationContext context;
    context.exemptions = &exemptions;
    const auto given = Given().points("1.1", "4").points("1.2", "6").points("2", "6");
    const auto whole = score(plan, given).total;
    CHECK(shown(whole.exact) == "16");
    CHECK(shown(whole.percent_exact) == "4/5");
    const auto own = score(plan, given, context).total;
    CHECK(shown(own.exact) == "12");
    CHECK(shown(own.percent_exact) == "3/4");  // 12 of 16
    CHECK(shown(own.percent_rounded) == "3/4");
}
