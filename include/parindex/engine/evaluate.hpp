#pragma once
/// Evaluation of one assessment: exact points for every node, and the total.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "parindex/engine/plan.hpp"
#include "parindex/engine/scorecard.hpp"
#include "parindex/model/assessment.hpp"

namespace parindex {

/// What an evaluation may know beside the assessment. Pointers may be null.
struct EvaluationContext {
    const Agency* agency = nullptr;
    const Period* period = nullptr;  ///< of the round; the set's own when null
    const WorkingCalendar* calendar = nullptr;
    const PeerTable* peers = nullptr;  ///< null: criteria that need the other agencies are pending
    /// Criterion id -> reason, of criteria that the round's lists take from this agency (exemptions_of).
    const std::map<std::string, std::string>* exemptions = nullptr;
};

/// Scores every node of the plan. Pure: same inputs, same result. `in_force` holds the inputs of one agency as they
/// stand at a stage.
[[nodiscard]] Scorecard evaluate(const Plan& plan, const Assessment& in_force, const EvaluationContext& context);

/// The total of scored nodes, by the set's policies: sum of the scored domains, rescaling, bonus, penalty, cap, rounding.
/// Pre: `nodes` as plan.nodes().
[[nodiscard]] Total total_of(const Plan& plan, const std::vector<NodeScore>& nodes);

/// The rule result of one leaf with its steps, as evaluate() obtained it; other criteria are read from `scorecard`.
/// Pre: `node` is a leaf with a rule.
[[nodiscard]] RuleResult evaluate_leaf(const Plan& plan, std::size_t node, const Assessment& in_force,
                                       const EvaluationContext& context, const Scorecard& scorecard, bool explain);

/// What the expressions of a node may look at; `scorecard` gives the other criteria.
[[nodiscard]] Scope scope_of(const Plan& plan, std::size_t node, const Assessment& in_force,
                             const EvaluationContext& context, const Scorecard& scorecard);

/// One agency of a group whose members are compared with each other.
struct PeerMember {
    const Assessment* in_force = nullptr;
    EvaluationContext context;
};

/// Values of every peer function's argument over the members, in their order. Members without the facts are left out.
[[nodiscard]] PeerTable collect_peer_values(const Plan& plan, const std::vector<PeerMember>& members);

}  // namespace parindex
