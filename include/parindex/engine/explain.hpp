#pragma once
/// Why a criterion has the points it has: enough for a person to redo the score by hand.

#include <optional>
#include <string>
#include <vector>

#include "parindex/engine/evaluate.hpp"
#include "parindex/engine/plan.hpp"
#include "parindex/engine/scorecard.hpp"

namespace parindex {

/// A fact that the score used.
struct ExplainedInput {
    std::string name;
    Text title;
    Text value;
    std::string source;                 ///< where the agency says it stands
    std::vector<std::string> evidence;  ///< ids
    std::string stage;                  ///< that gave the value in force
};

/// A part of a parent.
struct ExplainedPart {
    std::string criterion;
    Text title;
    std::optional<Rational> points;
    std::optional<Rational> max;
    State state = State::scored;
    std::optional<std::string> level;
};

struct Explanation {
    std::string agency;
    std::string stage;        ///< evaluated
    std::string input_stage;  ///< that gave the answer in force, or empty
    std::string criterion;
    Text title;
    std::optional<Rational> points;
    std::optional<Rational> max;
    std::optional<std::string> level;
    State state = State::scored;
    std::optional<Effect> effect;
    Text rule;  ///< what the rule says
    std::vector<ExplainedInput> inputs;
    std::vector<Text> working;  ///< the calculation, step by step
    std::vector<Text> why_not_more;
    std::vector<ExplainedPart> parts;  ///< of a parent
    std::vector<Evidence> evidence;
    EvidenceNeed evidence_need = EvidenceNeed::optional;
    std::string remark;  ///< the agency's or appraiser's explanation
    Clause clause;
    std::vector<Text> norms;  ///< replaced norms that bear on it
    Text provenance;          ///< of the row, when it differs from the set's
    std::optional<Refusal> refusal;
};

/// Explains one node of an evaluated scorecard. Pre: `scorecard` came from evaluate() with the same arguments.
[[nodiscard]] Explanation explain(const Plan& plan, std::size_t node, const Assessment& in_force,
                                  const EvaluationContext& context, const Scorecard& scorecard);

/// How the total follows from the domains: sums, rescaling, bonus, penalty, cap, rounding, percentage.
[[nodiscard]] std::vector<Text> explain_total(const Plan& plan, const Scorecard& scorecard);

/// A phrase for people: "không phát sinh", "not arisen".
[[nodiscard]] Text state_text(State state);
[[nodiscard]] Text effect_text(Effect effect);

/// "Bộ mẫu ...": status and statement of a set as every output prints them.
[[nodiscard]] Text provenance_text(const CriteriaSet& set);

}  // namespace parindex
