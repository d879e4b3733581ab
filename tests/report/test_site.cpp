#include "parindex/report/site.hpp"

#include "parindex/council/history.hpp"
#include "parindex/council/round_checks.hpp"
#include "parindex/io/round_folder.hpp"
#include "support/builders.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <regex>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

using namespace parindex;
using namespace parindex::testing;

namespace {

struct Made {
    std::vector<OutputFile> files;

    [[nodiscard]] const std::string& page(const std::string& name) const {
        for (const auto& file : files)
            if (file.name == name) return file.content;
        throw std::invalid_argument("no page " + name);
    }
    [[nodiscard]] std::vector<const OutputFile*> pages() const {
        std::vector<const OutputFile*> found;
        for (const auto& file : files)
            if (file.name.ends_with(".html")) found.push_back(&file);
        return found;
    }
};

std::vector<RoundResult> stages_of(const Round& round) {
    auto stages = evaluate_stages(round, round.stages.size() - 1);
    REQUIRE(stages.value);
    return std::move(*stages.value);
}

Made site_of(const Round& round, Language language = Language::vi) {
    const auto stages = stages_of(round);
    const auto findings = check_round(round, stages.back());
    ReportInput input;
    input.round = &round;
    input.stages = &stages;
    input.findings = &findings;
    input.language = language;
    return {site_files(input)};
}

/// Two departments over domains of 6 and 4 points: 6 + 2.5 = 8.5 after an appraisal that took 1.5, and 3 + 1 = 4.
Round small_round() {
    auto set = criteria_set({parent("1", {typed("1.1", "6")}), typed("2", "4")});
    set.provenance.statement = text("Bộ tiêu chí để thử.", "A set for tests.");
    auto round = round_of(std::move(set));
    round.title = text("Đợt thử", "Test round");
    round.statement = text("Dữ liệu để thử.", "Data for tests.");
    add_agency(round, "so-a", "Sở A");
    add_agency(round, "so-b", "Sở B");
    add_agency(round, "so-c", "Sở C");
    give_points(round, 0, "so-a", "1.1", "6");
    give_points(round, 0, "so-a", "2", "4");
    give_points(round, 0, "so-b", "1.1", "3");
    give_points(round, 0, "so-b", "2", "1");
    give_points(round, 1, "so-a", "2", "2.5");
    auto& answer = answer_of(round, 1, "so-a", "2");
    answer.explanation = "thiếu minh chứng quý II";
    answer.by = "Tổ giúp việc";
    return round;
}

Round example(const std::string& name) {
    auto loaded = load_round(std::string(PARINDEX_SOURCE_DIR "/examples/") + name);
    REQUIRE(loaded.is_clean());
    return std::move(*loaded.value);
}

/// All matches of the first group.
std::vector<std::string> found_in(const std::string& text, const std::string& pattern) {
    const std::regex wanted(pattern);
    std::vector<std::string> found;
    for (std::sregex_iterator i(text.begin(), text.end(), wanted), end; i != end; ++i) found.push_back((*i)[1]);
    return found;
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a site is its pages, one for each agency, and what they need", "[report][site]") {
    std::vector<std::string> names;
    const auto made = site_of(small_round());
    for (const auto& file : made.files) names.push_back(file.name);
    CHECK(names == std::vector<std::string>{"index.html", "heat.html", "gaps.html", "stages.html", "checks.html",
                                            "criteria.html", "agency-so-a.html", "agency-so-b.html", "agency-so-c.html",
                                            "site.css", "site.js", "chart.min.js"});
    CHECK(holds(made.page("chart.min.js"), "Chart.js v3.9"));
    CHECK(holds(made.page("chart.min.js"), "Released under the MIT License"));
    CHECK_THROWS_AS(site_files(ReportInput{}), std::invalid_argument);
}

TEST_CASE("the front page has places, totals, percentages and who gave nothing", "[report][site]") {
    const auto index = site_of(small_round()).page("index.html");
    CHECK(holds(index,
                "<td class=\"number\" data-key=\"1.000000\">1</td>"
                "<th scope=\"row\"><a href=\"agency-so-a.html\">Sở A</a></th>"
                "<td class=\"number total\" data-key=\"8.500000\">8,50</td>"
                "<td class=\"number\" data-key=\"0.850000\">85,00</td><td></td>"
                "<td class=\"number part\" data-key=\"6.000000\">6</td>"
                "<td class=\"number part\" data-key=\"2.500000\">2,5</td></tr>"));
    CHECK(holds(index, ">4,00</td><td class=\"number\" data-key=\"0.400000\">40,00</td>"));
    CHECK(holds(index, "<span class=\"badge\">chưa nộp</span>"));
    CHECK(holds(index, "3 đơn vị, 2 được xếp hạng"));
    const auto english = site_of(small_round(), Language::en).page("index.html");
    CHECK(holds(english, "<html lang=\"en\">"));
    CHECK(holds(english, ">8.50</td>"));
    CHECK(holds(english, "<span class=\"badge\">no submission</span>"));
}

TEST_CASE("agencies that share a place are marked", "[report][site]") {
    auto round = small_round();
    give_points(round, 0, "so-c", "1.1", "4");
    const auto index = site_of(round).page("index.html");
    CHECK(holds(
        index,
        "<td class=\"number tied\" data-key=\"2.000000\">2=</td><th scope=\"row\"><a href=\"agency-so-b.html\">"));
    CHECK(holds(
        index,
        "<td class=\"number tied\" data-key=\"2.000000\">2=</td><th scope=\"row\"><a href=\"agency-so-c.html\">"));
}

TEST_CASE("the colour of a component index is that of its step, and penalties have none", "[report][site]") {
    auto round = small_round();
    auto penalty = typed("3", "2");
    penalty.role = Role::penalty;
    round.sets[0].criteria.push_back(penalty);
    give_points(round, 0, "so-a", "3", "0");
    const auto heat = site_of(round).page("heat.html");
    // so-a: 6/6 and 2.5/4; so-b: 3/6 and 1/4.
    CHECK(holds(heat,
                "<td class=\"number h6\" data-key=\"1.000000\">100,00</td><td class=\"number h2\" "
                "data-key=\"0.625000\">62,50</td><td class=\"number total\""));
    CHECK(holds(heat,
                "<td class=\"number h1\" data-key=\"0.500000\">50,00</td><td class=\"number h0\" "
                "data-key=\"0.250000\">25,00</td><td class=\"number total\""));
}

TEST_CASE("a page of an agency tells what was lost, by whom and why", "[report][site]") {
    const auto page = site_of(small_round()).page("agency-so-a.html");
    // 2.5 of 4 points: 1.5 lost; the stage before gave 4.
    CHECK(holds(page, "<td class=\"number total\" data-key=\"1.500000\">1,5</td>"));
    CHECK(holds(page, "<td class=\"number total changed\" data-key=\"2.500000\">2,5</td>"));
    CHECK(holds(page, "thiếu minh chứng quý II"));
    CHECK(holds(page, "Tổ giúp việc"));
    // 2.5 / 4 = 62.5 %; the mean of 62.5 and 25 is 43.75, the best 62.5.
    CHECK(holds(page,
                ">62,50</td><td class=\"number\" data-key=\"0.437500\">43,75</td>"
                "<td class=\"number\" data-key=\"0.625000\">62,50</td>"));
    CHECK(holds(site_of(small_round()).page("agency-so-c.html"), "Đơn vị chưa nộp gì"));
}

TEST_CASE("changes between self-assessment and result carry their reason", "[report][site]") {
    const auto page = site_of(small_round()).page("stages.html");
    CHECK(holds(
        page,
        "<td class=\"number total\" data-key=\"-1.500000\">-1,5</td><td>thiếu minh chứng quý II (Tổ giúp việc)</td>"));
}

TEST_CASE("every page says what the data and the criteria are", "[report][site]") {
    for (const auto language : {Language::vi, Language::en}) {
        const auto made = site_of(small_round(), language);
        const bool vi = language == Language::vi;
        for (const auto* page : made.pages()) {
            CAPTURE(page->name);
            CHECK(holds(page->content, vi ? "Dữ liệu để thử." : "Data for tests."));
            CHECK(holds(page->content, vi ? "Bộ tiêu chí để thử." : "A set for tests."));
            CHECK(holds(page->content,
                        vi ? "mẫu, không phải phụ lục của cơ quan nào" : "model, not any authority&#39;s table"));
            CHECK(holds(page->content, vi ? "không phải kết quả chính thức" : "no official result"));
        }
    }
}

TEST_CASE("nothing in a round becomes markup", "[report][site]") {
    auto round = small_round();
    const std::string evil = "\"><script>alert('x')</script><img src=x onerror=alert(1)>\xE2\x80\xAE";
    round.title = text(evil, evil);
    round.statement = text(evil, evil);
    round.agencies[0].name = evil;
    round.sets[0].title = text(evil, evil);
    round.sets[0].criteria[0].title = text(evil, evil);
    round.stages[0].title = text(evil, evil);
    answer_of(round, 1, "so-a", "2").explanation = evil;
    answer_of(round, 1, "so-a", "2").by = evil;
    const auto made = site_of(round);
    for (const auto* page : made.pages()) {
        CAPTURE(page->name);
        CHECK_FALSE(holds(page->content, "<script>"));
        CHECK_FALSE(holds(page->content, "<img"));
        CHECK_FALSE(holds(page->content, "\xE2\x80\xAE\xE2"));
        CHECK(holds(page->content, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
    }
    // In the data of charts nothing ends the script either.
    CHECK(holds(made.page("index.html"), "\\u003c/script\\u003e"));
}

TEST_CASE("pages have no inline style or handler and a strict policy", "[report][site]") {
    const std::regex inline_code(" (style|on[a-z]+)=\"");
    for (const auto* name : {"hai-phong-2017", "zi-2021", "police-2024"}) {
        const auto made = site_of(example(name));
        for (const auto* page : made.pages()) {
            CAPTURE(name, page->name);
            CHECK_FALSE(std::regex_search(page->content, inline_code));
            CHECK(holds(page->content,
                        "content=\"default-src &#39;none&#39;; script-src &#39;self&#39;; style-src &#39;self&#39;"));
            CHECK_FALSE(holds(page->content, "http://"));
        }
    }
}

TEST_CASE("every link leads to a page and a place that exist, and ids are unique", "[report][site]") {
    for (const auto* name : {"hai-phong-2017", "zi-2021", "police-2024"}) {
        const auto made = site_of(example(name), Language::en);
        std::map<std::string, std::set<std::string>> places;
        for (const auto* page : made.pages()) {
            const auto ids = found_in(page->content, " id=\"([^\"]*)\"");
            places[page->name] = {ids.begin(), ids.end()};
            CAPTURE(name, page->name);
            CHECK(places[page->name].size() == ids.size());
        }
        for (const auto* page : made.pages())
            for (const auto& link : found_in(page->content, "<a [^>]*href=\"([^\"]*)\"")) {
                const auto hash = link.find('#');
                const auto file = hash == 0 ? page->name : link.substr(0, hash);
                CAPTURE(name, page->name, link);
                REQUIRE(places.count(file) == 1);
                if (hash != std::string::npos) CHECK(places[file].count(link.substr(hash + 1)) == 1);
            }
    }
}

TEST_CASE("the same round gives the same bytes", "[report][site]") {
    const auto round = example("hai-phong-2017");
    const auto first = site_of(round);
    const auto second = site_of(round);
    REQUIRE(first.files.size() == second.files.size());
    for (std::size_t i = 0; i < first.files.size(); ++i) CHECK(first.files[i].content == second.files[i].content);
}

TEST_CASE("places that a survey cannot tell apart are marked", "[report][site]") {
    const auto round = small_round();
    const auto stages = stages_of(round);
    ReportInput input;
    input.round = &round;
    input.stages = &stages;
    input.intervals = {TotalInterval{8.25, 8.75, 1, 2, false}, TotalInterval{3.5, 4.5, 1, 2, true}, std::nullopt};
    const Made made{site_files(input)};
    CHECK(holds(made.page("index.html"),
                "8,25–8,75<span aria-hidden=\"true\"> ~</span>"
                "<span class=\"spoken\">không phân biệt với hạng kế</span><small>hạng 1–2</small>"));
    CHECK(holds(made.page("agency-so-b.html"), "1–2<small>do sai số chọn mẫu điều tra</small>"));
    CHECK(holds(made.page("index.html"), "\"intervals\":[[8.25,8.75],[3.5,4.5]]"));
}

TEST_CASE("last year's places stand beside this year's", "[report][site]") {
    auto before = small_round();
    before.title = text("Đợt trước", "Earlier round");
    // so-b had 9, so-a 8.5.
    give_points(before, 0, "so-b", "1.1", "5");
    give_points(before, 0, "so-b", "2", "4");
    const auto earlier = stages_of(before);
    const auto round = small_round();
    const auto stages = stages_of(round);
    ReportInput input;
    input.round = &round;
    input.stages = &stages;
    input.previous = &before;
    input.previous_result = &earlier.back();
    const Made made{site_files(input)};
    const auto& index = made.page("index.html");
    CHECK(holds(index, "▲ 1</span><span class=\"spoken\">tăng 1 bậc</span>"));
    CHECK(holds(index, "▼ 1</span><span class=\"spoken\">giảm 1 bậc</span>"));
    const auto& years = made.page("years.html");
    CHECK(holds(years, "Đợt trước → Đợt thử"));
    CHECK(holds(years, "data-key=\"9.000000\">9,00</td><td class=\"number\" data-key=\"4.000000\">4,00</td>"));
}
