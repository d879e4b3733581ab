// bands: the points of the band that holds a value.

#include <fmt/format.h>

#include <algorithm>

#include "rules/band_table.hpp"
#include "rules/kinds.hpp"
#include "rules/support.hpp"

namespace parindex {

namespace {

using Band = BandsRule::Band;

void explain_band(const BandsRule& rule, const Band& band, const Rational& value, RuleResult& result) {
    result.working.push_back(in_both([&](Language l) {
        auto text = fmt::format(
            fmt::runtime(l == Language::vi ? "{} thuộc khoảng \"{}\" → {}" : "{} lies in \"{}\" → {}"),
            show_number(value, rule.unit, l), show_range(band.range, rule.unit, l), show_number(band.points, l));
        if (!band.label.empty()) text += fmt::format(" ({})", band.label.in(l));
        return text;
    }));
    for (const auto& other : rule.bands) {
        if (other.points <= band.points) continue;
        result.why_not_more.push_back(in_both([&](Language l) {
            return fmt::format(fmt::runtime(l == Language::vi ? "{} điểm cần giá trị {}" : "{} points need a value {}"),
                               show_number(other.points, l), show_range(other.range, rule.unit, l));
        }));
    }
}

void refuse_outside(const BandsRule& rule, const Rational& value, RuleResult& result) {
    refuse(result, "A205", in_both([&](Language l) {
               return fmt::format(fmt::runtime(l == Language::vi ? "giá trị {} không thuộc khoảng nào của tiêu chí"
                                                                 : "the value {} lies in no band of the criterion"),
                                  show_number(value, rule.unit, l));
           }));
}

void refuse_overlap(const BandsRule& rule, const Rational& value, RuleResult& result) {
    refuse(result, "A204", in_both([&](Language l) {
               return fmt::format(
                   fmt::runtime(
                       l == Language::vi
                           ? "giá trị {} thuộc hai khoảng khác điểm, bộ tiêu chí không nói khoảng nào được áp dụng"
                           : "the value {} lies in two bands with different points and the set does not say which "
                             "applies"),
                   show_number(value, rule.unit, l));
           }),
           {"thêm on_overlap, hoặc dùng bản đã hiệu đính", "add on_overlap, or use the corrected edition", {}});
}

}  // namespace

RuleResult evaluate(const BandsRule& rule, const RuleContext& context) {
    RuleResult result;
    const auto value = take_number(rule.of, context, result);
    if (!value) return result;
    result.value = *value;
    if (context.explain) result.working.push_back(calculation(rule.of, context.scope, *value, rule.unit));
    const auto choice = choose_band(rule.bands, *value, rule.on_overlap);
    if (choice.ambiguous) {
        refuse_overlap(rule, *value, result);
    } else if (choice.band != nullptr) {
        result.points = choice.band->points;
        if (context.explain) explain_band(rule, *choice.band, *value, result);
    } else if (rule.outside == BandsRule::Outside::zero) {
        result.points = Rational(0);
        if (context.explain) result.working.push_back({"ngoài mọi khoảng → 0", "outside every band → 0", {}});
    } else {
        refuse_outside(rule, *value, result);
    }
    return result;
}

Text describe(const BandsRule& rule, const std::optional<Rational>&) {
    return in_both([&](Language l) {
        auto text = is_plain_answer(rule.of)
                        ? std::string(l == Language::vi ? "theo giá trị: " : "by the value: ")
                        : fmt::format(fmt::runtime(l == Language::vi ? "theo {}: " : "by {}: "), rule.of.text());
        bool first = true;
        for (const auto& band : rule.bands) {
            text += fmt::format("{}{}: {}", first ? "" : "; ", show_range(band.range, rule.unit, l),
                                show_number(band.points, l));
            first = false;
        }
        return text;
    });
}

Attainable attainable(const BandsRule& rule, const std::optional<Rational>&) {
    Attainable range;
    const auto include = [&](const Rational& points) {
        if (!range.lowest || points < *range.lowest) range.lowest = points;
        if (!range.highest || points > *range.highest) range.highest = points;
    };
    std::vector<Interval> ranges;
    for (const auto& band : rule.bands) ranges.push_back(band.range);
    // A band behind another one, or between two integers, is never reached.
    for (const auto& value : probe_values(ranges, rule.unit)) {
        const auto choice = choose_band(rule.bands, value, rule.on_overlap);
        if (choice.band != nullptr && !choice.ambiguous) include(choice.band->points);
        if (choice.band == nullptr && rule.outside == BandsRule::Outside::zero) include(Rational(0));
        if (!choice.ambiguous) continue;
        for (const auto& band : rule.bands)
            if (band.range.contains(value)) include(band.points);
    }
    return range;
}

void add_expressions(const BandsRule& rule, std::vector<RuleExpression>& list) {
    list.push_back({&rule.of, RuleExpression::Yields::number, "/of"});
}

void check(const BandsRule& rule, const Criterion& criterion, const std::string& pointer, Findings& findings) {
    for (std::size_t i = 0; i < rule.bands.size(); ++i) {
        const auto place = fmt::format("{}/bands/{}", pointer, i);
        check_printed(rule.bands[i].printed_points, rule.bands[i].points, criterion, place, findings);
        check_not_above_max(rule.bands[i].points, criterion, place, findings);
    }
    check_band_table({rule.bands, rule.unit, rule.on_overlap, rule.outside != BandsRule::Outside::undeclared},
                     criterion, pointer + "/bands", findings);
}

}  // namespace parindex
