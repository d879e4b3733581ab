#include "frame_result.hpp"

#include <algorithm>
#include <vector>

#include "council/parallel.hpp"
#include "findings.hpp"
#include "parindex/council/history.hpp"
#include "watched.hpp"

namespace parindex::python {

namespace {

/// Scorecards that are in memory at a time.
constexpr std::size_t block_size = 1024;

}  // namespace

const Scored& FrameResult::all() {
    if (all_) return *all_;
    auto round = std::make_shared<Round>(round_);
    Loaded<std::vector<RoundResult>> stages;
    run_watched(round->agencies.size(), py::none(), [&](Watch& watch) {
        for (std::size_t i = 0; i < round->agencies.size(); ++i)
            round->assessments[0].emplace(round->agencies[i].id, table_->assessment(i));
        stages = evaluate_stages(*round, 0, threads_, &watch);
    });
    if (!stages.value) raise("DataError", stages.findings);
    name_rows(stages.value->back().findings);
    all_ = Scored{std::move(round), std::move(*stages.value), Edition::corrected, {}};
    return *all_;
}

std::pair<const Scored*, std::size_t> FrameResult::with(std::size_t agency) {
    if (all_) return {&*all_, agency};
    auto round = std::make_shared<Round>(round_);
    round->agencies = {round_.agencies[agency]};
    auto inputs = table_->assessment(agency);
    round->assessments[0].emplace(round->agencies[0].id, inputs);
    RoundResult result;
    result.stage = totals_.stage;
    result.plans = totals_.plans;
    result.peers = totals_.peers;
    result.exemptions = {totals_.exemptions[agency]};
    result.agencies = {totals_.agencies[agency]};
    result.agencies[0].agency = 0;
    result.agencies[0].scorecard = scorecard(agency, inputs);
    result.in_force.push_back(std::move(inputs));
    result.groups = {{round->agencies[0].group, {0}}};
    one_ = Scored{std::move(round), {}, Edition::corrected, {}};
    one_->stages.push_back(std::move(result));
    return {&*one_, 0};
}

void FrameResult::each(const std::function<void(const AgencyResult&)>& visit) const {
    std::vector<AgencyResult> block;
    for (std::size_t begin = 0; begin < totals_.agencies.size(); begin += block_size) {
        const auto count = std::min(block_size, totals_.agencies.size() - begin);
        const auto first = totals_.agencies.begin() + static_cast<std::ptrdiff_t>(begin);
        block.assign(first, first + static_cast<std::ptrdiff_t>(count));
        {
            const py::gil_scoped_release released;
            for_each_index(count, threads_, [&](std::size_t i) {
                block[i].scorecard = scorecard(begin + i, table_->assessment(begin + i));
            });
        }
        if (PyErr_CheckSignals() != 0) throw py::error_already_set();
        for (const auto& one : block) visit(one);
    }
}

Scorecard FrameResult::scorecard(std::size_t agency, const Assessment& inputs) const {
    const auto& plan = totals_.plans[totals_.agencies[agency].set];
    try {
        auto made = evaluate(plan, inputs, context_of(round_, totals_, agency));
        made.agency = round_.agencies[agency].id;
        made.stage = totals_.stage;
        return made;
    } catch (const NumberTooLarge&) {
        // As in evaluate_batch, which says so in a finding.
        Scorecard empty;
        empty.nodes.resize(plan.nodes().size());
        return empty;
    }
}

}  // namespace parindex::python
