#include "parindex/base/rational.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>
#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <string_view>

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;
using parindex::parse_rational;
using parindex::Rational;

namespace {

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

/// A value next to the same value computed by another library.
struct Pair {
    Rational ours;
    cpp_rational theirs;
};

std::string to_text(const cpp_rational& value) {
    const cpp_int bottom = denominator(value);
    return bottom == 1 ? numerator(value).str() : numerator(value).str() + "/" + bottom.str();
}

/// Small numbers, any numbers, and numbers next to the 64-bit limits.
std::int64_t random_integer(std::mt19937_64& random) {
    static constexpr std::array<std::int64_t, 12> edges{
        0, 1, -1, 2, least, least + 1, most, most - 1, least / 2, most / 2, 1LL << 32, -(1LL << 53) - 1};
    switch (random() % 4) {
        case 0:
            return edges[random() % edges.size()];
        case 1:
            return static_cast<std::int64_t>(random());
        default:
            return static_cast<std::int64_t>(random() % 2001) - 1000;
    }
}

Pair random_pair(std::mt19937_64& random) {
    const std::int64_t top = random_integer(random);
    std::int64_t bottom = random_integer(random);
    if (bottom == 0) bottom = 1;
    return {Rational(top, bottom), cpp_rational(cpp_int(top)) / cpp_rational(cpp_int(bottom))};
}

cpp_int floor_of(const cpp_rational& value) {
    cpp_int quotient = numerator(value) / denominator(value);
    if (value < 0 && denominator(value) != 1) --quotient;
    return quotient;
}

Rational power(std::int64_t base, int exponent) {
    if (exponent == 0) return 1;
    const Rational root = power(base, exponent / 2);
    return exponent % 2 == 0 ? root * root : root * root * base;
}

std::string parsed(std::string_view text) {
    const auto value = parse_rational(text);
    return value ? value->to_fraction() : "nothing";
}

void check_pair(const Pair& pair) {
    REQUIRE(pair.ours.to_fraction() == to_text(pair.theirs));
    REQUIRE(pair.ours.sign() == pair.theirs.sign());
    REQUIRE(pair.ours.is_zero() == pair.theirs.is_zero());
    REQUIRE(pair.ours.is_integer() == (denominator(pair.theirs) == 1));
    REQUIRE(pair.ours.floor().to_fraction() == floor_of(pair.theirs).str());
    const bool fits =
        denominator(pair.theirs) == 1 && numerator(pair.theirs) >= least && numerator(pair.theirs) <= most;
    REQUIRE(pair.ours.to_int64().has_value() == fits);
    if (fits) REQUIRE(cpp_int(*pair.ours.to_int64()) == numerator(pair.theirs));
}

}  // namespace

TEST_CASE("a fraction is kept in lowest terms with a positive denominator") {
    CHECK(Rational(6, 4).to_fraction() == "3/2");
    CHECK(Rational(6, -4).to_fraction() == "-3/2");
    CHECK(Rational(-6, -4).to_fraction() == "3/2");
    CHECK(Rational(0, -7).to_fraction() == "0");
    CHECK(Rational(64, 66) == Rational(32, 33));
    CHECK(Rational{}.is_zero());
    CHECK_THROWS_AS(Rational(1, 0), std::domain_error);
}

TEST_CASE("the ends of the 64-bit range lose nothing") {
    CHECK(Rational(least).to_fraction() == "-9223372036854775808");
    CHECK((-Rational(least)).to_fraction() == "9223372036854775808");
    CHECK(abs(Rational(least)).to_fraction() == "9223372036854775808");
    CHECK(Rational(least, -1).to_fraction() == "9223372036854775808");
    CHECK(Rational(1, least).to_fraction() == "-1/9223372036854775808");
    CHECK(Rational(least, least) == 1);
    CHECK((Rational(most) + 1 - 1).to_int64() == most);
    CHECK(-(-Rational(least)) == Rational(least));
    CHECK((-(-Rational(least))).to_int64() == least);
    CHECK((Rational(1) / Rational(least)).to_fraction() == "-1/9223372036854775808");
    CHECK(Rational(1) / Rational(1, least) == Rational(least));
    CHECK_FALSE((Rational(most) + 1).to_int64().has_value());
    CHECK((Rational(least) - Rational(most)).to_fraction() == "-18446744073709551615");
}

TEST_CASE("chains of operations agree with another exact library") {
    std::mt19937_64 random(20241123);
    for (int chain = 0; chain < 1500; ++chain) {
        Pair value = random_pair(random);
        check_pair(value);
        for (int step = 0; step < 6; ++step) {
            const Pair other = random_pair(random);
            switch (random() % 4) {
                case 0:
                    value = {value.ours + other.ours, value.theirs + other.theirs};
                    break;
                case 1:
                    value = {value.ours - other.ours, value.theirs - other.theirs};
                    break;
                case 2:
                    value = {value.ours * other.ours, value.theirs * other.theirs};
                    break;
                default:
                    if (other.theirs.is_zero()) {
                        REQUIRE_THROWS_AS(value.ours / other.ours, std::domain_error);
                    } else {
                        value = {value.ours / other.ours, value.theirs / other.theirs};
                    }
            }
            check_pair(value);
            REQUIRE((-value.ours).to_fraction() == to_text(-value.theirs));
        }
    }
}

TEST_CASE("comparisons agree with another exact library") {
    std::mt19937_64 random(7);
    for (int i = 0; i < 5000; ++i) {
        Pair a = random_pair(random);
        Pair b = i % 7 == 0 ? a : random_pair(random);
        if (i % 3 == 0) {
            const Pair factor = random_pair(random);
            a = {a.ours * factor.ours, a.theirs * factor.theirs};
            b = {b.ours * factor.ours, b.theirs * factor.theirs};
        }
        REQUIRE((a.ours < b.ours) == (a.theirs < b.theirs));
        REQUIRE((a.ours > b.ours) == (a.theirs > b.theirs));
        REQUIRE((a.ours == b.ours) == (a.theirs == b.theirs));
        REQUIRE(min(a.ours, b.ours).to_fraction() == to_text(a.theirs < b.theirs ? a.theirs : b.theirs));
        REQUIRE(max(a.ours, b.ours).to_fraction() == to_text(a.theirs < b.theirs ? b.theirs : a.theirs));
    }
}

TEST_CASE("neighbouring fractions that look the same as doubles are told apart") {
    const Rational a(most - 1, most);
    const Rational b(most - 2, most - 1);
    CHECK(a.to_double() == b.to_double());
    CHECK(b < a);
    CHECK(a != b);
    CHECK(power(10, 40) + Rational(1, 3) > power(10, 40));
}

TEST_CASE("a large value that shrinks again is the same as the small value") {
    const Rational large = power(7, 300);
    CHECK_FALSE(large.to_int64().has_value());
    const Rational back = large * 3 / large;
    CHECK(back == 3);
    CHECK(back.to_int64() == 3);
    CHECK((large + 5 - large).to_int64() == 5);
    CHECK((large / (large * 2)).to_fraction() == "1/2");
}

TEST_CASE("a value may be its own operand") {
    for (const Rational& start : {Rational(-3, 7), Rational(least), power(11, 50) / 13}) {
        Rational a = start;
        CHECK((a += a) == start * 2);
        a = start;
        CHECK((a -= a).is_zero());
        a = start;
        CHECK((a *= a) == start * start);
        a = start;
        CHECK((a /= a) == 1);
    }
}

TEST_CASE("a copy is not changed by what happens to the original") {
    Rational large = power(3, 200);
    const Rational copy = large;
    large += 1;
    CHECK(copy == power(3, 200));
    CHECK(large > copy);
}

TEST_CASE("the floor goes towards minus infinity") {
    CHECK(Rational(7, 2).floor() == 3);
    CHECK(Rational(-7, 2).floor() == -4);
    CHECK(Rational(-4).floor() == -4);
    CHECK((power(10, 30) + Rational(1, 2)).floor() == power(10, 30));
    CHECK((-power(10, 30) - Rational(1, 2)).floor() == -power(10, 30) - 1);
}

TEST_CASE("numbers beyond the bound are refused and leave the operand as it was") {
    Rational value = power(2, 1000);
    while (true) {
        const Rational before = value;
        try {
            value *= value;
        } catch (const parindex::NumberTooLarge&) {
            CHECK(value == before);
            break;
        }
        REQUIRE(value > before);
    }
    CHECK(value == power(2, 64000));
    CHECK_THROWS_AS(Rational(1) / value / value, parindex::NumberTooLarge);
    CHECK_THROWS_AS(Rational(1) / value + Rational(1) / (value + 1), parindex::NumberTooLarge);
}

TEST_CASE("a number may have as many bits as the bound and not one more") {
    const Rational half_range = power(2, static_cast<int>(Rational::max_bits) - 1);
    const Rational largest = half_range - 1 + half_range;
    CHECK(largest / 2 < half_range);
    CHECK_THROWS_AS(largest + 1, parindex::NumberTooLarge);
    CHECK_THROWS_AS(half_range * 2, parindex::NumberTooLarge);
    CHECK_THROWS_AS(-largest - 1, parindex::NumberTooLarge);
}

TEST_CASE("the nearest double agrees with a wide binary float") {
    using Wide =
        boost::multiprecision::number<boost::multiprecision::cpp_bin_float<512, boost::multiprecision::digit_base_2>>;
    std::mt19937_64 random(99);
    for (int i = 0; i < 3000; ++i) {
        const Pair a = random_pair(random);
        const Pair b = random_pair(random);
        const Pair value = i % 2 == 0 ? a : Pair{a.ours * b.ours, a.theirs * b.theirs};
        const Wide wide = Wide(numerator(value.theirs)) / Wide(denominator(value.theirs));
        REQUIRE(value.ours.to_double() == static_cast<double>(wide));
    }
}

TEST_CASE("the nearest double settles ties to even and reaches the ends of the range") {
    const std::int64_t two_53 = std::int64_t{1} << 53;
    CHECK(Rational(two_53 + 1).to_double() == 9007199254740992.0);
    CHECK(Rational(two_53 + 3).to_double() == 9007199254740996.0);
    CHECK((Rational(two_53 + 1) + Rational(1, most)).to_double() == 9007199254740994.0);
    CHECK(Rational(1, 3).to_double() == 1.0 / 3.0);
    CHECK(Rational(0).to_double() == 0.0);
    CHECK(power(2, 1023).to_double() == std::ldexp(1.0, 1023));
    CHECK(std::isinf(power(2, 1024).to_double()));
    CHECK((-power(2, 5000)).to_double() == -std::numeric_limits<double>::infinity());
    CHECK((Rational(1) / power(2, 1074)).to_double() == std::numeric_limits<double>::denorm_min());
    CHECK((Rational(1) / power(2, 1075)).to_double() == 0.0);
    CHECK((Rational(3) / power(2, 1076)).to_double() == std::numeric_limits<double>::denorm_min());
    CHECK((Rational(1) / power(2, 60000)).to_double() == 0.0);
}

TEST_CASE("numbers are read exactly from their digits") {
    CHECK(parsed("2") == "2");
    CHECK(parsed("007") == "7");
    CHECK(parsed("010") == "10");
    CHECK(parsed("-0") == "0");
    CHECK(parsed("0.1") == "1/10");
    CHECK(parsed("-0.125") == "-1/8");
    CHECK(parsed("1e-3") == "1/1000");
    CHECK(parsed("2.5E+2") == "250");
    CHECK(parsed("95%") == "19/20");
    CHECK(parsed("12.5%") == "1/8");
    CHECK(parsed("3/4") == "3/4");
    CHECK(parsed("64/66") == "32/33");
    CHECK(parsed("0.5/3") == "1/6");
    CHECK(parsed("3/4%") == "3/400");
    CHECK(parsed("3/-4") == "-3/4");
    CHECK(parsed("-1e2/-4e1") == "5/2");
    CHECK(parsed("261077/2730") == "261077/2730");
    CHECK(parsed("0e100") == "0");
    CHECK(parsed("1e0000000002") == "100");
    CHECK(parsed("123456789012345678901234567890") == "123456789012345678901234567890");
    CHECK(parsed("9223372036854775808/2") == "4611686018427387904");
    CHECK(parsed("1e100") == "1" + std::string(100, '0'));
    CHECK(parsed("1e-100") == "1/1" + std::string(100, '0'));
}

TEST_CASE("anything else is not read as a number") {
    for (const std::string_view text : {"",     " ",      "+1",    "-",     "--1",   "1.",     ".5",
                                        "-.5",  ".",      "1..2",  "1.2.3", "1,5",   " 1",     "1 ",
                                        "1 /2", "0x10",   "1_000", "inf",   "-inf",  "nan",    "NaN",
                                        "e5",   "1e",     "1e+",   "1e1.5", "1e101", "1e-101", "1e99999999999999999999",
                                        "%",    "1%%",    "50%/3", "1/",    "/2",    "1/2/3",  "1/0",
                                        "0/0",  "1/0.00", "1/+2",  "½",     "１",    "1\n",    "1d",
                                        "1f"}) {
        INFO(text);
        CHECK(parsed(text) == "nothing");
    }
    CHECK(parsed(std::string_view("1\0", 2)) == "nothing");
}

TEST_CASE("a number may be as long as the bound and no longer") {
    const std::string longest(parindex::max_number_length, '9');
    CHECK(parsed(longest) == longest);
    CHECK(parsed(longest + "9") == "nothing");
}

TEST_CASE("what is written as a fraction is read back as the same value") {
    std::mt19937_64 random(3);
    for (int i = 0; i < 2000; ++i) {
        const Pair a = random_pair(random);
        const Rational value = a.ours * random_pair(random).ours;
        REQUIRE(parse_rational(value.to_fraction()) == value);
    }
}
