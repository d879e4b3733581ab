#include "parindex/council/appraisal_checks.hpp"

#include "council/attainable_points.hpp"
#include "parindex/council/history.hpp"
#include "support/builders.hpp"
#include "support/findings.hpp"

#include <catch2/catch.hpp>

using namespace parindex;
using namespace parindex::testing;
using parindex::test::only;

namespace {

/// Self, appraisal, explanation, final; agencies a and b with 1.1 = 3 and 1.2 = 2 of 5 by themselves.
Round process() {
    auto round = round_of(criteria_set({parent("1", {typed("1.1", "5"), typed("1.2", "5")})}));
    round.stages = {{"self", Stage::Kind::self},
                    {"appraisal-1", Stage::Kind::appraisal},
                    {"explanation", Stage::Kind::explanation},
                    {"final", Stage::Kind::final}};
    round.assessments.resize(4);
    round.opinions.resize(4);
    for (const auto* id : {"a", "b"}) {
        add_agency(round, id, std::string("Sở ") + id);
        give_points(round, 0, id, "1.1", "3");
        give_points(round, 0, id, "1.2", "2");
    }
    return round;
}

Appraiser& add_appraiser(Round& round, std::string id, std::vector<std::string> criteria = {},
                         std::vector<std::string> agencies = {}) {
    Appraiser one;
    one.id = std::move(id);
    one.name = "Ông " + one.id;
    one.criteria = std::move(criteria);
    one.agencies = std::move(agencies);
    round.appraisers.push_back(std::move(one));
    return round.appraisers.back();
}

Answer& appraise(Round& round, const std::string& agency, const std::string& criterion, std::string_view points,
                 const std::string& by, std::size_t stage = 1) {
    auto& answer = answer_of(round, stage, agency, criterion);
    answer.points = number(points);
    answer.by = by;
    answer.explanation = "theo hồ sơ";
    return answer;
}

Findings checked(const Round& round, std::size_t last = 3) {
    const auto stages = evaluate_stages(round, last);
    REQUIRE(stages.value);
    return check_appraisal(round, *stages.value);
}

void add_opinion(Round& round, const std::string& by, std::string_view points) {
    auto& opinion = round.opinions[1]["a"].emplace_back();
    opinion.criterion = "1.1";
    opinion.answer.by = by;
    opinion.answer.points = number(points);
    opinion.points = number(points);
}

}  // namespace

TEST_CASE("a sound appraisal gives no findings", "[council][appraisal]") {
    auto round = process();
    CHECK(checked(round).empty());
    add_appraiser(round, "tv-01").agency = "b";
    add_appraiser(round, "tv-02", {"1"}, {"b"});
    appraise(round, "a", "1.1", "2", "tv-01");
    appraise(round, "b", "1.1", "2", "Ông tv-02");
    CHECK(checked(round).empty());
}

TEST_CASE("D301: an appraiser belongs to the appraised agency", "[council][appraisal]") {
    auto round = process();
    add_appraiser(round, "tv-01").agency = "a";
    add_appraiser(round, "tv-02");
    appraise(round, "a", "1.1", "2", "tv-01");
    appraise(round, "b", "1.1", "2", "tv-01");
    const auto finding = only(checked(round), "D301");
    CHECK(finding.agency == "a");
    CHECK(finding.criterion == "1.1");
    CHECK(finding.severity == Severity::warning);
    CHECK(finding.message.vi == "Ông tv-01 thuộc chính đơn vị được thẩm định");
    add_opinion(round, "tv-01", "2");
    CHECK(checked(round).size() == 2);
}

TEST_CASE("D302: an appraiser who is not listed, a note where an answer may hold any name", "[council][appraisal]") {
    auto round = process();
    appraise(round, "a", "1.1", "2", "Hội đồng");
    CHECK(checked(round).empty());  // without a list nobody is unknown
    add_appraiser(round, "tv-01");
    CHECK(only(checked(round), "D302").severity == Severity::note);
    round.assessments[1].clear();
    add_opinion(round, "tv-09", "2");
    CHECK(only(checked(round), "D302").severity == Severity::warning);
}

TEST_CASE("D303: what was appraised was not assigned, by agency or by criterion", "[council][appraisal]") {
    auto round = process();
    add_appraiser(round, "tv-01", {"1.1"}, {"a"});
    add_appraiser(round, "tv-02");
    appraise(round, "a", "1.1", "2", "tv-01");
    CHECK(checked(round).empty());
    appraise(round, "a", "1.2", "1", "tv-01");
    CHECK(only(checked(round), "D303").message.en == "Ông tv-01 is not assigned to this criterion");
    round.assessments[1].at("a").answers.erase("1.2");
    appraise(round, "b", "1.1", "2", "tv-01");
    CHECK(only(checked(round), "D303").message.en == "Ông tv-01 is not assigned to this agency");
}

TEST_CASE("D304: a leaf that nobody may appraise for some agencies", "[council][appraisal]") {
    auto round = process();
    add_appraiser(round, "tv-01", {"1.1"});
    auto finding = only(checked(round), "D304");
    CHECK(finding.criterion == "1.2");
    CHECK(finding.location.file == "appraisers.csv");
    CHECK(finding.message.en == "1.2: nobody is assigned to appraise it, group so");
    // The only one for 1.2 belongs to a.
    add_appraiser(round, "tv-02", {"1.2"}).agency = "a";
    finding = only(checked(round), "D304");
    CHECK(finding.message.en == "1.2: nobody is assigned to appraise it for 1 agencies: a");
    Exemption exemption;
    exemption.agency = "a";
    exemption.criterion = "1.2";
    round.exemptions.push_back(exemption);
    CHECK(checked(round).empty());
    round.exemptions.clear();
    round.sets[0].criteria[0].children[1].scored_by = {Scorer::self};
    CHECK(checked(round).empty());
}

TEST_CASE("D305: points that stood were changed without a reason", "[council][appraisal]") {
    auto round = process();
    appraise(round, "a", "1.1", "2.5", "").explanation.clear();
    const auto finding = only(checked(round), "D305");
    CHECK(finding.message.vi == "thẩm định thay đổi điểm từ 3 thành 2,5 mà không nêu lý do");
    appraise(round, "a", "1.1", "3", "").explanation.clear();  // confirmed
    CHECK(checked(round).empty());
    auto first = process();
    first.assessments[0].at("a").answers.erase("1.1");
    appraise(first, "a", "1.1", "2", "").explanation.clear();  // nothing stood before
    CHECK(checked(first).empty());
}

TEST_CASE("D305: a criterion that waits for the council has no reason yet", "[council][appraisal]") {
    auto round = process();
    auto& open = answer_of(round, 1, "a", "1.1");
    open.state = State::pending;
    CHECK(only(checked(round), "D305").message.vi == "thẩm định thay đổi điểm từ 3 thành chưa xong mà không nêu lý do");
    open.by_consensus = true;
    CHECK(checked(round).empty());
}

TEST_CASE("D306: awarded points that the rule cannot give are noted, agreed ones are not", "[council][appraisal]") {
    auto round = process();
    LevelsRule levels;
    levels.levels = {{"a", {}, Rational(5), {}, {}}, {"b", {}, number("2.5"), {}, {}}, {"c", {}, Rational(0), {}, {}}};
    round.sets[0].criteria[0].children[0].rule->kind = levels;
    auto& answer = answer_of(round, 1, "a", "1.1");
    answer.awarded = number("2");
    answer.explanation = "một phần";
    CHECK(only(checked(round), "D306").severity == Severity::note);
    answer_of(round, 1, "a", "1.1").by_consensus = true;
    CHECK(checked(round).empty());
    answer_of(round, 1, "a", "1.1").by_consensus = false;
    answer_of(round, 1, "a", "1.1").awarded = number("2.5");
    CHECK(checked(round).empty());
}

TEST_CASE("which points a rule can give", "[council][appraisal]") {
    const auto set = criteria_set({});
    const auto gives = [&](RuleKind rule, std::string_view points) {
        return can_give(set, leaf("1", "2", std::move(rule)), number(points));
    };
    ChecklistRule checklist{{{"a", {}, number("0.5")}, {"b", {}, number("0.75")}}, number("1")};
    for (const auto* points : {"0", "0.5", "0.75", "1"}) CHECK(gives(checklist, points));
    for (const auto* points : {"0.25", "1.25", "2"}) CHECK_FALSE(gives(checklist, points));
    PointsRule steps{Rational(0), Rational(2), number("0.5")};
    CHECK(gives(steps, "1.5"));
    CHECK_FALSE(gives(steps, "1.25"));
    CHECK_FALSE(gives(steps, "2.5"));
    CHECK(gives(ConditionRule{expression("true")}, "2"));
    CHECK_FALSE(gives(ConditionRule{expression("true")}, "1"));
    PerItemRule items{expression("1"), number("0.75"), std::nullopt};
    CHECK(gives(items, "1.5"));
    CHECK(gives(items, "2"));  // the cap
    CHECK_FALSE(gives(items, "1"));
    DeadlineRule deadline{
        expression("date('2017-01-01')"), expression("date('2017-01-01')"), {}, {}, number("0.25"), {}};
    deadline.steps.push_back({0, Rational(2), {}});
    CHECK(gives(deadline, "0.25"));
    CHECK_FALSE(gives(deadline, "1"));
    AlternativesRule either;
    either.alternatives.push_back({expression("true"), std::make_shared<const Rule>(Rule{checklist, ""}), {}});
    either.otherwise = std::make_shared<const Rule>(Rule{steps, ""});
    CHECK(gives(either, "0.75"));
    CHECK(gives(either, "1.5"));
    CHECK_FALSE(gives(either, "1.75"));
    CHECK(gives(FormulaRule{expression("1"), Overflow::cap, Overflow::cap}, "1/7"));
    auto overridden = leaf("1", "2", ConditionRule{expression("true")});
    overridden.overrides.push_back({expression("true"), number("1"), {}});
    CHECK(can_give(set, overridden, Rational(1)));
}

TEST_CASE("a checklist with many different sums is judged by its range", "[council][appraisal]") {
    ChecklistRule rule;
    Rational points = 1;
    for (int i = 0; i < 64; ++i, points /= Rational(2)) rule.items.push_back({std::to_string(i), {}, points});
    CHECK(can_give(criteria_set({}), leaf("1", "2", rule), number("1/3")));
    CHECK_FALSE(can_give(criteria_set({}), leaf("1", "2", rule), Rational(3)));
}

TEST_CASE("D307: a dispute stays open until a later stage answers, even by keeping the points",
          "[council][appraisal]") {
    auto round = process();
    appraise(round, "a", "1.1", "2", "");
    answer_of(round, 2, "a", "1.1").disputed = true;
    CHECK(only(checked(round, 2), "D307").severity == Severity::note);
    const auto finding = only(checked(round, 3), "D307");
    CHECK(finding.severity == Severity::warning);
    CHECK(finding.location.file == "explanation/a.json");
    answer_of(round, 3, "a", "1.1").explanation = "giữ nguyên";
    CHECK(checked(round).empty());
}

TEST_CASE("D308: every paper of a criterion that requires evidence was refused", "[council][appraisal]") {
    auto round = process();
    auto& criterion = round.sets[0].criteria[0].children[0];
    criterion.evidence = EvidenceNeed::required;
    answer_of(round, 0, "a", "1.1").evidence = {"kh-01"};
    auto& judged = answer_of(round, 1, "a", "1.1");
    judged.refused_evidence["kh-01"] = "dự thảo";
    judged.explanation = "xem lại";
    CHECK(only(checked(round), "D308").criterion == "1.1");
    criterion.evidence = EvidenceNeed::required_or_explanation;  // the appraiser's reason is no explanation
    CHECK(only(checked(round), "D308").criterion == "1.1");
    answer_of(round, 0, "a", "1.1").explanation = "đã làm";
    CHECK(checked(round).empty());
    criterion.evidence = EvidenceNeed::required;
    answer_of(round, 2, "a", "1.1").evidence = {"kh-02"};
    CHECK(checked(round).empty());
}

TEST_CASE("D309: opinions further apart than half of the maximum", "[council][appraisal]") {
    auto round = process();
    add_opinion(round, "tv-01", "1");
    add_opinion(round, "tv-02", "3.5");
    CHECK(checked(round).empty());  // exactly half of 5
    add_opinion(round, "tv-03", "0.75");
    const auto finding = only(checked(round), "D309");
    CHECK(finding.message.vi == "ý kiến cách xa nhau: tv-03 cho 0,75, tv-02 cho 3,5, tối đa 5");
}

TEST_CASE("only stages up to the last one given are looked at", "[council][appraisal]") {
    auto round = process();
    appraise(round, "a", "1.1", "2.5", "", 3).explanation.clear();
    CHECK(checked(round, 2).empty());
    CHECK(codes_of(checked(round, 3)) == std::vector<std::string>{"D305"});
}
