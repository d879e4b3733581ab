#include "parindex/base/rounding.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <random>
#include <stdexcept>

using parindex::Rational;
using parindex::RoundingMode;
using parindex::to_exact_decimal;
using parindex::to_fixed;
using parindex::to_short;

namespace {

constexpr std::array<RoundingMode, 6> all_modes{RoundingMode::half_up, RoundingMode::half_even, RoundingMode::down,
                                                RoundingMode::up,      RoundingMode::floor,     RoundingMode::ceiling};

/// Results worked out by hand, in the order of `all_modes`.
struct Row {
    const char* value;
    int digits;
    std::array<const char*, 6> expected;
};

constexpr std::array<Row, 22> table{{
    {"0.125", 2, {"0.13", "0.12", "0.12", "0.13", "0.12", "0.13"}},
    {"-0.125", 2, {"-0.13", "-0.12", "-0.12", "-0.13", "-0.13", "-0.12"}},
    {"0.135", 2, {"0.14", "0.14", "0.13", "0.14", "0.13", "0.14"}},
    {"-0.135", 2, {"-0.14", "-0.14", "-0.13", "-0.14", "-0.14", "-0.13"}},
    {"1.005", 2, {"1.01", "1.00", "1.00", "1.01", "1.00", "1.01"}},
    {"2.675", 2, {"2.68", "2.68", "2.67", "2.68", "2.67", "2.68"}},
    {"0.5", 0, {"1", "0", "0", "1", "0", "1"}},
    {"-0.5", 0, {"-1", "0", "0", "-1", "-1", "0"}},
    {"1.5", 0, {"2", "2", "1", "2", "1", "2"}},
    {"2.5", 0, {"3", "2", "2", "3", "2", "3"}},
    {"-1.5", 0, {"-2", "-2", "-1", "-2", "-2", "-1"}},
    {"-2.5", 0, {"-3", "-2", "-2", "-3", "-3", "-2"}},
    {"1/3", 4, {"0.3333", "0.3333", "0.3333", "0.3334", "0.3333", "0.3334"}},
    {"-1/3", 4, {"-0.3333", "-0.3333", "-0.3333", "-0.3334", "-0.3334", "-0.3333"}},
    {"2/3", 2, {"0.67", "0.67", "0.66", "0.67", "0.66", "0.67"}},
    {"-2/3", 2, {"-0.67", "-0.67", "-0.66", "-0.67", "-0.67", "-0.66"}},
    {"0.1250000001", 2, {"0.13", "0.13", "0.12", "0.13", "0.12", "0.13"}},
    {"-0.1249999999", 2, {"-0.12", "-0.12", "-0.12", "-0.13", "-0.13", "-0.12"}},
    {"261077/2730", 2, {"95.63", "95.63", "95.63", "95.64", "95.63", "95.64"}},
    {"7", 2, {"7.00", "7.00", "7.00", "7.00", "7.00", "7.00"}},
    {"-0.001", 2, {"0.00", "0.00", "0.00", "-0.01", "-0.01", "0.00"}},
    {"999.995", 2, {"1000.00", "1000.00", "999.99", "1000.00", "999.99", "1000.00"}},
}};

Rational read(std::string_view text) { return parindex::parse_rational(text).value(); }

Rational unit(int digits) {
    Rational result = 1;
    for (int i = 0; i < digits; ++i) result /= 10;
    return result;
}

}  // namespace

TEST_CASE("every mode gives the results worked out by hand") {
    for (const Row& row : table) {
        for (std::size_t i = 0; i < all_modes.size(); ++i) {
            INFO(row.value << " " << to_string(all_modes[i]));
            CHECK(to_fixed(read(row.value), row.digits, all_modes[i]) == row.expected[i]);
            CHECK(round(read(row.value), row.digits, all_modes[i]) == read(row.expected[i]));
        }
    }
}

TEST_CASE("rounding stays within its bound and on its side") {
    std::mt19937_64 random(42);
    for (int i = 0; i < 2000; ++i) {
        const auto top = static_cast<std::int64_t>(random() % 2'000'001) - 1'000'000;
        const Rational value(top, static_cast<std::int64_t>(random() % 5000) + 1);
        const int digits = static_cast<int>(random() % 6);
        const Rational ulp = unit(digits);
        const auto rounded = [&](RoundingMode mode) { return round(value, digits, mode); };
        REQUIRE(abs(value - rounded(RoundingMode::half_up)) <= ulp / 2);
        REQUIRE(abs(value - rounded(RoundingMode::half_even)) <= ulp / 2);
        REQUIRE(abs(rounded(RoundingMode::down)) <= abs(value));
        REQUIRE(abs(rounded(RoundingMode::up)) >= abs(value));
        REQUIRE(rounded(RoundingMode::floor) <= value);
        REQUIRE(rounded(RoundingMode::ceiling) >= value);
        for (const RoundingMode mode : all_modes) {
            const Rational once = rounded(mode);
            REQUIRE(abs(value - once) < ulp);
            REQUIRE((once / ulp).is_integer());
            REQUIRE(round(once, digits, mode) == once);
            REQUIRE(read(to_fixed(value, digits, mode)) == once);
        }
    }
}

TEST_CASE("rounding a negated value mirrors the direction") {
    for (const Row& row : table) {
        const Rational value = read(row.value);
        const auto at = [&](const Rational& x, RoundingMode mode) { return round(x, row.digits, mode); };
        CHECK(at(-value, RoundingMode::half_up) == -at(value, RoundingMode::half_up));
        CHECK(at(-value, RoundingMode::half_even) == -at(value, RoundingMode::half_even));
        CHECK(at(-value, RoundingMode::floor) == -at(value, RoundingMode::ceiling));
    }
}

TEST_CASE("no declared digits keeps the exact value") {
    const parindex::Rounding exact;
    CHECK(round(Rational(1, 3), exact) == Rational(1, 3));
    CHECK(round(Rational(1, 3), parindex::Rounding{2, RoundingMode::up}) == Rational(34, 100));
    CHECK(round(Rational(5, 2), parindex::Rounding{0, RoundingMode::half_even}) == 2);
}

TEST_CASE("decimal places outside the range are refused") {
    CHECK_THROWS_AS(round(1, -1, RoundingMode::up), std::invalid_argument);
    CHECK_THROWS_AS(round(1, parindex::max_rounding_digits + 1, RoundingMode::up), std::invalid_argument);
    CHECK_THROWS_AS(to_fixed(1, -1), std::invalid_argument);
    CHECK_THROWS_AS(to_exact_decimal(1, 31), std::invalid_argument);
    CHECK_THROWS_AS(to_short(1, -1), std::invalid_argument);
    CHECK(to_fixed(Rational(2, 3), 30) == "0.666666666666666666666666666667");
}

TEST_CASE("mode names are read back and nothing else is") {
    for (const RoundingMode mode : all_modes) CHECK(parindex::parse_rounding_mode(to_string(mode)) == mode);
    CHECK(to_string(RoundingMode::half_even) == "half_even");
    CHECK_FALSE(parindex::parse_rounding_mode("Half_up").has_value());
    CHECK_FALSE(parindex::parse_rounding_mode("").has_value());
}

TEST_CASE("fixed text has the places asked for") {
    CHECK(to_fixed(read("2.5"), 2) == "2.50");
    CHECK(to_fixed(read("2.5"), 0) == "3");
    CHECK(to_fixed(0, 3) == "0.000");
    CHECK(to_fixed(read("0.004"), 3) == "0.004");
    CHECK(to_fixed(read("-0.05"), 1) == "-0.1");
    CHECK(to_fixed(read("123456789012345678901234567890"), 1) == "123456789012345678901234567890.0");
}

TEST_CASE("a decimal that ends is written exactly and no other") {
    CHECK(to_exact_decimal(Rational(1, 8)) == "0.125");
    CHECK(to_exact_decimal(read("95.50")) == "95.5");
    CHECK(to_exact_decimal(2) == "2");
    CHECK(to_exact_decimal(100) == "100");
    CHECK(to_exact_decimal(100, 0) == "100");
    CHECK(to_exact_decimal(0) == "0");
    CHECK(to_exact_decimal(read("-0.05")) == "-0.05");
    CHECK(to_exact_decimal(Rational(1, 8), 3) == "0.125");
    CHECK(to_exact_decimal(Rational(1, 8), 2) == std::nullopt);
    CHECK(to_exact_decimal(Rational(1, 3)) == std::nullopt);
    CHECK(to_exact_decimal(read("1e-30")) == "0.000000000000000000000000000001");
    CHECK(to_exact_decimal(read("1e-31")) == std::nullopt);
}

TEST_CASE("short text marks what was rounded") {
    CHECK(to_short(Rational(64, 66), 2) == "≈0.97");
    CHECK(to_short(Rational(64, 66)) == "≈0.9697");
    CHECK(to_short(read("0.97")) == "0.97");
    CHECK(to_short(read("0.00001")) == "≈0.0000");
    CHECK(to_short(read("-1/3"), 1) == "≈-0.3");
    CHECK(to_short(19) == "19");
}
