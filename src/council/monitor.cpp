#include "parindex/council/monitor.hpp"

#include <algorithm>
#include <utility>

namespace parindex {

namespace {

using Kind = Stage::Kind;

/// Who answers at a stage of that kind; nobody has to at an explanation stage.
std::optional<Scorer> scorer_of(Kind kind) {
    switch (kind) {
        case Kind::self:
            return Scorer::self;
        case Kind::survey:
            return Scorer::survey;
        case Kind::appraisal:
        case Kind::final:
            return Scorer::appraisal;
        case Kind::explanation:
            break;
    }
    return std::nullopt;
}

bool is_asked_of(const Criterion& criterion, Scorer scorer) {
    const auto& by = criterion.scored_by;
    // Without a word on it the agency and the appraisal answer.
    if (by.empty()) return scorer != Scorer::survey;
    return std::find(by.begin(), by.end(), scorer) != by.end();
}

bool is_unanswered(State state) {
    return state == State::blank || state == State::no_data || state == State::no_survey;
}

/// One agency at one stage, counted.
class Counter {
public:
    Counter(const Round& round, const std::vector<RoundResult>& stages, std::size_t stage, std::size_t agency)
        : round_(round), stages_(stages), stage_(stage), agency_(agency), kind_(round.stages[stage].kind) {}

    void count(StageProgress& progress) const {
        // A merged agency is scored from its predecessors' answers and gives none.
        if (stages_[stage_].agencies[agency_].merged) return;
        const auto& plan = stages_[stage_].plans[stages_[stage_].agencies[agency_].set];
        const auto scorer = scorer_of(kind_);
        for (std::size_t node = 0; node < plan.nodes().size(); ++node) {
            const auto& criterion = *plan.nodes()[node].criterion;
            const auto& score = score_at(stage_, node);
            if (!criterion.rule || score.state == State::not_applicable) continue;
            const bool is_asked = scorer && is_asked_of(criterion, *scorer);
            progress.leaves += is_asked ? 1U : 0U;
            progress.answered += is_answered(criterion, score) && (is_asked || kind_ == Kind::explanation) ? 1U : 0U;
            progress.disputed += is_disputed(stage_, criterion.id) ? 1U : 0U;
            progress.open += score.blocked ? 1U : 0U;
            progress.decided += is_decided(criterion, node) ? 1U : 0U;
        }
    }

private:
    [[nodiscard]] const NodeScore& score_at(std::size_t stage, std::size_t node) const {
        return stages_[stage].agencies[agency_].scorecard.nodes[node];
    }

    [[nodiscard]] bool is_disputed(std::size_t stage, const std::string& criterion) const {
        const auto& answers = stages_[stage].in_force[agency_].answers;
        const auto found = answers.find(criterion);
        return found != answers.end() && found->second.disputed.value_or(false);
    }

    [[nodiscard]] bool is_answered(const Criterion& criterion, const NodeScore& score) const {
        if (kind_ == Kind::self || kind_ == Kind::survey) return !is_unanswered(score.state);
        const auto& id = round_.agencies[agency_].id;
        const auto* said = round_.find_assessment(stage_, id);
        if (said != nullptr && said->answers.contains(criterion.id)) return true;
        if (stage_ >= round_.opinions.size()) return false;
        const auto opinions = round_.opinions[stage_].find(id);
        return opinions != round_.opinions[stage_].end() &&
               std::any_of(opinions->second.begin(), opinions->second.end(),
                           [&](const Opinion& one) { return one.criterion == criterion.id; });
    }

    [[nodiscard]] bool is_decided(const Criterion& criterion, std::size_t node) const {
        if (stage_ == 0 || (kind_ != Kind::appraisal && kind_ != Kind::final)) return false;
        const bool was_disputed = is_disputed(stage_ - 1, criterion.id);
        if (!was_disputed && !score_at(stage_ - 1, node).blocked) return false;
        return !is_disputed(stage_, criterion.id) && !score_at(stage_, node).blocked;
    }

    const Round& round_;
    const std::vector<RoundResult>& stages_;
    std::size_t stage_;
    std::size_t agency_;
    Kind kind_;
};

/// How often the assessment was known to be sent back at that moment.
std::size_t returns_by(const Assessment& said, const Moment& now) {
    return static_cast<std::size_t>(std::count_if(said.returns.begin(), said.returns.end(), [&](const Return& one) {
        return !one.at || !is_after(*one.at, now);
    }));
}

/// Whether anything was given at the stage that is known at that moment. What was sent back had come before.
bool has_come(const Assessment* said, const std::vector<Opinion>* opinions, const Moment& now) {
    if (opinions != nullptr && !opinions->empty()) return true;
    if (said == nullptr) return false;
    if (said->submitted_at) return !is_after(*said->submitted_at, now) || returns_by(*said, now) > 0;
    return !said->answers.empty() || !said->facts.empty() || !said->evidence.empty() || !said->file.empty() ||
           !said->submitted_by.empty();
}

/// Sent back, and not handed in since. Returns stand in the order in which they happened.
bool is_sent_back(const Assessment& said, const Moment& now) {
    const Return* last = nullptr;
    for (const auto& one : said.returns)
        if (!one.at || !is_after(*one.at, now)) last = &one;
    if (last == nullptr) return false;
    const bool is_known = said.submitted_at && !is_after(*said.submitted_at, now);
    return !is_known || !last->at || !is_after(*said.submitted_at, *last->at);
}

void place(const Round& round, const Moment& now, StageProgress& progress) {
    const auto& stage = round.stages[progress.stage];
    const auto& agency = round.agencies[progress.agency];
    const auto* said = round.find_assessment(progress.stage, agency.id);
    const std::vector<Opinion>* opinions = nullptr;
    if (progress.stage < round.opinions.size())
        if (const auto found = round.opinions[progress.stage].find(agency.id);
            found != round.opinions[progress.stage].end())
            opinions = &found->second;
    if (has_come(said, opinions, now)) {
        progress.progress = Progress::submitted;
        if (said == nullptr) return;
        progress.returns = returns_by(*said, now);
        if (said->submitted_at && !is_after(*said->submitted_at, now)) progress.submitted_at = said->submitted_at;
        if (progress.submitted_at || !said->submitted_at) progress.submitted_by = said->submitted_by;
        if (is_sent_back(*said, now))
            progress.progress = Progress::returned;
        else if (said->submitted_at && stage.closes && is_after(*said->submitted_at, *stage.closes))
            progress.progress = Progress::late;
        return;
    }
    if (!agency.predecessors.empty())
        progress.progress = Progress::not_due;
    else if (stage.opens && is_before(now, *stage.opens))
        progress.progress = Progress::not_open;
    else if (!stage.closes || !is_after(now, *stage.closes))
        progress.progress = Progress::awaited;
    else
        progress.progress = stage.kind == Kind::explanation ? Progress::not_due : Progress::missing;
}

}  // namespace

std::string_view to_string(Progress progress) {
    switch (progress) {
        case Progress::not_open:
            return "not_open";
        case Progress::awaited:
            return "awaited";
        case Progress::submitted:
            return "submitted";
        case Progress::late:
            return "late";
        case Progress::returned:
            return "returned";
        case Progress::missing:
            return "missing";
        case Progress::not_due:
            break;
    }
    return "not_due";
}

Text progress_text(Progress progress) {
    switch (progress) {
        case Progress::not_open:
            return {"chưa mở", "not open", {}};
        case Progress::awaited:
            return {"đang chờ", "awaited", {}};
        case Progress::submitted:
            return {"đã nộp", "submitted", {}};
        case Progress::late:
            return {"nộp muộn", "late", {}};
        case Progress::returned:
            return {"trả lại", "returned", {}};
        case Progress::missing:
            return {"quá hạn, chưa nộp", "missing", {}};
        case Progress::not_due:
            break;
    }
    return {"không phải nộp", "not due", {}};
}

std::vector<StageProgress> monitor(const Round& round, const std::vector<RoundResult>& stages, const Moment& now) {
    std::vector<StageProgress> list;
    for (std::size_t stage = 0; stage < stages.size(); ++stage) {
        for (std::size_t agency = 0; agency < round.agencies.size(); ++agency) {
            StageProgress progress;
            progress.stage = stage;
            progress.agency = agency;
            place(round, now, progress);
            Counter(round, stages, stage, agency).count(progress);
            list.push_back(std::move(progress));
        }
    }
    return list;
}

}  // namespace parindex
