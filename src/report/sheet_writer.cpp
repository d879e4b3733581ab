#include "report/sheet_writer.hpp"

#include <algorithm>
#include <sstream>

namespace parindex::report {

namespace {

constexpr std::size_t rows_of_a_sheet = 1'000'000;  // of 1,048,576; the rest is for head and notes
constexpr std::size_t longest_cell = 16'000;        // of 32,767, where some characters count twice
constexpr std::size_t portrait_columns = 6;
constexpr const char* font = "Times New Roman";
constexpr lxw_color_t head_fill = 0xDCE6F1;
constexpr lxw_color_t title_fill = 0xF2F2F2;
constexpr lxw_color_t warning_color = 0xC00000;
constexpr uint8_t a4 = 9;
constexpr double line_height = 15;   // points, of letters of 11 points
constexpr double highest_row = 400;  // of 409
constexpr double body_size = 11;
constexpr double bold_share = 0.88;  // of the letters that a cell holds

lxw_col_t column_of(std::size_t index) { return static_cast<lxw_col_t>(index); }

/// Lines that a text takes in a cell of that width in characters. Spreadsheet programs do not all set the height of rows
/// themselves; an estimate on the safe side leaves no text cut off.
std::size_t lines_in(const std::string& text, double width) {
    std::size_t lines = 0;
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part);)
        lines += 1 + static_cast<std::size_t>(static_cast<double>(display_width(part)) / std::max(width, 1.0));
    return std::max<std::size_t>(lines, 1);
}

double height_of(std::size_t lines) { return std::min(static_cast<double>(lines) * line_height + 2, highest_row); }

double width_of(const ReportTable& table) {
    double width = 0;
    for (const auto& column : table.columns) width += column.width;
    return width;
}

/// A header or footer of a page: "&" begins a code there, and 255 characters are the most.
std::string page_text(const std::string& text) {
    std::string safe;
    for (const char c : excerpt(text, 100)) safe += c == '&' ? "&&" : std::string(1, c);
    return safe;
}

}  // namespace

std::string cell_text(const std::string& text) {
    std::string clean;
    std::istringstream lines(to_nfc(text));
    for (std::string line; std::getline(lines, line);) clean += (clean.empty() ? "" : "\n") + printable(line);
    if (clean.size() <= longest_cell) return clean;
    auto end = longest_cell;
    while (end > 0 && (static_cast<unsigned char>(clean[end]) & 0xC0U) == 0x80U) --end;
    return clean.substr(0, end) + "…";
}

lxw_format* SheetWriter::plain(double size, bool is_bold, bool is_warning) {
    auto& format = plain_formats_[{size, is_bold, is_warning}];
    if (format != nullptr) return format;
    format = workbook_add_format(workbook_.get());
    format_set_font_name(format, font);
    format_set_font_size(format, size);
    if (is_bold) format_set_bold(format);
    if (is_warning) format_set_font_color(format, warning_color);
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
}

lxw_format* SheetWriter::format(const FormatKey& key) {
    auto& format = formats_[key];
    if (format != nullptr) return format;
    const auto& [weight, kind, indent, number, is_head] = key;
    format = workbook_add_format(workbook_.get());
    format_set_font_name(format, font);
    format_set_font_size(format, body_size);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_text_wrap(format);
    format_set_align(format, is_head ? LXW_ALIGN_VERTICAL_CENTER : LXW_ALIGN_VERTICAL_TOP);
    if (weight != Weight::normal || is_head) format_set_bold(format);
    if (is_head || weight == Weight::title) format_set_bg_color(format, is_head ? head_fill : title_fill);
    if (is_head || kind == TableColumn::Kind::centred) format_set_align(format, LXW_ALIGN_CENTER);
    if (!is_head && kind == TableColumn::Kind::number) format_set_align(format, LXW_ALIGN_RIGHT);
    if (indent > 0) format_set_indent(format, static_cast<uint8_t>(std::min<std::size_t>(indent, 12)));
    if (!number.empty()) format_set_num_format(format, number.c_str());
    return format;
}

lxw_worksheet* SheetWriter::add_sheet(const std::string& name) {
    auto wanted = io::sheet_name(name);
    for (int number = 2; !names_.insert(to_match_key(wanted)).second; ++number)
        wanted = io::sheet_name(excerpt(name, 24) + " (" + std::to_string(number) + ")");
    return workbook_add_worksheet(workbook_.get(), wanted.c_str());
}

void SheetWriter::add(const ReportTable& table) {
    std::size_t first = 0;
    do {
        const auto last = std::min(table.rows.size(), first + rows_of_a_sheet);
        add_part(table, first, last);
        first = last;
    } while (first < table.rows.size());
}

void SheetWriter::add_part(const ReportTable& table, std::size_t first, std::size_t last) {
    auto* sheet = add_sheet(table.name);
    if (sheet == nullptr) return;
    set_up_page(sheet, table);
    const auto top = write_top(sheet, table);
    const auto body = write_head(sheet, table, top);
    auto row = body;
    for (auto i = first; i < last; ++i) write_row(sheet, table, table.rows[i], row++);
    const auto names = std::find_if(table.columns.begin(), table.columns.end(),
                                    [](const auto& column) { return column.kind == TableColumn::Kind::name; });
    const auto fixed =
        names == table.columns.end() ? std::size_t{0} : static_cast<std::size_t>(names - table.columns.begin()) + 1;
    worksheet_freeze_panes(sheet, body, column_of(fixed));
    worksheet_repeat_rows(sheet, top, body - 1);
    if (table.is_list && row > body)
        worksheet_autofilter(sheet, body - 1, 0, row - 1, column_of(table.columns.size() - 1));
    write_bottom(sheet, table, row + 1);
}

void SheetWriter::set_up_page(lxw_worksheet* sheet, const ReportTable& table) const {
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        worksheet_set_column(sheet, column_of(i), column_of(i), table.columns[i].width, nullptr);
    worksheet_set_paper(sheet, a4);
    if (table.columns.size() > portrait_columns) worksheet_set_landscape(sheet);
    worksheet_set_margins(sheet, 0.6, 0.6, 0.75, 0.75);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_footer(sheet, "&C&P/&N");
    if (!marks_.warning.empty()) worksheet_set_header(sheet, ("&C" + page_text(marks_.warning)).c_str());
}

void SheetWriter::write_line(lxw_worksheet* sheet, const ReportTable& table, lxw_row_t row, const Line& line) {
    const auto text = cell_text(line.text);
    auto* own = plain(line.size, line.is_bold, line.is_warning);
    if (table.columns.size() > 1)
        worksheet_merge_range(sheet, row, 0, row, column_of(table.columns.size() - 1), text.c_str(), own);
    else
        worksheet_write_string(sheet, row, 0, text.c_str(), own);
    const auto letters_in_width = width_of(table) * body_size / line.size;
    worksheet_set_row(sheet, row, height_of(lines_in(text, letters_in_width)) * std::max(1.0, line.size / body_size),
                      nullptr);
}

lxw_row_t SheetWriter::write_top(lxw_worksheet* sheet, const ReportTable& table) {
    lxw_row_t row = 0;
    write_line(sheet, table, row++, {table.title, 14, true, false});
    for (const auto& note : table.notes) write_line(sheet, table, row++, {note, body_size, false, false});
    if (!marks_.warning.empty()) write_line(sheet, table, row++, {marks_.warning, body_size, true, true});
    return row + 1;
}

lxw_row_t SheetWriter::write_head(lxw_worksheet* sheet, const ReportTable& table, lxw_row_t row) {
    std::size_t lines = 1;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto& column = table.columns[i];
        const auto title = cell_text(column.title);
        worksheet_write_string(sheet, row, column_of(i), title.c_str(),
                               format({Weight::strong, column.kind, 0, "", true}));
        lines = std::max(lines, lines_in(title, column.width * bold_share));
    }
    worksheet_set_row(sheet, row, height_of(lines), nullptr);
    ++row;
    for (const auto& head : table.head) write_row(sheet, table, head, row++);
    return row;
}

void SheetWriter::write_row(lxw_worksheet* sheet, const ReportTable& table, const TableRow& row, lxw_row_t at) {
    std::size_t lines = 1;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto& column = table.columns[i];
        const auto indent = column.kind == TableColumn::Kind::name ? row.indent : 0;
        const auto* cell = i < row.cells.size() ? &row.cells[i] : nullptr;
        const auto number = cell != nullptr && cell->figure ? cell_number(*cell->figure) : std::nullopt;
        if (number) {
            const auto shown = cell_format(*cell->figure, column.digits);
            worksheet_write_number(sheet, at, column_of(i), *number,
                                   format({row.weight, column.kind, indent, shown, false}));
            continue;
        }
        auto* own = format({row.weight, column.kind, indent, "", false});
        const auto text = cell == nullptr ? std::string()
                          : cell->figure  ? to_text(*cell->figure, marks_.language, column.digits)
                                          : cell_text(cell->text);
        if (text.empty())
            worksheet_write_blank(sheet, at, column_of(i), own);
        else
            worksheet_write_string(sheet, at, column_of(i), text.c_str(), own);
        const auto share = row.weight == Weight::normal ? 1.0 : bold_share;
        lines = std::max(lines, lines_in(text, (column.width - static_cast<double>(indent)) * share));
    }
    worksheet_set_row(sheet, at, height_of(lines), nullptr);
}

void SheetWriter::write_bottom(lxw_worksheet* sheet, const ReportTable& table, lxw_row_t row) {
    for (const auto& note : table.end_notes) write_line(sheet, table, row++, {note, 10, false, false});
    for (const auto& statement : marks_.statements) write_line(sheet, table, row++, {statement, 10, false, false});
}

}  // namespace parindex::report
