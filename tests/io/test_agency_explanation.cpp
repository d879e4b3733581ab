#include "parindex/io/agency_explanation.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "parindex/council/history.hpp"
#include "parindex/io/explanation_text.hpp"
#include "parindex/io/round_folder.hpp"
#include "support/round_files.hpp"

using namespace parindex;
using Catch::Matchers::Contains;

namespace {

struct Evaluated {
    Round round;
    std::vector<RoundResult> stages;
};

Evaluated small_round(const test::RoundFiles& files) {
    auto round = files.load();
    REQUIRE(round.value);
    auto stages = evaluate_stages(*round.value, round.value->stages.size() - 1);
    REQUIRE(stages.value);
    return {std::move(*round.value), std::move(*stages.value)};
}

}  // namespace

TEST_CASE("one node is explained with its trail and without the total", "[explanation]") {
    const test::RoundFiles files("agency_explanation_one");
    const auto [round, stages] = small_round(files);
    const auto node = stages.back().plans[0].index_of("1.1");
    REQUIRE(node);
    const auto explained = explain_agency(round, stages, 0, node);
    REQUIRE(explained.criteria.size() == 1);
    CHECK(explained.criteria[0].explanation.criterion == "1.1");
    CHECK(explained.criteria[0].explanation.points == Rational(2));
    CHECK(explained.criteria[0].history.size() == 1);
    CHECK(explained.total.empty());
    CHECK(std::all_of(explained.findings.begin(), explained.findings.end(),
                      [](const Finding& f) { return f.agency == "so-y-te"; }));
}

TEST_CASE("a whole agency is every node and the total, and the text ends with where it comes from", "[explanation]") {
    const test::RoundFiles files("agency_explanation_all");
    const auto [round, stages] = small_round(files);
    const auto explained = explain_agency(round, stages, 0);
    CHECK(explained.criteria.size() == stages.back().plans[0].nodes().size());
    CHECK_FALSE(explained.total.empty());
    const auto text = to_text(round, explained, Language::vi);
    CHECK_THAT(text, Contains("1.1  B   2 / 2"));
    const auto provenance = provenance_lines(round, stages.back(), Language::vi);
    CHECK_THAT(provenance, Contains("Đợt đánh giá: S\nBộ tiêu chí: "));
    REQUIRE(text.size() > provenance.size());
    CHECK(text.substr(text.size() - provenance.size()) == provenance);
}
