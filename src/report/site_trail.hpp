#pragma once
/// How one criterion of one agency came to its points: rule, inputs, working, evidence, and who said what when.

#include <cstddef>

#include "parindex/engine/explain.hpp"
#include "report/site_page.hpp"

namespace parindex::report {

/// A closed entry that opens to the whole trail. Pre: `explanation` is of that agency and node.
void write_trail(Page& page, std::size_t agency, std::size_t node, const Explanation& explanation);

}  // namespace parindex::report
