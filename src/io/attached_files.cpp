#include "io/attached_files.hpp"

#include <fmt/format.h>

#include <system_error>

namespace parindex::io {

namespace {

namespace fs = std::filesystem;

bool is_plain_name(const std::string& name) {
    return name != "." && name != ".." && name.find_first_of("/\\") == std::string::npos &&
           name.find('\0') == std::string::npos;
}

void check_document(const fs::path& folder, const std::string& agency, const Evidence& document, Report& report) {
    if (document.file.empty()) return;
    Finding finding;
    finding.severity = Severity::warning;
    finding.location = document.location;
    finding.agency = agency;
    finding.criterion = document.id;
    const auto name = excerpt(document.file);
    std::error_code failure;
    if (!is_plain_name(document.file)) {
        finding.code = "D332";
        finding.message = {
            fmt::format("“{}” không phải là tên tệp", name), fmt::format("“{}” is no file name", name), {}};
        finding.hint = {"ghi tên tệp, không có thư mục", "give the name of the file without folders", {}};
    } else if (!fs::is_regular_file(folder / "evidence" / agency / document.file, failure)) {
        finding.code = "D331";
        finding.message = {fmt::format("không có tệp đính kèm “{}”", name),
                           fmt::format("the attached file “{}” is missing", name),
                           {}};
        finding.hint = {fmt::format("chép tệp vào evidence/{}/, hoặc sửa tên", agency),
                        fmt::format("put it into evidence/{}/, or correct its name", agency),
                        {}};
    } else {
        return;
    }
    report.add(std::move(finding));
}

}  // namespace

void check_attached_files(const fs::path& folder, const Round& round, Report& report) {
    for (const auto& stage : round.assessments)
        for (const auto& [agency, assessment] : stage)
            for (const auto& document : assessment.evidence) check_document(folder, agency, document, report);
}

}  // namespace parindex::io
