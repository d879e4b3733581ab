#pragma once
/// Whether the files of frozen stages are still what was frozen.

#include <filesystem>

#include "io/audit_chain.hpp"
#include "io/report.hpp"

namespace parindex::io {

/// Reports every file of a frozen stage that changed (F505), disappeared (F506) or was added (F507); each file once,
/// for the first stage that it concerns.
void check_frozen(const std::filesystem::path& folder, const AuditChain& chain, const Limits& limits, Report& report);

/// The same with the log read first, whose own defects are reported too. Nothing happens without a log.
void check_frozen(const std::filesystem::path& folder, const Limits& limits, Report& report);

}  // namespace parindex::io
