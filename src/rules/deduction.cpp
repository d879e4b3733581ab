// deduction: full points less what each case takes, capped, not under a floor.

#include <fmt/format.h>

#include "rules/kinds.hpp"
#include "rules/support.hpp"

namespace parindex {

namespace {

using Item = DeductionRule::Item;

Rational start_of(const DeductionRule& rule, const std::optional<Rational>& max) {
    return rule.start ? *rule.start : max.value_or(Rational(0));
}

std::string label_of(const Item& item, Language language) {
    return item.label.empty() ? item.id : item.label.in(language);
}

/// Most points that all items together can take; nothing when there is no bound.
std::optional<Rational> most_taken(const DeductionRule& rule) {
    Rational sum;
    bool bounded = true;
    for (const auto& item : rule.items) {
        if (item.cap) sum += *item.cap;
        bounded = bounded && item.cap;
    }
    if (!bounded) return rule.cap;
    return rule.cap ? min(sum, *rule.cap) : sum;
}

void explain_item(const Item& item, const Rational& count, const Rational& taken, const Scope& scope,
                  RuleResult& result) {
    result.working.push_back(calculation(item.count, scope, count, Unit::count));
    result.working.push_back(in_both([&](Language l) {
        auto text = fmt::format(fmt::runtime(l == Language::vi ? "trừ {}: {} × {} = {}" : "less {}: {} × {} = {}"),
                                label_of(item, l), show_number(count, l), show_number(item.points_each, l),
                                show_number(count * item.points_each, l));
        if (taken < count * item.points_each)
            text +=
                fmt::format(fmt::runtime(l == Language::vi ? ", không quá {}" : ", at most {}"), show_number(taken, l));
        return text;
    }));
}

void explain_total(const DeductionRule& rule, const Rational& start, const Rational& taken, RuleResult& result) {
    result.working.push_back(in_both([&](Language l) {
        const auto capped = rule.cap ? min(taken, *rule.cap) : taken;
        auto text =
            fmt::format("{} - {} = {}", show_number(start, l), show_number(capped, l), show_number(start - capped, l));
        if (capped < taken)
            text += fmt::format(fmt::runtime(l == Language::vi ? " (tổng điểm trừ không quá {})" : " (at most {} off)"),
                                show_number(capped, l));
        if (start - capped < rule.floor)
            text += fmt::format(fmt::runtime(l == Language::vi ? ", không dưới {}" : ", not under {}"),
                                show_number(rule.floor, l));
        return text;
    }));
    if (taken.sign() > 0)
        result.why_not_more.push_back(in_both([&](Language l) {
            return fmt::format(fmt::runtime(l == Language::vi ? "đủ {} điểm khi không có trường hợp bị trừ"
                                                              : "all {} points without any case"),
                               show_number(start, l));
        }));
}

}  // namespace

RuleResult evaluate(const DeductionRule& rule, const RuleContext& context) {
    RuleResult result;
    Rational taken;
    for (const auto& item : rule.items) {
        const auto count = take_count(item.count, context, result);
        if (!count) return result;
        const auto off = item.cap ? min(*count * item.points_each, *item.cap) : *count * item.points_each;
        taken += off;
        if (context.explain) explain_item(item, *count, off, context.scope, result);
    }
    const auto start = start_of(rule, context.criterion.max);
    const auto capped = rule.cap ? min(taken, *rule.cap) : taken;
    result.points = max(start - capped, rule.floor);
    if (context.explain) explain_total(rule, start, taken, result);
    return result;
}

Text describe(const DeductionRule& rule, const std::optional<Rational>& max) {
    return in_both([&](Language l) {
        const bool vi = l == Language::vi;
        auto text = show_number(start_of(rule, max), l);
        for (const auto& item : rule.items)
            text += fmt::format(fmt::runtime(vi ? "; trừ {} điểm mỗi {} ({})" : "; {} points off for each {} ({})"),
                                show_number(item.points_each, l), label_of(item, l), item.count.text());
        if (rule.cap)
            text +=
                fmt::format(fmt::runtime(vi ? "; trừ không quá {}" : "; at most {} off"), show_number(*rule.cap, l));
        return text + fmt::format(fmt::runtime(vi ? "; không dưới {}" : "; not under {}"), show_number(rule.floor, l));
    });
}

Attainable attainable(const DeductionRule& rule, const std::optional<Rational>& max) {
    const auto start = start_of(rule, max);
    const auto most = most_taken(rule);
    return {most ? parindex::max(rule.floor, start - *most) : rule.floor, parindex::max(rule.floor, start)};
}

void add_expressions(const DeductionRule& rule, std::vector<RuleExpression>& list) {
    for (std::size_t i = 0; i < rule.items.size(); ++i)
        list.push_back({&rule.items[i].count, RuleExpression::Yields::number, fmt::format("/items/{}/count", i)});
}

void check(const DeductionRule& rule, const Criterion& criterion, const std::string& pointer, Findings& findings) {
    const auto start = start_of(rule, criterion.max);
    check_not_above_max(start, criterion, pointer, findings);
    for (std::size_t i = 0; i < rule.items.size(); ++i) {
        const auto& item = rule.items[i];
        if (item.points_each.sign() > 0 && (!item.cap || item.cap->sign() >= 0)) continue;
        findings.push_back(rule_finding("L208", Severity::error, criterion, fmt::format("{}/items/{}", pointer, i),
                                        {"điểm trừ mỗi trường hợp phải lớn hơn 0, mức trừ tối đa không được âm",
                                         "points off per case must be above 0, their cap not below 0",
                                         {}}));
    }
    if (rule.floor > start)
        findings.push_back(rule_finding("L208", Severity::error, criterion, pointer,
                                        {"điểm sàn cao hơn điểm xuất phát", "the floor is above the start", {}}));
}

}  // namespace parindex
