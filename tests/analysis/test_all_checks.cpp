#include "parindex/analysis/all_checks.hpp"

#include <catch2/catch.hpp>

#include "parindex/council/appraisal_checks.hpp"
#include "parindex/council/evidence_register.hpp"
#include "parindex/council/history.hpp"
#include "parindex/council/round_checks.hpp"
#include "parindex/io/round_folder.hpp"

using namespace parindex;

TEST_CASE("all checks are those of data, appraisal, evidence and surveys, one after the other", "[checks]") {
    const auto round = load_round(std::string(PARINDEX_SOURCE_DIR) + "/examples/tinh-mau-2017");
    REQUIRE(round.is_clean());
    const auto stages = evaluate_stages(*round.value, round.value->stages.size() - 1);
    REQUIRE(stages.value);
    const auto all = check_all(*round.value, *stages.value);
    const auto data = check_round(*round.value, stages.value->back());
    const auto appraisal = check_appraisal(*round.value, *stages.value);
    const auto evidence = check_evidence_register(*round.value, stages.value->back());
    REQUIRE(data.size() + appraisal.size() + evidence.size() > 0);
    REQUIRE(all.size() >= data.size() + appraisal.size() + evidence.size());
    for (std::size_t i = 0; i < data.size(); ++i) CHECK(all[i].code == data[i].code);
    for (std::size_t i = 0; i < appraisal.size(); ++i) CHECK(all[data.size() + i].code == appraisal[i].code);
}
