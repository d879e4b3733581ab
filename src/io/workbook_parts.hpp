#pragma once
/// The parts of a workbook beside its sheets: relationships, list of sheets, styles, shared strings.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/cell_values.hpp"
#include "io/report.hpp"
#include "io/xml_reader.hpp"
#include "io/zip_package.hpp"
#include "parindex/base/limits.hpp"

namespace parindex::io {

/// Whether an element is one of SpreadsheetML, transitional or strict.
[[nodiscard]] bool is_spreadsheet(const XmlElement& element);

/// Text as cells store it, with "_x000D_" and the like decoded (ECMA-376, 22.9.2.19), in NFC.
[[nodiscard]] std::string cell_text(std::string_view stored);

/// A reference from one part to another.
struct Relation {
    std::string id;
    std::string type;    ///< last word of the type: "worksheet", "sharedStrings"
    std::string target;  ///< name of the part; as written when it lies outside
    bool is_outside = false;
};

/// Reading of parts with everything that it needs.
struct PartReading {
    ZipPackage& package;
    const Limits& limits;
    Report& report;

    /// A part's XML, event by event. False, with a finding, when it cannot be read.
    [[nodiscard]] bool read(std::string_view part, const XmlEvents& events) const;
    [[nodiscard]] Location at(std::string_view part) const;
    /// Reports a list that is longer than anybody needs; returns false, to stop reading.
    bool refuse_length(std::string_view part) const;
};

/// Relations of a part, or of the package with an empty `source`; none when it has none.
[[nodiscard]] std::optional<std::vector<Relation>> read_relations(const PartReading& reading, std::string_view source);

/// Content types that the package declares.
[[nodiscard]] std::optional<std::vector<std::string>> read_content_types(const PartReading& reading);

struct SheetEntry {
    std::string name;
    std::string relation;  ///< id
};

struct WorkbookPart {
    std::vector<SheetEntry> sheets;
    DateSystem dates = DateSystem::from_1900;
};

[[nodiscard]] std::optional<WorkbookPart> read_workbook_part(const PartReading& reading, std::string_view part);

/// How numbers look, by the index of the cell format.
[[nodiscard]] std::optional<std::vector<NumberLook>> read_styles(const PartReading& reading, std::string_view part);

/// Strings by index; runs of rich text are joined, phonetic guides left out.
[[nodiscard]] std::optional<std::vector<std::string>> read_shared_strings(const PartReading& reading,
                                                                          std::string_view part);

}  // namespace parindex::io
