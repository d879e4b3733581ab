#include "parindex/engine/data_checks.hpp"

#include "support/scored.hpp"

#include <catch2/catch.hpp>

using namespace parindex;
using namespace parindex::testing;

namespace {

using Codes = std::vector<std::string>;

Findings checked(const CriteriaSet& set, const Given& given, const EvaluationContext& context = {}) {
    const auto plan = compiled(set);
    return check_data(plan, given.assessment(), context, score(plan, given, context));
}

Finding only(const Findings& findings) {
    CAPTURE(codes_of(findings));
    REQUIRE(findings.size() == 1);
    return findings.front();
}

DataCheck check(std::string id, std::string_view holds) {
    return {id, text("Kiểm tra " + id, "Check " + id), expression(holds), {}, Severity::warning, {}, "/checks/" + id};
}

/// One criterion and the figures of dossiers.
CriteriaSet dossiers(std::vector<DataCheck> checks = {}) {
    auto set = criteria_set({typed("1", "5")});
    for (const auto* id : {"registered", "carried", "new", "settled", "open"})
        set.facts.push_back(declare(id, FactType::count));
    set.checks = std::move(checks);
    return set;
}

Given figures() {
    return Given()
        .fact("registered", Rational(5118))
        .fact("carried", Rational(120))
        .fact("new", Rational(3749))
        .fact("settled", Rational(3748))
        .fact("open", Rational(121));
}

}  // namespace

TEST_CASE("D101: an identity that does not hold is worked out on both sides", "[engine]") {
    auto set = dossiers({check("sum", "settled + open = registered")});
    set.checks[0].message = text("Xem mục 7.", "See section 7.");
    const auto finding = only(checked(set, figures()));
    CHECK(finding.code == "D101");
    CHECK(finding.severity == Severity::warning);
    CHECK(finding.criterion == "sum");
    CHECK(finding.agency == "so-a");
    CHECK(finding.location.file == "self/so-a.json");
    CHECK(finding.location.pointer == "/facts/settled");
    CHECK(finding.message.en ==
          "Check sum: does not hold: 3748 + 121 = 5118 (settled + open = registered), as 3869 ≠ 5118. See section 7.");
    CHECK(finding.message.vi ==
          "Kiểm tra sum: không đúng: 3748 + 121 = 5118 (settled + open = registered), vì 3869 ≠ 5118. Xem mục 7.");
    CHECK(finding.hint.empty());
}

TEST_CASE("D101 names related identities that hold: they show which figure to doubt", "[engine]") {
    const auto set = dossiers({check("sum", "settled + open = registered"),
                               check("flow", "settled + open = carried + new"),  // holds: 3869 = 3869
                               check("one-fact", "settled = 3748"),              // holds, but shares one fact only
                               check("order", "settled + open <= registered"),   // holds, but is no equation
                               check("false", "settled - open = registered - 1491")});  // 3627 = 3627 holds
    const auto finding = only(checked(set, figures()));
    CHECK(finding.criterion == "sum");
    CHECK(finding.hint.en ==
          "While this holds: 3748 + 121 = 120 + 3749 (settled + open = carried + new); "
          "3748 - 121 = 5118 - 1491 (settled - open = registered - 1491)");
    CHECK(finding.hint.vi.starts_with("Trong khi đó đúng: 3748 + 121 = 120 + 3749 "));
}

TEST_CASE("D101 has the severity of the check, and other conditions show both sides as well", "[engine]") {
    auto set = dossiers({check("less", "registered <= settled"), check("flag", "settled > 1 and open > 200")});
    set.checks[0].severity = Severity::error;
    set.checks[1].severity = Severity::note;
    const auto findings = checked(set, figures());
    REQUIRE(findings.size() == 2);
    const auto& less = findings[findings[0].criterion == "less" ? 0 : 1];
    const auto& flag = findings[findings[0].criterion == "less" ? 1 : 0];
    CHECK(less.severity == Severity::error);
    CHECK(less.message.en == "Check less: does not hold: 5118 <= 3748 (registered <= settled), as 5118 and 3748");
    CHECK(less.message.vi == "Kiểm tra less: không đúng: 5118 <= 3748 (registered <= settled), vì 5118 và 3748");
    CHECK(flag.severity == Severity::note);
    CHECK(flag.message.en == "Check flag: does not hold: 3748 > 1 and 121 > 200 (settled > 1 and open > 200)");
}

TEST_CASE("a check with a condition is made only where that holds", "[engine]") {
    auto set = dossiers({check("sum", "settled + open = registered")});
    set.checks[0].when = expression("known(registered) and registered > 6000");
    CHECK(checked(set, figures()).empty());
    set.checks[0].when = expression("registered > 5000");
    CHECK(codes_of(checked(set, figures())) == Codes{"D101"});
    set.checks[0].when = expression("registered > 0");
    CHECK(checked(set, Given()).empty());
}

TEST_CASE("D102: what could not be checked names the missing facts", "[engine]") {
    const auto set = dossiers({check("sum", "settled + open = registered")});
    const auto finding = only(checked(set, Given().fact("settled", Rational(3))));
    CHECK(finding.code == "D102");
    CHECK(finding.severity == Severity::note);
    CHECK(finding.criterion == "sum");
    CHECK(finding.message.en.starts_with("Check sum: could not be checked, missing open"));
    CHECK(finding.message.vi.starts_with("Kiểm tra sum: chưa kiểm tra được, thiếu open"));
    const auto divided = dossiers({check("share", "settled / open > 1")});
    const auto by_zero = only(checked(divided, Given().fact("settled", Rational(3)).fact("open", Rational(0))));
    CHECK(by_zero.code == "D102");
    CHECK(by_zero.message.en == "Check share: could not be checked");
}

TEST_CASE("D103: a share above 100 %, in proportional rules and percentage bands", "[engine]") {
    ProportionalRule share{
        expression("settled / registered"), {}, {}, ProportionalRule::Between::share_of_max, Overflow::cap};
    BandsRule bands{expression("answer"), Unit::percent, {}, Overlap::undeclared, BandsRule::Outside::undeclared};
    bands.bands = {{range("", ""), {}, Rational(1), {}}};
    auto counted = bands;
    counted.unit = Unit::count;
    auto set = dossiers();
    set.criteria = {leaf("1", "5", share), leaf("2", "1", bands), leaf("3", "1", counted)};
    const auto given =
        Given().fact("settled", Rational(9)).fact("registered", Rational(8)).value("2", "1.5").value("3", "7");
    const auto findings = checked(set, given);
    REQUIRE(codes_of(findings) == Codes{"D103", "D103"});
    CHECK(findings[0].criterion == "2");
    CHECK(findings[0].location.pointer == "/answers/2");
    CHECK(findings[0].message.en == "the share 150 % is above 100 %: answer");
    CHECK(findings[1].criterion == "1");
    CHECK(findings[1].location.pointer == "/facts/settled");
    CHECK(findings[1].message.vi == "tỷ lệ 112,5 % lớn hơn 100 %: settled / registered");
    CHECK(checked(set, Given().fact("settled", Rational(8)).fact("registered", Rational(8)).value("2", "1")).empty());
}

TEST_CASE("D103 looks at the alternative that applies to the agency, and at no other", "[engine]") {
    const auto share = [](const char* of) {
        return std::make_shared<const Rule>(
            Rule{ProportionalRule{expression(of), {}, {}, ProportionalRule::Between::share_of_max, Overflow::cap}, ""});
    };
    AlternativesRule either;
    either.alternatives.push_back({expression("carried > 0"), share("settled / registered"), {}});
    either.otherwise = share("new / open");
    auto set = dossiers();
    set.criteria = {leaf("1", "5", either)};
    const auto given = [](int carried) {
        return Given()
            .fact("carried", Rational(carried))
            .fact("settled", Rational(9))
            .fact("registered", Rational(8))
            .fact("new", Rational(6))
            .fact("open", Rational(5));
    };
    CHECK(only(checked(set, given(1))).message.en == "the share 112.5 % is above 100 %: settled / registered");
    CHECK(only(checked(set, given(0))).message.en == "the share 120 % is above 100 %: new / open");
    either.otherwise.reset();
    set.criteria = {leaf("1", "5", either)};
    CHECK(checked(set, given(0)).empty());  // not applicable
}

TEST_CASE("D104: dates after the report, or after the period when the report has no date", "[engine]") {
    auto set = dossiers();
    set.facts.push_back(declare("issued", FactType::date));
    set.facts.push_back(declare("submitted", FactType::date));
    set.facts.back().may_follow_period = true;
    auto given = Given().fact("issued", Date(2017, 12, 31)).fact("submitted", Date(2018, 1, 15));
    given.assessment().evidence = {
        {"e1", "01/KH", Date(2017, 12, 31), "", "", "", {"self/so-a.json", 0, 0, "/evidence/0"}}};
    CHECK(checked(set, given).empty());

    given.fact("issued", Date(2018, 1, 1));
    const auto fact = only(checked(set, given));
    CHECK(fact.code == "D104");
    CHECK(fact.criterion == "issued");
    CHECK(fact.location.pointer == "/facts/issued");
    CHECK(fact.message.en == "issued is dated 2018-01-01, after the end of the period 2017-12-31");
    CHECK(fact.message.vi == "issued ghi ngày 01/01/2018, sau ngày cuối kỳ 31/12/2017");

    given.fact("issued", Never{});
    given.assessment().date = Date(2017, 6, 30);
    const auto document = only(checked(set, given));
    CHECK(document.criterion == "e1");
    CHECK(document.location.pointer == "/evidence/0");
    CHECK(document.message.en == "01/KH is dated 2017-12-31, after the date of the report 2017-06-30");

    const Period later{Date(2017, 1, 1), Date(2018, 12, 31)};
    EvaluationContext context;
    context.period = &later;
    given.assessment().date.reset();
    given.fact("issued", Date(2018, 6, 1));
    CHECK(checked(set, given, context).empty());
}

TEST_CASE("D105: one document number with two dates, however it is typed", "[engine]") {
    auto given = Given();
    auto& evidence = given.assessment().evidence;
    evidence = {{"a", "01/KH-UBND", Date(2017, 1, 4), "", "", "mục 1", {}},
                {"b", "01/kh-ubnd ", Date(2017, 1, 14), "", "", "mục 5", {}},
                {"c", "01/KH-UBND", Date(2017, 1, 4), "", "", "", {}},
                {"d", "02/KH-UBND", Date(2017, 2, 4), "", "", "", {}},
                {"e", "", Date(2017, 2, 5), "", "", "", {}},
                {"f", "", Date(2017, 2, 6), "", "", "", {}},
                {"g", "02/KH-UBND", {}, "", "", "", {}}};
    const auto finding = only(checked(dossiers(), given));
    CHECK(finding.code == "D105");
    CHECK(finding.criterion == "b");
    CHECK(finding.location.file == "self/so-a.json");
    CHECK(finding.message.en == "01/kh-ubnd  is cited with two dates: 2017-01-04 (mục 1) and 2017-01-14 (mục 5)");
    CHECK(finding.message.vi == "01/kh-ubnd  được dẫn với hai ngày: 04/01/2017 (mục 1) và 14/01/2017 (mục 5)");
}

TEST_CASE("D106: points without the evidence that the criterion requires", "[engine]") {
    auto set = dossiers();
    set.criteria = {typed("1", "5"), computed("2", "9999", "settled"), typed("3", "5"), typed("4", "5")};
    set.criteria[0].evidence = EvidenceNeed::required;
    set.criteria[1].evidence = EvidenceNeed::required;
    set.criteria[2].evidence = EvidenceNeed::required_or_explanation;
    auto given = Given().points("1", "1").points("3", "1").points("4", "1").fact("settled", Rational(3));
    const auto findings = checked(set, given);
    REQUIRE(codes_of(findings) == Codes{"D106", "D106", "D106"});
    CHECK(findings[0].criterion == "2");
    CHECK(findings[0].location.file == "self/so-a.json");
    CHECK(findings[1].criterion == "1");
    CHECK(findings[1].location.pointer == "/answers/1");
    CHECK(findings[1].message.en == "points without evidence");
    CHECK(findings[2].criterion == "3");
    CHECK(findings[2].message.en == "points without evidence or explanation");
    CHECK(findings[2].message.vi == "có điểm nhưng không có tài liệu kiểm chứng lẫn giải trình");

    given.answer("1").explanation = "có văn bản";  // does not do for required evidence
    given.answer("3").explanation = "có văn bản";
    given.assessment().facts["settled"].evidence = {"bc-01"};
    const auto left = only(checked(set, given));
    CHECK(left.criterion == "1");
    given.answer("1").evidence = {"kh-01"};
    CHECK(checked(set, given).empty());
}

TEST_CASE("no evidence is asked for where there are no points, or none were worked for", "[engine]") {
    auto set = dossiers();
    set.criteria[0].evidence = EvidenceNeed::required;
    CHECK(checked(set, Given().points("1", "0")).empty());
    CHECK(checked(set, Given().state("1", State::not_arisen)).empty());
    CHECK(checked(set, Given()).empty());
}

TEST_CASE("D107: a fact outside its declared bounds", "[engine]") {
    auto set = dossiers();
    set.facts[0].min = Rational(10);
    set.facts[0].max = Rational(20);
    set.facts[0].title = text("Đã tiếp nhận", "Registered");
    CHECK(checked(set, Given().fact("registered", Rational(10))).empty());
    CHECK(checked(set, Given().fact("registered", Rational(20))).empty());
    const auto below = only(checked(set, Given().fact("registered", number("9.5"))));
    CHECK(below.code == "D107");
    CHECK(below.criterion == "registered");
    CHECK(below.location.pointer == "/facts/registered");
    CHECK(below.message.vi == "Đã tiếp nhận là 9,5, nhỏ hơn 10");
    CHECK(only(checked(set, Given().fact("registered", Rational(21)))).message.en == "Registered is 21, above 20");
    set.facts[1].max = Rational(1);
    CHECK(only(checked(set, Given().fact("carried", Rational(2)))).message.en == "carried is 2, above 1");
}

TEST_CASE("no check changes a score, and the findings come in the order of a report", "[engine]") {
    auto set = dossiers({check("sum", "settled + open = registered"), check("none", "carried = missing")});
    set.facts.push_back(declare("missing", FactType::count));
    set.criteria[0].evidence = EvidenceNeed::required;
    const auto given = figures().points("1", "4");
    const auto findings = checked(set, given);
    CHECK(findings.size() == 3);
    auto sorted = findings;
    sort_findings(sorted);
    CHECK(codes_of(sorted) == codes_of(findings));
    const auto plan = compiled(set);
    CHECK(shown(score(plan, given).total.exact) == "4");
}
