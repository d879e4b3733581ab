#pragma once
/// File names as results show them: relative to the round, so that equal rounds in two places give equal bytes.

#include <string>

namespace parindex {

/// `file` without `base` in front; unchanged when it does not lie in the folder `base`.
[[nodiscard]] std::string relative_path(const std::string& file, const std::string& base);

}  // namespace parindex
