#include "parindex/council/batch.hpp"

#include <catch2/catch.hpp>

#include "parindex/council/history.hpp"
#include "parindex/io/round_folder.hpp"
#include "support/builders.hpp"

using namespace parindex;
using namespace parindex::testing;

namespace {

/// The batch of a round at its only stage, or of what is in force at the last one.
Loaded<RoundResult> batch_of(const Round& round, unsigned threads, Watch* watch = nullptr) {
    const auto last = round.stages.size() - 1;
    return evaluate_batch(round, [&](std::size_t i) { return in_force(round, round.agencies[i].id, last); },
                          {threads, watch});
}

void check_same(const RoundResult& batch, const RoundResult& whole) {
    REQUIRE(batch.agencies.size() == whole.agencies.size());
    for (std::size_t i = 0; i < batch.agencies.size(); ++i) {
        const auto& one = batch.agencies[i];
        const auto& other = whole.agencies[i];
        CHECK(one.scorecard.total.exact == other.scorecard.total.exact);
        CHECK(one.scorecard.total.rounded == other.scorecard.total.rounded);
        CHECK(one.scorecard.total.blocked_by == other.scorecard.total.blocked_by);
        CHECK(one.scorecard.agency == other.scorecard.agency);
        CHECK(one.scorecard.nodes.empty());
        CHECK(one.standing.exclusions == other.standing.exclusions);
        CHECK(one.standing.in_class.has_value() == other.standing.in_class.has_value());
        CHECK(one.rank == other.rank);
        CHECK(one.tied == other.tied);
        CHECK(one.not_ranked == other.not_ranked);
    }
    REQUIRE(batch.groups.size() == whole.groups.size());
    for (std::size_t i = 0; i < batch.groups.size(); ++i) CHECK(batch.groups[i].order == whole.groups[i].order);
    CHECK(codes_of(batch.findings) == codes_of(whole.findings));
}

}  // namespace

TEST_CASE("a batch gives what the whole round gives", "[batch]") {
    for (const char* folder : {"hai-phong-2017", "tinh-mau-2017", "police-2024", "zi-2021"}) {
        CAPTURE(folder);
        auto round = load_round(std::string(PARINDEX_SOURCE_DIR) + "/examples/" + folder);
        REQUIRE(round.is_clean());
        // Merged agencies are scored from scorecards, which a batch does not keep.
        std::erase_if(round.value->agencies, [](const Agency& agency) { return !agency.predecessors.empty(); });
        const auto whole = evaluate_round(*round.value, round.value->stages.size() - 1);
        REQUIRE(whole.value);
        const bool all_submitted = std::all_of(whole.value->agencies.begin(), whole.value->agencies.end(),
                                               [](const AgencyResult& one) { return one.submitted; });
        if (!all_submitted) continue;
        for (const unsigned threads : {1U, 3U}) {
            const auto batch = batch_of(*round.value, threads);
            REQUIRE(batch.value);
            check_same(*batch.value, *whole.value);
        }
    }
}

TEST_CASE("an agency whose group has no set stops the batch", "[batch]") {
    auto round = round_of(criteria_set({typed("1", "60"), typed("2", "40")}));
    add_agency(round, "a", "Sở A", "so");
    add_agency(round, "b", "Sở B", "nowhere");
    round.set_of_group.erase("nowhere");
    const auto batch = batch_of(round, 1);
    CHECK_FALSE(batch.value);
    CHECK(codes_of(batch.findings) == std::vector<std::string>{"R101"});
}

TEST_CASE("a batch counts its agencies and stops when it is told to", "[batch]") {
    auto round = round_of(criteria_set({typed("1", "60"), typed("2", "40")}));
    for (const char* id : {"a", "b", "c"}) {
        add_agency(round, id, id, "so");
        give_points(round, 0, id, "1", "50");
        give_points(round, 0, id, "2", "30");
    }
    Watch watch;
    REQUIRE(batch_of(round, 2, &watch).value);
    CHECK(watch.done() == 3);
    watch.stop();
    CHECK_THROWS_AS(batch_of(round, 2, &watch), Stopped);
}
