#pragma once
/// How many forms a survey needs.

#include <cstdint>
#include <optional>

#include "parindex/base/rational.hpp"

namespace parindex {

struct SampleQuestion {
    std::int64_t population = 0;             ///< at least 1
    Rational error = Rational(1, 20);        ///< margin, above 0 and below 1
    Rational confidence = Rational(19, 20);  ///< from 50 % to below 100 %
    Rational share = Rational(1, 2);         ///< expected, between 0 and 1; 1/2 asks for most forms
    Rational response_rate = 1;              ///< share of forms that come back, above 0
};

struct SampleSize {
    Rational simple_exact;          ///< N / (1 + N e^2)
    std::int64_t simple = 0;        ///< rounded up
    double quantile = 0;            ///< z of the confidence
    double infinite = 0;            ///< n0 = z^2 p (1 - p) / e^2
    double general_exact = 0;       ///< n0 / (1 + (n0 - 1) / N)
    std::int64_t general = 0;       ///< rounded up
    std::int64_t simple_sent = 0;   ///< forms to hand out at that response rate
    std::int64_t general_sent = 0;  ///< the same for the general formula
};

/// Both formulas: Yamane 1967, as Vietnamese surveys of public services use it, which is the general one at 95.45 % (z = 2)
/// and a share of 1/2 but for its correction; and Cochran, Sampling Techniques, 3rd ed. 1977, 4.4, with the finite
/// population correction, the same as Krejcie & Morgan 1970. No value when the question is outside its bounds.
[[nodiscard]] std::optional<SampleSize> sample_size(const SampleQuestion& question);

/// N / (1 + N e^2) rounded up. Pre: population >= 1, error > 0.
[[nodiscard]] std::int64_t simple_sample_size(const Rational& population, const Rational& error);

}  // namespace parindex
