// Which criteria cost the agencies of a group the most.

#include <fmt/format.h>

#include "parindex/report/figures.hpp"
#include "report/chart.hpp"
#include "report/gaps.hpp"
#include "report/site_page.hpp"
#include "report/site_table.hpp"

namespace parindex::report {

namespace {

constexpr std::size_t most_bars = 12;

void gap_chart(Page& page, const GroupData& group, const std::vector<Gap>& gaps, const std::string& table) {
    const auto& site = page.site();
    Chart chart;
    chart.id = table + "-chart";
    chart.title = site.say("Các tiêu chí mất nhiều điểm nhất, cả nhóm", "Criteria that cost the group most");
    chart.table = table;
    chart.axis = site.say("Tổng điểm bị mất", "Points lost in all");
    chart.from = 0;
    chart.series.push_back({chart.axis, {}});
    for (const auto& gap : gaps) {
        if (chart.labels.size() == most_bars || gap.lost.sign() <= 0) break;
        const auto& criterion = *group.plan->nodes()[gap.node].criterion;
        chart.labels.push_back(criterion.id + " " + site.in(criterion.title));
        chart.series.front().points.push_back({gap.lost, points_text(gap.lost, site.language())});
    }
    if (!chart.labels.empty()) write_chart(page.out(), chart);
}

void gap_row(const Site& site, const GroupData& group, const Gap& gap, Table& table) {
    const auto& criterion = *group.plan->nodes()[gap.node].criterion;
    const auto language = site.language();
    table.begin_row();
    table.text(criterion.id, "id");
    table.head(site.in(criterion.title));
    table.number(points_text(criterion.max, language), criterion.max);
    table.cell("number", std::to_string(gap.lost_by),
               [&, &out = table.out()] { out.text(fmt::format("{} / {}", gap.lost_by, gap.counted)); });
    table.number(points_text(gap.lost, language), gap.lost, "total");
    const auto share = gap.possible.sign() > 0 ? std::optional(gap.lost / gap.possible) : std::nullopt;
    table.number(share ? share_text(*share, group.plan->set(), language) : "-", share);
    table.end_row();
}

void group_table(Page& page, const GroupData& group, std::size_t number) {
    const auto& site = page.site();
    const auto gaps = gaps_of(site.result(), *group.ranking);
    const auto id = fmt::format("gaps-{}", number);
    gap_chart(page, group, gaps, id);
    const auto column = [&](std::string_view vi, std::string_view en, Table::Kind kind = Table::Kind::number) {
        return Table::Column{std::string(site.say(vi, en)), kind};
    };
    Table table(page.out(),
                {id,
                 std::string(site.say("Điểm bị mất theo tiêu chí, nhiều nhất đứng trước",
                                      "Points lost by criterion, the most first")),
                 "gaps", true, std::string(site.say("Tìm tiêu chí", "Find a criterion"))},
                {column("Mã", "Id", Table::Kind::text), column("Tiêu chí", "Criterion", Table::Kind::text),
                 column("Tối đa", "Max"), column("Đơn vị mất điểm", "Agencies losing"),
                 column("Tổng mất", "Lost in all"), column("Mất trên tối đa (%)", "Lost of maximum (%)")});
    for (const auto& gap : gaps) gap_row(site, group, gap, table);
    table.finish();
}

}  // namespace

OutputFile gaps_page(const Site& site) {
    Page page(site, "gaps.html", site.say("Điểm bị mất", "Where points are lost"));
    page.paragraph(site.say("Điểm bị mất là điểm tối đa được tính trừ điểm đạt, cộng trên các đơn vị của nhóm đã nộp, "
                            "theo các số như in.",
                            "Points lost are the assigned maximum less the points, added over the agencies of the "
                            "group that gave data, from the figures as printed."),
                   "lead");
    for (std::size_t i = 0; i < site.groups().size(); ++i) {
        const auto& group = site.groups()[i];
        page.section(fmt::format("group-{}", i + 1), group_prefix(site, group) + site.in(group.plan->set().title),
                     [&] { group_table(page, group, i + 1); });
    }
    return page.finish();
}

}  // namespace parindex::report
