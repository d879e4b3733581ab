#include "report/markup.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "parindex/base/text.hpp"

namespace parindex::report {

namespace {

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// ASCII names with at most one colon between two names.
bool is_name(std::string_view name) {
    if (name.empty() || !is_name_start(name.front()) || name.back() == ':') return false;
    return std::all_of(
               name.begin(), name.end(),
               [](char c) { return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':'; }) &&
           std::count(name.begin(), name.end(), ':') <= 1;
}

void expect_name(std::string_view name) {
    if (!is_name(name)) throw std::logic_error("Markup: no name: " + std::string(name));
}

struct Decoded {
    char32_t character;
    std::size_t bytes;
};

/// The character at `i`. Pre: well-formed UTF-8.
Decoded decode(std::string_view text, std::size_t i) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const auto more = [&](std::size_t at) { return static_cast<char32_t>(byte(at) & 0x3FU); };
    const auto first = byte(i);
    if (first < 0x80) return {first, 1};
    if (first < 0xE0) return {(static_cast<char32_t>(first & 0x1FU) << 6U) | more(i + 1), 2};
    if (first < 0xF0) return {(static_cast<char32_t>(first & 0x0FU) << 12U) | (more(i + 1) << 6U) | more(i + 2), 3};
    return {(static_cast<char32_t>(first & 0x07U) << 18U) | (more(i + 1) << 12U) | (more(i + 2) << 6U) | more(i + 3),
            4};
}

/// Controls, overrides of the writing direction, and code points that are no characters.
bool is_refused(char32_t c) {
    if (c == U'\t' || c == U'\n') return false;
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
    const bool direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    const bool none = (c & 0xFFFEU) == 0xFFFEU || (c >= 0xFDD0 && c <= 0xFDEF);
    return control || direction || none;
}

void escape_character(std::string_view bytes, std::string& out) {
    switch (bytes.front()) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += bytes;
    }
}

void escape(std::string_view text, std::string& out) {
    if (!is_utf8(text)) {
        escape(to_nfc(text), out);
        return;
    }
    for (std::size_t i = 0; i < text.size();) {
        const auto [character, bytes] = decode(text, i);
        if (is_refused(character))
            out += "\xEF\xBF\xBD";
        else
            escape_character(text.substr(i, bytes), out);
        i += bytes;
    }
}

/// Elements after which a line of HTML ends, so that pages can be read and compared as text.
constexpr std::array<std::string_view, 26> ends_line{"html",  "head",  "meta",   "link",    "title",   "body", "header",
                                                     "nav",   "main",  "footer", "section", "article", "div",  "figure",
                                                     "p",     "ul",    "ol",     "li",      "h1",      "h2",   "h3",
                                                     "table", "thead", "tbody",  "tr",      "script"};

}  // namespace

Markup::Markup(Syntax syntax) : syntax_(syntax) {
    out_ = syntax == Syntax::html ? "<!DOCTYPE html>\n"
                                  : "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
}

void Markup::tag(std::string_view name, Attributes attributes) {
    expect_name(name);
    out_ += '<';
    out_ += name;
    for (const auto& [key, value] : attributes) {
        expect_name(key);
        out_ += ' ';
        out_ += key;
        out_ += "=\"";
        escape(value, out_);
        out_ += '"';
    }
}

void Markup::end_of_line(std::string_view name) {
    if (syntax_ == Syntax::html && std::find(ends_line.begin(), ends_line.end(), name) != ends_line.end()) out_ += '\n';
}

Markup& Markup::open(std::string_view name, Attributes attributes) {
    tag(name, attributes);
    out_ += '>';
    open_.emplace_back(name);
    return *this;
}

Markup& Markup::close() {
    if (open_.empty()) throw std::logic_error("Markup: nothing to close");
    out_ += "</" + open_.back() + ">";
    end_of_line(open_.back());
    open_.pop_back();
    return *this;
}

Markup& Markup::empty(std::string_view name, Attributes attributes) {
    tag(name, attributes);
    out_ += syntax_ == Syntax::html ? ">" : "/>";
    end_of_line(name);
    return *this;
}

Markup& Markup::text(std::string_view text) {
    escape(text, out_);
    return *this;
}

Markup& Markup::element(std::string_view name, Attributes attributes, std::string_view content) {
    return open(name, attributes).text(content).close();
}

Markup& Markup::json(std::string_view id, std::string_view json) {
    if (syntax_ != Syntax::html) throw std::logic_error("Markup: JSON stands in HTML only");
    open("script", {{"type", "application/json"}, {"id", id}});
    for (const char c : json) {
        if (c == '<')
            out_ += "\\u003c";
        else if (c == '>')
            out_ += "\\u003e";
        else if (c == '&')
            out_ += "\\u0026";
        else
            out_ += c;
    }
    return close();
}

std::string Markup::take() {
    if (!open_.empty()) throw std::logic_error("Markup: not closed: " + open_.back());
    return std::move(out_);
}

}  // namespace parindex::report
