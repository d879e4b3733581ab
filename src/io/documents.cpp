#include "io/documents.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace parindex::io {

namespace {

/// What to do with a file of another format of this project.
Text hint_for(std::string_view found, std::string_view wanted) {
    const auto name_of = [](std::string_view format) { return format.substr(0, format.rfind('/')); };
    if (name_of(found) == name_of(wanted)) {
        return {fmt::format("Phiên bản này đọc “{}”; cần phiên bản parindex khác cho tệp này.", wanted),
                fmt::format("This version reads “{}”; the file needs another version of parindex.", wanted),
                {}};
    }
    constexpr std::array<std::pair<std::string_view, Text (*)()>, 3> kinds{{
        {"parindex/criteria-set",
         [] {
             return Text{"Đây là bộ tiêu chí.", "This is a criteria set.", {}};
         }},
        {"parindex/assessment",
         [] {
             return Text{"Đây là bản chấm điểm của một cơ quan.", "This is the assessment of one agency.", {}};
         }},
        {"parindex/round",
         [] {
             return Text{"Đây là tệp của một đợt đánh giá.", "This is the file of a round.", {}};
         }},
    }};
    for (const auto& [name, hint] : kinds) {
        if (name == name_of(found)) return hint();
    }
    return {};
}

}  // namespace

bool expect_format(const Decoder& decoder, const JsonValue& root, std::string_view format) {
    const Node node{&root, {}};
    if (!expect_kind(decoder, node, JsonValue::Kind::object)) return false;
    const JsonValue* given = root.find("format");
    if (given == nullptr) {
        decoder.error(
            "F102", node, {"thiếu khoá “format”", "the key “format” is missing", {}},
            {fmt::format("Thêm \"format\": \"{}\".", format), fmt::format("Add \"format\": \"{}\".", format), {}});
        return false;
    }
    std::string found;
    const Node format_node{given, "/format"};
    if (!decode(decoder, format_node, found)) return false;
    if (found == format) return true;
    decoder.error("F105", format_node,
                  {fmt::format("định dạng là “{}”, cần “{}”", excerpt(found), format),
                   fmt::format("the format is “{}”; “{}” is expected", excerpt(found), format),
                   {}},
                  hint_for(found, format));
    return false;
}

}  // namespace parindex::io
