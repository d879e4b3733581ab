#include "parindex/io/text_table.hpp"

#include "parindex/base/text.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace parindex;

namespace {

TextTable one_column(std::vector<std::string> cells, std::string title = "T") {
    TextTable table{{{std::move(title), Align::left}}, {}};
    for (auto& cell : cells) table.rows.push_back({std::move(cell)});
    return table;
}

/// The CSV of one cell without the mark, the title and the ends of lines.
std::string csv_cell(const std::string& cell) {
    const auto text = to_csv(one_column({cell}));
    const std::string head = "\xEF\xBB\xBFT\r\n";
    REQUIRE(text.starts_with(head));
    REQUIRE(text.ends_with("\r\n"));
    return text.substr(head.size(), text.size() - head.size() - 2);
}

}  // namespace

TEST_CASE("columns are as wide as their widest cell, Vietnamese letters counted as one", "[io]") {
    const TextTable table{{{"Đơn vị", Align::left}, {"Điểm", Align::right}},
                          {{"Sở Kế hoạch", "87,70"}, {"Sở Y tế", "100"}, {"UBND", "-1"}}};
    CHECK(to_text(table) ==
          "Đơn vị        Điểm\n"
          "-----------  -----\n"
          "Sở Kế hoạch  87,70\n"
          "Sở Y tế        100\n"
          "UBND            -1\n");
}

TEST_CASE("letters with separate marks line up with composed ones", "[io]") {
    const TextTable table{{{"a", Align::left}, {"b", Align::left}},
                          {{"e\xCC\x82\xCC\x81", "x"}, {"\xE1\xBA\xBF", "y"}}};
    CHECK(to_text(table) == "a  b\n-  -\ne\xCC\x82\xCC\x81  x\n\xE1\xBA\xBF  y\n");
}

TEST_CASE("a long cell is cut at a whole letter and marked", "[io]") {
    CHECK(to_text(one_column({"Tiếp nhận"}), 4) == "T\n-----\nTiếp…\n");
    CHECK(to_text(one_column({"Tiếp"}), 4) == "T\n----\nTiếp\n");
    const auto text = to_text(one_column({std::string(70, 'x')}));
    CHECK(text == "T\n" + std::string(61, '-') + "\n" + std::string(60, 'x') + "…\n");
}

TEST_CASE("no line ends in blanks, whatever stands in the last column", "[io]") {
    const TextTable table{{{"a", Align::left}, {"long title", Align::left}}, {{"1", ""}, {"2", "x"}}};
    CHECK(to_text(table) == "a  long title\n-  ----------\n1\n2  x\n");
}

TEST_CASE("a cell cannot steer the terminal", "[io]") {
    const auto text = to_text(one_column({"a\x1B[2Jb\nc"}));
    CHECK(text.find('\x1B') == std::string::npos);
    CHECK(text == "T\n--------------\na\\x1B[2Jb\\x0Ac\n");
}

TEST_CASE("a table without rows is its header", "[io]") {
    CHECK(to_text(one_column({})) == "T\n-\n");
    CHECK(to_csv(one_column({})) == "\xEF\xBB\xBFT\r\n");
}

TEST_CASE("CSV begins with the byte-order mark and ends every line as RFC 4180 says", "[io]") {
    const TextTable table{{{"đơn vị", Align::left}, {"điểm", Align::right}}, {{"Sở A", "1.5"}, {"", ""}}};
    CHECK(to_csv(table) == "\xEF\xBB\xBFđơn vị,điểm\r\nSở A,1.5\r\n,\r\n");
}

TEST_CASE("CSV quotes separators, quotes and ends of lines, and keeps the bytes", "[io]") {
    CHECK(csv_cell("a,b") == "\"a,b\"");
    CHECK(csv_cell("say \"a\"") == "\"say \"\"a\"\"\"");
    CHECK(csv_cell("two\nlines") == "\"two\nlines\"");
    CHECK(csv_cell("two\r\nlines") == "\"two\r\nlines\"");
    CHECK(csv_cell("a;b 'c' |") == "a;b 'c' |");
    CHECK(csv_cell(std::string(100, 'x')) == std::string(100, 'x'));
}

TEST_CASE("what a spreadsheet would run as a formula begins with an apostrophe", "[io]") {
    CHECK(csv_cell("=1+2") == "'=1+2");
    CHECK(csv_cell("=HYPERLINK(\"x\",\"y\")") == "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
    CHECK(csv_cell("+cmd|' /C calc'!A0") == "'+cmd|' /C calc'!A0");
    CHECK(csv_cell("-2+3") == "'-2+3");
    CHECK(csv_cell("@SUM(A1)") == "'@SUM(A1)");
    CHECK(csv_cell("\t=1") == "'\t=1");
    CHECK(csv_cell("\r=1") == "\"'\r=1\"");
    CHECK(csv_cell("-") == "'-");
    CHECK(csv_cell("a=1") == "a=1");
    CHECK(to_csv(one_column({}, "=1")) == "\xEF\xBB\xBF'=1\r\n");
}

TEST_CASE("negative numbers stay numbers", "[io]") {
    CHECK(csv_cell("-1") == "-1");
    CHECK(csv_cell("-0.25") == "-0.25");
    CHECK(csv_cell("-12.5%") == "-12.5%");
    CHECK(csv_cell("-1/3") == "-1/3");
}
