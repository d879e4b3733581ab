#pragma once
/// Lines of audit/log.jsonl: writing one, and reading all of them with every link checked.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/report.hpp"
#include "parindex/io/audit_log.hpp"

namespace parindex::io {

inline constexpr std::string_view audit_log_name = "audit/log.jsonl";

/// The entry as its line, without a line break, `hash` computed.
[[nodiscard]] std::string to_line(AuditEntry& entry);

struct AuditChain {
    std::string text;                 ///< the file as it is; empty when there is none
    std::vector<AuditEntry> entries;  ///< all of them, when the chain holds

    [[nodiscard]] std::string head() const;  ///< hash of the last line; empty when there is none
    /// The freezing of each stage that no reopening followed, in log order.
    [[nodiscard]] std::vector<const AuditEntry*> in_force() const;
    [[nodiscard]] const AuditEntry* in_force(std::string_view stage) const;
};

/// Reads and verifies the log of a round; a chain without entries when there is no log. Nothing, with findings (F501 to
/// F503), when it cannot be read or a line was edited, removed, inserted, reordered or cut.
[[nodiscard]] std::optional<AuditChain> read_chain(const std::filesystem::path& folder, const Limits& limits,
                                                   Report& report);

}  // namespace parindex::io
