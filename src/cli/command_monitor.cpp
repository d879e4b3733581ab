// parindex monitor: who has handed in what at each stage, what is late, and what is still open.

#include <fmt/format.h>

#include <chrono>
#include <ctime>
#include <map>
#include <memory>

#include "cli/command.hpp"
#include "parindex/council/monitor.hpp"
#include "parindex/io/council_json.hpp"

namespace parindex::cli {

namespace {

struct Options {
    CommonOptions common;
    RoundOptions round;
    std::string agency;
    std::string on;
};

/// The only look at a clock in the program: local time, to the second.
Moment local_now() {
    const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm local{};
    localtime_r(&now, &local);
    const Date day(local.tm_year + 1900, static_cast<unsigned>(local.tm_mon + 1), static_cast<unsigned>(local.tm_mday));
    return {day, (local.tm_hour * 60 + local.tm_min) * 60 + std::min(local.tm_sec, 59)};
}

std::string moment_text(const std::optional<Moment>& moment, Language language) {
    if (!moment) return "";
    return language == Language::vi ? moment->to_vietnamese() : moment->to_iso();
}

std::string of_text(std::size_t part, std::size_t whole) {
    return whole == 0 ? (part == 0 ? "" : std::to_string(part)) : fmt::format("{}/{}", part, whole);
}

std::string count_text(std::size_t count) { return count == 0 ? "" : std::to_string(count); }

TextTable screen_table(const ScoredRound& scored, const std::vector<StageProgress>& progress, std::size_t stage) {
    const bool vi = scored.language == Language::vi;
    TextTable table{{{vi ? "đơn vị" : "agency"},
                     {vi ? "tình trạng" : "progress"},
                     {vi ? "nộp lúc" : "handed in"},
                     {vi ? "người nộp" : "by"},
                     {vi ? "trả lời" : "answered", Align::right},
                     {vi ? "đề nghị xem lại" : "disputed", Align::right},
                     {vi ? "đã quyết định" : "decided", Align::right},
                     {vi ? "còn chờ" : "open", Align::right}},
                    {}};
    for (const auto& one : progress) {
        if (one.stage != stage) continue;
        auto state = progress_text(one.progress).in(scored.language);
        if (one.returns > 0 && one.progress != Progress::returned)
            state += fmt::format(fmt::runtime(vi ? " (đã trả lại {} lần)" : " (sent back: {})"), one.returns);
        table.rows.push_back({scored.round.agencies[one.agency].name, state,
                              moment_text(one.submitted_at, scored.language), one.submitted_by,
                              of_text(one.answered, one.leaves), count_text(one.disputed), count_text(one.decided),
                              count_text(one.open)});
    }
    return table;
}

TextTable machine_table(const ScoredRound& scored, const std::vector<StageProgress>& progress) {
    TextTable table{{{"stage"},
                     {"agency"},
                     {"name"},
                     {"progress"},
                     {"opens"},
                     {"closes"},
                     {"submitted_at"},
                     {"submitted_by"},
                     {"returns"},
                     {"leaves"},
                     {"answered"},
                     {"disputed"},
                     {"decided"},
                     {"open"}},
                    {}};
    const auto iso = [](const std::optional<Moment>& moment) { return moment ? moment->to_iso() : std::string(); };
    for (const auto& one : progress) {
        const auto& stage = scored.round.stages[one.stage];
        const auto& agency = scored.round.agencies[one.agency];
        table.rows.push_back({stage.id, agency.id, agency.name, std::string(to_string(one.progress)), iso(stage.opens),
                              iso(stage.closes), iso(one.submitted_at), one.submitted_by, std::to_string(one.returns),
                              std::to_string(one.leaves), std::to_string(one.answered), std::to_string(one.disputed),
                              std::to_string(one.decided), std::to_string(one.open)});
    }
    return table;
}

/// "Tự chấm (16/06/2017 – 30/06/2017 17:00): 5 đã nộp, 1 quá hạn, chưa nộp"
std::string stage_line(const ScoredRound& scored, const std::vector<StageProgress>& progress, std::size_t index) {
    const auto& stage = scored.round.stages[index];
    std::map<Progress, std::size_t> counts;
    for (const auto& one : progress)
        if (one.stage == index) ++counts[one.progress];
    std::string summary;
    for (const auto& [state, count] : counts)
        summary += fmt::format("{}{} {}", summary.empty() ? "" : "; ", count, progress_text(state).in(scored.language));
    auto title = stage.title.empty() ? stage.id : stage.title.in(scored.language);
    if (stage.opens || stage.closes)
        title += fmt::format(" ({} – {})", moment_text(stage.opens, scored.language),
                             moment_text(stage.closes, scored.language));
    return printable(fmt::format("{}: {}", title, summary)) + "\n";
}

std::string monitor_text(const ScoredRound& scored, const std::vector<StageProgress>& progress, const Moment& now) {
    const bool vi = scored.language == Language::vi;
    auto text = fmt::format("{} · {} {}\n", printable(scored.round.title.in(scored.language)),
                            vi ? "tính đến" : "as of", moment_text(now, scored.language));
    for (std::size_t stage = 0; stage < scored.stages.size(); ++stage)
        text += "\n" + stage_line(scored, progress, stage) + to_text(screen_table(scored, progress, stage));
    return text + "\n" + provenance_lines(scored);
}

Exit monitor_round(const Options& options) {
    const auto now = options.on.empty() ? local_now() : *parse_moment(options.on);
    const auto scored = score_round(options.round, options.common, Trail::every_stage);
    if (!scored) return Exit::unusable;
    if (!options.agency.empty() && !find_agency(*scored, options.agency)) return Exit::unusable;
    auto progress = monitor(scored->round, scored->stages, now);
    if (!options.agency.empty())
        std::erase_if(progress, [&](const StageProgress& one) {
            return scored->round.agencies[one.agency].id != options.agency;
        });
    if (options.common.format == Format::json)
        print(monitor_to_json(scored->round, scored->result, progress, now));
    else if (options.common.format == Format::csv)
        print_table(machine_table(*scored, progress), Format::csv);
    else
        print(monitor_text(*scored, progress, now));
    const bool is_overdue = std::any_of(progress.begin(), progress.end(), [](const StageProgress& one) {
        return one.progress == Progress::missing || one.progress == Progress::late ||
               one.progress == Progress::returned;
    });
    return is_overdue ? Exit::findings : Exit::fine;
}

}  // namespace

void add_monitor(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("monitor", "Print who has handed in what at each stage, what is late or open");
    add_round_options(*command, options->round);
    command->add_option("--agency", options->agency, "Show one agency only (its id)");
    command
        ->add_option("--on", options->on,
                     "Moment to judge deadlines by, 2017-06-30 or 2017-06-30T17:00 (default: now, local time)")
        ->check([](const std::string& text) {
            return parse_moment(text) ? std::string() : "no moment: \"" + text + "\"; write 2017-06-30T17:00";
        });
    add_common_options(*command, options->common);
    command->callback([options, &run] { run = [options] { return monitor_round(*options); }; });
}

}  // namespace parindex::cli
