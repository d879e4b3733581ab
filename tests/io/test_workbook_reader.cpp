#include "io/workbook_reader.hpp"

#include <xlsxwriter.h>

#include <catch2/catch.hpp>

#include "io/workbook_writer.hpp"
#include "support/findings.hpp"
#include "support/workbooks.hpp"

using namespace parindex;
using namespace parindex::io;
using Catch::Matchers::Contains;
using parindex::test::only;
using parindex::test::parts_of;
using parindex::test::row_of;
using parindex::test::summary;
using parindex::test::zip_of_parts;

namespace {

struct Outcome {
    std::optional<Workbook> workbook;
    Findings findings;

    [[nodiscard]] const Cell& cell(std::string_view sheet, CellAddress at) const {
        REQUIRE(workbook);
        const Sheet* found = workbook->find(sheet);
        REQUIRE(found != nullptr);
        const Cell* cell = found->find(at);
        CAPTURE(cell_name(at.row, at.column));
        REQUIRE(cell != nullptr);
        return *cell;
    }
    [[nodiscard]] std::string text(CellAddress at) const { return cell(workbook->sheets.front().name, at).text; }
};

Outcome read(const std::string& bytes, const Limits& limits = {}) {
    Report report(limits.findings);
    auto workbook = read_workbook(bytes, "t.xlsx", limits, report);
    return {std::move(workbook), report.take()};
}

Outcome read(const test::Parts& parts, const Limits& limits = {}) { return read(zip_of_parts(parts), limits); }

/// One sheet named "S".
test::Parts book(const std::string& rows) { return parts_of({{"S", rows}}); }

}  // namespace

TEST_CASE("a workbook of libxlsxwriter is read cell by cell") {
    WorkbookWriter writer("Biểu thử");
    auto* sheet = workbook_add_worksheet(writer.get(), "Tự đánh giá");
    auto* date = workbook_add_format(writer.get());
    format_set_num_format(date, "dd/mm/yyyy");
    auto* share = workbook_add_format(writer.get());
    format_set_num_format(share, "0.0%");
    worksheet_write_string(sheet, 0, 0, "Sở Y tế", nullptr);
    worksheet_write_number(sheet, 1, 1, 4.1, nullptr);
    worksheet_write_number(sheet, 2, 1, 42739, date);
    worksheet_write_number(sheet, 3, 1, 0.95, share);
    worksheet_write_boolean(sheet, 4, 1, 1, nullptr);
    worksheet_write_formula_num(sheet, 5, 1, "=1+1", nullptr, 2);
    worksheet_write_string(sheet, 6, 1, "=cmd|' /C calc'!A1", nullptr);
    worksheet_write_blank(sheet, 7, 1, date);
    worksheet_merge_range(sheet, 8, 0, 9, 3, "Gộp", nullptr);
    (void)workbook_add_worksheet(writer.get(), "Trống");
    const auto bytes = writer.finish();
    REQUIRE(bytes);
    const auto outcome = read(*bytes);
    CHECK(summary(outcome.findings) == std::vector<std::string>{"F411 Trống"});
    CHECK(outcome.findings[0].severity == Severity::note);
    CHECK(outcome.cell("Tự đánh giá", {1, 1}).text == "Sở Y tế");
    CHECK(outcome.cell("TỰ ĐÁNH GIÁ", {2, 2}).text == "4.1");
    CHECK(outcome.cell("Tự đánh giá", {3, 2}).kind == Cell::Kind::date);
    CHECK(outcome.text({3, 2}) == "2017-01-04");
    CHECK(outcome.cell("Tự đánh giá", {4, 2}).is_percent);
    CHECK(outcome.text({4, 2}) == "0.95");
    CHECK(outcome.cell("Tự đánh giá", {5, 2}).kind == Cell::Kind::flag);
    CHECK(outcome.text({5, 2}) == "true");
    CHECK(outcome.cell("Tự đánh giá", {6, 2}).is_formula);
    CHECK(outcome.text({6, 2}) == "2");
    CHECK(outcome.cell("Tự đánh giá", {7, 2}).kind == Cell::Kind::text);
    CHECK_FALSE(outcome.cell("Tự đánh giá", {7, 2}).is_formula);
    CHECK(outcome.workbook->find("Tự đánh giá")->find({8, 2}) == nullptr);
    CHECK(outcome.text({9, 1}) == "Gộp");
    CHECK(outcome.workbook->place(outcome.workbook->sheets[0], {12, 2}).pointer == "Tự đánh giá!B12");
}

TEST_CASE("cells and rows without a place follow the one before") {
    const auto outcome =
        read(book("<row><c><v>1</v></c><c r=\"D1\"><v>2</v></c><c><v>3</v></c></row>"
                  "<row r=\"5\"><c><v>4</v></c></row><row><c><v>5</v></c></row>"));
    CHECK(outcome.findings.empty());
    CHECK(outcome.text({1, 1}) == "1");
    CHECK(outcome.text({1, 4}) == "2");
    CHECK(outcome.text({1, 5}) == "3");
    CHECK(outcome.text({5, 1}) == "4");
    CHECK(outcome.text({6, 1}) == "5");
}

TEST_CASE("texts are joined from runs, without phonetic guides, in NFC") {
    auto parts = book(
        "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c>"
        "<c t=\"inlineStr\"><is><r><t>Ha\xCC\x80</t></r><r><t> Nội</t></r><rPh sb=\"0\" "
        "eb=\"1\"><t>zz</t></rPh></is></c>"
        "<c t=\"str\"><f>A1</f><v>a_x000D_\nb_x005F_x0041_</v></c><c t=\"str\"><f>A9</f><v></v></c></row>");
    parts["data/texts.xml"] =
        "<sst xmlns=\"" + test::main_space +
        "\"><si><t xml:space=\"preserve\"> một </t></si>"
        "<si><r><rPr><b/></rPr><t>hai</t></r><r><t> ba</t></r><rPh sb=\"0\" eb=\"2\"><t>x</t></rPh>"
        "<phoneticPr fontId=\"1\"/></si></sst>";
    auto& relations = parts["data/_rels/book.xml.rels"];
    relations.insert(relations.find("</Relationships>"), "<Relationship Id=\"s\" Type=\"" + test::office_relations +
                                                             "/sharedStrings\" Target=\"./texts.xml\"/>");
    const auto outcome = read(parts);
    CHECK(outcome.findings.empty());
    CHECK(outcome.text({1, 1}) == " một ");
    CHECK(outcome.text({1, 2}) == "hai ba");
    CHECK(outcome.text({1, 3}) == "Hà Nội");
    CHECK(outcome.text({1, 4}) == "a\nb_x0041_");
    CHECK(outcome.workbook->sheets[0].find({1, 5}) == nullptr);
}

TEST_CASE("strict files, the system of 1904 and dates as text are read") {
    auto parts = book(
        "<row><c s=\"1\"><v>41277</v></c><c t=\"d\"><v>2017-01-04</v></c>"
        "<c t=\"d\"><v>2017-01-04T00:00:00</v></c><c t=\"d\"><v>2017-01-04T15:31:00.000</v></c></row>");
    const auto to_strict = [](std::string text) {
        for (const auto& [from, to] :
             {std::pair<std::string, std::string>{test::main_space, "http://purl.oclc.org/ooxml/spreadsheetml/main"},
              {test::office_relations, "http://purl.oclc.org/ooxml/officeDocument/relationships"}})
            for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
                text.replace(at, from.size(), to);
        return text;
    };
    parts["data/styles.xml"] = "<styleSheet xmlns=\"" + test::main_space +
                               "\"><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
                               "<xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    auto& relations = parts["data/_rels/book.xml.rels"];
    relations.insert(relations.find("</Relationships>"),
                     "<Relationship Id=\"y\" Type=\"" + test::office_relations + "/styles\" Target=\"styles.xml\"/>");
    auto& workbook = parts["data/book.xml"];
    workbook.insert(workbook.find("<sheets>"), "<workbookPr date1904=\"1\"/>");
    for (auto& [name, xml] : parts) xml = to_strict(xml);
    const auto outcome = read(parts);
    CHECK(outcome.findings.empty());
    CHECK(outcome.text({1, 1}) == "2017-01-04");
    CHECK(outcome.text({1, 2}) == "2017-01-04");
    CHECK(outcome.text({1, 3}) == "2017-01-04");
    CHECK(outcome.text({1, 4}) == "2017-01-04T15:31:00");
}

TEST_CASE("errors and formulas without a result are kept apart") {
    const auto outcome =
        read(book("<row><c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c><c><f>B1</f></c><c><f>B1</f><v/></c></row>"));
    CHECK(outcome.cell("S", {1, 1}).kind == Cell::Kind::error);
    CHECK(outcome.text({1, 1}) == "#DIV/0!");
    CHECK(outcome.cell("S", {1, 2}).kind == Cell::Kind::uncomputed);
    CHECK(outcome.cell("S", {1, 3}).kind == Cell::Kind::uncomputed);
}

TEST_CASE("cells that cannot be read are findings with their place") {
    const auto outcome = read(
        book("<row><c r=\"A1\"><v>1,5</v></c><c r=\"B1\" t=\"s\"><v>7</v></c><c r=\"C1\" t=\"b\"><v>2</v></c>"
             "<c r=\"D1\" t=\"zz\"><v>1</v></c><c r=\"E1\" t=\"d\"><v>hôm qua</v></c><c r=\"F1\"><v>6</v></c></row>"
             "<row r=\"x\"><c r=\"B?\"><v>1</v></c></row><row r=\"2\"><c r=\"F1\"><v>7</v></c></row>"));
    CHECK(summary(outcome.findings) == std::vector<std::string>{"F413 S!2", "F413 S!A1", "F413 S!A2", "F413 S!B1",
                                                                "F413 S!C1", "F413 S!D1", "F413 S!E1", "F412 S!F1"});
    CHECK(outcome.text({1, 6}) == "6");
}

TEST_CASE("what is no workbook is named") {
    using namespace std::string_literals;
    const auto why = [](const std::string& bytes) {
        const auto outcome = read(bytes);
        CHECK_FALSE(outcome.workbook);
        REQUIRE(outcome.findings.size() == 1);
        return outcome.findings[0].code + " " + outcome.findings[0].message.en;
    };
    CHECK_THAT(why("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on"s), Contains("F401") && Contains(".xls)"));
    std::string encrypted = "\xD0\xCF\x11\xE0"s;
    for (const char c : "EncryptedPackage"s) encrypted += std::string{c, '\0'};
    CHECK_THAT(why(encrypted), Contains("F402") && Contains("password"));
    CHECK_THAT(why("agency,criterion\na,1\n"), Contains("F401") && Contains("CSV"));
    CHECK_THAT(why("<html><table></table></html>"), Contains("F401") && Contains("HTML"));
    CHECK_THAT(why("%PDF-1.7"), Contains("PDF"));
    CHECK_THAT(why("\x01\x02\0\x03"s), Contains("unknown"));
    CHECK_THAT(
        why(test::zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<a/>"}})),
        Contains("F401") && Contains(".ods"));
    CHECK_THAT(why(test::zip_of({{"a.txt", "x"}})), Contains("F401"));
    CHECK_THAT(why("PK\x03\x04 cut off"s), Contains("F403"));
    auto letter = book(row_of({"x"}));
    auto& relations = letter["_rels/.rels"];
    relations.replace(relations.find("data/book.xml"), 13, "word/document.xml");
    CHECK_THAT(why(zip_of_parts(letter)), Contains("F401") && Contains("another Office document"));
}

TEST_CASE("macros are refused, links to the outside reported") {
    auto parts = book(row_of({"x"}));
    parts["xl/vbaProject.bin"] = "x";
    CHECK(summary(read(parts).findings) == std::vector<std::string>{"F408 "});
    parts.erase("xl/vbaProject.bin");
    auto& types = parts["[Content_Types].xml"];
    types.insert(types.find("</Types>"),
                 "<Override PartName=\"/data/book.xml\" "
                 "ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/>");
    CHECK(only(read(parts).findings, "F408").severity == Severity::error);
    parts = book(row_of({"x"}));
    parts["xl/externalLinks/externalLink1.xml"] = "<externalLink/>";
    parts["xl/embeddings/oleObject1.bin"] = "x";
    const auto outcome = read(parts);
    CHECK(outcome.workbook);
    CHECK(summary(outcome.findings) == std::vector<std::string>{"F409 ", "F409 "});
    CHECK_FALSE(has_errors(outcome.findings));
}

TEST_CASE("an empty workbook is an error, never silence") {
    CHECK(summary(read(book("")).findings) == std::vector<std::string>{"F410 "});
    CHECK(summary(read(parts_of({})).findings) == std::vector<std::string>{"F410 "});
    auto parts = book(row_of({"x"}));
    parts["data/r0.xml"] = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";  // no namespace
    CHECK(summary(read(parts).findings) == std::vector<std::string>{"F405 data/r0.xml"});
}

TEST_CASE("parts that are missing, doubled or broken are refused") {
    auto parts = book(row_of({"x"}));
    parts.erase("data/r0.xml");
    CHECK(summary(read(parts).findings) == std::vector<std::string>{"F405 data/r0.xml"});
    parts = book(row_of({"x"}));
    parts.erase("data/_rels/book.xml.rels");
    CHECK(summary(read(parts).findings) == std::vector<std::string>{"F405 S"});
    parts = book(row_of({"x"}));
    parts["DATA/R0.xml"] = "<x/>";
    CHECK(only(read(parts).findings, "F412").location.pointer == "data/r0.xml");
    parts = book("<row><c>");
    CHECK(only(read(parts).findings, "F406").location.pointer == "data/r0.xml");
    CHECK(summary(read(parts_of({{"S", row_of({"x"})}, {"s", row_of({"y"})}})).findings) ==
          std::vector<std::string>{"F412 s"});
}

TEST_CASE("names that lead out of the archive stay inside") {
    auto parts = book(row_of({"x"}));
    auto node = parts.extract("data/r0.xml");
    node.key() = "../../data/r0.xml";
    parts.insert(std::move(node));
    auto& relations = parts["data/_rels/book.xml.rels"];
    relations.replace(relations.find("/data/r0.xml"), 12, "../../../../data/r0.xml");
    CHECK(read(parts).text({1, 1}) == "x");
}

TEST_CASE("document types and deep nesting are refused") {
    auto parts = book(row_of({"x"}));
    parts["data/r0.xml"] = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>" + parts["data/r0.xml"];
    CHECK(summary(read(parts).findings) == std::vector<std::string>{"F407 data/r0.xml"});
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "<x>";
    parts = book(deep);
    CHECK(summary(read(parts).findings) == std::vector<std::string>{"F013 data/r0.xml"});
}

TEST_CASE("every limit of a workbook holds") {
    Limits limits;
    const auto codes = [&](const test::Parts& parts) { return summary(read(parts, limits).findings); };
    const auto small = book(row_of({"một", "hai", "#3"}) + row_of({"bốn"}));
    CHECK(codes(small).empty());
    limits.workbook_cells = 3;
    CHECK(codes(small) == std::vector<std::string>{"F014 S!A2"});
    limits = {};
    limits.workbook_text_bytes = 8;
    CHECK(codes(small) == std::vector<std::string>{"F404 S!C1"});
    limits = {};
    limits.text_bytes = 4;
    CHECK(codes(small) == std::vector<std::string>{"F015 S!A1"});
    limits = {};
    limits.workbook_parts = 4;
    CHECK(codes(small) == std::vector<std::string>{"F404 "});
    limits = {};
    limits.workbook_bytes = 900;
    CHECK(only(read(small, limits).findings, "F404").severity == Severity::error);
    limits = {};
    limits.workbook_ratio = 20;
    const auto blank = book("<row>" + std::string(6U << 20U, ' ') + "</row>");
    CHECK(codes(blank) == std::vector<std::string>{"F404 data/r0.xml"});
}

TEST_CASE("a file cut off anywhere is an error, or reads as before") {
    const std::string whole = zip_of_parts(book(row_of({"một", "hai"})));
    for (std::size_t length = 1; length < whole.size(); length += 13) {
        const auto outcome = read(whole.substr(0, length));
        CAPTURE(length);
        CHECK_FALSE(outcome.workbook);
        CHECK(has_errors(outcome.findings));
    }
}

TEST_CASE("a changed byte never goes unnoticed in the content") {
    const std::string whole = zip_of_parts(book(row_of({"một", "hai", "#4.1"})));
    const auto sound = read(whole);
    for (std::size_t at = 0; at < whole.size(); at += 7) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x55);
        const auto outcome = read(changed);
        CAPTURE(at);
        if (has_errors(outcome.findings)) continue;
        REQUIRE(outcome.workbook);
        CHECK(outcome.text({1, 1}) == "một");
        CHECK(outcome.text({1, 3}) == "4.1");
    }
    CHECK(sound.text({1, 2}) == "hai");
}
