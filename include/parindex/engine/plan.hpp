#pragma once
/// A criteria set made ready for evaluation: its nodes in table order, and the order in which they can be computed.

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parindex/base/loaded.hpp"
#include "parindex/model/criteria_set.hpp"

namespace parindex {

/// Compiled once, then shared by any number of evaluations and threads. Immutable.
class Plan {
public:
    static constexpr std::size_t no_parent = static_cast<std::size_t>(-1);

    struct Node {
        const Criterion* criterion = nullptr;
        std::size_t parent = no_parent;
        std::vector<std::size_t> children;
        std::size_t depth = 1;
        Role role = Role::scored;
        std::vector<const ExpressionNode*> peer_calls;  ///< of a leaf
    };

    /// One dependency: `from` must be computed before `to`.
    struct Edge {
        std::size_t from;
        std::size_t to;
        bool is_reference;  ///< an expression refers to `from`; otherwise `from` is a child of `to`
    };

    /// No plan, and findings, when the set cannot be evaluated: duplicate ids (L105), unknown names and references
    /// (X1xx), criteria that depend on each other in a circle (L304, every member named).
    [[nodiscard]] static Loaded<Plan> compile(std::shared_ptr<const CriteriaSet> set);

    [[nodiscard]] const CriteriaSet& set() const { return *set_; }
    [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }         ///< in table order
    [[nodiscard]] const std::vector<std::size_t>& order() const { return order_; }  ///< indices, dependencies first
    [[nodiscard]] const std::vector<Edge>& edges() const { return edges_; }
    [[nodiscard]] const std::vector<std::size_t>& domains() const { return domains_; }
    [[nodiscard]] std::optional<std::size_t> index_of(std::string_view criterion_id) const;
    [[nodiscard]] bool has_peer_functions() const { return has_peer_functions_; }

private:
    void add_nodes();
    void add_references();

    std::shared_ptr<const CriteriaSet> set_;
    std::vector<Node> nodes_;
    std::vector<std::size_t> order_;
    std::vector<Edge> edges_;
    std::vector<std::size_t> domains_;
    std::map<std::string, std::size_t, std::less<>> index_;
    bool has_peer_functions_ = false;
};

/// Findings of every expression in the set against its facts and criteria (X1xx).
[[nodiscard]] Findings check_expressions(const CriteriaSet& set);

/// The tree and its references as a Graphviz graph.
[[nodiscard]] std::string to_dot(const Plan& plan, Language language);

}  // namespace parindex
