// proportional: a share of the maximum, full from a threshold, nothing below a floor.

#include <fmt/format.h>

#include "rules/kinds.hpp"
#include "rules/support.hpp"

namespace parindex {

namespace {

using Between = ProportionalRule::Between;

/// Points for a share between the floor and the threshold.
Rational between(const ProportionalRule& rule, const Rational& share, const Rational& max) {
    if (rule.between == Between::share_of_max || !rule.full_from) return share * max;
    if (rule.between == Between::share_of_threshold) return share * max / *rule.full_from;
    const auto low = rule.zero_below.value_or(Rational(0));
    return (share - low) * max / (*rule.full_from - low);
}

Text formula(const ProportionalRule& rule, const Rational& share, const Rational& max, const Rational& points) {
    return in_both([&](Language l) {
        const auto r = share.to_fraction();
        const auto m = show_number(max, l);
        const auto p = show_number(points, l);
        if (rule.between == Between::share_of_max || !rule.full_from) return fmt::format("{} × {} = {}", r, m, p);
        const auto t = show_percent(*rule.full_from, l);
        if (rule.between == Between::share_of_threshold) return fmt::format("{} × {} / {} = {}", r, m, t, p);
        const auto low = show_percent(rule.zero_below.value_or(Rational(0)), l);
        return fmt::format("({} - {}) × {} / ({} - {}) = {}", r, low, m, t, low, p);
    });
}

void explain_threshold(const Rational& share, const Rational& threshold, const char* sign, const Rational& points,
                       RuleResult& result) {
    result.working.push_back(in_both([&](Language l) {
        return fmt::format("{} {} {} → {}", show_percent(share, l), sign, show_percent(threshold, l),
                           show_number(points, l));
    }));
}

void award(const ProportionalRule& rule, const Rational& share, const RuleContext& context, RuleResult& result) {
    const auto max = max_or_zero(context);
    const bool full = rule.full_from && share >= *rule.full_from;
    const bool none = rule.zero_below && share < *rule.zero_below;
    const auto points = full ? max : none ? Rational(0) : between(rule, share, max);
    result.points = points;
    if (!context.explain) return;
    if (full)
        explain_threshold(share, *rule.full_from, "≥", points, result);
    else if (none)
        explain_threshold(share, *rule.zero_below, "<", points, result);
    else
        result.working.push_back(formula(rule, share, max, points));
    if (points >= max) return;
    result.why_not_more.push_back(in_both([&](Language l) {
        return fmt::format(
            fmt::runtime(l == Language::vi ? "đủ {} điểm khi tỷ lệ đạt từ {}" : "all {} points from a share of {} on"),
            show_number(max, l), show_percent(rule.full_from.value_or(Rational(1)), l));
    }));
}

}  // namespace

RuleResult evaluate(const ProportionalRule& rule, const RuleContext& context) {
    RuleResult result;
    auto share = take_number(rule.of, context, result);
    if (!share) return result;
    result.value = *share;
    if (context.explain) result.working.push_back(calculation(rule.of, context.scope, *share, Unit::percent));
    const bool above = *share > Rational(1);
    if (share->sign() < 0 || (above && rule.above_one == Overflow::refuse)) {
        refuse(result, "A206", in_both([&](Language l) {
                   return fmt::format(fmt::runtime(l == Language::vi ? "tỷ lệ {} nằm ngoài khoảng từ 0 % đến 100 %"
                                                                     : "the share {} lies outside 0 % to 100 %"),
                                      show_percent(*share, l));
               }),
               {"kiểm tra tử số và mẫu số", "check numerator and denominator", {}});
        return result;
    }
    if (above) {
        if (context.explain) result.working.push_back({"trên 100 %, tính 100 %", "above 100 %, counts as 100 %", {}});
        share = Rational(1);
    }
    award(rule, *share, context, result);
    return result;
}

Text describe(const ProportionalRule& rule, const std::optional<Rational>&) {
    return in_both([&](Language l) {
        const bool vi = l == Language::vi;
        std::string text = vi ? "tỷ lệ × điểm tối đa" : "share × maximum";
        if (rule.full_from && rule.between == Between::share_of_threshold)
            text = fmt::format(fmt::runtime(vi ? "tỷ lệ × điểm tối đa / {}" : "share × maximum / {}"),
                               show_percent(*rule.full_from, l));
        if (rule.full_from && rule.between == Between::linear)
            text = vi ? "tăng đều từ 0 đến điểm tối đa" : "rising evenly from 0 to the maximum";
        text += fmt::format(fmt::runtime(vi ? ", tỷ lệ = {}" : ", share = {}"), rule.of.text());
        if (rule.full_from)
            text += fmt::format(fmt::runtime(vi ? "; đủ điểm từ {}" : "; all points from {} on"),
                                show_percent(*rule.full_from, l));
        if (rule.zero_below)
            text += fmt::format(fmt::runtime(vi ? "; 0 điểm dưới {}" : "; no points below {}"),
                                show_percent(*rule.zero_below, l));
        return text;
    });
}

Attainable attainable(const ProportionalRule&, const std::optional<Rational>& max) { return {Rational(0), max}; }

void add_expressions(const ProportionalRule& rule, std::vector<RuleExpression>& list) {
    list.push_back({&rule.of, RuleExpression::Yields::number, "/of"});
}

void check(const ProportionalRule& rule, const Criterion& criterion, const std::string& pointer, Findings& findings) {
    const auto low = rule.zero_below.value_or(Rational(0));
    const auto high = rule.full_from.value_or(Rational(1));
    if (low.sign() >= 0 && low < high && high <= Rational(1)) return;
    findings.push_back(
        rule_finding("L208", Severity::error, criterion, pointer,
                     {"cần 0 % ≤ zero_below < full_from ≤ 100 %", "needs 0 % <= zero_below < full_from <= 100 %", {}}));
}

}  // namespace parindex
