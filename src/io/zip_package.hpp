#pragma once
/// The parts of an Office file: a zip archive whose parts refer to each other by relationships (ECMA-376, part 2).

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/report.hpp"
#include "parindex/base/limits.hpp"

struct zip;

namespace parindex::io {

/// Reads parts out of an archive in memory. Sizes are counted while inflating; what the archive says of itself is not
/// trusted. Nothing is ever written to disk, so names such as "../x" are harmless. The bytes must outlive it.
class ZipPackage {
public:
    /// Nothing, with a finding, when the bytes are no such archive. `file` is what findings call it.
    [[nodiscard]] static std::optional<ZipPackage> open(std::string_view bytes, std::string file, const Limits& limits,
                                                        Report& report);

    /// Names as part_name gives them, in byte order.
    [[nodiscard]] std::vector<std::string> names() const;
    [[nodiscard]] bool has(std::string_view name) const;

    /// The bytes of a part; nothing, with a finding, when it is missing, damaged, encrypted or too large. A part that was
    /// read before counts again towards the limit of the whole package.
    [[nodiscard]] std::optional<std::string> read(std::string_view name, Report& report);

    [[nodiscard]] const std::string& file() const { return file_; }

private:
    struct Close {
        void operator()(zip* archive) const;
    };

    ZipPackage(zip* archive, std::size_t size, std::string file, const Limits& limits);

    /// False when two parts have one name.
    [[nodiscard]] bool list_parts(Report& report);
    [[nodiscard]] bool can_read(std::uint64_t index, std::string_view name, std::uint64_t& compressed, Report& report);
    [[nodiscard]] std::optional<std::string> inflate(std::uint64_t index, std::string_view name,
                                                     std::uint64_t compressed, Report& report);

    std::unique_ptr<zip, Close> archive_;
    std::size_t size_;  ///< of the archive
    std::string file_;
    const Limits* limits_;
    std::map<std::string, std::uint64_t, std::less<>> parts_;
    std::size_t inflated_ = 0;  ///< bytes so far, over all parts
};

/// The name that parts are found by: "/" between folders, no leading one, "." and ".." resolved, ASCII letters in lower
/// case (names of parts differ in more than case).
[[nodiscard]] std::string part_name(std::string_view name);

/// The part that a relationship of `source` means by `target`: absolute with a leading "/", else relative to the folder of
/// `source`.
[[nodiscard]] std::string resolve_target(std::string_view source, std::string_view target);

}  // namespace parindex::io
