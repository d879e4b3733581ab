#pragma once
/// The way of an estimate into a round: facts and answers of the survey stage.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "parindex/analysis/survey_estimate.hpp"
#include "parindex/base/finding.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/engine/explain.hpp"
#include "parindex/model/criteria_set.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// Ids of the leaves that an estimate can change: the criterion it answers, and those whose rules read its facts.
[[nodiscard]] std::vector<std::string> criteria_fed_by(const CriteriaSet& set, const SurveyEstimate& estimate);

/// Gives every survey stage the answers and facts that its raw answers say, exactly. What is typed in the same stage has
/// precedence (D404). A survey criterion of an agency without a form gets the state `no_survey`, unless some stage gives
/// its facts or an answer; agencies that handed in nothing at all, and merged ones, are left alone.
///
/// An input made here has the location of its estimate. To be called once, after all stages are read.
[[nodiscard]] Findings apply_surveys(Round& round);

/// Which of the estimate's inputs are those in force.
struct SurveyInputs {
    bool answer = false;
    bool fact = false;
    bool counts = false;

    [[nodiscard]] bool any() const { return answer || fact || counts; }
};

[[nodiscard]] SurveyInputs inputs_in_force(const SurveyEstimate& estimate, const std::string& stage,
                                           const Assessment& in_force);

/// Count fact -> what it gets: the answers of its options, `answers` for "*".
[[nodiscard]] std::map<std::string, std::int64_t> count_facts(const SurveyEstimate& estimate,
                                                              const std::map<std::string, std::int64_t>& counts,
                                                              std::int64_t answers);

/// Points of one criterion without and with a survey.
struct SurveyPoints {
    std::string criterion;
    std::optional<Rational> before;
    std::optional<Rational> after;
};

/// The criteria that an estimate feeds, for one agency. `before` is the result at the stage before the survey's, null when
/// there is none; `after` that at the survey's stage.
[[nodiscard]] std::vector<SurveyPoints> points_fed_by(const SurveyEstimate& estimate, std::size_t agency,
                                                      const RoundResult* before, const RoundResult& after);

/// "điều tra: 25 phiếu, ước lượng 81,2 %, khoảng tin cậy 95 %: 70,1 % đến 88,9 %"
[[nodiscard]] Text describe_figure(const Survey& survey, const SurveyFigure& figure);

/// Puts the estimates behind an explained criterion before its working. Pre: `explanation` is of that agency's result.
void explain_survey(const Round& round, const RoundResult& result, std::size_t agency, Explanation& explanation);

}  // namespace parindex
