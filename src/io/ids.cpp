#include "io/ids.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace parindex::io {

namespace {

constexpr std::size_t longest_id = 120;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }

template <class Good>
bool is_made_of(std::string_view id, Good&& good) {
    return !id.empty() && id.size() <= longest_id && std::all_of(id.begin(), id.end(), good);
}

}  // namespace

bool is_criterion_id(std::string_view id) {
    return is_made_of(
        id, [](char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '_' || c == '-' || c == '#'; });
}

bool is_field_name(std::string_view name) {
    return is_made_of(name, [](char c) { return is_lower(c) || is_digit(c) || c == '_'; }) && is_lower(name.front());
}

bool is_fact_id(std::string_view id) {
    constexpr std::array<std::string_view, 5> kept{"answer", "max", "agency", "period", "it"};
    if (id.empty() || id.size() > longest_id) return false;
    const std::string_view head = id.substr(0, id.find('.'));
    if (std::find(kept.begin(), kept.end(), head) != kept.end()) return false;
    while (true) {
        const std::size_t dot = id.find('.');
        if (!is_field_name(id.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        id.remove_prefix(dot + 1);
    }
}

bool is_file_id(std::string_view id) {
    return is_made_of(id, [](char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '_' || c == '-'; }) &&
           id.front() != '.';
}

bool is_set_id(std::string_view id) {
    const auto good = [](char c) { return is_lower(c) || is_digit(c) || c == '-' || c == '_' || c == '.'; };
    const std::size_t slash = id.find('/');
    return slash != std::string_view::npos && is_made_of(id.substr(0, slash), good) &&
           is_made_of(id.substr(slash + 1), good);
}

bool expect_id(const Decoder& decoder, const Node& node, bool is_good, const Text& rule) {
    if (is_good) return true;
    const std::string found = excerpt(node.value->text);
    decoder.error("F114", node,
                  {fmt::format("“{}” không dùng làm mã được: {}", found, rule.vi),
                   fmt::format("“{}” is no id: {}", found, rule.en),
                   {}});
    return false;
}

}  // namespace parindex::io
