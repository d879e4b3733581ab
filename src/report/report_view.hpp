#pragma once
/// Short ways into what a report is made from.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "parindex/report/report_input.hpp"
#include "report/figure_cell.hpp"
#include "report/report_table.hpp"

namespace parindex::report {

/// Reads a ReportInput. Pre: the input has a round and at least one result; both outlive the view.
class ReportView {
public:
    explicit ReportView(const ReportInput& input) : input_(&input) {}

    [[nodiscard]] const ReportInput& input() const { return *input_; }
    [[nodiscard]] const Round& round() const { return *input_->round; }
    [[nodiscard]] const std::vector<RoundResult>& stages() const { return *input_->stages; }
    [[nodiscard]] const RoundResult& last() const { return input_->stages->back(); }
    [[nodiscard]] Language language() const { return input_->language; }
    [[nodiscard]] const CriteriaSet& set_of(const AgencyResult& one) const { return last().plans[one.set].set(); }

    /// `vi` or `en`, as the report is written.
    [[nodiscard]] std::string say(const char* vi, const char* en) const {
        return input_->language == Language::vi ? vi : en;
    }
    [[nodiscard]] std::string say(const Text& text) const { return text.in(input_->language); }

    [[nodiscard]] std::string stage_title(std::size_t stage) const;
    /// Index of the first stage of self-assessment before the last stage, if there is one.
    [[nodiscard]] std::optional<std::size_t> self_stage() const;
    /// Whether any part of the data is invented, or a criteria set a model: then nothing may look like a real decision.
    [[nodiscard]] bool is_illustration() const;
    /// What must stand on every page of an illustration; empty for real data by a real table.
    [[nodiscard]] std::string warning() const;
    /// By id, so that the order of keys in round.json does not matter.
    [[nodiscard]] std::vector<const CriteriaSet*> sets() const;
    /// The statement of the round, and status and statement of each set.
    [[nodiscard]] std::vector<std::string> statements() const;
    /// The same for one set only.
    [[nodiscard]] std::vector<std::string> statements(const CriteriaSet& set) const;
    /// "01/01/2017 - 30/06/2017"
    [[nodiscard]] std::string period_text() const;

    [[nodiscard]] Cell points(const std::optional<Rational>& points) const;
    [[nodiscard]] Cell total(const Total& total, const CriteriaSet& set) const;
    [[nodiscard]] Cell percent(const Total& total, const CriteriaSet& set) const;
    [[nodiscard]] Cell count(std::int64_t number) const;

private:
    const ReportInput* input_;
};

}  // namespace parindex::report
