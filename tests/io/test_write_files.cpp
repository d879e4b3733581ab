#include "parindex/io/write_files.hpp"

#include <catch2/catch.hpp>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

using namespace parindex;
namespace fs = std::filesystem;

namespace {

/// A folder of its own for each test, removed at its end.
class Folder {
public:
    Folder() {
        auto name = (fs::temp_directory_path() / "parindex-write-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

std::string read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    REQUIRE(in.good());
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

void put(const fs::path& file, const std::string& content) {
    std::ofstream out(file, std::ios::binary);
    out << content;
    REQUIRE(out.good());
}

/// Names in a folder, sorted.
std::vector<std::string> listing(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("files are written byte for byte, and nothing else is left in the folder", "[io]") {
    const Folder folder;
    std::string every_byte;
    for (int byte = 0; byte < 256; ++byte) every_byte += static_cast<char>(byte);
    const std::string large(3'000'000, 'x');
    CHECK(write_files(folder.path(), {{"a.csv", every_byte}, {"b.json", "{\r\n}\n"}, {"empty", ""}, {"large", large}})
              .empty());
    CHECK(listing(folder.path()) == Names{"a.csv", "b.json", "empty", "large"});
    CHECK(read(folder.path() / "a.csv") == every_byte);
    CHECK(read(folder.path() / "b.json") == "{\r\n}\n");
    CHECK(read(folder.path() / "empty").empty());
    CHECK(read(folder.path() / "large") == large);
}

TEST_CASE("the folder is made with those above it", "[io]") {
    const Folder folder;
    const auto deep = folder.path() / "2017" / "Hải Phòng";
    CHECK(write_files(deep, {{"kết quả.json", "1"}}).empty());
    CHECK(read(deep / "kết quả.json") == "1");
    CHECK(write_files(folder.path() / "none", {}).empty());
    CHECK(fs::is_directory(folder.path() / "none"));
}

TEST_CASE("an old result is replaced by the new one as a whole", "[io]") {
    const Folder folder;
    const auto file = folder.path() / "result.json";
    put(file, "old and longer");
    std::ifstream reader(file, std::ios::binary);
    CHECK(write_files(folder.path(), {{"result.json", "new"}}).empty());
    CHECK(read(file) == "new");
    // Who had the old file open keeps reading the old bytes: it was not written over.
    std::ostringstream still_open;
    still_open << reader.rdbuf();
    CHECK(still_open.str() == "old and longer");
    CHECK(listing(folder.path()) == Names{"result.json"});
}

TEST_CASE("a file in the place of the folder is left alone", "[io]") {
    const Folder folder;
    const auto taken = folder.path() / "out";
    put(taken, "mine");
    for (const auto& target : {taken, taken / "below"}) {
        const auto findings = write_files(target, {{"result.json", "new"}});
        REQUIRE(findings.size() == 1);
        CHECK(findings[0].code == "F050");
        CHECK(findings[0].severity == Severity::error);
        CHECK(findings[0].location.file == target.string());
        CHECK(findings[0].message.en.starts_with("the result folder cannot be made: "));
        CHECK(findings[0].message.vi.starts_with("không tạo được thư mục kết quả: "));
    }
    CHECK(read(taken) == "mine");
    CHECK(listing(folder.path()) == Names{"out"});
}

TEST_CASE("a folder whose name the system does not take is a finding", "[io]") {
    const Folder folder;
    const auto findings = write_files(folder.path() / std::string(300, 'x'), {{"result.json", "new"}});
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == "F050");
    CHECK(listing(folder.path()).empty());
}

TEST_CASE("when one file cannot be written no result changes and nothing is left over", "[io]") {
    const Folder folder;
    put(folder.path() / "result.json", "old");
    const auto findings = write_files(
        folder.path(), {{"result.json", "new"}, {std::string(300, 'x'), "too long a name"}, {"scores.csv", "new"}});
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == "F051");
    CHECK(findings[0].location.file == (folder.path() / std::string(300, 'x')).string());
    CHECK(findings[0].message.en.starts_with("the result cannot be written: "));
    CHECK(read(folder.path() / "result.json") == "old");
    CHECK(listing(folder.path()) == Names{"result.json"});
}

TEST_CASE("a folder in the place of one result keeps all of them as they were", "[io]") {
    const Folder folder;
    put(folder.path() / "result.json", "old");
    fs::create_directory(folder.path() / "scores.csv");
    put(folder.path() / "scores.csv" / "inside", "mine");
    const auto findings =
        write_files(folder.path(), {{"ranking.csv", "new"}, {"result.json", "new"}, {"scores.csv", "new"}});
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == "F052");
    CHECK(findings[0].location.file == (folder.path() / "scores.csv").string());
    CHECK(findings[0].message.en.starts_with("the old result cannot be replaced: "));
    CHECK(read(folder.path() / "result.json") == "old");
    CHECK(listing(folder.path()) == Names{"result.json", "scores.csv"});
    CHECK(read(folder.path() / "scores.csv" / "inside") == "mine");
}

TEST_CASE("a link in the place of a result is replaced, not written through", "[io]") {
    const Folder folder;
    put(folder.path() / "elsewhere", "mine");
    fs::create_symlink(folder.path() / "elsewhere", folder.path() / "result.json");
    CHECK(write_files(folder.path(), {{"result.json", "new"}}).empty());
    CHECK_FALSE(fs::is_symlink(folder.path() / "result.json"));
    CHECK(read(folder.path() / "result.json") == "new");
    CHECK(read(folder.path() / "elsewhere") == "mine");
}

TEST_CASE("files go into subfolders, which are made", "[io]") {
    const Folder folder;
    CHECK(write_files(folder.path() / "out", {{"a.json", "1"}, {"cards/so-y-te.xlsx", "2"}, {"cards/deep/x", "3"}})
              .empty());
    CHECK(listing(folder.path() / "out") == Names{"a.json", "cards"});
    CHECK(listing(folder.path() / "out" / "cards") == Names{"deep", "so-y-te.xlsx"});
    CHECK(read(folder.path() / "out" / "cards" / "deep" / "x") == "3");
}

TEST_CASE("a failure takes back files and folders in subfolders", "[io]") {
    const Folder folder;
    fs::create_directories(folder.path() / "old" / "taken");
    const auto findings = write_files(folder.path(), {{"new/a", "1"}, {"new/deep/b", "2"}, {"old/taken", "3"}});
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == "F052");
    CHECK(listing(folder.path()) == Names{"old"});
    put(folder.path() / "file", "x");
    const auto blocked = write_files(folder.path(), {{"fresh/a", "1"}, {"file/b", "2"}});
    REQUIRE(blocked.size() == 1);
    CHECK(blocked[0].code == "F050");
    CHECK(listing(folder.path()) == Names{"file", "old"});
}

TEST_CASE("a name that leads out of the folder is refused", "[io]") {
    const Folder folder;
    for (const auto* name : {"../a", "/a", "a/../../b", "a//b", "./a", "a/", "", "a/.", ".."}) {
        CAPTURE(name);
        CHECK_THROWS_AS(write_files(folder.path(), {{name, "x"}}), std::invalid_argument);
    }
    CHECK(listing(folder.path()).empty());
}
