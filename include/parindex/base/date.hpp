#pragma once
/// Civil dates, and days that count as working days.

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parindex {

/// A day of the proleptic Gregorian calendar, years 1000 to 9999. Only valid days exist: 31/02 cannot be made.
class Date {
public:
    /// std::invalid_argument when it is no such day.
    Date(int year, unsigned month, unsigned day);

    [[nodiscard]] int year() const { return static_cast<int>(ymd_.year()); }
    [[nodiscard]] unsigned month() const { return static_cast<unsigned>(ymd_.month()); }
    [[nodiscard]] unsigned day() const { return static_cast<unsigned>(ymd_.day()); }
    [[nodiscard]] std::chrono::sys_days to_days() const { return std::chrono::sys_days{ymd_}; }

    /// "2017-01-04"
    [[nodiscard]] std::string to_iso() const;
    /// "04/01/2017"
    [[nodiscard]] std::string to_vietnamese() const;

    friend std::strong_ordering operator<=>(const Date& a, const Date& b) { return a.ymd_ <=> b.ymd_; }
    friend bool operator==(const Date& a, const Date& b) { return a.ymd_ == b.ymd_; }

private:
    explicit Date(std::chrono::year_month_day ymd) : ymd_(ymd) {}
    friend std::optional<Date> parse_date(std::string_view text);
    friend std::optional<Date> add_days(const Date& date, std::int64_t days);
    friend std::optional<Date> add_months(const Date& date, std::int64_t months);

    std::chrono::year_month_day ymd_;
};

/// Reads "2017-01-04" or "04/01/2017" (day first; also "4/1/2017"). Nothing for anything else or an impossible day.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

/// Nothing when the result leaves the years 1000 to 9999.
[[nodiscard]] std::optional<Date> add_days(const Date& date, std::int64_t days);

/// Same day of a later month; the last day when that month is shorter: 31/01 + 1 month = 28/02 (or 29/02).
[[nodiscard]] std::optional<Date> add_months(const Date& date, std::int64_t months);

/// Days from `from` to `to`; negative when `to` is earlier.
[[nodiscard]] std::int64_t days_between(const Date& from, const Date& to);

/// Which days are worked: Monday to Friday without the listed holidays, plus weekend days that are worked in exchange
/// (ngày làm bù). Holidays are data of a round or set: Vietnam's depend on yearly decisions.
struct WorkingCalendar {
    std::vector<Date> holidays;  ///< sorted or not; duplicates do no harm
    std::vector<Date> worked_weekends;

    [[nodiscard]] bool is_working_day(const Date& date) const;
};

/// Working days after `from` up to and including `to`; 0 when `to` is not after `from` (the day of receipt does not
/// count). Negative of the mirrored count when `to` is earlier. Linear in the number of holidays, not of days.
[[nodiscard]] std::int64_t working_days_between(const Date& from, const Date& to, const WorkingCalendar& calendar);

/// The day reached after `days` >= 0 working days from `from`, `from` not counted. Nothing when it leaves the
/// calendar or `days` is negative or above 100,000.
[[nodiscard]] std::optional<Date> add_working_days(const Date& from, std::int64_t days,
                                                   const WorkingCalendar& calendar);

}  // namespace parindex
