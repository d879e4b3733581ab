#include "io/zip_package.hpp"

#include <zip.h>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace parindex::io {

namespace {

Location at(const std::string& file, std::string_view part = {}) { return {file, 0, 0, printable(part)}; }

Text damaged_hint() {
    return {"Chép hoặc tải lại tệp; nếu vẫn lỗi, mở bằng Excel hoặc LibreOffice rồi lưu lại.",
            "Copy or download it again; if that does not help, open it in Excel or LibreOffice and save it again.",
            {}};
}

void report_damage(const std::string& file, std::string_view part, std::string_view why, Report& report) {
    report.error("F403", at(file, part),
                 {fmt::format("tệp bị hỏng hoặc không đầy đủ: {}", why),
                  fmt::format("the file is damaged or incomplete: {}", why),
                  {}},
                 damaged_hint());
}

void report_bomb(const std::string& file, std::string_view part, std::size_t limit, Report& report) {
    report.error("F404", at(file, part),
                 {fmt::format("khi giải nén vượt quá {} byte, hoặc tỷ lệ nén bất thường", limit),
                  fmt::format("unpacks to more than {} bytes, or is compressed beyond reason", limit),
                  {}},
                 {"Sổ tính bình thường không lớn như vậy; chép phần cần dùng sang tệp mới.",
                  "No ordinary workbook is that large; copy what is needed into a new one.",
                  {}});
}

std::string message_of(int code) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    std::string message = zip_error_strerror(&error);
    zip_error_fini(&error);
    return message;
}

/// Small parts may be compressed as well as they like: they do no harm.
constexpr std::size_t ratio_matters_from = 4U << 20U;

}  // namespace

void ZipPackage::Close::operator()(zip* archive) const { zip_discard(archive); }

ZipPackage::ZipPackage(zip* archive, std::size_t size, std::string file, const Limits& limits)
    : archive_(archive), size_(size), file_(std::move(file)), limits_(&limits) {}

std::optional<ZipPackage> ZipPackage::open(std::string_view bytes, std::string file, const Limits& limits,
                                           Report& report) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
    const std::string why = archive == nullptr ? zip_error_strerror(&error) : "";
    zip_error_fini(&error);
    if (archive == nullptr) {
        if (source != nullptr) zip_source_free(source);
        report_damage(file, {}, why, report);
        return std::nullopt;
    }
    ZipPackage package(archive, bytes.size(), std::move(file), limits);
    if (!package.list_parts(report)) return std::nullopt;
    return package;
}

bool ZipPackage::list_parts(Report& report) {
    const auto count = zip_get_num_entries(archive_.get(), 0);
    if (count < 0 || static_cast<std::uint64_t>(count) > limits_->workbook_parts) {
        report.error("F404", at(file_),
                     {fmt::format("tệp nén có {} phần, giới hạn là {}", count, limits_->workbook_parts),
                      fmt::format("the archive has {} parts; the limit is {}", count, limits_->workbook_parts),
                      {}});
        return false;
    }
    for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(count); ++i) {
        const char* raw = zip_get_name(archive_.get(), i, ZIP_FL_ENC_GUESS);
        if (raw == nullptr || std::string_view(raw).ends_with('/')) continue;  // a folder is no part
        if (parts_.emplace(part_name(raw), i).second) continue;
        report.error("F412", at(file_, raw),
                     {"phần này có hai lần trong tệp nén", "this part stands twice in the archive", {}},
                     damaged_hint());
        return false;
    }
    return true;
}

std::vector<std::string> ZipPackage::names() const {
    std::vector<std::string> names;
    names.reserve(parts_.size());
    for (const auto& [name, index] : parts_) names.push_back(name);
    return names;
}

bool ZipPackage::has(std::string_view name) const { return parts_.contains(name); }

std::optional<std::string> ZipPackage::read(std::string_view name, Report& report) {
    const auto found = parts_.find(name);
    if (found == parts_.end()) {
        report.error("F405", at(file_, name), {"thiếu phần này trong sổ tính", "the workbook lacks this part", {}},
                     damaged_hint());
        return std::nullopt;
    }
    std::uint64_t compressed = 0;
    if (!can_read(found->second, name, compressed, report)) return std::nullopt;
    return inflate(found->second, name, compressed, report);
}

bool ZipPackage::can_read(std::uint64_t index, std::string_view name, std::uint64_t& compressed, Report& report) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(archive_.get(), index, 0, &stat) != 0) {
        report_damage(file_, name, zip_strerror(archive_.get()), report);
        return false;
    }
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
        report.error("F402", at(file_, name), {"tệp nén có mật khẩu", "the archive is protected by a password", {}},
                     {"Bỏ mật khẩu rồi lưu lại.", "Save it again without a password.", {}});
        return false;
    }
    // The two that Office files may use (ECMA-376, part 2, annex B).
    if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) {
        report_damage(file_, name, message_of(ZIP_ER_COMPNOTSUPP), report);
        return false;
    }
    compressed = std::min<std::uint64_t>(stat.comp_size, size_);  // what the archive says may be anything
    return true;
}

std::optional<std::string> ZipPackage::inflate(std::uint64_t index, std::string_view name, std::uint64_t compressed,
                                               Report& report) {
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> part(zip_fopen_index(archive_.get(), index, 0), zip_fclose);
    if (!part) {
        report_damage(file_, name, zip_strerror(archive_.get()), report);
        return std::nullopt;
    }
    std::string bytes;
    std::string block(std::size_t{1} << 16U, '\0');
    while (true) {
        const auto count = zip_fread(part.get(), block.data(), block.size());
        if (count < 0) {
            report_damage(file_, name, zip_file_strerror(part.get()), report);
            return std::nullopt;
        }
        if (count == 0) return bytes;
        inflated_ += static_cast<std::size_t>(count);
        bytes.append(block, 0, static_cast<std::size_t>(count));
        const bool is_unreasonable =
            bytes.size() > ratio_matters_from && bytes.size() / limits_->workbook_ratio > compressed;
        if (inflated_ > limits_->workbook_bytes || is_unreasonable) {
            report_bomb(file_, name, limits_->workbook_bytes, report);
            return std::nullopt;
        }
    }
}

std::string part_name(std::string_view name) {
    std::vector<std::string> folders;
    std::string step;
    const auto take = [&] {
        if (step == "..") {
            if (!folders.empty()) folders.pop_back();
        } else if (!step.empty() && step != ".") {
            folders.push_back(step);
        }
        step.clear();
    };
    for (const char c : name) {
        if (c == '/' || c == '\\') {
            take();
        } else {
            step += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    take();
    return fmt::format("{}", fmt::join(folders, "/"));
}

std::string resolve_target(std::string_view source, std::string_view target) {
    if (target.starts_with('/')) return part_name(target);
    const auto folder = source.rfind('/');
    const std::string_view base = folder == std::string_view::npos ? std::string_view{} : source.substr(0, folder + 1);
    return part_name(fmt::format("{}{}", base, target));
}

}  // namespace parindex::io
