#pragma once
/// Reads criteria sets: strict JSON, exact numbers, every problem with its place.

#include <filesystem>
#include <string>
#include <string_view>

#include "parindex/base/limits.hpp"
#include "parindex/base/loaded.hpp"
#include "parindex/model/criteria_set.hpp"

namespace parindex {

/// Reads a set from a file. There is a value only when nothing is wrong with the format; whether the set makes sense as
/// a whole is the linter's question.
[[nodiscard]] Loaded<CriteriaSet> load_criteria_set(const std::filesystem::path& file,
                                                    Edition edition = Edition::corrected, const Limits& limits = {});

/// The same from text in memory; `file_name` is what findings call it.
[[nodiscard]] Loaded<CriteriaSet> parse_criteria_set(std::string_view json, std::string file_name,
                                                     Edition edition = Edition::corrected, const Limits& limits = {});

}  // namespace parindex
