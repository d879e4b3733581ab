#include "io/workbook_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

#include "io/sheet_reader.hpp"
#include "io/workbook_parts.hpp"
#include "io/zip_package.hpp"

namespace parindex::io {

namespace {

using namespace std::string_view_literals;

Text save_as_xlsx() {
    return {"Mở bằng Excel hoặc LibreOffice, chọn Lưu thành (Save As), kiểu “Excel Workbook (.xlsx)”.",
            "Open it in Excel or LibreOffice and use Save As with the type “Excel Workbook (.xlsx)”.",
            {}};
}

void refuse_format(const std::string& file, const Text& what, Report& report) {
    report.error("F401", {file, 0, 0, {}},
                 {fmt::format("không phải sổ tính .xlsx: {}", what.vi),
                  fmt::format("this is no .xlsx workbook: {}", what.en),
                  {}},
                 save_as_xlsx());
}

/// Office keeps protected workbooks in an OLE compound file with a stream of this name, as it does with .xls files.
bool names_encrypted_package(std::string_view bytes) {
    std::string name;
    for (const char c : "EncryptedPackage"sv) {
        name += c;
        name += '\0';
    }
    return bytes.find(name) != std::string_view::npos;
}

/// What a file is that is no zip archive.
Text describe_bytes(std::string_view bytes) {
    if (bytes.starts_with("\xD0\xCF\x11\xE0"sv))
        return {"tệp Excel 97-2003 (.xls)", "an Excel 97-2003 file (.xls)", {}};
    if (bytes.starts_with("%PDF"sv)) return {"tệp PDF", "a PDF file", {}};
    const auto start = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF"sv);
    const bool is_text = is_utf8(bytes) && bytes.find('\0') == std::string_view::npos;
    if (is_text && start != std::string_view::npos && bytes[start] == '<')
        return {"trang HTML hoặc tệp XML đổi đuôi", "an HTML page or XML file with another name", {}};
    if (is_text) return {"tệp văn bản, có thể là CSV đổi đuôi", "a text file, perhaps CSV with another name", {}};
    return {"không rõ định dạng", "its format is unknown", {}};
}

/// Reports files that are no zip archive.
bool is_archive(std::string_view bytes, const std::string& file, Report& report) {
    if (bytes.starts_with("PK"sv)) return true;
    if (bytes.starts_with("\xD0\xCF\x11\xE0"sv) && names_encrypted_package(bytes)) {
        report.error("F402", {file, 0, 0, {}},
                     {"sổ tính được bảo vệ bằng mật khẩu mở tệp", "the workbook is protected by a password", {}},
                     {"Mở bằng mật khẩu, bỏ mật khẩu (Tệp, Thông tin, Bảo vệ sổ làm việc) rồi lưu lại.",
                      "Open it with the password, remove it (File, Info, Protect Workbook) and save it again.",
                      {}});
        return false;
    }
    refuse_format(file, describe_bytes(bytes), report);
    return false;
}

class WorkbookReader {
public:
    WorkbookReader(ZipPackage& package, const Limits& limits, Report& report) : reading_{package, limits, report} {}

    std::optional<Workbook> read() {
        if (!expect_spreadsheet() || !refuse_macros()) return std::nullopt;
        const auto part = find_workbook();
        if (!part) return std::nullopt;
        const auto relations = read_relations(reading_, *part);
        const auto content = relations ? read_workbook_part(reading_, *part) : std::nullopt;
        if (!content) return std::nullopt;
        report_outside(*relations);
        return read_sheets(*content, *relations);
    }

private:
    [[nodiscard]] Location whole() const { return {reading_.package.file(), 0, 0, {}}; }

    /// Other documents are zip archives, too.
    bool expect_spreadsheet() {
        const ZipPackage& package = reading_.package;
        if (package.has("[content_types].xml") && package.has("_rels/.rels")) return true;
        Text what{"tệp nén không có sổ tính", "an archive without a workbook", {}};
        if (package.has("mimetype") && package.has("content.xml"))
            what = {"tệp OpenDocument (.ods)", "an OpenDocument file (.ods)", {}};
        refuse_format(package.file(), what, reading_.report);
        return false;
    }

    bool refuse_macros() {
        const auto types = read_content_types(reading_);
        if (!types) return false;
        const auto has_type = [&](std::string_view word) {
            return std::any_of(types->begin(), types->end(),
                               [&](const std::string& type) { return type.find(word) != std::string::npos; });
        };
        if (has_type("sheet.binary")) {
            refuse_format(reading_.package.file(), {"sổ tính nhị phân (.xlsb)", "a binary workbook (.xlsb)", {}},
                          reading_.report);
            return false;
        }
        const auto names = reading_.package.names();
        const auto is_macro = [](const std::string& name) {
            return name.ends_with("vbaproject.bin") || name.find("/macrosheets/") != std::string::npos;
        };
        if (!has_type("macroEnabled") && !has_type("vbaProject") && std::none_of(names.begin(), names.end(), is_macro))
            return true;
        reading_.report.error("F408", whole(), {"sổ tính có macro", "the workbook has macros", {}}, save_as_xlsx());
        return false;
    }

    std::optional<std::string> find_workbook() {
        const auto relations = read_relations(reading_, {});
        if (!relations) return std::nullopt;
        for (const auto& relation : *relations) {
            if (relation.type != "officeDocument" || relation.is_outside) continue;
            if (relation.target.starts_with("word/") || relation.target.starts_with("ppt/")) break;
            return relation.target;
        }
        refuse_format(reading_.package.file(), {"tài liệu Office khác", "another Office document", {}},
                      reading_.report);
        return std::nullopt;
    }

    /// Links are not followed and objects not opened, but whoever sent the file should know.
    void report_outside(const std::vector<Relation>& relations) {
        struct Kind {
            std::string_view folder;
            std::string_view type;
            Text name;
        };
        const std::array<Kind, 4> kinds{
            Kind{"/externallinks/",
                 "externalLink",
                 {"liên kết tới tệp khác hoặc DDE", "links to other files or DDE", {}}},
            Kind{"/connections.xml", "connections", {"kết nối dữ liệu", "data connections", {}}},
            Kind{"/embeddings/", "oleObject", {"đối tượng nhúng", "embedded objects", {}}},
            Kind{"/activex/", "control", {"điều khiển ActiveX", "ActiveX controls", {}}}};
        const auto names = reading_.package.names();
        for (const auto& kind : kinds) {
            const bool is_part = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
                return name.find(kind.folder) != std::string::npos;
            });
            const bool is_relation = std::any_of(relations.begin(), relations.end(),
                                                 [&](const Relation& relation) { return relation.type == kind.type; });
            if (!is_part && !is_relation) continue;
            reading_.report.warning("F409", whole(),
                                    {fmt::format("sổ tính có {}; phần này bị bỏ qua", kind.name.vi),
                                     fmt::format("the workbook has {}; they are ignored", kind.name.en),
                                     {}},
                                    {"Giá trị đã lưu trong ô được dùng. Nên dán thành giá trị (Paste Values).",
                                     "The values stored in the cells are used. Better paste them as values.",
                                     {}});
        }
    }

    /// The target of the first relation of that type inside the file.
    static std::optional<std::string> target_of(const std::vector<Relation>& relations, std::string_view type) {
        for (const auto& relation : relations)
            if (relation.type == type && !relation.is_outside) return relation.target;
        return std::nullopt;
    }

    std::optional<Workbook> read_sheets(const WorkbookPart& content, const std::vector<Relation>& relations) {
        std::optional<std::vector<std::string>> strings(std::in_place);
        std::optional<std::vector<NumberLook>> looks(std::in_place);
        if (const auto part = target_of(relations, "sharedStrings")) strings = read_shared_strings(reading_, *part);
        if (const auto part = target_of(relations, "styles")) looks = read_styles(reading_, *part);
        if (!strings || !looks) return std::nullopt;
        SheetContext context{*strings, *looks, content.dates};
        Workbook workbook{reading_.package.file(), {}};
        std::set<std::string> names;
        for (const auto& entry : content.sheets)
            if (!add_sheet(entry, relations, context, names, workbook)) return std::nullopt;
        return expect_content(workbook) ? std::optional(std::move(workbook)) : std::nullopt;
    }

    bool add_sheet(const SheetEntry& entry, const std::vector<Relation>& relations, SheetContext& context,
                   std::set<std::string>& names, Workbook& workbook) {
        const Location place{reading_.package.file(), 0, 0, excerpt(entry.name)};
        const auto relation = std::find_if(relations.begin(), relations.end(), [&](const Relation& one) {
            return one.id == entry.relation && !one.is_outside;
        });
        if (relation == relations.end()) {
            reading_.report.error(
                "F405", place, {"trang tính không có nội dung trong tệp", "the file lacks this sheet's content", {}});
            return false;
        }
        if (relation->type != "worksheet") return true;  // a chart or dialogue has no cells
        if (!names.insert(to_match_key(entry.name)).second) {
            reading_.report.error("F412", place, {"hai trang tính cùng tên", "two sheets have this name", {}});
            return false;
        }
        Sheet sheet{entry.name, {}};
        if (!read_sheet(reading_, relation->target, context, sheet)) return false;
        workbook.sheets.push_back(std::move(sheet));
        return true;
    }

    bool expect_content(const Workbook& workbook) {
        const auto is_empty = [](const Sheet& sheet) { return sheet.cells.empty(); };
        if (std::all_of(workbook.sheets.begin(), workbook.sheets.end(), is_empty)) {
            reading_.report.error("F410", whole(),
                                  {fmt::format("sổ tính có {} trang, không ô nào có dữ liệu", workbook.sheets.size()),
                                   fmt::format("the workbook has {} sheets and no filled cell", workbook.sheets.size()),
                                   {}});
            return false;
        }
        for (const auto& sheet : workbook.sheets) {
            if (!is_empty(sheet)) continue;
            Finding finding;
            finding.code = "F411";
            finding.severity = Severity::note;
            finding.location = {workbook.file, 0, 0, excerpt(sheet.name)};
            finding.message = {"trang tính trống", "the sheet is empty", {}};
            reading_.report.add(std::move(finding));
        }
        return true;
    }

    PartReading reading_;
};

}  // namespace

std::optional<Workbook> read_workbook(std::string_view bytes, const std::string& file, const Limits& limits,
                                      Report& report) {
    if (!is_archive(bytes, file, report)) return std::nullopt;
    auto package = ZipPackage::open(bytes, file, limits, report);
    if (!package) return std::nullopt;
    return WorkbookReader(*package, limits, report).read();
}

}  // namespace parindex::io
