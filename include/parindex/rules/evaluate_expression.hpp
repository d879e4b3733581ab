#pragma once
/// The meaning of expressions: exact values, or a named reason why there is none.

#include <string>
#include <variant>
#include <vector>

#include "parindex/base/rational.hpp"
#include "parindex/model/expression.hpp"
#include "parindex/rules/scope.hpp"

namespace parindex {

using Value = std::variant<Rational, bool, std::string, Date, Never, std::vector<Record>>;

/// Facts that the expression needs and nobody gave.
struct MissingFacts {
    std::vector<std::string> names;
};

/// A denominator of zero, or a mean over nothing. What it means is the criterion's to say.
struct DivisionByZero {
    std::size_t position = 0;
};

/// Needs a criterion that has no points yet, or the other agencies of the group.
struct Unsettled {
    std::string needs;  ///< criterion id, or empty for the other agencies
};

/// A value of a kind that does not fit, or outside what can be computed.
struct EvaluationFault {
    std::string code;
    std::size_t position = 0;
    Text message;
};

using Evaluated = std::variant<Value, MissingFacts, DivisionByZero, Unsettled, EvaluationFault>;

/// A name with the value it had, for explanations.
struct UsedInput {
    std::string name;
    Value value;
};

/// Evaluates the node exactly. `used`, if given, receives every fact read, each once, in order of first use.
[[nodiscard]] Evaluated evaluate_expression(const ExpressionNode& node, const Scope& scope,
                                            std::vector<UsedInput>* used = nullptr);
[[nodiscard]] inline Evaluated evaluate_expression(const Expression& expression, const Scope& scope,
                                                   std::vector<UsedInput>* used = nullptr) {
    return evaluate_expression(expression.root(), scope, used);
}

/// The expression with values in the place of names: "3748 / (3748 + 0)". List, criterion and peer functions are shown
/// by their values. A name without a value stays.
[[nodiscard]] std::string substitute(const Expression& expression, const Scope& scope, Language language);

/// A value for people: numbers short, dates in the reader's form.
[[nodiscard]] std::string show(const Value& value, Language language);
[[nodiscard]] Value to_value(const FactValue& value);

}  // namespace parindex
