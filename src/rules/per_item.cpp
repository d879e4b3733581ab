// per_item: a count times points, up to a cap.

#include <fmt/format.h>

#include "rules/kinds.hpp"
#include "rules/support.hpp"

namespace parindex {

namespace {

Rational cap_of(const PerItemRule& rule, const std::optional<Rational>& max) {
    return rule.cap ? *rule.cap : max.value_or(Rational(0));
}

}  // namespace

RuleResult evaluate(const PerItemRule& rule, const RuleContext& context) {
    RuleResult result;
    const auto count = take_count(rule.count, context, result);
    if (!count) return result;
    const auto cap = cap_of(rule, context.criterion.max);
    const auto earned = *count * rule.points_each;
    result.value = *count;
    result.points = min(earned, cap);
    if (!context.explain) return result;
    result.working.push_back(calculation(rule.count, context.scope, *count, Unit::count));
    result.working.push_back(in_both([&](Language l) {
        auto text = fmt::format("{} × {} = {}", show_number(*count, l), show_number(rule.points_each, l),
                                show_number(earned, l));
        if (earned > cap)
            text +=
                fmt::format(fmt::runtime(l == Language::vi ? ", không quá {}" : ", at most {}"), show_number(cap, l));
        return text;
    }));
    if (*result.points < cap)
        result.why_not_more.push_back(in_both([&](Language l) {
            return fmt::format(
                fmt::runtime(l == Language::vi ? "mỗi lần thêm {} điểm, đến {}" : "{} points for each more, up to {}"),
                show_number(rule.points_each, l), show_number(cap, l));
        }));
    return result;
}

Text describe(const PerItemRule& rule, const std::optional<Rational>& max) {
    return in_both([&](Language l) {
        return fmt::format(
            fmt::runtime(l == Language::vi ? "{} × {} điểm, không quá {}" : "{} × {} points, at most {}"),
            rule.count.text(), show_number(rule.points_each, l), show_number(cap_of(rule, max), l));
    });
}

Attainable attainable(const PerItemRule& rule, const std::optional<Rational>& max) {
    return {Rational(0), cap_of(rule, max)};
}

void add_expressions(const PerItemRule& rule, std::vector<RuleExpression>& list) {
    list.push_back({&rule.count, RuleExpression::Yields::number, "/count"});
}

void check(const PerItemRule& rule, const Criterion& criterion, const std::string& pointer, Findings& findings) {
    check_not_above_max(cap_of(rule, criterion.max), criterion, pointer, findings);
    if (rule.points_each.sign() <= 0)
        findings.push_back(rule_finding("L208", Severity::error, criterion, pointer,
                                        {"điểm mỗi lần phải lớn hơn 0", "points_each must be above 0", {}}));
}

}  // namespace parindex
