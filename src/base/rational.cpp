#include "parindex/base/rational.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace parindex {

namespace {

using boost::multiprecision::cpp_int;

// The keyword silences -Wpedantic: both supported compilers have the type.
__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 UInt128;

constexpr std::int64_t int64_min = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t int64_max = std::numeric_limits<std::int64_t>::max();

UInt128 magnitude(Int128 value) {
    return value < 0 ? UInt128{0} - static_cast<UInt128>(value) : static_cast<UInt128>(value);
}

/// Pre: `small` is in 1..2^63, so the result fits wherever `small` does.
Int128 gcd_with_small(Int128 value, Int128 small) {
    const auto divisor = static_cast<std::uint64_t>(small);
    const auto rest = static_cast<std::uint64_t>(magnitude(value) % divisor);
    return static_cast<Int128>(std::gcd(rest, divisor));
}

cpp_int to_cpp_int(Int128 value) {
    const UInt128 size = magnitude(value);
    cpp_int result = static_cast<std::uint64_t>(size >> 64U);
    result <<= 64;
    result |= static_cast<std::uint64_t>(size);
    return value < 0 ? cpp_int(-result) : result;
}

std::size_t bit_count(const cpp_int& value) {
    if (value.is_zero()) return 0;
    return static_cast<std::size_t>(msb(cpp_int(abs(value)))) + 1;
}

/// The product, refused before it is computed when its size alone would break the bound.
cpp_int bounded_product(const cpp_int& a, const cpp_int& b) {
    if (!a.is_zero() && !b.is_zero() && bit_count(a) + bit_count(b) - 1 > Rational::max_bits) throw NumberTooLarge();
    return a * b;
}

bool fits_int64(const cpp_int& value) { return value >= int64_min && value <= int64_max; }

/// numerator / denominator as the nearest double, ties to even. Pre: both positive.
double nearest_double(const cpp_int& numerator, const cpp_int& denominator) {
    constexpr int mantissa_bits = std::numeric_limits<double>::digits;
    constexpr int least_exponent = std::numeric_limits<double>::min_exponent - mantissa_bits;
    int exponent = static_cast<int>(bit_count(numerator)) - static_cast<int>(bit_count(denominator));
    const bool below = exponent >= 0 ? numerator < (denominator << exponent) : (numerator << -exponent) < denominator;
    if (below) --exponent;
    const int unit = std::max(exponent - mantissa_bits + 1, least_exponent);
    const cpp_int dividend = unit < 0 ? cpp_int(numerator << -unit) : numerator;
    const cpp_int divisor = unit > 0 ? cpp_int(denominator << unit) : denominator;
    cpp_int quotient;
    cpp_int rest;
    divide_qr(dividend, divisor, quotient, rest);
    rest <<= 1;
    const int half = rest.compare(divisor);
    if (half > 0 || (half == 0 && bit_test(quotient, 0))) ++quotient;
    return std::ldexp(static_cast<double>(static_cast<std::uint64_t>(quotient)), unit);
}

}  // namespace

struct Rational::Big {
    cpp_int numerator;
    cpp_int denominator;
};

struct RationalAccess {
    using Big = Rational::Big;

    static Big to_big(const Rational& value) {
        if (value.big_) return *value.big_;
        return Big{cpp_int(value.numerator_), cpp_int(value.denominator_)};
    }

    /// Pre: lowest terms, positive denominator.
    static void store(Rational& target, Int128 numerator, Int128 denominator) {
        if (numerator < int64_min || numerator > int64_max || denominator > int64_max) {
            target.assign(Big{to_cpp_int(numerator), to_cpp_int(denominator)});
            return;
        }
        target.numerator_ = static_cast<std::int64_t>(numerator);
        target.denominator_ = static_cast<std::int64_t>(denominator);
        target.big_.reset();
    }

    static void add(Rational& target, const Rational& other, bool subtract) {
        if (target.big_ || other.big_) {
            add_big(target, other, subtract);
            return;
        }
        const Int128 b = target.denominator_;
        const Int128 d = other.denominator_;
        const Int128 shared = gcd_with_small(b, d);
        const Int128 left = target.numerator_ * (d / shared);
        const Int128 right = other.numerator_ * (b / shared);
        const Int128 sum = subtract ? left - right : left + right;
        const Int128 common = gcd_with_small(sum, shared);
        store(target, sum / common, (b / shared) * (d / common));
    }

    static void add_big(Rational& target, const Rational& other, bool subtract) {
        const Big a = to_big(target);
        const Big b = to_big(other);
        const cpp_int shared = gcd(a.denominator, b.denominator);
        const cpp_int a_part = a.denominator / shared;
        const cpp_int b_part = b.denominator / shared;
        // Neither part can be cancelled by the sum, so their product is a lower bound of the denominator.
        const cpp_int parts = bounded_product(a_part, b_part);
        const cpp_int left = a.numerator * b_part;
        const cpp_int right = b.numerator * a_part;
        const cpp_int sum = subtract ? cpp_int(left - right) : cpp_int(left + right);
        const cpp_int common = gcd(sum, shared);
        target.assign(Big{sum / common, parts * (shared / common)});
    }

    /// target = a/b * c/d. Pre: lowest terms; b and d in 1..2^63; |a| and |c| at most 2^63.
    static void multiply(Rational& target, Int128 a, Int128 b, Int128 c, Int128 d) {
        const Int128 ad = gcd_with_small(a, d);
        const Int128 cb = gcd_with_small(c, b);
        store(target, (a / ad) * (c / cb), (b / cb) * (d / ad));
    }

    static void multiply_big(Rational& target, const Big& a, const Big& b) {
        const cpp_int ad = gcd(a.numerator, b.denominator);
        const cpp_int cb = gcd(b.numerator, a.denominator);
        target.assign(Big{bounded_product(a.numerator / ad, b.numerator / cb),
                          bounded_product(a.denominator / cb, b.denominator / ad)});
    }

    static Rational from_fraction(const cpp_int& numerator, const cpp_int& denominator) {
        const cpp_int common = gcd(numerator, denominator);
        Big value{numerator / common, denominator / common};
        if (value.denominator.sign() < 0) {
            value.numerator = -value.numerator;
            value.denominator = -value.denominator;
        }
        Rational result;
        result.assign(value);
        return result;
    }
};

NumberTooLarge::NumberTooLarge()
    : std::overflow_error("an exact number needs more than " + std::to_string(Rational::max_bits) + " bits") {}

Rational::Rational(std::int64_t whole) : numerator_(whole) {}

Rational::Rational(std::int64_t numerator, std::int64_t denominator) {
    if (denominator == 0) throw std::domain_error("a fraction with denominator 0");
    Int128 n = numerator;
    Int128 d = denominator;
    if (d < 0) {
        n = -n;
        d = -d;
    }
    const Int128 common = gcd_with_small(n, d);
    RationalAccess::store(*this, n / common, d / common);
}

void Rational::assign(const Big& value) {
    if (fits_int64(value.numerator) && fits_int64(value.denominator)) {
        numerator_ = static_cast<std::int64_t>(value.numerator);
        denominator_ = static_cast<std::int64_t>(value.denominator);
        big_.reset();
        return;
    }
    if (bit_count(value.numerator) > max_bits || bit_count(value.denominator) > max_bits) throw NumberTooLarge();
    big_ = std::make_shared<const Big>(value);
    numerator_ = 0;
    denominator_ = 1;
}

Rational Rational::operator-() const {
    Rational result;
    if (big_) {
        result.assign(Big{-big_->numerator, big_->denominator});
    } else {
        RationalAccess::store(result, -static_cast<Int128>(numerator_), denominator_);
    }
    return result;
}

Rational& Rational::operator+=(const Rational& other) {
    RationalAccess::add(*this, other, false);
    return *this;
}

Rational& Rational::operator-=(const Rational& other) {
    RationalAccess::add(*this, other, true);
    return *this;
}

Rational& Rational::operator*=(const Rational& other) {
    if (big_ || other.big_) {
        RationalAccess::multiply_big(*this, RationalAccess::to_big(*this), RationalAccess::to_big(other));
    } else {
        RationalAccess::multiply(*this, numerator_, denominator_, other.numerator_, other.denominator_);
    }
    return *this;
}

Rational& Rational::operator/=(const Rational& other) {
    const int divisor_sign = other.sign();
    if (divisor_sign == 0) throw std::domain_error("division by zero");
    if (big_ || other.big_) {
        Big inverse = RationalAccess::to_big(other);
        std::swap(inverse.numerator, inverse.denominator);
        if (divisor_sign < 0) {
            inverse.numerator = -inverse.numerator;
            inverse.denominator = -inverse.denominator;
        }
        RationalAccess::multiply_big(*this, RationalAccess::to_big(*this), inverse);
    } else {
        const Int128 c = other.numerator_;
        const Int128 d = other.denominator_;
        RationalAccess::multiply(*this, numerator_, denominator_, c < 0 ? -d : d, c < 0 ? -c : c);
    }
    return *this;
}

bool Rational::is_zero() const noexcept { return !big_ && numerator_ == 0; }

bool Rational::is_integer() const noexcept { return big_ ? big_->denominator == 1 : denominator_ == 1; }

int Rational::sign() const noexcept {
    if (big_) return big_->numerator.sign();
    return (numerator_ > 0 ? 1 : 0) - (numerator_ < 0 ? 1 : 0);
}

Rational Rational::floor() const {
    if (is_integer()) return *this;
    if (!big_) {
        const std::int64_t truncated = numerator_ / denominator_;
        return Rational(numerator_ < 0 ? truncated - 1 : truncated);
    }
    cpp_int quotient = big_->numerator / big_->denominator;
    if (big_->numerator.sign() < 0) --quotient;
    Rational result;
    result.assign(Big{quotient, cpp_int(1)});
    return result;
}

std::optional<std::int64_t> Rational::to_int64() const noexcept {
    if (big_ || denominator_ != 1) return std::nullopt;
    return numerator_;
}

std::string Rational::to_fraction() const {
    std::string text = big_ ? big_->numerator.str() : std::to_string(numerator_);
    if (!is_integer()) text += "/" + (big_ ? big_->denominator.str() : std::to_string(denominator_));
    return text;
}

double Rational::to_double() const {
    if (is_zero()) return 0.0;
    constexpr std::int64_t exact_limit = std::int64_t{1} << std::numeric_limits<double>::digits;
    if (!big_ && numerator_ >= -exact_limit && numerator_ <= exact_limit && denominator_ <= exact_limit) {
        return static_cast<double>(numerator_) / static_cast<double>(denominator_);
    }
    const Big value = RationalAccess::to_big(*this);
    const double size = nearest_double(abs(value.numerator), value.denominator);
    return value.numerator.sign() < 0 ? -size : size;
}

int Rational::compare(const Rational& a, const Rational& b) {
    if (!a.big_ && !b.big_) {
        const Int128 left = static_cast<Int128>(a.numerator_) * b.denominator_;
        const Int128 right = static_cast<Int128>(b.numerator_) * a.denominator_;
        return (left > right ? 1 : 0) - (left < right ? 1 : 0);
    }
    if (a.big_ == b.big_) return 0;
    if (a.sign() != b.sign()) return a.sign() < b.sign() ? -1 : 1;
    const Big x = RationalAccess::to_big(a);
    const Big y = RationalAccess::to_big(b);
    const int order = cpp_int(x.numerator * y.denominator).compare(cpp_int(y.numerator * x.denominator));
    return (order > 0 ? 1 : 0) - (order < 0 ? 1 : 0);
}

Rational abs(const Rational& value) { return value.sign() < 0 ? -value : value; }

const Rational& min(const Rational& a, const Rational& b) { return b < a ? b : a; }

const Rational& max(const Rational& a, const Rational& b) { return a < b ? b : a; }

namespace {

constexpr int max_exponent = 100;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes the digits at the front of `text` away.
std::string_view take_digits(std::string_view& text) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
    const std::string_view digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(digits.size());
    return digits;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

/// mantissa * 10^exponent
struct Decimal {
    cpp_int mantissa;
    int exponent = 0;
};

/// The part after "e": nothing when it is malformed or beyond the bound.
std::optional<int> take_exponent(std::string_view& text) {
    const bool negative = take(text, '-');
    if (!negative) take(text, '+');
    const std::string_view digits = take_digits(text);
    if (digits.empty()) return std::nullopt;
    int exponent = 0;
    for (const char c : digits) {
        exponent = exponent * 10 + (c - '0');
        if (exponent > max_exponent) return std::nullopt;
    }
    return negative ? -exponent : exponent;
}

std::optional<Decimal> take_decimal(std::string_view& text) {
    const bool negative = take(text, '-');
    std::string digits{take_digits(text)};
    if (digits.empty()) return std::nullopt;
    Decimal result;
    if (take(text, '.')) {
        const std::string_view places = take_digits(text);
        if (places.empty()) return std::nullopt;
        digits += places;
        result.exponent = -static_cast<int>(places.size());
    }
    if (take(text, 'e') || take(text, 'E')) {
        const std::optional<int> exponent = take_exponent(text);
        if (!exponent) return std::nullopt;
        result.exponent += *exponent;
    }
    // cpp_int would read a leading zero as the mark of an octal number.
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    result.mantissa.assign(digits);
    if (negative) result.mantissa = -result.mantissa;
    return result;
}

}  // namespace

std::optional<Rational> parse_rational(std::string_view text) {
    if (text.empty() || text.size() > max_number_length) return std::nullopt;
    const std::optional<Decimal> top = take_decimal(text);
    if (!top) return std::nullopt;
    Decimal bottom{cpp_int(1), 0};
    if (take(text, '/')) {
        std::optional<Decimal> written = take_decimal(text);
        if (!written || written->mantissa.is_zero()) return std::nullopt;
        bottom = std::move(*written);
    }
    int exponent = top->exponent - bottom.exponent;
    if (take(text, '%')) exponent -= 2;
    if (!text.empty()) return std::nullopt;
    const cpp_int scale = pow(cpp_int(10), static_cast<unsigned>(std::abs(exponent)));
    if (exponent < 0) return RationalAccess::from_fraction(top->mantissa, bottom.mantissa * scale);
    return RationalAccess::from_fraction(top->mantissa * scale, bottom.mantissa);
}

}  // namespace parindex
