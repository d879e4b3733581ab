// deadline: points by the days that something came after its due date.

#include <fmt/format.h>

#include "rules/kinds.hpp"
#include "rules/support.hpp"

namespace parindex {

namespace {

using Step = DeadlineRule::Step;

const Step* find_step(const DeadlineRule& rule, std::int64_t late) {
    for (const auto& step : rule.steps)
        if (!step.late_by_at_most || late <= *step.late_by_at_most) return &step;
    return nullptr;
}

std::string days_text(const DeadlineRule& rule, std::int64_t days, Language language) {
    const bool working = rule.count == DeadlineRule::Count::working_days;
    if (language == Language::vi) return fmt::format("{} ngày{}", days, working ? " làm việc" : "");
    return fmt::format("{} {}day{}", days, working ? "working " : "", days == 1 ? "" : "s");
}

std::string step_text(const DeadlineRule& rule, const Step& step, Language language) {
    const bool vi = language == Language::vi;
    if (!step.label.empty()) return step.label.in(language);
    if (!step.late_by_at_most) return vi ? "muộn hơn các mức trên" : "any later";
    if (*step.late_by_at_most == 0) return vi ? "đúng hạn" : "on time";
    return (vi ? "muộn không quá " : "late by at most ") + days_text(rule, *step.late_by_at_most, language);
}

/// Days after the due date; 0 when on time.
std::int64_t lateness(const DeadlineRule& rule, const Date& done, const Date& due, const Scope& scope) {
    if (done <= due) return 0;
    if (rule.count == DeadlineRule::Count::calendar_days) return days_between(due, done);
    return working_days_between(due, done, scope.calendar ? *scope.calendar : WorkingCalendar{});
}

void explain_dates(const DeadlineRule& rule, const Date& done, const Date& due, std::int64_t late, const Step& step,
                   const RuleContext& context, RuleResult& result) {
    result.working.push_back(in_both([&](Language l) {
        const bool vi = l == Language::vi;
        const auto date = [&](const Date& d) { return vi ? d.to_vietnamese() : d.to_iso(); };
        const auto formula = substitute(rule.due, context.scope, l);
        const auto lateness = late == 0 ? std::string(vi ? "đúng hạn" : "on time")
                                        : (vi ? "muộn " : "late by ") + days_text(rule, late, l);
        return fmt::format(fmt::runtime(vi ? "thời hạn: {}{}; thực hiện: {}; {}" : "due: {}{}; done: {}; {}"),
                           formula == date(due) ? "" : formula + " = ", date(due), date(done), lateness);
    }));
    result.working.push_back(in_both(
        [&](Language l) { return fmt::format("{} → {}", step_text(rule, step, l), show_number(step.points, l)); }));
}

void explain_no_due(const DeadlineRule& rule, const Step& step, RuleResult& result) {
    result.working.push_back(in_both([&](Language l) {
        return fmt::format(fmt::runtime(l == Language::vi ? "chưa có thời hạn nên không thể muộn; {} → {}"
                                                          : "nothing is due, so nothing is late; {} → {}"),
                           step_text(rule, step, l), show_number(step.points, l));
    }));
}

void explain_better(const DeadlineRule& rule, const Rational& points, RuleResult& result) {
    for (const auto& step : rule.steps) {
        if (step.points <= points) continue;
        result.why_not_more.push_back(in_both([&](Language l) {
            return fmt::format(fmt::runtime(l == Language::vi ? "{} điểm nếu {}" : "{} points if {}"),
                               show_number(step.points, l), step_text(rule, step, l));
        }));
    }
}

void score_never(const DeadlineRule& rule, bool explain, RuleResult& result) {
    result.points = rule.never_points;
    if (!explain) return;
    result.working.push_back(in_both([&](Language l) {
        const std::string label =
            rule.never_label.empty() ? (l == Language::vi ? "không thực hiện" : "never done") : rule.never_label.in(l);
        return fmt::format("{} → {}", label, show_number(rule.never_points, l));
    }));
    explain_better(rule, rule.never_points, result);
}

}  // namespace

RuleResult evaluate(const DeadlineRule& rule, const RuleContext& context) {
    RuleResult result;
    const auto done = take_date(rule.done, context, result);
    if (!done) return result;
    if (std::holds_alternative<Never>(*done)) {
        score_never(rule, context.explain, result);
        return result;
    }
    const auto due = take_date(rule.due, context, result);
    if (!due) return result;
    const auto* day = std::get_if<Date>(&*due);
    // Without a due date nothing can be late.
    const auto late = day ? lateness(rule, std::get<Date>(*done), *day, context.scope) : 0;
    const auto* step = find_step(rule, late);
    if (step == nullptr) {
        refuse(result, "A205",
               {fmt::format("muộn {}: không mức nào áp dụng", days_text(rule, late, Language::vi)),
                fmt::format("late by {}: no step applies", days_text(rule, late, Language::en)),
                {}});
        return result;
    }
    result.value = Rational(late);
    result.points = step->points;
    if (context.explain) {
        if (day)
            explain_dates(rule, std::get<Date>(*done), *day, late, *step, context, result);
        else
            explain_no_due(rule, *step, result);
        explain_better(rule, step->points, result);
    }
    return result;
}

Text describe(const DeadlineRule& rule, const std::optional<Rational>&) {
    return in_both([&](Language l) {
        auto text = fmt::format(fmt::runtime(l == Language::vi ? "thời hạn: {}; " : "due: {}; "), rule.due.text());
        for (const auto& step : rule.steps)
            text += fmt::format("{}: {}; ", step_text(rule, step, l), show_number(step.points, l));
        const std::string never =
            rule.never_label.empty() ? (l == Language::vi ? "không thực hiện" : "never done") : rule.never_label.in(l);
        return text + fmt::format("{}: {}", never, show_number(rule.never_points, l));
    });
}

Attainable attainable(const DeadlineRule& rule, const std::optional<Rational>&) {
    Attainable range{rule.never_points, rule.never_points};
    for (const auto& step : rule.steps) {
        if (step.points < *range.lowest) range.lowest = step.points;
        if (step.points > *range.highest) range.highest = step.points;
    }
    return range;
}

void add_expressions(const DeadlineRule& rule, std::vector<RuleExpression>& list) {
    list.push_back({&rule.done, RuleExpression::Yields::date, "/done"});
    list.push_back({&rule.due, RuleExpression::Yields::date, "/due"});
}

void check(const DeadlineRule& rule, const Criterion& criterion, const std::string& pointer, Findings& findings) {
    check_not_above_max(rule.never_points, criterion, pointer + "/never", findings);
    for (std::size_t i = 0; i < rule.steps.size(); ++i) {
        const auto& step = rule.steps[i];
        const auto place = fmt::format("{}/steps/{}", pointer, i);
        check_not_above_max(step.points, criterion, place, findings);
        if (i > 0 && step.points > rule.steps[i - 1].points)
            findings.push_back(rule_finding("L204", Severity::warning, criterion, place,
                                            {"muộn hơn mà được nhiều điểm hơn", "more points for being later", {}},
                                            {"kiểm tra điểm của từng mức", "check the points of each step", {}}));
        const bool last = i + 1 == rule.steps.size();
        const bool disordered = i > 0 && step.late_by_at_most && rule.steps[i - 1].late_by_at_most &&
                                *step.late_by_at_most <= *rule.steps[i - 1].late_by_at_most;
        if (disordered || (!step.late_by_at_most && !last))
            findings.push_back(rule_finding("L208", Severity::error, criterion, place,
                                            {"số ngày muộn phải tăng dần, mức không giới hạn đứng cuối",
                                             "days late must rise, the step without a limit comes last",
                                             {}}));
        if (last && step.late_by_at_most)
            findings.push_back(rule_finding(
                "L202", Severity::error, criterion, place,
                {"muộn hơn mức cuối thì không mức nào áp dụng", "later than the last step nothing applies", {}},
                {"thêm một mức không có late_by_at_most", "add a step without late_by_at_most", {}}));
    }
}

}  // namespace parindex
