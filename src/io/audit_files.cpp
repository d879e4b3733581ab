#include "io/audit_files.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <stdlib.h>

#include "io/file_reader.hpp"
#include "io/sha256.hpp"
#include "parindex/council/history.hpp"
#include "parindex/io/result_json.hpp"
#include "parindex/io/round_folder.hpp"

namespace parindex::io {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::string_view round_name = "round.json";
/// Lists beside round.json that a score depends on.
constexpr std::array<std::string_view, 3> list_names{"agencies.csv", "appraisers.csv", "exemptions.csv"};

constexpr int deepest = 64;

/// The stages up to and including one, without what is only shown; nothing when there is no such stage.
std::optional<Json> stages_up_to(const Json& stages, std::string_view stage) {
    Json kept = Json::array();
    for (const auto& one : stages) {
        kept.push_back(one);
        kept.back().erase("title");
        if (one.at("id").get_ref<const std::string&>() == stage) return kept;
    }
    return std::nullopt;
}

/// Adds the files of a stage's folder that count, as the reader of rounds lists them.
void list_stage(const fs::path& folder, const std::string& stage, std::set<std::string>& names, Report& report) {
    std::error_code failure;
    if (fs::symlink_status(folder / stage, failure).type() == fs::file_type::not_found) return;
    for (fs::directory_iterator it(folder / stage, failure), end; !failure && it != end; it.increment(failure)) {
        const std::string name = it->path().filename().string();
        if (!name.starts_with('.')) names.insert(stage + "/" + name);
    }
    if (!failure) return;
    report.error("F003", {stage, 0, 0, {}},
                 {fmt::format("không đọc được: {}", failure.message()),
                  fmt::format("cannot be read: {}", failure.message()),
                  {}});
}

/// A folder in the system's place for temporary files that is removed at the end.
class TemporaryFolder {
public:
    explicit TemporaryFolder(std::error_code& failure) {
        const fs::path parent = fs::temp_directory_path(failure);
        if (failure) return;
        std::string name = (parent / "parindex-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) {
            failure = std::error_code(errno, std::generic_category());
            return;
        }
        path_ = name;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        if (!path_.empty()) fs::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

bool write_copy(const fs::path& file, const std::string& bytes) {
    std::error_code failure;
    fs::create_directories(file.parent_path(), failure);
    std::ofstream stream(file, std::ios::binary);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    return !failure && stream.good();
}

/// Names come from a log that anybody may have written.
bool stays_inside(const std::string& name) {
    const fs::path path(name);
    return path.is_relative() && std::none_of(path.begin(), path.end(), [](const auto& part) { return part == ".."; });
}

/// A round of these files in an empty folder. Sets lie outside a round's folder; here they get names inside it.
bool write_round(const fs::path& folder, const std::vector<StageFile>& files) {
    const auto round =
        std::find_if(files.begin(), files.end(), [](const StageFile& file) { return file.name == round_name; });
    if (round == files.end()) return false;
    Json json = Json::parse(round->bytes);
    json["title"] = "-";
    json["statement"] = "-";
    std::map<std::string, std::string> set_names;
    for (auto& path : json.at("criteria")) {
        const auto [known, is_new] = set_names.try_emplace(path.get<std::string>());
        if (is_new) known->second = fmt::format("set-{}.json", set_names.size());
        path = known->second;
    }
    if (!write_copy(folder / round_name, json.dump())) return false;
    return std::all_of(files.begin(), files.end(), [&](const StageFile& file) {
        if (file.name == round_name) return true;
        const auto set = set_names.find(file.name);
        if (set != set_names.end()) return write_copy(folder / set->second, file.bytes);
        return stays_inside(file.name) && write_copy(folder / file.name, file.bytes);
    });
}

}  // namespace

std::optional<std::string> round_extract(std::string_view round_json, std::string_view stage) {
    try {
        // What lies deeper is refused by the reader of rounds, and must not exhaust the stack here.
        const auto is_shallow = [](int depth, Json::parse_event_t, Json&) { return depth <= deepest; };
        Json json = Json::parse(round_json.starts_with("\xEF\xBB\xBF") ? round_json.substr(3) : round_json, is_shallow);
        auto stages = stages_up_to(json.at("stages"), stage);
        if (!stages) return std::nullopt;
        json["stages"] = std::move(*stages);
        for (const auto& path : json.at("criteria")) (void)path.get_ref<const std::string&>();
        for (const char* key : {"title", "statement", "checks", "previous"}) json.erase(key);
        return json.dump(1) + "\n";
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

std::optional<std::string> read_extract(const fs::path& folder, std::string_view stage, const Limits& limits,
                                        Report& report) {
    const auto round = read_file(folder / round_name, std::string(round_name), limits, report);
    if (!round) return std::nullopt;
    auto extract = round_extract(*round, stage);
    if (!extract) {
        report.error("F517", {std::string(round_name), 0, 0, "/stages"},
                     {fmt::format("không có giai đoạn “{}”", excerpt(stage)),
                      fmt::format("there is no stage “{}”", excerpt(stage)),
                      {}});
    }
    return extract;
}

std::vector<std::string> stage_file_names(const fs::path& folder, const std::string& extract, Report& report) {
    const Json json = Json::parse(extract);
    std::set<std::string> names{std::string(round_name)};
    std::error_code failure;
    const auto add_existing = [&](const std::string& name) {
        if (fs::exists(folder / name, failure)) names.insert(name);
    };
    for (const auto name : list_names) add_existing(std::string(name));
    for (const auto& path : json.at("criteria")) add_existing(path.get<std::string>());
    for (const auto& stage : json.at("stages")) list_stage(folder, stage.at("id").get<std::string>(), names, report);
    return {names.begin(), names.end()};
}

std::optional<std::vector<StageFile>> read_stage_files(const fs::path& folder, std::string_view stage,
                                                       const Limits& limits, Report& report) {
    const auto extract = read_extract(folder, stage, limits, report);
    if (!extract) return std::nullopt;
    std::vector<StageFile> files;
    for (const auto& name : stage_file_names(folder, *extract, report)) {
        auto bytes = name == round_name ? extract : read_whole(folder / name, printable(name), limits, report);
        if (bytes) files.push_back({name, std::move(*bytes)});
    }
    return files;
}

std::optional<std::string> read_whole(const fs::path& file, const std::string& name, const Limits& limits,
                                      Report& report) {
    std::error_code failure;
    if (fs::is_regular_file(file, failure) && fs::file_size(file, failure) == 0 && !failure) return std::string();
    return read_file(file, name, limits, report);
}

FrozenFile describe(const StageFile& file) { return {file.name, sha256(file.bytes), file.bytes.size()}; }

std::optional<std::string> result_hash(const std::vector<StageFile>& files, std::string_view stage, Edition edition,
                                       const Limits& limits, Report& report) {
    std::error_code failure;
    const TemporaryFolder folder(failure);
    if (failure || !write_round(folder.path(), files)) {
        report.error("F519", {},
                     {"không dựng lại được đợt đánh giá trong thư mục tạm để tính kết quả",
                      "the round cannot be set up in the folder for temporary files to compute its result",
                      {}},
                     {"Kiểm tra chỗ trống và quyền ghi của thư mục tạm (TMPDIR).",
                      "Check room and rights of the folder for temporary files (TMPDIR).",
                      {}});
        return std::nullopt;
    }
    const auto loaded = load_round(folder.path(), limits, edition);
    if (!loaded.is_clean() || !loaded.value->stage_index(stage)) {
        report.add(loaded.findings);
        return std::nullopt;
    }
    const auto result = evaluate_stages(*loaded.value, *loaded.value->stage_index(stage));
    if (!result.value) {
        report.add(result.findings);
        return std::nullopt;
    }
    return sha256(result_to_json(*loaded.value, *result.value));
}

}  // namespace parindex::io
