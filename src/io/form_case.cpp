#include "io/form_case.hpp"

#include <algorithm>

namespace parindex::io {

std::optional<FormKind> form_kind(Stage::Kind kind) {
    switch (kind) {
        case Stage::Kind::self:
            return FormKind::self;
        case Stage::Kind::appraisal:
            return FormKind::appraisal;
        case Stage::Kind::explanation:
            return FormKind::explanation;
        case Stage::Kind::final:
            return FormKind::final;
        case Stage::Kind::survey:
            break;
    }
    return std::nullopt;
}

std::string_view to_string(FormKind kind) {
    switch (kind) {
        case FormKind::self:
            return "self";
        case FormKind::explanation:
            return "explanation";
        case FormKind::appraisal:
            return "appraisal";
        case FormKind::final:
            break;
    }
    return "final";
}

FormCase::FormCase(const Subject& subject) : subject_(subject), kind_(form_kind(stage().kind).value()) {
    exemptions_ = exemptions_of(round(), agency());
    // A form for whoever fills it in has no agency whose attributes could be looked at.
    context_.agency = agency().id.empty() ? nullptr : &agency();
    context_.period = &round().period;
    context_.calendar = &round().calendar;
    context_.exemptions = &exemptions_;
    if (subject_.stage > 0) in_force_ = parindex::in_force(round(), agency().id, subject_.stage - 1);
    find_not_applicable();
    find_earlier();
    find_open();
    find_open_facts();
}

const Answer* FormCase::answer_in_force(std::size_t node) const {
    const auto found = in_force_.answers.find(plan().nodes()[node].criterion->id);
    return found != in_force_.answers.end() && found->second.has_input() ? &found->second : nullptr;
}

void FormCase::find_not_applicable() {
    const auto& nodes = plan().nodes();
    not_applicable_.resize(nodes.size());
    if (context_.agency == nullptr) return;
    const Text other_kind{"không áp dụng đối với loại đơn vị này", "not for this kind of agency", {}};
    const auto card = evaluate(plan(), Assessment{}, context_);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].parent != Plan::no_parent) not_applicable_[i] = not_applicable_[nodes[i].parent];
        if (!not_applicable_[i].empty() || card.nodes[i].state != State::not_applicable) continue;
        const auto listed = exemptions_.find(nodes[i].criterion->id);
        const bool has_reason = listed != exemptions_.end() && !listed->second.empty();
        not_applicable_[i] = has_reason ? listed->second : say(other_kind);
    }
}

void FormCase::find_earlier() {
    for (std::size_t i = 0; i < subject_.stage; ++i) {
        const auto& stage = round().stages[i];
        const auto* given = round().find_assessment(i, agency().id);
        if (given == nullptr || stage.kind == Stage::Kind::survey) continue;
        const auto& result = subject_.results[i];
        const auto* scored = result ? &result->agencies[subject_.agency] : nullptr;
        earlier_.push_back({&stage, given, scored != nullptr && scored->submitted ? &scored->scorecard : nullptr});
    }
}

bool FormCase::answers(const Criterion& leaf) const {
    if (is_survey_only(leaf)) return false;
    if (is_appraisal() || leaf.scored_by.empty()) return true;
    return std::find(leaf.scored_by.begin(), leaf.scored_by.end(), Scorer::self) != leaf.scored_by.end();
}

void FormCase::find_open() {
    const auto& nodes = plan().nodes();
    inputs_.resize(nodes.size());
    is_open_.resize(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto& criterion = *nodes[i].criterion;
        if (!criterion.is_leaf()) continue;
        Scope scope;
        scope.agency = context_.agency;
        scope.period = context_.period;
        scope.max = criterion.max;
        inputs_[i].emplace(criterion, &scope);
        is_open_[i] = not_applicable_[i].empty() && answers(criterion);
    }
}

void FormCase::find_open_facts() {
    const auto& facts = set().facts;
    users_.resize(facts.size());
    is_open_fact_.assign(facts.size(), false);
    for (std::size_t f = 0; f < facts.size(); ++f) {
        for (std::size_t i = 0; i < inputs_.size(); ++i) {
            if (!inputs_[i]) continue;
            const auto& used = inputs_[i]->facts;
            if (std::find(used.begin(), used.end(), facts[f].id) == used.end()) continue;
            users_[f].push_back(plan().nodes()[i].criterion->id);
            is_open_fact_[f] = is_open_fact_[f] || is_open_[i];
        }
        // Figures that only the data checks read are asked for, too.
        if (users_[f].empty()) is_open_fact_[f] = true;
    }
}

}  // namespace parindex::io
