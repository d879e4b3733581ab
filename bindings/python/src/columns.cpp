#include "columns.hpp"

#include <cmath>
#include <optional>
#include <unordered_map>

#include "parindex/base/text.hpp"

namespace parindex::python {

namespace {

using Kind = GivenValue::Kind;

/// U+FFFD, which stands where something could not be decoded.
constexpr const char* damage = "\xEF\xBF\xBD";

std::string shown(const py::handle& object) {
    const auto text = py::reinterpret_steal<py::object>(PyObject_ASCII(object.ptr()));
    if (!text) throw py::error_already_set();
    return text.cast<std::string>();
}

class ObjectReader {
public:
    ObjectReader()
        : decimal_(py::module_::import("decimal").attr("Decimal")),
          fraction_(py::module_::import("fractions").attr("Fraction")),
          date_(py::module_::import("datetime").attr("date")) {}

    /// Nothing for what is missing.
    [[nodiscard]] std::optional<GivenValue> operator()(const py::handle& object) const {
        auto* const pointer = object.ptr();
        if (object.is_none()) return std::nullopt;
        if (PyUnicode_Check(pointer)) return text(object);
        if (PyBool_Check(pointer)) return GivenValue{Kind::flag, pointer == Py_True ? "true" : "false", {}};
        if (PyFloat_Check(pointer)) {
            const auto value = PyFloat_AS_DOUBLE(pointer);
            return std::isnan(value) ? std::nullopt : std::optional(given_number(value));
        }
        if (PyBytes_Check(pointer) || PyByteArray_Check(pointer)) return GivenValue{Kind::not_text, shown(object), {}};
        if (PyList_Check(pointer) || PyTuple_Check(pointer) || PyAnySet_Check(pointer)) return list(object);
        if (py::isinstance(object, decimal_)) return decimal(object);
        if (py::isinstance(object, fraction_) || PyLong_Check(pointer) || PyIndex_Check(pointer))
            return GivenValue{Kind::number, py::str(object), {}};
        return other(object);
    }

private:
    static GivenValue text(const py::handle& object) {
        Py_ssize_t size = 0;
        const char* bytes = PyUnicode_AsUTF8AndSize(object.ptr(), &size);
        if (bytes == nullptr) {
            PyErr_Clear();  // lone surrogates: bytes that were decoded as something else
            return {Kind::not_text, shown(object), {}};
        }
        std::string found(bytes, static_cast<std::size_t>(size));
        if (found.find(damage) != std::string::npos) return {Kind::not_text, std::move(found), {}};
        return {Kind::text, to_nfc(found), {}};
    }

    static GivenValue decimal(const py::handle& object) {
        if (!object.attr("is_finite")().cast<bool>()) return {Kind::wrong_type, py::str(object), {}};
        return {Kind::number, py::str(object.attr("__format__")("f")), {}};
    }

    static GivenValue list(const py::handle& object) {
        GivenValue given{Kind::list, {}, {}};
        py::list items(py::reinterpret_borrow<py::object>(object));
        if (PyAnySet_Check(object.ptr()) && PyList_Sort(items.ptr()) != 0) PyErr_Clear();
        for (const auto& item : items) {
            if (!PyUnicode_Check(item.ptr())) return {Kind::wrong_type, shown(object), {}};
            auto one = text(item);
            if (one.kind != Kind::text) return one;
            given.items.push_back(std::move(one.text));
        }
        return given;
    }

    /// Days, scalars of numpy, and what marks a gap in pandas.
    [[nodiscard]] std::optional<GivenValue> other(const py::handle& object) const {
        const std::string type = py::str(py::type::handle_of(object).attr("__name__"));
        if (type == "NAType" || type == "NaTType") return std::nullopt;
        if (type == "bool_" || type == "bool")
            return GivenValue{Kind::flag, object.cast<bool>() ? "true" : "false", {}};
        if (py::isinstance(object, date_)) {
            const std::string iso = py::str(object.attr("isoformat")());
            const auto midnight = iso.find("T00:00:00");
            return GivenValue{Kind::text, midnight == std::string::npos ? iso : iso.substr(0, midnight), {}};
        }
        return GivenValue{Kind::wrong_type, type, {}};
    }

    py::object decimal_;
    py::object fraction_;
    py::object date_;
};

}  // namespace

DataColumn column_of_objects(const std::string& name, const py::list& objects) {
    const ObjectReader read;
    ColumnBuilder builder(name);
    // The list keeps its objects alive, so equal pointers are equal values.
    std::unordered_map<const PyObject*, std::int32_t> known;
    for (const auto& object : objects) {
        const auto found = known.find(object.ptr());
        if (found != known.end()) {
            builder.add(found->second);
            continue;
        }
        auto given = read(object);
        const auto code = given ? builder.code_of(std::move(*given)) : DataColumn::missing;
        known.emplace(object.ptr(), code);
        builder.add(code);
    }
    return builder.take();
}

DataColumn column_of_codes(const std::string& name, const py::array_t<std::int32_t>& codes, const py::list& objects) {
    const ObjectReader read;
    ColumnBuilder builder(name);
    std::vector<std::int32_t> code_of;
    for (const auto& object : objects) {
        auto given = read(object);
        code_of.push_back(given ? builder.code_of(std::move(*given)) : DataColumn::missing);
    }
    const auto values = codes.unchecked<1>();
    for (py::ssize_t i = 0; i < values.shape(0); ++i) {
        const auto code = values(i);
        if (code < -1 || code >= static_cast<std::int32_t>(code_of.size()))
            throw py::index_error("code outside the values");
        builder.add(code < 0 ? DataColumn::missing : code_of[static_cast<std::size_t>(code)]);
    }
    return builder.take();
}

py::tuple state_of(const DataColumn& column) {
    py::list values;
    for (const auto& given : column.given) {
        py::list items;
        for (const auto& item : given.items) items.append(item);
        values.append(py::make_tuple(static_cast<int>(given.kind), given.text, items));
    }
    return py::make_tuple(
        column.name, values,
        py::array_t<std::int32_t>(static_cast<py::ssize_t>(column.codes.size()), column.codes.data()));
}

DataColumn column_of_state(const py::tuple& state) {
    DataColumn column;
    column.name = state[0].cast<std::string>();
    for (const auto& value : state[1]) {
        const auto parts = value.cast<py::tuple>();
        GivenValue given{static_cast<Kind>(parts[0].cast<int>()), parts[1].cast<std::string>(), {}};
        for (const auto& item : parts[2]) given.items.push_back(item.cast<std::string>());
        column.given.push_back(std::move(given));
    }
    const auto codes = state[2].cast<py::array_t<std::int32_t>>();
    const auto values = codes.unchecked<1>();
    for (py::ssize_t i = 0; i < values.shape(0); ++i) {
        if (values(i) < -1 || values(i) >= static_cast<std::int32_t>(column.given.size()))
            throw py::index_error("code outside the values");
        column.codes.push_back(values(i));
    }
    return column;
}

}  // namespace parindex::python
