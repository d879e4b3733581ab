#pragma once
/// Rules of leaves.

#include <optional>

#include "io/json_decode.hpp"
#include "io/levels_json.hpp"
#include "parindex/model/rule.hpp"

namespace parindex::io {

/// What a rule needs of the criterion that it belongs to.
struct RuleContext {
    const Decoder& decoder;
    const LevelSets& level_sets;
    const std::optional<Rational>& max;
};

[[nodiscard]] std::optional<Rule> decode_rule(const RuleContext& context, const Node& node);

}  // namespace parindex::io
