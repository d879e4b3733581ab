#pragma once
/// Ranges with stated edges, and bands over them.

#include <string_view>
#include <vector>

#include "io/json_decode.hpp"
#include "parindex/model/rule.hpp"

namespace parindex::io {

/// Reads `from`, `above`, `to`, `below` and `equal` of an object.
bool decode_edges(const Decoder& decoder, ObjectReader& object, Interval& target);

bool decode_bands(const Decoder& decoder, const Node& node, std::vector<BandsRule::Band>& target);

/// Points as printed in the source: a string, or a number taken as its digits.
bool decode_printed(const Decoder& decoder, ObjectReader& object, std::string& target);

}  // namespace parindex::io
