#pragma once
/// The tables of the decision annex, each made once for the workbook and the document.

#include <cstddef>
#include <string>
#include <vector>

#include "parindex/report/report_input.hpp"
#include "report/report_table.hpp"

namespace parindex::report {

/// Results of one group: TT, agency, points of every domain, total, index (%), rank, class, remarks; below the head the
/// maxima. Agencies in the order of the ranking. `group` is an index in the last result's groups.
[[nodiscard]] ReportTable decision_table(const ReportInput& input, std::size_t group);

/// Totals of every agency at every stage that decides points, and what the last one changed against the first.
[[nodiscard]] ReportTable stage_totals_table(const ReportInput& input);

/// Every leaf whose points or state at the last stage differ from the self-assessment, with the reason.
[[nodiscard]] ReportTable stage_changes_table(const ReportInput& input);

/// Criteria by the points that all agencies of a group lost on them, most first. Losses are added up as shown.
[[nodiscard]] ReportTable losses_by_criterion_table(const ReportInput& input);

/// Every criterion of every agency below its maximum: points lost, state or reason, what more points need.
[[nodiscard]] ReportTable losses_by_agency_table(const ReportInput& input);

/// What was scored, by which criteria and rules, from what data.
[[nodiscard]] ReportTable provenance_table(const ReportInput& input);

}  // namespace parindex::report
