#include "parindex/analysis/sample_size.hpp"

#include <catch2/catch.hpp>

#include <cmath>

#include "support/builders.hpp"

using namespace parindex;
using parindex::testing::number;

namespace {

SampleQuestion population(std::int64_t size) {
    SampleQuestion question;
    question.population = size;
    return question;
}

}  // namespace

TEST_CASE("the simple formula is exact", "[sample_size]") {
    const auto of_2000 = sample_size(population(2000));
    REQUIRE(of_2000);
    CHECK(of_2000->simple_exact == number("1000/3"));  // Yamane 1967: 333.33
    CHECK(of_2000->simple == 334);
    // 400 / (1 + 400 / 400) is 200 and no more, which doubles need not say.
    CHECK(sample_size(population(400))->simple == 200);
    CHECK(simple_sample_size(1, number("5%")) == 1);
}

TEST_CASE("the general formula gives the table of Krejcie and Morgan", "[sample_size]") {
    // Krejcie & Morgan 1970, table 1, which rounds to the nearest; here forms are rounded up.
    const auto [size, table] = GENERATE(Catch::Generators::table<std::int64_t, int>(
        {{10, 10}, {50, 44}, {100, 80}, {200, 132}, {500, 217}, {1000, 278}, {2000, 322}, {5000, 357}, {10000, 370}}));
    const auto found = sample_size(population(size));
    REQUIRE(found);
    CHECK(std::abs(found->general_exact - table) < 0.6);
    const auto forms = static_cast<double>(found->general);
    CHECK(forms >= found->general_exact - 1e-6);
    CHECK(forms < found->general_exact + 1);
    CHECK(found->infinite == Approx(384.146).margin(5e-4));  // 1.959964^2 / 4 / 0.05^2
}

TEST_CASE("forms to hand out follow the response rate", "[sample_size]") {
    auto question = population(2000);
    question.response_rate = number("80%");
    const auto size = sample_size(question);
    CHECK(size->simple_sent == 418);   // 334 / 0.8 = 417.5
    CHECK(size->general_sent == 404);  // 323 / 0.8 = 403.75
}

TEST_CASE("a known share asks for one form, a population for no more than itself", "[sample_size]") {
    auto question = population(30);
    question.share = 0;
    CHECK(sample_size(question)->general == 1);
    question.share = number("1/2");
    question.error = number("0.01%");
    CHECK(sample_size(question)->general == 30);
    CHECK(sample_size(question)->simple == 30);
}

TEST_CASE("what has no sample size gives none", "[sample_size]") {
    SampleQuestion question = population(100);
    SECTION("no population") { question.population = 0; }
    SECTION("too many") { question.population = 1'000'000'000'001; }
    SECTION("no error") { question.error = 0; }
    SECTION("certainty") { question.confidence = 1; }
    SECTION("less than a coin") { question.confidence = number("49%"); }
    SECTION("a share above one") { question.share = 2; }
    SECTION("nothing comes back") { question.response_rate = 0; }
    CHECK_FALSE(sample_size(question));
}
