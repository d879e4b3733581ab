#include "report/input_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "parindex/engine/explain.hpp"
#include "parindex/report/figures.hpp"

namespace parindex::report {

namespace {

/// Calls `visit` for the rule and every alternative inside it.
template <class Visit>
void for_each_rule(const Rule& rule, const Visit& visit) {
    visit(rule);
    const auto* choice = std::get_if<AlternativesRule>(&rule.kind);
    if (choice == nullptr) return;
    for (const auto& alternative : choice->alternatives)
        if (alternative.rule) for_each_rule(*alternative.rule, visit);
    if (choice->otherwise) for_each_rule(*choice->otherwise, visit);
}

std::string level_text(const Criterion& criterion, const std::string& id, Language language) {
    std::string text;
    for_each_rule(*criterion.rule, [&](const Rule& rule) {
        const auto* levels = std::get_if<LevelsRule>(&rule.kind);
        if (levels == nullptr || !text.empty()) return;
        for (const auto& level : levels->levels)
            if (level.id == id) text = level.label.in(language);
    });
    return text.empty() ? id : text;
}

std::string item_text(const Criterion& criterion, const std::string& id, Language language) {
    std::string text;
    for_each_rule(*criterion.rule, [&](const Rule& rule) {
        const auto* list = std::get_if<ChecklistRule>(&rule.kind);
        if (list == nullptr || !text.empty()) return;
        for (const auto& item : list->items)
            if (item.id == id) text = item.label.in(language);
    });
    return text.empty() ? id : text;
}

std::string items_text(const Criterion& criterion, const std::vector<std::string>& items, Language language) {
    if (items.empty()) return language == Language::vi ? "không mục nào" : "none of the lines";
    std::string text;
    for (const auto& item : items) text += (text.empty() ? "" : "; ") + item_text(criterion, item, language);
    return text;
}

}  // namespace

std::string input_text(const Criterion& criterion, const Answer& answer, Language language) {
    const bool vi = language == Language::vi;
    if (answer.state != State::scored) return state_text(answer.state).in(language);
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
    if (answer.level && criterion.rule) add(level_text(criterion, *answer.level, language));
    if (answer.items && criterion.rule) add(items_text(criterion, *answer.items, language));
    if (answer.value)
        add(answer.value_written.empty() ? points_text(answer.value, language)
                                         : localise_number(answer.value_written, language));
    if (answer.points)
        add(fmt::format(fmt::runtime(vi ? "{} điểm" : "{} points"), points_text(answer.points, language)));
    if (answer.awarded)
        add(fmt::format(fmt::runtime(vi ? "chấm {} điểm" : "awarded {} points"),
                        points_text(answer.awarded, language)));
    return text;
}

}  // namespace parindex::report
