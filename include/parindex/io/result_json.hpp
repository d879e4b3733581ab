#pragma once
/// Results as JSON, for other programs. Each document names its format and version; the schemas are in criteria/schema.
///
/// Exact numbers are strings: the decimal when it ends ("95.5"), else the fraction ("261077/2730"). Equal inputs give
/// equal bytes. Paths are relative to the round.

#include <string>
#include <vector>

#include "parindex/council/round_result.hpp"
#include "parindex/engine/explain.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// "95.5" or "261077/2730"; read back by parse_rational.
[[nodiscard]] std::string exact_text(const Rational& value);

/// parindex/result/1: every agency's scores and place.
[[nodiscard]] std::string result_to_json(const Round& round, const RoundResult& result);

/// parindex/ranking/1: the places only.
[[nodiscard]] std::string ranking_to_json(const Round& round, const RoundResult& result, const Findings& findings);

/// parindex/findings/1. `base` is cut from the front of file names.
[[nodiscard]] std::string findings_to_json(const Findings& findings, const std::string& base = {});

/// parindex/explanation/1: one or several criteria of one agency, and the total when `total` is not empty.
[[nodiscard]] std::string explanations_to_json(const CriteriaSet& set, const std::vector<Explanation>& explanations,
                                               const std::vector<Text>& total, const Findings& findings);

/// parindex/tree/1: the criteria with maxima, rules in words, and what can be reached.
[[nodiscard]] std::string tree_to_json(const CriteriaSet& set);

}  // namespace parindex
