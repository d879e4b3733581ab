#include "parindex/analysis/survey_estimate.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

#include "analysis/quantiles.hpp"

namespace parindex {

namespace {

using Weights = std::map<std::string_view, const std::optional<Rational>*>;  ///< option id -> its weight

/// Forms and strata of one agency on one questionnaire.
struct Forms {
    std::vector<std::size_t> responses;                  ///< indices in Survey::responses
    std::vector<const SurveyStratum*> strata;            ///< empty: one stratum, of unknown population
    std::map<std::string_view, std::size_t> stratum_of;  ///< id -> index in `strata`
};

/// One form as far as one part of an estimate looks at it.
struct Unit {
    std::size_t response = 0;
    std::size_t stratum = 0;
    Rational weight;
    Rational y;
    Rational x;
    std::int64_t answers = 0;
};

struct Stratum {
    std::optional<Rational> population;
    std::vector<const Unit*> units;
    Rational weight;    ///< sum w
    Rational weighted;  ///< sum w y
    Rational base;      ///< sum w x

    [[nodiscard]] Rational size() const { return population.value_or(1); }
};

/// What one part of an estimate comes to. Units are kept in place: strata point at them.
struct PartSum {
    std::vector<Unit> units;
    std::vector<Stratum> strata;
    Rational numerator;
    Rational denominator;
    std::int64_t empty_strata = 0;
};

/// Lookups into one survey.
class SurveyIndex {
public:
    explicit SurveyIndex(const Survey& survey) : survey_(survey) {
        for (std::size_t i = 0; i < survey.responses.size(); ++i) {
            const auto& response = survey.responses[i];
            forms_[{response.agency, response.questionnaire}].responses.push_back(i);
        }
        for (const auto& stratum : survey.strata) {
            auto& forms = forms_[{stratum.agency, stratum.questionnaire}];
            forms.stratum_of.emplace(stratum.id, forms.strata.size());
            forms.strata.push_back(&stratum);
        }
        for (const auto& questionnaire : survey.questionnaires)
            for (const auto& question : questionnaire.questions) add_question(questionnaire.id, question);
    }

    [[nodiscard]] const Survey& survey() const { return survey_; }

    [[nodiscard]] const Forms& forms(std::string_view agency, std::string_view questionnaire) const {
        static const Forms none;
        const auto found = forms_.find({agency, questionnaire});
        return found == forms_.end() ? none : found->second;
    }

    /// The weight of an answer, or null when it does not count. Pre: the question is the questionnaire's.
    [[nodiscard]] const Rational* weight_of(std::string_view questionnaire, std::string_view question,
                                            std::string_view option) const {
        const auto& weights = questions_.at({questionnaire, question});
        const auto found = weights.find(option);
        return found == weights.end() || !*found->second ? nullptr : &**found->second;
    }

private:
    using Key = std::pair<std::string_view, std::string_view>;

    void add_question(std::string_view questionnaire, const SurveyQuestion& question) {
        auto& weights = questions_[{questionnaire, question.id}];
        for (const auto& option : question.options) weights.emplace(option.id, &option.weight);
    }

    const Survey& survey_;
    std::map<Key, Forms> forms_;
    std::map<Key, Weights> questions_;
};

/// The answers of one form to the questions of a part; no answers that count: nothing.
std::optional<Unit> read_form(const SurveyIndex& index, const SurveyEstimate& estimate,
                              const SurveyEstimate::Part& part, std::size_t response, SurveyFigure& figure) {
    const auto& form = index.survey().responses[response];
    Unit unit;
    unit.response = response;
    unit.weight = form.weight;
    for (const auto& question : part.questions) {
        const auto answer = form.answers.find(question);
        if (answer == form.answers.end()) continue;
        ++figure.counts[answer->second];
        const auto* weight = index.weight_of(part.questionnaire, question, answer->second);
        if (weight == nullptr) continue;
        unit.y += *weight;
        ++unit.answers;
    }
    if (unit.answers == 0) return std::nullopt;
    unit.x = unit.answers;
    if (estimate.method == SurveyEstimate::Method::respondents) {
        unit.y /= unit.x;
        unit.x = 1;
    }
    return unit;
}

/// A reader has made sure that the stratum is there; else the first takes the form.
std::size_t stratum_of(const Forms& forms, const std::string& id) {
    const auto found = forms.stratum_of.find(id);
    return found == forms.stratum_of.end() ? 0 : found->second;
}

PartSum add_up(const SurveyIndex& index, const SurveyEstimate& estimate, const SurveyEstimate::Part& part,
               const Forms& forms, SurveyFigure& figure) {
    PartSum sum;
    sum.strata.resize(std::max<std::size_t>(forms.strata.size(), 1));
    for (std::size_t h = 0; h < forms.strata.size(); ++h) sum.strata[h].population = forms.strata[h]->population;
    sum.units.reserve(forms.responses.size());
    for (const auto response : forms.responses) {
        auto unit = read_form(index, estimate, part, response, figure);
        if (!unit) continue;
        unit->stratum = stratum_of(forms, index.survey().responses[response].stratum);
        sum.units.push_back(std::move(*unit));
    }
    for (const auto& unit : sum.units) {
        auto& stratum = sum.strata[unit.stratum];
        stratum.units.push_back(&unit);
        stratum.weight += unit.weight;
        stratum.weighted += unit.weight * unit.y;
        stratum.base += unit.weight * unit.x;
    }
    for (const auto& stratum : sum.strata) {
        if (stratum.units.empty()) {
            if (stratum.population) ++sum.empty_strata;
            continue;
        }
        sum.numerator += stratum.size() * stratum.weighted / stratum.weight;
        sum.denominator += stratum.size() * stratum.base / stratum.weight;
    }
    return sum;
}

/// Linearised values of the forms of one stratum, as parts of the estimate add them.
struct Linearised {
    std::optional<Rational> population;
    std::map<std::size_t, double> values;  ///< by response
};

using StratumKey = std::pair<std::string_view, std::size_t>;  ///< questionnaire, stratum

/// Kish's effective number of forms, (sum g)^2 / sum g^2 of the expansion weights g.
double effective_forms(const PartSum& part) {
    double sum = 0;
    double squares = 0;
    for (const auto& unit : part.units) {
        const auto& stratum = part.strata[unit.stratum];
        const double g = stratum.size().to_double() * unit.weight.to_double() / stratum.weight.to_double();
        sum += g;
        squares += g * g;
    }
    return squares > 0 ? sum * sum / squares : 0;
}

void linearise(const PartSum& part, std::string_view questionnaire, double share_of_estimate,
               std::map<StratumKey, Linearised>& strata) {
    const double ratio = (part.numerator / part.denominator).to_double();
    const double denominator = part.denominator.to_double();
    const auto residual = [&](const Unit& unit) { return unit.y.to_double() - ratio * unit.x.to_double(); };
    for (std::size_t h = 0; h < part.strata.size(); ++h) {
        const auto& stratum = part.strata[h];
        if (stratum.units.empty()) continue;
        const double weight = stratum.weight.to_double();
        double mean = 0;
        for (const auto* unit : stratum.units) mean += unit->weight.to_double() * residual(*unit) / weight;
        if (stratum.units.size() == 1) mean = 0;
        auto& target = strata[{questionnaire, h}];
        target.population = stratum.population;
        const double scale = share_of_estimate * stratum.size().to_double() / weight / denominator;
        for (const auto* unit : stratum.units)
            target.values[unit->response] += scale * unit->weight.to_double() * (residual(*unit) - mean);
    }
}

/// Influences, standard error and degrees of freedom from the linearised values.
void take_variance(const std::map<StratumKey, Linearised>& strata, SurveyFigure& figure) {
    double variance = 0;
    for (const auto& [key, stratum] : strata) {
        const auto n = static_cast<double>(stratum.values.size());
        const double sampled = stratum.population ? std::min(n / stratum.population->to_double(), 1.0) : 0;
        const bool is_lone = stratum.values.size() == 1;
        if (is_lone) ++figure.lone_strata;
        const double factor = std::sqrt((1 - sampled) * (is_lone ? 1 : n / (n - 1)));
        for (const auto& [response, value] : stratum.values) {
            figure.influence.emplace_back(response, factor * value);
            variance += factor * value * factor * value;
        }
        figure.respondents += static_cast<std::int64_t>(stratum.values.size());
    }
    std::sort(figure.influence.begin(), figure.influence.end());
    figure.degrees = figure.respondents - static_cast<std::int64_t>(strata.size());
    if (figure.degrees > 0) figure.standard_error = std::sqrt(variance);
}

/// One 0/1 answer of each form, all weighted alike, of an unknown population.
bool is_plain_proportion(const std::vector<PartSum>& parts) {
    if (parts.size() != 1 || parts.front().strata.size() != 1 || parts.front().strata.front().population) return false;
    const auto& units = parts.front().units;
    return std::all_of(units.begin(), units.end(), [&](const Unit& unit) {
        return unit.answers == 1 && unit.weight == units.front().weight && (unit.y.is_zero() || unit.y == Rational(1));
    });
}

void set_wilson(double p, double n, double z, SurveyFigure& figure) {
    const double shrink = 1 + z * z / n;
    const double centre = (p + z * z / (2 * n)) / shrink;
    const double half = z / shrink * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    figure.lower = std::max(centre - half, 0.0);
    figure.upper = std::min(centre + half, 1.0);
    // At the ends the interval holds the estimate itself, whatever the last bit says.
    if (p <= 0) figure.lower = 0;
    if (p >= 1) figure.upper = 1;
    figure.interval = SurveyFigure::Interval::wilson;
}

/// Share of the population that was asked, over all parts; 0 when a population is unknown.
double sampled_share(const std::vector<PartSum>& parts) {
    double forms = 0;
    double population = 0;
    for (const auto& part : parts) {
        for (const auto& stratum : part.strata) {
            if (!stratum.population) return 0;
            population += stratum.population->to_double();
        }
        forms += static_cast<double>(part.units.size());
    }
    return std::min(forms / population, 1.0);
}

/// All answers lie at one end of the scale.
void set_end_of_scale(const std::vector<PartSum>& parts, double share, double z, SurveyFigure& figure) {
    double forms = effective_forms(parts.front());
    for (const auto& part : parts) forms = std::min(forms, effective_forms(part));
    const double left = 1 - sampled_share(parts);
    if (left > 0) {
        set_wilson(share, forms / left, z, figure);
        return;
    }
    figure.lower = share;
    figure.upper = share;
    figure.interval = SurveyFigure::Interval::wilson;
}

void set_interval(const Survey& survey, const std::vector<PartSum>& parts, SurveyFigure& figure) {
    const double share = figure.share->to_double();
    const double tail = (1 + survey.confidence.to_double()) / 2;
    const double z = normal_quantile(tail);
    if (is_plain_proportion(parts)) {
        set_wilson(share, static_cast<double>(figure.respondents), z, figure);
    } else if (figure.share->is_zero() || *figure.share == Rational(1)) {
        set_end_of_scale(parts, share, z, figure);
    } else if (figure.standard_error) {
        const double half = student_quantile(static_cast<double>(figure.degrees), tail) * *figure.standard_error;
        figure.lower = std::max(share - half, 0.0);
        figure.upper = std::min(share + half, 1.0);
        figure.interval = SurveyFigure::Interval::student;
    }
}

/// Forms of an agency on the questionnaires of an estimate, each questionnaire once.
std::int64_t count_forms(const SurveyIndex& index, const SurveyEstimate& estimate, const std::string& agency) {
    std::map<std::string_view, std::size_t> forms;
    for (const auto& part : estimate.parts)
        forms[part.questionnaire] = index.forms(agency, part.questionnaire).responses.size();
    std::int64_t sum = 0;
    for (const auto& [questionnaire, number] : forms) sum += static_cast<std::int64_t>(number);
    return sum;
}

void fill(const SurveyIndex& index, const SurveyEstimate& estimate, const std::string& agency, SurveyFigure& figure) {
    std::vector<PartSum> parts;
    parts.reserve(estimate.parts.size());
    Rational weighted;
    Rational weights;
    bool is_complete = true;
    for (const auto& part : estimate.parts) {
        parts.push_back(add_up(index, estimate, part, index.forms(agency, part.questionnaire), figure));
        const auto& sum = parts.back();
        figure.empty_strata += sum.units.empty() ? 0 : sum.empty_strata;
        for (const auto& unit : sum.units) figure.answers += unit.answers;
        is_complete = is_complete && !sum.units.empty();
        if (!is_complete) continue;
        weighted += part.weight * (sum.numerator / sum.denominator);
        weights += part.weight;
    }
    if (!is_complete || parts.empty()) return;
    figure.share = weighted / weights;
    std::map<StratumKey, Linearised> strata;
    for (std::size_t i = 0; i < parts.size(); ++i)
        linearise(parts[i], estimate.parts[i].questionnaire, (estimate.parts[i].weight / weights).to_double(), strata);
    take_variance(strata, figure);
    set_interval(index.survey(), parts, figure);
}

SurveyFigure figure_of(const SurveyIndex& index, const SurveyEstimate& estimate, const std::string& agency) {
    SurveyFigure figure;
    try {
        fill(index, estimate, agency, figure);
    } catch (const NumberTooLarge&) {
        figure = {};
        figure.is_too_large = true;
    }
    figure.forms = count_forms(index, estimate, agency);
    return figure;
}

/// Whether the set holds something that the estimate becomes.
bool concerns(const CriteriaSet& set, const SurveyEstimate& estimate) {
    if (!estimate.criterion.empty() && set.find(estimate.criterion) != nullptr) return true;
    if (!estimate.fact.empty() && set.find_fact(estimate.fact) != nullptr) return true;
    return std::any_of(estimate.counts.begin(), estimate.counts.end(),
                       [&](const auto& count) { return set.find_fact(count.second) != nullptr; });
}

}  // namespace

std::string_view to_string(SurveyFigure::Interval interval) {
    switch (interval) {
        case SurveyFigure::Interval::none:
            break;
        case SurveyFigure::Interval::student:
            return "student";
        case SurveyFigure::Interval::wilson:
            return "wilson";
    }
    return "none";
}

std::vector<SurveyFigure> estimate_survey(const Round& round, const Survey& survey) {
    const SurveyIndex index(survey);
    std::map<const CriteriaSet*, std::vector<std::size_t>> wanted;
    for (const auto& set : round.sets)
        for (std::size_t e = 0; e < survey.estimates.size(); ++e)
            if (concerns(set, survey.estimates[e])) wanted[&set].push_back(e);
    std::vector<SurveyFigure> figures;
    for (std::size_t agency = 0; agency < round.agencies.size(); ++agency) {
        for (const auto e : wanted[round.set_of(round.agencies[agency])]) {
            figures.push_back(figure_of(index, survey.estimates[e], round.agencies[agency].id));
            figures.back().agency = agency;
            figures.back().estimate = e;
        }
    }
    return figures;
}

}  // namespace parindex
