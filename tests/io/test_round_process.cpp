// What the process adds to a round's folder: windows, appraisers, opinions, exemptions, submissions, documents, awards.

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "parindex/io/criteria_json.hpp"
#include "parindex/io/round_folder.hpp"
#include "support/findings.hpp"
#include "support/round_files.hpp"

using namespace parindex;
using Catch::Matchers::Contains;
using parindex::test::only;
using parindex::test::RoundFiles;
using parindex::test::summary;

namespace {

/// What is in the way of the round, printed when a check of it fails.
Round sound(const RoundFiles& files) {
    auto loaded = files.load();
    std::string lines;
    for (const auto& finding : loaded.findings) lines += to_line(finding, Language::en) + "\n";
    INFO(lines);
    REQUIRE(loaded.value);
    const auto is_missing_file = [](const Finding& finding) {
        return finding.code == "D331" || finding.code == "D332";
    };
    CHECK(std::all_of(loaded.findings.begin(), loaded.findings.end(), is_missing_file));  // no files are attached here
    return std::move(*loaded.value);
}

Loaded<Round> with(const RoundFiles& files, const std::string& name, const std::string& text) {
    files.write("round/" + name, text);
    return files.load();
}

std::string json_of(const std::string& members) {
    return R"({"format": "parindex/assessment/1", "agency": "so-y-te", )" + members + "}";
}

}  // namespace

TEST_CASE("a stage has a window, and a round its rule of consensus and its checks", "[process]") {
    const RoundFiles files("frame");
    files.write_round(
        R"(, "consensus": {"rule": "trimmed_mean", "trim": 2, "rounding": {"digits": 2, "mode": "half_up"}},
        "checks": {"document_for_at_most": 8})",
        R"(, "opens": "2017-06-16", "closes": "30/06/2017 17:00")");
    const Round round = sound(files);
    CHECK(round.stages[0].opens == Moment{Date(2017, 6, 16), std::nullopt});
    CHECK(round.stages[0].closes == Moment{Date(2017, 6, 30), 17 * 3600});
    CHECK_FALSE(round.stages[1].opens);
    CHECK(round.stages[2].kind == Stage::Kind::explanation);
    REQUIRE(round.consensus);
    CHECK(round.consensus->rule == Consensus::Rule::trimmed_mean);
    CHECK(round.consensus->trim == 2);
    REQUIRE(round.consensus->rounding);
    CHECK(round.consensus->rounding->digits == 2);
    CHECK(round.checks.document_for_at_most == std::size_t{8});
}

TEST_CASE("a median takes no trim, and a trim is 1 when it is left out", "[process]") {
    const RoundFiles files("consensus");
    files.write_round(R"(, "consensus": {"rule": "trimmed_mean"})");
    CHECK(sound(files).consensus->trim == 1);
    files.write_round(R"(, "consensus": {"rule": "median", "trim": 1})");
    CHECK(only(files.load().findings, "F116").location.pointer == "/consensus/trim");
    files.write_round(R"(, "consensus": {"rule": "trimmed_mean", "trim": 0})");
    CHECK(only(files.load().findings, "F107").location.pointer == "/consensus/trim");
    files.write_round(R"(, "consensus": {"rule": "medain"})");
    CHECK_THAT(only(files.load().findings, "F104").hint.en, Contains("median"));
    files.write_round(R"(, "checks": {"document_for_at_most": 0})");
    CHECK(only(files.load().findings, "F107").location.pointer == "/checks/document_for_at_most");
}

TEST_CASE("a window that closes before it opens, and a moment with a zone, are no window", "[process]") {
    const RoundFiles files("window");
    files.write_round("", R"(, "opens": "2017-06-30T17:00", "closes": "2017-06-30T16:59")");
    CHECK(only(files.load().findings, "F118").location.pointer == "/stages/0/closes");
    files.write_round("", R"(, "opens": "2017-06-30T17:00", "closes": "2017-06-30")");  // the day ends at midnight
    CHECK(files.load().findings.empty());
    files.write_round("", R"(, "opens": "2017-06-30T17:00Z")");
    const Finding zone = only(files.load().findings, "F331");
    CHECK(zone.location.pointer == "/stages/0/opens");
    CHECK_THAT(zone.message.vi, Contains("thời điểm"));
    files.write_round("", R"(, "opens": 20170630)");
    CHECK(only(files.load().findings, "F101").location.pointer == "/stages/0/opens");
}

TEST_CASE("a stage cannot have the name of the folders for evidence and for the log", "[process]") {
    const RoundFiles files("kept");
    files.write_round(R"(, "title": "x")");
    for (const std::string id : {"audit", "evidence"}) {
        files.write("round/round.json", R"({"format": "parindex/round/1", "id": "r", "title": "R", "statement": "S",
            "period": {"from": "2017-01-01", "to": "2017-06-30"}, "criteria": {"so": "../criteria/set.json"},
            "stages": [{"id": ")" + id + R"(", "kind": "self"}]})");
        CHECK(only(files.load().findings, "F332").location.pointer == "/stages/0/id");
    }
}

TEST_CASE("an assessment tells when it was handed in, and what was sent back and why", "[process]") {
    const RoundFiles files("submitted");
    files.write("round/self/so-y-te.json", json_of(R"("submitted_at": "2017-06-30T16:58", "submitted_by": "Văn thư",
        "returns": [{"at": "2017-06-20", "by": "Tổ giúp việc", "why": "thiếu phụ lục"}],
        "answers": {"1.1": {"level": "full", "by": "phòng 1", "at": "2017-06-18T08:00:30"}},
        "evidence": [{"id": "kh-01", "section": "mục II.3", "page": "4-6", "file": "kh-01.pdf"}])"));
    const Round round = sound(files);
    const Assessment& said = round.assessments[0].at("so-y-te");
    CHECK(said.submitted_at == Moment{Date(2017, 6, 30), 16 * 3600 + 58 * 60});
    CHECK(said.submitted_by == "Văn thư");
    REQUIRE(said.returns.size() == 1);
    CHECK(said.returns[0].at == Moment{Date(2017, 6, 20), std::nullopt});
    CHECK(said.returns[0].why == "thiếu phụ lục");
    CHECK(said.answers.at("1.1").at == Moment{Date(2017, 6, 18), 8 * 3600 + 30});
    CHECK(said.evidence[0].section == "mục II.3");
    CHECK(said.evidence[0].page == "4-6");
    CHECK(said.evidence[0].file == "kh-01.pdf");
}

TEST_CASE("a return has its moment and its reason", "[process]") {
    const RoundFiles files("returns");
    const auto loaded =
        with(files, "self/so-y-te.json", json_of(R"("returns": [{"by": "x"}, {"at": "mai", "why": "y"}])"));
    CHECK(summary(loaded.findings) ==
          std::vector<std::string>{"F102 /returns/0", "F102 /returns/0", "F331 /returns/1/at"});
}

TEST_CASE("an attached file lies inside the agency's folder of evidence", "[process]") {
    const RoundFiles files("attached");
    for (const std::string name : {"../x.pdf", "/etc/passwd", "a/../../x", "a\\\\b"}) {
        const auto loaded =
            with(files, "self/so-y-te.json", json_of(R"("evidence": [{"id": "d", "file": ")" + name + "\"}]"));
        CHECK(only(loaded.findings, "F334").location.pointer == "/evidence/0/file");
    }
    const auto sound_name =
        with(files, "self/so-y-te.json", json_of(R"("evidence": [{"id": "d", "file": "2017/Kế hoạch.pdf"}])"));
    CHECK(summary(sound_name.findings) ==
          std::vector<std::string>{"D332 /evidence/0"});  // a good name; nothing is attached here
}

TEST_CASE("the council awards points with a reason, judges evidence, and is dated", "[process]") {
    const RoundFiles files("award");
    files.write("round/appraisal-1/so-y-te.json", json_of(R"("answers": {"1.1": {"awarded": "0,25",
        "explanation": "chỉ ban hành, chưa triển khai", "accepted_evidence": [], "refused_evidence": {"kh-01": "sau kỳ"},
        "by": "tv-1", "at": "2017-07-12"}})"));
    const Round round = sound(files);
    const Answer& answer = round.assessments[1].at("so-y-te").answers.at("1.1");
    CHECK(answer.awarded == Rational(1, 4));
    CHECK(answer.has_input());
    CHECK(answer.refused_evidence == std::map<std::string, std::string>{{"kh-01", "sau kỳ"}});
    CHECK(answer.at == Moment{Date(2017, 7, 12), std::nullopt});
    CHECK(answer.by == "tv-1");
}

TEST_CASE("points are awarded from 0 to the maximum, with a reason, by those who appraise", "[process]") {
    const RoundFiles files("awards");
    const auto award = [&](const std::string& stage, const std::string& members) {
        files.remove("round/self/so-y-te.json");
        files.write("round/self/so-y-te.json", json_of(R"("answers": {"1.1": {"level": "full"}})"));
        const auto loaded = with(files, stage + "/so-y-te.json", json_of(R"("answers": {"1.1": {)" + members + "}}"));
        files.remove("round/" + stage + "/so-y-te.json");
        return loaded;
    };
    const std::string reason = R"(, "explanation": "vì")";
    CHECK_THAT(only(award("final", R"("awarded": 2.25)" + reason).findings, "A106").message.vi,
               Contains("1.1: 2,25 điểm, tối đa là 2"));
    CHECK(only(award("final", R"("awarded": -1)" + reason).findings, "A106").location.pointer ==
          "/answers/1.1/awarded");
    CHECK(only(award("final", R"("awarded": "ba")" + reason).findings, "A108").location.pointer ==
          "/answers/1.1/awarded");
    CHECK(only(award("final", R"("awarded": 1)").findings, "A132").criterion == "1.1");
    CHECK(award("final", R"("awarded": 2)" + reason).findings.empty());
    CHECK(award("appraisal-1", R"("awarded": 0)" + reason).findings.empty());
    CHECK(only(award("self", R"("awarded": 1)" + reason).findings, "A131").severity == Severity::error);
    CHECK(only(award("explanation", R"("awarded": 1)" + reason).findings, "A131").agency == "so-y-te");
    const auto both = award("final", R"("awarded": 1, "level": "none")" + reason);
    CHECK(only(both.findings, "A138").severity == Severity::warning);
    CHECK(both.value->assessments[3].at("so-y-te").answers.at("1.1").awarded == Rational(1));
}

TEST_CASE("an answer with an award that cannot be is left blank", "[process]") {
    const RoundFiles files("blank");
    const auto loaded = with(files, "final/so-y-te.json", json_of(R"("answers": {"1.1": {"awarded": 3, "by": "a",
        "at": "2017-07-01", "explanation": "vì"}})"));
    const Answer& answer = loaded.value->assessments[3].at("so-y-te").answers.at("1.1");
    CHECK(answer.state == State::blank);
    CHECK_FALSE(answer.awarded);
    CHECK(answer.by == "a");
    CHECK(answer.at);
}

TEST_CASE("only the explanation of an agency disputes", "[process]") {
    const RoundFiles files("dispute");
    const std::string dispute = json_of(R"("answers": {"1.1": {"disputed": true, "level": "full"}})");
    files.write("round/explanation/so-y-te.json", dispute);
    CHECK(sound(files).assessments[2].at("so-y-te").answers.at("1.1").disputed == true);
    CHECK(only(with(files, "final/so-y-te.json", dispute).findings, "A133").location.pointer ==
          "/answers/1.1/disputed");
    files.remove("round/final/so-y-te.json");
    const auto word = with(files, "explanation/so-y-te.json", json_of(R"("answers": {"1.1": {"disputed": "có"}})"));
    CHECK(only(word.findings, "F101").location.pointer == "/answers/1.1/disputed");
}

TEST_CASE("evidence is judged once, with a reason, by those who appraise, and must be there", "[process]") {
    const RoundFiles files("judged");
    const auto judge = [&](const std::string& stage, const std::string& members) {
        const auto loaded =
            with(files, stage + "/so-y-te.json",
                 json_of(R"("answers": {"1.1": {"level": "none", "explanation": "vì", )" + members + "}}"));
        files.remove("round/" + stage + "/so-y-te.json");
        return loaded;
    };
    CHECK(judge("final", R"("accepted_evidence": ["kh-01"])").findings.empty());
    CHECK(only(judge("final", R"("accepted_evidence": ["kh-02"])").findings, "A115").location.pointer ==
          "/answers/1.1/accepted_evidence/0");
    CHECK(only(judge("final", R"("refused_evidence": {"kh-02": "vì"})").findings, "A115").location.pointer ==
          "/answers/1.1/refused_evidence/kh-02");
    CHECK(only(judge("final", R"("refused_evidence": {"kh-01": ""})").findings, "A137").criterion == "1.1");
    CHECK(
        only(judge("final", R"("accepted_evidence": ["kh-01"], "refused_evidence": {"kh-01": "vì"})").findings, "A135")
            .criterion == "1.1");
    CHECK(only(judge("explanation", R"("accepted_evidence": ["kh-01"])").findings, "A134").criterion == "1.1");
}

TEST_CASE("a table of answers has the columns of the process", "[process]") {
    const RoundFiles files("columns");
    files.write("round/appraisal-1/answers.csv",
                "agency;criterion;awarded;accepted_evidence;refused_evidence;explanation;by;at\n"
                "so-y-te;1.1;0,5;;kh-01: ban hành: sau kỳ;thiếu;tv-1;12/07/2017 09:15\n"
                "so-gd;1.1;;;;;tv-1;\n");
    files.write("round/explanation/answers.csv",
                "agency,criterion,disputed,explanation\nso-y-te,1.1,TRUE,đề nghị xem lại\n");
    const Round round = sound(files);
    const Answer& answer = round.assessments[1].at("so-y-te").answers.at("1.1");
    CHECK(answer.awarded == Rational(1, 2));
    CHECK(answer.refused_evidence == std::map<std::string, std::string>{{"kh-01", "ban hành: sau kỳ"}});
    CHECK(answer.by == "tv-1");
    CHECK(answer.at == Moment{Date(2017, 7, 12), 9 * 3600 + 15 * 60});
    CHECK_FALSE(round.assessments[1].contains("so-gd"));  // only a name in the row: nothing was said
    CHECK(round.assessments[2].at("so-y-te").answers.at("1.1").disputed == true);
}

TEST_CASE("cells of the process that do not fit are errors at their row and column", "[process]") {
    const RoundFiles files("process_cells");
    const auto loaded =
        with(files, "appraisal-1/answers.csv",
             "agency,criterion,level,awarded,disputed,accepted_evidence,refused_evidence,explanation,at\n"
             "so-y-te,1.1,full,,,kh-9,kh-01,vì,\nso-y-te,1.2,,2,,,,vì,\nso-y-te,1.3,,1,true,,,vì,\n"
             "so-gd,1.1,full,,,,,vì,hôm qua\n");
    CHECK(summary(loaded.findings) == std::vector<std::string>{"A115 row 2, column accepted_evidence",
                                                               "A137 row 2, column criterion",
                                                               "A106 row 3, column awarded",
                                                               "A133 row 4, column disputed", "F331 row 5, column at"});
    const auto word = with(files, "explanation/answers.csv", "agency,criterion,disputed\nso-y-te,1.1,có\n");
    CHECK(only(word.findings, "A136").location.pointer == "row 2, column disputed");
    const auto column = with(files, "explanation/answers.csv", "agency,criterion,dispute\nso-y-te,1.1,true\n");
    CHECK_THAT(only(column.findings, "F305").hint.en, Contains("disputed"));
}

TEST_CASE("opinions are kept for each appraiser with what they are worth", "[process]") {
    const RoundFiles files("opinions");
    files.write("round/appraisal-1/opinions.csv",
                "agency,criterion,by,level,awarded,explanation,refused_evidence,at\n"
                "so-y-te,1.1,tv-1,none,,thiếu kế hoạch,kh-01: sau kỳ,2017-07-01\nso-y-te,1.1,tv-2,full,,,,\n"
                "so-y-te,1.1,tv-3,,1.5,một phần,,\nso-gd,1.3,tv-1,,,,,\n");
    const Round round = sound(files);
    REQUIRE(round.opinions.size() == 4);
    const auto& given = round.opinions[1].at("so-y-te");
    REQUIRE(given.size() == 3);
    CHECK(given[0].criterion == "1.1");
    CHECK(given[0].answer.level == "none");
    CHECK(given[0].answer.by == "tv-1");
    CHECK(given[0].answer.stage == "appraisal-1");
    CHECK(given[0].answer.refused_evidence.at("kh-01") == "sau kỳ");
    CHECK(given[2].answer.awarded == Rational(3, 2));
    CHECK(given[2].points == Rational(3, 2));  // awards are worth what they say
    CHECK_FALSE(round.opinions[1].contains("so-gd"));
    CHECK_FALSE(round.assessments[1].contains("so-gd"));
}

TEST_CASE("an opinion says whose it is, is given once, and belongs to an appraisal", "[process]") {
    const RoundFiles files("opinion_errors");
    const auto loaded =
        with(files, "final/opinions.csv",
             "agency,criterion,by,level\nso-y-te,1.1,,full\nso-y-te,1.1,tv-1,full\nso-y-te,1.1,tv-1,none\n"
             "so-y-te,1.1,tv-2,nome\nso-x,1.1,tv-1,full\nso-y-te,1.9,tv-1,full\n");
    CHECK(summary(loaded.findings) == std::vector<std::string>{"A139 row 2, column by", "A120 row 4, column criterion",
                                                               "A104 row 5, column level", "F319 row 6, column agency",
                                                               "A102 row 7, column criterion"});
    files.remove("round/final/opinions.csv");
    CHECK(only(with(files, "final/opinions.csv", "agency,criterion,level\nso-y-te,1.1,full\n").findings, "F304")
              .severity == Severity::error);
    files.remove("round/final/opinions.csv");
    CHECK(only(with(files, "self/opinions.csv", "agency,criterion,by\n").findings, "F333").location.file ==
          "self/opinions.csv");
}

TEST_CASE("documents of a table serve the files and tables of their stage and of later ones", "[process]") {
    const RoundFiles files("documents");
    files.write(
        "round/self/evidence.csv",
        "agency,id,number,date,issuer,title,where,section,page,file\n"
        "so-y-te,bc-02,02/BC-SYT,15/06/2017,Sở Y tế,Báo cáo,mục I,mục II,4-6,bc 02.pdf\nso-gd,kh-07,07/KH,,,,,,,\n");
    files.write("round/self/so-y-te.json",
                json_of(R"("answers": {"1.1": {"level": "full", "evidence": ["bc-02", "kh-01"]}},
        "evidence": [{"id": "kh-01"}])"));
    files.write("round/self/answers.csv", "agency,criterion,items,evidence\nso-gd,1.2,a,kh-07; kh-08\n");
    files.write("round/final/so-gd.json",
                R"({"format": "parindex/assessment/1", "agency": "so-gd",
        "answers": {"1.2": {"items": [], "explanation": "vì", "refused_evidence": {"kh-07": "cũ"}}}})");
    files.remove("round/self/so-gd.json");
    const Round round = sound(files);
    const auto& documents = round.assessments[0].at("so-y-te").evidence;
    REQUIRE(documents.size() == 2);
    CHECK(documents[1].id == "bc-02");
    CHECK(documents[1].number == "02/BC-SYT");
    CHECK(documents[1].date == Date(2017, 6, 15));
    CHECK(documents[1].page == "4-6");
    CHECK(documents[1].file == "bc 02.pdf");
    CHECK(documents[1].location == Location{"self/evidence.csv", 2, 0, "row 2, column id"});
    const auto& cited = round.assessments[0].at("so-gd").evidence;
    REQUIRE(cited.size() == 2);  // kh-08, which no document describes, counts as a document of that number
    CHECK(cited[1].number == "kh-08");
}

TEST_CASE("a document of a table has an id of its own", "[process]") {
    const RoundFiles files("document_errors");
    const auto loaded = with(files, "self/evidence.csv",
                             "agency,id,date,file\nso-y-te,kh-01,,\nso-gd,a,32/01/2017,\nso-gd,a,,\nso-gd,,,\n"
                             "so-x,b,,\nso-gd,c,,../c.pdf\n");
    CHECK(summary(loaded.findings) == std::vector<std::string>{"A114 row 2, column id", "F108 row 3, column date",
                                                               "A114 row 4, column id", "F114 row 5, column id",
                                                               "F319 row 6, column agency", "F334 row 7, column file",
                                                               "D332 row 7, column id"});
    // Documents without an answer are no submission.
    files.remove("round/self/so-gd.json");
    const auto alone = with(files, "self/evidence.csv", "agency,id\nso-gd,a\n");
    CHECK(only(alone.findings, "A116").agency == "so-gd");
}

TEST_CASE("submissions and returns are a story in order, the last submission is kept", "[process]") {
    const RoundFiles files("submissions");
    files.write("round/self/submissions.csv",
                "agency,submitted_at,submitted_by,returned_at,returned_by,return_reason\n"
                "so-y-te,2017-06-18,A,2017-06-20T08:00,B,thiếu phụ lục\nso-y-te,2017-06-30T16:58,C,,,\nso-gd,,,,,\n");
    const Round round = sound(files);
    const Assessment& said = round.assessments[0].at("so-y-te");
    CHECK(said.submitted_at == Moment{Date(2017, 6, 30), 16 * 3600 + 58 * 60});
    CHECK(said.submitted_by == "C");
    REQUIRE(said.returns.size() == 1);
    CHECK(said.returns[0].at == Moment{Date(2017, 6, 20), 8 * 3600});
    CHECK(said.returns[0].by == "B");
    CHECK(said.returns[0].why == "thiếu phụ lục");
    CHECK_FALSE(round.assessments[0].at("so-gd").submitted_at);
}

TEST_CASE("a story out of order, told twice or without its reason is an error", "[process]") {
    const RoundFiles files("submission_errors");
    const auto loaded = with(files, "self/submissions.csv",
                             "agency,submitted_at,returned_at,return_reason\n"
                             "so-y-te,2017-06-18,2017-06-17,x\nso-y-te,2017-06-16,,\nso-gd,2017-06-18,2017-06-19,\n"
                             "so-gd,2017-06-20,,y\nso-gd,mai,,\nso-x,2017-06-18,,\n");
    CHECK(summary(loaded.findings) ==
          std::vector<std::string>{"A141 row 2, column returned_at", "A141 row 3, column submitted_at",
                                   "A140 row 4, column return_reason", "A140 row 5, column returned_at",
                                   "F331 row 6, column submitted_at", "F319 row 7, column agency"});
    files.write("round/self/so-y-te.json", json_of(R"("submitted_at": "2017-06-18", "answers": {})"));
    CHECK(only(with(files, "self/submissions.csv", "agency,submitted_at\nso-y-te,2017-06-18\n").findings, "A120")
              .agency == "so-y-te");
}

TEST_CASE("appraisers are listed with where they belong and what is theirs", "[process]") {
    const RoundFiles files("appraisers");
    files.write("round/appraisers.csv",
                "id,name,agency,criteria,agencies\ntv-1,Nguyễn Văn A,so-gd,1.1;1.2,so-y-te\ntv-2,Trần Thị B,,1,\n");
    const Round round = sound(files);
    REQUIRE(round.appraisers.size() == 2);
    CHECK(round.appraisers[0].agency == "so-gd");
    CHECK(round.appraisers[0].criteria == std::vector<std::string>{"1.1", "1.2"});
    CHECK(round.appraisers[0].agencies == std::vector<std::string>{"so-y-te"});
    CHECK(round.appraisers[1].agencies.empty());
    CHECK(round.find_appraiser("tv-2")->name == "Trần Thị B");
}

TEST_CASE("an appraiser of an unknown agency or criterion, or listed twice, is an error with a hint", "[process]") {
    const RoundFiles files("appraiser_errors");
    const auto loaded = with(files, "appraisers.csv",
                             "id,name,agency,criteria,agencies\ntv-1,A,so-gdd,1.11,so-y-t\ntv-1,B,,,\n,C,,,\n");
    CHECK(summary(loaded.findings) ==
          std::vector<std::string>{"F319 row 2, column agencies", "F319 row 2, column agency",
                                   "F338 row 2, column criteria", "F335 row 3, column id", "F336 row 4, column id"});
    CHECK_THAT(loaded.findings[1].hint.vi, Contains("so-gd"));
    CHECK_THAT(loaded.findings[2].hint.en, Contains("1.1"));
    CHECK_THAT(loaded.findings[3].message.vi, Contains("hàng 2 và hàng 3"));
    CHECK_THAT(only(with(files, "appraisers.csv", "id,nane\ntv-1,A\n").findings, "F305").hint.en, Contains("name"));
}

TEST_CASE("exemptions are for an agency, a group or all, each with its reason", "[process]") {
    const RoundFiles files("exemptions");
    files.write("round/exemptions.csv",
                "agency,group,criterion,why\nso-gd,,1.1,không có thủ tục\n,so,1.2,chung\n,,1.3,năm nay không chấm\n");
    const Round round = sound(files);
    REQUIRE(round.exemptions.size() == 3);
    CHECK(exemptions_of(round, round.agencies[1]) == std::map<std::string, std::string>{{"1.1", "không có thủ tục"},
                                                                                        {"1.2", "chung"},
                                                                                        {"1.3", "năm nay không chấm"}});
    CHECK(exemptions_of(round, round.agencies[0]).size() == 2);
}

TEST_CASE("an exemption that names what is not there is an error and takes nothing away", "[process]") {
    const RoundFiles files("exemption_errors");
    const auto loaded = with(files, "exemptions.csv",
                             "agency,group,criterion,why\nso-x,,1.1,a\n,soo,1.1,a\nso-gd,,1.4,a\nso-gd,so,1.1,a\n"
                             "so-gd,,1.1,a\nso-gd,,1.1,b\n,,1.2,\n");
    CHECK(summary(loaded.findings) == std::vector<std::string>{"F319 row 2, column agency", "F337 row 3, column group",
                                                               "F338 row 4, column criterion",
                                                               "F335 row 7, column criterion",
                                                               "F340 row 8, column why"});
    CHECK_THAT(loaded.findings[1].hint.en, Contains("so"));
    CHECK(loaded.findings[4].severity == Severity::warning);
    CHECK(loaded.value->exemptions.size() == 3);
}

TEST_CASE("an exemption for an agency of another group concerns nobody", "[process]") {
    const RoundFiles files("exemption_group");
    auto text = std::string(R"({"format": "parindex/round/1", "id": "r", "title": "R", "statement": "S",
        "period": {"from": "2017-01-01", "to": "2017-06-30"},
        "criteria": {"so": "../criteria/set.json", "huyen": "../criteria/set.json"},
        "stages": [{"id": "self", "kind": "self"}]})");
    files.write("round/round.json", text);
    files.write("round/agencies.csv", "id,name,group\nso-y-te,A,so\nso-gd,B,huyen\n");
    const auto loaded = with(files, "exemptions.csv", "agency,group,criterion,why\nso-gd,so,1.1,a\n");
    CHECK(only(loaded.findings, "F339").location.pointer == "row 2, column group");
    CHECK(loaded.value->exemptions.empty());
}

TEST_CASE("lists of hostile size and content end in findings", "[process]") {
    const RoundFiles files("hostile");
    std::string rows = "id,agency\n";
    for (int i = 0; i < 30000; ++i) rows += "tv" + std::to_string(i) + ",\x1B[31m" + std::to_string(i) + "\n";
    const auto loaded = with(files, "appraisers.csv", rows);
    CHECK(loaded.findings.size() == 1001);  // Limits::findings and the line about the rest
    CHECK_THAT(only(loaded.findings, "F090").message.en, Contains("29000 more findings"));
    for (const auto& finding : loaded.findings)
        REQUIRE(to_line(finding, Language::vi).find('\x1B') == std::string::npos);
    CHECK(only(with(files, "appraisers.csv", "id,name\n\"tv").findings, "F303").location.file == "appraisers.csv");
}

TEST_CASE("a parsed assessment without a stage takes what any stage may say", "[process]") {
    const auto set = parse_criteria_set(parindex::test::small_set_json, "set.json");
    REQUIRE(set.value);
    const auto loaded = parse_assessment(
        json_of(R"("answers": {"1.1": {"awarded": 1, "explanation": "vì"}, "1.2": {"items": [], "disputed": true}})"),
        "a.json", *set.value);
    CHECK(loaded.findings.empty());
}

TEST_CASE("the exchange on one criterion of Bình Định is 0.75 claimed, 0.25 appraised and disputed", "[process]") {
    const auto loaded = load_round(std::filesystem::path(PARINDEX_SOURCE_DIR) / "examples/binh-dinh-2019");
    REQUIRE(loaded.is_clean());
    const Round& round = *loaded.value;
    CHECK_FALSE(round.synthetic);
    CHECK(round.assessments[0].at("binh-dinh").answers.at("1").items->size() == 3);
    CHECK(round.assessments[0].at("binh-dinh").answers.at("1").at == parse_moment("2020-03-24T15:31"));
    const Assessment heard = in_force(round, "binh-dinh", 2);
    CHECK(heard.answers.at("1").items == std::vector<std::string>{"commune"});
    CHECK(heard.answers.at("1").at == parse_moment("2020-04-12T21:51"));
    CHECK(heard.answers.at("1").disputed == true);
}
