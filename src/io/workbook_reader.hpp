#pragma once
/// Reads .xlsx workbooks (ECMA-376, transitional and strict) of any producer.
///
/// Parts are found by the types of their relationships, as the standard asks, since producers name them differently.
/// Formulas are not computed: a cell has the result that was stored with it. Macros are refused; links to other files are
/// reported and never followed.

#include <optional>
#include <string>
#include <string_view>

#include "io/report.hpp"
#include "io/workbook.hpp"
#include "parindex/base/limits.hpp"

namespace parindex::io {

/// Nothing, with findings, when the file is no such workbook, is damaged, protected by a password, has macros, holds no
/// filled cell or goes beyond the limits. `file` is what findings call it.
[[nodiscard]] std::optional<Workbook> read_workbook(std::string_view bytes, const std::string& file,
                                                    const Limits& limits, Report& report);

}  // namespace parindex::io
