#pragma once
/// A criteria set: the whole table of one level and year, with its policies and its provenance.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parindex/base/date.hpp"
#include "parindex/base/finding.hpp"
#include "parindex/base/rational.hpp"
#include "parindex/base/text.hpp"
#include "parindex/model/expression.hpp"
#include "parindex/model/fact.hpp"
#include "parindex/model/policy.hpp"
#include "parindex/model/rule.hpp"

namespace parindex {

/// How far a set may be trusted; printed with every output.
enum class Status {
    official,     ///< typed from the decision, which is cited
    transcribed,  ///< from a copy, unofficial
    model,        ///< written for demonstration, not any authority's table
    partial       ///< incomplete
};

[[nodiscard]] std::string_view to_string(Status status);
[[nodiscard]] std::optional<Status> parse_status(std::string_view name);

struct Provenance {
    Status status = Status::model;
    Text statement;      ///< one sentence that says what this is and what it is not
    std::string source;  ///< where it was read
    std::string decision_number;
    std::optional<Date> decision_date;
    std::string decision_issuer;
    Text completeness;
};

struct Period {
    Date from;
    Date to;
};

/// Which edition of a set with documented corrections is in use.
enum class Edition { corrected, printed };

/// A documented correction of a defect of the source.
struct Correction {
    std::string pointer;    ///< place in the file
    std::string printed;    ///< value as printed, as JSON text
    std::string corrected;  ///< value used in the corrected edition, as JSON text
    Text why;
};

/// A legal norm cited by criteria, and what replaced it.
struct Norm {
    std::string id;
    std::string number;
    std::string replaced_by;  ///< id of the norm that applies instead, or empty
    std::optional<Date> replaced_from;
};

/// Where a criterion comes from in its source.
struct Clause {
    std::string clause;  ///< "Phụ lục I, mục 7.2"
    std::string quote;   ///< wording of the source
    std::string note;
    std::vector<std::string> norms;  ///< ids of norms
};

enum class Role {
    scored,
    bonus,    ///< added to the total, beside its maximum
    penalty,  ///< taken from the total
    monitor   ///< reported, no points
};

[[nodiscard]] std::string_view to_string(Role role);
[[nodiscard]] std::optional<Role> parse_role(std::string_view name);

enum class EvidenceNeed { optional, required, required_or_explanation };

[[nodiscard]] std::string_view to_string(EvidenceNeed need);
[[nodiscard]] std::optional<EvidenceNeed> parse_evidence_need(std::string_view name);

/// Who gives the answer of a leaf.
enum class Scorer { self, appraisal, survey };

[[nodiscard]] std::string_view to_string(Scorer scorer);
[[nodiscard]] std::optional<Scorer> parse_scorer(std::string_view name);

/// What a zero denominator in a leaf's rule means.
struct ZeroDenominator {
    enum class Then { zero, full_points, not_arisen, not_applicable, block };
    std::optional<Expression> use;  ///< evaluated in place of the ratio first, for instance with last year's figures
    std::optional<Then> then;       ///< what remains; absent: not stated (a zero denominator is refused)
};

[[nodiscard]] std::string_view to_string(ZeroDenominator::Then then);
[[nodiscard]] std::optional<ZeroDenominator::Then> parse_zero_denominator(std::string_view name);

/// Sets the points of a leaf whatever its rule says: a serious event, a missing precondition.
struct Override {
    Expression when;
    Rational points;
    Text why;
};

/// How a parent's points come from its children.
struct Aggregate {
    enum class Kind {
        sum,             ///< sum of the children's points
        mean_times_max,  ///< mean of the children's shares of their maxima, times the parent's maximum
        weighted_mean,   ///< the same with the children's weights
        best_of,         ///< the highest of the children's points
        one_of,          ///< the points of the only child that is answered
        weakest_link,    ///< the lowest of the children's levels on a scale, with `plus` if any is better
        lookup           ///< a level by the unordered levels of the children
    };
    struct Row {
        std::vector<std::string> levels;  ///< of the children, in any order
        std::string result;
    };
    Kind kind = Kind::sum;
    std::string scale;  ///< name of an ordered scale, for weakest_link and lookup
    std::string plus;   ///< suffix when a child is better than the weakest, or empty
    std::vector<Row> table;
    std::vector<BandsRule::Band> convert;  ///< bands over the aggregated points that give the node's own points
};

[[nodiscard]] std::string_view to_string(Aggregate::Kind kind);
[[nodiscard]] std::optional<Aggregate::Kind> parse_aggregate_kind(std::string_view name);

/// A node of the table: lĩnh vực, tiêu chí or tiêu chí thành phần.
struct Criterion {
    std::string id;
    Text title;
    std::optional<Rational> max;  ///< none for nodes without points
    Rational weight = 1;          ///< inside a weighted mean
    Role role = Role::scored;
    std::vector<Criterion> children;
    Aggregate aggregate;       ///< of a parent
    std::optional<Rule> rule;  ///< of a leaf
    std::vector<Scorer> scored_by;
    EvidenceNeed evidence = EvidenceNeed::optional;
    StateEffects states;  ///< where they differ from the set's
    std::optional<ZeroDenominator> zero_denominator;
    std::vector<Override> overrides;
    std::optional<Expression> applies_when;
    std::optional<Rational>
        residue;  ///< largest documented difference between max and the sum of the children's maxima
    Clause source;
    Text provenance;  ///< how this row is known, when it differs from the set's
    std::vector<std::string> tags;
    std::string pointer;

    [[nodiscard]] bool is_leaf() const { return children.empty(); }
};

/// An identity or condition over facts that data should satisfy. It never changes a score.
struct DataCheck {
    std::string id;
    Text title;
    Expression holds;
    std::optional<Expression> when;
    Severity severity = Severity::warning;
    Text message;
    std::string pointer;
};

/// A minimum on one or several nodes.
struct GateCondition {
    std::vector<std::string> on;  ///< criterion ids added together; "total" alone for the total
    Rational at_least;            ///< in points, or a share of the maximum
    bool is_share = false;
    Text title;
    std::string pointer;
};

/// A title granted when every condition holds (WBK, WBBM).
struct Title {
    std::string id;
    Text title;
    std::vector<GateCondition> all_of;
    std::string source;
    std::string pointer;
};

/// A condition that keeps an agency out of the ranking.
struct Exclusion {
    std::string id;
    Text title;
    Expression when;
    std::string pointer;
};

/// Classes by cut points, possibly different for groups of agencies.
struct Classification {
    struct Class {
        std::string id;
        Text title;
        Interval range;
    };
    enum class Of { percent, total };
    std::vector<std::string> groups;  ///< empty: every group not named elsewhere
    Of of = Of::percent;
    Basis basis = Basis::rounded;
    std::vector<Class> classes;
    std::string pointer;
};

/// An ordered list of levels, best first.
struct Scale {
    std::string name;
    std::vector<std::string> levels;
};

/// A finding of the linter that the set's author knows and explains.
struct KnownFinding {
    std::string code;
    std::string criterion;
    Text why;
};

/// Cells of one criterion or fact on a form, as addresses: "K6". Empty: the form has no such cell.
struct FormCells {
    std::string answer;
    std::string note;
    std::string evidence;
    std::string team_answer;  ///< of whoever appraises the agency's answer
    std::string team_note;
    std::string pointer;
};

/// A form of an authority whose cells are fixed: where each answer stands on it, and how it reads.
struct OfficialForm {
    std::string id;
    Text title;
    std::string source;  ///< where the places of the cells were read
    std::string sheet;   ///< name of the worksheet
    /// Text in a cell -> id of the level, for texts that are neither label nor id of the level themselves.
    std::map<std::string, std::string> levels;
    State empty = State::blank;                 ///< how an empty answer cell reads; `blank`: nothing was answered
    std::map<std::string, FormCells> criteria;  ///< by id of a leaf
    std::map<std::string, FormCells> facts;     ///< by id of a fact; an empty cell gives no fact
    std::string pointer;
};

struct CriteriaSet {
    std::string id;
    Text title;
    std::string country;
    std::string level;
    std::vector<Language> languages;  ///< that every title must have; empty: the source's own only
    Period period;
    Provenance provenance;
    Policies policies;
    std::optional<Rational> max;  ///< declared maximum of the total; none in a framework without a total
    std::vector<FactDeclaration> facts;
    std::vector<DataCheck> checks;
    std::vector<Criterion> criteria;  ///< the domains
    std::vector<Classification> classifications;
    std::vector<Title> titles;
    std::vector<Exclusion> exclusions;
    std::vector<Scale> scales;
    std::vector<Norm> norms;
    std::vector<Correction> corrections;
    std::vector<KnownFinding> known_findings;
    Edition edition = Edition::corrected;
    std::string file;
    std::vector<OfficialForm> forms = {};

    /// The criterion of that id, or null. Linear in the size of the tree.
    [[nodiscard]] const Criterion* find(std::string_view criterion_id) const;
    [[nodiscard]] const FactDeclaration* find_fact(std::string_view fact_id) const;
    [[nodiscard]] const OfficialForm* find_form(std::string_view form_id) const;
};

/// The effect of a state on a criterion: its own, else the set's.
[[nodiscard]] Effect effect_of(const CriteriaSet& set, const Criterion& criterion, State state);

/// Calls `visit(criterion, parent or null, depth from 1)` for every node, parents before children, in table order.
template <class Visit>
void for_each_criterion(const std::vector<Criterion>& nodes, Visit&& visit, const Criterion* parent = nullptr,
                        std::size_t depth = 1) {
    for (const auto& node : nodes) {
        visit(node, parent, depth);
        for_each_criterion(node.children, visit, &node, depth + 1);
    }
}

}  // namespace parindex
