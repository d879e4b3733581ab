#include "io/json_reader.hpp"

#include <catch2/catch.hpp>

#include "support/findings.hpp"

using namespace parindex;
using namespace parindex::io;
using Catch::Matchers::Contains;
using parindex::test::only;

namespace {

struct Outcome {
    std::optional<JsonValue> value;
    Findings findings;
};

Outcome read(std::string_view text, const Limits& limits = {}) {
    Report report(limits.findings);
    auto value = read_json(text, "t.json", limits, report);
    return {std::move(value), report.take()};
}

}  // namespace

TEST_CASE("numbers keep the digits that were written") {
    const auto outcome = read(R"([2.10, 0.125, 4.0999999999999996, 12345678901234567890123, -0, 1e-3])");
    REQUIRE(outcome.value);
    std::vector<std::string> digits;
    for (const auto& item : outcome.value->items) digits.push_back(item.text);
    CHECK(digits ==
          std::vector<std::string>{"2.10", "0.125", "4.0999999999999996", "12345678901234567890123", "-0", "1e-3"});
}

TEST_CASE("every value and key has its line and column") {
    const auto outcome = read("{\n  \"a\": [1,\n    \"x\\\"y\", true],\n  \"b\": null, \"c\": {}}");
    REQUIRE(outcome.value);
    const JsonValue& root = *outcome.value;
    const auto place = [](const Place& p) { return std::pair{p.line, p.column}; };
    CHECK(place(root.place) == std::pair<std::size_t, std::size_t>{1, 1});
    CHECK(place(root.keys[0].place) == std::pair<std::size_t, std::size_t>{2, 3});
    CHECK(place(root.items[0].place) == std::pair<std::size_t, std::size_t>{2, 8});
    CHECK(place(root.items[0].items[0].place) == std::pair<std::size_t, std::size_t>{2, 9});
    CHECK(place(root.items[0].items[1].place) == std::pair<std::size_t, std::size_t>{3, 5});
    CHECK(place(root.items[0].items[2].place) == std::pair<std::size_t, std::size_t>{3, 13});
    CHECK(place(root.keys[1].place) == std::pair<std::size_t, std::size_t>{4, 3});
    CHECK(place(root.items[1].place) == std::pair<std::size_t, std::size_t>{4, 8});
    CHECK(place(root.items[2].place) == std::pair<std::size_t, std::size_t>{4, 19});
    CHECK(root.items[0].items[1].text == "x\"y");
}

TEST_CASE("duplicate keys are errors that name both lines, at any depth, and the first one is kept") {
    const auto outcome = read("{\"a\": {\"max\": 1,\n\"b\": 2,\n\"max\": 3}}");
    const Finding finding = only(outcome.findings, "F016");
    CHECK(finding.severity == Severity::error);
    CHECK(finding.location == Location{"t.json", 3, 1, "/a/max"});
    CHECK_THAT(finding.message.vi, Contains("dòng 1 và dòng 3"));
    CHECK_THAT(finding.message.en, Contains("in line 1 and in line 3"));
    REQUIRE(outcome.value);
    CHECK(outcome.value->find("a")->find("max")->text == "1");
}

TEST_CASE("text in another normal form is brought to NFC, keys too") {
    // "e" + combining circumflex + combining dot below
    const auto outcome = read("{\"e\xCC\x82\xCC\xA3\": \"e\xCC\x82\xCC\xA3\"}");
    REQUIRE(outcome.value);
    CHECK(outcome.value->items[0].text == "ệ");
    CHECK(outcome.value->keys[0].name == "ệ");
}

TEST_CASE("a UTF-8 byte-order mark is accepted") {
    const auto outcome = read("\xEF\xBB\xBF[1]");
    REQUIRE(outcome.value);
    CHECK(outcome.value->items[0].place.column == 2);
    CHECK(outcome.findings.empty());
}

TEST_CASE("bytes that are not UTF-8 are located and the encoding is named") {
    const auto outcome = read("{\"a\":\n \"S\xD4\"}");
    CHECK_FALSE(outcome.value);
    const Finding finding = only(outcome.findings, "F011");
    CHECK(finding.location.line == 2);
    CHECK(finding.location.column == 4);
    CHECK_THAT(finding.message.en, Contains("byte 0xD4"));
    CHECK_THAT(finding.hint.vi, Contains("TCVN3"));
}

TEST_CASE("UTF-16 is recognised with and without a byte-order mark") {
    using namespace std::string_view_literals;
    CHECK_THAT(only(read("\xFF\xFE{\0}\0"sv).findings, "F012").hint.en, Contains("UTF-8"));
    CHECK_THAT(only(read("{\0}\0"sv).findings, "F012").message.en, Contains("UTF-16"));
    CHECK_THAT(only(read("\0\0\0{"sv).findings, "F012").message.en, Contains("UTF-32"));
}

TEST_CASE("a file without bytes is empty") {
    CHECK_THAT(only(read("").findings, "F004").message.vi, Contains("0 byte"));
}

TEST_CASE("broken JSON is located and explained") {
    struct Case {
        std::string_view text;
        std::size_t line;
        std::size_t column;
        std::string hint;
    };
    const Case broken = GENERATE(values<Case>({
        {"{\"max\": 0,5}", 1, 11, "with a point"},
        {"{\"a\": 1,\n}", 2, 1, "last comma"},
        {"[1, 2,]", 1, 7, "last comma"},
        {"{'a': 1}", 1, 2, "double quotes"},
        {"{\"a\": 1 // x\n}", 1, 9, "no comments"},
        {"{\"a\": 1\n \"b\": 2}", 2, 2, "comma"},
        {"{\"a\": \"x\n\"}", 1, 7, "closing quote"},
        {"{\"a\": [1, 2", 1, 12, "close the brackets"},
        {"   ", 1, 1, "close the brackets"},
    }));
    CAPTURE(broken.text);
    const auto outcome = read(broken.text);
    CHECK_FALSE(outcome.value);
    const Finding finding = only(outcome.findings, "F010");
    CHECK(finding.location.line == broken.line);
    CHECK(finding.location.column == broken.column);
    CHECK_THAT(finding.hint.en, Contains(broken.hint));
}

TEST_CASE("what only looks like JSON is refused") {
    CHECK(read("nan").findings.front().code == "F010");
    CHECK(read("{\"a\": NaN}").findings.front().code == "F010");
    CHECK(read("[1] [2]").findings.front().code == "F010");
    CHECK(read("[01]").findings.front().code == "F010");
    CHECK(read("[1e999]").findings.front().code == "F017");
    CHECK(read("[\"\\ud800\"]").findings.front().code == "F010");
}

TEST_CASE("nesting beyond the limit ends the reading at once") {
    Limits limits;
    limits.json_depth = 3;
    CHECK(read("[[[1]]]", limits).value);
    const auto outcome = read("[[[\n[", limits);
    CHECK_FALSE(outcome.value);
    const Finding finding = only(outcome.findings, "F013");
    CHECK(finding.location == Location{"t.json", 2, 1, "/0/0/0"});
    CHECK_THAT(finding.message.vi, Contains("quá 3 tầng"));

    const std::string bomb(10'000'000, '[');
    CHECK(only(read(bomb).findings, "F013").location.column == 65);
}

TEST_CASE("size, number of values and length of strings are limited") {
    Limits limits;
    limits.file_bytes = 20;
    limits.json_values = 3;
    limits.text_bytes = 5;
    CHECK(read("[1, 2]", limits).value);
    CHECK(only(read("[1, 2, 3]", limits).findings, "F014").location.pointer == "/2");
    CHECK(only(read("[\"abcdef\"]", limits).findings, "F015").location.pointer == "/0");
    CHECK(only(read("{\"abcdef\": 1}", limits).findings, "F015").location.line == 1);
    CHECK_THAT(only(read(std::string(21, ' '), limits).findings, "F005").message.en,
               Contains("21 bytes; the limit is 20"));
}

TEST_CASE("findings beyond the limit are counted, and errors among them stay errors") {
    Limits limits;
    limits.findings = 2;
    const auto outcome = read(R"({"a":1,"a":1,"b":1,"b":1,"c":1,"c":1,"d":1,"d":1})", limits);
    REQUIRE(outcome.findings.size() == 3);
    CHECK(outcome.findings.back().code == "F090");
    CHECK(outcome.findings.back().severity == Severity::error);
    CHECK_THAT(outcome.findings.back().message.en, Contains("2 more"));
}

TEST_CASE("JSON text is written back on one line with numbers as they were") {
    const std::string text = R"({"a": [1.50, true, null], "b\"c": "x\ty\u0001"})";
    CHECK(to_json(*read(text).value) == text);
}

TEST_CASE("values are compared by meaning") {
    const auto same = [](std::string_view a, std::string_view b) { return is_same(*read(a).value, *read(b).value); };
    CHECK(same("1", "1.0"));
    CHECK(same(R"({"a": 1, "b": [2]})", R"({"b": [2.00], "a": 1e0})"));
    CHECK_FALSE(same("1", "1.0000000000000000001"));
    CHECK_FALSE(same("\"1\"", "1"));
    CHECK_FALSE(same("[1, 2]", "[2, 1]"));
    CHECK_FALSE(same(R"({"a": 1})", R"({"a": 1, "b": 1})"));
}

TEST_CASE("JSON pointers escape and unescape slash and tilde") {
    CHECK(join_pointer("/a", "b/c~d") == "/a/b~1c~0d");
    bool ok = false;
    CHECK(split_pointer("/a/b~1c~0d", ok) == std::vector<std::string>{"a", "b/c~d"});
    CHECK(ok);
    CHECK(split_pointer("a/b", ok).empty());
    CHECK_FALSE(ok);
    CHECK(split_pointer("/a~2", ok).empty());
    CHECK_FALSE(ok);
}
