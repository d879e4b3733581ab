// Self-assessment against the result: by agency, by criterion, and every change with its reason.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "parindex/council/compare_stages.hpp"
#include "parindex/engine/explain.hpp"
#include "parindex/report/figures.hpp"
#include "report/chart.hpp"
#include "report/gaps.hpp"
#include "report/site_page.hpp"
#include "report/site_table.hpp"

namespace parindex::report {

namespace {

using Kind = Table::Kind;

/// More lines than a page and its reader can hold; the pages of the agencies have them all.
constexpr std::size_t most_changes = 2000;
constexpr std::size_t most_lines = 40;

/// Raised and lowered leaves, and the sum of the differences as printed.
struct Tally {
    std::size_t raised = 0;
    std::size_t lowered = 0;
    std::size_t other = 0;  ///< one side has no points
    Rational sum;
};

void count_in(const StageDifference& difference, Tally& tally) {
    if (!difference.from || !difference.to) {
        ++tally.other;
        return;
    }
    const auto change = *difference.to - *difference.from;
    (change.sign() > 0 ? tally.raised : change.sign() < 0 ? tally.lowered : tally.other) += 1;
    tally.sum += as_printed(*difference.to) - as_printed(*difference.from);
}

std::string signed_text(const Rational& change, Language language) {
    return (change.sign() > 0 ? "+" : "") + points_text(change, language);
}

/// A difference of totals, with the digits of a total.
std::string signed_total(const Rational& change, const CriteriaSet& set, Language language) {
    return (change.sign() > 0 ? "+" : "") + total_text(change, set, language);
}

std::string side_text(const Site& site, const std::optional<Rational>& points, State state) {
    return points ? points_text(points, site.language()) : site.in(state_text(state));
}

Table::Column column(const Site& site, std::string_view vi, std::string_view en, Kind kind = Kind::number) {
    return {std::string(site.say(vi, en)), kind};
}

void slope_chart(Page& page, const RoundResult& from, const std::string& table) {
    const auto& site = page.site();
    Chart chart{Chart::Kind::slope, "stages-chart"};
    chart.title = site.say("Tổng điểm tự chấm và kết quả", "Self-assessed totals and results");
    chart.table = table;
    chart.axis = site.say("Tổng điểm", "Total");
    chart.labels = {site.stage_name(*site.self_stage()), site.stage_name()};
    for (std::size_t i = 0; i < site.round().agencies.size(); ++i) {
        const auto& before = from.agencies[i].scorecard.total;
        const auto& after = site.result().agencies[i].scorecard.total;
        if (!before.rounded || !after.rounded) continue;
        const auto& set = site.plan_of(i).set();
        chart.series.push_back({site.round().agencies[i].name,
                                {{before.rounded, total_text(before, set, site.language())},
                                 {after.rounded, total_text(after, set, site.language())}}});
    }
    if (chart.series.size() > 1 && chart.series.size() <= most_lines) write_chart(page.out(), chart);
}

void agency_table(Page& page, const RoundResult& from, const std::map<std::string, Tally>& tallies) {
    const auto& site = page.site();
    std::vector<Table::Column> columns{column(site, "Đơn vị", "Agency", Kind::text)};
    for (std::size_t s = 0; s < site.stages().size(); ++s) columns.push_back({site.stage_name(s), Kind::number});
    columns.push_back(column(site, "Chênh lệch", "Difference"));
    columns.push_back(column(site, "Tiêu chí tăng", "Raised"));
    columns.push_back(column(site, "Tiêu chí giảm", "Lowered"));
    Table table(page.out(),
                {"stages-agencies", std::string(site.say("Tổng điểm ở từng giai đoạn", "Totals at each stage")), "",
                 true, std::string(site.say("Tìm đơn vị", "Find an agency"))},
                columns);
    for (std::size_t i = 0; i < site.round().agencies.size(); ++i) {
        const auto& agency = site.round().agencies[i];
        const auto& set = site.plan_of(i).set();
        table.begin_row();
        table.head_link(Site::page_of(agency.id), agency.name);
        for (const auto& stage : site.stages()) {
            const auto& total = stage.agencies[i].scorecard.total;
            table.number(total_text(total, set, site.language()), total.rounded);
        }
        const auto& before = from.agencies[i].scorecard.total.rounded;
        const auto& after = site.result().agencies[i].scorecard.total.rounded;
        const auto change = before && after ? std::optional(*after - *before) : std::nullopt;
        table.number(change ? signed_total(*change, set, site.language()) : "-", change, "total");
        const auto tally = tallies.count(agency.id) > 0 ? tallies.at(agency.id) : Tally{};
        table.number(std::to_string(tally.raised), Rational(static_cast<std::int64_t>(tally.raised)));
        table.number(std::to_string(tally.lowered), Rational(static_cast<std::int64_t>(tally.lowered)));
        table.end_row();
    }
    table.finish();
}

void criterion_table(Page& page, const GroupData& group, std::size_t number,
                     const std::vector<StageDifference>& differences) {
    const auto& site = page.site();
    std::map<std::string, Tally> tallies;
    for (const auto& difference : differences) {
        const auto* agency = site.round().find_agency(difference.agency);
        if (agency != nullptr && agency->group == group.ranking->group)
            count_in(difference, tallies[difference.criterion]);
    }
    if (tallies.empty()) return;
    Table table(
        page.out(),
        {fmt::format("stages-criteria-{}", number),
         group_prefix(site, group) + std::string(site.say("Các tiêu chí được chấm khác với tự đánh giá",
                                                          "Criteria appraised unlike the self-assessment")),
         "", true},
        {column(site, "Mã", "Id", Kind::text), column(site, "Tiêu chí", "Criterion", Kind::text),
         column(site, "Đơn vị được tăng", "Agencies raised"), column(site, "Đơn vị bị giảm", "Agencies lowered"),
         column(site, "Tổng chênh lệch", "Sum of differences")});
    for (const auto& node : group.plan->nodes()) {
        const auto found = tallies.find(node.criterion->id);
        if (found == tallies.end()) continue;
        const auto& tally = found->second;
        table.begin_row();
        table.text(node.criterion->id, "id");
        table.head(site.in(node.criterion->title));
        table.number(std::to_string(tally.raised), Rational(static_cast<std::int64_t>(tally.raised)));
        table.number(std::to_string(tally.lowered), Rational(static_cast<std::int64_t>(tally.lowered)));
        table.number(signed_text(tally.sum, site.language()), tally.sum, "total");
        table.end_row();
    }
    table.finish();
}

void change_row(const Site& site, const StageDifference& difference, Table& table) {
    const auto* agency = site.round().find_agency(difference.agency);
    table.begin_row();
    table.head_link(Site::page_of(difference.agency) + "#c-" + difference.criterion,
                    agency == nullptr ? difference.agency : agency->name);
    table.text(difference.criterion, "id");
    table.number(side_text(site, difference.from, difference.from_state), difference.from);
    table.number(side_text(site, difference.to, difference.to_state), difference.to);
    const auto change =
        difference.from && difference.to ? std::optional(*difference.to - *difference.from) : std::nullopt;
    table.number(change ? signed_text(*change, site.language()) : "-", change, "total");
    std::string reason = difference.explanation;
    if (reason.empty()) reason = site.say("do số liệu thay đổi", "from changed figures");
    if (!difference.by.empty()) reason += " (" + site.person(difference.by) + ")";
    table.text(reason);
    table.end_row();
}

void change_table(Page& page, const std::vector<StageDifference>& differences) {
    const auto& site = page.site();
    if (differences.size() > most_changes)
        page.paragraph(
            fmt::format(fmt::runtime(site.say(
                            "Có {} thay đổi, dưới đây là {} thay đổi đầu; đủ ở trang của từng đơn vị.",
                            "There are {} changes, the first {} are below; the pages of the agencies have them all.")),
                        differences.size(), most_changes));
    Table table(page.out(),
                {"stages-changes", std::string(site.say("Từng thay đổi và lý do", "Every change and its reason")), "",
                 true, std::string(site.say("Tìm đơn vị, tiêu chí, lý do", "Find an agency, a criterion, a reason"))},
                {column(site, "Đơn vị", "Agency", Kind::text), column(site, "Tiêu chí", "Criterion", Kind::text),
                 column(site, "Tự đánh giá", "Self-assessed"), column(site, "Kết quả", "Result"),
                 column(site, "Chênh lệch", "Difference"), column(site, "Lý do", "Reason", Kind::text)});
    for (std::size_t i = 0; i < std::min(differences.size(), most_changes); ++i)
        change_row(site, differences[i], table);
    table.finish();
}

}  // namespace

OutputFile stages_page(const Site& site) {
    const auto& from = site.stages()[*site.self_stage()];
    const auto differences = compare_stages(site.round(), from, site.result());
    std::map<std::string, Tally> tallies;
    for (const auto& difference : differences) count_in(difference, tallies[difference.agency]);
    Page page(site, "stages.html", site.say("Tự chấm và thẩm định", "Self-assessment and appraisal"));
    page.section("agencies", site.say("Theo đơn vị", "By agency"), [&] {
        slope_chart(page, from, "stages-agencies");
        agency_table(page, from, tallies);
    });
    page.section("criteria", site.say("Theo tiêu chí", "By criterion"), [&] {
        if (differences.empty()) page.paragraph(site.say("Không có tiêu chí nào thay đổi.", "No criterion changed."));
        for (std::size_t i = 0; i < site.groups().size(); ++i)
            criterion_table(page, site.groups()[i], i + 1, differences);
    });
    if (!differences.empty())
        page.section("changes", site.say("Các thay đổi", "The changes"), [&] { change_table(page, differences); });
    return page.finish();
}

}  // namespace parindex::report
