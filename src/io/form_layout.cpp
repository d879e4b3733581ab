#include "io/form_layout.hpp"

#include <algorithm>
#include <set>
#include <variant>

#include "io/workbook_writer.hpp"

namespace parindex::io {

namespace {

Text answers_title(FormKind kind) {
    switch (kind) {
        case FormKind::self:
            return {"Tự đánh giá", "Self-assessment", {}};
        case FormKind::explanation:
            return {"Giải trình", "Explanation", {}};
        case FormKind::appraisal:
            return {"Thẩm định", "Appraisal", {}};
        case FormKind::final:
            break;
    }
    return {"Kết quả cuối", "Final result", {}};
}

/// Names of worksheets, told apart by programs without regard to case.
class SheetNamer {
public:
    SheetNamer()
        : taken_{to_match_key("lists"), to_match_key("inforce"), to_match_key("calc"), to_match_key("parindex"),
                 to_match_key("history")} {}  // spreadsheet programs keep "History" for themselves

    /// `wanted`, or `other` when that is taken, or `other` with a number.
    std::string name(const std::string& wanted, const std::string& other) {
        for (const auto& text : {wanted, other})
            if (auto name = sheet_name(text); taken_.insert(to_match_key(name)).second) return name;
        for (std::size_t i = 2;; ++i) {
            auto name = sheet_name(std::to_string(i) + "." + other);
            if (taken_.insert(to_match_key(name)).second) return name;
        }
    }

private:
    std::set<std::string> taken_;
};

std::optional<Column> find_column(const std::vector<FormColumn>& columns, std::string_view key) {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& one) { return one.key == key; });
    if (found == columns.end()) return std::nullopt;
    return static_cast<Column>(found - columns.begin());
}

std::string title_of(const Stage& stage, Language language) {
    return stage.title.empty() ? stage.id : stage.title.in(language);
}

}  // namespace

FormLayout::FormLayout(const FormCase& form) {
    name_sheets(form);
    add_rows(form);
    add_answer_columns(form);
    add_figure_columns(form);
}

void FormLayout::name_sheets(const FormCase& form) {
    SheetNamer namer;
    const auto name = [&](const Text& text) { return namer.name(form.say(text), form.say(text)); };
    sheets_.cover = name({"Hướng dẫn", "Read me", {}});
    sheets_.answers = name(answers_title(form.kind()));
    sheets_.figures = name({"Số liệu", "Figures", {}});
    sheets_.evidence = name({"Minh chứng", "Evidence", {}});
    if (!form.in_force().evidence.empty()) sheets_.handed_in = name({"Minh chứng đã nộp", "Evidence handed in", {}});
    for (const auto& fact : form.set().facts)
        if (fact.type == FactType::records) sheets_.records[fact.id] = namer.name(form.say(fact.title), "r." + fact.id);
}

void FormLayout::add_rows(const FormCase& form) {
    const auto& nodes = form.plan().nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        row_of_node_.push_back(first_answer + static_cast<Row>(rows_.size()));
        rows_.push_back({i, nullptr});
        if (!nodes[i].criterion->is_leaf()) continue;
        for (const auto* item : form.inputs(i).items) {
            row_of_item_[{i, item->id}] = first_answer + static_cast<Row>(rows_.size());
            rows_.push_back({i, item});
        }
    }
}

void FormLayout::add_answer_columns(const FormCase& form) {
    const bool vi = form.language() == Language::vi;
    answer_columns_ = {{"id", vi ? "Mã" : "Id", 7.5},
                       {"title", vi ? "Lĩnh vực, tiêu chí, tiêu chí thành phần" : "Domain, criterion", 33},
                       {"max", vi ? "Điểm tối đa" : "Max.", 7},
                       {"rule", vi ? "Cách chấm" : "How it is scored", 36}};
    add_earlier_columns(form);
    add_input_columns(form);
    if (form.has_scores()) answer_columns_.push_back({"score", vi ? "Điểm đạt" : "Points", 8.5});
    answer_columns_.push_back({"check", vi ? "Còn thiếu" : "To do", 11.5});
    if (!form.has_scores()) return;
    answer_columns_.push_back({"assigned", "assigned", 9, true});
    answer_columns_.push_back({"status", "status", 12, true});
}

void FormLayout::add_earlier_columns(const FormCase& form) {
    const bool vi = form.language() == Language::vi;
    for (const auto& earlier : form.earlier()) {
        const auto key = "earlier." + earlier.stage->id;
        const auto heading = title_of(*earlier.stage, form.language()) + ": ";
        const bool has_evidence = std::any_of(earlier.given->answers.begin(), earlier.given->answers.end(),
                                              [](const auto& answer) { return !answer.second.evidence.empty(); });
        answer_columns_.push_back({key + ".input", heading + (vi ? "đã chọn, đã nhập" : "input"), 20});
        if (earlier.scorecard != nullptr)
            answer_columns_.push_back({key + ".points", heading + (vi ? "điểm" : "points"), 9});
        if (has_evidence)
            answer_columns_.push_back({key + ".evidence", heading + (vi ? "minh chứng" : "evidence"), 16});
        answer_columns_.push_back({key + ".explanation", heading + (vi ? "giải trình, lý do" : "explanation"), 24});
    }
}

void FormLayout::add_input_columns(const FormCase& form) {
    const bool vi = form.language() == Language::vi;
    bool has_choice = false;
    bool has_value = false;
    bool has_points = false;
    for (std::size_t i = 0; i < form.plan().nodes().size(); ++i) {
        if (!form.plan().nodes()[i].criterion->is_leaf()) continue;
        const auto& inputs = form.inputs(i);
        has_choice = has_choice || !inputs.levels.empty() || inputs.has_checklist;
        has_value = has_value || inputs.has_value;
        has_points = has_points || inputs.takes_points();
    }
    const auto add = [&](bool is_there, const char* key, const char* in_vi, const char* in_en, double width) {
        if (is_there) answer_columns_.push_back({key, vi ? in_vi : in_en, width});
    };
    const bool asks = form.kind() == FormKind::explanation;
    add(asks, "disputed", "Đề nghị xem lại điểm", "Points contested", 10);
    add(has_choice, "level", asks ? "Mức đề nghị" : "Chọn mức / đánh dấu", asks ? "Level asked for" : "Level / tick",
        23);
    add(has_value, "value", asks ? "Giá trị đề nghị" : "Giá trị", asks ? "Value asked for" : "Value", 9);
    add(has_points, "points", asks ? "Điểm đề nghị" : "Nhập điểm", asks ? "Points asked for" : "Points typed", 8);
    add(form.is_appraisal(), "awarded", "Cho điểm trực tiếp", "Points awarded", 8);
    add(true, "state", "Trường hợp khác", "Other case", 12);
    add(!form.is_appraisal(), "evidence", "Minh chứng (số, ký hiệu)", "Evidence (numbers)", 17);
    add(form.is_appraisal(), "accepted_evidence", "Minh chứng chấp nhận", "Evidence accepted", 16);
    add(form.is_appraisal(), "refused_evidence", "Minh chứng không chấp nhận (mã: lý do)", "Evidence refused (id: why)",
        20);
    add(form.is_appraisal(), "explanation", "Lý do", "Reason", 22);
    add(!form.is_appraisal(), "explanation", "Giải trình", "Explanation", 22);
    add(form.is_appraisal(), "by", "Người thẩm định", "Appraiser", 12);
}

void FormLayout::add_figure_columns(const FormCase& form) {
    const bool vi = form.language() == Language::vi;
    figure_columns_ = {{"title", vi ? "Số liệu" : "Figure", 52},
                       {"unit", vi ? "Đơn vị tính" : "Unit", 12},
                       {"type", vi ? "Kiểu" : "Type", 12}};
    if (!form.earlier().empty()) figure_columns_.push_back({"earlier.value", vi ? "Đã báo cáo" : "As reported", 16});
    figure_columns_.push_back(
        {"value", form.is_appraisal() ? (vi ? "Số liệu thẩm định" : "As appraised") : (vi ? "Nhập số liệu" : "Value"),
         16});
    figure_columns_.push_back({"source", vi ? "Nguồn (báo cáo, mục, trang)" : "Source (report, section, page)", 30});
    figure_columns_.push_back({"evidence", vi ? "Minh chứng" : "Evidence", 18});
    figure_columns_.push_back({"used_by", vi ? "Dùng cho tiêu chí" : "Used by", 16});
    figure_columns_.push_back({"id", vi ? "Mã" : "Id", 24});
}

std::optional<Column> FormLayout::answer_column(std::string_view key) const {
    return find_column(answer_columns_, key);
}

std::optional<Column> FormLayout::figure_column(std::string_view key) const {
    return find_column(figure_columns_, key);
}

Row FormLayout::row_of(std::size_t node, std::string_view item) const {
    return row_of_item_.at({node, std::string(item)});
}

std::string FormLayout::answer_cell(Row row, std::string_view key) const {
    const auto column = answer_column(key);
    return column ? reference(sheets_.answers, row, *column) : std::string();
}

std::string FormLayout::figure_cell(std::size_t fact, std::string_view key) const {
    const auto column = figure_column(key);
    return column ? reference(sheets_.figures, figure_row(fact), *column) : std::string();
}

std::size_t FormLayout::record_lines(const FactDeclaration& fact) {
    return std::min(fact.max_records.value_or(record_lines_default), record_lines_most);
}

std::string FormLayout::record_cell(const FactDeclaration& fact, std::size_t line, std::string_view field) const {
    const auto sheet = sheets_.records.find(fact.id);
    const auto* found = find_field(fact, field);
    if (sheet == sheets_.records.end() || found == nullptr) return {};
    // The running number stands before the fields.
    const auto column = 1 + (found - fact.fields.data());
    return reference(sheet->second, first_figure + static_cast<Row>(line), static_cast<Column>(column));
}

}  // namespace parindex::io
