#include "parindex/model/expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace parindex {

namespace {

struct FunctionEntry {
    std::string_view name;
    Function function;
    std::size_t fewest;
    std::size_t most;
};

constexpr std::size_t any_number = 100;

constexpr std::array functions{
    FunctionEntry{"min", Function::min, 1, any_number},
    FunctionEntry{"max", Function::max, 1, any_number},
    FunctionEntry{"abs", Function::abs, 1, 1},
    FunctionEntry{"round", Function::round, 2, 2},
    FunctionEntry{"floor", Function::floor, 1, 1},
    FunctionEntry{"if", Function::choose, 3, 3},
    FunctionEntry{"known", Function::known, 1, 1},
    FunctionEntry{"coalesce", Function::coalesce, 2, 2},
    FunctionEntry{"date", Function::date, 1, 1},
    FunctionEntry{"year", Function::year, 1, 1},
    FunctionEntry{"days_between", Function::days_between, 2, 2},
    FunctionEntry{"working_days_between", Function::working_days_between, 2, 2},
    FunctionEntry{"add_days", Function::add_days, 2, 2},
    FunctionEntry{"add_months", Function::add_months, 2, 2},
    FunctionEntry{"add_working_days", Function::add_working_days, 2, 2},
    FunctionEntry{"happened", Function::happened, 1, 1},
    FunctionEntry{"count", Function::count, 1, 2},
    FunctionEntry{"sum", Function::sum, 2, 2},
    FunctionEntry{"mean", Function::mean, 2, 2},
    FunctionEntry{"lowest", Function::lowest, 2, 2},
    FunctionEntry{"highest", Function::highest, 2, 2},
    FunctionEntry{"all", Function::all, 2, 2},
    FunctionEntry{"any", Function::any, 2, 2},
    FunctionEntry{"points", Function::points, 1, 1},
    FunctionEntry{"share", Function::share, 1, 1},
    FunctionEntry{"level", Function::level, 1, 1},
    FunctionEntry{"scored", Function::scored, 1, 1},
    FunctionEntry{"peer_highest", Function::peer_highest, 1, 1},
    FunctionEntry{"peer_lowest", Function::peer_lowest, 1, 1},
    FunctionEntry{"peer_sum", Function::peer_sum, 1, 1},
    FunctionEntry{"peer_mean", Function::peer_mean, 1, 1},
    FunctionEntry{"peer_count", Function::peer_count, 0, 0},
    FunctionEntry{"peer_rank", Function::peer_rank, 1, 1},
};

const FunctionEntry* find_function(std::string_view name) {
    const auto* found = std::find_if(functions.begin(), functions.end(), [&](const auto& f) { return f.name == name; });
    return found == functions.end() ? nullptr : found;
}

enum class TokenKind { number, string, name, symbol, end };

struct Token {
    TokenKind kind = TokenKind::end;
    std::string text;
    std::size_t position = 0;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name_part(char c) { return is_name_start(c) || is_digit(c) || c == '.'; }
bool is_reserved(std::string_view word) { return word == "and" || word == "or" || word == "not"; }

/// Bytes of the UTF-8 character that starts with `lead`, so that a message quotes "≥" whole.
std::size_t character_length(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    if (byte >= 0xF0) return 4;
    if (byte >= 0xE0) return 3;
    return byte >= 0xC0 ? 2 : 1;
}

/// Thrown inside this file only, to leave the recursive parser at the first mistake.
struct Mistake {
    ExpressionError error;
};

[[noreturn]] void fail(std::string code, std::size_t position, Text message) {
    throw Mistake{{std::move(code), position, std::move(message)}};
}

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    Token next() {
        while (at_ < text_.size() &&
               (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
            ++at_;
        if (at_ == text_.size()) return {TokenKind::end, "", at_};
        const char c = text_[at_];
        if (is_digit(c)) return number();
        if (is_name_start(c)) return take(TokenKind::name, is_name_part);
        if (c == '\'' || c == '"') return string(c);
        return symbol();
    }

private:
    template <class Accept>
    Token take(TokenKind kind, Accept accept) {
        const auto start = at_;
        while (at_ < text_.size() && accept(text_[at_])) ++at_;
        return {kind, std::string(text_.substr(start, at_ - start)), start};
    }

    Token number() {
        auto token = take(TokenKind::number, [](char c) { return is_digit(c) || c == '.'; });
        if (at_ < text_.size() && text_[at_] == '%') {
            token.text += '%';
            ++at_;
        }
        if (at_ < text_.size() && is_name_start(text_[at_]))
            fail("X007", token.position, {"số viết không đúng", "malformed number", {}});
        return token;
    }

    Token string(char quote) {
        const auto start = at_++;
        const auto close = text_.find(quote, at_);
        if (close == std::string_view::npos)
            fail("X006", start, {"chuỗi không có dấu nháy đóng", "text without a closing quote", {}});
        std::string content(text_.substr(at_, close - at_));
        at_ = close + 1;
        return {TokenKind::string, std::move(content), start};
    }

    Token symbol() {
        static constexpr std::array<std::string_view, 3> two{"!=", "<=", ">="};
        const auto start = at_;
        const auto rest = text_.substr(at_);
        for (const auto s : two) {
            if (rest.substr(0, 2) == s) {
                at_ += 2;
                return {TokenKind::symbol, std::string(s), start};
            }
        }
        if (rest.substr(0, 2) == "==")
            fail("X001", start, {"viết \"=\" để so sánh, không viết \"==\"", "write \"=\" to compare, not \"==\"", {}});
        if (std::string_view("()+-*/<>=,").find(rest[0]) == std::string_view::npos) {
            const auto character = excerpt(rest.substr(0, character_length(rest[0])));
            fail("X001", start,
                 {fmt::format("ký tự không dùng được: {}", character),
                  fmt::format("character not allowed here: {}", character),
                  {}});
        }
        ++at_;
        return {TokenKind::symbol, std::string(rest.substr(0, 1)), start};
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

class Parser {
public:
    explicit Parser(std::string_view text) : lexer_(text), token_(lexer_.next()) {}

    ExpressionNode parse() {
        auto node = disjunction();
        if (token_.kind != TokenKind::end) unexpected();
        return node;
    }

private:
    /// Counts nesting while a bracket, call or prefix operator is open.
    class Depth {
    public:
        Depth(std::size_t& depth, std::size_t position) : depth_(depth) {
            if (++depth_ > max_expression_depth)
                fail("X004", position,
                     {fmt::format("biểu thức lồng sâu hơn {} tầng", max_expression_depth),
                      fmt::format("expression nested deeper than {} levels", max_expression_depth),
                      {}});
        }
        Depth(const Depth&) = delete;
        Depth& operator=(const Depth&) = delete;
        ~Depth() { --depth_; }

    private:
        std::size_t& depth_;
    };

    [[noreturn]] void unexpected() const {
        if (token_.kind == TokenKind::end)
            fail("X002", token_.position, {"biểu thức chưa viết hết", "the expression ends too early", {}});
        fail("X002", token_.position,
             {fmt::format("\"{}\" đặt sai chỗ", excerpt(token_.text)),
              fmt::format("\"{}\" is not expected here", excerpt(token_.text)),
              {}});
    }

    bool at_symbol(std::string_view symbol) const { return token_.kind == TokenKind::symbol && token_.text == symbol; }
    bool at_word(std::string_view word) const { return token_.kind == TokenKind::name && token_.text == word; }

    Token take() { return std::exchange(token_, lexer_.next()); }

    void expect(std::string_view symbol) {
        if (!at_symbol(symbol)) unexpected();
        take();
    }

    ExpressionNode make(decltype(ExpressionNode::what) what, std::size_t position,
                        std::vector<ExpressionNode> children = {}) {
        if (++nodes_ > max_expression_nodes)
            fail("X005", position,
                 {fmt::format("biểu thức có hơn {} phần tử", max_expression_nodes),
                  fmt::format("expression has more than {} parts", max_expression_nodes),
                  {}});
        return {std::move(what), position, std::move(children)};
    }

    ExpressionNode binary(Operator op, ExpressionNode left, ExpressionNode right) {
        const auto position = left.position;
        std::vector<ExpressionNode> children;
        children.reserve(2);
        children.push_back(std::move(left));
        children.push_back(std::move(right));
        return make(ExpressionNode::Operation{op}, position, std::move(children));
    }

    ExpressionNode disjunction() {
        auto left = conjunction();
        while (at_word("or")) {
            take();
            left = binary(Operator::logical_or, std::move(left), conjunction());
        }
        return left;
    }

    ExpressionNode conjunction() {
        auto left = negation();
        while (at_word("and")) {
            take();
            left = binary(Operator::logical_and, std::move(left), negation());
        }
        return left;
    }

    ExpressionNode negation() {
        if (!at_word("not")) return comparison();
        const auto position = take().position;
        const Depth depth(depth_, position);
        auto operand = negation();
        return make(ExpressionNode::Operation{Operator::logical_not}, position, {std::move(operand)});
    }

    std::optional<Operator> comparison_operator() const {
        static constexpr std::array<std::pair<std::string_view, Operator>, 6> table{{{"=", Operator::equal},
                                                                                     {"!=", Operator::not_equal},
                                                                                     {"<", Operator::less},
                                                                                     {"<=", Operator::less_equal},
                                                                                     {">", Operator::greater},
                                                                                     {">=", Operator::greater_equal}}};
        for (const auto& [symbol, op] : table)
            if (at_symbol(symbol)) return op;
        return std::nullopt;
    }

    ExpressionNode comparison() {
        auto left = sum();
        const auto op = comparison_operator();
        if (!op) return left;
        take();
        auto node = binary(*op, std::move(left), sum());
        if (comparison_operator())
            fail("X008", token_.position,
                 {"không được nối liền các phép so sánh: viết \"a < b and b < c\"",
                  "comparisons do not chain: write \"a < b and b < c\"",
                  {}});
        return node;
    }

    ExpressionNode sum() {
        auto left = product();
        while (at_symbol("+") || at_symbol("-")) {
            const auto op = take().text == "+" ? Operator::add : Operator::subtract;
            left = binary(op, std::move(left), product());
        }
        return left;
    }

    ExpressionNode product() {
        auto left = prefix();
        while (at_symbol("*") || at_symbol("/")) {
            const auto op = take().text == "*" ? Operator::multiply : Operator::divide;
            left = binary(op, std::move(left), prefix());
        }
        return left;
    }

    ExpressionNode prefix() {
        if (!at_symbol("-")) return primary();
        const auto position = take().position;
        const Depth depth(depth_, position);
        auto operand = prefix();
        return make(ExpressionNode::Operation{Operator::negate}, position, {std::move(operand)});
    }

    ExpressionNode primary() {
        switch (token_.kind) {
            case TokenKind::number:
                return number();
            case TokenKind::string: {
                auto token = take();
                return make(ExpressionNode::String{std::move(token.text)}, token.position);
            }
            case TokenKind::name:
                return name();
            case TokenKind::symbol:
                if (at_symbol("(")) return bracket();
                break;
            case TokenKind::end:
                break;
        }
        unexpected();
    }

    ExpressionNode number() {
        auto token = take();
        auto value = parse_rational(token.text);
        if (!value) fail("X007", token.position, {"số viết không đúng", "malformed number", {}});
        return make(ExpressionNode::Number{std::move(*value), std::move(token.text)}, token.position);
    }

    ExpressionNode bracket() {
        const auto position = take().position;
        const Depth depth(depth_, position);
        auto inner = disjunction();
        expect(")");
        return inner;
    }

    ExpressionNode name() {
        if (is_reserved(token_.text) || token_.text.back() == '.' || token_.text.find("..") != std::string::npos)
            unexpected();
        auto token = take();
        if (at_symbol("(")) return call(token);
        if (token.text == "true" || token.text == "false")
            return make(ExpressionNode::Boolean{token.text == "true"}, token.position);
        return make(ExpressionNode::Name{std::move(token.text)}, token.position);
    }

    ExpressionNode call(const Token& name) {
        const auto* entry = find_function(name.text);
        if (entry == nullptr)
            fail("X009", name.position,
                 {fmt::format("không có hàm \"{}\"", excerpt(name.text)),
                  fmt::format("there is no function \"{}\"", excerpt(name.text)),
                  {}});
        const Depth depth(depth_, name.position);
        take();
        std::vector<ExpressionNode> arguments;
        while (!at_symbol(")")) {
            if (!arguments.empty()) expect(",");
            arguments.push_back(disjunction());
        }
        take();
        check_arguments(*entry, name, arguments);
        return make(ExpressionNode::Call{entry->function}, name.position, std::move(arguments));
    }

    static void check_arguments(const FunctionEntry& entry, const Token& name,
                                const std::vector<ExpressionNode>& arguments) {
        if (arguments.size() < entry.fewest || arguments.size() > entry.most)
            fail("X010", name.position,
                 {fmt::format("hàm {} nhận {} tham số, ở đây có {}", entry.name, arity(entry), arguments.size()),
                  fmt::format("function {} takes {} argument(s), here are {}", entry.name, arity(entry),
                              arguments.size()),
                  {}});
        const bool takes_text = entry.function == Function::date || is_criterion_function(entry.function);
        if (takes_text && !std::holds_alternative<ExpressionNode::String>(arguments.front().what))
            fail("X011", arguments.front().position,
                 {fmt::format("hàm {} cần một chuỗi trong dấu nháy", entry.name),
                  fmt::format("function {} needs a quoted text", entry.name),
                  {}});
        if (entry.function == Function::date &&
            !parse_date(std::get<ExpressionNode::String>(arguments.front().what).value))
            fail("X012", arguments.front().position,
                 {"không có ngày này; viết date('2017-01-31')", "there is no such day; write date('2017-01-31')", {}});
        const bool takes_name = entry.function == Function::known || is_list_function(entry.function);
        if (takes_name && !std::holds_alternative<ExpressionNode::Name>(arguments.front().what))
            fail("X013", arguments.front().position,
                 {fmt::format("hàm {} cần tên một số liệu làm tham số đầu", entry.name),
                  fmt::format("function {} needs the name of a fact as its first argument", entry.name),
                  {}});
    }

    static std::string arity(const FunctionEntry& entry) {
        if (entry.most == any_number) return fmt::format("{}+", entry.fewest);
        return entry.fewest == entry.most ? fmt::format("{}", entry.fewest)
                                          : fmt::format("{}-{}", entry.fewest, entry.most);
    }

    Lexer lexer_;
    Token token_;
    std::size_t depth_ = 0;
    std::size_t nodes_ = 0;
};

bool is_built_in(std::string_view name) {
    return name == "answer" || name == "max" || name.starts_with("it.") || name.starts_with("agency.") ||
           name.starts_with("period.");
}

bool is_nonzero_number(const ExpressionNode& node) {
    const auto* number = std::get_if<ExpressionNode::Number>(&node.what);
    return number != nullptr && !number->value.is_zero();
}

void add_once(std::vector<std::string>& list, const std::string& item) {
    if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

}  // namespace

std::string_view to_string(Operator op) {
    switch (op) {
        case Operator::logical_or:
            return "or";
        case Operator::logical_and:
            return "and";
        case Operator::logical_not:
            return "not";
        case Operator::equal:
            return "=";
        case Operator::not_equal:
            return "!=";
        case Operator::less:
            return "<";
        case Operator::less_equal:
            return "<=";
        case Operator::greater:
            return ">";
        case Operator::greater_equal:
            return ">=";
        case Operator::add:
            return "+";
        case Operator::subtract:
        case Operator::negate:
            return "-";
        case Operator::multiply:
            return "*";
        case Operator::divide:
            return "/";
    }
    return "";
}

std::string_view to_string(Function function) {
    const auto* found =
        std::find_if(functions.begin(), functions.end(), [&](const auto& f) { return f.function == function; });
    return found == functions.end() ? std::string_view{} : found->name;
}

Expression::Expression(std::string text, ExpressionNode root)
    : tree_(std::make_shared<const Tree>(Tree{std::move(text), std::move(root)})) {}

std::variant<Expression, ExpressionError> parse_expression(std::string_view text) {
    if (text.size() > max_expression_length)
        return ExpressionError{"X003",
                               max_expression_length,
                               {fmt::format("biểu thức dài hơn {} byte", max_expression_length),
                                fmt::format("expression longer than {} bytes", max_expression_length),
                                {}}};
    try {
        return Expression(std::string(text), Parser(text).parse());
    } catch (const Mistake& mistake) {
        return mistake.error;
    }
}

std::vector<std::string> fact_names(const Expression& expression) {
    std::vector<std::string> names;
    for_each_node(expression.root(), [&](const ExpressionNode& node) {
        if (const auto* name = std::get_if<ExpressionNode::Name>(&node.what); name && !is_built_in(name->path))
            add_once(names, name->path);
    });
    return names;
}

std::vector<std::string> criterion_references(const Expression& expression) {
    std::vector<std::string> ids;
    for_each_node(expression.root(), [&](const ExpressionNode& node) {
        const auto* call = std::get_if<ExpressionNode::Call>(&node.what);
        if (call == nullptr || !is_criterion_function(call->function)) return;
        add_once(ids, std::get<ExpressionNode::String>(node.children.front().what).value);
    });
    return ids;
}

bool divides_by_data(const Expression& expression) {
    bool found = false;
    for_each_node(expression.root(), [&](const ExpressionNode& node) {
        const auto* operation = std::get_if<ExpressionNode::Operation>(&node.what);
        const auto* call = std::get_if<ExpressionNode::Call>(&node.what);
        // The mean, lowest and highest of an empty list have no value either.
        const bool over_nothing =
            call && (call->function == Function::mean || call->function == Function::lowest ||
                     call->function == Function::highest || call->function == Function::peer_mean);
        const bool by_data = operation && operation->op == Operator::divide && !is_nonzero_number(node.children[1]);
        found = found || over_nothing || by_data;
    });
    return found;
}

}  // namespace parindex
