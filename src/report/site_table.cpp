#include "report/site_table.hpp"

#include "parindex/base/rounding.hpp"

namespace parindex::report {

namespace {

/// Places that order figures as printed; sorting in a browser decides nothing.
constexpr int key_digits = 6;

void heading(Markup& out, const Table::Column& column) {
    const std::string_view kind = column.kind == Table::Kind::number ? "number" : "text";
    out.open("th", {{"scope", "col"}, {"data-kind", kind}, {"class", kind}});
    if (column.meaning.empty())
        out.element("span", column.title);
    else
        out.element("abbr", {{"title", column.meaning}}, column.title);
    if (!column.below.empty()) out.element("small", column.below);
    out.close();
}

}  // namespace

std::string sort_key(const std::optional<Rational>& value) {
    return value ? to_fixed(*value, key_digits) : std::string();
}

Table::Table(Markup& out, const Options& options, const std::vector<Column>& columns) : out_(out) {
    if (!options.search.empty())
        out.inside("p", {{"class", "search"}, {"hidden", ""}}, [&] {
            out.element("label", {{"for", options.id + "-search"}}, options.search)
                .empty("input", {{"type", "search"},
                                 {"id", options.id + "-search"},
                                 {"data-table", options.id},
                                 {"autocomplete", "off"}})
                .element("span", {{"role", "status"}, {"class", "found"}}, "");
        });
    const auto caption = options.id + "-caption";
    // A wide table scrolls inside its own region, which the keyboard can reach.
    out.open("div", {{"class", "scroll"}, {"role", "region"}, {"tabindex", "0"}, {"aria-labelledby", caption}});
    out.open("table", {{"id", options.id}, {"class", options.css + (options.sortable ? " sortable" : "")}});
    out.element("caption", {{"id", caption}}, options.caption);
    out.open("thead").open("tr");
    for (const auto& column : columns) heading(out, column);
    out.close().close().open("tbody");
}

void Table::begin_row(std::string_view css) {
    if (css.empty())
        out_.open("tr");
    else
        out_.open("tr", {{"class", css}});
}

void Table::head(std::string_view text) { out_.element("th", {{"scope", "row"}}, text); }

void Table::head_link(std::string_view href, std::string_view text) {
    out_.inside("th", {{"scope", "row"}}, [&] { out_.element("a", {{"href", href}}, text); });
}

void Table::begin_cell(std::string_view css, std::string_view key) {
    if (css.empty() && key.empty())
        out_.open("td");
    else if (key.empty())
        out_.open("td", {{"class", css}});
    else if (css.empty())
        out_.open("td", {{"data-key", key}});
    else
        out_.open("td", {{"class", css}, {"data-key", key}});
}

void Table::text(std::string_view text, std::string_view css) {
    if (css.empty())
        out_.element("td", text);
    else
        out_.element("td", {{"class", css}}, text);
}

void Table::number(std::string_view text, const std::optional<Rational>& value, std::string_view css) {
    const std::string classes = css.empty() ? "number" : "number " + std::string(css);
    out_.element("td", {{"class", classes}, {"data-key", sort_key(value)}}, text);
}

void Table::finish() { out_.close().close().close(); }

}  // namespace parindex::report
