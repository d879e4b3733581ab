#pragma once
/// What a reader gives back: the value, if it can be used, and everything that was found on the way.

#include <optional>

#include "parindex/base/finding.hpp"

namespace parindex {

template <class T>
struct Loaded {
    std::optional<T> value;  ///< absent when errors make it unusable
    Findings findings;       ///< every problem found, not just the first

    /// There is a value and nothing is wrong with it; warnings and notes may remain.
    [[nodiscard]] bool is_clean() const { return value.has_value() && !has_errors(findings); }
};

}  // namespace parindex
