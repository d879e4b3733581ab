#pragma once
/// Everything about one agency's points, as the program prints it: explanations, their trails, the checks that concern
/// them, and where the data and the criteria come from.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "parindex/base/text.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/io/result_json.hpp"
#include "parindex/model/criteria_set.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// Explains one node of an agency, or every node and the total, at the last of the stages.
/// Pre: `stages` came from evaluate_stages of this round, not empty; `agency` is an index in Round::agencies, `node` one
/// in the nodes of its plan. The result points into both.
[[nodiscard]] AgencyExplanation explain_agency(const Round& round, const std::vector<RoundResult>& stages,
                                               std::size_t agency, std::optional<std::size_t> node = {});

/// The explanations as a person reads them, one after the other, then the total and where all of it comes from.
[[nodiscard]] std::string to_text(const Round& round, const AgencyExplanation& explained, Language language);

/// The round's statement, if it has one, and the status and statement of every set in use, one a line.
[[nodiscard]] std::string provenance_lines(const Round& round, const RoundResult& result, Language language);
/// The same with one set.
[[nodiscard]] std::string provenance_lines(const Round& round, const CriteriaSet& set, Language language);

}  // namespace parindex
