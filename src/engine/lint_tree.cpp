// The linter on the tree: ids, maxima, and points within reach.

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "engine/lint_parts.hpp"
#include "parindex/base/rounding.hpp"
#include "parindex/engine/lint.hpp"

namespace parindex {

namespace {

using Kind = Aggregate::Kind;

/// "4.0999999999999996": what a spreadsheet keeps of a 4.1 typed as a number.
bool is_spreadsheet_number(const std::string& id) {
    const auto point = id.rfind('.');
    if (point == std::string::npos) return false;
    const auto digits = id.substr(point + 1);
    const bool numeric =
        std::all_of(digits.begin(), digits.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    return numeric && digits.size() >= 10;
}

/// "4.1" for "4.0999999999999996"; the id itself when it is none of those.
std::string printed_id(const std::string& id) {
    if (!is_spreadsheet_number(id)) return id;
    constexpr int printed_places = 8;
    const auto point = id.rfind('.');
    const auto fraction = parse_rational("0" + id.substr(point));
    if (!fraction) return id;
    const auto rounded = to_exact_decimal(round(*fraction, printed_places, RoundingMode::half_up));
    return rounded && rounded->starts_with("0.") ? id.substr(0, point) + rounded->substr(1) : id;
}

bool extends(const std::string& id, const std::string& parent) {
    return id.size() > parent.size() + 1 && id.compare(0, parent.size(), parent) == 0 && id[parent.size()] == '.';
}

std::string number(const Rational& value, Language language) { return show(Value(value), language); }

template <class Say>
Text both(Say say) {
    return {say(Language::vi), say(Language::en), {}};
}

/// Reported and not scored, by its role or by its rule.
bool is_monitor(const Criterion& criterion) {
    return criterion.role == Role::monitor ||
           (criterion.rule && std::holds_alternative<MonitorRule>(criterion.rule->kind));
}

/// Sum of the children's maxima, for aggregations where it must equal the parent's; nothing for the others.
std::optional<Rational> sum_of_maxima(const Criterion& criterion) {
    if (criterion.is_leaf() || criterion.aggregate.kind != Kind::sum || !criterion.aggregate.convert.empty())
        return std::nullopt;
    Rational sum;
    for (const auto& child : criterion.children) {
        if (is_monitor(child)) continue;
        if (!child.max) return std::nullopt;
        sum += *child.max;
    }
    return sum;
}

void check_sum(const Criterion& criterion, Findings& findings) {
    const auto sum = sum_of_maxima(criterion);
    if (!sum || !criterion.max || abs(*sum - *criterion.max) <= criterion.residue.value_or(Rational(0))) return;
    findings.push_back(lint_finding(
        "L101", Severity::error, criterion.pointer, criterion.id, both([&](Language l) {
            return fmt::format(fmt::runtime(l == Language::vi ? "điểm tối đa {} khác tổng {} của các phần bên dưới"
                                                              : "the maximum {} is not the sum {} of its parts"),
                               number(*criterion.max, l), number(*sum, l));
        }),
        {"sửa điểm tối đa, hoặc khai residue kèm lý do nếu nguồn in như vậy",
         "mend a maximum, or declare residue if the source prints it so",
         {}}));
}

/// Whether points come to the node in another way than as a sum or mean of its parts, whose own findings cover those.
bool has_own_reach(const Criterion& criterion) {
    const auto& aggregate = criterion.aggregate;
    return criterion.is_leaf() || !aggregate.convert.empty() || aggregate.kind == Kind::best_of ||
           aggregate.kind == Kind::one_of;
}

/// Points of a leaf above its maximum are its rule's findings.
void check_excess(const Criterion& criterion, const Rational& highest, Findings& findings) {
    if (criterion.is_leaf() || highest <= *criterion.max) return;
    findings.push_back(lint_finding(
        "L103", Severity::error, criterion.pointer, criterion.id, both([&](Language l) {
            return fmt::format(fmt::runtime(l == Language::vi ? "các phần cho đến {} điểm, cao hơn điểm tối đa {}"
                                                              : "the parts give up to {} points, above the maximum {}"),
                               number(highest, l), number(*criterion.max, l));
        }),
        {"sửa điểm của các phần hoặc điểm tối đa", "mend the points of the parts or the maximum", {}}));
}

void check_reach(const Criterion& criterion, Findings& findings) {
    if (!criterion.max || is_monitor(criterion) || !has_own_reach(criterion)) return;
    const auto range = attainable(criterion);
    if (!range.highest) return;
    check_excess(criterion, *range.highest, findings);
    if (*range.highest >= *criterion.max) return;
    findings.push_back(lint_finding("L102", Severity::error, criterion.pointer, criterion.id, both([&](Language l) {
                                        return fmt::format(
                                            fmt::runtime(l == Language::vi
                                                             ? "nhiều nhất chỉ đạt được {}, điểm tối đa ghi {}"
                                                             : "at most {} points can be reached, the maximum says {}"),
                                            number(*range.highest, l), number(*criterion.max, l));
                                    }),
                                    {"sửa mức cao nhất hoặc điểm tối đa", "mend the best level or the maximum", {}}));
}

void include(Attainable& into, const std::optional<Rational>& low, const std::optional<Rational>& high, bool first) {
    if (first) {
        into = {low, high};
        return;
    }
    if (into.lowest && low) into.lowest = min(*into.lowest, *low);
    if (!low) into.lowest.reset();
    if (into.highest && high) into.highest = max(*into.highest, *high);
    if (!high) into.highest.reset();
}

Attainable sum_range(const Criterion& criterion) {
    Attainable total{Rational(0), Rational(0)};
    for (const auto& child : criterion.children) {
        if (is_monitor(child)) continue;
        const auto range = attainable(child);
        if (range.lowest && total.lowest) *total.lowest += *range.lowest;
        if (!range.lowest) total.lowest.reset();
        if (range.highest && total.highest) *total.highest += *range.highest;
        if (!range.highest) total.highest.reset();
    }
    return total;
}

Attainable mean_range(const Criterion& criterion, bool weighted) {
    Attainable total{Rational(0), Rational(0)};
    Rational weights;
    for (const auto& child : criterion.children) {
        if (is_monitor(child) || !child.max || child.max->is_zero()) continue;
        const auto range = attainable(child);
        const auto weight = weighted ? child.weight : Rational(1);
        if (!range.lowest || !range.highest || !criterion.max) return {};
        *total.lowest += *range.lowest / *child.max * weight;
        *total.highest += *range.highest / *child.max * weight;
        weights += weight;
    }
    if (weights.is_zero() || !criterion.max) return {};
    return {*total.lowest / weights * *criterion.max, *total.highest / weights * *criterion.max};
}

/// Of the one part that is answered.
Attainable one_of_range(const Criterion& criterion) {
    Attainable range;
    bool first = true;
    for (const auto& child : criterion.children) {
        if (is_monitor(child)) continue;
        const auto one = attainable(child);
        include(range, one.lowest, one.highest, first);
        first = false;
    }
    return range;
}

/// Even when every part does its worst, the best of them counts.
Attainable best_of_range(const Criterion& criterion) {
    auto range = one_of_range(criterion);
    for (const auto& child : criterion.children) {
        if (is_monitor(child) || !range.lowest) continue;
        const auto one = attainable(child);
        if (one.lowest) range.lowest = max(*range.lowest, *one.lowest);
    }
    return range;
}

/// Every band that the children's range can touch.
Attainable converted(const Criterion& criterion, const Attainable& before) {
    Attainable range;
    bool first = true;
    for (const auto& band : criterion.aggregate.convert) {
        const auto& lower = band.range.lower;
        const auto& upper = band.range.upper;
        const bool above = before.highest && lower &&
                           (*before.highest < lower->value || (*before.highest == lower->value && !lower->inclusive));
        const bool below = before.lowest && upper &&
                           (*before.lowest > upper->value || (*before.lowest == upper->value && !upper->inclusive));
        if (above || below) continue;
        include(range, band.points, band.points, first);
        first = false;
    }
    return range;
}

Attainable aggregated(const Criterion& criterion) {
    switch (criterion.aggregate.kind) {
        case Kind::sum:
            return sum_range(criterion);
        case Kind::mean_times_max:
            return mean_range(criterion, false);
        case Kind::weighted_mean:
            return mean_range(criterion, true);
        case Kind::best_of:
            return best_of_range(criterion);
        case Kind::one_of:
            return one_of_range(criterion);
        case Kind::weakest_link:
        case Kind::lookup:
            break;
    }
    return {};
}

/// What printed roundings of maxima may add up to over the whole tree.
Rational documented_residue(const CriteriaSet& set) {
    Rational sum;
    for_each_criterion(set.criteria, [&](const Criterion& criterion, const Criterion*, std::size_t) {
        sum += criterion.residue.value_or(Rational(0));
    });
    return sum;
}

}  // namespace

Attainable attainable(const Criterion& criterion) {
    if (criterion.is_leaf()) {
        if (!criterion.rule) return {};
        auto range = attainable(*criterion.rule, criterion.max);
        // Whatever a formula gives is kept between zero and the maximum, or refused.
        if (criterion.max && !std::holds_alternative<MonitorRule>(criterion.rule->kind)) {
            if (!range.highest) range.highest = criterion.max;
            if (!range.lowest) range.lowest = Rational(0);
        }
        return range;
    }
    const auto range = aggregated(criterion);
    return criterion.aggregate.convert.empty() ? range : converted(criterion, range);
}

Attainable attainable_total(const CriteriaSet& set) {
    Attainable total{Rational(0), Rational(0)};
    for (const auto& domain : set.criteria) {
        if (domain.role != Role::scored) continue;
        const auto range = attainable(domain);
        if (range.lowest && total.lowest) *total.lowest += *range.lowest;
        if (!range.lowest) total.lowest.reset();
        if (range.highest && total.highest) *total.highest += *range.highest;
        if (!range.highest) total.highest.reset();
    }
    return total;
}

void lint_ids(const CriteriaSet& set, Findings& findings) {
    for_each_criterion(set.criteria, [&](const Criterion& criterion, const Criterion* parent, std::size_t) {
        if (is_spreadsheet_number(criterion.id))
            findings.push_back(lint_finding(
                "L106", Severity::error, criterion.pointer + "/id", criterion.id,
                {fmt::format("mã \"{}\" là số bảng tính bị đổi, không phải mã in", criterion.id),
                 fmt::format("id \"{}\" is a number as a spreadsheet keeps it, not the printed id", criterion.id),
                 {}},
                {fmt::format("ghi mã dạng chữ: \"{}\"", printed_id(criterion.id)),
                 fmt::format("write the id as text: \"{}\"", printed_id(criterion.id)),
                 {}}));
        // Children are held to the id that was printed above them; the mangled id itself is reported.
        if (parent == nullptr || extends(criterion.id, printed_id(parent->id))) return;
        findings.push_back(
            lint_finding("L104", Severity::error, criterion.pointer + "/id", criterion.id,
                         {fmt::format("mã \"{}\" không nối tiếp mã cha \"{}\"", criterion.id, parent->id),
                          fmt::format("id \"{}\" does not extend its parent's \"{}\"", criterion.id, parent->id),
                          {}},
                         {"đổi mã, hoặc chuyển tiêu chí về đúng chỗ", "change the id or move the criterion", {}}));
    });
}

void lint_maxima(const CriteriaSet& set, Findings& findings) {
    for_each_criterion(set.criteria, [&](const Criterion& criterion, const Criterion*, std::size_t) {
        check_sum(criterion, findings);
        check_reach(criterion, findings);
    });
    if (!set.max) return;
    Rational sum;
    for (const auto& domain : set.criteria)
        if (domain.role == Role::scored && domain.max) sum += *domain.max;
    if (sum != *set.max)
        findings.push_back(lint_finding(
            "L107", Severity::error, "/max", {}, both([&](Language l) {
                return fmt::format(
                    fmt::runtime(l == Language::vi ? "tổng điểm tối đa các lĩnh vực là {}, bộ tiêu chí ghi {}"
                                                   : "the domains' maxima add to {}, the set says {}"),
                    number(sum, l), number(*set.max, l));
            }),
            {"kiểm tra điểm tối đa của từng lĩnh vực", "check the maximum of each domain", {}}));
    const auto reach = attainable_total(set);
    if (reach.highest && abs(*reach.highest - *set.max) > documented_residue(set))
        findings.push_back(lint_finding("L108", Severity::error, "/max", {}, both([&](Language l) {
                                            return fmt::format(
                                                fmt::runtime(l == Language::vi
                                                                 ? "tổng cao nhất đạt được là {}, bộ tiêu chí ghi {}"
                                                                 : "the highest total in reach is {}, the set says {}"),
                                                number(*reach.highest, l), number(*set.max, l));
                                        })));
}

}  // namespace parindex
