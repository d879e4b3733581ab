// cases, formula, condition: points from expressions.

#include <fmt/format.h>

#include "rules/kinds.hpp"
#include "rules/support.hpp"

namespace parindex {

namespace {

using Case = CasesRule::Case;
using Yields = RuleExpression::Yields;

std::string label_of(const Case& branch, Language language) {
    return branch.label.empty() ? branch.when.text() : branch.label.in(language);
}

void explain_case(const Case& branch, const Rational& points, const RuleContext& context, RuleResult& result) {
    result.working.push_back(in_both([&](Language l) {
        return fmt::format(fmt::runtime(l == Language::vi ? "điều kiện \"{}\" đúng: {}" : "\"{}\" holds: {}"),
                           label_of(branch, l), substitute(branch.when, context.scope, l));
    }));
    result.working.push_back(calculation(branch.points, context.scope, points, Unit::number));
}

/// Points of the case that applies; nothing when `result` already says why there are none, or no case holds.
std::optional<Rational> pick(const CasesRule& rule, const RuleContext& context, RuleResult& result) {
    std::optional<Rational> best;
    const Case* chosen = nullptr;
    for (const auto& branch : rule.cases) {
        const auto holds = take_condition(branch.when, context, result);
        if (!holds) return std::nullopt;
        if (!*holds) continue;
        const auto points = take_number(branch.points, context, result);
        // A zero denominator with a stated outcome ends the search with that outcome.
        if (!points) return std::nullopt;
        if (!best || *points > *best) {
            best = *points;
            chosen = &branch;
        }
        if (rule.pick == CasesRule::Pick::first) break;
    }
    if (chosen != nullptr && context.explain) explain_case(*chosen, *best, context, result);
    return best;
}

bool is_open(const RuleResult& result) { return result.state == State::scored && !result.points && !result.refusal; }

}  // namespace

RuleResult evaluate(const CasesRule& rule, const RuleContext& context) {
    RuleResult result;
    auto points = pick(rule, context, result);
    if (!points && is_open(result)) {
        if (!rule.otherwise) {
            refuse(result, "A205", {"không trường hợp nào áp dụng được", "none of the cases applies", {}});
            return result;
        }
        points = take_number(*rule.otherwise, context, result);
        if (points && context.explain) {
            result.working.push_back({"không trường hợp nào đúng", "none of the cases holds", {}});
            result.working.push_back(calculation(*rule.otherwise, context.scope, *points, Unit::number));
        }
    }
    if (!points) return result;
    set_bounded(*points, rule.above_max, rule.below_zero, context, result);
    if (context.explain && result.points && *result.points < max_or_zero(context))
        result.why_not_more.push_back(describe(rule, context.criterion.max));
    return result;
}

Text describe(const CasesRule& rule, const std::optional<Rational>&) {
    return in_both([&](Language l) {
        const bool vi = l == Language::vi;
        std::string text = rule.pick == CasesRule::Pick::first
                               ? (vi ? "trường hợp đầu tiên đúng: " : "first case that holds: ")
                               : (vi ? "trường hợp cao nhất: " : "highest case: ");
        bool first = true;
        for (const auto& branch : rule.cases) {
            text += fmt::format("{}{} → {}", first ? "" : "; ", label_of(branch, l), branch.points.text());
            first = false;
        }
        if (rule.otherwise)
            text += fmt::format(fmt::runtime(vi ? "; còn lại → {}" : "; otherwise → {}"), rule.otherwise->text());
        return text;
    });
}

Attainable attainable(const CasesRule& rule, const std::optional<Rational>&) {
    // Known only when every branch gives a plain number.
    Attainable range;
    const auto include = [&](const Expression& points) {
        const auto* number = std::get_if<ExpressionNode::Number>(&points.root().what);
        if (number == nullptr) return false;
        if (!range.lowest || number->value < *range.lowest) range.lowest = number->value;
        if (!range.highest || number->value > *range.highest) range.highest = number->value;
        return true;
    };
    for (const auto& branch : rule.cases)
        if (!include(branch.points)) return {};
    if (rule.otherwise && !include(*rule.otherwise)) return {};
    return range;
}

void add_expressions(const CasesRule& rule, std::vector<RuleExpression>& list) {
    for (std::size_t i = 0; i < rule.cases.size(); ++i) {
        list.push_back({&rule.cases[i].when, Yields::condition, fmt::format("/cases/{}/when", i)});
        list.push_back({&rule.cases[i].points, Yields::number, fmt::format("/cases/{}/points", i)});
    }
    if (rule.otherwise) list.push_back({&*rule.otherwise, Yields::number, "/otherwise"});
}

void check(const CasesRule& rule, const Criterion& criterion, const std::string& pointer, Findings& findings) {
    const auto range = attainable(rule, criterion.max);
    if (range.highest && rule.above_max == Overflow::refuse)
        check_not_above_max(*range.highest, criterion, pointer, findings);
}

RuleResult evaluate(const FormulaRule& rule, const RuleContext& context) {
    RuleResult result;
    const auto points = take_number(rule.points, context, result);
    if (!points) return result;
    if (context.explain) result.working.push_back(calculation(rule.points, context.scope, *points, Unit::number));
    set_bounded(*points, rule.above_max, rule.below_zero, context, result);
    if (context.explain && result.points && *result.points < max_or_zero(context))
        result.why_not_more.push_back(describe(rule, context.criterion.max));
    return result;
}

Text describe(const FormulaRule& rule, const std::optional<Rational>&) {
    return {"điểm = " + rule.points.text(), "points = " + rule.points.text(), {}};
}

Attainable attainable(const FormulaRule&, const std::optional<Rational>&) { return {}; }

void add_expressions(const FormulaRule& rule, std::vector<RuleExpression>& list) {
    list.push_back({&rule.points, Yields::number, "/points"});
}

void check(const FormulaRule&, const Criterion&, const std::string&, Findings&) {}

RuleResult evaluate(const ConditionRule& rule, const RuleContext& context) {
    RuleResult result;
    const auto met = take_condition(rule.met, context, result);
    if (!met) return result;
    result.points = *met ? max_or_zero(context) : Rational(0);
    if (!context.explain) return result;
    result.working.push_back(in_both([&](Language l) {
        const bool vi = l == Language::vi;
        return fmt::format("{}: {} → {} → {}", rule.met.text(), substitute(rule.met, context.scope, l),
                           *met ? (vi ? "đúng" : "true") : (vi ? "sai" : "false"), show_number(*result.points, l));
    }));
    if (!*met)
        result.why_not_more.push_back(in_both([&](Language l) {
            return fmt::format(fmt::runtime(l == Language::vi ? "đủ {} điểm khi {}" : "all {} points when {}"),
                               show_number(max_or_zero(context), l), rule.met.text());
        }));
    return result;
}

Text describe(const ConditionRule& rule, const std::optional<Rational>&) {
    return {fmt::format("đủ điểm khi {}; nếu không: 0", rule.met.text()),
            fmt::format("all points when {}; else none", rule.met.text()),
            {}};
}

Attainable attainable(const ConditionRule&, const std::optional<Rational>& max) { return {Rational(0), max}; }

void add_expressions(const ConditionRule& rule, std::vector<RuleExpression>& list) {
    list.push_back({&rule.met, Yields::condition, "/met"});
}

void check(const ConditionRule&, const Criterion&, const std::string&, Findings&) {}

}  // namespace parindex
