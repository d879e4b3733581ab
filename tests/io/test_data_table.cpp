#include "parindex/io/data_table.hpp"

#include <catch2/catch.hpp>

#include <limits>

#include "parindex/council/batch.hpp"
#include "support/builders.hpp"
#include "support/round_files.hpp"
#include "support/scored.hpp"

using namespace parindex;
using parindex::testing::codes_of;
using parindex::testing::read_set;
using Kind = GivenValue::Kind;

namespace {

std::shared_ptr<const CriteriaSet> small_set() {
    return std::make_shared<const CriteriaSet>(read_set(test::small_set_json));
}

DataColumn texts(std::string name, const std::vector<std::string>& values) {
    ColumnBuilder builder(std::move(name));
    for (const auto& value : values) builder.add(builder.code_of({Kind::text, value, {}}));
    return builder.take();
}

/// Levels, ticked lines, typed points and a fact of two agencies.
DataInput wide() {
    const std::vector<double> points{1.25, 2.0};
    const std::vector<std::int64_t> counts{7, 8};
    DataInput input;
    input.rows = 2;
    input.agency = texts("agency", {"so-a", "so-b"});
    input.items = {texts("1.1", {"full", "none"}), texts("1.2", {"a;b", "not_arisen"}), column_of("1.3", points),
                   column_of("dossiers", counts)};
    return input;
}

std::vector<std::string> places(const Findings& findings) {
    std::vector<std::string> found;
    for (const auto& finding : findings) found.push_back(finding.code + " " + finding.location.pointer);
    return found;
}

}  // namespace

TEST_CASE("a float is its shortest decimal, and refused when it was computed", "[data]") {
    CHECK(given_number(1.25) == GivenValue{Kind::number, "1.25", {}});
    CHECK(given_number(0.1) == GivenValue{Kind::number, "0.1", {}});
    CHECK(given_number(-0.0) == GivenValue{Kind::number, "0", {}});
    CHECK(given_number(1e6) == GivenValue{Kind::number, "1000000", {}});
    CHECK(given_number(123456789012345.0) == GivenValue{Kind::number, "123456789012345", {}});
    CHECK(given_number(0.1 + 0.2) == GivenValue{Kind::inexact_float, "0.30000000000000004", {}});
    CHECK(given_number(1.0 / 3).kind == Kind::inexact_float);
    CHECK(given_number(std::numeric_limits<double>::infinity()).kind == Kind::wrong_type);
    CHECK(given_number(1e300).kind == Kind::inexact_float);
}

TEST_CASE("a column holds each distinct value once", "[data]") {
    const std::vector<double> values{0.5, 1.0, 0.5, std::numeric_limits<double>::quiet_NaN()};
    const auto column = column_of("x", values);
    CHECK(column.given.size() == 2);
    CHECK(column.codes == std::vector<std::int32_t>{0, 1, 0, DataColumn::missing});
    CHECK(texts("y", {"a", "", "a"}).codes == std::vector<std::int32_t>{0, DataColumn::missing, 0});
}

TEST_CASE("a wide table gives each agency its answers and facts", "[data]") {
    const auto table = DataTable::read(small_set(), wide());
    REQUIRE(table.value);
    REQUIRE(table.value->agencies().size() == 2);
    const auto first = table.value->assessment(0);
    CHECK(first.agency == "so-a");
    CHECK(first.answers.at("1.1").level == "full");
    CHECK(first.answers.at("1.2").items == std::vector<std::string>{"a", "b"});
    CHECK(first.answers.at("1.3").points == Rational(5, 4));
    CHECK(std::get<Rational>(first.facts.at("dossiers").value) == Rational(7));
    CHECK(table.value->assessment(1).answers.at("1.2").state == State::not_arisen);
    const auto round = table.value->round(table.value->set().period);
    const auto result = evaluate_batch(round, [&](std::size_t i) { return table.value->assessment(i); });
    REQUIRE(result.value);
    CHECK(result.value->agencies[0].scorecard.total.exact == Rational(17, 4));  // 2 + 1 + 1.25
    CHECK(result.value->agencies[1].scorecard.total.exact == Rational(2));      // 0 + 0 + 2
}

TEST_CASE("a long table says the same", "[data]") {
    DataInput input;
    input.rows = 3;
    input.agency = texts("agency", {"so-b", "so-a", "so-b"});
    input.item = texts("item", {"1.1", "1.1", "1.3"});
    input.value = texts("value", {"none", "full", "0.25"});
    const auto table = DataTable::read(small_set(), input);
    REQUIRE(table.value);
    CHECK(table.value->agencies()[0].id == "so-b");
    CHECK(table.value->assessment(0).answers.at("1.3").points == Rational(1, 4));
    CHECK(table.value->assessment(1).answers.size() == 1);
}

TEST_CASE("every problem of a table is found, with row and column", "[data]") {
    auto input = wide();
    input.agency = texts("agency", {"so-a", "so-a"});
    input.items[0] = texts("1.1", {"fulll", ""});
    ColumnBuilder builder("1.3");
    builder.add(builder.code_of(given_number(0.1 + 0.2)));
    builder.add(builder.code_of({Kind::not_text, "b'x'", {}}));
    input.items[2] = builder.take();
    input.items.push_back(texts("1.9", {"x", "y"}));
    input.items.push_back(texts("dossiers", {"1", "2"}));
    input.absent = {"group"};
    const auto table = DataTable::read(small_set(), input);
    CHECK_FALSE(table.value);
    CHECK(places(table.findings) == std::vector<std::string>{"P101 ", "P102 column 1.9", "P112 column dossiers",
                                                             "A104 row 0, column 1.1", "P108 row 0, column 1.3",
                                                             "P103 row 1, column 1.1", "P107 row 1, column 1.3",
                                                             "P104 row 1, column agency"});
}

TEST_CASE("missing values are blank when that is said", "[data]") {
    auto input = wide();
    input.items[0] = texts("1.1", {"full", ""});
    input.missing = Missing::blank;
    const auto table = DataTable::read(small_set(), input);
    REQUIRE(table.value);
    CHECK_FALSE(table.value->assessment(1).answers.contains("1.1"));
}

TEST_CASE("a column with very many values is read row by row with the same result", "[data]") {
    std::vector<std::int64_t> counts;
    std::vector<std::string> ids;
    for (std::int64_t i = 0; i < 10'000; ++i) {
        counts.push_back(i);
        ids.push_back("s" + std::to_string(i));
    }
    DataInput input;
    input.rows = counts.size();
    input.agency = texts("agency", ids);
    input.items = {column_of("dossiers", counts)};
    const auto table = DataTable::read(small_set(), input);
    REQUIRE(table.value);
    CHECK(std::get<Rational>(table.value->assessment(9'999).facts.at("dossiers").value) == Rational(9'999));
    counts[9'000] = -1;
    input.items = {column_of("dossiers", counts)};
    CHECK(places(DataTable::read(small_set(), input).findings) ==
          std::vector<std::string>{"A112 row 9000, column dossiers"});
}

TEST_CASE("a table without rows or agencies is refused", "[data]") {
    CHECK(codes_of(DataTable::read(small_set(), {}).findings) == std::vector<std::string>{"P109"});
    DataInput nameless;
    nameless.rows = 1;
    nameless.agency = texts("agency", {""});
    CHECK(codes_of(DataTable::read(small_set(), nameless).findings) == std::vector<std::string>{"P105"});
}
