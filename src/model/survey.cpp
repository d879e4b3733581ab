#include "parindex/model/survey.hpp"

#include <algorithm>

#include "model/names.hpp"

namespace parindex {

namespace {

constexpr NameTable<SurveyEstimate::Method, 2> method_names{{
    {SurveyEstimate::Method::respondents, "respondents"},
    {SurveyEstimate::Method::answers, "answers"},
}};

}  // namespace

std::string_view to_string(SurveyEstimate::Method method) { return name_in(method_names, method); }
std::optional<SurveyEstimate::Method> parse_survey_method(std::string_view name) {
    return value_in(method_names, name);
}

const Questionnaire* Survey::find_questionnaire(const std::string& questionnaire_id) const {
    const auto found = std::find_if(questionnaires.begin(), questionnaires.end(),
                                    [&](const Questionnaire& q) { return q.id == questionnaire_id; });
    return found == questionnaires.end() ? nullptr : &*found;
}

}  // namespace parindex
