#include "report/site_page.hpp"

#include <fmt/format.h>

#include "parindex/base/version.hpp"
#include "parindex/engine/explain.hpp"

namespace parindex::report {

namespace {

/// Nothing from elsewhere, no code but site.js and Chart.js, whatever a text of the round may try.
constexpr std::string_view security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

struct Entry {
    std::string_view file;
    std::string_view name;
};

std::vector<Entry> entries_of(const Site& site) {
    std::vector<Entry> entries{{"index.html", site.say("Xếp hạng", "Ranking")},
                               {"heat.html", site.say("Theo lĩnh vực", "By domain")},
                               {"gaps.html", site.say("Điểm bị mất", "Points lost")}};
    if (has_stages_page(site))
        entries.push_back({"stages.html", site.say("Tự chấm và thẩm định", "Self and appraised")});
    if (site.years()) entries.push_back({"years.html", site.say("So với kỳ trước", "Against last year")});
    entries.push_back({"checks.html", site.say("Kiểm tra số liệu", "Data checks")});
    entries.push_back({"criteria.html", site.say("Bộ tiêu chí", "Criteria")});
    return entries;
}

}  // namespace

bool has_stages_page(const Site& site) { return site.self_stage().has_value(); }

std::string group_prefix(const Site& site, const GroupData& group) {
    if (site.groups().size() < 2) return {};
    return fmt::format(fmt::runtime(site.say("Nhóm {}: ", "Group {}: ")), group.ranking->group);
}

Page::Page(const Site& site, std::string file, std::string_view title) : site_(site), file_(std::move(file)) {
    out_.open("html", {{"lang", to_string(site.language())}});
    head(title);
    out_.open("body");
    out_.element("a", {{"class", "skip"}, {"href", "#main"}}, site.say("Đến nội dung chính", "Skip to the content"));
    out_.open("header", {{"class", "site"}});
    out_.inside("p", {{"class", "brand"}}, [&] {
        out_.element("strong", site.in(site.round().title));
        out_.element("span", {{"class", "stage"}}, site.stage_name());
    });
    navigation();
    provenance();
    out_.close();
    out_.open("main", {{"id", "main"}, {"tabindex", "-1"}});
    out_.element("h1", title);
}

void Page::head(std::string_view title) {
    out_.inside("head", [&] {
        out_.empty("meta", {{"charset", "utf-8"}});
        out_.empty("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", security_policy}});
        out_.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
        out_.empty("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
        out_.element("title", fmt::format("{} · {}", title, site_.in(site_.round().title)));
        out_.empty("link", {{"rel", "stylesheet"}, {"href", "site.css"}});
        out_.element("script", {{"src", "chart.min.js"}, {"defer", ""}}, "");
        out_.element("script", {{"src", "site.js"}, {"defer", ""}}, "");
    });
}

void Page::navigation() {
    out_.open("nav", {{"aria-label", site_.say("Các trang", "Pages")}}).open("ul");
    for (const auto& entry : entries_of(site_))
        out_.inside("li", [&] {
            if (entry.file == file_)
                out_.element("a", {{"href", entry.file}, {"aria-current", "page"}}, entry.name);
            else
                out_.element("a", {{"href", entry.file}}, entry.name);
        });
    out_.close().close();
}

void Page::provenance() {
    const auto& round = site_.round();
    out_.open("details", {{"class", "provenance"}, {"open", ""}});
    out_.element("summary", round.synthetic
                                ? site_.say("Dữ liệu giả lập hoặc để minh họa, không phải kết quả chính thức",
                                            "Synthetic or demonstration data, no official result")
                                : site_.say("Nguồn dữ liệu và bộ tiêu chí", "Where data and criteria come from"));
    if (!round.statement.empty())
        out_.inside("p",
                    [&] { out_.element("b", site_.say("Đợt đánh giá: ", "Round: ")).text(site_.in(round.statement)); });
    for (const auto& plan : site_.result().plans)
        out_.inside("p", [&] {
            out_.element("b", site_.say("Bộ tiêu chí: ", "Criteria set: ")).text(site_.in(provenance_text(plan.set())));
        });
    out_.close();
}

OutputFile Page::finish() {
    out_.close();
    out_.inside("footer", [&] {
        out_.element("p", fmt::format(fmt::runtime(site_.say("parindex {} · đợt {} · giai đoạn {} ({})",
                                                             "parindex {} · round {} · stage {} ({})")),
                                      PARINDEX_VERSION, site_.round().id, site_.stage_name(), site_.result().stage));
    });
    out_.close().close();
    return {file_, out_.take()};
}

}  // namespace parindex::report
