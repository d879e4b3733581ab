#include "parindex/rules/check_expression.hpp"

#include <fmt/format.h>

#include <utility>

namespace parindex {

namespace {

using Node = ExpressionNode;

enum class Kind { number, condition, text, date, list, any };

struct KindName {
    const char* vi;
    const char* en;
};

KindName name_of(Kind kind) {
    switch (kind) {
        case Kind::number:
            return {"một số", "a number"};
        case Kind::condition:
            return {"một điều kiện", "a condition"};
        case Kind::text:
            return {"một chuỗi", "a text"};
        case Kind::date:
            return {"một ngày", "a date"};
        case Kind::list:
            return {"một danh sách", "a list"};
        case Kind::any:
            break;
    }
    return {"một giá trị", "a value"};
}

Kind kind_of(FactType type) {
    switch (type) {
        case FactType::count:
        case FactType::number:
        case FactType::percent:
            return Kind::number;
        case FactType::date:
            return Kind::date;
        case FactType::flag:
            return Kind::condition;
        case FactType::text:
            return Kind::text;
        case FactType::records:
            return Kind::list;
    }
    return Kind::any;
}

class Checker {
public:
    Checker(const Expression& expression, const ExpressionPlace& place) : expression_(expression), place_(place) {}

    Findings run() {
        using Yields = RuleExpression::Yields;
        const auto wanted = place_.yields == Yields::number      ? Kind::number
                            : place_.yields == Yields::condition ? Kind::condition
                                                                 : Kind::date;
        need(expression_.root(), wanted);
        return std::move(findings_);
    }

private:
    void report(const char* code, const Node& node, const std::string& vi, const std::string& en) {
        Finding finding;
        finding.code = code;
        finding.location.pointer = place_.pointer;
        finding.criterion = place_.criterion;
        finding.message = {
            fmt::format("{} (ký tự {} của \"{}\")", vi, node.position + 1, excerpt(expression_.text())),
            fmt::format("{} (character {} of \"{}\")", en, node.position + 1, excerpt(expression_.text())),
            {}};
        findings_.push_back(std::move(finding));
    }

    void need(const Node& node, Kind wanted) {
        const auto found = kind(node);
        if (found == Kind::any || wanted == Kind::any || found == wanted) return;
        report("X102", node, fmt::format("cần {}, ở đây là {}", name_of(wanted).vi, name_of(found).vi),
               fmt::format("needs {}, here is {}", name_of(wanted).en, name_of(found).en));
    }

    Kind kind(const Node& node) {
        return std::visit([&](const auto& what) { return visit(node, what); }, node.what);
    }

    Kind visit(const Node&, const Node::Number&) { return Kind::number; }
    Kind visit(const Node&, const Node::Boolean&) { return Kind::condition; }
    Kind visit(const Node&, const Node::String&) { return Kind::text; }

    Kind visit(const Node& node, const Node::Name& name) {
        const auto& path = name.path;
        if (path == "answer" || path == "max") {
            if (!place_.has_answer)
                report("X103", node, fmt::format("\"{}\" không dùng được ở đây", path),
                       fmt::format("\"{}\" cannot be used here", path));
            return Kind::number;
        }
        if (path.starts_with("it.")) return field(node, path.substr(3));
        if (path.starts_with("agency.")) return Kind::text;
        if (path == "period.from" || path == "period.to") return Kind::date;
        if (const auto* fact = place_.set.find_fact(path)) return kind_of(fact->type);
        report("X101", node, fmt::format("không có số liệu nào tên \"{}\"", path),
               fmt::format("there is no fact \"{}\"", path));
        return Kind::any;
    }

    Kind field(const Node& node, const std::string& field_name) {
        if (list_ == nullptr) {
            report("X103", node, "\"it.\" chỉ dùng trong các hàm danh sách",
                   "\"it.\" works inside list functions only");
            return Kind::any;
        }
        if (const auto* found = find_field(*list_, field_name)) return kind_of(found->type);
        report("X101", node, fmt::format("danh sách {} không có trường \"{}\"", list_->id, field_name),
               fmt::format("the list {} has no field \"{}\"", list_->id, field_name));
        return Kind::any;
    }

    void need_all(const Node& node, Kind wanted) {
        for (const auto& child : node.children) need(child, wanted);
    }

    Kind visit(const Node& node, const Node::Operation& operation) {
        switch (operation.op) {
            case Operator::logical_or:
            case Operator::logical_and:
            case Operator::logical_not:
                need_all(node, Kind::condition);
                return Kind::condition;
            case Operator::add:
            case Operator::subtract:
            case Operator::multiply:
            case Operator::divide:
            case Operator::negate:
                need_all(node, Kind::number);
                return Kind::number;
            default:
                return comparison(node, operation.op);
        }
    }

    Kind comparison(const Node& node, Operator op) {
        const auto left = kind(node.children[0]);
        const auto right = kind(node.children[1]);
        const bool equality = op == Operator::equal || op == Operator::not_equal;
        const bool ordered = left == Kind::number || left == Kind::date || left == Kind::any;
        const bool known = left != Kind::any && right != Kind::any;
        if ((known && left != right) || left == Kind::list || (!equality && !ordered))
            report("X102", node, fmt::format("không so sánh được {} với {}", name_of(left).vi, name_of(right).vi),
                   fmt::format("{} cannot be compared with {}", name_of(left).en, name_of(right).en));
        return Kind::condition;
    }

    Kind visit(const Node& node, const Node::Call& call) {
        const auto f = call.function;
        if (is_list_function(f)) return list(node, f);
        if (is_criterion_function(f)) return criterion(node, f);
        if (is_peer_function(f)) return peers(node);
        switch (f) {
            case Function::choose: {
                need(node.children[0], Kind::condition);
                const auto first = kind(node.children[1]);
                need(node.children[2], first);
                return first;
            }
            case Function::coalesce: {
                const auto first = kind(node.children[0]);
                need(node.children[1], first);
                return first;
            }
            case Function::known:
                kind(node.children[0]);
                return Kind::condition;
            case Function::min:
            case Function::max:
            case Function::abs:
            case Function::floor:
            case Function::round:
                need_all(node, Kind::number);
                return Kind::number;
            default:
                return dates(node, f);
        }
    }

    Kind dates(const Node& node, Function f) {
        if (f == Function::date) return Kind::date;
        need(node.children[0], Kind::date);
        if (f == Function::happened) return Kind::condition;
        if (f == Function::year) return Kind::number;
        const bool distance = f == Function::days_between || f == Function::working_days_between;
        need(node.children[1], distance ? Kind::date : Kind::number);
        return distance ? Kind::number : Kind::date;
    }

    Kind list(const Node& node, Function f) {
        const auto& name = std::get<Node::Name>(node.children[0].what).path;
        const auto* fact = place_.set.find_fact(name);
        need(node.children[0], Kind::list);
        if (node.children.size() > 1) {
            if (list_ != nullptr)
                report("X103", node, "không lồng hàm danh sách vào nhau", "list functions do not nest");
            const auto* outer = std::exchange(list_, fact);
            const bool test = f == Function::count || f == Function::all || f == Function::any;
            need(node.children[1], test ? Kind::condition : Kind::number);
            list_ = outer;
        }
        return f == Function::all || f == Function::any ? Kind::condition : Kind::number;
    }

    Kind criterion(const Node& node, Function f) {
        const auto& id = std::get<Node::String>(node.children[0].what).value;
        const bool total = id == "total" && place_.may_total;
        if (!total && place_.set.find(id) == nullptr)
            report("X104", node, fmt::format("không có tiêu chí \"{}\"", excerpt(id)),
                   fmt::format("there is no criterion \"{}\"", excerpt(id)));
        if (in_peers_) report_in_peers(node);
        if (f == Function::level) return Kind::text;
        return f == Function::scored ? Kind::condition : Kind::number;
    }

    Kind peers(const Node& node) {
        if (in_peers_) report_in_peers(node);
        if (!place_.has_answer)
            report("X103", node, "hàm so với các đơn vị khác chỉ dùng trong quy tắc của tiêu chí",
                   "functions of other agencies work in the rules of criteria only");
        // The argument is evaluated for every agency, outside the row at hand.
        const bool outer = std::exchange(in_peers_, true);
        const auto* outer_list = std::exchange(list_, nullptr);
        need_all(node, Kind::number);
        in_peers_ = outer;
        list_ = outer_list;
        return Kind::number;
    }

    void report_in_peers(const Node& node) {
        report("X103", node, "trong hàm so với các đơn vị khác chỉ được dùng số liệu và câu trả lời",
               "inside a function of other agencies only facts and the answer can be used");
    }

    const Expression& expression_;
    const ExpressionPlace& place_;
    const FactDeclaration* list_ = nullptr;
    bool in_peers_ = false;
    Findings findings_;
};

}  // namespace

Findings check_expression(const Expression& expression, const ExpressionPlace& place) {
    return Checker(expression, place).run();
}

}  // namespace parindex
