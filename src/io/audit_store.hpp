#pragma once
/// The folder `audit/` of a round: copies by their SHA-256, the log, and one writer at a time.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "io/audit_chain.hpp"
#include "io/audit_files.hpp"
#include "io/report.hpp"

namespace parindex::io {

/// While it lives no other program writes the log of the round (flock on the folder `audit`, which is made if need be).
class AuditLock {
public:
    /// Nothing, with a finding (F514, F050), when another program has it or it cannot be had.
    [[nodiscard]] static std::optional<AuditLock> take(const std::filesystem::path& folder, Report& report);

    AuditLock(AuditLock&& other) noexcept;
    AuditLock& operator=(AuditLock&&) = delete;
    AuditLock(const AuditLock&) = delete;
    AuditLock& operator=(const AuditLock&) = delete;
    ~AuditLock();

private:
    explicit AuditLock(int handle) : handle_(handle) {}
    int handle_;
};

/// Copies that are not kept yet are written, then the log with one more line takes the place of the log. False, with
/// findings, when that fails; the log is then as it was. Pre: the lock is held; `entry` has everything but its hash.
bool append(const std::filesystem::path& folder, const AuditChain& chain, const std::vector<StageFile>& files,
            AuditEntry& entry, const Limits& limits, Report& report);

/// The copy with that hash; nothing, with a finding (F508 missing, F509 altered), when it cannot be had.
[[nodiscard]] std::optional<std::string> read_copy(const std::filesystem::path& folder, const FrozenFile& file,
                                                   const Limits& limits, Report& report);

/// Whether copies are kept, log or no log.
[[nodiscard]] bool has_copies(const std::filesystem::path& folder);

}  // namespace parindex::io
