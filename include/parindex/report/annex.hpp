#pragma once
/// What a council hands over: the annex of a decision with the results, as a workbook and as a document, and one
/// scorecard (phiếu điểm) for each agency.
///
/// Every figure is the engine's own, rounded as published; each document carries the statements of the round and of its
/// criteria sets. Same input, same bytes. Texts of the round are never run as formulas or taken for markup.

#include <cstddef>
#include <optional>
#include <string>

#include "parindex/base/date.hpp"
#include "parindex/report/report_input.hpp"

namespace parindex {

/// What the issuing body gives. What is empty is left as dots to be filled in by hand.
struct Decision {
    std::string number;  ///< with its sign: "216/QĐ-UBND"
    std::optional<Date> date;
    std::string issuer;        ///< "Ủy ban nhân dân thành phố Hải Phòng"
    std::string place;         ///< "Hải Phòng"
    std::string signer;        ///< name
    std::string signer_title;  ///< authority and office; ";" begins a new line: "TM. ỦY BAN NHÂN DÂN; CHỦ TỊCH"
};

/// Workbook (XLSX): a sheet with the results of each group; totals and points of the stages against each other; criteria
/// below their maximum, by criterion and by agency; provenance. Nothing when there is no room for it (full disk).
[[nodiscard]] std::optional<std::string> annex_workbook(const ReportInput& input);

/// Document (DOCX): the results of each group in the form of an administrative document of Vietnam (Nghị định
/// 30/2020/NĐ-CP, Phụ lục I, as far as it is known here). A draft until the decision has a number and a date; data and
/// criteria that are no authority's are named as such in the document itself, on every page. Nothing when memory does
/// not suffice.
[[nodiscard]] std::optional<std::string> annex_document(const ReportInput& input, const Decision& decision);

/// Workbook with one agency's scorecard: every criterion with its points at each stage, evidence, explanations and
/// opinions. Nothing when there is no room for it. Pre: `agency` is an index in Round::agencies.
[[nodiscard]] std::optional<std::string> scorecard_workbook(const ReportInput& input, std::size_t agency);

}  // namespace parindex
