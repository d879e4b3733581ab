#include "io/sheet_formula_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace parindex::io::sheet {

namespace {

constexpr std::size_t longest_literal = 250;
constexpr int most_rounding_digits = 8;
/// Binary fractions are off by some 1e-16 of their size; sums of hundreds of them by less than this part.
constexpr const char* noise = "1E-13";
constexpr int noise_digits = 13;

/// Bytes of `text` that end at a character's boundary and are at most `longest_literal`.
std::size_t piece_length(std::string_view text) {
    if (text.size() <= longest_literal) return text.size();
    std::size_t length = longest_literal;
    while ((static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) --length;
    return length;
}

Formula quoted(std::string_view text) {
    Formula literal = "\"";
    for (const char c : text) {
        literal += c;
        if (c == '"') literal += c;
    }
    return literal + "\"";
}

bool fits(const Rational& value) {
    const auto whole = value.to_int64();
    return whole && *whole < 1'000'000'000'000'000 && *whole > -1'000'000'000'000'000;
}

/// The digits of an exact decimal within 15 significant places.
std::optional<Formula> decimal_literal(const Rational& value) {
    auto decimal = to_exact_decimal(value, 14);
    if (!decimal) return std::nullopt;
    const auto digits = std::count_if(decimal->begin(), decimal->end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits > 15) return std::nullopt;
    return value.sign() < 0 ? "(" + *decimal + ")" : *decimal;
}

bool is_number_literal(const Formula& formula) {
    return !formula.empty() &&
           std::all_of(formula.begin(), formula.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

Formula joined(std::string_view name, const std::vector<Formula>& arguments) {
    return arguments.size() == 1 ? arguments.front() : call(name, arguments);
}

/// AND or OR without the arguments that change nothing; `decisive` alone decides.
Formula folded(std::string_view name, std::vector<Formula> conditions, std::string_view decisive,
               std::string_view neutral) {
    if (std::find(conditions.begin(), conditions.end(), decisive) != conditions.end()) return Formula(decisive);
    std::vector<Formula> left;
    for (auto& condition : conditions)
        if (condition != neutral && std::find(left.begin(), left.end(), condition) == left.end())
            left.push_back(std::move(condition));
    return left.empty() ? Formula(neutral) : joined(name, left);
}

}  // namespace

std::int64_t serial_of(const Date& date) {
    static const Date day_zero(1899, 12, 30);
    return days_between(day_zero, date);
}

Formula number_literal(std::int64_t value) { return value < 0 ? fmt::format("({})", value) : fmt::format("{}", value); }

std::optional<Formula> number_literal(const Rational& value) {
    if (auto decimal = decimal_literal(value)) return decimal;
    const auto fraction = value.to_fraction();
    const auto slash = fraction.find('/');
    if (slash == std::string::npos) return std::nullopt;
    const auto top = parse_rational(fraction.substr(0, slash));
    const auto bottom = parse_rational(fraction.substr(slash + 1));
    if (!top || !bottom || !fits(*top) || !fits(*bottom)) return std::nullopt;
    return "(" + fraction + ")";
}

Formula text_literal(std::string_view text) {
    if (text.size() <= longest_literal) return quoted(text);
    Formula literal;
    while (!text.empty()) {
        const auto length = piece_length(text);
        literal += (literal.empty() ? "" : "&") + quoted(text.substr(0, length));
        text.remove_prefix(length);
    }
    return "(" + literal + ")";
}

Formula choose(const Formula& condition, const Formula& yes, const Formula& no) {
    if (condition == "TRUE" || yes == no) return yes;
    if (condition == "FALSE") return no;
    if (yes == "TRUE" && no == "FALSE") return condition;
    return fmt::format("IF({},{},{})", condition, yes, no);
}

Formula all_of(std::vector<Formula> conditions) { return folded("AND", std::move(conditions), "FALSE", "TRUE"); }
Formula any_of(std::vector<Formula> conditions) { return folded("OR", std::move(conditions), "TRUE", "FALSE"); }

Formula negated(const Formula& condition) {
    if (condition == "TRUE") return "FALSE";
    if (condition == "FALSE") return "TRUE";
    return fmt::format("NOT({})", condition);
}

Formula operation(const Formula& a, std::string_view op, const Formula& b) {
    if (op == "=" && a == b) return "TRUE";
    if (op == "=" && is_literal(a) && is_literal(b)) return "FALSE";
    return fmt::format("({}{}{})", a, op, b);
}

Formula call(std::string_view name, const std::vector<Formula>& arguments) {
    return fmt::format("{}({})", name, fmt::join(arguments, ","));
}

Formula pick(const Formula& index, const std::vector<Formula>& options) {
    if (is_number_literal(index) && index.find('.') == Formula::npos) return options.at(std::stoul(index));
    const bool same = std::all_of(options.begin(), options.end(), [&](const auto& o) { return o == options.front(); });
    if (same) return options.front();
    return fmt::format("CHOOSE({}+1,{})", index, fmt::join(options, ","));
}

bool is_literal(const Formula& formula) {
    const bool plain_text = formula.size() >= 2 && formula.front() == '"' && formula.back() == '"' &&
                            formula.find('"', 1) == formula.size() - 1;
    return formula == "TRUE" || formula == "FALSE" || is_number_literal(formula) || plain_text;
}

bool is_atom(const Formula& formula) {
    if (is_literal(formula)) return true;
    // A reference: letters, digits and $ behind an optional sheet name.
    const auto mark = formula.rfind('!');
    const auto cell = mark == Formula::npos ? std::string_view(formula) : std::string_view(formula).substr(mark + 1);
    const auto letter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '$'; };
    return cell.find_first_of("0123456789") != std::string_view::npos && std::all_of(cell.begin(), cell.end(), letter);
}

Formula compare(const Formula& value, std::string_view op, const Rational& literal) {
    int digits = noise_digits;
    for (Rational size = abs(literal); size > 1 && digits > 0; size /= 10) --digits;
    const auto edge = number_literal(literal).value_or("0");
    return fmt::format("(ROUND({}-{},{}){}0)", value, edge, digits, op);
}

Formula compare(const Formula& a, std::string_view op, const Formula& b) {
    return fmt::format("(ROUND(({0}-{1})/MAX(1,ABS({0}),ABS({1})),{2}){3}0)", a, b, noise_digits, op);
}

std::optional<Formula> rounded(const Formula& value, int digits, RoundingMode mode) {
    if (digits > most_rounding_digits) return std::nullopt;
    std::int64_t scale = 1;
    for (int i = 0; i < digits; ++i) scale *= 10;
    const auto by = scale == 1 ? Formula() : fmt::format("*{}", scale);
    const auto back = scale == 1 ? Formula() : fmt::format("/{}", scale);
    const auto size = fmt::format("ABS({}){}", value, by);
    const auto signed_value = fmt::format("{}{}", value, by);
    const auto guard = fmt::format("MAX(1,{})*{}", size, noise);
    const auto with_sign = [&](const Formula& whole) { return fmt::format("(SIGN({})*{}{})", value, whole, back); };
    switch (mode) {
        case RoundingMode::half_up:
            return with_sign(fmt::format("INT({}+0.5+{})", size, guard));
        case RoundingMode::half_even: {
            const auto lower = fmt::format("INT({}+{})", size, guard);
            return with_sign(fmt::format("IF(ABS({0}-{1}-0.5)<={2},{1}+MOD({1},2),INT({0}+0.5))", size, lower, guard));
        }
        case RoundingMode::down:
            return with_sign(fmt::format("INT({}+{})", size, guard));
        case RoundingMode::up:
            return with_sign(fmt::format("(-INT({}-({})))", guard, size));
        case RoundingMode::floor:
            return fmt::format("(INT({}+{}){})", signed_value, guard, back);
        case RoundingMode::ceiling:
            return fmt::format("(-INT({}-({})){})", guard, signed_value, back);
    }
    return std::nullopt;
}

Formula floor_of(const Formula& value) { return fmt::format("INT({0}+MAX(1,ABS({0}))*{1})", value, noise); }

}  // namespace parindex::io::sheet
