// checklist: the sum of the ticked items.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "rules/kinds.hpp"
#include "rules/support.hpp"

namespace parindex {

namespace {

using Item = ChecklistRule::Item;

const std::string& label_of(const Item& item, Language language) {
    return item.label.empty() ? item.id : item.label.in(language);
}

/// The first ticked id that is unknown or ticked twice, or null.
const std::string* bad_tick(const ChecklistRule& rule, const std::vector<std::string>& ticked) {
    std::set<std::string> seen;
    for (const auto& id : ticked) {
        const bool known = std::any_of(rule.items.begin(), rule.items.end(), [&](const auto& i) { return i.id == id; });
        if (!known || !seen.insert(id).second) return &id;
    }
    return nullptr;
}

Rational capped(const Rational& sum, const std::optional<Rational>& cap) { return cap ? min(sum, *cap) : sum; }

void explain_sum(const ChecklistRule& rule, const std::vector<const Item*>& met, const Rational& sum,
                 RuleResult& result) {
    result.working.push_back(in_both([&](Language l) {
        std::string terms;
        for (const auto* item : met)
            terms += fmt::format("{}{} ({})", terms.empty() ? "" : " + ", show_number(item->points, l), item->id);
        if (terms.empty()) terms = l == Language::vi ? "không có mục nào đạt" : "no item is met";
        auto text = fmt::format("{} = {}", terms, show_number(sum, l));
        if (rule.cap && sum > *rule.cap)
            text += fmt::format(fmt::runtime(l == Language::vi ? ", tối đa {}" : ", at most {}"),
                                show_number(*rule.cap, l));
        return text;
    }));
    for (const auto& item : rule.items) {
        if (rule.cap && sum >= *rule.cap) break;
        if (item.points.sign() <= 0 || std::find(met.begin(), met.end(), &item) != met.end()) continue;
        result.why_not_more.push_back(in_both([&](Language l) {
            return fmt::format(
                fmt::runtime(l == Language::vi ? "thêm {} nếu đạt mục {}: {}" : "{} more with item {}: {}"),
                show_number(item.points, l), item.id, label_of(item, l));
        }));
    }
}

}  // namespace

RuleResult evaluate(const ChecklistRule& rule, const RuleContext& context) {
    if (context.answer == nullptr || !context.answer->items) return unanswered();
    RuleResult result;
    const auto& ticked = *context.answer->items;
    if (const auto* bad = bad_tick(rule, ticked)) {
        refuse(result, "A201",
               {fmt::format("mục \"{}\" không có trong danh sách hoặc được chọn hai lần", *bad),
                fmt::format("item \"{}\" is not in the list or is ticked twice", *bad),
                {}});
        return result;
    }
    Rational sum;
    std::vector<const Item*> met;
    for (const auto& item : rule.items) {
        if (std::find(ticked.begin(), ticked.end(), item.id) == ticked.end()) continue;
        sum += item.points;
        met.push_back(&item);
    }
    result.points = capped(sum, rule.cap);
    if (context.explain) explain_sum(rule, met, sum, result);
    return result;
}

Text describe(const ChecklistRule& rule, const std::optional<Rational>&) {
    return in_both([&](Language l) {
        std::string text = l == Language::vi ? "cộng điểm các mục đạt: " : "sum of the items met: ";
        bool first = true;
        for (const auto& item : rule.items) {
            text += fmt::format("{}{}: {}", first ? "" : "; ", label_of(item, l), show_number(item.points, l));
            first = false;
        }
        if (rule.cap)
            text += fmt::format(fmt::runtime(l == Language::vi ? "; không quá {}" : "; at most {}"),
                                show_number(*rule.cap, l));
        return text;
    });
}

Attainable attainable(const ChecklistRule& rule, const std::optional<Rational>&) {
    Rational lowest;
    Rational highest;
    for (const auto& item : rule.items) (item.points.sign() < 0 ? lowest : highest) += item.points;
    return {lowest, capped(highest, rule.cap)};
}

void add_expressions(const ChecklistRule&, std::vector<RuleExpression>&) {}

void check(const ChecklistRule& rule, const Criterion& criterion, const std::string& pointer, Findings& findings) {
    std::set<std::string> ids;
    for (std::size_t i = 0; i < rule.items.size(); ++i)
        if (!ids.insert(rule.items[i].id).second)
            findings.push_back(rule_finding("L206", Severity::error, criterion, fmt::format("{}/items/{}", pointer, i),
                                            {fmt::format("mã mục \"{}\" bị trùng", rule.items[i].id),
                                             fmt::format("item id \"{}\" is used twice", rule.items[i].id),
                                             {}}));
    check_not_above_max(*attainable(rule, criterion.max).highest, criterion, pointer, findings);
}

}  // namespace parindex
