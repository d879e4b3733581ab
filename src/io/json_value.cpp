#include "io/json_value.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "parindex/base/rational.hpp"

namespace parindex::io {

namespace {

void append_string(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        switch (c) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) {
                    out += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
                } else {
                    out += c;
                }
        }
    }
    out += '"';
}

void append_json(std::string& out, const JsonValue& value);

void append_members(std::string& out, const JsonValue& value) {
    const bool is_object = value.is(JsonValue::Kind::object);
    out += is_object ? '{' : '[';
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        if (i > 0) out += ", ";
        if (is_object) {
            append_string(out, value.keys[i].name);
            out += ": ";
        }
        append_json(out, value.items[i]);
    }
    out += is_object ? '}' : ']';
}

void append_json(std::string& out, const JsonValue& value) {
    switch (value.kind) {
        case JsonValue::Kind::null:
            out += "null";
            break;
        case JsonValue::Kind::boolean:
            out += value.flag ? "true" : "false";
            break;
        case JsonValue::Kind::number:
            out += value.text;
            break;
        case JsonValue::Kind::string:
            append_string(out, value.text);
            break;
        case JsonValue::Kind::array:
        case JsonValue::Kind::object:
            append_members(out, value);
            break;
    }
}

bool is_same_number(const std::string& a, const std::string& b) {
    const auto x = parse_rational(a);
    const auto y = parse_rational(b);
    return x && y ? *x == *y : a == b;
}

bool is_same_object(const JsonValue& a, const JsonValue& b) {
    if (a.items.size() != b.items.size()) return false;
    for (std::size_t i = 0; i < a.items.size(); ++i) {
        const JsonValue* other = b.find(a.keys[i].name);
        if (other == nullptr || !is_same(a.items[i], *other)) return false;
    }
    return true;
}

}  // namespace

const JsonValue* JsonValue::find(std::string_view key) const {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (keys[i].name == key) return &items[i];
    }
    return nullptr;
}

std::string to_json(const JsonValue& value) {
    std::string out;
    append_json(out, value);
    return out;
}

bool is_same(const JsonValue& a, const JsonValue& b) {
    if (a.kind != b.kind) return false;
    switch (a.kind) {
        case JsonValue::Kind::null:
            return true;
        case JsonValue::Kind::boolean:
            return a.flag == b.flag;
        case JsonValue::Kind::number:
            return is_same_number(a.text, b.text);
        case JsonValue::Kind::string:
            return a.text == b.text;
        case JsonValue::Kind::array:
            return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), is_same);
        case JsonValue::Kind::object:
            return is_same_object(a, b);
    }
    return false;
}

std::string join_pointer(std::string_view pointer, std::string_view key) {
    std::string result{pointer};
    result += '/';
    for (const char c : key) {
        if (c == '~') {
            result += "~0";
        } else if (c == '/') {
            result += "~1";
        } else {
            result += c;
        }
    }
    return result;
}

std::string join_pointer(std::string_view pointer, std::size_t index) {
    return std::string(pointer) + "/" + std::to_string(index);
}

std::vector<std::string> split_pointer(std::string_view pointer, bool& ok) {
    std::vector<std::string> parts;
    ok = pointer.empty() || pointer.front() == '/';
    for (std::size_t i = 0; ok && i < pointer.size(); ++i) {
        if (pointer[i] == '/') {
            parts.emplace_back();
        } else if (pointer[i] != '~') {
            parts.back() += pointer[i];
        } else if (i + 1 < pointer.size() && (pointer[i + 1] == '0' || pointer[i + 1] == '1')) {
            parts.back() += pointer[++i] == '0' ? '~' : '/';
        } else {
            ok = false;
        }
    }
    if (!ok) parts.clear();
    return parts;
}

}  // namespace parindex::io
