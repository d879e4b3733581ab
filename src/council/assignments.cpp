#include "council/assignments.hpp"

#include <algorithm>

namespace parindex {

const Appraiser* appraiser_called(const Round& round, std::string_view id_or_name) {
    if (const auto* by_id = round.find_appraiser(id_or_name)) return by_id;
    const auto key = to_match_key(id_or_name);
    const auto named = std::find_if(round.appraisers.begin(), round.appraisers.end(),
                                    [&](const Appraiser& one) { return to_match_key(one.name) == key; });
    return named == round.appraisers.end() ? nullptr : &*named;
}

bool is_assigned(const Appraiser& appraiser, const std::vector<std::string_view>& path) {
    const auto& own = appraiser.criteria;
    return own.empty() || std::any_of(path.begin(), path.end(), [&](std::string_view id) {
               return std::find(own.begin(), own.end(), id) != own.end();
           });
}

bool is_assigned(const Appraiser& appraiser, std::string_view agency) {
    const auto& own = appraiser.agencies;
    return own.empty() || std::find(own.begin(), own.end(), agency) != own.end();
}

}  // namespace parindex
