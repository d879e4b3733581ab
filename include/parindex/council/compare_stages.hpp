#pragma once
/// What changed between two stages of a round, such as the self-assessment and the appraisal.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "parindex/base/rational.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/model/policy.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// One leaf of one agency whose points or state differ.
struct StageDifference {
    std::string agency;            ///< id
    std::string criterion;         ///< id
    std::optional<Rational> from;  ///< points at the first stage; none when dropped, blocked or without points
    std::optional<Rational> to;
    State from_state = State::scored;
    State to_state = State::scored;
    /// Of the latest answer given after the earlier of the two stages, explanation stages aside; empty without one.
    std::string explanation;
    std::string by;  ///< who gave that answer, if recorded
};

/// Leaves whose points or state differ between `a` and `b`: agencies as in the round, leaves in table order. A change
/// that comes from facts or other agencies has no explanation.
/// Pre: `a` and `b` are results of this round.
[[nodiscard]] std::vector<StageDifference> compare_stages(const Round& round, const RoundResult& a,
                                                          const RoundResult& b);

/// One criterion over all agencies whose points or state differ between two stages.
struct CriterionDifference {
    std::string criterion;
    std::size_t agencies = 0;  ///< with a difference
    std::size_t raised = 0;
    std::size_t lowered = 0;
    Rational change;  ///< sum over the agencies with points at both stages
};

/// The differences by criterion, in the order of ids (compare_ids). Agencies of different sets are counted together
/// where the sets share an id.
[[nodiscard]] std::vector<CriterionDifference> by_criterion(const std::vector<StageDifference>& differences);

}  // namespace parindex
