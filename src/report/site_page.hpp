#pragma once
/// The frame of a page: head, navigation, provenance, footer.

#include <string>
#include <string_view>
#include <vector>

#include "parindex/io/write_files.hpp"
#include "report/markup.hpp"
#include "report/site_data.hpp"

namespace parindex::report {

class Page {
public:
    /// Everything up to the page's own content. `file` marks the entry of the navigation that is this page, if any.
    Page(const Site& site, std::string file, std::string_view title);

    [[nodiscard]] Markup& out() { return out_; }
    [[nodiscard]] const Site& site() const { return site_; }
    /// A section with its heading, filled by `body()`.
    template <class Body>
    void section(std::string_view id, std::string_view title, Body&& body) {
        out_.open("section", {{"id", id}, {"aria-labelledby", std::string(id) + "-h"}});
        out_.element("h2", {{"id", std::string(id) + "-h"}}, title);
        std::forward<Body>(body)();
        out_.close();
    }
    void paragraph(std::string_view text, std::string_view css = "note") { out_.element("p", {{"class", css}}, text); }

    [[nodiscard]] OutputFile finish();

private:
    void head(std::string_view title);
    void navigation();
    void provenance();

    const Site& site_;
    std::string file_;
    Markup out_{Markup::Syntax::html};
};

/// "Nhóm so: " in front of a title when the round has several groups.
[[nodiscard]] std::string group_prefix(const Site& site, const GroupData& group);

// One function for each kind of page.
[[nodiscard]] OutputFile index_page(const Site& site);
[[nodiscard]] OutputFile heat_page(const Site& site);
[[nodiscard]] OutputFile gaps_page(const Site& site);
[[nodiscard]] OutputFile stages_page(const Site& site);
[[nodiscard]] OutputFile years_page(const Site& site);
[[nodiscard]] OutputFile checks_page(const Site& site);
[[nodiscard]] OutputFile criteria_page(const Site& site);
[[nodiscard]] OutputFile agency_page(const Site& site, std::size_t agency);

/// Which pages this round has beside those of its agencies.
[[nodiscard]] bool has_stages_page(const Site& site);

}  // namespace parindex::report
