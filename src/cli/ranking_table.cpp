#include "cli/ranking_table.hpp"

#include <fmt/format.h>

#include "parindex/io/result_json.hpp"

namespace parindex::cli {

namespace {

Text not_ranked_text(NotRanked reason) {
    switch (reason) {
        case NotRanked::ranked:
            break;
        case NotRanked::no_submission:
            return {"chưa nộp", "no submission", {}};
        case NotRanked::blocked:
            return {"chưa xong", "open criteria", {}};
        case NotRanked::no_total:
            return {"không có tổng điểm", "no total", {}};
        case NotRanked::excluded:
            return {"không xếp hạng", "excluded", {}};
    }
    return {};
}

std::string rank_text(const AgencyResult& one) {
    if (!one.rank) return "-";
    return std::to_string(*one.rank) + (one.tied ? "=" : "");
}

std::string titles_text(const Standing& standing) {
    std::string text;
    for (const auto& title : standing.titles)
        if (title.outcome == TitleResult::Outcome::granted) text += (text.empty() ? "" : " ") + title.id;
    return text;
}

std::string class_text(const Standing& standing) {
    auto text = standing.in_class ? standing.in_class->id : std::string();
    const auto titles = titles_text(standing);
    if (!titles.empty()) text += (text.empty() ? "" : " ") + titles;
    return text;
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
            row = {rank_text(one), agency.name};
        for (const auto domain : plan.domains()) row.push_back(write(one.scorecard.nodes[domain].points));
        row.resize(table.columns.size() - (write.format == Format::csv ? 5 : 3));
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
            row.push_back(remark_text(one, language));
        }
        if (write.format == Format::csv) row.push_back(std::string(to_string(one.not_ranked)));
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

TextTable screen_table(const ScoredRound& scored, const GroupRanking& group) {
    const bool vi = scored.language == Language::vi;
    TextTable table{{{vi ? "hạng" : "rank", Align::right}, {vi ? "đơn vị" : "agency"}}, {}};
    for (const auto& id : domain_ids(scored, {&group})) table.columns.push_back({id, Align::right});
    table.columns.push_back({vi ? "tổng" : "total", Align::right});
    table.columns.push_back({vi ? "chỉ số %" : "index %", Align::right});
    table.columns.push_back({vi ? "xếp loại" : "class"});
    add_group(scored, group, {Format::table, scored.language}, table);
    return table;
}

const char* ties_text(TieRule rule) {
    switch (rule) {
        case TieRule::competition:
            return "1, 2, 2, 4 (competition)";
        case TieRule::dense:
            return "1, 2, 2, 3 (dense)";
        case TieRule::ordinal:
            break;
    }
    return "1, 2, 3, 4 (ordinal)";
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
    for (const auto* group : groups) add_group(scored, *group, {format, scored.language}, table);
    return table;
}

std::string ranking_text(const ScoredRound& scored) {
    const bool vi = scored.language == Language::vi;
    auto text =
        fmt::format("{} · {}: {}\n", printable(scored.round.title.in(scored.language)), vi ? "giai đoạn" : "stage",
                    scored.round.stages[scored.stage].title.empty()
                        ? scored.result.stage
                        : printable(scored.round.stages[scored.stage].title.in(scored.language)));
    for (const auto& group : scored.result.groups) {
        text += "\n";
        if (scored.result.groups.size() > 1) text += fmt::format("[{}]\n", printable(group.group));
        text += to_text(screen_table(scored, group));
        if (const auto* set = set_of_group(scored, group))
            text += fmt::format(
                fmt::runtime(vi ? "xếp hạng theo {} tổng điểm, đồng hạng: {}\n" : "ranked on the {} total, ties: {}\n"),
                set->policies.ranking.basis == Basis::exact ? (vi ? "đúng" : "exact")
                                                            : (vi ? "số đã làm tròn của" : "rounded"),
                ties_text(set->policies.ranking.ties));
    }
    return text + "\n" + provenance_lines(scored);
}

}  // namespace parindex::cli
