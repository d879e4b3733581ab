#pragma once
/// Strict JSON text into a JsonValue: numbers by their digits, duplicate keys refused, limits kept.

#include <optional>
#include <string>
#include <string_view>

#include "io/json_value.hpp"
#include "io/report.hpp"
#include "parindex/base/limits.hpp"

namespace parindex::io {

/// Nothing when the text is no JSON or goes beyond a limit. Duplicate keys are reported; the first one is kept.
[[nodiscard]] std::optional<JsonValue> read_json(std::string_view bytes, const std::string& file, const Limits& limits,
                                                 Report& report);

}  // namespace parindex::io
