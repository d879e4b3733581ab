// Rules as formulas: the outcome, the points and the level that each kind of rule gives.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "io/sheet_formula_parts.hpp"
#include "parindex/rules/evaluate_rule.hpp"

namespace parindex::io::sheet {

namespace {

const Rational zero;
const Rational one(1);

Formula if_taken(const Taken& taken, const Formula& then, const Formula& settled_at) {
    const auto done = choose(operation(taken.code, "=", code(Taken::settled)), settled_at, taken.code);
    return choose(operation(taken.code, "=", "0"), then, done);
}

class RuleCompiler {
public:
    RuleCompiler(Sheet& sheet, const Criterion& leaf) : sheet_(sheet), leaf_(leaf) {}

    Result read(const Rule& rule) {
        return std::visit([&](const auto& kind) { return visit(kind); }, rule.kind);
    }

private:
    // Values that rules take.

    /// The outcome that a missing value leads to; `divided` where the denominator is zero.
    Formula outcome_of(const Reading& reading, const Formula& divided) {
        const std::vector<Formula> outcomes{"0",           code(unknown), code(unknown),      divided,
                                            code(pending), code(refused), code(needs_others), code(blank),
                                            code(no_data), code(unknown)};
        if (reading.reason == "0") return "0";
        return sheet_.bind(pick(reading.reason, outcomes));
    }

    /// What the criterion says for a zero denominator: code and points.
    Taken stated_outcome() {
        using Then = ZeroDenominator::Then;
        const auto& policy = leaf_.zero_denominator;
        Taken taken{code(refused), "0", "0", false, false};
        if (!policy || !policy->then) return taken;
        switch (*policy->then) {
            case Then::zero:
                taken.code = code(Taken::settled);
                break;
            case Then::full_points:
                taken.code = code(Taken::settled);
                taken.points = sheet_.number_or_zero(leaf_.max);
                break;
            case Then::not_arisen:
                taken.code = code(not_arisen);
                break;
            case Then::not_applicable:
                taken.code = code(not_applicable);
                break;
            case Then::block:
                break;
        }
        return taken;
    }

    /// A zero denominator: the substitute where there is one, else what is stated.
    Taken zero_denominator_taken(bool replaces_value) {
        const auto& policy = leaf_.zero_denominator;
        auto stated = stated_outcome();
        if (!policy || !policy->use) return stated;
        const auto use = read_expression(sheet_, *policy->use);
        const auto has_one = operation(use.reason, "=", "0");
        auto taken = stated;
        taken.code = sheet_.bind(outcome_of(use, stated.code));
        if (replaces_value) {
            taken.value = use.value;
            return taken;
        }
        const auto max = leaf_.max.value_or(Rational());
        const auto inside = all_of({sheet_.compared(use.value, ">=", zero), sheet_.compared(use.value, "<=", max)});
        taken.code = sheet_.bind(choose(has_one, choose(inside, code(Taken::settled), code(refused)), taken.code));
        taken.points = sheet_.bind(choose(has_one, use.value, stated.points));
        return taken;
    }

    Taken take(const Expression& expression, bool replaces_value) {
        const auto reading = read_expression(sheet_, expression);
        Taken taken{outcome_of(reading, code(refused)), reading.value, "0", reading.whole, reading.is_count};
        if (reading.plain_reason) return taken;
        const auto divided = zero_denominator_taken(replaces_value);
        taken.code = outcome_of(reading, divided.code);
        taken.points = divided.points;
        const auto is_divided = operation(reading.reason, "=", code(zero_denominator));
        if (replaces_value) {
            taken.value = sheet_.bind(choose(is_divided, divided.value, reading.value));
            taken.whole = taken.is_count = false;
        }
        return taken;
    }

    Taken take_number(const Expression& expression) { return take(expression, true); }
    Taken take_condition(const Expression& expression) { return take(expression, false); }

    /// A number that must be an integer of at least zero.
    Taken take_count(const Expression& expression) {
        auto taken = take_number(expression);
        if (taken.is_count) return taken;
        const auto fits = fmt::format("AND({0}>-1E-9,ABS({0}-ROUND({0},0))<1E-9)", taken.value);
        taken.code = sheet_.bind(choose(operation(taken.code, "=", "0"), choose(fits, "0", code(refused)), taken.code));
        taken.value = sheet_.bind(fmt::format("ROUND({},0)", taken.value));
        return taken;
    }

    Rational max() const { return leaf_.max.value_or(Rational()); }

    /// The result of a rule with one value: `points` where there is a value.
    Result result_of(const Taken& taken, const Formula& outcome, const Formula& points) {
        return {if_taken(taken, outcome, "0"),
                choose(operation(taken.code, "=", code(Taken::settled)), taken.points, points)};
    }

    /// Points held to 0 .. max as stated; `points` is repeated.
    Result bounded(const Formula& points, Overflow above_max, Overflow below_zero) {
        std::vector<Formula> outside;
        if (above_max == Overflow::refuse) outside.push_back(sheet_.compared(points, ">", max()));
        if (below_zero == Overflow::refuse) outside.push_back(sheet_.compared(points, "<", zero));
        const auto held = fmt::format("MAX(0,MIN({},{}))", sheet_.number(max()), points);
        return {choose(any_of(std::move(outside)), code(refused), "0"), held};
    }

    // Typed answers.

    Formula level_matches(const Formula& word, const Level& level) {
        std::vector<std::string> names{level.label.vi, level.label.en, level.label.other, level.id};
        std::vector<Formula> conditions;
        for (const auto& name : names)
            if (!name.empty()) conditions.push_back(fmt::format("({}=LOWER({}))", word, text_literal(name)));
        return sheet_.bind_long(any_of(std::move(conditions)));
    }

    /// Place of the typed level from 1; 0 when none is typed, 99 when it is none of them.
    Formula chosen_level(const LevelsRule& rule) {
        const auto reference = sheet_.part(sheet_.node, AnswerPart::level);
        if (reference.empty()) return "0";
        const auto word = sheet_.bind(fmt::format("IF(ISERROR({0}),\"?\",LOWER(TRIM({0})))", reference));
        std::vector<Branch> branches{{fmt::format("(LEN({})=0)", word), "0"}};
        for (std::size_t i = 0; i < rule.levels.size(); ++i)
            branches.push_back({level_matches(word, rule.levels[i]), std::to_string(i + 1)});
        // Some programs count TRUE as a number.
        const auto ordinal =
            fmt::format("IF(ISLOGICAL({0}),99,IF(ISNUMBER({0}),IF(AND({0}>=1,{0}<={1},{0}=INT({0})),{0},99),99))",
                        reference, rule.levels.size());
        return sheet_.bind(sheet_.first_of(branches, ordinal));
    }

    Result visit(const LevelsRule& rule) {
        if (rule.levels.size() > 90) return given_up("quá nhiều mức", "too many levels");
        const auto chosen = chosen_level(rule);
        const auto typed = sheet_.number_cell(sheet_.part(sheet_.node, AnswerPart::points), missing_answer);
        std::vector<Formula> codes{code(blank)};
        std::vector<Formula> points{no_text};
        std::vector<Formula> ids{no_text};
        for (const auto& level : rule.levels) {
            ids.push_back(text_literal(level.id));
            if (level.free_points) {
                const auto fits = all_of({operation(typed.reason, "=", "0"),
                                          sheet_.compared(typed.value, ">=", level.free_points->first),
                                          sheet_.compared(typed.value, "<=", level.free_points->second)});
                codes.push_back(choose(fits, "0", code(unknown)));
                points.push_back(typed.value);
            } else {
                codes.push_back(choose(operation(typed.reason, "=", code(missing_answer)), "0", code(unknown)));
                points.push_back(level.points ? sheet_.number(*level.points) : no_text);
            }
        }
        const auto index = sheet_.bind(choose(operation(chosen, ">", "90"), "0", chosen));
        return {choose(operation(chosen, ">", "90"), code(unknown), pick(index, codes)), pick(index, points),
                pick(index, ids)};
    }

    Result visit(const ChecklistRule& rule) {
        std::vector<Formula> ticks;
        std::vector<Formula> parts;
        for (const auto& item : rule.items) {
            const auto reference = sheet_.cells.item ? sheet_.cells.item(sheet_.node, item.id) : std::string();
            const auto tick = sheet_.tick(reference);
            ticks.push_back(tick);
            parts.push_back(sheet_.bind(choose(operation(tick, "=", "1"), sheet_.number(item.points), "0")));
        }
        const auto highest = sheet_.bind(sheet_.over("MAX", ticks));
        auto sum = sheet_.over("SUM", parts);
        if (rule.cap) sum = fmt::format("MIN({},{})", sum, sheet_.number(*rule.cap));
        return {
            choose(operation(highest, "=", "0"), code(blank), choose(operation(highest, "=", "9"), code(unknown), "0")),
            sum};
    }

    Result visit(const PointsRule& rule) {
        const auto typed = sheet_.number_cell(sheet_.part(sheet_.node, AnswerPart::points), missing_answer);
        std::vector<Formula> fits{sheet_.compared(typed.value, ">=", rule.min),
                                  sheet_.compared(typed.value, "<=", rule.max ? *rule.max : max())};
        if (rule.step && rule.step->sign() > 0) {
            const auto steps =
                fmt::format("(({}-{})/{})", typed.value, sheet_.number(rule.min), sheet_.number(*rule.step));
            fits.push_back(fmt::format("(ABS({0}-ROUND({0},0))<1E-9)", steps));
        }
        const auto checked = choose(all_of(std::move(fits)), "0", code(unknown));
        return {choose(operation(typed.reason, "=", "0"), checked,
                       choose(operation(typed.reason, "=", code(missing_answer)), code(blank), code(unknown))),
                typed.value};
    }

    // Computed values.

    Formula inside(const Interval& range, const Formula& value) {
        std::vector<Formula> sides;
        if (range.lower)
            sides.push_back(sheet_.compared(value, range.lower->inclusive ? ">=" : ">", range.lower->value));
        if (range.upper)
            sides.push_back(sheet_.compared(value, range.upper->inclusive ? "<=" : "<", range.upper->value));
        return all_of(std::move(sides));
    }

public:
    /// TRUE when two bands with different points hold the value; only pairs that can are looked at.
    Formula ambiguous(const std::vector<BandsRule::Band>& bands, const Formula& value) {
        std::vector<Formula> pairs;
        for (std::size_t i = 0; i < bands.size(); ++i)
            for (std::size_t k = i + 1; k < bands.size(); ++k)
                if (bands[i].points != bands[k].points && meet(bands[i].range, bands[k].range))
                    pairs.push_back(
                        sheet_.bind(all_of({inside(bands[i].range, value), inside(bands[k].range, value)})));
        return pairs.empty() ? Formula("FALSE") : sheet_.over("OR", pairs);
    }

    /// Points of the band that holds the value, or `outside`.
    Formula band_points(std::vector<BandsRule::Band> bands, Overlap on_overlap, const Formula& value,
                        const Formula& outside) {
        const bool falling = on_overlap == Overlap::highest;
        if (falling || on_overlap == Overlap::lowest)
            std::stable_sort(bands.begin(), bands.end(), [falling](const auto& a, const auto& b) {
                return falling ? a.points > b.points : a.points < b.points;
            });
        std::vector<Branch> branches;
        for (const auto& band : bands) branches.push_back({inside(band.range, value), sheet_.number(band.points)});
        return sheet_.first_of(branches, outside);
    }

private:
    static bool starts_before_end(const Interval& a, const Interval& b) {
        if (!a.lower || !b.upper || a.lower->value < b.upper->value) return true;
        return a.lower->value == b.upper->value && a.lower->inclusive && b.upper->inclusive;
    }

    static bool meet(const Interval& a, const Interval& b) {
        return starts_before_end(a, b) && starts_before_end(b, a);
    }

    Result visit(const BandsRule& rule) {
        const auto taken = take_number(rule.of);
        const auto outside = rule.outside == BandsRule::Outside::zero ? Formula("0") : no_text;
        const auto points = sheet_.bind(band_points(rule.bands, rule.on_overlap, taken.value, outside));
        const auto twice =
            rule.on_overlap == Overlap::undeclared ? ambiguous(rule.bands, taken.value) : Formula("FALSE");
        const auto none = fmt::format("NOT(ISNUMBER({}))", points);
        return result_of(taken, choose(any_of({twice, none}), code(refused), "0"), points);
    }

    Result visit(const ProportionalRule& rule) {
        const auto taken = take_number(rule.of);
        const bool refuse = rule.above_one == Overflow::refuse;
        const auto above = sheet_.compared(taken.value, ">", one);
        const auto below = sheet_.compared(taken.value, "<", zero);
        const auto outcome = choose(refuse ? any_of({below, above}) : below, code(refused), "0");
        const auto share = sheet_.bind(fmt::format("MAX(0,MIN(1,{}))", taken.value));
        auto points = between(rule, share);
        if (rule.zero_below) points = choose(sheet_.compared(share, "<", *rule.zero_below), "0", points);
        if (rule.full_from)
            points = choose(sheet_.compared(share, ">=", *rule.full_from), sheet_.number(max()), points);
        return result_of(taken, outcome, points);
    }

    Formula between(const ProportionalRule& rule, const Formula& share) {
        using Between = ProportionalRule::Between;
        if (rule.between == Between::share_of_max || !rule.full_from)
            return fmt::format("({}*{})", share, sheet_.number(max()));
        if (rule.between == Between::share_of_threshold)
            return rule.full_from->is_zero() ? Formula("0")
                                             : fmt::format("({}*{})", share, sheet_.number(max() / *rule.full_from));
        const auto low = rule.zero_below.value_or(zero);
        if (*rule.full_from == low) return "0";
        return fmt::format("(({}-{})*{})", share, sheet_.number(low), sheet_.number(max() / (*rule.full_from - low)));
    }

    Result visit(const PiecewiseLinearRule& rule) {
        const auto taken = take_number(rule.of);
        const auto& knots = rule.knots;
        std::vector<Branch> branches;
        branches.push_back({sheet_.compared(taken.value, "<", knots.front().at), sheet_.number(knots.front().points)});
        for (std::size_t i = 0; i + 1 < knots.size(); ++i)
            branches.push_back(
                {sheet_.compared(taken.value, "<", knots[i + 1].at), line(knots[i], knots[i + 1], taken.value)});
        const auto points = sheet_.first_of(branches, sheet_.number(knots.back().points));
        const auto outside = any_of({branches.front().when, sheet_.compared(taken.value, ">", knots.back().at)});
        return result_of(taken, rule.outside == Overflow::refuse ? choose(outside, code(refused), "0") : "0", points);
    }

    Formula line(const PiecewiseLinearRule::Knot& a, const PiecewiseLinearRule::Knot& b, const Formula& value) {
        if (a.at == b.at) return sheet_.number(b.points);
        return fmt::format("({}+({}-{})*{})", sheet_.number(a.points), value, sheet_.number(a.at),
                           sheet_.number((b.points - a.points) / (b.at - a.at)));
    }

    Result visit(const DeadlineRule& rule) {
        const auto done = take(rule.done, false);
        const auto due = take(rule.due, false);
        const auto never = number_literal(never_serial);
        const auto is_never = operation(done.value, "=", never);
        const auto late = sheet_.bind(lateness(rule, done.value, due.value));
        std::vector<Branch> steps;
        for (const auto& step : rule.steps)
            steps.push_back({step.late_by_at_most ? fmt::format("({}<={})", late, number_literal(*step.late_by_at_most))
                                                  : Formula("TRUE"),
                             sheet_.number(step.points)});
        const auto points = sheet_.bind(sheet_.first_of(steps, no_text));
        const auto in_time = choose(fmt::format("ISNUMBER({})", points), "0", code(refused));
        const auto never_points = sheet_.number(rule.never_points);
        const auto due_settled = operation(due.code, "=", code(Taken::settled));
        return {if_taken(done, choose(is_never, "0", if_taken(due, in_time, "0")), "0"),
                choose(operation(done.code, "=", code(Taken::settled)), done.points,
                       choose(is_never, never_points, choose(due_settled, due.points, points)))};
    }

    /// Days after the due date, 0 in time or when nothing is due.
    Formula lateness(const DeadlineRule& rule, const Formula& done, const Formula& due) {
        const auto in_time = fmt::format("OR({0}<={1},{1}={2},{0}={2})", done, due, never_serial);
        const auto days = rule.count == DeadlineRule::Count::calendar_days ? fmt::format("({}-{})", done, due)
                                                                           : working_days_between(sheet_, due, done);
        return fmt::format("IFERROR(IF({},0,{}),0)", in_time, days);
    }

    Result visit(const PerItemRule& rule) {
        const auto count = take_count(rule.count);
        const auto cap = rule.cap ? *rule.cap : max();
        return result_of(
            count, "0", fmt::format("MIN({}*{},{})", count.value, sheet_.number(rule.points_each), sheet_.number(cap)));
    }

    /// The first of several values that is none ends the rule.
    Taken sequence(const std::vector<Taken>& list) {
        std::vector<Branch> codes;
        std::vector<Branch> points;
        for (const auto& taken : list) {
            if (taken.code == "0") continue;
            codes.push_back({negated(operation(taken.code, "=", "0")), taken.code});
            points.push_back({negated(operation(taken.code, "=", "0")), taken.points});
        }
        Taken all;
        all.code = sheet_.bind(sheet_.first_of(codes, "0"));
        all.points = sheet_.bind(sheet_.first_of(points, "0"));
        return all;
    }

    Result visit(const DeductionRule& rule) {
        std::vector<Taken> counts;
        std::vector<Formula> parts;
        for (const auto& item : rule.items) {
            counts.push_back(take_count(item.count));
            auto part = fmt::format("{}*{}", counts.back().value, sheet_.number(item.points_each));
            if (item.cap) part = fmt::format("MIN({},{})", part, sheet_.number(*item.cap));
            parts.push_back(sheet_.bind(part));
        }
        auto off = sheet_.over("SUM", parts);
        if (rule.cap) off = fmt::format("MIN({},{})", off, sheet_.number(*rule.cap));
        const auto start = rule.start ? *rule.start : max();
        return result_of(sequence(counts), "0",
                         fmt::format("MAX({}-{},{})", sheet_.number(start), off, sheet_.number(rule.floor)));
    }

    // Branches.

    struct Case {
        Taken when;
        Taken points;
    };

    Result visit(const CasesRule& rule) {
        std::vector<Case> cases;
        for (const auto& branch : rule.cases)
            cases.push_back({take_condition(branch.when), take_number(branch.points)});
        Taken none{code(refused), "0", "0", false, false};
        if (rule.otherwise) none = take_number(*rule.otherwise);
        auto taken = rule.pick == CasesRule::Pick::first ? first_case(cases, none) : highest_case(cases, none);
        taken.value = sheet_.bind(taken.value);
        const auto held = bounded(taken.value, rule.above_max, rule.below_zero);
        return result_of(taken, held.code, held.points);
    }

    Taken first_case(const std::vector<Case>& cases, const Taken& otherwise) {
        auto result = otherwise;
        for (std::size_t i = cases.size(); i-- > 0;) {
            const auto& [when, points] = cases[i];
            const auto open = negated(operation(when.code, "=", "0"));
            const auto merge = [&](const Formula& if_open, const Formula& if_holds, const Formula& if_not) {
                return sheet_.bind(choose(open, if_open, choose(when.value, if_holds, if_not)));
            };
            Taken merged;
            merged.code = merge(when.code, points.code, result.code);
            merged.value = merge("0", points.value, result.value);
            merged.points = merge(when.points, points.points, result.points);
            result = merged;
        }
        return result;
    }

    Taken highest_case(const std::vector<Case>& cases, const Taken& otherwise) {
        std::vector<Taken> steps;
        std::vector<Formula> candidates;
        for (const auto& [when, points] : cases) {
            const auto holds = sheet_.bind(choose(operation(when.code, "=", "0"), when.value, "FALSE"));
            steps.push_back(when);
            auto step = points;
            step.code = sheet_.bind(choose(holds, points.code, "0"));
            steps.push_back(step);
            candidates.push_back(sheet_.bind(fmt::format("IF({},{},\"\")", holds, points.value)));
        }
        auto all = sequence(steps);
        const auto any = sheet_.bind(fmt::format("{}>0", sheet_.over("COUNT", candidates)));
        const auto settled_before = negated(operation(all.code, "=", "0"));
        Taken result;
        result.code = sheet_.bind(choose(settled_before, all.code, choose(any, "0", otherwise.code)));
        result.value = choose(any, sheet_.over("MAX", candidates), otherwise.value);
        result.points = sheet_.bind(choose(settled_before, all.points, otherwise.points));
        return result;
    }

    Result visit(const FormulaRule& rule) {
        const auto taken = take_number(rule.points);
        const auto held = bounded(taken.value, rule.above_max, rule.below_zero);
        return result_of(taken, held.code, held.points);
    }

    Result visit(const ConditionRule& rule) {
        const auto taken = take_condition(rule.met);
        return result_of(taken, "0", choose(taken.value, sheet_.number(max()), "0"));
    }

    Result visit(const SurveyRule& rule) {
        std::vector<Taken> counts;
        std::vector<Formula> answers;
        std::vector<Formula> weighted;
        for (const auto& option : rule.options) {
            counts.push_back(take_count(option.count));
            answers.push_back(sheet_.bind(counts.back().value));
            weighted.push_back(sheet_.bind(fmt::format("{}*{}", answers.back(), sheet_.number(option.weight))));
        }
        const auto all = sequence(counts);
        const auto sum = sheet_.bind(sheet_.over("SUM", answers));
        const auto is_empty = operation(sum, "=", "0");
        const auto share = fmt::format("{}/{}*{}", sheet_.over("SUM", weighted), sum, sheet_.number(max()));
        const auto nothing = without_answers();
        return result_of(all, choose(is_empty, nothing.code, "0"), choose(is_empty, nothing.points, share));
    }

    Result without_answers() {
        if (!leaf_.zero_denominator) return {code(no_survey), "0"};
        const auto taken = zero_denominator_taken(true);
        const auto points = sheet_.bind(fmt::format("{}*{}", taken.value, sheet_.number(max())));
        const auto held = bounded(points, Overflow::refuse, Overflow::refuse);
        return result_of(taken, held.code, held.points);
    }

    Result visit(const MonitorRule& rule) {
        const auto taken = take_number(rule.value);
        return {if_taken(taken, "0", "0")};
    }

    Result visit(const AlternativesRule& rule) {
        Result result{code(not_applicable)};
        if (rule.otherwise) result = read(*rule.otherwise);
        for (std::size_t i = rule.alternatives.size(); i-- > 0;) {
            const auto when = take_condition(rule.alternatives[i].when);
            if (when.code == "0" && when.value == "FALSE") continue;
            const auto inner = read(*rule.alternatives[i].rule);
            const auto holds = when.value;
            const auto merge = [&](const Formula& yes, const Formula& no) {
                return sheet_.bind(choose(holds, yes, no));
            };
            result.code = sheet_.bind(if_taken(when, merge(inner.code, result.code), "0"));
            result.points = sheet_.bind(choose(operation(when.code, "=", code(Taken::settled)), when.points,
                                               merge(inner.points, result.points)));
            result.level =
                sheet_.bind(choose(operation(when.code, "=", "0"), merge(inner.level, result.level), no_text));
        }
        return result;
    }

    Result given_up(const char* vi, const char* en) {
        sheet_.give_up({vi, en, {}});
        return {code(unknown)};
    }

    Sheet& sheet_;
    const Criterion& leaf_;
};

/// The parts of an answer that a rule takes.
struct TakenParts {
    bool level = false;
    bool points = false;
    bool value = false;

    void add(const Rule& rule) {
        if (const auto* levels = std::get_if<LevelsRule>(&rule.kind)) {
            level = true;
            for (const auto& one_level : levels->levels) points = points || one_level.free_points;
        }
        points = points || std::holds_alternative<PointsRule>(rule.kind);
        if (const auto* choice = std::get_if<AlternativesRule>(&rule.kind)) {
            for (const auto& alternative : choice->alternatives) add(*alternative.rule);
            if (choice->otherwise) add(*choice->otherwise);
        }
    }

    void add(const Expression& expression) {
        for_each_node(expression.root(), [&](const ExpressionNode& node) {
            const auto* name = std::get_if<ExpressionNode::Name>(&node.what);
            value = value || (name != nullptr && name->path == "answer");
        });
    }
};

}  // namespace

Result read_rule(Sheet& sheet, const Criterion& leaf) { return RuleCompiler(sheet, leaf).read(*leaf.rule); }

Result convert_points(Sheet& sheet, const Criterion& node, const Formula& points) {
    RuleCompiler compiler(sheet, node);
    const auto& bands = node.aggregate.convert;
    const auto held = sheet.bind(compiler.band_points(bands, Overlap::undeclared, points, no_text));
    const auto twice = compiler.ambiguous(bands, points);
    return {choose(any_of({twice, fmt::format("NOT(ISNUMBER({}))", held)}), code(refused), "0"), held};
}

Formula unfit_answer(Sheet& sheet, const Criterion& leaf) {
    TakenParts taken;
    if (leaf.rule) taken.add(*leaf.rule);
    if (leaf.rule)
        for (const auto& expression : expressions_of(*leaf.rule)) taken.add(*expression.expression);
    for (const auto& entry : leaf.overrides) taken.add(entry.when);
    if (leaf.zero_denominator && leaf.zero_denominator->use) taken.add(*leaf.zero_denominator->use);
    std::vector<Formula> unfit;
    const auto must_be_empty = [&](AnswerPart which) {
        const auto reference = sheet.part(sheet.node, which);
        if (!reference.empty()) unfit.push_back(fmt::format("IFERROR(LEN(TRIM({}))>0,TRUE)", reference));
    };
    if (!taken.level) must_be_empty(AnswerPart::level);
    if (!taken.points) must_be_empty(AnswerPart::points);
    if (!taken.value) must_be_empty(AnswerPart::value);
    const auto must_be_read = [&](AnswerPart which) {
        const auto reading = sheet.number_cell(sheet.part(sheet.node, which), missing_answer);
        unfit.push_back(operation(reading.reason, "=", code(not_computed)));
    };
    if (taken.points) must_be_read(AnswerPart::points);
    if (taken.value) must_be_read(AnswerPart::value);
    return sheet.bind(any_of(std::move(unfit)));
}

}  // namespace parindex::io::sheet
