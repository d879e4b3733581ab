#pragma once
/// What the names and functions of an expression stand for while one agency is scored.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "parindex/base/date.hpp"
#include "parindex/base/rational.hpp"
#include "parindex/model/assessment.hpp"
#include "parindex/model/criteria_set.hpp"
#include "parindex/model/expression.hpp"

namespace parindex {

/// The score of another criterion as an expression sees it.
struct CriterionView {
    std::optional<Rational> points;
    std::optional<Rational> max;
    std::optional<std::string> level;
    bool is_scored = false;  ///< has points or a level of its own, not by a state's effect
};

/// Values of the argument of one peer function over the agencies of the group, in agency order.
using PeerValues = std::vector<Rational>;

/// Peer values by the call in the expression they belong to.
using PeerTable = std::map<const ExpressionNode*, PeerValues>;

/// Everything an expression may look at. Pointers may be null where noted; nothing is owned.
struct Scope {
    const Facts* facts = nullptr;
    const Agency* agency = nullptr;  ///< null: agency.* is missing
    const Period* period = nullptr;
    const WorkingCalendar* calendar = nullptr;                                ///< null: no holidays
    std::optional<Rational> answer;                                           ///< value typed for the criterion
    std::optional<Rational> max;                                              ///< maximum of the criterion
    std::function<std::optional<CriterionView>(std::string_view)> criterion;  ///< empty: none is settled
    const PeerTable* peers = nullptr;  ///< null: the other agencies are not known yet
};

}  // namespace parindex
