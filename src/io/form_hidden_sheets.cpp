// Sheets behind the form: choices of drop-downs, parts of formulas, and which form this is.

#include <fmt/format.h>

#include "io/form_sheets.hpp"
#include "io/form_text.hpp"
#include "io/set_fingerprint.hpp"

namespace parindex::io {

namespace {

// The sheet "lists": two columns that every form has, then two for each leaf with levels.
constexpr Column state_column = 0;
constexpr Column flag_column = 1;
constexpr Column first_level_column = 2;
constexpr Row first_choice = 1;

Column level_column(const FormCase& form, std::size_t node) {
    std::size_t before = 0;
    for (std::size_t i = 0; i < node; ++i)
        if (form.plan().nodes()[i].criterion->is_leaf() && !form.inputs(i).levels.empty()) ++before;
    return static_cast<Column>(first_level_column + 2 * before);
}

std::string choices(const FormWriting& writing, Column column, std::size_t count) {
    return "=" +
           reference(writing.layout.sheets().lists, first_choice, first_choice + static_cast<Row>(count) - 1, column);
}

void write_column(FormSheet& sheet, Column column, const std::string& head, const std::vector<std::string>& words) {
    sheet.text(0, column, head, {Tone::quiet});
    for (std::size_t i = 0; i < words.size(); ++i)
        sheet.text(first_choice + static_cast<Row>(i), column, words[i], {Tone::quiet});
}

}  // namespace

std::string state_choices(const FormWriting& writing) { return choices(writing, state_column, state_words().size()); }

std::string flag_choices(const FormWriting& writing) { return choices(writing, flag_column, 2); }

std::string level_choices(const FormWriting& writing, std::size_t node) {
    return choices(writing, level_column(writing.form, node), writing.form.inputs(node).levels.size());
}

void write_lists(const FormWriting& writing) {
    const auto& form = writing.form;
    FormSheet sheet(writing.workbook, writing.styles, writing.layout.sheets().lists);
    std::vector<std::string> states;
    for (const auto& word : state_words()) states.push_back(writing.say(word.word));
    write_column(sheet, state_column, "state", states);
    write_column(sheet, flag_column, "flag", {writing.say(flag_word(true)), writing.say(flag_word(false))});
    for (std::size_t i = 0; i < form.plan().nodes().size(); ++i) {
        const auto& criterion = *form.plan().nodes()[i].criterion;
        if (!criterion.is_leaf() || form.inputs(i).levels.empty()) continue;
        std::vector<std::string> ids;
        for (const auto* level : form.inputs(i).levels) ids.push_back(level->id);
        const auto column = level_column(form, i);
        write_column(sheet, column, criterion.id, level_words(form.inputs(i).levels, form.language()));
        write_column(sheet, static_cast<Column>(column + 1), criterion.id + ".id", ids);
    }
    sheet.protect();
    worksheet_hide(sheet.get());
}

void write_calc(const FormWriting& writing) {
    if (writing.formulas == nullptr || writing.formulas->helpers.empty()) return;
    FormSheet sheet(writing.workbook, writing.styles, writing.layout.sheets().calc);
    for (std::size_t i = 0; i < writing.formulas->helpers.size(); ++i)
        sheet.formula(static_cast<Row>(i), 0, writing.formulas->helpers[i], {Tone::quiet});
    sheet.protect();
    worksheet_hide(sheet.get());
}

void write_meta(const FormWriting& writing) {
    const auto& form = writing.form;
    FormSheet sheet(writing.workbook, writing.styles, writing.layout.sheets().meta);
    const std::pair<const char*, std::string> entries[] = {{"format", "parindex/form/1"},
                                                           {"kind", std::string(to_string(form.kind()))},
                                                           {"round", form.round().id},
                                                           {"stage", form.stage().id},
                                                           {"agency", form.agency().id},
                                                           {"set", form.set().id},
                                                           {"set_sha", set_fingerprint(form.set())},
                                                           {"language", std::string(to_string(form.language()))}};
    Row row = 0;
    for (const auto& [key, value] : entries) {
        sheet.text(row, 0, key, {Tone::quiet});
        sheet.text(row++, 1, value, {Tone::quiet});
    }
    sheet.text(row + 1, 0,
               writing.say({"Trang này giúp chương trình nhận ra phiếu; không sửa.",
                            "The program knows the form by this sheet; leave it as it is.",
                            {}}),
               {Tone::quiet});
    (void)worksheet_set_column(sheet.get(), 0, 0, 16, nullptr);
    (void)worksheet_set_column(sheet.get(), 1, 1, 50, nullptr);
    sheet.protect();
    sheet.set_up_printing(0, 0, form_footer(form));
}

}  // namespace parindex::io
