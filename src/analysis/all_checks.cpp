#include "parindex/analysis/all_checks.hpp"

#include "parindex/analysis/survey_checks.hpp"
#include "parindex/council/appraisal_checks.hpp"
#include "parindex/council/evidence_register.hpp"
#include "parindex/council/round_checks.hpp"

namespace parindex {

Findings check_all(const Round& round, const std::vector<RoundResult>& stages) {
    Findings findings;
    for (const auto& found : {check_round(round, stages.back()), check_appraisal(round, stages),
                              check_evidence_register(round, stages.back()), check_surveys(round, stages.size() - 1)})
        findings.insert(findings.end(), found.begin(), found.end());
    return findings;
}

}  // namespace parindex
