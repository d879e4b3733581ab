#include "parindex/base/loaded.hpp"

#include <catch2/catch.hpp>

using namespace parindex;

TEST_CASE("what was loaded is clean when there is a value and no error that is not accepted") {
    Finding finding;
    finding.severity = Severity::warning;
    Loaded<int> loaded{7, {finding}};
    CHECK(loaded.is_clean());

    loaded.findings.front().severity = Severity::error;
    CHECK_FALSE(loaded.is_clean());

    loaded.findings.front().accepted = true;
    CHECK(loaded.is_clean());

    loaded.value.reset();
    CHECK_FALSE(loaded.is_clean());
}
