#include "io/audit_store.hpp"

#include <cerrno>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <sys/file.h>
#include <fcntl.h>
#include <unistd.h>

#include "io/sha256.hpp"
#include "parindex/io/write_files.hpp"

namespace parindex::io {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view copies_name = "audit/objects";

/// What a program that was stopped left behind. Pre: the lock is held, so that nobody is writing.
void remove_leftovers(const fs::path& folder) {
    std::error_code failure;
    std::vector<fs::path> leftovers;
    for (fs::directory_iterator it(folder, failure), end; !failure && it != end; it.increment(failure)) {
        const std::string name = it->path().filename().string();
        if (name.starts_with('.') && name.ends_with(".tmp")) leftovers.push_back(it->path());
    }
    for (const auto& path : leftovers) fs::remove(path, failure);
}

/// Whether the copy is there and whole.
bool is_kept(const fs::path& folder, const FrozenFile& file, const Limits& limits) {
    Report ignored(0);
    return read_copy(folder, file, limits, ignored).has_value();
}

}  // namespace

std::optional<AuditLock> AuditLock::take(const fs::path& folder, Report& report) {
    // Through write_files, which makes the folder and flushes its name to disk.
    if (auto findings = write_files(folder / copies_name, {}); !findings.empty()) {
        report.add(std::move(findings));
        return std::nullopt;
    }
    const int handle = ::open((folder / "audit").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle >= 0 && ::flock(handle, LOCK_EX | LOCK_NB) == 0) {
        remove_leftovers(folder / "audit");
        remove_leftovers(folder / copies_name);
        return AuditLock(handle);
    }
    const std::string reason = std::generic_category().message(errno);
    if (handle >= 0) ::close(handle);
    report.error(
        "F514", {"audit", 0, 0, {}},
        {fmt::format("không giữ được quyền ghi nhật ký: {}", reason),
         fmt::format("the log cannot be held for writing: {}", reason),
         {}},
        {"Đợi chương trình khác ghi xong rồi chạy lại.", "Wait until the other program is done and run again.", {}});
    return std::nullopt;
}

AuditLock::AuditLock(AuditLock&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}

AuditLock::~AuditLock() {
    if (handle_ >= 0) ::close(handle_);  // gives the lock back
}

bool append(const fs::path& folder, const AuditChain& chain, const std::vector<StageFile>& files, AuditEntry& entry,
            const Limits& limits, Report& report) {
    entry.seq = chain.entries.size() + 1;
    entry.previous = chain.entries.empty() ? std::string(64, '0') : chain.head();
    std::string log = chain.text + to_line(entry) + "\n";
    if (log.size() > limits.file_bytes) {
        report.error("F005", {std::string(audit_log_name), 0, 0, {}},
                     {fmt::format("nhật ký sẽ có {} byte, giới hạn là {}", log.size(), limits.file_bytes),
                      fmt::format("the log would have {} bytes; the limit is {}", log.size(), limits.file_bytes),
                      {}});
        return false;
    }
    std::vector<OutputFile> copies;
    std::set<std::string> listed;
    for (const auto& file : files) {
        const FrozenFile described = describe(file);
        if (listed.insert(described.sha256).second && !is_kept(folder, described, limits))
            copies.push_back({described.sha256, file.bytes});
    }
    // A line is written only when everything it names is safe.
    auto findings = write_files(folder / copies_name, copies);
    if (findings.empty()) findings = write_files(folder / "audit", {{"log.jsonl", std::move(log)}});
    const bool is_written = findings.empty();
    report.add(std::move(findings));
    return is_written;
}

std::optional<std::string> read_copy(const fs::path& folder, const FrozenFile& file, const Limits& limits,
                                     Report& report) {
    const std::string name = fmt::format("{}/{}", copies_name, file.sha256);
    const auto refuse = [&](std::string_view code, Text message) {
        report.error(code, {name, 0, 0, {}}, std::move(message),
                     {"Khôi phục bản sao từ bản sao lưu.", "Restore the copy from a backup.", {}});
        return std::nullopt;
    };
    std::error_code failure;
    if (fs::symlink_status(folder / name, failure).type() == fs::file_type::not_found) {
        return refuse("F508", {fmt::format("mất bản sao của “{}”", excerpt(file.name, 120)),
                               fmt::format("the copy of “{}” is missing", excerpt(file.name, 120)),
                               {}});
    }
    Report ignored(0);
    const auto bytes = read_whole(folder / name, name, limits, ignored);
    if (bytes && bytes->size() == file.bytes && sha256(*bytes) == file.sha256) return bytes;
    return refuse("F509", {fmt::format("bản sao của “{}” không còn như khi chốt số liệu", excerpt(file.name, 120)),
                           fmt::format("the copy of “{}” is not what was frozen", excerpt(file.name, 120)),
                           {}});
}

bool has_copies(const fs::path& folder) {
    std::error_code failure;
    const fs::directory_iterator first(folder / copies_name, failure);
    return !failure && first != fs::directory_iterator();
}

}  // namespace parindex::io
