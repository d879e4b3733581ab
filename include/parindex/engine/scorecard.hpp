#pragma once
/// The scores of one agency on one criteria set at one stage.

#include <optional>
#include <string>
#include <vector>

#include "parindex/base/rational.hpp"
#include "parindex/model/criteria_set.hpp"
#include "parindex/rules/evaluate_rule.hpp"

namespace parindex {

/// The score of one node. Points are exact, after the declared rounding of points.
struct NodeScore {
    State state = State::scored;
    std::optional<Effect> effect;      ///< what the state did, when it is not `scored`
    std::optional<Rational> points;    ///< in force, effects included; none when dropped, blocked or without points
    std::optional<Rational> assigned;  ///< maximum that counts; none when dropped or without points
    std::optional<std::string> level;
    std::optional<Rational> value;  ///< the measured value
    std::optional<Refusal> refusal;
    bool dropped = false;
    bool blocked = false;     ///< its points, or a part's, are not settled
    bool overridden = false;  ///< by one of the criterion's overrides
};

/// The total, by the set's policies. Exact values are unrounded; percentages come from them.
struct Total {
    std::optional<Rational> exact;  ///< none when blocked, everything is dropped, or the set has no total
    std::optional<Rational> rounded;
    std::optional<Rational> percent_exact;    ///< a share: 0.9563
    std::optional<Rational> percent_rounded;  ///< rounded as a percentage, kept as a share
    Rational points;                          ///< of the scored domains, before rescaling
    Rational assigned;                        ///< their assigned maximum
    Rational bonus;                           ///< after its cap
    Rational penalty;                         ///< after its cap
    bool capped = false;
    std::vector<std::string> blocked_by;  ///< criteria that have to be settled first
};

struct Scorecard {
    std::string agency;
    std::string stage;
    std::vector<NodeScore> nodes;  ///< as Plan::nodes()
    Total total;
};

/// Points out of the assigned maximum (component index); none without points or with a maximum of zero.
[[nodiscard]] std::optional<Rational> share_of(const NodeScore& score);

}  // namespace parindex
