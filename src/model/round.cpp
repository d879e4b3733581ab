#include "parindex/model/round.hpp"

#include <algorithm>

#include "model/names.hpp"

namespace parindex {

namespace {

constexpr NameTable<Stage::Kind, 5> stage_kind_names{{
    {Stage::Kind::self, "self"},
    {Stage::Kind::survey, "survey"},
    {Stage::Kind::appraisal, "appraisal"},
    {Stage::Kind::explanation, "explanation"},
    {Stage::Kind::final, "final"},
}};

constexpr NameTable<Consensus::Rule, 4> consensus_names{{
    {Consensus::Rule::mean, "mean"},
    {Consensus::Rule::median, "median"},
    {Consensus::Rule::trimmed_mean, "trimmed_mean"},
    {Consensus::Rule::council, "council"},
}};

/// Evidence accumulates: an appraiser who changes a level does not send the agency's papers away.
void add_evidence_ids(std::vector<std::string>& ids, const std::vector<std::string>& more) {
    for (const auto& id : more) {
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    }
}

/// What later stages say of papers stands beside what earlier ones said, the latest word on each in force.
void judge_evidence(Answer& in_force, const Answer& later) {
    for (const auto& id : later.accepted_evidence) in_force.refused_evidence.erase(id);
    add_evidence_ids(in_force.accepted_evidence, later.accepted_evidence);
    for (const auto& [id, why] : later.refused_evidence) {
        in_force.refused_evidence.insert_or_assign(id, why);
        std::erase(in_force.accepted_evidence, id);
    }
}

/// A later answer without input (only papers or an explanation) leaves the earlier input in force.
void override_answer(Answer& in_force, const Answer& later) {
    Answer merged = later.has_input() ? later : in_force;
    merged.evidence = in_force.evidence;
    add_evidence_ids(merged.evidence, later.evidence);
    merged.accepted_evidence = in_force.accepted_evidence;
    merged.refused_evidence = in_force.refused_evidence;
    judge_evidence(merged, later);
    merged.explanation = later.explanation.empty() ? in_force.explanation : later.explanation;
    merged.disputed = later.disputed;
    in_force = std::move(merged);
}

/// The agency answers the appraisal: papers and a dispute, no input.
void hear_answer(Answer& in_force, const Answer& said) {
    add_evidence_ids(in_force.evidence, said.evidence);
    if (said.disputed) in_force.disputed = said.disputed;
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

void hear_explanation(Assessment& in_force, const Assessment& said) {
    in_force.synthetic = in_force.synthetic || said.synthetic;
    for (const auto& [id, answer] : said.answers) hear_answer(in_force.answers[id], answer);
    add_documents(in_force.evidence, said.evidence);
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

std::string_view to_string(Consensus::Rule rule) { return name_in(consensus_names, rule); }
std::optional<Consensus::Rule> parse_consensus_rule(std::string_view name) { return value_in(consensus_names, name); }

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

const Appraiser* Round::find_appraiser(std::string_view appraiser_id) const {
    const auto found =
        std::find_if(appraisers.begin(), appraisers.end(), [&](const Appraiser& a) { return a.id == appraiser_id; });
    return found == appraisers.end() ? nullptr : &*found;
}

const Assessment* Round::find_assessment(std::size_t stage, std::string_view agency_id) const {
    if (stage >= assessments.size()) return nullptr;
    const auto found = assessments[stage].find(std::string(agency_id));
    return found == assessments[stage].end() ? nullptr : &found->second;
}

std::map<std::string, std::string> exemptions_of(const Round& round, const Agency& agency) {
    std::map<std::string, std::string> reasons;
    for (const auto& entry : round.exemptions) {
        const bool is_meant =
            (entry.agency.empty() || entry.agency == agency.id) && (entry.group.empty() || entry.group == agency.group);
        if (is_meant) reasons.try_emplace(entry.criterion, entry.why);
    }
    return reasons;
}

Assessment in_force(const Round& round, std::string_view agency_id, std::size_t stage) {
    Assessment result;
    result.agency = agency_id;
    for (std::size_t i = 0; i <= stage; ++i) {
        const auto* said = round.find_assessment(i, agency_id);
        if (said == nullptr) continue;
        if (round.stages[i].kind == Stage::Kind::explanation)
            hear_explanation(result, *said);
        else
            override_assessment(result, *said);
    }
    if (stage < round.stages.size()) result.stage = round.stages[stage].id;
    return result;
}

}  // namespace parindex
