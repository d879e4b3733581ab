#include "parindex/council/ranking.hpp"

#include <algorithm>
#include <numeric>

#include "parindex/base/text.hpp"

namespace parindex {

namespace {

/// Whether `a` is ranked before `b` by figures alone: greater when it is, equal when they share a place.
std::strong_ordering compare_figures(const RankEntry& a, const RankEntry& b) {
    if (const auto order = a.key <=> b.key; order != 0) return order;
    return std::lexicographical_compare_three_way(a.tie_breakers.begin(), a.tie_breakers.end(), b.tie_breakers.begin(),
                                                  b.tie_breakers.end());
}

bool stands_before(const RankEntry& a, const RankEntry& b) {
    if (const auto order = compare_figures(a, b); order != 0) return order > 0;
    if (const auto order = compare_vietnamese(a.name, b.name); order != 0) return order < 0;
    return a.agency < b.agency;
}

}  // namespace

std::vector<Place> rank_entries(const std::vector<RankEntry>& entries, const RankingPolicy& policy) {
    std::vector<std::size_t> order(entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return stands_before(entries[a], entries[b]); });
    std::vector<Place> places;
    places.reserve(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto position = static_cast<std::int64_t>(i) + 1;
        const bool equal = i > 0 && compare_figures(entries[order[i - 1]], entries[order[i]]) == 0;
        const bool shares = equal && policy.ties != TieRule::ordinal;
        Place place{order[i], position, shares};
        if (shares) {
            place.rank = places.back().rank;
            places.back().tied = true;
        } else if (policy.ties == TieRule::dense && i > 0) {
            place.rank = places.back().rank + 1;
        }
        places.push_back(place);
    }
    return places;
}

}  // namespace parindex
