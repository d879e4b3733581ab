#include "io/policies_json.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace parindex::io {

bool decode_rounding(const Decoder& decoder, const Node& node, Rounding& target) {
    if (node.value->is(JsonValue::Kind::string)) {
        bool none = false;
        constexpr std::array<Word<bool>, 1> words{{{"none", true}}};
        return decode_word(decoder, node, words, none);
    }
    ObjectReader object(decoder, node);
    std::size_t digits = 0;
    bool ok = object.required("digits", digits);
    ok &= object.required_word("mode",
                               words_of({RoundingMode::half_up, RoundingMode::half_even, RoundingMode::down,
                                         RoundingMode::up, RoundingMode::floor, RoundingMode::ceiling}),
                               target.mode);
    object.finish();
    if (ok && digits > static_cast<std::size_t>(max_rounding_digits)) {
        decoder.error("F107", *object.find("digits"),
                      {fmt::format("nhiều nhất {} chữ số thập phân", max_rounding_digits),
                       fmt::format("at most {} decimal places", max_rounding_digits),
                       {}});
        return false;
    }
    if (ok) target.digits = static_cast<int>(digits);
    return ok;
}

namespace {

constexpr std::array<State, 6> stated{State::not_applicable, State::not_arisen, State::no_data,
                                      State::no_survey,      State::pending,    State::blank};

bool require_rounding(const Decoder& decoder, ObjectReader& object, std::string_view key, Rounding& target) {
    const auto node = object.require(key);
    return node && decode_rounding(decoder, *node, target);
}

bool decode_roundings(const Decoder& decoder, const Node& node, Policies& target) {
    ObjectReader object(decoder, node);
    bool ok = require_rounding(decoder, object, "points", target.points_rounding);
    ok &= require_rounding(decoder, object, "total", target.total_rounding);
    ok &= require_rounding(decoder, object, "percent", target.percent_rounding);
    object.finish();
    return ok;
}

bool decode_effects(const Decoder& decoder, const Node& node, StateEffects& target, bool all_required) {
    const auto effects = words_of({Effect::full_points, Effect::zero, Effect::drop, Effect::block});
    ObjectReader object(decoder, node);
    bool ok = object.is_object();
    for (const State state : stated) {
        const auto name = to_string(state);
        const auto given = all_required ? object.require(name) : object.find(name);
        Effect effect = Effect::block;
        if (given && decode_word(decoder, *given, effects, effect)) {
            target[state] = effect;
        } else if (given || all_required) {
            ok = false;
        }
    }
    object.finish();
    return ok;
}

bool decode_total(const Decoder& decoder, const Node& node, Policies& target) {
    ObjectReader object(decoder, node);
    const auto bases = words_of({TotalBase::maximum, TotalBase::assigned, TotalBase::own_maximum});
    bool ok = object.required_word("over", bases, target.total_base);
    ok &= object.optional("cap", target.total_cap);
    object.finish();
    return ok;
}

/// "name" ends a list of tie-breakers, and must end it where no two agencies may share a place.
bool expect_ordered(const Decoder& decoder, const Node& node, const RankingPolicy& ranking) {
    const auto name = std::find(ranking.then_by.begin(), ranking.then_by.end(), "name");
    if (name != ranking.then_by.end() && name + 1 != ranking.then_by.end()) {
        decoder.error("F116", node, {"“name” chỉ đứng cuối “then_by”", "“name” stands last in “then_by” only", {}});
        return false;
    }
    if (ranking.ties == TieRule::ordinal && name == ranking.then_by.end()) {
        decoder.error(
            "F116", node,
            {"với “ordinal”, “then_by” phải kết thúc bằng “name”", "with “ordinal”, “then_by” must end in “name”", {}});
        return false;
    }
    return true;
}

bool decode_ranking(const Decoder& decoder, const Node& node, RankingPolicy& target) {
    ObjectReader object(decoder, node);
    bool ok = object.required_word("on", words_of({Basis::exact, Basis::rounded}), target.basis);
    ok &= object.required_word("ties", words_of({TieRule::competition, TieRule::dense, TieRule::ordinal}), target.ties);
    ok &= object.optional("then_by", target.then_by);
    object.finish();
    return ok && expect_ordered(decoder, node, target);
}

}  // namespace

bool decode_policies(const Decoder& decoder, const Node& node, Policies& target) {
    ObjectReader object(decoder, node);
    const auto rounding = object.require("rounding");
    bool ok = rounding && decode_roundings(decoder, *rounding, target);
    const auto states = object.require("states");
    ok &= states && decode_effects(decoder, *states, target.states, true);
    const auto total = object.require("total");
    ok &= total && decode_total(decoder, *total, target);
    const auto ranking = object.require("ranking");
    ok &= ranking && decode_ranking(decoder, *ranking, target.ranking);
    object.finish();
    return ok;
}

bool decode_state_effects(const Decoder& decoder, const Node& node, StateEffects& target) {
    return decode_effects(decoder, node, target, false);
}

}  // namespace parindex::io
