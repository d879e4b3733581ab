// piecewise_linear: on the straight line between the two neighbouring given points.

#include <fmt/format.h>

#include <algorithm>

#include "rules/kinds.hpp"
#include "rules/support.hpp"

namespace parindex {

namespace {

using Knot = PiecewiseLinearRule::Knot;

Rational on_line(const Knot& a, const Knot& b, const Rational& x) {
    // Two points at one place are a defect that check() reports; the line then has no slope.
    if (a.at == b.at) return b.points;
    return a.points + (x - a.at) * (b.points - a.points) / (b.at - a.at);
}

Text line_text(const Knot& a, const Knot& b, const Rational& x, const Rational& points, Unit unit) {
    return in_both([&](Language l) {
        const auto at = [&](const Rational& v) { return show_number(v, unit, l); };
        return fmt::format("{} + ({} - {}) × ({} - {}) / ({} - {}) = {}", show_number(a.points, l), at(x), at(a.at),
                           show_number(b.points, l), show_number(a.points, l), at(b.at), at(a.at),
                           show_number(points, l));
    });
}

void award(const PiecewiseLinearRule& rule, const Rational& x, bool explain, RuleResult& result) {
    const auto above = std::upper_bound(rule.knots.begin(), rule.knots.end(), x,
                                        [](const Rational& value, const Knot& knot) { return value < knot.at; });
    if (above == rule.knots.begin() || above == rule.knots.end()) {
        result.points = above == rule.knots.begin() ? rule.knots.front().points : rule.knots.back().points;
        if (explain)
            result.working.push_back(in_both([&](Language l) {
                return fmt::format(
                    fmt::runtime(l == Language::vi ? "ở đầu mút của đường thẳng → {}" : "at the end of the line → {}"),
                    show_number(*result.points, l));
            }));
        return;
    }
    const auto& a = *(above - 1);
    result.points = on_line(a, *above, x);
    if (explain) result.working.push_back(line_text(a, *above, x, *result.points, rule.unit));
}

}  // namespace

RuleResult evaluate(const PiecewiseLinearRule& rule, const RuleContext& context) {
    RuleResult result;
    const auto value = take_number(rule.of, context, result);
    if (!value) return result;
    result.value = *value;
    if (context.explain) result.working.push_back(calculation(rule.of, context.scope, *value, rule.unit));
    const bool outside = *value < rule.knots.front().at || *value > rule.knots.back().at;
    if (outside && rule.outside == Overflow::refuse) {
        refuse(result, "A205", in_both([&](Language l) {
                   return fmt::format(fmt::runtime(l == Language::vi ? "giá trị {} nằm ngoài thang từ {} đến {}"
                                                                     : "the value {} lies outside the scale {} to {}"),
                                      show_number(*value, rule.unit, l),
                                      show_number(rule.knots.front().at, rule.unit, l),
                                      show_number(rule.knots.back().at, rule.unit, l));
               }));
        return result;
    }
    award(rule, *value, context.explain, result);
    const auto best = attainable(rule, context.criterion.max).highest;
    if (context.explain && *result.points < *best) result.why_not_more.push_back(describe(rule, context.criterion.max));
    return result;
}

Text describe(const PiecewiseLinearRule& rule, const std::optional<Rational>&) {
    return in_both([&](Language l) {
        std::string text = fmt::format(fmt::runtime(l == Language::vi ? "theo đường thẳng của {} qua các điểm "
                                                                      : "along straight lines of {} through "),
                                       rule.of.text());
        bool first = true;
        for (const auto& knot : rule.knots) {
            text += fmt::format("{}{} → {}", first ? "" : "; ", show_number(knot.at, rule.unit, l),
                                show_number(knot.points, l));
            first = false;
        }
        return text;
    });
}

Attainable attainable(const PiecewiseLinearRule& rule, const std::optional<Rational>&) {
    const auto by_points = [](const Knot& a, const Knot& b) { return a.points < b.points; };
    const auto [low, high] = std::minmax_element(rule.knots.begin(), rule.knots.end(), by_points);
    return {low->points, high->points};
}

void add_expressions(const PiecewiseLinearRule& rule, std::vector<RuleExpression>& list) {
    list.push_back({&rule.of, RuleExpression::Yields::number, "/of"});
}

void check(const PiecewiseLinearRule& rule, const Criterion& criterion, const std::string& pointer,
           Findings& findings) {
    for (std::size_t i = 0; i < rule.knots.size(); ++i) {
        const auto place = fmt::format("{}/through/{}", pointer, i);
        check_not_above_max(rule.knots[i].points, criterion, place, findings);
        if (i > 0 && rule.knots[i].at <= rule.knots[i - 1].at)
            findings.push_back(rule_finding("L208", Severity::error, criterion, place,
                                            {"các mốc phải tăng dần", "the places must rise", {}}));
    }
}

}  // namespace parindex
