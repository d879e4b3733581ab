#pragma once
/// The tree of criteria.

#include <cstddef>
#include <vector>

#include "io/json_decode.hpp"
#include "io/levels_json.hpp"
#include "parindex/base/limits.hpp"
#include "parindex/model/criteria_set.hpp"

namespace parindex::io {

/// What the tree needs of the rest of the set.
struct TreeContext {
    const Decoder& decoder;
    const LevelSets& level_sets;
    const std::vector<Scale>& scales;
    const Limits& limits;
};

/// False when any criterion does not fit.
bool decode_criteria(const TreeContext& context, const Node& node, std::vector<Criterion>& target);

}  // namespace parindex::io
