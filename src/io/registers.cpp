#include "io/registers.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "io/json_decode.hpp"

namespace parindex::io {

namespace {

/// A date cell; nothing when it is empty, and, with a finding, when it is no date.
std::optional<Date> date_cell(const CsvTable& table, const CsvRow& row, std::string_view column, Report& report) {
    const auto cell = table.cell(row, column);
    if (cell.empty()) return std::nullopt;
    const auto date = parse_date(cell);
    if (!date) {
        report.error("F108", table.at(row, column),
                     {fmt::format("cần ngày (2017-01-04 hoặc 04/01/2017), ở đây là “{}”", excerpt(cell)),
                      fmt::format("expected a date (2017-01-04 or 04/01/2017), found “{}”", excerpt(cell)),
                      {}});
    }
    return date;
}

std::optional<Moment> moment_cell(const CsvTable& table, const CsvRow& row, std::string_view column, Report& report) {
    const auto cell = table.cell(row, column);
    if (cell.empty()) return std::nullopt;
    const auto moment = parse_moment(cell);
    if (!moment) report.error("F331", table.at(row, column), not_a_moment(cell));
    return moment;
}

class SubmissionReader {
public:
    SubmissionReader(const CsvTable& table, StageTarget& target, Report& report)
        : table_(table), target_(target), report_(report) {
        // What agencies' own files say; a second word on it is refused.
        for (const auto& [agency, assessment] : target.assessments)
            if (assessment.submitted_at || !assessment.returns.empty()) told_.insert(agency);
    }

    void read() {
        for (const auto& row : table_.rows) {
            const auto agency = known_agency(table_, row, target_, report_);
            if (agency && !is_unfilled(row)) read_row(row, *agency);
        }
    }

private:
    bool is_unfilled(const CsvRow& row) const {
        return std::all_of(table_.header.begin(), table_.header.end(), [&](const std::string& column) {
            return column == "agency" || table_.cell(row, column).empty();
        });
    }

    void read_row(const CsvRow& row, const std::string& agency) {
        if (told_.contains(agency)) {
            add_error("A120", row, "agency", agency,
                      {"tệp của cơ quan đã ghi việc nộp", "the agency's own file already tells of its submission", {}},
                      {"Bỏ một trong hai.", "Remove one of the two.", {}});
            return;
        }
        const auto submitted = moment_cell(table_, row, "submitted_at", report_);
        const auto returned = moment_cell(table_, row, "returned_at", report_);
        if (submitted) follow(row, "submitted_at", agency, *submitted);
        if (returned) follow(row, "returned_at", agency, *returned);
        Assessment& assessment = assessment_in(target_, agency, table_.file);
        if (submitted) {
            assessment.submitted_at = submitted;
            assessment.submitted_by = table_.cell(row, "submitted_by");
        }
        const auto why = table_.cell(row, "return_reason");
        const auto by = table_.cell(row, "returned_by");
        if (!returned && why.empty() && by.empty()) return;
        if (!returned || why.empty()) {
            add_error("A140", row, returned ? "return_reason" : "returned_at", agency,
                      {"trả lại cần có thời điểm và lý do", "a return needs its moment and its reason", {}}, {});
        }
        assessment.returns.push_back({returned, std::string(by), std::string(why)});
    }

    /// Rows tell one story after the other.
    void follow(const CsvRow& row, std::string_view column, const std::string& agency, const Moment& moment) {
        const auto [last, is_first] = last_.try_emplace(agency, moment);
        if (!is_first && is_before(moment, last->second)) {
            add_error(
                "A141", row, column, agency,
                {fmt::format("{} sớm hơn thời điểm ghi trước đó ({})", moment.to_vietnamese(),
                             last->second.to_vietnamese()),
                 fmt::format("{} is earlier than the moment before it ({})", moment.to_iso(), last->second.to_iso()),
                 {}},
                {"Ghi các lần nộp và trả lại theo thứ tự thời gian.",
                 "Write submissions and returns in the order they happened.",
                 {}});
        }
        last->second = moment;
    }

    void add_error(std::string_view code, const CsvRow& row, std::string_view column, const std::string& agency,
                   Text message, Text hint) {
        Finding finding;
        finding.code = code;
        finding.location = table_.at(row, column);
        finding.agency = agency;
        finding.message = std::move(message);
        finding.hint = std::move(hint);
        report_.add(std::move(finding));
    }

    const CsvTable& table_;
    StageTarget& target_;
    Report& report_;
    std::set<std::string> told_;
    std::map<std::string, Moment> last_;  ///< by agency
};

}  // namespace

void read_evidence_csv(std::string_view csv, const std::string& file, const Limits& limits, StageTarget& target,
                       Report& report) {
    const auto table = read_csv(csv, file, limits, report);
    if (!table ||
        !expect_columns(*table, {"agency", "id"},
                        {"number", "date", "issuer", "title", "where", "section", "page", "file"}, false, report)) {
        return;
    }
    std::set<std::pair<std::string, std::string>> seen;
    for (const auto& row : table->rows) {
        const auto agency = known_agency(*table, row, target, report);
        if (!agency) continue;
        const auto cell = [&](std::string_view column) { return std::string(table->cell(row, column)); };
        const Location place = table->at(row, "id");
        if (cell("id").empty()) {
            report.error("F114", place, {"minh chứng không có mã", "a document without an id", {}});
            continue;
        }
        if (!seen.insert({*agency, cell("id")}).second) {
            report.error(
                "A114", place,
                {"mã minh chứng đã dùng trong tệp này", "the id of evidence is already used in this file", {}});
            continue;
        }
        (void)expect_attachment(cell("file"), table->at(row, "file"), report);
        assessment_in(target, *agency, file)
            .evidence.push_back({cell("id"), cell("number"), date_cell(*table, row, "date", report), cell("issuer"),
                                 cell("title"), cell("where"), place, cell("section"), cell("page"), cell("file")});
    }
}

void read_submissions_csv(std::string_view csv, const std::string& file, const Limits& limits, StageTarget& target,
                          Report& report) {
    const auto table = read_csv(csv, file, limits, report);
    if (!table || !expect_columns(*table, {"agency"},
                                  {"submitted_at", "submitted_by", "returned_at", "returned_by", "return_reason"},
                                  false, report)) {
        return;
    }
    SubmissionReader(*table, target, report).read();
}

bool expect_attachment(const std::string& name, const Location& location, Report& report) {
    const std::filesystem::path path(name);
    const bool climbs = std::any_of(path.begin(), path.end(), [](const auto& part) { return part == ".."; });
    if (!path.is_absolute() && !climbs && name.find_first_of("\\\n\r") == std::string::npos) return true;
    report.error("F334", location,
                 {fmt::format("“{}” không phải tên tệp trong thư mục minh chứng của cơ quan", excerpt(name)),
                  fmt::format("“{}” is no name of a file inside the agency's folder of evidence", excerpt(name)),
                  {}},
                 {"Ghi tên tệp tính từ evidence/<mã cơ quan>/.",
                  "Write the file's name as seen from evidence/<agency id>/.",
                  {}});
    return false;
}

}  // namespace parindex::io
