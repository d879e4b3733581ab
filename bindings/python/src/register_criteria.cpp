// CriteriaSet: reading, linting, and the table of criteria as columns.

#include <pybind11/stl.h>

#include "findings.hpp"
#include "held.hpp"
#include "io/file_reader.hpp"
#include "numbers.hpp"
#include "parindex/base/text.hpp"
#include "parindex/engine/explain.hpp"
#include "parindex/engine/lint.hpp"
#include "parindex/io/criteria_json.hpp"
#include "parindex/report/figures.hpp"
#include "parindex/rules/evaluate_rule.hpp"

namespace parindex::python {

namespace {

HeldSet parse(std::string text, const std::string& name, const std::string& edition) {
    auto loaded = parse_criteria_set(text, name, parse_edition(edition));
    if (!loaded.value) raise("CriteriaError", loaded.findings);
    return {std::make_shared<const CriteriaSet>(std::move(*loaded.value)), std::move(text), name,
            std::move(loaded.findings)};
}

HeldSet load(const std::string& path, const std::string& edition) {
    const Limits limits;
    io::Report report(limits.findings);
    auto bytes = io::read_file(path, path, limits, report);
    if (!bytes) raise("CriteriaError", report.take());
    return parse(std::move(*bytes), path, edition);
}

Findings lint_of(const HeldSet& held) {
    auto findings = held.findings;
    const auto found = lint(*held.set);
    findings.insert(findings.end(), found.begin(), found.end());
    return findings;
}

std::string kind_of(const Criterion& criterion) {
    return std::string(criterion.rule ? kind_name(*criterion.rule) : to_string(criterion.aggregate.kind));
}

/// One list for each column, one entry for each criterion, in table order.
py::dict columns(const HeldSet& held, const std::string& lang, const std::string& exact) {
    const auto language = parse_lang(lang);
    NumberMaker number(parse_numbers(exact));
    py::list ids, parents, depths, titles, maxima, roles, kinds, rules, scorers, leaves;
    std::vector<Role> role_at;  // of the node last seen at each depth: children inherit it
    for_each_criterion(held.set->criteria, [&](const Criterion& c, const Criterion* parent, std::size_t depth) {
        role_at.resize(depth);
        role_at.back() = c.role == Role::scored && depth > 1 ? role_at[depth - 2] : c.role;
        ids.append(c.id);
        parents.append(parent != nullptr ? py::object(py::str(parent->id)) : py::none());
        depths.append(depth);
        titles.append(c.title.in(language));
        maxima.append(number(c.max));
        roles.append(std::string(to_string(role_at.back())));
        kinds.append(kind_of(c));
        rules.append(describe_rule(c).in(language));
        std::string names;
        for (const auto scorer : c.scored_by) names += (names.empty() ? "" : " ") + std::string(to_string(scorer));
        scorers.append(c.is_leaf() ? names : "");
        leaves.append(c.is_leaf());
    });
    py::dict table;
    table["id"] = ids;
    table["parent"] = parents;
    table["depth"] = depths;
    table["title"] = titles;
    table["max"] = maxima;
    table["role"] = roles;
    table["rule"] = kinds;
    table["scored_by"] = scorers;
    table["leaf"] = leaves;
    table["description"] = rules;
    return table;
}

/// id, type, title, unit of every declared fact.
py::dict fact_columns(const HeldSet& held, const std::string& lang) {
    const auto language = parse_lang(lang);
    py::list ids, types, titles, units;
    for (const auto& fact : held.set->facts) {
        ids.append(fact.id);
        types.append(std::string(to_string(fact.type)));
        titles.append(fact.title.in(language));
        units.append(fact.unit.in(language));
    }
    py::dict table;
    table["id"] = ids;
    table["type"] = types;
    table["title"] = titles;
    table["unit"] = units;
    return table;
}

std::string edition_name(const HeldSet& held) {
    return held.set->edition == Edition::printed ? "printed" : "corrected";
}

}  // namespace

void register_criteria(py::module_& module) {
    using namespace py::literals;
    py::class_<HeldSet>(module, "CriteriaSet")
        .def_static("load", &load, "path"_a, "edition"_a)
        .def_static("parse", &parse, "text"_a, "name"_a, "edition"_a)
        .def_property_readonly("id", [](const HeldSet& held) { return held.set->id; })
        .def_property_readonly("edition", &edition_name)
        .def_property_readonly("name", [](const HeldSet& held) { return held.name; })
        .def_property_readonly("text", [](const HeldSet& held) { return py::str(held.text); })
        .def_property_readonly("status",
                               [](const HeldSet& held) { return std::string(to_string(held.set->provenance.status)); })
        .def("title", [](const HeldSet& held, const std::string& lang) { return held.set->title.in(parse_lang(lang)); })
        .def("statement", [](const HeldSet& held,
                             const std::string& lang) { return held.set->provenance.statement.in(parse_lang(lang)); })
        .def("provenance", [](const HeldSet& held,
                              const std::string& lang) { return provenance_text(*held.set).in(parse_lang(lang)); })
        .def_property_readonly("max", [](const HeldSet& held) { return NumberMaker(Numbers::decimal)(held.set->max); })
        .def("lint", [](const HeldSet& held) { return to_python(lint_of(held)); })
        .def("columns", &columns, "lang"_a, "exact"_a)
        .def("facts", &fact_columns, "lang"_a);
    module.def(
        "number_text",
        [](const std::string& decimal, const std::string& lang) { return localise_number(decimal, parse_lang(lang)); },
        "decimal"_a, "lang"_a);
}

}  // namespace parindex::python
