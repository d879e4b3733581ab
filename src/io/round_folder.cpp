#include "parindex/io/round_folder.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "io/assessment_json.hpp"
#include "io/attached_files.hpp"
#include "io/audit_check.hpp"
#include "io/file_reader.hpp"
#include "io/form_import.hpp"
#include "io/registers.hpp"
#include "io/round_json.hpp"
#include "io/round_lists.hpp"
#include "io/round_tables.hpp"
#include "io/stage_tables.hpp"
#include "io/suggest.hpp"
#include "io/survey_json.hpp"
#include "io/survey_tables.hpp"
#include "io/workbook_reader.hpp"
#include "parindex/analysis/survey_input.hpp"
#include "parindex/council/consensus.hpp"
#include "parindex/io/criteria_json.hpp"

namespace parindex {

namespace io {

namespace {

namespace fs = std::filesystem;

/// The findings of a round come from many files; each file has its own limit besides.
constexpr std::size_t files_worth_of_findings = 10;

/// Tables that a stage's folder may hold; every other file is an agency's.
constexpr std::array<std::string_view, 5> tables{"answers.csv", "evidence.csv", "facts.csv", "opinions.csv",
                                                 "submissions.csv"};

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
        if (is_usable) read_lists(round);
        for (const auto& stage : round.stages) read_stage(stage, round);
        if (is_usable) report_.add(apply_surveys(round));
        check_submissions(round);
        read_published_results(round);
        check_attached_files(folder_, round, report_);
        check_audit();
        if (!is_usable) return std::nullopt;
        report_.add(settle_opinions(round));
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
        round_id_ = round.id;
        for (const auto& set : round.sets) indexes_.emplace_back(set);
        for (const auto& [group, set] : round.set_of_group) index_of_group_[group] = &indexes_[set];
        for (const auto& agency : round.agencies) {
            agencies_.insert(agency.id);
            group_of_agency_[agency.id] = agency.group;
            const auto index = index_of_group_.find(agency.group);
            index_of_agency_[agency.id] = index == index_of_group_.end() ? nullptr : index->second;
        }
    }

    /// A round whose frozen stages were changed is not to be scored.
    void check_audit() {
        Report report(limits_.findings);
        check_frozen(folder_, limits_, report);
        report_.add(report.take());
    }

    bool has_file(const std::string& name) const {
        std::error_code failure;
        return fs::exists(folder_ / name, failure);
    }

    void read_lists(Round& round) {
        const RoundNames names{index_of_agency_, group_of_agency_, index_of_group_};
        const auto read = [&](const std::string& name, auto&& read_rows, auto& target) {
            if (!has_file(name)) return;
            (void)with_file(name, [&](const std::string& bytes, Report& report) {
                read_rows(bytes, name, limits_, names, target, report);
                return true;
            });
        };
        read("appraisers.csv", read_appraisers, round.appraisers);
        read("exemptions.csv", read_exemptions, round.exemptions);
    }

    void read_stage(const Stage& stage, Round& round) {
        auto& assessments = round.assessments.emplace_back();
        auto& opinions = round.opinions.emplace_back();
        std::error_code failure;
        if (fs::status(folder_ / stage.id, failure).type() == fs::file_type::not_found) {
            report_.warning("F317", {stage.id, 0, 0, {}},
                            {"giai đoạn chưa có thư mục", "the stage has no folder yet", {}});
            return;
        }
        if (!is_folder(folder_ / stage.id, stage.id)) return;
        const std::vector<std::string> files = list_files(stage.id);
        if (stage.kind == Stage::Kind::survey) read_survey(stage, round);
        StageTarget target{
            stage,
            assessments,
            opinions,
            [&](const std::string& id) { return index_of_agency_.at(id); },
            [&](const std::string& id) { return agencies_.contains(id); },
            [&](const std::string& id, const std::string& document) { return documents_[id].contains(document); }};
        const auto read = [&](std::string_view name, ReadTable read_rows) {
            if (std::binary_search(files.begin(), files.end(), name))
                read_table(stage.id + "/" + std::string(name), target, read_rows);
        };
        read("evidence.csv", read_evidence_csv);  // first: the others refer to documents
        for (const auto& name : files) {
            if (std::find(tables.begin(), tables.end(), name) == tables.end())
                read_agency_file(stage, name, assessments);
        }
        read("answers.csv", read_answers_csv);
        read("facts.csv", read_facts_csv);
        read("opinions.csv", read_opinions_csv);
        read("submissions.csv", read_submissions_csv);
        for (auto& [id, assessment] : assessments) name_stage(stage, assessment);
        for (auto& [id, given] : opinions) {
            for (auto& opinion : given) opinion.answer.stage = stage.id;
        }
    }

    using ReadTable = void (*)(std::string_view, const std::string&, const Limits&, StageTarget&, Report&);

    void read_table(const std::string& name, StageTarget& target, ReadTable read_rows) {
        (void)with_file(name, [&](const std::string& bytes, Report& report) {
            read_rows(bytes, name, limits_, target, report);
            return true;
        });
    }

    static bool is_survey_file(std::string_view name) {
        return name == "survey.json" || name == "responses.csv" || name == "strata.csv";
    }

    /// Without every set it is not known what an estimate may become; then nothing is read.
    void read_survey(const Stage& stage, Round& round) {
        if (round.set_of_group.size() != groups_.size()) return;
        if (!is_survey_there(stage)) return;
        const std::string name = stage.id + "/survey.json";
        std::optional<Survey> survey;
        (void)with_file(name, [&](const std::string& bytes, Report& report) {
            survey = read_survey_json(bytes, name, indexes_, limits_, report);
            return survey.has_value();
        });
        if (!survey) return;
        read_survey_table(stage.id + "/strata.csv", *survey, read_strata);
        read_survey_table(stage.id + "/responses.csv", *survey, read_responses);
        if (survey->responses.empty())
            report_.warning("F368", {name, 0, 0, {}},
                            {"chưa có phiếu trả lời nào dùng được", "there are no responses to use yet", {}},
                            {"Nhập phiếu vào responses.csv.", "Enter the forms in responses.csv.", {}});
        round.surveys.emplace(stage.id, std::move(*survey));
    }

    bool is_survey_there(const Stage& stage) {
        std::error_code failure;
        if (fs::exists(folder_ / stage.id / "survey.json", failure)) return true;
        for (const auto* table : {"responses.csv", "strata.csv"}) {
            if (!fs::exists(folder_ / stage.id / table, failure)) continue;
            report_.error("F367", {stage.id + "/" + table, 0, 0, {}},
                          {"thiếu survey.json bên cạnh", "there is no survey.json beside it", {}},
                          {"survey.json mô tả các câu hỏi và ước lượng.",
                           "survey.json describes the questions and the estimates.",
                           {}});
        }
        return false;
    }

    template <class ReadRows>
    void read_survey_table(const std::string& name, Survey& survey, ReadRows read_rows) {
        std::error_code failure;
        if (!fs::exists(folder_ / name, failure)) return;
        (void)with_file(name, [&](const std::string& bytes, Report& report) {
            read_rows(bytes, name, limits_, agencies_, survey, report);
            return true;
        });
    }

    /// Names in byte order: a folder lists its files in no order.
    std::vector<std::string> list_files(const std::string& stage) {
        std::vector<std::string> names;
        std::error_code failure;
        for (fs::directory_iterator it(folder_ / stage, failure), end; !failure && it != end; it.increment(failure)) {
            std::string name = it->path().filename().string();
            // Programs keep such files beside a workbook that is open.
            if (!name.starts_with('.') && !name.starts_with("~$")) names.push_back(std::move(name));
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
        if (stage.kind == Stage::Kind::survey && is_survey_file(file)) return;
        const bool is_workbook = file.ends_with(".xlsx");
        if (!is_workbook && !file.ends_with(".json")) {
            report_.warning(
                "F318", {name, 0, 0, {}}, {"tệp lạ, không được đọc", "an unknown file; it is not read", {}},
                {"Ở đây chỉ đọc <mã cơ quan>.json, <mã cơ quan>.xlsx và các bảng answers.csv, evidence.csv, facts.csv, "
                 "opinions.csv, submissions.csv.",
                 "Only <agency id>.json, <agency id>.xlsx and the tables answers.csv, evidence.csv, facts.csv, "
                 "opinions.csv, submissions.csv are read here.",
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
        if (!handed_in_.insert({stage.id, agency}).second) {  // usable or not
            report_.error("F428", {name, 0, 0, {}},
                          {fmt::format("cơ quan “{}” đã có một tệp khác trong giai đoạn này", agency),
                           fmt::format("the agency “{}” already has another file at this stage", agency),
                           {}},
                          {"Giữ một trong hai.", "Keep one of the two.", {}});
            return;
        }
        const SetIndex* index = index_of_agency_.at(agency);
        if (index == nullptr) return;  // its group or set is reported
        (void)with_file(stage.id + "/" + file, [&](const std::string& bytes, Report& report) {
            AssessmentFrame frame{*index, documents_[agency], stage.kind};
            const auto listed = target.find(agency);  // documents of evidence.csv
            if (listed != target.end())
                for (const auto& document : listed->second.evidence) frame.known_evidence.insert(document.id);
            auto assessment = is_workbook ? read_workbook_file(bytes, name, stage, agency, frame, report)
                                          : read_assessment(bytes, name, frame, limits_, report);
            if (!assessment || !expect_agency(*assessment, agency, report)) return false;
            if (listed != target.end()) add_listed(listed->second.evidence, *assessment, report);
            target.insert_or_assign(agency, std::move(*assessment));
            return true;
        });
    }

    std::optional<Assessment> read_workbook_file(const std::string& bytes, const std::string& name, const Stage& stage,
                                                 const std::string& agency, const AssessmentFrame& frame,
                                                 Report& report) {
        const auto workbook = read_workbook(bytes, name, limits_, report);
        if (!workbook) return std::nullopt;
        auto content =
            read_any_form(*workbook, {round_id_, stage, agency, frame.index, frame.known_evidence}, limits_, report);
        if (!content) return std::nullopt;
        return std::move(content->assessment);
    }

    /// Documents of evidence.csv beside those of the agency's own file.
    static void add_listed(const std::vector<Evidence>& listed, Assessment& assessment, Report& report) {
        std::map<std::string, Location> own;
        for (const auto& document : assessment.evidence) own.emplace(document.id, document.location);
        for (const auto& document : listed) {
            const auto same = own.find(document.id);
            if (same == own.end()) {
                assessment.evidence.push_back(document);
                continue;
            }
            report.error("A114", document.location,
                         {fmt::format("mã minh chứng “{}” đã dùng ở {}", excerpt(document.id), to_string(same->second)),
                          fmt::format("the id of evidence “{}” is already used at {}", excerpt(document.id),
                                      to_string(same->second)),
                          {}});
        }
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
                const auto* said = round.find_assessment(i, agency.id);
                const bool is_known = (said != nullptr && (!said->answers.empty() || !said->facts.empty())) ||
                                      handed_in_.contains({round.stages[i].id, agency.id});
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
        if (!has_file("published.csv")) return;
        const std::set<std::string_view> agencies(agencies_.begin(), agencies_.end());
        (void)with_file("published.csv", [&](const std::string& bytes, Report& report) {
            read_published(bytes, "published.csv", limits_, agencies, round.published, report);
            return true;
        });
    }

    fs::path folder_;
    std::string round_id_;
    const Limits& limits_;
    Edition edition_;
    Report report_;
    std::set<std::string> groups_;  ///< that have a set in round.json
    std::set<std::string> agencies_;
    std::vector<SetIndex> indexes_;  ///< of the sets, in their order
    std::map<std::string, const SetIndex*> index_of_group_;
    std::map<std::string, const SetIndex*> index_of_agency_;  ///< null: its group has no set
    std::map<std::string, std::string> group_of_agency_;
    std::map<std::string, std::set<std::string>> documents_;   ///< given so far, by agency
    std::set<std::pair<std::string, std::string>> handed_in_;  ///< stage and agency of every file that was found
};

}  // namespace

}  // namespace io

Loaded<Round> round_of_set(const std::filesystem::path& criteria, const std::filesystem::path& agencies,
                           const Limits& limits, Edition edition) {
    auto set = load_criteria_set(criteria, edition, limits);
    if (!set.value) return {std::nullopt, std::move(set.findings)};
    io::Report report(limits.findings);
    report.add(std::move(set.findings));
    Round round(set.value->period);
    const Text title{"Tự đánh giá", "Self-assessment", {}};
    round.stages.push_back({"self", Stage::Kind::self, title});
    round.assessments.emplace_back();
    if (agencies.empty()) {
        round.agencies.emplace_back();
    } else {
        const auto name = agencies.generic_string();
        const auto bytes = io::read_file(agencies, name, limits, report);
        if (!bytes || !io::read_agencies(*bytes, name, limits, round.agencies, report))
            return {std::nullopt, report.take()};
    }
    round.sets.push_back(std::move(*set.value));
    for (const auto& agency : round.agencies) round.set_of_group[agency.group] = 0;
    return {std::move(round), report.take()};
}

Loaded<Round> load_round(const std::filesystem::path& folder, const Limits& limits, Edition edition) {
    return io::RoundReader(folder, limits, edition).read();
}

}  // namespace parindex
