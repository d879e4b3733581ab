#include "report/column_fit.hpp"

#include <algorithm>
#include <numeric>
#include <sstream>

namespace parindex::report {

namespace {

using Kind = TableColumn::Kind;

constexpr int cell_margins = 130;     // both sides and the rules
constexpr int name_characters = 22;   // a name may be broken into lines of this length
constexpr int remark_characters = 9;  // so may remarks
constexpr int smallest_letters = 14;
constexpr int smallest_upright_letters = 22;

std::size_t longest_word(const std::string& text) {
    std::size_t longest = 0;
    std::istringstream words(text);
    for (std::string word; words >> word;) longest = std::max(longest, display_width(word));
    return longest;
}

bool is_flexible(const TableColumn& column) { return column.kind == Kind::name || column.kind == Kind::text; }

/// Characters that must stand in one line of the column: of its figures, and of words in its head, which is bold.
struct Needed {
    std::size_t figure = 0;
    std::size_t word = 0;
};

Needed needed_by(const ReportTable& table, std::size_t i, Language language) {
    const auto& column = table.columns[i];
    Needed needed{0, longest_word(column.title)};
    const auto look = [&](const TableRow& row) {
        const auto& cell = row.cells[i];
        if (cell.figure)
            needed.figure = std::max(needed.figure, display_width(to_text(*cell.figure, language, column.digits)));
        else if (!is_flexible(column))
            needed.word = std::max(needed.word, longest_word(cell.text));
    };
    for (const auto& row : table.head) look(row);
    for (const auto& row : table.rows) look(row);
    if (column.kind == Kind::name) needed.word = std::max<std::size_t>(needed.word, name_characters);
    if (column.kind == Kind::text) needed.word = std::max<std::size_t>(needed.word, remark_characters);
    return needed;
}

/// A digit of Times New Roman is half as wide as the letters are high, a bold letter a little more: in twips, with
/// letters in half points, 5 and 5.6.
int width_of(const Needed& needed, int letters) {
    const auto figure = static_cast<int>(needed.figure) * letters * 52 / 10;
    const auto word = static_cast<int>(needed.word) * letters * 56 / 10;
    return std::max(figure, word) + cell_margins;
}

std::vector<int> widths_of(const std::vector<Needed>& needed, int letters) {
    std::vector<int> widths;
    for (const auto& one : needed) widths.push_back(width_of(one, letters));
    return widths;
}

/// Room that is left goes to names and remarks, or to all columns when there are none.
void spread(const ReportTable& table, int room, std::vector<int>& widths) {
    const auto flexible = std::count_if(table.columns.begin(), table.columns.end(), is_flexible);
    const auto each =
        room / static_cast<int>(flexible > 0 ? flexible : std::max<std::ptrdiff_t>(1, std::ssize(widths)));
    for (std::size_t i = 0; i < widths.size(); ++i)
        if (flexible == 0 || is_flexible(table.columns[i])) widths[i] += each;
}

}  // namespace

ColumnFit fit_columns(const ReportTable& table, Language language) {
    std::vector<Needed> needed;
    for (std::size_t i = 0; i < table.columns.size(); ++i) needed.push_back(needed_by(table, i, language));
    ColumnFit fit;
    for (const bool landscape : {false, true}) {
        fit.page.landscape = landscape;
        const auto smallest = landscape ? smallest_letters : smallest_upright_letters;
        for (fit.letters = 26; fit.letters >= smallest; --fit.letters) {
            fit.widths = widths_of(needed, fit.letters);
            const auto room = fit.page.text_width() - std::accumulate(fit.widths.begin(), fit.widths.end(), 0);
            if (room < 0) continue;
            spread(table, room, fit.widths);
            return fit;
        }
    }
    // Too wide for any page: every column gives way by the same share.
    fit.letters = smallest_letters;
    const auto sum = std::accumulate(fit.widths.begin(), fit.widths.end(), 0);
    for (auto& width : fit.widths) width = width * fit.page.text_width() / sum;
    return fit;
}

}  // namespace parindex::report
