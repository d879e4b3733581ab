#include "parindex/io/survey_result_json.hpp"

#include <fmt/format.h>

#include "io/json_parts.hpp"
#include "parindex/analysis/survey_input.hpp"
#include "parindex/io/result_json.hpp"

namespace parindex {

namespace {

using io::Json;

void put_statistic(Json& json, const char* key, const std::optional<double>& value) {
    if (value) json[key] = statistic_text(*value);
}

Json points_json(const SurveyPoints& points) {
    Json json;
    json["criterion"] = points.criterion;
    io::put(json, "before", points.before);
    io::put(json, "after", points.after);
    return json;
}

Json figure_json(const SurveyReport& report, const SurveyFigure& figure) {
    const auto& estimate = report.survey->estimates[figure.estimate];
    Json json;
    json["agency"] = report.round->agencies[figure.agency].id;
    json["estimate"] = estimate.id;
    json["forms"] = figure.forms;
    json["respondents"] = figure.respondents;
    json["answers"] = figure.answers;
    io::put(json, "share", figure.share);
    json["counts"] = Json::object();
    for (const auto& [option, count] : figure.counts) json["counts"][option] = count;
    put_statistic(json, "standard_error", figure.standard_error);
    put_statistic(json, "lower", figure.lower);
    put_statistic(json, "upper", figure.upper);
    json["interval"] = std::string(to_string(figure.interval));
    if (figure.standard_error) json["degrees"] = figure.degrees;
    json["points"] = Json::array();
    for (const auto& points : points_fed_by(estimate, figure.agency, report.before, *report.after))
        json["points"].push_back(points_json(points));
    return json;
}

}  // namespace

std::string statistic_text(double value) {
    auto text = fmt::format("{:.6f}", value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text == "-0" ? "0" : text;
}

std::string survey_to_json(const SurveyReport& report) {
    auto json = io::head("parindex/survey-result/1");
    json["round"] = io::round_json(*report.round);
    json["stage"] = report.after->stage;
    json["sets"] = io::sets_json(*report.after);
    json["confidence"] = exact_text(report.survey->confidence);
    json["estimates"] = Json::array();
    for (const auto& estimate : report.survey->estimates) {
        Json one;
        one["id"] = estimate.id;
        if (!estimate.title.empty()) one["title"] = io::text_json(estimate.title);
        one["method"] = std::string(to_string(estimate.method));
        json["estimates"].push_back(std::move(one));
    }
    json["figures"] = Json::array();
    for (const auto& figure : report.figures) json["figures"].push_back(figure_json(report, figure));
    json["findings"] = io::findings_json(report.findings, report.round->folder);
    return io::print(json);
}

std::string sample_size_to_json(const SampleQuestion& question, const SampleSize& size) {
    auto json = io::head("parindex/sample-size/1");
    json["population"] = question.population;
    json["error"] = exact_text(question.error);
    json["confidence"] = exact_text(question.confidence);
    json["share"] = exact_text(question.share);
    json["response_rate"] = exact_text(question.response_rate);
    json["simple"] = {{"exact", exact_text(size.simple_exact)}, {"forms", size.simple}, {"sent", size.simple_sent}};
    json["general"] = {{"quantile", statistic_text(size.quantile)},
                       {"infinite", statistic_text(size.infinite)},
                       {"exact", statistic_text(size.general_exact)},
                       {"forms", size.general},
                       {"sent", size.general_sent}};
    return io::print(json);
}

}  // namespace parindex
