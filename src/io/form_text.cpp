#include "io/form_text.hpp"

#include <algorithm>
#include <regex>
#include <set>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "parindex/base/rounding.hpp"
#include "parindex/rules/evaluate_expression.hpp"

namespace parindex::io {

namespace {

bool is_name_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; }

/// Calls that people need not read as calls: "date('2017-02-28')", "add_months([…], 1)".
std::string with_plain_dates(std::string text, Language language) {
    const bool vi = language == Language::vi;
    static const std::regex day(R"(date\('(\d{4})-(\d{2})-(\d{2})'\))");
    text = std::regex_replace(text, day, "$3/$2/$1");
    const std::pair<const char*, const char*> units[] = {{"add_months", vi ? "tháng" : "months"},
                                                         {"add_days", vi ? "ngày" : "days"},
                                                         {"add_working_days", vi ? "ngày làm việc" : "working days"}};
    for (const auto& [function, unit] : units) {
        const std::regex call(std::string(function) + R"(\(([^(),]*), (\d+)\))");
        text = std::regex_replace(text, call, std::string("$1 + $2 ") + unit);
    }
    return text;
}

/// The text with ids of facts replaced by their titles: people do not know the ids.
std::string with_titles(const CriteriaSet& set, const std::string& text, Language language) {
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i;
        while (end < text.size() && is_name_character(text[end])) ++end;
        if (end == i) {
            result += text[i++];
            continue;
        }
        const auto word = text.substr(i, end - i);
        const bool stands_alone = i == 0 || (static_cast<unsigned char>(text[i - 1]) < 0x80U && text[i - 1] != '\'');
        const auto* fact = stands_alone ? set.find_fact(word) : nullptr;
        result += fact != nullptr ? fmt::format("[{}]", fact->title.in(language)) : word;
        i = end;
    }
    return result;
}

std::string points_word(const Rational& points, Language language) {
    return number_text(points, language) + (language == Language::vi ? " điểm"
                                            : points == Rational(1)  ? " point"
                                                                     : " points");
}

std::string level_points(const Level& level, Language language) {
    if (level.free_points)
        return fmt::format(fmt::runtime(language == Language::vi ? "{} đến {} điểm" : "{} to {} points"),
                           number_text(level.free_points->first, language),
                           number_text(level.free_points->second, language));
    return level.points ? points_word(*level.points, language) : std::string();
}

/// Levels, one a line: "• nhãn: 1 điểm".
std::string levels_text(const LevelsRule& rule, Language language) {
    std::string text = language == Language::vi ? "Chọn một mức:" : "Choose one level:";
    for (const auto& level : rule.levels) {
        const auto points = level_points(level, language);
        text += "\n• " + (level.label.empty() ? level.id : level.label.in(language));
        if (!points.empty()) text += ": " + points;
    }
    return text;
}

std::string checklist_text(const ChecklistRule& rule, Language language) {
    std::string text = language == Language::vi ? "Cộng điểm các nội dung đạt (đánh dấu từng dòng bên dưới)"
                                                : "Sum of the lines met (tick the lines below)";
    if (rule.cap)
        text += fmt::format(fmt::runtime(language == Language::vi ? ", không quá {}" : ", at most {}"),
                            points_word(*rule.cap, language));
    return text;
}

/// The engine's words for the rule; its "; " lists become lines.
std::string described(const CriteriaSet& set, const Criterion& leaf, Language language) {
    auto text = with_plain_dates(with_titles(set, describe_rule(leaf).in(language), language), language);
    std::string lines;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.compare(i, 2, "; ") == 0) {
            lines += "\n• ";
            ++i;
        } else {
            lines += text[i];
        }
    }
    return lines;
}

std::string evidence_need(EvidenceNeed need, Language language) {
    if (need == EvidenceNeed::required)
        return language == Language::vi ? "Bắt buộc có minh chứng." : "Evidence is required.";
    if (need == EvidenceNeed::required_or_explanation)
        return language == Language::vi ? "Cần minh chứng hoặc giải trình." : "Evidence or an explanation is needed.";
    return {};
}

void add_line(std::string& text, const std::string& line) {
    if (line.empty()) return;
    if (!text.empty()) text += '\n';
    text += line;
}

std::string source_of_answer(const FormCase& form, std::size_t node) {
    const auto& leaf = *form.plan().nodes()[node].criterion;
    if (is_survey_only(leaf))
        return form.say({"Điểm lấy từ kết quả điều tra xã hội học.", "Scored by the survey.", {}});
    if (!form.is_open(node)) return form.say({"Do hội đồng thẩm định chấm.", "Scored by the council.", {}});
    if (form.inputs(node).is_computed() && !form.inputs(node).facts.empty())
        return form.say({"Tự tính từ trang “Số liệu”.", "Computed from the sheet “Figures”.", {}});
    return {};
}

/// The rule that applies to this agency; all of them while that is open.
std::string text_of_rule(const FormCase& form, std::size_t node) {
    auto leaf = *form.plan().nodes()[node].criterion;
    if (const auto* rule = form.inputs(node).rule) leaf.rule = *rule;
    if (const auto* levels = std::get_if<LevelsRule>(&leaf.rule->kind)) return levels_text(*levels, form.language());
    if (const auto* checklist = std::get_if<ChecklistRule>(&leaf.rule->kind))
        return checklist_text(*checklist, form.language());
    return described(form.set(), leaf, form.language());
}

std::string level_word(const FormCase& form, std::size_t node, const std::string& id) {
    const auto& levels = form.inputs(node).levels;
    const auto words = level_words(levels, form.language());
    for (std::size_t i = 0; i < levels.size(); ++i)
        if (levels[i]->id == id) return words[i];
    return id;
}

std::string item_label(const FormCase& form, std::size_t node, const std::string& id) {
    for (const auto* item : form.inputs(node).items)
        if (item->id == id && !item->label.empty()) return item->label.in(form.language());
    return id;
}

std::string value_text(const FormCase& form, std::size_t node, const Rational& value) {
    if (form.inputs(node).value_unit != Unit::percent) return number_text(value, form.language());
    return number_text(value * 100, form.language()) + " %";
}

std::string input_text(const FormCase& form, std::size_t node, const Answer& answer) {
    std::string text;
    if (answer.state != State::scored) {
        for (const auto& word : state_words())
            if (word.state == answer.state) add_line(text, form.say(word.word));
    }
    if (answer.level) add_line(text, level_word(form, node, *answer.level));
    if (answer.items)
        for (const auto& item : *answer.items) add_line(text, "• " + item_label(form, node, item));
    if (answer.value) add_line(text, value_text(form, node, *answer.value));
    if (answer.points) add_line(text, points_word(*answer.points, form.language()));
    if (answer.awarded)
        add_line(text, form.say({"Cho trực tiếp ", "Awarded ", {}}) + points_word(*answer.awarded, form.language()));
    return text;
}

}  // namespace

const std::vector<StateWord>& state_words() {
    static const std::vector<StateWord> words{{State::not_arisen, {"không phát sinh", "not arisen", {}}},
                                              {State::not_applicable, {"không áp dụng", "not applicable", {}}},
                                              {State::no_data, {"không có số liệu", "no data", {}}},
                                              {State::pending, {"chờ thẩm định", "pending", {}}}};
    return words;
}

Text flag_word(bool value) { return value ? Text{"có", "yes", {}} : Text{"không", "no", {}}; }

std::vector<std::string> level_words(const std::vector<const Level*>& levels, Language language) {
    std::vector<std::string> words;
    std::set<std::string> seen;
    for (const auto* level : levels) {
        words.push_back(level->label.empty() ? level->id : level->label.in(language));
        seen.insert(to_match_key(words.back()));
    }
    if (seen.size() == levels.size()) return words;
    words.clear();
    for (const auto* level : levels) words.push_back(level->id);
    return words;
}

std::string rule_text(const FormCase& form, std::size_t node) {
    const auto& leaf = *form.plan().nodes()[node].criterion;
    std::string text;
    if (!form.not_applicable(node).empty())
        text = form.say({"Không áp dụng: ", "Not applicable: ", {}}) + form.not_applicable(node) + ".";
    if (!leaf.is_leaf()) return text;
    add_line(text, text_of_rule(form, node));
    if (!form.not_applicable(node).empty()) return text;
    add_line(text, source_of_answer(form, node));
    if (form.is_open(node)) add_line(text, evidence_need(leaf.evidence, form.language()));
    return text;
}

std::string answer_text(const FormCase& form, std::size_t node, const EarlierStage& earlier) {
    const auto found = earlier.given->answers.find(form.plan().nodes()[node].criterion->id);
    std::string text;
    if (found != earlier.given->answers.end()) {
        text = input_text(form, node, found->second);
        if (found->second.disputed)
            add_line(text, *found->second.disputed ? form.say({"Đề nghị xem lại điểm", "Points contested", {}})
                                                   : form.say({"Đồng ý với điểm thẩm định", "Points accepted", {}}));
    }
    if (!text.empty() || earlier.scorecard == nullptr || !form.inputs(node).is_computed()) return text;
    const auto& value = earlier.scorecard->nodes[node].value;
    return value ? form.say({"Tính từ số liệu", "Computed from figures", {}}) : text;
}

std::string evidence_text(const FormCase& form, const Answer& answer) {
    const auto& documents = form.in_force().evidence;
    const auto name = [&](const std::string& id) {
        const auto found = std::find_if(documents.begin(), documents.end(), [&](const auto& d) { return d.id == id; });
        const bool has_number = found != documents.end() && !found->number.empty() && found->number != id;
        return has_number ? fmt::format("{} ({})", found->number, id) : id;
    };
    std::string text;
    for (const auto& id : answer.evidence) add_line(text, name(id));
    for (const auto& id : answer.accepted_evidence)
        add_line(text, form.say({"chấp nhận: ", "accepted: ", {}}) + name(id));
    for (const auto& [id, why] : answer.refused_evidence)
        add_line(text,
                 form.say({"không chấp nhận: ", "refused: ", {}}) + name(id) + (why.empty() ? "" : " (" + why + ")"));
    return text;
}

std::string period_text(const Period& period, Language language) {
    return fmt::format(fmt::runtime(language == Language::vi ? "từ {} đến {}" : "from {} to {}"),
                       period.from.to_vietnamese(), period.to.to_vietnamese());
}

std::string number_text(const Rational& value, Language language) { return localise_number(to_short(value), language); }

}  // namespace parindex::io
