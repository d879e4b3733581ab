#include "findings.hpp"

#include <utility>

#include "parindex/io/data_table.hpp"

namespace parindex::python {

namespace {

py::object to_python(const Finding& finding, const py::object& make) {
    using namespace py::literals;
    const auto& place = finding.location;
    return make("code"_a = finding.code, "severity"_a = std::string(to_string(finding.severity)),
                "agency"_a = finding.agency, "concerns"_a = finding.criterion, "file"_a = place.file,
                "line"_a = place.line, "column"_a = place.column, "pointer"_a = place.pointer,
                "message"_a = py::make_tuple(finding.message.in(Language::vi), finding.message.in(Language::en)),
                "hint"_a = py::make_tuple(finding.hint.in(Language::vi), finding.hint.in(Language::en)),
                "text"_a = py::make_tuple(to_line(finding, Language::vi), to_line(finding, Language::en)),
                "accepted"_a = finding.accepted,
                "accepted_reason"_a =
                    py::make_tuple(finding.accepted_reason.in(Language::vi), finding.accepted_reason.in(Language::en)));
}

}  // namespace

py::list to_python(const Findings& findings) {
    const py::object make = py::module_::import("parindex.errors").attr("Finding");
    py::list list;
    auto named = findings;
    name_rows(named);
    for (const auto& finding : named) list.append(to_python(finding, make));
    return list;
}

void raise(const char* name, const Findings& findings) {
    const py::object type = py::module_::import("parindex.errors").attr(name);
    const py::object error = type(to_python(findings));
    PyErr_SetObject(type.ptr(), error.ptr());
    throw py::error_already_set();
}

Finding misuse(const char* code, Text message) {
    Finding finding;
    finding.code = code;
    finding.message = std::move(message);
    return finding;
}

}  // namespace parindex::python
