// survey: the weighted share of the answers, times the maximum.

#include <fmt/format.h>

#include <set>
#include <utility>

#include "rules/kinds.hpp"
#include "rules/support.hpp"

namespace parindex {

namespace {

struct Tally {
    Rational answers;
    Rational weighted;
    std::vector<Rational> counts;
};

std::optional<Tally> tally(const SurveyRule& rule, const RuleContext& context, RuleResult& result) {
    Tally sums;
    for (const auto& option : rule.options) {
        const auto count = take_count(option.count, context, result);
        if (!count) return std::nullopt;
        sums.answers += *count;
        sums.weighted += *count * option.weight;
        sums.counts.push_back(*count);
    }
    return sums;
}

void explain_tally(const SurveyRule& rule, const Tally& sums, const Rational& max, RuleResult& result) {
    result.working.push_back(in_both([&](Language l) {
        std::string terms;
        for (std::size_t i = 0; i < rule.options.size(); ++i)
            terms += fmt::format("{}{} × {}", i == 0 ? "" : " + ", show_number(sums.counts[i], l),
                                 show_percent(rule.options[i].weight, l));
        return fmt::format("({}) / {} = {}", terms, show_number(sums.answers, l), show_percent(*result.value, l));
    }));
    result.working.push_back(in_both([&](Language l) {
        return fmt::format("{} × {} = {}", result.value->to_fraction(), show_number(max, l),
                           show_number(*result.points, l));
    }));
}

/// A survey that nobody answered is no survey, unless the criterion says what it means.
RuleResult without_answers(const RuleContext& context, RuleResult result) {
    if (context.explain) result.working.push_back({"không có phiếu trả lời", "no answers were given", {}});
    if (!context.criterion.zero_denominator) {
        result.state = State::no_survey;
        return result;
    }
    const auto share = take_for_zero_denominator("sum(count × weight) / sum(count)", context, result);
    if (!share) return result;
    result.value = *share;
    set_bounded(*share * max_or_zero(context), Overflow::refuse, Overflow::refuse, context, result);
    return result;
}

}  // namespace

RuleResult evaluate(const SurveyRule& rule, const RuleContext& context) {
    RuleResult result;
    const auto sums = tally(rule, context, result);
    if (!sums) return result;
    if (sums->answers.is_zero()) return without_answers(context, std::move(result));
    const auto max = max_or_zero(context);
    result.value = sums->weighted / sums->answers;
    result.points = *result.value * max;
    if (context.explain) {
        explain_tally(rule, *sums, max, result);
        if (*result.points < max)
            result.why_not_more.push_back({"đủ điểm khi mọi phiếu chọn phương án cao nhất",
                                           "all points when every answer is the best option",
                                           {}});
    }
    return result;
}

Text describe(const SurveyRule& rule, const std::optional<Rational>&) {
    return in_both([&](Language l) {
        std::string text = l == Language::vi ? "điểm tối đa × trung bình trọng số của các phiếu: "
                                             : "maximum × mean weight of the answers: ";
        bool first = true;
        for (const auto& option : rule.options) {
            text += fmt::format("{}{} = {}", first ? "" : "; ", option.label.empty() ? option.id : option.label.in(l),
                                show_percent(option.weight, l));
            first = false;
        }
        return text;
    });
}

Attainable attainable(const SurveyRule& rule, const std::optional<Rational>& max) {
    if (!max || rule.options.empty()) return {};
    Attainable range{rule.options.front().weight * *max, rule.options.front().weight * *max};
    for (const auto& option : rule.options) {
        range.lowest = min(*range.lowest, option.weight * *max);
        range.highest = parindex::max(*range.highest, option.weight * *max);
    }
    return range;
}

void add_expressions(const SurveyRule& rule, std::vector<RuleExpression>& list) {
    for (std::size_t i = 0; i < rule.options.size(); ++i)
        list.push_back({&rule.options[i].count, RuleExpression::Yields::number, fmt::format("/options/{}/count", i)});
}

void check(const SurveyRule& rule, const Criterion& criterion, const std::string& pointer, Findings& findings) {
    std::set<std::string> ids;
    for (std::size_t i = 0; i < rule.options.size(); ++i) {
        const auto& option = rule.options[i];
        const auto place = fmt::format("{}/options/{}", pointer, i);
        if (!ids.insert(option.id).second)
            findings.push_back(rule_finding("L206", Severity::error, criterion, place,
                                            {fmt::format("mã phương án \"{}\" bị trùng", option.id),
                                             fmt::format("option id \"{}\" is used twice", option.id),
                                             {}}));
        if (option.weight.sign() < 0 || option.weight > Rational(1))
            findings.push_back(rule_finding("L208", Severity::error, criterion, place,
                                            {"trọng số phải từ 0 % đến 100 %", "a weight must be 0 % to 100 %", {}}));
    }
}

}  // namespace parindex
