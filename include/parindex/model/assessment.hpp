#pragma once
/// What is given about one agency: answers, facts and evidence, by stage.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "parindex/base/date.hpp"
#include "parindex/base/finding.hpp"
#include "parindex/base/rational.hpp"
#include "parindex/model/fact.hpp"
#include "parindex/model/policy.hpp"

namespace parindex {

/// An agency and the block it is ranked in.
struct Agency {
    std::string id;
    std::string name;
    std::string group;
    std::map<std::string, std::string> attributes;  ///< further columns: type, ... (agency.type in expressions)
    std::vector<std::string> predecessors;          ///< of a merged agency, scored as their mean
    Location location;
};

/// The answer to one criterion. Which parts are used depends on the rule; a state takes the place of all of them.
struct Answer {
    State state = State::scored;
    std::optional<std::string> level;
    std::optional<std::vector<std::string>> items;
    std::optional<Rational> value;   ///< for bands and formulas over `answer`
    std::string value_written;       ///< as typed: "64/66"
    std::optional<Rational> points;  ///< for typed points and free points of a level
    std::vector<std::string> evidence;
    std::string explanation;
    std::string by;     ///< who answered, if recorded
    std::string stage;  ///< which stage gave the answer in force
    Location location;

    /// True when it carries anything that a rule can use.
    [[nodiscard]] bool has_input() const { return state != State::scored || level || items || value || points; }
};

/// A document cited as evidence.
struct Evidence {
    std::string id;
    std::string number;  ///< number and sign: "01/KH-SKHCN"
    std::optional<Date> date;
    std::string issuer;
    std::string title;
    std::string where;  ///< where the citation stands
    Location location;
};

/// Everything one stage says about one agency.
struct Assessment {
    std::string agency;
    std::string stage;
    std::optional<Date> date;  ///< of the report itself
    std::string note;
    bool synthetic = false;
    std::map<std::string, Answer> answers;  ///< by criterion id
    Facts facts;
    std::vector<Evidence> evidence;
    std::string file;
};

}  // namespace parindex
