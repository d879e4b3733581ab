#include "io/form_sheet.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "parindex/base/rounding.hpp"
#include "parindex/io/result_json.hpp"

namespace parindex::io {

namespace {

// What spreadsheet programs take, in characters.
constexpr std::size_t longest_cell = 32'767;
constexpr std::size_t longest_prompt = 255;
constexpr std::size_t longest_footer = 200;

/// Height of a line of the typeface, in points, and how many of its letters go into one character of a column's width.
constexpr double line_height = 14.5;
constexpr double letters_per_width = 1.17;

/// The highest row that spreadsheet programs take, in points.
constexpr double highest_row = 409;

/// Significant digits that every spreadsheet program keeps of a number.
constexpr std::size_t kept_digits = 15;

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

std::string column_letters(Column column) {
    std::array<char, LXW_MAX_COL_NAME_LENGTH> buffer{};
    lxw_col_to_name(buffer.data(), column, LXW_FALSE);
    return buffer.data();
}

bool is_exact_number(const std::string& decimal) {
    const auto digits = static_cast<std::size_t>(
        std::count_if(decimal.begin(), decimal.end(), [](char c) { return c >= '0' && c <= '9'; }));
    return digits <= kept_digits;
}

/// Writes a scalar as the kind of cell that holds it best.
struct WriteScalar {
    FormSheet& sheet;
    Row row;
    Column column;
    CellStyle style;
    FormStyles& styles;
    Language language;

    void operator()(const Rational& value) const {
        const auto decimal = to_exact_decimal(value);
        if (decimal && is_exact_number(*decimal)) return sheet.number(row, column, value, style);
        sheet.text(row, column, exact_text(value), style);
    }
    void operator()(bool value) const {
        const char* word = language == Language::vi ? (value ? "có" : "không") : (value ? "yes" : "no");
        sheet.text(row, column, word, style);
    }
    void operator()(const std::string& value) const { sheet.text(row, column, value, style); }
    void operator()(const Date& value) const {
        auto as_date = style;
        as_date.number = "dd/mm/yyyy";
        lxw_datetime moment{};
        moment.year = value.year();
        moment.month = static_cast<int>(value.month());
        moment.day = static_cast<int>(value.day());
        // Days before 1900 do not exist in spreadsheets.
        if (value.year() < 1900) return sheet.text(row, column, value.to_vietnamese(), style);
        (void)worksheet_write_datetime(sheet.get(), row, column, &moment, styles.get(as_date));
    }
    void operator()(const Never&) const {
        sheet.text(row, column, language == Language::vi ? "chưa thực hiện" : "never", style);
    }
};

}  // namespace

std::string absolute(Row row, Column column) { return fmt::format("${}${}", column_letters(column), row + 1); }

std::string in_column(Row row, Column column) { return fmt::format("${}{}", column_letters(column), row + 1); }

std::string reference(const std::string& sheet, Row row, Column column) {
    return fmt::format("'{}'!{}", sheet, absolute(row, column));
}

std::string reference(const std::string& sheet, Row first, Row last, Column column) {
    return fmt::format("'{}'!{}:{}", sheet, absolute(first, column), absolute(last, column));
}

std::size_t count_lines(std::string_view text, double width) {
    const auto capacity = std::max(1.0, width * letters_per_width);
    std::size_t lines = 0;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        const auto letters = static_cast<double>(count_characters(text.substr(begin, end - begin)));
        lines += std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(letters / capacity)));
        begin = end + 1;
    }
    return lines;
}

std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + "\"";
}

std::string cut(const std::string& text, std::size_t limit) {
    if (count_characters(text) <= limit) return text;
    std::size_t end = 0;
    std::size_t characters = 0;
    while (end < text.size() && (!begins_character(text[end]) || ++characters < limit)) ++end;
    return text.substr(0, end) + "…";
}

FormSheet::FormSheet(lxw_workbook* workbook, FormStyles& styles, std::string name)
    : name_(std::move(name)), sheet_(workbook_add_worksheet(workbook, name_.c_str())), styles_(styles) {
    if (sheet_ == nullptr) throw std::logic_error("not a name of a worksheet: " + name_);
    worksheet_gridlines(sheet_, LXW_HIDE_ALL_GRIDLINES);
}

void FormSheet::text(Row row, Column column, const std::string& text, const CellStyle& style) {
    (void)worksheet_write_string(sheet_, row, column, cut(text, longest_cell).c_str(), styles_.get(style));
}

void FormSheet::number(Row row, Column column, const Rational& value, const CellStyle& style) {
    (void)worksheet_write_number(sheet_, row, column, value.to_double(), styles_.get(style));
}

void FormSheet::value(Row row, Column column, const ScalarValue& value, CellStyle style, Language language) {
    std::visit(WriteScalar{*this, row, column, std::move(style), styles_, language}, value);
}

void FormSheet::formula(Row row, Column column, const std::string& formula, const CellStyle& style) {
    (void)worksheet_write_formula_str(sheet_, row, column, formula.c_str(), styles_.get(style), "");
}

void FormSheet::paragraph(Row row, Column first, Column last, const std::string& text, const CellStyle& style,
                          double width) {
    const auto content = cut(text, longest_cell);
    if (first == last)
        this->text(row, first, content, style);
    else
        (void)worksheet_merge_range(sheet_, row, first, row, last, content.c_str(), styles_.get(style));
    reserve_lines(row, count_lines(content, width));
}

void FormSheet::reserve_lines(Row row, std::size_t lines) {
    const auto height = static_cast<double>(lines) * line_height + 4;
    (void)worksheet_set_row(sheet_, row, std::min(height, highest_row), nullptr);
}

void FormSheet::validate(const CellArea& area, const Validation& validation) {
    auto source = validation.source;
    auto lowest = validation.lowest;
    auto highest = validation.highest;
    auto hint = cut(validation.hint, longest_prompt);
    auto error = cut(validation.error, longest_prompt);
    lxw_data_validation rule{};
    rule.ignore_blank = LXW_VALIDATION_ON;
    rule.show_input = LXW_VALIDATION_ON;
    rule.show_error = LXW_VALIDATION_ON;
    rule.dropdown = LXW_VALIDATION_ON;
    rule.error_type = LXW_VALIDATION_ERROR_TYPE_STOP;
    if (!hint.empty()) rule.input_message = hint.data();
    if (!error.empty()) rule.error_message = error.data();
    if (validation.kind == Validation::Kind::list || validation.kind == Validation::Kind::formula) {
        rule.validate = validation.kind == Validation::Kind::list ? LXW_VALIDATION_TYPE_LIST_FORMULA
                                                                  : LXW_VALIDATION_TYPE_CUSTOM_FORMULA;
        rule.value_formula = source.data();
    } else {
        rule.validate = validation.kind == Validation::Kind::whole ? LXW_VALIDATION_TYPE_INTEGER_FORMULA
                                                                   : LXW_VALIDATION_TYPE_DECIMAL_FORMULA;
        if (highest.empty()) {
            rule.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
            rule.value_formula = lowest.data();
        } else {
            rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
            rule.minimum_formula = lowest.data();
            rule.maximum_formula = highest.data();
        }
    }
    const auto failure = worksheet_data_validation_range(sheet_, area.first_row, area.first_column, area.last_row,
                                                         area.last_column, &rule);
    if (failure != LXW_NO_ERROR) throw std::logic_error(std::string("data validation: ") + lxw_strerror(failure));
}

void FormSheet::color_when(const CellArea& area, const std::string& formula, lxw_format* format) {
    auto condition_text = formula;
    lxw_conditional_format condition{};
    condition.type = LXW_CONDITIONAL_TYPE_FORMULA;
    condition.value_string = condition_text.data();
    condition.format = format;
    const auto failure = worksheet_conditional_format_range(sheet_, area.first_row, area.first_column, area.last_row,
                                                            area.last_column, &condition);
    if (failure != LXW_NO_ERROR) throw std::logic_error(std::string("conditional format: ") + lxw_strerror(failure));
}

void FormSheet::protect() {
    lxw_protection allowed{};
    allowed.format_columns = LXW_TRUE;
    allowed.format_rows = LXW_TRUE;
    allowed.autofilter = LXW_TRUE;
    worksheet_protect(sheet_, nullptr, &allowed);
}

void FormSheet::set_up_printing(Row first_heading, Row last_heading, const std::string& footer) {
    constexpr uint8_t a4 = 9;
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, a4);
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_set_margins(sheet_, 0.4, 0.4, 0.5, 0.6);
    if (last_heading > 0) (void)worksheet_repeat_rows(sheet_, first_heading, last_heading);
    std::string safe;  // "&" begins a code in footers
    for (const char c : cut(footer, longest_footer / 2)) safe += c == '&' ? std::string("&&") : std::string(1, c);
    (void)worksheet_set_footer(sheet_, ("&L&9" + safe + "&R&9&P/&N").c_str());
}

}  // namespace parindex::io
