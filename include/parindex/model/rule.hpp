#pragma once
/// The closed vocabulary of scoring rules, as plain values. One struct per kind; docs/criteria-language.md describes
/// each and docs/rule-types.md shows how the rule types met in real tables are written with them. What a rule does is in
/// rules/<kind>.hpp.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "parindex/base/rational.hpp"
#include "parindex/base/text.hpp"
#include "parindex/model/expression.hpp"

namespace parindex {

/// What to do with a computed result outside what is allowed.
enum class Overflow { cap, refuse };

/// A range of exact numbers whose edges are open or closed as stated. A missing edge is unbounded; `lost` marks an
/// edge that the source lost in print (a defect the linter reports).
struct Interval {
    struct Edge {
        Rational value;
        bool inclusive = true;
        std::string written;  ///< as in the file: "50%", "3/4"
    };
    std::optional<Edge> lower;
    std::optional<Edge> upper;
    bool lower_lost = false;
    bool upper_lost = false;

    [[nodiscard]] bool contains(const Rational& value) const;
};

/// One of exactly one ordered levels.
struct Level {
    std::string id;
    Text label;
    std::optional<Rational> points;  ///< none in a set that grades without points, or with free points
    std::optional<std::pair<Rational, Rational>> free_points;  ///< points chosen by the assessor inside this range
    std::string printed_points;  ///< as printed in the label of the source, for the linter
};

/// Choice of one level (all or nothing, ordered levels, grades).
struct LevelsRule {
    std::vector<Level> levels;
    std::string set_name;  ///< name of the shared level set it came from, or empty
};

/// Sum of the ticked lines.
struct ChecklistRule {
    struct Item {
        std::string id;
        Text label;
        Rational points;
    };
    std::vector<Item> items;
    std::optional<Rational> cap;
};

/// Typed points between bounds, in steps when `step` is given.
struct PointsRule {
    Rational min;
    std::optional<Rational> max;  ///< the criterion's maximum when absent
    std::optional<Rational> step;
};

enum class Unit { number, percent, count };

enum class Overlap { undeclared, first, highest, lowest };

/// Bands over a value.
struct BandsRule {
    struct Band {
        Interval range;
        Text label;
        Rational points;
        std::string printed_points;
    };
    Expression of;
    Unit unit = Unit::number;
    std::vector<Band> bands;
    Overlap on_overlap = Overlap::undeclared;
    enum class Outside { undeclared, refuse, zero } outside = Outside::undeclared;
};

/// Share of the maximum, with full points from a threshold on and nothing below a floor.
struct ProportionalRule {
    enum class Between {
        share_of_max,        ///< s = R * max
        share_of_threshold,  ///< s = R * max / full_from
        linear               ///< s rises from 0 at zero_below to max at full_from
    };
    Expression of;
    std::optional<Rational> full_from;
    std::optional<Rational> zero_below;
    Between between = Between::share_of_max;
    Overflow above_one = Overflow::refuse;
};

/// Straight lines between given points.
struct PiecewiseLinearRule {
    struct Knot {
        Rational at;
        Rational points;
    };
    Expression of;
    Unit unit = Unit::number;
    std::vector<Knot> knots;  ///< rising in `at`
    Overflow outside = Overflow::refuse;
};

/// Levels of lateness against a due date.
struct DeadlineRule {
    enum class Count { calendar_days, working_days };
    struct Step {
        std::optional<std::int64_t> late_by_at_most;  ///< days; absent in the last step: any delay
        Rational points;
        Text label;
    };
    Expression done;
    Expression due;
    Count count = Count::calendar_days;
    std::vector<Step> steps;
    Rational never_points;
    Text never_label;
};

/// Count times points, with a cap.
struct PerItemRule {
    Expression count;
    Rational points_each;
    std::optional<Rational> cap;  ///< the criterion's maximum when absent
};

/// Full points less deductions.
struct DeductionRule {
    struct Item {
        std::string id;
        Text label;
        Expression count;
        Rational points_each;
        std::optional<Rational> cap;
    };
    std::optional<Rational> start;  ///< the criterion's maximum when absent
    std::vector<Item> items;
    std::optional<Rational> cap;  ///< most that all items together may take
    Rational floor;
};

/// Branches with conditions.
struct CasesRule {
    struct Case {
        Expression when;
        Expression points;
        Text label;
    };
    enum class Pick { first, highest };
    std::vector<Case> cases;
    std::optional<Expression> otherwise;  ///< no case holds: these points; absent: refused
    Pick pick = Pick::first;
    Overflow above_max = Overflow::refuse;
    Overflow below_zero = Overflow::refuse;
};

/// Points by a formula.
struct FormulaRule {
    Expression points;
    Overflow above_max = Overflow::refuse;
    Overflow below_zero = Overflow::refuse;
};

/// Full points when a condition holds, else none.
struct ConditionRule {
    Expression met;
};

/// Survey answers with option weights: s = max * sum(n_o * w_o) / sum(n_o).
struct SurveyRule {
    struct Option {
        std::string id;
        Text label;
        Rational weight;
        Expression count;
    };
    std::vector<Option> options;
};

/// A value that is reported and not scored.
struct MonitorRule {
    Expression value;
    Unit unit = Unit::number;
};

struct AlternativesRule;

using RuleKind = std::variant<LevelsRule, ChecklistRule, PointsRule, BandsRule, ProportionalRule, PiecewiseLinearRule,
                              DeadlineRule, PerItemRule, DeductionRule, CasesRule, FormulaRule, ConditionRule,
                              SurveyRule, MonitorRule, AlternativesRule>;

struct Rule;

/// Another rule by type of agency: the first alternative whose condition holds.
struct AlternativesRule {
    struct Alternative {
        Expression when;
        std::shared_ptr<const Rule> rule;
        Text label;
    };
    std::vector<Alternative> alternatives;
    std::shared_ptr<const Rule> otherwise;  ///< null: none of them means not applicable
};

struct Rule {
    RuleKind kind;
    std::string pointer;  ///< JSON pointer of the rule, for findings
};

/// "levels", "bands", ... as written in files.
[[nodiscard]] std::string_view kind_name(const Rule& rule);

}  // namespace parindex
