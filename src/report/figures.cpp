#include "parindex/report/figures.hpp"

#include <fmt/format.h>

#include "parindex/base/rounding.hpp"

namespace parindex {

namespace {

std::string rounded_text(const Rational& value, const Rounding& rounding, int digits_if_exact, Language language) {
    return localise_number(
        rounding.digits ? to_fixed(value, *rounding.digits, rounding.mode) : to_short(value, digits_if_exact),
        language);
}

/// Vietnamese has no short names for the rules: the example says it.
Text ties_text(TieRule rule) {
    switch (rule) {
        case TieRule::competition:
            return {"1, 2, 2, 4", "1, 2, 2, 4 (competition)", {}};
        case TieRule::dense:
            return {"1, 2, 2, 3", "1, 2, 2, 3 (dense)", {}};
        case TieRule::ordinal:
            break;
    }
    return {"1, 2, 3, 4", "1, 2, 3, 4 (ordinal)", {}};
}

}  // namespace

std::string total_text(const Rational& total, const CriteriaSet& set, Language language) {
    return rounded_text(total, set.policies.total_rounding, 6, language);
}

std::string total_text(const Total& total, const CriteriaSet& set, Language language) {
    return total.rounded ? total_text(*total.rounded, set, language) : "-";
}

std::string share_text(const Rational& share, const CriteriaSet& set, Language language) {
    return rounded_text(share * 100, set.policies.percent_rounding, shown_digits, language);
}

std::string percent_text(const Total& total, const CriteriaSet& set, Language language) {
    return total.percent_rounded ? share_text(*total.percent_rounded, set, language) : "-";
}

std::string points_text(const std::optional<Rational>& points, Language language) {
    return points ? localise_number(to_short(*points, shown_digits), language) : "-";
}

std::string rank_text(const AgencyResult& one) {
    if (!one.rank) return "-";
    return std::to_string(*one.rank) + (one.tied ? "=" : "");
}

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

Text ranking_rule_text(const RankingPolicy& policy) {
    const bool exact = policy.basis == Basis::exact;
    const auto ties = ties_text(policy.ties);
    return {fmt::format("xếp hạng theo {} tổng điểm, đồng hạng: {}", exact ? "đúng" : "số đã làm tròn của", ties.vi),
            fmt::format("ranked on the {} total, ties: {}", exact ? "exact" : "rounded", ties.en),
            {}};
}

}  // namespace parindex
