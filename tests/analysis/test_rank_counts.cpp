#include "parindex/analysis/rank_counts.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

using namespace parindex;

namespace {

std::vector<std::uint32_t> ranks_of(const std::vector<double>& scores) {
    std::vector<std::uint32_t> ranks(scores.size());
    Ranker(scores.size()).rank(scores, ranks);
    return ranks;
}

/// One plus the number of higher scores.
std::vector<std::uint32_t> counted(const std::vector<double>& scores) {
    std::vector<std::uint32_t> ranks;
    for (const double score : scores) {
        std::uint32_t rank = std::isnan(score) ? 0 : 1;
        for (const double other : scores) rank += other > score ? 1 : 0;
        ranks.push_back(rank);
    }
    return ranks;
}

}  // namespace

TEST_CASE("equal scores share the best place, a missing one holds none", "[analysis][rank_counts]") {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(ranks_of({3, 5, 3, nan, 1}) == std::vector<std::uint32_t>{2, 1, 2, 0, 4});
    CHECK(ranks_of({}).empty());
    CHECK(ranks_of({nan}) == std::vector<std::uint32_t>{0});
    CHECK(ranks_of({2, 2, 2}) == std::vector<std::uint32_t>{1, 1, 1});
    CHECK(ranks_of({0.0, -0.0}) == std::vector<std::uint32_t>{1, 1});
    CHECK(ranks_of({0.3, 0.1 + 0.2}) == std::vector<std::uint32_t>{2, 1});
}

TEST_CASE("ranks are those of counting the higher scores", "[analysis][rank_counts]") {
    std::mt19937 engine(1);
    for (int round = 0; round < 300; ++round) {
        std::vector<double> scores(1 + engine() % 60);
        for (auto& score : scores) {
            score = static_cast<double>(engine() % 20) / 7;
            // Far values crowd the others into one bucket; infinite ones leave no width.
            if (round % 3 == 1 && engine() % 20 == 0) score *= 1e300;
            if (round % 5 == 2 && engine() % 20 == 0) score = std::numeric_limits<double>::infinity();
            if (round % 4 == 3) score = std::ldexp(score, -static_cast<int>(engine() % 1000));
            if (engine() % 30 == 0) score = std::numeric_limits<double>::quiet_NaN();
        }
        CHECK(ranks_of(scores) == counted(scores));
    }
}

TEST_CASE("counts give mean, quantiles of type 7 and shares", "[analysis][rank_counts]") {
    RankCounts counts(4);
    // Unit 0 holds 1, 1, 2, 4; unit 3 holds nothing.
    for (const auto& ranks : {std::vector<std::uint32_t>{1, 2, 3, 0}, {1, 2, 3, 0}, {2, 1, 3, 0}, {4, 1, 2, 0}})
        counts.add(ranks);
    CHECK(counts.draws(0) == 4);
    CHECK(counts.mean(0) == 2);
    CHECK(counts.quantile(0, 0) == 1);
    CHECK(counts.quantile(0, 0.5) == 1.5);
    CHECK(counts.quantile(0, 0.75) == 2.5);
    CHECK(counts.quantile(0, 1) == 4);
    CHECK(counts.share_of_top(0, 2) == 0.75);
    CHECK(counts.share_of_top(0, 9) == 1);
    CHECK(counts.draws(3) == 0);
    CHECK(std::isnan(counts.mean(3)));
    CHECK(std::isnan(counts.quantile(3, 0.5)));
    RankCounts twice = counts;
    twice.add(counts);
    CHECK(twice.count(0, 1) == 4);
    CHECK(twice.quantile(0, 1) == 4);
}
