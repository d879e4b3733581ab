#pragma once
/// How far a survey's sampling error reaches into totals and places. Statistics: it never changes a score.

#include <cstdint>
#include <optional>
#include <vector>

#include "parindex/council/round_result.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// The confidence interval of one agency's total, from the survey estimates that went into it.
struct TotalInterval {
    double lower = 0;
    double upper = 0;
    /// Places the agency could have, counting only agencies of its group whose totals differ from its own significantly.
    std::int64_t best_rank = 0;
    std::int64_t worst_rank = 0;
    bool differs_from_next = true;  ///< significantly, from the agency in the next place of its group
};

/// Intervals of every total at the survey's confidence; as RoundResult::agencies, none for agencies without a total or
/// without an estimate in force. Empty when the round has no raw survey data.
///
/// Each estimate is moved to the ends of its interval while the others stay, the total is evaluated anew by the rules, and
/// half the change is that estimate's part; parts of independent estimates add as squares. Two totals differ when their
/// difference exceeds the root of the sum of their squared half-widths.
[[nodiscard]] std::vector<std::optional<TotalInterval>> total_intervals(const Round& round, const RoundResult& result);

}  // namespace parindex
