#include "parindex/analysis/rank_counts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace parindex {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// About two buckets a unit: most hold one unit, few need sorting.
std::size_t buckets_for(std::size_t units) { return std::max<std::size_t>(2 * units, 16); }

}  // namespace

Ranker::Ranker(std::size_t units) : starts_(buckets_for(units) + 1), bucket_of_(units), entries_(units) {}

/// The bucket is a monotone function of the score (subtraction, product and truncation are), so the order of buckets is
/// the order of scores; only inside one bucket is there anything to compare.
void Ranker::put_in_buckets(std::span<const double> scores, double highest, double lowest) {
    const auto buckets = starts_.size() - 1;
    const double width = highest - lowest;
    const double scale = width > 0 && std::isfinite(width) ? static_cast<double>(buckets - 1) / width : 0;
    std::fill(starts_.begin(), starts_.end(), 0U);
    for (std::size_t unit = 0; unit < scores.size(); ++unit) {
        if (std::isnan(scores[unit])) continue;
        const double place = scale > 0 ? (highest - scores[unit]) * scale : 0;
        const auto bucket = std::min(static_cast<std::uint32_t>(place), static_cast<std::uint32_t>(buckets - 1));
        bucket_of_[unit] = bucket;
        ++starts_[bucket + 1];
    }
    for (std::size_t bucket = 1; bucket <= buckets; ++bucket) starts_[bucket] += starts_[bucket - 1];
    ranked_ = starts_[buckets];
    for (std::size_t unit = 0; unit < scores.size(); ++unit)
        if (!std::isnan(scores[unit]))
            entries_[starts_[bucket_of_[unit]]++] = {scores[unit], static_cast<std::uint32_t>(unit)};
}

void Ranker::sort_buckets() {
    // After the scatter each start stands at the end of its bucket.
    std::size_t first = 0;
    for (std::size_t bucket = 0; bucket + 1 < starts_.size() && first < ranked_; ++bucket) {
        const std::size_t last = starts_[bucket];
        if (last - first > 1)
            std::sort(entries_.begin() + static_cast<std::ptrdiff_t>(first),
                      entries_.begin() + static_cast<std::ptrdiff_t>(last),
                      [](const Entry& a, const Entry& b) { return a.score > b.score; });
        first = last;
    }
}

void Ranker::rank(std::span<const double> scores, std::span<std::uint32_t> ranks) {
    double highest = -std::numeric_limits<double>::infinity();
    double lowest = std::numeric_limits<double>::infinity();
    for (const double score : scores) {
        highest = std::max(highest, score);
        lowest = std::min(lowest, score);
    }
    put_in_buckets(scores, highest, lowest);
    sort_buckets();
    std::fill(ranks.begin(), ranks.end(), 0U);
    std::uint32_t rank = 0;
    for (std::size_t i = 0; i < ranked_; ++i) {
        if (i == 0 || entries_[i].score < entries_[i - 1].score) rank = static_cast<std::uint32_t>(i + 1);
        ranks[entries_[i].unit] = rank;
    }
}

RankCounts::RankCounts(std::size_t units) : units_(units), counts_(units * units) {}

void RankCounts::add(std::span<const std::uint32_t> ranks) {
    for (std::size_t unit = 0; unit < units_; ++unit)
        if (ranks[unit] != 0) ++counts_[unit * units_ + ranks[unit] - 1];
}

void RankCounts::add(const RankCounts& other) {
    for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
}

std::uint64_t RankCounts::draws(std::size_t unit) const {
    std::uint64_t sum = 0;
    for (std::size_t rank = 1; rank <= units_; ++rank) sum += count(unit, rank);
    return sum;
}

double RankCounts::mean(std::size_t unit) const {
    std::uint64_t sum = 0;
    for (std::size_t rank = 1; rank <= units_; ++rank) sum += rank * count(unit, rank);
    const auto number = draws(unit);
    return number == 0 ? none : static_cast<double>(sum) / static_cast<double>(number);
}

/// The rank at `position` (from 0) of the unit's ranks in rising order.
std::size_t RankCounts::rank_at(std::size_t unit, std::uint64_t position) const {
    std::uint64_t passed = 0;
    for (std::size_t rank = 1; rank <= units_; ++rank) {
        passed += count(unit, rank);
        if (passed > position) return rank;
    }
    return units_;
}

double RankCounts::quantile(std::size_t unit, double share) const {
    const auto number = draws(unit);
    if (number == 0) return none;
    const double at = std::clamp(share, 0.0, 1.0) * static_cast<double>(number - 1);
    const auto below = static_cast<std::uint64_t>(at);
    const auto low = static_cast<double>(rank_at(unit, below));
    const auto high = static_cast<double>(rank_at(unit, std::min(below + 1, number - 1)));
    return low + (at - static_cast<double>(below)) * (high - low);
}

double RankCounts::share_of_top(std::size_t unit, std::size_t places) const {
    const auto number = draws(unit);
    if (number == 0) return none;
    std::uint64_t sum = 0;
    for (std::size_t rank = 1; rank <= std::min(places, units_); ++rank) sum += count(unit, rank);
    return static_cast<double>(sum) / static_cast<double>(number);
}

}  // namespace parindex
