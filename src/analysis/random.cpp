#include "parindex/analysis/random.hpp"

#include <cmath>

#include <boost/math/distributions/gamma.hpp>

#include "analysis/quantiles.hpp"

namespace parindex {

namespace {

struct Product {
    std::uint32_t high;
    std::uint32_t low;
};

Product multiply(std::uint32_t a, std::uint32_t b) {
    const auto product = static_cast<std::uint64_t>(a) * b;
    return {static_cast<std::uint32_t>(product >> 32), static_cast<std::uint32_t>(product)};
}

std::uint32_t low_word(std::uint64_t value) { return static_cast<std::uint32_t>(value); }
std::uint32_t high_word(std::uint64_t value) { return static_cast<std::uint32_t>(value >> 32); }

/// Never 0 or 1, whose quantiles are infinite.
double inside(double uniform) { return uniform + 0x1p-54; }

}  // namespace

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
    constexpr int rounds = 10;
    for (int round = 0; round < rounds; ++round) {
        const auto first = multiply(0xD2511F53U, counter[0]);
        const auto second = multiply(0xCD9E8D57U, counter[2]);
        counter = {second.high ^ counter[1] ^ key[0], second.low, first.high ^ counter[3] ^ key[1], first.low};
        key[0] += 0x9E3779B9U;
        key[1] += 0xBB67AE85U;
    }
    return counter;
}

double Random::uniform(std::uint64_t stream, std::uint64_t index) const {
    // A block holds two numbers of 64 bits: index / 2 says which block, its last bit which half.
    const auto block = philox({low_word(index >> 1), high_word(index >> 1), low_word(stream), high_word(stream)},
                              {low_word(seed_), high_word(seed_)});
    const auto at = (index & 1U) * 2;
    const auto bits = static_cast<std::uint64_t>(block[at + 1]) << 32 | block[at];
    return static_cast<double>(bits >> 11) * 0x1p-53;
}

double Random::exponential(std::uint64_t stream, std::uint64_t index) const {
    return -std::log1p(-uniform(stream, index));
}

double Random::normal(std::uint64_t stream, std::uint64_t index) const {
    return normal_quantile(inside(uniform(stream, index)));
}

double Random::gamma(std::uint64_t stream, std::uint64_t index, double shape) const {
    return boost::math::quantile(boost::math::gamma_distribution<double, DoublesOnly>(shape),
                                 inside(uniform(stream, index)));
}

}  // namespace parindex
