#pragma once
/// How far a round has come: who has handed in what at each stage, what is late, and what is still open.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parindex/base/moment.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// Where an agency stands at a stage.
enum class Progress {
    not_open,   ///< the window has not opened and nothing has come
    awaited,    ///< nothing yet, and there is time
    submitted,  ///< given, in time as far as times are recorded
    late,       ///< given after the stage closed
    returned,   ///< sent back for correction and not handed in again
    missing,    ///< the stage has closed and nothing has come
    not_due     ///< nothing is asked: an explanation that nobody had to give, a merged agency
};

/// "not_open", "awaited", ...
[[nodiscard]] std::string_view to_string(Progress progress);
[[nodiscard]] Text progress_text(Progress progress);

/// One agency at one stage.
struct StageProgress {
    std::size_t stage = 0;   ///< index in Round::stages
    std::size_t agency = 0;  ///< index in Round::agencies
    Progress progress = Progress::awaited;
    /// Leaves that the stage's kind answers (Criterion::scored_by; final stages: what appraisal answers) and that apply to
    /// the agency; none of explanation stages.
    std::size_t leaves = 0;
    /// Of them, answered: self and survey stages by answers or facts in force; appraisal and final stages by an answer,
    /// a judgement or an opinion of this very stage. At an explanation stage the leaves with an answer.
    std::size_t answered = 0;
    std::size_t disputed = 0;  ///< leaves whose points are disputed after this stage
    std::size_t decided = 0;   ///< appraisal and final stages: leaves open or disputed before that no longer are
    std::size_t open = 0;      ///< leaves that block the total after this stage
    std::optional<Moment> submitted_at;  ///< the last time
    std::string submitted_by;
    std::size_t returns = 0;  ///< how often it was sent back
};

/// Every stage of `stages`, each with the agencies in the round's order, as known at the moment `now`: submissions and
/// returns recorded later are not seen. Only the last submission is recorded, so between an earlier one and its return
/// the agency counts as awaited; answers have no moment that decides and are counted as they stand. A moment that is
/// no more than a day is the whole day, see is_after().
/// Pre: `stages` came from evaluate_stages of this round.
[[nodiscard]] std::vector<StageProgress> monitor(const Round& round, const std::vector<RoundResult>& stages,
                                                 const Moment& now);

}  // namespace parindex
