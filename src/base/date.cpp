#include "parindex/base/date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace parindex {

namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr int first_year = 1000;
constexpr int last_year = 9999;
constexpr std::int64_t max_working_days = 100'000;

constexpr sys_days first_day{std::chrono::year{first_year} / 1 / 1};
constexpr sys_days last_day{std::chrono::year{last_year} / 12 / 31};
constexpr std::int64_t calendar_days = (last_day - first_day).count();
constexpr std::int64_t calendar_months = std::int64_t{last_year - first_year + 1} * 12;

/// The chrono types keep only the low bits of a number, so the ranges are checked before they see it.
std::optional<year_month_day> make_day(int year, unsigned month, unsigned day) {
    if (year < first_year || year > last_year || month > 12 || day > 31) return std::nullopt;
    const year_month_day ymd{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
    if (!ymd.ok()) return std::nullopt;
    return ymd;
}

/// The number written by `text`, which is digits only and has between `shortest` and `longest` of them.
std::optional<unsigned> read_digits(std::string_view text, std::size_t shortest, std::size_t longest) {
    if (text.size() < shortest || text.size() > longest) return std::nullopt;
    unsigned value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return value;
}

bool is_weekend(sys_days day) { return std::chrono::weekday{day}.iso_encoding() >= 6; }

/// Monday to Friday among the days after `from` up to and including `to`. Pre: from <= to.
std::int64_t count_weekdays(sys_days from, sys_days to) {
    const std::int64_t span = (to - from).count();
    std::int64_t total = span / 7 * 5;
    for (std::int64_t i = 0; i < span % 7; ++i) {
        if (!is_weekend(to - std::chrono::days{i})) ++total;
    }
    return total;
}

/// The days among `dates` that change what their weekday says, sorted and distinct.
std::vector<sys_days> effective_days(const std::vector<Date>& dates, bool weekend) {
    std::vector<sys_days> days;
    days.reserve(dates.size());
    for (const Date& date : dates) {
        if (is_weekend(date.to_days()) == weekend) days.push_back(date.to_days());
    }
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

/// How many of the sorted `days` are after `from` and not after `to`.
std::int64_t count_within(const std::vector<sys_days>& days, sys_days from, sys_days to) {
    return std::upper_bound(days.begin(), days.end(), to) - std::upper_bound(days.begin(), days.end(), from);
}

/// A calendar prepared for many counts.
class WorkingDayCounter {
public:
    explicit WorkingDayCounter(const WorkingCalendar& calendar)
        : holidays_(effective_days(calendar.holidays, false)),
          worked_weekends_(effective_days(calendar.worked_weekends, true)) {}

    /// Pre: from <= to.
    [[nodiscard]] std::int64_t count(sys_days from, sys_days to) const {
        return count_weekdays(from, to) - count_within(holidays_, from, to) + count_within(worked_weekends_, from, to);
    }

private:
    std::vector<sys_days> holidays_;
    std::vector<sys_days> worked_weekends_;
};

bool contains(const std::vector<Date>& dates, const Date& date) {
    return std::find(dates.begin(), dates.end(), date) != dates.end();
}

}  // namespace

Date::Date(int year, unsigned month, unsigned day) {
    const auto ymd = make_day(year, month, day);
    if (!ymd) throw std::invalid_argument(fmt::format("no such day: {}-{}-{}", year, month, day));
    ymd_ = *ymd;
}

std::string Date::to_iso() const { return fmt::format("{:04}-{:02}-{:02}", year(), month(), day()); }

std::string Date::to_vietnamese() const { return fmt::format("{:02}/{:02}/{:04}", day(), month(), year()); }

std::optional<Date> parse_date(std::string_view text) {
    const bool day_first = text.find('/') != std::string_view::npos;
    const char separator = day_first ? '/' : '-';
    const std::size_t first = text.find(separator);
    const std::size_t second = first == std::string_view::npos ? first : text.find(separator, first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    std::string_view year_text = text.substr(0, first);
    std::string_view day_text = text.substr(second + 1);
    if (day_first) std::swap(year_text, day_text);
    const std::size_t shortest = day_first ? 1 : 2;
    const auto year = read_digits(year_text, 4, 4);
    const auto month = read_digits(text.substr(first + 1, second - first - 1), shortest, 2);
    const auto day = read_digits(day_text, shortest, 2);
    if (!year || !month || !day) return std::nullopt;
    const auto ymd = make_day(static_cast<int>(*year), *month, *day);
    if (!ymd) return std::nullopt;
    return Date(*ymd);
}

std::optional<Date> add_days(const Date& date, std::int64_t days) {
    if (days > calendar_days || days < -calendar_days) return std::nullopt;
    const sys_days result = date.to_days() + std::chrono::days{days};
    if (result < first_day || result > last_day) return std::nullopt;
    return Date(year_month_day{result});
}

std::optional<Date> add_months(const Date& date, std::int64_t months) {
    if (months > calendar_months || months < -calendar_months) return std::nullopt;
    const std::int64_t total = std::int64_t{date.year()} * 12 + date.month() - 1 + months;
    if (total < std::int64_t{first_year} * 12) return std::nullopt;
    const std::int64_t year = total / 12;
    if (year > last_year) return std::nullopt;
    const std::chrono::year_month month = std::chrono::year{static_cast<int>(year)} / static_cast<int>(total % 12 + 1);
    const year_month_day last{month / std::chrono::last};
    return Date(year_month_day{month / std::min(date.ymd_.day(), last.day())});
}

std::int64_t days_between(const Date& from, const Date& to) { return (to.to_days() - from.to_days()).count(); }

bool WorkingCalendar::is_working_day(const Date& date) const {
    return is_weekend(date.to_days()) ? contains(worked_weekends, date) : !contains(holidays, date);
}

std::int64_t working_days_between(const Date& from, const Date& to, const WorkingCalendar& calendar) {
    const WorkingDayCounter counter(calendar);
    if (to < from) return -counter.count(to.to_days(), from.to_days());
    return counter.count(from.to_days(), to.to_days());
}

std::optional<Date> add_working_days(const Date& from, std::int64_t days, const WorkingCalendar& calendar) {
    if (days < 0 || days > max_working_days) return std::nullopt;
    const WorkingDayCounter counter(calendar);
    const sys_days start = from.to_days();
    if (counter.count(start, last_day) < days) return std::nullopt;
    // The count never falls as the day grows: the first offset that reaches it is found by halving.
    std::int64_t low = 0;
    std::int64_t high = (last_day - start).count();
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        if (counter.count(start, start + std::chrono::days{middle}) >= days) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return add_days(from, low);
}

}  // namespace parindex
