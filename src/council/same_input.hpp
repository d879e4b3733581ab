#pragma once
/// Whether two answers say the same.

#include "parindex/model/assessment.hpp"

namespace parindex {

/// Same state and same input; ticked items in any order. Papers, remarks and who answered do not matter.
[[nodiscard]] bool same_input(const Answer& a, const Answer& b);

}  // namespace parindex
