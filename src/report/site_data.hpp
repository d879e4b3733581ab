#pragma once
/// What the pages of a site share: the input, figures of each group, and the pages that there are.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parindex/council/compare_rounds.hpp"
#include "parindex/engine/plan.hpp"
#include "parindex/report/report_input.hpp"

namespace parindex::report {

/// A group with what its members are held against. Only ranked agencies make the mean and the best.
struct GroupData {
    const GroupRanking* ranking = nullptr;
    const Plan* plan = nullptr;
    std::size_t ranked = 0;
    std::vector<std::optional<Rational>> mean;  ///< as Plan::domains(): mean of the shares as printed
    std::vector<std::optional<Rational>> best;  ///< the same: the highest exact share
};

class Site {
public:
    /// Pre: input.round and input.stages are there, with at least one stage.
    explicit Site(const ReportInput& input);

    [[nodiscard]] const ReportInput& input() const { return input_; }
    [[nodiscard]] const Round& round() const { return *input_.round; }
    [[nodiscard]] const std::vector<RoundResult>& stages() const { return *input_.stages; }
    [[nodiscard]] const RoundResult& result() const { return input_.stages->back(); }
    [[nodiscard]] Language language() const { return input_.language; }

    [[nodiscard]] std::string_view say(std::string_view vi, std::string_view en) const {
        return language() == Language::vi ? vi : en;
    }
    [[nodiscard]] const std::string& in(const Text& text) const { return text.in(language()); }

    [[nodiscard]] const std::vector<GroupData>& groups() const { return groups_; }
    /// The group of an agency of the result.
    [[nodiscard]] const GroupData& group_of(std::size_t agency) const { return groups_[group_of_agency_[agency]]; }
    [[nodiscard]] const Plan& plan_of(std::size_t agency) const {
        return result().plans[result().agencies[agency].set];
    }
    [[nodiscard]] const std::optional<RoundComparison>& years() const { return years_; }
    /// Null without a previous round.
    [[nodiscard]] const AgencyMovement* movement_of(const std::string& agency) const;
    /// Null without survey data.
    [[nodiscard]] const TotalInterval* interval_of(std::size_t agency) const;
    [[nodiscard]] bool has_intervals() const;
    /// The first of the stages where the agencies assess themselves, if it is not the last one.
    [[nodiscard]] std::optional<std::size_t> self_stage() const;

    /// "agency-so-a.html"
    [[nodiscard]] static std::string page_of(const std::string& agency) { return "agency-" + agency + ".html"; }
    /// The stage's title, else its id.
    [[nodiscard]] const std::string& stage_name(std::size_t stage) const;
    /// The title of the stage reported.
    [[nodiscard]] const std::string& stage_name() const { return stage_name(stages().size() - 1); }
    /// The appraiser's name when the round lists one of that id, else what is recorded.
    [[nodiscard]] const std::string& person(const std::string& by) const;

private:
    void add_group(const GroupRanking& ranking);

    const ReportInput& input_;
    std::vector<GroupData> groups_;
    std::vector<std::size_t> group_of_agency_;
    std::optional<RoundComparison> years_;
    std::map<std::string, const AgencyMovement*> movements_;
};

/// The component index of a node; none for bonus, penalty and monitored nodes, which are no shares of a maximum to reach.
[[nodiscard]] std::optional<Rational> index_of(const Plan& plan, std::size_t node, const Scorecard& scorecard);

/// A share rounded as share_text prints it.
[[nodiscard]] Rational share_as_printed(const Rational& share, const CriteriaSet& set);

}  // namespace parindex::report
