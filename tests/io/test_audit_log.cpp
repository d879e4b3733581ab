#include "parindex/io/audit_log.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <fcntl.h>
#include <unistd.h>

#include "io/audit_changes.hpp"
#include "io/audit_files.hpp"
#include "io/sha256.hpp"
#include "support/findings.hpp"
#include "support/round_files.hpp"

using namespace parindex;
using Catch::Matchers::Contains;
using parindex::test::only;
using parindex::test::RoundFiles;
using parindex::test::summary;

namespace fs = std::filesystem;

namespace {

AuditRequest request(const std::string& stage, const std::string& at = "2017-07-01T08:00",
                     const std::string& why = "") {
    return {stage, *parse_moment(at), "Nguyễn Văn A", why};
}

std::string read(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::vector<std::string> lines_of(const RoundFiles& files) {
    std::vector<std::string> lines;
    std::ifstream stream(files.round() / "audit/log.jsonl");
    for (std::string line; std::getline(stream, line);) lines.push_back(line + "\n");
    return lines;
}

void write_log(const RoundFiles& files, const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) text += line;
    files.write("round/audit/log.jsonl", text);
}

AuditEntry freeze(const RoundFiles& files, const AuditRequest& wanted) {
    const auto frozen = freeze_stage(files.round(), wanted);
    CAPTURE(summary(frozen.findings));
    REQUIRE(frozen.value);
    return *frozen.value;
}

AuditReport audit(const RoundFiles& files, const std::string& expected = "") {
    const auto loaded = audit_round(files.round(), expected);
    CAPTURE(summary(loaded.findings));
    REQUIRE(loaded.value);
    CHECK(loaded.findings.empty());
    return *loaded.value;
}

/// The only finding of an audit, by its code.
Finding fault(const RoundFiles& files, const std::string& code, const std::string& expected = "") {
    const auto loaded = audit_round(files.round(), expected);
    CAPTURE(summary(loaded.findings));
    CHECK(loaded.findings.size() == 1);
    return only(loaded.findings, code);
}

/// A log of three lines: self frozen, reopened, frozen again after a change.
void freeze_twice(const RoundFiles& files) {
    freeze(files, request("self"));
    REQUIRE(reopen_stage(files.round(), request("self", "2017-07-02", "thiếu phụ lục")).value);
    files.write("round/self/so-gd.json",
                R"({"format": "parindex/assessment/1", "agency": "so-gd", "answers": {"1.3": {"points": 1.25}}})");
    freeze(files, request("self", "2017-07-03"));
}

}  // namespace

TEST_CASE("SHA-256 gives the digests of FIPS 180-4", "[audit]") {
    CHECK(io::sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(io::sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(io::sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("a frozen stage is what it was scored from, by name and hash", "[audit]") {
    const RoundFiles files("freeze");
    files.write("round/appraisers.csv", "id,name\ntv-1,A\n");
    files.write("round/published.csv", "agency,total\nso-gd,1.5\n");
    files.write("round/self/.ghi-chu", "x");
    files.write("round/evidence/so-gd/a.pdf", "x");
    auto wanted = request("self");
    wanted.why = "biên bản số 3";
    const AuditEntry entry = freeze(files, wanted);
    CHECK(entry.seq == 1);
    CHECK(entry.previous == std::string(64, '0'));
    std::vector<std::string> names;
    for (const auto& file : entry.files) names.push_back(file.name);
    CHECK(names == std::vector<std::string>{"../criteria/set.json", "agencies.csv", "appraisers.csv", "round.json",
                                            "self/so-gd.json", "self/so-y-te.json"});
    CHECK(entry.files[0].sha256 == io::sha256(parindex::test::small_set_json));
    CHECK(entry.files[0].bytes == parindex::test::small_set_json.size());
    for (const auto& file : entry.files) {
        const auto copy = read(files.round() / "audit/objects" / file.sha256);
        CHECK(copy.size() == file.bytes);
        CHECK(io::sha256(copy) == file.sha256);
    }
    const auto lines = lines_of(files);
    REQUIRE(lines.size() == 1);
    auto json = nlohmann::json::parse(lines[0]);
    CHECK(json["by"] == "Nguyễn Văn A");
    CHECK(json["note"] == "biên bản số 3");
    CHECK(json["at"] == "2017-07-01T08:00:00");
    // The hash is that of the line without it.
    const std::string hash = json["hash"];
    json.erase("hash");
    CHECK(io::sha256(json.dump()) == hash);
    CHECK(hash == entry.hash);
    const AuditReport report = audit(files, hash);
    CHECK(report.head == hash);
    CHECK(report.synthetic);
    CHECK(report.statement.in(Language::vi) == "S");
    REQUIRE(report.comparisons.size() == 1);
    CHECK(report.comparisons[0].in_force);
    CHECK(report.comparisons[0].changes.empty());
    CHECK(files.load().is_clean());
}

TEST_CASE("titles, statement, checks and later stages may change after a freezing", "[audit]") {
    const RoundFiles files("free");
    freeze(files, request("self"));
    auto round = nlohmann::ordered_json::parse(read(files.round() / "round.json"));
    round["title"] = "Tên khác";
    round["statement"] = "Khác";
    round["checks"]["jump_points"] = 5;
    round["stages"][0]["title"] = "Tự đánh giá";
    round["stages"].push_back({{
                                   "id",
                                   "them",
                               },
                               {"kind", "final"}});
    files.write("round/round.json", round.dump(4));
    files.write("round/them/so-gd.json", R"({"format": "parindex/assessment/1", "agency": "so-gd"})");
    files.write("round/final/answers.csv", "agency,criterion,points\nso-gd,1.3,1\n");
    files.write("round/published.csv", "agency,total\nso-gd,1.5\n");
    CHECK(files.load().is_clean());
    audit(files);
    round["holidays"] = {"2017-01-02"};
    files.write("round/round.json", round.dump(4));
    const Finding changed = only(files.load().findings, "F505");
    CHECK(changed.location.file == "round.json");
    CHECK(changed.severity == Severity::error);
}

TEST_CASE("a round is refused when a file of a frozen stage changes, goes or comes", "[audit]") {
    const RoundFiles files("refused");
    freeze(files, request("appraisal-1"));
    const auto so_gd = read(files.round() / "self/so-gd.json");
    files.write("round/self/so-gd.json", so_gd + "\n");
    const Finding changed = only(files.load().findings, "F505");
    CHECK(changed.location.file == "self/so-gd.json");
    CHECK_THAT(changed.message.vi, Contains("giai đoạn “appraisal-1” đã được Nguyễn Văn A chốt lúc 01/07/2017 08:00"));
    CHECK_THAT(changed.hint.en, Contains("parindex reopen --stage appraisal-1"));
    files.write("round/self/so-gd.json", so_gd);
    CHECK(files.load().is_clean());
    files.remove("round/self/so-gd.json");
    CHECK(only(files.load().findings, "F506").location.file == "self/so-gd.json");
    files.write("round/self/so-gd.json", so_gd);
    files.write("round/exemptions.csv", "criterion,why\n1.3,x\n");
    files.write("round/appraisal-1/facts.csv", "agency,fact,value\n");
    std::vector<std::string> added;
    for (const auto& finding : files.load().findings)
        if (finding.code == "F507") added.push_back(finding.location.file);
    CHECK(added == std::vector<std::string>{"appraisal-1/facts.csv", "exemptions.csv"});
    files.remove("round/exemptions.csv");
    files.remove("round/appraisal-1/facts.csv");
    files.write("criteria/set.json", parindex::test::small_set_json + " ");
    CHECK(only(files.load().findings, "F505").location.file == "../criteria/set.json");
}

TEST_CASE("a file that several frozen stages rest on is reported once", "[audit]") {
    const RoundFiles files("once");
    freeze(files, request("self"));
    freeze(files, request("appraisal-1"));
    freeze(files, request("final"));
    files.write("round/self/so-gd.json", "{}");
    CHECK_THAT(only(files.load().findings, "F505").message.en, Contains("“self”"));
}

TEST_CASE("a frozen stage that round.json does not name any more is an error", "[audit]") {
    const RoundFiles files("gone");
    freeze(files, request("final"));
    auto round = nlohmann::ordered_json::parse(read(files.round() / "round.json"));
    round["stages"].erase(3);
    files.write("round/round.json", round.dump());
    CHECK_THAT(only(files.load().findings, "F517").message.en, Contains("“final”"));
}

TEST_CASE("reopened, changed and frozen again is clean, and the log tells what changed", "[audit]") {
    const RoundFiles files("again");
    freeze_twice(files);
    CHECK(files.load().is_clean());
    const AuditReport report = audit(files);
    REQUIRE(report.entries.size() == 3);
    CHECK(report.entries[1].action == AuditEntry::Action::reopen);
    CHECK(report.entries[1].why == "thiếu phụ lục");
    CHECK(report.entries[0].result != report.entries[2].result);  // 1.5 points became 1.25
    REQUIRE(report.comparisons.size() == 2);
    CHECK(report.comparisons[0].to == 3);
    CHECK_FALSE(report.comparisons[0].in_force);
    REQUIRE(report.comparisons[0].changes.size() == 1);
    const AuditChange& change = report.comparisons[0].changes[0];
    CHECK(change.file == "self/so-gd.json");
    CHECK(change.place == "/answers/1.3/points");
    CHECK(change.before == "1.5");
    CHECK(change.after == "1.25");
    CHECK(report.comparisons[1].in_force);
    CHECK(report.comparisons[1].changes.empty());
}

TEST_CASE("a reopened stage may be changed", "[audit]") {
    const RoundFiles files("reopened");
    freeze(files, request("self"));
    REQUIRE(reopen_stage(files.round(), request("self", "2017-07-02", "sửa")).value);
    files.remove("round/self/so-gd.json");
    CHECK_FALSE(has_errors(files.load().findings));
    const AuditReport report = audit(files);
    REQUIRE(report.comparisons[0].changes.size() == 1);
    CHECK(report.comparisons[0].changes[0].after.empty());
    CHECK_FALSE(report.comparisons[0].in_force);
}

TEST_CASE("a stage is frozen once, and reopened only when it is frozen, by somebody, for a reason", "[audit]") {
    const RoundFiles files("requests");
    CHECK(only(reopen_stage(files.round(), request("self", "2017-07-01", "x")).findings, "F513").severity ==
          Severity::error);
    freeze(files, request("self"));
    const auto twice = freeze_stage(files.round(), request("self", "2017-07-02"));
    CHECK_FALSE(twice.value);
    CHECK_THAT(only(twice.findings, "F512").hint.en, Contains("reopen"));
    CHECK(only(reopen_stage(files.round(), request("self", "2017-07-02")).findings, "F518").severity ==
          Severity::error);
    auto nobody = request("final");
    nobody.by = "";
    CHECK(only(freeze_stage(files.round(), nobody).findings, "F518").severity == Severity::error);
    nobody.by = "\xC3(";
    CHECK(only(freeze_stage(files.round(), nobody).findings, "F518").severity == Severity::error);
    CHECK(only(freeze_stage(files.round(), request("fina")).findings, "F517").severity == Severity::error);
    CHECK_THAT(only(freeze_stage(files.round(), request("final", "2017-07-01T07:59")).findings, "F516").message.en,
               Contains("earlier"));
    CHECK(lines_of(files).size() == 1);
}

TEST_CASE("a round with errors is not frozen, and nothing is written", "[audit]") {
    const RoundFiles files("errors");
    files.write("round/self/so-gd.json",
                R"({"format": "parindex/assessment/1", "agency": "so-gd", "answers": {"9": {}}})");
    const auto frozen = freeze_stage(files.round(), request("self"));
    CHECK_FALSE(frozen.value);
    CHECK(only(frozen.findings, "A102").criterion == "9");
    CHECK_FALSE(fs::exists(files.round() / "audit"));
    CHECK_FALSE(freeze_stage(files.round() / "self", request("self")).value);
    CHECK_FALSE(fs::exists(files.round() / "self/audit"));
}

TEST_CASE("every edit of any byte of the log is found", "[audit]") {
    const RoundFiles files("bytes");
    freeze_twice(files);
    const std::string log = read(files.round() / "audit/log.jsonl");
    for (std::size_t i = 0; i < log.size(); i += 7) {
        std::string edited = log;
        edited[i] = edited[i] == '1' ? '2' : '1';
        files.write("round/audit/log.jsonl", edited);
        const auto loaded = audit_round(files.round());
        CAPTURE(i, summary(loaded.findings));
        CHECK(has_errors(loaded.findings));
        CHECK_FALSE(files.load().is_clean());
    }
}

TEST_CASE("an edited line with its hash mended breaks the chain", "[audit]") {
    const RoundFiles files("mended");
    freeze_twice(files);
    auto lines = lines_of(files);
    auto json = nlohmann::json::parse(lines[1]);
    json["by"] = "Người khác";
    json.erase("hash");
    json["hash"] = io::sha256(json.dump());
    lines[1] = json.dump() + "\n";
    write_log(files, lines);
    CHECK(fault(files, "F503").location.line == 3);
}

TEST_CASE("removed, reordered, repeated and cut lines are found", "[audit]") {
    const RoundFiles files("lines");
    freeze_twice(files);
    const auto lines = lines_of(files);
    write_log(files, {lines[1], lines[2]});
    CHECK(fault(files, "F503").location.line == 1);
    write_log(files, {lines[0], lines[2]});
    CHECK(fault(files, "F503").location.line == 2);
    write_log(files, {lines[0], lines[2], lines[1]});
    CHECK(fault(files, "F503").location.line == 2);
    write_log(files, {lines[0], lines[0], lines[1], lines[2]});
    CHECK(fault(files, "F503").location.line == 2);
    write_log(files, {lines[0], lines[1], lines[2].substr(0, lines[2].size() - 1)});
    CHECK(fault(files, "F501").location.line == 3);
    write_log(files, {lines[0], " " + lines[1], lines[2]});
    CHECK(fault(files, "F502").location.line == 2);
    write_log(files, {});
    CHECK(fault(files, "F004").location.file == "audit/log.jsonl");
    CHECK(only(files.load().findings, "F004").severity == Severity::error);
}

TEST_CASE("a log whose last lines were cut off does not hold the hash of the minutes", "[audit]") {
    const RoundFiles files("tail");
    freeze_twice(files);
    const std::string head = audit(files).head;
    const auto lines = lines_of(files);
    CHECK(audit(files, head).lines_after_expected == 0);
    CHECK(audit(files, nlohmann::json::parse(lines[0])["hash"]).lines_after_expected == 2);
    write_log(files, {lines[0], lines[1]});
    CHECK(fault(files, "F504", head).location.file == "audit/log.jsonl");
    files.remove("round/audit/log.jsonl");
    const auto gone = audit_round(files.round(), head);
    CHECK(summary(gone.findings) == std::vector<std::string>{"F515 ", "F504 "});
}

TEST_CASE("copies that are missing or altered are found, and freezing mends them", "[audit]") {
    const RoundFiles files("copies");
    const AuditEntry entry = freeze(files, request("self"));
    const fs::path copy = files.round() / "audit/objects" / entry.files[3].sha256;
    const std::string bytes = read(copy);
    fs::remove(copy);
    CHECK_THAT(fault(files, "F508").message.en, Contains("self/so-gd.json"));
    std::ofstream(copy) << "khác";
    CHECK(fault(files, "F509").location.file == "audit/objects/" + entry.files[3].sha256);
    CHECK(files.load().is_clean());  // the round itself is as it was
    freeze(files, request("appraisal-1"));
    CHECK(read(copy) == bytes);
    audit(files);
}

TEST_CASE("a recorded result that the copies do not give is found", "[audit]") {
    const RoundFiles files("result");
    freeze(files, request("self"));
    // Somebody who can write the log can also mend its hashes: only the computation tells.
    auto json = nlohmann::json::parse(lines_of(files)[0]);
    json["result"] = std::string(64, 'a');
    json.erase("hash");
    json["hash"] = io::sha256(json.dump());
    write_log(files, {json.dump() + "\n"});
    CHECK(fault(files, "F510").location.line == 1);
    json.erase("hash");
    json["program"] = "0.0.1";
    json["hash"] = io::sha256(json.dump());
    write_log(files, {json.dump() + "\n"});
    CHECK(fault(files, "F511").severity == Severity::warning);
}

TEST_CASE("a log that names files outside the round writes nothing outside", "[audit]") {
    const RoundFiles files("outside");
    freeze(files, request("self"));
    auto json = nlohmann::json::parse(lines_of(files)[0]);
    const std::string name = "../parindex-escaped-" + std::to_string(::getpid());
    json["files"].push_back({{"name", name}, {"sha256", io::sha256("x")}, {"bytes", 1}});
    json.erase("hash");
    json["hash"] = io::sha256(json.dump());
    write_log(files, {json.dump() + "\n"});
    files.write("round/audit/objects/" + io::sha256("x"), "x");
    const auto loaded = audit_round(files.round());
    CHECK(only(loaded.findings, "F519").severity == Severity::error);
    CHECK_FALSE(fs::exists(fs::temp_directory_path() / name.substr(3)));
    json["files"].back()["sha256"] = "../../../etc/passwd";
    json.erase("hash");
    json["hash"] = io::sha256(json.dump());
    write_log(files, {json.dump() + "\n"});
    CHECK(fault(files, "F502").location.line == 1);
}

TEST_CASE("the edition that a result was computed with is logged and used again", "[audit]") {
    const RoundFiles files("edition");
    auto wanted = request("self");
    wanted.edition = Edition::printed;
    CHECK(freeze(files, wanted).edition == Edition::printed);
    CHECK(nlohmann::json::parse(lines_of(files)[0])["edition"] == "printed");
    CHECK(audit(files).entries[0].edition == Edition::printed);
}

TEST_CASE("two writers do not meet in the log", "[audit]") {
    const RoundFiles files("lock");
    freeze(files, request("self"));
    const int handle = ::open((files.round() / "audit").c_str(), O_RDONLY | O_DIRECTORY);
    REQUIRE(handle >= 0);
    REQUIRE(::flock(handle, LOCK_EX) == 0);
    CHECK(only(freeze_stage(files.round(), request("final")).findings, "F514").severity == Severity::error);
    CHECK(only(reopen_stage(files.round(), request("self", "2017-07-02", "x")).findings, "F514").severity ==
          Severity::error);
    audit(files);  // reading needs no lock
    ::close(handle);
    freeze(files, request("final"));
}

TEST_CASE("what an interrupted program left is swept up by the next", "[audit]") {
    const RoundFiles files("leftovers");
    freeze(files, request("self"));
    files.write("round/audit/.log.jsonl.123.tmp", "{");
    files.write("round/audit/objects/.abc.123.tmp", "x");
    audit(files);
    freeze(files, request("final"));
    CHECK_FALSE(fs::exists(files.round() / "audit/.log.jsonl.123.tmp"));
    CHECK_FALSE(fs::exists(files.round() / "audit/objects/.abc.123.tmp"));
}

TEST_CASE("equal inputs give equal lines", "[audit]") {
    std::string first;
    for (const char* name : {"equal_1", "equal_2"}) {
        const RoundFiles files(name);
        freeze_twice(files);
        const std::string log = read(files.round() / "audit/log.jsonl");
        if (first.empty()) first = log;
        CHECK(log == first);
    }
}

TEST_CASE("changes of JSON are told by pointer with the digits that were written", "[audit]") {
    const auto changes =
        io::changes_of("a.json", R"({"a": 0.1, "b": [1, {"c": "x"}], "d": null, "e/f": true})",
                       R"({"a": 0.10000000000000000001, "b": [1, {"c": "y"}, 2, [3]], "e/f": true})", {});
    std::vector<std::string> found;
    for (const auto& one : changes) found.push_back(one.place + ": " + one.before + " -> " + one.after);
    std::sort(found.begin(), found.end());
    CHECK(found == std::vector<std::string>{"/a: 0.1 -> 0.10000000000000000001", "/b/1/c: \"x\" -> \"y\"",
                                            "/b/2:  -> 2", "/b/3:  -> [3]", "/d: null -> "});
    const auto removed = io::changes_of("a.json", R"([1, 2, 3])", R"([1])", {});
    REQUIRE(removed.size() == 2);
    CHECK(removed[0].place == "/2");
    CHECK(removed[0].before == "3");
    CHECK(removed[1].place == "/1");
}

TEST_CASE("changes of a table are told by row and column, rows being what they are about", "[audit]") {
    const auto changes = io::changes_of("answers.csv", "agency,criterion,points\na,1,2\nb,1,3\nc,1,4\n",
                                        "agency,criterion,points,by\nc,1,4,\nb,1,2.5,x\nd,1,1,\n", {});
    std::vector<std::string> found;
    for (const auto& one : changes) found.push_back(one.place + ": " + one.before + " -> " + one.after);
    CHECK(found == std::vector<std::string>{"row 2: agency=a; criterion=1; points=2 -> ",
                                            "row 3, column points: 3 -> 2.5", "row 3, column by:  -> x",
                                            "row 4:  -> agency=d; criterion=1; points=1"});
    // Without columns that tell rows apart they are matched by number.
    const auto numbered = io::changes_of("x.csv", "a,b\n1,1\n1,1\n", "a,b\n1,1\n1,2\n", {});
    REQUIRE(numbered.size() == 1);
    CHECK(numbered[0].place == "row 3, column b");
}

TEST_CASE("what is no JSON or table, or differs in blanks only, is told by its hash", "[audit]") {
    for (const auto& [name, before, after] : std::vector<std::tuple<std::string, std::string, std::string>>{
             {"a.xlsx", "x", "y"}, {"a.json", "{", "{}"}, {"a.json", "{}", "{ }"}, {"a.csv", "a\n1\n", "a\r\n1\r\n"}}) {
        const auto changes = io::changes_of(name, before, after, {});
        REQUIRE(changes.size() == 1);
        CHECK(changes[0].place.empty());
        CHECK(changes[0].before == io::sha256(before));
        CHECK(changes[0].after == io::sha256(after));
    }
    CHECK(io::changes_of("a.json", "{}", "{}", {}).empty());
}

TEST_CASE("the part of round.json that matters to a stage has one form", "[audit]") {
    const std::string one =
        R"({"id": "r", "title": "A", "criteria": {"so": "s.json"}, "stages": [{"kind": "self", "id": "self", "title": "T"},
        {"id": "final", "kind": "final"}], "checks": {}, "previous": "../x"})";
    const std::string other =
        R"({ "stages": [{"id": "self", "kind": "self"}], "criteria": {"so":"s.json"}, "id": "r"})";
    CHECK(io::round_extract(one, "self") == io::round_extract(other, "self"));
    CHECK(io::round_extract(one, "self") != io::round_extract(one, "final"));
    CHECK_FALSE(io::round_extract(one, "appraisal"));
    for (const std::string broken :
         {"", "[]", "{", R"({"stages": 1})", R"({"stages": [1]})",
          R"({"stages": [{"id": "self"}], "criteria": {"so": 1}})", R"({"stages": [{"id": 1}]})"})
        CHECK_FALSE(io::round_extract(broken, "self"));
    const std::string deep(200000, '[');
    CHECK_FALSE(io::round_extract(deep, "self"));
}

TEST_CASE("the report of an audit is JSON that names its format", "[audit]") {
    const RoundFiles files("json");
    freeze_twice(files);
    const auto loaded = audit_round(files.round());
    const auto json = nlohmann::json::parse(audit_to_json(*loaded.value, loaded.findings));
    CHECK(json["format"] == "parindex/audit/1");
    CHECK(json["entries"].size() == 3);
    CHECK(json["head"] == json["entries"][2]["hash"]);
    CHECK(json["comparisons"][0]["changes"][0]["place"] == "/answers/1.3/points");
    CHECK(json["round"]["synthetic"] == true);
}
