#pragma once
/// Documented corrections of a set: looked up in the file as printed, applied for the corrected edition.

#include <vector>

#include "io/json_decode.hpp"
#include "parindex/model/criteria_set.hpp"

namespace parindex::io {

/// Reads the key `corrections` of a set and holds each `printed` against the file. With Edition::corrected `root` is
/// changed; what could not be looked up is reported and left as it is.
[[nodiscard]] std::vector<Correction> take_corrections(const Decoder& decoder, JsonValue& root, Edition edition);

}  // namespace parindex::io
