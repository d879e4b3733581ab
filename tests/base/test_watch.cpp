#include "parindex/base/watch.hpp"

#include <catch2/catch.hpp>

using namespace parindex;

TEST_CASE("a watch counts what is done until it is told to stop", "[watch]") {
    Watch watch;
    CHECK(watch.done() == 0);
    watch.advance();
    watch.advance();
    CHECK(watch.done() == 2);
    watch.stop();
    CHECK_THROWS_AS(watch.advance(), Stopped);
    CHECK(watch.done() == 2);
}
