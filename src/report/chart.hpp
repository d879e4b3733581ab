#pragma once
/// Charts: data that site.js draws with Chart.js. Doubles are for drawing; labels carry the printed figures.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "parindex/base/rational.hpp"
#include "report/markup.hpp"

namespace parindex::report {

struct Chart {
    enum class Kind {
        bars,   ///< one value for each label, lying
        radar,  ///< shares by domain
        slope   ///< a line for each series from one stage or year to the next
    };
    struct Point {
        std::optional<Rational> value;
        std::string text;  ///< the figure as printed
    };
    struct Series {
        std::string name;
        std::vector<Point> points;  ///< as Chart::labels
    };
    Kind kind = Kind::bars;
    std::string id = {};
    std::string title = {};  ///< caption, and what a screen reader says
    std::string table = {};  ///< id of the table with the same data
    std::string axis = {};   ///< what is measured
    std::vector<std::string> labels = {};
    std::vector<Series> series = {};
    std::vector<std::pair<double, double>> intervals = {};  ///< of the bars; empty without
    std::optional<int> from = {};
    std::optional<int> to = {};
    bool downwards = false;  ///< small values on top: places
};

/// A figure with a canvas and its data.
void write_chart(Markup& out, const Chart& chart);

}  // namespace parindex::report
