#pragma once
/// What is different between two versions of a file, and where.

#include <string>
#include <string_view>
#include <vector>

#include "parindex/base/limits.hpp"
#include "parindex/io/audit_log.hpp"

namespace parindex::io {

/// Differences of JSON files by JSON pointer (numbers by their digits), of tables by row and column, of all others by
/// their SHA-256. Not empty for different bytes. Rows of a table are matched by the columns that name what they are
/// about (agency, criterion, ...), or by their number when these do not tell them apart.
[[nodiscard]] std::vector<AuditChange> changes_of(const std::string& name, std::string_view before,
                                                  std::string_view after, const Limits& limits);

/// A file that appeared or disappeared.
[[nodiscard]] AuditChange appearance_of(const FrozenFile& file);
[[nodiscard]] AuditChange disappearance_of(const FrozenFile& file);

}  // namespace parindex::io
