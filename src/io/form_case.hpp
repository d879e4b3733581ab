#pragma once
/// What one form is about: which agency, which stage, what came before it, and which cells it offers.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/leaf_inputs.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/engine/evaluate.hpp"
#include "parindex/model/round.hpp"

namespace parindex::io {

enum class FormKind { self, explanation, appraisal, final };

/// Stages that a form is filled in for; nothing for a survey.
[[nodiscard]] std::optional<FormKind> form_kind(Stage::Kind kind);
[[nodiscard]] std::string_view to_string(FormKind kind);

/// What an earlier stage said about the agency.
struct EarlierStage {
    const Stage* stage = nullptr;
    const Assessment* given = nullptr;     ///< never null
    const Scorecard* scorecard = nullptr;  ///< null when the stage gives no points
};

/// Results of the stages before a form, made once for all agencies. Index: stage; empty where it gives no points.
using EarlierResults = std::vector<std::optional<RoundResult>>;

/// One agency's form. The round, the plan and the results must outlive it; it is neither copied nor moved, since it
/// points into itself.
class FormCase {
public:
    struct Subject {
        const Round& round;
        const Plan& plan;
        const EarlierResults& results;
        std::size_t agency = 0;
        std::size_t stage = 0;
        Language language = Language::vi;
    };

    /// Pre: the stage is one that forms are made for.
    explicit FormCase(const Subject& subject);
    FormCase(const FormCase&) = delete;
    FormCase& operator=(const FormCase&) = delete;

    [[nodiscard]] const Round& round() const { return subject_.round; }
    [[nodiscard]] const Plan& plan() const { return subject_.plan; }
    [[nodiscard]] const CriteriaSet& set() const { return subject_.plan.set(); }
    [[nodiscard]] const Agency& agency() const { return subject_.round.agencies[subject_.agency]; }
    [[nodiscard]] const Stage& stage() const { return subject_.round.stages[subject_.stage]; }
    [[nodiscard]] Language language() const { return subject_.language; }
    [[nodiscard]] FormKind kind() const { return kind_; }
    /// Whether the council fills it in, beside what the agency gave.
    [[nodiscard]] bool is_appraisal() const { return kind_ == FormKind::appraisal || kind_ == FormKind::final; }
    /// Whether points are computed in the workbook. An explanation decides nothing.
    [[nodiscard]] bool has_scores() const { return kind_ != FormKind::explanation; }

    [[nodiscard]] const EvaluationContext& context() const { return context_; }
    [[nodiscard]] const std::vector<EarlierStage>& earlier() const { return earlier_; }
    /// Inputs in force before this stage.
    [[nodiscard]] const Assessment& in_force() const { return in_force_; }
    [[nodiscard]] const Answer* answer_in_force(std::size_t node) const;

    /// Why the node is not this agency's; empty when it is.
    [[nodiscard]] const std::string& not_applicable(std::size_t node) const { return not_applicable_[node]; }
    /// What the leaf takes from this agency. Pre: the node is a leaf.
    [[nodiscard]] const LeafInputs& inputs(std::size_t node) const { return *inputs_[node]; }
    /// Whether whoever fills in this form answers the node.
    [[nodiscard]] bool is_open(std::size_t node) const { return is_open_[node]; }
    /// The same for a fact, by its place in the set.
    [[nodiscard]] bool is_open_fact(std::size_t fact) const { return is_open_fact_[fact]; }
    /// Ids of the leaves that read the fact.
    [[nodiscard]] const std::vector<std::string>& users(std::size_t fact) const { return users_[fact]; }

    [[nodiscard]] const std::string& say(const Text& text) const { return text.in(subject_.language); }

private:
    void find_not_applicable();
    void find_earlier();
    void find_open();
    void find_open_facts();
    [[nodiscard]] bool answers(const Criterion& leaf) const;

    Subject subject_;
    FormKind kind_;
    std::map<std::string, std::string> exemptions_;
    EvaluationContext context_;
    Assessment in_force_;
    std::vector<EarlierStage> earlier_;
    std::vector<std::string> not_applicable_;
    std::vector<std::optional<LeafInputs>> inputs_;
    std::vector<bool> is_open_;
    std::vector<bool> is_open_fact_;
    std::vector<std::vector<std::string>> users_;
};

}  // namespace parindex::io
