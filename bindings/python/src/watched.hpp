#pragma once
/// Long calls that Ctrl-C ends and that report how far they are.

#include <pybind11/pybind11.h>

#include <cstddef>
#include <functional>

#include "parindex/base/watch.hpp"

namespace parindex::python {

namespace py = pybind11;

/// Runs `work` in a thread of its own without the interpreter's lock. Several times a second this thread looks for
/// signals and calls progress(done, total), unless it is None; an exception of either stops the work and is raised, as
/// is one of the work itself. At the end progress(total, total) is called.
void run_watched(std::size_t total, const py::object& progress, const std::function<void(Watch&)>& work);

}  // namespace parindex::python
