#pragma once
/// What the commands about frozen stages share: who does what when, and how the log is printed.

#include <CLI/CLI.hpp>
#include <string>

#include "cli/command.hpp"
#include "parindex/io/audit_log.hpp"

namespace parindex::cli {

struct AuditOptions {
    CommonOptions common;
    std::string folder;
    std::string stage;
    std::string by;
    std::string why;
    std::string at;  ///< empty: now
};

/// ROUND, --stage, --by, --at.
void add_audit_options(CLI::App& app, AuditOptions& options);

[[nodiscard]] AuditRequest request_of(const AuditOptions& options);

/// Vietnamese unless English was asked for: the log of a round has no set of its own.
[[nodiscard]] Language language_of(const CommonOptions& common);

/// The line that was added to the log, in the format asked for, and what was found on the way.
[[nodiscard]] Exit print_added(const AuditOptions& options, const Loaded<AuditEntry>& added);

/// "Round: ..." and "Criteria set: ..." as every output says them.
[[nodiscard]] std::string provenance_lines(const AuditReport& report, Language language);

/// Every line of the log.
[[nodiscard]] TextTable entries_table(const AuditReport& report, Language language);

/// Every difference, with the line of the log that it is a difference from.
[[nodiscard]] TextTable changes_table(const AuditReport& report, Language language);

}  // namespace parindex::cli
