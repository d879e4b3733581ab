#include "parindex/rules/evaluate_expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "parindex/base/rounding.hpp"
#include "rules/wording.hpp"

namespace parindex {

namespace {

using Node = ExpressionNode;

EvaluationFault wrong_kind(const Node& node, const char* vi, const char* en) {
    return {"X201", node.position, {fmt::format("cần {}", vi), fmt::format("needs {}", en), {}}};
}

Value scalar_value(const ScalarValue& value) {
    return std::visit([](const auto& v) { return Value(v); }, value);
}

/// Order of two values of the same kind; `Never` is later than every date. Nothing when they cannot be compared.
std::optional<std::partial_ordering> compare(const Value& a, const Value& b) {
    if (const auto* x = std::get_if<Rational>(&a))
        if (const auto* y = std::get_if<Rational>(&b)) return *x <=> *y;
    const bool a_never = std::holds_alternative<Never>(a);
    const bool b_never = std::holds_alternative<Never>(b);
    const auto* x = std::get_if<Date>(&a);
    const auto* y = std::get_if<Date>(&b);
    if (a_never && b_never) return std::partial_ordering::equivalent;
    if (a_never && y) return std::partial_ordering::greater;
    if (x && b_never) return std::partial_ordering::less;
    if (x && y) return *x <=> *y;
    if (const auto* s = std::get_if<std::string>(&a))
        if (const auto* t = std::get_if<std::string>(&b))
            return *s == *t ? std::partial_ordering::equivalent : std::partial_ordering::unordered;
    if (const auto* s = std::get_if<bool>(&a))
        if (const auto* t = std::get_if<bool>(&b))
            return *s == *t ? std::partial_ordering::equivalent : std::partial_ordering::unordered;
    return std::nullopt;
}

class Evaluator {
public:
    Evaluator(const Scope& scope, std::vector<UsedInput>* used) : scope_(scope), used_(used) {}

    Evaluated evaluate(const Node& node) {
        try {
            return std::visit([&](const auto& what) { return visit(node, what); }, node.what);
        } catch (const NumberTooLarge&) {
            return EvaluationFault{"X203", node.position, {"số quá lớn", "number too large", {}}};
        }
    }

private:
    Evaluated visit(const Node&, const Node::Number& number) { return Value(number.value); }
    Evaluated visit(const Node&, const Node::Boolean& boolean) { return Value(boolean.value); }
    Evaluated visit(const Node&, const Node::String& string) { return Value(string.value); }

    Evaluated visit(const Node& node, const Node::Name& name) {
        const auto& path = name.path;
        if (path == "answer") return scope_.answer ? Evaluated(Value(*scope_.answer)) : MissingFacts{{path}};
        if (path == "max") return scope_.max ? Evaluated(Value(*scope_.max)) : MissingFacts{{path}};
        if (path.starts_with("it.")) return field(path);
        if (path.starts_with("agency.")) return attribute(path);
        if (path == "period.from" && scope_.period) return Value(scope_.period->from);
        if (path == "period.to" && scope_.period) return Value(scope_.period->to);
        return fact(node, path);
    }

    Evaluated fact(const Node&, const std::string& path) {
        if (scope_.facts != nullptr) {
            const auto found = scope_.facts->find(path);
            if (found != scope_.facts->end()) {
                auto value = to_value(found->second.value);
                remember(path, value);
                return value;
            }
        }
        return MissingFacts{{path}};
    }

    Evaluated field(const std::string& path) {
        if (record_ == nullptr) return MissingFacts{{path}};
        const auto found = record_->find(path.substr(3));
        if (found == record_->end()) return MissingFacts{{list_ + "[]." + path.substr(3)}};
        return scalar_value(found->second);
    }

    Evaluated attribute(const std::string& path) {
        if (scope_.agency == nullptr) return MissingFacts{{path}};
        const auto key = path.substr(7);
        if (key == "id") return Value(scope_.agency->id);
        if (key == "group") return Value(scope_.agency->group);
        const auto found = scope_.agency->attributes.find(key);
        if (found == scope_.agency->attributes.end() || found->second.empty()) return MissingFacts{{path}};
        return Value(found->second);
    }

    void remember(const std::string& name, const Value& value) {
        if (used_ == nullptr) return;
        const auto known = std::any_of(used_->begin(), used_->end(), [&](const auto& u) { return u.name == name; });
        if (!known) used_->push_back({name, value});
    }

    /// Runs `then` on the value as a number, or hands on why there is none.
    template <class Then>
    Evaluated number(const Node& node, Then then) {
        return with<Rational>(node, "một số", "a number", then);
    }

    template <class Kind, class Then>
    Evaluated with(const Node& node, const char* vi, const char* en, Then then) {
        auto result = evaluate(node);
        const auto* value = std::get_if<Value>(&result);
        if (value == nullptr) return result;
        const auto* typed = std::get_if<Kind>(value);
        if (typed == nullptr) return wrong_kind(node, vi, en);
        return then(*typed);
    }

    template <class Then>
    Evaluated condition(const Node& node, Then then) {
        return with<bool>(node, "một điều kiện", "a condition", then);
    }

    /// Every operand's value, or why there is none: all missing facts together, else the first other reason. What is
    /// said does not depend on the order of the operands as long as a fact is missing.
    template <class Then>
    Evaluated all_of(const Node& node, Then then) {
        std::vector<Value> values;
        MissingFacts missing;
        std::optional<Evaluated> reason;
        for (const auto& child : node.children) {
            auto result = evaluate(child);
            if (auto* value = std::get_if<Value>(&result))
                values.push_back(std::move(*value));
            else if (const auto* names = std::get_if<MissingFacts>(&result))
                add_missing(*names, missing);
            else if (!reason)
                reason = std::move(result);
        }
        if (!missing.names.empty()) return missing;
        return reason ? *reason : then(values);
    }

    static void add_missing(const MissingFacts& more, MissingFacts& missing) {
        for (const auto& name : more.names)
            if (std::find(missing.names.begin(), missing.names.end(), name) == missing.names.end())
                missing.names.push_back(name);
    }

    template <class Then>
    Evaluated both(const Node& node, Then then) {
        return all_of(node, [&](const std::vector<Value>& values) { return then(values[0], values[1]); });
    }

    Evaluated visit(const Node& node, const Node::Operation& operation) {
        switch (operation.op) {
            case Operator::logical_or:
            case Operator::logical_and: {
                const bool decisive = operation.op == Operator::logical_or;
                return condition(node.children[0], [&](bool first) -> Evaluated {
                    if (first == decisive) return Value(decisive);
                    return condition(node.children[1], [](bool second) -> Evaluated { return Value(second); });
                });
            }
            case Operator::logical_not:
                return condition(node.children[0], [](bool value) -> Evaluated { return Value(!value); });
            case Operator::negate:
                return number(node.children[0], [](const Rational& value) -> Evaluated { return Value(-value); });
            case Operator::add:
            case Operator::subtract:
            case Operator::multiply:
            case Operator::divide:
                return arithmetic(node, operation.op);
            default:
                return comparison(node, operation.op);
        }
    }

    Evaluated arithmetic(const Node& node, Operator op) {
        return both(node, [&](const Value& a, const Value& b) -> Evaluated {
            const auto* x = std::get_if<Rational>(&a);
            const auto* y = std::get_if<Rational>(&b);
            if (x == nullptr) return wrong_kind(node.children[0], "một số", "a number");
            if (y == nullptr) return wrong_kind(node.children[1], "một số", "a number");
            if (op == Operator::add) return Value(*x + *y);
            if (op == Operator::subtract) return Value(*x - *y);
            if (op == Operator::multiply) return Value(*x * *y);
            if (y->is_zero()) return DivisionByZero{node.position};
            return Value(*x / *y);
        });
    }

    Evaluated comparison(const Node& node, Operator op) {
        return both(node, [&](const Value& a, const Value& b) -> Evaluated {
            const auto order = compare(a, b);
            const bool equality = op == Operator::equal || op == Operator::not_equal;
            if (!order || (!equality && *order == std::partial_ordering::unordered))
                return wrong_kind(node, "hai giá trị so sánh được với nhau", "two values that can be compared");
            switch (op) {
                case Operator::equal:
                    return Value(*order == 0);
                case Operator::not_equal:
                    return Value(*order != 0);
                case Operator::less:
                    return Value(*order < 0);
                case Operator::less_equal:
                    return Value(*order <= 0);
                case Operator::greater:
                    return Value(*order > 0);
                default:
                    return Value(*order >= 0);
            }
        });
    }

    Evaluated visit(const Node& node, const Node::Call& call) {
        const auto f = call.function;
        if (is_list_function(f)) return over_list(node, f);
        if (is_criterion_function(f)) return of_criterion(node, f);
        if (is_peer_function(f)) return of_peers(node, f);
        switch (f) {
            case Function::choose:
                return condition(node.children[0], [&](bool yes) { return evaluate(node.children[yes ? 1 : 2]); });
            case Function::coalesce: {
                auto first = evaluate(node.children[0]);
                return std::holds_alternative<MissingFacts>(first) ? evaluate(node.children[1]) : first;
            }
            case Function::known:
                return Value(std::holds_alternative<Value>(evaluate(node.children[0])));
            case Function::min:
            case Function::max:
                return extreme(node, f == Function::max);
            case Function::abs:
                return number(node.children[0], [](const Rational& v) -> Evaluated { return Value(abs(v)); });
            case Function::floor:
                return number(node.children[0], [](const Rational& v) -> Evaluated { return Value(v.floor()); });
            case Function::round:
                return rounded(node);
            default:
                return of_dates(node, f);
        }
    }

    Evaluated extreme(const Node& node, bool highest) {
        return all_of(node, [&](const std::vector<Value>& values) -> Evaluated {
            const Rational* best = nullptr;
            for (std::size_t i = 0; i < values.size(); ++i) {
                const auto* value = std::get_if<Rational>(&values[i]);
                if (value == nullptr) return wrong_kind(node.children[i], "một số", "a number");
                if (best == nullptr || (highest ? *value > *best : *value < *best)) best = value;
            }
            return Value(*best);
        });
    }

    Evaluated rounded(const Node& node) {
        return both(node, [&](const Value& a, const Value& b) -> Evaluated {
            const auto* value = std::get_if<Rational>(&a);
            const auto* digits = std::get_if<Rational>(&b);
            if (value == nullptr) return wrong_kind(node.children[0], "một số", "a number");
            const auto places = digits ? digits->to_int64() : std::nullopt;
            if (!places || *places < 0 || *places > max_rounding_digits)
                return wrong_kind(node.children[1], "số chữ số thập phân từ 0 đến 30", "0 to 30 decimal places");
            return Value(round(*value, static_cast<int>(*places), RoundingMode::half_up));
        });
    }

    Evaluated of_dates(const Node& node, Function f) {
        if (f == Function::date) return Value(*parse_date(std::get<Node::String>(node.children[0].what).value));
        if (f == Function::year)
            return with<Date>(node.children[0], "một ngày", "a date",
                              [](const Date& d) -> Evaluated { return Value(Rational(d.year())); });
        if (f == Function::happened) return happened(node);
        return both(node, [&](const Value& a, const Value& b) -> Evaluated {
            const bool distance = f == Function::days_between || f == Function::working_days_between;
            const auto* from = std::get_if<Date>(&a);
            // Some days after what never happened is never, too.
            if (!distance && std::holds_alternative<Never>(a)) return Value(Never{});
            if (from == nullptr) return wrong_kind(node.children[0], "một ngày", "a date");
            if (distance) {
                const auto* to = std::get_if<Date>(&b);
                if (to == nullptr) return wrong_kind(node.children[1], "một ngày", "a date");
                return Value(Rational(f == Function::days_between ? days_between(*from, *to)
                                                                  : working_days_between(*from, *to, calendar())));
            }
            return moved(node, f, *from, b);
        });
    }

    Evaluated happened(const Node& node) {
        auto result = evaluate(node.children[0]);
        const auto* value = std::get_if<Value>(&result);
        if (value == nullptr) return result;
        if (std::holds_alternative<Never>(*value)) return Value(false);
        if (std::holds_alternative<Date>(*value)) return Value(true);
        return wrong_kind(node.children[0], "một ngày", "a date");
    }

    /// A day moved by days, months or working days.
    Evaluated moved(const Node& node, Function f, const Date& from, const Value& by) {
        const auto* amount = std::get_if<Rational>(&by);
        const auto whole = amount ? amount->to_int64() : std::nullopt;
        if (!whole) return wrong_kind(node.children[1], "một số nguyên", "a whole number");
        const auto date = f == Function::add_days     ? add_days(from, *whole)
                          : f == Function::add_months ? add_months(from, *whole)
                                                      : add_working_days(from, *whole, calendar());
        if (date) return Value(*date);
        return EvaluationFault{"X202", node.position, {"ngày nằm ngoài lịch", "date outside the calendar", {}}};
    }

    const WorkingCalendar& calendar() const {
        static const WorkingCalendar no_holidays;
        return scope_.calendar ? *scope_.calendar : no_holidays;
    }

    Evaluated over_list(const Node& node, Function f) {
        auto evaluated = evaluate(node.children[0]);
        const auto* value = std::get_if<Value>(&evaluated);
        if (value == nullptr) return evaluated;
        const auto* records = std::get_if<std::vector<Record>>(value);
        if (records == nullptr) return wrong_kind(node.children[0], "một danh sách", "a list");
        if (f == Function::count && node.children.size() == 1)
            return Value(Rational(static_cast<std::int64_t>(records->size())));
        // One list inside another is not part of the language; `it` always means the innermost.
        const auto* outer_record = std::exchange(record_, nullptr);
        const auto outer_list = std::exchange(list_, std::get<Node::Name>(node.children[0].what).path);
        auto result = f == Function::count || f == Function::all || f == Function::any ? tested(node, f, *records)
                                                                                       : collected(node, f, *records);
        record_ = outer_record;
        list_ = outer_list;
        return result;
    }

    Evaluated tested(const Node& node, Function f, const std::vector<Record>& records) {
        std::int64_t holding = 0;
        for (const auto& record : records) {
            record_ = &record;
            auto result = condition(node.children[1], [&](bool yes) -> Evaluated {
                holding += yes ? 1 : 0;
                return Value(yes);
            });
            if (!std::holds_alternative<Value>(result)) return result;
        }
        if (f == Function::count) return Value(Rational(holding));
        return Value(f == Function::any ? holding > 0 : holding == static_cast<std::int64_t>(records.size()));
    }

    Evaluated collected(const Node& node, Function f, const std::vector<Record>& records) {
        std::vector<Rational> values;
        for (const auto& record : records) {
            record_ = &record;
            auto result = number(node.children[1], [&](const Rational& v) -> Evaluated {
                values.push_back(v);
                return Value(v);
            });
            if (!std::holds_alternative<Value>(result)) return result;
        }
        return summary(node, f, values);
    }

    static Evaluated summary(const Node& node, Function f, const std::vector<Rational>& values) {
        if (f == Function::lowest || f == Function::peer_lowest || f == Function::highest ||
            f == Function::peer_highest) {
            if (values.empty()) return DivisionByZero{node.position};
            const bool low = f == Function::lowest || f == Function::peer_lowest;
            return Value(low ? *std::min_element(values.begin(), values.end())
                             : *std::max_element(values.begin(), values.end()));
        }
        Rational total;
        for (const auto& v : values) total += v;
        if (f == Function::sum || f == Function::peer_sum) return Value(total);
        if (values.empty()) return DivisionByZero{node.position};
        return Value(total / Rational(static_cast<std::int64_t>(values.size())));
    }

    Evaluated of_criterion(const Node& node, Function f) {
        const auto& id = std::get<Node::String>(node.children[0].what).value;
        const auto view = scope_.criterion ? scope_.criterion(id) : std::nullopt;
        if (!view) return Unsettled{id};
        if (f == Function::scored) return Value(view->is_scored);
        // A settled criterion without a level or points (dropped, or without such) will not get any.
        const auto missing = [&]() -> Evaluated { return MissingFacts{{fmt::format("{}('{}')", to_string(f), id)}}; };
        if (f == Function::level) return view->level ? Evaluated(Value(*view->level)) : missing();
        if (!view->points) return missing();
        if (f == Function::points) return Value(*view->points);
        if (!view->max || view->max->is_zero()) return DivisionByZero{node.position};
        return Value(*view->points / *view->max);
    }

    Evaluated of_peers(const Node& node, Function f) {
        const auto found = scope_.peers ? scope_.peers->find(&node) : PeerTable::const_iterator{};
        if (scope_.peers == nullptr || found == scope_.peers->end()) return Unsettled{};
        const auto& values = found->second;
        if (f == Function::peer_count) return Value(Rational(static_cast<std::int64_t>(values.size())));
        if (f != Function::peer_rank) return summary(node, f, values);
        return number(node.children[0], [&](const Rational& own) -> Evaluated {
            const auto better = std::count_if(values.begin(), values.end(), [&](const auto& v) { return v > own; });
            return Value(Rational(static_cast<std::int64_t>(better) + 1));
        });
    }

    const Scope& scope_;
    std::vector<UsedInput>* used_;
    const Record* record_ = nullptr;
    std::string list_;
};

int strength(const Node& node) {
    const auto* operation = std::get_if<Node::Operation>(&node.what);
    if (operation == nullptr) return 9;
    switch (operation->op) {
        case Operator::logical_or:
            return 1;
        case Operator::logical_and:
            return 2;
        case Operator::logical_not:
            return 3;
        case Operator::add:
        case Operator::subtract:
            return 5;
        case Operator::multiply:
        case Operator::divide:
            return 6;
        case Operator::negate:
            return 7;
        default:
            return 4;
    }
}

class Substituter {
public:
    Substituter(const Scope& scope, Language language) : scope_(scope), language_(language) {}

    std::string text(const Node& node) const {
        return std::visit([&](const auto& what) { return visit(node, what); }, node.what);
    }

private:
    std::string visit(const Node&, const Node::Number& number) const {
        return localise_number(number.written, language_);
    }
    std::string visit(const Node&, const Node::Boolean& boolean) const { return boolean.value ? "true" : "false"; }
    std::string visit(const Node&, const Node::String& string) const { return "'" + string.value + "'"; }

    std::string visit(const Node& node, const Node::Name& name) const {
        if (name.path.starts_with("it.")) return name.path;
        return value_of(node).value_or(name.path);
    }

    /// The node's value as it can stand inside a formula: exact, "1/3" rather than "1/3 ≈ 0,3333".
    std::optional<std::string> value_of(const Node& node) const {
        const auto result = evaluate_expression(node, scope_);
        const auto* value = std::get_if<Value>(&result);
        if (value == nullptr) return std::nullopt;
        const auto* number = std::get_if<Rational>(value);
        if (number == nullptr) return show(*value, language_);
        const auto decimal = to_exact_decimal(*number, 8);
        return decimal ? localise_number(*decimal, language_) : number->to_fraction();
    }

    /// An operand, in brackets where it would otherwise be read differently. A value such as -5 or 1/3 counts as well.
    std::string operand(const Node& child, int least) const {
        auto inner = text(child);
        const bool is_value = strength(child) == 9;
        const bool is_number = is_value && !inner.empty() && (inner[0] == '-' || (inner[0] >= '0' && inner[0] <= '9'));
        const bool is_compound = is_number && (inner[0] == '-' || is_fraction(inner));
        return strength(child) < least || is_compound ? "(" + inner + ")" : inner;
    }

    static bool is_fraction(const std::string& text) {
        return text.find('/') != std::string::npos && text.find_first_not_of("0123456789/") == std::string::npos;
    }

    std::string visit(const Node& node, const Node::Operation& operation) const {
        const auto own = strength(node);
        const auto symbol = to_string(operation.op);
        if (operation.op == Operator::negate) return fmt::format("-{}", operand(node.children[0], own));
        if (operation.op == Operator::logical_not) return fmt::format("not {}", operand(node.children[0], own));
        // The right operand of an equally strong operator keeps its brackets: a - (b + c); comparisons do not chain.
        constexpr int comparing = 4;
        const auto left = operand(node.children[0], own == comparing ? own + 1 : own);
        return fmt::format("{} {} {}", left, symbol, operand(node.children[1], own + 1));
    }

    std::string visit(const Node& node, const Node::Call& call) const {
        if (is_list_function(call.function) || is_criterion_function(call.function) ||
            is_peer_function(call.function)) {
            if (const auto value = value_of(node)) return *value;
        }
        std::string arguments;
        for (const auto& child : node.children) {
            if (!arguments.empty()) arguments += language_ == Language::vi ? "; " : ", ";
            arguments += text(child);
        }
        return fmt::format("{}({})", to_string(call.function), arguments);
    }

    const Scope& scope_;
    Language language_;
};

}  // namespace

Evaluated evaluate_expression(const ExpressionNode& node, const Scope& scope, std::vector<UsedInput>* used) {
    return Evaluator(scope, used).evaluate(node);
}

std::string substitute(const Expression& expression, const Scope& scope, Language language) {
    return Substituter(scope, language).text(expression.root());
}

std::string show(const Value& value, Language language) {
    const bool vi = language == Language::vi;
    struct Shower {
        Language language;
        bool vi;
        std::string operator()(const Rational& v) const { return show_number(v, language); }
        std::string operator()(bool v) const { return v ? (vi ? "có" : "yes") : (vi ? "không" : "no"); }
        std::string operator()(const std::string& v) const { return "'" + v + "'"; }
        std::string operator()(const Date& v) const { return vi ? v.to_vietnamese() : v.to_iso(); }
        std::string operator()(const Never&) const { return vi ? "không thực hiện" : "never"; }
        std::string operator()(const std::vector<Record>& v) const {
            return fmt::format(fmt::runtime(vi ? "danh sách {} dòng" : "list of {} rows"), v.size());
        }
    };
    return std::visit(Shower{language, vi}, value);
}

Value to_value(const FactValue& value) {
    return std::visit([](const auto& v) { return Value(v); }, value);
}

}  // namespace parindex
