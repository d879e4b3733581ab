#include "parindex/council/round_checks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "council/same_input.hpp"
#include "parindex/council/consensus.hpp"
#include "parindex/engine/data_checks.hpp"

namespace parindex {

namespace {

/// Answers with input that both give; nothing when any of them differs.
std::optional<std::size_t> equal_answers(const Assessment& a, const Assessment& b) {
    std::size_t equal = 0;
    for (const auto& [id, answer] : a.answers) {
        if (!answer.has_input()) continue;
        const auto other = b.answers.find(id);
        if (other == b.answers.end() || !other->second.has_input()) continue;
        if (!same_input(answer, other->second)) return std::nullopt;
        ++equal;
    }
    return equal;
}

Finding about(const char* code, const Round& round, std::size_t agency, const std::string& file, Text message,
              Text hint) {
    Finding finding;
    finding.code = code;
    finding.severity = Severity::warning;
    finding.location.file = file;
    finding.agency = round.agencies[agency].id;
    finding.message = std::move(message);
    finding.hint = std::move(hint);
    return finding;
}

/// Above this many different sheets in a group only sheets that are equal throughout are found: pairs grow too many.
constexpr std::size_t most_compared_pairwise = 500;

/// Agencies by their answers, written out: equal texts, equal sheets.
std::map<std::string, std::vector<std::size_t>> equal_sheets(const RoundResult& result,
                                                             const std::vector<std::size_t>& members) {
    std::map<std::string, std::vector<std::size_t>> sheets;
    for (const auto i : members) {
        std::string key;
        for (const auto& [id, answer] : result.in_force[i].answers) {
            if (!answer.has_input()) continue;
            key += fmt::format("{}={}|{}|", id, to_string(answer.state), answer.level.value_or(""));
            if (answer.items) {
                auto ticked = *answer.items;
                std::sort(ticked.begin(), ticked.end());
                key += fmt::format("{}", fmt::join(ticked, ","));
            }
            key += "|" + (answer.value ? answer.value->to_fraction() : "") + "|" +
                   (answer.points ? answer.points->to_fraction() : "") + "\n";
        }
        sheets[key].push_back(i);
    }
    return sheets;
}

std::string names_of(const Round& round, const std::vector<std::size_t>& agencies) {
    constexpr std::size_t most_named = 5;
    std::string names;
    for (std::size_t i = 0; i < agencies.size() && i < most_named; ++i)
        names += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", round.agencies[agencies[i]].name);
    if (agencies.size() > most_named) names += fmt::format(" ... ({})", agencies.size());
    return names;
}

void report_identical(const Round& round, const RoundResult& result, std::size_t agency, std::size_t equal,
                      const std::vector<std::size_t>& others, Findings& findings) {
    findings.push_back(
        about("D201", round, agency, result.in_force[agency].file,
              {fmt::format("{} câu trả lời giống hệt {}, không câu nào khác", equal, names_of(round, others)),
               fmt::format("{} answers equal those of {}, none differs", equal, names_of(round, others)),
               {}},
              {"xem các bài có chép của nhau không", "see whether one was copied from another", {}}));
}

/// One finding for each set of equal sheets, and one for each pair that agrees wherever both answer.
void check_identical(const Round& round, const RoundResult& result, Findings& findings) {
    if (!round.checks.identical_answers_at_least) return;
    const auto enough = *round.checks.identical_answers_at_least;
    std::map<std::string, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < result.agencies.size(); ++i) groups[round.agencies[i].group].push_back(i);
    const auto by_id = [&](std::size_t a, std::size_t b) { return round.agencies[a].id < round.agencies[b].id; };
    for (auto& [group, members] : groups) {
        std::sort(members.begin(), members.end(), by_id);
        std::vector<std::size_t> different;
        for (const auto& [key, same] : equal_sheets(result, members)) {
            different.push_back(same.front());
            const auto equal = equal_answers(result.in_force[same.front()], result.in_force[same.front()]);
            if (same.size() > 1 && *equal >= enough)
                report_identical(round, result, same.front(), *equal, {same.begin() + 1, same.end()}, findings);
        }
        if (different.size() > most_compared_pairwise) continue;
        std::sort(different.begin(), different.end(), by_id);
        for (std::size_t a = 0; a < different.size(); ++a)
            for (std::size_t b = a + 1; b < different.size(); ++b) {
                const auto equal = equal_answers(result.in_force[different[a]], result.in_force[different[b]]);
                if (equal && *equal >= enough)
                    report_identical(round, result, different[a], *equal, {different[b]}, findings);
            }
    }
}

void check_jumps(const Round& round, const RoundResult& result, Findings& findings) {
    if (!round.checks.jump_points) return;
    for (const auto& one : result.agencies) {
        const auto before = round.previous_totals.find(round.agencies[one.agency].id);
        const auto& now = one.scorecard.total.rounded;
        if (before == round.previous_totals.end() || !now) continue;
        const auto change = *now - before->second;
        if (abs(change) <= *round.checks.jump_points) continue;
        const auto say = [&](Language l) {
            return fmt::format(fmt::runtime(l == Language::vi ? "tổng điểm {} so với {} kỳ trước: thay đổi {}"
                                                              : "total {} against {} last time: a change of {}"),
                               show(Value(*now), l), show(Value(before->second), l), show(Value(change), l));
        };
        findings.push_back(about("D202", round, one.agency, result.in_force[one.agency].file,
                                 {say(Language::vi), say(Language::en), {}},
                                 {"xem các tiêu chí thay đổi nhiều nhất", "look at the criteria that moved most", {}}));
    }
}

bool is_self_scored(const Criterion& criterion) {
    const auto& scorers = criterion.scored_by;
    return scorers.empty() || std::find(scorers.begin(), scorers.end(), Scorer::self) != scorers.end();
}

void check_scorers(const Round& round, const RoundResult& result, Findings& findings) {
    for (const auto& one : result.agencies) {
        const auto& plan = result.plans[one.set];
        for (const auto& [id, answer] : result.in_force[one.agency].answers) {
            const auto stage = round.stage_index(answer.stage);
            const auto node = plan.index_of(id);
            const bool by_agency = stage && round.stages[*stage].kind == Stage::Kind::self;
            const bool has_score = answer.state == State::scored && answer.has_input();
            if (!node || !by_agency || !has_score || is_self_scored(*plan.nodes()[*node].criterion)) continue;
            findings.push_back(
                about("D203", round, one.agency, answer.location.file,
                      {"tiêu chí này đơn vị không tự chấm", "agencies do not score this criterion themselves", {}},
                      {"bỏ điểm tự chấm của tiêu chí này", "leave it to the survey or the appraisal", {}}));
            findings.back().location = answer.location;
            findings.back().criterion = id;
        }
    }
}

/// How a merged agency's node follows from its predecessors'.
void explain_merger(const Round& round, const RoundResult& result, std::size_t agency, std::size_t node,
                    Explanation& explanation) {
    std::string terms;
    for (const auto& id : round.agencies[agency].predecessors) {
        const auto found =
            std::find_if(round.agencies.begin(), round.agencies.end(), [&](const Agency& a) { return a.id == id; });
        if (found == round.agencies.end()) continue;
        const auto index = static_cast<std::size_t>(found - round.agencies.begin());
        const auto& points = result.agencies[index].scorecard.nodes[node].points;
        terms += fmt::format("{}{} ({})", terms.empty() ? "" : " + ", points ? points->to_fraction() : "0", id);
    }
    const auto count = round.agencies[agency].predecessors.size();
    const auto mean = explanation.points ? " = " + explanation.points->to_fraction() : std::string();
    explanation.working = {{fmt::format("đơn vị hợp nhất, lấy trung bình: ({}) / {}{}", terms, count, mean),
                            fmt::format("merged agency, mean of: ({}) / {}{}", terms, count, mean),
                            {}}};
    explanation.inputs.clear();
    explanation.why_not_more.clear();
}

/// Which entry of the round's list takes the node, or one above it, from the agency.
std::optional<Text> exemption_line(const Plan& plan, std::size_t node,
                                   const std::map<std::string, std::string>& exemptions) {
    for (auto i = node; i != Plan::no_parent; i = plan.nodes()[i].parent) {
        const auto found = exemptions.find(plan.nodes()[i].criterion->id);
        if (found == exemptions.end()) continue;
        const auto why = found->second.empty() ? std::string() : ": " + found->second;
        return Text{fmt::format("không áp dụng theo danh sách của đợt đánh giá, {}{}", found->first, why),
                    fmt::format("not applicable by the round's list, {}{}", found->first, why),
                    {}};
    }
    return std::nullopt;
}

}  // namespace

Findings check_round(const Round& round, const RoundResult& result) {
    Findings findings;
    for (const auto& one : result.agencies) {
        if (!one.submitted) continue;
        auto own = check_data(result.plans[one.set], result.in_force[one.agency], context_of(round, result, one.agency),
                              one.scorecard);
        findings.insert(findings.end(), own.begin(), own.end());
    }
    check_identical(round, result, findings);
    check_jumps(round, result, findings);
    check_scorers(round, result, findings);
    sort_findings(findings);
    return findings;
}

Explanation explain_node(const Round& round, const RoundResult& result, std::size_t agency, std::size_t node) {
    const auto& one = result.agencies.at(agency);
    auto explanation = explain(result.plans[one.set], node, result.in_force[one.agency],
                               context_of(round, result, one.agency), one.scorecard);
    if (one.merged) explain_merger(round, result, agency, node, explanation);
    if (const auto exempt = exemption_line(result.plans[one.set], node, result.exemptions[one.agency])) {
        explanation.working.insert(explanation.working.begin(), *exempt);
        return explanation;
    }
    const auto answer = result.in_force[one.agency].answers.find(explanation.criterion);
    if (answer != result.in_force[one.agency].answers.end()) {
        const auto lines =
            explain_consensus(round, round.agencies[one.agency].id, explanation.criterion, answer->second);
        explanation.working.insert(explanation.working.begin(), lines.begin(), lines.end());
    }
    return explanation;
}

}  // namespace parindex
