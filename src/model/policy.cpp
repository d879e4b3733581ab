#include "parindex/model/policy.hpp"

#include "model/names.hpp"

namespace parindex {

namespace {

constexpr NameTable<State, 7> state_names{{
    {State::scored, "scored"},
    {State::not_applicable, "not_applicable"},
    {State::not_arisen, "not_arisen"},
    {State::no_data, "no_data"},
    {State::no_survey, "no_survey"},
    {State::pending, "pending"},
    {State::blank, "blank"},
}};

constexpr NameTable<Effect, 4> effect_names{{
    {Effect::full_points, "full_points"},
    {Effect::zero, "zero"},
    {Effect::drop, "drop"},
    {Effect::block, "block"},
}};

constexpr NameTable<TotalBase, 3> total_base_names{{
    {TotalBase::maximum, "maximum"},
    {TotalBase::assigned, "assigned"},
    {TotalBase::own_maximum, "own_maximum"},
}};

constexpr NameTable<TieRule, 3> tie_rule_names{{
    {TieRule::competition, "competition"},
    {TieRule::dense, "dense"},
    {TieRule::ordinal, "ordinal"},
}};

constexpr NameTable<Basis, 2> basis_names{{
    {Basis::exact, "exact"},
    {Basis::rounded, "rounded"},
}};

}  // namespace

std::string_view to_string(State state) { return name_in(state_names, state); }
std::optional<State> parse_state(std::string_view name) { return value_in(state_names, name); }

std::string_view to_string(Effect effect) { return name_in(effect_names, effect); }
std::optional<Effect> parse_effect(std::string_view name) { return value_in(effect_names, name); }

std::string_view to_string(TotalBase base) { return name_in(total_base_names, base); }
std::optional<TotalBase> parse_total_base(std::string_view name) { return value_in(total_base_names, name); }

std::string_view to_string(TieRule rule) { return name_in(tie_rule_names, rule); }
std::optional<TieRule> parse_tie_rule(std::string_view name) { return value_in(tie_rule_names, name); }

std::string_view to_string(Basis basis) { return name_in(basis_names, basis); }
std::optional<Basis> parse_basis(std::string_view name) { return value_in(basis_names, name); }

}  // namespace parindex
