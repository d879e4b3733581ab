#include "parindex/io/round_folder.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "io/assessment_json.hpp"
#include "io/file_reader.hpp"
#include "io/round_json.hpp"
#include "io/round_tables.hpp"
#include "io/stage_tables.hpp"
#include "io/suggest.hpp"
#include "parindex/io/criteria_json.hpp"

namespace parindex {

namespace io {

namespace {

namespace fs = std::filesystem;

/// The findings of a round come from many files; each file has its own limit besides.
constexpr std::size_t files_worth_of_findings = 10;

class RoundReader {
public:
    RoundReader(fs::path folder, const Limits& limits, Edition edition)
        : folder_(std::move(folder)),
          limits_(limits),
          edition_(edition),
          report_(limits.findings * files_worth_of_findings) {}

    Loaded<Round> read() {
        std::optional<Round> round;
        if (is_folder(folder_, folder_.generic_string())) round = read_round();
        return {std::move(round), report_.take()};
    }

private:
    /// Reads a file of the round and hands its bytes on, with a report of its own. False when it cannot be read.
    template <class Use>
    bool with_file(const std::string& name, Use&& use) {
        Report report(limits_.findings);
        const auto bytes = read_file(folder_ / name, name, limits_, report);
        const bool ok = bytes && use(*bytes, report);
        report_.add(report.take());
        return ok;
    }

    bool is_folder(const fs::path& path, const std::string& name) {
        std::error_code failure;
        const auto type = fs::status(path, failure).type();
        if (type == fs::file_type::directory) return true;
        if (type == fs::file_type::not_found) {
            report_.error("F001", {name, 0, 0, {}}, {"không có thư mục này", "there is no such folder", {}});
        } else {
            report_.error("F007", {name, 0, 0, {}}, {"đây không phải thư mục", "this is no folder", {}});
        }
        return false;
    }

    std::optional<Round> read_round() {
        std::optional<RoundFrame> frame;
        bool is_usable = with_file("round.json", [&](const std::string& bytes, Report& report) {
            frame = read_round_json(bytes, "round.json", limits_, report);
            return frame.has_value();
        });
        std::vector<Agency> agencies;
        is_usable &= with_file("agencies.csv", [&](const std::string& bytes, Report& report) {
            return read_agencies(bytes, "agencies.csv", limits_, agencies, report);
        });
        if (!is_usable) return std::nullopt;
        Round round = std::move(frame->round);
        round.folder = folder_.generic_string();
        round.agencies = std::move(agencies);
        is_usable = read_sets(*frame, round);
        check_groups(round);
        read_previous(*frame, round);
        index(round);
        for (const auto& stage : round.stages) read_stage(stage, round);
        check_submissions(round);
        read_published_results(round);
        if (!is_usable) return std::nullopt;
        return round;
    }

    bool read_sets(const RoundFrame& frame, Round& round) {
        std::map<std::string, std::optional<std::size_t>> loaded;  // by path
        bool ok = true;
        for (const auto& entry : frame.criteria) {
            const auto [known, is_new] = loaded.try_emplace(entry.path);
            if (is_new) known->second = read_set(entry, round);
            ok &= known->second.has_value();
            if (known->second) round.set_of_group.emplace(entry.group, *known->second);
            groups_.insert(entry.group);
        }
        return ok;
    }

    std::optional<std::size_t> read_set(const GroupSet& entry, Round& round) {
        std::error_code failure;
        if (!fs::exists(folder_ / entry.path, failure)) {
            report_.error("F309", entry.location,
                          {fmt::format("không có tệp “{}”", excerpt(entry.path, 120)),
                           fmt::format("there is no file “{}”", excerpt(entry.path, 120)),
                           {}},
                          {"Đường dẫn tính từ thư mục của đợt.", "The path is taken from the round's folder.", {}});
            return std::nullopt;
        }
        Report report(limits_.findings);
        const std::string name = printable(entry.path);
        const auto bytes = read_file(folder_ / entry.path, name, limits_, report);
        report_.add(report.take());
        if (!bytes) return std::nullopt;
        auto set = parse_criteria_set(*bytes, name, edition_, limits_);
        report_.add(std::move(set.findings));
        if (!set.value) return std::nullopt;
        round.sets.push_back(std::move(*set.value));
        return round.sets.size() - 1;
    }

    void check_groups(const Round& round) {
        std::set<std::string_view> used;
        for (const auto& agency : round.agencies) {
            if (!used.insert(agency.group).second || agency.group.empty() || groups_.contains(agency.group)) continue;
            std::vector<std::string_view> names(groups_.begin(), groups_.end());
            report_.error("F313", agency.location,
                          {fmt::format("nhóm “{}” không có bộ tiêu chí trong round.json", excerpt(agency.group)),
                           fmt::format("round.json names no criteria set for the group “{}”", excerpt(agency.group)),
                           {}},
                          suggest(agency.group, names));
        }
        for (const auto& group : groups_) {
            if (used.contains(group)) continue;
            report_.warning("F314", {"round.json", 0, 0, "/criteria"},
                            {fmt::format("nhóm “{}” không có cơ quan nào", excerpt(group)),
                             fmt::format("the group “{}” has no agencies", excerpt(group)),
                             {}});
        }
    }

    void read_previous(const RoundFrame& frame, Round& round) {
        if (frame.previous.empty()) return;
        const fs::path previous = (folder_ / frame.previous).lexically_normal();
        std::error_code failure;
        if (fs::is_directory(previous, failure)) {
            round.previous_folder = previous.generic_string();
            return;
        }
        report_.error("F322", frame.previous_location,
                      {fmt::format("không có thư mục “{}” của đợt trước", excerpt(frame.previous, 120)),
                       fmt::format("there is no folder “{}” of the previous round", excerpt(frame.previous, 120)),
                       {}});
    }

    void index(const Round& round) {
        for (const auto& set : round.sets) indexes_.emplace_back(set);
        for (const auto& agency : round.agencies) {
            agencies_.insert(agency.id);
            const auto set = round.set_of_group.find(agency.group);
            index_of_agency_[agency.id] = set == round.set_of_group.end() ? nullptr : &indexes_[set->second];
        }
    }

    void read_stage(const Stage& stage, Round& round) {
        auto& assessments = round.assessments.emplace_back();
        std::error_code failure;
        if (fs::status(folder_ / stage.id, failure).type() == fs::file_type::not_found) {
            report_.warning("F317", {stage.id, 0, 0, {}},
                            {"giai đoạn chưa có thư mục", "the stage has no folder yet", {}});
            return;
        }
        if (!is_folder(folder_ / stage.id, stage.id)) return;
        bool has_answers = false;
        bool has_facts = false;
        for (const auto& name : list_files(stage.id)) {
            if (name == "answers.csv") {
                has_answers = true;
            } else if (name == "facts.csv") {
                has_facts = true;
            } else {
                read_agency_file(stage, name, assessments);
            }
        }
        StageTarget target{
            assessments, [&](const std::string& id) { return index_of_agency_.at(id); },
            [&](const std::string& id) { return agencies_.contains(id); },
            [&](const std::string& id, const std::string& document) { return documents_[id].contains(document); }};
        if (has_answers) read_table(stage.id + "/answers.csv", target, read_answers_csv);
        if (has_facts) read_table(stage.id + "/facts.csv", target, read_facts_csv);
        for (auto& [id, assessment] : assessments) name_stage(stage, assessment);
    }

    using ReadTable = void (*)(std::string_view, const std::string&, const Limits&, StageTarget&, Report&);

    void read_table(const std::string& name, StageTarget& target, ReadTable read_rows) {
        (void)with_file(name, [&](const std::string& bytes, Report& report) {
            read_rows(bytes, name, limits_, target, report);
            return true;
        });
    }

    /// Names in byte order: a folder lists its files in no order.
    std::vector<std::string> list_files(const std::string& stage) {
        std::vector<std::string> names;
        std::error_code failure;
        for (fs::directory_iterator it(folder_ / stage, failure), end; !failure && it != end; it.increment(failure)) {
            std::string name = it->path().filename().string();
            if (!name.starts_with('.')) names.push_back(std::move(name));
        }
        if (failure) {
            report_.error("F003", {stage, 0, 0, {}},
                          {fmt::format("không đọc được: {}", failure.message()),
                           fmt::format("cannot be read: {}", failure.message()),
                           {}});
        }
        std::sort(names.begin(), names.end());
        return names;
    }

    void read_agency_file(const Stage& stage, const std::string& file, std::map<std::string, Assessment>& target) {
        const std::string name = stage.id + "/" + printable(file);
        if (!file.ends_with(".json")) {
            report_.warning("F318", {name, 0, 0, {}}, {"tệp lạ, không được đọc", "an unknown file; it is not read", {}},
                            {"Ở đây chỉ đọc <mã cơ quan>.json, answers.csv và facts.csv.",
                             "Only <agency id>.json, answers.csv and facts.csv are read here.",
                             {}});
            return;
        }
        const std::string agency = file.substr(0, file.size() - std::string_view(".json").size());
        if (!agencies_.contains(agency)) {
            std::vector<std::string_view> known(agencies_.begin(), agencies_.end());
            report_.error("F319", {name, 0, 0, {}},
                          {fmt::format("không có cơ quan “{}” trong agencies.csv", excerpt(agency)),
                           fmt::format("agencies.csv has no agency “{}”", excerpt(agency)),
                           {}},
                          report_.is_full() ? Text{} : suggest(agency, known));
            return;
        }
        handed_in_.insert({stage.id, agency});  // usable or not
        const SetIndex* index = index_of_agency_.at(agency);
        if (index == nullptr) return;  // its group or set is reported
        (void)with_file(stage.id + "/" + file, [&](const std::string& bytes, Report& report) {
            auto assessment = read_assessment(bytes, name, *index, documents_[agency], limits_, report);
            if (!assessment || !expect_agency(*assessment, agency, report)) return false;
            target.emplace(agency, std::move(*assessment));
            return true;
        });
    }

    static bool expect_agency(const Assessment& assessment, const std::string& agency, Report& report) {
        if (assessment.agency == agency) return true;
        report.error("A101", {assessment.file, 0, 0, "/agency"},
                     {fmt::format("tệp của “{}” ghi cơ quan “{}”", agency, excerpt(assessment.agency)),
                      fmt::format("the file of “{}” says that the agency is “{}”", agency, excerpt(assessment.agency)),
                      {}},
                     {"Sửa tên tệp hoặc khoá “agency”.", "Change the file's name or the key “agency”.", {}});
        return false;
    }

    void name_stage(const Stage& stage, Assessment& assessment) {
        assessment.stage = stage.id;
        for (auto& [id, answer] : assessment.answers) answer.stage = stage.id;
        for (auto& [id, fact] : assessment.facts) fact.stage = stage.id;
        auto& documents = documents_[assessment.agency];
        for (const auto& document : assessment.evidence) documents.insert(document.id);
    }

    /// A merged agency is scored from its predecessors and files nothing itself.
    void check_submissions(const Round& round) {
        for (std::size_t i = 0; i < round.stages.size(); ++i) {
            if (round.stages[i].kind != Stage::Kind::self) continue;
            for (const auto& agency : round.agencies) {
                const bool is_known =
                    round.assessments[i].contains(agency.id) || handed_in_.contains({round.stages[i].id, agency.id});
                // Without a usable set no table of answers was read.
                if (is_known || !agency.predecessors.empty() || index_of_agency_.at(agency.id) == nullptr) continue;
                Finding finding;
                finding.code = "A116";
                finding.severity = Severity::warning;
                finding.location = agency.location;
                finding.agency = agency.id;
                finding.message = {
                    fmt::format("cơ quan “{}” không nộp gì ở giai đoạn “{}”", agency.id, round.stages[i].id),
                    fmt::format("the agency “{}” has handed in nothing at the stage “{}”", agency.id,
                                round.stages[i].id),
                    {}};
                report_.add(std::move(finding));
            }
        }
    }

    void read_published_results(Round& round) {
        std::error_code failure;
        if (!fs::exists(folder_ / "published.csv", failure)) return;
        const std::set<std::string_view> agencies(agencies_.begin(), agencies_.end());
        (void)with_file("published.csv", [&](const std::string& bytes, Report& report) {
            read_published(bytes, "published.csv", limits_, agencies, round.published, report);
            return true;
        });
    }

    fs::path folder_;
    const Limits& limits_;
    Edition edition_;
    Report report_;
    std::set<std::string> groups_;  ///< that have a set in round.json
    std::set<std::string> agencies_;
    std::vector<SetIndex> indexes_;  ///< of the sets, in their order
    std::map<std::string, const SetIndex*> index_of_agency_;
    std::map<std::string, std::set<std::string>> documents_;   ///< given so far, by agency
    std::set<std::pair<std::string, std::string>> handed_in_;  ///< stage and agency of every file that was found
};

}  // namespace

}  // namespace io

Loaded<Round> load_round(const std::filesystem::path& folder, const Limits& limits, Edition edition) {
    return io::RoundReader(folder, limits, edition).read();
}

}  // namespace parindex
