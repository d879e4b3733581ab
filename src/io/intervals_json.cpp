#include "io/intervals_json.hpp"

#include <fmt/format.h>

namespace parindex::io {

namespace {

/// One edge that may be written with either of two keys; null says that the source lost it.
bool decode_edge(const Decoder& decoder, ObjectReader& object, std::string_view closed_key, std::string_view open_key,
                 std::optional<Interval::Edge>& edge, bool& lost) {
    const auto closed = object.find(closed_key);
    const auto open = object.find(open_key);
    if (closed && open) {
        decoder.error("F116", *open,
                      {fmt::format("“{}” và “{}” không đi cùng nhau", closed_key, open_key),
                       fmt::format("“{}” and “{}” exclude each other", closed_key, open_key),
                       {}});
        return false;
    }
    const auto& given = closed ? closed : open;
    if (!given) return true;
    if (given->value->is(JsonValue::Kind::null)) {
        lost = true;
        return true;
    }
    Rational value;
    if (!decode(decoder, *given, value)) return false;
    edge = Interval::Edge{value, closed.has_value(), given->value->text};
    return true;
}

bool decode_equal(const Decoder& decoder, const Node& node, Interval& target) {
    if (target.lower || target.upper || target.lower_lost || target.upper_lost) {
        decoder.error("F116", node, {"“equal” không đi cùng biên khác", "“equal” goes with no other edge", {}});
        return false;
    }
    Rational value;
    if (!decode(decoder, node, value)) return false;
    target.lower = Interval::Edge{value, true, node.value->text};
    target.upper = target.lower;
    return true;
}

std::optional<BandsRule::Band> decode_band(const Decoder& decoder, const Node& node) {
    ObjectReader object(decoder, node);
    BandsRule::Band band;
    bool ok = decode_edges(decoder, object, band.range);
    ok &= object.required("points", band.points);
    ok &= object.optional("label", band.label);
    ok &= decode_printed(decoder, object, band.printed_points);
    object.finish();
    if (!ok) return std::nullopt;
    return band;
}

}  // namespace

bool decode_edges(const Decoder& decoder, ObjectReader& object, Interval& target) {
    bool ok = decode_edge(decoder, object, "from", "above", target.lower, target.lower_lost);
    ok &= decode_edge(decoder, object, "to", "below", target.upper, target.upper_lost);
    if (const auto equal = object.find("equal")) ok &= decode_equal(decoder, *equal, target);
    return ok;
}

bool decode_bands(const Decoder& decoder, const Node& node, std::vector<BandsRule::Band>& target) {
    bool ok = true;
    const bool is_list = for_each_item(decoder, node, [&](const Node& item) {
        auto band = decode_band(decoder, item);
        if (band) {
            target.push_back(std::move(*band));
        } else {
            ok = false;
        }
    });
    return is_list && ok && expect_some(decoder, node);
}

bool decode_printed(const Decoder& decoder, ObjectReader& object, std::string& target) {
    const auto printed = object.find("printed");
    if (!printed) return true;
    if (printed->value->is(JsonValue::Kind::number)) {
        target = printed->value->text;
        return true;
    }
    return decode(decoder, *printed, target);
}

}  // namespace parindex::io
