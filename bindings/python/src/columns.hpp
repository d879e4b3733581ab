#pragma once
/// Columns of a data frame as the engine takes them.

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include <string>

#include "parindex/io/data_table.hpp"

namespace parindex::python {

namespace py = pybind11;

/// A column of Python objects: text, whole and exact numbers, floats, truth values, days, lists of ids. None, NaN and
/// pandas.NA are missing; everything else becomes a value that the table refuses, with its place.
[[nodiscard]] DataColumn column_of_objects(const std::string& name, const py::list& objects);

/// A column of codes into a list of objects; -1 is missing. IndexError for codes outside the list.
[[nodiscard]] DataColumn column_of_codes(const std::string& name, const py::array_t<std::int32_t>& codes,
                                         const py::list& objects);

/// For pickling: (name, values, codes).
[[nodiscard]] py::tuple state_of(const DataColumn& column);
[[nodiscard]] DataColumn column_of_state(const py::tuple& state);

}  // namespace parindex::python
