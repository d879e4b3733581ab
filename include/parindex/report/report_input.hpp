#pragma once
/// What every report is made from: a round evaluated at all of its stages, with what was found on the way.

#include <optional>
#include <vector>

#include "parindex/analysis/ranking_uncertainty.hpp"
#include "parindex/base/finding.hpp"
#include "parindex/base/text.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// Pointers are to what the caller keeps alive; those marked so may be null.
struct ReportInput {
    const Round* round = nullptr;
    const std::vector<RoundResult>* stages =
        nullptr;                         ///< of evaluate_stages; the last one is reported, the others are its history
    const Findings* findings = nullptr;  ///< of check_round and the evaluation
    std::vector<std::optional<TotalInterval>> intervals;  ///< of total_intervals; empty without raw survey data
    const Round* previous = nullptr;                      ///< of the year before, or null
    const RoundResult* previous_result = nullptr;         ///< or null
    Language language = Language::vi;
};

}  // namespace parindex
