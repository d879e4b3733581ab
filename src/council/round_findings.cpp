#include "council/round_findings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace parindex {

namespace {

/// Where the input stands that the leaf is scored from: its answer, else the first fact that its rule uses.
Location input_location(const Criterion& criterion, const Assessment& in_force) {
    if (const auto answer = in_force.answers.find(criterion.id); answer != in_force.answers.end())
        return answer->second.location;
    if (criterion.rule)
        for (const auto& e : expressions_of(*criterion.rule))
            for (const auto& name : fact_names(*e.expression))
                if (const auto fact = in_force.facts.find(name); fact != in_force.facts.end())
                    return fact->second.location;
    Location location;
    location.file = in_force.file;
    return location;
}

}  // namespace

std::string join(const std::vector<std::string>& ids) { return excerpt(fmt::format("{}", fmt::join(ids, ", ")), 300); }

Finding agency_finding(std::string code, Severity severity, const Agency& agency, Text message, Text hint) {
    Finding finding;
    finding.code = std::move(code);
    finding.severity = severity;
    finding.location = agency.location;
    finding.agency = agency.id;
    finding.message = std::move(message);
    finding.hint = std::move(hint);
    return finding;
}

Finding group_without_set(const Agency& agency) {
    return agency_finding(
        "R101", Severity::error, agency,
        {fmt::format("{}: nhóm \"{}\" không có bộ tiêu chí", agency.id, excerpt(agency.group)),
         fmt::format("{}: group \"{}\" has no criteria set", agency.id, excerpt(agency.group)),
         {}},
        {"thêm nhóm này vào mục criteria của round.json", "add the group to criteria in round.json", {}});
}

Finding too_large(const Agency& agency) {
    return agency_finding(
        "R109", Severity::error, agency,
        {agency.id + ": số quá lớn để tính điểm tổng", agency.id + ": numbers too large to compute a total", {}});
}

void add_refusals(const Plan& plan, const Assessment& in_force, const Scorecard& scorecard, Findings& findings) {
    for (std::size_t i = 0; i < scorecard.nodes.size(); ++i) {
        const auto& refusal = scorecard.nodes[i].refusal;
        if (!refusal) continue;
        const auto& criterion = *plan.nodes()[i].criterion;
        Finding finding;
        finding.code = refusal->code;
        finding.location = input_location(criterion, in_force);
        finding.criterion = criterion.id;
        finding.agency = in_force.agency;
        finding.message = refusal->message;
        finding.hint = refusal->hint;
        findings.push_back(std::move(finding));
    }
}

void add_reservations(const Agency& agency, const Plan& plan, const AgencyResult& result, Findings& findings) {
    const auto& total = result.scorecard.total;
    if (result.not_ranked == NotRanked::blocked) {
        const auto open = join(total.blocked_by);
        findings.push_back(agency_finding(
            "R103", Severity::warning, agency,
            {fmt::format("{}: chưa có điểm tổng, còn chờ {}", agency.id, open),
             fmt::format("{}: no total yet, it waits for {}", agency.id, open),
             {}},
            {"chấm hoặc nêu trạng thái cho các tiêu chí này", "score these criteria, or give their state", {}}));
    }
    if (result.not_ranked == NotRanked::no_total && plan.set().max && total.assigned.is_zero())
        findings.push_back(agency_finding("R104", Severity::warning, agency,
                                          {agency.id + ": không tiêu chí nào được tính, nên không có điểm tổng",
                                           agency.id + ": no criterion counts, so there is no total",
                                           {}}));
    if (result.standing.undecided_exclusions.empty()) return;
    const auto ids = join(result.standing.undecided_exclusions);
    findings.push_back(
        agency_finding("R108", Severity::warning, agency,
                       {fmt::format("{}: không xác định được điều kiện loại {}; coi như không áp dụng", agency.id, ids),
                        fmt::format("{}: exclusion {} cannot be decided; taken as not applying", agency.id, ids),
                        {}},
                       {"bổ sung số liệu mà điều kiện cần", "give the figures that its condition needs", {}}));
}

}  // namespace parindex
