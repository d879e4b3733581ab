// parindex import: filled workbooks into a round's folder.

#include <fmt/format.h>

#include <memory>

#include "cli/command.hpp"
#include "parindex/engine/explain.hpp"
#include "parindex/io/form_files.hpp"
#include "parindex/io/result_json.hpp"

namespace parindex::cli {

namespace {

struct Options {
    CommonOptions common;
    std::string round;
    std::vector<std::string> workbooks;
    FormImport import;
};

/// One row for each workbook; the columns of a table that a machine reads have fixed names.
TextTable imports_table(const std::vector<ImportedForm>& forms, const Options& options, Language language) {
    const bool is_table = options.common.format == Format::table;
    const bool vi = is_table && language == Language::vi;
    TextTable table{{{vi ? "tệp" : "workbook"},
                     {vi ? "cơ quan" : "agency"},
                     {vi ? "ghi vào" : "written"},
                     {vi ? "câu trả lời" : "answers", Align::right},
                     {vi ? "số liệu" : "facts", Align::right},
                     {vi ? "văn bản" : "documents", Align::right},
                     {vi ? "lỗi" : "errors", Align::right},
                     {vi ? "cảnh báo" : "warnings", Align::right}},
                    {}};
    for (const auto& form : forms)
        table.rows.push_back({form.workbook, form.agency, form.written.empty() && is_table ? "-" : form.written,
                              std::to_string(form.answers), std::to_string(form.facts), std::to_string(form.documents),
                              std::to_string(count(form.findings, Severity::error)),
                              std::to_string(count(form.findings, Severity::warning))});
    return table;
}

/// Status and statement of the round and of the sets that the workbooks were read with.
std::string provenance_of(const Round& round, const std::vector<ImportedForm>& forms, Language language) {
    const bool vi = language == Language::vi;
    std::string text;
    if (!round.statement.empty())
        text += (vi ? "Đợt đánh giá: " : "Round: ") + printable(round.statement.in(language)) + "\n";
    for (const auto& set : round.sets) {
        const bool is_used =
            std::any_of(forms.begin(), forms.end(), [&](const auto& form) { return form.set == set.id; });
        if (is_used)
            text += (vi ? "Bộ tiêu chí: " : "Criteria set: ") + printable(provenance_text(set).in(language)) + "\n";
    }
    return text;
}

Exit import_workbooks(const Options& options) {
    const std::vector<std::filesystem::path> files(options.workbooks.begin(), options.workbooks.end());
    const auto imported = import_forms(options.round, files, options.import, options.common.edition);
    const auto* set = imported.round && !imported.round->sets.empty() ? &imported.round->sets.front() : nullptr;
    const auto language = language_for(options.common, set);
    Findings findings = imported.findings;
    for (const auto& form : imported.forms) findings.insert(findings.end(), form.findings.begin(), form.findings.end());
    if (!imported.round || imported.forms.empty()) {
        print_findings(findings, language);
        return Exit::unusable;
    }
    if (options.common.format == Format::json) {
        print(findings_to_json(findings));
    } else {
        print_findings(findings, language);
        print_table(imports_table(imported.forms, options, language), options.common.format);
        if (options.common.format == Format::table)
            print("\n" + provenance_of(*imported.round, imported.forms, language));
    }
    return exit_for(findings, Severity::warning);
}

}  // namespace

void add_import(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("import", "Read filled workbooks into a stage of a round");
    command->add_option("ROUND", options->round, "Folder of the round (holds round.json)")->required();
    command->add_option("WORKBOOK", options->workbooks, "Filled workbooks (.xlsx)")->required();
    command->add_option("--stage", options->import.stage, "Stage that the workbooks belong to")->required();
    command->add_option("--by", options->import.by, "Name recorded with answers that do not say who gave them");
    command->add_flag("--replace", options->import.replace, "Replace files that are there already");
    add_common_options(*command, options->common);
    command->callback([options, &run] { run = [options] { return import_workbooks(*options); }; });
}

}  // namespace parindex::cli
