#include "parindex/io/round_folder.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "parindex/io/criteria_json.hpp"
#include "support/findings.hpp"

using namespace parindex;
using Catch::Matchers::Contains;
using parindex::test::only;
using parindex::test::summary;

namespace fs = std::filesystem;

namespace {

const std::string set_json = R"j({
"format": "parindex/criteria-set/1", "id": "vn/test-2017", "title": "T", "country": "VN", "level": "department",
"languages": ["vi"], "period": {"from": "2017-01-01", "to": "2017-12-31"}, "max": 10,
"provenance": {"status": "model", "statement": "S", "source": "test"},
"policies": {
  "rounding": {"points": "none", "total": "none", "percent": "none"},
  "states": {"not_applicable": "drop", "not_arisen": "zero", "no_data": "zero", "no_survey": "drop", "pending": "block", "blank": "zero"},
  "total": {"over": "maximum"}, "ranking": {"on": "rounded", "ties": "competition"}},
"facts": [
  {"id": "dossiers", "type": "count", "title": "Hồ sơ", "max": 1000},
  {"id": "rate", "type": "percent", "title": "Tỷ lệ"},
  {"id": "budget", "type": "number", "title": "Kinh phí"},
  {"id": "plan.issued", "type": "date", "title": "Ngày ban hành"},
  {"id": "online", "type": "flag", "title": "Trực tuyến"},
  {"id": "note", "type": "text", "title": "Ghi chú"},
  {"id": "updates", "type": "records", "title": "Tin", "fields": {"days": "count", "late": "flag"}, "max_records": 2}],
"criteria": [
  {"id": "1", "title": "A", "max": 10, "children": [
    {"id": "1.1", "title": "B", "max": 2, "rule": {"kind": "levels", "levels": [
       {"id": "full", "label": "Đủ", "points": 2}, {"id": "part", "label": "Một phần", "free_points": [0.5, 1.5]}, {"id": "none", "points": 0}]}},
    {"id": "1.2", "title": "C", "max": 1, "rule": {"kind": "checklist", "items": [{"id": "a", "points": 0.5}, {"id": "b", "points": 0.5}]}},
    {"id": "1.3", "title": "D", "max": 3, "rule": {"kind": "bands", "of": "answer", "bands": [{"points": 3}]}},
    {"id": "1.4", "title": "E", "max": 2, "rule": {"kind": "points", "min": 0.5, "step": 0.25}},
    {"id": "1.5", "title": "F", "max": 2, "rule": {"kind": "formula", "points": "dossiers / 10", "above_max": "cap", "below_zero": "cap"}}]}]})j";

CriteriaSet test_set() { return *parse_criteria_set(set_json, "set.json").value; }

std::string assessment_text(const std::string& members) {
    return R"({"format": "parindex/assessment/1", "agency": "so-y-te", )" + members + "}";
}

Loaded<Assessment> assess(const std::string& members) {
    const CriteriaSet set = test_set();
    return parse_assessment(assessment_text(members), "self/so-y-te.json", set);
}

Loaded<Assessment> answer(const std::string& id, const std::string& members) {
    return assess("\"answers\": {\"" + id + "\": {" + members + "}}");
}

Loaded<Assessment> fact(const std::string& id, const std::string& value) {
    return assess("\"facts\": {\"" + id + "\": " + value + "}");
}

/// The finding of an answer that does not fit, which must be left blank.
Finding bad_answer(const std::string& id, const std::string& members, std::string_view code) {
    const auto loaded = answer(id, members);
    REQUIRE(loaded.value);
    const auto found = loaded.value->answers.find(id);
    if (found != loaded.value->answers.end()) {
        CHECK(found->second.state == State::blank);
        CHECK_FALSE(found->second.level.has_value());
        CHECK_FALSE(found->second.points.has_value());
    }
    const Finding finding = only(loaded.findings, code);
    CHECK(finding.severity == Severity::error);
    CHECK(finding.criterion == id);
    CHECK(finding.agency == "so-y-te");
    return finding;
}

Finding bad_fact(const std::string& id, const std::string& value, std::string_view code) {
    const auto loaded = fact(id, value);
    REQUIRE(loaded.value);
    CHECK(loaded.value->facts.empty());
    return only(loaded.findings, code);
}

/// A round's folder that is removed at the end.
class Folder {
public:
    explicit Folder(const std::string& name) : path_(fs::temp_directory_path() / ("parindex_test_round_" + name)) {
        fs::remove_all(path_);
        write("criteria/set.json", set_json);
        write("round/round.json", round_json());
        write("round/agencies.csv", "id,name,group,type\nso-y-te,Sở Y tế,so,A\nso-gd,Sở Giáo dục,so,B\n");
        write("round/self/so-y-te.json",
              assessment_text(
                  R"("answers": {"1.1": {"level": "full"}}, "evidence": [{"id": "kh-01", "number": "01/KH"}])"));
        write("round/self/so-gd.json", R"({"format": "parindex/assessment/1", "agency": "so-gd"})");
        fs::create_directories(path_ / "round/appraisal-1");
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    static std::string round_json(const std::string& more = "",
                                  const std::string& criteria = R"({"so": "../criteria/set.json"})") {
        return R"({"format": "parindex/round/1", "id": "r", "title": "R", "statement": "S", "synthetic": true,
"period": {"from": "2017-01-01", "to": "2017-06-30"},
"criteria": )" +
               criteria + R"(,
"stages": [{"id": "self", "kind": "self", "title": "Tự chấm"}, {"id": "appraisal-1", "kind": "appraisal"}])" +
               more + "}";
    }

    void write(const std::string& name, const std::string& text) const {
        fs::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << text;
    }
    void remove(const std::string& name) const { fs::remove_all(path_ / name); }
    Loaded<Round> load(const Limits& limits = {}) const { return load_round(path_ / "round", limits); }
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

}  // namespace

TEST_CASE("an assessment is read with its answers, facts and evidence") {
    const auto loaded = assess(R"("date": "15/06/2017", "synthetic": true, "note": "N",
        "facts": {"dossiers": 12, "rate": "95%", "budget": "0,5", "plan.issued": {"value": "2017-01-04", "source": "mục I", "evidence": ["kh-01"]},
                  "online": true, "note": "x", "updates": [{"days": 3, "late": false}]},
        "answers": {"1.1": {"level": "part", "points": "1,25", "evidence": ["kh-01"], "explanation": "vì"}, "1.2": {"items": ["b"], "by": "tổ giúp việc"},
                    "1.3": {"value": "64/66"}, "1.4": {"points": 1.5}, "1.5": {"state": "not_arisen"}},
        "evidence": [{"id": "kh-01", "number": "01/KH-SYT", "date": "2017-01-04", "issuer": "SYT", "title": "Kế hoạch", "where": "mục I.1"}])");
    for (const auto& finding : loaded.findings) UNSCOPED_INFO(to_line(finding, Language::en));
    CHECK(loaded.findings.empty());
    REQUIRE(loaded.value);
    const Assessment& assessment = *loaded.value;
    CHECK(assessment.date == Date(2017, 6, 15));
    CHECK(assessment.synthetic);
    CHECK(std::get<Rational>(assessment.facts.at("rate").value) == Rational(19, 20));
    CHECK(std::get<Rational>(assessment.facts.at("budget").value) == Rational(1, 2));
    CHECK(std::get<Date>(assessment.facts.at("plan.issued").value) == Date(2017, 1, 4));
    CHECK(assessment.facts.at("plan.issued").source == "mục I");
    CHECK(std::get<bool>(assessment.facts.at("online").value));
    const auto& records = std::get<std::vector<Record>>(assessment.facts.at("updates").value);
    CHECK(std::get<Rational>(records.at(0).at("days")) == Rational(3));
    CHECK(assessment.answers.at("1.1").points == Rational(5, 4));
    CHECK(assessment.answers.at("1.1").evidence == std::vector<std::string>{"kh-01"});
    CHECK(assessment.answers.at("1.2").items == std::vector<std::string>{"b"});
    CHECK(assessment.answers.at("1.2").by == "tổ giúp việc");
    CHECK(assessment.answers.at("1.3").value == Rational(32, 33));
    CHECK(assessment.answers.at("1.3").value_written == "64/66");
    CHECK(assessment.answers.at("1.5").state == State::not_arisen);
    CHECK(assessment.evidence.at(0).number == "01/KH-SYT");
}

TEST_CASE("a date that says never is kept as never") {
    CHECK(std::holds_alternative<Never>(fact("plan.issued", "\"never\"").value->facts.at("plan.issued").value));
}

TEST_CASE("points outside the bounds or between the steps are errors in words of the reader") {
    const Finding high = bad_answer("1.4", "\"points\": 2.5", "A106");
    CHECK(high.location.file == "self/so-y-te.json");
    CHECK(high.location.line == 1);
    CHECK(high.location.pointer == "/answers/1.4/points");
    CHECK(high.message.vi == "1.4: 2,5 điểm, tối đa là 2");
    CHECK(high.message.en == "1.4: 2.5 points; the maximum is 2");
    CHECK_THAT(bad_answer("1.4", "\"points\": 0.25", "A106").message.vi, Contains("0,25 điểm, tối thiểu là 0,5"));
    CHECK_THAT(bad_answer("1.4", "\"points\": 0.6", "A107").message.vi, Contains("không đúng bước 0,25"));
    CHECK_THAT(bad_answer("1.1", R"("level": "part", "points": 1.75)", "A106").message.en,
               Contains("1.75 points; the maximum is 1.5"));
    CHECK(answer("1.4", "\"points\": 0.75").findings.empty());
}

TEST_CASE("unknown criteria and parents are no place for an answer") {
    const Finding unknown = bad_answer("1.6", R"("level": "full")", "A102");
    CHECK(unknown.location.pointer == "/answers/1.6");
    CHECK_FALSE(unknown.hint.vi.empty());
    CHECK_THAT(bad_answer("1", R"("points": 5)", "A103").hint.en, Contains("1.1, 1.2"));
}

TEST_CASE("a level or item that does not exist is an error that lists those that do") {
    const Finding level = bad_answer("1.1", R"("level": "ful")", "A104");
    CHECK(level.location.pointer == "/answers/1.1/level");
    CHECK_THAT(level.message.vi, Contains("không có mức “ful”; có: full, part, none"));
    CHECK_THAT(level.hint.en, Contains("“full”"));
    const Finding item = bad_answer("1.2", R"("items": ["a", "c"])", "A105");
    CHECK(item.location.pointer == "/answers/1.2/items/1");
    CHECK_THAT(item.message.en, Contains("known: a, b"));
    CHECK_THAT(bad_answer("1.2", R"("items": ["a", "a"])", "A105").message.en, Contains("twice"));
}

TEST_CASE("an answer must be of the kind that the rule takes") {
    CHECK_THAT(bad_answer("1.1", R"("value": 3)", "A109").message.en,
               Contains("the rule “levels” takes level, points"));
    CHECK_THAT(bad_answer("1.4", R"("level": "full")", "A109").message.en, Contains("takes points"));
    CHECK_THAT(bad_answer("1.3", R"("items": [])", "A109").message.en, Contains("takes value"));
    CHECK_THAT(bad_answer("1.5", R"("value": 1)", "A109").hint.vi, Contains("facts"));
    CHECK_THAT(bad_answer("1.1", R"("level": "full", "points": 1)", "A109").message.en, Contains("has its own points"));
    CHECK_THAT(bad_answer("1.1", R"("level": "part")", "A109").message.vi, Contains("cần điểm từ 0,5 đến 1,5"));
    CHECK_THAT(bad_answer("1.1", R"("points": 1)", "A109").message.en, Contains("points need their level"));
}

TEST_CASE("numbers must be clear") {
    CHECK(bad_answer("1.3", R"("value": "nhiều")", "A108").location.pointer == "/answers/1.3/value");
    CHECK_THAT(bad_answer("1.3", R"("value": "1.000")", "A108").hint.en, Contains("Thousands"));
    CHECK(bad_answer("1.3", R"("value": true)", "A108").code == "A108");
    CHECK(bad_answer("1.3", R"("value": "3/0")", "A108").code == "A108");
    CHECK(answer("1.3", R"("value": 1.125)").value->answers.at("1.3").value == Rational(9, 8));
}

TEST_CASE("states are those of the documentation, and take the place of an answer") {
    const Finding state = bad_answer("1.1", R"("state": "khong")", "A110");
    CHECK_THAT(state.message.en, Contains("not_applicable, not_arisen, no_data, no_survey, pending, blank"));
    CHECK(bad_answer("1.1", R"("state": "scored")", "A110").code == "A110");
    const auto both = answer("1.1", R"("state": "pending", "level": "full")");
    CHECK(only(both.findings, "A119").severity == Severity::warning);
    CHECK(both.value->answers.at("1.1").state == State::pending);
}

TEST_CASE("facts must be declared and of their type") {
    const Finding unknown = bad_fact("dosiers", "1", "A111");
    CHECK(unknown.location.pointer == "/facts/dosiers");
    CHECK_THAT(unknown.hint.en, Contains("“dossiers”"));
    CHECK_THAT(bad_fact("dossiers", "-1", "A112").message.vi, Contains("số nguyên không âm"));
    CHECK(bad_fact("dossiers", "1.5", "A112").criterion == "dossiers");
    CHECK(bad_fact("dossiers", "true", "A112").code == "A112");
    CHECK(bad_fact("online", "1", "A112").code == "A112");
    CHECK(bad_fact("note", "5", "A112").code == "A112");
    CHECK(bad_fact("plan.issued", "20170104", "A112").code == "A112");
    CHECK_THAT(bad_fact("plan.issued", "\"2017-02-29\"", "A123").message.en, Contains("2017-02-29"));
    CHECK_THAT(bad_fact("dossiers", "1001", "A113").message.vi, Contains("tối đa là 1000"));
    CHECK(bad_fact("dossiers", "null", "F101").location.pointer == "/facts/dossiers");
    CHECK(bad_fact("updates", "3", "F101").location.pointer == "/facts/updates");
}

TEST_CASE("a percentage above one without its sign is taken as written, with a warning") {
    const auto loaded = fact("rate", "95");
    CHECK_THAT(only(loaded.findings, "A124").message.vi, Contains("95 được hiểu là 9500%"));
    CHECK(std::get<Rational>(loaded.value->facts.at("rate").value) == Rational(95));
    CHECK(fact("rate", "\"120%\"").findings.empty());
}

TEST_CASE("records have every field, none other, and are limited in number") {
    CHECK(bad_fact("updates", R"([{"days": 1}])", "F102").location.pointer == "/facts/updates/0");
    CHECK(bad_fact("updates", R"([{"days": 1, "late": true, "lat": 1}])", "F103").location.pointer ==
          "/facts/updates/0/lat");
    CHECK(bad_fact("updates", R"([{"days": "x", "late": true}])", "A108").location.pointer == "/facts/updates/0/days");
    const std::string row = R"({"days": 1, "late": true})";
    CHECK_THAT(bad_fact("updates", "[" + row + "," + row + "," + row + "]", "A118").message.en,
               Contains("3 records; the most is 2"));
}

TEST_CASE("evidence ids are used once and refer to documents that are there") {
    const auto loaded =
        assess(R"("evidence": [{"id": "a"}, {"id": "a"}], "answers": {"1.1": {"level": "full", "evidence": ["a", "b"]}},
        "facts": {"dossiers": {"value": 1, "evidence": ["c"]}})");
    CHECK(only(loaded.findings, "A114").location.pointer == "/evidence/1");
    std::vector<std::string> unknown;
    for (const auto& finding : loaded.findings) {
        if (finding.code == "A115") unknown.push_back(finding.location.pointer);
    }
    CHECK(unknown == std::vector<std::string>{"/answers/1.1/evidence/1", "/facts/dossiers/evidence/0"});
    CHECK(loaded.value->answers.at("1.1").level == "full");
}

TEST_CASE("all problems of an assessment are listed at once") {
    const auto loaded = assess(
        "\n\"answers\": {\"1.1\": {\"level\": \"x\"},\n\"1.2\": {\"itmes\": []},\n\"1.4\": {\"points\": 9},\n\"1.9\": "
        "{}},\n\"fact\": {}, \"date\": \"31/02/2017\"");
    CHECK(summary(loaded.findings) == std::vector<std::string>{"A104 /answers/1.1/level", "F103 /answers/1.2/itmes",
                                                               "A106 /answers/1.4/points", "A102 /answers/1.9",
                                                               "F103 /fact", "F108 /date"});
    CHECK(loaded.findings[2].location.line == 4);
}

TEST_CASE("an assessment without an agency, or of another format, has no value") {
    const CriteriaSet set = test_set();
    const auto nobody = parse_assessment(R"({"format": "parindex/assessment/1"})", "a.json", set);
    CHECK_FALSE(nobody.value);
    CHECK_THAT(only(nobody.findings, "F102").message.en, Contains("“agency”"));
    const auto other = parse_assessment(R"({"format": "parindex/assessment/9", "agency": "a"})", "a.json", set);
    CHECK_FALSE(other.value);
    CHECK(only(other.findings, "F105").location.pointer == "/format");
    CHECK_FALSE(parse_assessment("", "a.json", set).value);
}

TEST_CASE("a round is read from its folder") {
    const Folder folder("good");
    folder.write("round/round.json",
                 Folder::round_json(R"(, "holidays": ["2017-01-02"], "worked_weekends": ["2017-01-07"],
        "checks": {"jump_points": 10, "identical_answers_at_least": 5}, "previous": "../criteria")"));
    folder.write("round/published.csv", "agency,total,rank,class\nso-y-te,97.685,1,A\nso-gd,\"8,5\",2,\n");
    folder.write("round/appraisal-1/so-y-te.json",
                 assessment_text(R"("answers": {"1.1": {"level": "none", "evidence": ["kh-01"]}})"));
    const auto loaded = folder.load();
    for (const auto& finding : loaded.findings) UNSCOPED_INFO(to_line(finding, Language::en));
    CHECK(loaded.findings.empty());
    REQUIRE(loaded.value);
    const Round& round = *loaded.value;
    CHECK(round.synthetic);
    CHECK(round.title.in(Language::en) == "R");
    REQUIRE(round.agencies.size() == 2);
    CHECK(round.agencies[0].name == "Sở Y tế");
    CHECK(round.agencies[1].attributes.at("type") == "B");
    CHECK(round.agencies[1].location == Location{"agencies.csv", 3, 0, "row 3, column id"});
    REQUIRE(round.set_of(round.agencies[0]) != nullptr);
    CHECK(round.set_of(round.agencies[0])->id == "vn/test-2017");
    REQUIRE(round.assessments.size() == 2);
    CHECK(round.assessments[0].at("so-y-te").answers.at("1.1").stage == "self");
    CHECK(round.assessments[1].at("so-y-te").answers.at("1.1").level == "none");
    CHECK(round.assessments[1].at("so-y-te").file == "appraisal-1/so-y-te.json");
    CHECK(round.published.at(0).total == Rational(97685, 1000));
    CHECK(round.published.at(1).total == Rational(17, 2));
    CHECK(round.published.at(0).rank == 1);
    CHECK(round.published.at(0).class_id == "A");
    CHECK(round.calendar.holidays == std::vector<Date>{Date(2017, 1, 2)});
    CHECK(round.checks.identical_answers_at_least == std::size_t{5});
    CHECK(round.previous_folder == (folder.path() / "criteria").generic_string());
}

TEST_CASE("tables of answers and facts stand beside files of agencies") {
    const Folder folder("tables");
    folder.write("round/self/answers.csv",
                 "agency,criterion,level,items,points,value,state,evidence,explanation\n"
                 "so-gd,1.1,full,,,,,01/KH; "
                 "02/KH,vì\nso-gd,1.2,,a;b,,,,,\nso-gd,1.3,,,,1.125,,,\nso-gd,1.4,,,1.25,,,,\nso-gd,1.5,,,,,pending,,\n"
                 "so-y-te,1.2,,,,,,,\n");
    folder.write("round/self/facts.csv",
                 "\xEF\xBB\xBF"
                 "agency;fact;value;source;evidence\r\nso-gd;rate;95,5 %;mục "
                 "1;\r\nso-gd;online;TRUE;;\r\nso-gd;plan.issued;4/1/2017;;kh-9\r\n");
    const auto loaded = folder.load();
    for (const auto& finding : loaded.findings) UNSCOPED_INFO(to_line(finding, Language::en));
    CHECK(loaded.findings.empty());
    REQUIRE(loaded.value);
    const Assessment& assessment = loaded.value->assessments[0].at("so-gd");
    CHECK(assessment.answers.at("1.1").evidence == std::vector<std::string>{"01/KH", "02/KH"});
    CHECK(assessment.answers.at("1.1").location.pointer == "row 2, column criterion");
    CHECK(assessment.evidence.at(1).number == "02/KH");
    CHECK(assessment.answers.at("1.2").items == std::vector<std::string>{"a", "b"});
    CHECK(assessment.answers.at("1.3").value == Rational(9, 8));
    CHECK(assessment.answers.at("1.5").state == State::pending);
    CHECK(std::get<Rational>(assessment.facts.at("rate").value) == Rational(955, 1000));
    CHECK(std::get<bool>(assessment.facts.at("online").value));
    CHECK(std::get<Date>(assessment.facts.at("plan.issued").value) == Date(2017, 1, 4));
    CHECK_FALSE(loaded.value->assessments[0].at("so-y-te").answers.contains("1.2"));
}

TEST_CASE("cells that do not fit are errors at their row and column") {
    const Folder folder("cells");
    folder.write("round/self/answers.csv",
                 "agency;criterion;level;points\nso-gd;1.1;fulll;\nso-gd;1.4;;2,5\nso-gd;1.4;;1.125\nso-xx;1.1;full;"
                 "\nso-y-te;1.1;none;\n");
    folder.write("round/self/facts.csv", "agency,fact,value\nso-gd,dossiers,1.000\nso-gd,dossier,1\n");
    const auto loaded = folder.load();
    REQUIRE(loaded.value);
    CHECK(only(loaded.findings, "A104").location == Location{"self/answers.csv", 2, 0, "row 2, column level"});
    CHECK_THAT(only(loaded.findings, "A106").message.vi, Contains("1.4: 2,5 điểm, tối đa là 2"));
    CHECK(only(loaded.findings, "F319").location == Location{"self/answers.csv", 5, 0, "row 5, column agency"});
    CHECK(only(loaded.findings, "A111").location.pointer == "row 3, column fact");
    CHECK(only(loaded.findings, "A108").location == Location{"self/facts.csv", 2, 0, "row 2, column value"});
    // The second answer to 1.4, and the one that the agency's own file gives as well.
    std::vector<std::string> second;
    for (const auto& finding : loaded.findings) {
        if (finding.code == "A120") second.push_back(finding.agency + " " + finding.location.pointer);
    }
    CHECK(second == std::vector<std::string>{"so-gd row 4, column criterion", "so-y-te row 6, column criterion"});
    CHECK(loaded.value->assessments[0].at("so-y-te").answers.at("1.1").level == "full");
}

TEST_CASE("a table of agencies must be complete and name each agency once") {
    const Folder folder("agencies");
    folder.write("round/agencies.csv",
                 "id,name,group,predecessors\nso-y-te,Sở Y tế,so,\nso-gd,Sở GD,so,so-cu; so-gd\nso-y-te,Sở Y tế "
                 "2,so,\nsở,Sở,so,\nso-x,Sở X,,\nso-z,Sở Z,huyen,\n");
    const auto loaded = folder.load();
    REQUIRE(loaded.value);
    const Finding twice = only(loaded.findings, "F310");
    CHECK(twice.location == Location{"agencies.csv", 4, 0, "row 4, column id"});
    CHECK_THAT(twice.message.vi, Contains("hàng 2 và hàng 4"));
    CHECK(only(loaded.findings, "F311").location.line == 5);
    CHECK(only(loaded.findings, "F312").location.pointer == "row 6, column group");
    CHECK_THAT(only(loaded.findings, "F313").message.en, Contains("“huyen”"));
    std::size_t predecessors = 0;
    for (const auto& finding : loaded.findings) predecessors += finding.code == "F320" ? 1U : 0U;
    CHECK(predecessors == 2);
    CHECK(loaded.value->agencies.size() == 4);
}

TEST_CASE("agencies, stages and files are held against each other") {
    const Folder folder("match");
    folder.write("round/self/so-la.json", assessment_text(""));
    folder.write("round/self/ghi-chu.docx", "x");
    folder.write("round/self/.gitkeep", "");
    folder.write("round/self/so-gd.json", assessment_text(R"("note": "x")"));
    folder.remove("round/appraisal-1");
    const auto loaded = folder.load();
    REQUIRE(loaded.value);
    CHECK(only(loaded.findings, "F319").location.file == "self/so-la.json");
    CHECK(only(loaded.findings, "F318").severity == Severity::warning);
    CHECK(only(loaded.findings, "F318").location.file == "self/ghi-chu.docx");
    const Finding mismatch = only(loaded.findings, "A101");
    CHECK(mismatch.location == Location{"self/so-gd.json", 0, 0, "/agency"});
    CHECK_THAT(mismatch.message.vi, Contains("tệp của “so-gd” ghi cơ quan “so-y-te”"));
    CHECK(only(loaded.findings, "F317").location.file == "appraisal-1");
    // Its file was refused, which does not mean that nothing was handed in.
    for (const auto& finding : loaded.findings) CHECK(finding.code != "A116");
}

TEST_CASE("the frame of a round must be sound") {
    const Folder folder("frame");
    const auto round_with = [&](const std::string& more,
                                const std::string& criteria = R"({"so": "../criteria/set.json"})") {
        folder.write("round/round.json", Folder::round_json(more, criteria));
        return folder.load();
    };
    const Finding unknown = only(round_with(R"(, "holiday": [])").findings, "F103");
    CHECK(unknown.location.line == 4);
    CHECK(unknown.location.pointer == "/holiday");
    CHECK_THAT(unknown.hint.en, Contains("“holidays”"));
    CHECK(only(round_with(R"(, "holidays": ["2017-13-01"])").findings, "F108").location.pointer == "/holidays/0");
    CHECK(only(round_with(R"(, "previous": "../none")").findings, "F322").location.pointer == "/previous");
    CHECK(only(round_with(R"(, "previous": "/etc")").findings, "F321").location.pointer == "/previous");

    const auto missing = round_with("", R"({"so": "../criteria/none.json"})");
    CHECK_FALSE(missing.value);
    CHECK(only(missing.findings, "F309").location == Location{"round.json", 3, 20, "/criteria/so"});

    const auto unused = round_with("", R"({"so": "../criteria/set.json", "huyen": "../criteria/set.json"})");
    REQUIRE(unused.value);
    CHECK(unused.value->sets.size() == 1);
    CHECK_THAT(only(unused.findings, "F314").message.en, Contains("“huyen”"));

    auto stages = Folder::round_json();
    stages.replace(stages.find("appraisal-1"), 11, "self");
    folder.write("round/round.json", stages);
    CHECK(only(folder.load().findings, "F316").location.pointer == "/stages/1/id");
    stages.replace(stages.rfind("\"id\": \"self\""), 12, "\"id\": \"../x\"");
    folder.write("round/round.json", stages);
    CHECK(only(folder.load().findings, "F114").location.pointer == "/stages/1/id");
}

TEST_CASE("errors in a criteria set of a round are reported in its own file, and the round cannot be used") {
    const Folder folder("set");
    folder.write("criteria/set.json", "{\"format\": \"parindex/criteria-set/1\",\n}");
    const auto loaded = folder.load();
    CHECK_FALSE(loaded.value);
    CHECK(only(loaded.findings, "F010").location == Location{"../criteria/set.json", 2, 1, ""});
}

TEST_CASE("parts of a round that cannot be read say why") {
    const Folder folder("files");
    CHECK(only(load_round(folder.path() / "none").findings, "F001").message.vi == "không có thư mục này");
    CHECK(only(load_round(folder.path() / "criteria/set.json").findings, "F007").severity == Severity::error);

    folder.write("round/self/so-y-te.json", "");
    folder.write("round/self/so-gd.json", "{\"agency\": \"S\xD4\"}");
    folder.remove("round/appraisal-1");
    folder.write("round/appraisal-1", "x");
    const auto loaded = folder.load();
    REQUIRE(loaded.value);
    CHECK(only(loaded.findings, "F004").location.file == "self/so-y-te.json");
    CHECK(only(loaded.findings, "F011").location == Location{"self/so-gd.json", 1, 14, ""});
    CHECK(only(loaded.findings, "F007").location.file == "appraisal-1");

    folder.remove("round/agencies.csv");
    folder.remove("round/round.json");
    fs::create_directories(folder.path() / "round/round.json");
    const auto broken = folder.load();
    CHECK_FALSE(broken.value);
    CHECK(only(broken.findings, "F001").location.file == "agencies.csv");
    CHECK(only(broken.findings, "F002").location.file == "round.json");
}

TEST_CASE("published results are clear numbers for agencies of the round, each once") {
    const Folder folder("published");
    folder.write("round/published.csv", "agency;total;rank\nso-y-te;nhiều;1\nso-gd;8,5;0\nso-x;9;1\nso-gd;8,5;2\n");
    const auto loaded = folder.load();
    REQUIRE(loaded.value);
    CHECK(summary(loaded.findings) == std::vector<std::string>{"F323 row 2, column total", "F323 row 3, column rank",
                                                               "F319 row 4, column agency",
                                                               "F310 row 5, column agency"});
    CHECK(loaded.value->published.empty());
}

TEST_CASE("columns of agencies.csv have names that expressions can use") {
    const Folder folder("columns");
    folder.write("round/agencies.csv", "id,name,group,Loại\nso-y-te,Sở Y tế,so,A\n");
    const auto loaded = folder.load();
    CHECK_FALSE(loaded.value);
    CHECK(only(loaded.findings, "F326").location == Location{"agencies.csv", 1, 0, "row 1, column Loại"});
}

TEST_CASE("the number of agencies is limited") {
    const Folder folder("many");
    Limits limits;
    limits.agencies = 1;
    const auto loaded = folder.load(limits);
    CHECK(only(loaded.findings, "F315").location.pointer == "row 3, column id");
}

TEST_CASE("every shipped example loads without errors") {
    std::size_t rounds = 0;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(PARINDEX_SOURCE_DIR) / "examples")) {
        if (entry.path().filename() != "round.json") continue;
        ++rounds;
        const auto loaded = load_round(entry.path().parent_path());
        CAPTURE(entry.path().string(), summary(loaded.findings));
        CHECK(loaded.is_clean());
    }
    CHECK(rounds >= 2);
}
