#include "io/form_references.hpp"

#include <algorithm>
#include <variant>

#include <fmt/format.h>

namespace parindex::io {

namespace {

// Columns of the sheet of values in force.
constexpr Column label_column = 0;
constexpr Column before_column = 1;
constexpr Column formula_column = 2;

std::string_view key_of(AnswerPart part) {
    switch (part) {
        case AnswerPart::level:
            return "level";
        case AnswerPart::value:
            return "value";
        case AnswerPart::points:
            return "points";
        case AnswerPart::awarded:
            return "awarded";
        case AnswerPart::state:
            break;
    }
    return "state";
}

constexpr AnswerPart all_parts[] = {AnswerPart::level, AnswerPart::value, AnswerPart::points, AnswerPart::awarded,
                                    AnswerPart::state};

std::optional<ScalarValue> as_scalar(const std::optional<Rational>& value) {
    return value ? std::optional<ScalarValue>(*value) : std::nullopt;
}

std::optional<ScalarValue> part_of(const Answer& answer, AnswerPart part) {
    switch (part) {
        case AnswerPart::level:
            return answer.level ? std::optional<ScalarValue>(*answer.level) : std::nullopt;
        case AnswerPart::value:
            return as_scalar(answer.value);
        case AnswerPart::points:
            return as_scalar(answer.points);
        case AnswerPart::awarded:
            return as_scalar(answer.awarded);
        case AnswerPart::state:
            break;
    }
    if (answer.state == State::scored) return std::nullopt;
    return ScalarValue(std::string(to_string(answer.state)));
}

std::optional<ScalarValue> scalar_of(const FactValue& value) {
    return std::visit(
        [](const auto& held) -> std::optional<ScalarValue> {
            if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::vector<Record>>)
                return std::nullopt;
            else
                return ScalarValue(held);
        },
        value);
}

}  // namespace

SheetCells FormReferences::cells() {
    SheetCells cells;
    cells.fact = [this](std::string_view id) { return fact(id); };
    cells.record_lines = [this](std::string_view id) { return record_lines(id); };
    cells.record = [this](std::string_view id, std::size_t line, std::string_view field) {
        return record(id, line, field);
    };
    cells.answer = [this](std::size_t node, AnswerPart part) { return answer(node, part); };
    cells.item = [this](std::size_t node, std::string_view id) { return item(node, id); };
    cells.points = [this](std::size_t node) { return layout_.answer_cell(layout_.row_of(node), "score"); };
    cells.assigned = [this](std::size_t node) { return layout_.answer_cell(layout_.row_of(node), "assigned"); };
    cells.status = [this](std::size_t node) { return layout_.answer_cell(layout_.row_of(node), "status"); };
    cells.helper = [this](std::size_t index) { return reference(layout_.sheets().calc, static_cast<Row>(index), 0); };
    return cells;
}

std::string FormReferences::own(std::size_t node, AnswerPart part) const {
    if (!form_.is_open(node)) return {};
    const auto& inputs = form_.inputs(node);
    if (part == AnswerPart::level && inputs.levels.empty()) return {};
    if (part == AnswerPart::value && !inputs.has_value) return {};
    if (part == AnswerPart::points && !inputs.takes_points()) return {};
    return layout_.answer_cell(layout_.row_of(node), key_of(part));
}

std::string FormReferences::own_item(std::size_t node, std::string_view item) const {
    return form_.is_open(node) ? layout_.answer_cell(layout_.row_of(node, item), "level") : std::string();
}

std::string FormReferences::own_cells(std::size_t node) const {
    std::string list;
    const auto add = [&](const std::string& cell) {
        if (!cell.empty()) list += (list.empty() ? "" : ",") + cell;
    };
    for (const auto part : all_parts) add(own(node, part));
    const auto& items = form_.inputs(node).items;
    if (!form_.is_open(node) || items.empty()) return list;
    const auto column = layout_.answer_column("level");
    // The lines of a checklist stand one below the other.
    add(reference(layout_.sheets().answers, layout_.row_of(node, items.front()->id),
                  layout_.row_of(node, items.back()->id), column.value()));
    return list;
}

std::string FormReferences::over(const std::string& label, const std::string& condition, const std::string& own_cell,
                                 std::optional<ScalarValue> before) {
    auto [known, is_new] = by_label_.try_emplace(label, in_force_.size());
    const auto row = static_cast<Row>(known->second);
    if (is_new) {
        const auto kept = before ? reference(layout_.sheets().in_force, row, before_column) : std::string("\"\"");
        const auto mine = own_cell.empty() ? std::string("\"\"") : fmt::format("IF({0}=\"\",\"\",{0})", own_cell);
        const auto formula = condition.empty() ? std::string() : fmt::format("=IF({},{},{})", condition, mine, kept);
        in_force_.push_back({label, std::move(before), formula});
    }
    return reference(layout_.sheets().in_force, row, in_force_[row].formula.empty() ? before_column : formula_column);
}

std::string FormReferences::answer(std::size_t node, AnswerPart part) {
    const auto mine = own(node, part);
    const auto* earlier = form_.answer_in_force(node);
    if (earlier == nullptr) return mine;
    auto before = part_of(*earlier, part);
    const auto cells = own_cells(node);
    if (cells.empty() && !before) return {};
    if (mine.empty() && !before) return {};
    const auto condition = cells.empty() ? std::string() : fmt::format("COUNTA({})>0", cells);
    const auto label = fmt::format("{} {}", form_.plan().nodes()[node].criterion->id, key_of(part));
    return over(label, condition, mine, std::move(before));
}

std::string FormReferences::item(std::size_t node, std::string_view item) {
    const auto mine = own_item(node, item);
    const auto* earlier = form_.answer_in_force(node);
    if (earlier == nullptr) return mine;
    std::optional<ScalarValue> before;
    if (earlier->items) {
        const auto& ticked = *earlier->items;
        before = ScalarValue(std::find(ticked.begin(), ticked.end(), item) != ticked.end());
    }
    if (mine.empty() && !before) return {};
    const auto condition = mine.empty() ? std::string() : fmt::format("COUNTA({})>0", own_cells(node));
    const auto label = fmt::format("{}#{}", form_.plan().nodes()[node].criterion->id, item);
    return over(label, condition, mine, std::move(before));
}

std::string FormReferences::fact(std::string_view id) {
    const auto& facts = form_.set().facts;
    const auto found = std::find_if(facts.begin(), facts.end(), [&](const auto& f) { return f.id == id; });
    if (found == facts.end() || found->type == FactType::records) return {};
    const auto place = static_cast<std::size_t>(found - facts.begin());
    const auto mine = form_.is_open_fact(place) ? layout_.figure_cell(place, "value") : std::string();
    const auto given = form_.in_force().facts.find(found->id);
    auto before = given == form_.in_force().facts.end() ? std::nullopt : scalar_of(given->second.value);
    if (!before) return mine;
    const auto condition = mine.empty() ? std::string() : fmt::format("{}<>\"\"", mine);
    return over("fact:" + found->id, condition, mine, std::move(before));
}

const std::vector<Record>* FormReferences::records_before(std::string_view id) const {
    const auto given = form_.in_force().facts.find(std::string(id));
    return given == form_.in_force().facts.end() ? nullptr : std::get_if<std::vector<Record>>(&given->second.value);
}

std::size_t FormReferences::record_lines(std::string_view id) const {
    const auto* fact = form_.set().find_fact(id);
    if (fact == nullptr || fact->type != FactType::records) return 0;
    const auto* before = records_before(id);
    return std::max(FormLayout::record_lines(*fact), before != nullptr ? before->size() : 0);
}

std::string FormReferences::record(std::string_view id, std::size_t line, std::string_view field) {
    const auto* fact = form_.set().find_fact(id);
    if (fact == nullptr) return {};
    const auto place = static_cast<std::size_t>(fact - form_.set().facts.data());
    const auto offered = FormLayout::record_lines(*fact);
    const bool is_open = form_.is_open_fact(place);
    const auto mine = is_open && line < offered ? layout_.record_cell(*fact, line, field) : std::string();
    const auto* records = records_before(id);
    if (records == nullptr) return mine;
    std::optional<ScalarValue> before;
    if (line < records->size()) {
        const auto found = (*records)[line].find(std::string(field));
        if (found != (*records)[line].end()) before = found->second;
    }
    if (mine.empty() && !before) return {};
    std::string condition;
    if (is_open) {
        const auto& sheet = layout_.sheets().records.at(fact->id);
        const auto last = FormLayout::first_figure + static_cast<Row>(offered) - 1;
        condition = fmt::format("COUNTA('{}'!{}:{})>0", sheet, absolute(FormLayout::first_figure, 1),
                                absolute(last, static_cast<Column>(fact->fields.size())));
    }
    return over(fmt::format("fact:{}[{}].{}", id, line, field), condition, mine, std::move(before));
}

void FormReferences::write(lxw_workbook* workbook, FormStyles& styles) const {
    if (in_force_.empty()) return;
    FormSheet sheet(workbook, styles, layout_.sheets().in_force);
    for (std::size_t i = 0; i < in_force_.size(); ++i) {
        const auto row = static_cast<Row>(i);
        const auto& entry = in_force_[i];
        sheet.text(row, label_column, entry.label, {Tone::quiet});
        if (entry.before) sheet.value(row, before_column, *entry.before, {Tone::quiet}, form_.language());
        if (!entry.formula.empty()) sheet.formula(row, formula_column, entry.formula, {Tone::quiet});
    }
    (void)worksheet_set_column(sheet.get(), label_column, label_column, 40, nullptr);
    sheet.protect();
    worksheet_hide(sheet.get());
}

}  // namespace parindex::io
