#pragma once
/// Policies of a criteria set.

#include "io/json_decode.hpp"
#include "parindex/model/policy.hpp"

namespace parindex::io {

bool decode_policies(const Decoder& decoder, const Node& node, Policies& target);

/// "none", or {"digits", "mode"}.
bool decode_rounding(const Decoder& decoder, const Node& node, Rounding& target);

/// Effects of some states, as a criterion states them.
bool decode_state_effects(const Decoder& decoder, const Node& node, StateEffects& target);

}  // namespace parindex::io
