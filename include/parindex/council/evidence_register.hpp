#pragma once
/// The register of documents: what each agency cites, for what, and what the appraisal said of it.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parindex/base/finding.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/model/assessment.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// What somebody said of a document as evidence for one criterion.
struct EvidenceJudgement {
    std::string criterion;
    std::size_t stage = 0;  ///< index in Round::stages
    std::string by;         ///< if recorded
    std::optional<Moment> at;
    bool accepted = false;
    std::string why;  ///< of a refusal
};

/// One document of one agency.
struct RegisteredDocument {
    Evidence document;                          ///< as described last; one that is only cited has its id as number
    std::string stage;                          ///< id of the stage that described or cited it first
    std::vector<std::string> criteria;          ///< that cite it, in table order
    std::vector<std::string> facts;             ///< that cite it, by id
    std::vector<EvidenceJudgement> judgements;  ///< in the order of the stages, then of the criteria
};

/// The documents of an agency up to the stage of the result: described ones in the order of the files, then those that
/// are only cited, by id. Pre: `agency` is an index in Round::agencies.
[[nodiscard]] std::vector<RegisteredDocument> evidence_register(const Round& round, const RoundResult& result,
                                                                std::size_t agency);

/// A number and sign taken apart: "07/2023/QĐ-UBND".
struct DocumentNumber {
    std::string number;       ///< "07", "12a"
    std::optional<int> year;  ///< of a legal norm
    std::string sign;         ///< "QĐ-UBND"
};

/// Reads number and sign as Vietnamese documents bear them: digits, a year for legal norms, and a sign of capitalised
/// parts joined by hyphens (Nghị định 30/2020/NĐ-CP, Phụ lục I and III); also the party's form "12-CTr/TU", and national
/// standards, "TCVN ISO 9001:2015". Nothing for anything else.
[[nodiscard]] std::optional<DocumentNumber> parse_document_number(std::string_view text);

/// Checks of the register that one agency's data checks do not make (those are D104 to D106):
///
/// * D321 a number and sign of another form
/// * D322 (note) a number under 10 without the leading zero
/// * D323 the year in a number differs from the year of the document's date
/// * D324 one document serving more criteria than the round's `document_for_at_most`
///
/// No check changes a score.
[[nodiscard]] Findings check_evidence_register(const Round& round, const RoundResult& result);

}  // namespace parindex
