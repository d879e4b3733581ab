#pragma once
/// A moment as people record it: a day, usually with a time of that day, in the local time of the place.

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "parindex/base/date.hpp"

namespace parindex {

/// No time zone is kept: a deadline at 17:00 and a submission at 16:58 are compared as written. (Programs of this field
/// that converted to UTC moved submissions to the day before.)
struct Moment {
    Date day;
    std::optional<int> second_of_day;  ///< 0 to 86,399; none: the whole day

    /// "2020-03-24T15:31:00", or "2020-03-24" without a time
    [[nodiscard]] std::string to_iso() const;
    /// "24/03/2020 15:31", or "24/03/2020" without a time
    [[nodiscard]] std::string to_vietnamese() const;

    friend bool operator==(const Moment&, const Moment&) = default;
};

/// Reads a date (parse_date) alone or followed by "T" or a blank and "15:31" or "15:31:07". Nothing for anything else, a
/// time zone included.
[[nodiscard]] std::optional<Moment> parse_moment(std::string_view text);

/// Whether `moment` lies after the end of `limit`. A day without a time ends at midnight: as a limit it takes in the
/// whole day, and as a moment it is late only when its day is.
[[nodiscard]] bool is_after(const Moment& moment, const Moment& limit);

/// Whether `moment` lies before the beginning of `limit`.
[[nodiscard]] bool is_before(const Moment& moment, const Moment& limit);

}  // namespace parindex
