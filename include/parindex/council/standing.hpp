#pragma once
/// What a score means for an agency: its class, its titles, and whether it is kept out of the ranking.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parindex/base/rational.hpp"
#include "parindex/base/text.hpp"
#include "parindex/engine/evaluate.hpp"
#include "parindex/engine/plan.hpp"
#include "parindex/engine/scorecard.hpp"
#include "parindex/model/assessment.hpp"

namespace parindex {

/// One minimum of a title: what was measured against what was needed.
struct ConditionResult {
    std::vector<std::string> on;       ///< criterion ids added together, or "total"
    bool is_share = false;             ///< both figures are shares of the assigned maximum; else points
    std::optional<Rational> measured;  ///< none while a part is blocked, or when nothing of it has points
    Rational needed;
    std::optional<bool> met;  ///< none without a measured figure
};

struct TitleResult {
    enum class Outcome {
        granted,      ///< every condition is met
        not_granted,  ///< a condition is not met
        undecided     ///< none is missed, but one cannot be measured yet
    };
    std::string id;
    Text title;
    Outcome outcome = Outcome::undecided;
    std::vector<ConditionResult> conditions;  ///< as in the set
};

/// "granted", "not_granted", "undecided"
[[nodiscard]] std::string_view to_string(TitleResult::Outcome outcome);

struct ClassResult {
    std::string id;
    Text title;
};

struct Standing {
    std::optional<ClassResult> in_class;            ///< none without a total, or when no class holds the figure
    std::vector<TitleResult> titles;                ///< every title of the set, in its order
    std::vector<std::string> exclusions;            ///< ids of those that apply, in the set's order
    std::vector<std::string> undecided_exclusions;  ///< whose condition has no value for this agency
};

/// Class, titles and exclusions of one agency, by the rules of the plan's set (docs/criteria-language.md, "Classes,
/// titles, exclusions").
///
/// The class comes from the classification that names the agency's group, else from the one without groups; it compares
/// the total in points or the percentage as a share, exact or rounded as stated, and where two classes hold the figure
/// the first listed has it. Titles compare exact points; a share is the points of the nodes over their assigned maximum.
/// In an exclusion `points('total')` and `share('total')` stand for the exact total and its share of the set's maximum.
[[nodiscard]] Standing judge(const Plan& plan, const Scorecard& scorecard, const Assessment& in_force,
                             const EvaluationContext& context);

}  // namespace parindex
