// Result: scores, points, explanations and comparisons as columns.

#include <pybind11/stl.h>

#include "explain.hpp"
#include "findings.hpp"
#include "held.hpp"
#include "numbers.hpp"
#include "parindex/council/compare_stages.hpp"
#include "parindex/council/history.hpp"
#include "parindex/io/agency_explanation.hpp"
#include "parindex/io/council_json.hpp"
#include "parindex/io/result_json.hpp"
#include "parindex/report/figures.hpp"
#include "report/gaps.hpp"

namespace parindex::python {

namespace {

py::object optional_int(const std::optional<std::int64_t>& value) {
    return value ? py::object(py::int_(*value)) : py::none();
}

std::string state_of(const AgencyResult& one) {
    return one.not_ranked == NotRanked::ranked ? "ranked" : std::string(to_string(one.not_ranked));
}

/// One list for each column, one entry for each agency, in the order of the round.
py::dict scores(const HeldResult& held, const std::string& exact) {
    NumberMaker number(parse_numbers(exact));
    py::list ids, names, groups, totals, percents, ranks, tied, classes, titles, states;
    const auto& result = held.totals();
    for (const auto& one : result.agencies) {
        const auto& agency = held.round().agencies[one.agency];
        const auto& policies = result.plans[one.set].set().policies;
        const auto& total = one.scorecard.total;
        ids.append(agency.id);
        names.append(agency.name);
        groups.append(agency.group);
        totals.append(number(total.rounded, policies.total_rounding));
        percents.append(number(total.percent_rounded ? std::optional(*total.percent_rounded * 100) : std::nullopt,
                               policies.percent_rounding));
        ranks.append(optional_int(one.rank));
        tied.append(one.tied);
        classes.append(one.standing.in_class ? py::object(py::str(one.standing.in_class->id)) : py::none());
        titles.append(titles_text(one.standing));
        states.append(state_of(one));
    }
    py::dict table;
    table["agency"] = ids;
    table["name"] = names;
    table["group"] = groups;
    table["total"] = totals;
    table["percent"] = percents;
    table["rank"] = ranks;
    table["tied"] = tied;
    table["class"] = classes;
    table["titles"] = titles;
    table["state"] = states;
    return table;
}

/// Rows of `scores` in ranking order, group by group; agencies without a rank come last in theirs.
std::vector<std::size_t> ranking_order(const HeldResult& held) {
    std::vector<std::size_t> rows;
    for (const auto& group : held.totals().groups) rows.insert(rows.end(), group.order.begin(), group.order.end());
    return rows;
}

/// Criteria of every set in use, each id once, in table order: all, the leaves, or the domains.
std::vector<std::string> criteria_of(const RoundResult& result, const std::string& of) {
    std::vector<std::string> ids;
    std::map<std::string, bool> seen;
    for (const auto& plan : result.plans) {
        for (const auto& node : plan.nodes()) {
            if (of == "leaves" && !node.criterion->is_leaf()) continue;
            if (of == "domains" && node.depth != 1) continue;
            if (seen.emplace(node.criterion->id, true).second) ids.push_back(node.criterion->id);
        }
    }
    return ids;
}

/// One list for each criterion, one entry for each agency: `value` of its score, null where its set has none such.
template <class Value>
py::dict by_criterion_of(const HeldResult& held, const std::string& of, const Value& value) {
    const auto& plans = held.totals().plans;
    const auto ids = criteria_of(held.totals(), of);
    std::vector<std::vector<std::optional<std::size_t>>> node_of(plans.size());  // by plan, then criterion
    for (std::size_t plan = 0; plan < plans.size(); ++plan)
        for (const auto& id : ids) node_of[plan].push_back(plans[plan].index_of(id));
    std::vector<py::list> columns(ids.size());
    for (auto& column : columns) column = py::list();
    held.each([&](const AgencyResult& one) {
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const auto node = node_of[one.set][i];
            columns[i].append(value(node ? &one.scorecard.nodes[*node] : nullptr));
        }
    });
    py::dict table;
    for (std::size_t i = 0; i < ids.size(); ++i) table[py::str(ids[i])] = columns[i];
    return table;
}

/// What of a score is asked for: "points", "assigned", or the name of its state.
py::dict matrix(const HeldResult& held, const std::string& what, const std::string& of, const std::string& exact) {
    NumberMaker number(parse_numbers(exact));
    if (what == "state")
        return by_criterion_of(held, of, [](const NodeScore* score) -> py::object {
            return score == nullptr ? py::object(py::none()) : py::str(std::string(to_string(score->state)));
        });
    return by_criterion_of(held, of, [&](const NodeScore* score) -> py::object {
        if (score == nullptr) return number(std::optional<Rational>());
        return number(what == "points" ? score->points : score->assigned);
    });
}

/// Points lost, one row for each agency and adding criterion, agencies and criteria in the order of the round.
py::dict gaps(const HeldResult& held, const std::string& lang, const std::string& exact) {
    NumberMaker number(parse_numbers(exact));
    const auto language = parse_lang(lang);
    const auto& plans = held.totals().plans;
    std::vector<std::vector<std::size_t>> adding;
    for (const auto& plan : plans) adding.push_back(report::adding_nodes(plan));
    py::list ids, groups, criteria, titles, maxima, points, losses, shares;
    std::vector<Rational> lost_in_row;
    Rational all;
    held.each([&](const AgencyResult& one) {
        if (!one.submitted && !one.merged) return;
        for (const auto node : adding[one.set]) {
            const auto& score = one.scorecard.nodes[node];
            const auto lost = report::lost_points(score);
            if (!lost) continue;
            const auto& criterion = *plans[one.set].nodes()[node].criterion;
            ids.append(held.round().agencies[one.agency].id);
            groups.append(held.round().agencies[one.agency].group);
            criteria.append(criterion.id);
            titles.append(criterion.title.in(language));
            maxima.append(number(score.assigned));
            points.append(number(score.points));
            losses.append(number(*lost));
            lost_in_row.push_back(*lost);
            all += *lost;
        }
    });
    for (const auto& lost : lost_in_row) shares.append(number(all.is_zero() ? Rational(0) : lost / all));
    py::dict table;
    table["agency"] = ids;
    table["group"] = groups;
    table["criterion"] = criteria;
    table["title"] = titles;
    table["max"] = maxima;
    table["points"] = points;
    table["lost"] = losses;
    table["share"] = shares;
    return table;
}

/// The result at a stage of the round: one of those evaluated, else evaluated now.
const RoundResult& at_stage(const Scored& scored, const std::string& id, std::optional<RoundResult>& made) {
    const auto index = stage_index(*scored.round, id);
    if (index < scored.stages.size()) return scored.stages[index];
    auto result = evaluate_round(*scored.round, index, 0);
    if (!result.value) raise("RoundError", result.findings);
    return made.emplace(std::move(*result.value));
}

py::dict compare(HeldResult& held, const std::string& a, const std::string& b, const std::string& exact) {
    NumberMaker number(parse_numbers(exact));
    const auto& scored = held.all();
    std::optional<RoundResult> made_a;
    std::optional<RoundResult> made_b;
    const auto& from = at_stage(scored, a, made_a);
    const auto& to = at_stage(scored, b, made_b);
    py::list ids, criteria, froms, tos, changes, from_states, to_states, reasons, names;
    for (const auto& one : compare_stages(*scored.round, from, to)) {
        ids.append(one.agency);
        criteria.append(one.criterion);
        froms.append(number(one.from));
        tos.append(number(one.to));
        changes.append(number(one.from && one.to ? std::optional(*one.to - *one.from) : std::nullopt));
        from_states.append(std::string(to_string(one.from_state)));
        to_states.append(std::string(to_string(one.to_state)));
        reasons.append(one.explanation);
        names.append(one.by);
    }
    py::dict table;
    table["agency"] = ids;
    table["criterion"] = criteria;
    table["from"] = froms;
    table["to"] = tos;
    table["change"] = changes;
    table["from_state"] = from_states;
    table["to_state"] = to_states;
    table["explanation"] = reasons;
    table["by"] = names;
    return table;
}

/// Text as `parindex explain` prints it, and the same as parindex/explanation/1.
py::tuple explain(HeldResult& held, const std::string& agency, const std::optional<std::string>& criterion,
                  const std::string& lang) {
    const auto language = parse_lang(lang);
    const auto [scored, index] = held.with(agency_index(held.round(), agency));
    const auto& plan = scored->last().plans[scored->last().agencies[index].set];
    const auto node = criterion ? std::optional(node_index(plan, *criterion)) : std::nullopt;
    const auto explained = explain_agency(*scored->round, scored->stages, index, node);
    return py::make_tuple(to_text(*scored->round, explained, language),
                          explanations_to_json(*scored->round, explained));
}

std::vector<std::string> stage_ids(const HeldResult& held) {
    std::vector<std::string> ids;
    for (const auto& stage : held.round().stages) ids.push_back(stage.id);
    return ids;
}

/// Titles of the criteria, by id.
std::map<std::string, std::string> titles(const HeldResult& held, const std::string& lang) {
    std::map<std::string, std::string> texts;
    for (const auto& plan : held.totals().plans)
        for (const auto& node : plan.nodes())
            texts.emplace(node.criterion->id, node.criterion->title.in(parse_lang(lang)));
    return texts;
}

}  // namespace

void register_result(py::module_& module) {
    using namespace py::literals;
    py::class_<HeldResult, std::shared_ptr<HeldResult>>(module, "Result")
        .def_property_readonly("stage", [](const HeldResult& held) { return held.totals().stage; })
        .def_property_readonly("stages", &stage_ids)
        .def_property_readonly("groups",
                               [](const HeldResult& held) {
                                   std::vector<std::string> ids;
                                   for (const auto& group : held.totals().groups) ids.push_back(group.group);
                                   return ids;
                               })
        .def_property_readonly("size", [](const HeldResult& held) { return held.totals().agencies.size(); })
        .def("scores", &scores, "exact"_a)
        .def("ranking_order", &ranking_order)
        .def("matrix", &matrix, "what"_a, "of"_a, "exact"_a)
        .def("gaps", &gaps, "lang"_a, "exact"_a)
        .def("compare", &compare, "a"_a, "b"_a, "exact"_a)
        .def("explain", &explain, "agency"_a, "criterion"_a, "lang"_a)
        .def("titles", &titles, "lang"_a)
        .def("findings", [](const HeldResult& held) { return to_python(held.totals().findings); })
        .def("checks", [](HeldResult& held) { return to_python(checks_of(held.all())); })
        .def("provenance",
             [](const HeldResult& held, const std::string& lang) {
                 return provenance_lines(held.round(), held.totals(), parse_lang(lang));
             })
        .def("to_json", [](HeldResult& held) { return result_to_json(*held.all().round, held.all().stages); });
}

}  // namespace parindex::python
