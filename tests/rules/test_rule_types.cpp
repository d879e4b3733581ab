// Every type of scoring rule met in real tables (docs/rule-types.md), read from criteria sets as a user writes them and
// scored as one agency or a whole round.

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "parindex/council/round_checks.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/engine/lint.hpp"
#include "parindex/io/criteria_json.hpp"
#include "parindex/io/round_folder.hpp"
#include "support/expressions.hpp"

using namespace parindex;
using nlohmann::json;

namespace {

const std::string folder = std::string(PARINDEX_SOURCE_DIR) + "/tests/data/rule-types/";

std::string read(const std::string& file) {
    std::ifstream in(folder + file, std::ios::binary);
    REQUIRE(in.good());
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// The object under a key; an empty one when there is none. A reference: items() must not outlive what it goes over.
const json& member(const json& from, const char* key) {
    static const json nothing = json::object();
    return from.contains(key) ? from[key] : nothing;
}

std::string first_error(const Findings& findings) {
    for (const auto& finding : findings)
        if (finding.severity == Severity::error) return to_line(finding, Language::en);
    return {};
}

CriteriaSet load(const std::string& name) {
    auto loaded = parse_criteria_set(read(name + ".json"), name + ".json");
    INFO(first_error(loaded.findings));
    REQUIRE(loaded.is_clean());
    return std::move(*loaded.value);
}

bool contains(const Findings& findings, const std::string& code, const std::string& criterion) {
    return std::any_of(findings.begin(), findings.end(), [&](const auto& f) {
        return f.code == code && (criterion.empty() || f.criterion == criterion);
    });
}

/// One case as a round with one stage.
struct Case {
    const json& given;
    Round round{Period{Date(2017, 1, 1), Date(2017, 12, 31)}};

    explicit Case(const json& c) : given(c) {
        round.synthetic = true;
        round.stages = {{"self", Stage::Kind::self}};
        round.assessments.resize(1);
        const auto agencies = list_agencies();
        if (given["set"].is_string()) {
            round.sets.push_back(load(given["set"]));
            for (const auto& agency : agencies) round.set_of_group[agency.value("group", "all")] = 0;
        } else {
            for (const auto& [group, name] : given["set"].items()) {
                round.set_of_group[group] = round.sets.size();
                round.sets.push_back(load(name));
            }
        }
        for (const auto& agency : agencies) add(agency);
    }

    json list_agencies() const {
        if (given.contains("agencies")) return given["agencies"];
        json one = {{"id", "one"}};
        for (const auto* key : {"facts", "answers", "agency"})
            if (given.contains(key)) one[key] = given[key];
        return json::array({one});
    }

    void add(const json& described) {
        Agency agency;
        agency.id = described["id"];
        agency.name = agency.id;
        agency.group = described.value("group", "all");
        for (const auto& [key, value] : member(described, "agency").items())
            agency.attributes[key] = value.get<std::string>();
        agency.predecessors = described.value("predecessors", std::vector<std::string>{});
        round.agencies.push_back(agency);
        if (!agency.predecessors.empty()) return;
        const json document = {{"format", "parindex/assessment/1"},
                               {"agency", agency.id},
                               {"facts", described.value("facts", json::object())},
                               {"answers", described.value("answers", json::object())}};
        const auto& set = round.sets[round.set_of_group.at(agency.group)];
        auto loaded = parse_assessment(document.dump(), agency.id + ".json", set);
        INFO(first_error(loaded.findings));
        REQUIRE(loaded.value);
        if (given.contains("input_finding"))
            CHECK(contains(loaded.findings, given["input_finding"], ""));
        else
            REQUIRE(loaded.is_clean());
        for (auto& [id, answer] : loaded.value->answers) answer.stage = "self";
        round.assessments[0][agency.id] = std::move(*loaded.value);
    }
};

std::string text_of(const std::optional<Rational>& value) { return value ? value->to_fraction() : "none"; }
std::string exact(const json& written) {
    return written == "none" ? "none" : test::num(written.get<std::string>()).to_fraction();
}

/// Compares what the case expects of one node.
void check_node(const json& given, const NodeScore& node) {
    if (given.contains("points")) CHECK(text_of(node.points) == exact(given["points"]));
    if (given.contains("value")) CHECK(text_of(node.value) == exact(given["value"]));
    if (given.contains("share")) CHECK(text_of(share_of(node)) == exact(given["share"]));
    if (given.contains("level")) CHECK(node.level.value_or("none") == given["level"].get<std::string>());
    CHECK((node.refusal ? node.refusal->code : "none") == given.value("refusal", "none"));
    if (given.contains("state")) CHECK(std::string(to_string(node.state)) == given["state"].get<std::string>());
    if (!given.contains("state") && !given.contains("refusal")) CHECK(node.state == State::scored);
}

void check_total(const json& given, const AgencyResult& agency) {
    const auto& total = agency.scorecard.total;
    if (given.contains("total")) CHECK(text_of(total.rounded) == exact(given["total"]));
    if (given.contains("percent")) CHECK(text_of(total.percent_rounded) == exact(given["percent"]));
    if (given.contains("class")) {
        const auto& found = agency.standing.in_class;
        CHECK((found ? found->id : "none") == given["class"].get<std::string>());
    }
    for (const auto& [id, outcome] : member(given, "titles").items()) {
        const auto& titles = agency.standing.titles;
        const auto found = std::find_if(titles.begin(), titles.end(), [&](const auto& t) { return t.id == id; });
        REQUIRE(found != titles.end());
        CHECK(std::string(to_string(found->outcome)) == outcome.get<std::string>());
    }
}

void check_agencies(const json& given, const Round& round, const RoundResult& result) {
    const auto of = [&](const std::string& id) -> const AgencyResult& {
        for (const auto& agency : result.agencies)
            if (round.agencies[agency.agency].id == id) return agency;
        throw std::invalid_argument("no agency " + id);
    };
    for (const auto& [id, points] : member(given, "points_of").items()) {
        const auto& agency = of(id);
        const auto node = result.plans[agency.set].index_of(given["criterion"].get<std::string>());
        CHECK(text_of(agency.scorecard.nodes[node.value()].points) == exact(points));
    }
    for (const auto& [id, total] : member(given, "total_of").items())
        CHECK(text_of(of(id).scorecard.total.rounded) == exact(total));
    for (const auto& [id, rank] : member(given, "rank").items())
        CHECK(of(id).rank.value_or(0) == rank.get<std::int64_t>());
    for (const auto& [id, in_class] : member(given, "class_of").items())
        CHECK(of(id).standing.in_class.value().id == in_class.get<std::string>());
    for (const auto& [id, exclusions] : member(given, "excluded").items()) {
        CHECK(of(id).standing.exclusions == exclusions.get<std::vector<std::string>>());
        CHECK(of(id).rank.has_value() == exclusions.empty());
    }
}

void check_data_findings(const json& given, const Round& round, const RoundResult& result) {
    const auto findings = check_round(round, result);
    if (given.contains("data_finding")) CHECK(contains(findings, given["data_finding"], given.value("at", "")));
    if (given.contains("no_data_finding")) CHECK_FALSE(contains(findings, given["no_data_finding"], ""));
}

void check_lint(const json& given) {
    const auto findings = lint(load(given["set"]));
    if (given.contains("lint")) CHECK(contains(findings, given["lint"], given.value("at", "")));
    if (given.contains("no_lint")) CHECK_FALSE(contains(findings, given["no_lint"], ""));
}

void run(const json& given) {
    if (given.contains("lint") || given.contains("no_lint")) {
        check_lint(given);
        return;
    }
    const Case prepared(given);
    const auto evaluated = evaluate_round(prepared.round, 0);
    INFO(first_error(evaluated.findings));
    REQUIRE(evaluated.value);
    const auto& result = *evaluated.value;
    const auto& first = result.agencies[0];
    if (given.contains("criterion") && !given.contains("points_of")) {
        const auto node = result.plans[first.set].index_of(given["criterion"].get<std::string>());
        REQUIRE(node);
        check_node(given, first.scorecard.nodes[*node]);
    } else if (given.contains("state") && !given.contains("points_of")) {
        FAIL("a state needs a criterion");
    }
    check_total(given, first);
    check_agencies(given, prepared.round, result);
    if (given.contains("data_finding") || given.contains("no_data_finding"))
        check_data_findings(given, prepared.round, result);
}

const std::set<std::string> expectations{"points", "state",    "level",        "refusal",         "value",
                                         "share",  "total",    "percent",      "class",           "titles",
                                         "rank",   "excluded", "points_of",    "total_of",        "class_of",
                                         "lint",   "no_lint",  "data_finding", "no_data_finding", "input_finding"};
const std::set<std::string> inputs{"type", "set", "note", "facts", "answers", "agency", "agencies", "at", "criterion"};

}  // namespace

TEST_CASE("every type of rule met in real tables has a case, and every case a type") {
    const auto document = json::parse(read("cases.json"));
    std::set<std::string> types;
    for (const auto& type : document["types"]) types.insert(type.get<std::string>());
    CHECK(types.size() == 74);
    std::set<std::string> tested;
    for (const auto& c : document["cases"]) tested.insert(c["type"].get<std::string>());
    CHECK(tested == types);
}

TEST_CASE("every case expects something and says nothing unknown") {
    const auto document = json::parse(read("cases.json"));
    for (const auto& c : document["cases"]) {
        INFO(c.dump());
        std::size_t expected = 0;
        for (const auto& [key, value] : c.items()) {
            REQUIRE((expectations.contains(key) || inputs.contains(key)));
            if (expectations.contains(key)) ++expected;
        }
        REQUIRE(expected > 0);
    }
}

TEST_CASE("every rule type gives the points, states, ranks and findings of its examples") {
    const auto document = json::parse(read("cases.json"));
    for (const auto& c : document["cases"]) {
        DYNAMIC_SECTION(c.dump()) { run(c); }
    }
}

TEST_CASE("the sets of the rule types have no defects but those they are there to show") {
    const std::set<std::string> shown{"L201", "L203", "L307", "L504"};
    const auto document = json::parse(read("cases.json"));
    std::set<std::string> names;
    for (const auto& c : document["cases"])
        if (c["set"].is_string()) names.insert(c["set"].get<std::string>());
    for (const auto& name : names)
        for (const auto& finding : lint(load(name))) {
            INFO(to_line(finding, Language::en));
            CHECK((finding.severity != Severity::error || shown.contains(finding.code)));
        }
}
