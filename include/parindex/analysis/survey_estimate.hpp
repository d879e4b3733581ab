#pragma once
/// What raw answers of a survey say about each agency: an exact share, and how far it may be off.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "parindex/base/rational.hpp"
#include "parindex/model/round.hpp"
#include "parindex/model/survey.hpp"

namespace parindex {

/// One estimate for one agency. The share is exact and is what points come from; the doubles are statistics.
struct SurveyFigure {
    /// How the interval was made.
    enum class Interval {
        none,     ///< no share, or no stratum with more than one form
        student,  ///< share +- t(1 - alpha/2; forms - strata) x standard error, inside 0 .. 1
        wilson    ///< score interval of a plain proportion
    };

    std::size_t agency = 0;         ///< index in Round::agencies
    std::size_t estimate = 0;       ///< index in Survey::estimates
    std::int64_t forms = 0;         ///< filled forms of its questionnaires
    std::int64_t respondents = 0;   ///< forms with an answer that counts
    std::int64_t answers = 0;       ///< answers that count
    std::optional<Rational> share;  ///< none when a part has no answer that counts
    bool is_too_large = false;      ///< no share because its exact value needs more than Rational::max_bits
    std::map<std::string, std::int64_t> counts;  ///< option id -> number of such answers to the estimate's questions
    std::optional<double> standard_error;
    std::optional<double> lower;
    std::optional<double> upper;
    std::int64_t degrees = 0;  ///< of freedom: respondents less strata
    Interval interval = Interval::none;
    std::int64_t lone_strata = 0;   ///< strata with one form
    std::int64_t empty_strata = 0;  ///< strata with a population and no form that counts
    /// Index in Survey::responses -> what that form adds to the error of the share. The squares add to the variance, the
    /// products with another figure's to the covariance of the two.
    std::vector<std::pair<std::size_t, double>> influence;
};

/// "none", "student", "wilson"
[[nodiscard]] std::string_view to_string(SurveyFigure::Interval interval);

/// Every estimate for every agency of the round whose criteria set holds what the estimate becomes; by agency in their
/// order, then by estimate.
///
/// Of a form i, a_i is the sum of the weights of its answers that count and b_i their number; options without a weight and
/// empty cells do not count, and a form without any such answer is left out. With y = a/b, x = 1 (method `respondents`)
/// or y = a, x = b (method `answers`), weights w inside strata h and populations N_h,
///
///     R = sum_h N_h Y_h / sum_h N_h X_h,   Y_h = sum w y / sum w,   X_h = sum w x / sum w:
///
/// for `respondents` the mean of the strata's means by population (separate), for `answers` the combined ratio estimator
/// (Cochran, Sampling Techniques, 3rd ed. 1977, 5.3 and 6.11). Strata without forms drop out; without populations there is
/// one stratum. Parts are averaged with their weights.
///
/// The variance is that of the linearised ratio with the form as the sampling unit (Särndal, Swensson, Wretman, Model
/// Assisted Survey Sampling, 1992, 5.5): residuals e = y - R x from their stratum's mean, times (1 - n_h/N_h) n_h/(n_h - 1).
/// A form alone in its stratum is taken from the mean of all instead, which errs on the large side. Parts that share a
/// questionnaire share its forms, so their errors add before they are squared.
///
/// Wilson's score interval (Wilson 1927, JASA 22) is used for one 0/1 answer of each form, without weights, strata and
/// population, and where every answer lies at the same end of the scale: there the linearised variance says 0.
/// Cost: linear in the answers.
[[nodiscard]] std::vector<SurveyFigure> estimate_survey(const Round& round, const Survey& survey);

}  // namespace parindex
