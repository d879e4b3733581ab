#pragma once
/// A round's folder on disk for tests, with a small criteria set; removed at the end.

#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include "parindex/io/round_folder.hpp"

namespace parindex::test {

/// Two sections: 1.1 chosen levels (2), 1.2 a list of two lines (1), 1.3 typed points (2); fact "dossiers".
inline const std::string small_set_json = R"j({
"format": "parindex/criteria-set/1", "id": "vn/test-2017", "title": "T", "country": "VN", "level": "department",
"languages": ["vi"], "period": {"from": "2017-01-01", "to": "2017-12-31"}, "max": 5,
"provenance": {"status": "model", "statement": "S", "source": "test"},
"policies": {
  "rounding": {"points": "none", "total": "none", "percent": "none"},
  "states": {"not_applicable": "drop", "not_arisen": "zero", "no_data": "zero", "no_survey": "drop", "pending": "block", "blank": "zero"},
  "total": {"over": "maximum"}, "ranking": {"on": "rounded", "ties": "competition"}},
"facts": [{"id": "dossiers", "type": "count", "title": "Hồ sơ"}],
"criteria": [
  {"id": "1", "title": "A", "max": 5, "children": [
    {"id": "1.1", "title": "B", "max": 2, "rule": {"kind": "levels", "levels": [
       {"id": "full", "label": "Đủ", "points": 2}, {"id": "none", "label": "Không", "points": 0}]}},
    {"id": "1.2", "title": "C", "max": 1, "rule": {"kind": "checklist", "items": [{"id": "a", "points": 0.5}, {"id": "b", "points": 0.5}]}},
    {"id": "1.3", "title": "D", "max": 2, "rule": {"kind": "points", "step": 0.25}}]}]})j";

/// Agencies so-y-te and so-gd of the group so; stages self, appraisal-1, explanation, final. Only self holds answers.
class RoundFiles {
public:
    explicit RoundFiles(const std::string& name)
        : path_(std::filesystem::temp_directory_path() / ("parindex_test_" + name + "_" + std::to_string(::getpid()))) {
        std::filesystem::remove_all(path_);
        write("criteria/set.json", small_set_json);
        write_round();
        write("round/agencies.csv", "id,name,group\nso-y-te,Sở Y tế,so\nso-gd,Sở Giáo dục,so\n");
        write("round/self/so-y-te.json",
              R"({"format": "parindex/assessment/1", "agency": "so-y-te",
                  "answers": {"1.1": {"level": "full", "evidence": ["kh-01"]}}, "evidence": [{"id": "kh-01"}]})");
        write("round/self/so-gd.json",
              R"({"format": "parindex/assessment/1", "agency": "so-gd", "answers": {"1.3": {"points": 1.5}}})");
        for (const char* stage : {"appraisal-1", "explanation", "final"})
            std::filesystem::create_directories(path_ / "round" / stage);
    }
    ~RoundFiles() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    RoundFiles(const RoundFiles&) = delete;
    RoundFiles& operator=(const RoundFiles&) = delete;

    /// `more` follows the members that every round has; `self` follows the members of the stage self.
    void write_round(const std::string& more = "", const std::string& self = "") const {
        write("round/round.json",
              R"({"format": "parindex/round/1", "id": "r", "title": "R", "statement": "S", "synthetic": true,
"period": {"from": "2017-01-01", "to": "2017-06-30"}, "criteria": {"so": "../criteria/set.json"},
"stages": [{"id": "self", "kind": "self")" +
                  self + R"(}, {"id": "appraisal-1", "kind": "appraisal"},
{"id": "explanation", "kind": "explanation"}, {"id": "final", "kind": "final"}])" +
                  more + "}\n");
    }
    void write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << text;
    }
    void remove(const std::string& name) const { std::filesystem::remove_all(path_ / name); }
    [[nodiscard]] std::filesystem::path round() const { return path_ / "round"; }
    [[nodiscard]] Loaded<Round> load() const { return load_round(round()); }

private:
    std::filesystem::path path_;
};

}  // namespace parindex::test
