#pragma once
/// The cells of one worksheet part.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "io/workbook.hpp"
#include "io/workbook_parts.hpp"

namespace parindex::io {

/// What the cells of all sheets of a workbook are read with.
struct SheetContext {
    const std::vector<std::string>& strings;
    const std::vector<NumberLook>& looks;
    DateSystem dates;
    std::size_t cells = 0;       ///< filled so far, over all sheets
    std::size_t text_bytes = 0;  ///< likewise
};

/// Fills `sheet`, whose name is given. False, with findings, when the part cannot be read; cells that cannot be read are
/// findings and left out.
[[nodiscard]] bool read_sheet(const PartReading& reading, std::string_view part, SheetContext& context, Sheet& sheet);

}  // namespace parindex::io
