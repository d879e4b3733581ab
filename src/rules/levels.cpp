// levels: the points of the one level chosen.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "rules/kinds.hpp"
#include "rules/support.hpp"

namespace parindex {

namespace {

const Level* find_level(const LevelsRule& rule, const std::string& id) {
    const auto found = std::find_if(rule.levels.begin(), rule.levels.end(), [&](const auto& l) { return l.id == id; });
    return found == rule.levels.end() ? nullptr : &*found;
}

const std::string& label_of(const Level& level, Language language) {
    return level.label.empty() ? level.id : level.label.in(language);
}

void explain_choice(const LevelsRule& rule, const Level& chosen, RuleResult& result) {
    result.working.push_back(in_both([&](Language l) {
        const auto points = result.points ? fmt::format(" → {}", show_number(*result.points, l)) : std::string();
        return fmt::format(fmt::runtime(l == Language::vi ? "chọn mức {}: {}{}" : "level {} chosen: {}{}"), chosen.id,
                           label_of(chosen, l), points);
    }));
    if (!result.points) return;
    if (chosen.free_points && *result.points < chosen.free_points->second)
        result.why_not_more.push_back(in_both([&](Language l) {
            return fmt::format(
                fmt::runtime(l == Language::vi ? "mức {} cho đến {} điểm" : "level {} gives up to {} points"),
                chosen.id, show_number(chosen.free_points->second, l));
        }));
    for (const auto& level : rule.levels) {
        if (!level.points || *level.points <= *result.points) continue;
        result.why_not_more.push_back(in_both([&](Language l) {
            return fmt::format(
                fmt::runtime(l == Language::vi ? "{} điểm nếu đạt mức {}: {}" : "{} points at level {}: {}"),
                show_number(*level.points, l), level.id, label_of(level, l));
        }));
    }
}

void take_free_points(const Level& level, const Answer& answer, RuleResult& result) {
    const auto& [from, to] = *level.free_points;
    if (!answer.points) {
        result = unanswered();
        return;
    }
    if (*answer.points < from || *answer.points > to)
        refuse(result, "A202", in_both([&](Language l) {
                   return fmt::format(fmt::runtime(l == Language::vi ? "mức {} cho từ {} đến {} điểm, ở đây là {}"
                                                                     : "level {} gives {} to {} points, here are {}"),
                                      level.id, show_number(from, l), show_number(to, l),
                                      show_number(*answer.points, l));
               }));
    else
        result.points = *answer.points;
}

}  // namespace

RuleResult evaluate(const LevelsRule& rule, const RuleContext& context) {
    if (context.answer == nullptr || !context.answer->level) return unanswered();
    const auto* level = find_level(rule, *context.answer->level);
    RuleResult result;
    if (level == nullptr) {
        refuse(result, "A201",
               {fmt::format("không có mức \"{}\"", *context.answer->level),
                fmt::format("there is no level \"{}\"", *context.answer->level),
                {}});
        return result;
    }
    result.level = level->id;
    if (level->free_points)
        take_free_points(*level, *context.answer, result);
    else
        result.points = level->points;
    if (context.explain && result.state == State::scored) explain_choice(rule, *level, result);
    return result;
}

Text describe(const LevelsRule& rule, const std::optional<Rational>&) {
    return in_both([&](Language l) {
        std::string text = l == Language::vi ? "chọn một mức: " : "one level: ";
        bool first = true;
        for (const auto& level : rule.levels) {
            if (!first) text += "; ";
            first = false;
            text += label_of(level, l);
            if (level.points) text += ": " + show_number(*level.points, l);
            if (level.free_points)
                text +=
                    ": " + show_number(level.free_points->first, l) + "-" + show_number(level.free_points->second, l);
        }
        return text;
    });
}

Attainable attainable(const LevelsRule& rule, const std::optional<Rational>&) {
    Attainable range;
    const auto include = [&](const Rational& points) {
        if (!range.lowest || points < *range.lowest) range.lowest = points;
        if (!range.highest || points > *range.highest) range.highest = points;
    };
    for (const auto& level : rule.levels) {
        if (level.points) include(*level.points);
        if (level.free_points) {
            include(level.free_points->first);
            include(level.free_points->second);
        }
    }
    return range;
}

void add_expressions(const LevelsRule&, std::vector<RuleExpression>&) {}

void check(const LevelsRule& rule, const Criterion& criterion, const std::string& pointer, Findings& findings) {
    std::set<std::string> ids;
    const Rational* better = nullptr;
    for (std::size_t i = 0; i < rule.levels.size(); ++i) {
        const auto& level = rule.levels[i];
        const auto place = rule.set_name.empty() ? fmt::format("{}/levels/{}", pointer, i) : pointer;
        if (!ids.insert(level.id).second)
            findings.push_back(rule_finding("L206", Severity::error, criterion, place,
                                            {fmt::format("mã mức \"{}\" bị trùng", level.id),
                                             fmt::format("level id \"{}\" is used twice", level.id),
                                             {}}));
        if (level.free_points) {
            check_not_above_max(level.free_points->second, criterion, place, findings);
            if (level.free_points->first > level.free_points->second)
                findings.push_back(rule_finding("L208", Severity::error, criterion, place,
                                                {"khoảng điểm rỗng: cận dưới lớn hơn cận trên",
                                                 "empty range of points: it ends below its start",
                                                 {}}));
        }
        if (!level.points) continue;
        check_printed(level.printed_points, *level.points, criterion, place, findings);
        check_not_above_max(*level.points, criterion, place, findings);
        if (better != nullptr && *level.points >= *better)
            findings.push_back(
                rule_finding("L204", Severity::warning, criterion, place,
                             {fmt::format("mức \"{}\" không thấp điểm hơn mức đứng trước", level.id),
                              fmt::format("level \"{}\" does not give fewer points than the one before it", level.id),
                              {}},
                             {"kiểm tra thứ tự các mức", "check the order of the levels", {}}));
        better = &*level.points;
    }
}

}  // namespace parindex
