#pragma once
/// SHA-256 (FIPS 180-4).

#include <string>
#include <string_view>

namespace parindex::io {

/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace parindex::io
