#include "parindex/council/consensus.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>

#include "council/same_input.hpp"
#include "parindex/base/rounding.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/engine/evaluate.hpp"
#include "parindex/engine/explain.hpp"
#include "rules/wording.hpp"

namespace parindex {

namespace {

using Opinions = std::vector<const Opinion*>;

/// Members' opinions on one criterion that have a vote.
Opinions votes_on(const std::vector<Opinion>& opinions, const std::string& criterion) {
    Opinions votes;
    for (const auto& opinion : opinions)
        if (opinion.criterion == criterion && opinion.answer.has_input()) votes.push_back(&opinion);
    return votes;
}

bool all_equal(const Opinions& votes) {
    return std::all_of(votes.begin(), votes.end(),
                       [&](const Opinion* vote) { return same_input(vote->answer, votes.front()->answer); });
}

std::string members_of(const Opinions& votes) {
    std::string names;
    for (const auto* vote : votes)
        if (!vote->answer.by.empty()) names += (names.empty() ? "" : ", ") + vote->answer.by;
    return names;
}

/// One member's remark as it stands; several with the names before them.
std::string remarks_of(const Opinions& votes) {
    if (votes.size() == 1) return votes.front()->answer.explanation;
    std::string text;
    for (const auto* vote : votes) {
        const auto& answer = vote->answer;
        if (answer.explanation.empty()) continue;
        text += (text.empty() ? "" : "; ") + (answer.by.empty() ? "" : answer.by + ": ") + answer.explanation;
    }
    return text;
}

std::optional<Moment> latest(const Opinions& votes) {
    std::optional<Moment> moment;
    for (const auto* vote : votes) {
        const auto& at = vote->answer.at;
        if (at && (!moment || is_after(*at, *moment))) moment = at;
    }
    return moment;
}

void add_ids(const std::vector<std::string>& more, std::vector<std::string>& ids) {
    for (const auto& id : more)
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

/// Papers that the members cite, and those on which the ones who judge them agree.
void add_papers(const Opinions& votes, Answer& agreed) {
    std::map<std::string, std::string> refused;
    std::vector<std::string> accepted;
    for (const auto* vote : votes) {
        add_ids(vote->answer.evidence, agreed.evidence);
        add_ids(vote->answer.accepted_evidence, accepted);
        for (const auto& [id, why] : vote->answer.refused_evidence) refused.try_emplace(id, why);
    }
    for (const auto& id : accepted)
        if (!refused.contains(id)) agreed.accepted_evidence.push_back(id);
    for (const auto& [id, why] : refused)
        if (std::find(accepted.begin(), accepted.end(), id) == accepted.end())
            agreed.refused_evidence.try_emplace(id, why);
}

Consensus rule_of(const Round& round) { return round.consensus.value_or(Consensus{}); }

Rational mean(const std::vector<Rational>& points) {
    Rational sum;
    for (const auto& one : points) sum += one;
    return sum / Rational(static_cast<std::int64_t>(points.size()));
}

/// One stage of the round: opinions scored and settled, agency by agency.
class StageSettler {
public:
    StageSettler(Round& round, std::size_t stage, const RoundResult& result, Findings& findings)
        : round_(round), stage_(stage), result_(result), findings_(findings), rule_(rule_of(round)) {}

    void run() {
        for (std::size_t i = 0; i < round_.agencies.size(); ++i) {
            const auto found = round_.opinions[stage_].find(round_.agencies[i].id);
            if (found == round_.opinions[stage_].end() || found->second.empty()) continue;
            try {
                settle_agency(i, found->second);
            } catch (const NumberTooLarge&) {
                // evaluate_round() reports the agency (R109); what is not settled yet stays as it is.
            }
        }
    }

private:
    void settle_agency(std::size_t agency, std::vector<Opinion>& opinions) {
        std::stable_sort(opinions.begin(), opinions.end(), [](const Opinion& a, const Opinion& b) {
            const auto order = compare_ids(a.criterion, b.criterion);
            return order != 0 ? order < 0 : a.answer.by < b.answer.by;
        });
        std::map<std::string_view, std::vector<Opinion*>> by_criterion;
        for (auto& opinion : opinions) by_criterion[opinion.criterion].push_back(&opinion);
        const auto& plan = result_.plans[result_.agencies[agency].set];
        const auto& edges = plan.edges();
        const bool refers = std::any_of(edges.begin(), edges.end(), [](const auto& edge) { return edge.is_reference; });
        const auto context = context_of(round_, result_, agency);
        auto inputs = result_.in_force[agency];
        auto scorecard = result_.agencies[agency].scorecard;
        for (const auto node : plan.order()) {
            const auto& criterion = plan.nodes()[node].criterion->id;
            const auto given = by_criterion.find(criterion);
            if (given == by_criterion.end()) continue;
            for (auto* opinion : given->second)
                opinion->points = worth_of(*opinion, plan, node, inputs, context, scorecard);
            if (!settle(agency, criterion, votes_on(opinions, criterion)) || !refers) continue;
            // What is settled here may decide the points of a criterion that comes later.
            inputs = in_force(round_, round_.agencies[agency].id, stage_);
            scorecard = evaluate(plan, inputs, context);
        }
    }

    /// What an opinion gives by the rule in place of the answer in force, which `inputs` holds again afterwards.
    static std::optional<Rational> worth_of(const Opinion& opinion, const Plan& plan, std::size_t node,
                                            Assessment& inputs, const EvaluationContext& context,
                                            const Scorecard& scorecard) {
        if (!opinion.answer.has_input() || !plan.nodes()[node].criterion->rule) return std::nullopt;
        const auto in_force = inputs.answers.extract(opinion.criterion);
        inputs.answers.insert_or_assign(opinion.criterion, opinion.answer);
        const auto worth = evaluate_leaf(plan, node, inputs, context, scorecard, false);
        inputs.answers.erase(opinion.criterion);
        if (!in_force.empty()) inputs.answers.emplace(opinion.criterion, in_force.mapped());
        return worth.state == State::scored ? worth.points : std::nullopt;
    }

    /// True when there is an agreed answer now.
    bool settle(std::size_t agency, const std::string& criterion, const Opinions& votes) {
        auto& answers = round_.assessments[stage_].at(round_.agencies[agency].id).answers;
        const auto own = answers.find(criterion);
        const bool is_decided = own != answers.end() && own->second.has_input() && !own->second.by_consensus;
        if (votes.empty() || is_decided) return false;
        auto agreed = agree(round_.agencies[agency], criterion, votes);
        agreed.by_consensus = true;
        agreed.stage = round_.stages[stage_].id;
        agreed.by = members_of(votes);
        agreed.at = latest(votes);
        agreed.explanation = remarks_of(votes);
        agreed.location = votes.front()->answer.location;
        add_papers(votes, agreed);
        if (own != answers.end()) keep_remarks(own->second, agreed);
        answers.insert_or_assign(criterion, std::move(agreed));
        return true;
    }

    /// What the council said beside the opinions without deciding: its reason and its word on papers go first.
    static void keep_remarks(const Answer& own, Answer& agreed) {
        if (!own.explanation.empty()) agreed.explanation = own.explanation;
        if (own.at) agreed.at = own.at;
        add_ids(own.evidence, agreed.evidence);
        for (const auto& id : own.accepted_evidence) agreed.refused_evidence.erase(id);
        add_ids(own.accepted_evidence, agreed.accepted_evidence);
        for (const auto& [id, why] : own.refused_evidence) {
            agreed.refused_evidence.insert_or_assign(id, why);
            std::erase(agreed.accepted_evidence, id);
        }
    }

    Answer agree(const Agency& agency, const std::string& criterion, const Opinions& votes) {
        Answer agreed;
        agreed.state = State::pending;
        if (rule_.rule == Consensus::Rule::council) return agreed;
        if (all_equal(votes)) return input_of(votes.front()->answer);
        std::vector<Rational> points;
        for (const auto* vote : votes) {
            if (vote->points)
                points.push_back(*vote->points);
            else
                report_without_points(agency, criterion, *vote);
        }
        if (points.size() != votes.size()) return agreed;
        const auto together = agreed_points(rule_, points);
        if (!together) {
            report_too_few(agency, criterion, votes);
            return agreed;
        }
        agreed.state = State::scored;
        agreed.awarded = rule_.rounding ? round(*together, *rule_.rounding) : *together;
        return agreed;
    }

    static Answer input_of(const Answer& answer) {
        Answer input;
        input.state = answer.state;
        input.level = answer.level;
        input.items = answer.items;
        input.value = answer.value;
        input.value_written = answer.value_written;
        input.points = answer.points;
        input.awarded = answer.awarded;
        return input;
    }

    void add(const char* code, const Agency& agency, const std::string& criterion, const Location& where, Text message,
             Text hint) {
        Finding finding;
        finding.code = code;
        finding.severity = Severity::warning;
        finding.location = where;
        finding.agency = agency.id;
        finding.criterion = criterion;
        finding.message = std::move(message);
        finding.hint = std::move(hint);
        findings_.push_back(std::move(finding));
    }

    void report_without_points(const Agency& agency, const std::string& criterion, const Opinion& vote) {
        add("R301", agency, criterion, vote.answer.location,
            {fmt::format("ý kiến của {} không quy ra điểm nên chưa thống nhất được điểm", excerpt(vote.answer.by)),
             fmt::format("the opinion of {} has no points, so none can be agreed", excerpt(vote.answer.by)),
             {}},
            {"hội đồng quyết định tiêu chí này, hoặc sửa ý kiến",
             "let the council decide this criterion, or correct the opinion",
             {}});
    }

    void report_too_few(const Agency& agency, const std::string& criterion, const Opinions& votes) {
        add("R302", agency, criterion, votes.front()->answer.location,
            {fmt::format("{} ý kiến, không đủ để bỏ {} điểm thấp nhất và {} điểm cao nhất", votes.size(), rule_.trim,
                         rule_.trim),
             fmt::format("{} opinions are too few to leave out the {} lowest and the {} highest", votes.size(),
                         rule_.trim, rule_.trim),
             {}},
            {"bổ sung ý kiến, hoặc để hội đồng quyết định", "add opinions, or let the council decide", {}});
    }

    Round& round_;
    std::size_t stage_;
    const RoundResult& result_;
    Findings& findings_;
    Consensus rule_;
};

const char* name_of(Consensus::Rule rule, Language language) {
    const bool vi = language == Language::vi;
    switch (rule) {
        case Consensus::Rule::mean:
            return vi ? "trung bình cộng" : "mean";
        case Consensus::Rule::median:
            return vi ? "trung vị" : "median";
        case Consensus::Rule::trimmed_mean:
            return vi ? "trung bình cộng sau khi bỏ điểm cao nhất và thấp nhất"
                      : "mean without the highest and the lowest";
        case Consensus::Rule::council:
            break;
    }
    return vi ? "hội đồng quyết định" : "the council decides";
}

Text members_line(const Opinions& votes) {
    return in_both([&](Language l) {
        std::string text;
        for (const auto* vote : votes) {
            const auto worth = vote->points                          ? show_number(*vote->points, l)
                               : vote->answer.state != State::scored ? state_text(vote->answer.state).in(l)
                                                                     : std::string("–");
            text += fmt::format("{}{} {}", text.empty() ? "" : "; ", vote->answer.by, worth);
        }
        return (l == Language::vi ? "điểm của các thành viên: " : "points of the members: ") + text;
    });
}

Text result_line(const Consensus& rule, const Opinions& votes, const Answer& answer) {
    return in_both([&](Language l) {
        const bool vi = l == Language::vi;
        if (answer.state == State::pending && !all_equal(votes))
            return std::string(vi ? "chưa thống nhất, chờ hội đồng quyết định"
                                  : "not agreed, the council has to decide");
        if (answer.state == State::pending && rule.rule == Consensus::Rule::council)
            return std::string(vi ? "chờ hội đồng quyết định" : "the council has to decide");
        if (all_equal(votes))
            return std::string(vi ? "các ý kiến như nhau, lấy nguyên"
                                  : "the opinions are equal and taken over as they are");
        std::vector<Rational> points;
        for (const auto* vote : votes)
            if (vote->points) points.push_back(*vote->points);
        const auto together = agreed_points(rule, points);
        auto text = fmt::format("{} = {}", name_of(rule.rule, l), together ? show_number(*together, l) : "–");
        if (together && answer.awarded && *together != *answer.awarded)
            text += fmt::format(fmt::runtime(vi ? ", làm tròn {}" : ", rounded {}"), show_number(*answer.awarded, l));
        return text;
    });
}

}  // namespace

std::optional<Rational> agreed_points(const Consensus& consensus, std::vector<Rational> points) {
    if (points.empty()) return std::nullopt;
    std::sort(points.begin(), points.end());
    switch (consensus.rule) {
        case Consensus::Rule::mean:
            return mean(points);
        case Consensus::Rule::median: {
            const auto middle = points.size() / 2;
            if (points.size() % 2 == 1) return points[middle];
            return mean({points[middle - 1], points[middle]});
        }
        case Consensus::Rule::trimmed_mean: {
            // Not "2 x trim": the number comes from a file.
            if (consensus.trim >= points.size() || points.size() - consensus.trim <= consensus.trim)
                return std::nullopt;
            const auto trim = static_cast<std::ptrdiff_t>(consensus.trim);
            return mean({points.begin() + trim, points.end() - trim});
        }
        case Consensus::Rule::council:
            break;
    }
    return std::nullopt;
}

Findings settle_opinions(Round& round) {
    Findings findings;
    for (std::size_t stage = 0; stage < round.opinions.size() && stage < round.assessments.size(); ++stage) {
        const auto& opinions = round.opinions[stage];
        if (std::all_of(opinions.begin(), opinions.end(), [](const auto& one) { return one.second.empty(); })) continue;
        for (const auto& [agency, given] : opinions) {
            if (given.empty() || round.find_agency(agency) == nullptr) continue;
            auto& assessment = round.assessments[stage][agency];
            assessment.agency = agency;
            assessment.stage = round.stages[stage].id;
        }
        const auto result = evaluate_round(round, stage);
        if (!result.value) break;
        StageSettler(round, stage, *result.value, findings).run();
    }
    sort_findings(findings);
    return findings;
}

std::vector<Text> explain_consensus(const Round& round, const std::string& agency, const std::string& criterion,
                                    const Answer& in_force) {
    const auto stage = in_force.by_consensus ? round.stage_index(in_force.stage) : std::nullopt;
    if (!stage || *stage >= round.opinions.size()) return {};
    const auto given = round.opinions[*stage].find(agency);
    if (given == round.opinions[*stage].end()) return {};
    const auto votes = votes_on(given->second, criterion);
    if (votes.empty()) return {};
    return {members_line(votes), result_line(rule_of(round), votes, in_force)};
}

}  // namespace parindex
