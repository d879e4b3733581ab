#include "report/input_text.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>

#include <memory>

using namespace parindex;
using namespace parindex::testing;
using parindex::report::input_text;

namespace {

Criterion with_levels() {
    LevelsRule rule;
    rule.levels = {{"full", text("đầy đủ", "in full"), number("1"), {}, {}},
                   {"none", text("chưa có", "none"), number("0"), {}, {}}};
    return leaf("1", "1", rule);
}

Criterion with_items() {
    ChecklistRule rule;
    rule.items = {{"a", text("có quy trình", "has a process"), number("1")},
                  {"b", text("có sổ", "has records"), number("1")}};
    return leaf("2", "2", rule);
}

}  // namespace

TEST_CASE("an input is said by its label", "[report]") {
    Answer answer;
    CHECK(input_text(with_levels(), answer, Language::vi).empty());
    answer.level = "full";
    CHECK(input_text(with_levels(), answer, Language::vi) == "đầy đủ");
    CHECK(input_text(with_levels(), answer, Language::en) == "in full");
    answer.level = "unknown";
    CHECK(input_text(with_levels(), answer, Language::vi) == "unknown");
}

TEST_CASE("labels of an alternative are found", "[report]") {
    AlternativesRule rule;
    rule.alternatives.push_back({expression("true"), std::make_shared<const Rule>(*with_levels().rule), {}});
    Answer answer;
    answer.level = "none";
    CHECK(input_text(leaf("1", "1", rule), answer, Language::vi) == "chưa có");
}

TEST_CASE("ticked lines, typed values, points and awards are told apart", "[report]") {
    Answer ticked;
    ticked.items = {"a", "b"};
    CHECK(input_text(with_items(), ticked, Language::vi) == "có quy trình; có sổ");
    ticked.items = std::vector<std::string>{};
    CHECK(input_text(with_items(), ticked, Language::vi) == "không mục nào");
    Answer value;
    value.value = number("64/66");
    value.value_written = "64/66";
    CHECK(input_text(typed("1", "2"), value, Language::vi) == "64/66");
    Answer points;
    points.points = number("1.5");
    CHECK(input_text(typed("1", "2"), points, Language::vi) == "1,5 điểm");
    Answer awarded;
    awarded.awarded = number("0.25");
    CHECK(input_text(typed("1", "2"), awarded, Language::vi) == "chấm 0,25 điểm");
    CHECK(input_text(typed("1", "2"), awarded, Language::en) == "awarded 0.25 points");
    Answer state;
    state.state = State::not_arisen;
    CHECK(input_text(typed("1", "2"), state, Language::vi) == "không phát sinh");
}
