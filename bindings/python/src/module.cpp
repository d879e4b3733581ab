// The module parindex._core: the engine as Python calls it. The package's own files make it comfortable.

#include "held.hpp"
#include "parindex/base/rational.hpp"
#include "parindex/base/version.hpp"

namespace parindex::python {

Language parse_lang(const std::string& code) {
    if (const auto language = parse_language(code)) return *language;
    throw py::value_error("lang is \"vi\" or \"en\", not \"" + code + "\"");
}

Edition parse_edition(const std::string& name) {
    if (name == "corrected") return Edition::corrected;
    if (name == "printed") return Edition::printed;
    throw py::value_error("edition is \"corrected\" or \"printed\", not \"" + name + "\"");
}

}  // namespace parindex::python

PYBIND11_MODULE(_core, module) {
    namespace py = pybind11;
    module.doc() = "The parindex engine; use the package parindex.";
    module.attr("__version__") = PARINDEX_VERSION;
    py::register_exception<parindex::NumberTooLarge>(module, "NumberTooLarge", PyExc_OverflowError);
    parindex::python::register_criteria(module);
    parindex::python::register_round(module);
    parindex::python::register_result(module);
    parindex::python::register_frame(module);
}
