#pragma once
/// Checks of one agency's data beside its score. A failed check never changes a score; it is listed for the appraiser.

#include "parindex/engine/evaluate.hpp"
#include "parindex/engine/plan.hpp"
#include "parindex/engine/scorecard.hpp"

namespace parindex {

/// Runs the set's declared identities and the built-in checks over the inputs in force:
///
/// * D101 a declared identity or condition does not hold (with both sides worked out), D102 it could not be checked
/// * D103 a share above 100 %
/// * D104 a document or date fact dated after the report, or after the end of the period when the report has no date
/// * D105 one document number cited with two dates
/// * D106 required evidence or explanation missing for points above zero
/// * D107 a fact outside its declared bounds
[[nodiscard]] Findings check_data(const Plan& plan, const Assessment& in_force, const EvaluationContext& context,
                                  const Scorecard& scorecard);

}  // namespace parindex
