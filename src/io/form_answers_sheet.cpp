// The sheet of answers: a row for each node of the tree and each line of a checklist.

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "io/form_sheets.hpp"
#include "io/form_text.hpp"
#include "parindex/io/result_json.hpp"

namespace parindex::io {

namespace {

using Align = CellStyle::Align;

constexpr const char* points_format = "0.00##";

/// What a row still needs, as the column "check" calls it.
struct CheckWords {
    Text unanswered{"Chưa trả lời", "Not answered", {}};
    Text no_data{"Thiếu số liệu", "Figures missing", {}};
    Text unreadable{"Xem lại ô đã nhập", "Check the input", {}};
    Text no_evidence{"Thiếu minh chứng", "Evidence missing", {}};
    Text no_explanation{"Cần giải trình", "Explain why", {}};
    Text no_reason{"Cần nêu lý do", "Give the reason", {}};
    Text above_maximum{"Vượt điểm tối đa", "Above the maximum", {}};
};

class AnswersSheet {
public:
    explicit AnswersSheet(const FormWriting& writing)
        : writing_(writing),
          form_(writing.form),
          layout_(writing.layout),
          sheet_(writing.workbook, writing.styles, writing.layout.sheets().answers) {}

    void write() {
        write_title(sheet_, form_, form_title(form_));
        write_headings(sheet_, layout_.answer_columns());
        write_total();
        for (std::size_t i = 0; i < layout_.rows().size(); ++i) {
            lines_ = 1;
            write_row(layout_.rows()[i], row_at(i));
            sheet_.reserve_lines(row_at(i), lines_);
        }
        add_conditions();
        const auto after_title = layout_.answer_column("title").value() + 1;
        worksheet_freeze_panes(sheet_.get(), FormLayout::first_answer, static_cast<Column>(after_title));
        worksheet_set_tab_color(sheet_.get(), 0xFFC000);
        worksheet_set_zoom(sheet_.get(), 90);
        sheet_.protect();
        sheet_.set_up_printing(FormLayout::heading_row, FormLayout::heading_row, form_footer(form_));
    }

private:
    static Row row_at(std::size_t index) { return FormLayout::first_answer + static_cast<Row>(index); }

    [[nodiscard]] const Criterion& criterion(std::size_t node) const { return *form_.plan().nodes()[node].criterion; }

    void write_total() {
        constexpr auto row = FormLayout::total_row;
        for (std::size_t c = 0; c < layout_.answer_columns().size(); ++c)
            sheet_.blank(row, static_cast<Column>(c), {Tone::total});
        put_text(row, "title", writing_.say({"TỔNG ĐIỂM", "TOTAL", {}}), {Tone::total});
        if (form_.set().max) put_number(row, "max", *form_.set().max, {Tone::total, Align::center});
        if (writing_.formulas == nullptr) return;
        const auto& rounding = form_.set().policies.total_rounding;
        const auto digits = static_cast<std::size_t>(rounding.digits.value_or(0));
        const auto format = rounding.digits ? "0" + (digits > 0 ? "." + std::string(digits, '0') : "") : "0.00####";
        put_formula(row, "score", writing_.formulas->total.rounded, {Tone::total, Align::center, format});
        (void)worksheet_set_row(sheet_.get(), row, 20, nullptr);
    }

    void write_row(const FormRow& what, Row row) {
        const auto tone = tone_of(what.node);
        for (std::size_t c = 0; c < layout_.answer_columns().size(); ++c)
            sheet_.blank(row, static_cast<Column>(c), {tone == Tone::leaf ? Tone::shown : tone});
        if (what.item != nullptr) return write_item(what, row);
        const auto& node = criterion(what.node);
        put_text(row, "id", node.id, {tone});
        put_text(row, "title", node.title.in(form_.language()), {tone});
        if (node.max) put_number(row, "max", *node.max, {tone, Align::center});
        put_text(row, "rule", rule_text(form_, what.node), {tone});
        write_score(what.node, row);
        if (!node.is_leaf()) return;
        for (const auto& earlier : form_.earlier()) write_earlier(earlier, what.node, row);
        if (!form_.is_open(what.node)) return;
        write_inputs(what.node, row);
        lines_ = std::max<std::size_t>(lines_, 2);  // room to write
    }

    /// Domains and groups by their depth, leaves by whether they are answered here.
    [[nodiscard]] Tone tone_of(std::size_t node) const {
        if (!form_.not_applicable(node).empty()) return Tone::closed;
        if (!criterion(node).is_leaf()) return form_.plan().nodes()[node].depth == 1 ? Tone::domain : Tone::group;
        return form_.is_open(node) ? Tone::leaf : Tone::closed;
    }

    /// Where an earlier answer stands, only those who differ from it have to answer.
    [[nodiscard]] Tone input_tone(std::size_t node) const {
        const bool stands = form_.kind() == FormKind::explanation || form_.answer_in_force(node) != nullptr;
        return stands ? Tone::optional : Tone::asked;
    }

    void write_item(const FormRow& what, Row row) {
        const auto tone = tone_of(what.node);
        const auto& label = what.item->label;
        put_text(row, "id", criterion(what.node).id + "#" + what.item->id, {Tone::quiet});
        put_text(row, "title", "– " + (label.empty() ? what.item->id : label.in(form_.language())), {tone});
        put_number(row, "max", what.item->points, {tone, Align::center});
        if (!form_.is_open(what.node)) return;
        put_text(row, "level", {}, {input_tone(what.node), Align::center});
        sheet_.validate(area(row, "level"), {.source = flag_choices(writing_),
                                             .error = writing_.say({"Chọn có hoặc không.", "Choose yes or no.", {}})});
    }

    void write_score(std::size_t node, Row row) {
        if (writing_.formulas == nullptr) return;
        const auto& formulas = writing_.formulas->nodes[node];
        const auto tone = tone_of(node);
        put_formula(row, "score", formulas.points,
                    {tone == Tone::leaf ? Tone::computed : tone, Align::center, points_format});
        put_formula(row, "assigned", formulas.assigned, {Tone::quiet});
        put_formula(row, "status", formulas.status, {Tone::quiet});
    }

    void write_earlier(const EarlierStage& earlier, std::size_t node, Row row) {
        const auto key = "earlier." + earlier.stage->id;
        const auto& leaf = criterion(node);
        const CellStyle style{tone_of(node) == Tone::leaf ? Tone::shown : tone_of(node)};
        put_text(row, key + ".input", answer_text(form_, node, earlier), style);
        if (earlier.scorecard != nullptr) {
            const auto& score = earlier.scorecard->nodes[node];
            if (score.points)
                put_number(row, key + ".points", *score.points, {style.tone, Align::center, points_format});
        }
        const auto answer = earlier.given->answers.find(leaf.id);
        if (answer == earlier.given->answers.end()) return;
        put_text(row, key + ".evidence", evidence_text(form_, answer->second), style);
        put_text(row, key + ".explanation", answer->second.explanation, style);
    }

    void write_inputs(std::size_t node, Row row) {
        const auto& inputs = form_.inputs(node);
        if (!inputs.levels.empty()) {
            put_text(row, "level", {}, {input_tone(node)});
            sheet_.validate(
                area(row, "level"),
                {.source = level_choices(writing_, node),
                 .error = writing_.say({"Chọn một mức trong danh sách.", "Choose a level of the list.", {}})});
        }
        if (inputs.has_value) write_value(node, row);
        if (inputs.takes_points()) write_points(node, row);
        write_council_inputs(node, row);
        put_text(row, "state", {}, {Tone::optional});
        sheet_.validate(area(row, "state"),
                        {.source = state_choices(writing_),
                         .error = writing_.say({"Chọn trong danh sách.", "Choose from the list.", {}})});
        const bool needs_evidence = criterion(node).evidence != EvidenceNeed::optional;
        put_text(row, "evidence", {}, {needs_evidence ? Tone::asked : Tone::optional});
        put_text(row, "explanation", {}, {Tone::optional});
        write_check(node, row);
    }

    void write_council_inputs(std::size_t node, Row row) {
        if (form_.kind() == FormKind::explanation) {
            put_text(row, "disputed", {}, {Tone::optional, Align::center});
            sheet_.validate(area(row, "disputed"),
                            {.source = flag_choices(writing_),
                             .error = writing_.say({"Chọn có hoặc không.", "Choose yes or no.", {}})});
        }
        if (!form_.is_appraisal()) return;
        if (const auto& max = criterion(node).max) {
            put_text(row, "awarded", {}, {Tone::optional, Align::right, points_format});
            const auto text = number_text(*max, form_.language());
            sheet_.validate(
                area(row, "awarded"),
                {.kind = Validation::Kind::decimal,
                 .lowest = "0",
                 .highest = fmt::format("{}", max->to_double()),
                 .error = writing_.say({"Nhập điểm từ 0 đến " + text + ".", "Points from 0 to " + text + ".", {}})});
        }
        for (const auto* key : {"accepted_evidence", "refused_evidence", "by"})
            put_text(row, key, {}, {Tone::optional});
    }

    void write_value(std::size_t node, Row row) {
        const auto unit = form_.inputs(node).value_unit;
        const auto type = unit == Unit::percent ? FactType::percent
                          : unit == Unit::count ? FactType::count
                                                : FactType::number;
        const auto column = layout_.answer_column("value").value();
        put_text(row, "value", {}, {input_tone(node), Align::right, number_format(type)});
        sheet_.validate(area(row, "value"), figure_validation(writing_, type, absolute(row, column), nullptr));
    }

    /// Bounds of typed points: of the rule, or of all levels whose points are free.
    [[nodiscard]] std::pair<Rational, Rational> points_bounds(std::size_t node) const {
        std::optional<std::pair<Rational, Rational>> bounds;
        const auto widen = [&](const Rational& from, const Rational& to) {
            bounds =
                bounds ? std::pair(std::min(bounds->first, from), std::max(bounds->second, to)) : std::pair(from, to);
        };
        const auto& inputs = form_.inputs(node);
        const auto highest = criterion(node).max.value_or(Rational(1'000'000));
        for (const auto* rule : inputs.points) widen(rule->min, rule->max.value_or(highest));
        for (const auto* level : inputs.levels)
            if (level->free_points) widen(level->free_points->first, level->free_points->second);
        return bounds.value_or(std::pair(Rational(0), highest));
    }

    void write_points(std::size_t node, Row row) {
        const auto& inputs = form_.inputs(node);
        const auto [lowest, highest] = points_bounds(node);
        const auto step =
            inputs.points.size() == 1 && inputs.levels.empty() ? inputs.points.front()->step : std::nullopt;
        const auto cell = absolute(row, layout_.answer_column("points").value());
        auto text = writing_.say(
            {fmt::format("Nhập điểm từ {} đến {}", number_text(lowest, Language::vi),
                         number_text(highest, Language::vi)),
             fmt::format("Points from {} to {}", number_text(lowest, Language::en), number_text(highest, Language::en)),
             {}});
        Validation rule{.kind = Validation::Kind::decimal,
                        .lowest = fmt::format("{}", lowest.to_double()),
                        .highest = fmt::format("{}", highest.to_double())};
        if (step) {
            text += writing_.say({", bước ", ", in steps of ", {}}) + number_text(*step, form_.language());
            rule.kind = Validation::Kind::formula;
            rule.source =
                fmt::format("=AND(ISNUMBER({0}),{0}>={1},{0}<={2},ABS(({0}-{1})/{3}-ROUND(({0}-{1})/{3},0))<0.000001)",
                            cell, rule.lowest, rule.highest, step->to_double());
        }
        rule.hint = text + ".";
        rule.error = text + ".";
        put_text(row, "points", {}, {input_tone(node), Align::right, points_format});
        sheet_.validate(area(row, "points"), rule);
    }

    void write_check(std::size_t node, Row row) {
        const auto checks = form_.is_appraisal()                    ? council_checks(node, row)
                            : form_.kind() == FormKind::explanation ? explanation_checks(row)
                                                                    : self_checks(node, row);
        if (checks.empty()) return;
        std::string formula = "\"\"";
        for (auto check = checks.rbegin(); check != checks.rend(); ++check)
            formula = fmt::format("IF({},{},{})", check->first, quoted(check->second), formula);
        put_formula(row, "check", "=" + formula, {Tone::computed});
    }

    using Checks = std::vector<std::pair<std::string, std::string>>;  ///< condition, and what to say

    [[nodiscard]] Checks self_checks(std::size_t node, Row row) const {
        const auto at = [&](const char* key) { return in_column(row, layout_.answer_column(key).value()); };
        const auto is_answered = fmt::format("{}=\"scored\"", at("status"));
        Checks checks{
            {fmt::format("AND({}<>\"\",{}=\"\")", at("state"), at("explanation")), writing_.say(words_.no_explanation)},
            {fmt::format("{}=\"blank\"", at("status")), writing_.say(words_.unanswered)},
            {fmt::format("AND({}=\"no_data\",{}=\"\")", at("status"), at("state")), writing_.say(words_.no_data)},
            {fmt::format("AND({}=\"pending\",{}=\"\")", at("status"), at("state")), writing_.say(words_.unreadable)},
        };
        const auto need = criterion(node).evidence;
        if (need == EvidenceNeed::required)
            checks.emplace_back(fmt::format("AND({},{}=\"\")", is_answered, at("evidence")),
                                writing_.say(words_.no_evidence));
        if (need == EvidenceNeed::required_or_explanation)
            checks.emplace_back(fmt::format("AND({},{}=\"\",{}=\"\")", is_answered, at("evidence"), at("explanation")),
                                writing_.say(words_.no_evidence));
        if (criterion(node).max)
            checks.emplace_back(fmt::format("AND(ISNUMBER({0}),{0}>{1}+0.000001)", at("score"), at("max")),
                                writing_.say(words_.above_maximum));
        return checks;
    }

    [[nodiscard]] Checks council_checks(std::size_t node, Row row) const {
        const auto explanation = in_column(row, layout_.answer_column("explanation").value());
        const auto status = in_column(row, layout_.answer_column("status").value());
        const auto state = in_column(row, layout_.answer_column("state").value());
        return {{fmt::format("AND(COUNTA({})>0,{}=\"\")", writing_.references.own_cells(node), explanation),
                 writing_.say(words_.no_reason)},
                {fmt::format("{}=\"blank\"", status), writing_.say(words_.unanswered)},
                {fmt::format("AND({}=\"no_data\",{}=\"\")", status, state), writing_.say(words_.no_data)},
                {fmt::format("AND({}=\"pending\",{}=\"\")", status, state), writing_.say(words_.unreadable)}};
    }

    [[nodiscard]] Checks explanation_checks(Row row) const {
        const auto disputed = in_column(row, layout_.answer_column("disputed").value());
        const auto explanation = in_column(row, layout_.answer_column("explanation").value());
        return {{fmt::format("AND({}={},{}=\"\")", disputed, quoted(form_.say(flag_word(true))), explanation),
                 writing_.say(words_.no_explanation)}};
    }

    void add_conditions() {
        const auto first = FormLayout::first_answer;
        const auto check = in_column(first, layout_.answer_column("check").value());
        color_column("check", fmt::format("LEN({})>0", check), writing_.styles.missing());
        if (layout_.answer_column("evidence"))
            color_column("evidence", fmt::format("{}={}", check, quoted(writing_.say(words_.no_evidence))),
                         writing_.styles.missing());
        const auto max = in_column(first, layout_.answer_column("max").value());
        for (const auto* key : {"points", "awarded", "score"}) {
            const auto column = layout_.answer_column(key);
            if (!column) continue;
            const auto cell = in_column(first, *column);
            color_column(key, fmt::format("AND(ISNUMBER({0}),ISNUMBER({1}),{0}>{1}+0.000001)", cell, max),
                         writing_.styles.wrong());
        }
        for (const auto* key : {"disputed", "level", "value", "points", "awarded", "state", "evidence",
                                "accepted_evidence", "refused_evidence", "explanation", "by"}) {
            const auto column = layout_.answer_column(key);
            if (column)
                color_column(key, fmt::format("LEN({})>0", in_column(first, *column)), writing_.styles.filled());
        }
    }

    void color_column(const char* key, const std::string& formula, lxw_format* format) {
        const auto column = layout_.answer_column(key).value();
        sheet_.color_when({FormLayout::first_answer, column, layout_.last_answer(), column}, "=" + formula, format);
    }

    [[nodiscard]] CellArea area(Row row, std::string_view key) const {
        const auto column = layout_.answer_column(key).value();
        return {row, column, row, column};
    }

    void put_text(Row row, std::string_view key, const std::string& text, const CellStyle& style) {
        const auto column = layout_.answer_column(key);
        if (!column) return;
        sheet_.text(row, *column, text, style);
        if (style.tone != Tone::quiet)
            lines_ = std::max(lines_, count_lines(text, layout_.answer_columns()[*column].width));
    }
    void put_number(Row row, std::string_view key, const Rational& value, const CellStyle& style) {
        if (const auto column = layout_.answer_column(key)) sheet_.number(row, *column, value, style);
    }
    void put_formula(Row row, std::string_view key, const std::string& formula, const CellStyle& style) {
        const auto column = layout_.answer_column(key);
        if (column && !formula.empty()) sheet_.formula(row, *column, formula, style);
    }

    const FormWriting& writing_;
    const FormCase& form_;
    const FormLayout& layout_;
    FormSheet sheet_;
    CheckWords words_;
    std::size_t lines_ = 1;  ///< of the longest text in the row being written
};

}  // namespace

void write_answers(const FormWriting& writing) { AnswersSheet(writing).write(); }

}  // namespace parindex::io
