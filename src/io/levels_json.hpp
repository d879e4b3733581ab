#pragma once
/// Lists of levels, own and shared.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "io/json_decode.hpp"
#include "parindex/model/rule.hpp"

namespace parindex::io {

/// A level whose points may still depend on the maximum of the criterion that uses it.
struct WrittenLevel {
    Level level;
    std::optional<Rational> share;
    Node node;
};

using LevelSets = std::map<std::string, std::vector<WrittenLevel>>;

[[nodiscard]] LevelSets decode_level_sets(const Decoder& decoder, const Node& node);

/// The value of the key `levels`: a list, or the name of a level set.
[[nodiscard]] std::optional<LevelsRule> decode_levels(const Decoder& decoder, const Node& node, const LevelSets& sets,
                                                      const std::optional<Rational>& max);

/// Reports ids that stand twice in a list.
bool expect_different_ids(const Decoder& decoder, const Node& list, const std::vector<std::string>& ids);

}  // namespace parindex::io
