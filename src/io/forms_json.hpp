#pragma once
/// The `forms` of a criteria set: where the answers stand on forms whose cells are fixed.

#include <vector>

#include "io/json_decode.hpp"
#include "parindex/model/criteria_set.hpp"

namespace parindex::io {

/// Takes what fits and reports the rest.
void decode_forms(const Decoder& decoder, const Node& node, std::vector<OfficialForm>& target);

}  // namespace parindex::io
