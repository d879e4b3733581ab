// Nodes as formulas: what applies, awards, overrides, states and their effects, parents.

#include "io/sheet_formula_tree.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parindex::io::sheet {

namespace {

using Kind = Aggregate::Kind;

constexpr int no_override = 0;
constexpr int override_lacks_fact = 101;
constexpr int override_pending = 102;
constexpr int override_unknown = 103;

bool is_survey_only(const Criterion& criterion) {
    return !criterion.scored_by.empty() && std::all_of(criterion.scored_by.begin(), criterion.scored_by.end(),
                                                       [](Scorer s) { return s == Scorer::survey; });
}

bool is_monitor(const Plan::Node& node) {
    return node.role == Role::monitor ||
           (node.criterion->rule && std::holds_alternative<MonitorRule>(node.criterion->rule->kind));
}

/// What a node came to.
struct Come {
    Formula code;
    Formula points = no_text;
    Formula level = no_text;
    Formula assigned = no_text;
    Formula mode = std::to_string(int{counts});
};

class NodeCompiler {
public:
    NodeCompiler(Sheet& sheet, std::size_t index)
        : sheet_(sheet), index_(index), node_(sheet.plan.nodes()[index]), criterion_(*node_.criterion) {}

    SheetFormulas::Node describe();

private:
    const std::vector<std::size_t>& children() const { return node_.children; }
    const NodeCells& cells(std::size_t node) const { return sheet_.nodes[node]; }
    const Plan::Node& plan_node(std::size_t node) const { return sheet_.plan.nodes()[node]; }

    // Whether the node is this agency's.

    /// TRUE, FALSE, or 9 where it cannot be told here: (does not apply, cannot be told).
    struct Applies {
        Formula not_this_agencys;
        Formula is_unknown;
    };

    Applies applies(std::size_t at) {
        const auto& criterion = *plan_node(at).criterion;
        const auto* exempt = sheet_.context.exemptions;
        if (exempt != nullptr && exempt->contains(criterion.id)) return {"TRUE", "FALSE"};
        if (!criterion.applies_when) return {"FALSE", "FALSE"};
        const auto reading = read_expression(sheet_, *criterion.applies_when);
        const auto is_unknown = any_of(
            {operation(reading.reason, "=", code(other_agencies)), operation(reading.reason, "=", code(not_computed))});
        const auto holds = choose(operation(reading.reason, "=", "0"), reading.value, "FALSE");
        return {sheet_.bind_long(negated(holds)), is_unknown};
    }

    Applies outside() {
        std::vector<Formula> outside;
        std::vector<Formula> is_unknown;
        for (auto at = node_.parent; at != Plan::no_parent; at = plan_node(at).parent) {
            const auto one = applies(at);
            outside.push_back(one.not_this_agencys);
            is_unknown.push_back(one.is_unknown);
        }
        return {sheet_.bind_long(any_of(std::move(outside))), sheet_.bind_long(any_of(std::move(is_unknown)))};
    }

    // Leaves.

    Come leaf();
    Come with_effect(Come come);
    Formula chosen_override();
    Formula override_points(const Formula& chosen);
    Formula by_survey(const Formula& outcome) const;

    // Parents.

    struct Parts;
    Parts parts();
    Come parent();
    Come combined(const Parts& parts);
    void convert(Come& come);
    void take_best(const Parts& parts, Come& come);
    void take_level(const Parts& parts, Come& come);
    Formula answered(std::size_t node);
    void add_sum(const Parts& parts, Come& come);
    void add_mean(const Parts& parts, Come& come);
    Come only_answered();
    Formula weakest(const Parts& parts);
    Formula looked_up(const Parts& parts);
    Formula whole_maximum();

    // States and effects.

    /// The criterion's maximum, or an empty text.
    Formula own_maximum() { return criterion_.max ? sheet_.number(*criterion_.max) : no_text; }
    Effect effect_of_state(int outcome) const;
    Formula mode_of(const Formula& outcome, const Formula& scored_mode);
    Formula points_of(const Formula& outcome, const Formula& points);
    SheetFormulas::Node written(const Formula& outcome, const Formula& mode, const Formula& points,
                                const Formula& assigned, const Formula& level);
    Formula shown(const Formula& outcome, const Formula& mode, const Formula& points);
    Formula why_not();

    Sheet& sheet_;
    std::size_t index_;
    const Plan::Node& node_;
    const Criterion& criterion_;
};

/// The children that count: for each the condition, folded where it is decided.
struct NodeCompiler::Parts {
    std::vector<std::size_t> nodes;
    std::vector<Formula> present;
    Formula number;      ///< how many are present
    Formula is_blocked;  ///< one of them
    Formula is_unknown;  ///< one of the children
};

State state_of(int outcome) {
    switch (outcome) {
        case not_applicable:
            return State::not_applicable;
        case not_arisen:
            return State::not_arisen;
        case no_data:
            return State::no_data;
        case no_survey:
            return State::no_survey;
        case blank:
            return State::blank;
        default:
            return State::pending;
    }
}

Effect NodeCompiler::effect_of_state(int outcome) const {
    if (is_monitor(node_)) return Effect::drop;
    if (outcome == refused) return Effect::block;
    return effect_of(sheet_.plan.set(), criterion_, state_of(outcome));
}

/// Mode by the effect of the state; `scored_mode` where there are points.
Formula NodeCompiler::mode_of(const Formula& outcome, const Formula& scored_mode) {
    std::vector<Formula> modes{scored_mode};
    for (int state = not_applicable; state <= refused; ++state) {
        const auto effect = effect_of_state(state);
        modes.push_back(code(effect == Effect::drop ? dropped : effect == Effect::block ? blocked : counts));
    }
    modes.push_back(code(uncomputed));
    modes.push_back(code(uncomputed));
    return pick(outcome, modes);
}

Formula NodeCompiler::points_of(const Formula& outcome, const Formula& points) {
    std::vector<Formula> all{points};
    for (int state = not_applicable; state <= refused; ++state) {
        const auto effect = effect_of_state(state);
        const auto max = criterion_.max ? sheet_.number(*criterion_.max) : no_text;
        const auto none = criterion_.max ? Formula("0") : no_text;
        all.push_back(effect == Effect::full_points ? max : effect == Effect::zero ? none : no_text);
    }
    all.push_back(no_text);
    all.push_back(no_text);
    return pick(outcome, all);
}

// Leaves ------------------------------------------------------------------------------------------------------------

/// The place of the first override that holds, from 1; 0 for none; one of override_... where that cannot be told.
Formula NodeCompiler::chosen_override() {
    std::vector<Branch> branches;
    for (std::size_t i = 0; i < criterion_.overrides.size(); ++i) {
        const auto reading = read_expression(sheet_, criterion_.overrides[i].when);
        const auto undecided = choose(any_of({operation(reading.reason, "=", code(missing_fact)),
                                              operation(reading.reason, "=", code(missing_answer))}),
                                      code(override_lacks_fact),
                                      choose(any_of({operation(reading.reason, "=", code(other_agencies)),
                                                     operation(reading.reason, "=", code(not_computed))}),
                                             code(override_unknown), code(override_pending)));
        const auto place = code(static_cast<int>(i) + 1);
        const auto choice = sheet_.bind(
            choose(operation(reading.reason, "=", "0"), choose(reading.value, place, code(no_override)), undecided));
        branches.push_back({negated(operation(choice, "=", code(no_override))), choice});
    }
    return sheet_.bind(sheet_.first_of(branches, code(no_override)));
}

Formula NodeCompiler::override_points(const Formula& chosen) {
    std::vector<Branch> branches;
    for (std::size_t i = 0; i < criterion_.overrides.size(); ++i)
        branches.push_back(
            {operation(chosen, "=", code(static_cast<int>(i) + 1)), sheet_.number(criterion_.overrides[i].points)});
    return sheet_.first_of(branches, no_text);
}

/// A leaf of the survey part without a result is no_survey, whatever is missing.
Formula NodeCompiler::by_survey(const Formula& outcome) const {
    if (!is_survey_only(criterion_)) return outcome;
    const auto bound = sheet_.bind(outcome);
    return choose(any_of({operation(bound, "=", code(blank)), operation(bound, "=", code(no_data))}), code(no_survey),
                  bound);
}

Come NodeCompiler::leaf() {
    auto rule = read_rule(sheet_, criterion_);
    rule.code = sheet_.bind(rule.code);
    const auto chosen = chosen_override();
    const auto chosen_place = negated(any_of({operation(chosen, "=", "0"), fmt::format("({}>100)", chosen)}));
    const bool has_overrides = !criterion_.overrides.empty();
    const auto overridden = has_overrides ? chosen_place : Formula("FALSE");
    const auto awarded = sheet_.number_cell(sheet_.part(index_, AnswerPart::awarded), missing_answer);
    const auto is_awarded = negated(operation(awarded.reason, "=", code(missing_answer)));
    const auto award_fits =
        all_of({operation(awarded.reason, "=", "0"), sheet_.compared(awarded.value, ">=", Rational()),
                sheet_.compared(awarded.value, "<=", criterion_.max.value_or(Rational()))});
    const auto typed = sheet_.typed_state(index_);
    const auto undecided = has_overrides
                               ? choose(operation(chosen, "=", code(override_lacks_fact)), code(no_data),
                                        choose(operation(chosen, "=", code(override_pending)), code(pending), "0"))
                               : Formula("0");
    const auto by_rule = by_survey(sheet_.bind(choose(operation(rule.code, "=", "0"), undecided, rule.code)));
    const auto by_answer = choose(operation(typed, "=", "0"), by_rule, typed);
    const auto cannot_tell = has_overrides ? operation(chosen, "=", code(override_unknown)) : Formula("FALSE");
    Come come;
    come.code = choose(is_awarded, choose(award_fits, "0", code(unknown)),
                       choose(overridden, "0", choose(cannot_tell, code(unknown), by_answer)));
    come.code = sheet_.bind(choose(unfit_answer(sheet_, criterion_), code(unknown), come.code));
    const auto points = choose(overridden, override_points(chosen), rule.points);
    const auto plain =
        sheet_.bind(choose(operation(come.code, "=", "0"), choose(is_awarded, awarded.value, points), no_text));
    const auto& rounding = sheet_.plan.set().policies.points_rounding;
    come.points = rounding.digits
                      ? choose(fmt::format("ISNUMBER({})", plain), sheet_.rounded_number(plain, rounding), no_text)
                      : plain;
    const auto from_rule = all_of({negated(is_awarded), negated(overridden), operation(typed, "=", "0")});
    come.level = choose(from_rule, rule.level, no_text);
    return come;
}

// Parents -----------------------------------------------------------------------------------------------------------

NodeCompiler::Parts NodeCompiler::parts() {
    Parts parts;
    std::vector<Formula> numbers;
    std::vector<Formula> blocked_ones;
    std::vector<Formula> unknown_ones;
    const bool monitored = node_.role == Role::monitor;
    for (const auto child : children()) {
        const auto& own = cells(child);
        if (!monitored && is_monitor(plan_node(child))) continue;
        unknown_ones.push_back(operation(own.mode, "=", code(uncomputed)));
        const auto present =
            monitored ? operation(own.code, "=", "0") : negated(operation(own.mode, "=", code(dropped)));
        if (present == "FALSE") continue;
        parts.nodes.push_back(child);
        parts.present.push_back(present);
        numbers.push_back(present == "TRUE" ? Formula("1") : fmt::format("IF({},1,0)", present));
        blocked_ones.push_back(all_of({present, operation(own.mode, "=", code(blocked))}));
    }
    parts.number = sheet_.bind(sheet_.over("SUM", numbers));
    parts.is_blocked = blocked_ones.empty() ? Formula("FALSE") : sheet_.bind(sheet_.over("OR", blocked_ones));
    parts.is_unknown = unknown_ones.empty() ? Formula("FALSE") : sheet_.bind(sheet_.over("OR", unknown_ones));
    return parts;
}

/// The node's maximum, unless a child with a maximum dropped out or counts with another one.
Formula NodeCompiler::whole_maximum() {
    std::vector<Formula> partial;
    for (const auto child : children()) {
        const auto& own = *plan_node(child).criterion;
        if (plan_node(child).role == Role::monitor || !own.max) continue;
        const auto& there = cells(child);
        partial.push_back(fmt::format("IF({0}=1,TRUE,IF(ISNUMBER({1}),ABS({1}-{2})>1E-9,FALSE))", there.mode,
                                      there.assigned, sheet_.number(*own.max)));
    }
    return partial.empty() ? Formula("TRUE") : sheet_.bind(negated(sheet_.bind(sheet_.over("OR", partial))));
}

void NodeCompiler::add_sum(const Parts& parts, Come& come) {
    std::vector<Formula> points;
    std::vector<Formula> maxima;
    for (std::size_t i = 0; i < parts.nodes.size(); ++i) {
        const auto& own = cells(parts.nodes[i]);
        // A node that dropped out has neither; only monitored nodes count by another rule.
        const bool always = node_.role != Role::monitor || parts.present[i] == "TRUE";
        points.push_back(always ? own.points : sheet_.bind(choose(parts.present[i], own.points, no_text)));
        maxima.push_back(always ? own.assigned : sheet_.bind(choose(parts.present[i], own.assigned, no_text)));
    }
    come.points = choose(fmt::format("({}>0)", sheet_.over("COUNT", points)), sheet_.over("SUM", points), no_text);
    const auto sum = sheet_.over("SUM", maxima);
    come.assigned = criterion_.max ? choose(whole_maximum(), sheet_.number(*criterion_.max), sum) : sum;
}

void NodeCompiler::add_mean(const Parts& parts, Come& come) {
    std::vector<Formula> shares;
    std::vector<Formula> weights;
    const bool weighted = criterion_.aggregate.kind == Kind::weighted_mean;
    for (std::size_t i = 0; i < parts.nodes.size(); ++i) {
        const auto& own = cells(parts.nodes[i]);
        const auto has = sheet_.bind(fmt::format("IF(AND({0},ISNUMBER({1}),ISNUMBER({2})),{2}<>0,FALSE)",
                                                 parts.present[i], own.points, own.assigned));
        const auto weight = weighted ? sheet_.number(plan_node(parts.nodes[i]).criterion->weight) : Formula("1");
        shares.push_back(sheet_.bind(fmt::format("IF({},{}/{}*{},0)", has, own.points, own.assigned, weight)));
        weights.push_back(sheet_.bind(fmt::format("IF({},{},0)", has, weight)));
    }
    if (!criterion_.max) return;
    const auto weight = sheet_.bind(sheet_.over("SUM", weights));
    const auto has_any = fmt::format("(ABS({})>1E-12)", weight);
    come.points = choose(
        has_any, fmt::format("{}/{}*{}", sheet_.over("SUM", shares), weight, sheet_.number(*criterion_.max)), no_text);
    come.assigned = choose(has_any, sheet_.number(*criterion_.max), no_text);
}

/// TRUE when the node, or a part of it, has an answer.
Formula NodeCompiler::answered(std::size_t node) {
    if (plan_node(node).children.empty())
        return all_of(
            {operation(cells(node).code, "=", "0"), negated(operation(cells(node).mode, "=", code(dropped)))});
    std::vector<Formula> parts;
    for (const auto child : plan_node(node).children) parts.push_back(sheet_.bind_long(answered(child)));
    return sheet_.bind(sheet_.over("OR", parts));
}

Come NodeCompiler::only_answered() {
    std::vector<Formula> numbers;
    std::vector<Branch> points;
    std::vector<Branch> levels;
    for (const auto child : children()) {
        const auto has = sheet_.bind(answered(child));
        numbers.push_back(sheet_.bind(fmt::format("IF({},1,0)", has)));
        const auto& own = cells(child);
        points.push_back({has, choose(fmt::format("ISNUMBER({})", own.points), own.points, no_text)});
        levels.push_back({has, own.level});
    }
    const auto number = sheet_.bind(sheet_.over("SUM", numbers));
    const auto max = own_maximum();
    const auto effect = effect_of(sheet_.plan.set(), criterion_, State::blank);
    const auto unanswered = effect == Effect::full_points ? max : effect == Effect::zero ? Formula("0") : no_text;
    const auto unanswered_mode = effect == Effect::drop ? dropped : effect == Effect::block ? blocked : counts;
    Come come;
    const auto none = operation(number, "=", "0");
    const auto several = operation(number, ">", "1");
    come.code = choose(none, code(blank), choose(several, code(refused), "0"));
    come.mode = choose(none, code(unanswered_mode), choose(several, code(blocked), code(counts)));
    come.assigned = effect == Effect::drop ? choose(none, no_text, max) : max;
    come.points = choose(none, unanswered, choose(several, no_text, sheet_.first_of(points, no_text)));
    come.level = choose(operation(number, "=", "1"), sheet_.first_of(levels, no_text), no_text);
    return come;
}

/// The worst level present on the scale, with the suffix when another is better; scales go from best to worst.
Formula NodeCompiler::weakest(const Parts& parts) {
    const auto& set = sheet_.plan.set();
    const auto scale = std::find_if(set.scales.begin(), set.scales.end(),
                                    [&](const Scale& s) { return s.name == criterion_.aggregate.scale; });
    if (scale == set.scales.end()) return no_text;
    const auto lowest = scale->levels.size() + 1;
    std::vector<Formula> places;
    for (std::size_t i = 0; i < parts.nodes.size(); ++i) {
        std::vector<Branch> branches;
        for (std::size_t k = 0; k < scale->levels.size(); ++k)
            branches.push_back(
                {fmt::format("EXACT({},{})", cells(parts.nodes[i]).level, text_literal(scale->levels[k])),
                 std::to_string(k + 1)});
        const auto place = sheet_.bind(sheet_.first_of(branches, std::to_string(lowest)));
        places.push_back(sheet_.bind(choose(parts.present[i], place, no_text)));
    }
    const auto worst = sheet_.bind(sheet_.over("MAX", places));
    const auto best = sheet_.bind(sheet_.over("MIN", places));
    std::vector<Branch> results;
    for (std::size_t k = 0; k < scale->levels.size(); ++k) {
        const auto plain = text_literal(scale->levels[k]);
        const auto with_suffix = text_literal(scale->levels[k] + criterion_.aggregate.plus);
        results.push_back(
            {fmt::format("({}={})", worst, k + 1), choose(fmt::format("({}<{})", best, worst), with_suffix, plain)});
    }
    return sheet_.first_of(results, no_text);
}

/// The row whose levels are those of the parts, in any order.
Formula NodeCompiler::looked_up(const Parts& parts) {
    std::vector<Branch> rows;
    for (const auto& row : criterion_.aggregate.table) {
        std::vector<Formula> conditions{operation(parts.number, "=", std::to_string(row.levels.size()))};
        for (const auto& level : row.levels) {
            std::vector<Formula> having;
            for (std::size_t i = 0; i < parts.nodes.size(); ++i)
                having.push_back(sheet_.bind(fmt::format("IF(AND({},EXACT({},{})),1,0)", parts.present[i],
                                                         cells(parts.nodes[i]).level, text_literal(level))));
            const auto wanted = std::count(row.levels.begin(), row.levels.end(), level);
            conditions.push_back(operation(sheet_.bind(sheet_.over("SUM", having)), "=", std::to_string(wanted)));
        }
        rows.push_back({sheet_.bind(all_of(std::move(conditions))), text_literal(row.result)});
    }
    return sheet_.first_of(rows, no_text);
}

void NodeCompiler::take_level(const Parts& parts, Come& come) {
    std::vector<Formula> known;
    for (std::size_t i = 0; i < parts.nodes.size(); ++i)
        known.push_back(
            sheet_.bind(fmt::format("IF(AND({},LEN({})>0),1,0)", parts.present[i], cells(parts.nodes[i]).level)));
    const auto all_known = sheet_.bind(operation(sheet_.bind(sheet_.over("SUM", known)), "=", parts.number));
    const bool by_table = criterion_.aggregate.kind == Kind::lookup;
    come.level = sheet_.bind(choose(all_known, by_table ? looked_up(parts) : weakest(parts), no_text));
    if (!by_table) return;
    // Levels that no line of the table holds are refused.
    const auto no_line = sheet_.bind(all_of({all_known, operation(come.level, "=", no_text)}));
    come.code = choose(no_line, code(refused), come.code);
    come.mode = choose(no_line, code(blocked), come.mode);
}

void NodeCompiler::take_best(const Parts& parts, Come& come) {
    std::vector<Formula> points;
    for (std::size_t i = 0; i < parts.nodes.size(); ++i)
        points.push_back(sheet_.bind(choose(parts.present[i], cells(parts.nodes[i]).points, no_text)));
    come.points = choose(fmt::format("({}>0)", sheet_.over("COUNT", points)), sheet_.over("MAX", points), no_text);
    come.assigned = own_maximum();
}

/// What the parts come to together. Pre: at least one counts.
Come NodeCompiler::combined(const Parts& parts) {
    Come come{"0"};
    come.mode = choose(parts.is_blocked, code(blocked), code(counts));
    switch (criterion_.aggregate.kind) {
        case Kind::sum:
            add_sum(parts, come);
            break;
        case Kind::mean_times_max:
        case Kind::weighted_mean:
            add_mean(parts, come);
            break;
        case Kind::best_of:
            take_best(parts, come);
            break;
        case Kind::one_of:
            return only_answered();
        case Kind::weakest_link:
        case Kind::lookup:
            take_level(parts, come);
            break;
    }
    const auto empty = operation(parts.number, "=", "0");
    come.mode = choose(empty, code(dropped), come.mode);
    come.code = choose(empty, code(not_applicable), come.code);
    come.assigned = choose(empty, no_text, come.assigned);
    come.points = choose(empty, no_text, come.points);
    come.level = choose(empty, no_text, come.level);
    return come;
}

/// The points through the node's table of conversion, where they are settled.
void NodeCompiler::convert(Come& come) {
    const auto points = sheet_.bind(come.points);
    const auto converted = convert_points(sheet_, criterion_, points);
    const auto has = all_of({fmt::format("ISNUMBER({})", points), negated(operation(come.mode, "=", code(blocked)))});
    const auto held = operation(sheet_.bind(converted.code), "=", "0");
    come.code = choose(has, choose(held, come.code, code(refused)), come.code);
    come.points = choose(has, choose(held, converted.points, no_text), points);
    come.assigned = choose(has, choose(held, own_maximum(), come.assigned), come.assigned);
    come.mode = sheet_.bind(choose(has, choose(held, come.mode, code(blocked)), come.mode));
}

Come NodeCompiler::parent() {
    const auto present = parts();
    auto come = combined(present);
    come.mode = sheet_.bind(come.mode);
    const bool converts = !criterion_.aggregate.convert.empty();
    if (converts) convert(come);
    const auto is_open = operation(come.mode, "=", code(blocked));
    // Points of a node with an open part would look settled.
    if (criterion_.aggregate.kind != Kind::sum || converts) come.points = choose(is_open, no_text, come.points);
    come.level = choose(is_open, no_text, come.level);
    if (node_.role == Role::monitor) come.mode = code(dropped);
    come.mode = choose(present.is_unknown, code(uncomputed), come.mode);
    come.code = choose(present.is_unknown, code(unknown), come.code);
    return come;
}

// What is written ---------------------------------------------------------------------------------------------------

/// Why the node is not computed: its own reason, or that of the first part which is not.
Formula NodeCompiler::why_not() {
    const auto named = [&](const Text& why) { return text_literal(criterion_.id + ": " + why.in(sheet_.language)); };
    std::vector<Branch> branches;
    for (const auto child : children())
        branches.push_back({operation(cells(child).mode, "=", code(uncomputed)), cells(child).points});
    Text own{"có ô nhập không hợp lệ hoặc không đọc được", "a cell cannot be read or is not valid", {}};
    for (const auto& note : sheet_.notes)
        if (note.node == index_) own = note.reason;
    return sheet_.first_of(branches, named(own));
}

Formula NodeCompiler::shown(const Formula& outcome, const Formula& mode, const Formula& points) {
    const auto open = sheet_.words({"còn để ngỏ", "open", {}});
    const Text others{"cần số liệu của các đơn vị khác trong nhóm", "needs the other agencies of the group", {}};
    auto why = why_not();
    if (criterion_.is_leaf())
        why = choose(operation(outcome, "=", code(needs_others)),
                     text_literal(criterion_.id + ": " + others.in(sheet_.language)), why);
    const auto otherwise = choose(operation(mode, "=", code(blocked)), open, no_text);
    const auto number = choose(fmt::format("ISNUMBER({})", points), points, otherwise);
    return choose(operation(mode, "=", code(uncomputed)), why, number);
}

SheetFormulas::Node NodeCompiler::written(const Formula& outcome, const Formula& mode, const Formula& points,
                                          const Formula& assigned, const Formula& level) {
    auto& own = sheet_.nodes[index_];
    own.code = sheet_.bind(outcome);
    own.mode = sheet_.bind(mode);
    own.level = sheet_.bind(level);
    own.points = sheet_.cells.points(index_);
    own.assigned = sheet_.cells.assigned(index_);
    const auto held = sheet_.bind(points);
    std::vector<Formula> states{"\"scored\""};
    for (int state = not_applicable; state <= refused; ++state)
        states.push_back(text_literal(to_string(state_of(state))));
    states.push_back("\"not_computed\"");
    states.push_back("\"not_computed\"");
    return {"=" + shown(own.code, own.mode, held), "=" + choose(operation(own.mode, "=", "9"), no_text, assigned),
            "=" + pick(own.code, states)};
}

/// A leaf's state does what the set says.
Come NodeCompiler::with_effect(Come come) {
    come.mode = sheet_.bind(mode_of(come.code, is_monitor(node_) ? code(dropped) : code(counts)));
    come.points = is_monitor(node_) ? no_text : points_of(come.code, come.points);
    come.assigned = choose(operation(come.mode, "=", code(dropped)), no_text, own_maximum());
    return come;
}

SheetFormulas::Node NodeCompiler::describe() {
    sheet_.node = index_;
    sheet_.is_given_up = false;
    const auto above = outside();
    const auto here = applies(index_);
    auto come = criterion_.is_leaf() ? with_effect(leaf()) : parent();
    // A node that is not this agency's: the highest one has the effect, everything below leaves the score.
    const auto not_mine = code(not_applicable);
    const auto own_mode = mode_of(not_mine, {});
    const auto own_max = criterion_.max && own_mode != code(dropped) ? sheet_.number(*criterion_.max) : no_text;
    const auto by_agency = [&](const Formula& above_value, const Formula& here_value, const Formula& value) {
        return choose(above.not_this_agencys, above_value, choose(here.not_this_agencys, here_value, value));
    };
    const auto is_unknown = any_of({above.is_unknown, here.is_unknown, sheet_.is_given_up ? "TRUE" : "FALSE"});
    const auto outcome = choose(is_unknown, code(unknown), by_agency(not_mine, not_mine, come.code));
    const auto final_mode = choose(is_unknown, code(uncomputed), by_agency(code(dropped), own_mode, come.mode));
    const auto points = by_agency(no_text, points_of(not_mine, {}), come.points);
    return written(outcome, final_mode, points, by_agency(no_text, own_max, come.assigned),
                   by_agency(no_text, no_text, come.level));
}

}  // namespace

SheetFormulas::Node describe_node(Sheet& sheet, std::size_t node) { return NodeCompiler(sheet, node).describe(); }

}  // namespace parindex::io::sheet
