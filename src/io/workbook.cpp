#include "io/workbook.hpp"

#include <algorithm>

#include "parindex/base/text.hpp"

namespace parindex::io {

const Cell* Sheet::find(CellAddress at) const {
    const auto found = std::lower_bound(cells.begin(), cells.end(), at,
                                        [](const Entry& entry, CellAddress wanted) { return entry.at < wanted; });
    return found != cells.end() && found->at == at ? &found->cell : nullptr;
}

const Sheet* Workbook::find(std::string_view name) const {
    const std::string key = to_match_key(name);
    const auto found =
        std::find_if(sheets.begin(), sheets.end(), [&](const Sheet& sheet) { return to_match_key(sheet.name) == key; });
    return found == sheets.end() ? nullptr : &*found;
}

Location Workbook::place(const Sheet& sheet, CellAddress at) const {
    return {file, 0, 0, excerpt(sheet.name) + "!" + cell_name(at.row, at.column)};
}

}  // namespace parindex::io
