#pragma once
/// The result of data in memory: totals at once, scorecards as they are asked for.

#include <memory>
#include <optional>
#include <utility>

#include "held.hpp"
#include "parindex/io/data_table.hpp"

namespace parindex::python {

class FrameResult : public HeldResult {
public:
    FrameResult(std::shared_ptr<const DataTable> table, Round round, RoundResult totals, unsigned threads)
        : table_(std::move(table)), round_(std::move(round)), totals_(std::move(totals)), threads_(threads) {}

    [[nodiscard]] const Round& round() const override { return round_; }
    [[nodiscard]] const RoundResult& totals() const override { return totals_; }
    [[nodiscard]] const Scored& all() override;
    [[nodiscard]] std::pair<const Scored*, std::size_t> with(std::size_t agency) override;
    void each(const std::function<void(const AgencyResult&)>& visit) const override;

private:
    [[nodiscard]] Scorecard scorecard(std::size_t agency, const Assessment& inputs) const;

    std::shared_ptr<const DataTable> table_;
    Round round_;  ///< without assessments
    RoundResult totals_;
    unsigned threads_;
    std::optional<Scored> all_;
    std::optional<Scored> one_;  ///< the agency last asked for
};

}  // namespace parindex::python
