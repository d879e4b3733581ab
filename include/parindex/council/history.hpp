#pragma once
/// The whole trail of a criterion: what every stage said, who, when and why, and what it was worth then.

#include <cstddef>
#include <optional>
#include <vector>

#include "parindex/base/loaded.hpp"
#include "parindex/base/rational.hpp"
#include "parindex/base/watch.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/model/assessment.hpp"
#include "parindex/model/policy.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// One stage in the trail of a leaf.
struct HistoryEntry {
    std::size_t stage = 0;                 ///< index in Round::stages
    const Answer* answer = nullptr;        ///< given at this stage, or null; points into the round
    std::optional<Rational> points;        ///< in force after this stage; none when dropped, blocked or without points
    State state = State::scored;           ///< in force after this stage
    std::optional<Rational> claimed;       ///< explanation stages: what the agency asks for, by the rule
    std::vector<const Opinion*> opinions;  ///< of several appraisers at this stage; point into the round
};

/// The round at every stage from the first to `last`. No value when one of them has none. The findings are those of
/// the last. `watch` as in evaluate_round, over all of the stages.
/// Pre: last < round.stages.size(), else std::out_of_range.
[[nodiscard]] Loaded<std::vector<RoundResult>> evaluate_stages(const Round& round, std::size_t last,
                                                               unsigned threads = 1, Watch* watch = nullptr);

/// The trail of one leaf of one agency: a stage is left out when it says nothing about the leaf and changes nothing.
/// Pre: `stages` came from evaluate_stages of this round; `agency` is an index in Round::agencies, `node` one of the
/// plan's leaves.
[[nodiscard]] std::vector<HistoryEntry> history_of(const Round& round, const std::vector<RoundResult>& stages,
                                                   std::size_t agency, std::size_t node);

}  // namespace parindex
