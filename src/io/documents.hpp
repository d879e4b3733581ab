#pragma once
/// What all documents of this project have in common: the key `format`.

#include <string_view>

#include "io/json_decode.hpp"

namespace parindex::io {

/// True when the document says that it has this format. Anything else is reported once: what a file of another or an
/// unknown format holds is not worth a look.
bool expect_format(const Decoder& decoder, const JsonValue& root, std::string_view format);

}  // namespace parindex::io
