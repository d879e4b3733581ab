// What was scored, by which criteria and rules, from what data.

#include <fmt/format.h>

#include "parindex/base/version.hpp"
#include "parindex/engine/explain.hpp"
#include "report/annex_tables.hpp"
#include "report/report_view.hpp"

namespace parindex::report {

namespace {

std::string rounding_text(const ReportView& view, const Rounding& rounding) {
    if (!rounding.digits) return view.say("không làm tròn", "not rounded");
    return fmt::format(fmt::runtime(view.say("{} chữ số thập phân ({})", "{} decimal places ({})")), *rounding.digits,
                       to_string(rounding.mode));
}

void add(ReportTable& table, std::string key, std::string value) {
    if (!value.empty()) table.rows.push_back({{std::move(key), std::move(value)}, Weight::normal, 0});
}

void add_round(const ReportView& view, ReportTable& table) {
    const auto& round = view.round();
    add(table, view.say("Đợt đánh giá", "Round"), view.say(round.title));
    add(table, view.say("Mã đợt", "Round id"), round.id);
    add(table, view.say("Kỳ đánh giá", "Period"), view.period_text());
    add(table, view.say("Giai đoạn", "Stage"), view.stage_title(view.stages().size() - 1));
    add(table, view.say("Số liệu", "Data"), view.say(round.statement));
    add(table, view.say("Dữ liệu giả lập", "Synthetic data"),
        round.synthetic ? view.say("có", "yes") : view.say("không", "no"));
    for (const auto& group : view.last().groups)
        add(table, view.say("Số đơn vị, nhóm ", "Agencies, group ") + group.group, std::to_string(group.order.size()));
    if (view.input().findings != nullptr)
        add(table, view.say("Kết quả kiểm tra số liệu", "Data checks"),
            fmt::format(fmt::runtime(view.say("{} lỗi, {} cảnh báo, {} ghi chú", "{} errors, {} warnings, {} notes")),
                        count(*view.input().findings, Severity::error),
                        count(*view.input().findings, Severity::warning),
                        count(*view.input().findings, Severity::note)));
}

void add_set(const ReportView& view, const CriteriaSet& set, ReportTable& table) {
    const auto& source = set.provenance;
    add(table, view.say("Bộ tiêu chí", "Criteria set"), view.say(set.title));
    add(table, view.say("Trạng thái", "Status"), view.say(provenance_text(set)));
    add(table, view.say("Nguồn", "Source"), source.source);
    add(table, view.say("Mức độ đầy đủ", "Completeness"), view.say(source.completeness));
    if (!source.decision_number.empty())
        add(table, view.say("Quyết định", "Decision"),
            fmt::format("{}{}{}", source.decision_number,
                        source.decision_date ? ", " + source.decision_date->to_vietnamese() : "",
                        source.decision_issuer.empty() ? "" : ", " + source.decision_issuer));
    add(table, view.say("Làm tròn điểm tiêu chí", "Rounding of points"),
        rounding_text(view, set.policies.points_rounding));
    add(table, view.say("Làm tròn tổng điểm", "Rounding of totals"), rounding_text(view, set.policies.total_rounding));
    add(table, view.say("Làm tròn chỉ số", "Rounding of percentages"),
        rounding_text(view, set.policies.percent_rounding));
}

}  // namespace

ReportTable provenance_table(const ReportInput& input) {
    const ReportView view(input);
    ReportTable table;
    table.name = view.say("Nguồn gốc", "Provenance");
    table.title = view.say("Nguồn gốc số liệu và quy tắc tính", "Where figures and rules come from");
    table.columns = {{view.say("Mục", "Item"), TableColumn::Kind::name, 30},
                     {view.say("Nội dung", "Content"), TableColumn::Kind::text, 110}};
    add_round(view, table);
    for (const auto* set : view.sets()) add_set(view, *set, table);
    add(table, view.say("Phần mềm tính điểm", "Scored by"), "parindex " PARINDEX_VERSION);
    return table;
}

}  // namespace parindex::report
