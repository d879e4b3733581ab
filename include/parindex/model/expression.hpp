#pragma once
/// The syntax of the expression language: exact formulas and conditions over named facts. Its meaning is in
/// rules/evaluate_expression.hpp; its full description in docs/criteria-language.md.
///
///     dossiers.on_time / dossiers.settled
///     plan.issued <= add_months(city_plan.issued, 1)
///     count(updates, it.days > 5) = 0 and points("1.2") >= 1
///
/// Exact arithmetic, no assignment, no recursion, no loops but the bounded list functions.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "parindex/base/date.hpp"
#include "parindex/base/rational.hpp"
#include "parindex/base/text.hpp"

namespace parindex {

/// Bounds of one expression.
inline constexpr std::size_t max_expression_length = 4096;  ///< bytes
inline constexpr std::size_t max_expression_depth = 64;     ///< nesting of operators, brackets and calls
inline constexpr std::size_t max_expression_nodes = 1024;

enum class Operator {
    logical_or,
    logical_and,
    logical_not,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    add,
    subtract,
    multiply,
    divide,
    negate
};

[[nodiscard]] std::string_view to_string(Operator op);

/// The functions, by their names in the language.
enum class Function {
    min,
    max,
    abs,
    round,
    floor,
    choose,  ///< written `if`
    known,
    coalesce,
    date,
    year,
    days_between,
    working_days_between,
    add_days,
    add_months,
    add_working_days,
    happened,
    count,
    sum,
    mean,
    lowest,
    highest,
    all,
    any,
    points,
    share,
    level,
    scored,
    peer_highest,
    peer_lowest,
    peer_sum,
    peer_mean,
    peer_count,
    peer_rank
};

[[nodiscard]] std::string_view to_string(Function function);

[[nodiscard]] constexpr bool is_list_function(Function f) { return f >= Function::count && f <= Function::any; }
[[nodiscard]] constexpr bool is_criterion_function(Function f) {
    return f >= Function::points && f <= Function::scored;
}
[[nodiscard]] constexpr bool is_peer_function(Function f) { return f >= Function::peer_highest; }

/// One node of the syntax tree. `position` is the byte offset of its first character, for messages.
struct ExpressionNode {
    struct Number {
        Rational value;
        std::string written;  ///< as typed: "95%", "0.5"
    };
    struct Boolean {
        bool value;
    };
    struct String {
        std::string value;
    };
    struct Name {
        std::string path;  ///< "dossiers.on_time", "answer", "max", "it.days"
    };
    struct Operation {
        Operator op;
    };
    struct Call {
        Function function;
    };

    std::variant<Number, Boolean, String, Name, Operation, Call> what;
    std::size_t position = 0;
    std::vector<ExpressionNode> children;  ///< operands or arguments, left to right
};

/// A parsed expression: immutable, cheap to copy, keeps its text.
class Expression {
public:
    Expression(std::string text, ExpressionNode root);

    [[nodiscard]] const std::string& text() const { return tree_->text; }
    [[nodiscard]] const ExpressionNode& root() const { return tree_->root; }

    /// Equal when written the same.
    friend bool operator==(const Expression& a, const Expression& b) { return a.text() == b.text(); }

private:
    struct Tree {
        std::string text;
        ExpressionNode root;
    };
    std::shared_ptr<const Tree> tree_;
};

/// Why a text is no expression, and where.
struct ExpressionError {
    std::string code;          ///< X001 ... (docs/findings.md)
    std::size_t position = 0;  ///< byte offset in the text
    Text message;
};

/// Parses `text`. Never throws on bad text and never uses more stack than max_expression_depth asks for.
[[nodiscard]] std::variant<Expression, ExpressionError> parse_expression(std::string_view text);

/// Every name used, in order of first use, without the built-in names (answer, max, it.*, agency.*, period.*).
[[nodiscard]] std::vector<std::string> fact_names(const Expression& expression);

/// Ids of the criteria whose points, share, level or state the expression uses.
[[nodiscard]] std::vector<std::string> criterion_references(const Expression& expression);

/// True when it divides by something that data decide, so that a zero denominator is possible.
[[nodiscard]] bool divides_by_data(const Expression& expression);

/// Calls `visit(node)` for the node and everything below it, outermost first.
template <class Visit>
void for_each_node(const ExpressionNode& node, Visit&& visit) {
    visit(node);
    for (const auto& child : node.children) for_each_node(child, visit);
}

}  // namespace parindex
