#include "parindex/analysis/random.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace parindex;

TEST_CASE("Philox gives the published known answers", "[analysis][random]") {
    // Random123 (D. E. Shaw Research), kat_vectors, philox4x32 with 10 rounds.
    using Block = std::array<std::uint32_t, 4>;
    CHECK(philox({0, 0, 0, 0}, {0, 0}) == Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    CHECK(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
          Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
          Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("numbers depend on seed, stream and index", "[analysis][random]") {
    const Random random(7);
    CHECK(random.uniform(3, 5) == Random(7).uniform(3, 5));
    CHECK(random.uniform(3, 5) != random.uniform(3, 4));
    CHECK(random.uniform(3, 5) != random.uniform(4, 5));
    CHECK(random.uniform(3, 5) != Random(8).uniform(3, 5));
    CHECK(random.uniform(1ULL << 40, 0) != random.uniform(0, 0));
}

TEST_CASE("moments are those of the distributions", "[analysis][random]") {
    const Random random(42);
    constexpr int draws = 20000;
    double uniform = 0;
    double exponential = 0;
    double normal = 0;
    double square = 0;
    double gamma = 0;
    for (int i = 0; i < draws; ++i) {
        const auto at = static_cast<std::uint64_t>(i);
        const double u = random.uniform(0, at);
        CHECK((u >= 0 && u < 1));
        uniform += u;
        exponential += random.exponential(1, at);
        const double z = random.normal(2, at);
        normal += z;
        square += z * z;
        gamma += i < 2000 ? random.gamma(3, at, 2.5) : 0;
    }
    // Five standard errors.
    const double root = std::sqrt(static_cast<double>(draws));
    CHECK(uniform / draws == Approx(0.5).margin(5 * 0.2887 / root));
    CHECK(exponential / draws == Approx(1).margin(5 / root));
    CHECK(normal / draws == Approx(0).margin(5 / root));
    CHECK(square / draws == Approx(1).margin(5 * 1.4143 / root));
    CHECK(gamma / 2000 == Approx(2.5).margin(5 * std::sqrt(2.5 / 2000)));
}
