#include "io/official_form.hpp"

#include <algorithm>
#include <variant>

#include "io/form_cell_reader.hpp"
#include "io/form_papers.hpp"

namespace parindex::io {

namespace {

class OfficialFormReader {
public:
    OfficialFormReader(const Workbook& workbook, const OfficialForm& form, const FormFrame& frame, Report& report)
        : form_(form),
          frame_(frame),
          sheet_(*workbook.find(form.sheet)),
          check_(frame.index, frame.agency, report, frame.stage.kind),
          cells_(check_, workbook),
          papers_(check_, cells_, frame.known_evidence, content_.assessment.evidence) {
        for (const auto& [label, level] : form.levels) labels_.emplace(to_match_key(label), level);
        content_.assessment.agency = frame.agency;
        content_.assessment.file = workbook.file;
    }

    FormContent read() {
        for (const auto& [id, cells] : form_.criteria)
            if (const Criterion* leaf = frame_.index.criterion(id); leaf != nullptr) read_answer(*leaf, cells);
        for (const auto& [id, cells] : form_.facts)
            if (const FactDeclaration* fact = frame_.index.fact(id); fact != nullptr) read_fact(*fact, cells);
        return std::move(content_);
    }

private:
    [[nodiscard]] bool is_appraised() const {
        return frame_.stage.kind == Stage::Kind::appraisal || frame_.stage.kind == Stage::Kind::final;
    }

    /// The place of a cell; one that nothing stands in when the form has no such cell.
    [[nodiscard]] FormCellReader::Place place(const std::string& cell, const std::string& id) const {
        return {sheet_, parse_cell_name(cell).value_or(CellAddress{}), id};
    }

    static void take(FormCellReader::Read<Typed> read, std::optional<Typed>& target, bool& ok) {
        ok = ok && read.ok;
        if (read.value) target = std::move(read.value);
    }

    /// The answer cell is of the kind that the rule takes.
    bool read_input(const Criterion& leaf, const FormCellReader::Place& answer, TypedAnswer& typed) const {
        bool ok = true;
        if (!levels_of(leaf).empty()) {
            take(cells_.level(answer, leaf, labels_), typed.level, ok);
        } else if (leaf.rule && std::holds_alternative<PointsRule>(leaf.rule->kind)) {
            take(cells_.number(answer), typed.points, ok);
        } else {
            take(cells_.number(answer), typed.value, ok);
        }
        return ok;
    }

    void read_answer(const Criterion& leaf, const FormCells& cells) {
        const auto answer = place(is_appraised() ? cells.team_answer : cells.answer, leaf.id);
        TypedAnswer typed;
        typed.location = cells_.location(answer);
        const bool ok = read_input(leaf, answer, typed);
        const auto note = cells_.text(place(is_appraised() ? cells.team_note : cells.note, leaf.id));
        if (note.value) typed.explanation = note.value->text;
        if (!is_appraised()) typed.evidence = papers_.cited(place(cells.evidence, leaf.id));
        const bool is_empty = ok && !typed.level && !typed.points && !typed.value;
        const bool has_state = is_empty && form_.empty != State::blank && !is_appraised();
        if (has_state)
            typed.state = Typed{Typed::Kind::text, std::string(to_string(form_.empty)), false, typed.location};
        if (is_empty && !has_state && typed.explanation.empty() && typed.evidence.empty()) return;
        Answer checked = check_.check_answer(leaf, typed);
        if (!ok) {
            Answer blank;
            blank.state = State::blank;
            blank.location = checked.location;
            checked = std::move(blank);
        }
        content_.assessment.answers.emplace(leaf.id, std::move(checked));
    }

    void read_fact(const FactDeclaration& declared, const FormCells& cells) {
        const auto answer = place(is_appraised() ? cells.team_answer : cells.answer, declared.id);
        const auto typed = cells_.fact(answer, declared.type);
        if (!typed.value) return;
        const auto value = check_.check_fact(declared, *typed.value);
        if (!value) return;
        Fact fact;
        fact.value = *value;
        const auto note = cells_.text(place(is_appraised() ? cells.team_note : cells.note, declared.id));
        if (note.value) fact.source = note.value->text;
        if (!is_appraised()) fact.evidence = papers_.cited(place(cells.evidence, declared.id));
        fact.location = cells_.location(answer);
        content_.assessment.facts.emplace(declared.id, std::move(fact));
    }

    const OfficialForm& form_;
    const FormFrame& frame_;
    const Sheet& sheet_;
    FormContent content_;
    AnswerCheck check_;
    FormCellReader cells_;
    FormPapers papers_;
    std::map<std::string, std::string> labels_;
};

}  // namespace

const OfficialForm* find_official_form(const Workbook& workbook, const CriteriaSet& set) {
    for (const auto& form : set.forms)
        if (workbook.find(form.sheet) != nullptr) return &form;
    return nullptr;
}

std::optional<FormContent> read_official_form(const Workbook& workbook, const OfficialForm& form,
                                              const FormFrame& frame, Report& report) {
    return OfficialFormReader(workbook, form, frame, report).read();
}

}  // namespace parindex::io
