// Against the round before: who moved, and how far the two years can be compared.

#include <fmt/format.h>

#include <algorithm>

#include "parindex/report/figures.hpp"
#include "report/chart.hpp"
#include "report/site_page.hpp"
#include "report/site_table.hpp"

namespace parindex::report {

namespace {

using Kind = Table::Kind;

constexpr std::size_t most_lines = 40;

Table::Column column(const Site& site, std::string_view vi, std::string_view en, Kind kind = Kind::number) {
    return {std::string(site.say(vi, en)), kind};
}

std::optional<Rational> as_rational(const std::optional<std::int64_t>& rank) {
    return rank ? std::optional<Rational>(*rank) : std::nullopt;
}

std::string rank_or_dash(const std::optional<std::int64_t>& rank) { return rank ? std::to_string(*rank) : "-"; }

/// The set of a group of the newer round, else of the older one.
const CriteriaSet* set_of(const Round& round, const std::string& group) {
    const auto found = round.set_of_group.find(group);
    return found == round.set_of_group.end() ? nullptr : &round.sets[found->second];
}

std::string total_or_dash(const std::optional<Rational>& total, const CriteriaSet* set, Language language) {
    if (!total) return "-";
    return set == nullptr ? points_text(total, language) : total_text(*total, *set, language);
}

std::string share_or_dash(const std::optional<Rational>& share, const CriteriaSet* set, Language language) {
    return share && set != nullptr ? share_text(*share, *set, language) : "-";
}

void rank_chart(Page& page, const std::vector<AgencyMovement>& agencies) {
    const auto& site = page.site();
    if (site.groups().size() != 1) return;
    Chart chart{Chart::Kind::slope, "years-chart"};
    chart.title = site.say("Hạng kỳ trước và kỳ này", "Places last year and this year");
    chart.table = "years-agencies";
    chart.axis = site.say("Hạng", "Place");
    chart.labels = {std::string(site.say("Kỳ trước", "Last year")), std::string(site.say("Kỳ này", "This year"))};
    chart.from = 1;
    chart.downwards = true;
    for (const auto& one : agencies)
        if (one.from_rank && one.to_rank)
            chart.series.push_back({one.name,
                                    {{as_rational(one.from_rank), rank_or_dash(one.from_rank)},
                                     {as_rational(one.to_rank), rank_or_dash(one.to_rank)}}});
    if (chart.series.size() > 1 && chart.series.size() <= most_lines) write_chart(page.out(), chart);
}

void movement_row(const Site& site, const AgencyMovement& one, Table& table) {
    const auto language = site.language();
    const auto* now = set_of(site.round(), one.group);
    const auto* agency = site.input().previous->find_agency(one.agency);
    const auto* before = agency == nullptr ? now : site.input().previous->set_of(*agency);
    const bool here = site.round().find_agency(one.agency) != nullptr;
    table.begin_row();
    if (here)
        table.head_link(Site::page_of(one.agency), one.name);
    else
        table.head(one.name);
    table.number(rank_or_dash(one.from_rank), as_rational(one.from_rank));
    table.number(rank_or_dash(one.to_rank), as_rational(one.to_rank));
    table.number(total_or_dash(one.from_total, before, language), one.from_total);
    table.number(total_or_dash(one.to_total, now, language), one.to_total);
    table.number(share_or_dash(one.from_comparable, now, language), one.from_comparable);
    table.number(share_or_dash(one.to_comparable, now, language), one.to_comparable);
    table.text(!here               ? site.say("không còn trong đợt này", "no longer in this round")
               : agency == nullptr ? site.say("mới trong đợt này", "new in this round")
                                   : "");
    table.end_row();
}

void movement_table(Page& page, const std::vector<AgencyMovement>& agencies) {
    const auto& site = page.site();
    Table table(page.out(),
                {"years-agencies", std::string(site.say("Từng đơn vị ở hai kỳ", "Each agency in both years")), "", true,
                 std::string(site.say("Tìm đơn vị", "Find an agency"))},
                {column(site, "Đơn vị", "Agency", Kind::text), column(site, "Hạng kỳ trước", "Place last year"),
                 column(site, "Hạng kỳ này", "Place this year"), column(site, "Tổng kỳ trước", "Total last year"),
                 column(site, "Tổng kỳ này", "Total this year"),
                 column(site, "Phần so sánh được, kỳ trước (%)", "Comparable part, last year (%)"),
                 column(site, "Phần so sánh được, kỳ này (%)", "Comparable part, this year (%)"),
                 column(site, "Ghi chú", "Remark", Kind::text)});
    for (const auto& one : agencies) movement_row(site, one, table);
    table.finish();
    page.paragraph(
        site.say("Phần so sánh được: điểm đạt trên điểm tối đa được tính, chỉ ở các tiêu chí giống nhau ở cả hai kỳ và "
                 "được tính ở cả hai kỳ.",
                 "Comparable part: points out of the assigned maximum over the criteria that are the same, and count, "
                 "in both years."));
}

std::string change_text(const Site& site, CriterionChange::Kind kind) {
    switch (kind) {
        case CriterionChange::Kind::same:
            return std::string(site.say("như cũ", "the same"));
        case CriterionChange::Kind::changed:
            return std::string(site.say("thay đổi", "changed"));
        case CriterionChange::Kind::added:
            return std::string(site.say("mới", "added"));
        case CriterionChange::Kind::dropped:
            break;
    }
    return std::string(site.say("bỏ", "dropped"));
}

void change_table(Page& page, const GroupSetChange& group, std::size_t number) {
    const auto& site = page.site();
    const auto language = site.language();
    const auto* set = set_of(site.round(), group.group);
    page.paragraph(fmt::format(fmt::runtime(site.say("{} → {}; phần điểm so sánh được: {} %.",
                                                     "{} → {}; comparable share of the points: {} %.")),
                               group.from_set, group.to_set, share_or_dash(group.comparable_share, set, language)));
    const bool same = std::all_of(group.changes.begin(), group.changes.end(),
                                  [](const auto& change) { return change.kind == CriterionChange::Kind::same; });
    if (same) {
        page.paragraph(site.say("Hai kỳ dùng cùng các tiêu chí.", "Both years have the same criteria."));
        return;
    }
    Table table(page.out(),
                {fmt::format("years-set-{}", number),
                 fmt::format(fmt::runtime(site.say("Tiêu chí thay đổi, nhóm {}", "Criteria that changed, group {}")),
                             group.group),
                 "", true},
                {column(site, "Mã", "Id", Kind::text), column(site, "Tiêu chí", "Criterion", Kind::text),
                 column(site, "Thay đổi", "Change", Kind::text), column(site, "Tối đa trước", "Max before"),
                 column(site, "Tối đa nay", "Max now"), column(site, "Khác ở", "What differs", Kind::text)});
    for (const auto& change : group.changes) {
        if (change.kind == CriterionChange::Kind::same) continue;
        std::string what;
        for (const auto& one : change.what) what += (what.empty() ? "" : "; ") + site.in(one);
        table.begin_row();
        table.text(change.criterion, "id");
        table.head(site.in(change.title));
        table.text(change_text(site, change.kind));
        table.number(points_text(change.from_max, language), change.from_max);
        table.number(points_text(change.to_max, language), change.to_max);
        table.text(what);
        table.end_row();
    }
    table.finish();
}

}  // namespace

OutputFile years_page(const Site& site) {
    Page page(site, "years.html", site.say("So với kỳ trước", "Against last year"));
    page.paragraph(site.in(site.input().previous->title) + " → " + site.in(site.round().title), "lead");
    if (!site.input().previous->statement.empty())
        page.paragraph(fmt::format(fmt::runtime(site.say("Kỳ trước: {}", "Last year: {}")),
                                   site.in(site.input().previous->statement)));
    page.section("agencies", site.say("Các đơn vị", "The agencies"), [&] {
        rank_chart(page, site.years()->agencies);
        movement_table(page, site.years()->agencies);
    });
    page.section("criteria", site.say("Bộ tiêu chí ở hai kỳ", "The criteria in both years"), [&] {
        for (std::size_t i = 0; i < site.years()->groups.size(); ++i)
            change_table(page, site.years()->groups[i], i + 1);
    });
    return page.finish();
}

}  // namespace parindex::report
