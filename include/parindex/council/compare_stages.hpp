#pragma once
/// What changed between two stages of a round, such as the self-assessment and the appraisal.

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
    std::string explanation;  ///< of the latest answer given after the earlier of the two stages; empty without one
    std::string by;           ///< who gave that answer, if recorded
};

/// Leaves whose points or state differ between `a` and `b`: agencies as in the round, leaves in table order. A change
/// that comes from facts or other agencies has no explanation.
/// Pre: `a` and `b` are results of this round.
[[nodiscard]] std::vector<StageDifference> compare_stages(const Round& round, const RoundResult& a,
                                                          const RoundResult& b);

}  // namespace parindex
