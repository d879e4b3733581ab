// The sheets of figures, of records, and of documents.

#include <algorithm>
#include <variant>

#include <fmt/format.h>

#include "io/form_sheets.hpp"
#include "io/form_text.hpp"

namespace parindex::io {

namespace {

using Align = CellStyle::Align;

std::string joined(const std::vector<std::string>& words, std::size_t most) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i == most) return text + ", …";
        text += (i == 0 ? "" : ", ") + words[i];
    }
    return text;
}

/// The words for what did not happen, as a formula compares them.
std::string is_never(const std::string& cell) {
    return fmt::format("OR(LOWER(TRIM({0}))=\"chưa thực hiện\",LOWER(TRIM({0}))=\"never\")", cell);
}

class FiguresSheet {
public:
    explicit FiguresSheet(const FormWriting& writing)
        : writing_(writing),
          form_(writing.form),
          layout_(writing.layout),
          sheet_(writing.workbook, writing.styles, writing.layout.sheets().figures) {}

    void write() {
        const auto& facts = form_.set().facts;
        write_title(sheet_, form_, writing_.say({"Số liệu: ", "Figures: ", {}}) + form_.agency().name);
        write_headings(sheet_, layout_.figure_columns());
        for (std::size_t i = 0; i < facts.size(); ++i) write_fact(i, facts[i]);
        color_filled(facts.size());
        worksheet_freeze_panes(sheet_.get(), FormLayout::first_figure, 1);
        worksheet_set_tab_color(sheet_.get(), 0x70AD47);
        sheet_.protect();
        sheet_.set_up_printing(FormLayout::heading_row, FormLayout::heading_row, form_footer(form_));
    }

private:
    void write_fact(std::size_t place, const FactDeclaration& fact) {
        const auto row = FormLayout::figure_row(place);
        const bool is_open = form_.is_open_fact(place);
        const auto tone = is_open ? Tone::leaf : Tone::closed;
        for (std::size_t c = 0; c < layout_.figure_columns().size(); ++c)
            sheet_.blank(row, static_cast<Column>(c), {is_open ? Tone::shown : Tone::closed});
        put(row, "title", title_of(fact), {tone});
        put(row, "unit", fact.unit.in(form_.language()), {tone});
        put(row, "type", writing_.say(type_word(fact.type)), {tone});
        sheet_.reserve_lines(row, std::max(count_lines(title_of(fact), layout_.figure_columns().front().width),
                                           count_lines(joined(form_.users(place), 6), 16)));
        put(row, "used_by", joined(form_.users(place), 6), {tone});
        put(row, "id", fact.id, {Tone::quiet});
        write_earlier(row, fact);
        if (!is_open || fact.type == FactType::records) return;
        write_value(row, fact);
        put(row, "source", {}, {Tone::optional});
        put(row, "evidence", {}, {Tone::optional});
    }

    /// A list is typed on a sheet of its own.
    [[nodiscard]] std::string title_of(const FactDeclaration& fact) const {
        const auto& title = fact.title.in(form_.language());
        if (fact.type != FactType::records) return title;
        return fmt::format(fmt::runtime(writing_.say({"{} (kê tại trang “{}”)", "{} (see the sheet “{}”)", {}})), title,
                           layout_.sheets().records.at(fact.id));
    }

    void write_earlier(Row row, const FactDeclaration& fact) {
        const auto column = layout_.figure_column("earlier.value");
        const auto given = form_.in_force().facts.find(fact.id);
        if (!column || given == form_.in_force().facts.end()) return;
        if (const auto* records = std::get_if<std::vector<Record>>(&given->second.value)) {
            const auto text =
                fmt::format(fmt::runtime(writing_.say({"{} dòng, xem trang “{}”", "{} lines, see the sheet “{}”", {}})),
                            records->size(), layout_.sheets().records.at(fact.id));
            return sheet_.text(row, *column, text, {Tone::shown});
        }
        std::visit(
            [&](const auto& held) {
                if constexpr (!std::is_same_v<std::decay_t<decltype(held)>, std::vector<Record>>)
                    sheet_.value(row, *column, ScalarValue(held), {Tone::shown, Align::right, number_format(fact.type)},
                                 form_.language());
            },
            given->second.value);
        const auto source = layout_.figure_column("source").value();
        if (!given->second.source.empty() && !form_.is_open_fact(place_of(fact)))
            sheet_.text(row, source, given->second.source, {Tone::shown});
    }

    [[nodiscard]] std::size_t place_of(const FactDeclaration& fact) const {
        return static_cast<std::size_t>(&fact - form_.set().facts.data());
    }

    void write_value(Row row, const FactDeclaration& fact) {
        const auto column = layout_.figure_column("value").value();
        sheet_.blank(row, column, {Tone::asked, Align::right, number_format(fact.type)});
        if (fact.type == FactType::text) return;
        sheet_.validate({row, column, row, column},
                        figure_validation(writing_, fact.type, absolute(row, column), &fact));
    }

    void color_filled(std::size_t count) {
        if (count == 0) return;
        const auto last = FormLayout::figure_row(count - 1);
        for (const auto* key : {"value", "source", "evidence"}) {
            const auto column = layout_.figure_column(key).value();
            const CellArea area{FormLayout::first_figure, column, last, column};
            sheet_.color_when(area, fmt::format("=LEN({})>0", in_column(FormLayout::first_figure, column)),
                              writing_.styles.filled());
        }
    }

    void put(Row row, std::string_view key, const std::string& text, const CellStyle& style) {
        if (const auto column = layout_.figure_column(key)) sheet_.text(row, *column, text, style);
    }

    const FormWriting& writing_;
    const FormCase& form_;
    const FormLayout& layout_;
    FormSheet sheet_;
};

/// One list: a line for each record, a column for each field; beside them what was handed in earlier.
class ListSheet {
public:
    ListSheet(const FormWriting& writing, std::size_t place)
        : writing_(writing),
          fact_(writing.form.set().facts[place]),
          is_open_(writing.form.is_open_fact(place)),
          lines_(FormLayout::record_lines(fact_)),
          sheet_(writing.workbook, writing.styles, writing.layout.sheets().records.at(fact_.id)) {}

    void write() {
        write_title(sheet_, writing_.form, fact_.title.in(writing_.form.language()));
        // The first column's key names the list; the running number below it is no input.
        std::vector<FormColumn> columns{{"fact:" + fact_.id, writing_.say({"STT", "No.", {}}), 6}};
        for (const auto& field : fact_.fields)
            columns.push_back(
                {field.name, fmt::format("{} ({})", title_of(field), writing_.say(type_word(field.type))), 24});
        write_headings(sheet_, columns);
        write_lines();
        if (is_open_) add_rules();
        const auto given = writing_.form.in_force().facts.find(fact_.id);
        if (given != writing_.form.in_force().facts.end())
            if (const auto* records = std::get_if<std::vector<Record>>(&given->second.value)) write_earlier(*records);
        worksheet_freeze_panes(sheet_.get(), first, 1);
        worksheet_set_tab_color(sheet_.get(), 0x70AD47);
        sheet_.protect();
        sheet_.set_up_printing(FormLayout::heading_row, FormLayout::heading_row, form_footer(writing_.form));
    }

private:
    static constexpr Row first = FormLayout::first_figure;

    [[nodiscard]] std::string title_of(const RecordField& field) const {
        return field.title.empty() ? field.name : std::string(field.title.in(writing_.form.language()));
    }

    [[nodiscard]] Row row_of(std::size_t line) const { return first + static_cast<Row>(line); }

    void write_number(std::size_t line, Column column) {
        sheet_.number(row_of(line), column, Rational(static_cast<std::int64_t>(line) + 1),
                      {Tone::shown, Align::center});
    }

    void write_lines() {
        for (std::size_t line = 0; line < lines_; ++line) {
            write_number(line, 0);
            Column column = 1;
            for (const auto& field : fact_.fields)
                sheet_.blank(row_of(line), column++,
                             {is_open_ ? Tone::asked : Tone::closed, Align::left, number_format(field.type)});
        }
    }

    void add_rules() {
        Column column = 1;
        for (const auto& field : fact_.fields) {
            const CellArea area{first, column, row_of(lines_ - 1), column};
            const auto cell = in_column(first, column);
            if (field.type != FactType::text)
                sheet_.validate(area, figure_validation(writing_, field.type, cell, nullptr));
            sheet_.color_when(area, fmt::format("=LEN({})>0", cell), writing_.styles.filled());
            ++column;
        }
    }

    void write_earlier(const std::vector<Record>& records) {
        const auto offset = static_cast<Column>(fact_.fields.size() + 2);
        sheet_.text(FormLayout::heading_row, offset, writing_.say({"Đã báo cáo", "As reported", {}}), {Tone::heading});
        for (std::size_t line = 0; line < records.size(); ++line) write_number(line, offset);
        auto column = offset;
        for (const auto& field : fact_.fields) {
            sheet_.text(FormLayout::heading_row, ++column, title_of(field), {Tone::heading});
            (void)worksheet_set_column(sheet_.get(), column, column, 20, nullptr);
            const CellStyle style{Tone::shown, Align::left, number_format(field.type)};
            for (std::size_t line = 0; line < records.size(); ++line) {
                const auto found = records[line].find(field.name);
                if (found == records[line].end())
                    sheet_.blank(row_of(line), column, style);
                else
                    sheet_.value(row_of(line), column, found->second, style, writing_.form.language());
            }
        }
    }

    const FormWriting& writing_;
    const FactDeclaration& fact_;
    bool is_open_;
    std::size_t lines_;
    FormSheet sheet_;
};

std::vector<FormColumn> document_columns(const FormWriting& writing) {
    const auto say = [&](const char* vi, const char* en) { return writing.say({vi, en, {}}); };
    return {{"", say("STT", "No."), 6},
            {"id", say("Mã (tự đặt, có thể để trống)", "Id (may be left empty)"), 14},
            {"number", say("Số, ký hiệu", "Number"), 22},
            {"date", say("Ngày ban hành", "Date"), 13},
            {"issuer", say("Cơ quan ban hành", "Issuer"), 26},
            {"title", say("Trích yếu nội dung", "Title"), 48},
            {"section", say("Mục, điều", "Section"), 14},
            {"page", say("Trang", "Page"), 9},
            {"file", say("Tệp đính kèm", "File"), 24}};
}

void write_register(const FormWriting& writing) {
    FormSheet sheet(writing.workbook, writing.styles, writing.layout.sheets().evidence);
    write_title(sheet, writing.form,
                writing.say({"Danh mục minh chứng: ", "Register of evidence: ", {}}) + writing.form.agency().name);
    const auto columns = document_columns(writing);
    write_headings(sheet, columns);
    constexpr auto first = FormLayout::first_figure;
    constexpr auto last = first + static_cast<Row>(FormLayout::document_lines) - 1;
    constexpr Column date_column = 3;
    for (Row row = first; row <= last; ++row) {
        sheet.number(row, 0, Rational(static_cast<std::int64_t>(row - first) + 1), {Tone::shown, Align::center});
        for (Column column = 1; column < columns.size(); ++column) {
            const bool is_date = column == date_column;
            sheet.blank(
                row, column,
                {column == 2 || column == 5 ? Tone::asked : Tone::optional, is_date ? Align::center : Align::left,
                 is_date ? number_format(FactType::date) : std::string()});
        }
    }
    const CellArea dates{first, date_column, last, date_column};
    sheet.validate(dates, figure_validation(writing, FactType::date, in_column(first, date_column), nullptr));
    const CellArea all{first, 1, last, static_cast<Column>(columns.size() - 1)};
    sheet.color_when(all, fmt::format("=LEN({})>0", fmt::format("B{}", first + 1)), writing.styles.filled());
    worksheet_freeze_panes(sheet.get(), first, 3);
    worksheet_set_tab_color(sheet.get(), 0x5B9BD5);
    sheet.protect();
    sheet.set_up_printing(FormLayout::heading_row, FormLayout::heading_row, form_footer(writing.form));
}

/// Documents that are there already: the key "handed_in" tells the importer to look numbers up here, nothing more.
void write_handed_in(const FormWriting& writing) {
    FormSheet sheet(writing.workbook, writing.styles, writing.layout.sheets().handed_in);
    write_title(sheet, writing.form,
                writing.say({"Minh chứng đã nộp: ", "Evidence handed in: ", {}}) + writing.form.agency().name);
    auto columns = document_columns(writing);
    columns[0].key = "handed_in";
    columns[1].heading = writing.say({"Mã", "Id", {}});
    write_headings(sheet, columns);
    auto row = FormLayout::first_figure;
    for (const auto& document : writing.form.in_force().evidence) {
        const CellStyle style{Tone::shown};
        sheet.number(row, 0, Rational(static_cast<std::int64_t>(row - FormLayout::first_figure) + 1),
                     {Tone::shown, Align::center});
        const auto& place = document.section.empty() ? document.where : document.section;
        const std::string texts[] = {
            document.id,     document.number, document.date ? document.date->to_vietnamese() : std::string(),
            document.issuer, document.title,  place,
            document.page,   document.file};
        Column column = 1;
        for (const auto& text : texts) sheet.text(row, column++, text, style);
        ++row;
    }
    worksheet_freeze_panes(sheet.get(), FormLayout::first_figure, 3);
    sheet.protect();
    sheet.set_up_printing(FormLayout::heading_row, FormLayout::heading_row, form_footer(writing.form));
}

/// Bounds that the set declares for a figure, else those of its type.
Validation numeric_validation(const FormWriting& writing, FactType type, const FactDeclaration* fact) {
    const auto bound = [](const std::optional<Rational>& value) {
        return value ? fmt::format("{}", value->to_double()) : std::string();
    };
    Validation rule{.kind = type == FactType::count ? Validation::Kind::whole : Validation::Kind::decimal,
                    .lowest = fact != nullptr ? bound(fact->min) : std::string(),
                    .highest = fact != nullptr ? bound(fact->max) : std::string()};
    // A share or a number that nothing bounds may be below zero; a count may not.
    if (rule.lowest.empty()) rule.lowest = type == FactType::count ? "0" : fact == nullptr ? "0" : "-1000000000000";
    if (type == FactType::count)
        rule.error = writing.say({"Nhập số nguyên không âm.", "A whole number, 0 or more.", {}});
    if (type == FactType::number) rule.error = writing.say({"Nhập một số.", "A number.", {}});
    if (type == FactType::percent) {
        rule.error = writing.say({"Nhập tỷ lệ phần trăm, ví dụ 95%.", "A percentage, for instance 95%.", {}});
        rule.hint = rule.error;
    }
    if (rule.highest.empty()) return rule;
    const auto show = [&](const Rational& value) {
        return type == FactType::percent ? number_text(value * 100, writing.form.language()) + "%"
                                         : number_text(value, writing.form.language());
    };
    rule.error += writing.say({" Không quá ", " At most ", {}}) + show(*fact->max) + ".";
    return rule;
}

}  // namespace

Text type_word(FactType type) {
    switch (type) {
        case FactType::count:
            return {"số nguyên", "whole number", {}};
        case FactType::number:
            return {"số", "number", {}};
        case FactType::percent:
            return {"tỷ lệ %", "percentage", {}};
        case FactType::date:
            return {"ngày", "date", {}};
        case FactType::flag:
            return {"có/không", "yes/no", {}};
        case FactType::text:
            return {"chữ", "text", {}};
        case FactType::records:
            break;
    }
    return {"danh sách", "list", {}};
}

std::string number_format(FactType type) {
    if (type == FactType::percent) return "0.00%";
    if (type == FactType::date) return "dd/mm/yyyy";
    if (type == FactType::count) return "#,##0";
    return {};
}

Validation figure_validation(const FormWriting& writing, FactType type, const std::string& cell,
                             const FactDeclaration* fact) {
    if (type == FactType::flag)
        return {.source = flag_choices(writing),
                .error = writing.say({"Chọn có hoặc không.", "Choose yes or no.", {}})};
    if (type != FactType::date) return numeric_validation(writing, type, fact);
    // Serial numbers 1 to 2958465 are the days of 1900 to 9999.
    const auto text = writing.say({"Nhập ngày/tháng/năm, ví dụ 15/01/2017; nếu chưa làm, ghi: chưa thực hiện.",
                                   "A date, for instance 15/01/2017; if it did not happen, write: never.",
                                   {}});
    return {.kind = Validation::Kind::formula,
            .source = fmt::format("=OR(AND(ISNUMBER({0}),{0}>=1,{0}<2958466),{1})", cell, is_never(cell)),
            .hint = text,
            .error = text};
}

void write_figures(const FormWriting& writing) {
    if (!writing.form.set().facts.empty()) FiguresSheet(writing).write();
}

void write_records(const FormWriting& writing) {
    const auto& facts = writing.form.set().facts;
    for (std::size_t i = 0; i < facts.size(); ++i)
        if (facts[i].type == FactType::records) ListSheet(writing, i).write();
}

void write_evidence(const FormWriting& writing) {
    write_register(writing);
    if (!writing.layout.sheets().handed_in.empty()) write_handed_in(writing);
}

}  // namespace parindex::io
