#pragma once
/// A JSON document as it was written: numbers as their digits, keys in their order, everything with its place.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parindex::io {

struct Place {
    std::size_t line = 0;    ///< from 1
    std::size_t column = 0;  ///< from 1, in bytes
};

struct JsonValue {
    enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

    struct Key {
        std::string name;
        Place place;
    };

    Kind kind = Kind::null;
    bool flag = false;             ///< of a boolean
    std::string text;              ///< of a string, in NFC; digits of a number as written
    std::vector<JsonValue> items;  ///< of an array; values of an object
    std::vector<Key> keys;         ///< of an object, beside `items`
    Place place;

    [[nodiscard]] bool is(Kind wanted) const { return kind == wanted; }
    /// The value of the first key of that name, or null. Linear.
    [[nodiscard]] const JsonValue* find(std::string_view key) const;
};

/// JSON text on one line, numbers as they were written.
[[nodiscard]] std::string to_json(const JsonValue& value);

/// Equal in meaning: numbers by value (1 = 1.0), keys in any order, places left aside.
[[nodiscard]] bool is_same(const JsonValue& a, const JsonValue& b);

/// `pointer` with one more part (RFC 6901).
[[nodiscard]] std::string join_pointer(std::string_view pointer, std::string_view key);
[[nodiscard]] std::string join_pointer(std::string_view pointer, std::size_t index);

/// Parts of a JSON pointer, unescaped; empty with `ok` false when it is malformed.
[[nodiscard]] std::vector<std::string> split_pointer(std::string_view pointer, bool& ok);

}  // namespace parindex::io
