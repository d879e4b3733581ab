#include "report/docx_writer.hpp"

#include <sstream>

#include "io/zip_writer.hpp"

namespace parindex::report {

namespace {

constexpr std::string_view word_space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr std::string_view relation_space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view packages = "http://schemas.openxmlformats.org/package/2006/";
constexpr std::string_view word_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
constexpr int page_number_size = 26;
constexpr int header_distance = millimetres(10);

std::string operator+(std::string_view a, const char* b) { return std::string(a) + b; }

void value(Markup& xml, std::string_view name, std::string_view what) { xml.empty(name, {{"w:val", what}}); }

// Elements of properties stand in the order of the schema (CT_RPr, CT_PPr, CT_TblPr, CT_SectPr).

void run_properties(Markup& xml, const Run& run) {
    xml.inside("w:rPr", [&] {
        if (run.bold) xml.empty("w:b").empty("w:bCs");
        if (run.italic) xml.empty("w:i").empty("w:iCs");
        if (run.capitals) xml.empty("w:caps");
        if (run.warning) value(xml, "w:color", "C00000");
        value(xml, "w:sz", std::to_string(run.size));
        value(xml, "w:szCs", std::to_string(run.size));
    });
}

void write_run(Markup& xml, const Run& run) {
    xml.inside("w:r", [&] {
        run_properties(xml, run);
        std::istringstream lines(run.text);
        bool is_first = true;
        for (std::string line; std::getline(lines, line); is_first = false) {
            if (!is_first) xml.empty("w:br");
            xml.element("w:t", {{"xml:space", "preserve"}}, line);
        }
    });
}

void border(Markup& xml, std::string_view name, std::string_view space) {
    xml.empty(name, {{"w:val", "single"}, {"w:sz", "6"}, {"w:space", space}, {"w:color", "auto"}});
}

void paragraph_borders(Markup& xml, const Paragraph& paragraph) {
    if (!paragraph.boxed && !paragraph.ruled_below) return;
    xml.inside("w:pBdr", [&] {
        if (paragraph.boxed)
            for (const auto* side : {"w:top", "w:left"}) border(xml, side, "4");
        border(xml, "w:bottom", paragraph.boxed ? "4" : "1");
        if (paragraph.boxed) border(xml, "w:right", "4");
    });
}

std::string_view to_string(Justify justify) {
    switch (justify) {
        case Justify::centre:
            return "center";
        case Justify::right:
            return "right";
        case Justify::both:
            return "both";
        case Justify::left:
            break;
    }
    return "left";
}

void paragraph_layout(Markup& xml, const Paragraph& paragraph) {
    if (paragraph.is_heading) value(xml, "w:pStyle", "Heading1");
    if (paragraph.keep_with_next) xml.empty("w:keepNext");
    paragraph_borders(xml, paragraph);
    xml.empty("w:spacing",
              {{"w:before", std::to_string(paragraph.before)}, {"w:after", std::to_string(paragraph.after)}});
    xml.empty("w:ind", {{"w:left", std::to_string(paragraph.left)},
                        {"w:right", std::to_string(paragraph.right)},
                        {"w:firstLine", std::to_string(paragraph.first_line)}});
    value(xml, "w:jc", to_string(paragraph.justify));
    // The paragraph's own mark counts for the height of its line.
    if (!paragraph.runs.empty()) run_properties(xml, paragraph.runs.front());
}

void paragraph_properties(Markup& xml, const Paragraph& paragraph) {
    xml.inside("w:pPr", [&] { paragraph_layout(xml, paragraph); });
}

void write_paragraph(Markup& xml, const Paragraph& paragraph) {
    xml.inside("w:p", [&] {
        paragraph_properties(xml, paragraph);
        for (const auto& run : paragraph.runs) write_run(xml, run);
    });
}

void table_properties(Markup& xml, const DocxTable& table, int width) {
    xml.inside("w:tblPr", [&] {
        xml.empty("w:tblW", {{"w:w", std::to_string(width)}, {"w:type", "dxa"}});
        if (table.has_borders)
            xml.inside("w:tblBorders", [&] {
                for (const auto* side : {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"})
                    border(xml, side, "0");
            });
        xml.empty("w:tblLayout", {{"w:type", "fixed"}});
        xml.inside("w:tblCellMar", [&] {
            xml.empty("w:left", {{"w:w", "57"}, {"w:type", "dxa"}});
            xml.empty("w:right", {{"w:w", "57"}, {"w:type", "dxa"}});
        });
    });
}

void write_cell(Markup& xml, const DocxCell& cell, int width, bool is_centred) {
    xml.inside("w:tc", [&] {
        xml.inside("w:tcPr", [&] {
            xml.empty("w:tcW", {{"w:w", std::to_string(width)}, {"w:type", "dxa"}});
            if (cell.shaded) xml.empty("w:shd", {{"w:val", "clear"}, {"w:color", "auto"}, {"w:fill", "EDEDED"}});
            if (is_centred) value(xml, "w:vAlign", "center");
        });
        if (cell.paragraphs.empty()) write_paragraph(xml, {});  // a cell without a paragraph is not valid
        for (const auto& paragraph : cell.paragraphs) write_paragraph(xml, paragraph);
    });
}

void write_row(Markup& xml, const DocxTable& table, const DocxRow& row) {
    xml.inside("w:tr", [&] {
        xml.inside("w:trPr", [&] {
            xml.empty("w:cantSplit");
            if (row.is_head) xml.empty("w:tblHeader");
        });
        for (std::size_t i = 0; i < table.widths.size(); ++i)
            write_cell(xml, i < row.cells.size() ? row.cells[i] : DocxCell{}, table.widths[i], table.has_borders);
    });
}

/// The page number, centred, in the top margin.
std::string page_header() {
    Markup xml(Markup::Syntax::xml);
    xml.inside("w:hdr", {{"xmlns:w", word_space}}, [&] {
        xml.inside("w:p", [&] {
            paragraph_properties(xml, {.runs = {}, .justify = Justify::centre});
            xml.inside("w:fldSimple", {{"w:instr", "PAGE"}},
                       [&] { write_run(xml, {.text = "2", .size = page_number_size}); });
        });
    });
    return xml.take();
}

std::string empty_header() {
    Markup xml(Markup::Syntax::xml);
    xml.inside("w:hdr", {{"xmlns:w", word_space}}, [&] { write_paragraph(xml, {}); });
    return xml.take();
}

std::string page_footer(const std::string& text) {
    Markup xml(Markup::Syntax::xml);
    xml.inside("w:ftr", {{"xmlns:w", word_space}}, [&] {
        Paragraph paragraph{.runs = {}, .justify = Justify::centre};
        if (!text.empty()) paragraph.runs = {{.text = text, .size = 18, .bold = true, .warning = true}};
        write_paragraph(xml, paragraph);
    });
    return xml.take();
}

void write_style(Markup& xml, std::string_view id, std::string_view name, bool is_default) {
    if (is_default)
        xml.open("w:style", {{"w:type", "paragraph"}, {"w:default", "1"}, {"w:styleId", id}});
    else
        xml.open("w:style", {{"w:type", "paragraph"}, {"w:styleId", id}});
    value(xml, "w:name", name);
    if (!is_default) {
        value(xml, "w:basedOn", "Normal");
        value(xml, "w:next", "Normal");
    }
    xml.empty("w:qFormat");
    if (!is_default)
        xml.inside("w:pPr", [&] {
            xml.empty("w:keepNext");
            value(xml, "w:outlineLvl", "0");
        });
    xml.close();
}

std::string styles(const std::string& language) {
    constexpr std::string_view font = "Times New Roman";
    Markup xml(Markup::Syntax::xml);
    xml.inside("w:styles", {{"xmlns:w", word_space}}, [&] {
        xml.inside("w:docDefaults", [&] {
            xml.inside("w:rPrDefault", [&] {
                xml.inside("w:rPr", [&] {
                    xml.empty("w:rFonts", {{"w:ascii", font}, {"w:hAnsi", font}, {"w:eastAsia", font}, {"w:cs", font}});
                    value(xml, "w:color", "000000");
                    value(xml, "w:sz", "26");
                    value(xml, "w:szCs", "26");
                    xml.empty("w:lang", {{"w:val", language}, {"w:eastAsia", language}});
                });
            });
            xml.inside("w:pPrDefault", [&] {
                xml.inside("w:pPr", [&] {
                    xml.empty("w:spacing",
                              {{"w:before", "0"}, {"w:after", "0"}, {"w:line", "240"}, {"w:lineRule", "auto"}});
                });
            });
        });
        write_style(xml, "Normal", "Normal", true);
        write_style(xml, "Heading1", "heading 1", false);
    });
    return xml.take();
}

std::string settings() {
    Markup xml(Markup::Syntax::xml);
    xml.inside("w:settings", {{"xmlns:w", word_space}}, [&] {
        value(xml, "w:defaultTabStop", "720");
        xml.inside("w:compat", [&] {
            xml.empty("w:compatSetting", {{"w:name", "compatibilityMode"},
                                          {"w:uri", "http://schemas.microsoft.com/office/word"},
                                          {"w:val", "15"}});
        });
    });
    return xml.take();
}

std::string content_types() {
    Markup xml(Markup::Syntax::xml);
    const auto part = [&](std::string_view name, const std::string& type) {
        xml.empty("Override", {{"PartName", name}, {"ContentType", type}});
    };
    xml.inside("Types", {{"xmlns", packages + "content-types"}}, [&] {
        xml.empty("Default",
                  {{"Extension", "rels"}, {"ContentType", "application/vnd.openxmlformats-package.relationships+xml"}});
        xml.empty("Default", {{"Extension", "xml"}, {"ContentType", "application/xml"}});
        part("/word/document.xml", word_type + "document.main+xml");
        part("/word/styles.xml", word_type + "styles+xml");
        part("/word/settings.xml", word_type + "settings+xml");
        part("/word/header1.xml", word_type + "header+xml");
        part("/word/header2.xml", word_type + "header+xml");
        part("/word/footer1.xml", word_type + "footer+xml");
        part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    });
    return xml.take();
}

struct Relation {
    std::string_view id;
    std::string type;
    std::string_view target;
};

std::string relations(const std::vector<Relation>& list) {
    Markup xml(Markup::Syntax::xml);
    xml.inside("Relationships", {{"xmlns", packages + "relationships"}}, [&] {
        for (const auto& one : list)
            xml.empty("Relationship", {{"Id", one.id}, {"Type", one.type}, {"Target", one.target}});
    });
    return xml.take();
}

std::string core_properties(const std::string& title) {
    Markup xml(Markup::Syntax::xml);
    xml.inside("cp:coreProperties",
               {{"xmlns:cp", packages + "metadata/core-properties"}, {"xmlns:dc", "http://purl.org/dc/elements/1.1/"}},
               [&] {
                   xml.element("dc:title", title);
                   xml.element("dc:creator", "parindex");
               });
    return xml.take();
}

}  // namespace

DocxWriter::DocxWriter(std::string title, std::string language, std::string footer)
    : title_(std::move(title)), language_(std::move(language)), footer_(std::move(footer)), body_(Markup::Syntax::xml) {
    body_.open("w:document", {{"xmlns:w", word_space}, {"xmlns:r", relation_space}}).open("w:body");
}

void DocxWriter::paragraph(const Paragraph& paragraph) { write_paragraph(body_, paragraph); }

void DocxWriter::table(const DocxTable& table) {
    int width = 0;
    for (const auto column : table.widths) width += column;
    body_.inside("w:tbl", [&] {
        table_properties(body_, table, width);
        body_.inside("w:tblGrid", [&] {
            for (const auto column : table.widths) body_.empty("w:gridCol", {{"w:w", std::to_string(column)}});
        });
        for (const auto& row : table.rows) write_row(body_, table, row);
    });
}

void DocxWriter::section_properties(const PageSetup& page) {
    body_.inside("w:sectPr", [&] {
        body_.empty("w:headerReference", {{"w:type", "default"}, {"r:id", "rId3"}});
        body_.empty("w:headerReference", {{"w:type", "first"}, {"r:id", "rId4"}});
        body_.empty("w:footerReference", {{"w:type", "default"}, {"r:id", "rId5"}});
        body_.empty("w:footerReference", {{"w:type", "first"}, {"r:id", "rId5"}});
        const auto width = std::to_string(page.width());
        const auto height = std::to_string(page.height());
        if (page.landscape)
            body_.empty("w:pgSz", {{"w:w", width}, {"w:h", height}, {"w:orient", "landscape"}});
        else
            body_.empty("w:pgSz", {{"w:w", width}, {"w:h", height}});
        const auto distance = std::to_string(header_distance);
        body_.empty("w:pgMar", {{"w:top", std::to_string(page.top)},
                                {"w:right", std::to_string(page.right)},
                                {"w:bottom", std::to_string(page.bottom)},
                                {"w:left", std::to_string(page.left)},
                                {"w:header", distance},
                                {"w:footer", distance},
                                {"w:gutter", "0"}});
        if (is_first_section_) body_.empty("w:titlePg");
    });
    is_first_section_ = false;
}

void DocxWriter::end_section(const Paragraph& last, const PageSetup& page) {
    body_.inside("w:p", [&] {
        body_.inside("w:pPr", [&] {
            paragraph_layout(body_, last);
            section_properties(page);
        });
        for (const auto& run : last.runs) write_run(body_, run);
    });
}

std::optional<std::string> DocxWriter::finish(const PageSetup& page) {
    section_properties(page);
    body_.close().close();
    const auto word = relation_space + "/";
    return io::zip_parts({{"[Content_Types].xml", content_types()},
                          {"_rels/.rels", relations({{"rId1", word + "officeDocument", "word/document.xml"},
                                                     {"rId2", packages + "relationships/metadata/core-properties",
                                                      "docProps/core.xml"}})},
                          {"word/document.xml", body_.take()},
                          {"word/_rels/document.xml.rels", relations({{"rId1", word + "styles", "styles.xml"},
                                                                      {"rId2", word + "settings", "settings.xml"},
                                                                      {"rId3", word + "header", "header1.xml"},
                                                                      {"rId4", word + "header", "header2.xml"},
                                                                      {"rId5", word + "footer", "footer1.xml"}})},
                          {"word/styles.xml", styles(language_)},
                          {"word/settings.xml", settings()},
                          {"word/header1.xml", page_header()},
                          {"word/header2.xml", empty_header()},
                          {"word/footer1.xml", page_footer(footer_)},
                          {"docProps/core.xml", core_properties(title_)}});
}

}  // namespace parindex::report
