#pragma once
/// Results are written whole or not at all.

#include <filesystem>
#include <string>
#include <vector>

#include "parindex/base/finding.hpp"

namespace parindex {

struct OutputFile {
    std::string name;     ///< inside the folder; may name subfolders: "scorecards/so-y-te.xlsx"
    std::string content;  ///< bytes
};

/// Writes the files into `folder`; it and subfolders are made if need be. Each file is written under a temporary name and
/// flushed to disk; only when all are complete are they renamed into place, so that a full disk or a killed program leaves
/// no partly written result. Returns what went wrong (F050 to F053); nothing when all is well. Files that were there
/// before under other names stay. std::invalid_argument when a name is not of a place inside the folder.
[[nodiscard]] Findings write_files(const std::filesystem::path& folder, const std::vector<OutputFile>& files);

}  // namespace parindex
