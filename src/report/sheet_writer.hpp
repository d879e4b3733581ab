#pragma once
/// Tables of a report as sheets of a workbook: real numbers that show the published digits, fixed heads, A4 pages.

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "io/workbook_writer.hpp"
#include "parindex/base/text.hpp"
#include "report/report_table.hpp"

namespace parindex::report {

/// Writes one table after the other into a workbook, which must outlive it. A table with more rows than a sheet holds
/// goes on in further sheets.
class SheetWriter {
public:
    struct Marks {
        std::vector<std::string> statements;  ///< below every table
        std::string warning;                  ///< above every table and on every printed page; empty: none
        Language language = Language::vi;
    };

    SheetWriter(io::WorkbookWriter& workbook, Marks marks) : workbook_(workbook), marks_(std::move(marks)) {}

    void add(const ReportTable& table);

private:
    /// Weight, kind of column, indent, format of numbers, whether it is the head.
    using FormatKey = std::tuple<Weight, TableColumn::Kind, std::size_t, std::string, bool>;

    struct Line {
        std::string text;
        double size;  ///< of the letters, points
        bool is_bold;
        bool is_warning;
    };

    [[nodiscard]] lxw_worksheet* add_sheet(const std::string& name);
    void add_part(const ReportTable& table, std::size_t first, std::size_t last);
    [[nodiscard]] lxw_row_t write_top(lxw_worksheet* sheet, const ReportTable& table);
    [[nodiscard]] lxw_row_t write_head(lxw_worksheet* sheet, const ReportTable& table, lxw_row_t row);
    /// A text across the whole table.
    void write_line(lxw_worksheet* sheet, const ReportTable& table, lxw_row_t row, const Line& line);
    void write_row(lxw_worksheet* sheet, const ReportTable& table, const TableRow& row, lxw_row_t at);
    void write_bottom(lxw_worksheet* sheet, const ReportTable& table, lxw_row_t row);
    void set_up_page(lxw_worksheet* sheet, const ReportTable& table) const;
    lxw_format* format(const FormatKey& key);
    lxw_format* plain(double size, bool is_bold, bool is_warning);

    io::WorkbookWriter& workbook_;
    Marks marks_;
    std::set<std::string> names_;
    std::map<FormatKey, lxw_format*> formats_;
    std::map<std::tuple<double, bool, bool>, lxw_format*> plain_formats_;
};

/// What a cell can hold: at most 16,000 characters, control characters made visible, lines kept.
[[nodiscard]] std::string cell_text(const std::string& text);

}  // namespace parindex::report
