#include "cli/command.hpp"

#include <cstdio>

#include "parindex/base/rounding.hpp"
#include "parindex/engine/explain.hpp"
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

std::optional<ScoredRound> score_round(const RoundOptions& options, const CommonOptions& common) {
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
    auto result = evaluate_round(round, *stage, options.threads);
    if (!result.value) {
        print_findings(result.findings, language);
        return std::nullopt;
    }
    auto& findings = result.value->findings;
    findings.insert(findings.begin(), loaded.findings.begin(), loaded.findings.end());
    return ScoredRound{std::move(round), std::move(*result.value), *stage, language};
}

namespace {

std::string round_line(const ScoredRound& scored) {
    if (scored.round.statement.empty()) return {};
    const std::string label = scored.language == Language::vi ? "Đợt đánh giá: " : "Round: ";
    return label + printable(scored.round.statement.in(scored.language)) + "\n";
}

std::string set_line(const ScoredRound& scored, std::size_t set) {
    const std::string label = scored.language == Language::vi ? "Bộ tiêu chí: " : "Criteria set: ";
    return label + printable(provenance_text(scored.result.plans[set].set()).in(scored.language)) + "\n";
}

}  // namespace

std::string provenance_lines(const ScoredRound& scored) {
    auto text = round_line(scored);
    for (std::size_t set = 0; set < scored.result.plans.size(); ++set) text += set_line(scored, set);
    return text;
}

std::string provenance_lines(const ScoredRound& scored, std::size_t set) {
    return round_line(scored) + set_line(scored, set);
}

std::optional<std::size_t> find_agency(const ScoredRound& scored, const std::string& id) {
    const auto& agencies = scored.round.agencies;
    for (std::size_t i = 0; i < agencies.size(); ++i)
        if (agencies[i].id == id) return i;
    Finding finding;
    finding.code = "C102";
    finding.location.file = scored.round.folder;
    finding.message = {
        "không có đơn vị \"" + id + "\" trong đợt này", "there is no agency \"" + id + "\" in this round", {}};
    finding.hint = {"mã đơn vị ở cột id của agencies.csv", "ids stand in the column id of agencies.csv", {}};
    print_findings({finding}, scored.language);
    return std::nullopt;
}

std::string machine_text(const Rational& value, const Rounding& rounding) {
    return rounding.digits ? to_fixed(value, *rounding.digits, rounding.mode) : exact_text(value);
}

std::string total_text(const Total& total, const CriteriaSet& set, Language language) {
    if (!total.rounded) return "-";
    const auto& rounding = set.policies.total_rounding;
    const auto text =
        rounding.digits ? to_fixed(*total.rounded, *rounding.digits, rounding.mode) : to_short(*total.rounded, 6);
    return localise_number(text, language);
}

std::string percent_text(const Total& total, const CriteriaSet& set, Language language) {
    if (!total.percent_rounded) return "-";
    const auto& rounding = set.policies.percent_rounding;
    const auto percent = *total.percent_rounded * 100;
    return localise_number(rounding.digits ? to_fixed(percent, *rounding.digits, rounding.mode) : to_short(percent, 4),
                           language);
}

std::string points_text(const std::optional<Rational>& points, Language language) {
    return points ? localise_number(to_short(*points, 4), language) : "-";
}

Exit exit_for(const Findings& findings, Severity from) {
    for (const auto& finding : findings)
        if (!finding.accepted && finding.severity >= from) return Exit::findings;
    return Exit::fine;
}

}  // namespace parindex::cli
