#include "parindex/model/round.hpp"

#include <algorithm>

#include "model/names.hpp"

namespace parindex {

namespace {

constexpr NameTable<Stage::Kind, 4> stage_kind_names{{
    {Stage::Kind::self, "self"},
    {Stage::Kind::survey, "survey"},
    {Stage::Kind::appraisal, "appraisal"},
    {Stage::Kind::final, "final"},
}};

/// Evidence accumulates: an appraiser who changes a level does not send the agency's papers away.
void add_evidence_ids(std::vector<std::string>& ids, const std::vector<std::string>& more) {
    for (const auto& id : more) {
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    }
}

/// A later answer without input (only papers or an explanation) leaves the earlier input in force.
void override_answer(Answer& in_force, const Answer& later) {
    std::vector<std::string> evidence = in_force.evidence;
    add_evidence_ids(evidence, later.evidence);
    std::string explanation = later.explanation.empty() ? in_force.explanation : later.explanation;
    if (later.has_input()) in_force = later;
    in_force.evidence = std::move(evidence);
    in_force.explanation = std::move(explanation);
}

void add_documents(std::vector<Evidence>& documents, const std::vector<Evidence>& more) {
    for (const auto& document : more) {
        const auto same = std::find_if(documents.begin(), documents.end(),
                                       [&](const Evidence& known) { return known.id == document.id; });
        if (same == documents.end()) {
            documents.push_back(document);
        } else {
            *same = document;
        }
    }
}

void override_assessment(Assessment& in_force, const Assessment& later) {
    in_force.file = later.file;
    in_force.synthetic = in_force.synthetic || later.synthetic;
    if (later.date) in_force.date = later.date;
    if (!later.note.empty()) in_force.note = later.note;
    for (const auto& [id, answer] : later.answers) {
        const auto [known, is_new] = in_force.answers.try_emplace(id, answer);
        if (!is_new) override_answer(known->second, answer);
    }
    for (const auto& [id, fact] : later.facts) in_force.facts.insert_or_assign(id, fact);
    add_documents(in_force.evidence, later.evidence);
}

}  // namespace

std::string_view to_string(Stage::Kind kind) { return name_in(stage_kind_names, kind); }
std::optional<Stage::Kind> parse_stage_kind(std::string_view name) { return value_in(stage_kind_names, name); }

const Agency* Round::find_agency(std::string_view agency_id) const {
    const auto found =
        std::find_if(agencies.begin(), agencies.end(), [&](const Agency& agency) { return agency.id == agency_id; });
    return found == agencies.end() ? nullptr : &*found;
}

const CriteriaSet* Round::set_of(const Agency& agency) const {
    const auto found = set_of_group.find(agency.group);
    return found == set_of_group.end() ? nullptr : &sets.at(found->second);
}

std::optional<std::size_t> Round::stage_index(std::string_view stage_id) const {
    for (std::size_t i = 0; i < stages.size(); ++i) {
        if (stages[i].id == stage_id) return i;
    }
    return std::nullopt;
}

Assessment in_force(const Round& round, std::string_view agency_id, std::size_t stage) {
    Assessment result;
    result.agency = agency_id;
    const std::string key{agency_id};
    for (std::size_t i = 0; i <= stage && i < round.assessments.size(); ++i) {
        const auto found = round.assessments[i].find(key);
        if (found != round.assessments[i].end()) override_assessment(result, found->second);
    }
    if (stage < round.stages.size()) result.stage = round.stages[stage].id;
    return result;
}

}  // namespace parindex
