// The decision annex as a document.

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "parindex/report/annex.hpp"
#include "report/annex_tables.hpp"
#include "report/column_fit.hpp"
#include "report/decision_text.hpp"
#include "report/docx_writer.hpp"
#include "report/report_view.hpp"

namespace parindex {

namespace {

using namespace report;

constexpr int small = 22;  // half points
constexpr int text = 26;
constexpr int heading = 28;

/// One document being written.
class AnnexDocument {
public:
    AnnexDocument(const ReportInput& input, const Decision& decision)
        : view_(input),
          decision_(decision),
          writer_(view_.say(view_.round().title), input.language == Language::vi ? "vi-VN" : "en-GB", view_.warning()) {
    }

    [[nodiscard]] std::optional<std::string> write() {
        const auto& groups = view_.last().groups;
        PageSetup page;
        for (std::size_t group = 0; group < groups.size(); ++group) {
            const auto table = decision_table(view_.input(), group);
            const auto fit = fit_columns(table, view_.language());
            page = fit.page;
            if (group == 0) write_document_head(page);
            write_annex_head(table, group);
            if (group == 0 && !view_.warning().empty()) write_statements(small, true);
            if (!table.rows.empty()) writer_.table(to_document(table, fit));
            for (const auto& note : table.end_notes)
                writer_.paragraph({.runs = {{.text = note, .size = small, .italic = true}}, .before = 60});
            if (group + 1 < groups.size())
                writer_.end_section(count_line(group), page);
            else
                writer_.paragraph(count_line(group));
        }
        write_signatures(page);
        writer_.paragraph({.runs = {{.text = " ", .size = 12}}});  // a document must not end with a table
        if (view_.warning().empty()) write_statements(18, false);
        return writer_.finish(page);
    }

private:
    [[nodiscard]] bool is_draft() const {
        return decision_.number.empty() || !decision_.date || !view_.warning().empty();
    }

    /// The head of a state document is Vietnam's; a table of another country goes without it.
    [[nodiscard]] bool is_vietnamese() const {
        const auto sets = view_.sets();
        return std::all_of(sets.begin(), sets.end(), [](const auto* set) { return set->country == "VN"; });
    }

    static Paragraph line(std::string words, int size, bool bold) {
        Paragraph paragraph;
        paragraph.runs = {{.text = std::move(words), .size = size, .bold = bold}};
        paragraph.justify = Justify::centre;
        return paragraph;
    }

    /// A rule under a line, `length` long, in the middle of `width`.
    static Paragraph rule(int width, int length) {
        Paragraph paragraph;
        paragraph.runs = {{.text = " ", .size = 4}};
        paragraph.ruled_below = true;
        paragraph.left = paragraph.right = (width - length) / 2;
        paragraph.after = 80;
        return paragraph;
    }

    void write_document_head(const PageSetup& page) {
        if (is_draft()) {
            auto mark = line(view_.warning().empty() ? view_.say("DỰ THẢO", "DRAFT")
                                                     : view_.say("DỰ THẢO MINH HỌA", "DRAFT, ILLUSTRATION"),
                             text, true);
            mark.boxed = true;
            mark.right = page.text_width() - millimetres(55);
            mark.after = 120;
            writer_.paragraph(mark);
        }
        const int left = page.text_width() * 42 / 100;
        const int right = page.text_width() - left;
        auto issuer =
            line(decision_.issuer.empty() ? "................................" : decision_.issuer, text, true);
        issuer.runs.front().capitals = true;
        DocxRow names{{{{issuer, rule(left, left / 3)}, false}, {{}, false}}, false};
        DocxRow dates{{{{line(number_line(decision_, view_.language()), text, false)}, false}, {{}, false}}, false};
        if (is_vietnamese())
            names.cells[1].paragraphs = {
                line(view_.say("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM"), 24, true),
                line(view_.say("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness"), text, true),
                rule(right, millimetres(60))};
        auto place = line(place_and_date(decision_, view_.language()), text, false);
        place.runs.front().italic = true;
        dates.cells[1].paragraphs = {place};
        writer_.table({{left, right}, {names, dates}, false});
    }

    void write_annex_head(const ReportTable& table, std::size_t group) {
        auto name = view_.say("Phụ lục", "Annex");
        if (view_.last().groups.size() > 1) name += " " + roman(group + 1);
        auto title = line(name, heading, true);
        title.is_heading = true;
        title.keep_with_next = true;
        title.before = 240;
        if (view_.last().groups.size() == 1) title.runs.front().capitals = true;
        writer_.paragraph(title);
        auto subject = line(table.title, text, true);
        subject.runs.front().capitals = true;
        subject.keep_with_next = true;
        writer_.paragraph(subject);
        for (const auto& note : table.notes) writer_.paragraph(line(note, text, true));
        auto issued = line(issued_with(decision_, view_.language()), text, false);
        issued.runs.front().italic = true;
        issued.after = 160;
        issued.keep_with_next = true;
        writer_.paragraph(issued);
    }

    void write_statements(int size, bool is_box) {
        auto lines = view_.statements();
        if (is_box) lines.insert(lines.begin(), view_.warning());
        for (std::size_t i = 0; i < lines.size(); ++i) {
            Paragraph paragraph;
            paragraph.runs = {{.text = lines[i], .size = size, .bold = is_box && i == 0, .warning = is_box && i == 0}};
            paragraph.justify = is_box && i == 0 ? Justify::centre : Justify::both;
            paragraph.boxed = is_box;
            paragraph.left = paragraph.right = is_box ? 100 : 0;
            writer_.paragraph(paragraph);
        }
        if (is_box) writer_.paragraph({.runs = {{.text = " ", .size = 12}}});
    }

    [[nodiscard]] DocxTable to_document(const ReportTable& table, const ColumnFit& fit) const {
        DocxTable document;
        document.widths = fit.widths;
        const auto letters = fit.letters;
        DocxRow head{{}, true};
        for (const auto& column : table.columns) head.cells.push_back({{line(column.title, letters, true)}, true});
        document.rows.push_back(std::move(head));
        for (const auto& row : table.head) {
            document.rows.push_back(to_document(table, row, letters));
            document.rows.back().is_head = true;
        }
        for (const auto& row : table.rows) document.rows.push_back(to_document(table, row, letters));
        return document;
    }

    [[nodiscard]] DocxRow to_document(const ReportTable& table, const TableRow& row, int letters) const {
        DocxRow document;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const auto& column = table.columns[i];
            const auto& cell = row.cells[i];
            auto words = cell.figure ? report::to_text(*cell.figure, view_.language(), column.digits) : cell.text;
            auto paragraph = line(std::move(words), letters, row.weight != Weight::normal);
            const bool is_words = column.kind == TableColumn::Kind::name || column.kind == TableColumn::Kind::text;
            if (is_words) paragraph.justify = Justify::left;
            if (column.kind == TableColumn::Kind::number && cell.figure) paragraph.justify = Justify::right;
            document.cells.push_back({{std::move(paragraph)}, false});
        }
        return document;
    }

    /// The last words of each annex; "./." closes the document.
    [[nodiscard]] Paragraph count_line(std::size_t group) const {
        const auto& order = view_.last().groups[group].order;
        const auto ranked = std::count_if(order.begin(), order.end(),
                                          [&](std::size_t i) { return view_.last().agencies[i].rank.has_value(); });
        auto words = fmt::format(fmt::runtime(view_.say("Danh sách gồm {} đơn vị, trong đó {} đơn vị được xếp hạng",
                                                        "The list holds {} agencies, {} of them ranked")),
                                 order.size(), ranked);
        words += group + 1 == view_.last().groups.size() ? "./." : ".";
        return {.runs = {{.text = words, .size = text}}, .before = 120, .first_line = 720};
    }

    void write_signatures(const PageSetup& page) {
        const int left = page.text_width() * 45 / 100;
        const std::string dots = "................................";
        DocxCell recipients;
        const auto small_line = [](std::string words, int size, bool is_title) {
            Paragraph paragraph;
            paragraph.runs = {{.text = std::move(words), .size = size, .bold = is_title, .italic = is_title}};
            return paragraph;
        };
        recipients.paragraphs = {small_line(view_.say("Nơi nhận:", "Recipients:"), 24, true),
                                 small_line("- " + dots + ";", small, false),
                                 small_line(view_.say("- Lưu: VT, ..........", "- Archive: .........."), small, false)};
        DocxCell signature;
        std::istringstream offices(decision_.signer_title.empty() ? dots : decision_.signer_title);
        for (std::string office; std::getline(offices, office, ';');) {
            office.erase(0, office.find_first_not_of(' '));
            signature.paragraphs.push_back(line(office, text, true));
        }
        signature.paragraphs.back().after = 1100;  // room for signature and seal
        signature.paragraphs.push_back(line(decision_.signer.empty() ? dots : decision_.signer, text, true));
        writer_.paragraph({.runs = {{.text = " ", .size = 12}}});
        writer_.table({{left, page.text_width() - left}, {{{recipients, signature}, false}}, false});
    }

    ReportView view_;
    Decision decision_;
    DocxWriter writer_;
};

}  // namespace

std::optional<std::string> annex_document(const ReportInput& input, const Decision& decision) {
    return AnnexDocument(input, decision).write();
}

}  // namespace parindex
