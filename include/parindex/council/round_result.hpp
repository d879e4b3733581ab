#pragma once
/// A whole round at one stage: every agency scored, judged and ranked in its group.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parindex/base/finding.hpp"
#include "parindex/base/loaded.hpp"
#include "parindex/base/watch.hpp"
#include "parindex/council/standing.hpp"
#include "parindex/engine/evaluate.hpp"
#include "parindex/engine/plan.hpp"
#include "parindex/engine/scorecard.hpp"
#include "parindex/model/assessment.hpp"
#include "parindex/model/round.hpp"
#include "parindex/rules/scope.hpp"

namespace parindex {

/// Why an agency has no rank.
enum class NotRanked {
    ranked,        ///< it has one
    excluded,      ///< an exclusion of the set applies: scored, not ranked
    blocked,       ///< criteria are open that the total has to wait for
    no_total,      ///< the set has no total, or none of it applies to the agency
    no_submission  ///< nothing was given up to the stage, so nothing was scored
};

/// "" when ranked, else "excluded", "blocked", "no_total" or "no_submission".
[[nodiscard]] std::string_view to_string(NotRanked reason);

/// One agency at the stage.
struct AgencyResult {
    std::size_t agency = 0;            ///< index in Round::agencies
    std::size_t set = 0;               ///< index in Round::sets and RoundResult::plans
    Scorecard scorecard;               ///< with a node for each of the plan's; all blank without a submission
    Standing standing;                 ///< empty without a submission
    bool submitted = false;            ///< something was given about it at this stage or an earlier one
    bool merged = false;               ///< scored as the mean of its predecessors
    std::optional<std::int64_t> rank;  ///< in its group, from 1
    bool tied = false;                 ///< shares its rank
    NotRanked not_ranked = NotRanked::ranked;
};

struct GroupRanking {
    std::string group;
    /// Indices in RoundResult::agencies: in ranking order, then those without a rank in the order of NotRanked, then
    /// by name.
    std::vector<std::size_t> order;
};

struct RoundResult {
    std::string stage;
    std::vector<Plan> plans;           ///< as Round::sets
    std::vector<Assessment> in_force;  ///< as Round::agencies
    /// As Round::agencies: criteria that the round's lists take from the agency, with the reason.
    std::vector<std::map<std::string, std::string>> exemptions;
    std::vector<AgencyResult> agencies;  ///< as Round::agencies
    std::vector<GroupRanking> groups;    ///< by group id
    /// Figures of each group whose set looks at the other agencies.
    std::map<std::string, PeerTable> peers;
    Findings findings;  ///< refused answers (A2xx) and what stands against a ranking (R1xx), sorted
};

/// Scores, judges and ranks every agency of the round with the inputs in force at the stage of that index.
///
/// Functions of other agencies see the agencies of the same group that have a submission of their own. An agency with
/// predecessors and no submission of its own is their mean, node by node, a dropped criterion counting as 0 points of 0
/// (so that parts still add up); its total comes from the mean points by the set's policies. Method: practice of the
/// DTI 2024 for merged provinces; no rule of the PAR Index for merged units is known.
///
/// The result is the same for any number of threads (0: as many as the machine has) and any order of the agencies. No
/// value when a set does not compile or an agency's group has no set (R101); the findings say which.
/// `watch`, if any, is advanced once for each agency and may end the call (Stopped).
/// Pre: stage < round.stages.size(), else std::out_of_range.
[[nodiscard]] Loaded<RoundResult> evaluate_round(const Round& round, std::size_t stage, unsigned threads = 1,
                                                 Watch* watch = nullptr);

/// What an evaluation of that agency may know, as evaluate_round used it. It points into both arguments.
[[nodiscard]] EvaluationContext context_of(const Round& round, const RoundResult& result, std::size_t agency);

}  // namespace parindex
