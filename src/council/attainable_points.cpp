#include "council/attainable_points.hpp"

#include <algorithm>
#include <set>
#include <variant>
#include <vector>

#include "parindex/base/rounding.hpp"
#include "parindex/rules/evaluate_rule.hpp"

namespace parindex {

namespace {

/// More different sums of a checklist than these are not told apart from its range.
constexpr std::size_t most_sums = 4096;

class Possibility {
public:
    Possibility(const CriteriaSet& set, const Criterion& criterion, const Rational& points)
        : rounding_(set.policies.points_rounding), max_(criterion.max), points_(points) {}

    [[nodiscard]] bool is(const Rational& value) const { return round(value, rounding_) == points_; }

    bool operator()(const LevelsRule& rule) const {
        return std::any_of(rule.levels.begin(), rule.levels.end(), [&](const Level& level) {
            if (level.free_points) return within(level.free_points->first, level.free_points->second);
            return level.points && is(*level.points);
        });
    }

    bool operator()(const ChecklistRule& rule) const {
        std::set<Rational> sums{Rational(0)};
        for (const auto& item : rule.items) {
            const std::vector<Rational> before(sums.begin(), sums.end());
            for (const auto& sum : before) sums.insert(sum + item.points);
            if (sums.size() > most_sums) return in_range(rule);
        }
        return std::any_of(sums.begin(), sums.end(),
                           [&](const Rational& sum) { return is(rule.cap ? min(sum, *rule.cap) : sum); });
    }

    bool operator()(const PointsRule& rule) const {
        const auto high = rule.max ? *rule.max : max_.value_or(0);
        if (!within(rule.min, high)) return false;
        const bool exact = !rounding_.digits;
        return !rule.step || rule.step->is_zero() || !exact || ((points_ - rule.min) / *rule.step).is_integer();
    }

    bool operator()(const BandsRule& rule) const {
        if (rule.outside == BandsRule::Outside::zero && is(0)) return true;
        return std::any_of(rule.bands.begin(), rule.bands.end(), [&](const auto& band) { return is(band.points); });
    }

    bool operator()(const DeadlineRule& rule) const {
        return is(rule.never_points) ||
               std::any_of(rule.steps.begin(), rule.steps.end(), [&](const auto& step) { return is(step.points); });
    }

    bool operator()(const ConditionRule&) const { return is(0) || (max_ && is(*max_)); }

    bool operator()(const PerItemRule& rule) const {
        const auto cap = rule.cap ? *rule.cap : max_.value_or(0);
        if (is(cap)) return true;
        if (!within(Rational(0), cap) || rule.points_each.is_zero()) return false;
        const auto count = (points_ / rule.points_each).floor();
        return is(count * rule.points_each) || is((count + 1) * rule.points_each);
    }

    bool operator()(const AlternativesRule& rule) const {
        const auto gives = [&](const Rule& inner) { return std::visit(*this, inner.kind); };
        return (rule.otherwise && gives(*rule.otherwise)) ||
               std::any_of(rule.alternatives.begin(), rule.alternatives.end(),
                           [&](const auto& alternative) { return gives(*alternative.rule); });
    }

    template <class Kind>
    bool operator()(const Kind& rule) const {
        return in_range(rule);
    }

private:
    [[nodiscard]] bool within(const Rational& low, const Rational& high) const {
        return points_ >= round(low, rounding_) && points_ <= round(high, rounding_);
    }

    template <class Kind>
    [[nodiscard]] bool in_range(const Kind& rule) const {
        const auto range = attainable(Rule{rule, {}}, max_);
        return (!range.lowest || points_ >= round(*range.lowest, rounding_)) &&
               (!range.highest || points_ <= round(*range.highest, rounding_));
    }

    Rounding rounding_;
    std::optional<Rational> max_;
    Rational points_;
};

}  // namespace

bool can_give(const CriteriaSet& set, const Criterion& criterion, const Rational& points) {
    const Possibility possible(set, criterion, round(points, set.policies.points_rounding));
    return std::visit(possible, criterion.rule->kind) ||
           std::any_of(criterion.overrides.begin(), criterion.overrides.end(),
                       [&](const Override& one) { return possible.is(one.points); });
}

}  // namespace parindex
