#include "io/workbook_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <utility>

#include "parindex/base/text.hpp"

namespace parindex::io {

namespace {

std::uint32_t number_of(std::optional<std::string_view> text) {
    std::uint32_t number = 0;
    if (text) (void)std::from_chars(text->data(), text->data() + text->size(), number);
    return number;
}

bool is_on(std::optional<std::string_view> flag) { return flag && (*flag == "1" || *flag == "true" || *flag == "on"); }

std::string last_word(std::string_view type) {
    const auto slash = type.rfind('/');
    return std::string(slash == std::string_view::npos ? type : type.substr(slash + 1));
}

std::string relations_part(std::string_view source) {
    const auto slash = source.rfind('/');
    const std::size_t folder = slash == std::string_view::npos ? 0 : slash + 1;
    return fmt::format("{}_rels/{}.rels", source.substr(0, folder), source.substr(folder));
}

/// The character of "_x000D_" at the front of `text`; 0 when there is none.
std::uint32_t escaped_character(std::string_view text) {
    constexpr std::size_t length = 7;
    if (text.size() < length || !text.starts_with("_x") || text[length - 1] != '_') return 0;
    std::uint32_t code = 0;
    const auto [end, failure] = std::from_chars(text.data() + 2, text.data() + length - 1, code, 16);
    const bool is_surrogate = code >= 0xD800U && code <= 0xDFFFU;
    return failure == std::errc{} && end == text.data() + length - 1 && !is_surrogate ? code : 0;
}

void append_utf8(std::string& text, std::uint32_t code) {
    const auto byte = [](std::uint32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
    if (code < 0x80U) {
        text += byte(code);
    } else if (code < 0x800U) {
        text += byte(0xC0U | code >> 6U);
        text += byte(0x80U | (code & 0x3FU));
    } else {
        text += byte(0xE0U | code >> 12U);
        text += byte(0x80U | (code >> 6U & 0x3FU));
        text += byte(0x80U | (code & 0x3FU));
    }
}

/// Number formats that a style sheet defines, and what its cell formats make of numbers.
class StylesReader {
public:
    StylesReader(const PartReading& reading, std::string_view part) : reading_(reading), part_(part) {}

    bool start(const XmlElement& element) {
        if (!is_spreadsheet(element)) return true;
        const auto name = element.local();
        if (name == "numFmt") {
            if (formats_.size() == reading_.limits.workbook_parts) return reading_.refuse_length(part_);
            formats_.emplace(number_of(element.attribute("numFmtId")),
                             look_of_format(element.attribute("formatCode").value_or("")));
        } else if (name == "cellXfs") {
            in_cell_formats_ = true;
        } else if (name == "xf" && in_cell_formats_) {
            const auto id = number_of(element.attribute("numFmtId"));
            const auto own = formats_.find(id);
            looks_.push_back(own == formats_.end() ? look_of_builtin(id) : own->second);
        }
        return true;
    }
    bool end(const XmlElement& element) {
        if (element.local() == "cellXfs") in_cell_formats_ = false;
        return true;
    }
    std::vector<NumberLook> take() { return std::move(looks_); }

private:
    const PartReading& reading_;
    std::string_view part_;
    std::map<std::uint32_t, NumberLook> formats_;
    std::vector<NumberLook> looks_;
    bool in_cell_formats_ = false;
};

/// One string for each <si>.
class StringsReader {
public:
    StringsReader(const PartReading& reading, std::string_view part) : reading_(reading), part_(part) {}

    bool start(const XmlElement& element) {
        if (!is_spreadsheet(element)) return true;
        const auto name = element.local();
        if (name == "si") {
            if (strings_.size() == reading_.limits.workbook_cells) return reading_.refuse_length(part_);
            text_.clear();
        }
        if (name == "rPh") is_phonetic_ = true;
        is_text_ = name == "t" && !is_phonetic_;
        return true;
    }
    bool end(const XmlElement& element) {
        const auto name = element.local();
        is_text_ = false;
        if (name == "rPh") is_phonetic_ = false;
        if (name == "si" && is_spreadsheet(element)) strings_.push_back(cell_text(text_));
        return true;
    }
    bool text(std::string_view piece) {
        if (!is_text_) return true;
        text_ += piece;
        if (text_.size() <= reading_.limits.text_bytes) return true;
        reading_.report.error("F015", reading_.at(part_),
                              {fmt::format("chuỗi dài hơn {} byte", reading_.limits.text_bytes),
                               fmt::format("a string is longer than {} bytes", reading_.limits.text_bytes),
                               {}});
        return false;
    }
    std::vector<std::string> take() { return std::move(strings_); }

private:
    const PartReading& reading_;
    std::string_view part_;
    std::vector<std::string> strings_;
    std::string text_;
    bool is_text_ = false;
    bool is_phonetic_ = false;
};

template <class Reader>
XmlEvents events_of(Reader& reader) {
    return {[&](const XmlElement& element) { return reader.start(element); },
            [&](const XmlElement& element) { return reader.end(element); },
            {}};
}

}  // namespace

bool is_spreadsheet(const XmlElement& element) {
    const auto space = element.space();
    return space == "http://schemas.openxmlformats.org/spreadsheetml/2006/main" ||
           space == "http://purl.oclc.org/ooxml/spreadsheetml/main";
}

std::string cell_text(std::string_view stored) {
    std::string text;
    text.reserve(stored.size());
    for (std::size_t i = 0; i < stored.size();) {
        const std::uint32_t code = stored[i] == '_' ? escaped_character(stored.substr(i)) : 0;
        if (code == 0) {
            text += stored[i++];
            continue;
        }
        if (code != '\r') append_utf8(text, code);  // lines end with LF alone
        i += 7;
    }
    return to_nfc(text);
}

Location PartReading::at(std::string_view part) const { return {package.file(), 0, 0, excerpt(part, 120)}; }

bool PartReading::read(std::string_view part, const XmlEvents& events) const {
    const auto xml = package.read(part, report);
    return xml && read_xml(*xml, at(part), limits, events, report);
}

bool PartReading::refuse_length(std::string_view part) const {
    report.error("F014", at(part),
                 {"danh sách trong phần này dài quá mức", "this part holds a list that is too long", {}});
    return false;
}

std::optional<std::vector<Relation>> read_relations(const PartReading& reading, std::string_view source) {
    const std::string part = relations_part(source);
    std::vector<Relation> relations;
    if (!reading.package.has(part)) return relations;
    const auto start = [&](const XmlElement& element) {
        if (element.local() != "Relationship") return true;
        if (relations.size() == reading.limits.workbook_parts) return reading.refuse_length(part);
        const auto target = element.attribute("Target").value_or("");
        const bool is_outside = element.attribute("TargetMode").value_or("") == "External";
        relations.push_back({std::string(element.attribute("Id").value_or("")),
                             last_word(element.attribute("Type").value_or("")),
                             is_outside ? std::string(target) : resolve_target(source, target), is_outside});
        return true;
    };
    if (!reading.read(part, {start, {}, {}})) return std::nullopt;
    return relations;
}

std::optional<std::vector<std::string>> read_content_types(const PartReading& reading) {
    constexpr std::string_view part = "[content_types].xml";
    std::vector<std::string> types;
    const auto start = [&](const XmlElement& element) {
        const auto type = element.attribute("ContentType");
        if (!type) return true;
        if (types.size() == 2 * reading.limits.workbook_parts) return reading.refuse_length(part);
        types.emplace_back(*type);
        return true;
    };
    if (!reading.read(part, {start, {}, {}})) return std::nullopt;
    return types;
}

std::optional<WorkbookPart> read_workbook_part(const PartReading& reading, std::string_view part) {
    WorkbookPart workbook;
    const auto start = [&](const XmlElement& element) {
        if (!is_spreadsheet(element)) return true;
        if (element.local() == "workbookPr" && is_on(element.attribute("date1904")))
            workbook.dates = DateSystem::from_1904;
        if (element.local() != "sheet") return true;
        if (workbook.sheets.size() == reading.limits.workbook_parts) return reading.refuse_length(part);
        workbook.sheets.push_back({cell_text(element.attribute("name").value_or("")),
                                   std::string(element.attribute_in("/relationships", "id").value_or(""))});
        return true;
    };
    if (!reading.read(part, {start, {}, {}})) return std::nullopt;
    return workbook;
}

std::optional<std::vector<NumberLook>> read_styles(const PartReading& reading, std::string_view part) {
    StylesReader styles(reading, part);
    if (!reading.read(part, events_of(styles))) return std::nullopt;
    return styles.take();
}

std::optional<std::vector<std::string>> read_shared_strings(const PartReading& reading, std::string_view part) {
    StringsReader strings(reading, part);
    auto events = events_of(strings);
    events.text = [&](std::string_view piece) { return strings.text(piece); };
    if (!reading.read(part, events)) return std::nullopt;
    return strings.take();
}

}  // namespace parindex::io
