#include "parindex/io/form_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "io/assessment_writer.hpp"
#include "io/file_reader.hpp"
#include "io/form_import.hpp"
#include "io/suggest.hpp"
#include "io/workbook_reader.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/io/audit_log.hpp"
#include "parindex/io/round_folder.hpp"
#include "parindex/io/write_files.hpp"

namespace parindex {

namespace io {

namespace {

namespace fs = std::filesystem;

class FormImporter {
public:
    FormImporter(const Round& round, std::size_t stage, const FormImport& options, const Limits& limits)
        : round_(round), stage_(stage), options_(options), limits_(limits) {
        for (const auto& set : round.sets) indexes_.emplace_back(set);
    }

    ImportedForm read(const fs::path& file) {
        Report report(limits_.findings);
        ImportedForm form;
        form.workbook = printable(file.generic_string());
        if (auto content = read_content(file, form, report)) {
            add_names(*content);
            form.answers = content->assessment.answers.size();
            form.facts = content->assessment.facts.size();
            form.documents = content->assessment.evidence.size();
            if (report.error_count() == 0) contents_.emplace(form.agency, std::move(*content));
        }
        form.findings = report.take();
        return form;
    }

    /// Points of the forms against those of the engine, with everything that is imported in force.
    void compare(std::vector<ImportedForm>& forms) const {
        // An explanation changes nothing in force, so its form shows other points.
        if (round_.stages[stage_].kind == Stage::Kind::explanation || contents_.empty()) return;
        Round after = round_;
        for (const auto& [agency, content] : contents_) after.assessments[stage_][agency] = content.assessment;
        const auto result = evaluate_round(after, stage_);
        if (!result.value) return;
        for (const auto& scored : result.value->agencies) {
            const auto& agency = round_.agencies[scored.agency].id;
            const auto content = contents_.find(agency);
            const auto form = std::find_if(forms.begin(), forms.end(), [&](const auto& one) {
                return one.agency == agency && !has_errors(one.findings);
            });
            if (content == contents_.end() || form == forms.end()) continue;
            const auto found = compare_scores(content->second, result.value->plans[scored.set], scored.scorecard);
            form->findings.insert(form->findings.end(), found.begin(), found.end());
        }
    }

    /// Writes all files that can be written, together.
    Findings write(std::vector<ImportedForm>& forms) const {
        std::vector<OutputFile> files;
        for (const auto& form : forms) {
            const auto content = contents_.find(form.agency);
            if (has_errors(form.findings) || content == contents_.end()) continue;
            const SetIndex& index = index_of(*round_.find_agency(form.agency));
            files.push_back({form.agency + ".json", assessment_to_json(content->second.assessment, index)});
        }
        if (files.empty()) return {};
        auto failures = write_files(stage_folder(), files);
        if (!failures.empty()) return failures;
        for (auto& form : forms)
            if (!has_errors(form.findings) && contents_.contains(form.agency))
                form.written = round_.stages[stage_].id + "/" + form.agency + ".json";
        return {};
    }

private:
    [[nodiscard]] fs::path stage_folder() const { return fs::path(round_.folder) / round_.stages[stage_].id; }

    [[nodiscard]] const SetIndex& index_of(const Agency& agency) const {
        return indexes_[round_.set_of_group.at(agency.group)];
    }

    std::optional<FormContent> read_content(const fs::path& file, ImportedForm& form, Report& report) {
        const auto bytes = read_file(file, form.workbook, limits_, report);
        const auto workbook = bytes ? read_workbook(*bytes, form.workbook, limits_, report) : std::nullopt;
        if (!workbook) return std::nullopt;
        const auto errors = report.error_count();
        const auto head = read_form_head(*workbook, report);
        if (report.error_count() > errors) return std::nullopt;
        const bool is_named = head && !head->get("agency").empty();
        const std::string id = is_named ? head->get("agency") : file.stem().string();
        const Agency* agency =
            find_agency(id, is_named ? head->at("agency") : Location{form.workbook, 0, 0, {}}, report);
        if (agency == nullptr) return std::nullopt;
        form.agency = agency->id;
        form.set = round_.set_of(*agency)->id;
        if (!may_write(*agency, form, report)) return std::nullopt;
        const FormFrame frame{round_.id, round_.stages[stage_], agency->id, index_of(*agency),
                              known_documents(agency->id)};
        return read_any_form(*workbook, frame, limits_, report);
    }

    const Agency* find_agency(const std::string& id, const Location& place, Report& report) const {
        const Agency* agency = round_.find_agency(id);
        if (agency != nullptr && round_.set_of(*agency) != nullptr) return agency;
        std::vector<std::string_view> known;
        for (const auto& one : round_.agencies) known.push_back(one.id);
        report.error("F319", place,
                     {fmt::format("không có cơ quan “{}” trong agencies.csv", excerpt(id)),
                      fmt::format("agencies.csv has no agency “{}”", excerpt(id)),
                      {}},
                     suggest(id, known));
        return nullptr;
    }

    bool may_write(const Agency& agency, const ImportedForm& form, Report& report) {
        if (!agencies_.insert(agency.id).second) {
            report.error("F428", {form.workbook, 0, 0, {}},
                         {fmt::format("cơ quan “{}” đã có một sổ tính khác", agency.id),
                          fmt::format("the agency “{}” already has another workbook", agency.id),
                          {}},
                         {"Giữ một trong hai.", "Keep one of the two.", {}});
            return false;
        }
        std::error_code failure;
        const std::string stage = round_.stages[stage_].id;
        if (fs::exists(stage_folder() / (agency.id + ".xlsx"), failure)) {
            report.error("F428", {form.workbook, 0, 0, {}},
                         {fmt::format("{}/{}.xlsx đã nằm trong đợt và được đọc trực tiếp", stage, agency.id),
                          fmt::format("{}/{}.xlsx is in the round already and is read from there", stage, agency.id),
                          {}},
                         {"Bỏ tệp đó ra khỏi thư mục trước khi nhập.", "Move it out of the folder first.", {}});
            return false;
        }
        if (options_.replace || !fs::exists(stage_folder() / (agency.id + ".json"), failure)) return true;
        report.error("F423", {form.workbook, 0, 0, {}},
                     {fmt::format("đã có {}/{}.json", stage, agency.id),
                      fmt::format("{}/{}.json is there already", stage, agency.id),
                      {}},
                     {"Dùng --replace để ghi đè.", "Replace it with --replace.", {}});
        return false;
    }

    [[nodiscard]] std::set<std::string> known_documents(const std::string& agency) const {
        std::set<std::string> ids;
        const std::string register_name = round_.stages[stage_].id + "/evidence.csv";
        for (std::size_t i = 0; i <= stage_; ++i) {
            const auto* said = round_.find_assessment(i, agency);
            if (said == nullptr) continue;
            for (const auto& document : said->evidence)
                if (i < stage_ || document.location.file == register_name) ids.insert(document.id);
        }
        return ids;
    }

    void add_names(FormContent& content) const {
        for (auto& [id, answer] : content.assessment.answers) {
            answer.stage = round_.stages[stage_].id;
            if (answer.by.empty()) answer.by = options_.by;
        }
        for (auto& [id, fact] : content.assessment.facts) fact.stage = round_.stages[stage_].id;
        content.assessment.stage = round_.stages[stage_].id;
    }

    const Round& round_;
    std::size_t stage_;
    const FormImport& options_;
    const Limits& limits_;
    std::vector<SetIndex> indexes_;                ///< of the sets, in their order
    std::set<std::string> agencies_;               ///< that have a workbook
    std::map<std::string, FormContent> contents_;  ///< without errors, by agency
};

}  // namespace

}  // namespace io

ImportedForms import_forms(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& workbooks,
                           const FormImport& options, Edition edition, const Limits& limits) {
    ImportedForms imported;
    auto loaded = load_round(folder, limits, edition);
    if (!loaded.value) {
        imported.findings = std::move(loaded.findings);
        return imported;
    }
    const auto stage = loaded.value->stage_index(options.stage);
    if (!stage || loaded.value->stages[*stage].kind == Stage::Kind::survey) {
        Finding finding;
        finding.code = "F429";
        finding.location.file = loaded.value->folder;
        finding.message = {fmt::format("không có giai đoạn “{}” nhận biểu", excerpt(options.stage)),
                           fmt::format("there is no stage “{}” that takes forms", excerpt(options.stage)),
                           {}};
        std::string known;
        for (const auto& one : loaded.value->stages)
            if (one.kind != Stage::Kind::survey) known += (known.empty() ? "" : ", ") + one.id;
        finding.hint = {fmt::format("Có: {}.", known), fmt::format("Known: {}.", known), {}};
        imported.findings.push_back(std::move(finding));
        return imported;
    }
    imported.findings = expect_unfrozen(folder, options.stage, limits);
    if (has_errors(imported.findings)) return imported;
    io::FormImporter importer(*loaded.value, *stage, options, limits);
    for (const auto& file : workbooks) imported.forms.push_back(importer.read(file));
    // In a round with errors the engine would compute other points than it will.
    if (!has_errors(loaded.findings)) importer.compare(imported.forms);
    auto failures = importer.write(imported.forms);
    imported.findings.insert(imported.findings.end(), failures.begin(), failures.end());
    imported.round = std::move(loaded.value);
    return imported;
}

}  // namespace parindex
