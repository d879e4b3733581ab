#pragma once
/// What the commands share: common options, exit codes, and how findings and results are printed.

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "parindex/base/finding.hpp"
#include "parindex/base/loaded.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/io/text_table.hpp"
#include "parindex/model/criteria_set.hpp"
#include "parindex/model/round.hpp"

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

void add_common_options(CLI::App& app, CommonOptions& options);

/// Registers a command; `run` is set to what it does when it was chosen.
using Run = std::function<Exit()>;

void add_lint(CLI::App& app, Run& run);
void add_show(CLI::App& app, Run& run);
void add_evaluate(CLI::App& app, Run& run);
void add_explain(CLI::App& app, Run& run);
void add_check(CLI::App& app, Run& run);
void add_rank(CLI::App& app, Run& run);

/// The language asked for, else Vietnamese for sets that have it, else English.
[[nodiscard]] Language language_for(const CommonOptions& options, const CriteriaSet* set);

/// Findings on standard error, one a line.
void print_findings(const Findings& findings, Language language);

/// A table in the format asked for, on standard output. Pre: format is table or csv.
void print_table(const TextTable& table, Format format);

void print(const std::string& text);

/// A round loaded and scored at a stage; `exit` is set when that failed, after printing why.
struct ScoredRound {
    Round round;
    RoundResult result;
    std::size_t stage = 0;
    Language language = Language::vi;
};

struct RoundOptions {
    std::string folder;
    std::string stage;  ///< empty: the last
    unsigned threads = 1;
};

void add_round_options(CLI::App& app, RoundOptions& options);

/// Loads and scores; nothing, with findings printed, when the input cannot be used.
[[nodiscard]] std::optional<ScoredRound> score_round(const RoundOptions& options, const CommonOptions& common);

/// Index of the agency; nothing, after printing C102, when the round has none of that id.
[[nodiscard]] std::optional<std::size_t> find_agency(const ScoredRound& scored, const std::string& id);

/// Status and statement of every set in use, and of the round when it has one: printed with every result.
[[nodiscard]] std::string provenance_lines(const ScoredRound& scored);
/// The same with one set only.
[[nodiscard]] std::string provenance_lines(const ScoredRound& scored, std::size_t set);

/// A rounded figure for a machine: the set's digits with a point, exact where the set does not round.
[[nodiscard]] std::string machine_text(const Rational& value, const Rounding& rounding);

/// "87,70" with the set's digits, or a dash.
[[nodiscard]] std::string total_text(const Total& total, const CriteriaSet& set, Language language);
[[nodiscard]] std::string percent_text(const Total& total, const CriteriaSet& set, Language language);
[[nodiscard]] std::string points_text(const std::optional<Rational>& points, Language language);

/// Findings of a scored round sorted into one exit code: errors make it `findings`.
[[nodiscard]] Exit exit_for(const Findings& findings, Severity from);

}  // namespace parindex::cli
