#include "parindex/io/write_files.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace parindex {

namespace {

Finding failure(const char* code, const std::filesystem::path& path, const std::string& reason, Text what) {
    Finding finding;
    finding.code = code;
    finding.location.file = path.string();
    finding.message = {fmt::format("{}: {}", what.vi, reason), fmt::format("{}: {}", what.en, reason), {}};
    return finding;
}

std::string last_error() { return std::generic_category().message(errno); }

/// Writes and flushes one new file; false with errno set when anything fails.
bool write_whole(const std::filesystem::path& path, const std::string& content) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (file < 0) return false;
    std::size_t written = 0;
    bool fine = true;
    while (fine && written < content.size()) {
        const auto count = ::write(file, content.data() + written, content.size() - written);
        if (count > 0)
            written += static_cast<std::size_t>(count);
        else if (count == 0 || errno != EINTR)
            fine = false;
    }
    fine = fine && ::fsync(file) == 0;
    const int problem = errno;
    const bool closed = ::close(file) == 0;
    if (!fine) errno = problem;
    return fine && closed;
}

void remove_all(const std::vector<std::filesystem::path>& paths) {
    std::error_code ignored;
    for (const auto& path : paths) std::filesystem::remove(path, ignored);
}

void flush_folder(const std::filesystem::path& folder) {
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) return;
    // The files themselves are safe; a folder that cannot be flushed only delays the new names.
    static_cast<void>(::fsync(handle));
    ::close(handle);
}

Findings make_folder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    std::error_code unknown;
    if (std::filesystem::is_directory(folder, unknown)) return {};
    const auto reason = error ? error.message() : std::string("not a directory");
    return {
        failure("F050", folder, reason, {"không tạo được thư mục kết quả", "the result folder cannot be made", {}})};
}

Finding cannot_replace(const std::filesystem::path& path, const std::string& reason) {
    return failure("F052", path, reason, {"không thay được tệp kết quả cũ", "the old result cannot be replaced", {}});
}

/// A folder that stands where a result belongs is found before anything is replaced.
Findings find_folders(const std::filesystem::path& folder, const std::vector<OutputFile>& files) {
    Findings findings;
    std::error_code ignored;
    for (const auto& file : files)
        if (std::filesystem::is_directory(std::filesystem::symlink_status(folder / file.name, ignored)))
            findings.push_back(cannot_replace(folder / file.name, std::generic_category().message(EISDIR)));
    return findings;
}

}  // namespace

Findings write_files(const std::filesystem::path& folder, const std::vector<OutputFile>& files) {
    if (auto findings = make_folder(folder); !findings.empty()) return findings;
    if (auto findings = find_folders(folder, files); !findings.empty()) return findings;
    std::vector<std::filesystem::path> temporary;
    for (const auto& file : files) {
        temporary.push_back(folder / fmt::format(".{}.{}.tmp", file.name, ::getpid()));
        if (write_whole(temporary.back(), file.content)) continue;
        const auto reason = last_error();
        remove_all(temporary);
        return {failure("F051", folder / file.name, reason,
                        {"không ghi được kết quả", "the result cannot be written", {}})};
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        std::error_code error;
        std::filesystem::rename(temporary[i], folder / files[i].name, error);
        if (!error) continue;
        const auto reason = error.message();
        remove_all(temporary);
        return {cannot_replace(folder / files[i].name, reason)};
    }
    flush_folder(folder);
    return {};
}

}  // namespace parindex
