#include "parindex/council/published.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string_view>
#include <utility>

#include "council/rank_group.hpp"
#include "rules/wording.hpp"

namespace parindex {

namespace {

struct Words {
    std::string_view vi;
    std::string_view en;
    [[nodiscard]] std::string_view in(Language language) const { return language == Language::vi ? vi : en; }
};

Words words_for(TieRule rule) {
    switch (rule) {
        case TieRule::competition:
            return {"quy tắc đồng hạng (competition)", "competition ranks"};
        case TieRule::dense:
            return {"quy tắc đồng hạng liền kề (dense)", "dense ranks"};
        case TieRule::ordinal:
            break;
    }
    return {"thứ hạng không trùng (ordinal)", "ordinal ranks"};
}

Words words_for(NotRanked reason) {
    switch (reason) {
        case NotRanked::excluded:
            return {"bị loại khỏi xếp hạng", "it is excluded from the ranking"};
        case NotRanked::blocked:
            return {"điểm tổng còn chờ tiêu chí chưa xong", "its total waits for open criteria"};
        case NotRanked::no_submission:
            return {"không có bài chấm", "it has no submission"};
        case NotRanked::ranked:
        case NotRanked::no_total:
            break;
    }
    return {"không có điểm tổng", "it has no total"};
}

/// Agencies with equal figures: a run of the ranking, by exact comparison.
struct Run {
    std::int64_t rank;  ///< of the first
    std::vector<std::size_t> agencies;
};

std::string show_printed(const std::optional<std::int64_t>& rank) { return rank ? std::to_string(*rank) : "–"; }

class Comparison {
public:
    Comparison(const Round& round, const RoundResult& result) : round_(round), result_(result) {
        for (std::size_t i = 0; i < round.agencies.size(); ++i) by_id_.emplace(round.agencies[i].id, i);
        for (const auto& line : round.published)
            if (const auto found = by_id_.find(line.agency); found != by_id_.end())
                lines_.emplace(found->second, &line);
        for (const auto& group : result.groups) {
            collect_runs(group);
            hints_[group.group] = other_rules(group);
        }
    }

    Findings run() {
        for (const auto& line : round_.published) {
            const auto found = by_id_.find(line.agency);
            if (found == by_id_.end())
                add("R204", Severity::error, line,
                    {fmt::format("đơn vị \"{}\" không có trong đợt", excerpt(line.agency)),
                     fmt::format("agency \"{}\" is not in the round", excerpt(line.agency)),
                     {}},
                    {"sửa mã đơn vị cho khớp với agencies.csv", "correct the id to one in agencies.csv", {}});
            else
                compare(line, result_.agencies[found->second]);
        }
        if (!round_.published.empty()) report_missing();
        sort_findings(findings_);
        return std::move(findings_);
    }

private:
    void add(std::string code, Severity severity, const PublishedResult& line, Text message, Text hint = {}) {
        Finding finding;
        finding.code = std::move(code);
        finding.severity = severity;
        finding.location = line.location;
        finding.agency = line.agency;
        finding.message = std::move(message);
        finding.hint = std::move(hint);
        findings_.push_back(std::move(finding));
    }

    void compare(const PublishedResult& line, const AgencyResult& computed) {
        if (line.total) compare_total(line, computed);
        if (line.rank && line.rank != computed.rank) report_rank(line, computed);
        if (!line.class_id.empty()) compare_class(line, computed);
    }

    void compare_total(const PublishedResult& line, const AgencyResult& computed) {
        const auto& total = computed.scorecard.total.rounded;
        if (total == line.total) return;
        add("R201", Severity::warning, line, in_both([&](Language l) {
                const auto printed = show_number(*line.total, l);
                if (total)
                    return fmt::format(fmt::runtime(l == Language::vi ? "{}: điểm công bố {}, tính được {}"
                                                                      : "{}: published total {}, computed {}"),
                                       line.agency, printed, show_number(*total, l));
                return fmt::format(fmt::runtime(l == Language::vi ? "{}: điểm công bố {}, nhưng {}"
                                                                  : "{}: published total {}, but {}"),
                                   line.agency, printed, words_for(computed.not_ranked).in(l));
            }));
    }

    void compare_class(const PublishedResult& line, const AgencyResult& computed) {
        const auto& in_class = computed.standing.in_class;
        if (in_class && in_class->id == line.class_id) return;
        const auto printed = excerpt(line.class_id);
        add("R203", Severity::warning, line,
            {fmt::format("{}: xếp loại công bố {}, tính được {}", line.agency, printed,
                         in_class ? in_class->id : "không loại nào"),
             fmt::format("{}: published class {}, computed {}", line.agency, printed, in_class ? in_class->id : "none"),
             {}});
    }

    void report_rank(const PublishedResult& line, const AgencyResult& computed) {
        add("R202", Severity::warning, line, in_both([&](Language l) { return rank_message(line, computed, l); }),
            hints_.at(round_.agencies[computed.agency].group));
    }

    [[nodiscard]] std::string rank_message(const PublishedResult& line, const AgencyResult& computed,
                                           Language l) const {
        const bool vi = l == Language::vi;
        if (!computed.rank)
            return fmt::format(fmt::runtime(vi ? "{}: hạng công bố {}, nhưng {}" : "{}: published rank {}, but {}"),
                               line.agency, *line.rank, words_for(computed.not_ranked).in(l));
        const auto rule = words_for(policy_of(computed.agency).ties).in(l);
        const auto& run = *run_of_.at(computed.agency);
        if (run.agencies.size() > 1)
            return fmt::format(fmt::runtime(vi ? "{}: {}: in {}; theo {} là {}" : "{}: {}: printed {}; by {} it is {}"),
                               line.agency, equal_figures(run, l), printed_ranks(run), rule, *computed.rank);
        return fmt::format(fmt::runtime(vi ? "{}: hạng công bố {}, tính được {} (theo {})"
                                           : "{}: published rank {}, computed {} (by {})"),
                           line.agency, *line.rank, *computed.rank, rule);
    }

    /// "80,5 = 80,5 = 80,5"
    [[nodiscard]] std::string equal_figures(const Run& run, Language language) const {
        std::string text;
        for (const auto i : run.agencies)
            text += (text.empty() ? "" : " = ") + show_number(ranked_.at(i).key, language);
        return excerpt(text, 200);
    }

    /// "6, 7, 8" in rising order; a dash for a line without a rank.
    [[nodiscard]] std::string printed_ranks(const Run& run) const {
        std::vector<std::optional<std::int64_t>> ranks;
        for (const auto i : run.agencies) ranks.push_back(printed_rank(i));
        std::sort(ranks.begin(), ranks.end());
        std::string text;
        for (const auto& rank : ranks) text += (text.empty() ? "" : ", ") + show_printed(rank);
        return excerpt(text, 200);
    }

    [[nodiscard]] std::optional<std::int64_t> printed_rank(std::size_t agency) const {
        const auto line = lines_.find(agency);
        return line == lines_.end() ? std::nullopt : line->second->rank;
    }

    [[nodiscard]] const RankingPolicy& policy_of(std::size_t agency) const {
        return result_.plans[result_.agencies[agency].set].set().policies.ranking;
    }

    void collect_runs(const GroupRanking& group) {
        for (const auto i : group.order) {
            const auto& computed = result_.agencies[i];
            if (!computed.rank) continue;
            ranked_.emplace(i, rank_entry(round_.agencies[i], result_.plans[computed.set], computed.scorecard));
        }
        for (const auto& run : runs_of(group, true)) {
            const auto shared = std::make_shared<const Run>(run);
            for (const auto i : run.agencies) run_of_[i] = shared;
        }
    }

    /// Agencies with equal figures, from the first place on.
    [[nodiscard]] std::vector<Run> runs_of(const GroupRanking& group, bool with_tie_breakers) const {
        std::vector<RankEntry> entries;
        for (const auto i : group.order)
            if (const auto found = ranked_.find(i); found != ranked_.end()) entries.push_back(found->second);
        if (!with_tie_breakers)
            for (auto& entry : entries) entry.tie_breakers.clear();
        RankingPolicy competition;
        competition.ties = TieRule::competition;
        std::vector<Run> runs;
        for (const auto& place : rank_entries(entries, competition)) {
            if (runs.empty() || runs.back().rank != place.rank) runs.push_back({place.rank, {}});
            runs.back().agencies.push_back(by_id_.at(entries[place.entry].agency));
        }
        return runs;
    }

    /// Whether every printed rank of the group comes out by the rule.
    [[nodiscard]] bool reproduces(const std::vector<Run>& runs, TieRule rule) const {
        std::int64_t dense = 0;
        for (const auto& run : runs) {
            ++dense;
            std::set<std::int64_t> used;
            for (const auto i : run.agencies) {
                const auto printed = printed_rank(i);
                if (!printed) continue;
                const auto last = run.rank + static_cast<std::int64_t>(run.agencies.size()) - 1;
                const bool fits = rule == TieRule::competition ? *printed == run.rank
                                  : rule == TieRule::dense
                                      ? *printed == dense
                                      : *printed >= run.rank && *printed <= last && used.insert(*printed).second;
                if (!fits) return false;
            }
        }
        return true;
    }

    /// The other rules by which the printed ranks of the group come out.
    [[nodiscard]] Text other_rules(const GroupRanking& group) const {
        for (const auto i : group.order)
            if (!result_.agencies[i].rank && printed_rank(i)) return {};  // no rule gives a rank to that agency
        Text hint;
        for (const bool with_tie_breakers : {true, false}) {
            if (!with_tie_breakers && policy_of(group.order.front()).then_by.empty()) continue;
            const auto runs = runs_of(group, with_tie_breakers);
            for (const auto rule : {TieRule::competition, TieRule::dense, TieRule::ordinal})
                if (reproduces(runs, rule)) name_rule(rule, with_tie_breakers, hint);
        }
        return hint;
    }

    static void name_rule(TieRule rule, bool with_tie_breakers, Text& hint) {
        const bool ordinal = rule == TieRule::ordinal;
        hint.vi += hint.vi.empty() ? "in " : ", hoặc ";
        hint.en += hint.en.empty() ? "printed " : ", or ";
        hint.vi += ordinal ? "theo thứ tự dòng (ordinal)" : fmt::format("theo {}", words_for(rule).vi);
        hint.en += ordinal ? "in line order (ordinal)" : fmt::format("by {}", words_for(rule).en);
        if (with_tie_breakers) return;
        hint.vi += ", không xét tiêu chí phụ";
        hint.en += ", without the tie-breakers";
    }

    void report_missing() {
        for (const auto& [id, i] : by_id_) {
            if (lines_.contains(i)) continue;
            PublishedResult absent;
            absent.agency = id;
            absent.location.file = round_.published.front().location.file;
            add("R205", Severity::note, absent,
                {fmt::format("{}: không có trong danh sách công bố", id),
                 fmt::format("{}: not in the published list", id),
                 {}});
        }
    }

    const Round& round_;
    const RoundResult& result_;
    Findings findings_;
    std::map<std::string, std::size_t, std::less<>> by_id_;
    std::map<std::size_t, const PublishedResult*> lines_;
    std::map<std::size_t, RankEntry> ranked_;
    std::map<std::size_t, std::shared_ptr<const Run>> run_of_;
    std::map<std::string, Text> hints_;  ///< by group
};

}  // namespace

Findings compare_with_published(const Round& round, const RoundResult& result) {
    return Comparison(round, result).run();
}

}  // namespace parindex
