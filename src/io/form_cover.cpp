// The first sheet: what the form is, how it is filled in, what is missing, where the criteria come from. And the parts
// that all sheets share.

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "io/form_sheets.hpp"
#include "io/form_text.hpp"
#include "parindex/engine/explain.hpp"

namespace parindex::io {

namespace {

using Align = CellStyle::Align;

// The cover has three columns: a narrow one for numbers and colours, a label, a text.
constexpr Column mark_column = 0;
constexpr Column label_column = 1;
constexpr Column text_column = 2;
constexpr double label_width = 34;
constexpr double text_width = 66;

Text kind_title(FormKind kind) {
    switch (kind) {
        case FormKind::self:
            return {"PHIẾU TỰ ĐÁNH GIÁ, CHẤM ĐIỂM", "SELF-ASSESSMENT FORM", {}};
        case FormKind::explanation:
            return {"PHIẾU GIẢI TRÌNH, BỔ SUNG MINH CHỨNG", "FORM FOR EXPLANATIONS AND FURTHER EVIDENCE", {}};
        case FormKind::appraisal:
            return {"PHIẾU THẨM ĐỊNH KẾT QUẢ TỰ ĐÁNH GIÁ", "APPRAISAL FORM", {}};
        case FormKind::final:
            break;
    }
    return {"PHIẾU KẾT QUẢ CUỐI CÙNG", "FORM FOR THE FINAL RESULT", {}};
}

/// Short steps for the person who fills it in, in the order of the work.
std::vector<Text> steps_of(const FormWriting& writing) {
    const auto& names = writing.layout.sheets();
    const auto sheet = [](const std::string& name) { return "“" + name + "”"; };
    std::vector<Text> steps;
    steps.push_back(
        {"Chỉ điền ô màu vàng; ô vàng nhạt là không bắt buộc. Ô đã điền chuyển sang màu xanh. Các ô khác đã khóa.",
         "Fill in yellow cells only; pale ones are optional. A filled cell turns green. All others are locked.",
         {}});
    if (!writing.form.set().facts.empty())
        steps.push_back({"Điền trang " + sheet(names.figures) + " trước: nhiều tiêu chí tự tính điểm từ số liệu này.",
                         "Begin with the sheet " + sheet(names.figures) + ": many criteria are computed from it.",
                         {}});
    steps.push_back(
        {"Ghi các văn bản, tài liệu kiểm chứng vào trang " + sheet(names.evidence) + ", mỗi văn bản một dòng.",
         "Enter the documents on the sheet " + sheet(names.evidence) + ", one a line.",
         {}});
    switch (writing.form.kind()) {
        case FormKind::self:
            steps.push_back(
                {"Ở trang " + sheet(names.answers) +
                     ": chọn mức trong danh sách, đánh dấu có/không hoặc nhập giá trị; ghi số, ký hiệu văn bản vào "
                     "cột Minh chứng, nhiều văn bản cách nhau bằng dấu chấm phẩy.",
                 "On the sheet " + sheet(names.answers) +
                     ": choose a level, tick the lines or type the value; name the documents under Evidence, "
                     "separated by semicolons.",
                 {}});
            break;
        case FormKind::explanation:
            steps.push_back(
                {"Ở trang " + sheet(names.answers) +
                     ": tiêu chí nào đề nghị xem lại điểm thì chọn “có”, nêu giải trình và bổ sung minh chứng; tiêu "
                     "chí đồng ý thì để trống.",
                 "On the sheet " + sheet(names.answers) +
                     ": where points are contested choose “yes”, explain why and add evidence; leave the others "
                     "empty.",
                 {}});
            break;
        case FormKind::appraisal:
        case FormKind::final:
            steps.push_back(
                {"Ở trang " + sheet(names.answers) +
                     ": đồng ý với kết quả trước thì để trống; không đồng ý thì chọn lại mức, nhập lại giá trị hoặc "
                     "cho điểm trực tiếp, và nêu lý do.",
                 "On the sheet " + sheet(names.answers) +
                     ": leave a row empty to keep what stands; else choose another level or value, or award points, "
                     "and give the reason.",
                 {}});
            steps.push_back({"Minh chứng không chấp nhận ghi theo mẫu “mã: lý do”, cách nhau bằng dấu chấm phẩy.",
                             "Refused evidence is written “id: why”, separated by semicolons.",
                             {}});
            break;
    }
    steps.push_back(
        {"Việc không phát sinh hoặc không áp dụng: chọn ở cột Trường hợp khác và nêu rõ trong cột bên cạnh.",
         "If nothing of the kind came up or it does not apply, choose so under Other case and explain.",
         {}});
    steps.push_back({"Xem cột Còn thiếu cho đến khi trống hết, lưu tệp dạng .xlsx (không đổi tên trang) rồi gửi.",
                     "Work until the column To do is empty, save as .xlsx (leave the sheets' names) and send it.",
                     {}});
    return steps;
}

class Cover {
public:
    explicit Cover(const FormWriting& writing)
        : writing_(writing), sheet_(writing.workbook, writing.styles, writing.layout.sheets().cover) {}

    void write() {
        (void)worksheet_set_column(sheet_.get(), mark_column, mark_column, 5, nullptr);
        (void)worksheet_set_column(sheet_.get(), label_column, label_column, label_width, nullptr);
        (void)worksheet_set_column(sheet_.get(), text_column, text_column, text_width, nullptr);
        write_subject();
        if (writing_.formulas != nullptr) write_result();
        write_steps();
        write_colors();
        write_not_computed();
        write_provenance();
        worksheet_set_tab_color(sheet_.get(), 0x1F3864);
        worksheet_activate(sheet_.get());
        worksheet_set_first_sheet(sheet_.get());
        sheet_.protect();
        sheet_.set_up_printing(0, 0, form_footer(writing_.form));
        worksheet_set_portrait(sheet_.get());
    }

private:
    void section(const Text& text) {
        ++row_;
        sheet_.paragraph(row_++, mark_column, text_column, writing_.say(text), {Tone::section}, 100);
    }

    void line(const Text& label, const std::string& text) {
        if (text.empty()) return;
        sheet_.text(row_, label_column, writing_.say(label), {Tone::plain});
        sheet_.paragraph(row_++, text_column, text_column, text, {Tone::plain}, text_width);
    }

    void write_subject() {
        const auto& form = writing_.form;
        sheet_.paragraph(row_++, mark_column, text_column, writing_.say(kind_title(form.kind())),
                         {Tone::title, Align::center}, 70);
        const auto& round = form.round();
        const auto& title = round.title.empty() ? form.set().title : round.title;
        sheet_.paragraph(row_++, mark_column, text_column, title.in(form.language()), {Tone::subtitle, Align::center},
                         100);
        ++row_;
        const auto& name = form.agency().name;
        line({"Cơ quan, đơn vị", "Agency", {}}, name.empty() ? "…………………………………………" : name);
        if (!round.title.empty()) line({"Bộ tiêu chí", "Criteria set", {}}, form.set().title.in(form.language()));
        line({"Kỳ đánh giá", "Period", {}}, period_text(round.period, form.language()));
        line({"Giai đoạn", "Stage", {}}, form.stage().title.in(form.language()));
        if (form.stage().opens) line({"Nhận phiếu từ", "Opens", {}}, form.stage().opens->to_vietnamese());
        if (form.stage().closes) line({"Hạn nộp", "Closes", {}}, form.stage().closes->to_vietnamese());
    }

    void figure(const Text& label, const std::string& formula, const std::string& format) {
        sheet_.text(row_, label_column, writing_.say(label), {Tone::plain});
        sheet_.formula(row_++, text_column, formula, {Tone::computed, Align::left, format});
    }

    [[nodiscard]] std::string count_of(const std::string& word) const {
        const auto& layout = writing_.layout;
        const auto range = reference(layout.sheets().answers, FormLayout::first_answer, layout.last_answer(),
                                     layout.answer_column("check").value());
        return fmt::format("=COUNTIF({},{})", range, quoted(word));
    }

    void write_result() {
        section({"Kết quả tính trên phiếu", "Result so far", {}});
        const auto& layout = writing_.layout;
        const auto total = layout.answer_cell(FormLayout::total_row, "score");
        const auto& rounding = writing_.form.set().policies.percent_rounding;
        const auto digits = static_cast<std::size_t>(std::max(rounding.digits.value_or(2), 0));
        figure({"Tổng điểm", "Total", {}}, "=" + total, "0.00##");
        figure({"Tỷ lệ so với điểm tối đa", "Share of the maximum", {}}, writing_.formulas->total.percent_rounded,
               "0" + (digits > 0 ? "." + std::string(digits, '0') : "") + "%");
        figure({"Số dòng chưa trả lời", "Rows not answered", {}},
               count_of(writing_.say({"Chưa trả lời", "Not answered", {}})), "0");
        figure({"Số dòng thiếu số liệu", "Rows without figures", {}},
               count_of(writing_.say({"Thiếu số liệu", "Figures missing", {}})), "0");
        figure({"Số dòng thiếu minh chứng", "Rows without evidence", {}},
               count_of(writing_.say({"Thiếu minh chứng", "Evidence missing", {}})), "0");
    }

    void write_steps() {
        section({"Cách điền", "How to fill it in", {}});
        std::size_t number = 1;
        for (const auto& step : steps_of(writing_)) {
            sheet_.text(row_, mark_column, std::to_string(number++), {Tone::plain, Align::center});
            sheet_.paragraph(row_++, label_column, text_column, writing_.say(step), {Tone::plain},
                             label_width + text_width);
        }
    }

    void write_colors() {
        section({"Màu của ô", "Colours", {}});
        const std::pair<Tone, Text> tones[] = {
            {Tone::asked, {"cần điền", "to be filled in", {}}},
            {Tone::optional, {"có thể điền", "may be filled in", {}}},
            {Tone::computed, {"tự tính, không sửa được", "computed, locked", {}}},
            {Tone::shown, {"chỉ để xem", "shown only", {}}},
            {Tone::closed, {"không áp dụng, hoặc do người khác chấm", "not applicable, or answered by others", {}}}};
        for (const auto& [tone, meaning] : tones) {
            // A sample of the colour that cannot be typed into.
            sheet_.blank(row_, mark_column, {tone});
            sheet_.text(row_++, label_column, writing_.say(meaning), {Tone::plain});
        }
    }

    void write_not_computed() {
        if (writing_.formulas == nullptr || writing_.formulas->not_computed.empty()) return;
        section({"Điểm chưa tính được trên phiếu", "Points that the form cannot compute", {}});
        for (const auto& entry : writing_.formulas->not_computed) {
            const auto& criterion = *writing_.form.plan().nodes()[entry.node].criterion;
            const auto name = criterion.id + "  " + criterion.title.in(writing_.form.language());
            const auto& reason = entry.reason.in(writing_.form.language());
            sheet_.text(row_, label_column, name, {Tone::plain});
            sheet_.text(row_, text_column, reason, {Tone::plain});
            sheet_.reserve_lines(row_++, std::max(count_lines(name, label_width), count_lines(reason, text_width)));
        }
    }

    void write_provenance() {
        const auto& form = writing_.form;
        section({"Nguồn của bộ tiêu chí và dữ liệu", "Where criteria and data come from", {}});
        line({"Bộ tiêu chí", "Criteria set", {}}, provenance_text(form.set()).in(form.language()));
        line({"Đợt đánh giá", "Round", {}}, form.round().statement.in(form.language()));
    }

    const FormWriting& writing_;
    FormSheet sheet_;
    Row row_ = 0;
};

}  // namespace

std::string form_title(const FormCase& form) {
    const auto title = form.say(kind_title(form.kind()));
    return form.agency().name.empty() ? title : title + ": " + form.agency().name;
}

std::string form_subtitle(const FormCase& form) {
    const auto& title = form.round().title.empty() ? form.set().title : form.round().title;
    auto text = title.in(form.language()) + " · " + period_text(form.round().period, form.language());
    if (form.stage().closes) text += form.say({" · hạn nộp ", " · closes ", {}}) + form.stage().closes->to_vietnamese();
    return text;
}

std::string form_footer(const FormCase& form) {
    const auto name = form.agency().name.empty() ? std::string() : form.agency().name + " · ";
    return name + form.set().id + " (" + std::string(to_string(form.set().provenance.status)) + ")";
}

void write_title(FormSheet& sheet, const FormCase& form, const std::string& title) {
    // Whole on the cover; here as much as fits on a printed line.
    constexpr std::size_t line_length = 170;
    const auto line = [&](Row row, const std::string& text, Tone tone) {
        sheet.text(row, 0, cut(text, line_length), {.tone = tone, .is_wrapped = false});
    };
    line(FormLayout::title_row, title, Tone::title);
    line(FormLayout::subtitle_row, form_subtitle(form), Tone::subtitle);
    line(FormLayout::source_row, provenance_text(form.set()).in(form.language()), Tone::quiet);
}

void write_headings(FormSheet& sheet, const std::vector<FormColumn>& columns) {
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const auto at = static_cast<Column>(c);
        if (!columns[c].key.empty()) sheet.text(FormLayout::key_row, at, columns[c].key, {Tone::quiet});
        sheet.text(FormLayout::heading_row, at, columns[c].heading, {Tone::heading});
        lxw_row_col_options options{};
        options.hidden = columns[c].is_hidden ? LXW_TRUE : LXW_FALSE;
        (void)worksheet_set_column_opt(sheet.get(), at, at, columns[c].width, nullptr, &options);
    }
    lxw_row_col_options hidden{};
    hidden.hidden = LXW_TRUE;
    (void)worksheet_set_row_opt(sheet.get(), FormLayout::key_row, LXW_DEF_ROW_HEIGHT, nullptr, &hidden);
    std::size_t lines = 1;
    for (const auto& column : columns)
        if (!column.is_hidden) lines = std::max(lines, count_lines(column.heading, column.width * 0.85));
    sheet.reserve_lines(FormLayout::heading_row, lines);
}

void write_cover(const FormWriting& writing) { Cover(writing).write(); }

}  // namespace parindex::io
