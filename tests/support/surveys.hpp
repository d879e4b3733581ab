#pragma once
/// Small surveys for tests, built without files.

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parindex/model/survey.hpp"
#include "support/builders.hpp"

namespace parindex::testing {

/// Option ids with their weights; "" is no opinion.
using OptionWeights = std::vector<std::pair<std::string, std::string>>;

inline SurveyQuestion question(std::string id, const OptionWeights& options) {
    SurveyQuestion made;
    made.id = std::move(id);
    for (const auto& [option, weight] : options) {
        SurveyOption one;
        one.id = option;
        if (!weight.empty()) one.weight = number(weight);
        made.options.push_back(std::move(one));
    }
    return made;
}

/// A questionnaire "c" with those questions, all with the same options.
inline Survey survey_of(const std::vector<std::string>& questions, const OptionWeights& options) {
    Survey survey;
    Questionnaire form;
    form.id = "c";
    for (const auto& id : questions) form.questions.push_back(question(id, options));
    survey.questionnaires.push_back(std::move(form));
    return survey;
}

/// An estimate of one part over all questions of "c", into the criterion.
inline SurveyEstimate& add_estimate(Survey& survey, SurveyEstimate::Method method, std::string criterion) {
    SurveyEstimate estimate;
    estimate.id = "e" + std::to_string(survey.estimates.size());
    estimate.method = method;
    SurveyEstimate::Part part;
    part.questionnaire = "c";
    for (const auto& one : survey.questionnaires.front().questions) part.questions.push_back(one.id);
    estimate.parts.push_back(std::move(part));
    estimate.criterion = std::move(criterion);
    estimate.location = {"survey/survey.json", 0, 0, "/estimates/" + std::to_string(survey.estimates.size())};
    survey.estimates.push_back(std::move(estimate));
    return survey.estimates.back();
}

/// One more form; `answers` holds an option for each question of "c", "" for none.
inline SurveyResponse& answer(Survey& survey, const std::string& agency, const std::vector<std::string>& answers,
                              const std::string& stratum = "", std::string_view weight = "1") {
    SurveyResponse response;
    response.agency = agency;
    response.questionnaire = "c";
    response.respondent = std::to_string(survey.responses.size() + 1);
    response.stratum = stratum;
    response.weight = number(weight);
    for (std::size_t i = 0; i < answers.size(); ++i)
        if (!answers[i].empty()) response.answers[survey.questionnaires.front().questions[i].id] = answers[i];
    survey.responses.push_back(std::move(response));
    return survey.responses.back();
}

inline void add_stratum(Survey& survey, const std::string& agency, const std::string& id, std::string_view population) {
    survey.strata.push_back({agency, "c", id, number(population)});
}

/// A leaf of that maximum, scored by survey as a share of it.
inline Criterion surveyed(std::string id, std::string_view max) {
    auto made = computed(std::move(id), max, "answer * max");
    made.scored_by = {Scorer::survey};
    return made;
}

/// A round with the stages self (typed criterion 1.1 of 10) and survey (2.1 of 10), and the agencies named.
inline Round survey_round(const std::vector<std::string>& agencies, std::string_view survey_max = "10") {
    Round round =
        round_of(criteria_set({parent("1", {typed("1.1", "10")}), parent("2", {surveyed("2.1", survey_max)})}));
    round.stages = {{"self", Stage::Kind::self}, {"survey", Stage::Kind::survey}, {"final", Stage::Kind::final}};
    round.assessments.assign(3, {});
    for (const auto& id : agencies) add_agency(round, id, "Sở " + id);
    return round;
}

}  // namespace parindex::testing
