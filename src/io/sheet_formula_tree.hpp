#pragma once
/// One node of the table as formulas.

#include "io/sheet_formula_parts.hpp"

namespace parindex::io::sheet {

/// The formulas of the node's cells; fills sheet.nodes[node]. Pre: everything it depends on has been described.
[[nodiscard]] SheetFormulas::Node describe_node(Sheet& sheet, std::size_t node);

}  // namespace parindex::io::sheet
