#pragma once
/// "Did you mean ...?"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "parindex/base/text.hpp"

namespace parindex::io {

/// The known word closest to `word`, or empty when none is close.
[[nodiscard]] std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& known);

/// Hint that names the closest known word, else lists the known words when they are few, else empty.
[[nodiscard]] Text suggest(std::string_view word, const std::vector<std::string_view>& known);

/// "a, b, c", cut after `limit` words.
[[nodiscard]] std::string list_words(const std::vector<std::string_view>& words, std::size_t limit = 20);

}  // namespace parindex::io
