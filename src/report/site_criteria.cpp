// The criteria sets of the round: their tables with every rule in words.

#include <fmt/format.h>

#include "parindex/engine/explain.hpp"
#include "parindex/report/figures.hpp"
#include "parindex/rules/evaluate_rule.hpp"
#include "report/site_page.hpp"
#include "report/site_table.hpp"
#include "rules/wording.hpp"

namespace parindex::report {

namespace {

using Kind = Table::Kind;

Table::Column column(const Site& site, std::string_view vi, std::string_view en, Kind kind = Kind::text) {
    return {std::string(site.say(vi, en)), kind};
}

std::string_view role_text(const Site& site, Role role) {
    switch (role) {
        case Role::scored:
            break;
        case Role::bonus:
            return site.say("điểm thưởng", "bonus");
        case Role::penalty:
            return site.say("điểm trừ", "penalty");
        case Role::monitor:
            return site.say("theo dõi, không tính điểm", "monitored, no points");
    }
    return {};
}

std::string_view evidence_text(const Site& site, EvidenceNeed need) {
    switch (need) {
        case EvidenceNeed::optional:
            break;
        case EvidenceNeed::required:
            return site.say("bắt buộc", "required");
        case EvidenceNeed::required_or_explanation:
            return site.say("bắt buộc, hoặc giải trình", "required, or an explanation");
    }
    return {};
}

std::string scorers_text(const Site& site, const Criterion& criterion) {
    std::string text;
    for (const auto scorer : criterion.scored_by) {
        const auto one = scorer == Scorer::self        ? site.say("tự đánh giá", "self")
                         : scorer == Scorer::appraisal ? site.say("thẩm định", "appraisal")
                                                       : site.say("điều tra", "survey");
        text += (text.empty() ? "" : ", ") + std::string(one);
    }
    return text;
}

void criterion_row(const Site& site, const Plan::Node& node, Table& table) {
    const auto& criterion = *node.criterion;
    auto& out = table.out();
    table.begin_row(
        fmt::format("depth-{}{}", std::min<std::size_t>(node.depth, 5), criterion.is_leaf() ? "" : " parent"));
    table.text(criterion.id, "id");
    out.inside("th", {{"scope", "row"}, {"class", "title"}}, [&] {
        out.text(site.in(criterion.title));
        if (node.role != Role::scored) out.element("span", {{"class", "badge"}}, role_text(site, node.role));
    });
    table.number(points_text(criterion.max, site.language()), criterion.max);
    table.cell("", {}, [&] {
        out.text(site.in(describe_rule(criterion)));
        if (!criterion.source.clause.empty()) out.element("small", "[" + criterion.source.clause + "]");
    });
    table.text(evidence_text(site, criterion.evidence));
    table.text(scorers_text(site, criterion));
    table.end_row();
}

void class_table(Page& page, const Classification& classification, const std::string& id) {
    const auto& site = page.site();
    const bool percent = classification.of == Classification::Of::percent;
    std::string caption(site.say(percent ? "Xếp loại theo chỉ số" : "Xếp loại theo tổng điểm",
                                 percent ? "Classes by index" : "Classes by total"));
    for (const auto& group : classification.groups)
        caption += (group == classification.groups.front() ? ": " : ", ") + group;
    Table table(page.out(), {id, caption},
                {column(site, "Loại", "Class"), column(site, "Tên", "Name"), column(site, "Từ, đến", "Range")});
    for (const auto& one : classification.classes) {
        table.begin_row();
        table.head(one.id);
        table.text(site.in(one.title));
        table.text(show_range(one.range, percent ? Unit::percent : Unit::number, site.language()));
        table.end_row();
    }
    table.finish();
}

void policies(Page& page, const CriteriaSet& set) {
    const auto& site = page.site();
    auto& out = page.out();
    const auto line = [&](std::string_view term, const std::string& text) {
        if (!text.empty()) out.element("dt", term).element("dd", text);
    };
    out.inside("dl", {{"class", "facts"}}, [&] {
        line(site.say("Mã bộ tiêu chí", "Id of the set"), set.id);
        line(site.say("Nguồn", "Source"), set.provenance.source);
        line(site.say("Quyết định", "Decision"), set.provenance.decision_number);
        line(site.say("Mức đầy đủ", "Completeness"), site.in(set.provenance.completeness));
        if (set.max) line(site.say("Tổng điểm tối đa", "Maximum of the total"), points_text(set.max, site.language()));
        line(site.say("Xếp hạng", "Ranking"), site.in(ranking_rule_text(set.policies.ranking)));
        for (const auto& [state, effect] : set.policies.states)
            line(site.in(state_text(state)), site.in(effect_text(effect)));
    });
}

void set_section(Page& page, const Plan& plan, std::size_t number) {
    const auto& site = page.site();
    const auto& set = plan.set();
    page.section(fmt::format("set-{}", number), site.in(set.title), [&] {
        policies(page, set);
        Table table(page.out(),
                    {fmt::format("criteria-{}", number),
                     std::string(site.say("Lĩnh vực, tiêu chí, tiêu chí thành phần và cách chấm",
                                          "Domains, criteria and how they are scored")),
                     "tree", false, std::string(site.say("Tìm tiêu chí", "Find a criterion"))},
                    {column(site, "Mã", "Id"), column(site, "Tiêu chí", "Criterion"),
                     column(site, "Tối đa", "Max", Kind::number), column(site, "Cách chấm", "Rule"),
                     column(site, "Minh chứng", "Evidence"), column(site, "Ai chấm", "Scored by")});
        for (const auto& node : plan.nodes()) criterion_row(site, node, table);
        table.finish();
        for (std::size_t i = 0; i < set.classifications.size(); ++i)
            class_table(page, set.classifications[i], fmt::format("classes-{}-{}", number, i + 1));
    });
}

}  // namespace

OutputFile criteria_page(const Site& site) {
    Page page(site, "criteria.html", site.say("Bộ tiêu chí", "The criteria"));
    for (std::size_t i = 0; i < site.result().plans.size(); ++i) set_section(page, site.result().plans[i], i + 1);
    return page.finish();
}

}  // namespace parindex::report
