#pragma once
/// Random numbers by their place: the value depends on seed, stream and index alone, so that a simulation gives the same
/// result whatever the number of threads and the size of its batches.

#include <array>
#include <cstdint>

namespace parindex {

/// Philox4x32-10 (Salmon, Moraes, Dror, Shaw, Parallel Random Numbers: As Easy as 1, 2, 3, SC11): the block of four words
/// that stands at `counter` under `key`.
[[nodiscard]] std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

/// One simulation's numbers. A stream is what must not share numbers with another: a draw, a replicate.
class Random {
public:
    explicit Random(std::uint64_t seed) : seed_(seed) {}

    /// A multiple of 2^-53 in [0, 1).
    [[nodiscard]] double uniform(std::uint64_t stream, std::uint64_t index) const;
    /// Mean 1; by inversion of the distribution function.
    [[nodiscard]] double exponential(std::uint64_t stream, std::uint64_t index) const;
    /// Mean 0, variance 1; by inversion.
    [[nodiscard]] double normal(std::uint64_t stream, std::uint64_t index) const;
    /// Mean `shape` (> 0), scale 1; by inversion.
    [[nodiscard]] double gamma(std::uint64_t stream, std::uint64_t index, double shape) const;

private:
    std::uint64_t seed_;
};

}  // namespace parindex
