#pragma once
/// Whole files into memory, with a finding for each way in which that goes wrong.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "io/report.hpp"
#include "parindex/base/limits.hpp"

namespace parindex::io {

/// Bytes of a regular, non-empty file within the limits. `name` is what findings call it.
[[nodiscard]] std::optional<std::string> read_file(const std::filesystem::path& file, const std::string& name,
                                                   const Limits& limits, Report& report);

/// Well-formed UTF-8 text without its byte-order mark; findings for UTF-16, UTF-32 and bytes that are not UTF-8.
[[nodiscard]] std::optional<std::string_view> as_utf8(std::string_view bytes, const std::string& name, Report& report);

}  // namespace parindex::io
