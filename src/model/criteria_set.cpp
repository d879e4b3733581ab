#include "parindex/model/criteria_set.hpp"

#include "model/names.hpp"

namespace parindex {

namespace {

using Then = ZeroDenominator::Then;

constexpr NameTable<Status, 4> status_names{{
    {Status::official, "official"},
    {Status::transcribed, "transcribed"},
    {Status::model, "model"},
    {Status::partial, "partial"},
}};

constexpr NameTable<Role, 4> role_names{{
    {Role::scored, "scored"},
    {Role::bonus, "bonus"},
    {Role::penalty, "penalty"},
    {Role::monitor, "monitor"},
}};

constexpr NameTable<EvidenceNeed, 3> evidence_need_names{{
    {EvidenceNeed::optional, "optional"},
    {EvidenceNeed::required, "required"},
    {EvidenceNeed::required_or_explanation, "required_or_explanation"},
}};

constexpr NameTable<Scorer, 3> scorer_names{{
    {Scorer::self, "self"},
    {Scorer::appraisal, "appraisal"},
    {Scorer::survey, "survey"},
}};

constexpr NameTable<Then, 5> zero_denominator_names{{
    {Then::zero, "zero"},
    {Then::full_points, "full_points"},
    {Then::not_arisen, "not_arisen"},
    {Then::not_applicable, "not_applicable"},
    {Then::block, "block"},
}};

constexpr NameTable<Aggregate::Kind, 7> aggregate_kind_names{{
    {Aggregate::Kind::sum, "sum"},
    {Aggregate::Kind::mean_times_max, "mean_times_max"},
    {Aggregate::Kind::weighted_mean, "weighted_mean"},
    {Aggregate::Kind::best_of, "best_of"},
    {Aggregate::Kind::one_of, "one_of"},
    {Aggregate::Kind::weakest_link, "weakest_link"},
    {Aggregate::Kind::lookup, "lookup"},
}};

const Criterion* find_in(const std::vector<Criterion>& nodes, std::string_view id) {
    for (const auto& node : nodes) {
        if (node.id == id) return &node;
        if (const Criterion* found = find_in(node.children, id)) return found;
    }
    return nullptr;
}

}  // namespace

std::string_view to_string(Status status) { return name_in(status_names, status); }
std::optional<Status> parse_status(std::string_view name) { return value_in(status_names, name); }

std::string_view to_string(Role role) { return name_in(role_names, role); }
std::optional<Role> parse_role(std::string_view name) { return value_in(role_names, name); }

std::string_view to_string(EvidenceNeed need) { return name_in(evidence_need_names, need); }
std::optional<EvidenceNeed> parse_evidence_need(std::string_view name) { return value_in(evidence_need_names, name); }

std::string_view to_string(Scorer scorer) { return name_in(scorer_names, scorer); }
std::optional<Scorer> parse_scorer(std::string_view name) { return value_in(scorer_names, name); }

std::string_view to_string(Then then) { return name_in(zero_denominator_names, then); }
std::optional<Then> parse_zero_denominator(std::string_view name) { return value_in(zero_denominator_names, name); }

std::string_view to_string(Aggregate::Kind kind) { return name_in(aggregate_kind_names, kind); }
std::optional<Aggregate::Kind> parse_aggregate_kind(std::string_view name) {
    return value_in(aggregate_kind_names, name);
}

const Criterion* CriteriaSet::find(std::string_view criterion_id) const { return find_in(criteria, criterion_id); }

const FactDeclaration* CriteriaSet::find_fact(std::string_view fact_id) const {
    for (const auto& fact : facts) {
        if (fact.id == fact_id) return &fact;
    }
    return nullptr;
}

const OfficialForm* CriteriaSet::find_form(std::string_view form_id) const {
    for (const auto& form : forms) {
        if (form.id == form_id) return &form;
    }
    return nullptr;
}

Effect effect_of(const CriteriaSet& set, const Criterion& criterion, State state) {
    if (const auto own = criterion.states.find(state); own != criterion.states.end()) return own->second;
    const auto general = set.policies.states.find(state);
    // A set built in code may leave a state out: then nothing may be guessed.
    return general == set.policies.states.end() ? Effect::block : general->second;
}

}  // namespace parindex
