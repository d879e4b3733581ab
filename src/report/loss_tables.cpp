// Where points were lost: by criterion over a group, and by agency.

#include <algorithm>

#include "parindex/council/round_checks.hpp"
#include "parindex/engine/explain.hpp"
#include "report/annex_tables.hpp"
#include "report/gaps.hpp"
#include "report/report_view.hpp"

namespace parindex::report {

namespace {

using Kind = TableColumn::Kind;

struct Loss {
    std::size_t node = 0;
    Rational points;
};

/// Losses of one agency on the nodes that add up to its total, most first, equal ones in table order.
std::vector<Loss> losses_of(const Plan& plan, const AgencyResult& one) {
    std::vector<Loss> losses;
    if (!one.submitted && !one.merged) return losses;
    for (const auto node : adding_nodes(plan))
        if (const auto lost = lost_points(one.scorecard.nodes[node]); lost && lost->sign() > 0)
            losses.push_back({node, *lost});
    std::stable_sort(losses.begin(), losses.end(), [](const auto& a, const auto& b) { return a.points > b.points; });
    return losses;
}

/// Why the points are not higher: a state, what was said by whoever gave the answer in force.
std::string reason_text(const ReportView& view, const AgencyResult& one, const Loss& loss) {
    const auto& score = one.scorecard.nodes[loss.node];
    auto text = score.state == State::scored ? std::string() : view.say(state_text(score.state));
    const auto& answers = view.last().in_force[one.agency].answers;
    const auto answer = answers.find(view.last().plans[one.set].nodes()[loss.node].criterion->id);
    if (answer == answers.end() || answer->second.explanation.empty()) return text;
    return text + (text.empty() ? "" : ". ") + answer->second.explanation;
}

std::string more_points_text(const ReportView& view, const AgencyResult& one, const Loss& loss) {
    if (one.merged) return {};
    std::string text;
    for (const auto& line : explain_node(view.round(), view.last(), one.agency, loss.node).why_not_more)
        text += (text.empty() ? "" : "; ") + view.say(line);
    return text;
}

std::string scorer_text(const ReportView& view, const Criterion& criterion) {
    std::string text;
    for (const auto scorer : criterion.scored_by) {
        const auto word = scorer == Scorer::self        ? view.say("tự đánh giá", "self")
                          : scorer == Scorer::appraisal ? view.say("thẩm định", "appraisal")
                                                        : view.say("điều tra", "survey");
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

}  // namespace

ReportTable losses_by_criterion_table(const ReportInput& input) {
    const ReportView view(input);
    ReportTable table;
    table.name = view.say("Điểm mất theo tiêu chí", "Losses by criterion");
    table.title = view.say("Tiêu chí mất điểm nhiều nhất", "Criteria that cost most points");
    table.notes = {view.say("Điểm mất của các đơn vị cộng theo số đã làm tròn đến 4 chữ số thập phân.",
                            "Losses of the agencies are added up as rounded to 4 decimal places.")};
    table.is_list = true;
    table.columns = {{view.say("TT", "No."), Kind::centred, 5},
                     {view.say("Nhóm", "Group"), Kind::text, 14},
                     {view.say("Mã", "Id"), Kind::text, 9},
                     {view.say("Tiêu chí", "Criterion"), Kind::name, 60},
                     {view.say("Điểm tối đa", "Maximum"), Kind::number, 10},
                     {view.say("Số đơn vị mất điểm", "Agencies that lost"), Kind::number, 11},
                     {view.say("Tổng điểm mất", "Points lost"), Kind::number, 11},
                     {view.say("Nguồn điểm", "Scored by"), Kind::text, 22}};
    for (const auto& group : view.last().groups) {
        if (group.order.empty()) continue;
        const auto& plan = view.last().plans[view.last().agencies[group.order.front()].set];
        for (const auto& gap : gaps_of(view.last(), group)) {
            if (gap.lost_by == 0) continue;
            const auto& criterion = *plan.nodes()[gap.node].criterion;
            TableRow row;
            row.cells = {view.count(static_cast<std::int64_t>(table.rows.size() + 1)),
                         group.group,
                         criterion.id,
                         view.say(criterion.title),
                         view.points(criterion.max),
                         view.count(static_cast<std::int64_t>(gap.lost_by)),
                         view.points(gap.lost),
                         scorer_text(view, criterion)};
            table.rows.push_back(std::move(row));
        }
    }
    align_decimals(table);
    return table;
}

ReportTable losses_by_agency_table(const ReportInput& input) {
    const ReportView view(input);
    ReportTable table;
    table.name = view.say("Điểm mất theo đơn vị", "Losses by agency");
    table.title = view.say("Tiêu chí chưa đạt điểm tối đa", "Criteria below their maximum");
    table.is_list = true;
    table.columns = {{view.say("TT", "No."), Kind::centred, 5},
                     {view.say("Tên đơn vị", "Agency"), Kind::text, 30},
                     {view.say("Mã", "Id"), Kind::text, 9},
                     {view.say("Tiêu chí", "Criterion"), Kind::name, 44},
                     {view.say("Điểm tối đa", "Maximum"), Kind::number, 9},
                     {view.say("Điểm đạt", "Points"), Kind::number, 9},
                     {view.say("Điểm mất", "Points lost"), Kind::number, 9},
                     {view.say("Lý do", "Reason"), Kind::text, 40},
                     {view.say("Để đạt thêm điểm", "For more points"), Kind::text, 44},
                     {view.say("Nguồn điểm", "Scored by"), Kind::text, 16}};
    for (const auto& group : view.last().groups)
        for (const auto i : group.order) {
            const auto& one = view.last().agencies[i];
            const auto& plan = view.last().plans[one.set];
            for (const auto& loss : losses_of(plan, one)) {
                const auto& criterion = *plan.nodes()[loss.node].criterion;
                const auto& score = one.scorecard.nodes[loss.node];
                TableRow row;
                row.cells = {view.count(static_cast<std::int64_t>(table.rows.size() + 1)),
                             view.round().agencies[one.agency].name,
                             criterion.id,
                             view.say(criterion.title),
                             view.points(score.assigned),
                             view.points(score.points),
                             view.points(loss.points),
                             reason_text(view, one, loss),
                             more_points_text(view, one, loss),
                             scorer_text(view, criterion)};
                table.rows.push_back(std::move(row));
            }
        }
    align_decimals(table);
    return table;
}

}  // namespace parindex::report
