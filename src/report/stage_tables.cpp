// The stages of a round against each other: totals, and every criterion that changed.

#include <algorithm>

#include "parindex/council/compare_stages.hpp"
#include "parindex/engine/explain.hpp"
#include "report/annex_tables.hpp"
#include "report/gaps.hpp"
#include "report/report_view.hpp"

namespace parindex::report {

namespace {

using Kind = TableColumn::Kind;

/// Stages that decide points: an explanation changes nothing.
std::vector<std::size_t> deciding_stages(const ReportView& view) {
    std::vector<std::size_t> stages;
    for (std::size_t i = 0; i < view.stages().size(); ++i)
        if (view.round().stages[i].kind != Stage::Kind::explanation || i + 1 == view.stages().size())
            stages.push_back(i);
    return stages;
}

/// The published totals' difference, which readers can take from the table themselves.
Cell total_change(const ReportView& view, const Total& from, const Total& to, const CriteriaSet& set) {
    if (!from.rounded || !to.rounded) return "–";
    Total change;
    change.rounded = *to.rounded - *from.rounded;
    return view.total(change, set);
}

std::string state_or_empty(const ReportView& view, State state) {
    return state == State::scored ? std::string() : view.say(state_text(state));
}

std::string join(std::string a, const std::string& separator, const std::string& b) {
    if (a.empty() || b.empty()) return a + b;
    return a + separator + b;
}

std::string reason_text(const ReportView& view, const StageDifference& difference) {
    const auto from = state_or_empty(view, difference.from_state);
    const auto to = state_or_empty(view, difference.to_state);
    const auto states = from == to ? to
                                   : (from.empty() ? view.say("có điểm", "scored") : from) + " → " +
                                         (to.empty() ? view.say("có điểm", "scored") : to);
    return join(states, ". ", difference.explanation);
}

}  // namespace

ReportTable stage_totals_table(const ReportInput& input) {
    const ReportView view(input);
    ReportTable table;
    table.name = view.say("Tổng điểm theo giai đoạn", "Totals by stage");
    table.title = view.say("Tổng điểm tự đánh giá và thẩm định", "Totals of self-assessment and appraisal");
    table.notes = {
        view.say("Tổng điểm của mỗi giai đoạn tính theo quy tắc của bộ tiêu chí, trên số liệu có đến giai đoạn đó.",
                 "Each stage's total follows the set's rules on the data given up to that stage.")};
    table.columns = {{view.say("TT", "No."), Kind::centred, 5},
                     {view.say("Nhóm", "Group"), Kind::text, 14},
                     {view.say("Tên đơn vị", "Agency"), Kind::name, 34}};
    const auto stages = deciding_stages(view);
    for (const auto stage : stages) table.columns.push_back({view.stage_title(stage), Kind::number, 13});
    table.columns.push_back(
        {view.say("Chênh lệch so với tự đánh giá", "Change from self-assessment"), Kind::number, 13});
    const auto self = view.self_stage();
    for (const auto& group : view.last().groups)
        for (const auto i : group.order) {
            const auto& set = view.set_of(view.last().agencies[i]);
            TableRow row;
            row.cells = {view.count(static_cast<std::int64_t>(table.rows.size() + 1)), group.group,
                         view.round().agencies[i].name};
            for (const auto stage : stages)
                row.cells.push_back(view.total(view.stages()[stage].agencies[i].scorecard.total, set));
            row.cells.push_back(self ? total_change(view, view.stages()[*self].agencies[i].scorecard.total,
                                                    view.last().agencies[i].scorecard.total, set)
                                     : Cell("–"));
            table.rows.push_back(std::move(row));
        }
    align_decimals(table);
    return table;
}

ReportTable stage_changes_table(const ReportInput& input) {
    const ReportView view(input);
    ReportTable table;
    table.name = view.say("Thẩm định so với tự chấm", "Appraised against self");
    table.title = view.say("Tiêu chí có điểm thẩm định khác điểm tự đánh giá",
                           "Criteria whose appraised points differ from the self-assessment");
    table.is_list = true;
    table.columns = {{view.say("TT", "No."), Kind::centred, 5},
                     {view.say("Tên đơn vị", "Agency"), Kind::text, 30},
                     {view.say("Mã", "Id"), Kind::text, 9},
                     {view.say("Tiêu chí", "Criterion"), Kind::name, 44},
                     {view.say("Điểm tối đa", "Maximum"), Kind::number, 9},
                     {view.say("Điểm tự đánh giá", "Self-assessed"), Kind::number, 10},
                     {view.say("Điểm đạt", "Points in force"), Kind::number, 10},
                     {view.say("Chênh lệch", "Change"), Kind::number, 10},
                     {view.say("Lý do", "Reason"), Kind::text, 48},
                     {view.say("Người ghi", "By"), Kind::text, 16}};
    const auto self = view.self_stage();
    if (!self) return table;
    std::size_t agency = 0;
    for (const auto& one : compare_stages(view.round(), view.stages()[*self], view.last())) {
        while (view.round().agencies[agency].id != one.agency) ++agency;  // both are in the round's order
        const auto& plan = view.last().plans[view.last().agencies[agency].set];
        const auto& criterion = *plan.nodes()[*plan.index_of(one.criterion)].criterion;
        const auto change =
            one.from && one.to ? std::optional(as_printed(*one.to) - as_printed(*one.from)) : std::nullopt;
        TableRow row;
        row.cells = {view.count(static_cast<std::int64_t>(table.rows.size() + 1)),
                     view.round().agencies[agency].name,
                     criterion.id,
                     view.say(criterion.title),
                     view.points(criterion.max),
                     view.points(one.from),
                     view.points(one.to),
                     view.points(change),
                     reason_text(view, one),
                     one.by};
        table.rows.push_back(std::move(row));
    }
    align_decimals(table);
    return table;
}

}  // namespace parindex::report
