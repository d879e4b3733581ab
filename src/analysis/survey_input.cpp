#include "parindex/analysis/survey_input.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "parindex/base/rounding.hpp"
#include "parindex/rules/evaluate_rule.hpp"

namespace parindex {

namespace {

std::vector<std::string> facts_of(const SurveyEstimate& estimate) {
    std::vector<std::string> facts;
    if (!estimate.fact.empty()) facts.push_back(estimate.fact);
    for (const auto& [option, fact] : estimate.counts) facts.push_back(fact);
    return facts;
}

bool reads_one_of(const Criterion& leaf, const std::vector<std::string>& facts) {
    if (!leaf.rule) return false;
    for (const auto& used : expressions_of(*leaf.rule))
        for (const auto& name : fact_names(*used.expression))
            if (std::find(facts.begin(), facts.end(), name) != facts.end()) return true;
    return false;
}

/// Puts the figures of one survey stage into its assessments.
class SurveyWriter {
public:
    SurveyWriter(Round& round, std::size_t stage, const Survey& survey, Findings& findings)
        : round_(round), stage_(stage), survey_(survey), findings_(findings) {}

    void write() {
        for (const auto& figure : estimate_survey(round_, survey_)) {
            const auto& agency = round_.agencies[figure.agency];
            const auto& estimate = survey_.estimates[figure.estimate];
            if (figure.share)
                write_figure(agency, estimate, figure);
            else if (figure.forms == 0)
                write_no_survey(agency, estimate);
        }
    }

private:
    void write_figure(const Agency& agency, const SurveyEstimate& estimate, const SurveyFigure& figure) {
        const auto& set = *round_.set_of(agency);
        if (!estimate.criterion.empty() && set.find(estimate.criterion) != nullptr)
            write_answer(agency, estimate, figure);
        if (!estimate.fact.empty() && set.find_fact(estimate.fact) != nullptr)
            write_fact(agency, estimate, figure, estimate.fact, *figure.share);
        for (const auto& [fact, count] : count_facts(estimate, figure.counts, figure.answers))
            if (set.find_fact(fact) != nullptr) write_fact(agency, estimate, figure, fact, count);
    }

    Assessment& assessment_of(const Agency& agency, const SurveyEstimate& estimate) {
        auto [found, is_new] = round_.assessments[stage_].try_emplace(agency.id);
        if (is_new) {
            found->second.agency = agency.id;
            found->second.stage = round_.stages[stage_].id;
            found->second.file = estimate.location.file;
        }
        found->second.synthetic = found->second.synthetic || survey_.synthetic;
        return found->second;
    }

    static std::string source_of(const SurveyFigure& figure) {
        return fmt::format("điều tra: {0} phiếu / survey: {0} forms", figure.respondents);
    }

    void write_answer(const Agency& agency, const SurveyEstimate& estimate, const SurveyFigure& figure) {
        auto& answers = assessment_of(agency, estimate).answers;
        const auto typed = answers.find(estimate.criterion);
        if (typed != answers.end() && typed->second.has_input()) {
            report_typed(agency, estimate.criterion, typed->second.location, *figure.share);
            return;
        }
        auto& answer = answers[estimate.criterion];
        answer.value = *figure.share;
        answer.value_written = figure.share->to_fraction();
        if (answer.explanation.empty()) answer.explanation = source_of(figure);
        answer.stage = round_.stages[stage_].id;
        answer.location = estimate.location;
    }

    void write_fact(const Agency& agency, const SurveyEstimate& estimate, const SurveyFigure& figure,
                    const std::string& id, const Rational& value) {
        auto& facts = assessment_of(agency, estimate).facts;
        if (const auto typed = facts.find(id); typed != facts.end()) {
            report_typed(agency, id, typed->second.location, value);
            return;
        }
        Fact fact;
        fact.value = value;
        fact.source = source_of(figure);
        fact.stage = round_.stages[stage_].id;
        fact.location = estimate.location;
        facts.emplace(id, std::move(fact));
    }

    void report_typed(const Agency& agency, const std::string& id, const Location& place, const Rational& estimated) {
        Finding finding;
        finding.code = "D404";
        finding.severity = Severity::warning;
        finding.location = place;
        finding.agency = agency.id;
        finding.criterion = id;
        const auto value = to_short(estimated);
        finding.message = {
            fmt::format("{}: “{}” được nhập sẵn, không lấy ước lượng {} từ các phiếu điều tra", agency.id, id,
                        localise_number(value, Language::vi)),
            fmt::format("{}: “{}” is typed; the estimate {} from the forms is not used", agency.id, id, value),
            {}};
        finding.hint = {
            "Bỏ số nhập sẵn nếu phiếu điều tra đã đủ.", "Remove what is typed if the forms are complete.", {}};
        findings_.push_back(std::move(finding));
    }

    /// Somebody said something about the agency, so it takes part in the round.
    [[nodiscard]] bool takes_part(const Agency& agency) const {
        return std::any_of(round_.assessments.begin(), round_.assessments.end(),
                           [&](const auto& stage) { return stage.contains(agency.id); });
    }

    /// Whether any stage answers the criterion or gives one of the facts.
    [[nodiscard]] bool is_given(const Agency& agency, const std::string& criterion,
                                const std::vector<std::string>& facts) const {
        return std::any_of(round_.assessments.begin(), round_.assessments.end(), [&](const auto& stage) {
            const auto said = stage.find(agency.id);
            if (said == stage.end()) return false;
            const auto answer = said->second.answers.find(criterion);
            if (answer != said->second.answers.end() && answer->second.has_input()) return true;
            return std::any_of(facts.begin(), facts.end(),
                               [&](const auto& fact) { return said->second.facts.contains(fact); });
        });
    }

    void write_no_survey(const Agency& agency, const SurveyEstimate& estimate) {
        if (!agency.predecessors.empty() || !takes_part(agency)) return;
        const auto& set = *round_.set_of(agency);
        const auto facts = facts_of(estimate);
        for (const auto& id : criteria_fed_by(set, estimate)) {
            const auto& scorers = set.find(id)->scored_by;
            const bool is_survey =
                id == estimate.criterion || std::find(scorers.begin(), scorers.end(), Scorer::survey) != scorers.end();
            if (!is_survey || is_given(agency, id, facts)) continue;
            auto& answer = assessment_of(agency, estimate).answers[id];
            answer.state = State::no_survey;
            answer.stage = round_.stages[stage_].id;
            answer.location = estimate.location;
        }
    }

    Round& round_;
    std::size_t stage_;
    const Survey& survey_;
    Findings& findings_;
};

/// "81,2 %"
std::string percent(double share, Language language) {
    return localise_number(fmt::format("{:.1f}", share * 100), language) + " %";
}

/// A confidence as written: 95 %, 97,5 %.
std::string confidence_text(const Rational& confidence, Language language) {
    return localise_number(to_short(confidence * 100), language) + " %";
}

}  // namespace

std::vector<std::string> criteria_fed_by(const CriteriaSet& set, const SurveyEstimate& estimate) {
    const auto facts = facts_of(estimate);
    std::vector<std::string> ids;
    for_each_criterion(set.criteria, [&](const Criterion& node, const Criterion*, std::size_t) {
        if (!node.is_leaf()) return;
        if (node.id == estimate.criterion || reads_one_of(node, facts)) ids.push_back(node.id);
    });
    return ids;
}

std::map<std::string, std::int64_t> count_facts(const SurveyEstimate& estimate,
                                                const std::map<std::string, std::int64_t>& counts,
                                                std::int64_t answers) {
    std::map<std::string, std::int64_t> facts;
    for (const auto& [option, fact] : estimate.counts) {
        const auto found = counts.find(option);
        facts[fact] += option == "*" ? answers : found == counts.end() ? 0 : found->second;
    }
    return facts;
}

Findings apply_surveys(Round& round) {
    Findings findings;
    for (std::size_t stage = 0; stage < round.stages.size(); ++stage) {
        const auto survey = round.surveys.find(round.stages[stage].id);
        if (survey == round.surveys.end() || survey->second.responses.empty()) continue;
        SurveyWriter(round, stage, survey->second, findings).write();
    }
    return findings;
}

SurveyInputs inputs_in_force(const SurveyEstimate& estimate, const std::string& stage, const Assessment& in_force) {
    const auto is_own = [&](const auto& input) { return input.stage == stage && input.location == estimate.location; };
    const auto is_own_fact = [&](const std::string& id) {
        const auto found = in_force.facts.find(id);
        return found != in_force.facts.end() && is_own(found->second);
    };
    SurveyInputs inputs;
    const auto answer = in_force.answers.find(estimate.criterion);
    inputs.answer = answer != in_force.answers.end() && answer->second.value && is_own(answer->second);
    inputs.fact = !estimate.fact.empty() && is_own_fact(estimate.fact);
    inputs.counts = std::any_of(estimate.counts.begin(), estimate.counts.end(),
                                [&](const auto& count) { return is_own_fact(count.second); });
    return inputs;
}

std::vector<SurveyPoints> points_fed_by(const SurveyEstimate& estimate, std::size_t agency, const RoundResult* before,
                                        const RoundResult& after) {
    const auto& plan = after.plans[after.agencies[agency].set];
    std::vector<SurveyPoints> points;
    for (const auto& id : criteria_fed_by(plan.set(), estimate)) {
        const auto node = *plan.index_of(id);
        SurveyPoints one{id, std::nullopt, after.agencies[agency].scorecard.nodes[node].points};
        if (before != nullptr) one.before = before->agencies[agency].scorecard.nodes[node].points;
        points.push_back(std::move(one));
    }
    return points;
}

Text describe_figure(const Survey& survey, const SurveyFigure& figure) {
    const auto say = [&](Language l) {
        const bool vi = l == Language::vi;
        auto text = fmt::format(fmt::runtime(vi ? "điều tra: {} phiếu" : "survey: {} forms"), figure.respondents);
        if (figure.share)
            text += fmt::format(fmt::runtime(vi ? ", ước lượng {}" : ", estimate {}"),
                                percent(figure.share->to_double(), l));
        if (figure.lower && figure.upper)
            text += fmt::format(
                fmt::runtime(vi ? ", khoảng tin cậy {}: {} đến {}" : ", {} confidence interval: {} to {}"),
                confidence_text(survey.confidence, l), percent(*figure.lower, l), percent(*figure.upper, l));
        return text;
    };
    return {say(Language::vi), say(Language::en), {}};
}

void explain_survey(const Round& round, const RoundResult& result, std::size_t agency, Explanation& explanation) {
    const auto& set = result.plans[result.agencies[agency].set].set();
    const auto last = round.stage_index(result.stage).value_or(0);
    const auto is_behind = [&](const SurveyEstimate& estimate, const std::string& stage) {
        if (!inputs_in_force(estimate, stage, result.in_force[agency]).any()) return false;
        const auto fed = criteria_fed_by(set, estimate);
        return std::find(fed.begin(), fed.end(), explanation.criterion) != fed.end();
    };
    std::vector<Text> lines;
    for (std::size_t stage = 0; stage <= last; ++stage) {
        const auto found = round.surveys.find(round.stages[stage].id);
        if (found == round.surveys.end()) continue;
        const auto& survey = found->second;
        const auto is_wanted = [&](const SurveyEstimate& estimate) { return is_behind(estimate, found->first); };
        if (std::none_of(survey.estimates.begin(), survey.estimates.end(), is_wanted)) continue;
        for (const auto& figure : estimate_survey(round, survey))
            if (figure.agency == agency && is_wanted(survey.estimates[figure.estimate]))
                lines.push_back(describe_figure(survey, figure));
    }
    explanation.working.insert(explanation.working.begin(), lines.begin(), lines.end());
}

}  // namespace parindex
