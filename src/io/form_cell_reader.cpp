#include "io/form_cell_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <variant>

#include "parindex/base/rounding.hpp"
#include "parindex/engine/explain.hpp"

namespace parindex::io {

namespace {

using namespace std::string_view_literals;

template <std::size_t Size>
bool is_one_of(std::string_view text, const std::array<std::string_view, Size>& words) {
    const std::string key = to_match_key(tidy(text));
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return key == to_match_key(word); });
}

constexpr std::array yes_words{"x"sv, "có"sv, "đúng"sv, "đồng ý"sv, "yes"sv, "true"sv, "1"sv, "✓"sv, "✔"sv};
constexpr std::array no_words{"không"sv, "sai"sv, "no"sv, "false"sv, "0"sv, "-"sv};
constexpr std::array never_words{"never"sv, "chưa thực hiện"sv, "không thực hiện"sv, "chưa"sv, "not done"sv};

struct StateWord {
    std::string_view word;
    State state;
};

/// Beside the ids and the phrases that reports print.
constexpr std::array state_words{
    StateWord{"không có số liệu", State::no_data},
    StateWord{"chưa có số liệu", State::no_data},
    StateWord{"chưa khảo sát", State::no_survey},
    StateWord{"no survey", State::no_survey},
    StateWord{"chưa chấm", State::pending},
    StateWord{"chờ thẩm định", State::pending},
    StateWord{"để ngỏ", State::pending},
    StateWord{"để trống", State::blank},
    StateWord{"blank", State::blank},
};

constexpr std::array all_states{State::not_applicable, State::not_arisen, State::no_data,
                                State::no_survey,      State::pending,    State::blank};

void collect_levels(const Rule& rule, std::vector<std::vector<const Level*>>& lists) {
    if (const auto* levels = std::get_if<LevelsRule>(&rule.kind)) {
        auto& list = lists.emplace_back();
        for (const auto& level : levels->levels) list.push_back(&level);
    } else if (const auto* choice = std::get_if<AlternativesRule>(&rule.kind)) {
        for (const auto& alternative : choice->alternatives) collect_levels(*alternative.rule, lists);
        if (choice->otherwise) collect_levels(*choice->otherwise, lists);
    }
}

/// One list for each alternative.
std::vector<std::vector<const Level*>> level_lists(const Criterion& leaf) {
    std::vector<std::vector<const Level*>> lists;
    if (leaf.rule) collect_levels(*leaf.rule, lists);
    return lists;
}

bool has_label(const Level& level, const std::string& key) {
    const auto is_label = [&](const std::string& label) { return !label.empty() && to_match_key(label) == key; };
    return is_label(level.label.vi) || is_label(level.label.en) || is_label(level.label.other);
}

/// Ids of the levels that the words mean.
std::set<std::string> levels_by_word(const std::vector<std::vector<const Level*>>& lists, std::string_view word,
                                     const std::map<std::string, std::string>& further) {
    std::set<std::string> by_id;
    std::set<std::string> by_label;
    const std::string key = to_match_key(word);
    const auto listed = further.find(key);
    for (const auto& list : lists) {
        for (const auto* level : list) {
            if (level->id == word) by_id.insert(level->id);
            if (has_label(*level, key) || (listed != further.end() && listed->second == level->id))
                by_label.insert(level->id);
        }
    }
    return by_id.empty() ? by_label : by_id;
}

/// Ids of the levels that a number may mean: the place in the list, from 1, and the points.
std::set<std::string> levels_by_number(const std::vector<std::vector<const Level*>>& lists, const Rational& number) {
    std::set<std::string> found;
    for (const auto& list : lists) {
        const auto ordinal = number.to_int64();
        if (ordinal && *ordinal >= 1 && static_cast<std::size_t>(*ordinal) <= list.size())
            found.insert(list[static_cast<std::size_t>(*ordinal) - 1]->id);
        for (const auto* level : list)
            if (level->points == number) found.insert(level->id);
    }
    return found;
}

/// "“Kịp thời” (timely); “Chậm” (late)"
Text list_levels(const std::vector<const Level*>& levels) {
    constexpr std::size_t most = 6;
    Text list;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const std::string_view link = i == 0 ? "" : "; ";
        if (i == most) return {list.vi + "…", list.en + "…", {}};
        const auto shown = [&](Language language) {
            return fmt::format("{}“{}” ({})", link, excerpt(levels[i]->label.in(language), 40), excerpt(levels[i]->id));
        };
        list.vi += shown(Language::vi);
        list.en += shown(Language::en);
    }
    return list;
}

/// 0.95 as "95%"; the cell keeps it when that is no decimal.
std::string percent_of(const std::string& number) {
    const auto value = parse_rational(number);
    const auto percent = value ? to_exact_decimal(*value * 100) : std::nullopt;
    return percent ? *percent + "%" : number;
}

Typed typed_text(std::string text, Location location) {
    return {Typed::Kind::text, std::move(text), false, std::move(location)};
}

}  // namespace

std::string tidy(std::string_view text) {
    constexpr std::array blanks{"\u00A0"sv, "\u202F"sv, "\u2007"sv, "\t"sv};
    constexpr std::array nothing{"\u200B"sv, "\uFEFF"sv, "\u2060"sv};
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const auto stands = [&](std::string_view what) { return text.substr(i).starts_with(what); };
        if (const auto* blank = std::find_if(blanks.begin(), blanks.end(), stands); blank != blanks.end()) {
            result += ' ';
            i += blank->size();
        } else if (const auto* none = std::find_if(nothing.begin(), nothing.end(), stands); none != nothing.end()) {
            i += none->size();
        } else {
            result += text[i++];
        }
    }
    constexpr std::string_view around = " \n";
    result.erase(result.find_last_not_of(around) + 1);
    result.erase(0, result.find_first_not_of(around));
    return result;
}

std::vector<std::string> split_cell(std::string_view text) {
    std::vector<std::string> parts;
    while (true) {
        const auto end = std::min(text.find_first_of(";\n"), text.size());
        if (auto part = tidy(text.substr(0, end)); !part.empty()) parts.push_back(std::move(part));
        if (end == text.size()) return parts;
        text.remove_prefix(end + 1);
    }
}

std::optional<bool> parse_yes_no(std::string_view text) {
    if (is_one_of(text, yes_words)) return true;
    if (is_one_of(text, no_words)) return false;
    return std::nullopt;
}

std::optional<State> parse_state_word(std::string_view text) {
    const std::string key = to_match_key(tidy(text));
    for (const auto state : all_states) {
        const Text phrase = state_text(state);
        if (key == to_string(state) || key == to_match_key(phrase.vi) || key == to_match_key(phrase.en)) return state;
    }
    for (const auto& known : state_words)
        if (key == to_match_key(known.word)) return known.state;
    return std::nullopt;
}

bool is_never(std::string_view text) { return is_one_of(text, never_words); }

std::vector<const Level*> levels_of(const Criterion& leaf) {
    std::vector<const Level*> levels;
    for (const auto& list : level_lists(leaf)) levels.insert(levels.end(), list.begin(), list.end());
    return levels;
}

FormCellReader::Read<const Cell*> FormCellReader::usable(const Place& place) const {
    const Cell* cell = place.sheet.find(place.at);
    if (cell == nullptr) return {};
    if (cell->kind == Cell::Kind::error) {
        check_.error("F417", location(place), place.id,
                     {fmt::format("ô đang báo lỗi {}", excerpt(cell->text)),
                      fmt::format("the cell shows the error {}", excerpt(cell->text)),
                      {}},
                     {"Sửa công thức hoặc nhập thẳng giá trị.", "Mend the formula or type the value.", {}});
        return {std::nullopt, false};
    }
    if (cell->kind == Cell::Kind::uncomputed) {
        check_.error("F418", location(place), place.id,
                     {"công thức chưa có kết quả lưu trong tệp", "no result of the formula is stored in the file", {}},
                     {"Mở bằng Excel hoặc LibreOffice rồi lưu lại, hoặc nhập thẳng giá trị.",
                      "Open it in Excel or LibreOffice and save it, or type the value.",
                      {}});
        return {std::nullopt, false};
    }
    if (cell->kind == Cell::Kind::text && tidy(cell->text).empty()) return {};
    return {cell, true};
}

void FormCellReader::refuse_word(const Place& place, std::string_view found, const Text& expected) const {
    check_.error("F421", location(place), place.id,
                 {fmt::format("không hiểu “{}”; cần {}", excerpt(found), expected.vi),
                  fmt::format("“{}” is not understood; expected {}", excerpt(found), expected.en),
                  {}});
}

FormCellReader::Read<Typed> FormCellReader::text(const Place& place) const {
    const auto cell = usable(place);
    if (!cell.value) return {std::nullopt, cell.ok};
    const Cell& given = **cell.value;
    return {typed_text(given.is_percent ? percent_of(given.text) : tidy(given.text), location(place)), true};
}

FormCellReader::Read<Typed> FormCellReader::number(const Place& place) const {
    const auto cell = usable(place);
    if (!cell.value) return {std::nullopt, cell.ok};
    const Cell& given = **cell.value;
    Typed typed = typed_text(tidy(given.text), location(place));
    if (given.kind == Cell::Kind::date) {
        check_.error("F420", typed.location, place.id,
                     {fmt::format("cần số, ở đây là ngày {}", given.text),
                      fmt::format("expected a number, found the date {}", given.text),
                      {}},
                     {"Bảng tính đổi “3/4” thành ngày: định dạng ô là Văn bản (Text) rồi nhập lại.",
                      "Spreadsheets make a date of “3/4”: format the cell as text and type it again.",
                      {}});
        return {std::nullopt, false};
    }
    if (given.kind == Cell::Kind::number) {
        typed.kind = Typed::Kind::number;
        if (given.is_percent) typed.text = percent_of(given.text);
    }
    if (given.kind == Cell::Kind::flag) {
        refuse_word(place, given.text, {"số", "a number", {}});
        return {std::nullopt, false};
    }
    return {std::move(typed), true};
}

FormCellReader::Read<Typed> FormCellReader::flag(const Place& place) const {
    const auto cell = usable(place);
    if (!cell.value) return {std::nullopt, cell.ok};
    const auto answer = parse_yes_no((*cell.value)->text);
    if (!answer) {
        refuse_word(place, (*cell.value)->text, {"“có” (x) hoặc “không”", "“yes” (x) or “no”", {}});
        return {std::nullopt, false};
    }
    return {Typed{Typed::Kind::flag, *answer ? "true" : "false", *answer, location(place)}, true};
}

FormCellReader::Read<Typed> FormCellReader::state(const Place& place) const {
    auto typed = text(place);
    if (!typed.value) return typed;
    const auto state = parse_state_word(typed.value->text);
    if (!state) {
        refuse_word(place, typed.value->text,
                    {"một trong: không áp dụng, không phát sinh, thiếu số liệu, chờ thẩm định",
                     "one of: not applicable, not arisen, no data, pending",
                     {}});
        return {std::nullopt, false};
    }
    typed.value->text = to_string(*state);
    return typed;
}

FormCellReader::Read<Typed> FormCellReader::fact(const Place& place, FactType type) const {
    if (type == FactType::flag) return flag(place);
    if (type == FactType::count || type == FactType::number || type == FactType::percent) return number(place);
    auto typed = text(place);
    if (!typed.value || type != FactType::date) return typed;
    if (is_never(typed.value->text)) typed.value->text = "never";
    // A day with a time is that day.
    const auto moment = parse_moment(typed.value->text);
    if (moment && moment->second_of_day) typed.value->text = moment->day.to_iso();
    return typed;
}

FormCellReader::Read<Typed> FormCellReader::level(const Place& place, const Criterion& leaf,
                                                  const std::map<std::string, std::string>& further) const {
    auto typed = text(place);
    if (!typed.value) return typed;
    const auto lists = level_lists(leaf);
    if (lists.empty()) return typed;  // what the leaf takes instead is said by the check of the answer
    auto found = levels_by_word(lists, typed.value->text, further);
    if (found.empty())
        if (const auto number = parse_typed_number(typed.value->text)) found = levels_by_number(lists, *number);
    if (found.size() == 1) {
        typed.value->text = *found.begin();
        return typed;
    }
    const Text levels = list_levels(levels_of(leaf));
    const bool is_unknown = found.empty();
    check_.error("F419", typed.value->location, place.id,
                 {fmt::format("“{}” {}; có: {}", excerpt(typed.value->text),
                              is_unknown ? "không phải là mức nào" : "có thể là nhiều mức", levels.vi),
                  fmt::format("“{}” {}; known: {}", excerpt(typed.value->text),
                              is_unknown ? "is no level" : "may be several levels", levels.en),
                  {}},
                 {"Chọn trong danh sách của ô, hoặc ghi mã của mức.",
                  "Choose from the list of the cell, or write the id of the level.",
                  {}});
    return {std::nullopt, false};
}

}  // namespace parindex::io
