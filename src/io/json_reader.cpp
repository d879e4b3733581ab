#include "io/json_reader.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "io/file_reader.hpp"
#include "io/json_syntax.hpp"
#include "parindex/base/text.hpp"

namespace parindex::io {

namespace {

/// Follows the parser through the text, token by token: the SAX interface says neither where a token stands nor, for
/// integers, how it was written. Everything up to the current token is known to be well-formed.
class TokenTracker {
public:
    explicit TokenTracker(std::string_view text) : text_(text) {}

    /// Goes to the next token and returns its place.
    Place next() {
        while (offset_ < text_.size() && is_between_tokens(text_[offset_])) {
            if (text_[offset_] == '\n') {
                ++line_;
                line_start_ = offset_ + 1;
            }
            ++offset_;
        }
        return {line_, offset_ - line_start_ + 1};
    }

    [[nodiscard]] std::size_t offset() const { return offset_; }

    void skip(std::size_t length) { offset_ += length; }

    void skip_string() {
        ++offset_;
        while (offset_ < text_.size() && text_[offset_] != '"')
            offset_ += text_[offset_] == '\\' ? std::size_t{2} : std::size_t{1};
        ++offset_;
    }

    std::string_view take_number() {
        const std::size_t start = offset_;
        while (offset_ < text_.size() && is_in_number(text_[offset_])) ++offset_;
        return text_.substr(start, offset_ - start);
    }

private:
    static bool is_between_tokens(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == ':';
    }
    static bool is_in_number(char c) {
        return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
    }

    std::string_view text_;
    std::size_t offset_ = 0;
    std::size_t line_ = 1;
    std::size_t line_start_ = 0;
};

/// Receives the parser's events and builds the tree. A handler that returns false ends the parsing.
class TreeBuilder {
public:
    TreeBuilder(std::string_view text, const std::string& file, const Limits& limits, Report& report)
        : text_(text), tokens_(text), file_(file), limits_(limits), report_(report) {}

    bool null() { return word(JsonValue::Kind::null, 4); }
    bool boolean(bool value) {
        if (!word(JsonValue::Kind::boolean, value ? 4 : 5)) return false;
        last_->flag = value;
        return true;
    }
    bool number_integer(std::int64_t) { return number(); }
    bool number_unsigned(std::uint64_t) { return number(); }
    bool number_float(double, const std::string&) { return number(); }

    bool string(std::string& value) {
        const Place place = tokens_.next();
        tokens_.skip_string();
        return is_short(value, place) && add({JsonValue::Kind::string, false, to_nfc(value), {}, {}, place});
    }

    bool key(std::string& value) {
        const Place place = tokens_.next();
        tokens_.skip_string();
        if (!is_short(value, place)) return false;
        open_.back().keys.push_back({to_nfc(value), place});
        return true;
    }

    bool start_object(std::size_t) { return open(JsonValue::Kind::object); }
    bool start_array(std::size_t) { return open(JsonValue::Kind::array); }
    bool end_object() {
        report_duplicates();
        return close();
    }
    bool end_array() { return close(); }

    bool binary(nlohmann::json::binary_t&) { return false; }

    bool parse_error(std::size_t position, const std::string& token, const nlohmann::json::exception& problem) {
        constexpr int number_overflow = 406;
        if (problem.id == number_overflow) {
            report_.error("F017", location(tokens_.next()),
                          {fmt::format("số {} lớn quá", excerpt(token)),
                           fmt::format("the number {} is too large", excerpt(token)),
                           {}});
        } else {
            (void)tokens_.next();
            report_syntax_error(text_, position, tokens_.offset(), file_, report_);
        }
        return false;
    }

    JsonValue take_root() { return std::move(root_); }

private:
    Location location(const Place& place) const { return {file_, place.line, place.column, pointer()}; }

    /// Where the parser is; before its value arrives, a key stands without a value.
    std::string pointer() const {
        std::string result;
        for (const auto& value : open_) {
            if (value.is(JsonValue::Kind::array)) {
                result = join_pointer(result, value.items.size());
            } else if (value.keys.size() > value.items.size()) {
                result = join_pointer(result, value.keys.back().name);
            }
        }
        return result;
    }

    bool word(JsonValue::Kind kind, std::size_t length) {
        const Place place = tokens_.next();
        tokens_.skip(length);
        return add({kind, false, {}, {}, {}, place});
    }

    bool number() {
        const Place place = tokens_.next();
        return add({JsonValue::Kind::number, false, std::string(tokens_.take_number()), {}, {}, place});
    }

    bool is_short(const std::string& value, const Place& place) {
        if (value.size() <= limits_.text_bytes) return true;
        report_.error("F015", location(place),
                      {fmt::format("chuỗi có {} byte, giới hạn là {}", value.size(), limits_.text_bytes),
                       fmt::format("the string has {} bytes; the limit is {}", value.size(), limits_.text_bytes),
                       {}});
        return false;
    }

    bool has_room(const Place& place) {
        if (++count_ <= limits_.json_values) return true;
        report_.error("F014", location(place),
                      {fmt::format("tệp có hơn {} giá trị", limits_.json_values),
                       fmt::format("the file has more than {} values", limits_.json_values),
                       {}});
        return false;
    }

    bool add(JsonValue value) {
        if (!has_room(value.place)) return false;
        attach(std::move(value));
        return true;
    }

    void attach(JsonValue value) {
        if (open_.empty()) {
            root_ = std::move(value);
            last_ = &root_;
        } else {
            open_.back().items.push_back(std::move(value));
            last_ = &open_.back().items.back();
        }
    }

    bool open(JsonValue::Kind kind) {
        const Place place = tokens_.next();
        tokens_.skip(1);
        if (!has_room(place)) return false;
        if (open_.size() >= limits_.json_depth) {
            report_.error("F013", location(place),
                          {fmt::format("lồng nhau quá {} tầng", limits_.json_depth),
                           fmt::format("nested deeper than {} levels", limits_.json_depth),
                           {}});
            return false;
        }
        open_.push_back({kind, false, {}, {}, {}, place});
        return true;
    }

    bool close() {
        (void)tokens_.next();
        tokens_.skip(1);
        JsonValue value = std::move(open_.back());
        open_.pop_back();
        attach(std::move(value));
        return true;
    }

    void report_duplicates() {
        const auto& keys = open_.back().keys;
        std::vector<std::size_t> order(keys.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return keys[a].name < keys[b].name; });
        const std::string here = pointer();
        for (std::size_t i = 1; i < order.size(); ++i) {
            const auto& first = keys[order[i - 1]];
            const auto& second = keys[order[i]];
            if (first.name != second.name) continue;
            report_.error("F016", {file_, second.place.line, second.place.column, join_pointer(here, second.name)},
                          {fmt::format("khoá “{}” có hai lần: dòng {} và dòng {}", excerpt(second.name),
                                       first.place.line, second.place.line),
                           fmt::format("the key “{}” stands twice: in line {} and in line {}", excerpt(second.name),
                                       first.place.line, second.place.line),
                           {}},
                          {"Bỏ một trong hai.", "Remove one of the two.", {}});
        }
    }

    std::string_view text_;
    TokenTracker tokens_;
    const std::string& file_;
    const Limits& limits_;
    Report& report_;
    std::vector<JsonValue> open_;  ///< objects and arrays not yet closed, outermost first
    JsonValue root_;
    JsonValue* last_ = nullptr;
    std::size_t count_ = 0;
};

}  // namespace

std::optional<JsonValue> read_json(std::string_view bytes, const std::string& file, const Limits& limits,
                                   Report& report) {
    if (bytes.empty()) {
        report.error("F004", {file, 0, 0, {}}, {"tệp rỗng (0 byte)", "the file is empty (0 bytes)", {}});
        return std::nullopt;
    }
    if (bytes.size() > limits.file_bytes) {
        report.error("F005", {file, 0, 0, {}},
                     {fmt::format("tệp có {} byte, giới hạn là {}", bytes.size(), limits.file_bytes),
                      fmt::format("the file has {} bytes; the limit is {}", bytes.size(), limits.file_bytes),
                      {}});
        return std::nullopt;
    }
    const std::optional<std::string_view> text = as_utf8(bytes, file, report);
    if (!text) return std::nullopt;
    if (text->empty()) {
        report.error("F004", {file, 0, 0, {}}, {"tệp không có nội dung", "the file has no content", {}});
        return std::nullopt;
    }
    // The parser takes a NUL for the end of the text and would not look at what follows.
    if (const auto nul = text->find('\0'); nul != std::string_view::npos) {
        report_syntax_error(*text, nul + 1, nul, file, report);
        return std::nullopt;
    }
    TreeBuilder builder(*text, file, limits, report);
    if (!nlohmann::json::sax_parse(text->begin(), text->end(), &builder)) return std::nullopt;
    return builder.take_root();
}

}  // namespace parindex::io
