// The decision annex and scorecards as workbooks.

#include <filesystem>

#include "io/workbook_writer.hpp"
#include "parindex/report/annex.hpp"
#include "report/annex_tables.hpp"
#include "report/report_view.hpp"
#include "report/scorecard_table.hpp"
#include "report/sheet_writer.hpp"

namespace parindex {

namespace {

/// A workbook that `fill(view, sheets)` fills; nothing when there is no room for it.
template <class Fill>
std::optional<std::string> make_workbook(const ReportInput& input, std::vector<std::string> statements,
                                         const Fill& fill) {
    const report::ReportView view(input);
    try {
        io::WorkbookWriter workbook(report::cell_text(view.say(view.round().title)));
        report::SheetWriter sheets(workbook, {std::move(statements), view.warning(), view.language()});
        fill(view, sheets);
        return workbook.finish();
    } catch (const std::filesystem::filesystem_error&) {
        return std::nullopt;
    }
}

}  // namespace

std::optional<std::string> annex_workbook(const ReportInput& input) {
    return make_workbook(input, report::ReportView(input).statements(), [&](const auto& view, auto& sheets) {
        for (std::size_t group = 0; group < view.last().groups.size(); ++group)
            sheets.add(report::decision_table(input, group));
        if (view.self_stage()) {
            sheets.add(report::stage_totals_table(input));
            sheets.add(report::stage_changes_table(input));
        }
        sheets.add(report::losses_by_criterion_table(input));
        sheets.add(report::losses_by_agency_table(input));
        sheets.add(report::provenance_table(input));
    });
}

std::optional<std::string> scorecard_workbook(const ReportInput& input, std::size_t agency) {
    const report::ReportView view(input);
    const auto& set = view.set_of(view.last().agencies[agency]);
    return make_workbook(input, view.statements(set),
                         [&](const auto&, auto& sheets) { sheets.add(report::scorecard_table(input, agency)); });
}

}  // namespace parindex
