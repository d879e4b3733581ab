#include "io/workbook_writer.hpp"

#include <stdlib.h>  // mkdtemp

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

namespace parindex::io {

namespace {

namespace fs = std::filesystem;

/// 2000-01-01: any fixed moment will do.
constexpr std::time_t fixed_moment = 946684800;

fs::path make_folder() {
    std::string pattern = (fs::temp_directory_path() / "parindex-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr)
        throw fs::filesystem_error("no temporary folder", std::error_code(errno, std::generic_category()));
    return pattern;
}

}  // namespace

WorkbookWriter::WorkbookWriter(const std::string& title) : folder_(make_folder()) {
    const std::string file = (folder_ / "book.xlsx").string();
    std::string folder = folder_.string();
    lxw_workbook_options options{};
    options.tmpdir = folder.data();
    workbook_ = workbook_new_opt(file.c_str(), &options);
    lxw_doc_properties properties{};
    std::string text = title;
    std::string company = "parindex";
    properties.title = text.data();
    properties.company = company.data();
    properties.created = fixed_moment;
    workbook_set_properties(workbook_, &properties);
}

WorkbookWriter::~WorkbookWriter() {
    if (workbook_ != nullptr) (void)workbook_close(workbook_);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::optional<std::string> WorkbookWriter::finish() {
    const auto failure = workbook_close(workbook_);
    workbook_ = nullptr;
    if (failure != LXW_NO_ERROR) return std::nullopt;
    std::ifstream file(folder_ / "book.xlsx", std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file || bytes.empty()) return std::nullopt;
    return bytes;
}

std::string sheet_name(const std::string& text) {
    constexpr std::size_t longest = 31;  // characters, not bytes
    std::string name;
    std::size_t characters = 0;
    for (const char c : text) {
        const bool begins_character = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
        if (begins_character && ++characters > longest) break;
        name += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : ' ';
    }
    return name.empty() ? "-" : name;
}

}  // namespace parindex::io
