#include "io/leaf_inputs.hpp"

#include <algorithm>
#include <optional>
#include <variant>

#include "io/suggest.hpp"
#include "parindex/rules/evaluate_expression.hpp"
#include "parindex/rules/evaluate_rule.hpp"

namespace parindex::io {

namespace {

/// Whether the condition holds; nothing when the scope cannot tell.
std::optional<bool> decide(const Expression& condition, const Scope& scope) {
    const auto result = evaluate_expression(condition, scope);
    const auto* value = std::get_if<Value>(&result);
    const auto* holds = value != nullptr ? std::get_if<bool>(value) : nullptr;
    return holds != nullptr ? std::optional(*holds) : std::nullopt;
}

/// The unit that a rule states for the value it looks up.
Unit unit_of(const Rule& rule) {
    if (const auto* bands = std::get_if<BandsRule>(&rule.kind)) return bands->unit;
    if (const auto* lines = std::get_if<PiecewiseLinearRule>(&rule.kind)) return lines->unit;
    if (std::holds_alternative<ProportionalRule>(rule.kind)) return Unit::percent;
    if (std::holds_alternative<PerItemRule>(rule.kind)) return Unit::count;
    return Unit::number;
}

}  // namespace

bool uses_answer(const Expression& expression) {
    bool found = false;
    for_each_node(expression.root(), [&](const ExpressionNode& node) {
        const auto* name = std::get_if<ExpressionNode::Name>(&node.what);
        found = found || (name != nullptr && name->path == "answer");
    });
    return found;
}

bool is_survey_only(const Criterion& leaf) {
    return !leaf.scored_by.empty() && std::all_of(leaf.scored_by.begin(), leaf.scored_by.end(),
                                                  [](Scorer scorer) { return scorer == Scorer::survey; });
}

LeafInputs::LeafInputs(const Criterion& leaf, const Scope* scope) {
    if (leaf.rule) add(*leaf.rule, scope);
    for (const auto& entry : leaf.overrides) add_expression(entry.when);
    if (leaf.zero_denominator && leaf.zero_denominator->use) add_expression(*leaf.zero_denominator->use);
}

bool LeafInputs::has_free_points() const {
    return std::any_of(levels.begin(), levels.end(), [](const Level* level) { return level->free_points.has_value(); });
}

std::string LeafInputs::names() const {
    std::vector<std::string_view> kinds;
    if (!levels.empty()) kinds.push_back("level");
    if (has_checklist) kinds.push_back("items");
    if (has_value) kinds.push_back("value");
    if (takes_points()) kinds.push_back("points");
    return list_words(kinds);
}

void LeafInputs::add_expression(const Expression& expression) {
    has_value = has_value || uses_answer(expression);
    for (auto& name : fact_names(expression))
        if (std::find(facts.begin(), facts.end(), name) == facts.end()) facts.push_back(std::move(name));
}

void LeafInputs::add(const Rule& added, const Scope* scope) {
    if (const auto* choice = std::get_if<AlternativesRule>(&added.kind)) return add_alternatives(*choice, scope);
    rule = &added;
    for (const auto& entry : expressions_of(added)) {
        if (uses_answer(*entry.expression)) value_unit = unit_of(added);
        add_expression(*entry.expression);
    }
    if (const auto* list = std::get_if<LevelsRule>(&added.kind)) {
        for (const auto& level : list->levels) levels.push_back(&level);
    } else if (const auto* checklist = std::get_if<ChecklistRule>(&added.kind)) {
        has_checklist = true;
        for (const auto& item : checklist->items) items.push_back(&item);
    } else if (const auto* typed = std::get_if<PointsRule>(&added.kind)) {
        points.push_back(typed);
    }
}

void LeafInputs::add_alternatives(const AlternativesRule& choice, const Scope* scope) {
    bool is_settled = true;
    for (const auto& alternative : choice.alternatives) {
        const auto holds = scope != nullptr ? decide(alternative.when, *scope) : std::nullopt;
        if (holds && !*holds) continue;
        is_settled = is_settled && holds.has_value();
        if (!holds) add_expression(alternative.when);
        add(*alternative.rule, scope);
        if (!is_settled) rule = nullptr;
        if (holds) return;
    }
    if (choice.otherwise) add(*choice.otherwise, scope);
    if (!is_settled) rule = nullptr;
}

}  // namespace parindex::io
