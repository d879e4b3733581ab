#include "io/file_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fmt/format.h>

namespace parindex::io {

namespace {

namespace fs = std::filesystem;

Location at(const std::string& name) { return {name, 0, 0, {}}; }

/// Reports what stands in the way of reading; true when nothing does.
bool is_readable_kind(const fs::path& file, const std::string& name, Report& report) {
    std::error_code failure;
    const fs::file_status status = fs::status(file, failure);
    switch (status.type()) {
        case fs::file_type::regular:
            return true;
        case fs::file_type::not_found:
            report.error("F001", at(name), {"không có tệp này", "there is no such file", {}},
                         {"Kiểm tra tên và thư mục.", "Check the name and the folder.", {}});
            return false;
        case fs::file_type::directory:
            report.error("F002", at(name), {"đây là thư mục, cần một tệp", "this is a folder; a file is expected", {}});
            return false;
        case fs::file_type::none:
            report.error("F003", at(name),
                         {fmt::format("không đọc được: {}", failure.message()),
                          fmt::format("cannot be read: {}", failure.message()),
                          {}});
            return false;
        default:
            report.error(
                "F006", at(name),
                {"không phải tệp thông thường (ống dẫn hoặc thiết bị)", "not a regular file (a pipe or a device)", {}});
            return false;
    }
}

void report_too_large(const std::string& name, std::uintmax_t size, const Limits& limits, Report& report) {
    report.error("F005", at(name),
                 {fmt::format("tệp có {} byte, giới hạn là {}", size, limits.file_bytes),
                  fmt::format("the file has {} bytes; the limit is {}", size, limits.file_bytes),
                  {}});
}

bool has_readable_size(const fs::path& file, const std::string& name, const Limits& limits, Report& report) {
    std::error_code failure;
    const std::uintmax_t size = fs::file_size(file, failure);
    if (failure) return true;  // reading says more
    if (size > limits.file_bytes) {
        report_too_large(name, size, limits, report);
        return false;
    }
    return true;
}

bool starts_with_bytes(std::string_view bytes, std::string_view start) {
    return bytes.substr(0, start.size()) == start;
}

/// UTF-16 and UTF-32 put zero bytes into text that begins with ASCII, as JSON and tables do.
bool is_wide_encoding(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (starts_with_bytes(bytes, "\xFF\xFE"sv) || starts_with_bytes(bytes, "\xFE\xFF"sv)) return true;
    const std::string_view head = bytes.substr(0, 4);
    return head.size() >= 2 && std::find(head.begin(), head.end(), '\0') != head.end();
}

}  // namespace

std::optional<std::string> read_file(const fs::path& file, const std::string& name, const Limits& limits,
                                     Report& report) {
    if (!is_readable_kind(file, name, report) || !has_readable_size(file, name, limits, report)) return std::nullopt;
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        const std::string reason = std::generic_category().message(errno != 0 ? errno : EIO);
        report.error("F003", at(name),
                     {fmt::format("không đọc được: {}", reason), fmt::format("cannot be read: {}", reason), {}},
                     {"Kiểm tra quyền đọc.", "Check that you may read it.", {}});
        return std::nullopt;
    }
    std::string bytes;
    std::string block(std::size_t{1} << 16U, '\0');
    while (stream.read(block.data(), static_cast<std::streamsize>(block.size())) || stream.gcount() > 0) {
        bytes.append(block, 0, static_cast<std::size_t>(stream.gcount()));
        if (bytes.size() > limits.file_bytes) {  // it grew after its size was taken
            report_too_large(name, bytes.size(), limits, report);
            return std::nullopt;
        }
    }
    if (stream.bad()) {
        report.error("F003", at(name), {"lỗi khi đọc", "reading failed", {}});
        return std::nullopt;
    }
    if (bytes.empty()) {
        report.error("F004", at(name), {"tệp rỗng (0 byte)", "the file is empty (0 bytes)", {}},
                     {"Chép lại tệp.", "Copy the file again.", {}});
        return std::nullopt;
    }
    return bytes;
}

std::optional<std::string_view> as_utf8(std::string_view bytes, const std::string& name, Report& report) {
    if (is_wide_encoding(bytes)) {
        report.error(
            "F012", {name, 1, 1, {}},
            {"tệp được mã hoá UTF-16 hoặc UTF-32, cần UTF-8", "the file is UTF-16 or UTF-32; UTF-8 is expected", {}},
            {"Lưu lại với mã hoá UTF-8.", "Save it again as UTF-8.", {}});
        return std::nullopt;
    }
    if (starts_with_bytes(bytes, "\xEF\xBB\xBF")) bytes.remove_prefix(3);
    std::size_t bad = 0;
    if (is_utf8(bytes, &bad)) return bytes;
    const std::string_view before = bytes.substr(0, bad);
    const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const auto byte = static_cast<unsigned>(static_cast<unsigned char>(bytes[bad]));
    report.error(
        "F011", {name, line, bad - line_start + 1, {}},
        {fmt::format("byte 0x{:02X} không phải UTF-8", byte), fmt::format("byte 0x{:02X} is not UTF-8", byte), {}},
        {"Lưu lại tệp với mã hoá UTF-8 (không phải TCVN3, VNI hay Windows-1258).",
         "Save the file again as UTF-8 (not TCVN3, VNI or Windows-1258).",
         {}});
    return std::nullopt;
}

}  // namespace parindex::io
