#include "parindex/engine/explain.hpp"

#include "support/scored.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace parindex;
using namespace parindex::testing;

namespace {

using Kind = Aggregate::Kind;
using Lines = std::vector<std::string>;

Lines in(Language language, const std::vector<Text>& texts) {
    Lines lines;
    for (const auto& text : texts) lines.push_back(text.in(language));
    return lines;
}
Lines vi(const std::vector<Text>& texts) { return in(Language::vi, texts); }
Lines en(const std::vector<Text>& texts) { return in(Language::en, texts); }

Explanation explained(const Plan& plan, const Given& given, std::string_view id,
                      const EvaluationContext& context = {}) {
    const auto card = score(plan, given, context);
    return explain(plan, plan.index_of(id).value(), given.assessment(), context, card);
}

std::vector<Text> total_lines(const Plan& plan, const Given& given) { return explain_total(plan, score(plan, given)); }

/// Bands over settled dossiers.
CriteriaSet dossiers() {
    BandsRule rule{
        expression("on_time / settled"), Unit::percent, {}, Overlap::undeclared, BandsRule::Outside::undeclared};
    rule.bands = {{range("95%", ""), {}, Rational(2), {}},
                  {range("80%", "95%"), {}, Rational(1), {}},
                  {range("", "80%"), {}, Rational(0), {}}};
    auto set = criteria_set({leaf("1", "2", rule)});
    set.facts = {declare("on_time", FactType::count), declare("settled", FactType::count)};
    set.facts[0].title = text("Đúng hạn", "On time");
    set.criteria[0].zero_denominator = ZeroDenominator{{}, ZeroDenominator::Then::not_arisen};
    return set;
}

Criterion combined(std::string_view max, Kind kind, std::vector<Criterion> children) {
    auto criterion = parent("1", std::move(children));
    criterion.max = number(max);
    criterion.aggregate.kind = kind;
    return criterion;
}

}  // namespace

TEST_CASE("a leaf is explained by its rule, its figures and every step", "[engine]") {
    const auto plan = compiled(dossiers());
    auto given = Given().fact("on_time", Rational(900)).fact("settled", Rational(1000));
    given.assessment().facts["on_time"].source = "báo cáo, mục 7";
    const auto e = explained(plan, given, "1");
    CHECK(e.agency == "so-a");
    CHECK(e.stage == "self");
    CHECK(e.input_stage.empty());
    CHECK(e.criterion == "1");
    CHECK(e.title.en == "Criterion 1");
    CHECK(shown(e.points) == "1");
    CHECK(shown(e.max) == "2");
    CHECK(e.state == State::scored);
    CHECK_FALSE(e.effect);
    CHECK(e.rule.en == "by on_time / settled: from 95 % on: 2; from 80 % below 95 %: 1; below 80 %: 0");
    CHECK(e.rule.vi == "theo on_time / settled: từ 95 % trở lên: 2; từ 80 % đến dưới 95 %: 1; dưới 80 %: 0");
    CHECK(en(e.working) == Lines{"on_time / settled = 900 / 1000 = 90 %", "90 % lies in \"from 80 % below 95 %\" → 1"});
    CHECK(vi(e.working) ==
          Lines{"on_time / settled = 900 / 1000 = 90 %", "90 % thuộc khoảng \"từ 80 % đến dưới 95 %\" → 1"});
    CHECK(en(e.why_not_more) == Lines{"2 points need a value from 95 % on"});
    CHECK(vi(e.why_not_more) == Lines{"2 điểm cần giá trị từ 95 % trở lên"});
    REQUIRE(e.inputs.size() == 2);
    CHECK(e.inputs[0].name == "on_time");
    CHECK(e.inputs[0].title.vi == "Đúng hạn");
    CHECK(e.inputs[0].value.en == "900");
    CHECK(e.inputs[0].source == "báo cáo, mục 7");
    CHECK(e.inputs[0].stage == "self");
    CHECK(e.inputs[1].name == "settled");
    CHECK(e.inputs[1].source.empty());
}

TEST_CASE("a state is explained by what it is and what it does", "[engine]") {
    auto set = criteria_set({typed("1", "2.5")});
    const auto plan = compiled(set);
    const auto arisen = explained(plan, Given().state("1", State::not_arisen), "1");
    CHECK(vi(arisen.working) == Lines{"không phát sinh: tính đủ điểm → 2,5"});
    CHECK(en(arisen.working) == Lines{"not arisen: counts as full points → 2.5"});
    CHECK(arisen.effect == Effect::full_points);
    CHECK(en(explained(plan, Given(), "1").working) == Lines{"not answered: counts as no points → 0"});
    CHECK(vi(explained(plan, Given(), "1").working) == Lines{"chưa trả lời: tính 0 điểm → 0"});
    CHECK(en(explained(plan, Given().state("1", State::not_applicable), "1").working) ==
          Lines{"not applicable: leaves points and maximum"});
    CHECK(en(explained(plan, Given().state("1", State::pending), "1").working) == Lines{"pending: blocks the total"});
}

TEST_CASE("missing facts and zero denominators are named", "[engine]") {
    const auto plan = compiled(dossiers());
    CHECK(en(explained(plan, Given().fact("on_time", Rational(1)), "1").working) ==
          Lines{"missing facts: settled", "no data: counts as no points → 0"});
    const auto zero = explained(plan, Given().fact("on_time", Rational(0)).fact("settled", Rational(0)), "1");
    CHECK(vi(zero.working) == Lines{"mẫu số bằng 0: xử lý theo quy định của tiêu chí (when_denominator_is_zero)",
                                    "không phát sinh: tính đủ điểm → 2"});
}

TEST_CASE("an override is shown with its condition and reason", "[engine]") {
    auto set = criteria_set({typed("1", "5")});
    set.facts.push_back(declare("fraud", FactType::flag));
    set.criteria[0].overrides = {{expression("fraud"), Rational(0), text("khai sai", "false report")}};
    const auto plan = compiled(set);
    const auto e = explained(plan, Given().points("1", "5").fact("fraud", true), "1");
    CHECK(en(e.working) == Lines{"override: fraud → 0 (false report)"});
    CHECK(vi(e.working) == Lines{"áp dụng quy định đặc biệt: fraud → 0 (khai sai)"});
    const auto open = explained(plan, Given().points("1", "5"), "1");
    CHECK(en(open.working) ==
          Lines{"points as typed: 5", "missing for an override: fraud", "no data: counts as no points → 0"});
}

TEST_CASE("the rounding of points has a line when it changes them", "[engine]") {
    auto set = criteria_set({computed("1", "1", "2 / 3"), computed("2", "1", "1 / 4")});
    set.policies.points_rounding = {2, RoundingMode::half_up};
    const auto plan = compiled(set);
    const auto e = explained(plan, Given(), "1");
    CHECK(shown(e.points) == "67/100");
    CHECK(en(e.working).back() == "rounded to 2 places (half_up): 2/3 ≈ 0.6667 → 0.67");
    CHECK(vi(e.working).back() == "làm tròn 2 chữ số (half_up): 2/3 ≈ 0,6667 → 0,67");
    CHECK(explained(plan, Given(), "2").working.size() == 1);
}

TEST_CASE("a typed value stands among the inputs as it was typed", "[engine]") {
    auto set = criteria_set({computed("1", "2", "answer * max")});
    auto given = Given().value("1", "64/66", "64/66");
    given.answer("1").explanation = "hai hồ sơ trễ";
    const auto e = explained(compiled(set), given, "1");
    REQUIRE(e.inputs.size() == 1);
    CHECK(e.inputs[0].name == "answer");
    CHECK(e.inputs[0].title.en == "value as typed");
    CHECK(e.inputs[0].value.vi == "64/66");
    CHECK(e.input_stage == "self");
    CHECK(e.remark == "hai hồ sơ trễ");
}

TEST_CASE("evidence comes with the answer and with the facts, each document once", "[engine]") {
    const auto plan = compiled(dossiers());
    auto given = Given().fact("on_time", Rational(900)).fact("settled", Rational(1000));
    given.assessment().evidence = {{"kh-01", "01/KH", {}, "", "", "", {}},
                                   {"bc-02", "02/BC", {}, "", "", "", {}},
                                   {"other", "03/BC", {}, "", "", "", {}}};
    given.answer("1").evidence = {"kh-01"};
    given.assessment().facts["on_time"].evidence = {"bc-02", "kh-01"};
    given.assessment().facts["settled"].evidence = {"nowhere"};
    const auto e = explained(plan, given, "1");
    REQUIRE(e.evidence.size() == 2);
    CHECK(e.evidence[0].number == "01/KH");
    CHECK(e.evidence[1].number == "02/BC");
}

TEST_CASE("norms that were replaced name the one that applies", "[engine]") {
    auto set = criteria_set({typed("1", "2")});
    set.norms = {{"old", "30c/NQ-CP", "new", Date(2021, 7, 15)}, {"new", "76/NQ-CP", "", {}}};
    set.criteria[0].source.clause = "mục 1";
    set.criteria[0].source.norms = {"old", "new", "unknown"};
    const auto e = explained(compiled(set), Given(), "1");
    CHECK(en(e.norms) == Lines{"30c/NQ-CP was replaced: 76/NQ-CP applies from 2021-07-15", "76/NQ-CP"});
    CHECK(vi(e.norms) == Lines{"30c/NQ-CP đã được thay thế: áp dụng 76/NQ-CP từ 15/07/2021", "76/NQ-CP"});
    CHECK(e.clause.clause == "mục 1");
}

TEST_CASE("nobody is told how to get more penalty points", "[engine]") {
    auto set = criteria_set({typed("1", "5"), typed("2", "3")});
    set.criteria[1].role = Role::penalty;
    const auto plan = compiled(set);
    const auto given = Given().points("1", "1").points("2", "1");
    CHECK(en(explained(plan, given, "1").why_not_more) == Lines{"the assessor may give up to 5"});
    CHECK(explained(plan, given, "2").why_not_more.empty());
}

TEST_CASE("a refused answer is explained by its refusal", "[engine]") {
    const auto plan = compiled(criteria_set({typed("1", "5")}));
    const auto e = explained(plan, Given().points("1", "6"), "1");
    CHECK_FALSE(e.points);
    REQUIRE(e.refusal);
    CHECK(e.refusal->code == "A202");
    CHECK(e.refusal->message.en == "6 points; allowed: 0 to 5");
    CHECK(en(e.working) == Lines{"pending: blocks the total"});
}

TEST_CASE("a sum is written out with the parts that count", "[engine]") {
    const auto plan = compiled(
        criteria_set({parent("1", {typed("1.1", "4"), typed("1.2", "6"), typed("1.3", "1"), typed("1.4", "2")})}));
    const auto given =
        Given().points("1.1", "2").points("1.2", "1/3").points("1.3", "0").state("1.4", State::not_applicable);
    const auto e = explained(plan, given, "1");
    CHECK(e.rule.en == "sum of the parts");
    CHECK(en(e.working) == Lines{"2 + 1/3 + 0 = 7/3 ≈ 2.3333"});
    CHECK(vi(e.working) == Lines{"2 + 1/3 + 0 = 7/3 ≈ 2,3333"});
    REQUIRE(e.parts.size() == 4);
    CHECK(e.parts[1].criterion == "1.2");
    CHECK(shown(e.parts[1].points) == "1/3");
    CHECK(shown(e.parts[1].max) == "6");
    CHECK(e.parts[3].state == State::not_applicable);
    CHECK_FALSE(e.parts[3].points);
    CHECK(e.inputs.empty());
}

TEST_CASE("a mean is written out so that it can be done again by hand", "[engine]") {
    const auto mean =
        compiled(criteria_set({combined("6", Kind::mean_times_max, {typed("1.1", "2"), typed("1.2", "4")})}));
    const auto e = explained(mean, Given().points("1.1", "1").points("1.2", "1"), "1");
    CHECK(e.rule.en == "mean share of the parts × maximum");
    CHECK(en(e.working) == Lines{"(1/2 + 1/4) / 2 × 6 = 2.25"});
    auto set = criteria_set({combined("2.5", Kind::weighted_mean, {typed("1.1", "2"), typed("1.2", "4")})});
    set.criteria[0].children[0].weight = number("1/3");
    set.criteria[0].children[1].weight = number("1.5");
    const auto weighted = explained(compiled(set), Given().points("1.1", "1").points("1.2", "1"), "1");
    // (1/6 + 3/8) / (11/6) x 2.5 = 65/88
    CHECK(vi(weighted.working) == Lines{"(1/2 × (1/3) + 1/4 × 1,5) / (11/6) × 2,5 = 65/88 ≈ 0,7386"});
}

TEST_CASE("a choice among the parts is explained by the parts themselves", "[engine]") {
    const auto best = compiled(criteria_set({combined("4", Kind::best_of, {typed("1.1", "2"), typed("1.2", "4")})}));
    const auto e = explained(best, Given().points("1.1", "2").points("1.2", "1"), "1");
    CHECK(e.rule.en == "the best part");
    CHECK(e.working.empty());
    CHECK(e.parts.size() == 2);
    const auto one = compiled(criteria_set({combined("4", Kind::one_of, {typed("1.1", "2"), typed("1.2", "4")})}));
    CHECK(en(explained(one, Given(), "1").working) == Lines{"not answered: counts as no points → 0"});
    const auto both = explained(one, Given().points("1.1", "1").points("1.2", "1"), "1");
    CHECK(en(both.working) == Lines{"pending: blocks the total"});
    REQUIRE(both.refusal);
    CHECK(both.refusal->message.en == "only one of the parts may be answered");
}

TEST_CASE("a parent that left the score says why", "[engine]") {
    const auto plan = compiled(criteria_set({parent("1", {typed("1.1", "4")}), typed("2", "1")}));
    CHECK(en(explained(plan, Given().state("1.1", State::not_applicable), "1").working) ==
          Lines{"not applicable: leaves points and maximum"});
}

TEST_CASE("a conversion shows the points before and after", "[engine]") {
    auto domain = combined("5", Kind::sum, {typed("1.1", "4"), typed("1.2", "6")});
    domain.aggregate.convert = {{range("", "4"), {}, Rational(0), {}}, {range("4", ""), {}, Rational(3), {}}};
    const auto plan = compiled(criteria_set({domain}));
    const auto e = explained(plan, Given().points("1.1", "2").points("1.2", "2.5"), "1");
    CHECK(en(e.working) == Lines{"2 + 2.5 = 4.5", "converted by the table: 4.5 → 3"});
    CHECK(vi(e.working) == Lines{"2 + 2,5 = 4,5", "quy đổi theo bảng: 4,5 → 3"});
}

TEST_CASE("a level is shown where the parts give one", "[engine]") {
    LevelsRule grades;
    for (const auto* id : {"A", "B"}) {
        Level level;
        level.id = id;
        grades.levels.push_back(level);
    }
    auto domain = combined("1", Kind::weakest_link, {leaf("1.1", "1", grades), leaf("1.2", "1", grades)});
    domain.max.reset();
    for (auto& child : domain.children) child.max.reset();
    domain.aggregate.scale = "ab";
    auto set = criteria_set({domain});
    set.scales = {{"ab", {"A", "B"}}};
    const auto plan = compiled(set);
    const auto given = Given().level("1.1", "A").level("1.2", "B");
    const auto e = explained(plan, given, "1");
    CHECK(e.rule.en == "the lowest level of the parts");
    CHECK(e.level == "B");
    CHECK(vi(e.working) == Lines{"mức B"});
    CHECK(e.parts[0].level == "A");
    CHECK(en(explained(plan, given, "1.1").working) == Lines{"level A chosen: A"});
}

TEST_CASE("the total is written out from the domains to the index", "[engine]") {
    auto set = criteria_set({typed("1", "40"), typed("2", "30")});
    set.max = Rational(70);
    const auto lines = total_lines(compiled(set), Given().points("1", "40").points("2", "22.625"));
    CHECK(en(lines) == Lines{"40 + 22.625 = 62.625, out of an assigned maximum of 70",
                             "total 501/8 → rounded 62.63; index 89.4643 %"});
    CHECK(vi(lines) == Lines{"40 + 22,625 = 62,625, trên số điểm tối đa được tính 70",
                             "tổng điểm 501/8 → làm tròn 62,63; chỉ số 89,4643 %"});
}

TEST_CASE("rescaling, bonus, penalty and cap each have their line", "[engine]") {
    auto set = criteria_set({typed("1", "60"), typed("2", "40"), typed("3", "20"), typed("4", "5")});
    set.criteria[2].role = Role::bonus;
    set.criteria[3].role = Role::penalty;
    set.max = Rational(100);
    set.policies.total_base = TotalBase::assigned;
    set.policies.total_cap = Rational(100);
    const auto plan = compiled(set);
    const auto given = Given().points("1", "57").state("2", State::no_survey).points("3", "20").points("4", "0.5");
    CHECK(en(total_lines(plan, given)) ==
          Lines{"57 = 57, out of an assigned maximum of 60", "rescaled to 100: 57 × 100 / 60 = 95",
                "plus bonus 20, less penalty 0.5", "at most 100", "total 100 → rounded 100; index 100.0000 %"});
    CHECK(vi(total_lines(plan, given)) == Lines{"57 = 57, trên số điểm tối đa được tính 60",
                                                "quy về thang 100: 57 × 100 / 60 = 95",
                                                "cộng điểm thưởng 20, trừ điểm phạt 0,5", "không quá 100",
                                                "tổng điểm 100 → làm tròn 100; chỉ số 100,0000 %"});
}

TEST_CASE("an open total names what it waits for", "[engine]") {
    const auto plan = compiled(criteria_set({typed("1", "60"), typed("2", "40")}));
    CHECK(en(total_lines(plan, Given().points("1", "50").state("2", State::pending))) ==
          Lines{"50 = 50, out of an assigned maximum of 100", "no total yet, these criteria are open: 2"});
    CHECK(vi(total_lines(plan, Given().state("1", State::pending).state("2", State::pending))).back() ==
          "chưa có tổng điểm vì còn tiêu chí chưa xong: 1, 2");
}

TEST_CASE("a total of which nothing counts is no empty sum", "[engine]") {
    const auto plan = compiled(criteria_set({typed("1", "60")}));
    CHECK(en(total_lines(plan, Given().state("1", State::not_applicable))) ==
          Lines{"0 = 0, out of an assigned maximum of 0"});
}

TEST_CASE("states and effects have words in both languages, each its own", "[engine]") {
    std::vector<std::string> words;
    for (const auto state : {State::scored, State::not_applicable, State::not_arisen, State::no_data, State::no_survey,
                             State::pending, State::blank}) {
        words.push_back(state_text(state).vi);
        words.push_back(state_text(state).en);
    }
    for (const auto effect : {Effect::full_points, Effect::zero, Effect::drop, Effect::block}) {
        words.push_back(effect_text(effect).vi);
        words.push_back(effect_text(effect).en);
    }
    CHECK(std::find(words.begin(), words.end(), "") == words.end());
    std::sort(words.begin(), words.end());
    CHECK(std::adjacent_find(words.begin(), words.end()) == words.end());
}

TEST_CASE("the provenance says id, status, edition and statement", "[engine]") {
    auto set = criteria_set({typed("1", "5")});
    set.provenance.statement = text("Bộ để thử.", "A set for tests.");
    CHECK(provenance_text(set).en == "vn/test-2017 · status: model, not any authority's table. A set for tests.");
    CHECK(provenance_text(set).vi == "vn/test-2017 · trạng thái: mẫu, không phải phụ lục của cơ quan nào. Bộ để thử.");
    set.provenance.status = Status::transcribed;
    set.corrections.push_back({"/max", "5", "6", {}});
    CHECK(provenance_text(set).en ==
          "vn/test-2017 · status: transcribed from a copy, unofficial, corrected edition. A set for tests.");
    set.edition = Edition::printed;
    set.provenance.status = Status::partial;
    CHECK(provenance_text(set).vi == "vn/test-2017 · trạng thái: chưa đầy đủ, bản như in. Bộ để thử.");
    set.provenance.status = Status::official;
    CHECK(provenance_text(set).en == "vn/test-2017 · status: official, as printed. A set for tests.");
}
