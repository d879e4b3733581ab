#pragma once
/// Results as JSON, for other programs. Each document names its format and version; the schemas are in criteria/schema.
///
/// Exact numbers are strings: the decimal when it ends ("95.5"), else the fraction ("261077/2730"). Equal inputs give
/// equal bytes. Paths are relative to the round.

#include <string>
#include <vector>

#include "parindex/council/history.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/engine/explain.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// "95.5" or "261077/2730"; read back by parse_rational.
[[nodiscard]] std::string exact_text(const Rational& value);

/// parindex/result/1: every agency's scores and place at the last of `stages`, and of every leaf the whole trail.
/// Pre: `stages` came from evaluate_stages of this round, not empty.
[[nodiscard]] std::string result_to_json(const Round& round, const std::vector<RoundResult>& stages);

/// parindex/ranking/1: the places only.
[[nodiscard]] std::string ranking_to_json(const Round& round, const RoundResult& result, const Findings& findings);

/// parindex/findings/1. `base` is cut from the front of file names.
[[nodiscard]] std::string findings_to_json(const Findings& findings, const std::string& base = {});

/// A criterion explained, with its trail when it is a leaf.
struct TracedExplanation {
    Explanation explanation;
    std::vector<HistoryEntry> history;
};

/// Criteria of one agency explained.
struct AgencyExplanation {
    const CriteriaSet& set;
    std::vector<TracedExplanation> criteria;
    std::vector<Text> total;  ///< or empty
    Findings findings;        ///< that concern the agency
};

/// parindex/explanation/1: one or several criteria of one agency, and the total when it is given.
[[nodiscard]] std::string explanations_to_json(const Round& round, const AgencyExplanation& explained);

/// parindex/tree/1: the criteria with maxima, rules in words, and what can be reached.
[[nodiscard]] std::string tree_to_json(const CriteriaSet& set);

}  // namespace parindex
