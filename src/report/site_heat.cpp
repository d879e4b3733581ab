// Agencies by domains, as coloured figures.

#include <fmt/format.h>

#include <array>

#include "parindex/report/figures.hpp"
#include "report/site_page.hpp"
#include "report/site_table.hpp"

namespace parindex::report {

namespace {

/// Steps of the colour scale, in percent; the last one is the full index.
constexpr std::array<std::int64_t, 6> steps{50, 60, 70, 80, 90, 100};

std::size_t step_of(const Rational& share) {
    std::size_t step = 0;
    while (step < steps.size() && share >= Rational(steps[step], 100)) ++step;
    return step;
}

void share_cell(const Site& site, const CriteriaSet& set, const std::optional<Rational>& share, Table& table) {
    if (!share) {
        table.number("-", std::nullopt);
        return;
    }
    table.number(share_text(*share, set, site.language()), share, fmt::format("h{}", step_of(*share)));
}

void legend(Page& page) {
    auto& out = page.out();
    const auto& site = page.site();
    out.inside("ul", {{"class", "legend"}, {"aria-label", site.say("Thang màu", "Colour scale")}}, [&] {
        for (std::size_t step = 0; step <= steps.size(); ++step) {
            std::string text;
            if (step == 0)
                text = fmt::format(fmt::runtime(site.say("dưới {} %", "below {} %")), steps[0]);
            else if (step == steps.size())
                text = fmt::format("{} %", steps.back());
            else
                text = fmt::format(fmt::runtime(site.say("{} đến dưới {} %", "{} to below {} %")), steps[step - 1],
                                   steps[step]);
            out.element("li", {{"class", fmt::format("h{}", step)}}, text);
        }
    });
}

/// Domains that have an index: neither bonus nor penalty.
std::vector<std::size_t> indexed_domains(const Plan& plan) {
    std::vector<std::size_t> found;
    for (std::size_t d = 0; d < plan.domains().size(); ++d)
        if (plan.nodes()[plan.domains()[d]].role == Role::scored) found.push_back(d);
    return found;
}

void summary_row(const Site& site, const GroupData& group, std::string_view name,
                 const std::vector<std::optional<Rational>>& shares, Table& table) {
    table.begin_row("summary");
    table.head(name);
    for (const auto d : indexed_domains(*group.plan)) share_cell(site, group.plan->set(), shares[d], table);
    table.number("", std::nullopt);
    table.end_row();
}

void group_table(Page& page, const GroupData& group, std::size_t number) {
    const auto& site = page.site();
    const auto& set = group.plan->set();
    std::vector<Table::Column> columns{{std::string(site.say("Đơn vị", "Agency"))}};
    for (const auto d : indexed_domains(*group.plan)) {
        const auto& criterion = *group.plan->nodes()[group.plan->domains()[d]].criterion;
        columns.push_back({criterion.id, Table::Kind::number, {}, site.in(criterion.title)});
    }
    columns.push_back({std::string(site.say("Chỉ số (%)", "Index (%)")), Table::Kind::number});
    Table table(page.out(),
                {fmt::format("heat-{}", number),
                 std::string(site.say("Chỉ số thành phần theo lĩnh vực: điểm đạt trên điểm tối đa được tính, %",
                                      "Component index by domain: points out of the assigned maximum, %")),
                 "heat", true, std::string(site.say("Tìm đơn vị", "Find an agency"))},
                columns);
    for (const auto i : group.ranking->order) {
        const auto& one = site.result().agencies[i];
        if (!one.submitted && !one.merged) continue;
        const auto& agency = site.round().agencies[one.agency];
        table.begin_row();
        table.head_link(Site::page_of(agency.id), agency.name);
        for (const auto d : indexed_domains(*group.plan))
            share_cell(site, set, index_of(*group.plan, group.plan->domains()[d], one.scorecard), table);
        table.number(percent_text(one.scorecard.total, set, site.language()), one.scorecard.total.percent_rounded,
                     "total");
        table.end_row();
    }
    if (group.ranked > 1) {
        summary_row(site, group, site.say("Trung bình nhóm", "Group mean"), group.mean, table);
        summary_row(site, group, site.say("Cao nhất nhóm", "Best of the group"), group.best, table);
    }
    table.finish();
}

}  // namespace

OutputFile heat_page(const Site& site) {
    Page page(site, "heat.html", site.say("Kết quả theo lĩnh vực", "Results by domain"));
    page.out().open("div", {{"class", "wide"}});
    for (std::size_t i = 0; i < site.groups().size(); ++i) {
        const auto& group = site.groups()[i];
        page.section(fmt::format("group-{}", i + 1), group_prefix(site, group) + site.in(group.plan->set().title), [&] {
            legend(page);
            group_table(page, group, i + 1);
            page.paragraph(site.say(
                "Trung bình và cao nhất lấy trên các đơn vị được xếp hạng; trung bình cộng từ các số như in.",
                "Mean and best are taken over the ranked agencies; the mean is that of the figures as printed."));
        });
    }
    page.out().close();
    return page.finish();
}

}  // namespace parindex::report
