#pragma once
/// XML of untrusted files, event by event: no document types, no entities of its own, bounded depth.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "io/report.hpp"
#include "parindex/base/limits.hpp"

namespace parindex::io {

/// The start tag of an element. Views are valid during the call only.
class XmlElement {
public:
    /// `name` is "namespace|local" or "local"; `attributes` are name and value in turns, ending with a null.
    XmlElement(const char* name, const char** attributes) : name_(name), attributes_(attributes) {}

    [[nodiscard]] std::string_view local() const;
    [[nodiscard]] std::string_view space() const;
    /// The attribute without a namespace.
    [[nodiscard]] std::optional<std::string_view> attribute(std::string_view name) const;
    /// The attribute of that local name in any namespace that ends with `space_end`.
    [[nodiscard]] std::optional<std::string_view> attribute_in(std::string_view space_end, std::string_view name) const;

private:
    std::string_view name_;
    const char** attributes_;
};

/// What is done with the parts of a document. Every call may stop the reading by returning false.
struct XmlEvents {
    std::function<bool(const XmlElement& element)> start;
    std::function<bool(const XmlElement& element)> end;  ///< the element without attributes
    std::function<bool(std::string_view text)> text;     ///< may come in several pieces
};

/// Reads a whole document. False, with a finding, when it is no well-formed XML, has a document type, or is nested too
/// deep; false without one when an event stopped it. `part` is the place that findings name.
[[nodiscard]] bool read_xml(std::string_view xml, const Location& part, const Limits& limits, const XmlEvents& events,
                            Report& report);

}  // namespace parindex::io
