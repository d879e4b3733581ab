#include "report/docx_writer.hpp"

#include <catch2/catch.hpp>

#include <zip.h>

#include <numeric>
#include <string>
#include <vector>

#include "io/zip_writer.hpp"
#include "report/column_fit.hpp"

using namespace parindex;
using namespace parindex::report;

namespace {

/// One part of a package; empty when it is not there.
std::string part(const std::string& package, const std::string& name) {
    auto* source = zip_source_buffer_create(package.data(), package.size(), 0, nullptr);
    auto* archive = zip_open_from_source(source, ZIP_RDONLY, nullptr);
    REQUIRE(archive != nullptr);
    std::string content;
    zip_stat_t about;
    if (zip_stat(archive, name.c_str(), 0, &about) == 0) {
        content.resize(about.size);
        auto* file = zip_fopen(archive, name.c_str(), 0);
        CHECK(zip_fread(file, content.data(), content.size()) == static_cast<zip_int64_t>(content.size()));
        zip_fclose(file);
    }
    zip_discard(archive);
    return content;
}

bool holds(const std::string& text, const std::string& piece) { return text.find(piece) != std::string::npos; }

std::string document_with(const Paragraph& paragraph) {
    DocxWriter writer("Thử", "vi-VN", {});
    writer.paragraph(paragraph);
    return part(writer.finish({}).value(), "word/document.xml");
}

}  // namespace

TEST_CASE("a package has every part that it names, and the same bytes each time", "[report][docx]") {
    const auto make = [] {
        DocxWriter writer("Thử", "vi-VN", "MINH HỌA");
        writer.paragraph({.runs = {{.text = "Một"}}});
        return writer.finish({}).value();
    };
    const auto package = make();
    CHECK(package == make());
    const auto types = part(package, "[Content_Types].xml");
    for (const auto* name : {"word/document.xml", "word/styles.xml", "word/settings.xml", "word/header1.xml",
                             "word/header2.xml", "word/footer1.xml", "docProps/core.xml"}) {
        CHECK(holds(types, "/" + std::string(name)));
        CHECK_FALSE(part(package, name).empty());
    }
    CHECK(holds(part(package, "word/footer1.xml"), "MINH HỌA"));
    CHECK(holds(part(package, "word/header1.xml"), "PAGE"));
    CHECK_FALSE(holds(part(package, "word/header2.xml"), "PAGE"));
}

TEST_CASE("lengths are counted in twips", "[report][docx]") {
    CHECK(millimetres(210) == 11906);  // A4, as word processors write it
    CHECK(millimetres(297) == 16838);
    CHECK(millimetres(20) == 1134);
    PageSetup page;
    CHECK(page.text_width() == 11906 - 1701 - 850);
    page.landscape = true;
    CHECK(page.width() == 16838);
}

TEST_CASE("no text becomes markup", "[report][docx]") {
    const auto xml = document_with({.runs = {{.text = "</w:t><w:p>]]>&\"'\x01\x0B"}}});
    CHECK(holds(xml, "&lt;/w:t&gt;&lt;w:p&gt;]]&gt;&amp;"));
    CHECK_FALSE(holds(xml, "\x01"));
    CHECK_FALSE(holds(xml, "\x0B"));
}

TEST_CASE("lines of a text become lines of a paragraph", "[report][docx]") {
    const auto xml = document_with({.runs = {{.text = "một\nhai"}}});
    CHECK(holds(xml, ">một</w:t><w:br/><w:t xml:space=\"preserve\">hai<"));
}

TEST_CASE("a section knows its page; the first has no number on its first page", "[report][docx]") {
    DocxWriter writer("Thử", "vi-VN", {});
    writer.end_section({.runs = {{.text = "cuối"}}}, {});
    PageSetup landscape;
    landscape.landscape = true;
    const auto xml = part(writer.finish(landscape).value(), "word/document.xml");
    const auto first = xml.find("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>");
    const auto second = xml.find("<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>");
    REQUIRE(first != std::string::npos);
    CHECK(first < second);
    CHECK(xml.find("<w:titlePg/>") < second);
    CHECK(xml.find("<w:titlePg/>", second) == std::string::npos);
}

TEST_CASE("heads of tables are repeated and rows are not split", "[report][docx]") {
    DocxWriter writer("Thử", "vi-VN", {});
    DocxTable table{{1000, 2000}, {}, true};
    table.rows = {{{{{{.runs = {{.text = "TT"}}}}, true}}, true}, {{{{{.runs = {{.text = "1"}}}}, false}}, false}};
    writer.table(table);
    const auto xml = part(writer.finish({}).value(), "word/document.xml");
    CHECK(holds(xml, "<w:tblW w:w=\"3000\" w:type=\"dxa\"/>"));
    CHECK(holds(xml, "<w:cantSplit/><w:tblHeader/>"));
    const auto first = xml.find("<w:tblHeader/>");
    CHECK(xml.find("<w:tblHeader/>", first + 1) == std::string::npos);
}

TEST_CASE("parts are packed in order, with one time for all", "[report][docx]") {
    const auto package = io::zip_parts({{"b", std::string(100'000, 'x')}, {"a", ""}, {"c/đ", "3"}}).value();
    CHECK(package.size() < 2'000);
    CHECK(part(package, "b") == std::string(100'000, 'x'));
    CHECK(part(package, "c/đ") == "3");
    CHECK(package.find("b") < package.find("c/đ"));
}

namespace {

/// A name column and `numbers` columns of figures such as "100.00".
ReportTable table_of(std::size_t numbers) {
    ReportTable table;
    table.columns = {{"Tên đơn vị", TableColumn::Kind::name, 30}};
    TableRow row{{"Sở Khoa học và Công nghệ"}, Weight::normal, 0};
    for (std::size_t i = 0; i < numbers; ++i) {
        table.columns.push_back({"Cải cách thể chế", TableColumn::Kind::number, 10});
        row.cells.emplace_back(Figure{"100.00", false});
    }
    table.rows.push_back(row);
    align_decimals(table);
    return table;
}

int sum_of(const std::vector<int>& widths) { return std::accumulate(widths.begin(), widths.end(), 0); }

}  // namespace

TEST_CASE("a narrow table stays upright, a wide one turns the page, and every one fits", "[report][docx]") {
    const auto narrow = fit_columns(table_of(5), Language::vi);
    CHECK_FALSE(narrow.page.landscape);
    CHECK(narrow.letters >= 22);
    const auto wide = fit_columns(table_of(12), Language::vi);
    CHECK(wide.page.landscape);
    CHECK(wide.letters < narrow.letters);
    for (std::size_t numbers = 0; numbers < 60; ++numbers) {
        const auto fit = fit_columns(table_of(numbers), Language::vi);
        CHECK(fit.widths.size() == numbers + 1);
        CHECK(sum_of(fit.widths) <= fit.page.text_width());
        CHECK(sum_of(fit.widths) > fit.page.text_width() * 95 / 100);
        CHECK(fit.letters >= 14);
    }
}

TEST_CASE("a figure is given room in one line", "[report][docx]") {
    auto table = table_of(3);
    const auto before = fit_columns(table, Language::vi).widths[2];
    table.rows[0].cells[2] = Figure{"12345678.123456", true};
    const auto after = fit_columns(table, Language::vi);
    // 18 signs with grouping and "≈", each at least half as wide as the letters are high.
    CHECK(after.widths[2] > 18 * after.letters * 5);
    CHECK(after.widths[2] > before);
}
