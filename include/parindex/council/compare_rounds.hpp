#pragma once
/// Two years side by side: who moved, what changed in the criteria, and what can be compared at all.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "parindex/base/rational.hpp"
#include "parindex/base/text.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/model/criteria_set.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// What became of a criterion between two versions of a set.
struct CriterionChange {
    enum class Kind {
        same,
        changed,  ///< same id, another maximum, rule, title or way of adding up
        added,
        dropped
    };
    std::string criterion;
    Kind kind = Kind::same;
    Text title;  ///< in the newer set; in the older one when dropped
    std::optional<Rational> from_max;
    std::optional<Rational> to_max;
    std::vector<Text> what;  ///< of a changed one: each difference in words
};

[[nodiscard]] std::string_view to_string(CriterionChange::Kind kind);

/// Every node of both sets, in the newer set's order, dropped ones last. Criteria are matched by id; one whose title says
/// something else under the same id is changed.
[[nodiscard]] std::vector<CriterionChange> compare_sets(const CriteriaSet& from, const CriteriaSet& to);

/// One agency in two rounds.
struct AgencyMovement {
    std::string agency;  ///< id, the same in both rounds
    std::string name;
    std::string group;                   ///< in the newer round
    std::optional<Rational> from_total;  ///< rounded as published
    std::optional<Rational> to_total;
    std::optional<std::int64_t> from_rank;
    std::optional<std::int64_t> to_rank;
    /// Points out of assigned maximum over the leaves that are the same in both sets and count in both years; exact.
    std::optional<Rational> from_comparable;
    std::optional<Rational> to_comparable;
};

/// The criteria of one group in the two rounds.
struct GroupSetChange {
    std::string group;
    std::string from_set;  ///< id
    std::string to_set;
    std::vector<CriterionChange> changes;
    /// Share of the newer set's maximum that stands on leaves that are the same in both.
    std::optional<Rational> comparable_share;
};

struct RoundComparison {
    std::vector<GroupSetChange> groups;    ///< that both rounds have, by group id
    std::vector<AgencyMovement> agencies;  ///< as in the newer round, then those of the older round that are gone
};

/// Compares a round with an earlier one, each at the stage of its result.
[[nodiscard]] RoundComparison compare_rounds(const Round& from, const RoundResult& from_result, const Round& to,
                                             const RoundResult& to_result);

}  // namespace parindex
