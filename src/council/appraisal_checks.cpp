#include "parindex/council/appraisal_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "council/assignments.hpp"
#include "council/attainable_points.hpp"
#include "council/round_findings.hpp"
#include "parindex/engine/explain.hpp"
#include "rules/wording.hpp"

namespace parindex {

namespace {

bool is_appraised_by_council(const Stage& stage) {
    return stage.kind == Stage::Kind::appraisal || stage.kind == Stage::Kind::final;
}

/// Ids from the domain down to the node.
std::vector<std::string_view> path_of(const Plan& plan, std::size_t node) {
    std::vector<std::string_view> path;
    for (auto i = node; i != Plan::no_parent; i = plan.nodes()[i].parent) path.push_back(plan.nodes()[i].criterion->id);
    return path;
}

bool is_open(State state) {
    return state == State::blank || state == State::no_data || state == State::no_survey || state == State::pending;
}

class AppraisalChecker {
public:
    AppraisalChecker(const Round& round, const std::vector<RoundResult>& stages) : round_(round), stages_(stages) {}

    Findings run() {
        for (std::size_t stage = 0; stage < stages_.size(); ++stage) {
            if (!is_appraised_by_council(round_.stages[stage])) continue;
            for (std::size_t agency = 0; agency < round_.agencies.size(); ++agency) check_stage(stage, agency);
        }
        if (!round_.appraisers.empty()) check_assignments();
        for (std::size_t agency = 0; agency < round_.agencies.size(); ++agency) check_in_force(agency);
        sort_findings(findings_);
        return std::move(findings_);
    }

private:
    [[nodiscard]] const Plan& plan_of(std::size_t agency) const {
        return stages_.back().plans[stages_.back().agencies[agency].set];
    }

    Finding& add(const char* code, Severity severity, const Location& where, std::size_t agency,
                 const std::string& criterion, Text message, Text hint = {}) {
        Finding finding;
        finding.code = code;
        finding.severity = severity;
        finding.location = where;
        finding.agency = round_.agencies[agency].id;
        finding.criterion = criterion;
        finding.message = std::move(message);
        finding.hint = std::move(hint);
        findings_.push_back(std::move(finding));
        return findings_.back();
    }

    void check_stage(std::size_t stage, std::size_t agency) {
        const auto& id = round_.agencies[agency].id;
        if (const auto* said = round_.find_assessment(stage, id))
            for (const auto& [criterion, answer] : said->answers) check_answer(stage, agency, criterion, answer);
        if (stage >= round_.opinions.size()) return;
        const auto opinions = round_.opinions[stage].find(id);
        if (opinions == round_.opinions[stage].end()) return;
        for (const auto& opinion : opinions->second)
            check_person(agency, opinion.criterion, opinion.answer, Severity::warning);
        check_distance(agency, opinions->second);
    }

    void check_answer(std::size_t stage, std::size_t agency, const std::string& criterion, const Answer& answer) {
        const auto node = plan_of(agency).index_of(criterion);
        if (!node) return;
        if (!answer.by_consensus) check_person(agency, criterion, answer, Severity::note);
        if (answer.has_input() && answer.explanation.empty()) check_reason(stage, agency, *node, answer);
        if (answer.awarded && !answer.by_consensus) check_award(agency, *node, answer);
    }

    void check_person(std::size_t agency, const std::string& criterion, const Answer& answer, Severity if_unknown) {
        if (round_.appraisers.empty() || answer.by.empty()) return;
        const auto& id = round_.agencies[agency].id;
        const auto* person = appraiser_called(round_, answer.by);
        if (person == nullptr) {
            const auto name = excerpt(answer.by);
            add("D302", if_unknown, answer.location, agency, criterion,
                {fmt::format("“{}” không có trong appraisers.csv", name),
                 fmt::format("“{}” is not in appraisers.csv", name),
                 {}},
                {"ghi mã người thẩm định, hoặc thêm người này vào appraisers.csv",
                 "give the appraiser's id, or add this person to appraisers.csv",
                 {}});
            return;
        }
        const auto who = person->name.empty() ? person->id : person->name;
        if (person->agency == id)
            add("D301", Severity::warning, answer.location, agency, criterion,
                {fmt::format("{} thuộc chính đơn vị được thẩm định", who),
                 fmt::format("{} belongs to the agency appraised", who),
                 {}},
                {"phân công người khác thẩm định tiêu chí này", "let somebody else appraise this criterion", {}});
        const auto node = plan_of(agency).index_of(criterion);
        const bool covers = !node || is_assigned(*person, path_of(plan_of(agency), *node));
        if (covers && is_assigned(*person, id)) return;
        add("D303", Severity::warning, answer.location, agency, criterion,
            covers ? Text{fmt::format("{} không được phân công thẩm định đơn vị này", who),
                          fmt::format("{} is not assigned to this agency", who),
                          {}}
                   : Text{fmt::format("{} không được phân công thẩm định tiêu chí này", who),
                          fmt::format("{} is not assigned to this criterion", who),
                          {}},
            {"sửa phân công trong appraisers.csv, hoặc người thẩm định",
             "correct appraisers.csv, or the appraiser",
             {}});
    }

    /// A first answer changes nothing, a changed one needs its reason.
    void check_reason(std::size_t stage, std::size_t agency, std::size_t node, const Answer& answer) {
        if (stage == 0) return;
        const auto& before = stages_[stage - 1].agencies[agency].scorecard.nodes[node];
        const auto& after = stages_[stage].agencies[agency].scorecard.nodes[node];
        const bool is_same = before.points == after.points && before.state == after.state;
        const bool waits = answer.by_consensus && answer.state == State::pending;
        if (is_open(before.state) || is_same || waits || !stages_[stage - 1].agencies[agency].submitted) return;
        add("D305", Severity::warning, answer.location, agency, plan_of(agency).nodes()[node].criterion->id,
            in_both([&](Language l) {
                const bool vi = l == Language::vi;
                const auto show = [&](const NodeScore& score) {
                    return score.points ? show_number(*score.points, l) : state_text(score.state).in(l);
                };
                return fmt::format(fmt::runtime(vi ? "thẩm định thay đổi điểm từ {} thành {} mà không nêu lý do"
                                                   : "the appraisal changed {} to {} without a reason"),
                                   show(before), show(after));
            }),
            {"ghi lý do vào “explanation”", "give the reason in “explanation”", {}});
    }

    void check_award(std::size_t agency, std::size_t node, const Answer& answer) {
        const auto& plan = plan_of(agency);
        const auto& criterion = *plan.nodes()[node].criterion;
        if (!criterion.rule || can_give(plan.set(), criterion, *answer.awarded)) return;
        add("D306", Severity::note, answer.location, agency, criterion.id, in_both([&](Language l) {
                return fmt::format(fmt::runtime(l == Language::vi ? "quy tắc của tiêu chí không thể cho {} điểm"
                                                                  : "the criterion's rule cannot give {} points"),
                                   show_number(*answer.awarded, l));
            }),
            {"xem lại điểm, nếu không phải hội đồng cố ý", "look at the points again unless the council means it", {}});
    }

    void check_distance(std::size_t agency, const std::vector<Opinion>& opinions) {
        struct Extremes {
            const Opinion* low;
            const Opinion* high;
        };
        std::map<std::string, Extremes> by_criterion;
        for (const auto& opinion : opinions) {
            if (!opinion.points) continue;
            auto& [low, high] = by_criterion.try_emplace(opinion.criterion, Extremes{&opinion, &opinion}).first->second;
            if (*opinion.points < *low->points) low = &opinion;
            if (*opinion.points > *high->points) high = &opinion;
        }
        for (const auto& [id, extremes] : by_criterion) {
            const auto& [low, high] = extremes;
            const auto node = plan_of(agency).index_of(id);
            const auto& max = node ? plan_of(agency).nodes()[*node].criterion->max : std::nullopt;
            if (!max || (*high->points - *low->points) * 2 <= *max) continue;
            add("D309", Severity::warning, high->answer.location, agency, id, in_both([&](Language l) {
                    return fmt::format(
                        fmt::runtime(l == Language::vi ? "ý kiến cách xa nhau: {} cho {}, {} cho {}, tối đa {}"
                                                       : "opinions far apart: {} gives {}, {} gives {}, out of {}"),
                        low->answer.by, show_number(*low->points, l), high->answer.by, show_number(*high->points, l),
                        show_number(*max, l));
                }),
                {"trao đổi lại trước khi thống nhất điểm", "talk it over before the points are agreed", {}});
        }
    }

    /// Leaves of every group's set that appraisal scores, against the list of appraisers.
    void check_assignments() {
        std::map<std::string, std::vector<std::size_t>> groups;
        for (std::size_t i = 0; i < round_.agencies.size(); ++i) groups[round_.agencies[i].group].push_back(i);
        for (const auto& [group, members] : groups) {
            const auto& plan = plan_of(members.front());
            for (std::size_t node = 0; node < plan.nodes().size(); ++node) {
                const auto& criterion = *plan.nodes()[node].criterion;
                const auto& by = criterion.scored_by;
                const bool is_appraised = by.empty() || std::find(by.begin(), by.end(), Scorer::appraisal) != by.end();
                if (criterion.rule && is_appraised) check_leaf_assigned(group, members, path_of(plan, node));
            }
        }
    }

    void check_leaf_assigned(const std::string& group, const std::vector<std::size_t>& members,
                             const std::vector<std::string_view>& path) {
        std::vector<const Appraiser*> people;
        for (const auto& one : round_.appraisers)
            if (is_assigned(one, path)) people.push_back(&one);
        std::vector<std::string> without;
        for (const auto i : members) {
            const auto& id = round_.agencies[i].id;
            const bool has = std::any_of(people.begin(), people.end(), [&](const Appraiser* one) {
                return one->agency != id && is_assigned(*one, std::string_view(id));
            });
            const bool is_exempt = std::any_of(path.begin(), path.end(), [&](std::string_view node) {
                return stages_.back().exemptions[i].contains(std::string(node));
            });
            if (!has && !is_exempt) without.push_back(id);
        }
        if (without.empty()) return;
        const std::string criterion(path.front());
        Finding finding;
        finding.code = "D304";
        finding.severity = Severity::warning;
        finding.location.file = "appraisers.csv";
        finding.criterion = criterion;
        const bool all = without.size() == members.size();
        finding.message = {
            all ? fmt::format("{}: chưa phân công ai thẩm định, nhóm {}", criterion, excerpt(group))
                : fmt::format("{}: chưa phân công ai thẩm định cho {} đơn vị: {}", criterion, without.size(),
                              join(without)),
            all ? fmt::format("{}: nobody is assigned to appraise it, group {}", criterion, excerpt(group))
                : fmt::format("{}: nobody is assigned to appraise it for {} agencies: {}", criterion, without.size(),
                              join(without)),
            {}};
        finding.hint = {"bổ sung phân công trong appraisers.csv", "assign it in appraisers.csv", {}};
        findings_.push_back(std::move(finding));
    }

    void check_in_force(std::size_t agency) {
        const auto& plan = plan_of(agency);
        for (const auto& [id, answer] : stages_.back().in_force[agency].answers) {
            const auto node = plan.index_of(id);
            if (!node) continue;
            if (answer.disputed.value_or(false)) check_dispute(agency, id, answer);
            check_refused(agency, *node, answer);
        }
    }

    void check_dispute(std::size_t agency, const std::string& criterion, const Answer& answer) {
        std::size_t said = 0;
        Location where = answer.location;
        for (std::size_t i = 0; i < stages_.size(); ++i) {
            const auto* given = round_.find_assessment(i, round_.agencies[agency].id);
            if (given == nullptr || round_.stages[i].kind != Stage::Kind::explanation) continue;
            const auto found = given->answers.find(criterion);
            if (found == given->answers.end() || !found->second.disputed) continue;
            said = i;
            where = found->second.location;
        }
        bool had_its_turn = false;
        for (auto i = said + 1; i < stages_.size(); ++i)
            had_its_turn = had_its_turn || is_appraised_by_council(round_.stages[i]);
        add("D307", had_its_turn ? Severity::warning : Severity::note, where, agency, criterion,
            {"đơn vị đề nghị xem lại điểm, chưa được trả lời",
             "the agency disputes the points and has no answer yet",
             {}},
            {"hội đồng trả lời, dù giữ nguyên điểm", "let the council answer, even if the points stay", {}});
    }

    void check_refused(std::size_t agency, std::size_t node, const Answer& answer) {
        const auto& criterion = *plan_of(agency).nodes()[node].criterion;
        const auto& score = stages_.back().agencies[agency].scorecard.nodes[node];
        const bool earned = score.state == State::scored && score.points && score.points->sign() > 0;
        if (!criterion.rule || !earned || criterion.evidence == EvidenceNeed::optional ||
            answer.refused_evidence.empty())
            return;
        const bool may_explain = criterion.evidence == EvidenceNeed::required_or_explanation;
        if (may_explain && has_explained(agency, criterion.id)) return;
        std::vector<std::string> papers = answer.evidence;
        const auto& facts = stages_.back().in_force[agency].facts;
        for (const auto& e : expressions_of(*criterion.rule))
            for (const auto& name : fact_names(*e.expression))
                if (const auto fact = facts.find(name); fact != facts.end())
                    papers.insert(papers.end(), fact->second.evidence.begin(), fact->second.evidence.end());
        const bool all_refused = std::all_of(papers.begin(), papers.end(),
                                             [&](const auto& id) { return answer.refused_evidence.contains(id); });
        if (papers.empty() || !all_refused) return;
        add("D308", Severity::warning, answer.location, agency, criterion.id,
            {"có điểm nhưng mọi tài liệu kiểm chứng đều không được chấp nhận",
             "points although all of the evidence was refused",
             {}},
            {"xem lại điểm, hoặc yêu cầu tài liệu khác", "review the points, or ask for other evidence", {}});
    }

    /// The agency itself, not whoever appraised it.
    [[nodiscard]] bool has_explained(std::size_t agency, const std::string& criterion) const {
        for (std::size_t i = 0; i < stages_.size(); ++i) {
            const auto* said = round_.find_assessment(i, round_.agencies[agency].id);
            if (said == nullptr || is_appraised_by_council(round_.stages[i])) continue;
            const auto answer = said->answers.find(criterion);
            if (answer != said->answers.end() && !answer->second.explanation.empty()) return true;
        }
        return false;
    }

    const Round& round_;
    const std::vector<RoundResult>& stages_;
    Findings findings_;
};

}  // namespace

Findings check_appraisal(const Round& round, const std::vector<RoundResult>& stages) {
    return AppraisalChecker(round, stages).run();
}

}  // namespace parindex
