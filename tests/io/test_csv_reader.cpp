#include "io/csv_reader.hpp"

#include <catch2/catch.hpp>

#include "support/findings.hpp"

using namespace parindex;
using namespace parindex::io;
using Catch::Matchers::Contains;
using parindex::test::only;

namespace {

struct Outcome {
    std::optional<CsvTable> table;
    Findings findings;
};

Outcome read(std::string_view text, const Limits& limits = {}) {
    Report report(limits.findings);
    auto table = read_csv(text, "t.csv", limits, report);
    return {std::move(table), report.take()};
}

}  // namespace

TEST_CASE("a table has its header and rows, counted as a spreadsheet counts them") {
    const auto outcome = read("id,name\r\nso-y-te,Sở Y tế\r\n\r\nso-gd, Sở GD \n");
    REQUIRE(outcome.table);
    CHECK(outcome.findings.empty());
    CHECK(outcome.table->header == std::vector<std::string>{"id", "name"});
    REQUIRE(outcome.table->rows.size() == 2);
    CHECK(outcome.table->rows[0].number == 2);
    CHECK(outcome.table->rows[1].number == 4);
    CHECK(outcome.table->cell(outcome.table->rows[0], "name") == "Sở Y tế");
    CHECK(outcome.table->cell(outcome.table->rows[1], "name") == "Sở GD");
    CHECK(outcome.table->cell(outcome.table->rows[1], "group").empty());
    CHECK(outcome.table->at(outcome.table->rows[1], "name") == Location{"t.csv", 4, 0, "row 4, column name"});
}

TEST_CASE("semicolons separate cells where the header uses them, so a decimal comma may stand in a cell") {
    const auto outcome = read(
        "\xEF\xBB\xBF"
        "agency;total\nso-y-te;87,5\n");
    REQUIRE(outcome.table);
    CHECK(outcome.table->separator == ';');
    CHECK(outcome.table->header.front() == "agency");
    CHECK(outcome.table->cell(outcome.table->rows[0], "total") == "87,5");
}

TEST_CASE("quoted cells hold separators, line ends and doubled quotes") {
    const auto outcome = read("a,b\n\"x, \"\"y\"\"\nz\",2\n3,4\n");
    REQUIRE(outcome.table);
    CHECK(outcome.table->rows[0].cells == std::vector<std::string>{"x, \"y\"\nz", "2"});
    CHECK(outcome.table->rows[1].number == 3);
    CHECK(outcome.table->rows[1].line == 4);
}

TEST_CASE("cells are brought to NFC") {
    const auto outcome = read("a\ne\xCC\x82\xCC\xA3\n");
    REQUIRE(outcome.table);
    CHECK(outcome.table->rows[0].cells[0] == "ệ");
}

TEST_CASE("quotes that are out of place are errors at their cell") {
    const auto stray = read("a,b\n1,x\"y\n\"p\"q,2\n");
    CHECK_FALSE(stray.table);
    REQUIRE(stray.findings.size() == 2);
    CHECK(stray.findings[0].code == "F303");
    CHECK(stray.findings[0].location == Location{"t.csv", 2, 3, "row 2, column 2"});
    CHECK(stray.findings[1].location == Location{"t.csv", 3, 1, "row 3, column 1"});

    const auto open = read("a,b\n1,\"x\ny\n");
    CHECK_FALSE(open.table);
    const Finding finding = only(open.findings, "F303");
    CHECK(finding.location == Location{"t.csv", 2, 3, "row 2, column 2"});
    CHECK_THAT(finding.message.en, Contains("never closed"));
}

TEST_CASE("a row of another width is reported and left out") {
    const auto outcome = read("a,b\n1,2\n1,2,3\n1\n");
    REQUIRE(outcome.table);
    CHECK(outcome.table->rows.size() == 1);
    REQUIRE(outcome.findings.size() == 2);
    CHECK(outcome.findings[0].code == "F306");
    CHECK(outcome.findings[0].location.line == 3);
    CHECK_THAT(outcome.findings[0].message.en, Contains("3 cells, the header 2 columns"));
    CHECK(outcome.findings[1].location.pointer == "row 4");
}

TEST_CASE("a header must name each column once") {
    CHECK(only(read("a,b,a\n1,2,3\n").findings, "F307").location.pointer == "row 1, column 3");
    CHECK(only(read("a,,c\n1,2,3\n").findings, "F304").location.pointer == "row 1, column 2");
    CHECK(only(read("\n \n").findings, "F308").location.file == "t.csv");
}

TEST_CASE("missing and unknown columns are errors with a suggestion") {
    const auto outcome = read("agency,criteron\na,1\n");
    Report report(10);
    CHECK_FALSE(expect_columns(*outcome.table, {"agency", "criterion"}, {"level"}, false, report));
    const Findings findings = report.take();
    CHECK_THAT(only(findings, "F304").message.vi, Contains("“criterion”"));
    CHECK_THAT(only(findings, "F305").hint.en, Contains("“criterion”"));

    Report lenient(10);
    CHECK(expect_columns(*outcome.table, {"agency"}, {}, true, lenient));
}

TEST_CASE("tables are UTF-8 and within the limits") {
    const Finding encoding = only(read("a,b\n1,S\xD4\n").findings, "F011");
    CHECK(encoding.location.line == 2);
    CHECK(encoding.location.column == 4);
    Limits limits;
    limits.text_bytes = 3;
    CHECK(only(read("a\nabcd\n", limits).findings, "F015").location.pointer == "row 2, column 1");
    limits.json_values = 2;
    CHECK(only(read("a\n1\n2\n", limits).findings, "F014").location.pointer == "row 3, column 1");
}

TEST_CASE("lists in a cell are separated by semicolons") {
    CHECK(split_list(" a ;b;; c") == std::vector<std::string>{"a", "b", "c"});
    CHECK(split_list(";").empty());
    CHECK(split_list("").empty());
}
