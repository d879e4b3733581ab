#include "parindex/rules/evaluate_rule.hpp"

#include <catch2/catch.hpp>
#include <algorithm>
#include <functional>
#include <memory>
#include <random>
#include <set>

#include "support/expressions.hpp"

using namespace parindex;
using test::expr;
using test::facts;
using test::num;

namespace {

/// One leaf with what is given for it.
struct Leaf {
    Criterion criterion;
    Facts given;
    std::optional<Answer> answer;
    Agency agency{"a", "A", "so", {{"type", "ward"}}, {}, {}};

    Leaf(std::string_view max, RuleKind rule, Facts with = {})
        : criterion(testing::leaf("1", max, std::move(rule))), given(std::move(with)) {}

    RuleResult run() const {
        Scope scope;
        scope.facts = &given;
        scope.agency = &agency;
        scope.max = criterion.max;
        if (answer) scope.answer = answer->value;
        return evaluate_rule({criterion, answer ? &*answer : nullptr, scope, true});
    }
    Leaf& level(std::string id) {
        answer.emplace().level = std::move(id);
        return *this;
    }
    Leaf& points(std::string_view typed) {
        if (!answer) answer.emplace();
        answer->points = num(typed);
        return *this;
    }
    Leaf& value(std::string_view typed) {
        answer.emplace().value = num(typed);
        return *this;
    }
    Leaf& items(std::vector<std::string> ticked) {
        answer.emplace().items = std::move(ticked);
        return *this;
    }
    std::string codes() const {
        std::string found;
        for (const auto& finding : check_rule(criterion)) found += (found.empty() ? "" : " ") + finding.code;
        return found;
    }
};

std::string shown(const std::optional<Rational>& value) { return value ? value->to_fraction() : "none"; }

std::vector<std::string> lines(const std::vector<Text>& texts, Language language) {
    std::vector<std::string> result;
    for (const auto& text : texts) result.push_back(text.in(language));
    return result;
}
std::vector<std::string> vi(const std::vector<Text>& texts) { return lines(texts, Language::vi); }
std::vector<std::string> en(const std::vector<Text>& texts) { return lines(texts, Language::en); }
using Lines = std::vector<std::string>;

/// "100/3 score" or "none blank" or "none pending A204".
std::string outcome(const RuleResult& result) {
    auto text = shown(result.points) + " " + std::string(to_string(result.state));
    if (result.refusal) text += " " + result.refusal->code;
    return text;
}

Text both(std::string vietnamese, std::string english) { return {std::move(vietnamese), std::move(english), {}}; }

Level level(std::string id, std::optional<Rational> points, std::string printed = {}) {
    return {id, both("mức " + id, "level " + id), std::move(points), std::nullopt, std::move(printed)};
}

BandsRule::Band band(std::optional<Interval::Edge> lower, std::optional<Interval::Edge> upper,
                     std::string_view points) {
    BandsRule::Band result;
    result.range.lower = std::move(lower);
    result.range.upper = std::move(upper);
    result.points = num(points);
    return result;
}
Interval::Edge from(std::string_view v) { return {num(v), true, std::string(v)}; }
Interval::Edge above(std::string_view v) { return {num(v), false, std::string(v)}; }
Interval::Edge to(std::string_view v) { return {num(v), true, std::string(v)}; }
Interval::Edge below(std::string_view v) { return {num(v), false, std::string(v)}; }

BandsRule bands(std::vector<BandsRule::Band> list, Unit unit = Unit::percent, std::string_view of = "answer") {
    return {expr(of), unit, std::move(list)};
}

BandsRule usual_bands() {
    return bands({band(from("100%"), {}, "2"), band(from("50%"), below("100%"), "1"), band({}, below("50%"), "0")});
}

ProportionalRule proportional(std::string_view of) { return {expr(of), {}, {}, {}, Overflow::refuse}; }

DeadlineRule deadline() {
    return {expr("done"),
            expr("add_months(superior, 1)"),
            DeadlineRule::Count::calendar_days,
            {{0, Rational(2), {}}, {15, Rational(1), {}}, {std::nullopt, num("0.5"), {}}},
            Rational(0),
            {}};
}

DeductionRule deduction() {
    DeductionRule rule;
    rule.items = {{"late", both("chậm", "late"), expr("late"), num("0.5"), Rational(2)},
                  {"lost", both("mất", "lost"), expr("lost"), Rational(1), std::nullopt}};
    rule.cap = Rational(3);
    return rule;
}

std::shared_ptr<const Rule> shared(RuleKind kind) { return std::make_shared<const Rule>(Rule{std::move(kind), {}}); }

}  // namespace

TEST_CASE("levels: the chosen level's points, and what the better ones ask") {
    Leaf leaf("2",
              LevelsRule{{level("full", Rational(2)), level("part", Rational(1)), level("none", Rational(0))}, {}});
    const auto result = leaf.level("part").run();
    CHECK(outcome(result) == "1 scored");
    CHECK(result.level == "part");
    CHECK(vi(result.working) == Lines{"chọn mức part: mức part → 1"});
    CHECK(en(result.why_not_more) == Lines{"2 points at level full: level full"});
    CHECK(outcome(leaf.level("best").run()) == "none pending A201");
    leaf.answer.reset();
    CHECK(outcome(leaf.run()) == "none blank");
}

TEST_CASE("levels: points chosen freely inside a level's range") {
    auto free = level("part", std::nullopt);
    free.free_points = {num("0.25"), num("0.75")};
    Leaf leaf("1", LevelsRule{{level("full", Rational(1)), free}, {}});
    const auto result = leaf.level("part").points("0.5").run();
    CHECK(outcome(result) == "1/2 scored");
    CHECK(vi(result.why_not_more) == Lines{"mức part cho đến 0,75 điểm", "1 điểm nếu đạt mức full: mức full"});
    CHECK(outcome(leaf.points("0.75").run()) == "3/4 scored");
    CHECK(outcome(leaf.points("0.8").run()) == "none pending A202");
    CHECK(outcome(leaf.level("part").run()) == "none blank");
}

TEST_CASE("levels: a grade has no points") {
    Leaf leaf("1", LevelsRule{{level("A", std::nullopt), level("B", std::nullopt)}, {}});
    const auto result = leaf.level("B").run();
    CHECK(outcome(result) == "none scored");
    CHECK(result.level == "B");
    CHECK(vi(result.working) == Lines{"chọn mức B: mức B"});
}

TEST_CASE("levels: defects of the list") {
    CHECK(Leaf("2", LevelsRule{{level("a", Rational(2)), level("b", Rational(0))}, {}}).codes().empty());
    CHECK(Leaf("2", LevelsRule{{level("a", Rational(3)), level("b", Rational(0))}, {}}).codes() == "L103");
    CHECK(Leaf("2", LevelsRule{{level("a", Rational(2)), level("a", Rational(0))}, {}}).codes() == "L206");
    CHECK(Leaf("2", LevelsRule{{level("a", Rational(1)), level("b", Rational(2))}, {}}).codes() == "L204");
    CHECK(Leaf("2", LevelsRule{{level("a", Rational(2), "2"), level("b", num("0.5"), "0,5")}, {}}).codes().empty());
    CHECK(Leaf("2", LevelsRule{{level("a", Rational(2), "1,5"), level("b", Rational(0))}, {}}).codes() == "L205");
    CHECK(Leaf("2", LevelsRule{{level("a", Rational(2), "hai"), level("b", Rational(0))}, {}}).codes() == "L205");
    auto free = level("f", std::nullopt);
    free.free_points = {Rational(1), Rational(3)};
    CHECK(Leaf("2", LevelsRule{{free}, {}}).codes() == "L103");
    free.free_points = {Rational(2), Rational(1)};
    CHECK(Leaf("2", LevelsRule{{free}, {}}).codes() == "L208");
}

TEST_CASE("checklist: the sum of the ticked items, capped") {
    ChecklistRule rule{{{"a", both("mục a", "item a"), num("0.5")},
                        {"b", both("mục b", "item b"), num("0.25")},
                        {"c", both("mục c", "item c"), num("0.5")}},
                       num("1")};
    Leaf leaf("1", rule);
    const auto result = leaf.items({"b", "a"}).run();
    CHECK(outcome(result) == "3/4 scored");
    CHECK(vi(result.working) == Lines{"0,5 (a) + 0,25 (b) = 0,75"});
    CHECK(vi(result.why_not_more) == Lines{"thêm 0,5 nếu đạt mục c: mục c"});
    const auto full = leaf.items({"a", "b", "c"}).run();
    CHECK(outcome(full) == "1 scored");
    CHECK(en(full.working) == Lines{"0.5 (a) + 0.25 (b) + 0.5 (c) = 1.25, at most 1"});
    CHECK(leaf.items({"a", "c"}).run().why_not_more.empty());
    CHECK(outcome(leaf.items({}).run()) == "0 scored");
    CHECK(outcome(leaf.items({"d"}).run()) == "none pending A201");
    CHECK(outcome(leaf.items({"a", "a"}).run()) == "none pending A201");
    CHECK(leaf.codes().empty());
    CHECK(Leaf("0.5", rule).codes() == "L103");
    rule.items.push_back(rule.items.front());
    CHECK(Leaf("1", rule).codes() == "L206");
}

TEST_CASE("points: typed points inside the bounds and on the steps") {
    Leaf leaf("1", PointsRule{Rational(0), std::nullopt, num("0.25")});
    CHECK(outcome(leaf.points("0.75").run()) == "3/4 scored");
    CHECK(outcome(leaf.points("0").run()) == "0 scored");
    const auto refused = leaf.points("0.3").run();
    CHECK(outcome(refused) == "none pending A202");
    CHECK(refused.refusal->message.vi == "0,3 điểm; được phép: từ 0 đến 1, bước 0,25");
    CHECK(outcome(leaf.points("-0.25").run()) == "none pending A202");
    CHECK(outcome(leaf.points("1.25").run()) == "none pending A202");
    CHECK(leaf.codes().empty());
    CHECK(Leaf("1", PointsRule{Rational(0), std::nullopt, num("0.3")}).codes() == "L208");
    CHECK(Leaf("1", PointsRule{Rational(0), std::nullopt, Rational(0)}).codes() == "L208");
    CHECK(Leaf("1", PointsRule{Rational(2), std::nullopt, std::nullopt}).codes() == "L208");
    CHECK(Leaf("1", PointsRule{Rational(0), Rational(2), std::nullopt}).codes() == "L103");
    CHECK(outcome(Leaf("1", PointsRule{Rational(0), std::nullopt, Rational(0)}).points("1").run()) == "1 scored");
}

TEST_CASE("bands: the working names the value, the band and what the better bands ask") {
    Leaf leaf("2", bands(usual_bands().bands, Unit::percent, "done / tasks"),
              facts({{"done", Rational(64)}, {"tasks", Rational(66)}}));
    const auto result = leaf.run();
    CHECK(outcome(result) == "1 scored");
    CHECK(shown(result.value) == "32/33");
    CHECK(vi(result.working) == Lines{"done / tasks = 64 / 66 = 32/33 ≈ 96,9697 %",
                                      "32/33 ≈ 96,9697 % thuộc khoảng \"từ 50 % đến dưới 100 %\" → 1"});
    CHECK(en(result.working) == Lines{"done / tasks = 64 / 66 = 32/33 ≈ 96.9697 %",
                                      "32/33 ≈ 96.9697 % lies in \"from 50 % below 100 %\" → 1"});
    CHECK(vi(result.why_not_more) == Lines{"2 điểm cần giá trị từ 100 % trở lên"});
    REQUIRE(result.inputs.size() == 2);
    CHECK(result.inputs[0].name == "done");
}

TEST_CASE("bands: an edge belongs to the side that is closed") {
    Leaf leaf("2", usual_bands());
    CHECK(outcome(leaf.value("100%").run()) == "2 scored");
    CHECK(outcome(leaf.value("99.9999999999999999999%").run()) == "1 scored");
    CHECK(outcome(leaf.value("50%").run()) == "1 scored");
    CHECK(outcome(leaf.value("49.9999999999999999999%").run()) == "0 scored");
    leaf.answer.reset();
    CHECK(outcome(leaf.run()) == "none blank");
}

TEST_CASE("bands: values in two bands or in none go by what the set says") {
    auto rule = bands({band(from("70%"), to("100%"), "2"), band(from("50%"), to("70%"), "1")});
    const auto at = [&](std::string_view value) { return outcome(Leaf("2", rule).value(value).run()); };
    CHECK(at("70%") == "none pending A204");
    CHECK(at("71%") == "2 scored");
    CHECK(at("40%") == "none pending A205");
    rule.on_overlap = Overlap::first;
    CHECK(at("70%") == "2 scored");
    rule.on_overlap = Overlap::lowest;
    CHECK(at("70%") == "1 scored");
    rule.on_overlap = Overlap::highest;
    CHECK(at("70%") == "2 scored");
    rule.outside = BandsRule::Outside::zero;
    CHECK(at("40%") == "0 scored");
    CHECK(at("140%") == "0 scored");
    rule.outside = BandsRule::Outside::refuse;
    CHECK(at("40%") == "none pending A205");
}

TEST_CASE("bands: two bands with the same points hold a value without harm") {
    const auto rule = bands({band(from("70%"), to("100%"), "1"), band({}, to("70%"), "1")});
    CHECK(outcome(Leaf("1", rule).value("70%").run()) == "1 scored");
}

TEST_CASE("bands: defects of the table") {
    CHECK(Leaf("2", usual_bands()).codes().empty());
    // 50-70 and 70-100 both closed.
    auto rule =
        bands({band(from("70%"), to("100%"), "2"), band(from("50%"), to("70%"), "1"), band({}, below("50%"), "0")});
    CHECK(Leaf("2", rule).codes() == "L201");
    const auto finding = check_rule(Leaf("2", rule).criterion).front();
    CHECK(finding.location.pointer == "/1/rule/bands/1");
    CHECK(finding.message.vi == "hai khoảng \"từ 70 % đến 100 %\" và \"từ 50 % đến 70 %\" cùng chứa giá trị 70 %");
    rule.on_overlap = Overlap::first;
    CHECK(Leaf("2", rule).codes().empty());
    // Nothing from 60 % to 70 %.
    rule = bands({band(from("70%"), {}, "2"), band({}, below("60%"), "0")});
    CHECK(Leaf("2", rule).codes() == "L202");
    CHECK(check_rule(Leaf("2", rule).criterion).front().message.en == "the value 60 % lies in no band");
    rule.outside = BandsRule::Outside::zero;
    CHECK(Leaf("2", rule).codes().empty());
    // An open point between two bands is a gap, too.
    CHECK(Leaf("2", bands({band(above("70%"), {}, "2"), band({}, below("70%"), "0")})).codes() == "L202");
    CHECK(Leaf("2", bands({band(from("70%"), {}, "3"), band({}, below("70%"), "0")})).codes() == "L103");
    CHECK(Leaf("2",
               bands({band(from("70%"), {}, "1"), band(from("50%"), below("70%"), "2"), band({}, below("50%"), "0")}))
              .codes() == "L204");
    CHECK(Leaf("2", bands({band(from("70%"), to("60%"), "2"), band({}, {}, "0")})).codes() == "L208");
    CHECK(Leaf("2", bands({band(above("70%"), to("70%"), "2"), band({}, {}, "0")})).codes() == "L208");
    auto lost = usual_bands();
    lost.bands[0].range.upper_lost = true;
    CHECK(Leaf("2", lost).codes() == "L203");
    auto printed = usual_bands();
    printed.bands[1].printed_points = "0.5";
    CHECK(Leaf("2", printed).codes() == "L205");
}

TEST_CASE("bands: between two integers there is no gap for a count") {
    const auto list = [] {
        return std::vector{band(from("3"), {}, "3"), band(from("1"), to("2"), "1.5"), band(from("0"), to("0"), "0")};
    };
    CHECK(Leaf("3", bands(list(), Unit::count)).codes().empty());
    CHECK(Leaf("3", bands(list(), Unit::number)).codes() == "L202");
    CHECK(Leaf("3", bands({band(from("4"), {}, "3"), band({}, to("2"), "0")}, Unit::count)).codes() == "L202");
}

namespace {

/// Random bands over a small grid of edges, some of them open, some without an edge.
std::vector<BandsRule::Band> random_bands(std::mt19937& random, int denominator) {
    std::vector<BandsRule::Band> list;
    const auto count = 1 + random() % 4;
    for (unsigned i = 0; i < count; ++i) {
        auto a = static_cast<std::int64_t>(random() % 11);
        auto b = static_cast<std::int64_t>(random() % 11);
        if (a > b) std::swap(a, b);
        BandsRule::Band one;
        one.points = Rational(static_cast<std::int64_t>(random() % 4));
        if (random() % 5 != 0) one.range.lower = {Rational(a, denominator), random() % 2 == 0, {}};
        if (random() % 5 != 0) one.range.upper = {Rational(b, denominator), random() % 2 == 0, {}};
        list.push_back(std::move(one));
    }
    return list;
}

/// Whether a band holds a value, written anew for the test.
bool holds(const BandsRule::Band& one, const Rational& value) {
    if (one.range.lower) {
        if (value < one.range.lower->value) return false;
        if (value == one.range.lower->value && !one.range.lower->inclusive) return false;
    }
    if (one.range.upper) {
        if (value > one.range.upper->value) return false;
        if (value == one.range.upper->value && !one.range.upper->inclusive) return false;
    }
    return true;
}

std::string naive(const std::vector<BandsRule::Band>& list, const Rational& value, Overlap on_overlap) {
    std::vector<Rational> points;
    for (const auto& one : list)
        if (holds(one, value)) points.push_back(one.points);
    if (points.empty()) return "none pending A205";
    const auto low = *std::min_element(points.begin(), points.end());
    const auto high = *std::max_element(points.begin(), points.end());
    if (on_overlap == Overlap::undeclared && low != high) return "none pending A204";
    const auto& taken = on_overlap == Overlap::highest ? high : on_overlap == Overlap::lowest ? low : points.front();
    return taken.to_fraction() + " scored";
}

std::vector<Rational> grid(Unit unit) {
    std::vector<Rational> values;
    const std::int64_t parts = unit == Unit::count ? 1 : 20;
    const std::int64_t first = unit == Unit::number ? -40 : 0;
    const std::int64_t last = unit == Unit::percent ? 20 : unit == Unit::count ? 14 : 280;
    for (auto i = first; i <= last; ++i) values.push_back(Rational(i, parts));
    return values;
}

}  // namespace

TEST_CASE("bands agree with a naive scan over random tables and values") {
    std::mt19937 random(766);
    const Overlap choices[] = {Overlap::undeclared, Overlap::first, Overlap::highest, Overlap::lowest};
    for (int round = 0; round < 400; ++round) {
        auto rule = bands(random_bands(random, 10), Unit::number);
        rule.on_overlap = choices[random() % 4];
        Leaf leaf("3", rule);
        for (const auto& value : grid(Unit::percent)) {
            leaf.answer.emplace().value = value;
            REQUIRE(outcome(leaf.run()) == naive(rule.bands, value, rule.on_overlap));
        }
    }
}

TEST_CASE("overlaps, gaps and attainable points agree with a fine grid of values") {
    std::mt19937 random(2024);
    const Unit units[] = {Unit::number, Unit::percent, Unit::count};
    int overlapping = 0;
    int gapped = 0;
    for (int round = 0; round < 1500; ++round) {
        const auto unit = units[round % 3];
        // Edges at tenths for percentages, at integers for numbers and counts: the grid is twice as fine.
        const auto rule = bands(random_bands(random, unit == Unit::percent ? 10 : 1), unit);
        bool overlap = false;
        bool gap = false;
        std::set<Rational> reached;
        for (const auto& value : grid(unit)) {
            const auto held =
                std::count_if(rule.bands.begin(), rule.bands.end(), [&](const auto& one) { return holds(one, value); });
            overlap = overlap || held > 1;
            gap = gap || held == 0;
            for (const auto& one : rule.bands)
                if (holds(one, value)) reached.insert(one.points);
        }
        const Leaf leaf("3", rule);
        const auto codes = " " + leaf.codes();
        REQUIRE((codes.find("L201") != std::string::npos) == overlap);
        REQUIRE((codes.find("L202") != std::string::npos) == gap);
        const auto range = attainable(*leaf.criterion.rule, leaf.criterion.max);
        REQUIRE(range.lowest.has_value() == !reached.empty());
        if (!reached.empty()) {
            REQUIRE(*range.lowest == *reached.begin());
            REQUIRE(*range.highest == *reached.rbegin());
        }
        overlapping += overlap ? 1 : 0;
        gapped += gap ? 1 : 0;
    }
    CHECK(overlapping > 100);
    CHECK(overlapping < 1400);
    CHECK(gapped > 100);
    CHECK(gapped < 1400);
}

TEST_CASE("bands: a band behind another one is not attainable") {
    auto rule = bands({band({}, {}, "1"), band(from("100%"), {}, "2")});
    rule.on_overlap = Overlap::first;
    CHECK(shown(attainable(Rule{rule, {}}, Rational(2)).highest) == "1");
    rule.on_overlap = Overlap::highest;
    CHECK(shown(attainable(Rule{rule, {}}, Rational(2)).highest) == "2");
    CHECK(shown(attainable(Rule{rule, {}}, Rational(2)).lowest) == "1");
}

TEST_CASE("proportional: a share of the maximum") {
    Leaf leaf("20", proportional("a / b"), facts({{"a", Rational(3)}, {"b", Rational(4)}}));
    const auto result = leaf.run();
    CHECK(outcome(result) == "15 scored");
    CHECK(vi(result.working) == Lines{"a / b = 3 / 4 = 75 %", "3/4 × 20 = 15"});
    CHECK(vi(result.why_not_more) == Lines{"đủ 20 điểm khi tỷ lệ đạt từ 100 %"});
    leaf.given["a"].value = Rational(5);
    CHECK(outcome(leaf.run()) == "none pending A206");
    leaf.given["a"].value = Rational(-1);
    CHECK(outcome(leaf.run()) == "none pending A206");
    leaf.given.erase("a");
    const auto missing = leaf.run();
    CHECK(outcome(missing) == "none no_data");
    CHECK(vi(missing.working) == Lines{"thiếu số liệu: a"});
}

TEST_CASE("proportional: threshold, floor and the line between") {
    auto rule = proportional("answer");
    const auto at = [&](std::string_view value) { return outcome(Leaf("4", rule).value(value).run()); };
    rule.full_from = num("80%");
    rule.between = ProportionalRule::Between::share_of_threshold;
    CHECK(at("60%") == "3 scored");
    CHECK(at("80%") == "4 scored");
    CHECK(at("79%") == "79/20 scored");
    const auto working = Leaf("4", rule).value("60%").run().working;
    CHECK(vi(working) == Lines{"giá trị = 60 %", "3/5 × 4 / 80 % = 3"});
    CHECK(vi(Leaf("4", rule).value("85%").run().working) == Lines{"giá trị = 85 %", "85 % ≥ 80 % → 4"});
    rule.between = ProportionalRule::Between::share_of_max;
    CHECK(at("60%") == "12/5 scored");
    rule.zero_below = num("50%");
    CHECK(at("49%") == "0 scored");
    CHECK(at("50%") == "2 scored");
    rule.between = ProportionalRule::Between::linear;
    CHECK(at("50%") == "0 scored");
    CHECK(at("65%") == "2 scored");
    CHECK(at("80%") == "4 scored");
    CHECK(en(Leaf("4", rule).value("65%").run().working) ==
          Lines{"value = 65 %", "(13/20 - 50 %) × 4 / (80 % - 50 %) = 2"});
    rule.above_one = Overflow::cap;
    CHECK(at("140%") == "4 scored");
    CHECK(Leaf("4", rule).codes().empty());
    rule.zero_below = num("80%");
    CHECK(Leaf("4", rule).codes() == "L208");
    rule.zero_below.reset();
    rule.full_from = num("120%");
    CHECK(Leaf("4", rule).codes() == "L208");
}

TEST_CASE("piecewise_linear: on the line between the neighbouring points") {
    PiecewiseLinearRule rule{
        expr("answer"), Unit::percent, {{num("25%"), Rational(0)}, {num("90%"), Rational(15)}}, Overflow::cap};
    Leaf leaf("15", rule);
    const auto result = leaf.value("57.5%").run();
    CHECK(outcome(result) == "15/2 scored");
    CHECK(vi(result.working) == Lines{"giá trị = 57,5 %", "0 + (57,5 % - 25 %) × (15 - 0) / (90 % - 25 %) = 7,5"});
    CHECK(outcome(leaf.value("25%").run()) == "0 scored");
    CHECK(outcome(leaf.value("90%").run()) == "15 scored");
    CHECK(outcome(leaf.value("10%").run()) == "0 scored");
    CHECK(outcome(leaf.value("99%").run()) == "15 scored");
    rule.outside = Overflow::refuse;
    CHECK(outcome(Leaf("15", rule).value("10%").run()) == "none pending A205");
    CHECK(outcome(Leaf("15", rule).value("90%").run()) == "15 scored");
    CHECK(leaf.codes().empty());
    CHECK(Leaf("10", rule).codes() == "L103");
    rule.knots = {{num("50%"), Rational(0)}, {num("50%"), Rational(1)}};
    CHECK(Leaf("15", rule).codes() == "L208");
    CHECK(Leaf("15", rule).value("50%").run().points.has_value());
}

TEST_CASE("deadline: points by the days after the due date") {
    Leaf leaf("2", deadline(), facts({{"superior", Date(2017, 1, 31)}, {"done", Date(2017, 2, 28)}}));
    const auto in_time = leaf.run();
    CHECK(outcome(in_time) == "2 scored");
    CHECK(vi(in_time.working) ==
          Lines{"thời hạn: add_months(31/01/2017; 1) = 28/02/2017; thực hiện: 28/02/2017; đúng hạn", "đúng hạn → 2"});
    CHECK(in_time.why_not_more.empty());
    leaf.given["done"].value = Date(2017, 3, 1);
    const auto late = leaf.run();
    CHECK(outcome(late) == "1 scored");
    CHECK(shown(late.value) == "1");
    CHECK(en(late.working) == Lines{"due: add_months(2017-01-31, 1) = 2017-02-28; done: 2017-03-01; late by 1 day",
                                    "late by at most 15 days → 1"});
    CHECK(vi(late.why_not_more) == Lines{"2 điểm nếu đúng hạn"});
    leaf.given["done"].value = Date(2017, 3, 15);
    CHECK(outcome(leaf.run()) == "1 scored");
    leaf.given["done"].value = Date(2017, 3, 16);
    CHECK(outcome(leaf.run()) == "1/2 scored");
    leaf.given["done"].value = Never{};
    const auto never = leaf.run();
    CHECK(outcome(never) == "0 scored");
    CHECK(vi(never.working) == Lines{"không thực hiện → 0"});
    CHECK(never.why_not_more.size() == 3);
    leaf.given.erase("done");
    CHECK(outcome(leaf.run()) == "none no_data");
}

TEST_CASE("deadline: what is due some time after something that never happened is not late") {
    Leaf leaf("2", deadline(), facts({{"superior", Never{}}, {"done", Date(2017, 12, 31)}}));
    CHECK(outcome(leaf.run()) == "2 scored");
    CHECK(vi(leaf.run().working) == Lines{"chưa có thời hạn nên không thể muộn; đúng hạn → 2"});
}

TEST_CASE("deadline: working days leave out weekends, and later than the last step nothing applies") {
    auto rule = deadline();
    rule.due = expr("due");
    rule.count = DeadlineRule::Count::working_days;
    rule.steps = {{0, Rational(2), {}}, {2, Rational(1), {}}};
    // 3 March 2017 is a Friday.
    Leaf leaf("2", rule, facts({{"due", Date(2017, 3, 3)}, {"done", Date(2017, 3, 7)}}));
    const auto result = leaf.run();
    CHECK(outcome(result) == "1 scored");
    CHECK(vi(result.working).front() == "thời hạn: 03/03/2017; thực hiện: 07/03/2017; muộn 2 ngày làm việc");
    leaf.given["done"].value = Date(2017, 3, 5);
    CHECK(outcome(leaf.run()) == "2 scored");
    leaf.given["done"].value = Date(2017, 3, 8);
    CHECK(outcome(leaf.run()) == "none pending A205");
    CHECK(leaf.codes() == "L202");
}

TEST_CASE("deadline: defects of the steps") {
    auto rule = deadline();
    CHECK(Leaf("2", rule).codes().empty());
    CHECK(Leaf("1", rule).codes() == "L103");
    std::swap(rule.steps[0], rule.steps[1]);
    CHECK(Leaf("2", rule).codes() == "L204 L208");
    rule = deadline();
    std::swap(rule.steps[1], rule.steps[2]);
    CHECK(Leaf("2", rule).codes() == "L208 L204 L202");
    rule = deadline();
    rule.never_points = Rational(3);
    CHECK(Leaf("2", rule).codes() == "L103");
}

TEST_CASE("per_item: a count times points, up to the cap") {
    Leaf leaf("5", PerItemRule{expr("n"), num("0.75"), std::nullopt}, facts({{"n", Rational(3)}}));
    const auto result = leaf.run();
    CHECK(outcome(result) == "9/4 scored");
    CHECK(vi(result.working) == Lines{"n = 3", "3 × 0,75 = 2,25"});
    CHECK(vi(result.why_not_more) == Lines{"mỗi lần thêm 0,75 điểm, đến 5"});
    leaf.given["n"].value = Rational(7);
    CHECK(outcome(leaf.run()) == "5 scored");
    CHECK(en(leaf.run().working) == Lines{"n = 7", "7 × 0.75 = 5.25, at most 5"});
    leaf.given["n"].value = num("2.5");
    CHECK(outcome(leaf.run()) == "none pending A208");
    leaf.given["n"].value = Rational(-1);
    CHECK(outcome(leaf.run()) == "none pending A208");
    CHECK(leaf.codes().empty());
    CHECK(Leaf("5", PerItemRule{expr("n"), Rational(1), Rational(6)}).codes() == "L103");
    CHECK(Leaf("5", PerItemRule{expr("n"), Rational(0), std::nullopt}).codes() == "L208");
}

TEST_CASE("deduction: the start less what each case takes, with caps and a floor") {
    Leaf leaf("5", deduction(), facts({{"late", Rational(3)}, {"lost", Rational(1)}}));
    const auto result = leaf.run();
    CHECK(outcome(result) == "5/2 scored");
    CHECK(vi(result.working) ==
          Lines{"late = 3", "trừ chậm: 3 × 0,5 = 1,5", "lost = 1", "trừ mất: 1 × 1 = 1", "5 - 2,5 = 2,5"});
    CHECK(vi(result.why_not_more) == Lines{"đủ 5 điểm khi không có trường hợp bị trừ"});
    leaf.given["late"].value = Rational(9);
    leaf.given["lost"].value = Rational(4);
    const auto capped = leaf.run();
    CHECK(outcome(capped) == "2 scored");
    CHECK(en(capped.working) == Lines{"late = 9", "less late: 9 × 0.5 = 4.5, at most 2", "lost = 4",
                                      "less lost: 4 × 1 = 4", "5 - 3 = 2 (at most 3 off)"});
    auto floored = deduction();
    floored.floor = num("2.5");
    leaf.criterion.rule->kind = floored;
    CHECK(outcome(leaf.run()) == "5/2 scored");
    leaf.given["lost"].value = num("0.5");
    CHECK(outcome(leaf.run()) == "none pending A208");
}

TEST_CASE("deduction: defects of the rule") {
    CHECK(Leaf("5", deduction()).codes().empty());
    auto rule = deduction();
    rule.start = Rational(6);
    CHECK(Leaf("5", rule).codes() == "L103");
    rule = deduction();
    rule.floor = Rational(6);
    CHECK(Leaf("5", rule).codes() == "L208");
    rule = deduction();
    rule.items[0].points_each = num("-0.5");
    CHECK(Leaf("5", rule).codes() == "L208");
}

TEST_CASE("cases: the first that holds, or the highest") {
    CasesRule rule;
    rule.cases = {{expr("v >= 10"), expr("v / 2"), {}}, {expr("v >= 5"), expr("6"), both("từ 5", "from 5")}};
    rule.otherwise = expr("0");
    Leaf leaf("6", rule, facts({{"v", Rational(10)}}));
    CHECK(outcome(leaf.run()) == "5 scored");
    CHECK(vi(leaf.run().working) == Lines{"điều kiện \"v >= 10\" đúng: 10 >= 10", "v / 2 = 10 / 2 = 5"});
    leaf.given["v"].value = Rational(7);
    CHECK(outcome(leaf.run()) == "6 scored");
    CHECK(en(leaf.run().working) == Lines{"\"from 5\" holds: 7 >= 5", "6 = 6"});
    leaf.given["v"].value = Rational(1);
    CHECK(outcome(leaf.run()) == "0 scored");
    CHECK(en(leaf.run().working).front() == "none of the cases holds");
    leaf.given["v"].value = Rational(14);
    CHECK(outcome(leaf.run()) == "none pending A203");
    rule.above_max = Overflow::cap;
    leaf.criterion.rule->kind = rule;
    CHECK(outcome(leaf.run()) == "6 scored");
    rule.pick = CasesRule::Pick::highest;
    leaf.criterion.rule->kind = rule;
    leaf.given["v"].value = Rational(10);
    CHECK(outcome(leaf.run()) == "6 scored");
    rule.otherwise.reset();
    leaf.criterion.rule->kind = rule;
    leaf.given["v"].value = Rational(1);
    CHECK(outcome(leaf.run()) == "none pending A205");
    leaf.given.clear();
    CHECK(outcome(leaf.run()) == "none no_data");
}

TEST_CASE("formula: the points of the expression, refused or capped out of range") {
    FormulaRule rule{expr("max * a / b"), Overflow::refuse, Overflow::cap};
    Leaf leaf("4", rule, facts({{"a", Rational(1)}, {"b", Rational(3)}}));
    const auto result = leaf.run();
    CHECK(outcome(result) == "4/3 scored");
    CHECK(vi(result.working) == Lines{"max * a / b = 4 * 1 / 3 = 4/3 ≈ 1,3333"});
    CHECK(vi(result.why_not_more) == Lines{"điểm = max * a / b"});
    leaf.given["a"].value = Rational(4);
    CHECK(outcome(leaf.run()) == "none pending A203");
    leaf.given["a"].value = Rational(-4);
    CHECK(outcome(leaf.run()) == "0 scored");
    CHECK(shown(attainable(*leaf.criterion.rule, Rational(4)).highest) == "none");
}

TEST_CASE("condition: all points or none") {
    Leaf leaf("1", ConditionRule{expr("violations = 0")}, facts({{"violations", Rational(0)}}));
    CHECK(outcome(leaf.run()) == "1 scored");
    CHECK(vi(leaf.run().working) == Lines{"violations = 0: 0 = 0 → đúng → 1"});
    leaf.given["violations"].value = Rational(2);
    CHECK(outcome(leaf.run()) == "0 scored");
    CHECK(en(leaf.run().working) == Lines{"violations = 0: 2 = 0 → false → 0"});
    CHECK(en(leaf.run().why_not_more) == Lines{"all 1 points when violations = 0"});
}

TEST_CASE("survey: the mean weight of the answers times the maximum") {
    SurveyRule rule{{{"a", both("tốt", "good"), num("100%"), expr("good")},
                     {"b", both("khá", "fair"), num("60%"), expr("fair")},
                     {"c", both("kém", "poor"), num("20%"), expr("poor")}}};
    Leaf leaf("10", rule, facts({{"good", Rational(40)}, {"fair", Rational(40)}, {"poor", Rational(20)}}));
    const auto result = leaf.run();
    CHECK(outcome(result) == "34/5 scored");
    CHECK(vi(result.working) == Lines{"(40 × 100 % + 40 × 60 % + 20 × 20 %) / 100 = 68 %", "17/25 × 10 = 6,8"});
    leaf.given = facts({{"good", Rational(0)}, {"fair", Rational(0)}, {"poor", Rational(0)}});
    CHECK(outcome(leaf.run()) == "none no_survey");
    leaf.given["good"].value = num("0.5");
    CHECK(outcome(leaf.run()) == "none pending A208");
    CHECK(leaf.codes().empty());
    rule.options[1].id = "a";
    CHECK(Leaf("10", rule).codes() == "L206");
    rule.options[1] = {"b", {}, num("120%"), expr("fair")};
    CHECK(Leaf("10", rule).codes() == "L208");
}

TEST_CASE("monitor: a value without points") {
    Leaf leaf("1", MonitorRule{expr("days / n"), Unit::number}, facts({{"days", Rational(5)}, {"n", Rational(2)}}));
    const auto result = leaf.run();
    CHECK(outcome(result) == "none scored");
    CHECK(shown(result.value) == "5/2");
    CHECK(vi(result.working) == Lines{"days / n = 5 / 2 = 2,5"});
}

TEST_CASE("alternatives: the rule of the agency's own kind") {
    AlternativesRule rule;
    rule.alternatives = {{expr("agency.type = 'ward'"), shared(ConditionRule{expr("a > 0")}), both("phường", "ward")},
                         {expr("agency.type = 'town'"), shared(PointsRule{}), {}}};
    Leaf leaf("2", rule, facts({{"a", Rational(1)}}));
    CHECK(outcome(leaf.run()) == "2 scored");
    CHECK(vi(leaf.run().working) == Lines{"áp dụng cho: phường", "a > 0: 1 > 0 → đúng → 2"});
    leaf.agency.attributes["type"] = "town";
    CHECK(outcome(leaf.points("1.5").run()) == "3/2 scored");
    CHECK(en(leaf.run().working).front() == "applies to: agency.type = 'town'");
    leaf.agency.attributes["type"] = "commune";
    CHECK(outcome(leaf.run()) == "none not_applicable");
    leaf.agency.attributes.clear();
    CHECK(outcome(leaf.run()) == "none no_data");
    rule.otherwise = shared(ConditionRule{expr("a > 5")});
    leaf.agency.attributes["type"] = "commune";
    leaf.criterion.rule->kind = rule;
    CHECK(outcome(leaf.run()) == "0 scored");
    CHECK(vi(leaf.run().working).front() == "áp dụng cho: các trường hợp còn lại");
}

TEST_CASE("alternatives: defects are found inside, with their own place") {
    AlternativesRule rule;
    rule.alternatives = {
        {expr("agency.type = 'ward'"), shared(bands({band(from("70%"), {}, "3"), band({}, below("70%"), "0")})), {}}};
    const auto findings = check_rule(Leaf("2", rule).criterion);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == "L103");
    CHECK(findings[0].location.pointer == "/1/rule/alternatives/0/rule/bands/0");
    const auto places = expressions_of(Rule{rule, {}});
    REQUIRE(places.size() == 2);
    CHECK(places[0].where == "/alternatives/0/when");
    CHECK(places[1].where == "/alternatives/0/rule/of");
}

TEST_CASE("a zero denominator means what the criterion says, and is refused when it says nothing") {
    using Then = ZeroDenominator::Then;
    Leaf leaf("5", proportional("a / b"), facts({{"a", Rational(0)}, {"b", Rational(0)}, {"before", Rational(1200)}}));
    CHECK(outcome(leaf.run()) == "none pending A207");
    const auto with = [&](Then then) {
        leaf.criterion.zero_denominator = ZeroDenominator{std::nullopt, then};
        return outcome(leaf.run());
    };
    CHECK(with(Then::zero) == "0 scored");
    CHECK(with(Then::full_points) == "5 scored");
    CHECK(with(Then::not_arisen) == "none not_arisen");
    CHECK(with(Then::not_applicable) == "none not_applicable");
    CHECK(with(Then::block) == "none pending");
    CHECK(leaf.run().effect == Effect::block);
    leaf.given["a"].value = Rational(50);
    leaf.criterion.zero_denominator = ZeroDenominator{expr("a / (before / 12)"), Then::zero};
    CHECK(outcome(leaf.run()) == "5/2 scored");
    CHECK(vi(leaf.run().working).front() == "mẫu số bằng 0: dùng a / (before / 12) thay cho a / b");
    leaf.given["before"].value = Rational(0);
    CHECK(outcome(leaf.run()) == "0 scored");
    leaf.given.erase("before");
    CHECK(outcome(leaf.run()) == "none no_data");
}

TEST_CASE("in a condition the substitute for a zero denominator gives the points") {
    Leaf leaf("4", ConditionRule{expr("a / b >= 80%")}, facts({{"a", Rational(0)}, {"b", Rational(0)}}));
    leaf.criterion.zero_denominator = ZeroDenominator{expr("max / 2"), ZeroDenominator::Then::zero};
    CHECK(outcome(leaf.run()) == "2 scored");
    leaf.criterion.zero_denominator->use = expr("max + 1");
    CHECK(outcome(leaf.run()) == "none pending A203");
    leaf.criterion.zero_denominator->use = expr("max / b");
    CHECK(outcome(leaf.run()) == "0 scored");
    CasesRule cases;
    cases.cases = {{expr("a / b >= 80%"), expr("4"), {}}};
    cases.otherwise = expr("1");
    leaf.criterion.rule->kind = cases;
    leaf.criterion.zero_denominator->use = expr("3");
    CHECK(outcome(leaf.run()) == "3 scored");
    leaf.criterion.zero_denominator = ZeroDenominator{std::nullopt, ZeroDenominator::Then::zero};
    CHECK(outcome(leaf.run()) == "0 scored");
}

TEST_CASE("a fact of another kind than the rule needs is refused") {
    CHECK(outcome(Leaf("2", proportional("a"), facts({{"a", true}})).run()) == "none pending X201");
    CHECK(outcome(Leaf("2", ConditionRule{expr("a")}, facts({{"a", Rational(1)}})).run()) == "none pending X201");
    CHECK(outcome(Leaf("2", deadline(), facts({{"done", Rational(1)}})).run()) == "none pending X201");
}

TEST_CASE("numbers made to grow without end are refused") {
    std::string power = "a";
    for (int i = 0; i < 300; ++i) power += "*a";
    Leaf leaf("2", FormulaRule{expr(power), Overflow::cap, Overflow::cap}, facts({{"a", num("1e100")}}));
    CHECK(outcome(leaf.run()) == "none pending X203");
}

TEST_CASE("attainable points are those that inputs reach") {
    const auto reached = [](Leaf leaf, const std::vector<std::function<void(Leaf&)>>& inputs) {
        std::set<Rational> seen;
        for (const auto& set : inputs) {
            set(leaf);
            const auto points = leaf.run().points;
            if (points) seen.insert(*points);
        }
        const auto range = attainable(*leaf.criterion.rule, leaf.criterion.max);
        REQUIRE_FALSE(seen.empty());
        CHECK(shown(range.lowest) == seen.begin()->to_fraction());
        CHECK(shown(range.highest) == seen.rbegin()->to_fraction());
    };
    std::vector<std::function<void(Leaf&)>> values;
    for (int i = 0; i <= 40; ++i) values.push_back([i](Leaf& leaf) { leaf.answer.emplace().value = Rational(i, 40); });
    reached(Leaf("2", usual_bands()), values);
    auto half = proportional("answer");
    half.zero_below = num("50%");
    reached(Leaf("2", half), values);
    reached(
        Leaf("9",
             PiecewiseLinearRule{expr("answer"),
                                 Unit::percent,
                                 {{Rational(0), Rational(3)}, {num("50%"), Rational(9)}, {Rational(1), Rational(1)}},
                                 Overflow::cap}),
        values);
    std::vector<std::function<void(Leaf&)>> counts;
    for (int i = 0; i <= 12; ++i)
        counts.push_back([i](Leaf& leaf) {
            leaf.given = facts({{"n", Rational(i % 13)}, {"late", Rational(i)}, {"lost", Rational(12 - i)}});
        });
    counts.push_back([](Leaf& leaf) { leaf.given = facts({{"late", Rational(0)}, {"lost", Rational(0)}}); });
    reached(Leaf("5", PerItemRule{expr("n"), num("0.75"), std::nullopt}), counts);
    reached(Leaf("5", deduction()), counts);
    auto bounded = deduction();
    bounded.cap.reset();
    bounded.items[1].cap = num("1.5");
    reached(Leaf("5", bounded), counts);  // 5 - 2 - 1.5
    CasesRule cases;
    cases.cases = {{expr("n > 8"), expr("3"), {}}, {expr("n > 4"), expr("1.5"), {}}};
    cases.otherwise = expr("0.5");
    counts.pop_back();
    reached(Leaf("3", cases), counts);
    std::vector<std::function<void(Leaf&)>> ticks;
    for (int mask = 0; mask < 8; ++mask)
        ticks.push_back([mask](Leaf& leaf) {
            auto& items = leaf.answer.emplace().items.emplace();
            for (int i = 0; i < 3; ++i)
                if (mask & (1 << i)) items.push_back(std::string(1, static_cast<char>('a' + i)));
        });
    reached(
        Leaf("2", ChecklistRule{{{"a", {}, Rational(1)}, {"b", {}, num("-0.5")}, {"c", {}, num("0.75")}}, num("1.5")}),
        ticks);
    std::vector<std::function<void(Leaf&)>> days;
    for (int i = 0; i < 40; ++i)
        days.push_back([i](Leaf& leaf) {
            leaf.given = facts({{"superior", Date(2017, 1, 1)}, {"done", *add_days(Date(2017, 1, 25), i)}});
        });
    days.push_back([](Leaf& leaf) { leaf.given["done"].value = Never{}; });
    reached(Leaf("2", deadline()), days);
}

TEST_CASE("a rule is described in a sentence in both languages") {
    const auto vi_of = [](std::string_view max, RuleKind rule) {
        return describe_rule(Leaf(max, std::move(rule)).criterion).vi;
    };
    const auto en_of = [](std::string_view max, RuleKind rule) {
        return describe_rule(Leaf(max, std::move(rule)).criterion).en;
    };
    CHECK(vi_of("2", LevelsRule{{level("a", Rational(2)), level("b", num("0.5"))}, {}}) ==
          "chọn một mức: mức a: 2; mức b: 0,5");
    CHECK(vi_of("2", usual_bands()) == "theo giá trị: từ 100 % trở lên: 2; từ 50 % đến dưới 100 %: 1; dưới 50 %: 0");
    CHECK(en_of("2", usual_bands()) == "by the value: from 100 % on: 2; from 50 % below 100 %: 1; below 50 %: 0");
    auto rule = proportional("a / b");
    rule.full_from = num("80%");
    rule.between = ProportionalRule::Between::share_of_threshold;
    CHECK(vi_of("4", rule) == "tỷ lệ × điểm tối đa / 80 %, tỷ lệ = a / b; đủ điểm từ 80 %");
    CHECK(vi_of("2", deadline()) ==
          "thời hạn: add_months(superior, 1); đúng hạn: 2; muộn không quá 15 ngày: 1; muộn hơn các mức trên: 0,5; "
          "không thực hiện: 0");
    CHECK(vi_of("5", deduction()) ==
          "5; trừ 0,5 điểm mỗi chậm (late); trừ 1 điểm mỗi mất (lost); trừ không quá 3; không dưới 0");
    CHECK(en_of("5", PerItemRule{expr("n"), Rational(1), std::nullopt}) == "n × 1 points, at most 5");
    CHECK(vi_of("1", PointsRule{Rational(0), std::nullopt, num("0.25")}) == "nhập điểm từ 0 đến 1, bước 0,25");
    CHECK(vi_of("1", ConditionRule{expr("n = 0")}) == "đủ điểm khi n = 0; nếu không: 0");
}
