#pragma once
/// Findings as Python objects and as exceptions (parindex/errors.py).

#include <pybind11/pybind11.h>

#include "parindex/base/finding.hpp"

namespace parindex::python {

namespace py = pybind11;

/// List of parindex.errors.Finding.
[[nodiscard]] py::list to_python(const Findings& findings);

/// Raises parindex.errors.<name> with the findings. Pre: the class takes a list of findings.
[[noreturn]] void raise(const char* name, const Findings& findings);

/// A finding about the use of the package: nothing is wrong with a file.
[[nodiscard]] Finding misuse(const char* code, Text message);

}  // namespace parindex::python
