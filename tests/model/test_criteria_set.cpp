#include "parindex/model/criteria_set.hpp"

#include <catch2/catch.hpp>

using namespace parindex;

namespace {

Criterion node(const std::string& id, std::vector<Criterion> children = {}) {
    Criterion criterion;
    criterion.id = id;
    criterion.children = std::move(children);
    return criterion;
}

CriteriaSet small_set() {
    CriteriaSet set{{}, {},
                    {}, {},
                    {}, {Date(2017, 1, 1), Date(2017, 12, 31)},
                    {}, {},
                    {}, {},
                    {}, {},
                    {}, {},
                    {}, {},
                    {}, {},
                    {}, Edition::corrected,
                    {}};
    set.criteria.push_back(node("1", {node("1.1", {node("1.1.1"), node("1.1.2")}), node("1.2")}));
    set.criteria.push_back(node("2"));
    FactDeclaration fact;
    fact.id = "dossiers.on_time";
    set.facts.push_back(fact);
    return set;
}

}  // namespace

TEST_CASE("a criterion is found by its id at any depth") {
    const CriteriaSet set = small_set();
    REQUIRE(set.find("1.1.2") != nullptr);
    CHECK(set.find("1.1.2") == &set.criteria[0].children[0].children[1]);
    CHECK(set.find("2") == &set.criteria[1]);
    CHECK(set.find("1.1.3") == nullptr);
    CHECK(set.find("") == nullptr);
}

TEST_CASE("a fact is found by its id") {
    const CriteriaSet set = small_set();
    CHECK(set.find_fact("dossiers.on_time") == &set.facts[0]);
    CHECK(set.find_fact("dossiers") == nullptr);
}

TEST_CASE("the tree is visited in table order, parents first, with parent and depth") {
    const CriteriaSet set = small_set();
    std::vector<std::string> visits;
    for_each_criterion(set.criteria, [&](const Criterion& criterion, const Criterion* parent, std::size_t depth) {
        visits.push_back(criterion.id + " in " + (parent == nullptr ? "-" : parent->id) + " at " +
                         std::to_string(depth));
    });
    CHECK(visits == std::vector<std::string>{"1 in - at 1", "1.1 in 1 at 2", "1.1.1 in 1.1 at 3", "1.1.2 in 1.1 at 3",
                                             "1.2 in 1 at 2", "2 in - at 1"});
}

TEST_CASE("the effect of a state is the criterion's own, else the set's, else the total is blocked") {
    CriteriaSet set = small_set();
    set.policies.states = {{State::not_arisen, Effect::full_points}, {State::blank, Effect::zero}};
    set.criteria[1].states = {{State::not_arisen, Effect::drop}};
    CHECK(effect_of(set, set.criteria[0], State::not_arisen) == Effect::full_points);
    CHECK(effect_of(set, set.criteria[1], State::not_arisen) == Effect::drop);
    CHECK(effect_of(set, set.criteria[1], State::blank) == Effect::zero);
    CHECK(effect_of(set, set.criteria[1], State::pending) == Effect::block);
}

TEST_CASE("the words of a criteria set go through text and back") {
    for (const Status status : {Status::official, Status::transcribed, Status::model, Status::partial}) {
        CHECK(parse_status(to_string(status)) == status);
    }
    for (const Role role : {Role::scored, Role::bonus, Role::penalty, Role::monitor}) {
        CHECK(parse_role(to_string(role)) == role);
    }
    for (const Scorer scorer : {Scorer::self, Scorer::appraisal, Scorer::survey}) {
        CHECK(parse_scorer(to_string(scorer)) == scorer);
    }
    for (const EvidenceNeed need :
         {EvidenceNeed::optional, EvidenceNeed::required, EvidenceNeed::required_or_explanation}) {
        CHECK(parse_evidence_need(to_string(need)) == need);
    }
    CHECK(parse_zero_denominator("not_arisen") == ZeroDenominator::Then::not_arisen);
    CHECK(to_string(ZeroDenominator::Then::full_points) == "full_points");
    CHECK(parse_aggregate_kind("weakest_link") == Aggregate::Kind::weakest_link);
    CHECK(to_string(Aggregate::Kind::mean_times_max) == "mean_times_max");
    CHECK_FALSE(parse_aggregate_kind("average"));
    CHECK_FALSE(parse_status("Official"));
}
