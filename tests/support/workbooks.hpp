#pragma once
/// Workbooks written part by part, for tests that need other files than a library would write.

#include <zip.h>

#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace parindex::test {

/// A zip archive of these entries, in memory, in this order; names may repeat.
inline std::string zip_of(const std::vector<std::pair<std::string, std::string>>& entries) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* buffer = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(buffer);
    zip_t* archive = zip_open_from_source(buffer, ZIP_CREATE | ZIP_TRUNCATE, &error);
    if (archive == nullptr) throw std::runtime_error(zip_error_strerror(&error));
    for (const auto& [name, content] : entries)
        if (zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0),
                         ZIP_FL_ENC_UTF_8) < 0)
            throw std::runtime_error(zip_strerror(archive));
    if (zip_close(archive) != 0) throw std::runtime_error(zip_strerror(archive));
    zip_stat_t stat;
    zip_stat_init(&stat);
    zip_source_stat(buffer, &stat);
    std::string bytes(stat.size, '\0');
    zip_source_open(buffer);
    if (zip_source_read(buffer, bytes.data(), bytes.size()) < 0) throw std::runtime_error("zip cannot be read back");
    zip_source_close(buffer);
    zip_source_free(buffer);
    zip_error_fini(&error);
    return bytes;
}

inline std::string xml_text(const std::string& text) {
    std::string escaped;
    for (const char c : text)
        escaped += c == '<' ? "&lt;" : c == '&' ? "&amp;" : c == '"' ? "&quot;" : std::string(1, c);
    return escaped;
}

/// Names of the parts and their XML, before they are zipped: tests change single ones.
using Parts = std::map<std::string, std::string>;

inline const std::string main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
inline const std::string office_relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
inline const std::string package_relations = "http://schemas.openxmlformats.org/package/2006/relationships";

/// `rows` is what stands between <sheetData> and </sheetData>.
inline std::string sheet_xml(const std::string& rows) {
    return "<worksheet xmlns=\"" + main_space + "\"><sheetData>" + rows + "</sheetData></worksheet>";
}

/// A workbook with these sheets: name and rows as for sheet_xml. Every part is named otherwise than programs do.
inline Parts parts_of(const std::vector<std::pair<std::string, std::string>>& sheets) {
    Parts parts;
    std::string list;
    std::string relations;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const std::string id = "r" + std::to_string(i);
        list += "<sheet name=\"" + xml_text(sheets[i].first) + "\" sheetId=\"" + std::to_string(i + 1) + "\" r:id=\"" +
                id + "\"/>";
        relations += "<Relationship Id=\"" + id + "\" Type=\"" + office_relations + "/worksheet\" Target=\"/data/" +
                     id + ".xml\"/>";
        parts["data/" + id + ".xml"] = sheet_xml(sheets[i].second);
    }
    parts["[Content_Types].xml"] =
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" "
        "ContentType=\"application/xml\"/></Types>";
    parts["_rels/.rels"] = "<Relationships xmlns=\"" + package_relations + "\"><Relationship Id=\"x\" Type=\"" +
                           office_relations + "/officeDocument\" Target=\"data/book.xml\"/></Relationships>";
    parts["data/book.xml"] = "<workbook xmlns=\"" + main_space + "\" xmlns:r=\"" + office_relations + "\"><sheets>" +
                             list + "</sheets></workbook>";
    parts["data/_rels/book.xml.rels"] =
        "<Relationships xmlns=\"" + package_relations + "\">" + relations + "</Relationships>";
    return parts;
}

inline std::string zip_of_parts(const Parts& parts) { return zip_of({parts.begin(), parts.end()}); }

/// A row of texts, without places: they follow each other. An empty text is an empty cell; one that begins with '#' a
/// number.
inline std::string row_of(const std::vector<std::string>& cells) {
    std::string row = "<row>";
    for (const auto& cell : cells) {
        if (cell.empty()) {
            row += "<c/>";
        } else if (cell.front() == '#') {
            row += "<c><v>" + cell.substr(1) + "</v></c>";
        } else {
            row += "<c t=\"inlineStr\"><is><t>" + xml_text(cell) + "</t></is></c>";
        }
    }
    return row + "</row>";
}

}  // namespace parindex::test
