// The results of one group, as the annex of a decision lists them.

#include <fmt/format.h>

#include "parindex/report/figures.hpp"
#include "report/annex_tables.hpp"
#include "report/report_view.hpp"

namespace parindex::report {

namespace {

using Kind = TableColumn::Kind;

/// Class and titles by their names.
std::string standing_text(const ReportView& view, const Standing& standing) {
    std::string text;
    const auto add = [&](const std::string& id, const Text& title) {
        text += (text.empty() ? "" : "; ") + (title.empty() ? id : view.say(title));
    };
    if (standing.in_class) add(standing.in_class->id, standing.in_class->title);
    for (const auto& title : standing.titles)
        if (title.outcome == TitleResult::Outcome::granted) add(title.id, title.title);
    return text;
}

std::string remarks(const ReportView& view, const AgencyResult& one) {
    std::vector<std::string> parts;
    if (one.not_ranked != NotRanked::ranked) parts.push_back(view.say(not_ranked_text(one.not_ranked)));
    if (one.tied) parts.push_back(view.say("đồng hạng", "shared rank"));
    if (one.merged) parts.push_back(view.say("bình quân các đơn vị hợp thành", "mean of the merged agencies"));
    return fmt::format("{}", fmt::join(parts, "; "));
}

struct Columns {
    bool classes = false;
    bool remarks = false;
};

Columns columns_of(const ReportView& view, const GroupRanking& group) {
    Columns columns;
    for (const auto i : group.order) {
        const auto& one = view.last().agencies[i];
        const auto& set = view.set_of(one);
        columns.classes = columns.classes || !set.classifications.empty() || !set.titles.empty();
        columns.remarks = columns.remarks || !remarks(view, one).empty();
    }
    return columns;
}

void add_columns(const ReportView& view, const Plan& plan, const Columns& columns, ReportTable& table) {
    table.columns = {{view.say("TT", "No."), Kind::centred, 5}, {view.say("Tên đơn vị", "Agency"), Kind::name, 30}};
    for (const auto domain : plan.domains())
        table.columns.push_back({view.say(plan.nodes()[domain].criterion->title), Kind::number, 11});
    table.columns.push_back({view.say("Tổng điểm", "Total"), Kind::number, 10});
    table.columns.push_back({view.say("Chỉ số (%)", "Index (%)"), Kind::number, 10});
    table.columns.push_back({view.say("Xếp hạng", "Rank"), Kind::centred, 8});
    if (columns.classes) table.columns.push_back({view.say("Xếp loại", "Class"), Kind::centred, 14});
    if (columns.remarks) table.columns.push_back({view.say("Ghi chú", "Remarks"), Kind::text, 16});
}

TableRow maxima_row(const ReportView& view, const Plan& plan, std::size_t width) {
    TableRow row{{"", view.say("Điểm tối đa", "Maximum")}, Weight::strong, 0};
    for (const auto domain : plan.domains()) row.cells.push_back(view.points(plan.nodes()[domain].criterion->max));
    row.cells.push_back(view.points(plan.set().max));
    row.cells.push_back(Figure{"100", false});
    row.cells.resize(width);
    return row;
}

TableRow agency_row(const ReportView& view, const AgencyResult& one, const Columns& columns, std::size_t number) {
    const auto& plan = view.last().plans[one.set];
    const auto& total = one.scorecard.total;
    TableRow row;
    row.cells = {view.count(static_cast<std::int64_t>(number)), view.round().agencies[one.agency].name};
    for (const auto domain : plan.domains()) row.cells.push_back(view.points(one.scorecard.nodes[domain].points));
    row.cells.push_back(view.total(total, plan.set()));
    row.cells.push_back(view.percent(total, plan.set()));
    row.cells.push_back(one.rank ? view.count(*one.rank) : Cell("–"));
    if (columns.classes) row.cells.emplace_back(standing_text(view, one.standing));
    if (columns.remarks) row.cells.emplace_back(remarks(view, one));
    return row;
}

std::string ties_text(const ReportView& view, TieRule rule) {
    switch (rule) {
        case TieRule::competition:
            return view.say("đơn vị bằng điểm cùng hạng, hạng kế tiếp bỏ trống tương ứng (1, 2, 2, 4)",
                            "equals share a rank and the next ranks are left out (1, 2, 2, 4)");
        case TieRule::dense:
            return view.say("đơn vị bằng điểm cùng hạng, hạng kế tiếp liền sau (1, 2, 2, 3)",
                            "equals share a rank and the next rank follows (1, 2, 2, 3)");
        case TieRule::ordinal:
            break;
    }
    return view.say("mỗi đơn vị một hạng (1, 2, 3, 4)", "every agency has a rank of its own (1, 2, 3, 4)");
}

/// What one has to know to read ranks.
std::string ranking_note(const ReportView& view, const CriteriaSet& set) {
    const auto& policy = set.policies.ranking;
    auto note = policy.basis == Basis::exact
                    ? view.say("Xếp hạng theo tổng điểm chưa làm tròn; ", "Ranked on the total before rounding; ")
                    : view.say("Xếp hạng theo tổng điểm đã làm tròn; ", "Ranked on the rounded total; ");
    note += ties_text(view, policy.ties);
    if (!policy.then_by.empty())
        note += view.say("; khi bằng điểm, xét lần lượt: ", "; equal totals are told apart by: ") +
                fmt::format("{}", fmt::join(policy.then_by, ", "));
    return note + ".";
}

}  // namespace

ReportTable decision_table(const ReportInput& input, std::size_t group) {
    const ReportView view(input);
    const auto& ranking = view.last().groups[group];
    ReportTable table;
    const bool is_only = view.last().groups.size() == 1;
    table.name = is_only ? view.say("Kết quả", "Results") : ranking.group;
    table.title = view.say(view.round().title);
    if (!is_only) table.notes.push_back(view.say("Nhóm đơn vị: ", "Group: ") + ranking.group);
    if (ranking.order.empty()) return table;
    const auto& plan = view.last().plans[view.last().agencies[ranking.order.front()].set];
    const auto columns = columns_of(view, ranking);
    add_columns(view, plan, columns, table);
    table.head.push_back(maxima_row(view, plan, table.columns.size()));
    for (const auto i : ranking.order)
        table.rows.push_back(agency_row(view, view.last().agencies[i], columns, table.rows.size() + 1));
    table.end_notes.push_back(ranking_note(view, plan.set()));
    align_decimals(table);
    return table;
}

}  // namespace parindex::report
