#pragma once
/// A sociological survey: questionnaires, raw answers, and what is estimated from them.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "parindex/base/finding.hpp"
#include "parindex/base/rational.hpp"
#include "parindex/base/text.hpp"

namespace parindex {

struct SurveyOption {
    std::string id;
    Text label;
    std::optional<Rational> weight;  ///< share of the best answer (A 1, B 3/5, C 1/5, D 0); none: no opinion, left out
};

struct SurveyQuestion {
    std::string id;
    Text title;
    std::vector<SurveyOption> options;
};

/// One form, for one group of respondents.
struct Questionnaire {
    std::string id;
    Text title;
    Text respondents;  ///< who is asked
    std::vector<SurveyQuestion> questions;
};

/// A share between 0 and 1 estimated from answers, and where it goes.
struct SurveyEstimate {
    enum class Method {
        respondents,  ///< mean over respondents of each one's mean weight
        answers       ///< sum of weights over all answers by their number (SIPAS: satisfied answers of all answers)
    };
    /// The share of one questionnaire; several parts are averaged with their weights.
    struct Part {
        std::string questionnaire;
        std::vector<std::string> questions;
        Rational weight = 1;
    };
    std::string id;
    Text title;
    Method method = Method::respondents;
    std::vector<Part> parts;
    std::string criterion;  ///< whose `answer` it becomes, or empty
    std::string fact;       ///< percent or number fact it becomes, or empty
    /// Option id -> count fact that gets the number of such answers; "*": all answers that count. Options that name one
    /// fact are added.
    std::map<std::string, std::string> counts;
    Location location;
};

/// One filled form.
struct SurveyResponse {
    std::string agency;         ///< assessed
    std::string questionnaire;  ///< id
    std::string respondent;     ///< id
    std::string stratum;        ///< or empty
    Rational weight = 1;
    std::map<std::string, std::string> answers;  ///< question id -> option id
    Location location;
};

/// Size of a stratum's population, for weights and the finite population correction.
struct SurveyStratum {
    std::string agency;
    std::string questionnaire;
    std::string id;  ///< or empty: the whole population
    Rational population;
};

/// What the survey was planned for; checked, never scored.
struct SurveySample {
    std::optional<Rational> error;                ///< margin that the number of forms is held to, n = N / (1 + N e^2)
    std::optional<Rational> nonresponse_at_most;  ///< share of empty cells
};

struct Survey {
    bool synthetic = false;
    Rational confidence = Rational(19) / 20;  ///< of intervals
    SurveySample sample;
    std::vector<Questionnaire> questionnaires;
    std::vector<SurveyEstimate> estimates;
    std::vector<SurveyResponse> responses;
    std::vector<SurveyStratum> strata;

    [[nodiscard]] const Questionnaire* find_questionnaire(const std::string& questionnaire_id) const;
};

[[nodiscard]] std::string_view to_string(SurveyEstimate::Method method);
[[nodiscard]] std::optional<SurveyEstimate::Method> parse_survey_method(std::string_view name);

}  // namespace parindex
