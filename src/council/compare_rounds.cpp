#include "parindex/council/compare_rounds.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

#include "parindex/rules/evaluate_rule.hpp"
#include "rules/wording.hpp"

namespace parindex {

namespace {

/// What describe_rule() leaves out because it does not matter to a person who scores by hand.
struct RuleDetails {
    std::string operator()(const PointsRule& rule) const { return rule.step ? rule.step->to_fraction() : ""; }
    std::string operator()(const BandsRule& rule) const {
        return fmt::format("{} {} {}", static_cast<int>(rule.unit), static_cast<int>(rule.on_overlap),
                           static_cast<int>(rule.outside));
    }
    std::string operator()(const ProportionalRule& rule) const {
        return fmt::format("{} {}", static_cast<int>(rule.between), static_cast<int>(rule.above_one));
    }
    std::string operator()(const PiecewiseLinearRule& rule) const {
        return std::to_string(static_cast<int>(rule.outside));
    }
    std::string operator()(const DeadlineRule& rule) const { return std::to_string(static_cast<int>(rule.count)); }
    std::string operator()(const DeductionRule& rule) const {
        std::string caps;
        for (const auto& item : rule.items) caps += (item.cap ? item.cap->to_fraction() : "-") + " ";
        return caps;
    }
    std::string operator()(const CasesRule& rule) const {
        std::string branches = overflow(rule.above_max, rule.below_zero);
        for (const auto& one : rule.cases) branches += "|" + one.when.text() + ":" + one.points.text();
        return branches;
    }
    std::string operator()(const FormulaRule& rule) const { return overflow(rule.above_max, rule.below_zero); }
    std::string operator()(const SurveyRule& rule) const {
        std::string counts;
        for (const auto& option : rule.options) counts += option.count.text() + ":" + option.weight.to_fraction() + " ";
        return counts;
    }
    std::string operator()(const AlternativesRule& rule) const {
        std::string inner;
        for (const auto& one : rule.alternatives)
            inner += one.when.text() + std::string(kind_name(*one.rule)) + std::visit(*this, one.rule->kind) + "|";
        return rule.otherwise ? inner + std::visit(*this, rule.otherwise->kind) : inner;
    }
    template <class Kind>
    std::string operator()(const Kind&) const {
        return {};
    }

    static std::string overflow(Overflow above, Overflow below) {
        return fmt::format("{} {}", static_cast<int>(above), static_cast<int>(below));
    }
};

std::string details_of(const Rule& rule) {
    auto text = std::string(kind_name(rule)) + " " + std::visit(RuleDetails{}, rule.kind);
    for (const auto& e : expressions_of(rule)) text += "\n" + e.where + " " + e.expression->text();
    return text;
}

std::string key_of(const Text& text) {
    return to_match_key(!text.vi.empty() ? text.vi : !text.other.empty() ? text.other : text.en);
}

/// Which languages a title has may differ between versions; the shared ones must agree.
bool same_title(const Text& a, const Text& b) {
    const auto differ = [](const std::string& x, const std::string& y) {
        return !x.empty() && !y.empty() && to_match_key(x) != to_match_key(y);
    };
    if (differ(a.vi, b.vi) || differ(a.other, b.other)) return false;
    const bool share_source = (!a.vi.empty() && !b.vi.empty()) || (!a.other.empty() && !b.other.empty());
    return share_source || key_of(a) == key_of(b) || (!a.en.empty() && to_match_key(a.en) == to_match_key(b.en));
}

std::string max_text(const std::optional<Rational>& max, Language language) {
    return max ? show_number(*max, language) : (language == Language::vi ? "không có" : "none");
}

std::string expression_text(const std::optional<Expression>& expression) {
    return expression ? expression->text() : std::string();
}

std::string zero_text(const Criterion& criterion) {
    const auto& zero = criterion.zero_denominator;
    if (!zero) return {};
    return expression_text(zero->use) + "|" + (zero->then ? std::string(to_string(*zero->then)) : "");
}

std::string overrides_text(const Criterion& criterion) {
    std::string text;
    for (const auto& one : criterion.overrides) text += one.when.text() + " -> " + one.points.to_fraction() + "\n";
    return text;
}

std::string aggregate_details(const Aggregate& aggregate) {
    std::string text = fmt::format("{}|{}|{}", to_string(aggregate.kind), aggregate.scale, aggregate.plus);
    for (const auto& row : aggregate.table) text += fmt::format("\n{} {}", fmt::join(row.levels, ","), row.result);
    for (const auto& band : aggregate.convert)
        text += "\n" + show_range(band.range, Unit::number, Language::en) + ":" + band.points.to_fraction();
    return text;
}

/// Every difference between two criteria of one id, in words.
class Differences {
public:
    Differences(const Criterion& from, const Criterion& to) : from_(from), to_(to) {}

    std::vector<Text> list() {
        if (!same_title(from_.title, to_.title)) add_pair({"tên", "title", {}}, from_.title, to_.title);
        if (from_.max != to_.max)
            add_pair({"điểm tối đa", "maximum", {}}, in_both([&](Language l) { return max_text(from_.max, l); }),
                     in_both([&](Language l) { return max_text(to_.max, l); }));
        if (from_.role != to_.role)
            add_pair({"vai trò", "role", {}}, plain(to_string(from_.role)), plain(to_string(to_.role)));
        if (from_.is_leaf() != to_.is_leaf())
            what_.push_back(to_.is_leaf() ? Text{"không còn tiêu chí thành phần", "no longer divided", {}}
                                          : Text{"được chia thành tiêu chí thành phần", "is divided now", {}});
        else if (from_.is_leaf())
            compare_rules();
        else if (aggregate_details(from_.aggregate) != aggregate_details(to_.aggregate))
            add_pair({"cách gộp điểm", "way of adding up", {}}, plain(to_string(from_.aggregate.kind)),
                     plain(to_string(to_.aggregate.kind)));
        if (from_.weight != to_.weight) add_pair({"trọng số", "weight", {}}, number(from_.weight), number(to_.weight));
        compare_conditions();
        return std::move(what_);
    }

private:
    static Text plain(std::string_view text) { return {std::string(text), std::string(text), {}}; }
    static Text number(const Rational& value) {
        return in_both([&](Language l) { return show_number(value, l); });
    }

    void add_pair(const Text& name, const Text& from, const Text& to) {
        what_.push_back(
            in_both([&](Language l) { return fmt::format("{}: {} → {}", name.in(l), from.in(l), to.in(l)); }));
    }

    void compare_rules() {
        if (!from_.rule || !to_.rule) return;
        const auto before = describe_rule(from_);
        const auto after = describe_rule(to_);
        // A longer maximum alone says itself; the rule's own words tell whether the measure is another.
        if (before == after && details_of(*from_.rule) == details_of(*to_.rule)) return;
        add_pair({"quy tắc", "rule", {}}, before, after);
        if (before == after) what_.back() = {"quy tắc: chi tiết khác nhau", "rule: details differ", {}};
    }

    void add_if(bool differs, Text what) {
        if (differs) what_.push_back(std::move(what));
    }

    void compare_conditions() {
        add_if(expression_text(from_.applies_when) != expression_text(to_.applies_when),
               {"điều kiện áp dụng khác nhau", "the condition under which it applies differs", {}});
        add_if(zero_text(from_) != zero_text(to_),
               {"cách xử lý mẫu số bằng 0 khác nhau", "what a zero denominator means differs", {}});
        add_if(overrides_text(from_) != overrides_text(to_),
               {"quy định đặc biệt khác nhau", "the overrides differ", {}});
        add_if(from_.scored_by != to_.scored_by, {"người chấm khác nhau", "who scores it differs", {}});
        add_if(from_.states != to_.states, {"cách tính các trạng thái khác nhau", "what states do differs", {}});
    }

    const Criterion& from_;
    const Criterion& to_;
    std::vector<Text> what_;
};

std::map<std::string_view, const Criterion*> by_id(const CriteriaSet& set) {
    std::map<std::string_view, const Criterion*> index;
    for_each_criterion(set.criteria,
                       [&](const Criterion& c, const Criterion*, std::size_t) { index.try_emplace(c.id, &c); });
    return index;
}

CriterionChange change_of(const Criterion* from, const Criterion& to) {
    CriterionChange change;
    change.criterion = to.id;
    change.title = to.title;
    change.to_max = to.max;
    change.kind = CriterionChange::Kind::added;
    if (from == nullptr) return change;
    change.from_max = from->max;
    change.what = Differences(*from, to).list();
    change.kind = change.what.empty() ? CriterionChange::Kind::same : CriterionChange::Kind::changed;
    return change;
}

/// Ids of the leaves that stand for the same measure in both sets, counted in the total of both.
std::set<std::string_view> comparable_leaves(const std::vector<CriterionChange>& changes, const Plan& from,
                                             const Plan& to) {
    std::set<std::string_view> leaves;
    for (const auto& change : changes) {
        if (change.kind != CriterionChange::Kind::same) continue;
        const auto before = from.index_of(change.criterion);
        const auto after = to.index_of(change.criterion);
        if (!before || !after) continue;
        const auto is_counted = [](const Plan::Node& node) {
            return node.criterion->rule && node.criterion->max && node.role == Role::scored;
        };
        if (is_counted(from.nodes()[*before]) && is_counted(to.nodes()[*after])) leaves.insert(change.criterion);
    }
    return leaves;
}

std::optional<Rational> share_of_maximum(const CriteriaSet& set, const std::set<std::string_view>& leaves) {
    if (!set.max || set.max->is_zero()) return std::nullopt;
    Rational sum;
    for_each_criterion(set.criteria, [&](const Criterion& c, const Criterion*, std::size_t) {
        if (leaves.contains(c.id)) sum += *c.max;
    });
    return sum / *set.max;
}

/// Both years' points out of assigned maximum over the leaves that count in both.
struct Comparable {
    std::optional<Rational> from;
    std::optional<Rational> to;
};

Comparable comparable_of(const std::set<std::string_view>& leaves, const Plan& from_plan, const Scorecard& from,
                         const Plan& to_plan, const Scorecard& to) {
    Rational points[2];
    Rational assigned[2];
    for (const auto id : leaves) {
        const auto& before = from.nodes[*from_plan.index_of(id)];
        const auto& after = to.nodes[*to_plan.index_of(id)];
        const auto counts = [](const NodeScore& score) {
            return score.points && score.assigned && !score.dropped && !score.blocked;
        };
        if (!counts(before) || !counts(after)) continue;
        points[0] += *before.points;
        assigned[0] += *before.assigned;
        points[1] += *after.points;
        assigned[1] += *after.assigned;
    }
    if (assigned[0].is_zero() || assigned[1].is_zero()) return {};
    return {points[0] / assigned[0], points[1] / assigned[1]};
}

class YearComparison {
public:
    YearComparison(const Round& from, const RoundResult& from_result, const Round& to, const RoundResult& to_result)
        : from_(from), from_result_(from_result), to_(to), to_result_(to_result) {
        for (std::size_t i = 0; i < from.agencies.size(); ++i) before_.emplace(from.agencies[i].id, i);
    }

    RoundComparison run() {
        for (const auto& [group, set] : to_.set_of_group) add_group(group, set);
        std::set<std::string_view> seen;
        for (std::size_t i = 0; i < to_.agencies.size(); ++i) {
            seen.insert(to_.agencies[i].id);
            add_agency(i);
        }
        for (std::size_t i = 0; i < from_.agencies.size(); ++i)
            if (!seen.contains(from_.agencies[i].id)) add_gone(i);
        return std::move(comparison_);
    }

private:
    void add_group(const std::string& group, std::size_t set) {
        const auto before = from_.set_of_group.find(group);
        if (before == from_.set_of_group.end()) return;
        const auto& from_plan = from_result_.plans[before->second];
        const auto& to_plan = to_result_.plans[set];
        GroupSetChange change;
        change.group = group;
        change.from_set = from_plan.set().id;
        change.to_set = to_plan.set().id;
        change.changes = compare_sets(from_plan.set(), to_plan.set());
        change.comparable_share =
            share_of_maximum(to_plan.set(), comparable_leaves(change.changes, from_plan, to_plan));
        comparison_.groups.push_back(std::move(change));
    }

    /// Sets are compared once for each pair, however many agencies they score.
    const std::set<std::string>& leaves_of(std::size_t from_set, std::size_t to_set) {
        const auto [known, is_new] = leaves_.try_emplace({from_set, to_set});
        if (is_new) {
            const auto& from_plan = from_result_.plans[from_set];
            const auto& to_plan = to_result_.plans[to_set];
            const auto changes = compare_sets(from_plan.set(), to_plan.set());
            for (const auto id : comparable_leaves(changes, from_plan, to_plan)) known->second.emplace(id);
        }
        return known->second;
    }

    void add_agency(std::size_t index) {
        const auto& agency = to_.agencies[index];
        const auto& after = to_result_.agencies[index];
        AgencyMovement movement;
        movement.agency = agency.id;
        movement.name = agency.name;
        movement.group = agency.group;
        movement.to_total = after.scorecard.total.rounded;
        movement.to_rank = after.rank;
        if (const auto found = before_.find(agency.id); found != before_.end()) {
            const auto& before = from_result_.agencies[found->second];
            movement.from_total = before.scorecard.total.rounded;
            movement.from_rank = before.rank;
            const auto& ids = leaves_of(before.set, after.set);
            const auto both = comparable_of({ids.begin(), ids.end()}, from_result_.plans[before.set], before.scorecard,
                                            to_result_.plans[after.set], after.scorecard);
            movement.from_comparable = both.from;
            movement.to_comparable = both.to;
        }
        comparison_.agencies.push_back(std::move(movement));
    }

    void add_gone(std::size_t index) {
        const auto& agency = from_.agencies[index];
        AgencyMovement movement;
        movement.agency = agency.id;
        movement.name = agency.name;
        movement.from_total = from_result_.agencies[index].scorecard.total.rounded;
        movement.from_rank = from_result_.agencies[index].rank;
        comparison_.agencies.push_back(std::move(movement));
    }

    const Round& from_;
    const RoundResult& from_result_;
    const Round& to_;
    const RoundResult& to_result_;
    std::map<std::string_view, std::size_t> before_;
    std::map<std::pair<std::size_t, std::size_t>, std::set<std::string>> leaves_;
    RoundComparison comparison_;
};

}  // namespace

std::string_view to_string(CriterionChange::Kind kind) {
    switch (kind) {
        case CriterionChange::Kind::same:
            return "same";
        case CriterionChange::Kind::changed:
            return "changed";
        case CriterionChange::Kind::added:
            return "added";
        case CriterionChange::Kind::dropped:
            break;
    }
    return "dropped";
}

std::vector<CriterionChange> compare_sets(const CriteriaSet& from, const CriteriaSet& to) {
    std::vector<CriterionChange> changes;
    const auto before = by_id(from);
    const auto after = by_id(to);
    for_each_criterion(to.criteria, [&](const Criterion& c, const Criterion*, std::size_t) {
        const auto found = before.find(c.id);
        changes.push_back(change_of(found == before.end() ? nullptr : found->second, c));
    });
    for_each_criterion(from.criteria, [&](const Criterion& c, const Criterion*, std::size_t) {
        if (after.contains(c.id)) return;
        changes.push_back({c.id, CriterionChange::Kind::dropped, c.title, c.max, std::nullopt, {}});
    });
    return changes;
}

RoundComparison compare_rounds(const Round& from, const RoundResult& from_result, const Round& to,
                               const RoundResult& to_result) {
    return YearComparison(from, from_result, to, to_result).run();
}

}  // namespace parindex
