#pragma once
/// Writes HTML and XML. Text and attribute values are always escaped, so nothing that stands in a round can become
/// markup; names of elements and attributes come from the program only.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parindex::report {

/// One document, written from its beginning to its end.
class Markup {
public:
    enum class Syntax { html, xml };
    using Attribute = std::pair<std::string_view, std::string_view>;
    using Attributes = std::initializer_list<Attribute>;

    /// Begins with `<!DOCTYPE html>` or the XML declaration.
    explicit Markup(Syntax syntax);

    /// An element to be filled and closed. std::logic_error when a name is no name; so below.
    Markup& open(std::string_view name, Attributes attributes = {});
    /// Closes the element opened last. std::logic_error when none is open.
    Markup& close();
    /// An element without content: `<br>`, `<w:tab/>`.
    Markup& empty(std::string_view name, Attributes attributes = {});
    /// Escaped. Control characters (but tab and line feed), direction overrides, characters that are none and bytes that
    /// are not UTF-8 become U+FFFD: no text steers the page around it.
    Markup& text(std::string_view text);
    /// An element that holds a text.
    Markup& element(std::string_view name, Attributes attributes, std::string_view text);
    Markup& element(std::string_view name, std::string_view text) { return element(name, {}, text); }
    /// An element filled by `body()`.
    template <class Body>
    Markup& inside(std::string_view name, Attributes attributes, Body&& body) {
        open(name, attributes);
        std::forward<Body>(body)();
        return close();
    }
    template <class Body>
    Markup& inside(std::string_view name, Body&& body) {
        return inside(name, {}, std::forward<Body>(body));
    }
    /// JSON for scripts in `<script type="application/json">`, `<`, `>` and `&` written as \u escapes. HTML only.
    /// Pre: `json` is JSON.
    Markup& json(std::string_view id, std::string_view json);

    /// The document. std::logic_error while an element is open.
    [[nodiscard]] std::string take();

private:
    void tag(std::string_view name, Attributes attributes);
    void end_of_line(std::string_view name);

    Syntax syntax_;
    std::string out_;
    std::vector<std::string> open_;
};

}  // namespace parindex::report
