// The front page: places by group, and how far the round has come.

#include <fmt/format.h>

#include "parindex/report/figures.hpp"
#include "report/chart.hpp"
#include "report/site_page.hpp"
#include "report/site_table.hpp"

namespace parindex::report {

namespace {

/// Above this many bars a chart says less than the table.
constexpr std::size_t most_bars = 70;

using Kind = Table::Kind;

std::string decimal(double value, Language language) { return localise_number(fmt::format("{:.2f}", value), language); }

/// What decides first, then the domains: a narrow screen shows the left part.
std::vector<Table::Column> columns_of(const Site& site, const GroupData& group) {
    const auto column = [&](std::string_view vi, std::string_view en, Kind kind = Kind::number) {
        return Table::Column{std::string(site.say(vi, en)), kind};
    };
    std::vector<Table::Column> columns{column("Hạng", "Rank"), column("Đơn vị", "Agency", Kind::text),
                                       column("Tổng điểm", "Total"), column("Chỉ số (%)", "Index (%)"),
                                       column("Xếp loại", "Class", Kind::text)};
    if (site.years()) {
        columns.push_back(column("Kỳ trước", "Last year"));
        columns.push_back(column("Thay đổi", "Change"));
    }
    if (site.has_intervals()) {
        columns.push_back(column("Khoảng tin cậy", "Interval"));
        columns.back().meaning = site.say("Tổng điểm có thể lệch tới đâu do chọn mẫu điều tra, và các hạng có thể có",
                                          "How far survey sampling may move the total, and the places it could have");
    }
    for (const auto domain : group.plan->domains()) {
        const auto& criterion = *group.plan->nodes()[domain].criterion;
        columns.push_back({criterion.id, Kind::number, site.in(criterion.title),
                           criterion.max ? "/ " + points_text(criterion.max, site.language()) : std::string()});
    }
    return columns;
}

void movement_cells(const Site& site, const Agency& agency, Table& table, Markup& out) {
    const auto* movement = site.movement_of(agency.id);
    const bool before = movement != nullptr && movement->from_rank;
    table.number(before ? std::to_string(*movement->from_rank) : "-",
                 before ? std::optional<Rational>(*movement->from_rank) : std::nullopt);
    if (!before || !movement->to_rank) {
        table.number("-", std::nullopt);
        return;
    }
    const auto up = *movement->from_rank - *movement->to_rank;
    const std::string_view css = up > 0 ? "number up" : up < 0 ? "number down" : "number";
    table.cell(css, sort_key(Rational(up)), [&] {
        const auto steps = std::to_string(up < 0 ? -up : up);
        out.element("span", {{"aria-hidden", "true"}}, up > 0 ? "▲ " + steps : up < 0 ? "▼ " + steps : "=");
        out.element("span", {{"class", "spoken"}},
                    up == 0 ? std::string(site.say("không đổi", "no change"))
                            : fmt::format(fmt::runtime(up > 0 ? site.say("tăng {} bậc", "up {}")
                                                              : site.say("giảm {} bậc", "down {}")),
                                          steps));
    });
}

void interval_cell(const Site& site, std::size_t agency, Table& table, Markup& out) {
    const auto* interval = site.interval_of(agency);
    if (interval == nullptr) {
        table.number("-", std::nullopt);
        return;
    }
    const auto language = site.language();
    table.cell("number", fmt::format("{:.6f}", interval->lower), [&] {
        out.text(fmt::format("{}–{}", decimal(interval->lower, language), decimal(interval->upper, language)));
        if (!interval->differs_from_next)
            out.element("span", {{"aria-hidden", "true"}}, " ~")
                .element("span", {{"class", "spoken"}},
                         site.say("không phân biệt với hạng kế", "not told from the next"));
        if (interval->best_rank < interval->worst_rank)
            out.element("small", fmt::format(fmt::runtime(site.say("hạng {}–{}", "places {}–{}")), interval->best_rank,
                                             interval->worst_rank));
    });
}

/// Exclusions by their titles, or the criteria that are open.
std::string reason_in_full(const Site& site, const AgencyResult& one) {
    const auto& set = site.result().plans[one.set].set();
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
    if (one.not_ranked == NotRanked::excluded)
        for (const auto& id : one.standing.exclusions)
            for (const auto& exclusion : set.exclusions)
                if (exclusion.id == id) add(site.in(exclusion.title));
    if (one.not_ranked == NotRanked::blocked)
        for (const auto& id : one.scorecard.total.blocked_by) add(id);
    return text;
}

void class_cell(const Site& site, const AgencyResult& one, Table& table, Markup& out) {
    table.cell("", class_text(one.standing), [&] {
        out.text(class_text(one.standing));
        if (one.not_ranked != NotRanked::ranked)
            out.element("span", {{"class", "badge"}}, site.in(not_ranked_text(one.not_ranked)));
    });
}

void agency_row(const Site& site, const GroupData& group, std::size_t i, Table& table, Markup& out) {
    const auto& one = site.result().agencies[i];
    const auto& agency = site.round().agencies[one.agency];
    const auto& set = group.plan->set();
    const auto& total = one.scorecard.total;
    const auto language = site.language();
    table.begin_row(one.rank ? "" : "unranked");
    table.number(rank_text(one), one.rank ? std::optional<Rational>(*one.rank) : std::nullopt, one.tied ? "tied" : "");
    table.head_link(Site::page_of(agency.id), agency.name);
    table.number(total_text(total, set, language), total.rounded, "total");
    table.number(percent_text(total, set, language), total.percent_rounded);
    class_cell(site, one, table, out);
    if (site.years()) movement_cells(site, agency, table, out);
    if (site.has_intervals()) interval_cell(site, i, table, out);
    for (const auto domain : group.plan->domains()) {
        const auto& points = one.scorecard.nodes[domain].points;
        table.number(points_text(points, language), points, "part");
    }
    table.end_row();
}

/// Below the table: why agencies have no place.
void unranked_list(Page& page, const GroupData& group) {
    const auto& site = page.site();
    for (const auto i : group.ranking->order) {
        const auto& one = site.result().agencies[i];
        const auto reason = reason_in_full(site, one);
        if (one.rank || reason.empty()) continue;
        page.paragraph(fmt::format("{}: {}. {}", site.round().agencies[one.agency].name,
                                   site.in(not_ranked_text(one.not_ranked)), reason));
    }
}

void domain_key(Page& page, const GroupData& group) {
    page.out().inside("ul", {{"class", "key"}}, [&] {
        for (const auto domain : group.plan->domains()) {
            const auto& criterion = *group.plan->nodes()[domain].criterion;
            page.out().inside(
                "li", [&] { page.out().element("b", criterion.id).text(" " + page.site().in(criterion.title)); });
        }
    });
}

void ranking_chart(Page& page, const GroupData& group, const std::string& table) {
    const auto& site = page.site();
    if (group.ranked < 2 || group.ranked > most_bars) return;
    Chart chart;
    chart.id = table + "-chart";
    chart.title = group_prefix(site, group) + std::string(site.say("tổng điểm", "totals"));
    if (site.groups().size() < 2)
        chart.title = site.say("Tổng điểm của các đơn vị được xếp hạng", "Totals of the ranked agencies");
    chart.table = table;
    chart.axis = site.say("Tổng điểm", "Total");
    chart.from = 0;
    chart.series.push_back({chart.axis, {}});
    bool intervals = true;
    for (const auto i : group.ranking->order) {
        const auto& one = site.result().agencies[i];
        if (!one.rank) continue;
        chart.labels.push_back(fmt::format("{}. {}", rank_text(one), site.round().agencies[one.agency].name));
        chart.series.front().points.push_back(
            {one.scorecard.total.rounded, total_text(one.scorecard.total, group.plan->set(), site.language())});
        const auto* interval = site.interval_of(i);
        intervals = intervals && interval != nullptr;
        if (interval != nullptr) chart.intervals.emplace_back(interval->lower, interval->upper);
    }
    if (!intervals) chart.intervals.clear();
    write_chart(page.out(), chart);
}

void group_section(Page& page, const GroupData& group, std::size_t number) {
    const auto& site = page.site();
    const auto id = fmt::format("group-{}", number);
    const auto& set = group.plan->set();
    page.section(id, group_prefix(site, group) + std::string(site.in(set.title)), [&] {
        ranking_chart(page, group, id + "-table");
        auto& out = page.out();
        Table table(out,
                    {id + "-table",
                     fmt::format(fmt::runtime(site.say("Bảng xếp hạng: {} đơn vị, {} được xếp hạng",
                                                       "Ranking: {} agencies, {} of them ranked")),
                                 group.ranking->order.size(), group.ranked),
                     "league", true, std::string(site.say("Tìm đơn vị", "Find an agency"))},
                    columns_of(site, group));
        for (const auto i : group.ranking->order) agency_row(site, group, i, table, out);
        table.finish();
        page.paragraph(
            fmt::format(fmt::runtime(site.say("Dấu = sau hạng là đồng hạng; {}.", "= after a place: shared; {}.")),
                        site.in(ranking_rule_text(set.policies.ranking))));
        if (site.has_intervals())
            page.paragraph(
                site.say("Vạch màu cam trên biểu đồ là khoảng tin cậy của tổng điểm do sai số chọn mẫu điều tra. "
                         "Dấu ~: tổng điểm chưa phân biệt được với đơn vị xếp ngay sau.",
                         "The orange lines of the chart are the intervals of the totals, from the survey's "
                         "sampling error. ~: the total cannot be told from that of the next place."));
        unranked_list(page, group);
        domain_key(page, group);
    });
}

std::string kind_text(const Site& site, Stage::Kind kind) {
    switch (kind) {
        case Stage::Kind::self:
            return std::string(site.say("đơn vị tự đánh giá", "self-assessment"));
        case Stage::Kind::survey:
            return std::string(site.say("điều tra xã hội học", "survey"));
        case Stage::Kind::appraisal:
            return std::string(site.say("thẩm định", "appraisal"));
        case Stage::Kind::explanation:
            return std::string(site.say("đơn vị giải trình", "explanation by the agencies"));
        case Stage::Kind::final:
            break;
    }
    return std::string(site.say("hội đồng quyết định", "decision of the council"));
}

std::string moment_text(const std::optional<Moment>& moment, Language language) {
    if (!moment) return "-";
    return language == Language::vi ? moment->to_vietnamese() : moment->to_iso();
}

std::size_t agencies_at(const Round& round, std::size_t stage) {
    std::size_t count = 0;
    for (const auto& agency : round.agencies) count += round.find_assessment(stage, agency.id) != nullptr ? 1U : 0U;
    return count;
}

void progress_section(Page& page) {
    const auto& site = page.site();
    const auto& round = site.round();
    page.section("progress", site.say("Tiến độ các giai đoạn", "Progress of the stages"), [&] {
        auto& out = page.out();
        const auto title = [&](std::string_view vi, std::string_view en, Kind kind = Kind::text) {
            return Table::Column{std::string(site.say(vi, en)), kind};
        };
        Table table(
            out, {"stages", std::string(site.say("Các giai đoạn của đợt đánh giá", "Stages of the round"))},
            {title("Giai đoạn", "Stage"), title("Loại", "Kind"), title("Mở", "Opens"), title("Đóng", "Closes"),
             title("Đơn vị có dữ liệu", "Agencies with data", Kind::number), title("Trong báo cáo", "In this report")});
        for (std::size_t i = 0; i < round.stages.size(); ++i) {
            const auto& stage = round.stages[i];
            const auto count = agencies_at(round, i);
            table.begin_row();
            table.head(site.stage_name(i));
            table.text(kind_text(site, stage.kind));
            table.text(moment_text(stage.opens, site.language()));
            table.text(moment_text(stage.closes, site.language()));
            table.cell("number", {}, [&] {
                out.element("progress",
                            {{"max", std::to_string(round.agencies.size())},
                             {"value", std::to_string(count)},
                             {"aria-hidden", "true"}},
                            "");
                out.text(fmt::format("{} / {}", count, round.agencies.size()));
            });
            table.text(i + 1 < site.stages().size()    ? site.say("đã tính đến", "counted")
                       : i + 1 == site.stages().size() ? site.say("kết quả báo cáo", "reported result")
                                                       : site.say("chưa tính", "not counted"));
            table.end_row();
        }
        table.finish();
    });
}

}  // namespace

OutputFile index_page(const Site& site) {
    Page page(site, "index.html", site.say("Kết quả và xếp hạng", "Results and ranking"));
    page.paragraph(fmt::format(fmt::runtime(site.say("Kỳ đánh giá {} – {}, kết quả ở giai đoạn “{}”.",
                                                     "Period {} – {}, results at the stage “{}”.")),
                               site.language() == Language::vi ? site.round().period.from.to_vietnamese()
                                                               : site.round().period.from.to_iso(),
                               site.language() == Language::vi ? site.round().period.to.to_vietnamese()
                                                               : site.round().period.to.to_iso(),
                               site.stage_name()),
                   "lead");
    page.out().inside("div", {{"class", "wide"}}, [&] {
        for (std::size_t i = 0; i < site.groups().size(); ++i) group_section(page, site.groups()[i], i + 1);
    });
    progress_section(page);
    return page.finish();
}

}  // namespace parindex::report
