#include "parindex/io/write_files.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <set>
#include <stdexcept>
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
    std::error_code unknown;
    // The names of new folders are flushed too: what lies in them is only as safe as they are.
    std::vector<std::filesystem::path> changed;
    for (auto path = folder; path.has_relative_path() && !std::filesystem::exists(path, unknown);
         path = path.parent_path())
        changed.push_back(path.has_parent_path() ? path.parent_path() : ".");
    std::filesystem::create_directories(folder, error);
    for (const auto& path : changed) flush_folder(path);
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

/// Every folder that files go into, parents first. Throws when a name leads out of the folder.
std::set<std::filesystem::path> folders_of(const std::filesystem::path& folder, const std::vector<OutputFile>& files) {
    std::set<std::filesystem::path> folders{folder};
    for (const auto& file : files) {
        const std::filesystem::path name = file.name;
        if (!name.is_relative() || !name.has_filename() || name.lexically_normal().generic_string() != file.name ||
            *name.begin() == "..")
            throw std::invalid_argument("write_files: not a name inside the folder: " + file.name);
        auto path = folder;
        for (const auto& part : name.parent_path()) folders.insert(path /= part);
    }
    return folders;
}

/// Takes back what was begun: temporary files, then the folders made for them, which are empty again.
struct Undo {
    std::vector<std::filesystem::path> files;
    std::vector<std::filesystem::path> folders;

    void operator()() const {
        remove_all(files);
        remove_all({folders.rbegin(), folders.rend()});
    }
};

Findings make_folders(const std::set<std::filesystem::path>& folders, Undo& undo) {
    for (const auto& folder : folders) {
        std::error_code ignored;
        const bool is_new = !std::filesystem::exists(folder, ignored);
        if (auto findings = make_folder(folder); !findings.empty()) return findings;
        if (is_new) undo.folders.push_back(folder);
    }
    return {};
}

Findings write_temporary(const std::filesystem::path& folder, const std::vector<OutputFile>& files, Undo& undo) {
    for (const auto& file : files) {
        const auto path = folder / file.name;
        undo.files.push_back(path.parent_path() / fmt::format(".{}.{}.tmp", path.filename().string(), ::getpid()));
        if (write_whole(undo.files.back(), file.content)) continue;
        return {failure("F051", path, last_error(), {"không ghi được kết quả", "the result cannot be written", {}})};
    }
    return {};
}

Findings rename_all(const std::filesystem::path& folder, const std::vector<OutputFile>& files, const Undo& undo) {
    for (std::size_t i = 0; i < files.size(); ++i) {
        std::error_code error;
        std::filesystem::rename(undo.files[i], folder / files[i].name, error);
        if (error) return {cannot_replace(folder / files[i].name, error.message())};
    }
    return {};
}

}  // namespace

Findings write_files(const std::filesystem::path& folder, const std::vector<OutputFile>& files) {
    const auto folders = folders_of(folder, files);
    Undo undo;
    auto findings = make_folders(folders, undo);
    if (findings.empty()) findings = find_folders(folder, files);
    if (findings.empty()) findings = write_temporary(folder, files, undo);
    if (findings.empty()) findings = rename_all(folder, files, undo);
    if (!findings.empty()) {
        undo();
        return findings;
    }
    for (const auto& one : folders) flush_folder(one);
    return {};
}

}  // namespace parindex
