#pragma once
/// Short names for what tests of rules write most.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "parindex/model/fact.hpp"
#include "support/builders.hpp"

namespace parindex::test {

inline Expression expr(std::string_view text) { return testing::expression(text); }
inline Rational num(std::string_view text) { return testing::number(text); }

inline Facts facts(std::initializer_list<std::pair<std::string, FactValue>> values) {
    Facts result;
    for (const auto& [name, value] : values) result[name].value = value;
    return result;
}

}  // namespace parindex::test
