#pragma once
/// A round: one period's assessments of many agencies, with the criteria set of each group.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parindex/base/date.hpp"
#include "parindex/base/text.hpp"
#include "parindex/model/assessment.hpp"
#include "parindex/model/criteria_set.hpp"
#include "parindex/model/survey.hpp"

namespace parindex {

/// One step of the process. Later stages override earlier ones criterion by criterion and fact by fact.
struct Stage {
    enum class Kind {
        self,
        survey,
        appraisal,
        explanation,  ///< the agency answers the appraisal: adds evidence and disputes, decides nothing
        final
    };
    std::string id;  ///< folder name: "self", "appraisal-1", ...
    Kind kind = Kind::self;
    Text title = {};
    std::optional<Moment> opens = {};   ///< window for submissions; a day without a time is the whole day
    std::optional<Moment> closes = {};  ///< last moment that is in time
};

[[nodiscard]] std::string_view to_string(Stage::Kind kind);
[[nodiscard]] std::optional<Stage::Kind> parse_stage_kind(std::string_view name);

/// A published line to hold the computed ranking against.
struct PublishedResult {
    std::string agency;
    std::optional<Rational> total;
    std::optional<std::int64_t> rank;
    std::string class_id;
    Location location;
};

/// A member of the helper team or the council.
struct Appraiser {
    std::string id;
    std::string name;
    std::string agency;                 ///< id of the agency of the round this person belongs to, or empty
    std::vector<std::string> criteria;  ///< nodes assigned, each with everything below it; empty: all
    std::vector<std::string> agencies;  ///< ids of the agencies assigned; empty: all
    Location location;
};

/// How the opinions of several appraisers on one criterion become one result.
struct Consensus {
    enum class Rule {
        mean,
        median,        ///< the middle opinion; of an even number the mean of the two in the middle
        trimmed_mean,  ///< the mean without the `trim` lowest and the `trim` highest
        council        ///< opinions are kept, the council decides: pending until an answer is given
    };
    Rule rule = Rule::council;
    std::size_t trim = 1;
    std::optional<Rounding> rounding;  ///< of the agreed points
};

[[nodiscard]] std::string_view to_string(Consensus::Rule rule);
[[nodiscard]] std::optional<Consensus::Rule> parse_consensus_rule(std::string_view name);

/// A criterion that does not apply to an agency or a group, by a list of the round.
struct Exemption {
    std::string agency;  ///< id, or empty
    std::string group;   ///< id, or empty; with neither it is for everybody
    std::string criterion;
    std::string why;
    Location location;
};

/// Bounds for the data checks that compare agencies or years.
struct CheckSettings {
    std::optional<Rational> jump_points;  ///< a total that moved by more against the previous round
    std::optional<std::size_t>
        identical_answers_at_least;                   ///< agencies with this many equal answers and no different one
    std::optional<std::size_t> document_for_at_most;  ///< criteria that one document may serve before it is looked at
};

struct Round {
    /// An empty round of that period, which has no default.
    explicit Round(const Period& round_period) : period(round_period) {}

    std::string id;
    Text title;
    Text statement;  ///< where the data come from; printed with every output
    bool synthetic = false;
    Period period;
    std::vector<Stage> stages;
    std::vector<Agency> agencies;  ///< in file order
    std::vector<CriteriaSet> sets;
    std::map<std::string, std::size_t> set_of_group;                    ///< group -> index in sets
    std::vector<std::map<std::string, Assessment>> assessments;         ///< by stage (as in `stages`), then agency id
    std::vector<std::map<std::string, std::vector<Opinion>>> opinions;  ///< by stage, then agency id
    std::map<std::string, Survey> surveys;                              ///< by the id of the survey stage
    std::vector<Appraiser> appraisers;
    std::optional<Consensus> consensus;
    std::vector<Exemption> exemptions;
    std::vector<PublishedResult> published;
    std::map<std::string, Rational> previous_totals;  ///< of the previous round, by agency
    std::string previous_folder;  ///< path of the previous round, or empty; its totals need evaluation
    CheckSettings checks;
    WorkingCalendar calendar;
    std::string folder;

    [[nodiscard]] const Agency* find_agency(std::string_view agency_id) const;
    [[nodiscard]] const CriteriaSet* set_of(const Agency& agency) const;
    [[nodiscard]] std::optional<std::size_t> stage_index(std::string_view stage_id) const;
    [[nodiscard]] const Appraiser* find_appraiser(std::string_view appraiser_id) const;
    /// What a stage says about an agency, or null.
    [[nodiscard]] const Assessment* find_assessment(std::size_t stage, std::string_view agency_id) const;
};

/// Criterion id -> reason, of every criterion that the round's lists take from this agency.
[[nodiscard]] std::map<std::string, std::string> exemptions_of(const Round& round, const Agency& agency);

/// The inputs in force for an agency at a stage: every stage up to and including it, later ones overriding earlier ones
/// criterion by criterion and fact by fact; evidence accumulates. An explanation stage adds evidence and says what is
/// disputed; it changes no input, and an answer of a later stage settles the dispute.
[[nodiscard]] Assessment in_force(const Round& round, std::string_view agency_id, std::size_t stage);

}  // namespace parindex
