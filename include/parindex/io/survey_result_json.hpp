#pragma once
/// Survey estimates and sample sizes as JSON, for other programs (see io/result_json.hpp for the conventions).

#include <string>
#include <vector>

#include "parindex/analysis/sample_size.hpp"
#include "parindex/analysis/survey_estimate.hpp"
#include "parindex/base/finding.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// One survey stage, estimated. `before` may be null: the survey is the first stage.
struct SurveyReport {
    const Round* round = nullptr;
    const Survey* survey = nullptr;
    const RoundResult* before = nullptr;  ///< at the stage before
    const RoundResult* after = nullptr;   ///< at the survey's stage
    std::vector<SurveyFigure> figures;
    Findings findings;
};

/// A statistic to six decimals, the same on every machine: "0.0412".
[[nodiscard]] std::string statistic_text(double value);

/// parindex/survey-result/1: every estimate of every agency, with the points it decides.
[[nodiscard]] std::string survey_to_json(const SurveyReport& report);

/// parindex/sample-size/1
[[nodiscard]] std::string sample_size_to_json(const SampleQuestion& question, const SampleSize& size);

}  // namespace parindex
