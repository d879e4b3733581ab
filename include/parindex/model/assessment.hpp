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
#include "parindex/base/moment.hpp"
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
    /// Points that the council gives whatever the rule would: appraisal and final stages only.
    std::optional<Rational> awarded;
    bool by_consensus = false;  ///< settled from the opinions of several appraisers (Round::opinions)
    std::vector<std::string> evidence;
    std::vector<std::string> accepted_evidence;           ///< ids that the appraiser accepts
    std::map<std::string, std::string> refused_evidence;  ///< id -> why the appraiser refuses it
    std::optional<bool> disputed;  ///< explanation stages: whether the agency contests the points
    std::string explanation;       ///< by whoever answers: the agency's account, the appraiser's reason
    std::string by;                ///< who answered, if recorded: an appraiser's id, or any name
    std::optional<Moment> at;      ///< when, if recorded
    std::string stage;             ///< which stage gave the answer in force
    Location location;

    /// True when it carries anything that decides the points.
    [[nodiscard]] bool has_input() const {
        return state != State::scored || level || items || value || points || awarded;
    }
};

/// What one of several appraisers gave for a criterion.
struct Opinion {
    std::string criterion;
    Answer answer;                   ///< `answer.by` is the appraiser's id
    std::optional<Rational> points;  ///< what the answer is worth by the rule; none when it cannot be scored
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
    std::string section = {};  ///< of the document: "mục II.3"
    std::string page = {};     ///< "4", "4-6"
    std::string file = {};     ///< name of the attached file, inside the round's folder `evidence/<agency>/`
};

/// A submission sent back to the agency for correction.
struct Return {
    std::optional<Moment> at;
    std::string by;
    std::string why;
};

/// Everything one stage says about one agency.
struct Assessment {
    std::string agency;
    std::string stage;
    std::optional<Date> date;  ///< of the report itself
    std::optional<Moment> submitted_at;
    std::string submitted_by;
    std::vector<Return> returns;  ///< in the order they happened
    std::string note;
    bool synthetic = false;
    std::map<std::string, Answer> answers;  ///< by criterion id
    Facts facts;
    std::vector<Evidence> evidence;
    std::string file;
};

}  // namespace parindex
