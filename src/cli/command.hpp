#pragma once
/// What the commands share: common options, exit codes, and how findings and results are printed.

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "parindex/base/finding.hpp"
#include "parindex/base/loaded.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/io/text_table.hpp"
#include "parindex/model/criteria_set.hpp"
#include "parindex/model/round.hpp"
#include "parindex/report/figures.hpp"

namespace parindex::cli {

enum class Exit : int {
    fine = 0,
    findings = 1,  ///< something is wrong with the data, or a check failed
    unusable = 2   ///< wrong use, or input that cannot be read
};

enum class Format { table, json, csv };

/// Options every command takes.
struct CommonOptions {
    Format format = Format::table;
    std::optional<Language> language;  ///< the set's own language when not given
    Edition edition = Edition::corrected;
};

/// --format and those of add_text_options.
void add_common_options(CLI::App& app, CommonOptions& options);
/// --lang and --edition, for commands that print no table.
void add_text_options(CLI::App& app, CommonOptions& options);

/// Registers a command; `run` is set to what it does when it was chosen.
using Run = std::function<Exit()>;

void add_lint(CLI::App& app, Run& run);
void add_show(CLI::App& app, Run& run);
void add_template(CLI::App& app, Run& run);
void add_import(CLI::App& app, Run& run);
void add_evaluate(CLI::App& app, Run& run);
void add_explain(CLI::App& app, Run& run);
void add_check(CLI::App& app, Run& run);
void add_evidence(CLI::App& app, Run& run);
void add_monitor(CLI::App& app, Run& run);
void add_survey(CLI::App& app, Run& run);
void add_sample_size(CLI::App& app, Run& run);
void add_rank(CLI::App& app, Run& run);
void add_compare(CLI::App& app, Run& run);
void add_freeze(CLI::App& app, Run& run);
void add_reopen(CLI::App& app, Run& run);
void add_audit(CLI::App& app, Run& run);
void add_report(CLI::App& app, Run& run);

/// The language asked for, else Vietnamese for sets that have it, else English.
[[nodiscard]] Language language_for(const CommonOptions& options, const CriteriaSet* set);

/// Findings on standard error, one a line.
void print_findings(const Findings& findings, Language language);

/// A table in the format asked for, on standard output. Pre: format is table or csv.
void print_table(const TextTable& table, Format format);

void print(const std::string& text);

/// A round loaded and scored.
struct ScoredRound {
    ScoredRound(Round scored_round, std::vector<RoundResult> results, std::size_t at, Language texts)
        : round(std::move(scored_round)), stages(std::move(results)), stage(at), language(texts) {}
    /// `result` stays good when the vector moves; a copy would point into the original.
    ScoredRound(ScoredRound&&) = default;
    ScoredRound(const ScoredRound&) = delete;
    ScoredRound& operator=(const ScoredRound&) = delete;
    ScoredRound& operator=(ScoredRound&&) = delete;
    ~ScoredRound() = default;

    Round round;
    std::vector<RoundResult> stages;      ///< every stage up to `stage` when the trail was asked for, else the last
    RoundResult& result = stages.back();  ///< at `stage`
    std::size_t stage = 0;
    Language language = Language::vi;
};

/// How much of the process is scored.
enum class Trail {
    last_stage,  ///< the stage asked for
    every_stage  ///< it and all before, for histories
};

struct RoundOptions {
    std::string folder;
    std::string stage;  ///< empty: the last
    unsigned threads = 1;
};

void add_round_options(CLI::App& app, RoundOptions& options);

/// A round loaded without errors, and the stage asked for.
struct LoadedRound {
    Round round;
    std::size_t stage = 0;
    Language language = Language::vi;
    Findings findings;  ///< warnings and notes
};

/// Loads; nothing, with findings printed, when the input cannot be used.
[[nodiscard]] std::optional<LoadedRound> read_round(const RoundOptions& options, const CommonOptions& common);

/// Loads and scores; nothing, with findings printed, when the input cannot be used.
[[nodiscard]] std::optional<ScoredRound> score_round(const RoundOptions& options, const CommonOptions& common,
                                                     Trail trail = Trail::last_stage);

/// Index of the stage; nothing, after printing C101, when the round has none of that id.
[[nodiscard]] std::optional<std::size_t> find_stage(const ScoredRound& scored, const std::string& id);

/// Index of the agency; nothing, after printing C102, when the round has none of that id.
[[nodiscard]] std::optional<std::size_t> find_agency(const ScoredRound& scored, const std::string& id);
[[nodiscard]] std::optional<std::size_t> find_agency(const Round& round, const std::string& id, Language language);
/// Index of the stage; nothing, after printing C101, when the round has none of that id.
[[nodiscard]] std::optional<std::size_t> find_stage(const Round& round, const std::string& id, Language language);

/// Status and statement of every set in use, and of the round when it has one: printed with every result.
[[nodiscard]] std::string provenance_lines(const ScoredRound& scored);
/// The same with one set only.
[[nodiscard]] std::string provenance_lines(const ScoredRound& scored, std::size_t set);

/// A rounded figure for a machine: the set's digits with a point, exact where the set does not round.
[[nodiscard]] std::string machine_text(const Rational& value, const Rounding& rounding);

/// Findings of a scored round sorted into one exit code: errors make it `findings`.
[[nodiscard]] Exit exit_for(const Findings& findings, Severity from);

}  // namespace parindex::cli
