#pragma once
/// Structure of a document against its JSON Schema: a second look, behind the decoder's own findings.

#include <string_view>

#include "io/json_decode.hpp"

namespace parindex::io {

/// Reports (F100) where `root` breaks the embedded schema of that name and no error of the report explains it.
void check_schema(const Decoder& decoder, const JsonValue& root, std::string_view schema_name);

}  // namespace parindex::io
