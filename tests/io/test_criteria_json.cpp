#include "parindex/io/criteria_json.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "io/json_reader.hpp"
#include "io/schema_check.hpp"
#include "support/findings.hpp"

using namespace parindex;
using Catch::Matchers::Contains;
using parindex::test::only;
using parindex::test::summary;

namespace {

const std::string policies = R"({
  "rounding": {"points": "none", "total": {"digits": 2, "mode": "half_up"}, "percent": {"digits": 2, "mode": "half_even"}},
  "states": {"not_applicable": "drop", "not_arisen": "full_points", "no_data": "zero", "no_survey": "drop",
             "pending": "block", "blank": "zero"},
  "total": {"over": "assigned", "cap": 105},
  "ranking": {"on": "exact", "ties": "ordinal", "then_by": ["1", "name"]}})";

/// A set with those criteria; `more`: further members, each beginning with a comma.
std::string set_text(const std::string& criteria, const std::string& more = "",
                     const std::string& languages = R"(["vi"])") {
    return R"({"format": "parindex/criteria-set/1", "id": "vn/test-2017", "title": "T", "country": "VN", "level": "department",
"languages": )" +
           languages + R"(, "period": {"from": "2017-01-01", "to": "2017-12-31"}, "max": 100,
"provenance": {"status": "model", "statement": "S", "source": "test"},
"policies": )" +
           policies + R"(,
"criteria": )" +
           criteria + more + "}";
}

/// One domain "1" of 2 points with that rule; `more`: further members of the leaf.
std::string leaf(const std::string& rule, const std::string& more = "") {
    return R"([{"id": "1", "max": 2, "title": "A", "rule": )" + rule + more + "}]";
}

Loaded<CriteriaSet> parse(const std::string& text, Edition edition = Edition::corrected, const Limits& limits = {}) {
    return parse_criteria_set(text, "set.json", edition, limits);
}

/// The set of a text without problems.
CriteriaSet good(const std::string& text, Edition edition = Edition::corrected) {
    auto loaded = parse(text, edition);
    CAPTURE(summary(loaded.findings));
    for (const auto& finding : loaded.findings) UNSCOPED_INFO(to_line(finding, Language::en));
    REQUIRE(loaded.value);
    CHECK(loaded.findings.empty());
    return std::move(*loaded.value);
}

Finding bad(const std::string& text, std::string_view code) {
    const auto loaded = parse(text);
    CHECK_FALSE(loaded.value);
    return only(loaded.findings, code);
}

template <class T>
T rule_of(const std::string& rule, const std::string& more = "", const std::string& set_more = "") {
    const CriteriaSet set = good(set_text(leaf(rule, more), set_more));
    return std::get<T>(set.criteria.front().rule->kind);
}

const std::string condition = R"({"kind": "condition", "met": "true"})";

}  // namespace

TEST_CASE("the head and the policies of a set are read") {
    const CriteriaSet set = good(set_text(leaf(condition)));
    CHECK(set.id == "vn/test-2017");
    CHECK(set.title.vi == "T");
    CHECK(set.period.to == Date(2017, 12, 31));
    CHECK(set.max == Rational(100));
    CHECK(set.provenance.status == Status::model);
    CHECK_FALSE(set.policies.points_rounding.digits);
    CHECK(set.policies.total_rounding == Rounding{2, RoundingMode::half_up});
    CHECK(set.policies.percent_rounding.mode == RoundingMode::half_even);
    CHECK(set.policies.states.size() == 6);
    CHECK(set.policies.states.at(State::no_survey) == Effect::drop);
    CHECK(set.policies.total_base == TotalBase::assigned);
    CHECK(set.policies.total_cap == Rational(105));
    CHECK(set.policies.ranking.basis == Basis::exact);
    CHECK(set.policies.ranking.ties == TieRule::ordinal);
    CHECK(set.policies.ranking.then_by == std::vector<std::string>{"1", "name"});
    CHECK(set.file == "set.json");
}

TEST_CASE("quantities are exact from their digits, as numbers and as strings") {
    const auto rule = rule_of<LevelsRule>(R"({"kind": "levels", "levels": [
        {"id": "a", "points": 0.1}, {"id": "b", "points": "3/4"}, {"id": "c", "points": "5%"}, {"id": "d", "points": 1e-3}]})");
    CHECK(rule.levels[0].points == Rational(1, 10));
    CHECK(rule.levels[1].points == Rational(3, 4));
    CHECK(rule.levels[2].points == Rational(1, 20));
    CHECK(rule.levels[3].points == Rational(1, 1000));
}

TEST_CASE("levels take points, a share of the maximum, free points or nothing") {
    const auto rule = rule_of<LevelsRule>(R"({"kind": "levels", "levels": [
        {"id": "a", "label": "Đủ", "share": "1/4", "printed": "0,5"}, {"id": "b", "free_points": [0, 1.5]}, {"id": "c", "printed": 0.50}]})");
    CHECK(rule.levels[0].points == Rational(1, 2));
    CHECK(rule.levels[0].label.vi == "Đủ");
    CHECK(rule.levels[0].printed_points == "0,5");
    REQUIRE(rule.levels[1].free_points);
    CHECK(rule.levels[1].free_points->second == Rational(3, 2));
    CHECK_FALSE(rule.levels[2].points);
    CHECK(rule.levels[2].printed_points == "0.50");
}

TEST_CASE("a shared level set is taken by its name, with shares of each criterion's own maximum") {
    const auto rule =
        rule_of<LevelsRule>(R"({"kind": "levels", "levels": "half"})", "",
                            R"(, "level_sets": {"half": [{"id": "y", "share": 1}, {"id": "n", "share": 0}]})");
    CHECK(rule.set_name == "half");
    CHECK(rule.levels[0].points == Rational(2));

    const Finding unknown = bad(set_text(leaf(R"({"kind": "levels", "levels": "halff"})"),
                                         R"(, "level_sets": {"half": [{"id": "y", "share": 1}]})"),
                                "F110");
    CHECK(unknown.location.pointer == "/criteria/0/rule/levels");
    CHECK_THAT(unknown.hint.vi, Contains("“half”"));
}

TEST_CASE("a share needs the maximum of its criterion") {
    const Finding finding =
        bad(set_text(R"([{"id": "1", "title": "A", "rule": {"kind": "levels", "levels": [{"id": "y", "share": 1}]}}])"),
            "F111");
    CHECK(finding.location.pointer == "/criteria/0/rule/levels");
    CHECK_THAT(finding.message.vi, Contains("không có “max”"));
}

TEST_CASE("the edges of bands are open, closed, absent or lost as written") {
    const auto rule = rule_of<BandsRule>(
        R"({"kind": "bands", "of": "answer", "unit": "percent", "on_overlap": "first", "outside": "zero",
        "bands": [{"from": "90%", "points": 2}, {"above": "50%", "below": "90%", "points": 1, "label": "vừa", "printed": "1"},
                  {"to": null, "points": 0}, {"equal": "40%", "points": 0.5}]})");
    CHECK(rule.unit == Unit::percent);
    CHECK(rule.on_overlap == Overlap::first);
    CHECK(rule.outside == BandsRule::Outside::zero);
    CHECK(rule.bands[0].range.contains(Rational(9, 10)));
    CHECK_FALSE(rule.bands[0].range.upper);
    CHECK_FALSE(rule.bands[1].range.contains(Rational(1, 2)));
    CHECK_FALSE(rule.bands[1].range.contains(Rational(9, 10)));
    CHECK(rule.bands[1].range.lower->written == "50%");
    CHECK(rule.bands[2].range.upper_lost);
    CHECK_FALSE(rule.bands[2].range.lower_lost);
    CHECK(rule.bands[3].range.contains(Rational(2, 5)));
    CHECK_FALSE(rule.bands[3].range.contains(Rational(41, 100)));
}

TEST_CASE("an edge is stated in one way only") {
    const auto band = [](const std::string& edges) {
        return set_text(leaf(R"({"kind": "bands", "of": "answer", "bands": [{)" + edges + R"(, "points": 1}]})"));
    };
    CHECK(bad(band(R"("from": 1, "above": 1)"), "F116").location.pointer == "/criteria/0/rule/bands/0/above");
    CHECK_THAT(bad(band(R"("equal": 1, "to": 2)"), "F116").message.en, Contains("no other edge"));
    CHECK(bad(set_text(leaf(R"({"kind": "bands", "of": "answer", "bands": []})")), "F115").location.pointer ==
          "/criteria/0/rule/bands");
}

TEST_CASE("every kind of rule is read") {
    CHECK(rule_of<ChecklistRule>(R"({"kind": "checklist", "items": [{"id": "a", "points": 0.25}], "cap": 1})").cap ==
          Rational(1));
    const auto points = rule_of<PointsRule>(R"({"kind": "points", "min": 0.5, "max": 2, "step": 0.25})");
    CHECK(points.min == Rational(1, 2));
    CHECK(points.step == Rational(1, 4));
    const auto share = rule_of<ProportionalRule>(
        R"({"kind": "proportional", "of": "answer", "full_from": "95%", "zero_below": "60%", "between": "linear", "above_one": "cap"})");
    CHECK(share.full_from == Rational(19, 20));
    CHECK(share.between == ProportionalRule::Between::linear);
    CHECK(share.above_one == Overflow::cap);
    const auto line = rule_of<PiecewiseLinearRule>(
        R"({"kind": "piecewise_linear", "of": "answer", "through": [{"at": 0, "points": 0}, {"at": 5, "points": 2}], "outside": "cap"})");
    CHECK(line.knots[1].at == Rational(5));
    const auto deadline = rule_of<DeadlineRule>(
        R"j({"kind": "deadline", "done": "date('2017-01-05')", "due": "date('2017-01-04')", "count": "working_days",
            "steps": [{"late_by_at_most": 0, "points": 2}, {"late_by_at_most": 10, "points": 1}, {"points": 0}],
            "never": {"points": 0, "label": "Không"}})j");
    CHECK(deadline.count == DeadlineRule::Count::working_days);
    CHECK(deadline.steps[1].late_by_at_most == 10);
    CHECK_FALSE(deadline.steps[2].late_by_at_most);
    CHECK(deadline.never_label.vi == "Không");
    CHECK(rule_of<PerItemRule>(R"({"kind": "per_item", "count": "answer", "points_each": 0.5})").points_each ==
          Rational(1, 2));
    CHECK(rule_of<DeductionRule>(
              R"({"kind": "deduction", "items": [{"id": "a", "count": "answer", "points_each": 1}], "floor": 0})")
              .items.size() == 1);
    const auto cases = rule_of<CasesRule>(
        R"({"kind": "cases", "cases": [{"when": "answer > 1", "points": 2}], "otherwise": 0, "pick": "highest", "above_max": "cap", "below_zero": "refuse"})");
    CHECK(cases.cases[0].points.text() == "2");
    CHECK(cases.otherwise->text() == "0");
    CHECK(cases.pick == CasesRule::Pick::highest);
    CHECK(
        rule_of<FormulaRule>(R"({"kind": "formula", "points": "answer * 2", "above_max": "cap", "below_zero": "cap"})")
            .points.text() == "answer * 2");
    CHECK(rule_of<ConditionRule>(condition).met.text() == "true");
    CHECK(rule_of<SurveyRule>(R"({"kind": "survey", "options": [{"id": "a", "weight": "3/4", "count": "answer"}]})")
              .options[0]
              .weight == Rational(3, 4));
    CHECK(rule_of<MonitorRule>(R"({"kind": "monitor", "value": "answer", "unit": "count"})").unit == Unit::count);
    const auto choice = rule_of<AlternativesRule>(
        R"({"kind": "alternatives", "alternatives": [{"when": "answer > 0", "rule": {"kind": "condition", "met": true}}],
            "otherwise": {"kind": "points"}})");
    CHECK(kind_name(*choice.otherwise) == "points");
    CHECK(choice.alternatives[0].rule->pointer == "/criteria/0/rule/alternatives/0/rule");
}

TEST_CASE("choices that a rule leaves open are missing keys") {
    const auto missing = [](const std::string& rule) { return bad(set_text(leaf(rule)), "F102").message.en; };
    CHECK_THAT(missing(R"({"kind": "proportional", "of": "answer"})"), Contains("“above_one”"));
    CHECK_THAT(missing(R"({"kind": "proportional", "of": "answer", "full_from": 1, "above_one": "cap"})"),
               Contains("“between”"));
    CHECK_THAT(missing(R"({"kind": "formula", "points": "1", "above_max": "cap"})"), Contains("“below_zero”"));
    CHECK_THAT(missing(R"({"max": 2})"), Contains("“kind”"));
}

TEST_CASE("steps of a deadline rise and only the last one has no bound") {
    const auto steps = [](const std::string& list) {
        return set_text(
            leaf(R"({"kind": "deadline", "done": "answer", "due": "answer", "count": "calendar_days", "steps": )" +
                 list + R"(, "never": {"points": 0}})"));
    };
    CHECK(bad(steps(R"([{"late_by_at_most": 0, "points": 2}])"), "F116").location.pointer ==
          "/criteria/0/rule/steps/0");
    CHECK(bad(steps(R"([{"points": 2}, {"points": 0}])"), "F116").location.pointer == "/criteria/0/rule/steps/0");
    CHECK_THAT(
        bad(steps(R"([{"late_by_at_most": 5, "points": 2}, {"late_by_at_most": 5, "points": 1}, {"points": 0}])"),
            "F116")
            .message.en,
        Contains("must rise"));
}

TEST_CASE("a broken expression is shown with the place of the fault, counted in characters") {
    const auto loaded = parse(set_text("\n" + leaf(R"({"kind": "condition", "met": "'hồ sơ' = answer +"})")));
    CHECK_FALSE(loaded.value);
    REQUIRE(loaded.findings.size() == 1);
    const Finding& finding = loaded.findings.front();
    CHECK(finding.code.front() == 'X');
    CHECK(finding.location.pointer == "/criteria/0/rule/met");
    // The text has 18 characters, of which two take three bytes.
    CHECK_THAT(finding.message.vi, Contains("tại ký tự 19: 'hồ sơ' = answer +⟦⟧"));
    CHECK_THAT(finding.message.en, Contains("at character 19"));
}

TEST_CASE("children inherit role and states, and may differ") {
    const CriteriaSet set =
        good(set_text(R"([{"id": "1", "title": "A", "role": "bonus", "states": {"blank": "block"}, "children": [
        {"id": "1.1", "title": "B", "max": 1, "rule": {"kind": "points"}},
        {"id": "1.2", "title": "C", "role": "monitor", "states": {"blank": "drop", "pending": "zero"}, "rule": {"kind": "monitor", "value": "answer"}}]}])"));
    const auto& children = set.criteria[0].children;
    CHECK(children[0].role == Role::bonus);
    CHECK(children[0].states == StateEffects{{State::blank, Effect::block}});
    CHECK(children[0].scored_by == std::vector<Scorer>{Scorer::self, Scorer::appraisal});
    CHECK(children[1].role == Role::monitor);
    CHECK(children[1].states == StateEffects{{State::blank, Effect::drop}, {State::pending, Effect::zero}});
    CHECK(children[1].pointer == "/criteria/0/children/1");
}

TEST_CASE("a leaf carries who scores it, its evidence, overrides, zero denominator and source") {
    const CriteriaSet set = good(
        set_text(leaf(R"({"kind": "formula", "points": "answer / 2", "above_max": "cap", "below_zero": "cap"})", R"(,
        "scored_by": ["survey"], "evidence": "required_or_explanation", "applies_when": "answer > 0", "tags": ["một cửa"],
        "when_denominator_is_zero": {"use": "1/2", "then": "not_arisen"},
        "overrides": [{"when": "answer < 0", "points": 0, "why": "Sai phạm"}],
        "source": {"clause": "mục 7.2", "norms": ["n1"]}, "provenance": "bản sao")")));
    const Criterion& criterion = set.criteria[0];
    CHECK(criterion.scored_by == std::vector<Scorer>{Scorer::survey});
    CHECK(criterion.evidence == EvidenceNeed::required_or_explanation);
    CHECK(criterion.applies_when->text() == "answer > 0");
    CHECK(criterion.zero_denominator->use->text() == "1/2");
    CHECK(criterion.zero_denominator->then == ZeroDenominator::Then::not_arisen);
    CHECK(criterion.overrides[0].why.vi == "Sai phạm");
    CHECK(criterion.source.norms == std::vector<std::string>{"n1"});
    CHECK(criterion.provenance.vi == "bản sao");
    CHECK(criterion.tags == std::vector<std::string>{"một cửa"});
}

TEST_CASE("aggregates are a word or an object, and name scales that exist") {
    const auto parent = [](const std::string& aggregate) {
        return set_text(
            R"([{"id": "1", "max": 5, "title": "A", "aggregate": )" + aggregate +
                R"(, "residue": 0.5, "children": [{"id": "1.1", "title": "B", "rule": {"kind": "levels", "levels": [{"id": "A"}, {"id": "B"}]}}]}])",
            R"(, "scales": {"ab": ["A", "B"]})");
    };
    const CriteriaSet word = good(parent(R"("best_of")"));
    CHECK(word.criteria[0].aggregate.kind == Aggregate::Kind::best_of);
    CHECK(word.criteria[0].residue == Rational(1, 2));
    CHECK(word.scales[0].levels == std::vector<std::string>{"A", "B"});
    const CriteriaSet link =
        good(parent(R"({"kind": "weakest_link", "scale": "ab", "plus": "+", "convert": [{"from": 0, "points": 3}]})"));
    CHECK(link.criteria[0].aggregate.plus == "+");
    CHECK(link.criteria[0].aggregate.convert[0].points == Rational(3));
    const CriteriaSet table = good(parent(R"({"kind": "lookup", "table": [{"levels": ["A", "B"], "result": "B"}]})"));
    CHECK(table.criteria[0].aggregate.table[0].levels.size() == 2);

    CHECK_THAT(bad(parent(R"("weakest_link")"), "F102").message.en, Contains("“scale”"));
    CHECK_THAT(bad(parent(R"({"kind": "lookup"})"), "F102").message.en, Contains("“table”"));
    CHECK(bad(parent(R"({"kind": "weakest_link", "scale": "abc"})"), "F110").location.pointer ==
          "/criteria/0/aggregate/scale");
}

TEST_CASE("a node has children or a rule, and the keys of its kind only") {
    CHECK_THAT(bad(set_text(R"([{"id": "1", "title": "A"}])"), "F112").message.vi, Contains("không có “rule”"));
    CHECK(bad(set_text(leaf(condition, R"(, "children": [{"id": "1.1", "title": "B", "rule": {"kind": "points"}}])")),
              "F112")
              .location.pointer == "/criteria/0/rule");
    CHECK(bad(set_text(leaf(condition, R"(, "aggregate": "sum")")), "F112").location.pointer ==
          "/criteria/0/aggregate");
    CHECK(
        bad(set_text(
                R"([{"id": "1", "title": "A", "evidence": "required", "children": [{"id": "1.1", "title": "B", "rule": {"kind": "points"}}]}])"),
            "F112")
            .location.pointer == "/criteria/0/evidence");
    CHECK_THAT(
        bad(set_text(
                R"([{"id": "1", "title": "A", "children": [{"id": "1.1", "title": "B", "role": "penalty", "rule": {"kind": "points"}}]}])"),
            "F116")
            .message.en,
        Contains("only a domain"));
}

TEST_CASE("duplicate and mis-nested criterion ids, and ids made by spreadsheets, load: they are the linter's concern") {
    const CriteriaSet set =
        good(set_text(R"([{"id": "4.0999999999999996", "title": "A", "max": 1, "rule": {"kind": "points"}},
        {"id": "4.0999999999999996", "title": "B", "max": 1, "rule": {"kind": "points"}}, {"id": "1.1#2", "title": "C", "rule": {"kind": "points"}}])"));
    CHECK(set.criteria.size() == 3);
    CHECK(bad(set_text(R"([{"id": "1 a", "title": "A", "rule": {"kind": "points"}}])"), "F114").location.pointer ==
          "/criteria/0/id");
}

TEST_CASE("texts follow the languages of the set") {
    CHECK(good(set_text(leaf(condition), "", "[]")).title.other == "T");
    CHECK(good(set_text(leaf(condition), "", R"(["en"])")).title.en == "T");
    const auto both = parse(set_text(leaf(condition), "", R"(["vi", "en"])"));
    CHECK_FALSE(both.value);
    CHECK(both.findings.front().code == "F109");
    CHECK(both.findings.front().location.pointer == "/title");
    CHECK_THAT(both.findings.front().hint.en, Contains("{\"vi\""));
    CHECK_THAT(bad(set_text(leaf(condition), "", R"(["vi", "fr"])"), "F104").message.en, Contains("vi, en"));
}

TEST_CASE("facts, checks, classes, titles, exclusions and norms are read") {
    const CriteriaSet set = good(set_text(leaf(condition), R"j(,
        "facts": [{"id": "dossiers.on_time", "type": "count", "title": "Đúng hạn", "unit": "hồ sơ", "min": 0, "max": 1e6},
                  {"id": "updates", "type": "records", "title": "Tin", "fields": {"days": "count", "late": "flag"}, "max_records": 50}],
        "checks": [{"id": "c", "title": "C", "holds": "dossiers.on_time >= 0", "severity": "note"}],
        "classification": [{"groups": ["so"], "of": "percent", "on": "rounded", "classes": [
            {"id": "A", "title": "Tốt", "from": "90%"}, {"id": "B", "title": "Khá", "below": "90%"}]}],
        "titles": [{"id": "WBK", "title": "W", "all_of": [{"on": "total", "at_least": 75}, {"on": ["1"], "at_least": "60%"}]}],
        "exclusions": [{"id": "x", "title": "X", "when": "share('1') < 50%"}],
        "norms": [{"id": "n1", "number": "61/2018/NĐ-CP", "replaced_by": "n2", "replaced_from": "2021-12-06"}],
        "known_findings": [{"code": "L104", "criterion": "1", "why": "đúng như nguồn"}])j"));
    CHECK(set.facts[0].max == Rational(1'000'000));
    REQUIRE(find_field(set.facts[1], "late") != nullptr);
    CHECK(find_field(set.facts[1], "late")->type == FactType::flag);
    CHECK(find_field(set.facts[1], "early") == nullptr);
    CHECK(set.facts[1].max_records == std::size_t{50});
    CHECK(set.checks[0].severity == Severity::note);
    CHECK(set.classifications[0].classes[0].range.contains(Rational(9, 10)));
    CHECK_FALSE(set.classifications[0].classes[1].range.contains(Rational(9, 10)));
    CHECK_FALSE(set.titles[0].all_of[0].is_share);
    CHECK(set.titles[0].all_of[0].on == std::vector<std::string>{"total"});
    CHECK(set.titles[0].all_of[1].is_share);
    CHECK(set.titles[0].all_of[1].at_least == Rational(3, 5));
    CHECK(set.exclusions[0].pointer == "/exclusions/0");
    CHECK(set.norms[0].replaced_from == Date(2021, 12, 6));
    CHECK(set.known_findings[0].criterion == "1");
}

TEST_CASE("facts have sound ids and fields only where they are records") {
    const auto fact = [](const std::string& members) {
        return set_text(leaf(condition), R"(, "facts": [{"title": "F", )" + members + "}]");
    };
    CHECK(bad(fact(R"("id": "Dossiers", "type": "count")"), "F114").location.pointer == "/facts/0/id");
    CHECK(bad(fact(R"("id": "max.points", "type": "count")"), "F114").location.pointer == "/facts/0/id");
    CHECK_THAT(bad(fact(R"("id": "a", "type": "records")"), "F116").message.en, Contains("needs “fields”"));
    CHECK_THAT(bad(fact(R"("id": "a", "type": "cuont")"), "F104").hint.en, Contains("“count”"));
    CHECK(
        bad(set_text(
                leaf(condition),
                R"(, "facts": [{"id": "a", "type": "count", "title": "F"}, {"id": "a", "type": "count", "title": "F"}])"),
            "F117")
            .location.pointer == "/facts/1");
}

TEST_CASE("all problems of a set are reported, each with its line and pointer") {
    const auto loaded = parse(set_text(
        "[\n{\"id\": 1, \"titel\": \"A\",\n\"max\": \"hai\", \"weight\": true,\n\"rule\": {\"kind\": \"point\"}}]",
        ",\n\"norms\": {}"));
    CHECK_FALSE(loaded.value);
    CHECK(summary(loaded.findings) == std::vector<std::string>{"F102 /criteria/0", "F101 /criteria/0/id",
                                                               "F103 /criteria/0/titel", "F106 /criteria/0/max",
                                                               "F101 /criteria/0/weight", "F104 /criteria/0/rule/kind",
                                                               "F101 /norms"});
    CHECK_THAT(loaded.findings[2].hint.en, Contains("“title”"));
    CHECK_THAT(loaded.findings[5].hint.en, Contains("“points”"));
    CHECK_THAT(loaded.findings[1].message.vi, Contains("cần chuỗi, ở đây là số 1"));
    CHECK_THAT(loaded.findings[6].message.en, Contains("expected a list"));
}

TEST_CASE("a wrong quantity, date or period is told apart from a wrong type") {
    const auto with_max = [](const std::string& max) {
        return set_text(R"([{"id": "1", "title": "A", "max": )" + max + R"(, "rule": {"kind": "points"}}])");
    };
    CHECK_THAT(bad(with_max("\"0,5\""), "F106").hint.vi, Contains("dấu chấm"));
    CHECK(bad(with_max("1e200"), "F106").location.pointer == "/criteria/0/max");
    CHECK_THAT(bad(with_max("[2]"), "F101").message.en, Contains("found a list"));
    auto text = set_text(leaf(condition));
    text.replace(text.find("2017-12-31"), 10, "2017-02-29");
    CHECK(bad(text, "F108").location.pointer == "/period/to");
    text.replace(text.find("2017-02-29"), 10, "2016-12-31");
    CHECK(bad(text, "F118").location.pointer == "/period");
}

TEST_CASE("policies must all be stated, and fit together") {
    auto text = set_text(leaf(condition));
    const std::string blank = R"("blank": "zero")";
    text.replace(text.find(blank), blank.size(), R"("blnk": "zero")");
    const auto loaded = parse(text);
    CHECK_THAT(only(loaded.findings, "F102").message.en, Contains("“blank”"));
    CHECK_THAT(only(loaded.findings, "F103").hint.en, Contains("“blank”"));

    auto ordinal = set_text(leaf(condition));
    const std::string tie = R"(, "name"])";
    ordinal.replace(ordinal.find(tie), tie.size(), "]");
    CHECK(bad(ordinal, "F116").location.pointer == "/policies/ranking");

    auto digits = set_text(leaf(condition));
    digits.replace(digits.find(R"("digits": 2)"), 11, R"("digits": 31)");
    CHECK(bad(digits, "F107").location.pointer == "/policies/rounding/total/digits");
}

TEST_CASE("an official set cites its decision") {
    auto text = set_text(leaf(condition));
    text.replace(text.find("\"model\""), 7, "\"official\"");
    CHECK_THAT(bad(text, "F102").message.en, Contains("“decision”"));
}

TEST_CASE("a file of another kind, of another version or of none is reported once") {
    auto text = set_text(leaf(condition));
    text.replace(text.find("criteria-set/1"), 14, "criteria-set/2");
    const auto version = parse(text);
    REQUIRE(version.findings.size() == 1);
    CHECK(version.findings[0].code == "F105");
    CHECK(version.findings[0].location.pointer == "/format");
    CHECK_THAT(version.findings[0].hint.en, Contains("another version of parindex"));
    CHECK_THAT(bad(R"({"format": "parindex/assessment/1"})", "F105").hint.vi, Contains("bản chấm điểm"));
    CHECK_THAT(bad(R"({"id": "x"})", "F102").hint.en, Contains("parindex/criteria-set/1"));
    CHECK_THAT(bad("[1]", "F101").message.en, Contains("expected an object"));
}

TEST_CASE("the size of the tree is limited") {
    Limits limits;
    limits.tree_depth = 1;
    const auto deep = parse(
        set_text(
            R"([{"id": "1", "title": "A", "children": [{"id": "1.1", "title": "B", "rule": {"kind": "points"}}]}])"),
        Edition::corrected, limits);
    CHECK(only(deep.findings, "F113").location.pointer == "/criteria/0/children");
    limits = {};
    limits.criteria = 1;
    const std::string one = R"({"id": "1", "title": "A", "rule": {"kind": "points"}})";
    const auto many = parse(set_text("[" + one + "," + one + "," + one + "]"), Edition::corrected, limits);
    CHECK(only(many.findings, "F113").location.pointer == "/criteria/1");
}

TEST_CASE("corrections hold in the corrected edition and not in the printed one") {
    const std::string text = set_text(leaf(R"({"kind": "points", "max": 1})"), R"(, "corrections": [
        {"at": "/criteria/0/rule/max", "printed": 1.0, "corrected": "3/2", "why": "cộng sai"},
        {"at": "/criteria/0/title", "printed": "A", "corrected": "B", "why": "lỗi in"}])");
    const CriteriaSet corrected = good(text);
    CHECK(std::get<PointsRule>(corrected.criteria[0].rule->kind).max == Rational(3, 2));
    CHECK(corrected.criteria[0].title.vi == "B");
    REQUIRE(corrected.corrections.size() == 2);
    CHECK(corrected.corrections[0].printed == "1.0");
    CHECK(corrected.corrections[0].corrected == "\"3/2\"");
    CHECK(corrected.corrections[0].why.vi == "cộng sai");
    const CriteriaSet printed = good(text, Edition::printed);
    CHECK(printed.edition == Edition::printed);
    CHECK(std::get<PointsRule>(printed.criteria[0].rule->kind).max == Rational(1));
    CHECK(printed.corrections.size() == 2);
}

TEST_CASE("a correction that does not meet the file as printed is an error") {
    const auto with = [](const std::string& corrections) {
        return set_text(leaf(R"({"kind": "points", "max": 1})"), R"(, "corrections": [)" + corrections + "]");
    };
    const Finding missing =
        bad(with(R"({"at": "/criteria/0/rule/step", "printed": 1, "corrected": 2, "why": "w"})"), "F201");
    CHECK(missing.location.pointer == "/corrections/0/at");
    CHECK_THAT(missing.message.en, Contains("“/criteria/0/rule” only"));
    CHECK(bad(with(R"({"at": "/criteria/1", "printed": 1, "corrected": 2, "why": "w"})"), "F201").code == "F201");
    const Finding differs =
        bad(with(R"({"at": "/criteria/0/rule/max", "printed": 1.5, "corrected": 2, "why": "w"})"), "F202");
    CHECK(differs.location.pointer == "/corrections/0/printed");
    CHECK_THAT(differs.message.vi, Contains("“printed” là 1.5") && Contains("là 1"));
    CHECK(bad(with(R"({"at": "criteria", "printed": 1, "corrected": 2, "why": "w"})"), "F203").location.pointer ==
          "/corrections/0/at");
    CHECK(bad(with(R"({"at": "/corrections/0", "printed": 1, "corrected": 2, "why": "w"})"), "F203").code == "F203");
    CHECK(bad(with(R"({"at": "/criteria/0/rule/max", "printed": 1, "corrected": 1.0, "why": "w"})"), "F205").code ==
          "F205");
    CHECK(bad(with(R"({"at": "/criteria/0/rule/max", "printed": 1, "corrected": 2, "why": "w"},
                      {"at": "/criteria/0/rule", "printed": {"kind": "points", "max": 1}, "corrected": {"kind": "points"}, "why": "w"})"),
              "F204")
              .location.pointer == "/corrections/1");
}

TEST_CASE("the schema reports what nothing else explains, and only that") {
    io::Report report(10);
    const auto root = io::read_json(R"({"format": "parindex/round/1", "id": "r", "title": "T", "statement": "S",
        "period": {"from": "2017-01-01", "to": "2017-06-30"}, "criteria": {"so": 3},
        "stages": [{"id": "self", "kind": "self"}]})",
                                    "round.json", {}, report);
    REQUIRE(root);
    const io::Decoder decoder("round.json", report);
    io::check_schema(decoder, *root, "round");
    Findings findings = report.take();
    const Finding finding = only(findings, "F100");
    CHECK(finding.location.pointer == "/criteria/so");
    CHECK(finding.location.line == 2);

    decoder.error("F101", {root->find("criteria"), "/criteria"}, {"đã biết", "known", {}});
    io::check_schema(decoder, *root, "round");
    CHECK(summary(report.take()) == std::vector<std::string>{"F101 /criteria"});
}

TEST_CASE("a file that cannot be read says why") {
    namespace fs = std::filesystem;
    const fs::path folder = fs::temp_directory_path() / "parindex_test_criteria_json";
    fs::create_directories(folder);
    const fs::path file = folder / "set.json";
    const auto code = [](const fs::path& path, const Limits& limits = {}) {
        const auto loaded = load_criteria_set(path, Edition::corrected, limits);
        CHECK_FALSE(loaded.value);
        REQUIRE(loaded.findings.size() == 1);
        CHECK(loaded.findings[0].location.file == path.generic_string());
        return loaded.findings[0].code;
    };
    CHECK(code(folder / "none.json") == "F001");
    CHECK(code(folder) == "F002");
    std::ofstream(file).flush();
    CHECK(code(file) == "F004");
    std::ofstream(file) << set_text(leaf(condition));
    CHECK(load_criteria_set(file).is_clean());
    Limits limits;
    limits.file_bytes = 100;
    CHECK(code(file, limits) == "F005");
    CHECK(code("/dev/null") == "F006");
    fs::remove(folder / "loop.json");
    fs::create_symlink("loop.json", folder / "loop.json");
    CHECK(code(folder / "loop.json") == "F003");
    fs::remove_all(folder);
}

TEST_CASE("every shipped criteria set loads without findings, as corrected and as printed") {
    namespace fs = std::filesystem;
    std::size_t sets = 0;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(PARINDEX_SOURCE_DIR) / "criteria")) {
        if (entry.path().extension() != ".json" || entry.path().parent_path().filename() == "schema") continue;
        ++sets;
        for (const Edition edition : {Edition::corrected, Edition::printed}) {
            const auto loaded = load_criteria_set(entry.path(), edition);
            CAPTURE(entry.path().string(), summary(loaded.findings));
            CHECK(loaded.value.has_value());
            CHECK(loaded.findings.empty());
        }
    }
    CHECK(sets >= 5);
}
