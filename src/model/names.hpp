#pragma once
/// Tables of the words that stand for enumerators in files.

#include <array>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace parindex {

template <class Enum, std::size_t size>
using NameTable = std::array<std::pair<Enum, std::string_view>, size>;

/// Pre: the table has the value, else std::invalid_argument.
template <class Enum, std::size_t size>
std::string_view name_in(const NameTable<Enum, size>& table, Enum value) {
    for (const auto& [known, name] : table) {
        if (known == value) return name;
    }
    throw std::invalid_argument("a value outside its enumeration");
}

template <class Enum, std::size_t size>
std::optional<Enum> value_in(const NameTable<Enum, size>& table, std::string_view name) {
    for (const auto& [value, known] : table) {
        if (known == name) return value;
    }
    return std::nullopt;
}

}  // namespace parindex
