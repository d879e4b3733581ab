#pragma once
/// A workbook being written with libxlsxwriter, into memory.

#include <xlsxwriter.h>

#include <filesystem>
#include <optional>
#include <string>

namespace parindex::io {

/// Owns a workbook and the temporary file behind it. Same calls, same bytes: the date of creation is fixed.
/// Texts go in with worksheet_write_string, which never makes a formula of them.
class WorkbookWriter {
public:
    /// Pre: `title` is UTF-8. std::filesystem::filesystem_error when there is no place for temporary files.
    explicit WorkbookWriter(const std::string& title);
    ~WorkbookWriter();
    WorkbookWriter(const WorkbookWriter&) = delete;
    WorkbookWriter& operator=(const WorkbookWriter&) = delete;

    [[nodiscard]] lxw_workbook* get() const { return workbook_; }

    /// The bytes of the file; nothing when it cannot be written (full disk). The workbook is gone afterwards.
    [[nodiscard]] std::optional<std::string> finish();

private:
    std::filesystem::path folder_;  ///< of our own, removed with everything in it
    lxw_workbook* workbook_ = nullptr;
};

/// A sheet name that spreadsheet programs take: at most 31 characters, none of []:*?/\, not quoted at the ends.
[[nodiscard]] std::string sheet_name(const std::string& text);

}  // namespace parindex::io
