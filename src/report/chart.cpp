#include "report/chart.hpp"

#include <nlohmann/json.hpp>
#include <string_view>

namespace parindex::report {

namespace {

using Json = nlohmann::ordered_json;

std::string_view name_of(Chart::Kind kind) {
    switch (kind) {
        case Chart::Kind::bars:
            return "bars";
        case Chart::Kind::radar:
            return "radar";
        case Chart::Kind::slope:
            break;
    }
    return "slope";
}

Json series_json(const Chart::Series& series) {
    Json values = Json::array();
    Json texts = Json::array();
    for (const auto& point : series.points) {
        values.push_back(point.value ? Json(point.value->to_double()) : Json(nullptr));
        texts.push_back(point.text);
    }
    return {{"name", series.name}, {"values", std::move(values)}, {"texts", std::move(texts)}};
}

std::string chart_json(const Chart& chart) {
    Json json = {{"kind", name_of(chart.kind)}, {"axis", chart.axis}, {"labels", chart.labels}};
    json["series"] = Json::array();
    for (const auto& series : chart.series) json["series"].push_back(series_json(series));
    if (!chart.intervals.empty()) json["intervals"] = chart.intervals;
    if (chart.from) json["from"] = *chart.from;
    if (chart.to) json["to"] = *chart.to;
    if (chart.downwards) json["downwards"] = true;
    // A text that is not UTF-8 does not stop a report.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

void write_chart(Markup& out, const Chart& chart) {
    const auto data = chart.id + "-data";
    out.inside("figure", {{"class", "chart"}}, [&] {
        out.element("figcaption", chart.title);
        out.inside("div", {{"class", "drawing " + std::string(name_of(chart.kind))}}, [&] {
            out.element("canvas",
                        {{"id", chart.id},
                         {"data-chart", data},
                         {"role", "img"},
                         {"aria-label", chart.title},
                         {"aria-describedby", chart.table + "-caption"}},
                        "");
        });
        out.json(data, chart_json(chart));
    });
}

}  // namespace parindex::report
