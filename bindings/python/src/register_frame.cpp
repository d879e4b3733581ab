// Data in memory: columns, and their evaluation.

#include <pybind11/stl.h>

#include <span>

#include "columns.hpp"
#include "findings.hpp"
#include "frame_result.hpp"
#include "held.hpp"
#include "parindex/council/batch.hpp"
#include "watched.hpp"

namespace parindex::python {

namespace {

using Roles = std::vector<std::pair<std::string, DataColumn>>;

template <class Value>
DataColumn column_of_array(const std::string& name,
                           const py::array_t<Value, py::array::c_style | py::array::forcecast>& values) {
    return column_of(name, std::span<const Value>(values.data(), static_cast<std::size_t>(values.size())));
}

DataInput input_of(Roles roles, std::size_t rows, std::vector<std::string> absent, bool is_blank) {
    DataInput input;
    input.rows = rows;
    input.absent = std::move(absent);
    input.missing = is_blank ? Missing::blank : Missing::problem;
    for (auto& [role, column] : roles) {
        if (column.codes.size() != rows) throw py::value_error("column " + column.name + " has another length");
        if (role == "agency") input.agency = std::move(column);
        if (role == "name") input.name = std::move(column);
        if (role == "group") input.group = std::move(column);
        if (role == "attribute") input.attributes.push_back(std::move(column));
        if (role == "item") input.item = std::move(column);
        if (role == "value") input.value = std::move(column);
        if (role == "column") input.items.push_back(std::move(column));
    }
    return input;
}

Period period_of(const CriteriaSet& set, const std::optional<std::pair<std::string, std::string>>& period) {
    if (!period) return set.period;
    const auto from = parse_date(period->first);
    const auto to = parse_date(period->second);
    if (!from || !to || *to < *from) throw py::value_error("period is its first and its last day, as 2017-01-31");
    return {*from, *to};
}

std::shared_ptr<HeldResult> evaluate_data(const HeldSet& criteria, Roles roles, std::size_t rows,
                                          std::vector<std::string> absent, bool is_blank,
                                          const std::optional<std::pair<std::string, std::string>>& period,
                                          unsigned threads, const py::object& progress) {
    const auto days = period_of(*criteria.set, period);
    auto input = input_of(std::move(roles), rows, std::move(absent), is_blank);
    auto table = [&] {
        const py::gil_scoped_release released;
        return DataTable::read(criteria.set, std::move(input));
    }();
    if (!table.value) raise("DataError", table.findings);
    const auto shared = std::make_shared<const DataTable>(std::move(*table.value));
    auto round = shared->round(days);
    Loaded<RoundResult> totals;
    run_watched(round.agencies.size(), progress, [&](Watch& watch) {
        totals = evaluate_batch(round, [&](std::size_t i) { return shared->assessment(i); }, {threads, &watch});
    });
    if (!totals.value) raise("CriteriaError", totals.findings);
    auto& findings = totals.value->findings;
    findings.insert(findings.begin(), table.findings.begin(), table.findings.end());
    return std::make_shared<FrameResult>(shared, std::move(round), std::move(*totals.value), threads);
}

}  // namespace

void register_frame(py::module_& module) {
    using namespace py::literals;
    py::class_<DataColumn>(module, "Column")
        .def_static("integers", &column_of_array<std::int64_t>, "name"_a, "values"_a)
        .def_static("floats", &column_of_array<double>, "name"_a, "values"_a)
        .def_static("objects", &column_of_objects, "name"_a, "values"_a)
        .def_static("codes", &column_of_codes, "name"_a, "codes"_a, "values"_a)
        .def_property_readonly("name", [](const DataColumn& column) { return column.name; })
        .def("__len__", [](const DataColumn& column) { return column.codes.size(); })
        .def(py::pickle(&state_of, &column_of_state));
    module.def("evaluate_data", &evaluate_data, "criteria"_a, "columns"_a, "rows"_a, "absent"_a, "blank"_a, "period"_a,
               "threads"_a, "progress"_a);
}

}  // namespace parindex::python
