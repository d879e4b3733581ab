#include "parindex/engine/plan.hpp"

#include <fmt/format.h>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphviz.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/graph/topological_sort.hpp>
#include <algorithm>
#include <set>
#include <sstream>

#include "parindex/rules/check_expression.hpp"
#include "parindex/rules/evaluate_rule.hpp"

namespace parindex {

namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

struct PlacedExpression {
    const Expression* expression;
    RuleExpression::Yields yields;
    std::string pointer;
    bool may_refer = true;  ///< to other criteria
};

/// Every expression of a criterion: its rule's and its modifiers'.
std::vector<PlacedExpression> expressions_of(const Criterion& criterion) {
    using Yields = RuleExpression::Yields;
    std::vector<PlacedExpression> list;
    if (criterion.rule)
        for (const auto& e : parindex::expressions_of(*criterion.rule))
            list.push_back({e.expression, e.yields, criterion.rule->pointer + e.where});
    if (criterion.zero_denominator && criterion.zero_denominator->use)
        list.push_back(
            {&*criterion.zero_denominator->use, Yields::number, criterion.pointer + "/when_denominator_is_zero/use"});
    for (std::size_t i = 0; i < criterion.overrides.size(); ++i)
        list.push_back({&criterion.overrides[i].when, Yields::condition,
                        fmt::format("{}/overrides/{}/when", criterion.pointer, i)});
    if (criterion.applies_when)
        list.push_back({&*criterion.applies_when, Yields::condition, criterion.pointer + "/applies_when", false});
    return list;
}

void check_place(const Expression& expression, const ExpressionPlace& place, bool may_refer, Findings& findings) {
    auto found = check_expression(expression, place);
    findings.insert(findings.end(), found.begin(), found.end());
    if (may_refer || criterion_references(expression).empty()) return;
    Finding finding;
    finding.code = "X103";
    finding.location.pointer = place.pointer;
    finding.criterion = place.criterion;
    finding.message = {
        "ở đây không được dùng điểm của tiêu chí khác", "the points of criteria cannot be used here", {}};
    findings.push_back(std::move(finding));
}

Findings duplicate_ids(const CriteriaSet& set) {
    Findings findings;
    std::set<std::string> seen;
    for_each_criterion(set.criteria, [&](const Criterion& criterion, const Criterion*, std::size_t) {
        if (seen.insert(criterion.id).second) return;
        Finding finding;
        finding.code = "L105";
        finding.location.pointer = criterion.pointer;
        finding.criterion = criterion.id;
        finding.message = {fmt::format("mã tiêu chí \"{}\" bị trùng", criterion.id),
                           fmt::format("criterion id \"{}\" is used twice", criterion.id),
                           {}};
        finding.hint = {"đổi mã của một trong hai", "change one of them", {}};
        findings.push_back(std::move(finding));
    });
    return findings;
}

Graph graph_of(const std::vector<Plan::Edge>& edges, std::size_t nodes) {
    Graph graph(nodes);
    for (const auto& edge : edges) boost::add_edge(edge.from, edge.to, graph);
    return graph;
}

/// One finding per circle, naming its members in table order.
Findings circles(const Graph& graph, const std::vector<Plan::Node>& nodes) {
    std::vector<std::size_t> component(nodes.size());
    const auto count = boost::strong_components(
        graph, boost::make_iterator_property_map(component.begin(), boost::get(boost::vertex_index, graph)));
    std::vector<std::vector<std::size_t>> members(count);
    for (std::size_t i = 0; i < nodes.size(); ++i) members[component[i]].push_back(i);
    std::sort(members.begin(), members.end());
    Findings findings;
    for (const auto& group : members) {
        if (group.size() < 2 && !boost::edge(group.front(), group.front(), graph).second) continue;
        std::string names;
        for (const auto i : group) names += (names.empty() ? "" : ", ") + nodes[i].criterion->id;
        Finding finding;
        finding.code = "L304";
        finding.location.pointer = nodes[group.front()].criterion->pointer;
        finding.criterion = nodes[group.front()].criterion->id;
        finding.message = {fmt::format("các tiêu chí phụ thuộc vòng tròn: {}", excerpt(names, 300)),
                           fmt::format("criteria depend on each other in a circle: {}", excerpt(names, 300)),
                           {}};
        finding.hint = {"bỏ một tham chiếu trong vòng", "remove one of the references", {}};
        findings.push_back(std::move(finding));
    }
    return findings;
}

std::vector<const ExpressionNode*> peer_calls_of(const Criterion& criterion) {
    std::vector<const ExpressionNode*> calls;
    for (const auto& e : expressions_of(criterion))
        for_each_node(e.expression->root(), [&](const ExpressionNode& node) {
            const auto* call = std::get_if<ExpressionNode::Call>(&node.what);
            if (call != nullptr && is_peer_function(call->function)) calls.push_back(&node);
        });
    return calls;
}

Role inherited_role(const Criterion& criterion, Role from_parent) {
    return criterion.role == Role::scored ? from_parent : criterion.role;
}

}  // namespace

Findings check_expressions(const CriteriaSet& set) {
    using Yields = RuleExpression::Yields;
    Findings findings;
    for_each_criterion(set.criteria, [&](const Criterion& criterion, const Criterion*, std::size_t) {
        for (const auto& e : expressions_of(criterion))
            check_place(*e.expression, {set, e.yields, true, false, criterion.id, e.pointer}, e.may_refer, findings);
    });
    for (const auto& check : set.checks) {
        check_place(check.holds, {set, Yields::condition, false, false, {}, check.pointer + "/holds"}, false, findings);
        if (check.when)
            check_place(*check.when, {set, Yields::condition, false, false, {}, check.pointer + "/when"}, false,
                        findings);
    }
    for (const auto& exclusion : set.exclusions)
        check_place(exclusion.when, {set, Yields::condition, false, true, {}, exclusion.pointer + "/when"}, true,
                    findings);
    for (auto& finding : findings) finding.location.file = set.file;
    return findings;
}

Loaded<Plan> Plan::compile(std::shared_ptr<const CriteriaSet> set) {
    Plan plan;
    plan.set_ = std::move(set);
    auto findings = duplicate_ids(*plan.set_);
    auto wrong = check_expressions(*plan.set_);
    findings.insert(findings.end(), wrong.begin(), wrong.end());
    if (!has_errors(findings)) {
        plan.add_nodes();
        plan.add_references();
        const auto graph = graph_of(plan.edges_, plan.nodes_.size());
        findings = circles(graph, plan.nodes_);
        if (findings.empty()) {
            boost::topological_sort(graph, std::back_inserter(plan.order_));
            std::reverse(plan.order_.begin(), plan.order_.end());
        }
    }
    for (auto& finding : findings) finding.location.file = plan.set_->file;
    if (has_errors(findings)) return {std::nullopt, std::move(findings)};
    return {std::move(plan), std::move(findings)};
}

void Plan::add_nodes() {
    std::map<const Criterion*, std::size_t> position;
    for_each_criterion(set_->criteria, [&](const Criterion& criterion, const Criterion* parent, std::size_t depth) {
        const auto index = nodes_.size();
        Node node;
        node.criterion = &criterion;
        node.depth = depth;
        node.role = criterion.role;
        if (parent != nullptr) {
            node.parent = position.at(parent);
            node.role = inherited_role(criterion, nodes_[node.parent].role);
            nodes_[node.parent].children.push_back(index);
            edges_.push_back({index, node.parent, false});
        } else {
            domains_.push_back(index);
        }
        node.peer_calls = peer_calls_of(criterion);
        has_peer_functions_ = has_peer_functions_ || !node.peer_calls.empty();
        position[&criterion] = index;
        index_[criterion.id] = index;
        nodes_.push_back(std::move(node));
    });
}

void Plan::add_references() {
    for (std::size_t i = 0; i < nodes_.size(); ++i)
        for (const auto& e : expressions_of(*nodes_[i].criterion))
            for (const auto& id : criterion_references(*e.expression)) edges_.push_back({index_.at(id), i, true});
}

std::optional<std::size_t> Plan::index_of(std::string_view criterion_id) const {
    const auto found = index_.find(criterion_id);
    return found == index_.end() ? std::nullopt : std::optional(found->second);
}

std::string to_dot(const Plan& plan, Language language) {
    const auto graph = graph_of(plan.edges(), plan.nodes().size());
    const auto label = [&](std::ostream& out, std::size_t i) {
        const auto& criterion = *plan.nodes()[i].criterion;
        const auto max = criterion.max ? " [" + show(Value(*criterion.max), language) + "]" : std::string();
        const auto text = excerpt(criterion.id + max + " " + criterion.title.in(language), 80);
        out << "[label=" << boost::escape_dot_string(text) << ", shape=" << (criterion.is_leaf() ? "box" : "ellipse")
            << "]";
    };
    std::set<std::pair<std::size_t, std::size_t>> references;
    for (const auto& edge : plan.edges())
        if (edge.is_reference) references.insert({edge.from, edge.to});
    const auto style = [&](std::ostream& out, const Graph::edge_descriptor& edge) {
        if (references.contains({boost::source(edge, graph), boost::target(edge, graph)})) out << "[style=dashed]";
    };
    std::ostringstream out;
    boost::write_graphviz(out, graph, label, style, [](std::ostream& o) { o << "rankdir=RL;\n"; });
    return out.str();
}

}  // namespace parindex
