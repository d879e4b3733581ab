#include "io/answer_check.hpp"

#include <algorithm>
#include <set>
#include <variant>

#include <fmt/format.h>

#include "io/suggest.hpp"
#include "parindex/base/rounding.hpp"

namespace parindex::io {

namespace {

/// Points as people write them, in each language.
Text points_text(const Rational& points) {
    const std::string text = to_short(points);
    return {localise_number(text, Language::vi), localise_number(text, Language::en), {}};
}

template <class Entry>
std::vector<std::string_view> ids_of(const std::vector<Entry>& entries) {
    std::vector<std::string_view> ids;
    for (const auto& entry : entries) ids.push_back(entry.id);
    return ids;
}

/// What a value of a fact looks like.
Text expected_value(FactType type) {
    switch (type) {
        case FactType::count:
            return {"số nguyên không âm", "a whole number that is not negative", {}};
        case FactType::number:
            return {"số", "a number", {}};
        case FactType::percent:
            return {"tỷ lệ (\"95%\" hoặc 0.95)", "a percentage (\"95%\" or 0.95)", {}};
        case FactType::date:
            return {"ngày (\"2017-01-04\", \"04/01/2017\" hoặc \"never\")",
                    "a date (\"2017-01-04\", \"04/01/2017\" or \"never\")",
                    {}};
        case FactType::flag:
            return {"true hoặc false", "true or false", {}};
        case FactType::text:
            return {"văn bản", "a text", {}};
        case FactType::records:
            return {"danh sách các bản ghi", "a list of records", {}};
    }
    return {};
}

}  // namespace

SetIndex::SetIndex(const CriteriaSet& set) : set_(&set) {
    for_each_criterion(set.criteria, [&](const Criterion& node, const Criterion*, std::size_t) {
        if (criteria_.try_emplace(node.id, &node).second) criterion_ids_.push_back(node.id);
    });
    for (const auto& fact : set.facts) facts_.try_emplace(fact.id, &fact);
    fact_ids_ = ids_of(set.facts);
}

const Criterion* SetIndex::criterion(std::string_view id) const {
    const auto found = criteria_.find(id);
    return found == criteria_.end() ? nullptr : found->second;
}

const FactDeclaration* SetIndex::fact(std::string_view id) const {
    const auto found = facts_.find(id);
    return found == facts_.end() ? nullptr : found->second;
}

Text SetIndex::suggest_criterion(std::string_view id) const { return suggest(id, criterion_ids_); }
Text SetIndex::suggest_fact(std::string_view id) const { return suggest(id, fact_ids_); }

void AnswerCheck::add(std::string_view code, Severity severity, const Location& location, const std::string& id,
                      Text message, Text hint) const {
    // Table cells do not name the criterion in their place.
    const std::string name = id.empty() ? std::string{} : excerpt(id) + ": ";
    message.vi.insert(0, name);
    message.en.insert(0, name);
    report_.add({std::string(code), severity, location, id, agency_, std::move(message), std::move(hint), false, {}});
}

void AnswerCheck::error(std::string_view code, const Location& location, const std::string& id, Text message,
                        Text hint) const {
    add(code, Severity::error, location, id, std::move(message), std::move(hint));
}

void AnswerCheck::warning(std::string_view code, const Location& location, const std::string& id, Text message,
                          Text hint) const {
    add(code, Severity::warning, location, id, std::move(message), std::move(hint));
}

const Criterion* AnswerCheck::find_leaf(const std::string& id, const Location& location) const {
    const Criterion* criterion = index_.criterion(id);
    if (criterion == nullptr) {
        error("A102", location, id,
              {"không có tiêu chí này trong bộ tiêu chí", "the criteria set has no such criterion", {}},
              report_.is_full() ? Text{} : index_.suggest_criterion(id));
        return nullptr;
    }
    if (criterion->is_leaf()) return criterion;
    std::vector<std::string_view> children = ids_of(criterion->children);
    error("A103", location, id,
          {"tiêu chí có mục con, không trả lời trực tiếp", "the criterion has parts and is not answered itself", {}},
          {fmt::format("Trả lời các mục con: {}.", list_words(children)),
           fmt::format("Answer its parts: {}.", list_words(children)),
           {}});
    return nullptr;
}

Answer AnswerCheck::check_answer(const Criterion& leaf, const TypedAnswer& typed) const {
    Answer answer;
    answer.location = typed.location;
    answer.evidence = typed.evidence;
    answer.explanation = typed.explanation;
    answer.by = typed.by;
    const LeafInputs taken(leaf);
    bool ok = check_state(leaf.id, typed, answer);
    ok = check_kinds(leaf, taken, typed) && ok;
    if (typed.level && !taken.levels.empty()) ok = check_level(leaf, taken, typed, answer) && ok;
    if (typed.items && taken.has_checklist) ok = check_items(leaf, taken, typed, answer) && ok;
    if (typed.value && taken.has_value) {
        answer.value = number(leaf.id, *typed.value);
        answer.value_written = typed.value->text;
        ok = answer.value.has_value() && ok;
    }
    if (typed.points && ok) ok = check_points(leaf, taken, typed, answer);
    ok = check_process(leaf, typed, answer) && ok;
    if (ok) return answer;
    Answer blank;
    blank.state = State::blank;
    blank.location = answer.location;
    blank.evidence = std::move(answer.evidence);
    blank.explanation = std::move(answer.explanation);
    blank.by = std::move(answer.by);
    blank.at = answer.at;
    return blank;
}

bool AnswerCheck::check_state(const std::string& id, const TypedAnswer& typed, Answer& answer) const {
    if (!typed.state) return true;
    const auto state = parse_state(typed.state->text);
    if (!state || *state == State::scored) {
        const std::vector<std::string_view> known{"not_applicable", "not_arisen", "no_data",
                                                  "no_survey",      "pending",    "blank"};
        error("A110", typed.state->location, id,
              {fmt::format("không có trạng thái “{}”; có: {}", excerpt(typed.state->text), list_words(known)),
               fmt::format("there is no state “{}”; known: {}", excerpt(typed.state->text), list_words(known)),
               {}});
        return false;
    }
    answer.state = *state;
    if (typed.has_input()) {
        warning("A119", typed.location, id,
                {fmt::format("có cả câu trả lời lẫn trạng thái “{}”; trạng thái được dùng", to_string(*state)),
                 fmt::format("an answer and the state “{}” are both given; the state is used", to_string(*state)),
                 {}},
                {"Bỏ một trong hai.", "Remove one of the two.", {}});
    }
    return true;
}

bool AnswerCheck::check_kinds(const Criterion& leaf, const LeafInputs& taken, const TypedAnswer& typed) const {
    bool ok = true;
    const auto refuse = [&](std::string_view name, const Location& location) {
        ok = false;
        const std::string names = taken.names();
        const std::string_view kind = leaf.rule ? kind_name(*leaf.rule) : std::string_view{};
        if (names.empty()) {
            error("A109", location, leaf.id,
                  {fmt::format("không nhập được “{}”: quy tắc “{}” tính từ số liệu", name, kind),
                   fmt::format("“{}” cannot be given: the rule “{}” is computed from facts", name, kind),
                   {}},
                  {"Sửa số liệu ở “facts”.", "Change the facts instead.", {}});
        } else {
            error("A109", location, leaf.id,
                  {fmt::format("không nhập được “{}”: quy tắc “{}” nhận {}", name, kind, names),
                   fmt::format("“{}” cannot be given: the rule “{}” takes {}", name, kind, names),
                   {}});
        }
    };
    if (typed.level && taken.levels.empty()) refuse("level", typed.level->location);
    if (typed.items && !taken.has_checklist) refuse("items", typed.location);
    if (typed.value && !taken.has_value) refuse("value", typed.value->location);
    if (typed.points && taken.points.empty() && !taken.has_free_points()) refuse("points", typed.points->location);
    return ok;
}

bool AnswerCheck::check_level(const Criterion& leaf, const LeafInputs& taken, const TypedAnswer& typed,
                              Answer& answer) const {
    const std::string& wanted = typed.level->text;
    const auto found =
        std::find_if(taken.levels.begin(), taken.levels.end(), [&](const Level* level) { return level->id == wanted; });
    if (found == taken.levels.end()) {
        std::vector<std::string_view> ids;
        for (const auto* level : taken.levels) ids.push_back(level->id);
        const auto nearest = nearest_word(wanted, ids);
        error("A104", typed.level->location, leaf.id,
              {fmt::format("không có mức “{}”; có: {}", excerpt(wanted), list_words(ids)),
               fmt::format("there is no level “{}”; known: {}", excerpt(wanted), list_words(ids)),
               {}},
              nearest.empty() ? Text{} : suggest(wanted, {nearest}));
        return false;
    }
    answer.level = wanted;
    if ((*found)->free_points && !typed.points) {
        const Text from = points_text((*found)->free_points->first);
        const Text to = points_text((*found)->free_points->second);
        error("A109", typed.level->location, leaf.id,
              {fmt::format("mức “{}” cần điểm từ {} đến {}", excerpt(wanted), from.vi, to.vi),
               fmt::format("level “{}” needs points from {} to {}", excerpt(wanted), from.en, to.en),
               {}},
              {"Thêm “points”.", "Add “points”.", {}});
        return false;
    }
    return true;
}

bool AnswerCheck::check_items(const Criterion& leaf, const LeafInputs& taken, const TypedAnswer& typed,
                              Answer& answer) const {
    std::set<std::string_view> seen;
    bool ok = true;
    answer.items.emplace();
    for (const auto& item : *typed.items) {
        const bool is_known = std::any_of(taken.items.begin(), taken.items.end(),
                                          [&](const auto* known) { return known->id == item.text; });
        if (!is_known) {
            std::vector<std::string_view> ids;
            for (const auto* known : taken.items) ids.push_back(known->id);
            error("A105", item.location, leaf.id,
                  {fmt::format("không có mục “{}”; có: {}", excerpt(item.text), list_words(ids)),
                   fmt::format("there is no item “{}”; known: {}", excerpt(item.text), list_words(ids)),
                   {}});
            ok = false;
        } else if (!seen.insert(item.text).second) {
            error("A105", item.location, leaf.id,
                  {fmt::format("mục “{}” được chọn hai lần", excerpt(item.text)),
                   fmt::format("item “{}” is ticked twice", excerpt(item.text)),
                   {}});
            ok = false;
        } else {
            answer.items->push_back(item.text);
        }
    }
    return ok;
}

std::optional<Rational> AnswerCheck::number(const std::string& id, const Typed& typed) const {
    std::optional<Rational> value;
    if (typed.kind == Typed::Kind::number) value = parse_rational(typed.text);
    if (typed.kind == Typed::Kind::text) value = parse_typed_number(typed.text);
    if (value) return value;
    const bool is_grouped = typed.kind == Typed::Kind::text && typed.text.find_first_of(".,") != std::string::npos &&
                            typed.text.find_first_not_of("0123456789.,- ") == std::string::npos;
    error("A108", typed.location, id,
          {fmt::format("“{}” không phải là số rõ ràng", excerpt(typed.text)),
           fmt::format("“{}” is no clear number", excerpt(typed.text)),
           {}},
          is_grouped ? Text{"Dấu ngăn hàng nghìn hay phần thập phân? Viết 1000 hoặc 1.0.",
                            "Thousands or decimals? Write 1000 or 1.0.",
                            {}}
                     : Text{"Viết 0.5, \"0,5\", \"95%\" hoặc \"3/4\".", "Write 0.5, \"0,5\", \"95%\" or \"3/4\".", {}});
    return std::nullopt;
}

bool AnswerCheck::check_bounds(const std::string& id, const Location& location, const Rational& points,
                               const Rational& lowest, const std::optional<Rational>& highest,
                               const std::optional<Rational>& step) const {
    const Text found = points_text(points);
    if (highest && points > *highest) {
        const Text most = points_text(*highest);
        error("A106", location, id,
              {fmt::format("{} điểm, tối đa là {}", found.vi, most.vi),
               fmt::format("{} points; the maximum is {}", found.en, most.en),
               {}},
              {"Hạ điểm hoặc xem lại bảng.", "Lower the points or look at the table again.", {}});
        return false;
    }
    if (points < lowest) {
        const Text least = points_text(lowest);
        error("A106", location, id,
              {fmt::format("{} điểm, tối thiểu là {}", found.vi, least.vi),
               fmt::format("{} points; the minimum is {}", found.en, least.en),
               {}});
        return false;
    }
    if (step && !((points - lowest) / *step).is_integer()) {
        const Text each = points_text(*step);
        error("A107", location, id,
              {fmt::format("{} điểm không đúng bước {}", found.vi, each.vi),
               fmt::format("{} points stand between the steps of {}", found.en, each.en),
               {}});
        return false;
    }
    return true;
}

bool AnswerCheck::check_points(const Criterion& leaf, const LeafInputs& taken, const TypedAnswer& typed,
                               Answer& answer) const {
    const auto points = number(leaf.id, *typed.points);
    if (!points) return false;
    answer.points = points;
    const Location& location = typed.points->location;
    if (answer.level) {
        const auto level = std::find_if(taken.levels.begin(), taken.levels.end(),
                                        [&](const Level* known) { return known->id == *answer.level; });
        if ((*level)->free_points) {
            return check_bounds(leaf.id, location, *points, (*level)->free_points->first, (*level)->free_points->second,
                                {});
        }
        error("A109", location, leaf.id,
              {fmt::format("mức “{}” có điểm sẵn, không nhập điểm", excerpt(*answer.level)),
               fmt::format("level “{}” has its own points; none can be given", excerpt(*answer.level)),
               {}});
        return false;
    }
    if (taken.points.empty()) {
        error("A109", location, leaf.id, {"điểm cần đi cùng mức (“level”)", "points need their level (“level”)", {}});
        return false;
    }
    // With several alternatives it is not known here which one holds: the points must fit one of them.
    const auto highest_of = [&](const PointsRule& rule) { return rule.max ? rule.max : leaf.max; };
    const auto fits = [&](const PointsRule* rule) {
        const auto highest = highest_of(*rule);
        return *points >= rule->min && (!highest || *points <= *highest) &&
               (!rule->step || ((*points - rule->min) / *rule->step).is_integer());
    };
    if (std::any_of(taken.points.begin(), taken.points.end(), fits)) return true;
    const PointsRule& rule = *taken.points.front();
    return check_bounds(leaf.id, location, *points, rule.min, highest_of(rule), rule.step);
}

const FactDeclaration* AnswerCheck::find_fact(const std::string& id, const Location& location) const {
    const FactDeclaration* fact = index_.fact(id);
    if (fact == nullptr) {
        error("A111", location, id,
              {"bộ tiêu chí không khai báo số liệu này", "the criteria set declares no such fact", {}},
              report_.is_full() ? Text{} : index_.suggest_fact(id));
    }
    return fact;
}

std::optional<ScalarValue> AnswerCheck::check_scalar(FactType type, const std::string& id, const Typed& typed) const {
    const auto refuse = [&](std::string_view code) {
        const std::string found =
            typed.kind == Typed::Kind::flag ? (typed.flag ? "true" : "false") : excerpt(typed.text);
        const Text expected = expected_value(type);
        error(code, typed.location, id,
              {fmt::format("cần {}, ở đây là “{}”", expected.vi, found),
               fmt::format("expected {}, found “{}”", expected.en, found),
               {}});
        return std::nullopt;
    };
    const bool is_text = typed.kind == Typed::Kind::text;
    switch (type) {
        case FactType::text:
            return is_text ? std::optional<ScalarValue>(typed.text) : refuse("A112");
        case FactType::flag:
            return typed.kind == Typed::Kind::flag ? std::optional<ScalarValue>(typed.flag) : refuse("A112");
        case FactType::date: {
            if (!is_text) return refuse("A112");
            if (typed.text == "never") return Never{};
            const auto date = parse_date(typed.text);
            return date ? std::optional<ScalarValue>(*date) : refuse("A123");
        }
        case FactType::records:
            return refuse("A112");
        case FactType::count:
        case FactType::number:
        case FactType::percent:
            break;
    }
    if (typed.kind == Typed::Kind::flag) return refuse("A112");
    const auto value = number(id, typed);
    if (!value) return std::nullopt;
    if (type == FactType::count && (value->sign() < 0 || !value->is_integer())) return refuse("A112");
    if (type == FactType::percent && *value > 1 && !typed.text.ends_with('%')) {
        warning("A124", typed.location, id,
                {fmt::format("{} được hiểu là {}%", excerpt(typed.text), points_text(*value * 100).vi),
                 fmt::format("{} is taken for {}%", excerpt(typed.text), points_text(*value * 100).en),
                 {}},
                {"Nếu là phần trăm, viết dấu %: \"95%\".", "If it is a percentage, write the sign: \"95%\".", {}});
    }
    return *value;
}

std::optional<FactValue> AnswerCheck::check_fact(const FactDeclaration& fact, const Typed& typed) const {
    const auto value = check_scalar(fact.type, fact.id, typed);
    if (!value) return std::nullopt;
    if (const auto* given = std::get_if<Rational>(&*value)) {
        const bool is_low = fact.min && *given < *fact.min;
        if (is_low || (fact.max && *given > *fact.max)) {
            const Text bound = points_text(is_low ? *fact.min : *fact.max);
            const Text found = points_text(*given);
            error("A113", typed.location, fact.id,
                  {fmt::format("{}, {} là {}", found.vi, is_low ? "tối thiểu" : "tối đa", bound.vi),
                   fmt::format("{}; the {} is {}", found.en, is_low ? "minimum" : "maximum", bound.en),
                   {}});
            return std::nullopt;
        }
    }
    return std::visit([](const auto& held) { return FactValue(held); }, *value);
}

}  // namespace parindex::io
