#include "io/form_style.hpp"

namespace parindex::io {

namespace {

/// The typeface that administrative documents in Vietnam are written in (Decree 30/2020/NĐ-CP).
constexpr const char* typeface = "Times New Roman";

struct Look {
    lxw_color_t fill = 0xFFFFFF;
    lxw_color_t text = 0x000000;
    double size = 11;
    bool is_bold = false;
    bool is_italic = false;
    bool has_border = true;
    bool is_unlocked = false;
};

Look look_of(Tone tone) {
    switch (tone) {
        case Tone::plain:
            return {.has_border = false};
        case Tone::quiet:
            return {.text = 0x7F7F7F, .size = 9, .has_border = false};
        case Tone::title:
            return {.text = 0x1F3864, .size = 15, .is_bold = true, .has_border = false};
        case Tone::subtitle:
            return {.text = 0x404040, .size = 11, .has_border = false};
        case Tone::section:
            return {.text = 0x1F3864, .size = 12, .is_bold = true, .has_border = false};
        case Tone::heading:
            return {.fill = 0x1F3864, .text = 0xFFFFFF, .is_bold = true};
        case Tone::domain:
            return {.fill = 0xBDD0E9, .text = 0x1F3864, .is_bold = true};
        case Tone::group:
            return {.fill = 0xE8EFF8, .is_bold = true};
        case Tone::total:
            return {.fill = 0xFCE4D6, .text = 0x833C0B, .size = 12, .is_bold = true};
        case Tone::leaf:
            return {};
        case Tone::shown:
            return {.fill = 0xF2F2F2};
        case Tone::closed:
            return {.fill = 0xE7E6E6, .text = 0x7F7F7F, .is_italic = true};
        case Tone::computed:
            return {.fill = 0xF7F9FC, .text = 0x1F3864, .is_bold = true};
        case Tone::asked:
            return {.fill = 0xFFF2CC, .is_unlocked = true};
        case Tone::optional:
            return {.fill = 0xFFFDF4, .is_unlocked = true};
    }
    return {};
}

uint8_t code_of(CellStyle::Align align) {
    switch (align) {
        case CellStyle::Align::center:
            return LXW_ALIGN_CENTER;
        case CellStyle::Align::right:
            return LXW_ALIGN_RIGHT;
        case CellStyle::Align::left:
            break;
    }
    return LXW_ALIGN_LEFT;
}

}  // namespace

lxw_format* FormStyles::get(const CellStyle& style) {
    auto& format = made_[style];
    if (format != nullptr) return format;
    const auto look = look_of(style.tone);
    format = workbook_add_format(workbook_);
    format_set_font_name(format, typeface);
    format_set_font_size(format, look.size);
    format_set_font_color(format, look.text);
    if (look.is_bold) format_set_bold(format);
    if (look.is_italic) format_set_italic(format);
    if (look.fill != 0xFFFFFF) format_set_bg_color(format, look.fill);
    if (look.has_border) {
        format_set_border(format, LXW_BORDER_THIN);
        format_set_border_color(format, 0xA6A6A6);
    }
    if (look.is_unlocked) format_set_unlocked(format);
    if (!style.number.empty()) format_set_num_format(format, style.number.c_str());
    if (style.is_wrapped) format_set_text_wrap(format);
    format_set_align(format, code_of(style.tone == Tone::heading ? CellStyle::Align::center : style.align));
    const bool is_paragraph = style.tone == Tone::plain;
    format_set_align(format, static_cast<uint8_t>(is_paragraph ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER));
    return format;
}

lxw_format* FormStyles::overlay(lxw_format*& kept, lxw_color_t fill, lxw_color_t text) {
    if (kept != nullptr) return kept;
    kept = workbook_add_format(workbook_);
    format_set_bg_color(kept, fill);
    format_set_font_color(kept, text);
    return kept;
}

lxw_format* FormStyles::filled() { return overlay(filled_, 0xE2F0D9, 0x000000); }
lxw_format* FormStyles::missing() { return overlay(missing_, 0xFFD966, 0x833C0B); }
lxw_format* FormStyles::wrong() { return overlay(wrong_, 0xF8CBAD, 0xC00000); }

}  // namespace parindex::io
