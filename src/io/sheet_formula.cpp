#include "io/sheet_formula.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "io/sheet_formula_tree.hpp"

namespace parindex::io {

namespace {

using namespace sheet;

/// The total as Total of engine/scorecard.hpp.
class TotalCompiler {
public:
    explicit TotalCompiler(Sheet& sheet) : sheet_(sheet), set_(sheet.plan.set()) {}

    SheetFormulas::Total describe() {
        sheet_.is_given_up = false;
        const auto points = sheet_.bind(sum_of(Role::scored, &NodeCells::points));
        const auto assigned = sheet_.bind(sum_of(Role::scored, &NodeCells::assigned));
        const auto bonus = sheet_.bind(beside(Role::bonus));
        const auto penalty = sheet_.bind(beside(Role::penalty));
        const auto exact = sheet_.bind(exact_total(points, assigned, bonus, penalty));
        const auto rounded = sheet_.rounded_number(exact, set_.policies.total_rounding);
        const auto out_of = sheet_.bind(base(assigned));
        const auto share =
            sheet_.bind(fmt::format("IF(ABS({0})<1E-12,\"\",IF(ISNUMBER({1}),{1}/{0},{1}))", out_of, exact));
        const auto& rounding = set_.policies.percent_rounding;
        const auto percent =
            rounding.digits
                ? fmt::format("{}/100", sheet_.rounded_number(
                                            sheet_.bind(fmt::format("IF(ISNUMBER({0}),{0}*100,0)", share)), rounding))
                : share;
        const auto why = unsettled();
        const auto has_total = fmt::format("ISNUMBER({})", exact);
        const auto settled = [&](const Formula& value) { return "=" + choose(has_total, value, why); };
        const auto known = [&](const Formula& value) { return "=" + choose(any_uncomputed(), why, value); };
        const auto given_up = sheet_.is_given_up;
        const auto rounded_text = given_up ? "=" + too_fine() : settled(rounded);
        const auto percent_text =
            given_up ? "=" + too_fine() : settled(choose(fmt::format("ISNUMBER({})", share), percent, no_text));
        return {known(points),  known(assigned), known(bonus),   known(penalty),
                settled(exact), rounded_text,    settled(share), percent_text};
    }

private:
    Formula too_fine() const {
        return sheet_.words({"làm tròn đến nhiều chữ số thập phân hơn khả năng của bảng tính",
                             "rounded to more decimal places than a spreadsheet can tell apart",
                             {}});
    }

    std::vector<std::size_t> domains(Role role) const {
        std::vector<std::size_t> list;
        for (const auto domain : sheet_.plan.domains())
            if (sheet_.plan.nodes()[domain].role == role) list.push_back(domain);
        return list;
    }

    Formula sum_of(Role role, Formula NodeCells::*part) {
        std::vector<Formula> parts;
        for (const auto domain : domains(role)) parts.push_back(sheet_.nodes[domain].*part);
        return sheet_.over("SUM", parts);
    }

    /// Domains beside the total count up to their maximum.
    Formula beside(Role role) {
        std::vector<Formula> parts;
        for (const auto domain : domains(role)) {
            const auto& max = sheet_.plan.nodes()[domain].criterion->max;
            const auto& points = sheet_.nodes[domain].points;
            const auto held = max ? fmt::format("MIN({},{})", points, sheet_.number(*max)) : points;
            parts.push_back(sheet_.bind(fmt::format("IF(ISNUMBER({}),{},0)", points, held)));
        }
        return sheet_.over("SUM", parts);
    }

    Formula any_in(Mode mode) {
        std::vector<Formula> found;
        for (const auto domain : sheet_.plan.domains())
            if (sheet_.plan.nodes()[domain].role != Role::monitor)
                found.push_back(operation(sheet_.nodes[domain].mode, "=", code(mode)));
        return found.empty() ? Formula("FALSE") : sheet_.bind(sheet_.over("OR", found));
    }

    Formula any_uncomputed() { return any_in(uncomputed); }

    Formula exact_total(const Formula& points, const Formula& assigned, const Formula& bonus, const Formula& penalty) {
        if (!set_.max) return no_text;
        auto value = points;
        if (set_.policies.total_base == TotalBase::assigned)
            value = fmt::format("{}*{}/{}", points, sheet_.number(*set_.max), assigned);
        value = sheet_.bind(fmt::format("IF(ABS({})<1E-12,\"\",{}+{}-{})", assigned, value, bonus, penalty));
        const auto& cap = set_.policies.total_cap;
        const auto held = cap ? fmt::format("IF(ISNUMBER({0}),MIN({0},{1}),\"\")", value, sheet_.number(*cap)) : value;
        return choose(any_of({any_uncomputed(), any_in(blocked)}), no_text, held);
    }

    Formula base(const Formula& assigned) {
        if (!set_.max) return "0";
        return set_.policies.total_base == TotalBase::own_maximum ? assigned : sheet_.number(*set_.max);
    }

    /// What stands in the place of a total: the first reason, a word for what is open, or nothing.
    Formula unsettled() {
        std::vector<Branch> branches;
        for (const auto domain : sheet_.plan.domains())
            if (sheet_.plan.nodes()[domain].role != Role::monitor)
                branches.push_back(
                    {operation(sheet_.nodes[domain].mode, "=", code(uncomputed)), sheet_.nodes[domain].points});
        const auto open = choose(any_in(blocked), sheet_.words({"còn để ngỏ", "open", {}}), no_text);
        return sheet_.bind(sheet_.first_of(branches, open));
    }

    Sheet& sheet_;
    const CriteriaSet& set_;
};

}  // namespace

SheetFormulas sheet_formulas(const Plan& plan, const EvaluationContext& context, const SheetCells& cells,
                             Language language) {
    Sheet sheet(plan, context, cells, language);
    sheet.nodes.resize(plan.nodes().size());
    SheetFormulas formulas;
    formulas.nodes.resize(plan.nodes().size());
    for (const auto node : plan.order()) formulas.nodes[node] = describe_node(sheet, node);
    formulas.total = TotalCompiler(sheet).describe();
    formulas.helpers = std::move(sheet.helpers);
    formulas.not_computed = std::move(sheet.notes);
    std::stable_sort(formulas.not_computed.begin(), formulas.not_computed.end(),
                     [](const auto& a, const auto& b) { return a.node < b.node; });
    return formulas;
}

}  // namespace parindex::io
