#include "explain.hpp"

#include <utility>

#include "findings.hpp"
#include "parindex/analysis/all_checks.hpp"
#include "parindex/io/round_folder.hpp"

namespace parindex::python {

namespace {

/// The totals of the round before, as they stand at its last stage.
void add_previous_totals(const Scored& scored, Round& round) {
    auto previous = load_round(round.previous_folder, {}, scored.edition);
    if (!previous.is_clean()) raise("RoundError", previous.findings);
    const auto result = evaluate_round(*previous.value, previous.value->stages.size() - 1, 0);
    if (!result.value) raise("RoundError", result.findings);
    for (const auto& one : result.value->agencies)
        if (one.scorecard.total.rounded)
            round.previous_totals[previous.value->agencies[one.agency].id] = *one.scorecard.total.rounded;
}

}  // namespace

Findings checks_of(const Scored& scored) {
    auto findings = scored.last().findings;
    Findings found;
    if (scored.round->previous_folder.empty()) {
        found = check_all(*scored.round, scored.stages);
    } else {
        auto round = *scored.round;
        add_previous_totals(scored, round);
        found = check_all(round, scored.stages);
    }
    findings.insert(findings.end(), found.begin(), found.end());
    return findings;
}

std::size_t agency_index(const Round& round, const std::string& id) {
    for (std::size_t i = 0; i < round.agencies.size(); ++i)
        if (round.agencies[i].id == id) return i;
    raise("RoundError", {misuse("C102", {"không có đơn vị \"" + id + "\" trong đợt này",
                                         "there is no agency \"" + id + "\" in this round",
                                         {}})});
}

std::size_t stage_index(const Round& round, const std::string& id) {
    if (const auto index = round.stage_index(id)) return *index;
    std::string known;
    for (const auto& one : round.stages) known += (known.empty() ? "" : ", ") + one.id;
    raise("RoundError", {misuse("C101", {"không có giai đoạn \"" + id + "\"; đợt này có: " + known,
                                         "there is no stage \"" + id + "\"; this round has: " + known,
                                         {}})});
}

std::size_t node_index(const Plan& plan, const std::string& criterion) {
    if (const auto index = plan.index_of(criterion)) return *index;
    raise("RoundError", {misuse("C103", {"không có tiêu chí \"" + criterion + "\" trong bộ tiêu chí của đơn vị này",
                                         "there is no criterion \"" + criterion + "\" in this agency's criteria set",
                                         {}})});
}

}  // namespace parindex::python
