// Round: a folder read, and its evaluation.

#include <pybind11/stl.h>

#include "explain.hpp"
#include "findings.hpp"
#include "held.hpp"
#include "parindex/council/history.hpp"
#include "parindex/io/round_folder.hpp"
#include "watched.hpp"

namespace parindex::python {

namespace {

HeldRound load(const std::string& folder, const std::string& edition) {
    HeldRound held;
    held.folder = folder;
    held.edition = parse_edition(edition);
    auto loaded = [&] {
        const py::gil_scoped_release released;
        return load_round(folder, {}, held.edition);
    }();
    if (!loaded.is_clean()) raise("RoundError", loaded.findings);
    held.round = std::make_shared<const Round>(std::move(*loaded.value));
    held.findings = std::move(loaded.findings);
    return held;
}

std::shared_ptr<HeldResult> evaluate(const HeldRound& held, const std::optional<std::string>& stage, unsigned threads,
                                     const py::object& progress) {
    const auto last = stage ? stage_index(*held.round, *stage) : held.round->stages.size() - 1;
    Loaded<std::vector<RoundResult>> results;
    run_watched(held.round->agencies.size() * (last + 1), progress,
                [&](Watch& watch) { results = evaluate_stages(*held.round, last, threads, &watch); });
    if (!results.value) raise("RoundError", results.findings);
    auto& findings = results.value->back().findings;
    findings.insert(findings.begin(), held.findings.begin(), held.findings.end());
    return std::make_shared<FolderResult>(Scored{held.round, std::move(*results.value), held.edition, held.folder});
}

py::dict agencies(const HeldRound& held) {
    py::list ids, names, groups;
    std::map<std::string, py::list> attributes;
    const auto& all = held.round->agencies;
    for (const auto& agency : all)
        for (const auto& [name, value] : agency.attributes) attributes.try_emplace(name);
    for (const auto& agency : all) {
        ids.append(agency.id);
        names.append(agency.name);
        groups.append(agency.group);
        for (auto& [name, column] : attributes) {
            const auto value = agency.attributes.find(name);
            column.append(value == agency.attributes.end() ? py::object(py::none()) : py::str(value->second));
        }
    }
    py::dict table;
    table["agency"] = ids;
    table["name"] = names;
    table["group"] = groups;
    for (const auto& [name, column] : attributes) table[py::str(name)] = column;
    return table;
}

py::dict stages(const HeldRound& held, const std::string& lang) {
    py::list ids, kinds, titles;
    for (const auto& stage : held.round->stages) {
        ids.append(stage.id);
        kinds.append(std::string(to_string(stage.kind)));
        titles.append(stage.title.in(parse_lang(lang)));
    }
    py::dict table;
    table["stage"] = ids;
    table["kind"] = kinds;
    table["title"] = titles;
    return table;
}

/// Group -> file of its criteria set, relative to the folder.
py::dict sets(const HeldRound& held) {
    py::dict table;
    for (const auto& [group, index] : held.round->set_of_group) table[py::str(group)] = held.round->sets[index].file;
    return table;
}

}  // namespace

void register_round(py::module_& module) {
    using namespace py::literals;
    py::class_<HeldRound>(module, "Round")
        .def_static("load", &load, "folder"_a, "edition"_a)
        .def_property_readonly("id", [](const HeldRound& held) { return held.round->id; })
        .def_property_readonly("folder", [](const HeldRound& held) { return held.folder; })
        .def_property_readonly("synthetic", [](const HeldRound& held) { return held.round->synthetic; })
        .def_property_readonly(
            "edition", [](const HeldRound& held) { return held.edition == Edition::printed ? "printed" : "corrected"; })
        .def("title",
             [](const HeldRound& held, const std::string& lang) { return held.round->title.in(parse_lang(lang)); })
        .def("statement",
             [](const HeldRound& held, const std::string& lang) { return held.round->statement.in(parse_lang(lang)); })
        .def("agencies", &agencies)
        .def("stages", &stages, "lang"_a)
        .def("sets", &sets)
        .def("findings", [](const HeldRound& held) { return to_python(held.findings); })
        .def("evaluate", &evaluate, "stage"_a, "threads"_a, "progress"_a);
}

}  // namespace parindex::python
