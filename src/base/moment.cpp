#include "parindex/base/moment.hpp"

#include <charconv>

#include <fmt/format.h>

namespace parindex {

namespace {

constexpr int seconds_per_minute = 60;
constexpr int seconds_per_hour = 60 * seconds_per_minute;

/// Two digits in [0, end), or nothing.
std::optional<int> two_digits(std::string_view text, int end) {
    int value = 0;
    const auto [rest, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_number = text.size() == 2 && failure == std::errc{} && rest == text.data() + text.size();
    return is_number && text.front() != '-' && value < end ? std::optional(value) : std::nullopt;
}

/// "15:31" or "15:31:07" in seconds
std::optional<int> parse_time(std::string_view text) {
    if (text.size() != 5 && text.size() != 8) return std::nullopt;
    if (text[2] != ':' || (text.size() == 8 && text[5] != ':')) return std::nullopt;
    const auto hour = two_digits(text.substr(0, 2), 24);
    const auto minute = two_digits(text.substr(3, 2), 60);
    const auto second = text.size() == 8 ? two_digits(text.substr(6, 2), 60) : std::optional(0);
    if (!hour || !minute || !second) return std::nullopt;
    return *hour * seconds_per_hour + *minute * seconds_per_minute + *second;
}

}  // namespace

std::string Moment::to_iso() const {
    if (!second_of_day) return day.to_iso();
    return fmt::format("{}T{:02}:{:02}:{:02}", day.to_iso(), *second_of_day / seconds_per_hour,
                       *second_of_day / seconds_per_minute % 60, *second_of_day % 60);
}

std::string Moment::to_vietnamese() const {
    if (!second_of_day) return day.to_vietnamese();
    return fmt::format("{} {:02}:{:02}", day.to_vietnamese(), *second_of_day / seconds_per_hour,
                       *second_of_day / seconds_per_minute % 60);
}

std::optional<Moment> parse_moment(std::string_view text) {
    const auto split = text.find_first_of("T ");
    const auto day = parse_date(text.substr(0, split));
    if (!day) return std::nullopt;
    if (split == std::string_view::npos) return Moment{*day, std::nullopt};
    const auto time = parse_time(text.substr(split + 1));
    return time ? std::optional(Moment{*day, time}) : std::nullopt;
}

bool is_after(const Moment& moment, const Moment& limit) {
    if (moment.day != limit.day) return moment.day > limit.day;
    return moment.second_of_day && limit.second_of_day && *moment.second_of_day > *limit.second_of_day;
}

bool is_before(const Moment& moment, const Moment& limit) {
    if (moment.day != limit.day) return moment.day < limit.day;
    return moment.second_of_day && limit.second_of_day && *moment.second_of_day < *limit.second_of_day;
}

}  // namespace parindex
