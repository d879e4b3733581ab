// parindex compare: two stages of a round, two rounds, or two versions of a criteria set.

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <memory>

#include "cli/command.hpp"
#include "parindex/base/rounding.hpp"
#include "parindex/council/compare_rounds.hpp"
#include "parindex/council/compare_stages.hpp"
#include "parindex/engine/explain.hpp"
#include "parindex/io/council_json.hpp"
#include "parindex/io/criteria_json.hpp"
#include "parindex/io/result_json.hpp"

namespace parindex::cli {

namespace {

struct Options {
    CommonOptions common;
    std::vector<std::string> what;
    std::string stages;
    unsigned threads = 1;
};

std::string signed_text(const std::optional<Rational>& from, const std::optional<Rational>& to, Language language) {
    if (!from || !to) return "";
    const auto change = *to - *from;
    const auto text = points_text(change, language);
    return change.sign() > 0 ? "+" + text : text;
}

/// "3 → 1": a place that moved, or a dash.
std::string rank_text(const std::optional<std::int64_t>& rank) { return rank ? std::to_string(*rank) : "-"; }

std::string exact_or_empty(const std::optional<Rational>& value) { return value ? exact_text(*value) : std::string(); }

std::string share_text(const std::optional<Rational>& share, Language language) {
    return share ? localise_number(to_short(*share * 100, 2), language) + " %" : "-";
}

std::string state_or_points(const std::optional<Rational>& points, State state, Language language) {
    return points ? points_text(points, language) : state_text(state).in(language);
}

// Stages of one round ------------------------------------------------------------------------------------------------

TextTable stage_totals(const ScoredRound& scored, const RoundResult& from, const RoundResult& to,
                       const std::vector<StageDifference>& differences) {
    const bool vi = scored.language == Language::vi;
    TextTable table{{{vi ? "đơn vị" : "agency"},
                     {from.stage, Align::right},
                     {to.stage, Align::right},
                     {vi ? "chênh lệch" : "change", Align::right},
                     {vi ? "tiêu chí khác" : "criteria", Align::right},
                     {vi ? "hạng" : "rank"}},
                    {}};
    std::map<std::string_view, std::size_t> counts;
    for (const auto& one : differences) ++counts[one.agency];
    for (std::size_t i = 0; i < scored.round.agencies.size(); ++i) {
        const auto& before = from.agencies[i];
        const auto& after = to.agencies[i];
        const auto& set = to.plans[after.set].set();
        table.rows.push_back(
            {scored.round.agencies[i].name, total_text(before.scorecard.total, set, scored.language),
             total_text(after.scorecard.total, set, scored.language),
             signed_text(before.scorecard.total.rounded, after.scorecard.total.rounded, scored.language),
             std::to_string(counts[scored.round.agencies[i].id]),
             rank_text(before.rank) + " → " + rank_text(after.rank)});
    }
    return table;
}

TextTable stage_criteria(const std::vector<StageDifference>& differences, Language language) {
    const bool vi = language == Language::vi;
    TextTable table{{{vi ? "tiêu chí" : "criterion"},
                     {vi ? "số đơn vị" : "agencies", Align::right},
                     {vi ? "tăng" : "raised", Align::right},
                     {vi ? "giảm" : "lowered", Align::right},
                     {vi ? "tổng chênh lệch" : "change", Align::right}},
                    {}};
    for (const auto& sum : by_criterion(differences))
        table.rows.push_back({sum.criterion, std::to_string(sum.agencies), std::to_string(sum.raised),
                              std::to_string(sum.lowered), signed_text(Rational(0), sum.change, language)});
    return table;
}

TextTable stage_details(const std::vector<StageDifference>& differences, Language language, Format format) {
    const bool vi = language == Language::vi;
    TextTable table;
    if (format == Format::csv)
        table.columns = {{"agency"},     {"criterion"}, {"from"}, {"to"},
                         {"from_state"}, {"to_state"},  {"by"},   {"explanation"}};
    else
        table.columns = {
            {vi ? "đơn vị" : "agency"},          {vi ? "tiêu chí" : "criterion"}, {vi ? "từ" : "from", Align::right},
            {vi ? "thành" : "to", Align::right}, {vi ? "người" : "by"},           {vi ? "lý do" : "reason"}};
    for (const auto& one : differences) {
        if (format == Format::csv)
            table.rows.push_back({one.agency, one.criterion, exact_or_empty(one.from), exact_or_empty(one.to),
                                  std::string(to_string(one.from_state)), std::string(to_string(one.to_state)), one.by,
                                  one.explanation});
        else
            table.rows.push_back({one.agency, one.criterion, state_or_points(one.from, one.from_state, language),
                                  state_or_points(one.to, one.to_state, language), one.by, one.explanation});
    }
    return table;
}

/// "self,final" as two names; nothing when it is not two.
std::optional<std::pair<std::string, std::string>> two_stages(const std::string& text) {
    const auto comma = text.find(',');
    if (comma == std::string::npos || comma == 0 || comma + 1 == text.size()) return std::nullopt;
    if (text.find(',', comma + 1) != std::string::npos) return std::nullopt;
    return std::pair(text.substr(0, comma), text.substr(comma + 1));
}

Exit compare_stages_of(const Options& options) {
    const auto scored = score_round({options.what.front(), {}, options.threads}, options.common, Trail::every_stage);
    if (!scored) return Exit::unusable;
    const auto names = *two_stages(options.stages);
    const auto first = find_stage(*scored, names.first);
    const auto second = find_stage(*scored, names.second);
    if (!first || !second) return Exit::unusable;
    const auto& from = scored->stages[*first];
    const auto& to = scored->stages[*second];
    const auto differences = compare_stages(scored->round, from, to);
    if (options.common.format == Format::json) {
        print(stage_comparison_to_json(scored->round, from, to));
    } else if (options.common.format == Format::csv) {
        print_table(stage_details(differences, scored->language, Format::csv), Format::csv);
    } else {
        const bool vi = scored->language == Language::vi;
        print(fmt::format("{} · {} → {}\n\n", printable(scored->round.title.in(scored->language)),
                          printable(from.stage), printable(to.stage)));
        print_table(stage_totals(*scored, from, to, differences), Format::table);
        print(vi ? "\nTheo tiêu chí:\n" : "\nBy criterion:\n");
        print_table(stage_criteria(differences, scored->language), Format::table);
        print(vi ? "\nTừng thay đổi:\n" : "\nEvery change:\n");
        print_table(stage_details(differences, scored->language, Format::table), Format::table);
        print("\n" + provenance_lines(*scored));
    }
    return Exit::fine;
}

// Two rounds ---------------------------------------------------------------------------------------------------------

TextTable movements_table(const RoundComparison& comparison, Language language, Format format) {
    const bool vi = language == Language::vi;
    TextTable table;
    if (format == Format::csv)
        table.columns = {{"agency"},    {"name"},    {"group"},           {"from_total"},   {"to_total"},
                         {"from_rank"}, {"to_rank"}, {"from_comparable"}, {"to_comparable"}};
    else
        table.columns = {{vi ? "đơn vị" : "agency"},
                         {vi ? "kỳ trước" : "before", Align::right},
                         {vi ? "kỳ này" : "now", Align::right},
                         {vi ? "chênh lệch" : "change", Align::right},
                         {vi ? "hạng" : "rank"},
                         {vi ? "so sánh được, trước" : "comparable, before", Align::right},
                         {vi ? "so sánh được, nay" : "comparable, now", Align::right}};
    const auto rank = [](const std::optional<std::int64_t>& r) { return r ? std::to_string(*r) : std::string(); };
    for (const auto& one : comparison.agencies) {
        if (format == Format::csv)
            table.rows.push_back({one.agency, one.name, one.group, exact_or_empty(one.from_total),
                                  exact_or_empty(one.to_total), rank(one.from_rank), rank(one.to_rank),
                                  exact_or_empty(one.from_comparable), exact_or_empty(one.to_comparable)});
        else
            table.rows.push_back({one.name, points_text(one.from_total, language), points_text(one.to_total, language),
                                  signed_text(one.from_total, one.to_total, language),
                                  rank_text(one.from_rank) + " → " + rank_text(one.to_rank),
                                  share_text(one.from_comparable, language), share_text(one.to_comparable, language)});
    }
    return table;
}

TextTable changes_table(const std::vector<CriterionChange>& changes, Language language, Format format) {
    const bool vi = language == Language::vi;
    TextTable table;
    if (format == Format::csv)
        table.columns = {{"criterion"}, {"kind"}, {"title"}, {"from_max"}, {"to_max"}, {"what"}};
    else
        table.columns = {{vi ? "tiêu chí" : "criterion"},
                         {vi ? "thay đổi" : "change"},
                         {vi ? "tên" : "title"},
                         {vi ? "khác ở" : "what"}};
    const auto kind_text = [&](CriterionChange::Kind kind) -> std::string {
        switch (kind) {
            case CriterionChange::Kind::same:
                return vi ? "giữ nguyên" : "same";
            case CriterionChange::Kind::changed:
                return vi ? "thay đổi" : "changed";
            case CriterionChange::Kind::added:
                return vi ? "mới" : "added";
            case CriterionChange::Kind::dropped:
                break;
        }
        return vi ? "bỏ" : "dropped";
    };
    for (const auto& change : changes) {
        std::string what;
        for (const auto& one : change.what) what += (what.empty() ? "" : "; ") + one.in(language);
        if (format == Format::csv)
            table.rows.push_back({change.criterion, std::string(to_string(change.kind)), change.title.in(language),
                                  exact_or_empty(change.from_max), exact_or_empty(change.to_max), what});
        else if (change.kind != CriterionChange::Kind::same)
            table.rows.push_back({change.criterion, kind_text(change.kind), change.title.in(language), what});
    }
    return table;
}

std::string changes_summary(const std::vector<CriterionChange>& changes, Language language) {
    std::size_t counts[4] = {0, 0, 0, 0};
    for (const auto& change : changes) ++counts[static_cast<std::size_t>(change.kind)];
    return fmt::format(fmt::runtime(language == Language::vi ? "{} giữ nguyên, {} thay đổi, {} mới, {} bỏ\n"
                                                             : "{} same, {} changed, {} added, {} dropped\n"),
                       counts[0], counts[1], counts[2], counts[3]);
}

Exit compare_two_rounds(const Options& options) {
    const auto from = score_round({options.what[0], {}, options.threads}, options.common);
    const auto to = score_round({options.what[1], {}, options.threads}, options.common);
    if (!from || !to) return Exit::unusable;
    const auto comparison = compare_rounds(from->round, from->result, to->round, to->result);
    const auto language = to->language;
    if (options.common.format == Format::json) {
        print(round_comparison_to_json({from->round, from->result}, {to->round, to->result}, comparison));
        return Exit::fine;
    }
    if (options.common.format == Format::csv) {
        print_table(movements_table(comparison, language, Format::csv), Format::csv);
        return Exit::fine;
    }
    const bool vi = language == Language::vi;
    print(
        fmt::format("{} → {}\n\n", printable(from->round.title.in(language)), printable(to->round.title.in(language))));
    print_table(movements_table(comparison, language, Format::table), Format::table);
    for (const auto& group : comparison.groups) {
        print("\n" + printable(fmt::format("[{}] {} → {}: ", group.group, group.from_set, group.to_set)) +
              changes_summary(group.changes, language));
        print(fmt::format(fmt::runtime(vi ? "so sánh được: {} điểm tối đa của bộ tiêu chí kỳ này\n"
                                          : "comparable: {} of the newer set's maximum\n"),
                          share_text(group.comparable_share, language)));
        const auto table = changes_table(group.changes, language, Format::table);
        if (!table.rows.empty()) print_table(table, Format::table);
    }
    print("\n" + provenance_lines(*from) + provenance_lines(*to));
    return Exit::fine;
}

// Two sets -----------------------------------------------------------------------------------------------------------

Exit compare_two_sets(const Options& options) {
    auto from = load_criteria_set(options.what[0], options.common.edition);
    auto to = load_criteria_set(options.what[1], options.common.edition);
    const auto language = language_for(options.common, to.value ? &*to.value : nullptr);
    print_findings(from.findings, language);
    print_findings(to.findings, language);
    if (!from.value || !to.value) return Exit::unusable;
    const auto changes = compare_sets(*from.value, *to.value);
    if (options.common.format == Format::json) {
        print(set_comparison_to_json(*from.value, *to.value, changes));
        return Exit::fine;
    }
    if (options.common.format == Format::csv) {
        print_table(changes_table(changes, language, Format::csv), Format::csv);
        return Exit::fine;
    }
    print(fmt::format("{} → {}: ", printable(from.value->id), printable(to.value->id)) +
          changes_summary(changes, language));
    const auto table = changes_table(changes, language, Format::table);
    if (!table.rows.empty()) print_table(table, Format::table);
    print("\n" + printable(provenance_text(*from.value).in(language)) + "\n" +
          printable(provenance_text(*to.value).in(language)) + "\n");
    return Exit::fine;
}

/// Throws what the command line library reports as wrong use.
void expect_right_use(const Options& options) {
    const bool has_stages = !options.stages.empty();
    if (has_stages && !two_stages(options.stages))
        throw CLI::ValidationError("--stages", "takes two stages, as in self,final");
    if (has_stages && options.what.size() != 1) throw CLI::ValidationError("--stages", "takes one round");
    if (!has_stages && options.what.size() != 2)
        throw CLI::ValidationError("WHAT", "one round needs --stages; else give two rounds or two criteria sets");
}

Exit compare(const Options& options) {
    if (!options.stages.empty()) return compare_stages_of(options);
    std::error_code failure;
    const bool are_files = std::filesystem::is_regular_file(options.what.front(), failure);
    return are_files ? compare_two_sets(options) : compare_two_rounds(options);
}

}  // namespace

void add_compare(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    auto* command =
        app.add_subcommand("compare", "Compare two stages of a round, two rounds, or two versions of a criteria set");
    command->add_option("WHAT", options->what, "One round with --stages, two rounds, or two criteria sets (JSON)")
        ->required()
        ->expected(1, 2);
    command->add_option("--stages", options->stages, "Two stages of the round: self,final");
    command->add_option("--threads", options->threads, "Threads to use; 0: all processors. Results do not depend on it")
        ->check(CLI::Range(0U, 256U))
        ->default_val(1);
    add_common_options(*command, options->common);
    command->callback([options, &run] {
        expect_right_use(*options);
        run = [options] { return compare(*options); };
    });
}

}  // namespace parindex::cli
