#pragma once
/// What a stage is scored from: its files as they are now, and the result of files kept in memory.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/report.hpp"
#include "parindex/base/limits.hpp"
#include "parindex/io/audit_log.hpp"

namespace parindex::io {

/// The part of round.json that matters to a stage, in a canonical form: without later stages, titles, statement, checks
/// and the previous round, which no score depends on. Nothing when round.json cannot be used or has no such stage.
[[nodiscard]] std::optional<std::string> round_extract(std::string_view round_json, std::string_view stage);

struct StageFile {
    std::string name;
    std::string bytes;
};

/// Names of the files that a stage with that extract is scored from and that are there, sorted: round.json,
/// agencies.csv, appraisers.csv and exemptions.csv, the criteria sets, and the folders of the stage and of those before
/// it. Hidden files and attached documents are left out.
[[nodiscard]] std::vector<std::string> stage_file_names(const std::filesystem::path& folder, const std::string& extract,
                                                        Report& report);

/// The extract of round.json at a stage as it is now; nothing, with a finding, when it cannot be had.
[[nodiscard]] std::optional<std::string> read_extract(const std::filesystem::path& folder, std::string_view stage,
                                                      const Limits& limits, Report& report);

/// The files of a stage as they are now. Nothing, with findings, when there is no such stage. Files that cannot be read
/// are reported and left out.
[[nodiscard]] std::optional<std::vector<StageFile>> read_stage_files(const std::filesystem::path& folder,
                                                                     std::string_view stage, const Limits& limits,
                                                                     Report& report);

/// Like read_file; an empty file has no bytes and is nothing to report.
[[nodiscard]] std::optional<std::string> read_whole(const std::filesystem::path& file, const std::string& name,
                                                    const Limits& limits, Report& report);

[[nodiscard]] FrozenFile describe(const StageFile& file);

/// SHA-256 of the result (parindex/result/1) that these files give at that stage. They are put into a folder of their
/// own for it, so that nothing else can come in. Nothing, with findings, when they give none.
[[nodiscard]] std::optional<std::string> result_hash(const std::vector<StageFile>& files, std::string_view stage,
                                                     Edition edition, const Limits& limits, Report& report);

}  // namespace parindex::io
