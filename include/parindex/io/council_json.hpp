#pragma once
/// The council's work as JSON: the register of evidence, the progress of a round, and comparisons. Conventions as in
/// io/result_json.hpp: exact numbers as strings, equal inputs equal bytes; the schemas are in criteria/schema.

#include <string>
#include <vector>

#include "parindex/base/finding.hpp"
#include "parindex/base/moment.hpp"
#include "parindex/council/compare_rounds.hpp"
#include "parindex/council/compare_stages.hpp"
#include "parindex/council/evidence_register.hpp"
#include "parindex/council/monitor.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// The register of one agency.
struct AgencyRegister {
    std::size_t agency = 0;  ///< index in Round::agencies
    std::vector<RegisteredDocument> documents;
};

/// parindex/evidence/1
[[nodiscard]] std::string evidence_to_json(const Round& round, const RoundResult& result,
                                           const std::vector<AgencyRegister>& registers, const Findings& findings);

/// parindex/monitor/1: every agency at every stage as known at `now`.
[[nodiscard]] std::string monitor_to_json(const Round& round, const RoundResult& result,
                                          const std::vector<StageProgress>& progress, const Moment& now);

/// parindex/comparison/1 of two stages of a round: per agency both totals, and every leaf that differs.
[[nodiscard]] std::string stage_comparison_to_json(const Round& round, const RoundResult& from, const RoundResult& to);

/// One of two rounds compared, with its result.
struct ComparedRound {
    const Round& round;
    const RoundResult& result;
};

/// parindex/comparison/1 of two rounds.
[[nodiscard]] std::string round_comparison_to_json(const ComparedRound& from, const ComparedRound& to,
                                                   const RoundComparison& comparison);

/// parindex/comparison/1 of two versions of a set.
[[nodiscard]] std::string set_comparison_to_json(const CriteriaSet& from, const CriteriaSet& to,
                                                 const std::vector<CriterionChange>& changes);

}  // namespace parindex
