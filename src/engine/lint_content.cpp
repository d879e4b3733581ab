// The linter on rules, facts, gates, classes, texts and policies.

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "engine/lint_parts.hpp"
#include "parindex/engine/plan.hpp"
#include "rules/band_table.hpp"

namespace parindex {

namespace {

bool is_monitor_rule(const Criterion& criterion) {
    return criterion.rule && std::holds_alternative<MonitorRule>(criterion.rule->kind);
}

void check_zero_denominator(const Criterion& criterion, Findings& findings) {
    if (criterion.zero_denominator || is_monitor_rule(criterion)) return;
    const auto expressions = expressions_of(*criterion.rule);
    const bool can_divide_by_zero = std::any_of(expressions.begin(), expressions.end(),
                                                [](const auto& e) { return divides_by_data(*e.expression); });
    if (!can_divide_by_zero) return;
    findings.push_back(lint_finding("L307", Severity::error, criterion.pointer, criterion.id,
                                    {"quy tắc có phép chia nhưng không nói mẫu số bằng 0 thì sao",
                                     "the rule divides and does not say what a zero denominator means",
                                     {}},
                                    {"thêm when_denominator_is_zero", "add when_denominator_is_zero", {}}));
}

void check_overrides(const Criterion& criterion, Findings& findings) {
    for (std::size_t i = 0; i < criterion.overrides.size(); ++i) {
        const auto& points = criterion.overrides[i].points;
        if (points.sign() >= 0 && (!criterion.max || points <= *criterion.max)) continue;
        findings.push_back(lint_finding("L103", Severity::error, fmt::format("{}/overrides/{}", criterion.pointer, i),
                                        criterion.id,
                                        {"điểm đặc biệt nằm ngoài khoảng từ 0 đến điểm tối đa",
                                         "override points lie outside 0 to the maximum",
                                         {}}));
    }
}

void check_convert(const Criterion& criterion, Findings& findings) {
    const auto& convert = criterion.aggregate.convert;
    if (convert.empty()) return;
    const auto place = criterion.pointer + "/aggregate/convert";
    check_band_table({convert, Unit::number, Overlap::undeclared, true}, criterion, place, findings);
}

void check_scale(const CriteriaSet& set, const Criterion& criterion, Findings& findings) {
    const auto& rule = criterion.aggregate;
    // A lookup needs no order of the levels; if it names a scale, that must exist.
    const bool needed = rule.kind == Aggregate::Kind::weakest_link || !rule.scale.empty();
    if (criterion.is_leaf() || !needed) return;
    const auto known =
        std::any_of(set.scales.begin(), set.scales.end(), [&](const Scale& scale) { return scale.name == rule.scale; });
    if (known) return;
    findings.push_back(lint_finding("L309", Severity::error, criterion.pointer + "/aggregate", criterion.id,
                                    {fmt::format("không có thang mức \"{}\"", rule.scale),
                                     fmt::format("there is no scale \"{}\"", rule.scale),
                                     {}}));
}

void check_role(const Criterion& criterion, const Criterion* parent, Findings& findings) {
    const bool beside = criterion.role == Role::bonus || criterion.role == Role::penalty;
    if (beside && parent != nullptr && parent->role != criterion.role)
        findings.push_back(lint_finding(
            "L601", Severity::error, criterion.pointer + "/role", criterion.id,
            {"chỉ lĩnh vực mới được là điểm cộng hay điểm trừ", "only a domain can be bonus or penalty", {}}));
}

/// Facts that any expression reads.
std::set<std::string> used_facts(const CriteriaSet& set) {
    std::set<std::string> used;
    const auto use = [&](const Expression& expression) {
        for (auto& name : fact_names(expression)) used.insert(std::move(name));
    };
    for_each_criterion(set.criteria, [&](const Criterion& criterion, const Criterion*, std::size_t) {
        if (criterion.rule)
            for (const auto& e : expressions_of(*criterion.rule)) use(*e.expression);
        if (criterion.zero_denominator && criterion.zero_denominator->use) use(*criterion.zero_denominator->use);
        for (const auto& o : criterion.overrides) use(o.when);
        if (criterion.applies_when) use(*criterion.applies_when);
    });
    for (const auto& check : set.checks) {
        use(check.holds);
        if (check.when) use(*check.when);
    }
    for (const auto& exclusion : set.exclusions) use(exclusion.when);
    return used;
}

struct Reach {
    std::optional<Rational> highest;
    std::optional<Rational> max;
};

/// What the nodes of a condition can reach together; nothing known when a node is unknown.
Reach reach_of(const CriteriaSet& set, const GateCondition& condition, Findings& findings) {
    Reach reach{Rational(0), Rational(0)};
    for (const auto& id : condition.on) {
        if (id == "total") return {attainable_total(set).highest, set.max};
        const auto* node = set.find(id);
        if (node == nullptr) {
            findings.push_back(lint_finding(
                "X104", Severity::error, condition.pointer, {},
                {fmt::format("không có tiêu chí \"{}\"", id), fmt::format("there is no criterion \"{}\"", id), {}}));
            return {};
        }
        const auto range = attainable(*node);
        if (reach.highest && range.highest) *reach.highest += *range.highest;
        if (!range.highest) reach.highest.reset();
        if (reach.max && node->max) *reach.max += *node->max;
    }
    return reach;
}

Rational in_points(const GateCondition& condition, const Reach& reach) {
    return condition.is_share ? condition.at_least * reach.max.value_or(Rational(0)) : condition.at_least;
}

void check_condition(const CriteriaSet& set, const GateCondition& condition, Findings& findings) {
    const auto reach = reach_of(set, condition, findings);
    if (!reach.highest || in_points(condition, reach) <= *reach.highest) return;
    findings.push_back(lint_finding(
        "L401", Severity::error, condition.pointer, {},
        {fmt::format("điều kiện cần {}, cao nhất chỉ đạt {}", show(Value(in_points(condition, reach)), Language::vi),
                     show(Value(*reach.highest), Language::vi)),
         fmt::format("the condition asks for {}, at most {} can be reached",
                     show(Value(in_points(condition, reach)), Language::en), show(Value(*reach.highest), Language::en)),
         {}}));
}

/// The highest title below `higher` that asks for more on the same nodes, or null.
const Title* stricter_below(const CriteriaSet& set, std::size_t higher, const GateCondition& condition) {
    Findings ignored;
    const auto reach = reach_of(set, condition, ignored);
    for (std::size_t lower = higher; lower-- > 0;)
        for (const auto& below : set.titles[lower].all_of)
            if (below.on == condition.on && in_points(condition, reach) < in_points(below, reach))
                return &set.titles[lower];
    return nullptr;
}

/// A higher title must not ask for less than a lower one on the same nodes.
void check_title_order(const CriteriaSet& set, Findings& findings) {
    for (std::size_t higher = 1; higher < set.titles.size(); ++higher) {
        for (const auto& condition : set.titles[higher].all_of) {
            const auto* lower = stricter_below(set, higher, condition);
            if (lower == nullptr) continue;
            findings.push_back(lint_finding(
                "L402", Severity::error, condition.pointer, {},
                {fmt::format("danh hiệu cao \"{}\" đòi hỏi thấp hơn danh hiệu \"{}\"", set.titles[higher].id,
                             lower->id),
                 fmt::format("the higher title \"{}\" asks for less than \"{}\"", set.titles[higher].id, lower->id),
                 {}}));
        }
    }
}

void check_classes(const Classification& classification, Findings& findings) {
    std::vector<Interval> ranges;
    for (const auto& one : classification.classes) ranges.push_back(one.range);
    const auto unit = classification.of == Classification::Of::percent ? Unit::percent : Unit::number;
    bool gap = false;
    bool overlap = false;
    for (const auto& value : probe_values(ranges, unit)) {
        const auto holding =
            std::count_if(ranges.begin(), ranges.end(), [&](const auto& r) { return r.contains(value); });
        if (holding == 1 || (unit == Unit::number && value.sign() < 0)) continue;
        // The first gap and the first overlap, each once.
        if (std::exchange(holding == 0 ? gap : overlap, true)) continue;
        const auto shown = unit == Unit::percent ? value * 100 : value;
        const std::string suffix = unit == Unit::percent ? " %" : "";
        findings.push_back(lint_finding("L403", holding == 0 ? Severity::warning : Severity::error,
                                        classification.pointer, {},
                                        {fmt::format("{}{} thuộc {} hạng", show(Value(shown), Language::vi), suffix,
                                                     holding == 0 ? "không" : "hai"),
                                         fmt::format("{}{} lies in {} class", show(Value(shown), Language::en), suffix,
                                                     holding == 0 ? "no" : "more than one"),
                                         {}},
                                        {"sửa các mức phân hạng", "mend the cut points", {}}));
    }
}

void check_text(const CriteriaSet& set, const Text& text, const std::string& pointer, const std::string& criterion,
                Findings& findings) {
    for (const auto language : set.languages) {
        const auto& part = language == Language::vi ? text.vi : text.en;
        if (!part.empty()) continue;
        findings.push_back(lint_finding("L501", Severity::warning, pointer, criterion,
                                        {fmt::format("thiếu bản \"{}\"", to_string(language)),
                                         fmt::format("no text in \"{}\"", to_string(language)),
                                         {}},
                                        {"bổ sung bản dịch", "add the translation", {}}));
    }
}

void check_norms(const CriteriaSet& set, const Criterion& criterion, Findings& findings) {
    for (const auto& id : criterion.source.norms) {
        const auto norm = std::find_if(set.norms.begin(), set.norms.end(), [&](const Norm& n) { return n.id == id; });
        if (norm == set.norms.end()) {
            findings.push_back(lint_finding("L505", Severity::error, criterion.pointer + "/source/norms", criterion.id,
                                            {fmt::format("không có văn bản \"{}\" trong norms", id),
                                             fmt::format("there is no norm \"{}\"", id),
                                             {}}));
        } else if (!norm->replaced_by.empty()) {
            findings.push_back(lint_finding(
                "L504", Severity::note, criterion.pointer + "/source/norms", criterion.id,
                {fmt::format("văn bản {} đã được thay thế: áp dụng \"{}\"", norm->number, norm->replaced_by),
                 fmt::format("norm {} was replaced: \"{}\" applies", norm->number, norm->replaced_by),
                 {}}));
        }
    }
}

}  // namespace

void lint_rules(const CriteriaSet& set, Findings& findings) {
    for_each_criterion(set.criteria, [&](const Criterion& criterion, const Criterion* parent, std::size_t) {
        check_role(criterion, parent, findings);
        check_convert(criterion, findings);
        check_scale(set, criterion, findings);
        if (!criterion.rule) return;
        auto own = check_rule(criterion);
        // In a penalty the worse case has more points.
        if (criterion.role == Role::penalty) std::erase_if(own, [](const Finding& f) { return f.code == "L204"; });
        findings.insert(findings.end(), own.begin(), own.end());
        check_zero_denominator(criterion, findings);
        check_overrides(criterion, findings);
    });
}

void lint_facts(const CriteriaSet& set, Findings& findings) {
    const auto used = used_facts(set);
    std::set<std::string> seen;
    for (const auto& fact : set.facts) {
        if (!seen.insert(fact.id).second)
            findings.push_back(lint_finding("L310", Severity::error, fact.pointer, fact.id,
                                            {fmt::format("số liệu \"{}\" khai hai lần", fact.id),
                                             fmt::format("fact \"{}\" is declared twice", fact.id),
                                             {}}));
        if (!used.contains(fact.id))
            findings.push_back(lint_finding("L306", Severity::note, fact.pointer, fact.id,
                                            {fmt::format("số liệu \"{}\" không được dùng ở đâu", fact.id),
                                             fmt::format("fact \"{}\" is not used anywhere", fact.id),
                                             {}}));
    }
}

void lint_gates(const CriteriaSet& set, Findings& findings) {
    for (const auto& title : set.titles)
        for (const auto& condition : title.all_of) check_condition(set, condition, findings);
    check_title_order(set, findings);
    for (const auto& classification : set.classifications) check_classes(classification, findings);
}

void lint_texts(const CriteriaSet& set, Findings& findings) {
    check_text(set, set.title, "/title", {}, findings);
    check_text(set, set.provenance.statement, "/provenance/statement", {}, findings);
    for_each_criterion(set.criteria, [&](const Criterion& criterion, const Criterion*, std::size_t) {
        check_text(set, criterion.title, criterion.pointer + "/title", criterion.id, findings);
        check_norms(set, criterion, findings);
    });
    for (const auto& check : set.checks) check_text(set, check.title, check.pointer + "/title", check.id, findings);
    for (const auto& fact : set.facts) check_text(set, fact.title, fact.pointer + "/title", fact.id, findings);
    for (const auto& title : set.titles) check_text(set, title.title, title.pointer + "/title", {}, findings);
    for (const auto& one : set.exclusions) check_text(set, one.title, one.pointer + "/title", {}, findings);
    for (const auto& classification : set.classifications)
        for (const auto& one : classification.classes) check_text(set, one.title, classification.pointer, {}, findings);
    if (set.provenance.status == Status::official &&
        (set.provenance.decision_number.empty() || !set.provenance.decision_date))
        findings.push_back(lint_finding("L502", Severity::error, "/provenance", {},
                                        {"bộ tiêu chí chính thức phải ghi số và ngày quyết định",
                                         "an official set must cite its decision's number and date",
                                         {}}));
}

void lint_policies(const CriteriaSet& set, Findings& findings) {
    const auto& ranking = set.policies.ranking;
    for (const auto& id : ranking.then_by)
        if (id != "name" && set.find(id) == nullptr)
            findings.push_back(lint_finding(
                "L603", Severity::error, "/policies/ranking/then_by", id,
                {fmt::format("không có tiêu chí \"{}\"", id), fmt::format("there is no criterion \"{}\"", id), {}}));
    const bool ends_in_name = !ranking.then_by.empty() && ranking.then_by.back() == "name";
    if (ranking.ties == TieRule::ordinal && !ends_in_name)
        findings.push_back(lint_finding("L602", Severity::error, "/policies/ranking", {},
                                        {"xếp hạng ordinal phải kết thúc then_by bằng \"name\"",
                                         "ordinal ranks need then_by to end in \"name\"",
                                         {}}));
}

}  // namespace parindex
