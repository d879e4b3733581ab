// The linter on forms with fixed cells.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <variant>

#include "engine/lint_parts.hpp"

namespace parindex {

namespace {

void check_answer_cells(const OfficialForm& form, Findings& findings) {
    std::map<std::string, std::string> used;  // cell -> what stands in it
    const auto check = [&](const std::string& id, const FormCells& cells) {
        for (const auto& cell : {cells.answer, cells.team_answer}) {
            if (cell.empty()) continue;
            const auto [first, is_new] = used.emplace(cell, id);
            if (is_new) continue;
            findings.push_back(lint_finding("L703", Severity::error, cells.pointer, id,
                                            {fmt::format("ô {} đã dùng cho “{}”", cell, first->second),
                                             fmt::format("the cell {} is already used for “{}”", cell, first->second),
                                             {}}));
        }
    };
    for (const auto& [id, cells] : form.criteria) check(id, cells);
    for (const auto& [id, cells] : form.facts) check(id, cells);
}

/// The levels of a leaf that one chooses from; null when it has none.
const LevelsRule* levels_of(const Criterion* criterion) {
    return criterion != nullptr && criterion->rule ? std::get_if<LevelsRule>(&criterion->rule->kind) : nullptr;
}

bool has_level(const CriteriaSet& set, const OfficialForm& form, const std::string& level) {
    return std::any_of(form.criteria.begin(), form.criteria.end(), [&](const auto& entry) {
        const auto* rule = levels_of(set.find(entry.first));
        return rule != nullptr &&
               std::any_of(rule->levels.begin(), rule->levels.end(), [&](const Level& one) { return one.id == level; });
    });
}

void check_form(const CriteriaSet& set, const OfficialForm& form, Findings& findings) {
    for (const auto& [id, cells] : form.criteria) {
        const auto* criterion = set.find(id);
        if (criterion != nullptr && criterion->is_leaf()) continue;
        findings.push_back(lint_finding(
            "L701", Severity::error, cells.pointer, id,
            criterion == nullptr
                ? Text{fmt::format("không có tiêu chí \"{}\"", id), fmt::format("there is no criterion \"{}\"", id), {}}
                : Text{"tiêu chí này có tiêu chí thành phần, không trả lời trực tiếp",
                       "this criterion has parts and is not answered itself",
                       {}}));
    }
    for (const auto& [id, cells] : form.facts)
        if (set.find_fact(id) == nullptr)
            findings.push_back(lint_finding(
                "L702", Severity::error, cells.pointer, id,
                {fmt::format("không có số liệu \"{}\"", id), fmt::format("there is no fact \"{}\"", id), {}}));
    for (const auto& [text, level] : form.levels)
        if (!has_level(set, form, level))
            findings.push_back(lint_finding(
                "L704", Severity::error, form.pointer + "/levels", {},
                {fmt::format("không tiêu chí nào trên biểu có mức \"{}\" (ghi là \"{}\")", level, text),
                 fmt::format("no criterion on the form has the level \"{}\" (written \"{}\")", level, text),
                 {}}));
    check_answer_cells(form, findings);
}

}  // namespace

void lint_forms(const CriteriaSet& set, Findings& findings) {
    for (const auto& form : set.forms) check_form(set, form, findings);
}

}  // namespace parindex
