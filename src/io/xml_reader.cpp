#include "io/xml_reader.hpp"

#include <expat.h>

#include <fmt/format.h>

#include <exception>
#include <limits>
#include <memory>
#include <type_traits>

namespace parindex::io {

namespace {

constexpr char space_mark = '|';

std::string_view local_of(std::string_view name) {
    const auto mark = name.rfind(space_mark);
    return mark == std::string_view::npos ? name : name.substr(mark + 1);
}

std::string_view space_of(std::string_view name) {
    const auto mark = name.rfind(space_mark);
    return mark == std::string_view::npos ? std::string_view{} : name.substr(0, mark);
}

enum class Stop { none, by_event, by_doctype, by_depth };

/// Between expat's calls in C and the events. Exceptions must not pass through C: they wait until it has returned.
class Reading {
public:
    Reading(XML_Parser parser, const XmlEvents& events, std::size_t deepest)
        : parser_(parser), events_(events), deepest_(deepest) {
        XML_SetUserData(parser, this);
        XML_SetElementHandler(parser, start, end);
        XML_SetCharacterDataHandler(parser, text);
        XML_SetStartDoctypeDeclHandler(parser, doctype);
    }

    [[nodiscard]] Stop stop() const { return stop_; }
    void rethrow() const {
        if (thrown_) std::rethrow_exception(thrown_);
    }

private:
    static Reading& self(void* data) { return *static_cast<Reading*>(data); }

    static void XMLCALL start(void* data, const XML_Char* name, const XML_Char** attributes) {
        Reading& reading = self(data);
        if (++reading.depth_ > reading.deepest_) return reading.stop_by(Stop::by_depth);
        reading.call([&] { return !reading.events_.start || reading.events_.start({name, attributes}); });
    }
    static void XMLCALL end(void* data, const XML_Char* name) {
        Reading& reading = self(data);
        --reading.depth_;
        const XML_Char* none = nullptr;
        reading.call([&] { return !reading.events_.end || reading.events_.end({name, &none}); });
    }
    static void XMLCALL text(void* data, const XML_Char* bytes, int length) {
        Reading& reading = self(data);
        const std::string_view piece(bytes, static_cast<std::size_t>(length));
        reading.call([&] { return !reading.events_.text || reading.events_.text(piece); });
    }
    static void XMLCALL doctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
        self(data).stop_by(Stop::by_doctype);
    }

    template <class Event>
    void call(Event&& event) {
        if (stop_ != Stop::none) return;  // expat may still deliver what it has
        try {
            if (!event()) stop_by(Stop::by_event);
        } catch (...) {
            thrown_ = std::current_exception();
            stop_by(Stop::by_event);
        }
    }

    void stop_by(Stop why) {
        if (stop_ == Stop::none) stop_ = why;
        (void)XML_StopParser(parser_, XML_FALSE);
    }

    XML_Parser parser_;
    const XmlEvents& events_;
    std::size_t deepest_;
    std::size_t depth_ = 0;
    Stop stop_ = Stop::none;
    std::exception_ptr thrown_;
};

void report_broken(XML_Parser parser, Location place, Report& report) {
    place.line = XML_GetCurrentLineNumber(parser);
    place.column = XML_GetCurrentColumnNumber(parser) + 1;
    const char* why = XML_ErrorString(XML_GetErrorCode(parser));
    report.error("F406", std::move(place),
                 {fmt::format("XML không hợp lệ: {}", why), fmt::format("this is no well-formed XML: {}", why), {}},
                 {"Tệp bị hỏng, hoặc do chương trình khác ghi sai; mở bằng Excel hoặc LibreOffice rồi lưu lại.",
                  "The file is damaged, or another program wrote it badly; open it in Excel or LibreOffice and save it "
                  "again.",
                  {}});
}

}  // namespace

std::string_view XmlElement::local() const { return local_of(name_); }
std::string_view XmlElement::space() const { return space_of(name_); }

std::optional<std::string_view> XmlElement::attribute(std::string_view name) const {
    for (const char** pair = attributes_; *pair != nullptr; pair += 2)
        if (name == *pair) return std::string_view(pair[1]);
    return std::nullopt;
}

std::optional<std::string_view> XmlElement::attribute_in(std::string_view space_end, std::string_view name) const {
    for (const char** pair = attributes_; *pair != nullptr; pair += 2)
        if (local_of(*pair) == name && space_of(*pair).ends_with(space_end)) return std::string_view(pair[1]);
    return std::nullopt;
}

bool read_xml(std::string_view xml, const Location& part, const Limits& limits, const XmlEvents& events,
              Report& report) {
    if (xml.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
        report.error("F404", part, {"phần này quá lớn", "this part is too large", {}});
        return false;
    }
    const std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser(
        XML_ParserCreateNS(nullptr, space_mark), XML_ParserFree);
    if (!parser) throw std::bad_alloc();
    Reading reading(parser.get(), events, limits.xml_depth);
    // In one call: in pieces, a token that never ends would be looked at again with every piece.
    const auto status = XML_Parse(parser.get(), xml.data(), static_cast<int>(xml.size()), XML_TRUE);
    reading.rethrow();
    switch (reading.stop()) {
        case Stop::by_doctype:
            report.error("F407", part,
                         {"có khai báo DOCTYPE, không được phép trong sổ tính",
                          "there is a DOCTYPE, which no workbook may have",
                          {}},
                         {"Không dùng tệp này; xin lại bản gốc.", "Do not use this file; ask for the original.", {}});
            return false;
        case Stop::by_depth:
            report.error("F013", part,
                         {fmt::format("lồng sâu hơn {} cấp", limits.xml_depth),
                          fmt::format("nested deeper than {} levels", limits.xml_depth),
                          {}});
            return false;
        case Stop::by_event:
            return false;
        case Stop::none:
            break;
    }
    if (status == XML_STATUS_OK) return true;
    report_broken(parser.get(), part, report);
    return false;
}

}  // namespace parindex::io
