#include "parindex/analysis/ranking_uncertainty.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "parindex/analysis/survey_input.hpp"
#include "parindex/engine/evaluate.hpp"

namespace parindex {

namespace {

/// What one estimate adds to the error of a total.
struct Part {
    std::size_t survey = 0;  ///< index of its stage
    const SurveyFigure* figure = nullptr;
    double half_change = 0;  ///< of the total, from the lower to the upper end of the estimate
};

/// Trial values only: nothing published is computed from them.
Rational trial_value(double share) {
    constexpr std::int64_t scale = 1'000'000'000;
    return {std::llround(share * static_cast<double>(scale)), scale};
}

/// Counts that move `share_change` of all weight: answers go from every option to the best (or worst) one. The number of
/// answers stays, so do whole numbers; `moved` receives the change that these whole numbers bring.
std::map<std::string, std::int64_t> shifted_counts(const std::map<std::string, std::optional<Rational>>& weights,
                                                   const std::map<std::string, std::int64_t>& counts,
                                                   double share_change, double& moved) {
    double total = 0;
    double sum = 0;
    std::string target;
    double target_weight = 0;
    for (const auto& [option, weight] : weights) {
        if (!weight) continue;
        const double value = weight->to_double();
        const auto found = counts.find(option);
        const double number = found == counts.end() ? 0 : static_cast<double>(found->second);
        total += number;
        sum += number * value;
        const bool is_further = share_change > 0 ? value > target_weight : value < target_weight;
        if (target.empty() || is_further) {
            target = option;
            target_weight = value;
        }
    }
    moved = 0;
    if (total <= 0) return counts;
    const double share = sum / total;
    const double room = target_weight - share;
    const double part = std::abs(room) > 0 ? std::clamp(share_change / room, 0.0, 1.0) : 0;
    auto shifted = counts;
    std::int64_t taken = 0;
    double weight_change = 0;
    for (const auto& [option, weight] : weights) {
        const auto found = shifted.find(option);
        if (!weight || option == target || found == shifted.end()) continue;
        const auto leaving = std::llround(part * static_cast<double>(found->second));
        found->second -= leaving;
        taken += leaving;
        weight_change += static_cast<double>(leaving) * (target_weight - weight->to_double());
    }
    shifted[target] += taken;
    moved = weight_change / total;
    return shifted;
}

/// Intervals of one round's totals, step by step.
class TotalSpread {
public:
    TotalSpread(const Round& round, const RoundResult& result) : round_(round), result_(result) {}

    std::vector<std::optional<TotalInterval>> run() {
        collect_figures();
        for (const auto& one : result_.agencies)
            totals_.push_back(one.scorecard.total.exact ? one.scorecard.total.exact->to_double() : 0);
        half_.resize(result_.agencies.size());
        for (std::size_t i = 0; i < result_.agencies.size(); ++i) half_[i] = half_width(i);
        for (std::size_t i = 0; i < result_.agencies.size(); ++i) merge(i);
        if (std::none_of(half_.begin(), half_.end(), [](const auto& half) { return half.has_value(); })) return {};
        std::vector<std::optional<TotalInterval>> intervals(result_.agencies.size());
        for (std::size_t i = 0; i < intervals.size(); ++i) {
            if (!half_[i]) continue;
            intervals[i] = TotalInterval{totals_[i] - *half_[i], totals_[i] + *half_[i]};
        }
        for (const auto& group : result_.groups) place(group, intervals);
        return intervals;
    }

private:
    void collect_figures() {
        const auto last = round_.stage_index(result_.stage).value_or(0);
        for (std::size_t stage = 0; stage <= last; ++stage) {
            const auto survey = round_.surveys.find(round_.stages[stage].id);
            if (survey == round_.surveys.end()) continue;
            figures_[stage] = estimate_survey(round_, survey->second);
            for (const auto& figure : figures_[stage]) by_agency_[figure.agency].emplace_back(stage, &figure);
        }
    }

    [[nodiscard]] const Survey& survey_of(std::size_t stage) const {
        return round_.surveys.at(round_.stages[stage].id);
    }

    /// Nothing without a total or without an estimate in force.
    [[nodiscard]] std::optional<double> half_width(std::size_t agency) const {
        const auto& one = result_.agencies[agency];
        if (!one.submitted || !one.scorecard.total.exact) return std::nullopt;
        const auto figures = by_agency_.find(agency);
        if (figures == by_agency_.end()) return std::nullopt;
        std::vector<Part> parts;
        for (const auto& [stage, figure] : figures->second) {
            if (!figure->lower || !figure->upper) continue;
            const auto& estimate = survey_of(stage).estimates[figure->estimate];
            const auto inputs = inputs_in_force(estimate, round_.stages[stage].id, result_.in_force[agency]);
            if (inputs.any()) parts.push_back({stage, figure, half_change(agency, stage, *figure, inputs)});
        }
        if (parts.empty()) return std::nullopt;
        double variance = 0;
        for (const auto& a : parts)
            for (const auto& b : parts) variance += correlation(a, b) * a.half_change * b.half_change;
        return std::sqrt(std::max(variance, 0.0));
    }

    /// Estimates of the same forms move together; those of other forms are independent.
    static double correlation(const Part& a, const Part& b) {
        if (a.figure == b.figure) return 1;
        if (a.survey != b.survey) return 0;
        double product = 0;
        double squares_a = 0;
        double squares_b = 0;
        for (const auto& [response, value] : a.figure->influence) squares_a += value * value;
        for (const auto& [response, value] : b.figure->influence) squares_b += value * value;
        auto i = a.figure->influence.begin();
        auto j = b.figure->influence.begin();
        while (i != a.figure->influence.end() && j != b.figure->influence.end()) {
            if (i->first == j->first) product += i->second * j->second;
            const bool step_i = i->first <= j->first;
            const bool step_j = j->first <= i->first;
            if (step_i) ++i;
            if (step_j) ++j;
        }
        const double scale = std::sqrt(squares_a * squares_b);
        return scale > 0 ? product / scale : 0;
    }

    /// Half of what the total changes between the ends of the estimate.
    [[nodiscard]] double half_change(std::size_t agency, std::size_t stage, const SurveyFigure& figure,
                                     const SurveyInputs& inputs) const {
        const auto upper = change_at(agency, stage, figure, inputs, *figure.upper);
        const auto lower = change_at(agency, stage, figure, inputs, *figure.lower);
        return (upper - lower) / 2;
    }

    /// What the total changes when the estimate has that value; 0 when there would be no total.
    [[nodiscard]] double change_at(std::size_t agency, std::size_t stage, const SurveyFigure& figure,
                                   const SurveyInputs& inputs, double value) const {
        const auto& estimate = survey_of(stage).estimates[figure.estimate];
        const double wanted = value - figure.share->to_double();
        if (wanted == 0) return 0;
        auto trial = result_.in_force[agency];
        if (inputs.answer) trial.answers.at(estimate.criterion).value = trial_value(value);
        if (inputs.fact) trial.facts.at(estimate.fact).value = trial_value(value);
        double scale = 1;
        if (inputs.counts) {
            double moved = 0;
            const auto counts = shifted_counts(weights_of(stage, estimate), figure.counts, wanted, moved);
            for (const auto& [fact, count] : count_facts(estimate, counts, figure.answers)) {
                const auto found = trial.facts.find(fact);
                if (found != trial.facts.end() && found->second.location == estimate.location)
                    found->second.value = Rational(count);
            }
            // Whole answers cannot move by just as much as wanted; with counts alone the rest is taken in proportion.
            if (!inputs.answer && !inputs.fact && moved != 0) scale = wanted / moved;
        }
        const auto& one = result_.agencies[agency];
        const auto scorecard = evaluate(result_.plans[one.set], trial, context_of(round_, result_, agency));
        if (!scorecard.total.exact) return 0;
        return scale * (*scorecard.total.exact - *one.scorecard.total.exact).to_double();
    }

    /// Weights of the options that the estimate's questions offer.
    [[nodiscard]] std::map<std::string, std::optional<Rational>> weights_of(std::size_t stage,
                                                                            const SurveyEstimate& estimate) const {
        std::map<std::string, std::optional<Rational>> weights;
        for (const auto& part : estimate.parts) {
            const auto* questionnaire = survey_of(stage).find_questionnaire(part.questionnaire);
            for (const auto& question : questionnaire->questions) {
                if (std::find(part.questions.begin(), part.questions.end(), question.id) == part.questions.end())
                    continue;
                for (const auto& option : question.options) weights.emplace(option.id, option.weight);
            }
        }
        return weights;
    }

    /// A merged agency is the mean of its predecessors, and their errors are independent.
    void merge(std::size_t agency) {
        const auto& one = result_.agencies[agency];
        if (!one.merged || !one.scorecard.total.exact) return;
        const auto& predecessors = round_.agencies[agency].predecessors;
        double squares = 0;
        bool has_any = false;
        for (std::size_t i = 0; i < half_.size(); ++i) {
            const bool is_part =
                std::find(predecessors.begin(), predecessors.end(), round_.agencies[i].id) != predecessors.end();
            if (!is_part || !half_[i]) continue;
            has_any = true;
            squares += *half_[i] * *half_[i];
        }
        if (has_any) half_[agency] = std::sqrt(squares) / static_cast<double>(predecessors.size());
    }

    [[nodiscard]] bool differ(std::size_t a, std::size_t b) const {
        const double x = half_[a].value_or(0);
        const double y = half_[b].value_or(0);
        return std::abs(totals_[a] - totals_[b]) > std::sqrt(x * x + y * y);
    }

    void place(const GroupRanking& group, std::vector<std::optional<TotalInterval>>& intervals) const {
        std::vector<std::size_t> ranked;
        for (const auto i : group.order)
            if (result_.agencies[i].rank) ranked.push_back(i);
        for (std::size_t k = 0; k < ranked.size(); ++k) {
            const auto i = ranked[k];
            if (!intervals[i]) continue;
            std::int64_t above = 0;
            std::int64_t below = 0;
            for (const auto other : ranked) {
                if (other == i || !differ(i, other)) continue;
                ++(totals_[other] > totals_[i] ? above : below);
            }
            intervals[i]->best_rank = 1 + above;
            intervals[i]->worst_rank = static_cast<std::int64_t>(ranked.size()) - below;
            intervals[i]->differs_from_next = k + 1 == ranked.size() || differ(i, ranked[k + 1]);
        }
    }

    const Round& round_;
    const RoundResult& result_;
    std::map<std::size_t, std::vector<SurveyFigure>> figures_;  ///< by stage
    std::map<std::size_t, std::vector<std::pair<std::size_t, const SurveyFigure*>>> by_agency_;
    std::vector<double> totals_;               ///< by agency; 0 without a total
    std::vector<std::optional<double>> half_;  ///< half the width of the total's interval, by agency
};

}  // namespace

std::vector<std::optional<TotalInterval>> total_intervals(const Round& round, const RoundResult& result) {
    return TotalSpread(round, result).run();
}

}  // namespace parindex
