#pragma once
/// agencies.csv and published.csv.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "io/report.hpp"
#include "parindex/base/limits.hpp"
#include "parindex/model/round.hpp"

namespace parindex::io {

/// False when the table cannot be used at all.
bool read_agencies(std::string_view csv, const std::string& file, const Limits& limits, std::vector<Agency>& target,
                   Report& report);

/// Lines for agencies that the round does not have are reported and left out.
void read_published(std::string_view csv, const std::string& file, const Limits& limits,
                    const std::set<std::string_view>& agencies, std::vector<PublishedResult>& target, Report& report);

}  // namespace parindex::io
