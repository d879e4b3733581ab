#pragma once
/// The choices that sources leave open. A criteria set states every one of them; nothing defaults in silence.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parindex/base/rounding.hpp"

namespace parindex {

/// What stands in place of points. `scored` means there are points.
enum class State {
    scored,
    not_applicable,  ///< the criterion is not this agency's (không áp dụng)
    not_arisen,      ///< no such task came up in the period (không phát sinh)
    no_data,         ///< a fact the rule needs is missing
    no_survey,       ///< the survey part has not been carried out or entered
    pending,         ///< deliberately left open, for instance until the appraisal, or needs the other agencies
    blank            ///< nobody answered
};

[[nodiscard]] std::string_view to_string(State state);
[[nodiscard]] std::optional<State> parse_state(std::string_view name);

/// What such a state does to the score.
enum class Effect {
    full_points,  ///< counts as the maximum
    zero,         ///< counts as no points out of the maximum
    drop,         ///< leaves both the points and the assigned maximum
    block         ///< the total cannot be given until it is settled
};

[[nodiscard]] std::string_view to_string(Effect effect);
[[nodiscard]] std::optional<Effect> parse_effect(std::string_view name);

using StateEffects = std::map<State, Effect>;

/// What the total is out of.
enum class TotalBase {
    maximum,     ///< points as summed, out of the set's maximum
    assigned,    ///< points rescaled from the assigned maximum to the set's maximum (dropped criteria do not count)
    own_maximum  ///< points as summed, out of the agency's own assigned maximum (60, 70 or 84 of a table of 100)
};

[[nodiscard]] std::string_view to_string(TotalBase base);
[[nodiscard]] std::optional<TotalBase> parse_total_base(std::string_view name);

enum class TieRule {
    competition,  ///< 1, 2, 2, 4
    dense,        ///< 1, 2, 2, 3
    ordinal       ///< 1, 2, 3, 4: equals are ordered by the declared tie-breakers
};

[[nodiscard]] std::string_view to_string(TieRule rule);
[[nodiscard]] std::optional<TieRule> parse_tie_rule(std::string_view name);

/// Which figure a ranking or a class is taken from.
enum class Basis { exact, rounded };

[[nodiscard]] std::string_view to_string(Basis basis);
[[nodiscard]] std::optional<Basis> parse_basis(std::string_view name);

struct RankingPolicy {
    Basis basis = Basis::rounded;
    TieRule ties = TieRule::competition;
    /// Criterion ids compared in order (higher first) when totals are equal; "name" (Vietnamese order) may come last.
    /// With competition and dense ranks an agency equal in all of them shares the place.
    std::vector<std::string> then_by;
};

struct Policies {
    Rounding points_rounding;   ///< of every leaf's points
    Rounding total_rounding;    ///< of the published total
    Rounding percent_rounding;  ///< of published percentages, always taken from unrounded points
    StateEffects states;        ///< every state but `scored`
    TotalBase total_base = TotalBase::maximum;
    std::optional<Rational> total_cap;  ///< highest total with bonus, if the set has one
    RankingPolicy ranking;
};

}  // namespace parindex
