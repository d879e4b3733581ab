#include "report/report_table.hpp"

#include <algorithm>

namespace parindex::report {

void align_decimals(ReportTable& table) {
    const auto widen = [&](const TableRow& row) {
        for (std::size_t i = 0; i < row.cells.size() && i < table.columns.size(); ++i)
            if (const auto& figure = row.cells[i].figure)
                table.columns[i].digits = std::max(table.columns[i].digits, figure->digits());
    };
    for (const auto& row : table.head) widen(row);
    for (const auto& row : table.rows) widen(row);
}

}  // namespace parindex::report
