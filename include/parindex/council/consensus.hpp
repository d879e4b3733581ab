#pragma once
/// Several appraisers' opinions on a criterion become one answer, by the rule that the round states.

#include <optional>
#include <string>
#include <vector>

#include "parindex/base/finding.hpp"
#include "parindex/base/rational.hpp"
#include "parindex/model/assessment.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// Gives every opinion of the round its points, and every criterion that has opinions at a stage its agreed answer in
/// Round::assessments of that stage, as docs/rounds.md describes it. Stages are settled in order, so that an opinion is
/// scored by the rule with the facts and the other criteria in force at its stage; points are exact and unrounded.
///
/// * An answer with input of the same stage is the council's own decision and is left as it is.
/// * Under `council` the criterion becomes `pending`.
/// * Else equal inputs are taken over as they are; different ones become `awarded` points by the rule.
/// * Where the rule gives nothing the criterion becomes `pending`, with a finding: R301 an opinion without points (a state,
///   or an answer that the rule refuses), R302 too few opinions for trimming.
///
/// An opinion without input (papers or remarks only) has no vote. The agreed answer names its members in `by`, in order
/// of their ids, and holds their remarks; a paper is accepted or refused when the members who judge it are of one mind.
/// Opinions are sorted by criterion and member. Settling twice changes nothing. A round whose sets do not compile is left
/// without points; evaluate_round() says why.
[[nodiscard]] Findings settle_opinions(Round& round);

/// The points agreed from opinions' points before `consensus.rounding`: exact; of an even number of opinions the median
/// is the mean of the two in the middle. Nothing under `council`, without points, and when trimming leaves none.
[[nodiscard]] std::optional<Rational> agreed_points(const Consensus& consensus, std::vector<Rational> points);

/// How the answer followed from the members' opinions, for an explanation: one line with each member's points, one with
/// the rule and its result. Empty when the answer did not come from opinions.
[[nodiscard]] std::vector<Text> explain_consensus(const Round& round, const std::string& agency,
                                                  const std::string& criterion, const Answer& in_force);

}  // namespace parindex
