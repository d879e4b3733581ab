#include "parindex/base/moment.hpp"

#include <catch2/catch.hpp>

using namespace parindex;

namespace {

Moment moment(const char* text) {
    const auto read = parse_moment(text);
    REQUIRE(read);
    return *read;
}

}  // namespace

TEST_CASE("A moment is read and written with and without a time", "[moment]") {
    CHECK(moment("2020-03-24 15:31").to_iso() == "2020-03-24T15:31:00");
    CHECK(moment("2020-03-24T15:31:07").to_iso() == "2020-03-24T15:31:07");
    CHECK(moment("24/03/2020 15:31").to_vietnamese() == "24/03/2020 15:31");
    CHECK(moment("24/03/2020").to_iso() == "2020-03-24");
    CHECK(moment("2020-03-24").to_vietnamese() == "24/03/2020");
    CHECK(moment(moment("2020-03-24 00:00").to_iso().c_str()) == moment("2020-03-24T00:00:00"));
}

TEST_CASE("What is no moment is refused", "[moment]") {
    for (const auto* text :
         {"", "T", "2020-03-24T", "2020-03-24 24:00", "2020-03-24 12:60", "2020-03-24 12:00:60", "2020-02-30 12:00",
          "2020-03-24 1:30", "2020-03-24 12-00", "2020-03-24T12:00Z", "2020-03-24T12:00:00Z", "2020-03-24T12:00+07:00",
          "2020-03-24 -1:00", "2020-03-24  12:00"}) {
        INFO(text);
        CHECK_FALSE(parse_moment(text));
    }
}

TEST_CASE("A day without a time takes in the whole day", "[moment]") {
    CHECK_FALSE(is_after(moment("2017-06-30 23:59"), moment("2017-06-30")));
    CHECK(is_after(moment("2017-07-01 00:00"), moment("2017-06-30")));
    CHECK(is_after(moment("2017-06-30 17:01"), moment("2017-06-30 17:00")));
    CHECK_FALSE(is_after(moment("2017-06-30 17:00"), moment("2017-06-30 17:00")));
    CHECK_FALSE(is_after(moment("2017-06-30"), moment("2017-06-30 17:00")));
    CHECK(is_before(moment("2017-06-15 23:59"), moment("2017-06-16")));
    CHECK_FALSE(is_before(moment("2017-06-16 00:00"), moment("2017-06-16")));
    CHECK(is_before(moment("2017-06-16 07:59"), moment("2017-06-16 08:00")));
}
