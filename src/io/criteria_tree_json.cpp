#include "io/criteria_tree_json.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "io/criteria_rules_json.hpp"
#include "io/ids.hpp"
#include "io/intervals_json.hpp"
#include "io/policies_json.hpp"
#include "io/suggest.hpp"

namespace parindex::io {

namespace {

/// What children take from their parent.
struct Inherited {
    Role role = Role::scored;
    StateEffects states;
    std::size_t depth = 1;
};

class TreeReader {
public:
    explicit TreeReader(const TreeContext& context) : context_(context), decoder_(context.decoder) {}

    bool read_list(const Node& node, const Inherited& inherited, std::vector<Criterion>& target) {
        if (inherited.depth > context_.limits.tree_depth) {
            decoder_.error("F113", node,
                           {fmt::format("cây tiêu chí sâu quá {} tầng", context_.limits.tree_depth),
                            fmt::format("the tree of criteria is deeper than {} levels", context_.limits.tree_depth),
                            {}});
            return false;
        }
        bool ok = true;
        const bool is_list = for_each_item(decoder_, node, [&](const Node& item) {
            if (!has_room(item)) {
                ok = false;
                return;
            }
            target.emplace_back();
            ok &= read(item, inherited, target.back());
        });
        return is_list && ok && expect_some(decoder_, node);
    }

private:
    /// Reports the first criterion too many, not each of them.
    bool has_room(const Node& node) {
        if (++count_ == context_.limits.criteria + 1) {
            decoder_.error("F113", node,
                           {fmt::format("bộ có hơn {} tiêu chí", context_.limits.criteria),
                            fmt::format("the set has more than {} criteria", context_.limits.criteria),
                            {}});
        }
        return count_ <= context_.limits.criteria;
    }

    bool read(const Node& node, const Inherited& inherited, Criterion& criterion) {
        ObjectReader object(decoder_, node);
        criterion.pointer = node.pointer;
        bool ok = read_id(object, criterion);
        ok &= object.required("title", criterion.title);
        ok &= object.optional("max", criterion.max);
        ok &= object.optional("weight", criterion.weight);
        ok &= read_role(object, inherited, criterion);
        ok &= read_states(object, inherited, criterion);
        ok &= object.optional("applies_when", criterion.applies_when);
        ok &= read_source(object, criterion.source);
        ok &= object.optional("provenance", criterion.provenance);
        ok &= object.optional("tags", criterion.tags);
        ok &= read_body(object, inherited, criterion);
        object.finish();
        return ok;
    }

    bool read_id(ObjectReader& object, Criterion& criterion) {
        const auto node = object.require("id");
        return node && decode(decoder_, *node, criterion.id) &&
               expect_id(decoder_, *node, is_criterion_id(criterion.id),
                         {"cần chữ cái ASCII, chữ số, dấu chấm, gạch dưới, gạch nối, #",
                          "it takes ASCII letters, digits, dots, underscores, hyphens, #",
                          {}});
    }

    bool read_role(ObjectReader& object, const Inherited& inherited, Criterion& criterion) {
        criterion.role = inherited.role;
        const auto node = object.find("role");
        if (!node) return true;
        if (!decode_word(decoder_, *node, words_of({Role::scored, Role::bonus, Role::penalty, Role::monitor}),
                         criterion.role)) {
            return false;
        }
        const bool stands_beside = criterion.role == Role::bonus || criterion.role == Role::penalty;
        if (inherited.depth == 1 || !stands_beside || criterion.role == inherited.role) return true;
        decoder_.error("F116", *node,
                       {"chỉ lĩnh vực mới là điểm thưởng hoặc điểm trừ", "only a domain is a bonus or a penalty", {}},
                       {"Đưa mục này thành một lĩnh vực riêng.", "Make it a domain of its own.", {}});
        return false;
    }

    bool read_states(ObjectReader& object, const Inherited& inherited, Criterion& criterion) {
        criterion.states = inherited.states;
        const auto node = object.find("states");
        return !node || decode_state_effects(decoder_, *node, criterion.states);
    }

    bool read_source(ObjectReader& object, Clause& source) {
        const auto node = object.find("source");
        if (!node) return true;
        ObjectReader fields(decoder_, *node);
        bool ok = fields.optional("clause", source.clause);
        ok &= fields.optional("quote", source.quote);
        ok &= fields.optional("note", source.note);
        ok &= fields.optional("norms", source.norms);
        fields.finish();
        return ok && fields.is_object();
    }

    /// The part in which parents and leaves differ.
    bool read_body(ObjectReader& object, const Inherited& inherited, Criterion& criterion) {
        const auto children = object.find("children");
        const auto rule = object.find("rule");
        if (!object.is_object()) return false;
        if (!children && !rule) {
            decoder_.error("F112", object.node(),
                           {"tiêu chí không có “rule”, cũng không có “children”",
                            "the criterion has neither “rule” nor “children”",
                            {}});
            return false;
        }
        // Two readings are possible: the rule of the parent might be a mistake, or its children.
        if (children && rule) {
            decoder_.error("F112", *rule,
                           {"tiêu chí có cả “rule” lẫn “children”", "the criterion has both “rule” and “children”", {}},
                           {"Chỉ tiêu chí không có mục con mới có “rule”.",
                            "Only a criterion without children has a “rule”.",
                            {}});
        }
        if (children) return read_parent(object, *children, inherited, criterion) && !rule;
        return read_leaf(object, *rule, criterion);
    }

    bool refuse_keys(ObjectReader& object, std::initializer_list<std::string_view> keys, const Text& owner) {
        bool ok = true;
        for (const auto key : keys) {
            const auto node = object.find(key);
            if (!node) continue;
            ok = false;
            decoder_.error("F112", *node,
                           {fmt::format("“{}” chỉ dùng cho {}", key, owner.vi),
                            fmt::format("“{}” belongs to {} only", key, owner.en),
                            {}});
        }
        return ok;
    }

    bool read_parent(ObjectReader& object, const Node& children, const Inherited& inherited, Criterion& criterion) {
        bool ok = refuse_keys(object, {"scored_by", "evidence", "when_denominator_is_zero", "overrides"},
                              {"tiêu chí không có mục con", "a criterion without children", {}});
        if (const auto aggregate = object.find("aggregate")) ok &= read_aggregate(*aggregate, criterion.aggregate);
        ok &= object.optional("residue", criterion.residue);
        ok &= read_list(children, {criterion.role, criterion.states, inherited.depth + 1}, criterion.children);
        return ok;
    }

    bool read_leaf(ObjectReader& object, const Node& rule, Criterion& criterion) {
        bool ok =
            refuse_keys(object, {"aggregate", "residue"}, {"tiêu chí có mục con", "a criterion with children", {}});
        criterion.rule = decode_rule({decoder_, context_.level_sets, criterion.max}, rule);
        ok &= criterion.rule.has_value();
        ok &= read_scored_by(object, criterion.scored_by);
        ok &= object.optional_word(
            "evidence",
            words_of({EvidenceNeed::optional, EvidenceNeed::required, EvidenceNeed::required_or_explanation}),
            criterion.evidence);
        if (const auto zero = object.find("when_denominator_is_zero")) {
            ok &= read_zero_denominator(*zero, criterion.zero_denominator);
        }
        if (const auto overrides = object.find("overrides")) ok &= read_overrides(*overrides, criterion.overrides);
        return ok;
    }

    bool read_scored_by(ObjectReader& object, std::vector<Scorer>& target) {
        const auto node = object.find("scored_by");
        if (!node) {
            target = {Scorer::self, Scorer::appraisal};
            return true;
        }
        const auto words = words_of({Scorer::self, Scorer::appraisal, Scorer::survey});
        bool ok = true;
        const bool is_list = for_each_item(decoder_, *node, [&](const Node& item) {
            Scorer scorer = Scorer::self;
            if (!decode_word(decoder_, item, words, scorer)) {
                ok = false;
            } else if (std::find(target.begin(), target.end(), scorer) == target.end()) {
                target.push_back(scorer);
            }
        });
        return is_list && ok && expect_some(decoder_, *node);
    }

    bool read_zero_denominator(const Node& node, std::optional<ZeroDenominator>& target) {
        using Then = ZeroDenominator::Then;
        const auto words =
            words_of({Then::zero, Then::full_points, Then::not_arisen, Then::not_applicable, Then::block});
        target.emplace();
        Then then = Then::block;
        if (node.value->is(JsonValue::Kind::string)) {
            if (!decode_word(decoder_, node, words, then)) return false;
            target->then = then;
            return true;
        }
        ObjectReader object(decoder_, node);
        bool ok = object.required("use", target->use);
        if (const auto given = object.find("then")) {
            ok &= decode_word(decoder_, *given, words, then);
            target->then = then;
        }
        object.finish();
        return ok;
    }

    bool read_overrides(const Node& node, std::vector<Override>& target) {
        bool ok = true;
        const bool is_list = for_each_item(decoder_, node, [&](const Node& item) {
            ObjectReader object(decoder_, item);
            std::optional<Expression> when;
            Rational points;
            Text why;
            const bool fits =
                all_of({object.required("when", when), object.required("points", points), object.required("why", why)});
            object.finish();
            ok &= fits;
            if (fits) target.push_back({*when, points, std::move(why)});
        });
        return is_list && ok;
    }

    bool read_aggregate(const Node& node, Aggregate& target) {
        using Kind = Aggregate::Kind;
        const auto words = words_of({Kind::sum, Kind::mean_times_max, Kind::weighted_mean, Kind::best_of, Kind::one_of,
                                     Kind::weakest_link, Kind::lookup});
        if (node.value->is(JsonValue::Kind::string)) {
            return decode_word(decoder_, node, words, target.kind) && expect_aggregate_parts(node, target);
        }
        ObjectReader object(decoder_, node);
        bool ok = object.required_word("kind", words, target.kind);
        if (const auto scale = object.find("scale")) ok &= read_scale_name(*scale, target.scale);
        ok &= object.optional("plus", target.plus);
        if (const auto table = object.find("table")) ok &= read_table(*table, target.table);
        if (const auto convert = object.find("convert")) ok &= decode_bands(decoder_, *convert, target.convert);
        object.finish();
        return ok && expect_aggregate_parts(node, target);
    }

    bool expect_aggregate_parts(const Node& node, const Aggregate& aggregate) {
        const auto lacks = [&](std::string_view key) {
            decoder_.error("F102", node,
                           {fmt::format("“{}” cần khoá “{}”", to_string(aggregate.kind), key),
                            fmt::format("“{}” needs the key “{}”", to_string(aggregate.kind), key),
                            {}});
            return false;
        };
        if (aggregate.kind == Aggregate::Kind::weakest_link && aggregate.scale.empty()) return lacks("scale");
        if (aggregate.kind == Aggregate::Kind::lookup && aggregate.table.empty()) return lacks("table");
        return true;
    }

    bool read_scale_name(const Node& node, std::string& target) {
        if (!decode(decoder_, node, target)) return false;
        std::vector<std::string_view> names;
        for (const auto& scale : context_.scales) names.push_back(scale.name);
        if (std::find(names.begin(), names.end(), target) != names.end()) return true;
        decoder_.error("F110", node,
                       {fmt::format("không có thang “{}” trong “scales”", excerpt(target)),
                        fmt::format("“scales” has no scale “{}”", excerpt(target)),
                        {}},
                       suggest(target, names));
        return false;
    }

    bool read_table(const Node& node, std::vector<Aggregate::Row>& target) {
        bool ok = true;
        const bool is_list = for_each_item(decoder_, node, [&](const Node& item) {
            ObjectReader object(decoder_, item);
            Aggregate::Row row;
            ok &= all_of({object.required("levels", row.levels), object.required("result", row.result)});
            object.finish();
            target.push_back(std::move(row));
        });
        return is_list && ok && expect_some(decoder_, node);
    }

    const TreeContext& context_;
    const Decoder& decoder_;
    std::size_t count_ = 0;
};

}  // namespace

bool decode_criteria(const TreeContext& context, const Node& node, std::vector<Criterion>& target) {
    return TreeReader(context).read_list(node, {}, target);
}

}  // namespace parindex::io
