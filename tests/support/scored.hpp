#pragma once
/// Plans, inputs and scores of one agency, for tests of the engine.

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parindex/engine/evaluate.hpp"
#include "parindex/engine/plan.hpp"
#include "parindex/io/criteria_json.hpp"
#include "support/builders.hpp"

namespace parindex::testing {

/// A set as a user writes it; a broken one is the test's mistake.
inline CriteriaSet read_set(std::string_view json, Edition edition = Edition::corrected) {
    auto loaded = parse_criteria_set(json, "set.json", edition);
    if (loaded.is_clean()) return std::move(*loaded.value);
    throw std::invalid_argument("no set: " + to_line(loaded.findings.front(), Language::en));
}

inline Plan compiled(CriteriaSet set) {
    auto plan = Plan::compile(std::make_shared<const CriteriaSet>(std::move(set)));
    if (plan.value) return std::move(*plan.value);
    throw std::invalid_argument("no plan: " + to_line(plan.findings.front(), Language::en));
}

/// What one agency gave, built by chained calls.
class Given {
public:
    Given() {
        assessment_.agency = "so-a";
        assessment_.stage = "self";
        assessment_.file = "self/so-a.json";
    }

    Given& points(const std::string& id, std::string_view value) {
        answer(id).points = number(value);
        return *this;
    }
    Given& value(const std::string& id, std::string_view value, std::string written = {}) {
        answer(id).value = number(value);
        answer(id).value_written = std::move(written);
        return *this;
    }
    Given& level(const std::string& id, std::string level) {
        answer(id).level = std::move(level);
        return *this;
    }
    Given& items(const std::string& id, std::vector<std::string> items) {
        answer(id).items = std::move(items);
        return *this;
    }
    Given& state(const std::string& id, State state) {
        answer(id).state = state;
        return *this;
    }
    Given& fact(const std::string& name, FactValue value) {
        auto& fact = assessment_.facts[name];
        fact.value = std::move(value);
        fact.stage = assessment_.stage;
        fact.location = {assessment_.file, 0, 0, "/facts/" + name};
        return *this;
    }

    Answer& answer(const std::string& id) {
        auto& answer = assessment_.answers[id];
        answer.stage = assessment_.stage;
        answer.location = {assessment_.file, 0, 0, "/answers/" + id};
        return answer;
    }
    Assessment& assessment() { return assessment_; }
    [[nodiscard]] const Assessment& assessment() const { return assessment_; }

private:
    Assessment assessment_;
};

inline Scorecard score(const Plan& plan, const Given& given, const EvaluationContext& context = {}) {
    return evaluate(plan, given.assessment(), context);
}

inline const NodeScore& node(const Plan& plan, const Scorecard& scorecard, std::string_view id) {
    return scorecard.nodes.at(plan.index_of(id).value());
}

/// "5/2", or "none".
inline std::string shown(const std::optional<Rational>& value) { return value ? value->to_fraction() : "none"; }

}  // namespace parindex::testing
