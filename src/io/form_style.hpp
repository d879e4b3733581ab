#pragma once
/// Colours and cell formats of form workbooks.

#include <xlsxwriter.h>

#include <map>
#include <string>
#include <tuple>

namespace parindex::io {

/// What a cell is for; decides its colours and whether it may be edited.
enum class Tone {
    plain,     ///< text that is read
    quiet,     ///< small grey text: machine ids, hints
    title,     ///< heading of a sheet
    subtitle,  ///< line under it
    section,   ///< heading of a paragraph
    heading,   ///< head of a column
    domain,    ///< row of a domain
    group,     ///< row of another parent
    total,     ///< row of the total
    leaf,      ///< what is asked
    shown,     ///< what others gave, not to be changed
    closed,    ///< not for this form, or not for this agency
    computed,  ///< result of a formula
    asked,     ///< to be filled in
    optional   ///< may be filled in
};

struct CellStyle {
    Tone tone = Tone::plain;
    enum class Align { left, center, right } align = Align::left;
    std::string number = {};  ///< number format of spreadsheets; empty: general
    bool is_wrapped = true;   ///< lines are broken at the cell's edge; else the text runs on

    friend bool operator<(const CellStyle& a, const CellStyle& b) {
        return std::tie(a.tone, a.align, a.number, a.is_wrapped) < std::tie(b.tone, b.align, b.number, b.is_wrapped);
    }
};

/// The formats of one workbook, each made once.
class FormStyles {
public:
    explicit FormStyles(lxw_workbook* workbook) : workbook_(workbook) {}

    [[nodiscard]] lxw_format* get(const CellStyle& style);
    [[nodiscard]] lxw_format* get(Tone tone) { return get(CellStyle{tone}); }

    // Formats laid over a cell by a condition.
    [[nodiscard]] lxw_format* filled();   ///< an answer is there
    [[nodiscard]] lxw_format* missing();  ///< something has to be done
    [[nodiscard]] lxw_format* wrong();    ///< a value that cannot stand

private:
    lxw_format* overlay(lxw_format*& kept, lxw_color_t fill, lxw_color_t text);

    lxw_workbook* workbook_;
    std::map<CellStyle, lxw_format*> made_;
    lxw_format* filled_ = nullptr;
    lxw_format* missing_ = nullptr;
    lxw_format* wrong_ = nullptr;
};

}  // namespace parindex::io
