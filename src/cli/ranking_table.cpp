#include "cli/ranking_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "parindex/analysis/ranking_uncertainty.hpp"
#include "parindex/base/rounding.hpp"
#include "parindex/io/result_json.hpp"
#include "parindex/io/survey_result_json.hpp"

namespace parindex::cli {

namespace {

/// Of every agency's total, or empty: of a round without raw survey answers.
using Intervals = std::vector<std::optional<TotalInterval>>;

const TotalInterval* interval_of(const Intervals& intervals, const AgencyResult& one) {
    return one.agency < intervals.size() && intervals[one.agency] ? &*intervals[one.agency] : nullptr;
}

/// "~" where the survey cannot tell the agency from the next one.
std::string survey_mark(const Intervals& intervals, const AgencyResult& one) {
    const auto* interval = interval_of(intervals, one);
    return one.rank && interval != nullptr && !interval->differs_from_next ? "~" : "";
}

/// "78,1 – 80,9 (3–5)": the total's interval and the places it leaves open.
std::string interval_text(const Intervals& intervals, const AgencyResult& one, Language language) {
    const auto* interval = interval_of(intervals, one);
    if (interval == nullptr) return "-";
    auto text = fmt::format("{} – {}", localise_number(fmt::format("{:.2f}", interval->lower), language),
                            localise_number(fmt::format("{:.2f}", interval->upper), language));
    if (one.rank) text += fmt::format(" ({}–{})", interval->best_rank, interval->worst_rank);
    return text;
}

/// The same for a machine: lower, upper, best_rank, worst_rank, differs_from_next.
std::vector<std::string> interval_cells(const Intervals& intervals, const AgencyResult& one) {
    const auto* interval = interval_of(intervals, one);
    if (interval == nullptr) return std::vector<std::string>(5);
    std::vector<std::string> cells{statistic_text(interval->lower), statistic_text(interval->upper), "", "", ""};
    if (!one.rank) return cells;
    cells[2] = std::to_string(interval->best_rank);
    cells[3] = std::to_string(interval->worst_rank);
    cells[4] = interval->differs_from_next ? "true" : "false";
    return cells;
}

/// Class and titles, and why there is no rank.
std::string remark_text(const AgencyResult& one, Language language) {
    const auto reason = not_ranked_text(one.not_ranked).in(language);
    const auto text = class_text(one.standing);
    if (reason.empty() || text.empty()) return text + reason;
    return text + " (" + reason + ")";
}

/// Figures of a machine file are exact and have a point; those of a screen follow the reader.
struct Writer {
    Format format;
    Language language;
    const Intervals& intervals;

    /// Columns after those of the domains.
    [[nodiscard]] std::size_t last_columns() const {
        if (format == Format::csv) return intervals.empty() ? 5 : 10;
        return intervals.empty() ? 3 : 4;
    }

    std::string operator()(const std::optional<Rational>& points) const {
        if (format == Format::csv) return points ? exact_text(*points) : "";
        return points_text(points, language);
    }
};

void add_group(const ScoredRound& scored, const GroupRanking& group, const Writer& write, TextTable& table) {
    for (const auto i : group.order) {
        const auto& one = scored.result.agencies[i];
        const auto& plan = scored.result.plans[one.set];
        const auto& agency = scored.round.agencies[one.agency];
        const auto language = scored.language;
        std::vector<std::string> row;
        if (write.format == Format::csv)
            row = {group.group, one.rank ? std::to_string(*one.rank) : "", agency.id, agency.name};
        else
            row = {rank_text(one) + survey_mark(write.intervals, one), agency.name};
        for (const auto domain : plan.domains()) row.push_back(write(one.scorecard.nodes[domain].points));
        row.resize(table.columns.size() - write.last_columns());
        const auto& total = one.scorecard.total;
        const auto& policies = plan.set().policies;
        if (write.format == Format::csv) {
            row.push_back(write(total.exact));
            row.push_back(total.rounded ? machine_text(*total.rounded, policies.total_rounding) : "");
            row.push_back(total.percent_rounded ? machine_text(*total.percent_rounded * 100, policies.percent_rounding)
                                                : "");
            row.push_back(class_text(one.standing));
        } else {
            row.push_back(total_text(total, plan.set(), language));
            row.push_back(percent_text(total, plan.set(), language));
            if (!write.intervals.empty()) row.push_back(interval_text(write.intervals, one, language));
            row.push_back(remark_text(one, language));
        }
        if (write.format == Format::csv) row.push_back(std::string(to_string(one.not_ranked)));
        if (write.format == Format::csv && !write.intervals.empty())
            for (auto& cell : interval_cells(write.intervals, one)) row.push_back(std::move(cell));
        table.rows.push_back(std::move(row));
    }
}

/// Domain ids of the set with the most domains among the groups shown.
std::vector<std::string> domain_ids(const ScoredRound& scored, const std::vector<const GroupRanking*>& groups) {
    std::vector<std::string> ids;
    for (const auto* group : groups) {
        if (group->order.empty()) continue;
        const auto& plan = scored.result.plans[scored.result.agencies[group->order.front()].set];
        if (plan.domains().size() <= ids.size()) continue;
        ids.clear();
        for (const auto domain : plan.domains()) ids.push_back(plan.nodes()[domain].criterion->id);
    }
    return ids;
}

TextTable screen_table(const ScoredRound& scored, const GroupRanking& group, const Intervals& intervals) {
    const bool vi = scored.language == Language::vi;
    TextTable table{{{vi ? "hạng" : "rank", Align::right}, {vi ? "đơn vị" : "agency"}}, {}};
    for (const auto& id : domain_ids(scored, {&group})) table.columns.push_back({id, Align::right});
    table.columns.push_back({vi ? "tổng" : "total", Align::right});
    table.columns.push_back({vi ? "chỉ số %" : "index %", Align::right});
    if (!intervals.empty()) table.columns.push_back({vi ? "khoảng tin cậy" : "interval"});
    table.columns.push_back({vi ? "xếp loại" : "class"});
    add_group(scored, group, {Format::table, scored.language, intervals}, table);
    return table;
}

/// Confidences of the surveys behind the intervals: "95 %".
std::string confidences_text(const ScoredRound& scored) {
    std::string text;
    std::vector<Rational> seen;
    for (std::size_t stage = 0; stage <= scored.stage; ++stage) {
        const auto survey = scored.round.surveys.find(scored.round.stages[stage].id);
        if (survey == scored.round.surveys.end()) continue;
        const auto& confidence = survey->second.confidence;
        if (std::find(seen.begin(), seen.end(), confidence) != seen.end()) continue;
        seen.push_back(confidence);
        text += (text.empty() ? "" : ", ") + localise_number(to_short(confidence * 100), scored.language) + " %";
    }
    return text;
}

std::string survey_legend(const ScoredRound& scored) {
    return fmt::format(
        fmt::runtime(
            scored.language == Language::vi
                ? "~: chênh lệch với đơn vị xếp liền sau không có ý nghĩa thống kê; khoảng tin cậy {} của tổng "
                  "điểm (và các thứ hạng có thể) chỉ do sai số chọn mẫu điều tra, không làm thay đổi điểm\n"
                : "~: does not differ significantly from the next place; {} confidence interval of the total "
                  "(and the places it leaves open) from the survey's sampling error only; it changes no score\n"),
        confidences_text(scored));
}

const CriteriaSet* set_of_group(const ScoredRound& scored, const GroupRanking& group) {
    return group.order.empty() ? nullptr : &scored.result.plans[scored.result.agencies[group.order.front()].set].set();
}

}  // namespace

TextTable ranking_table(const ScoredRound& scored, Format format) {
    std::vector<const GroupRanking*> groups;
    for (const auto& group : scored.result.groups) groups.push_back(&group);
    TextTable table{{{"group"}, {"rank"}, {"agency"}, {"name"}}, {}};
    for (const auto& id : domain_ids(scored, groups)) table.columns.push_back({id});
    for (const auto* title : {"total_exact", "total", "percent", "class", "not_ranked"})
        table.columns.push_back({title});
    const auto intervals = total_intervals(scored.round, scored.result);
    if (!intervals.empty())
        for (const auto* title : {"survey_lower", "survey_upper", "best_rank", "worst_rank", "differs_from_next"})
            table.columns.push_back({title});
    for (const auto* group : groups) add_group(scored, *group, {format, scored.language, intervals}, table);
    return table;
}

std::string ranking_text(const ScoredRound& scored) {
    const bool vi = scored.language == Language::vi;
    const auto intervals = total_intervals(scored.round, scored.result);
    auto text =
        fmt::format("{} · {}: {}\n", printable(scored.round.title.in(scored.language)), vi ? "giai đoạn" : "stage",
                    scored.round.stages[scored.stage].title.empty()
                        ? scored.result.stage
                        : printable(scored.round.stages[scored.stage].title.in(scored.language)));
    for (const auto& group : scored.result.groups) {
        text += "\n";
        if (scored.result.groups.size() > 1) text += fmt::format("[{}]\n", printable(group.group));
        text += to_text(screen_table(scored, group, intervals));
        if (const auto* set = set_of_group(scored, group))
            text += ranking_rule_text(set->policies.ranking).in(scored.language) + "\n";
    }
    if (!intervals.empty()) text += survey_legend(scored);
    return text + "\n" + provenance_lines(scored);
}

}  // namespace parindex::cli
