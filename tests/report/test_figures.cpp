#include "parindex/report/figures.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>

using namespace parindex;
using parindex::testing::criteria_set;
using parindex::testing::number;
using parindex::testing::typed;

TEST_CASE("totals and percentages have the set's digits and the reader's decimal mark", "[report][figures]") {
    const auto set = criteria_set({typed("1", "100")});
    Total total;
    CHECK(total_text(total, set, Language::vi) == "-");
    CHECK(percent_text(total, set, Language::vi) == "-");
    total.rounded = number("87.7");
    total.percent_rounded = number("0.877");
    CHECK(total_text(total, set, Language::vi) == "87,70");
    CHECK(total_text(total, set, Language::en) == "87.70");
    CHECK(percent_text(total, set, Language::vi) == "87,70");
}

TEST_CASE("a share is rounded as the set rounds percentages", "[report][figures]") {
    auto set = criteria_set({typed("1", "8")});
    CHECK(share_text(number("7/8"), set, Language::vi) == "87,50");
    // 0.12345 as a percentage is 12.345: half up to 12.35, cut off to 12.34.
    CHECK(share_text(number("0.12345"), set, Language::en) == "12.35");
    set.policies.percent_rounding = {2, RoundingMode::down};
    CHECK(share_text(number("0.12345"), set, Language::en) == "12.34");
    set.policies.percent_rounding = {};
    CHECK(share_text(number("1/3"), set, Language::vi) == "≈33,3333");
}

TEST_CASE("points are short and say when they were cut", "[report][figures]") {
    CHECK(points_text(number("2.5"), Language::vi) == "2,5");
    CHECK(points_text(number("32/33"), Language::vi) == "≈0,9697");
    CHECK(points_text(number("-1.5"), Language::en) == "-1.5");
    CHECK(points_text(std::nullopt, Language::vi) == "-");
}

TEST_CASE("a shared place is marked and a missing one has its reason", "[report][figures]") {
    AgencyResult one;
    CHECK(rank_text(one) == "-");
    one.rank = 3;
    CHECK(rank_text(one) == "3");
    one.tied = true;
    CHECK(rank_text(one) == "3=");
    CHECK(not_ranked_text(NotRanked::ranked).empty());
    for (const auto reason : {NotRanked::excluded, NotRanked::blocked, NotRanked::no_total, NotRanked::no_submission}) {
        CHECK_FALSE(not_ranked_text(reason).vi.empty());
        CHECK_FALSE(not_ranked_text(reason).en.empty());
    }
}

TEST_CASE("a class stands before the titles granted", "[report][figures]") {
    Standing standing;
    CHECK(class_text(standing).empty());
    standing.titles = {{"WBK", {}, TitleResult::Outcome::granted, {}},
                       {"WBBM", {}, TitleResult::Outcome::not_granted, {}}};
    CHECK(class_text(standing) == "WBK");
    standing.in_class = ClassResult{"A", {}};
    CHECK(class_text(standing) == "A WBK");
    CHECK(titles_text(standing) == "WBK");
}
