#pragma once
/// Exact numbers. Every point, maximum, count and percentage in parindex is a Rational.

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace parindex {

/// Thrown when an exact number would need more than Rational::max_bits bits. Guards against data made to exhaust
/// memory; no real index comes near it.
class NumberTooLarge : public std::overflow_error {
public:
    NumberTooLarge();
};

/// An exact fraction in lowest terms with a positive denominator.
///
/// Numerator and denominator are 64-bit while they fit; larger values fall back to arbitrary precision, so the value is
/// never rounded. Never build one from a double.
class Rational {
public:
    /// Largest size of a numerator or denominator, in bits.
    static constexpr std::size_t max_bits = 65536;

    Rational() noexcept = default;
    Rational(std::int64_t whole);  // NOLINT(google-explicit-constructor): an integer is a rational
    /// Pre: denominator != 0, else std::domain_error.
    Rational(std::int64_t numerator, std::int64_t denominator);

    [[nodiscard]] Rational operator-() const;
    Rational& operator+=(const Rational& other);
    Rational& operator-=(const Rational& other);
    Rational& operator*=(const Rational& other);
    /// Throws std::domain_error when `other` is zero: a caller checks first and applies the criterion's stated policy.
    Rational& operator/=(const Rational& other);

    friend Rational operator+(Rational a, const Rational& b) { return a += b; }
    friend Rational operator-(Rational a, const Rational& b) { return a -= b; }
    friend Rational operator*(Rational a, const Rational& b) { return a *= b; }
    friend Rational operator/(Rational a, const Rational& b) { return a /= b; }

    [[nodiscard]] friend bool operator==(const Rational& a, const Rational& b) { return compare(a, b) == 0; }
    [[nodiscard]] friend std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
        return compare(a, b) <=> 0;
    }

    [[nodiscard]] bool is_zero() const noexcept;
    [[nodiscard]] bool is_integer() const noexcept;
    /// -1, 0 or 1.
    [[nodiscard]] int sign() const noexcept;

    /// Largest integer not above the value.
    [[nodiscard]] Rational floor() const;

    /// The integer value when it is one and fits in 64 bits.
    [[nodiscard]] std::optional<std::int64_t> to_int64() const noexcept;

    /// "261077/2730", "19", "-1/3": lossless, parsed back by parse_rational.
    [[nodiscard]] std::string to_fraction() const;

    /// Nearest double, for statistics and drawing only; never for a published score.
    [[nodiscard]] double to_double() const;

    struct Big;  // arbitrary precision pair, private to rational.cpp

private:
    static int compare(const Rational& a, const Rational& b);
    void assign(const Big& value);

    std::int64_t numerator_ = 0;
    std::int64_t denominator_ = 1;
    std::shared_ptr<const Big> big_;  // set only when the value does not fit above

    friend struct RationalAccess;
};

[[nodiscard]] Rational abs(const Rational& value);
[[nodiscard]] const Rational& min(const Rational& a, const Rational& b);
[[nodiscard]] const Rational& max(const Rational& a, const Rational& b);

/// Longest text that parse_rational accepts.
inline constexpr std::size_t max_number_length = 200;

/// Reads "2", "-0.125", "1e-3", "95%", "3/4", "64/66", "0.5/3" exactly from its digits. No spaces, no decimal comma
/// (see parse_typed_number for what people type). Nothing when the text is not such a number, has a zero denominator,
/// is longer than max_number_length or has an exponent beyond +-100.
[[nodiscard]] std::optional<Rational> parse_rational(std::string_view text);

}  // namespace parindex
