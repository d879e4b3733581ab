#include "io/json_syntax.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace parindex::io {

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The last character before `offset` that is not white space, or 0.
char before(std::string_view text, std::size_t offset) {
    while (offset > 0 && is_space(text[offset - 1])) --offset;
    return offset == 0 ? '\0' : text[offset - 1];
}

bool is_end_of_value(char c) { return c == '"' || c == ']' || c == '}' || is_digit(c) || c == 'e' || c == 'l'; }

bool is_start_of_value(char c) { return c == '"' || c == '[' || c == '{' || c == '-' || is_digit(c); }

bool is_decimal_comma(std::string_view text, std::size_t offset) {
    return offset >= 2 && is_digit(text[offset]) && text[offset - 1] == ',' && is_digit(text[offset - 2]);
}

/// A string that does not end in the line in which it begins.
bool is_open_string(std::string_view text, std::size_t offset) {
    const std::size_t end = text.find_first_of("\"\r\n", offset + 1);
    return text[offset] == '"' && end != std::string_view::npos && text[end] != '"';
}

Text hint_for(std::string_view text, std::size_t offset) {
    const char found = text[offset];
    const char previous = before(text, offset);
    if (is_decimal_comma(text, offset)) {
        return {"Số thập phân viết bằng dấu chấm: 0.5.", "A decimal number is written with a point: 0.5.", {}};
    }
    if (previous == ',' && (found == ']' || found == '}')) {
        return {"Bỏ dấu phẩy cuối trước dấu ngoặc đóng.", "Remove the last comma before the closing bracket.", {}};
    }
    if (found == '\'') return {"Dùng dấu nháy kép \".", "Use double quotes \".", {}};
    if (found == '/' || found == '#') return {"JSON không có chú thích.", "JSON has no comments.", {}};
    if (is_open_string(text, offset)) {
        return {
            "Thiếu dấu nháy kép đóng chuỗi ở dòng này?", "Is the closing quote of a string missing in this line?", {}};
    }
    if (is_end_of_value(previous) && is_start_of_value(found)) {
        return {
            "Thiếu dấu phẩy hoặc dấu hai chấm trước chỗ này?", "Is a comma or colon missing before this place?", {}};
    }
    return {};
}

Location location_of(std::string_view text, std::size_t offset, const std::string& file) {
    const std::string_view head = text.substr(0, offset);
    const std::size_t newline = head.rfind('\n');
    const std::size_t line_start = newline == std::string_view::npos ? 0 : newline + 1;
    const auto line = static_cast<std::size_t>(std::count(head.begin(), head.end(), '\n')) + 1;
    return {file, line, offset - line_start + 1, {}};
}

}  // namespace

void report_syntax_error(std::string_view text, std::size_t position, std::size_t next_token, const std::string& file,
                         Report& report) {
    // The parser reads one position past the text when it wanted more.
    if (position > text.size()) {
        std::size_t end = text.size();
        while (end > 0 && is_space(text[end - 1])) --end;
        report.error("F010", location_of(text, end, file),
                     {"tệp dừng giữa chừng: còn dấu ngoặc hoặc chuỗi chưa đóng",
                      "the file ends too early: a bracket or a string is still open",
                      {}},
                     {"Chép lại tệp, hoặc đóng các dấu ngoặc.", "Copy the file again, or close the brackets.", {}});
        return;
    }
    // A separator too many stands before the next token.
    const std::size_t offset = std::min({next_token, position == 0 ? 0 : position - 1, text.size() - 1});
    const std::string_view line_rest = text.substr(offset, text.substr(offset).find_first_of("\r\n"));
    report.error("F010", location_of(text, offset, file),
                 {fmt::format("cú pháp JSON sai từ chỗ này: {}", excerpt(line_rest, 40)),
                  fmt::format("not JSON from here on: {}", excerpt(line_rest, 40)),
                  {}},
                 hint_for(text, offset));
}

}  // namespace parindex::io
