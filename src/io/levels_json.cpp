#include "io/levels_json.hpp"

#include <set>

#include <fmt/format.h>

#include "io/intervals_json.hpp"
#include "io/suggest.hpp"

namespace parindex::io {

namespace {

bool decode_free_points(const Decoder& decoder, const Node& node, Level& target) {
    std::vector<Rational> bounds;
    if (!decode(decoder, node, bounds)) return false;
    if (bounds.size() != 2 || bounds[1] < bounds[0]) {
        decoder.error("F116", node,
                      {"cần đúng hai số [từ, đến], số sau không nhỏ hơn số trước",
                       "exactly two numbers [from, to] are expected, the second not below the first",
                       {}});
        return false;
    }
    target.free_points = std::pair{bounds[0], bounds[1]};
    return true;
}

std::optional<WrittenLevel> decode_level(const Decoder& decoder, const Node& node) {
    ObjectReader object(decoder, node);
    WrittenLevel written;
    written.node = node;
    Level& level = written.level;
    bool ok = object.required("id", level.id);
    ok &= object.optional("label", level.label);
    ok &= object.optional("points", level.points);
    ok &= object.optional("share", written.share);
    if (const auto free_points = object.find("free_points")) ok &= decode_free_points(decoder, *free_points, level);
    ok &= decode_printed(decoder, object, level.printed_points);
    object.finish();
    const int ways = (level.points ? 1 : 0) + (written.share ? 1 : 0) + (level.free_points ? 1 : 0);
    if (ways > 1) {
        decoder.error("F116", node,
                      {"chỉ được một trong: points, share, free_points",
                       "only one of points, share, free_points is possible",
                       {}});
        return std::nullopt;
    }
    if (!ok) return std::nullopt;
    return written;
}

std::optional<std::vector<WrittenLevel>> decode_level_list(const Decoder& decoder, const Node& node) {
    std::vector<WrittenLevel> levels;
    std::vector<std::string> ids;
    bool ok = true;
    const bool is_list = for_each_item(decoder, node, [&](const Node& item) {
        auto level = decode_level(decoder, item);
        ok &= level.has_value();
        ids.push_back(level ? level->level.id : std::string{});
        if (level) levels.push_back(std::move(*level));
    });
    if (!is_list || !expect_some(decoder, node) || !expect_different_ids(decoder, node, ids) || !ok)
        return std::nullopt;
    return levels;
}

/// Points in place of shares.
std::optional<LevelsRule> settle(const Decoder& decoder, const Node& node, const std::vector<WrittenLevel>& levels,
                                 const std::optional<Rational>& max) {
    LevelsRule rule;
    for (const auto& written : levels) {
        rule.levels.push_back(written.level);
        if (!written.share) continue;
        if (!max) {
            decoder.error("F111", node,
                          {fmt::format("mức “{}” là một phần của điểm tối đa, nhưng tiêu chí không có “max”",
                                       excerpt(written.level.id)),
                           fmt::format("level “{}” is a share of the maximum, but the criterion has no “max”",
                                       excerpt(written.level.id)),
                           {}},
                          {"Thêm “max” vào tiêu chí.", "Give the criterion its “max”.", {}});
            return std::nullopt;
        }
        rule.levels.back().points = *written.share * *max;
    }
    return rule;
}

}  // namespace

LevelSets decode_level_sets(const Decoder& decoder, const Node& node) {
    LevelSets sets;
    for_each_member(decoder, node, [&](const std::string& name, const Node& list) {
        // A set that does not load stays known, so that its users are not reported, too.
        sets[name] = decode_level_list(decoder, list).value_or(std::vector<WrittenLevel>{});
    });
    return sets;
}

std::optional<LevelsRule> decode_levels(const Decoder& decoder, const Node& node, const LevelSets& sets,
                                        const std::optional<Rational>& max) {
    if (!node.value->is(JsonValue::Kind::string)) {
        const auto levels = decode_level_list(decoder, node);
        return levels ? settle(decoder, node, *levels, max) : std::nullopt;
    }
    const std::string& name = node.value->text;
    const auto found = sets.find(name);
    if (found == sets.end()) {
        std::vector<std::string_view> names;
        for (const auto& [known, levels] : sets) names.push_back(known);
        decoder.error("F110", node,
                      {fmt::format("không có danh sách mức “{}” trong “level_sets”", excerpt(name)),
                       fmt::format("“level_sets” has no list “{}”", excerpt(name)),
                       {}},
                      suggest(name, names));
        return std::nullopt;
    }
    auto rule = settle(decoder, node, found->second, max);
    if (rule) rule->set_name = name;
    return rule;
}

bool expect_different_ids(const Decoder& decoder, const Node& list, const std::vector<std::string>& ids) {
    std::set<std::string_view> seen;
    bool ok = true;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (ids[i].empty() || seen.insert(ids[i]).second) continue;
        ok = false;
        decoder.error("F117", list.item(i),
                      {fmt::format("mã “{}” đã dùng trong danh sách này", excerpt(ids[i])),
                       fmt::format("the id “{}” is already used in this list", excerpt(ids[i])),
                       {}});
    }
    return ok;
}

}  // namespace parindex::io
