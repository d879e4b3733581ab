#pragma once
/// What the ranks of many draws come to: how often each unit took each place.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace parindex {

/// Competition ranks: 1 for the highest score, equal scores share the best place, NaN holds none (rank 0).
/// Cost: linear in the units unless scores crowd together. `ranks` has the length of `scores`.
class Ranker {
public:
    explicit Ranker(std::size_t units);
    void rank(std::span<const double> scores, std::span<std::uint32_t> ranks);

private:
    struct Entry {
        double score;
        std::uint32_t unit;
    };
    void put_in_buckets(std::span<const double> scores, double highest, double lowest);
    void sort_buckets();

    std::vector<std::uint32_t> starts_;
    std::vector<std::uint32_t> bucket_of_;
    std::vector<Entry> entries_;
    std::size_t ranked_ = 0;
};

/// Counts of units by rank. Whole numbers, so that parts made by several threads add up to the same in any order.
class RankCounts {
public:
    RankCounts() = default;
    explicit RankCounts(std::size_t units);

    /// Adds one draw; `ranks` as Ranker gives them.
    void add(std::span<const std::uint32_t> ranks);
    /// Adds the draws of another, of as many units.
    void add(const RankCounts& other);

    [[nodiscard]] std::size_t units() const { return units_; }
    /// Draws in which the unit held `rank`, from 1.
    [[nodiscard]] std::uint64_t count(std::size_t unit, std::size_t rank) const { return counts_[unit * units_ + rank - 1]; }
    /// Draws in which the unit held any rank.
    [[nodiscard]] std::uint64_t draws(std::size_t unit) const;
    /// Mean rank; NaN for a unit that never held one, as below.
    [[nodiscard]] double mean(std::size_t unit) const;
    /// Quantile of the ranks at `share` in [0, 1], type 7 of Hyndman and Fan (The American Statistician 50, 1996).
    [[nodiscard]] double quantile(std::size_t unit, double share) const;
    /// Share of the draws in which the unit was among the first `places`.
    [[nodiscard]] double share_of_top(std::size_t unit, std::size_t places) const;

    [[nodiscard]] bool operator==(const RankCounts&) const = default;

private:
    [[nodiscard]] std::size_t rank_at(std::size_t unit, std::uint64_t position) const;

    std::size_t units_ = 0;
    std::vector<std::uint32_t> counts_;
};

}  // namespace parindex
