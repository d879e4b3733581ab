#pragma once
/// What the Python objects hold.

#include <pybind11/pybind11.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "parindex/council/round_result.hpp"
#include "parindex/model/criteria_set.hpp"
#include "parindex/model/round.hpp"

namespace parindex::python {

namespace py = pybind11;

/// A criteria set with the text it was read from, which is what is saved and pickled.
struct HeldSet {
    std::shared_ptr<const CriteriaSet> set;
    std::string text;
    std::string name;   ///< what findings call it
    Findings findings;  ///< warnings and notes of reading
};

/// A round read from a folder.
struct HeldRound {
    std::shared_ptr<const Round> round;
    std::string folder;
    Edition edition = Edition::corrected;
    Findings findings;  ///< warnings and notes of reading
};

/// A round scored at every stage up to the one asked for.
struct Scored {
    std::shared_ptr<const Round> round;
    std::vector<RoundResult> stages;
    Edition edition = Edition::corrected;
    std::string folder;  ///< empty: not from a folder

    [[nodiscard]] const RoundResult& last() const { return stages.back(); }
};

/// What Python's Result asks, wherever the data came from.
class HeldResult {
public:
    HeldResult() = default;
    HeldResult(const HeldResult&) = delete;
    HeldResult& operator=(const HeldResult&) = delete;
    virtual ~HeldResult() = default;

    /// The agencies and, of data from a folder, all that was given.
    [[nodiscard]] virtual const Round& round() const = 0;
    /// Totals, standings and places; the nodes of the scorecards may be left out.
    [[nodiscard]] virtual const RoundResult& totals() const = 0;
    /// Everything. Takes memory for every agency and criterion when the data came from a frame.
    [[nodiscard]] virtual const Scored& all() = 0;
    /// A round in which the agency of that index is scored in full, and its index there.
    [[nodiscard]] virtual std::pair<const Scored*, std::size_t> with(std::size_t agency) = 0;
    /// Visits every agency with its whole scorecard, in the order of the round.
    virtual void each(const std::function<void(const AgencyResult&)>& visit) const = 0;
};

/// Of a round read from a folder.
class FolderResult : public HeldResult {
public:
    explicit FolderResult(Scored scored) : scored_(std::move(scored)) {}

    [[nodiscard]] const Round& round() const override { return *scored_.round; }
    [[nodiscard]] const RoundResult& totals() const override { return scored_.last(); }
    [[nodiscard]] const Scored& all() override { return scored_; }
    [[nodiscard]] std::pair<const Scored*, std::size_t> with(std::size_t agency) override { return {&scored_, agency}; }
    void each(const std::function<void(const AgencyResult&)>& visit) const override {
        for (const auto& one : scored_.last().agencies) visit(one);
    }

private:
    Scored scored_;
};

[[nodiscard]] Language parse_lang(const std::string& code);
[[nodiscard]] Edition parse_edition(const std::string& name);

void register_criteria(py::module_& module);
void register_round(py::module_& module);
void register_frame(py::module_& module);
void register_result(py::module_& module);

}  // namespace parindex::python
