// The page of one agency: its place, its domains against the group, what it lost and why, and the trail of every point.

#include <fmt/format.h>

#include <algorithm>

#include "parindex/council/round_checks.hpp"
#include "parindex/engine/explain.hpp"
#include "parindex/report/figures.hpp"
#include "report/chart.hpp"
#include "report/gaps.hpp"
#include "report/site_page.hpp"
#include "report/site_table.hpp"
#include "report/site_trail.hpp"

namespace parindex::report {

namespace {

using Kind = Table::Kind;

/// One agency on its page.
struct View {
    Page& page;
    std::size_t index;
    const Agency& agency;
    const AgencyResult& one;
    const GroupData& group;
    const Plan& plan;
    std::vector<Explanation> explanations;  ///< as plan.nodes()

    [[nodiscard]] const Site& site() const { return page.site(); }
    [[nodiscard]] Markup& out() const { return page.out(); }
    [[nodiscard]] Language language() const { return site().language(); }
    [[nodiscard]] std::string_view say(std::string_view vi, std::string_view en) const { return site().say(vi, en); }
    [[nodiscard]] const NodeScore& score(std::size_t node) const { return one.scorecard.nodes[node]; }
    [[nodiscard]] std::optional<Rational> index_of(std::size_t node) const {
        return report::index_of(plan, node, one.scorecard);
    }
    [[nodiscard]] const Criterion& criterion(std::size_t node) const { return *plan.nodes()[node].criterion; }
    /// "1. Công tác chỉ đạo"; a title that begins with its number already stays as it is.
    [[nodiscard]] std::string numbered(std::size_t node) const {
        const auto number = criterion(node).id + ".";
        const auto& title = site().in(criterion(node).title);
        return title.starts_with(number) ? title : number + " " + title;
    }
    [[nodiscard]] Table::Column column(std::string_view vi, std::string_view en, Kind kind = Kind::number) const {
        return {std::string(say(vi, en)), kind};
    }
};

void card(const View& v, std::string_view term, std::string_view text, const std::string& below = {}) {
    v.out().inside("div", {{"class", "card"}}, [&] {
        v.out().element("dt", term).inside("dd", [&] {
            v.out().text(text);
            if (!below.empty()) v.out().element("small", below);
        });
    });
}

std::string rank_note(const View& v) {
    if (!v.one.rank) return v.site().in(not_ranked_text(v.one.not_ranked));
    auto text =
        fmt::format(fmt::runtime(v.say("trong {} đơn vị được xếp hạng", "of {} ranked agencies")), v.group.ranked);
    if (v.one.tied) text += v.say(", đồng hạng", ", shared");
    return text;
}

void cards(const View& v) {
    const auto& set = v.plan.set();
    const auto& total = v.one.scorecard.total;
    v.out().open("dl", {{"class", "cards"}});
    card(v, v.say("Tổng điểm", "Total"), total_text(total, set, v.language()));
    card(v, v.say("Chỉ số (%)", "Index (%)"), percent_text(total, set, v.language()));
    card(v, v.say("Hạng", "Rank"), rank_text(v.one), rank_note(v));
    if (const auto& in_class = v.one.standing.in_class)
        card(v, v.say("Xếp loại", "Class"), in_class->id, v.site().in(in_class->title));
    for (const auto& title : v.one.standing.titles)
        if (title.outcome == TitleResult::Outcome::granted)
            card(v, v.say("Danh hiệu", "Title"), title.id, v.site().in(title.title));
    if (const auto* movement = v.site().movement_of(v.agency.id); movement != nullptr && movement->from_rank)
        card(v, v.say("Hạng kỳ trước", "Rank last year"), std::to_string(*movement->from_rank));
    if (const auto* interval = v.site().interval_of(v.index);
        interval != nullptr && interval->best_rank < interval->worst_rank)
        card(v, v.say("Hạng có thể có", "Possible ranks"),
             fmt::format("{}–{}", interval->best_rank, interval->worst_rank),
             std::string(v.say("do sai số chọn mẫu điều tra", "from survey sampling")));
    v.out().close();
}

Chart::Point share_point(const View& v, const std::optional<Rational>& share) {
    if (!share) return {std::nullopt, "-"};
    return {*share * 100, share_text(*share, v.plan.set(), v.language())};
}

/// Domains that count towards the total; bonus and penalty have no share worth a corner of a radar.
std::vector<std::size_t> radar_domains(const View& v) {
    std::vector<std::size_t> found;
    const auto& domains = v.plan.domains();
    for (std::size_t d = 0; d < domains.size(); ++d)
        if (v.index_of(domains[d])) found.push_back(d);
    return found;
}

void radar(const View& v) {
    const auto domains = radar_domains(v);
    if (domains.size() < 3) return;
    Chart chart{Chart::Kind::radar, "radar"};
    chart.title = v.say("Chỉ số theo lĩnh vực (%)", "Index by domain (%)");
    chart.table = "domains";
    chart.axis = "%";
    chart.from = 0;
    chart.to = 100;
    chart.series.push_back({v.agency.name, {}});
    if (v.group.ranked > 1) {
        chart.series.push_back({std::string(v.say("Trung bình nhóm", "Group mean")), {}});
        chart.series.push_back({std::string(v.say("Cao nhất nhóm", "Best of the group")), {}});
    }
    for (const auto d : domains) {
        const auto node = v.plan.domains()[d];
        chart.labels.push_back(v.numbered(node));
        chart.series[0].points.push_back(share_point(v, v.index_of(node)));
        if (chart.series.size() < 2) continue;
        chart.series[1].points.push_back(share_point(v, v.group.mean[d]));
        chart.series[2].points.push_back(share_point(v, v.group.best[d]));
    }
    write_chart(v.out(), chart);
}

void share_cell(const View& v, const std::optional<Rational>& share, Table& table, std::string_view css = {}) {
    table.number(share ? share_text(*share, v.plan.set(), v.language()) : "-", share, css);
}

void domain_table(const View& v) {
    const bool grouped = v.group.ranked > 1;
    std::vector<Table::Column> columns{v.column("Lĩnh vực", "Domain", Kind::text),
                                       v.column("Tối đa được tính", "Assigned max"), v.column("Điểm", "Points"),
                                       v.column("Chỉ số (%)", "Index (%)")};
    if (grouped) {
        columns.push_back(v.column("Trung bình nhóm", "Group mean"));
        columns.push_back(v.column("Cao nhất nhóm", "Best of the group"));
    }
    Table table(v.out(), {"domains", std::string(v.say("Điểm và chỉ số theo lĩnh vực", "Points and index by domain"))},
                columns);
    const auto& domains = v.plan.domains();
    for (std::size_t d = 0; d < domains.size(); ++d) {
        const auto& score = v.score(domains[d]);
        table.begin_row();
        table.head(v.numbered(domains[d]));
        table.number(points_text(score.assigned, v.language()), score.assigned);
        table.number(points_text(score.points, v.language()), score.points, "total");
        share_cell(v, v.index_of(domains[d]), table);
        if (grouped) {
            share_cell(v, v.group.mean[d], table);
            share_cell(v, v.group.best[d], table);
        }
        table.end_row();
    }
    table.finish();
}

/// Why points are missing: what the rule says was missing, else what the state did, else what was said.
std::vector<std::string> reasons(const View& v, const Explanation& e) {
    std::vector<std::string> found;
    if (e.state != State::scored) found.push_back(v.site().in(state_text(e.state)));
    if (e.refusal) found.push_back(v.site().in(e.refusal->message));
    for (const auto& more : e.why_not_more) found.push_back(v.site().in(more));
    for (const auto& part : e.parts)
        if (part.points && part.max && *part.points < *part.max)
            found.push_back(fmt::format("{} {}: {} / {}", part.criterion, v.site().in(part.title),
                                        points_text(part.points, v.language()), points_text(part.max, v.language())));
    if (!e.remark.empty()) found.push_back(e.remark);
    return found;
}

void lost_row(const View& v, std::size_t node, const Rational& lost, Table& table) {
    const auto& e = v.explanations[node];
    table.begin_row();
    table.cell("id", {}, [&] { v.out().element("a", {{"href", "#c-" + e.criterion}}, e.criterion); });
    table.head(v.site().in(e.title));
    table.number(points_text(lost, v.language()), lost, "total");
    table.cell("", {}, [&] {
        for (const auto& reason : reasons(v, e)) v.out().element("p", reason);
    });
    table.end_row();
}

void lost_table(const View& v) {
    std::vector<std::pair<Rational, std::size_t>> lost;
    for (const auto node : adding_nodes(v.plan))
        if (const auto points = lost_points(v.score(node)); points && points->sign() > 0)
            lost.emplace_back(*points, node);
    std::stable_sort(lost.begin(), lost.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    if (lost.empty()) {
        v.page.paragraph(v.say("Không mất điểm ở tiêu chí nào.", "No criterion lost points."));
        return;
    }
    Table table(
        v.out(),
        {"lost",
         std::string(v.say("Tiêu chí bị mất điểm, nhiều nhất đứng trước", "Criteria that lost points, the most first")),
         "", true},
        {v.column("Mã", "Id", Kind::text), v.column("Tiêu chí", "Criterion", Kind::text), v.column("Điểm mất", "Lost"),
         v.column("Vì sao, để thêm điểm", "Why, and what more points need", Kind::text)});
    for (const auto& [points, node] : lost) lost_row(v, node, points, table);
    table.finish();
}

/// Stages that can change points.
std::vector<std::size_t> scoring_stages(const Site& site) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < site.stages().size(); ++i)
        if (site.round().stages[i].kind != Stage::Kind::explanation || i + 1 == site.stages().size())
            found.push_back(i);
    return found;
}

std::string stage_points(const View& v, const NodeScore& score) {
    if (score.points) return points_text(score.points, v.language());
    return score.level.value_or(score.state == State::scored ? "-" : v.site().in(state_text(score.state)));
}

std::string score_css(bool last, bool changed, const NodeScore& score) {
    std::string css = last ? "total" : "stage";
    if (changed) css += " changed";
    if (!score.points) css += " word";
    return css;
}

void score_row(const View& v, std::size_t node, const std::vector<std::size_t>& stages, Table& table) {
    const auto& criterion = v.criterion(node);
    const auto depth = std::min<std::size_t>(v.plan.nodes()[node].depth, 5);
    table.begin_row(fmt::format("depth-{}{}", depth, criterion.is_leaf() ? "" : " parent"));
    table.cell("id", {}, [&] { v.out().element("a", {{"href", "#c-" + criterion.id}}, criterion.id); });
    v.out().element("th", {{"scope", "row"}, {"class", "title"}}, v.site().in(criterion.title));
    table.number(points_text(criterion.max, v.language()), criterion.max);
    const NodeScore* before = nullptr;
    for (const auto stage : stages) {
        const auto& score = v.site().stages()[stage].agencies[v.index].scorecard.nodes[node];
        const bool changed = before != nullptr && (before->points != score.points || before->state != score.state);
        const bool last = stage == stages.back();
        table.number(stage_points(v, score), score.points, score_css(last, changed, score));
        before = &score;
    }
    const auto lost = v.plan.nodes()[node].role == Role::scored ? lost_points(v.score(node)) : std::nullopt;
    table.number(lost && lost->sign() > 0 ? points_text(lost, v.language()) : "", lost);
    table.end_row();
}

void total_row(const View& v, const std::vector<std::size_t>& stages, Table& table) {
    table.begin_row("summary");
    table.text("");
    v.out().element("th", {{"scope", "row"}, {"class", "title"}}, v.say("Tổng điểm", "Total"));
    table.number(points_text(v.plan.set().max, v.language()), v.plan.set().max);
    for (const auto stage : stages) {
        const auto& total = v.site().stages()[stage].agencies[v.index].scorecard.total;
        table.number(total_text(total, v.plan.set(), v.language()), total.rounded,
                     stage == stages.back() ? "total" : "");
    }
    table.number("", std::nullopt);
    table.end_row();
}

void score_table(const View& v) {
    const auto stages = scoring_stages(v.site());
    std::vector<Table::Column> columns{v.column("Mã", "Id", Kind::text), v.column("Tiêu chí", "Criterion", Kind::text),
                                       v.column("Tối đa", "Max")};
    for (const auto stage : stages) columns.push_back({v.site().stage_name(stage), Kind::number});
    columns.push_back(v.column("Mất", "Lost"));
    Table table(
        v.out(),
        {"scores",
         std::string(v.say("Điểm có hiệu lực sau từng giai đoạn; ô tô màu là điểm thay đổi so với giai đoạn trước",
                           "Points in force after each stage; a coloured cell differs from the stage before")),
         "tree", false, std::string(v.say("Tìm tiêu chí", "Find a criterion"))},
        columns);
    for (std::size_t node = 0; node < v.plan.nodes().size(); ++node) score_row(v, node, stages, table);
    total_row(v, stages, table);
    table.finish();
    v.out().inside("ul", {{"class", "working"}}, [&] {
        for (const auto& line : explain_total(v.plan, v.one.scorecard)) v.out().element("li", v.site().in(line));
    });
}

void trails(const View& v) {
    for (std::size_t node = 0; node < v.plan.nodes().size(); ++node) {
        if (v.plan.nodes()[node].depth == 1) v.out().element("h3", v.numbered(node));
        write_trail(v.page, v.index, node, v.explanations[node]);
    }
}

void findings(const View& v) {
    std::vector<const Finding*> found;
    if (v.site().input().findings != nullptr)
        for (const auto& finding : *v.site().input().findings)
            if (finding.agency == v.agency.id) found.push_back(&finding);
    if (found.empty()) return;
    v.page.section("findings", v.say("Lưu ý từ kiểm tra số liệu", "What the data checks found"), [&] {
        v.out().inside("ul", {{"class", "findings"}}, [&] {
            for (const auto* finding : found)
                v.out().inside("li", [&] {
                    if (!finding->criterion.empty()) v.out().element("b", finding->criterion + " ");
                    v.out().text(v.site().in(finding->message));
                    if (!finding->hint.empty()) v.out().element("small", v.site().in(finding->hint));
                    v.out().element("small", finding->code);
                });
        });
    });
}

/// Links to the neighbours in the ranking of the group.
void neighbours(const View& v) {
    const auto& order = v.group.ranking->order;
    const auto here = std::find(order.begin(), order.end(), v.index);
    if (order.size() < 2 || here == order.end()) return;
    const auto link = [&](std::size_t other, std::string_view css, const std::string& text) {
        v.out().element("a", {{"href", Site::page_of(v.site().round().agencies[other].id)}, {"class", css}}, text);
    };
    v.out().inside(
        "nav",
        {{"class", "neighbours"}, {"aria-label", v.say("Đơn vị kề trên và kề dưới", "Agencies above and below")}}, [&] {
            if (here != order.begin()) link(*(here - 1), "above", "← " + v.site().round().agencies[*(here - 1)].name);
            if (here + 1 != order.end()) link(*(here + 1), "below", v.site().round().agencies[*(here + 1)].name + " →");
        });
}

void sections(const View& v) {
    v.page.section("domain-section", v.say("Theo lĩnh vực", "By domain"), [&] {
        v.out().inside("div", {{"class", "beside"}}, [&] {
            radar(v);
            domain_table(v);
        });
    });
    v.page.section("lost-section", v.say("Mất điểm ở đâu và vì sao", "Where points were lost and why"),
                   [&] { lost_table(v); });
    v.page.section("score-section", v.say("Bảng điểm", "Scorecard"), [&] { score_table(v); });
    findings(v);
    v.page.section("trail-section", v.say("Giải thích từng tiêu chí", "Every criterion explained"), [&] { trails(v); });
}

}  // namespace

OutputFile agency_page(const Site& site, std::size_t agency) {
    const auto& about = site.round().agencies[agency];
    const auto& one = site.result().agencies[agency];
    Page page(site, Site::page_of(about.id), about.name);
    View view{page, agency, about, one, site.group_of(agency), site.plan_of(agency), {}};
    neighbours(view);
    cards(view);
    if (!one.submitted && !one.merged) {
        page.paragraph(site.say("Đơn vị chưa nộp gì cho tới giai đoạn này nên không có điểm.",
                                "Nothing was given about this agency up to this stage, so there are no points."));
        findings(view);
        return page.finish();
    }
    for (std::size_t node = 0; node < view.plan.nodes().size(); ++node)
        view.explanations.push_back(explain_node(site.round(), site.result(), agency, node));
    sections(view);
    return page.finish();
}

}  // namespace parindex::report
