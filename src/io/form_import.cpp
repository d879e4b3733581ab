#include "io/form_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "io/form_answers.hpp"
#include "io/form_cell_reader.hpp"
#include "io/form_figures.hpp"
#include "io/form_papers.hpp"
#include "io/form_table.hpp"
#include "io/official_form.hpp"
#include "io/set_fingerprint.hpp"
#include "io/workbook_writer.hpp"
#include "parindex/base/moment.hpp"

namespace parindex::io {

namespace {

constexpr std::string_view format_name = "parindex/form/1";

/// The sheet of a form with these keys; two of them would be told apart by nobody.
std::optional<FormTable> find_table(const Workbook& workbook, const std::vector<std::string_view>& keys,
                                    std::string_view unless, bool& ok, Report& report) {
    std::optional<FormTable> found;
    for (const auto& sheet : workbook.sheets) {
        auto table = FormTable::find(workbook, sheet, keys, report);
        if (!table || table->has(unless) || names_fact(*table)) continue;
        if (found) {
            ok = false;
            report.error("F427", {workbook.file, 0, 0, excerpt(sheet.name)},
                         {fmt::format("trang này cùng loại với trang “{}”; không rõ dùng trang nào",
                                      excerpt(found->sheet().name)),
                          fmt::format("this sheet is of the same kind as “{}”; which one counts is not clear",
                                      excerpt(found->sheet().name)),
                          {}},
                         {"Xoá trang sao chép thừa.", "Delete the extra copy.", {}});
            continue;
        }
        found = std::move(table);
    }
    return found;
}

bool expect_entry(const FormHead& head, const std::string& key, const std::string& wanted, const Text& what,
                  Report& report) {
    const std::string given = head.get(key);
    // A form made for a whole set names neither round nor agency.
    const bool may_be_blank = key == "round" || key == "stage" || key == "agency";
    if (given == wanted || (given.empty() && may_be_blank)) return true;
    report.error("F415", head.at(key),
                 {fmt::format("biểu này là của {} “{}”, cần “{}”", what.vi, excerpt(given), excerpt(wanted)),
                  fmt::format("this form is for the {} “{}”; expected “{}”", what.en, excerpt(given), excerpt(wanted)),
                  {}},
                 {"Dùng đúng biểu đã phát cho đợt, giai đoạn và cơ quan này.",
                  "Use the form that was made for this round, stage and agency.",
                  {}});
    return false;
}

bool expect_own(const FormHead& head, const FormFrame& frame, Report& report) {
    bool ok = expect_entry(head, "round", frame.round, {"đợt", "round", {}}, report);
    ok = expect_entry(head, "set", frame.index.set().id, {"bộ tiêu chí", "criteria set", {}}, report) && ok;
    ok = expect_entry(head, "stage", frame.stage.id, {"giai đoạn", "stage", {}}, report) && ok;
    ok = expect_entry(head, "kind", std::string(to_string(frame.stage.kind)), {"loại", "kind", {}}, report) && ok;
    return expect_entry(head, "agency", frame.agency, {"cơ quan", "agency", {}}, report) && ok;
}

/// A sheet that the form has under this name but that cannot be read: its rows would be lost without a word.
bool expect_no_sheet(const Workbook& workbook, const std::string& name, Report& report) {
    const auto wanted = to_match_key(sheet_name(name));
    const auto found = std::find_if(workbook.sheets.begin(), workbook.sheets.end(), [&](const Sheet& sheet) {
        return !sheet.cells.empty() && to_match_key(tidy(sheet.name)) == wanted;
    });
    if (found == workbook.sheets.end()) return true;
    report.error("F416", {workbook.file, 0, 0, excerpt(found->name)},
                 {"trang này mất hàng khoá cột hoặc thiếu khoá; không đọc được dữ liệu của trang",
                  "the row of column keys of this sheet is gone or a key is missing; its data cannot be read",
                  {}},
                 {"Lấy biểu mới và chép dữ liệu sang; không xoá hàng ẩn phía trên tiêu đề.",
                  "Take a new form and copy the data over; keep the hidden row above the heading.",
                  {}});
    return false;
}

/// Lists of documents and records whose keys or headings are gone.
bool expect_lists(const Workbook& workbook, const FormFrame& frame, bool has_documents, Report& report) {
    bool ok = true;
    Report said_later(1);  // keys that stand twice are reported when the list is read
    if (!has_documents)
        for (const auto* name : {"Minh chứng", "Evidence"}) ok = expect_no_sheet(workbook, name, report) && ok;
    for (const auto& fact : frame.index.set().facts) {
        if (fact.type != FactType::records) continue;
        const std::string key = "fact:" + fact.id;
        bool is_found = false;
        for (const auto& sheet : workbook.sheets) {
            const auto table = FormTable::find(workbook, sheet, {key}, said_later);
            if (!table) continue;
            is_found = true;
            ok = table->expect_heading(workbook, report) && ok;
        }
        if (is_found) continue;
        for (const auto& name : {fact.title.vi, fact.title.en, "r." + fact.id})
            if (!name.empty()) ok = expect_no_sheet(workbook, name, report) && ok;
    }
    return ok;
}

/// Forms made before they stated it do not say which version of the set they ask for.
void warn_of_another_version(const FormHead& head, const CriteriaSet& set, Report& report) {
    const std::string given = head.get("set_sha");
    const std::string own = set_fingerprint(set);
    if (given.empty() || given == own) return;
    report.warning("F435", head.at("set_sha"),
                   {fmt::format("biểu lập theo một bản khác của bộ tiêu chí {}: {}, nay là {}", set.id,
                                excerpt(given, own.size()), own),
                    fmt::format("the form was made from another version of the set {}: {}, now {}", set.id,
                                excerpt(given, own.size()), own),
                    {}},
                   {"Đối chiếu cách chấm đã đổi, hoặc lập biểu mới và chép dữ liệu sang.",
                    "See which rules have changed, or make a new form and copy the data over.",
                    {}});
}

/// What the form says of the whole submission.
void read_frame(const FormHead& head, Assessment& assessment, Report& report) {
    assessment.note = head.get("note");
    assessment.submitted_by = head.get("submitted_by");
    assessment.synthetic = parse_yes_no(head.get("synthetic")).value_or(false);
    const std::string date = head.get("date");
    if (date.empty()) return;
    const auto moment = parse_moment(date);
    if (moment) {
        assessment.date = moment->day;
        return;
    }
    report.error(
        "F108", head.at("date"),
        {fmt::format("“{}” không phải là ngày", excerpt(date)), fmt::format("“{}” is no date", excerpt(date)), {}});
}

/// The entries of a sheet whose first column holds keys.
FormHead read_entries(const Workbook& workbook, const Sheet& sheet, CellAddress start) {
    FormHead head;
    head.location = workbook.place(sheet, start);
    for (const auto& [at, cell] : sheet.cells) {
        if (at.column != start.column) continue;
        const CellAddress beside{at.row, at.column + 1};
        const Cell* value = sheet.find(beside);
        if (value != nullptr)
            head.entries.emplace(tidy(cell.text), std::pair(tidy(value->text), workbook.place(sheet, beside)));
    }
    return head;
}

std::optional<CellAddress> find_format(const Sheet& sheet) {
    for (const auto& [at, cell] : sheet.cells) {
        constexpr std::size_t last_row = 100;
        if (at.row > last_row) break;
        const Cell* value = cell.text == "format" ? sheet.find({at.row, at.column + 1}) : nullptr;
        if (value != nullptr && tidy(value->text).starts_with("parindex/form/")) return at;
    }
    return std::nullopt;
}

}  // namespace

std::string FormHead::get(const std::string& key) const {
    const auto found = entries.find(key);
    return found == entries.end() ? std::string() : found->second.first;
}

Location FormHead::at(const std::string& key) const {
    const auto found = entries.find(key);
    return found == entries.end() ? location : found->second.second;
}

std::optional<FormHead> read_form_head(const Workbook& workbook, Report& report) {
    for (const auto& sheet : workbook.sheets) {
        const auto start = find_format(sheet);
        if (!start) continue;
        auto head = read_entries(workbook, sheet, *start);
        if (head.get("format") == format_name) return head;
        report.error(
            "F414", head.at("format"),
            {fmt::format("biểu thuộc phiên bản khác: “{}”, cần “{}”", excerpt(head.get("format")), format_name),
             fmt::format("the form is of another version: “{}”; expected “{}”", excerpt(head.get("format")),
                         format_name),
             {}});
        return std::nullopt;
    }
    return std::nullopt;
}

std::optional<FormContent> read_form(const Workbook& workbook, const FormHead& head, const FormFrame& frame,
                                     const Limits& limits, Report& report) {
    if (!expect_own(head, frame, report)) return std::nullopt;
    bool ok = true;
    const auto answers = find_table(workbook, {"id", "max"}, "type", ok, report);
    const auto figures = find_table(workbook, {"id", "type", "value"}, "max", ok, report);
    const auto documents = find_table(workbook, {"id", "number", "issuer"}, "handed_in", ok, report);
    if (!answers && !figures) {
        report.error("F416", {workbook.file, 0, 0, {}},
                     {"biểu không có trang trả lời và trang số liệu: hàng khoá cột đã mất",
                      "the form has neither answers nor figures: the row of column keys is gone",
                      {}},
                     {"Lấy biểu mới và chép dữ liệu sang; không xoá hàng ẩn phía trên tiêu đề.",
                      "Take a new form and copy the data over; keep the hidden row above the heading.",
                      {}});
        return std::nullopt;
    }
    ok = expect_lists(workbook, frame, documents.has_value(), report) && ok;
    if (documents) ok = documents->expect_heading(workbook, report) && ok;
    if (!ok) return std::nullopt;
    warn_of_another_version(head, frame.index.set(), report);
    FormContent content;
    content.assessment.agency = frame.agency;
    content.assessment.file = workbook.file;
    read_frame(head, content.assessment, report);
    const AnswerCheck check(frame.index, frame.agency, report, frame.stage.kind);
    const FormCellReader cells(check, workbook);
    FormPapers papers(check, cells, frame.known_evidence, content.assessment.evidence);
    // Documents first: facts and answers refer to them.
    if (documents) papers.read(*documents);
    for (const auto& sheet : workbook.sheets)
        if (const auto listed = FormTable::find(workbook, sheet, {"id", "number", "handed_in"}, report))
            papers.read_handed_in(*listed);
    read_form_figures(workbook, figures, {frame.index.set(), check, cells, papers, limits}, content.assessment.facts,
                      report);
    if (answers) read_form_answers(workbook, *answers, {frame.index, check, cells, papers}, content);
    return content;
}

std::optional<FormContent> read_any_form(const Workbook& workbook, const FormFrame& frame, const Limits& limits,
                                         Report& report) {
    const auto errors = report.error_count();
    if (const auto head = read_form_head(workbook, report)) return read_form(workbook, *head, frame, limits, report);
    if (report.error_count() > errors) return std::nullopt;
    if (const auto* form = find_official_form(workbook, frame.index.set()))
        return read_official_form(workbook, *form, frame, report);
    std::string known;
    for (const auto& form : frame.index.set().forms) known += (known.empty() ? "" : ", ") + excerpt(form.sheet);
    report.error("F414", {workbook.file, 0, 0, {}},
                 {"đây không phải là biểu do parindex lập", "this is no form made by parindex", {}},
                 known.empty()
                     ? Text{"Lập biểu bằng lệnh parindex template.", "Make one with parindex template.", {}}
                     : Text{fmt::format("Lập biểu bằng lệnh parindex template, hoặc dùng mẫu có trang: {}.", known),
                            fmt::format("Make one with parindex template, or use a form with the sheet: {}.", known),
                            {}});
    return std::nullopt;
}

Findings compare_scores(const FormContent& form, const Plan& plan, const Scorecard& scorecard) {
    Findings findings;
    bool is_computed = false;
    for (const auto& [id, score] : form.scores) {
        const auto shown = parse_rational(score.shown);
        is_computed = is_computed || (shown && !shown->is_zero());
        const auto node = plan.index_of(id);
        if (!shown || !node || !scorecard.nodes[*node].points) continue;
        const Rational& points = *scorecard.nodes[*node].points;
        if (abs(points - *shown) < Rational(1, 1'000'000'000)) continue;
        const Text computed{localise_number(to_short(points), Language::vi), to_short(points), {}};
        Finding finding;
        finding.code = "F422";
        finding.severity = Severity::warning;
        finding.location = score.location;
        finding.criterion = id;
        finding.agency = scorecard.agency;
        finding.message = {fmt::format("{}: biểu ghi {} điểm, tính lại được {}; điểm tính lại được dùng", id,
                                       localise_number(score.shown, Language::vi), computed.vi),
                           fmt::format("{}: the form shows {} points, worked out again they are {}, which counts", id,
                                       score.shown, computed.en),
                           {}};
        finding.hint = {"Công thức trong biểu có thể đã bị sửa.", "A formula of the form may have been changed.", {}};
        findings.push_back(std::move(finding));
    }
    if (!is_computed) findings.clear();
    return findings;
}

}  // namespace parindex::io
