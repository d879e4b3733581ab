#include "parindex/io/form_files.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <map>

#include "parindex/io/audit_log.hpp"
#include "support/builders.hpp"
#include "support/findings.hpp"
#include "support/round_files.hpp"
#include "support/workbooks.hpp"

using namespace parindex;
using Catch::Matchers::Contains;
using parindex::test::only;
using parindex::test::row_of;
using parindex::test::summary;
using parindex::testing::number;

namespace {

namespace fs = std::filesystem;

/// As the small set, with more kinds of rules and facts.
const std::string set_json = R"j({
"format": "parindex/criteria-set/1", "id": "vn/test-2017", "title": {"vi": "T", "en": "T"}, "country": "VN", "level": "department",
"languages": ["vi", "en"], "period": {"from": "2017-01-01", "to": "2017-12-31"}, "max": 9,
"provenance": {"status": "model", "statement": {"vi": "S", "en": "S"}, "source": "test"},
"policies": {
  "rounding": {"points": "none", "total": "none", "percent": "none"},
  "states": {"not_applicable": "drop", "not_arisen": "zero", "no_data": "zero", "no_survey": "drop", "pending": "block", "blank": "zero"},
  "total": {"over": "maximum"}, "ranking": {"on": "rounded", "ties": "competition"}},
"facts": [{"id": "dossiers", "type": "count", "title": {"vi": "Hồ sơ", "en": "Dossiers"}},
  {"id": "rate", "type": "percent", "title": {"vi": "Tỷ lệ", "en": "Rate"}},
  {"id": "issued", "type": "date", "title": {"vi": "Ngày ban hành", "en": "Issued"}},
  {"id": "online", "type": "flag", "title": {"vi": "Trực tuyến", "en": "Online"}},
  {"id": "cases", "type": "records", "title": {"vi": "Hồ sơ mẫu", "en": "Samples"}, "fields": {"days": "count", "late": "flag"}, "max_records": 3}],
"criteria": [
  {"id": "1", "title": {"vi": "A", "en": "A"}, "max": 9, "children": [
    {"id": "1.1", "title": {"vi": "B", "en": "B"}, "max": 2, "rule": {"kind": "levels", "levels": [
       {"id": "full", "label": {"vi": "Đầy đủ", "en": "Complete"}, "points": 2},
       {"id": "half", "label": {"vi": "Một phần", "en": "Partly"}, "points": 1},
       {"id": "none", "label": {"vi": "Không", "en": "None"}, "points": 0}]}},
    {"id": "1.2", "title": {"vi": "C", "en": "C"}, "max": 1, "rule": {"kind": "checklist", "items": [
       {"id": "a", "points": 0.5}, {"id": "b", "points": 0.5}]}},
    {"id": "1.3", "title": {"vi": "D", "en": "D"}, "max": 2, "rule": {"kind": "points", "step": 0.25}},
    {"id": "1.4", "title": {"vi": "E", "en": "E"}, "max": 2, "rule": {"kind": "formula", "points": "answer * max", "above_max": "refuse", "below_zero": "refuse"}},
    {"id": "1.10", "title": {"vi": "F", "en": "F"}, "max": 2, "rule": {"kind": "points"}}]}],
"forms": [{"id": "sheet", "title": {"vi": "Biểu", "en": "Form"}, "source": "test", "sheet": "Biểu 1",
  "columns": {"answer": "C", "note": "D", "evidence": "E", "team_answer": "F", "team_note": "G"},
  "levels": {"Sudah": "full"}, "criteria": {"1.1": 5, "1.3": 6}, "facts": {"dossiers": 8}}]})j";

using Rows = std::vector<std::vector<std::string>>;

std::string rows_xml(const Rows& rows) {
    std::string xml;
    for (const auto& row : rows) xml += row_of(row);
    return xml;
}

/// A form of the agency so-y-te at the stage self; tests change parts of it.
struct Form {
    std::map<std::string, std::string> head{
        {"format", "parindex/form/1"}, {"kind", "self"},       {"round", "r"}, {"stage", "self"},
        {"agency", "so-y-te"},         {"set", "vn/test-2017"}};
    Rows answers;
    Rows figures;
    Rows documents;
    std::vector<std::pair<std::string, std::string>> further;  ///< sheets: name and rows
    std::vector<std::string> answer_keys{"id",
                                         "title",
                                         "max",
                                         "level",
                                         "value",
                                         "points",
                                         "state",
                                         "evidence",
                                         "explanation",
                                         "disputed",
                                         "awarded",
                                         "refused_evidence",
                                         "accepted_evidence",
                                         "by",
                                         "score"};

    [[nodiscard]] std::vector<std::pair<std::string, std::string>> sheets() const {
        std::vector<std::pair<std::string, std::string>> sheets;
        const auto add = [&](const char* name, Rows rows, const std::vector<std::string>& keys) {
            if (rows.empty()) return;
            rows.insert(rows.begin(), {{"Biểu mẫu"}, keys, {"Mã", "Tên"}});
            sheets.emplace_back(name, rows_xml(rows));
        };
        add("Tự đánh giá", answers, answer_keys);
        add("Số liệu", figures, {"title", "id", "type", "value", "source", "evidence"});
        add("Minh chứng", documents, {"id", "number", "date", "issuer", "title", "section", "page", "file"});
        sheets.insert(sheets.end(), further.begin(), further.end());
        Rows meta;
        for (const auto& [key, value] : head) meta.push_back({key, value});
        sheets.emplace_back("parindex", rows_xml(meta));
        return sheets;
    }
};

class Folder {
public:
    explicit Folder(const std::string& name) : files(name) {
        files.write("criteria/set.json", set_json);
        fs::remove(files.round() / "self/so-y-te.json");
    }

    std::string put(const std::string& name, const test::Parts& parts) const {
        files.write(name, test::zip_of_parts(parts));
        return (files.round().parent_path() / name).generic_string();
    }
    [[nodiscard]] ImportedForms import(const test::Parts& parts,
                                       const FormImport& options = {"self", {}, false}) const {
        return import_forms(files.round(), {put("in.xlsx", parts)}, options);
    }
    [[nodiscard]] ImportedForms import(const Form& form, const FormImport& options = {"self", {}, false}) const {
        return import(test::parts_of(form.sheets()), options);
    }
    [[nodiscard]] Findings findings(const Form& form) const {
        return import(form, {"self", {}, true}).forms.at(0).findings;
    }
    [[nodiscard]] std::string written(const std::string& name) const {
        std::ifstream file(files.round() / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    /// What the round holds after an import.
    [[nodiscard]] Assessment assessment(const std::string& stage = "self") const {
        const auto round = load_round(files.round());
        CAPTURE(summary(round.findings));
        REQUIRE(round.value);
        const auto* found = round.value->find_assessment(*round.value->stage_index(stage), "so-y-te");
        REQUIRE(found != nullptr);
        return *found;
    }

    test::RoundFiles files;
};

}  // namespace

TEST_CASE("a filled form becomes the file of its agency") {
    const Folder folder("form_whole");
    Form form;
    form.answers = {{"1.1", "B", "#2", " MỘT PHẦN ", "", "", "", "01/KH-SYT", "Còn thiếu"},
                    {"1", "A", "#9"},
                    {"1.2", "C", "#1"},
                    {"1.2#a", "", "#0.5", "x"},
                    {"1.2#b", "", "#0.5", "không"},
                    {"1.3", "D", "#2", "", "", "1,25"},
                    {"1.4", "E", "#2", "", "64/66", "", "", "bc-02; 99/CV"},
                    {"1.10", "F", "#2", "", "", "", "Không phát sinh"},
                    {"", "Tổng cộng", "", "", "", "", "", "", "", "", "", "", "", "", "#4"}};
    form.figures = {{"Hồ sơ", "dossiers", "count", "1.234.567", "Báo cáo, mục 2", "bc-02"},
                    {"Tỷ lệ", "rate", "percent", "95 %"},
                    {"Ngày", "issued", "date", "chưa thực hiện"},
                    {"Trực tuyến", "online", "flag", "Có"}};
    form.documents = {{"", "01/KH-SYT", "04/01/2017", "Sở Y tế", "Kế hoạch", "mục II", "4-6", "kh.pdf"},
                      {"bc-02", "02/BC-SYT"}};
    form.further.emplace_back("r.cases", rows_xml({{"fact:cases", "days", "late"},
                                                   {"STT", "Ngày", "Trễ"},
                                                   {"#1", "#12", "không"},
                                                   {"#2"},
                                                   {"#3", "#30", "x"}}));
    const auto imported = folder.import(form, {"self", "Nguyễn Văn A", false});
    REQUIRE(imported.forms.size() == 1);
    const auto& result = imported.forms[0];
    CHECK(summary(result.findings).empty());
    CHECK(result.written == "self/so-y-te.json");
    CHECK(result.answers == 5);
    CHECK(result.facts == 5);
    CHECK(result.documents == 3);
    const auto read = folder.assessment();
    CHECK(read.answers.at("1.1").level == "half");
    CHECK(read.answers.at("1.1").evidence == std::vector<std::string>{"01/KH-SYT"});
    CHECK(read.answers.at("1.1").explanation == "Còn thiếu");
    CHECK(read.answers.at("1.1").by == "Nguyễn Văn A");
    CHECK(read.answers.at("1.2").items == std::vector<std::string>{"a"});
    CHECK(read.answers.at("1.3").points == number("1.25"));
    CHECK(read.answers.at("1.4").value == number("64/66"));
    CHECK(read.answers.at("1.4").value_written == "64/66");
    CHECK(read.answers.at("1.4").evidence == std::vector<std::string>{"bc-02", "99/CV"});
    CHECK(read.answers.at("1.10").state == State::not_arisen);
    CHECK(std::get<Rational>(read.facts.at("dossiers").value) == number("1234567"));
    CHECK(read.facts.at("dossiers").source == "Báo cáo, mục 2");
    CHECK(std::get<Rational>(read.facts.at("rate").value) == number("0.95"));
    CHECK(std::holds_alternative<Never>(read.facts.at("issued").value));
    CHECK(std::get<bool>(read.facts.at("online").value));
    const auto& cases = std::get<std::vector<Record>>(read.facts.at("cases").value);
    REQUIRE(cases.size() == 2);
    CHECK(std::get<Rational>(cases[1].at("days")) == 30);
    CHECK(std::get<bool>(cases[1].at("late")));
    REQUIRE(read.evidence.size() == 3);
    CHECK(read.evidence[0].id == "01/KH-SYT");
    CHECK(read.evidence[0].date == Date(2017, 1, 4));
    CHECK(read.evidence[0].section == "mục II");
    CHECK(read.evidence[0].file == "kh.pdf");
    CHECK(read.evidence[2].number == "99/CV");
}

TEST_CASE("rows, columns and sheets may be moved and added") {
    const Folder folder("form_moved");
    Form form;
    form.answers = {{"1.1", "", "", "full"}, {"1.3", "", "", "", "", "#0.5"}};
    REQUIRE(folder.import(form).forms[0].written == "self/so-y-te.json");
    const auto straight = folder.written("self/so-y-te.json");
    form.answer_keys = {"points", "ghi chú", "level", "max", "id"};
    form.answers = {{"", "x", "", "", "9.9"},
                    {"", "", "", "", ""},
                    {"#0.50", "mine", "", "", " 1.3 "},
                    {"", "", "đầy\xC2\xA0đủ", "", "1.1"}};
    auto sheets = form.sheets();
    std::reverse(sheets.begin(), sheets.end());
    sheets.insert(sheets.begin(), {"của tôi", rows_xml({{"id", "linh tinh"}, {"1.1", "full"}})});
    const auto imported = folder.import(test::parts_of(sheets), {"self", {}, true});
    CHECK(summary(imported.forms[0].findings).empty());
    CHECK(folder.written("self/so-y-te.json") == straight);
}

TEST_CASE("a level is taken by id, label, ordinal or points, and never guessed") {
    const Folder folder("form_levels");
    const auto level_of = [&](const std::string& typed) -> std::string {
        Form form;
        form.answers = {{"1.1", "", "", typed}};
        const auto imported = folder.import(form, {"self", {}, true});
        const auto& findings = imported.forms[0].findings;
        if (!findings.empty()) return findings[0].code;
        return folder.assessment().answers.at("1.1").level.value();
    };
    CHECK(level_of("half") == "half");
    CHECK(level_of("partly") == "half");
    CHECK(level_of("Một  phần") == "half");
    CHECK(level_of("#3") == "none");  // third in the list; no level has 3 points
    CHECK(level_of("#0") == "none");  // points; there is no level 0
    CHECK(level_of("0,0") == "none");
    CHECK(level_of("#1") == "F419");  // the first level, or the one of 1 point
    CHECK(level_of("#2") == "F419");
    CHECK(level_of("#7") == "F419");
    CHECK(level_of("gần đủ") == "F419");
    Form form;
    form.answers = {{"1.1", "", "", "Đủ (2 điểm)"}};
    form.further.emplace_back("lists", rows_xml({{"1.1", "1.1.id"}, {"Đủ (2 điểm)", "full"}}));
    CHECK(folder.import(form, {"self", {}, true}).forms[0].findings.empty());
    CHECK(folder.assessment().answers.at("1.1").level == "full");
}

TEST_CASE("everything that cannot be used is reported with its cell, and nothing is written") {
    const Folder folder("form_faults");
    Form form;
    form.answers = {{"1.1", "", "", "gần đủ"},                // D4
                    {"1.2#a", "", "", "có lẽ"},               // D5
                    {"1.2#z", "", "", "x"},                   // D6
                    {"1.3", "", "", "", "", "1.000"},         // F7
                    {"1.4", "", "", "", "", "", "hình như"},  // G8
                    {"9.9", "", "", "", "#1"},                // A9
                    {"1", "", "", "", "#1"},                  // A10
                    {"", "", "", "", "#1"},                   // A11
                    {"1.10", "", "", "", "", "#1"},           //
                    {"1.10", "", "", "", "", "#1"}};          // A13
    form.figures = {{"", "dossiers", "", "#1.5"}, {"", "unknown", "", "#1"}, {"", "rate", "", "#1"},
                    {"", "rate", "", "#1"},       {"", "", "", "#3"},        {"", "issued", "", "31/02/2017"},
                    {"", "online", "", "chắc"}};
    form.documents = {{"", "", "", "Sở"}, {"a", "", "nay"}, {"a"}};
    form.further.emplace_back("r.cases", rows_xml({{"fact:cases", "days", "late"}, {}, {"", "#1"}, {"", "#1", "có"}}));
    const auto imported = folder.import(form);
    CHECK(summary(imported.forms[0].findings) ==
          std::vector<std::string>{"A114 Minh chứng!A6", "F424 Minh chứng!B4", "F108 Minh chứng!C5", "A111 Số liệu!B5",
                                   "F421 Số liệu!D10", "A112 Số liệu!D4", "A120 Số liệu!D7", "F424 Số liệu!D8",
                                   "A123 Số liệu!D9", "A103 Tự đánh giá!A10", "F424 Tự đánh giá!A11",
                                   "A120 Tự đánh giá!A13", "A102 Tự đánh giá!A9", "F419 Tự đánh giá!D4",
                                   "F421 Tự đánh giá!D5", "A105 Tự đánh giá!D6", "A108 Tự đánh giá!F7",
                                   "F421 Tự đánh giá!G8", "F426 r.cases!C3"});
    CHECK(imported.forms[0].written.empty());
    CHECK_FALSE(fs::exists(folder.files.round() / "self/so-y-te.json"));
    for (const auto& finding : imported.forms[0].findings) CHECK(finding.agency == "so-y-te");
}

TEST_CASE("cells with errors, dates for numbers and formulas without a result are named") {
    const Folder folder("form_cells");
    Form form;
    form.answers = {{"1.3", "", "", "", "", "#1"}};
    auto parts = test::parts_of(form.sheets());
    auto& sheet = parts["data/r0.xml"];
    const auto cell = sheet.rfind("<c><v>1</v></c>");
    const auto with = [&](const std::string& other) {
        auto changed = parts;
        changed["data/r0.xml"].replace(cell, 15, other);
        return summary(folder.import(changed).forms[0].findings);
    };
    CHECK(with("<c t=\"e\"><v>#REF!</v></c>") == std::vector<std::string>{"F417 Tự đánh giá!F4"});
    CHECK(with("<c><f>1+1</f></c>") == std::vector<std::string>{"F418 Tự đánh giá!F4"});
    CHECK(with("<c t=\"d\"><v>2017-04-03</v></c>") == std::vector<std::string>{"F420 Tự đánh giá!F4"});
    CHECK(with("<c t=\"b\"><v>1</v></c>") == std::vector<std::string>{"F421 Tự đánh giá!F4"});
    CHECK(with("<c><f>1/4</f><v>0.25</v></c>").empty());
}

TEST_CASE("an id that a spreadsheet made a number of is not taken for another criterion") {
    const Folder folder("form_ids");
    Form form;
    form.answers = {{"#1.1", "", "", "full"}};
    CHECK(summary(folder.findings(form)) == std::vector<std::string>{"F425 Tự đánh giá!A4"});
    form.answers = {{"#1.3", "", "", "", "", "#1"}};
    CHECK(folder.findings(form).empty());
}

TEST_CASE("a form for another round, stage, agency or set is refused") {
    const Folder folder("form_head");
    Form form;
    form.answers = {{"1.1", "", "", "full"}};
    const auto with = [&](const std::string& key, const std::string& value) {
        Form other = form;
        other.head[key] = value;
        return folder.findings(other);
    };
    for (const auto* key : {"round", "stage", "set", "kind"}) {
        CAPTURE(key);
        CHECK_THAT(only(with(key, "khác"), "F415").message.vi, Contains("“khác”"));
    }
    CHECK_THAT(only(with("agency", "so-y-t"), "F319").hint.en, Contains("so-y-te"));
    CHECK_THAT(only(with("format", "parindex/form/2"), "F414").message.en, Contains("another version"));
    form.head.erase("format");
    CHECK_THAT(only(folder.findings(form), "F319").message.en, Contains("“in”"));  // the file's name
    CHECK_FALSE(fs::exists(folder.files.round() / "self/so-y-te.json"));
}

TEST_CASE("a form without its row of keys, or with a copied sheet, is refused") {
    const Folder folder("form_keys");
    Form form;
    form.answers = {{"1.1", "", "", "full"}};
    form.answer_keys = {"Mã", "Tên"};
    CHECK(summary(folder.findings(form)) == std::vector<std::string>{"F416 "});
    form = {};
    form.answers = {{"1.1", "", "", "full"}};
    auto sheets = form.sheets();
    sheets.emplace_back("Tự đánh giá (2)", sheets[0].second);
    CHECK(summary(folder.import(test::parts_of(sheets)).forms[0].findings) ==
          std::vector<std::string>{"F427 Tự đánh giá (2)"});
    form.answer_keys = {"id", "max", "level", "level"};
    CHECK(summary(folder.findings(form)) == std::vector<std::string>{"F416 Tự đánh giá!D2"});
}

TEST_CASE("an appraisal awards points and judges evidence, an explanation disputes") {
    const Folder folder("form_process");
    folder.files.write("round/self/so-y-te.json",
                       R"({"format": "parindex/assessment/1", "agency": "so-y-te",
                           "answers": {"1.1": {"level": "full", "evidence": ["kh-01"]}}, "evidence": [{"id": "kh-01"}, {"id": "bc-02"}]})");
    Form form;
    form.head["stage"] = "appraisal-1";
    form.head["kind"] = "appraisal";
    form.answers = {
        {"1.1", "", "", "", "", "", "", "", "Ban hành muộn", "", "0,5", "KH-01: ban hành sau kỳ", "bc-02", "to-1"}};
    CHECK(folder.import(form, {"appraisal-1", "x", false}).forms[0].findings.empty());
    const auto appraisal = folder.assessment("appraisal-1");
    const auto& answer = appraisal.answers.at("1.1");
    CHECK(answer.awarded == number("0.5"));
    CHECK(answer.by == "to-1");
    CHECK(answer.refused_evidence == std::map<std::string, std::string>{{"kh-01", "ban hành sau kỳ"}});
    CHECK(answer.accepted_evidence == std::vector<std::string>{"bc-02"});
    CHECK(appraisal.evidence.empty());
    form.answers[0][11] = "kh-09";
    CHECK(summary(folder.import(form, {"appraisal-1", {}, true}).forms[0].findings) ==
          std::vector<std::string>{"A115 Tự đánh giá!L4"});
    form = {};
    form.head["stage"] = "explanation";
    form.head["kind"] = "explanation";
    form.answers = {{"1.1", "", "", "", "", "", "", "", "Đã nộp đúng hạn", "Có"}};
    CHECK(folder.import(form, {"explanation", {}, false}).forms[0].findings.empty());
    CHECK(folder.assessment("explanation").answers.at("1.1").disputed == true);
}

TEST_CASE("points that the form shows are compared with the engine's, once they were computed") {
    const Folder folder("form_scores");
    Form form;
    const std::vector<std::string> row{"1.1", "", "", "full", "", "", "", "", "", "", "", "", "", ""};
    form.answers = {row};
    form.answers[0].push_back("#1.9999999999999");
    CHECK(folder.findings(form).empty());
    form.answers[0].back() = "#1.5";
    CHECK(summary(folder.findings(form)) == std::vector<std::string>{"F422 Tự đánh giá!O4"});
    CHECK_THAT(only(folder.findings(form), "F422").message.vi, Contains("1,5") && Contains("2"));
    form.answers[0].back() = "#0";  // as written, never computed
    CHECK(folder.findings(form).empty());
}

TEST_CASE("a file that is there is replaced only on demand") {
    const Folder folder("form_replace");
    Form form;
    form.answers = {{"1.1", "", "", "full"}};
    CHECK(folder.import(form).forms[0].findings.empty());
    const auto before = folder.written("self/so-y-te.json");
    form.answers = {{"1.1", "", "", "none"}};
    CHECK(only(folder.import(form).forms[0].findings, "F423").severity == Severity::error);
    CHECK(folder.written("self/so-y-te.json") == before);
    CHECK(folder.import(form, {"self", {}, true}).forms[0].findings.empty());
    CHECK(folder.assessment().answers.at("1.1").level == "none");
}

TEST_CASE("a frozen stage takes no workbook until it is reopened") {
    const Folder folder("form_frozen");
    const auto asked = [](const char* day) {
        return AuditRequest{"self", *parse_moment(day), "Nguyễn Thị B", "nộp bổ sung", Edition::corrected};
    };
    REQUIRE(freeze_stage(folder.files.round(), asked("2017-07-01")).value);
    Form form;
    form.answers = {{"1.1", "", "", "full"}};
    const auto refused = folder.import(form);
    CHECK(refused.forms.empty());
    CHECK(summary(refused.findings) == std::vector<std::string>{"F512 "});
    CHECK_FALSE(fs::exists(folder.files.round() / "self/so-y-te.json"));
    REQUIRE(reopen_stage(folder.files.round(), asked("2017-07-02")).value);
    CHECK(folder.import(form).forms.at(0).written == "self/so-y-te.json");
}

TEST_CASE("workbooks with errors do not keep others from being written") {
    const Folder folder("form_several");
    fs::remove(folder.files.round() / "self/so-gd.json");
    Form good;
    good.answers = {{"1.1", "", "", "full"}};
    Form bad;
    bad.head["agency"] = "so-gd";
    bad.answers = {{"1.1", "", "", "?"}};
    const auto first = folder.put("a.xlsx", test::parts_of(good.sheets()));
    const auto second = folder.put("b.xlsx", test::parts_of(bad.sheets()));
    const auto imported = import_forms(folder.files.round(), {second, first, first}, {"self", {}, false});
    REQUIRE(imported.forms.size() == 3);
    CHECK(imported.forms[0].written.empty());
    CHECK(imported.forms[1].written == "self/so-y-te.json");
    CHECK(summary(imported.forms[2].findings) == std::vector<std::string>{"F428 "});
    CHECK_FALSE(fs::exists(folder.files.round() / "self/so-gd.json"));
    CHECK(import_forms(folder.files.round(), {first}, {"nope", {}, false}).findings.at(0).code == "F429");
    CHECK(import_forms(folder.files.round() / "none", {first}, {"self", {}, false}).findings.at(0).code == "F001");
}

TEST_CASE("a round reads the workbook of an agency beside files of others") {
    const Folder folder("form_folder");
    Form form;
    form.answers = {{"1.1", "", "", "full"}, {"1.3", "", "", "", "", "hai"}};
    const auto bytes = test::zip_of_parts(test::parts_of(form.sheets()));
    folder.files.write("round/self/so-y-te.xlsx", bytes);
    folder.files.write("round/self/~$so-y-te.xlsx", "lock");
    const auto round = load_round(folder.files.round());
    REQUIRE(round.value);
    CHECK(only(round.findings, "A108").location == Location{"self/so-y-te.xlsx", 0, 0, "Tự đánh giá!F5"});
    CHECK(round.value->find_assessment(0, "so-y-te")->answers.at("1.1").level == "full");
    CHECK(round.value->find_assessment(0, "so-y-te")->answers.at("1.1").stage == "self");
    folder.files.write("round/self/so-y-te.json", R"({"format": "parindex/assessment/1", "agency": "so-y-te"})");
    CHECK(only(load_round(folder.files.round()).findings, "F428").location.file == "self/so-y-te.xlsx");
    CHECK(only(folder.import(form).forms[0].findings, "F428").severity == Severity::error);
    form.head["agency"] = "so-gd";
    fs::remove(folder.files.round() / "self/so-y-te.json");
    folder.files.write("round/self/so-y-te.xlsx", test::zip_of_parts(test::parts_of(form.sheets())));
    CHECK(only(load_round(folder.files.round()).findings, "F415").location.file == "self/so-y-te.xlsx");
}

TEST_CASE("a form with fixed cells is read by the map of the set") {
    const Folder folder("form_official");
    const auto parts = test::parts_of({{"Biểu 1", rows_xml({{"Biểu"},
                                                            {},
                                                            {},
                                                            {"", "", "Trả lời", "Ghi chú", "Minh chứng"},
                                                            {"", "", "sudah", "đã làm", "12/QĐ"},
                                                            {"", "", "#1.5"},
                                                            {},
                                                            {"", "", "#40", "báo cáo"}})}});
    const auto name = folder.put("so-y-te.xlsx", parts);
    const auto imported = import_forms(folder.files.round(), {name}, {"self", {}, false});
    CHECK(summary(imported.forms.at(0).findings).empty());
    const auto read = folder.assessment();
    CHECK(read.answers.at("1.1").level == "full");
    CHECK(read.answers.at("1.1").explanation == "đã làm");
    CHECK(read.answers.at("1.1").evidence == std::vector<std::string>{"12/QĐ"});
    CHECK(read.answers.at("1.3").points == number("1.5"));
    CHECK(std::get<Rational>(read.facts.at("dossiers").value) == 40);
    CHECK(read.facts.at("dossiers").source == "báo cáo");
    const auto bad =
        folder.put("so-y-te.xlsx", test::parts_of({{"Biểu 1", rows_xml({{}, {}, {}, {}, {"", "", "belum"}})}}));
    CHECK(summary(import_forms(folder.files.round(), {bad}, {"self", {}, true}).forms.at(0).findings) ==
          std::vector<std::string>{"F419 Biểu 1!C5"});
    const auto other = folder.put("so-y-te.xlsx", test::parts_of({{"Khác", row_of({"x"})}}));
    CHECK_THAT(
        only(import_forms(folder.files.round(), {other}, {"self", {}, true}).forms.at(0).findings, "F414").hint.en,
        Contains("Biểu 1"));
}
