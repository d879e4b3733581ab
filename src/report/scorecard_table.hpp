#pragma once
/// The scorecard of one agency (phiếu điểm).

#include <cstddef>

#include "parindex/report/report_input.hpp"
#include "report/report_table.hpp"

namespace parindex::report {

/// Every node of the table: id, title, maximum, points at each stage that decides points, points of the survey, points in
/// force; evidence with what became of it, the agency's explanations, opinions of appraisers and council. Then the sums.
/// Survey points of a parent are the sum of its parts' where the parent itself is a sum.
[[nodiscard]] ReportTable scorecard_table(const ReportInput& input, std::size_t agency);

}  // namespace parindex::report
