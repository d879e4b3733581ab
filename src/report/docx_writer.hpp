#pragma once
/// A word-processing document (Office Open XML, ECMA-376 part 1) being written: paragraphs, tables, sections.
///
/// Lengths are twips, twentieths of a point (1 mm = 56.7), sizes of letters half points, as the format counts them. Every
/// text goes through Markup and is escaped.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "report/markup.hpp"

namespace parindex::report {

[[nodiscard]] constexpr int millimetres(int mm) { return (mm * 1440 * 10 + 127) / 254; }

enum class Justify { left, centre, right, both };

struct Run {
    std::string text;
    int size = 26;  ///< half points: 26 is 13 pt
    bool bold = false;
    bool italic = false;
    bool capitals = false;  ///< shown in capitals, stored as written
    bool warning = false;   ///< dark red
};

struct Paragraph {
    std::vector<Run> runs;
    Justify justify = Justify::left;
    int before = 0;
    int after = 0;
    int left = 0;  ///< indents
    int right = 0;
    int first_line = 0;
    bool is_heading = false;  ///< listed in the outline of the document
    bool keep_with_next = false;
    bool boxed = false;
    bool ruled_below = false;
};

struct DocxCell {
    std::vector<Paragraph> paragraphs;
    bool shaded = false;
};

struct DocxRow {
    std::vector<DocxCell> cells;
    bool is_head = false;  ///< repeated on every page
};

struct DocxTable {
    std::vector<int> widths;  ///< of the columns
    std::vector<DocxRow> rows;
    bool has_borders = true;
};

/// An A4 page with margins.
struct PageSetup {
    bool landscape = false;
    int top = millimetres(20);
    int bottom = millimetres(20);
    int left = millimetres(30);
    int right = millimetres(15);

    [[nodiscard]] int width() const { return landscape ? millimetres(297) : millimetres(210); }
    [[nodiscard]] int height() const { return landscape ? millimetres(210) : millimetres(297); }
    [[nodiscard]] int text_width() const { return width() - left - right; }
};

/// Writes the parts of a document in order.
class DocxWriter {
public:
    /// `footer` stands at the foot of every page, in red; empty: none.
    DocxWriter(std::string title, std::string language, std::string footer);

    void paragraph(const Paragraph& paragraph);
    void table(const DocxTable& table);
    /// Ends a section with its last paragraph; what follows begins on a new page.
    void end_section(const Paragraph& last, const PageSetup& page);

    /// The bytes of the file; `page` is that of the last section. Nothing when memory does not suffice.
    [[nodiscard]] std::optional<std::string> finish(const PageSetup& page);

private:
    void section_properties(const PageSetup& page);

    std::string title_;
    std::string language_;
    std::string footer_;
    Markup body_;
    bool is_first_section_ = true;
};

}  // namespace parindex::report
