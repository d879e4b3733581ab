#pragma once
/// What a scored round says about its agencies beside their scores.

#include <string>
#include <vector>

#include "parindex/base/finding.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// A finding about an agency, at its line in the list of agencies.
[[nodiscard]] Finding agency_finding(std::string code, Severity severity, const Agency& agency, Text message,
                                     Text hint = {});

/// R101: the agency's group has no criteria set.
[[nodiscard]] Finding group_without_set(const Agency& agency);
/// R109: its numbers are too large for a total.
[[nodiscard]] Finding too_large(const Agency& agency);

/// Refused answers of the agency, where they stand.
void add_refusals(const Plan& plan, const Assessment& in_force, const Scorecard& scorecard, Findings& findings);

/// Why the agency cannot be ranked, or is ranked with a reservation: R103 blocked, R104 nothing applies, R108 exclusion
/// without a value.
void add_reservations(const Agency& agency, const Plan& plan, const AgencyResult& result, Findings& findings);

/// "a, b, c": ids for a message.
[[nodiscard]] std::string join(const std::vector<std::string>& ids);

}  // namespace parindex
