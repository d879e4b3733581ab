#include "parindex/engine/lint.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "engine/lint_parts.hpp"
#include "parindex/engine/plan.hpp"

namespace parindex {

namespace {

/// The set is borrowed for the length of the call; the plan does not outlive it.
Findings compile_findings(const CriteriaSet& set) {
    const std::shared_ptr<const CriteriaSet> borrowed(std::shared_ptr<const CriteriaSet>(), &set);
    return Plan::compile(borrowed).findings;
}

void mark_known(const CriteriaSet& set, Findings& findings) {
    for (std::size_t i = 0; i < set.known_findings.size(); ++i) {
        const auto& known = set.known_findings[i];
        bool occurs = false;
        for (auto& finding : findings) {
            if (finding.code != known.code || finding.criterion != known.criterion) continue;
            occurs = true;
            finding.accepted = true;
            finding.accepted_reason = known.why;
        }
        // The printed edition may lack what only the corrected one shows, and the other way round.
        if (occurs || !set.corrections.empty()) continue;
        findings.push_back(lint_finding("L503", Severity::warning, fmt::format("/known_findings/{}", i),
                                        known.criterion,
                                        {fmt::format("lỗi {} đã khai là biết trước không còn xuất hiện", known.code),
                                         fmt::format("the known finding {} does not occur any more", known.code),
                                         {}},
                                        {"bỏ mục này khỏi known_findings", "remove it from known_findings", {}}));
    }
}

}  // namespace

Finding lint_finding(std::string code, Severity severity, std::string pointer, std::string criterion, Text message,
                     Text hint) {
    Finding finding;
    finding.code = std::move(code);
    finding.severity = severity;
    finding.location.pointer = std::move(pointer);
    finding.criterion = std::move(criterion);
    finding.message = std::move(message);
    finding.hint = std::move(hint);
    return finding;
}

Findings lint(const CriteriaSet& set) {
    auto findings = compile_findings(set);
    lint_ids(set, findings);
    lint_maxima(set, findings);
    lint_rules(set, findings);
    lint_facts(set, findings);
    lint_gates(set, findings);
    lint_texts(set, findings);
    lint_policies(set, findings);
    lint_forms(set, findings);
    mark_known(set, findings);
    for (auto& finding : findings) finding.location.file = set.file;
    sort_findings(findings);
    return findings;
}

}  // namespace parindex
