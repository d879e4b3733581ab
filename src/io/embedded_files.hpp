#pragma once
/// Files carried inside the library: the JSON Schemas of criteria/schema/, and the style, script and charts of a site.
/// cmake/embed.cmake writes the body.

#include <string_view>

namespace parindex {

/// Content of the file of that name ("round.schema.json", "site.css") as it was at build time; empty when there is no
/// such file. Lives as long as the program.
[[nodiscard]] std::string_view embedded_file(std::string_view name);

}  // namespace parindex
