// alternatives: another rule by type of agency. monitor: a value without points.

#include <fmt/format.h>

#include "rules/kinds.hpp"
#include "rules/support.hpp"

namespace parindex {

namespace {

RuleResult evaluate_inner(const Rule& rule, const RuleContext& context) {
    return std::visit([&](const auto& kind) { return evaluate(kind, context); }, rule.kind);
}

void say_which(const Text& label, const Expression* when, RuleResult& result) {
    Text line = label;
    if (line.empty() && when != nullptr) line = {when->text(), when->text(), {}};
    if (line.empty()) line = {"các trường hợp còn lại", "all others", {}};
    result.working.insert(result.working.begin(), in_both([&](Language l) {
                              return (l == Language::vi ? "áp dụng cho: " : "applies to: ") + line.in(l);
                          }));
}

}  // namespace

RuleResult evaluate(const AlternativesRule& rule, const RuleContext& context) {
    for (const auto& alternative : rule.alternatives) {
        RuleResult attempt;
        const auto holds = take_condition(alternative.when, context, attempt);
        if (!holds) return attempt;
        if (!*holds) continue;
        auto result = evaluate_inner(*alternative.rule, context);
        if (context.explain) say_which(alternative.label, &alternative.when, result);
        return result;
    }
    if (rule.otherwise) {
        auto result = evaluate_inner(*rule.otherwise, context);
        if (context.explain) say_which({}, nullptr, result);
        return result;
    }
    RuleResult result;
    result.state = State::not_applicable;
    return result;
}

Text describe(const AlternativesRule& rule, const std::optional<Rational>& max) {
    const auto inner = [&](const Rule& r) {
        return std::visit([&](const auto& kind) { return describe(kind, max); }, r.kind);
    };
    return in_both([&](Language l) {
        std::string text;
        for (const auto& alternative : rule.alternatives)
            text += fmt::format("{}[{}] {}", text.empty() ? "" : "; ",
                                alternative.label.empty() ? alternative.when.text() : alternative.label.in(l),
                                inner(*alternative.rule).in(l));
        if (rule.otherwise)
            text += fmt::format(fmt::runtime(l == Language::vi ? "; [còn lại] {}" : "; [otherwise] {}"),
                                inner(*rule.otherwise).in(l));
        return text;
    });
}

Attainable attainable(const AlternativesRule& rule, const std::optional<Rational>& max) {
    Attainable range;
    const auto include = [&](const Rule& inner) {
        const auto one = parindex::attainable(inner, max);
        if (one.lowest && (!range.lowest || *one.lowest < *range.lowest)) range.lowest = one.lowest;
        if (one.highest && (!range.highest || *one.highest > *range.highest)) range.highest = one.highest;
    };
    for (const auto& alternative : rule.alternatives) include(*alternative.rule);
    if (rule.otherwise) include(*rule.otherwise);
    return range;
}

void add_expressions(const AlternativesRule& rule, std::vector<RuleExpression>& list) {
    const auto add_inner = [&](const Rule& inner, const std::string& where) {
        for (auto expression : expressions_of(inner)) {
            expression.where = where + expression.where;
            list.push_back(std::move(expression));
        }
    };
    for (std::size_t i = 0; i < rule.alternatives.size(); ++i) {
        const auto where = fmt::format("/alternatives/{}", i);
        list.push_back({&rule.alternatives[i].when, RuleExpression::Yields::condition, where + "/when"});
        add_inner(*rule.alternatives[i].rule, where + "/rule");
    }
    if (rule.otherwise) add_inner(*rule.otherwise, "/otherwise");
}

void check(const AlternativesRule& rule, const Criterion& criterion, const std::string& pointer, Findings& findings) {
    const auto check_inner = [&](const Rule& inner, const std::string& place) {
        std::visit([&](const auto& kind) { check(kind, criterion, place, findings); }, inner.kind);
    };
    for (std::size_t i = 0; i < rule.alternatives.size(); ++i)
        check_inner(*rule.alternatives[i].rule, fmt::format("{}/alternatives/{}/rule", pointer, i));
    if (rule.otherwise) check_inner(*rule.otherwise, pointer + "/otherwise");
}

RuleResult evaluate(const MonitorRule& rule, const RuleContext& context) {
    RuleResult result;
    const auto value = take_number(rule.value, context, result);
    if (!value) return result;
    result.value = *value;
    if (context.explain) result.working.push_back(calculation(rule.value, context.scope, *value, rule.unit));
    return result;
}

Text describe(const MonitorRule& rule, const std::optional<Rational>&) {
    return {"chỉ theo dõi, không tính điểm: " + rule.value.text(), "monitored, no points: " + rule.value.text(), {}};
}

Attainable attainable(const MonitorRule&, const std::optional<Rational>&) { return {}; }

void add_expressions(const MonitorRule& rule, std::vector<RuleExpression>& list) {
    list.push_back({&rule.value, RuleExpression::Yields::number, "/value"});
}

void check(const MonitorRule&, const Criterion&, const std::string&, Findings&) {}

}  // namespace parindex
