#include "parindex/io/text_table.hpp"

#include <algorithm>

#include "parindex/base/rational.hpp"
#include "parindex/base/text.hpp"

namespace parindex {

namespace {

std::string pad(const std::string& cell, std::size_t width, Align align) {
    const auto own = display_width(cell);
    const std::string space(width > own ? width - own : 0, ' ');
    return align == Align::left ? cell + space : space + cell;
}

void drop_trailing_space(std::string& line) { line.erase(line.find_last_not_of(' ') + 1); }

std::string csv_cell(const std::string& cell) {
    std::string text = cell;
    const bool formula = !text.empty() && std::string("=+-@\t\r").find(text.front()) != std::string::npos;
    if (formula && !parse_rational(text)) text.insert(text.begin(), '\'');
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace

std::string to_text(const TextTable& table, std::size_t widest) {
    std::vector<std::vector<std::string>> lines;
    lines.emplace_back();
    for (const auto& column : table.columns) lines.back().push_back(column.title);
    for (const auto& row : table.rows) {
        lines.emplace_back();
        for (const auto& cell : row) lines.back().push_back(excerpt(cell, widest));
    }
    std::vector<std::size_t> widths(table.columns.size(), 0);
    for (const auto& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], display_width(line[i]));
    std::string text;
    for (std::size_t r = 0; r < lines.size(); ++r) {
        std::string line;
        for (std::size_t i = 0; i < lines[r].size(); ++i)
            line += (i == 0 ? "" : "  ") + pad(lines[r][i], widths[i], table.columns[i].align);
        drop_trailing_space(line);
        text += line + "\n";
        if (r > 0) continue;
        std::string rule;
        for (std::size_t i = 0; i < widths.size(); ++i) rule += (i == 0 ? "" : "  ") + std::string(widths[i], '-');
        text += rule + "\n";
    }
    return text;
}

std::string to_csv(const TextTable& table) {
    std::string text = "\xEF\xBB\xBF";
    const auto add = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) text += (i == 0 ? "" : ",") + csv_cell(cells[i]);
        text += "\r\n";
    };
    std::vector<std::string> titles;
    for (const auto& column : table.columns) titles.push_back(column.title);
    add(titles);
    for (const auto& row : table.rows) add(row);
    return text;
}

}  // namespace parindex
