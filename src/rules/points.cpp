// points: typed points between bounds, in steps.

#include <fmt/format.h>

#include "rules/kinds.hpp"
#include "rules/support.hpp"

namespace parindex {

namespace {

Rational highest(const PointsRule& rule, const std::optional<Rational>& max) {
    return rule.max ? *rule.max : max.value_or(Rational(0));
}

Text bounds(const PointsRule& rule, const Rational& high) {
    return in_both([&](Language l) {
        const bool vi = l == Language::vi;
        auto text =
            fmt::format(fmt::runtime(vi ? "từ {} đến {}" : "{} to {}"), show_number(rule.min, l), show_number(high, l));
        if (rule.step)
            text += fmt::format(fmt::runtime(vi ? ", bước {}" : ", in steps of {}"), show_number(*rule.step, l));
        return text;
    });
}

}  // namespace

RuleResult evaluate(const PointsRule& rule, const RuleContext& context) {
    if (context.answer == nullptr || !context.answer->points) return unanswered();
    RuleResult result;
    const auto& typed = *context.answer->points;
    const auto high = highest(rule, context.criterion.max);
    const bool outside = typed < rule.min || typed > high;
    const bool off_step = rule.step && rule.step->sign() > 0 && !((typed - rule.min) / *rule.step).is_integer();
    if (outside || off_step) {
        const auto allowed = bounds(rule, high);
        refuse(result, "A202", in_both([&](Language l) {
                   return fmt::format(
                       fmt::runtime(l == Language::vi ? "{} điểm; được phép: {}" : "{} points; allowed: {}"),
                       show_number(typed, l), allowed.in(l));
               }));
        return result;
    }
    result.points = typed;
    if (context.explain)
        result.working.push_back(in_both([&](Language l) {
            return fmt::format(fmt::runtime(l == Language::vi ? "điểm nhập: {}" : "points as typed: {}"),
                               show_number(typed, l));
        }));
    if (context.explain && typed < high)
        result.why_not_more.push_back(in_both([&](Language l) {
            return fmt::format(
                fmt::runtime(l == Language::vi ? "người chấm có thể cho đến {}" : "the assessor may give up to {}"),
                show_number(high, l));
        }));
    return result;
}

Text describe(const PointsRule& rule, const std::optional<Rational>& max) {
    const auto allowed = bounds(rule, highest(rule, max));
    return {"nhập điểm " + allowed.vi, "typed points, " + allowed.en, {}};
}

Attainable attainable(const PointsRule& rule, const std::optional<Rational>& max) {
    return {rule.min, highest(rule, max)};
}

void add_expressions(const PointsRule&, std::vector<RuleExpression>&) {}

void check(const PointsRule& rule, const Criterion& criterion, const std::string& pointer, Findings& findings) {
    const auto high = highest(rule, criterion.max);
    check_not_above_max(high, criterion, pointer, findings);
    const bool bad_step = rule.step && (rule.step->sign() <= 0 || !((high - rule.min) / *rule.step).is_integer());
    if (high < rule.min || bad_step)
        findings.push_back(rule_finding("L208", Severity::error, criterion, pointer,
                                        {"khoảng điểm rỗng, hoặc bước không chia hết khoảng điểm",
                                         "the range of points is empty or the step does not divide it",
                                         {}}));
}

}  // namespace parindex
