#include "io/zip_writer.hpp"

#include <zip.h>

#include <memory>

namespace parindex::io {

namespace {

/// 1 January 1980, 00:00: the first moment a zip archive can state; any fixed one will do.
constexpr zip_uint16_t fixed_time = 0;
constexpr zip_uint16_t fixed_date = (1U << 5U) | 1U;

struct SourceFree {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Source = std::unique_ptr<zip_source_t, SourceFree>;

/// The archive keeps a pointer into `part` until it is closed.
bool add_part(zip_t* archive, const OutputFile& part) {
    Source source(zip_source_buffer(archive, part.content.data(), part.content.size(), 0));
    if (!source) return false;
    const auto index = zip_file_add(archive, part.name.c_str(), source.get(), ZIP_FL_ENC_UTF_8);
    if (index < 0) return false;
    (void)source.release();  // now the archive's
    const auto at = static_cast<zip_uint64_t>(index);
    return zip_file_set_dostime(archive, at, fixed_time, fixed_date, 0) == 0 &&
           zip_set_file_compression(archive, at, ZIP_CM_DEFLATE, 6) == 0;
}

/// Writes the archive into `target`, which the archive takes over.
bool write_archive(zip_source_t* target, const std::vector<OutputFile>& parts) {
    auto* archive = zip_open_from_source(target, ZIP_TRUNCATE, nullptr);
    if (archive == nullptr) {
        zip_source_free(target);
        return false;
    }
    for (const auto& part : parts) {
        if (add_part(archive, part)) continue;
        zip_discard(archive);
        return false;
    }
    if (zip_close(archive) == 0) return true;
    zip_discard(archive);
    return false;
}

std::optional<std::string> bytes_of(zip_source_t* source) {
    zip_stat_t about;
    if (zip_source_stat(source, &about) != 0 || (about.valid & ZIP_STAT_SIZE) == 0) return std::nullopt;
    std::string bytes(about.size, '\0');
    if (zip_source_open(source) != 0) return std::nullopt;
    const auto count = zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    if (count < 0 || static_cast<zip_uint64_t>(count) != about.size) return std::nullopt;
    return bytes;
}

}  // namespace

std::optional<std::string> zip_parts(const std::vector<OutputFile>& parts) {
    const Source target(zip_source_buffer_create(nullptr, 0, 0, nullptr));
    if (!target) return std::nullopt;
    zip_source_keep(target.get());  // the bytes outlive the archive
    if (!write_archive(target.get(), parts)) return std::nullopt;
    return bytes_of(target.get());
}

}  // namespace parindex::io
