#include "parindex/base/finding.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using parindex::Finding;
using parindex::Findings;
using parindex::Language;
using parindex::Location;
using parindex::Severity;
using parindex::to_line;

namespace {

Finding sample() {
    Finding finding;
    finding.code = "F203";
    finding.location = {"self/so-y-te.json", 41, 7, "/answers/3.2.1"};
    finding.message.vi = "2,5 điểm, tối đa là 2.";
    finding.message.en = "2.5 points, at most 2.";
    finding.hint.vi = "Hạ điểm hoặc xem lại bảng.";
    finding.hint.en = "Lower the score or check the table.";
    return finding;
}

Finding at(std::string file, std::size_t line, std::string agency, std::string criterion, std::string code) {
    Finding finding;
    finding.location.file = std::move(file);
    finding.location.line = line;
    finding.agency = std::move(agency);
    finding.criterion = std::move(criterion);
    finding.code = std::move(code);
    return finding;
}

/// Everything of a finding that its order may depend on.
std::string fingerprint(const Findings& findings) {
    std::string text;
    for (const Finding& f : findings) {
        text += to_string(f.location) + "|" + std::to_string(f.location.column) + "|" + f.agency + "|" + f.criterion +
                "|" + f.code + "|" + std::string(to_string(f.severity)) + "|" + f.message.vi + "|" + f.hint.en + "\n";
    }
    return text;
}

}  // namespace

TEST_CASE("severities have stable names") {
    CHECK(to_string(Severity::note) == "note");
    CHECK(to_string(Severity::warning) == "warning");
    CHECK(to_string(Severity::error) == "error");
}

TEST_CASE("a place is written without the parts that are unknown") {
    CHECK(to_string(Location{"self/so-y-te.json", 41, 0, "/answers/3.2.1"}) == "self/so-y-te.json:41: /answers/3.2.1");
    CHECK(to_string(Location{"a.json", 3, 9, ""}) == "a.json:3");
    CHECK(to_string(Location{"a.json", 0, 0, "/x"}) == "a.json: /x");
    CHECK(to_string(Location{"a.json", 0, 0, ""}) == "a.json");
    CHECK(to_string(Location{"", 0, 0, "/x"}) == "/x");
    CHECK(to_string(Location{}).empty());
}

TEST_CASE("a finding is one line in the language of the reader") {
    CHECK(to_line(sample(), Language::vi) ==
          "self/so-y-te.json:41: /answers/3.2.1: 2,5 điểm, tối đa là 2.  Hạ điểm hoặc xem lại bảng.  [F203]");
    CHECK(to_line(sample(), Language::en) ==
          "self/so-y-te.json:41: /answers/3.2.1: 2.5 points, at most 2.  Lower the score or check the table.  [F203]");
}

TEST_CASE("warnings and notes say so and errors do not") {
    Finding finding;
    finding.message = {"chữ", "text", ""};
    CHECK(to_line(finding, Language::vi) == "chữ");
    finding.severity = Severity::warning;
    CHECK(to_line(finding, Language::vi) == "cảnh báo: chữ");
    CHECK(to_line(finding, Language::en) == "warning: text");
    finding.severity = Severity::note;
    CHECK(to_line(finding, Language::vi) == "ghi chú: chữ");
    CHECK(to_line(finding, Language::en) == "note: text");
}

TEST_CASE("empty parts of a finding leave no trace") {
    Finding finding = sample();
    finding.location = {};
    CHECK(to_line(finding, Language::en) == "2.5 points, at most 2.  Lower the score or check the table.  [F203]");
    finding.hint = {};
    CHECK(to_line(finding, Language::en) == "2.5 points, at most 2.  [F203]");
    finding.code.clear();
    CHECK(to_line(finding, Language::en) == "2.5 points, at most 2.");
    CHECK(to_line(Finding{}, Language::en).empty());
}

TEST_CASE("nothing from a file reaches the terminal as a command") {
    Finding finding = sample();
    finding.location = {"a\x1B[2J.json", 1, 0, "/\n/\u202E"};
    finding.message.en = "value \x07";
    finding.hint.en = "\r\xFF";
    finding.code = "\x1B";
    CHECK(to_line(finding, Language::en) == "a\\x1B[2J.json:1: /\\x0A/\\u{202E}: value \\x07  \\x0D\\xFF  [\\x1B]");
}

TEST_CASE("accepted findings are not counted") {
    Findings findings(4);
    findings[0].severity = Severity::warning;
    findings[1].severity = Severity::error;
    findings[1].accepted = true;
    findings[2].severity = Severity::note;
    findings[3].severity = Severity::warning;
    CHECK_FALSE(has_errors(findings));
    CHECK(count(findings, Severity::error) == 0);
    CHECK(count(findings, Severity::warning) == 2);
    CHECK(count(findings, Severity::note) == 1);
    findings[1].accepted = false;
    CHECK(has_errors(findings));
    CHECK(count(findings, Severity::error) == 1);
    CHECK_FALSE(has_errors(Findings{}));
}

TEST_CASE("a report is ordered by place, agency, criterion and code") {
    const Findings ordered{at("a", 0, "", "", "F1"),        at("a", 2, "x", "1.2.9", "F1"),
                           at("a", 2, "x", "1.2.10", "F1"), at("a", 2, "x", "1.2.10", "F2"),
                           at("a", 2, "y", "1", "F1"),      at("a", 10, "x", "1", "F1"),
                           at("b", 1, "x", "1", "F1")};
    Findings shuffled = ordered;
    std::reverse(shuffled.begin(), shuffled.end());
    REQUIRE(fingerprint(shuffled) != fingerprint(ordered));
    sort_findings(shuffled);
    CHECK(fingerprint(shuffled) == fingerprint(ordered));
}

TEST_CASE("column comes before pointer and both before agency") {
    Findings findings(3);
    findings[0].location = {"a", 1, 2, "/a"};
    findings[1].location = {"a", 1, 1, "/z"};
    findings[1].agency = "z";
    findings[2].location = {"a", 1, 1, "/b"};
    findings[2].agency = "zz";
    sort_findings(findings);
    CHECK(findings[0].location.pointer == "/b");
    CHECK(findings[1].location.pointer == "/z");
    CHECK(findings[2].location.pointer == "/a");
}

TEST_CASE("the same findings always come in the same order") {
    std::mt19937_64 random(4);
    Findings findings;
    for (int i = 0; i < 300; ++i) {
        Finding finding = at(random() % 2 == 0 ? "a" : "b", random() % 2, random() % 2 == 0 ? "x" : "y",
                             random() % 2 == 0 ? "1.02" : "1.2", random() % 2 == 0 ? "F1" : "F2");
        finding.severity = static_cast<Severity>(random() % 3);
        finding.message.vi = std::to_string(random() % 3);
        finding.hint.en = std::to_string(random() % 2);
        findings.push_back(finding);
    }
    sort_findings(findings);
    const std::string expected = fingerprint(findings);
    for (int i = 0; i < 5; ++i) {
        std::shuffle(findings.begin(), findings.end(), random);
        REQUIRE(fingerprint(findings) != expected);
        sort_findings(findings);
        CHECK(fingerprint(findings) == expected);
    }
}
