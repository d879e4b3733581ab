#pragma once
/// round.json: the frame of a round.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/json_decode.hpp"
#include "parindex/base/limits.hpp"
#include "parindex/model/round.hpp"

namespace parindex::io {

/// The criteria set of a group, as round.json names it.
struct GroupSet {
    std::string group;
    std::string path;
    Location location;
};

struct RoundFrame {
    Round round;  ///< without agencies, sets and assessments
    std::vector<GroupSet> criteria;
    std::string previous;  ///< path as written, or empty
    Location previous_location;
};

/// Nothing when the frame cannot be used.
[[nodiscard]] std::optional<RoundFrame> read_round_json(std::string_view json, const std::string& file,
                                                        const Limits& limits, Report& report);

}  // namespace parindex::io
