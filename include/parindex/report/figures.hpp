#pragma once
/// Figures and short words about results as people read them: the same in the terminal, web pages, workbooks and documents.

#include <optional>
#include <string>

#include "parindex/base/rational.hpp"
#include "parindex/base/text.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/council/standing.hpp"
#include "parindex/engine/scorecard.hpp"
#include "parindex/model/criteria_set.hpp"
#include "parindex/model/policy.hpp"

namespace parindex {

/// Decimal places that points are shown with at most.
inline constexpr int shown_digits = 4;

/// "87,70" with the set's digits, "-" without a total.
[[nodiscard]] std::string total_text(const Total& total, const CriteriaSet& set, Language language);
/// A total that is kept outside a scorecard, rounded by the set: "87,70".
[[nodiscard]] std::string total_text(const Rational& total, const CriteriaSet& set, Language language);
/// The percentage of a total, without a sign: "87,70"; "-" without one.
[[nodiscard]] std::string percent_text(const Total& total, const CriteriaSet& set, Language language);
/// A share as a percentage by the set's rounding of percentages, without a sign: 7/8 -> "87,50".
[[nodiscard]] std::string share_text(const Rational& share, const CriteriaSet& set, Language language);
/// "2,5", "≈0,9697"; "-" without points.
[[nodiscard]] std::string points_text(const std::optional<Rational>& points, Language language);

/// "3", "3=" when the place is shared, "-" without one.
[[nodiscard]] std::string rank_text(const AgencyResult& one);
/// "chưa nộp", "no submission"; empty when ranked.
[[nodiscard]] Text not_ranked_text(NotRanked reason);
/// Ids of the titles granted, separated by blanks.
[[nodiscard]] std::string titles_text(const Standing& standing);
/// Id of the class, and of the titles granted: "A WBK".
[[nodiscard]] std::string class_text(const Standing& standing);

/// "xếp hạng theo số đã làm tròn của tổng điểm, đồng hạng: 1, 2, 2, 4 (competition)"
[[nodiscard]] Text ranking_rule_text(const RankingPolicy& policy);

}  // namespace parindex
