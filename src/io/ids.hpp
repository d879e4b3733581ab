#pragma once
/// Which names may be ids.

#include <string_view>

#include "io/json_decode.hpp"

namespace parindex::io {

/// ASCII letters, digits, dot, underscore, hyphen, '#': also what spreadsheets make of "4.1".
[[nodiscard]] bool is_criterion_id(std::string_view id);
/// Lower-case ASCII words joined by dots and underscores, none of the names that expressions keep for themselves.
[[nodiscard]] bool is_fact_id(std::string_view id);
/// A lower-case ASCII word: field of a record, attribute of an agency.
[[nodiscard]] bool is_field_name(std::string_view name);
/// Letters, digits, dot, underscore, hyphen of ASCII; safe as the name of a file or folder.
[[nodiscard]] bool is_file_id(std::string_view id);
/// "vn/example-2017"
[[nodiscard]] bool is_set_id(std::string_view id);

/// Reports an id that is none; `rule` says what one looks like.
bool expect_id(const Decoder& decoder, const Node& node, bool is_good, const Text& rule);

}  // namespace parindex::io
