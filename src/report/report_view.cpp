#include "report/report_view.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "parindex/engine/explain.hpp"
#include "parindex/report/figures.hpp"

namespace parindex::report {

namespace {

/// The published text with a point, taken apart; texts that are no figures ("-") stay texts.
Cell figure_cell(const std::string& text) {
    if (auto figure = parse_figure(text)) return std::move(*figure);
    return text == "-" ? "–" : text;
}

}  // namespace

std::string ReportView::stage_title(std::size_t stage) const {
    const auto& one = round().stages[stage];
    return one.title.empty() ? one.id : say(one.title);
}

std::optional<std::size_t> ReportView::self_stage() const {
    for (std::size_t i = 0; i + 1 < stages().size(); ++i)
        if (round().stages[i].kind == Stage::Kind::self) return i;
    return std::nullopt;
}

bool ReportView::is_illustration() const {
    const auto invented = [](const Assessment& one) { return one.synthetic; };
    const auto model = [](const Plan& plan) { return plan.set().provenance.status == Status::model; };
    return round().synthetic || std::any_of(last().in_force.begin(), last().in_force.end(), invented) ||
           std::any_of(last().plans.begin(), last().plans.end(), model);
}

std::string ReportView::warning() const {
    return is_illustration() ? say("TÀI LIỆU MINH HỌA - KHÔNG PHẢI KẾT QUẢ CỦA CƠ QUAN NÀO",
                                   "ILLUSTRATION - NOT A RESULT OF ANY AUTHORITY")
                             : std::string();
}

std::vector<const CriteriaSet*> ReportView::sets() const {
    std::vector<const CriteriaSet*> sets;
    for (const auto& plan : last().plans) sets.push_back(&plan.set());
    std::stable_sort(sets.begin(), sets.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
    return sets;
}

std::vector<std::string> ReportView::statements(const CriteriaSet& set) const {
    std::vector<std::string> lines;
    if (!round().statement.empty()) lines.push_back(say("Số liệu: ", "Data: ") + say(round().statement));
    lines.push_back(say("Bộ tiêu chí: ", "Criteria set: ") + say(provenance_text(set)));
    return lines;
}

std::vector<std::string> ReportView::statements() const {
    std::vector<std::string> lines;
    for (const auto* set : sets()) {
        const auto own = statements(*set);
        if (lines.empty())
            lines = own;
        else
            lines.push_back(own.back());
    }
    return lines;
}

std::string ReportView::period_text() const {
    return fmt::format("{} - {}", round().period.from.to_vietnamese(), round().period.to.to_vietnamese());
}

Cell ReportView::points(const std::optional<Rational>& points) const {
    return figure_cell(points_text(points, Language::en));
}

Cell ReportView::total(const Total& total, const CriteriaSet& set) const {
    return figure_cell(total_text(total, set, Language::en));
}

Cell ReportView::percent(const Total& total, const CriteriaSet& set) const {
    return figure_cell(percent_text(total, set, Language::en));
}

Cell ReportView::count(std::int64_t number) const { return Figure{std::to_string(number), false}; }

}  // namespace parindex::report
