#include "parindex/base/date.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>
#include <random>
#include <stdexcept>

using parindex::add_days;
using parindex::add_months;
using parindex::add_working_days;
using parindex::Date;
using parindex::days_between;
using parindex::parse_date;
using parindex::working_days_between;
using parindex::WorkingCalendar;

namespace {

std::string parsed(std::string_view text) {
    const auto date = parse_date(text);
    return date ? date->to_iso() : "nothing";
}

std::string iso(const std::optional<Date>& date) { return date ? date->to_iso() : "nothing"; }

/// Zeller's congruence: 0 is Saturday, 1 is Sunday. Independent of the calendar of the library.
int zeller(const Date& date) {
    const int month = date.month() < 3 ? static_cast<int>(date.month()) + 12 : static_cast<int>(date.month());
    const int year = date.month() < 3 ? date.year() - 1 : date.year();
    return (static_cast<int>(date.day()) + 13 * (month + 1) / 5 + year % 100 + year % 100 / 4 + year / 400 +
            5 * (year / 100)) %
           7;
}

bool worked(const Date& date, const WorkingCalendar& calendar) {
    const auto has = [&](const std::vector<Date>& days) { return std::count(days.begin(), days.end(), date) > 0; };
    return zeller(date) < 2 ? has(calendar.worked_weekends) : !has(calendar.holidays);
}

/// Day after day, as one would on a wall calendar.
std::int64_t count_by_hand(const Date& from, const Date& to, const WorkingCalendar& calendar) {
    std::int64_t total = 0;
    for (Date day = from; day < to;) {
        day = add_days(day, 1).value();
        if (worked(day, calendar)) ++total;
    }
    return total;
}

Date random_date(std::mt19937_64& random, const Date& start, std::uint64_t span) {
    return add_days(start, static_cast<std::int64_t>(random() % span)).value();
}

WorkingCalendar random_calendar(std::mt19937_64& random, const Date& start) {
    WorkingCalendar calendar;
    const std::uint64_t size = random() % 60;
    for (std::uint64_t i = 0; i < size; ++i) {
        calendar.holidays.push_back(random_date(random, start, 500));
        calendar.worked_weekends.push_back(random_date(random, start, 500));
        if (i % 5 == 0) calendar.holidays.push_back(calendar.holidays.front());
        if (i % 7 == 0) calendar.worked_weekends.push_back(calendar.holidays.back());
    }
    return calendar;
}

}  // namespace

TEST_CASE("only days that exist can be made") {
    CHECK(Date(2017, 1, 4).to_iso() == "2017-01-04");
    CHECK(Date(2017, 1, 4).to_vietnamese() == "04/01/2017");
    CHECK(Date(2024, 2, 29).day() == 29);
    CHECK(Date(2000, 2, 29).month() == 2);
    CHECK_THROWS_AS(Date(1900, 2, 29), std::invalid_argument);
    CHECK_THROWS_AS(Date(2023, 2, 29), std::invalid_argument);
    CHECK_THROWS_AS(Date(2023, 2, 31), std::invalid_argument);
    CHECK_THROWS_AS(Date(2023, 0, 1), std::invalid_argument);
    CHECK_THROWS_AS(Date(2023, 13, 1), std::invalid_argument);
    CHECK_THROWS_AS(Date(2023, 1, 0), std::invalid_argument);
    CHECK_THROWS_AS(Date(999, 12, 31), std::invalid_argument);
    CHECK_THROWS_AS(Date(10000, 1, 1), std::invalid_argument);
}

TEST_CASE("numbers too wide for the calendar types are not cut to valid ones") {
    CHECK_THROWS_AS(Date(2023, 257, 1), std::invalid_argument);
    CHECK_THROWS_AS(Date(2023, 1, 257), std::invalid_argument);
    CHECK_THROWS_AS(Date(65536 + 2023, 1, 1), std::invalid_argument);
}

TEST_CASE("dates are read in two forms, day first in the second") {
    CHECK(parsed("2017-01-04") == "2017-01-04");
    CHECK(parsed("04/01/2017") == "2017-01-04");
    CHECK(parsed("4/1/2017") == "2017-01-04");
    CHECK(parsed("31/12/9999") == "9999-12-31");
    CHECK(parsed("1000-01-01") == "1000-01-01");
    for (const std::string_view text : {"",
                                        "-",
                                        "/",
                                        "//",
                                        "--",
                                        "2017",
                                        "2017-1-4",
                                        "2017-01",
                                        "2017/01/04",
                                        "04-01-2017",
                                        "31/02/2017",
                                        "2017-02-30",
                                        "32/01/2017",
                                        "01/13/2017",
                                        "1/1/17",
                                        "001/1/2017",
                                        "1/1/02017",
                                        " 04/01/2017",
                                        "04/01/2017 ",
                                        "+4/1/2017",
                                        "-4/1/2017",
                                        "4/1/-017",
                                        "2017-01-04T00:00",
                                        "0999-01-01",
                                        "4/1/2017/",
                                        "4//2017",
                                        "a/b/cdef",
                                        "1/1-2017"}) {
        INFO(text);
        CHECK(parsed(text) == "nothing");
    }
}

TEST_CASE("dates are ordered by the calendar") {
    CHECK(Date(2016, 12, 31) < Date(2017, 1, 1));
    CHECK(Date(2017, 1, 31) < Date(2017, 2, 1));
    CHECK(Date(2017, 2, 1) == Date(2017, 2, 1));
}

TEST_CASE("days are added within the calendar only") {
    CHECK(iso(add_days(Date(2024, 2, 28), 1)) == "2024-02-29");
    CHECK(iso(add_days(Date(2023, 2, 28), 1)) == "2023-03-01");
    CHECK(iso(add_days(Date(2024, 1, 1), -1)) == "2023-12-31");
    CHECK(iso(add_days(Date(2024, 1, 1), 0)) == "2024-01-01");
    CHECK(iso(add_days(Date(9999, 12, 31), 1)) == "nothing");
    CHECK(iso(add_days(Date(1000, 1, 1), -1)) == "nothing");
    CHECK(iso(add_days(Date(1000, 1, 1), days_between(Date(1000, 1, 1), Date(9999, 12, 31)))) == "9999-12-31");
    CHECK(iso(add_days(Date(2024, 1, 1), std::numeric_limits<std::int64_t>::max())) == "nothing");
    CHECK(iso(add_days(Date(2024, 1, 1), std::numeric_limits<std::int64_t>::min())) == "nothing");
}

TEST_CASE("days between two dates have a sign") {
    CHECK(days_between(Date(2024, 1, 1), Date(2025, 1, 1)) == 366);
    CHECK(days_between(Date(2025, 1, 1), Date(2024, 1, 1)) == -366);
    CHECK(days_between(Date(2025, 1, 1), Date(2025, 1, 1)) == 0);
    CHECK(days_between(Date(1600, 1, 1), Date(2000, 1, 1)) == 146097);
}

TEST_CASE("a month later is the same day or the last one") {
    CHECK(iso(add_months(Date(2023, 1, 31), 1)) == "2023-02-28");
    CHECK(iso(add_months(Date(2024, 1, 31), 1)) == "2024-02-29");
    CHECK(iso(add_months(Date(2024, 1, 30), 1)) == "2024-02-29");
    CHECK(iso(add_months(Date(2024, 3, 31), 1)) == "2024-04-30");
    CHECK(iso(add_months(Date(2024, 2, 29), 12)) == "2025-02-28");
    CHECK(iso(add_months(Date(2024, 2, 29), 48)) == "2028-02-29");
    CHECK(iso(add_months(Date(2023, 2, 28), 1)) == "2023-03-28");
    CHECK(iso(add_months(Date(2023, 11, 30), 3)) == "2024-02-29");
    CHECK(iso(add_months(Date(2023, 12, 15), 1)) == "2024-01-15");
    CHECK(iso(add_months(Date(2023, 1, 15), -1)) == "2022-12-15");
    CHECK(iso(add_months(Date(2023, 3, 31), -1)) == "2023-02-28");
    CHECK(iso(add_months(Date(2023, 3, 31), 0)) == "2023-03-31");
    CHECK(iso(add_months(Date(9999, 11, 30), 1)) == "9999-12-30");
    CHECK(iso(add_months(Date(9999, 12, 1), 1)) == "nothing");
    CHECK(iso(add_months(Date(1000, 1, 31), -1)) == "nothing");
    CHECK(iso(add_months(Date(1000, 1, 31), 8999 * 12 + 11)) == "9999-12-31");
    CHECK(iso(add_months(Date(2000, 1, 1), std::numeric_limits<std::int64_t>::max())) == "nothing");
    CHECK(iso(add_months(Date(2000, 1, 1), std::numeric_limits<std::int64_t>::min())) == "nothing");
}

TEST_CASE("a working day is a weekday or a worked weekend, without holidays") {
    WorkingCalendar calendar;
    calendar.holidays = {Date(2024, 4, 29), Date(2024, 4, 30), Date(2024, 5, 1), Date(2024, 5, 4)};
    calendar.worked_weekends = {Date(2024, 5, 4), Date(2024, 4, 30)};
    CHECK(calendar.is_working_day(Date(2024, 4, 26)));
    CHECK_FALSE(calendar.is_working_day(Date(2024, 4, 27)));
    CHECK_FALSE(calendar.is_working_day(Date(2024, 4, 28)));
    CHECK_FALSE(calendar.is_working_day(Date(2024, 4, 29)));
    CHECK_FALSE(calendar.is_working_day(Date(2024, 4, 30)));
    CHECK(calendar.is_working_day(Date(2024, 5, 2)));
    CHECK(calendar.is_working_day(Date(2024, 5, 4)));
    CHECK(working_days_between(Date(2024, 4, 26), Date(2024, 5, 6), calendar) == 4);
    CHECK(iso(add_working_days(Date(2024, 4, 26), 3, calendar)) == "2024-05-04");
}

TEST_CASE("the day of receipt does not count") {
    const WorkingCalendar plain;
    const Date friday(2024, 11, 22);
    CHECK(working_days_between(friday, friday, plain) == 0);
    CHECK(working_days_between(friday, Date(2024, 11, 24), plain) == 0);
    CHECK(working_days_between(friday, Date(2024, 11, 25), plain) == 1);
    CHECK(working_days_between(Date(2024, 11, 23), Date(2024, 11, 25), plain) == 1);
    CHECK(working_days_between(Date(2024, 11, 25), friday, plain) == -1);
    CHECK(iso(add_working_days(friday, 0, plain)) == "2024-11-22");
    CHECK(iso(add_working_days(friday, 1, plain)) == "2024-11-25");
    CHECK(iso(add_working_days(Date(2024, 11, 23), 0, plain)) == "2024-11-23");
}

TEST_CASE("working days agree with counting day after day") {
    std::mt19937_64 random(5);
    const Date start(2023, 6, 1);
    for (int i = 0; i < 400; ++i) {
        const WorkingCalendar calendar = random_calendar(random, start);
        Date from = random_date(random, start, 500);
        Date to = random_date(random, start, 500);
        if (to < from) std::swap(from, to);
        REQUIRE(working_days_between(from, to, calendar) == count_by_hand(from, to, calendar));
        REQUIRE(working_days_between(to, from, calendar) == -count_by_hand(from, to, calendar));
        REQUIRE(calendar.is_working_day(to) == worked(to, calendar));
    }
}

TEST_CASE("adding working days reaches the first day with that count") {
    std::mt19937_64 random(6);
    const Date start(2023, 6, 1);
    for (int i = 0; i < 300; ++i) {
        const WorkingCalendar calendar = random_calendar(random, start);
        const Date from = random_date(random, start, 500);
        const auto days = static_cast<std::int64_t>(random() % 120) + 1;
        const Date reached = add_working_days(from, days, calendar).value();
        REQUIRE(worked(reached, calendar));
        REQUIRE(count_by_hand(from, reached, calendar) == days);
    }
}

TEST_CASE("spans of centuries are counted at once") {
    const WorkingCalendar plain;
    const Date first(1803, 5, 7);
    const Date last(2311, 2, 3);
    // 400 years are 20871 whole weeks.
    CHECK(working_days_between(Date(1600, 1, 1), Date(2000, 1, 1), plain) == 20871 * 5);
    CHECK(working_days_between(first, last, plain) == count_by_hand(first, last, plain));
}

TEST_CASE("working days outside the calendar or the bound are refused") {
    const WorkingCalendar plain;
    CHECK(iso(add_working_days(Date(2024, 1, 1), -1, plain)) == "nothing");
    CHECK(iso(add_working_days(Date(2024, 1, 1), 100'001, plain)) == "nothing");
    CHECK(working_days_between(Date(2024, 1, 1), add_working_days(Date(2024, 1, 1), 100'000, plain).value(), plain) ==
          100'000);
    CHECK(iso(add_working_days(Date(9999, 12, 30), 1, plain)) == "9999-12-31");
    CHECK(iso(add_working_days(Date(9999, 12, 31), 1, plain)) == "nothing");
    CHECK(iso(add_working_days(Date(9999, 12, 31), 0, plain)) == "9999-12-31");
}
