#pragma once
/// What the parts of sheet_formula share: the workbook being described, its input cells as read, expressions and rules.

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/sheet_formula.hpp"
#include "io/sheet_formula_text.hpp"
#include "parindex/model/expression.hpp"

namespace parindex::io::sheet {

/// Why something has no value, as a number in a cell; 0 when it has one. In the order of precedence that operands have
/// in the engine: a missing fact is named before a zero denominator, which comes before nothing else.
enum Reason : int {
    has_value = 0,
    zero_denominator = 3,
    unsettled = 4,
    fault = 5,
    other_agencies = 6,  ///< known only with the other agencies' figures; not a missing fact
    missing_answer = 7,
    missing_fact = 8,
    not_computed = 9  ///< nothing is known: a cell that cannot be read, or beyond spreadsheets
};

/// What a rule, a leaf or a node came to, as a number in a cell: the states, and what is no state of the engine's.
enum Outcome : int {
    scored = 0,
    not_applicable = 1,
    not_arisen = 2,
    no_data = 3,
    no_survey = 4,
    pending = 5,
    blank = 6,
    refused = 7,  ///< pending, and blocks whatever the set says
    needs_others = 8,
    unknown = 9
};

/// What a node does to those above it.
enum Mode : int { counts = 0, dropped = 1, blocked = 2, uncomputed = 9 };

[[nodiscard]] inline Formula code(int value) { return std::to_string(value); }

/// A value, or the reason for having none. `value` may be computed only where `reason` is 0; it is no error then.
struct Reading {
    Formula reason;
    Formula value;
    bool plain_reason = false;  ///< the reason is 0 or at least `other_agencies`: several are joined by their maximum
    bool whole = false;         ///< the value is an integer without noise
    bool is_count = false;      ///< ... and not negative
};

/// Where the rule's value came from: 0 a value, `settled` the points stated for a zero denominator, else an Outcome.
struct Taken {
    static constexpr int settled = 100;
    Formula code;
    Formula value;
    Formula points = "0";  ///< when settled
    bool whole = false;
    bool is_count = false;
};

/// What a rule makes of an answer. `points` count where `code` is `scored`; an empty text for none.
struct Result {
    Formula code;
    Formula points = no_text;
    Formula level = no_text;
};

/// What expressions and parents read of a node, in cells.
struct NodeCells {
    Formula code;      ///< Outcome
    Formula mode;      ///< Mode
    Formula points;    ///< a number, or a text
    Formula assigned;  ///< a number, or an empty text
    Formula level;     ///< an id, or an empty text
};

/// A decision: the first condition that holds gives the value.
struct Branch {
    Formula when;
    Formula value;
};

/// The workbook being described: helper cells, and the input cells as formulas read them.
class Sheet {
public:
    Sheet(const Plan& compiled, const EvaluationContext& known, const SheetCells& places, Language shown_in)
        : plan(compiled), context(known), cells(places), language(shown_in) {}

    const Plan& plan;
    const EvaluationContext& context;
    const SheetCells& cells;
    const Language language;

    /// A reference to the formula in a helper cell of its own; the formula itself when it is an atom.
    Formula bind(const Formula& formula);
    /// The same when the formula is too long to be repeated or nested.
    Formula bind_long(const Formula& formula);
    /// Both parts in cells, the value 0 where there is none.
    Reading bind(const Reading& reading);

    /// The first branch that holds, else `otherwise`; split over helper cells.
    Formula first_of(const std::vector<Branch>& branches, const Formula& otherwise);
    /// NAME over any number of arguments, in groups; for SUM, COUNT, MIN, MAX, OR, AND over cells.
    Formula over(std::string_view name, const std::vector<Formula>& arguments);

    /// The literal; when a spreadsheet cannot hold it the node at hand is not computed.
    Formula number(const Rational& value);
    Formula number_or_zero(const std::optional<Rational>& value);
    Formula compared(const Formula& value, std::string_view op, const Rational& literal);
    Formula rounded_number(const Formula& value, int digits, RoundingMode mode);
    Formula rounded_number(const Formula& value, const Rounding& rounding);
    Formula date(const Date& date);

    /// Says that the node at hand cannot be computed, always or for some inputs.
    void note(const Text& reason);
    /// The same, and nothing it gives may be used.
    Formula give_up(const Text& reason);

    [[nodiscard]] std::string words(const Text& text) const { return text_literal(text.in(language)); }

    // Input cells. Each is read by helper cells of its own, made at the first call.
    Reading number_cell(const std::string& reference, Reason when_empty);
    Reading date_cell(const std::string& reference);
    Reading flag_cell(const std::string& reference);
    Reading text_cell(const std::string& reference);
    Reading fact(std::string_view id);
    Reading field(std::string_view fact, std::size_t line, std::string_view field);
    /// For each line of a records fact: 0 when empty, 1 when filled, 9 when filled in part.
    const std::vector<Formula>& lines(std::string_view fact);
    /// 0 not ticked, 1 ticked, 2 said not to be, 9 unreadable.
    Formula tick(const std::string& reference);
    /// 0 nothing typed, else an Outcome; 9 unreadable.
    Formula typed_state(std::size_t node);
    /// Reference to a part of an answer, or nothing.
    [[nodiscard]] std::string part(std::size_t node, AnswerPart which) const;

    std::size_t node = 0;          ///< at hand
    bool is_given_up = false;      ///< the node at hand
    std::vector<NodeCells> nodes;  ///< as Plan::nodes(), filled in the order of Plan::order()
    std::vector<std::string> helpers;
    std::vector<SheetFormulas::NotComputed> notes;

private:
    Reading scalar(FactType type, const std::string& reference);
    Reading within(const FactDeclaration& fact, Reading reading);
    Reading read_number(const std::string& reference, Reason when_empty);
    Reading read_date(const std::string& reference);

    std::map<Formula, Formula> bound_;
    std::map<std::string, Reading> readings_;
    std::map<std::string, std::vector<Formula>, std::less<>> lines_;
};

/// Reasons of all operands joined as the engine does; "0" when none can fail.
[[nodiscard]] Formula joined_reason(Sheet& sheet, const std::vector<Reading>& operands);

/// The expression on the node at hand.
[[nodiscard]] Reading read_expression(Sheet& sheet, const ExpressionNode& expression);
[[nodiscard]] inline Reading read_expression(Sheet& sheet, const Expression& expression) {
    return read_expression(sheet, expression.root());
}

/// Working days after `from` up to and including `to` in the calendar of the context. Both are days and no errors.
[[nodiscard]] Formula working_days_between(Sheet& sheet, const Formula& from, const Formula& to);

/// The rule of the leaf at hand. Pre: it has one.
[[nodiscard]] Result read_rule(Sheet& sheet, const Criterion& leaf);
/// The aggregated points of a node through its table of conversion. `points` is repeated.
[[nodiscard]] Result convert_points(Sheet& sheet, const Criterion& node, const Formula& points);
/// TRUE when something typed for the leaf does not fit its rule, so that the importer takes no answer from it.
[[nodiscard]] Formula unfit_answer(Sheet& sheet, const Criterion& leaf);

}  // namespace parindex::io::sheet
