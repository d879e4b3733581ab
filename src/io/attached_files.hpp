#pragma once
/// The files that documents name, in the round's folder `evidence/<agency>/`.

#include <filesystem>

#include "io/report.hpp"
#include "parindex/model/round.hpp"

namespace parindex::io {

/// Reports files that are named and not there (D331), and names that are no plain file names and could lead out of the
/// folder (D332). Nothing is opened.
void check_attached_files(const std::filesystem::path& folder, const Round& round, Report& report);

}  // namespace parindex::io
