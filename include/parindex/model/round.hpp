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

namespace parindex {

/// One step of the process. Later stages override earlier ones criterion by criterion and fact by fact.
struct Stage {
    enum class Kind { self, survey, appraisal, final };
    std::string id;  ///< folder name: "self", "appraisal-1", ...
    Kind kind = Kind::self;
    Text title;
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

/// Bounds for the data checks that compare agencies or years.
struct CheckSettings {
    std::optional<Rational> jump_points;  ///< a total that moved by more against the previous round
    std::optional<std::size_t>
        identical_answers_at_least;  ///< agencies with this many equal answers and no different one
};

struct Round {
    std::string id;
    Text title;
    Text statement;  ///< where the data come from; printed with every output
    bool synthetic = false;
    Period period;
    std::vector<Stage> stages;
    std::vector<Agency> agencies;  ///< in file order
    std::vector<CriteriaSet> sets;
    std::map<std::string, std::size_t> set_of_group;             ///< group -> index in sets
    std::vector<std::map<std::string, Assessment>> assessments;  ///< by stage (as in `stages`), then agency id
    std::vector<PublishedResult> published;
    std::map<std::string, Rational> previous_totals;  ///< of the previous round, by agency
    std::string previous_folder;  ///< path of the previous round, or empty; its totals need evaluation
    CheckSettings checks;
    WorkingCalendar calendar;
    std::string folder;

    [[nodiscard]] const Agency* find_agency(std::string_view agency_id) const;
    [[nodiscard]] const CriteriaSet* set_of(const Agency& agency) const;
    [[nodiscard]] std::optional<std::size_t> stage_index(std::string_view stage_id) const;
};

/// The inputs in force for an agency at a stage: every stage up to and including it, later ones overriding earlier ones
/// criterion by criterion and fact by fact; evidence accumulates.
[[nodiscard]] Assessment in_force(const Round& round, std::string_view agency_id, std::size_t stage);

}  // namespace parindex
