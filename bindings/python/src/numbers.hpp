#pragma once
/// Exact numbers as Python's decimal.Decimal and fractions.Fraction; floats only when they are asked for.

#include <pybind11/pybind11.h>

#include <optional>
#include <string>
#include <unordered_map>

#include "parindex/base/rational.hpp"
#include "parindex/base/rounding.hpp"

namespace parindex::python {

namespace py = pybind11;

/// What exact="..." asks for.
enum class Numbers { decimal, fraction, floating };

/// Of "decimal", "fraction" or "float"; ValueError for other words.
[[nodiscard]] Numbers parse_numbers(const std::string& word);

/// Makes Python numbers; a value that comes again is the same object.
class NumberMaker {
public:
    explicit NumberMaker(Numbers numbers);

    /// A Decimal is exact when the value has at most 30 decimal places, else it is rounded half up to 30 places.
    [[nodiscard]] py::object operator()(const Rational& value);
    /// None without a value; NaN where floats are asked for.
    [[nodiscard]] py::object operator()(const std::optional<Rational>& value);
    /// A rounded figure: a Decimal keeps the places of the rounding, "2.50".
    [[nodiscard]] py::object operator()(const std::optional<Rational>& value, const Rounding& rounding);

private:
    Numbers numbers_;
    py::object decimal_;
    py::object fraction_;
    std::unordered_map<std::string, py::object> made_;
};

}  // namespace parindex::python
