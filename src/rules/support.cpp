#include "rules/support.hpp"

#include <fmt/format.h>

#include <type_traits>
#include <utility>

namespace parindex {

namespace {

std::string join(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) {
        if (!text.empty()) text += ", ";
        text += name;
    }
    return text;
}

void apply_then(ZeroDenominator::Then then, const RuleContext& context, RuleResult& result) {
    using Then = ZeroDenominator::Then;
    if (context.explain)
        result.working.push_back({"mẫu số bằng 0: xử lý theo quy định của tiêu chí (when_denominator_is_zero)",
                                  "the denominator is zero: the criterion's own rule for that applies "
                                  "(when_denominator_is_zero)",
                                  {}});
    switch (then) {
        case Then::zero:
            result.points = Rational(0);
            break;
        case Then::full_points:
            result.points = max_or_zero(context);
            break;
        case Then::not_arisen:
            result.state = State::not_arisen;
            break;
        case Then::not_applicable:
            result.state = State::not_applicable;
            break;
        case Then::block:
            result.state = State::pending;
            result.effect = Effect::block;
            break;
    }
}

/// Points stated for a zero denominator in a condition or a date, where no number can be replaced.
void award_substitute(const Evaluated& evaluated, const RuleContext& context, RuleResult& result) {
    const auto& points = std::get<Rational>(std::get<Value>(evaluated));
    set_bounded(points, Overflow::refuse, Overflow::refuse, context, result);
}

bool is_number(const Evaluated& evaluated) {
    const auto* value = std::get_if<Value>(&evaluated);
    return value != nullptr && std::holds_alternative<Rational>(*value);
}

/// Turns every reason for having no value into the result's state, but for a zero denominator with a substitute.
void take_reason(const Evaluated& evaluated, const RuleContext& context, RuleResult& result) {
    if (const auto* missing = std::get_if<MissingFacts>(&evaluated)) {
        result.state = missing->names.size() == 1 && missing->names.front() == "answer" ? State::blank : State::no_data;
        if (context.explain && result.state == State::no_data)
            result.working.push_back({fmt::format("thiếu số liệu: {}", join(missing->names)),
                                      fmt::format("missing facts: {}", join(missing->names)),
                                      {}});
    } else if (const auto* unsettled = std::get_if<Unsettled>(&evaluated)) {
        result.state = State::pending;
        if (context.explain)
            result.working.push_back(
                unsettled->needs.empty()
                    ? Text{"cần số liệu của các đơn vị khác trong nhóm", "needs the other agencies of the group", {}}
                    : Text{fmt::format("cần điểm của tiêu chí {}", unsettled->needs),
                           fmt::format("needs the points of criterion {}", unsettled->needs),
                           {}});
    } else if (const auto* fault = std::get_if<EvaluationFault>(&evaluated)) {
        refuse(result, fault->code, fault->message);
    }
}

/// What the criterion says for a zero denominator in `what`: its substitute, or DivisionByZero when `result` has the
/// outcome. `replaces_value`: the substitute takes the place of the value; else it gives the rule's points.
Evaluated resolve_zero_denominator(const std::string& what, const RuleContext& context, RuleResult& result,
                                   bool replaces_value) {
    const auto& policy = context.criterion.zero_denominator;
    if (policy && policy->use) {
        if (context.explain)
            result.working.push_back(
                {fmt::format("mẫu số bằng 0: dùng {} thay cho {}", policy->use->text(), what),
                 fmt::format("the denominator is zero: {} takes the place of {}", policy->use->text(), what),
                 {}});
        auto evaluated = evaluate_expression(*policy->use, context.scope, context.explain ? &result.inputs : nullptr);
        if (!replaces_value && is_number(evaluated)) {
            award_substitute(evaluated, context, result);
            return DivisionByZero{};
        }
        if (!std::holds_alternative<DivisionByZero>(evaluated)) return evaluated;
    }
    if (policy && policy->then)
        apply_then(*policy->then, context, result);
    else
        refuse(result, "A207",
               {"mẫu số bằng 0 và bộ tiêu chí không quy định cách xử lý",
                "the denominator is zero and the set does not say what that means",
                {}},
               {"thêm when_denominator_is_zero vào tiêu chí", "add when_denominator_is_zero to the criterion", {}});
    return DivisionByZero{};
}

Evaluated evaluate_with_substitute(const Expression& expression, const RuleContext& context, RuleResult& result,
                                   bool replaces_value) {
    auto evaluated = evaluate_expression(expression, context.scope, context.explain ? &result.inputs : nullptr);
    if (!std::holds_alternative<DivisionByZero>(evaluated)) return evaluated;
    return resolve_zero_denominator(expression.text(), context, result, replaces_value);
}

template <class Kind>
std::optional<Kind> take(const Expression& expression, const RuleContext& context, RuleResult& result, Text needs) {
    const bool replaces_value = std::is_same_v<Kind, Rational>;
    const auto evaluated = evaluate_with_substitute(expression, context, result, replaces_value);
    if (const auto* value = std::get_if<Value>(&evaluated)) {
        if (const auto* typed = std::get_if<Kind>(value)) return *typed;
        refuse(result, "X201", std::move(needs));
        return std::nullopt;
    }
    take_reason(evaluated, context, result);
    return std::nullopt;
}

}  // namespace

std::optional<Rational> take_for_zero_denominator(const std::string& what, const RuleContext& context,
                                                  RuleResult& result) {
    const auto evaluated = resolve_zero_denominator(what, context, result, true);
    if (is_number(evaluated)) return std::get<Rational>(std::get<Value>(evaluated));
    take_reason(evaluated, context, result);
    return std::nullopt;
}

std::optional<Rational> take_number(const Expression& expression, const RuleContext& context, RuleResult& result) {
    return take<Rational>(expression, context, result,
                          {fmt::format("{} phải cho một số", expression.text()),
                           fmt::format("{} must yield a number", expression.text()),
                           {}});
}

std::optional<bool> take_condition(const Expression& expression, const RuleContext& context, RuleResult& result) {
    return take<bool>(expression, context, result,
                      {fmt::format("{} phải cho một điều kiện", expression.text()),
                       fmt::format("{} must yield a condition", expression.text()),
                       {}});
}

std::optional<Value> take_date(const Expression& expression, const RuleContext& context, RuleResult& result) {
    const auto evaluated = evaluate_with_substitute(expression, context, result, false);
    if (const auto* value = std::get_if<Value>(&evaluated)) {
        if (std::holds_alternative<Date>(*value) || std::holds_alternative<Never>(*value)) return *value;
        refuse(result, "X201",
               {fmt::format("{} phải cho một ngày", expression.text()),
                fmt::format("{} must yield a date", expression.text()),
                {}});
        return std::nullopt;
    }
    take_reason(evaluated, context, result);
    return std::nullopt;
}

std::optional<Rational> take_count(const Expression& expression, const RuleContext& context, RuleResult& result) {
    auto number = take_number(expression, context, result);
    if (!number || (number->is_integer() && number->sign() >= 0)) return number;
    refuse(result, "A208", in_both([&](Language l) {
               return l == Language::vi ? fmt::format("{} là {}; số lượng phải là số nguyên không âm",
                                                      expression.text(), show_number(*number, l))
                                        : fmt::format("{} is {}; a count must be an integer of at least 0",
                                                      expression.text(), show_number(*number, l));
           }));
    return std::nullopt;
}

void refuse(RuleResult& result, std::string code, Text message, Text hint) {
    result.state = State::pending;
    result.effect = Effect::block;
    result.points.reset();
    result.refusal = Refusal{std::move(code), std::move(message), std::move(hint)};
}

RuleResult unanswered() {
    RuleResult result;
    result.state = State::blank;
    return result;
}

void set_bounded(const Rational& points, Overflow above_max, Overflow below_zero, const RuleContext& context,
                 RuleResult& result) {
    const auto max = max_or_zero(context);
    const bool above = points > max;
    const bool below = points.sign() < 0;
    if ((above && above_max == Overflow::refuse) || (below && below_zero == Overflow::refuse)) {
        refuse(result, "A203", in_both([&](Language l) {
                   return fmt::format(
                       fmt::runtime(l == Language::vi ? "kết quả {} nằm ngoài khoảng từ 0 đến điểm tối đa {}"
                                                      : "the result {} lies outside 0 to the maximum {}"),
                       show_number(points, l), show_number(max, l));
               }),
               {"xem lại các số liệu đầu vào", "review the input facts", {}});
        return;
    }
    result.points = above ? max : below ? Rational(0) : points;
    if (context.explain && (above || below))
        result.working.push_back(in_both([&](Language l) {
            return fmt::format(
                fmt::runtime(l == Language::vi ? "{} vượt khung, tính {}" : "{} is out of range, counts as {}"),
                show_number(points, l), show_number(*result.points, l));
        }));
}

bool is_plain_answer(const Expression& expression) {
    const auto* name = std::get_if<ExpressionNode::Name>(&expression.root().what);
    return name != nullptr && name->path == "answer";
}

Text calculation(const Expression& expression, const Scope& scope, const Rational& value, Unit unit) {
    return in_both([&](Language l) {
        const auto shown = show_number(value, unit, l);
        const auto numbers = substitute(expression, scope, l);
        if (is_plain_answer(expression)) return fmt::format("{} = {}", l == Language::vi ? "giá trị" : "value", shown);
        if (numbers == shown) return fmt::format("{} = {}", expression.text(), shown);
        return fmt::format("{} = {} = {}", expression.text(), numbers, shown);
    });
}

Rational max_or_zero(const RuleContext& context) { return context.criterion.max.value_or(Rational(0)); }

Finding rule_finding(std::string code, Severity severity, const Criterion& criterion, std::string pointer, Text message,
                     Text hint) {
    Finding finding;
    finding.code = std::move(code);
    finding.severity = severity;
    finding.location.pointer = std::move(pointer);
    finding.criterion = criterion.id;
    finding.message = std::move(message);
    finding.hint = std::move(hint);
    return finding;
}

void check_printed(const std::string& printed, const Rational& points, const Criterion& criterion,
                   const std::string& pointer, Findings& findings) {
    if (printed.empty()) return;
    const auto read = parse_typed_number(printed);
    if (read && *read == points) return;
    findings.push_back(rule_finding(
        "L205", Severity::error, criterion, pointer, in_both([&](Language l) {
            return fmt::format(fmt::runtime(l == Language::vi ? "nhãn ghi {} điểm nhưng giá trị chấm là {}"
                                                              : "the label says {} points, the value behind it is {}"),
                               printed, show_number(points, l));
        })));
}

void check_not_above_max(const Rational& points, const Criterion& criterion, const std::string& pointer,
                         Findings& findings) {
    if (!criterion.max || points <= *criterion.max) return;
    findings.push_back(rule_finding("L103", Severity::error, criterion, pointer, in_both([&](Language l) {
                                        return fmt::format(
                                            fmt::runtime(l == Language::vi ? "mức {} điểm cao hơn điểm tối đa {}"
                                                                           : "{} points are above the maximum {}"),
                                            show_number(points, l), show_number(*criterion.max, l));
                                    }),
                                    {"sửa mức điểm hoặc điểm tối đa", "mend the level's points or the maximum", {}}));
}

}  // namespace parindex
