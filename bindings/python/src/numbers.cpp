#include "numbers.hpp"

#include <limits>
#include <string_view>

namespace parindex::python {

namespace {

py::object whole_number(const std::string& digits) {
    return py::reinterpret_steal<py::object>(PyLong_FromString(digits.c_str(), nullptr, 10));
}

}  // namespace

Numbers parse_numbers(const std::string& word) {
    if (word == "decimal") return Numbers::decimal;
    if (word == "fraction") return Numbers::fraction;
    if (word == "float") return Numbers::floating;
    throw py::value_error("exact is \"decimal\", \"fraction\" or \"float\", not \"" + word + "\"");
}

NumberMaker::NumberMaker(Numbers numbers)
    : numbers_(numbers),
      decimal_(py::module_::import("decimal").attr("Decimal")),
      fraction_(py::module_::import("fractions").attr("Fraction")) {}

py::object NumberMaker::operator()(const Rational& value) {
    if (numbers_ == Numbers::floating) return py::float_(value.to_double());
    auto text = value.to_fraction();
    const auto found = made_.find(text);
    if (found != made_.end()) return found->second;
    py::object made;
    if (numbers_ == Numbers::decimal) {
        const auto exact = to_exact_decimal(value);
        made = decimal_(exact ? *exact : to_fixed(value, max_rounding_digits));
    } else {
        const auto slash = text.find('/');
        const auto numerator = whole_number(text.substr(0, slash));
        made = slash == std::string::npos ? fraction_(numerator)
                                          : fraction_(numerator, whole_number(text.substr(slash + 1)));
    }
    made_.emplace(std::move(text), made);
    return made;
}

py::object NumberMaker::operator()(const std::optional<Rational>& value) {
    if (value) return (*this)(*value);
    if (numbers_ == Numbers::floating) return py::float_(std::numeric_limits<double>::quiet_NaN());
    return py::none();
}

py::object NumberMaker::operator()(const std::optional<Rational>& value, const Rounding& rounding) {
    if (!value || numbers_ != Numbers::decimal || !rounding.digits) return (*this)(value);
    return decimal_(to_fixed(*value, *rounding.digits, rounding.mode));
}

}  // namespace parindex::python
