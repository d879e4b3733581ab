#include "cli/command.hpp"

#include <cstdio>

#include "parindex/base/rounding.hpp"
#include "parindex/council/history.hpp"
#include "parindex/io/agency_explanation.hpp"
#include "parindex/io/result_json.hpp"
#include "parindex/io/round_folder.hpp"

namespace parindex::cli {

namespace {

/// An option that takes one of a few words.
template <class Value>
void add_choice(CLI::App& app, const std::string& name, Value& value,
                const std::vector<std::pair<std::string, Value>>& choices, const std::string& description) {
    std::vector<std::string> words;
    for (const auto& choice : choices) words.push_back(choice.first);
    app.add_option_function<std::string>(
           name,
           [&value, choices](const std::string& word) {
               for (const auto& choice : choices)
                   if (choice.first == word) value = choice.second;
           },
           description)
        ->check(CLI::IsMember(words));
}

Finding no_such_stage(const Round& round, const std::string& stage) {
    std::string known;
    for (const auto& one : round.stages) known += (known.empty() ? "" : ", ") + one.id;
    Finding finding;
    finding.code = "C101";
    finding.location.file = round.folder;
    finding.message = {"không có giai đoạn \"" + stage + "\"; đợt này có: " + known,
                       "there is no stage \"" + stage + "\"; this round has: " + known,
                       {}};
    return finding;
}

}  // namespace

void add_common_options(CLI::App& app, CommonOptions& options) {
    add_choice<Format>(app, "--format", options.format,
                       {{"table", Format::table}, {"json", Format::json}, {"csv", Format::csv}},
                       "How to print: table (default), json or csv");
    add_text_options(app, options);
}

void add_text_options(CLI::App& app, CommonOptions& options) {
    app.add_option_function<std::string>(
           "--lang", [&options](const std::string& code) { options.language = parse_language(code); },
           "Language of texts: vi or en (default: the criteria set's own)")
        ->check(CLI::IsMember({"vi", "en"}));
    add_choice<Edition>(app, "--edition", options.edition,
                        {{"corrected", Edition::corrected}, {"printed", Edition::printed}},
                        "Edition of a set with documented corrections: corrected (default) or printed");
}

void add_round_options(CLI::App& app, RoundOptions& options) {
    app.add_option("ROUND", options.folder, "Folder of the round (holds round.json)")->required();
    app.add_option("--stage", options.stage, "Stage to evaluate, for instance self or final (default: the last)");
    app.add_option("--threads", options.threads, "Threads to use; 0: all processors. Results do not depend on it")
        ->check(CLI::Range(0U, 256U))
        ->default_val(1);
}

Language language_for(const CommonOptions& options, const CriteriaSet* set) {
    if (options.language) return *options.language;
    if (set == nullptr) return Language::vi;
    for (const auto language : set->languages)
        if (language == Language::vi) return Language::vi;
    return Language::en;
}

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void print_findings(const Findings& findings, Language language) {
    for (const auto& finding : findings) {
        const auto line = to_line(finding, language) + "\n";
        std::fwrite(line.data(), 1, line.size(), stderr);
    }
}

void print_table(const TextTable& table, Format format) {
    print(format == Format::csv ? to_csv(table) : to_text(table));
}

std::optional<LoadedRound> read_round(const RoundOptions& options, const CommonOptions& common) {
    auto loaded = load_round(options.folder, {}, common.edition);
    const auto* set = loaded.value && !loaded.value->sets.empty() ? &loaded.value->sets.front() : nullptr;
    const auto language = language_for(common, set);
    if (!loaded.is_clean()) {
        print_findings(loaded.findings, language);
        return std::nullopt;
    }
    auto& round = *loaded.value;
    const auto stage =
        options.stage.empty() ? std::optional(round.stages.size() - 1) : round.stage_index(options.stage);
    if (!stage) {
        print_findings({no_such_stage(round, options.stage)}, language);
        return std::nullopt;
    }
    return LoadedRound{std::move(round), *stage, language, std::move(loaded.findings)};
}

namespace {

/// The results up to the stage, or only the last of them.
Loaded<std::vector<RoundResult>> results_at(const Round& round, std::size_t stage, unsigned threads, Trail trail) {
    if (trail == Trail::every_stage) return evaluate_stages(round, stage, threads);
    auto result = evaluate_round(round, stage, threads);
    Loaded<std::vector<RoundResult>> results{std::nullopt, std::move(result.findings)};
    if (result.value) results.value.emplace().push_back(std::move(*result.value));
    return results;
}

}  // namespace

std::optional<ScoredRound> score_round(const RoundOptions& options, const CommonOptions& common, Trail trail) {
    auto loaded = read_round(options, common);
    if (!loaded) return std::nullopt;
    auto results = results_at(loaded->round, loaded->stage, options.threads, trail);
    if (!results.value) {
        print_findings(results.findings, loaded->language);
        return std::nullopt;
    }
    auto& findings = results.value->back().findings;
    findings.insert(findings.begin(), loaded->findings.begin(), loaded->findings.end());
    return std::optional<ScoredRound>(std::in_place, std::move(loaded->round), std::move(*results.value), loaded->stage,
                                      loaded->language);
}

std::string provenance_lines(const ScoredRound& scored) {
    return provenance_lines(scored.round, scored.result, scored.language);
}

std::string provenance_lines(const ScoredRound& scored, std::size_t set) {
    return provenance_lines(scored.round, scored.result.plans[set].set(), scored.language);
}

std::optional<std::size_t> find_stage(const ScoredRound& scored, const std::string& id) {
    const auto index = scored.round.stage_index(id);
    if (!index) print_findings({no_such_stage(scored.round, id)}, scored.language);
    return index;
}

std::optional<std::size_t> find_agency(const ScoredRound& scored, const std::string& id) {
    return find_agency(scored.round, id, scored.language);
}

std::optional<std::size_t> find_agency(const Round& round, const std::string& id, Language language) {
    const auto& agencies = round.agencies;
    for (std::size_t i = 0; i < agencies.size(); ++i)
        if (agencies[i].id == id) return i;
    Finding finding;
    finding.code = "C102";
    finding.location.file = round.folder;
    finding.message = {
        "không có đơn vị \"" + id + "\" trong đợt này", "there is no agency \"" + id + "\" in this round", {}};
    finding.hint = {"mã đơn vị ở cột id của agencies.csv", "ids stand in the column id of agencies.csv", {}};
    print_findings({finding}, language);
    return std::nullopt;
}

std::optional<std::size_t> find_stage(const Round& round, const std::string& id, Language language) {
    const auto stage = round.stage_index(id);
    if (!stage) print_findings({no_such_stage(round, id)}, language);
    return stage;
}

std::string machine_text(const Rational& value, const Rounding& rounding) {
    return rounding.digits ? to_fixed(value, *rounding.digits, rounding.mode) : exact_text(value);
}

Exit exit_for(const Findings& findings, Severity from) {
    for (const auto& finding : findings)
        if (!finding.accepted && finding.severity >= from) return Exit::findings;
    return Exit::fine;
}

}  // namespace parindex::cli
