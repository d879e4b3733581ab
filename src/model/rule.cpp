#include "parindex/model/rule.hpp"

namespace parindex {

namespace {

bool is_above(const Interval::Edge& edge, const Rational& value) {
    return edge.inclusive ? value >= edge.value : value > edge.value;
}

bool is_below(const Interval::Edge& edge, const Rational& value) {
    return edge.inclusive ? value <= edge.value : value < edge.value;
}

/// One overload per kind: a new kind does not compile until it has its name.
struct KindName {
    std::string_view operator()(const LevelsRule&) const { return "levels"; }
    std::string_view operator()(const ChecklistRule&) const { return "checklist"; }
    std::string_view operator()(const PointsRule&) const { return "points"; }
    std::string_view operator()(const BandsRule&) const { return "bands"; }
    std::string_view operator()(const ProportionalRule&) const { return "proportional"; }
    std::string_view operator()(const PiecewiseLinearRule&) const { return "piecewise_linear"; }
    std::string_view operator()(const DeadlineRule&) const { return "deadline"; }
    std::string_view operator()(const PerItemRule&) const { return "per_item"; }
    std::string_view operator()(const DeductionRule&) const { return "deduction"; }
    std::string_view operator()(const CasesRule&) const { return "cases"; }
    std::string_view operator()(const FormulaRule&) const { return "formula"; }
    std::string_view operator()(const ConditionRule&) const { return "condition"; }
    std::string_view operator()(const SurveyRule&) const { return "survey"; }
    std::string_view operator()(const MonitorRule&) const { return "monitor"; }
    std::string_view operator()(const AlternativesRule&) const { return "alternatives"; }
};

}  // namespace

bool Interval::contains(const Rational& value) const {
    return (!lower || is_above(*lower, value)) && (!upper || is_below(*upper, value));
}

std::string_view kind_name(const Rule& rule) { return std::visit(KindName{}, rule.kind); }

}  // namespace parindex
