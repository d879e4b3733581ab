#pragma once
/// What a leaf takes from whoever answers it, whatever the file it is typed into.

#include <string>
#include <string_view>
#include <vector>

#include "parindex/model/criteria_set.hpp"
#include "parindex/rules/scope.hpp"

namespace parindex::io {

/// The parts of an answer that a leaf's rule looks at, over all of its alternatives.
struct LeafInputs {
    std::vector<const Level*> levels;
    std::vector<const ChecklistRule::Item*> items;
    std::vector<const PointsRule*> points;
    bool has_checklist = false;
    bool has_value = false;
    Unit value_unit = Unit::number;  ///< of the typed value, as far as the rule says
    /// The rule that applies: the leaf's, or the alternative that the scope settles; null while that is open.
    const Rule* rule = nullptr;
    std::vector<std::string> facts;  ///< that the rule reads, each once, in order of first use

    /// The leaf must outlive it. With `scope` the alternatives that it rules out are left out (an agency of another
    /// type).
    explicit LeafInputs(const Criterion& leaf, const Scope* scope = nullptr);

    [[nodiscard]] bool has_free_points() const;
    [[nodiscard]] bool takes_points() const { return !points.empty() || has_free_points(); }
    /// Nothing is typed for the leaf itself: it is computed from facts and other criteria.
    [[nodiscard]] bool is_computed() const { return levels.empty() && !has_checklist && !has_value && points.empty(); }
    /// "level, value": the keys that an answer may have.
    [[nodiscard]] std::string names() const;

private:
    void add(const Rule& added, const Scope* scope);
    void add_alternatives(const AlternativesRule& choice, const Scope* scope);
    void add_expression(const Expression& expression);
};

/// Whether the expression reads the value typed for the criterion.
[[nodiscard]] bool uses_answer(const Expression& expression);

/// Whether only the survey answers the leaf.
[[nodiscard]] bool is_survey_only(const Criterion& leaf);

}  // namespace parindex::io
