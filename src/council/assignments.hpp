#pragma once
/// Who appraises what, by the round's list of appraisers.

#include <string_view>
#include <vector>

#include "parindex/model/round.hpp"

namespace parindex {

/// The appraiser whose id or name that is, or null.
[[nodiscard]] const Appraiser* appraiser_called(const Round& round, std::string_view id_or_name);

/// Whether the criterion, or a node above it, is assigned; an empty list assigns all. Ids of criteria extend those of
/// their parents, yet a set may break that rule, so the tree decides: `path` holds the ids from the domain to the leaf.
[[nodiscard]] bool is_assigned(const Appraiser& appraiser, const std::vector<std::string_view>& path);

/// Whether the agency is assigned; an empty list assigns all.
[[nodiscard]] bool is_assigned(const Appraiser& appraiser, std::string_view agency);

}  // namespace parindex
