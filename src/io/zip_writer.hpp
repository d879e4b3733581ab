#pragma once
/// Packages of parts (Office documents) made in memory with libzip.

#include <optional>
#include <string>
#include <vector>

#include "parindex/io/write_files.hpp"

namespace parindex::io {

/// The parts as one zip archive, in their order, compressed. Every part carries the same fixed time: same parts, same
/// bytes. Nothing when memory does not suffice. Pre: names are relative and differ.
[[nodiscard]] std::optional<std::string> zip_parts(const std::vector<OutputFile>& parts);

}  // namespace parindex::io
