#include "parindex/io/form_workbook.hpp"

#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "io/form_case.hpp"
#include "io/form_layout.hpp"
#include "io/form_references.hpp"
#include "io/form_sheets.hpp"
#include "io/form_style.hpp"
#include "io/sheet_formula.hpp"
#include "io/workbook_writer.hpp"
#include "parindex/council/round_result.hpp"

namespace parindex {

namespace {

using Files = std::vector<OutputFile>;

Loaded<Files> failed(std::string code, std::string place, Text message, Text hint) {
    Finding finding;
    finding.code = std::move(code);
    finding.location.file = std::move(place);
    finding.message = std::move(message);
    finding.hint = std::move(hint);
    return {std::nullopt, {std::move(finding)}};
}

Loaded<Files> survey_has_no_form(const Stage& stage) {
    return failed("F432", "round.json",
                  {fmt::format("giai đoạn “{}” là điều tra, không có phiếu", stage.id),
                   fmt::format("the stage “{}” is a survey and has no form", stage.id),
                   {}},
                  {"Nhập kết quả điều tra vào responses.csv hoặc facts.csv của giai đoạn đó.",
                   "Enter its results in responses.csv or facts.csv of that stage.",
                   {}});
}

Loaded<Files> not_written(const std::string& name) {
    return failed("F433", name, {"không lập được tệp bảng tính", "the workbook cannot be put together", {}},
                  {"Kiểm tra chỗ trống của thư mục tạm.", "Make room in the folder for temporary files.", {}});
}

/// Plans of the round's sets, by their places.
Loaded<std::vector<Plan>> compile_plans(const Round& round) {
    std::vector<Plan> plans;
    for (const auto& set : round.sets) {
        // The round outlives the plans.
        auto plan = Plan::compile(std::shared_ptr<const CriteriaSet>(std::shared_ptr<const CriteriaSet>(), &set));
        if (!plan.value) return {std::nullopt, std::move(plan.findings)};
        plans.push_back(std::move(*plan.value));
    }
    return {std::move(plans), {}};
}

/// Results of the stages before the form's that give points.
Loaded<io::EarlierResults> earlier_results(const Round& round, const FormRequest& request) {
    io::EarlierResults results(request.stage);
    for (std::size_t i = 0; i < request.stage; ++i) {
        const auto kind = round.stages[i].kind;
        if (kind == Stage::Kind::survey || kind == Stage::Kind::explanation) continue;
        auto result = evaluate_round(round, i, request.threads);
        if (!result.value) return {std::nullopt, std::move(result.findings)};
        results[i] = std::move(*result.value);
    }
    return {std::move(results), {}};
}

std::optional<std::string> write_workbook(const io::FormCase::Subject& subject) {
    const io::FormCase form(subject);
    const io::FormLayout layout(form);
    io::FormReferences references(form, layout);
    std::optional<io::SheetFormulas> formulas;
    if (form.has_scores())
        formulas = io::sheet_formulas(form.plan(), form.context(), references.cells(), form.language());
    io::WorkbookWriter book(io::form_title(form));
    io::FormStyles styles(book.get());
    const io::FormWriting writing{book.get(), styles, form, layout, references, formulas ? &*formulas : nullptr};
    io::write_cover(writing);
    io::write_answers(writing);
    io::write_figures(writing);
    io::write_records(writing);
    io::write_evidence(writing);
    io::write_lists(writing);
    references.write(book.get(), styles);
    io::write_calc(writing);
    io::write_meta(writing);
    return book.finish();
}

}  // namespace

Loaded<Files> form_workbooks(const Round& round, const FormRequest& request) {
    const auto& stage = round.stages.at(request.stage);
    if (!io::form_kind(stage.kind)) return survey_has_no_form(stage);
    const auto plans = compile_plans(round);
    if (!plans.value) return {std::nullopt, plans.findings};
    const auto results = earlier_results(round, request);
    if (!results.value) return {std::nullopt, results.findings};
    Files files;
    for (const auto index : request.agencies) {
        const auto& agency = round.agencies.at(index);
        const auto name = (agency.id.empty() ? "form" : agency.id) + ".xlsx";
        const auto& plan = (*plans.value)[round.set_of_group.at(agency.group)];
        auto bytes = write_workbook({round, plan, *results.value, index, request.stage, request.language});
        if (!bytes) return not_written(name);
        files.push_back({name, std::move(*bytes)});
    }
    return {std::move(files), {}};
}

}  // namespace parindex
