#pragma once
/// How a table is fitted onto a page: letters, direction of the page, widths of the columns.

#include <vector>

#include "parindex/base/text.hpp"
#include "report/docx_writer.hpp"
#include "report/report_table.hpp"

namespace parindex::report {

struct ColumnFit {
    PageSetup page;
    int letters = 24;         ///< half points
    std::vector<int> widths;  ///< twips, as the columns
};

/// The upright page with letters of at least 11 pt when no figure or word has to be broken, else the page on its side with
/// the largest letters that do; 7 pt at least. Widths of letters are estimates for Times New Roman.
[[nodiscard]] ColumnFit fit_columns(const ReportTable& table, Language language);

}  // namespace parindex::report
