#include "io/json_decode.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "io/suggest.hpp"

namespace parindex::io {

namespace {

Text kind_name(JsonValue::Kind kind) {
    switch (kind) {
        case JsonValue::Kind::null:
            return {"null", "null", {}};
        case JsonValue::Kind::boolean:
            return {"true hoặc false", "true or false", {}};
        case JsonValue::Kind::number:
            return {"số", "a number", {}};
        case JsonValue::Kind::string:
            return {"chuỗi", "a string", {}};
        case JsonValue::Kind::array:
            return {"danh sách [...]", "a list [...]", {}};
        case JsonValue::Kind::object:
            return {"đối tượng {...}", "an object {...}", {}};
    }
    return {};
}

Text expected_but_found(const Text& expected, const JsonValue& value) {
    const Text found = describe(value);
    return {fmt::format("cần {}, ở đây là {}", expected.vi, found.vi),
            fmt::format("expected {}, found {}", expected.en, found.en),
            {}};
}

void wrong_type(const Decoder& decoder, const Node& node, const Text& expected, Text hint = {}) {
    decoder.error("F101", node, expected_but_found(expected, *node.value), std::move(hint));
}

/// The text of an expression; numbers and truth values are expressions, too.
std::optional<std::string> expression_text(const Decoder& decoder, const Node& node) {
    switch (node.value->kind) {
        case JsonValue::Kind::string:
        case JsonValue::Kind::number:
            return node.value->text;
        case JsonValue::Kind::boolean:
            return node.value->flag ? "true" : "false";
        default:
            break;
    }
    wrong_type(decoder, node, {"biểu thức (chuỗi)", "an expression (a string)", {}});
    return std::nullopt;
}

/// The text around a byte offset, with the character there between marks.
std::string marked_excerpt(std::string_view text, std::size_t position) {
    constexpr std::size_t around = 24;
    const auto is_inside = [&](std::size_t i) {
        return i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U;
    };
    std::size_t at = std::min(position, text.size());
    while (at > 0 && is_inside(at)) --at;
    std::size_t after = std::min(at + 1, text.size());
    while (is_inside(after)) ++after;
    std::size_t from = at > around ? at - around : 0;
    while (from > 0 && is_inside(from)) --from;
    std::size_t to = std::min(after + around, text.size());
    while (is_inside(to)) ++to;
    return (from > 0 ? "…" : "") + printable(text.substr(from, at - from)) + "⟦" +
           printable(text.substr(at, after - at)) + "⟧" + printable(text.substr(after, to - after)) +
           (to < text.size() ? "…" : "");
}

/// Position counted in characters, from 1, as an editor shows it.
std::size_t character_number(std::string_view text, std::size_t position) {
    const std::string_view head = text.substr(0, std::min(position, text.size()));
    return 1 + static_cast<std::size_t>(std::count_if(
                   head.begin(), head.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

void bad_expression(const Decoder& decoder, const Node& node, std::string_view text, const ExpressionError& problem) {
    const std::size_t number = character_number(text, problem.position);
    const std::string quoted = marked_excerpt(text, problem.position);
    decoder.error(problem.code, node,
                  {fmt::format("{}, tại ký tự {}: {}", problem.message.vi, number, quoted),
                   fmt::format("{}, at character {}: {}", problem.message.en, number, quoted),
                   {}});
}

/// A whole number; negative ones only when they are allowed.
std::optional<std::int64_t> decode_whole(const Decoder& decoder, const Node& node) {
    if (!expect_kind(decoder, node, JsonValue::Kind::number)) return std::nullopt;
    const auto value = parse_rational(node.value->text);
    const auto whole = value ? value->to_int64() : std::nullopt;
    if (!whole) {
        decoder.error("F107", node, expected_but_found({"số nguyên", "a whole number", {}}, *node.value));
    }
    return whole;
}

bool decode_text_object(const Decoder& decoder, const Node& node, Text& target) {
    ObjectReader object(decoder, node);
    const bool ok = all_of({object.optional("vi", target.vi), object.optional("en", target.en)});
    object.finish();
    if (node.value->items.empty()) {
        decoder.error("F109", node, {"văn bản không có ngôn ngữ nào", "a text in no language", {}},
                      {"Viết {\"vi\": \"…\", \"en\": \"…\"}.", "Write {\"vi\": \"…\", \"en\": \"…\"}.", {}});
        return false;
    }
    return ok;
}

}  // namespace

Node Node::item(std::size_t index) const { return {&value->items[index], join_pointer(pointer, index)}; }

Node Node::member(std::size_t index) const {
    return {&value->items[index], join_pointer(pointer, value->keys[index].name)};
}

Location Decoder::at(const Node& node) const {
    return {file_, node.value->place.line, node.value->place.column, node.pointer};
}

void Decoder::error(std::string_view code, const Node& node, Text message, Text hint) const {
    report_->error(code, at(node), std::move(message), std::move(hint));
}

Text describe(const JsonValue& value) {
    switch (value.kind) {
        case JsonValue::Kind::boolean: {
            const std::string word = value.flag ? "true" : "false";
            return {word, word, {}};
        }
        case JsonValue::Kind::number:
            return {fmt::format("số {}", excerpt(value.text)), fmt::format("the number {}", excerpt(value.text)), {}};
        case JsonValue::Kind::string:
            return {fmt::format("chuỗi “{}”", excerpt(value.text)),
                    fmt::format("the string “{}”", excerpt(value.text)),
                    {}};
        default:
            return kind_name(value.kind);
    }
}

bool expect_kind(const Decoder& decoder, const Node& node, JsonValue::Kind wanted) {
    if (node.value->is(wanted)) return true;
    wrong_type(decoder, node, kind_name(wanted));
    return false;
}

bool expect_some(const Decoder& decoder, const Node& node) {
    if (!node.value->items.empty()) return true;
    decoder.error("F115", node,
                  {"danh sách trống, cần ít nhất một mục", "the list is empty; it needs at least one entry", {}});
    return false;
}

bool decode(const Decoder& decoder, const Node& node, bool& target) {
    if (!expect_kind(decoder, node, JsonValue::Kind::boolean)) return false;
    target = node.value->flag;
    return true;
}

bool decode(const Decoder& decoder, const Node& node, std::string& target) {
    if (!expect_kind(decoder, node, JsonValue::Kind::string)) return false;
    target = node.value->text;
    return true;
}

bool decode(const Decoder& decoder, const Node& node, Rational& target) {
    const Text expected{"số (2, 0.125) hoặc chuỗi số (\"95%\", \"3/4\")",
                        "a number (2, 0.125) or a number in a string (\"95%\", \"3/4\")",
                        {}};
    if (!node.value->is(JsonValue::Kind::number) && !node.value->is(JsonValue::Kind::string)) {
        wrong_type(decoder, node, expected);
        return false;
    }
    const auto value = parse_rational(node.value->text);
    if (!value) {
        const bool has_comma = node.value->text.find(',') != std::string::npos;
        decoder.error("F106", node, expected_but_found(expected, *node.value),
                      has_comma ? Text{"Trong bộ tiêu chí số thập phân viết bằng dấu chấm: 0.5.",
                                       "In a criteria set a decimal number is written with a point: 0.5.",
                                       {}}
                                : Text{});
        return false;
    }
    target = *value;
    return true;
}

bool decode(const Decoder& decoder, const Node& node, std::size_t& target) {
    const auto whole = decode_whole(decoder, node);
    if (!whole) return false;
    if (*whole < 0) {
        decoder.error("F107", node,
                      expected_but_found({"số không âm", "a number that is not negative", {}}, *node.value));
        return false;
    }
    target = static_cast<std::size_t>(*whole);
    return true;
}

bool decode(const Decoder& decoder, const Node& node, std::int64_t& target) {
    const auto whole = decode_whole(decoder, node);
    if (whole) target = *whole;
    return whole.has_value();
}

bool decode(const Decoder& decoder, const Node& node, Text& target) {
    if (node.value->is(JsonValue::Kind::object)) return decode_text_object(decoder, node, target);
    if (!node.value->is(JsonValue::Kind::string)) {
        wrong_type(decoder, node, {"văn bản", "a text", {}});
        return false;
    }
    if (decoder.languages.size() > 1) {
        decoder.error("F109", node,
                      {"văn bản không cho biết ngôn ngữ, mà bộ này có nhiều ngôn ngữ",
                       "the text does not say its language, and this set has several",
                       {}},
                      {"Viết {\"vi\": \"…\", \"en\": \"…\"}.", "Write {\"vi\": \"…\", \"en\": \"…\"}.", {}});
        return false;
    }
    if (decoder.languages.empty()) {
        target.other = node.value->text;
    } else if (decoder.languages.front() == Language::vi) {
        target.vi = node.value->text;
    } else {
        target.en = node.value->text;
    }
    return true;
}

bool decode(const Decoder& decoder, const Node& node, std::optional<Date>& target) {
    const Text expected{"ngày (\"2017-01-04\" hoặc \"04/01/2017\")", "a date (\"2017-01-04\" or \"04/01/2017\")", {}};
    if (!node.value->is(JsonValue::Kind::string)) {
        wrong_type(decoder, node, expected);
        return false;
    }
    const auto date = parse_date(node.value->text);
    if (!date) {
        decoder.error("F108", node, expected_but_found(expected, *node.value));
        return false;
    }
    target = date;
    return true;
}

Text not_a_moment(std::string_view found) {
    return {fmt::format("cần thời điểm (\"2017-06-30\" hoặc \"2017-06-30T17:00\"), ở đây là “{}”", excerpt(found)),
            fmt::format("expected a moment (\"2017-06-30\" or \"2017-06-30T17:00\"), found “{}”", excerpt(found)),
            {}};
}

bool decode(const Decoder& decoder, const Node& node, std::optional<Moment>& target) {
    std::string text;
    if (!decode(decoder, node, text)) return false;
    target = parse_moment(text);
    if (!target) decoder.error("F331", node, not_a_moment(text));
    return target.has_value();
}

bool decode(const Decoder& decoder, const Node& node, std::optional<Expression>& target) {
    const auto text = expression_text(decoder, node);
    if (!text) return false;
    auto parsed = parse_expression(*text);
    if (const auto* problem = std::get_if<ExpressionError>(&parsed)) {
        bad_expression(decoder, node, *text, *problem);
        return false;
    }
    target = std::get<Expression>(std::move(parsed));
    return true;
}

std::optional<std::size_t> decode_choice(const Decoder& decoder, const Node& node,
                                         const std::vector<std::string_view>& names) {
    const std::string allowed = list_words(names);
    if (!node.value->is(JsonValue::Kind::string)) {
        wrong_type(decoder, node,
                   {fmt::format("một trong các từ: {}", allowed), fmt::format("one of the words: {}", allowed), {}});
        return std::nullopt;
    }
    const auto found = std::find(names.begin(), names.end(), node.value->text);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    const std::string word = excerpt(node.value->text);
    const auto nearest = nearest_word(node.value->text, names);
    decoder.error("F104", node,
                  {fmt::format("“{}” không phải là một trong các từ: {}", word, allowed),
                   fmt::format("“{}” is none of the words: {}", word, allowed),
                   {}},
                  nearest.empty() ? Text{} : suggest(node.value->text, {nearest}));
    return std::nullopt;
}

ObjectReader::ObjectReader(const Decoder& decoder, Node node)
    : decoder_(&decoder), node_(std::move(node)), is_object_(expect_kind(decoder, node_, JsonValue::Kind::object)) {}

std::optional<Node> ObjectReader::find(std::string_view key) {
    known_.push_back(key);
    if (!is_object_) return std::nullopt;
    const JsonValue* value = node_.value->find(key);
    if (value == nullptr) return std::nullopt;
    return Node{value, join_pointer(node_.pointer, key)};
}

std::optional<Node> ObjectReader::require(std::string_view key) {
    auto found = find(key);
    if (!found && is_object_) {
        decoder_->error("F102", node_,
                        {fmt::format("thiếu khoá “{}”", key), fmt::format("the key “{}” is missing", key), {}});
    }
    return found;
}

bool ObjectReader::finish() {
    if (!is_object_) return true;
    bool ok = true;
    std::vector<std::string_view> unused;
    std::copy_if(known_.begin(), known_.end(), std::back_inserter(unused),
                 [&](std::string_view known) { return node_.value->find(known) == nullptr; });
    for (const auto& key : node_.value->keys) {
        if (std::find(known_.begin(), known_.end(), key.name) != known_.end()) continue;
        ok = false;
        Location location{decoder_->file(), key.place.line, key.place.column, join_pointer(node_.pointer, key.name)};
        // Findings that will not be kept are only counted: their hints would take long in a hostile file.
        const Text hint = decoder_->report().is_full() ? Text{} : suggest(key.name, unused);
        decoder_->report().error("F103", std::move(location),
                                 {fmt::format("không có khoá “{}” ở đây", excerpt(key.name)),
                                  fmt::format("there is no key “{}” here", excerpt(key.name)),
                                  {}},
                                 hint);
    }
    return ok;
}

}  // namespace parindex::io
