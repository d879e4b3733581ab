#include "parindex/analysis/sample_size.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/quantiles.hpp"

namespace parindex {

namespace {

/// Largest population for which every step below stays inside 64 bits and the whole numbers of a double.
constexpr std::int64_t largest_population = 1'000'000'000'000;

Rational ceiling(const Rational& value) { return -(-value).floor(); }

bool is_sound(const SampleQuestion& question) {
    const Rational one = 1;
    return question.population >= 1 && question.population <= largest_population && question.error.sign() > 0 &&
           question.error < one && question.confidence >= Rational(1, 2) && question.confidence < one &&
           question.share.sign() >= 0 && question.share <= one && question.response_rate.sign() > 0 &&
           question.response_rate <= one;
}

Rational simple_formula(const Rational& population, const Rational& error) {
    return population / (Rational(1) + population * error * error);
}

std::int64_t sent(std::int64_t forms, const Rational& response_rate) {
    return ceiling(Rational(forms) / response_rate).to_int64().value_or(0);
}

/// Rounded up; what is above a whole number by no more than the error of doubles is that number.
std::int64_t whole_forms(double forms, std::int64_t population) {
    return std::clamp<std::int64_t>(std::llround(std::ceil(forms - 1e-9 * std::max(forms, 1.0))), 1, population);
}

}  // namespace

std::int64_t simple_sample_size(const Rational& population, const Rational& error) {
    return ceiling(simple_formula(population, error)).to_int64().value_or(0);
}

std::optional<SampleSize> sample_size(const SampleQuestion& question) {
    if (!is_sound(question)) return std::nullopt;
    SampleSize size;
    size.simple_exact = simple_formula(question.population, question.error);
    size.simple = simple_sample_size(question.population, question.error);
    size.quantile = normal_quantile((1 + question.confidence.to_double()) / 2);
    const double share = question.share.to_double();
    const double error = question.error.to_double();
    size.infinite = size.quantile * size.quantile * share * (1 - share) / (error * error);
    // The correction holds from one form on; a known share (0 or 1) asks for a single form.
    const double n0 = std::max(size.infinite, 1.0);
    size.general_exact = n0 / (1 + (n0 - 1) / static_cast<double>(question.population));
    size.general = whole_forms(size.general_exact, question.population);
    size.simple_sent = sent(size.simple, question.response_rate);
    size.general_sent = sent(size.general, question.response_rate);
    return size;
}

}  // namespace parindex
