#pragma once
/// Holds what was typed for one agency against its criteria set. Shared by JSON files and tables.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "io/leaf_inputs.hpp"
#include "io/report.hpp"
#include "parindex/model/assessment.hpp"
#include "parindex/model/criteria_set.hpp"
#include "parindex/model/round.hpp"

namespace parindex::io {

/// Criteria and facts of a set by id. The set must outlive it.
class SetIndex {
public:
    explicit SetIndex(const CriteriaSet& set);

    [[nodiscard]] const CriteriaSet& set() const { return *set_; }
    [[nodiscard]] const Criterion* criterion(std::string_view id) const;
    [[nodiscard]] const FactDeclaration* fact(std::string_view id) const;
    /// Known ids close to a wrong one, as a hint.
    [[nodiscard]] Text suggest_criterion(std::string_view id) const;
    [[nodiscard]] Text suggest_fact(std::string_view id) const;

private:
    const CriteriaSet* set_;
    std::unordered_map<std::string_view, const Criterion*> criteria_;
    std::unordered_map<std::string_view, const FactDeclaration*> facts_;
    std::vector<std::string_view> criterion_ids_;
    std::vector<std::string_view> fact_ids_;
};

/// One thing that was typed.
struct Typed {
    enum class Kind { text, number, flag };
    Kind kind = Kind::text;
    std::string text;  ///< as typed; digits of a JSON number
    bool flag = false;
    Location location;
};

/// An answer as typed, before anything is known about it.
struct TypedAnswer {
    Location location;
    std::optional<Typed> level;
    std::optional<std::vector<Typed>> items;
    std::optional<Typed> value;
    std::optional<Typed> points;
    std::optional<Typed> state;
    std::optional<Typed> awarded;
    std::optional<Typed> disputed;
    std::optional<Typed> at;
    std::vector<std::string> evidence;
    std::vector<std::string> accepted_evidence;
    std::map<std::string, std::string> refused_evidence;  ///< id -> why
    std::string explanation;
    std::string by;

    /// Whether there is anything that a rule could score.
    [[nodiscard]] bool has_input() const { return level || items || value || points; }
};

class AnswerCheck {
public:
    /// `kind`: of the stage that the answers belong to, which says who may award, dispute and judge; none when the stage
    /// is not known, then each may be given.
    AnswerCheck(const SetIndex& index, std::string agency, Report& report, std::optional<Stage::Kind> kind = {})
        : index_(index), agency_(std::move(agency)), report_(report), kind_(kind) {}

    /// The leaf of that id; nothing, with a finding, for unknown ids and parents.
    [[nodiscard]] const Criterion* find_leaf(const std::string& id, const Location& location) const;

    /// The answer, left blank where it does not fit the criterion.
    [[nodiscard]] Answer check_answer(const Criterion& leaf, const TypedAnswer& typed) const;

    [[nodiscard]] const FactDeclaration* find_fact(const std::string& id, const Location& location) const;

    /// The value of a fact, or of a field of a record, of that type.
    [[nodiscard]] std::optional<ScalarValue> check_scalar(FactType type, const std::string& id,
                                                          const Typed& typed) const;
    /// The same for a fact that is no list, within its declared bounds.
    [[nodiscard]] std::optional<FactValue> check_fact(const FactDeclaration& fact, const Typed& typed) const;

    void error(std::string_view code, const Location& location, const std::string& id, Text message,
               Text hint = {}) const;
    void warning(std::string_view code, const Location& location, const std::string& id, Text message,
                 Text hint = {}) const;

private:
    void add(std::string_view code, Severity severity, const Location& location, const std::string& id, Text message,
             Text hint) const;
    [[nodiscard]] std::optional<Rational> number(const std::string& id, const Typed& typed) const;
    [[nodiscard]] bool check_state(const std::string& id, const TypedAnswer& typed, Answer& answer) const;
    [[nodiscard]] bool check_kinds(const Criterion& leaf, const LeafInputs& taken, const TypedAnswer& typed) const;
    [[nodiscard]] bool check_level(const Criterion& leaf, const LeafInputs& taken, const TypedAnswer& typed,
                                   Answer& answer) const;
    [[nodiscard]] bool check_items(const Criterion& leaf, const LeafInputs& taken, const TypedAnswer& typed,
                                   Answer& answer) const;
    [[nodiscard]] bool check_points(const Criterion& leaf, const LeafInputs& taken, const TypedAnswer& typed,
                                    Answer& answer) const;
    // What the process adds to an input (answer_process.cpp).
    [[nodiscard]] bool is_appraised() const;
    [[nodiscard]] bool check_process(const Criterion& leaf, const TypedAnswer& typed, Answer& answer) const;
    [[nodiscard]] bool check_award(const Criterion& leaf, const TypedAnswer& typed, Answer& answer) const;
    [[nodiscard]] bool check_dispute(const std::string& id, const TypedAnswer& typed, Answer& answer) const;
    [[nodiscard]] bool check_judgement(const std::string& id, const TypedAnswer& typed, Answer& answer) const;
    [[nodiscard]] bool check_moment(const std::string& id, const TypedAnswer& typed, Answer& answer) const;
    [[nodiscard]] bool check_bounds(const std::string& id, const Location& location, const Rational& points,
                                    const Rational& lowest, const std::optional<Rational>& highest,
                                    const std::optional<Rational>& step) const;

    const SetIndex& index_;
    std::string agency_;
    Report& report_;
    std::optional<Stage::Kind> kind_;
};

}  // namespace parindex::io
