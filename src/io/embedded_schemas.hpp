#pragma once
/// The JSON Schemas of criteria/schema/, carried inside the library. cmake/embed.cmake writes the body.

#include <string_view>

namespace parindex {

/// Text of criteria/schema/<name>.schema.json as it was at build time; empty when there is no such schema. Lives as
/// long as the program.
[[nodiscard]] std::string_view embedded_schema(std::string_view name);

}  // namespace parindex
