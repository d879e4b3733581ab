#pragma once
/// From JSON values to the model's values, with a finding for each thing that does not fit. Decoding an object reads
/// like a list of its fields:
///
///     ObjectReader object(decoder, node);
///     object.required("id", agency.id);
///     object.optional("max", agency.max);
///     object.finish();   // what is left is an unknown key

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/json_value.hpp"
#include "io/report.hpp"
#include "parindex/base/date.hpp"
#include "parindex/base/moment.hpp"
#include "parindex/base/rational.hpp"
#include "parindex/base/text.hpp"
#include "parindex/model/expression.hpp"

namespace parindex::io {

/// A value and where it stands in its document.
struct Node {
    const JsonValue* value = nullptr;
    std::string pointer;

    [[nodiscard]] Node item(std::size_t index) const;    ///< of an array
    [[nodiscard]] Node member(std::size_t index) const;  ///< of an object
};

/// What decoding needs to know of the document.
class Decoder {
public:
    Decoder(std::string file, Report& report) : file_(std::move(file)), report_(&report) {}

    [[nodiscard]] const std::string& file() const { return file_; }
    [[nodiscard]] Report& report() const { return *report_; }
    [[nodiscard]] Location at(const Node& node) const;
    void error(std::string_view code, const Node& node, Text message, Text hint = {}) const;

    /// Languages of the document's texts. One: a plain string is in it. None: it is in the source's own language.
    std::vector<Language> languages;

private:
    std::string file_;
    Report* report_;
};

/// "số 2.5", "chuỗi “abc”", "danh sách": what was found.
[[nodiscard]] Text describe(const JsonValue& value);

/// Says that a text is no moment (F331), and what one looks like.
[[nodiscard]] Text not_a_moment(std::string_view found);

/// Reports a wrong type; true when the type is right.
bool expect_kind(const Decoder& decoder, const Node& node, JsonValue::Kind wanted);

/// All of them are true. Unlike with `&`, the calls in the list are made in order, so findings keep theirs.
[[nodiscard]] inline bool all_of(std::initializer_list<bool> results) {
    for (const bool result : results) {
        if (!result) return false;
    }
    return true;
}

/// Reports an array without items; true when it has some.
bool expect_some(const Decoder& decoder, const Node& node);

// decode: true and the target set, or false and a finding.
bool decode(const Decoder& decoder, const Node& node, bool& target);
bool decode(const Decoder& decoder, const Node& node, std::string& target);
bool decode(const Decoder& decoder, const Node& node, Rational& target);
bool decode(const Decoder& decoder, const Node& node, std::size_t& target);
bool decode(const Decoder& decoder, const Node& node, std::int64_t& target);
bool decode(const Decoder& decoder, const Node& node, Text& target);
bool decode(const Decoder& decoder, const Node& node, std::optional<Date>& target);
bool decode(const Decoder& decoder, const Node& node, std::optional<Moment>& target);
bool decode(const Decoder& decoder, const Node& node, std::optional<Expression>& target);

template <class T>
bool decode(const Decoder& decoder, const Node& node, std::optional<T>& target) {
    T value{};
    if (!decode(decoder, node, value)) return false;
    target = std::move(value);
    return true;
}

/// Calls `visit(item node)` for every item of an array; false when it is none.
template <class Visit>
bool for_each_item(const Decoder& decoder, const Node& node, Visit&& visit) {
    if (!expect_kind(decoder, node, JsonValue::Kind::array)) return false;
    for (std::size_t i = 0; i < node.value->items.size(); ++i) visit(node.item(i));
    return true;
}

/// Calls `visit(key, value node)` for every member of an object whose keys are free; false when it is none.
template <class Visit>
bool for_each_member(const Decoder& decoder, const Node& node, Visit&& visit) {
    if (!expect_kind(decoder, node, JsonValue::Kind::object)) return false;
    for (std::size_t i = 0; i < node.value->items.size(); ++i) visit(node.value->keys[i].name, node.member(i));
    return true;
}

template <class T>
bool decode(const Decoder& decoder, const Node& node, std::vector<T>& target) {
    bool ok = true;
    const bool is_list = for_each_item(decoder, node, [&](const Node& item) {
        T value{};
        if (decode(decoder, item, value)) {
            target.push_back(std::move(value));
        } else {
            ok = false;
        }
    });
    return is_list && ok;
}

/// A word that stands for a value.
template <class T>
struct Word {
    std::string_view name;
    T value;
};

/// Index of the word that the string is, or a finding with the words allowed.
std::optional<std::size_t> decode_choice(const Decoder& decoder, const Node& node,
                                         const std::vector<std::string_view>& names);

/// Table of the words of an enumeration of the model.
template <class Enum>
std::vector<Word<Enum>> words_of(std::initializer_list<Enum> values) {
    std::vector<Word<Enum>> words;
    for (const Enum value : values) words.push_back({to_string(value), value});
    return words;
}

template <class Words, class T>
bool decode_word(const Decoder& decoder, const Node& node, const Words& words, T& target) {
    std::vector<std::string_view> names;
    for (const auto& word : words) names.push_back(word.name);
    const auto index = decode_choice(decoder, node, names);
    if (index) target = words[*index].value;
    return index.has_value();
}

/// The fields of one object, each asked for by name.
class ObjectReader {
public:
    /// Reports a value that is no object; then every field is absent, without further findings.
    ObjectReader(const Decoder& decoder, Node node);

    [[nodiscard]] const Node& node() const { return node_; }
    [[nodiscard]] bool is_object() const { return is_object_; }

    /// The value of a key, which is known from now on.
    std::optional<Node> find(std::string_view key);
    /// The same; a missing key is a finding.
    std::optional<Node> require(std::string_view key);

    /// False when it is missing or does not fit.
    template <class T>
    bool required(std::string_view key, T& target) {
        const auto found = require(key);
        return found && decode(*decoder_, *found, target);
    }
    /// False when it is there and does not fit.
    template <class T>
    bool optional(std::string_view key, T& target) {
        const auto found = find(key);
        return !found || decode(*decoder_, *found, target);
    }
    template <class Words, class T>
    bool required_word(std::string_view key, const Words& words, T& target) {
        const auto found = require(key);
        return found && decode_word(*decoder_, *found, words, target);
    }
    template <class Words, class T>
    bool optional_word(std::string_view key, const Words& words, T& target) {
        const auto found = find(key);
        return !found || decode_word(*decoder_, *found, words, target);
    }

    /// Reports the keys that nobody asked for; true when there are none.
    bool finish();

private:
    const Decoder* decoder_;
    Node node_;
    bool is_object_;
    std::vector<std::string_view> known_;
};

}  // namespace parindex::io
