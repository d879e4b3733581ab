#pragma once
/// Tables of a site: captions, headings with their scope, rows that a reader can search and sort.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parindex/base/rational.hpp"
#include "report/markup.hpp"

namespace parindex::report {

/// What sorting compares: a decimal for scripts; empty without a value, which sorts last.
[[nodiscard]] std::string sort_key(const std::optional<Rational>& value);

class Table {
public:
    enum class Kind { text, number };
    struct Column {
        std::string title;
        Kind kind = Kind::text;
        std::string meaning = {};  ///< of a short title, shown on pointing at it
        std::string below = {};    ///< second line of the heading: a maximum
    };
    struct Options {
        std::string id;
        std::string caption;
        std::string css = {};
        bool sortable = false;
        std::string search = {};  ///< label of the search field; empty: none
    };

    /// Writes everything up to the first row.
    Table(Markup& out, const Options& options, const std::vector<Column>& columns);

    void begin_row(std::string_view css = {});
    void end_row() { out_.close(); }
    void head(std::string_view text);
    void head_link(std::string_view href, std::string_view text);
    void text(std::string_view text, std::string_view css = {});
    void number(std::string_view text, const std::optional<Rational>& value, std::string_view css = {});
    /// A cell filled by `body()`; `key` is what sorting compares, when it is not the text.
    template <class Body>
    void cell(std::string_view css, std::string_view key, Body&& body) {
        begin_cell(css, key);
        std::forward<Body>(body)();
        out_.close();
    }
    void finish();
    [[nodiscard]] Markup& out() { return out_; }

private:
    void begin_cell(std::string_view css, std::string_view key);

    Markup& out_;
};

}  // namespace parindex::report
