#include "io/criteria_rules_json.hpp"

#include <array>
#include <memory>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "io/intervals_json.hpp"

namespace parindex::io {

namespace {

using MaybeRule = std::optional<RuleKind>;
using MaybeExpression = std::optional<Expression>;

constexpr std::array<Word<Unit>, 3> unit_words{
    {{"number", Unit::number}, {"percent", Unit::percent}, {"count", Unit::count}}};
constexpr std::array<Word<Overflow>, 2> overflow_words{{{"cap", Overflow::cap}, {"refuse", Overflow::refuse}}};
constexpr std::array<Word<Overlap>, 3> overlap_words{
    {{"first", Overlap::first}, {"highest", Overlap::highest}, {"lowest", Overlap::lowest}}};
constexpr std::array<Word<BandsRule::Outside>, 2> outside_words{
    {{"refuse", BandsRule::Outside::refuse}, {"zero", BandsRule::Outside::zero}}};
constexpr std::array<Word<ProportionalRule::Between>, 3> between_words{
    {{"share_of_max", ProportionalRule::Between::share_of_max},
     {"share_of_threshold", ProportionalRule::Between::share_of_threshold},
     {"linear", ProportionalRule::Between::linear}}};
constexpr std::array<Word<DeadlineRule::Count>, 2> day_count_words{
    {{"calendar_days", DeadlineRule::Count::calendar_days}, {"working_days", DeadlineRule::Count::working_days}}};
constexpr std::array<Word<CasesRule::Pick>, 2> pick_words{
    {{"first", CasesRule::Pick::first}, {"highest", CasesRule::Pick::highest}}};

/// The items of a required list, each decoded by `decode_one`; nothing when one of them does not fit.
template <class T, class DecodeOne>
std::optional<std::vector<T>> decode_list(const Decoder& decoder, ObjectReader& object, std::string_view key,
                                          DecodeOne&& decode_one) {
    const auto list = object.require(key);
    if (!list) return std::nullopt;
    std::vector<T> items;
    bool ok = true;
    const bool is_list = for_each_item(decoder, *list, [&](const Node& node) {
        std::optional<T> item = decode_one(node);
        ok &= item.has_value();
        if (item) items.push_back(std::move(*item));
    });
    if (!is_list || !expect_some(decoder, *list) || !ok) return std::nullopt;
    return items;
}

/// The same for items with an `id` of their own.
template <class T, class DecodeOne>
std::optional<std::vector<T>> decode_named_list(const Decoder& decoder, ObjectReader& object, std::string_view key,
                                                DecodeOne&& decode_one) {
    auto items = decode_list<T>(decoder, object, key, std::forward<DecodeOne>(decode_one));
    if (!items) return std::nullopt;
    std::vector<std::string> ids;
    for (const auto& item : *items) ids.push_back(item.id);
    if (!expect_different_ids(decoder, *object.find(key), ids)) return std::nullopt;
    return items;
}

MaybeRule decode_levels_rule(const RuleContext& context, ObjectReader& object) {
    const auto levels = object.require("levels");
    if (!levels) return std::nullopt;
    auto rule = decode_levels(context.decoder, *levels, context.level_sets, context.max);
    if (!rule) return std::nullopt;
    return std::move(*rule);
}

MaybeRule decode_checklist(const RuleContext& context, ObjectReader& object) {
    ChecklistRule rule;
    auto items = decode_named_list<ChecklistRule::Item>(
        context.decoder, object, "items", [&](const Node& node) -> std::optional<ChecklistRule::Item> {
            ObjectReader fields(context.decoder, node);
            ChecklistRule::Item item;
            const bool ok = all_of({fields.required("id", item.id), fields.optional("label", item.label),
                                    fields.required("points", item.points)});
            fields.finish();
            return ok ? std::optional(std::move(item)) : std::nullopt;
        });
    const bool ok = object.optional("cap", rule.cap);
    if (!items || !ok) return std::nullopt;
    rule.items = std::move(*items);
    return rule;
}

MaybeRule decode_points(const RuleContext& context, ObjectReader& object) {
    PointsRule rule;
    bool ok = object.optional("min", rule.min);
    ok &= object.optional("max", rule.max);
    ok &= object.optional("step", rule.step);
    if (rule.step && rule.step->sign() <= 0) {
        context.decoder.error("F107", *object.find("step"), {"bước điểm phải lớn hơn 0", "a step must be above 0", {}});
        ok = false;
    }
    if (!ok) return std::nullopt;
    return rule;
}

MaybeRule decode_bands_rule(const RuleContext& context, ObjectReader& object) {
    MaybeExpression of;
    Unit unit = Unit::number;
    std::vector<BandsRule::Band> bands;
    Overlap on_overlap = Overlap::undeclared;
    auto outside = BandsRule::Outside::undeclared;
    bool ok = object.required("of", of);
    ok &= object.optional_word("unit", unit_words, unit);
    const auto list = object.require("bands");
    ok &= list && decode_bands(context.decoder, *list, bands);
    ok &= object.optional_word("on_overlap", overlap_words, on_overlap);
    ok &= object.optional_word("outside", outside_words, outside);
    if (!ok) return std::nullopt;
    return BandsRule{*of, unit, std::move(bands), on_overlap, outside};
}

MaybeRule decode_proportional(const RuleContext& context, ObjectReader& object) {
    using Between = ProportionalRule::Between;
    MaybeExpression of;
    std::optional<Rational> full_from;
    std::optional<Rational> zero_below;
    std::optional<Between> between;
    Overflow above_one = Overflow::refuse;
    bool ok = object.required("of", of);
    ok &= object.optional("full_from", full_from);
    ok &= object.optional("zero_below", zero_below);
    // What happens between the thresholds may not be left open.
    ok &= full_from ? object.required_word("between", between_words, between)
                    : object.optional_word("between", between_words, between);
    ok &= object.required_word("above_one", overflow_words, above_one);
    if (ok && between && between != Between::share_of_max && !full_from) {
        context.decoder.error("F116", object.node(),
                              {"cách tính này cần “full_from”", "this “between” needs “full_from”", {}});
        ok = false;
    }
    if (full_from && full_from->sign() <= 0) {
        context.decoder.error("F107", *object.find("full_from"),
                              {"ngưỡng phải lớn hơn 0", "a threshold must be above 0", {}});
        ok = false;
    }
    if (ok && between == Between::linear && (!zero_below || *zero_below >= *full_from)) {
        context.decoder.error(
            "F116", object.node(),
            {"“linear” cần “zero_below” nhỏ hơn “full_from”", "“linear” needs a “zero_below” under “full_from”", {}});
        ok = false;
    }
    if (!ok) return std::nullopt;
    return ProportionalRule{*of, full_from, zero_below, between.value_or(Between::share_of_max), above_one};
}

bool expect_rising(const RuleContext& context, const Node& list, const std::vector<PiecewiseLinearRule::Knot>& knots) {
    for (std::size_t i = 1; i < knots.size(); ++i) {
        if (knots[i].at > knots[i - 1].at) continue;
        context.decoder.error("F116", list.item(i), {"“at” phải tăng dần", "“at” must rise", {}});
        return false;
    }
    if (knots.size() >= 2) return true;
    context.decoder.error("F115", list, {"cần ít nhất hai điểm", "at least two points are needed", {}});
    return false;
}

MaybeRule decode_piecewise_linear(const RuleContext& context, ObjectReader& object) {
    MaybeExpression of;
    Unit unit = Unit::number;
    Overflow outside = Overflow::refuse;
    bool ok = object.required("of", of);
    ok &= object.optional_word("unit", unit_words, unit);
    auto knots = decode_list<PiecewiseLinearRule::Knot>(
        context.decoder, object, "through", [&](const Node& node) -> std::optional<PiecewiseLinearRule::Knot> {
            ObjectReader fields(context.decoder, node);
            PiecewiseLinearRule::Knot knot;
            const bool knot_ok = all_of({fields.required("at", knot.at), fields.required("points", knot.points)});
            fields.finish();
            return knot_ok ? std::optional(knot) : std::nullopt;
        });
    ok &= object.required_word("outside", overflow_words, outside);
    if (!ok || !knots || !expect_rising(context, *object.find("through"), *knots)) return std::nullopt;
    return PiecewiseLinearRule{*of, unit, std::move(*knots), outside};
}

/// Steps rise, and the last one, only it, is without a bound.
bool expect_closed_steps(const RuleContext& context, const Node& list, const std::vector<DeadlineRule::Step>& steps) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const bool is_last = i + 1 == steps.size();
        if (steps[i].late_by_at_most.has_value() == is_last) {
            context.decoder.error("F116", list.item(i),
                                  {"chỉ bậc cuối, và luôn bậc cuối, không có “late_by_at_most”",
                                   "the last step, and no other, is without “late_by_at_most”",
                                   {}});
            return false;
        }
        if (steps[i].late_by_at_most && *steps[i].late_by_at_most < 0) {
            context.decoder.error("F116", list.item(i),
                                  {"“late_by_at_most” không được âm: làm sớm vẫn là đúng hạn",
                                   "“late_by_at_most” must not be negative: early is on time",
                                   {}});
            return false;
        }
        if (i > 0 && !is_last && *steps[i].late_by_at_most <= *steps[i - 1].late_by_at_most) {
            context.decoder.error("F116", list.item(i),
                                  {"“late_by_at_most” phải tăng dần", "“late_by_at_most” must rise", {}});
            return false;
        }
    }
    return true;
}

MaybeRule decode_deadline(const RuleContext& context, ObjectReader& object) {
    MaybeExpression done;
    MaybeExpression due;
    auto count = DeadlineRule::Count::calendar_days;
    bool ok = object.required("done", done);
    ok &= object.required("due", due);
    ok &= object.required_word("count", day_count_words, count);
    auto steps = decode_list<DeadlineRule::Step>(
        context.decoder, object, "steps", [&](const Node& node) -> std::optional<DeadlineRule::Step> {
            ObjectReader fields(context.decoder, node);
            DeadlineRule::Step step;
            const bool step_ok = all_of({fields.optional("late_by_at_most", step.late_by_at_most),
                                         fields.required("points", step.points), fields.optional("label", step.label)});
            fields.finish();
            return step_ok ? std::optional(std::move(step)) : std::nullopt;
        });
    Rational never_points;
    Text never_label;
    if (const auto never = object.require("never")) {
        ObjectReader fields(context.decoder, *never);
        ok &= all_of({fields.required("points", never_points), fields.optional("label", never_label)});
        fields.finish();
    } else {
        ok = false;
    }
    if (!ok || !steps || !expect_closed_steps(context, *object.find("steps"), *steps)) return std::nullopt;
    return DeadlineRule{*done, *due, count, std::move(*steps), never_points, std::move(never_label)};
}

MaybeRule decode_per_item(const RuleContext&, ObjectReader& object) {
    MaybeExpression count;
    Rational points_each;
    std::optional<Rational> cap;
    bool ok = object.required("count", count);
    ok &= object.required("points_each", points_each);
    ok &= object.optional("cap", cap);
    if (!ok) return std::nullopt;
    return PerItemRule{*count, points_each, cap};
}

std::optional<DeductionRule::Item> decode_deduction_item(const Decoder& decoder, const Node& node) {
    ObjectReader fields(decoder, node);
    std::string id;
    Text label;
    MaybeExpression count;
    Rational points_each;
    std::optional<Rational> cap;
    bool ok = fields.required("id", id);
    ok &= fields.optional("label", label);
    ok &= fields.required("count", count);
    ok &= fields.required("points_each", points_each);
    ok &= fields.optional("cap", cap);
    fields.finish();
    if (!ok) return std::nullopt;
    return DeductionRule::Item{std::move(id), std::move(label), *count, points_each, cap};
}

MaybeRule decode_deduction(const RuleContext& context, ObjectReader& object) {
    DeductionRule rule;
    bool ok = object.optional("start", rule.start);
    auto items = decode_named_list<DeductionRule::Item>(context.decoder, object, "items", [&](const Node& node) {
        return decode_deduction_item(context.decoder, node);
    });
    ok &= object.optional("cap", rule.cap);
    ok &= object.optional("floor", rule.floor);
    if (!ok || !items) return std::nullopt;
    rule.items = std::move(*items);
    return rule;
}

std::optional<CasesRule::Case> decode_case(const Decoder& decoder, const Node& node) {
    ObjectReader fields(decoder, node);
    MaybeExpression when;
    MaybeExpression points;
    Text label;
    bool ok = fields.required("when", when);
    ok &= fields.required("points", points);
    ok &= fields.optional("label", label);
    fields.finish();
    if (!ok) return std::nullopt;
    return CasesRule::Case{*when, *points, std::move(label)};
}

MaybeRule decode_cases(const RuleContext& context, ObjectReader& object) {
    CasesRule rule;
    auto cases = decode_list<CasesRule::Case>(context.decoder, object, "cases",
                                              [&](const Node& node) { return decode_case(context.decoder, node); });
    bool ok = object.optional("otherwise", rule.otherwise);
    ok &= object.optional_word("pick", pick_words, rule.pick);
    ok &= object.required_word("above_max", overflow_words, rule.above_max);
    ok &= object.required_word("below_zero", overflow_words, rule.below_zero);
    if (!ok || !cases) return std::nullopt;
    rule.cases = std::move(*cases);
    return rule;
}

MaybeRule decode_formula(const RuleContext&, ObjectReader& object) {
    MaybeExpression points;
    Overflow above_max = Overflow::refuse;
    Overflow below_zero = Overflow::refuse;
    bool ok = object.required("points", points);
    ok &= object.required_word("above_max", overflow_words, above_max);
    ok &= object.required_word("below_zero", overflow_words, below_zero);
    if (!ok) return std::nullopt;
    return FormulaRule{*points, above_max, below_zero};
}

MaybeRule decode_condition(const RuleContext&, ObjectReader& object) {
    MaybeExpression met;
    if (!object.required("met", met)) return std::nullopt;
    return ConditionRule{*met};
}

MaybeRule decode_survey(const RuleContext& context, ObjectReader& object) {
    auto options = decode_named_list<SurveyRule::Option>(
        context.decoder, object, "options", [&](const Node& node) -> std::optional<SurveyRule::Option> {
            ObjectReader fields(context.decoder, node);
            std::string id;
            Text label;
            Rational weight;
            MaybeExpression count;
            const bool ok = all_of({fields.required("id", id), fields.optional("label", label),
                                    fields.required("weight", weight), fields.required("count", count)});
            fields.finish();
            if (!ok) return std::nullopt;
            return SurveyRule::Option{std::move(id), std::move(label), weight, *count};
        });
    if (!options) return std::nullopt;
    return SurveyRule{std::move(*options)};
}

MaybeRule decode_monitor(const RuleContext&, ObjectReader& object) {
    MaybeExpression value;
    Unit unit = Unit::number;
    bool ok = object.required("value", value);
    ok &= object.optional_word("unit", unit_words, unit);
    if (!ok) return std::nullopt;
    return MonitorRule{*value, unit};
}

std::shared_ptr<const Rule> decode_inner_rule(const RuleContext& context, const std::optional<Node>& node) {
    if (!node) return nullptr;
    auto rule = decode_rule(context, *node);
    return rule ? std::make_shared<const Rule>(std::move(*rule)) : nullptr;
}

MaybeRule decode_alternatives(const RuleContext& context, ObjectReader& object) {
    using Alternative = AlternativesRule::Alternative;
    auto alternatives = decode_list<Alternative>(context.decoder, object, "alternatives",
                                                 [&](const Node& node) -> std::optional<Alternative> {
                                                     ObjectReader fields(context.decoder, node);
                                                     MaybeExpression when;
                                                     Text label;
                                                     bool ok = fields.required("when", when);
                                                     ok &= fields.optional("label", label);
                                                     auto rule = decode_inner_rule(context, fields.require("rule"));
                                                     fields.finish();
                                                     if (!ok || !rule) return std::nullopt;
                                                     return Alternative{*when, std::move(rule), std::move(label)};
                                                 });
    const auto otherwise = object.find("otherwise");
    auto other_rule = decode_inner_rule(context, otherwise);
    if (!alternatives || (otherwise && !other_rule)) return std::nullopt;
    return AlternativesRule{std::move(*alternatives), std::move(other_rule)};
}

using DecodeKind = MaybeRule (*)(const RuleContext&, ObjectReader&);

constexpr std::array<Word<DecodeKind>, 15> kinds{{
    {"levels", decode_levels_rule},
    {"checklist", decode_checklist},
    {"points", decode_points},
    {"bands", decode_bands_rule},
    {"proportional", decode_proportional},
    {"piecewise_linear", decode_piecewise_linear},
    {"deadline", decode_deadline},
    {"per_item", decode_per_item},
    {"deduction", decode_deduction},
    {"cases", decode_cases},
    {"formula", decode_formula},
    {"condition", decode_condition},
    {"survey", decode_survey},
    {"monitor", decode_monitor},
    {"alternatives", decode_alternatives},
}};
static_assert(kinds.size() == std::variant_size_v<RuleKind>);

}  // namespace

std::optional<Rule> decode_rule(const RuleContext& context, const Node& node) {
    ObjectReader object(context.decoder, node);
    DecodeKind decode_kind = nullptr;
    if (!object.required_word("kind", kinds, decode_kind)) return std::nullopt;
    MaybeRule kind = decode_kind(context, object);
    object.finish();
    if (!kind) return std::nullopt;
    return Rule{std::move(*kind), node.pointer};
}

}  // namespace parindex::io
