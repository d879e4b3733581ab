#pragma once
/// Very many agencies scored with little memory: totals, standings and places, without every agency's scorecard.

#include <cstddef>
#include <functional>

#include "parindex/base/loaded.hpp"
#include "parindex/base/watch.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/model/assessment.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// Gives the inputs in force of the agency of that index in Round::agencies. Called once for each agency, once more when
/// the set looks at the other agencies, by several threads at a time.
using InputsOf = std::function<Assessment(std::size_t agency)>;

struct BatchOptions {
    unsigned threads = 1;    ///< 0: as many as the machine has
    Watch* watch = nullptr;  ///< advanced once for each agency; may end the call
};

/// Scores and ranks the agencies of a round by inputs that are made as they are needed: the same totals, standings, places
/// and findings as evaluate_round gives for them, with one assessment and one scorecard a thread in memory.
///
/// `round` says who is scored by what; its assessments are not looked at, each agency counts as having submitted, and
/// nobody has predecessors. In the result `in_force` and the nodes of the scorecards are empty. Of the findings about
/// single answers the first `Limits().findings` are kept, in the order of the agencies. No value as in evaluate_round.
[[nodiscard]] Loaded<RoundResult> evaluate_batch(const Round& round, const InputsOf& inputs_of,
                                                 const BatchOptions& options = {});

}  // namespace parindex
