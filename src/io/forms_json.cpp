#include "io/forms_json.hpp"

#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "io/ids.hpp"

namespace parindex::io {

namespace {

/// Bounds of a worksheet: columns A to XFD, rows 1 to 1,048,576.
constexpr std::size_t last_column = 16'384;
constexpr std::size_t last_row = 1'048'576;

using Part = std::string FormCells::*;
constexpr std::array<std::pair<std::string_view, Part>, 5> parts{{{"answer", &FormCells::answer},
                                                                  {"note", &FormCells::note},
                                                                  {"evidence", &FormCells::evidence},
                                                                  {"team_answer", &FormCells::team_answer},
                                                                  {"team_note", &FormCells::team_note}}};

/// Length of the column's letters at the beginning of `text`; 0 when there is no column of a worksheet.
std::size_t column_length(std::string_view text) {
    std::size_t number = 0;
    std::size_t length = 0;
    while (length < text.size() && text[length] >= 'A' && text[length] <= 'Z' && length < 4)
        number = number * 26 + static_cast<std::size_t>(text[length++] - 'A') + 1;
    return number <= last_column ? length : 0;
}

bool is_row(std::string_view digits) {
    if (digits.empty() || digits.size() > 7 || digits.front() == '0') return false;
    std::size_t row = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return false;
        row = row * 10 + static_cast<std::size_t>(c - '0');
    }
    return row <= last_row;
}

bool is_column(std::string_view text) { return !text.empty() && column_length(text) == text.size(); }

bool is_cell(std::string_view text) {
    const auto letters = column_length(text);
    return letters > 0 && is_row(text.substr(letters));
}

bool expect_place(const Decoder& decoder, const Node& node, bool is_good, const Text& wanted) {
    if (is_good) return true;
    const auto found = excerpt(node.value->text);
    decoder.error(
        "F430", node,
        {fmt::format("“{}” không phải {}", found, wanted.vi), fmt::format("“{}” is not {}", found, wanted.en), {}});
    return false;
}

/// Reads the places of the parts that are given, each a cell or each a column.
bool decode_parts(const Decoder& decoder, const Node& node, bool (*is_place)(std::string_view), const Text& wanted,
                  FormCells& target) {
    ObjectReader object(decoder, node);
    bool ok = true;
    for (const auto& [name, part] : parts) {
        const auto found = object.find(name);
        if (!found) continue;
        ok &= decode(decoder, *found, target.*part) && expect_place(decoder, *found, is_place(target.*part), wanted);
    }
    return object.finish() && ok;
}

/// A row of the form's columns: 6 stands for K6, L6, M6.
bool decode_row(const Decoder& decoder, const Node& node, const FormCells& columns, FormCells& target) {
    if (!expect_place(decoder, node, is_row(node.value->text),
                      {"số dòng của trang tính (1 đến 1048576)", "a row of a worksheet (1 to 1048576)", {}}))
        return false;
    if (columns.answer.empty()) {
        decoder.error(
            "F431", node,
            {"chỉ có số dòng mà “columns” không nói cột trả lời",
             "only a row is given, and “columns” does not say the column of the answer",
             {}},
            {"Thêm columns.answer, hoặc ghi từng ô.", "Add columns.answer, or write the cells one by one.", {}});
        return false;
    }
    for (const auto& [name, part] : parts)
        if (!(columns.*part).empty()) target.*part = columns.*part + node.value->text;
    return true;
}

void decode_cells(const Decoder& decoder, const Node& node, const FormCells& columns,
                  std::map<std::string, FormCells>& target) {
    (void)for_each_member(decoder, node, [&](const std::string& id, const Node& place) {
        FormCells cells;
        cells.pointer = place.pointer;
        const bool ok = place.value->is(JsonValue::Kind::number)
                            ? decode_row(decoder, place, columns, cells)
                            : decode_parts(decoder, place, is_cell, {"ô (như K6)", "a cell (such as K6)", {}}, cells);
        if (ok) target.emplace(id, std::move(cells));
    });
}

bool decode_level_texts(const Decoder& decoder, const Node& node, std::map<std::string, std::string>& target) {
    bool ok = true;
    const bool is_object = for_each_member(
        decoder, node, [&](const std::string& text, const Node& level) { ok &= decode(decoder, level, target[text]); });
    return is_object && ok;
}

void decode_form(const Decoder& decoder, const Node& node, OfficialForm& form) {
    const auto states =
        words_of({State::blank, State::not_applicable, State::not_arisen, State::no_data, State::pending});
    ObjectReader object(decoder, node);
    form.pointer = node.pointer;
    if (const auto id = object.require("id"); id && decode(decoder, *id, form.id))
        (void)expect_id(decoder, *id, is_file_id(form.id),
                        {"cần chữ cái ASCII, chữ số, dấu chấm, gạch dưới, gạch nối",
                         "it takes ASCII letters, digits, dots, underscores, hyphens",
                         {}});
    (void)object.required("title", form.title);
    (void)object.required("source", form.source);
    (void)object.required("sheet", form.sheet);
    (void)object.optional_word("empty", states, form.empty);
    if (const auto levels = object.find("levels")) (void)decode_level_texts(decoder, *levels, form.levels);
    FormCells columns;
    if (const auto found = object.find("columns"))
        (void)decode_parts(decoder, *found, is_column, {"cột (như K)", "a column (such as K)", {}}, columns);
    if (const auto cells = object.require("criteria")) decode_cells(decoder, *cells, columns, form.criteria);
    if (const auto cells = object.find("facts")) decode_cells(decoder, *cells, columns, form.facts);
    object.finish();
}

}  // namespace

void decode_forms(const Decoder& decoder, const Node& node, std::vector<OfficialForm>& target) {
    std::set<std::string> ids;
    (void)for_each_item(decoder, node, [&](const Node& item) {
        OfficialForm form;
        decode_form(decoder, item, form);
        if (!ids.insert(form.id).second)
            decoder.error("F117", item,
                          {fmt::format("mã “{}” đã dùng trong danh sách này", excerpt(form.id)),
                           fmt::format("the id “{}” is already used in this list", excerpt(form.id)),
                           {}});
        target.push_back(std::move(form));
    });
}

}  // namespace parindex::io
