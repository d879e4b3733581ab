#pragma once
/// The result of a round as web pages that need nothing but a browser: no server, no network.

#include <vector>

#include "parindex/io/write_files.hpp"
#include "parindex/report/report_input.hpp"

namespace parindex {

/// The files of the site, index.html first, without subfolders. Every figure is the engine's own text; every text from the
/// round is escaped. Same input, same bytes.
[[nodiscard]] std::vector<OutputFile> site_files(const ReportInput& input);

}  // namespace parindex
