#pragma once
/// Ranks by a declared policy. Figures are compared exactly: 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 share a place.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "parindex/base/rational.hpp"
#include "parindex/model/policy.hpp"

namespace parindex {

/// One agency in a ranking.
struct RankEntry {
    std::string agency;  ///< id, unique in the ranking
    std::string name;
    Rational key;  ///< the figure compared, exact or rounded as the policy says; the highest comes first
    /// Points of the criteria compared when keys are equal, in the policy's order; the higher goes first, and a
    /// criterion without points comes after every figure.
    std::vector<std::optional<Rational>> tie_breakers;
};

/// The place of one entry.
struct Place {
    std::size_t entry = 0;  ///< index in the entries
    std::int64_t rank = 0;  ///< from 1
    bool tied = false;      ///< another entry has the same rank
};

/// Entries in ranking order with their ranks. Entries equal in the key and in every tie-breaker share a rank by
/// `policy.ties` (competition 1, 2, 2, 4; dense 1, 2, 2, 3) and stand in Vietnamese order of their names, then of their
/// ids; with ordinal ranks that order decides. So the result never depends on the order of the input. `policy.basis` and
/// the ids in `policy.then_by` are the caller's to apply when it fills the entries.
[[nodiscard]] std::vector<Place> rank_entries(const std::vector<RankEntry>& entries, const RankingPolicy& policy);

}  // namespace parindex
