// survey.json, strata.csv and responses.csv of a round's folder (src/io/survey_json.hpp, src/io/survey_tables.hpp).

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "parindex/io/round_folder.hpp"
#include "support/findings.hpp"

using namespace parindex;
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
"facts": [{"id": "good", "type": "count", "title": "Tốt"}, {"id": "rate", "type": "percent", "title": "Tỷ lệ"}],
"criteria": [
  {"id": "1", "title": "A", "max": 4, "children": [
    {"id": "1.1", "title": "B", "max": 4, "scored_by": ["self"], "rule": {"kind": "proportional", "of": "answer", "above_one": "refuse"}}]},
  {"id": "2", "title": "C", "max": 6, "children": [
    {"id": "2.1", "title": "D", "max": 4, "scored_by": ["survey"], "rule": {"kind": "proportional", "of": "answer", "above_one": "refuse"}},
    {"id": "2.2", "title": "E", "max": 2, "scored_by": ["survey"], "rule": {"kind": "points", "min": 0}}]}]})j";

const std::string scales =
    R"("scales": {"abc": [{"id": "A", "weight": 1}, {"id": "B", "weight": "1/2"}, {"id": "C", "weight": null}]}, )";
const std::string forms =
    R"("questionnaires": [{"id": "c", "questions": [{"id": "q1", "options": "abc"}, {"id": "q2", "options": "abc"}]},
{"id": "d", "questions": [{"id": "q3", "options": [{"id": "y", "weight": "100%"}]}]}], )";

std::string estimates(const std::string& target) {
    return R"("estimates": [{"id": "e", "method": "respondents", "parts": [{"questionnaire": "c", "questions": ["q1", "q2"]}], )" +
           target + "}]";
}

const std::string into_criterion = estimates(R"("criterion": "2.1")");

/// A round's folder with the agencies a and b and a survey stage.
class Folder {
public:
    Folder() : path_(fs::temp_directory_path() / ("parindex_survey_" + std::to_string(::getpid()))) {
        fs::remove_all(path_);
        write("set.json", set_json);
        write("round/round.json", R"({"format": "parindex/round/1", "id": "r", "title": "R", "statement": "S",
"period": {"from": "2017-01-01", "to": "2017-06-30"}, "criteria": {"so": "../set.json"},
"stages": [{"id": "self", "kind": "self"}, {"id": "survey", "kind": "survey"}]})");
        write("round/agencies.csv", "id,name,group\na,Sở A,so\nb,Sở B,so\n");
        write("round/self/answers.csv", "agency,criterion,value\na,1.1,1\nb,1.1,1\n");
        survey(scales + forms + into_criterion);
        responses("a,c,1,,,A,B\na,c,2,,,C,\n");
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    void write(const std::string& name, const std::string& text) const {
        fs::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << text;
    }
    void survey(const std::string& members) const {
        write("round/survey/survey.json", R"({"format": "parindex/survey/1", )" + members + "}");
    }
    void responses(const std::string& rows) const {
        write("round/survey/responses.csv", "agency,questionnaire,respondent,stratum,weight,q1,q2\n" + rows);
    }
    void strata(const std::string& rows) const {
        write("round/survey/strata.csv", "agency,questionnaire,stratum,population\n" + rows);
    }
    void remove(const std::string& name) const { fs::remove(path_ / name); }
    [[nodiscard]] Loaded<Round> load(const Limits& limits = {}) const { return load_round(path_ / "round", limits); }

private:
    fs::path path_;
};

/// The only finding of that code, an error, and nothing else.
Finding refused(const Loaded<Round>& loaded, std::string_view code) {
    CAPTURE(summary(loaded.findings));
    CHECK(loaded.findings.size() == 1);
    const auto finding = only(loaded.findings, code);
    CHECK(finding.severity == Severity::error);
    return finding;
}

}  // namespace

TEST_CASE("a survey is read and becomes the stage's answers", "[survey]") {
    const Folder folder;
    const auto loaded = folder.load();
    CAPTURE(summary(loaded.findings));
    REQUIRE(loaded.is_clean());
    CHECK(loaded.findings.empty());
    const auto& survey = loaded.value->surveys.at("survey");
    CHECK(survey.confidence == Rational(19, 20));
    REQUIRE(survey.responses.size() == 2);
    CHECK(survey.responses[0].answers == std::map<std::string, std::string>{{"q1", "A"}, {"q2", "B"}});
    CHECK(survey.responses[0].location == Location{"survey/responses.csv", 2, 0, "row 2, column respondent"});
    CHECK(survey.responses[1].answers == std::map<std::string, std::string>{{"q1", "C"}});
    CHECK(survey.questionnaires[0].questions[1].options[2].weight == std::nullopt);
    CHECK(loaded.value->assessments[1].at("a").answers.at("2.1").value == Rational(3, 4));
    CHECK(loaded.value->assessments[1].at("b").answers.at("2.1").state == State::no_survey);
}

TEST_CASE("strata, weights, confidence and sample are read", "[survey]") {
    const Folder folder;
    folder.survey(R"("synthetic": true, "confidence": "90%", "sample": {"error": "5%", "nonresponse_at_most": 0.2}, )" +
                  scales + forms + into_criterion);
    folder.strata("a,c,một cửa,1200\na,c,khác,\" 30 \"\n");
    folder.responses("a,c,1,một cửa,1.5,A,B\na,c,2,khác,,B,\n");
    const auto loaded = folder.load();
    CAPTURE(summary(loaded.findings));
    REQUIRE(loaded.is_clean());
    const auto& survey = loaded.value->surveys.at("survey");
    CHECK(survey.synthetic);
    CHECK(loaded.value->assessments[1].at("a").synthetic);
    CHECK(survey.confidence == Rational(9, 10));
    CHECK(survey.sample.error == Rational(1, 20));
    CHECK(survey.sample.nonresponse_at_most == Rational(1, 5));
    CHECK(survey.strata[0].population == Rational(1200));
    CHECK(survey.responses[0].weight == Rational(3, 2));
    CHECK(survey.responses[1].weight == Rational(1));
    // (1200 x 3/4 + 30 x 1/2) / 1230
    CHECK(loaded.value->assessments[1].at("a").answers.at("2.1").value == Rational(61, 82));
}

TEST_CASE("options are known in other case, spacing and normal form", "[survey]") {
    const Folder folder;
    folder.responses("a,c,1,,, a ,b\n");
    const auto loaded = folder.load();
    REQUIRE(loaded.is_clean());
    CHECK(loaded.value->surveys.at("survey").responses[0].answers ==
          std::map<std::string, std::string>{{"q1", "A"}, {"q2", "B"}});
}

TEST_CASE("a semicolon table may have decimal commas", "[survey]") {
    const Folder folder;
    folder.write("round/survey/responses.csv", "agency;questionnaire;respondent;weight;q1\na;c;1;1,25;A\n");
    const auto loaded = folder.load();
    REQUIRE(loaded.is_clean());
    CHECK(loaded.value->surveys.at("survey").responses[0].weight == Rational(5, 4));
}

TEST_CASE("each wrong row is located", "[survey]") {
    const Folder folder;
    const auto [row, code, place] = GENERATE(table<std::string, std::string, std::string>({
        {"z,c,1,,,A,B", "F319", "row 2, column agency"},
        {"a,k,1,,,A,B", "F351", "row 2, column questionnaire"},
        {"a,d,1,,,y,", "F352", "row 2, column q1"},
        {"a,c,1,,,A,D", "F353", "row 2, column q2"},
        {"a,c,1,,,A,Ạ", "F353", "row 2, column q2"},
        {"a,c,,,,A,B", "F364", "row 2, column respondent"},
        {"a,c,1,,0,A,B", "F356", "row 2, column weight"},
        {"a,c,1,,-1,A,B", "F356", "row 2, column weight"},
        {"a,c,1,,1/3,A,B", "F356", "row 2, column weight"},
        {"a,c,1,,1e-7,A,B", "F356", "row 2, column weight"},
        {"a,c,1,,1e100,A,B", "F356", "row 2, column weight"},
        {"a,c,1,,nhiều,A,B", "F356", "row 2, column weight"},
        {"a,c,1,h9,,A,B", "F357", "row 2, column stratum"},
    }));
    folder.responses(row + "\na,c,7,,,A,B\n");
    CAPTURE(row);
    CHECK(refused(folder.load(), code).location == Location{"survey/responses.csv", 2, 0, place});
}

TEST_CASE("two forms of one respondent are refused, of two questionnaires not", "[survey]") {
    const Folder folder;
    folder.responses("a,c,1,,,A,B\na,c,1,,,A,A\n");
    const auto finding = refused(folder.load(), "F355");
    CHECK(finding.location.line == 3);
    CHECK(finding.message.en == "the respondent “1” already has a form in row 2");
    folder.responses("a,c,1,,,A,B\na,d,1,,,,\nb,c,1,,,A,A\n");
    CHECK(folder.load().is_clean());
}

TEST_CASE("forms stand in strata where there are strata", "[survey]") {
    const Folder folder;
    folder.strata("a,c,h1,10\n");
    folder.responses("a,c,1,h1,,A,B\na,c,2,,,A,B\n");
    CHECK(refused(folder.load(), "F357").message.en == "no stratum, where strata.csv has strata");
}

TEST_CASE("more forms than people are refused", "[survey]") {
    const Folder folder;
    folder.strata("a,c,,1\n");
    CHECK(refused(folder.load(), "F365").message.en == "a: “c” has 2 forms and a population of 1");
}

TEST_CASE("wrong rows of strata.csv are located", "[survey]") {
    const Folder folder;
    const auto [row, code, column] = GENERATE(table<std::string, std::string, std::string>({
        {"a,c,h2,0", "F358", "population"},
        {"a,c,h2,1.5", "F358", "population"},
        {"a,c,h2,1.000", "F358", "population"},
        {"a,c,h2,9999999999999", "F358", "population"},
        {"a,c,h2,", "F358", "population"},
        {"a,c,h1,5", "F366", "stratum"},
        {"z,c,h2,5", "F319", "agency"},
        {"a,k,h2,5", "F351", "questionnaire"},
    }));
    folder.strata("a,c,h1,10\n" + row + "\n");
    folder.responses("a,c,1,h1,,A,B\n");
    CAPTURE(row);
    CHECK(refused(folder.load(), code).location == Location{"survey/strata.csv", 3, 0, "row 3, column " + column});
}

TEST_CASE("a column that is no question is refused", "[survey]") {
    const Folder folder;
    folder.write("round/survey/responses.csv", "agency,questionnaire,respondent,q9\na,c,1,A\n");
    const auto loaded = folder.load();
    CHECK(only(loaded.findings, "F305").location.pointer == "row 1, column q9");
    CHECK_FALSE(loaded.is_clean());
}

TEST_CASE("what is wrong in survey.json is located", "[survey]") {
    const Folder folder;
    const auto part = [](const std::string& members) {
        return R"("estimates": [{"id": "e", "method": "answers", "criterion": "2.1", "parts": [)" + members + "]}]";
    };
    const auto [members, code, pointer] = GENERATE_REF(table<std::string, std::string, std::string>({
        {scales + forms + part(R"({"questionnaire": "k", "questions": ["q1"]})"), "F351",
         "/estimates/0/parts/0/questionnaire"},
        {scales + forms + part(R"({"questionnaire": "c", "questions": ["q3"]})"), "F352",
         "/estimates/0/parts/0/questions/0"},
        {scales + forms +
             part(R"({"questionnaire": "c", "questions": ["q1"]}, {"questionnaire": "c", "questions": ["q1"]})"),
         "F354", "/estimates/0/parts/1/questions/0"},
        {scales + forms + part(R"({"questionnaire": "c", "questions": ["q1"], "weight": 0})"), "F107",
         "/estimates/0/parts/0/weight"},
        {scales + forms + part(R"({"questionnaire": "c", "questions": []})"), "F115", "/estimates/0/parts/0/questions"},
        {scales + forms + estimates(R"("title": "T")"), "F359", "/estimates/0"},
        {scales + forms + estimates(R"("criterion": "9.9")"), "F360", "/estimates/0/criterion"},
        {scales + forms + estimates(R"("fact": "none")"), "F360", "/estimates/0/fact"},
        {scales + forms + estimates(R"("criterion": "1.1")"), "F361", "/estimates/0/criterion"},
        {scales + forms + estimates(R"("criterion": "2")"), "A103", "/estimates/0/criterion"},
        {scales + forms + estimates(R"("criterion": "2.2")"), "A109", "/estimates/0/criterion"},
        {scales + forms + estimates(R"("fact": "good")"), "F363", "/estimates/0/fact"},
        {scales + forms + estimates(R"("counts": {"A": "rate"})"), "F363", "/estimates/0/counts/A"},
        {scales + forms + estimates(R"("counts": {"D": "good"})"), "F353", "/estimates/0/counts/D"},
        {R"("scales": {"abc": [{"id": "A", "weight": 1}, {"id": "a", "weight": 0}]}, )" + forms + into_criterion,
         "F117", "/scales/abc/1/id"},
        {R"("scales": {"abc": [{"id": "A", "weight": 1.5}]}, )" + forms + into_criterion, "F107",
         "/scales/abc/0/weight"},
        {R"("scales": {"abc": [{"id": "A", "weight": -1}]}, )" + forms + into_criterion, "F107",
         "/scales/abc/0/weight"},
        {R"("confidence": 1, )" + scales + forms + into_criterion, "F107", "/confidence"},
        {R"("sample": {"error": 0}, )" + scales + forms + into_criterion, "F107", "/sample/error"},
        {R"("colour": "red", )" + scales + forms + into_criterion, "F103", "/colour"},
    }));
    folder.survey(members);
    CAPTURE(members);
    const auto loaded = folder.load();
    CAPTURE(summary(loaded.findings));
    const auto finding = only(loaded.findings, code);
    CHECK(finding.location.file == "survey/survey.json");
    CHECK(finding.location.pointer == pointer);
    CHECK(loaded.findings.size() == 1);
}

TEST_CASE("an unknown scale and a question named like a column are refused", "[survey]") {
    const Folder folder;
    folder.survey(forms + into_criterion);
    CHECK(folder.load().findings.front().code == "F110");
    folder.survey(
        R"("questionnaires": [{"id": "c", "questions": [{"id": "weight", "options": [{"id": "A", "weight": 1}]}]}], )" +
        into_criterion);
    CHECK(folder.load().findings.front().code == "F114");
}

TEST_CASE("two estimates into one criterion are refused", "[survey]") {
    const Folder folder;
    const std::string one =
        R"("method": "answers", "criterion": "2.1", "parts": [{"questionnaire": "c", "questions": ["q1"]}]})";
    folder.survey(scales + forms + R"("estimates": [{"id": "e", )" + one + R"(, {"id": "f", )" + one + "]");
    CHECK(refused(folder.load(), "F362").location.pointer == "/estimates/1/criterion");
}

TEST_CASE("several options of one estimate may be counted together", "[survey]") {
    const Folder folder;
    folder.survey(scales + forms + estimates(R"("counts": {"A": "good", "B": "good"})"));
    const auto loaded = folder.load();
    CAPTURE(summary(loaded.findings));
    REQUIRE(loaded.is_clean());
    CHECK(std::get<Rational>(loaded.value->assessments[1].at("a").facts.at("good").value) == Rational(2));
}

TEST_CASE("tables without survey.json, and survey.json without forms", "[survey]") {
    const Folder folder;
    folder.remove("round/survey/survey.json");
    CHECK(refused(folder.load(), "F367").location.file == "survey/responses.csv");
    folder.survey(scales + forms + into_criterion);
    folder.remove("round/survey/responses.csv");
    const auto loaded = folder.load();
    CHECK(loaded.is_clean());
    CHECK(only(loaded.findings, "F368").severity == Severity::warning);
}

TEST_CASE("the limits of a table hold for forms", "[survey]") {
    const Folder folder;
    std::string rows;
    for (int i = 0; i < 200; ++i) rows += "a,c," + std::to_string(i) + ",,,A,B\n";
    folder.responses(rows);
    Limits limits;
    limits.json_values = 1000;
    CHECK(only(folder.load(limits).findings, "F014").location.file == "survey/responses.csv");
    folder.responses("a,c,1,,,A,\"B\n");
    CHECK(only(folder.load().findings, "F303").location.file == "survey/responses.csv");
    folder.responses("a,c,1,,,A,\xFF\n");
    CHECK(has_errors(folder.load().findings));
}
