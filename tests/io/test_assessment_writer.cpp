#include "io/assessment_writer.hpp"

#include <catch2/catch.hpp>

#include <random>

#include "io/assessment_json.hpp"
#include "support/builders.hpp"
#include "support/findings.hpp"

using namespace parindex;
using namespace parindex::io;
using namespace parindex::testing;
using parindex::test::summary;

namespace {

CriteriaSet sample_set() {
    LevelsRule levels;
    levels.levels.push_back({"full", text("Đủ", "Full"), number("2"), {}, {}});
    levels.levels.push_back({"some", text("Có", "Some"), {}, std::pair(number("0"), number("1.5")), {}});
    ChecklistRule list;
    list.items = {{"a", text("a", "a"), number("1")}, {"b", text("b", "b"), number("1")}};
    auto set = criteria_set({parent("1", {leaf("1.1", "2", levels), leaf("1.2", "2", list), typed("1.3", "9"),
                                          computed("1.4", "2", "answer"), typed("1.10", "9")})});
    for (const auto& [id, type] : std::vector<std::pair<std::string, FactType>>{{"n", FactType::number},
                                                                                {"c", FactType::count},
                                                                                {"p", FactType::percent},
                                                                                {"d", FactType::date},
                                                                                {"f", FactType::flag},
                                                                                {"t", FactType::text},
                                                                                {"r", FactType::records}})
        set.facts.push_back(declare(id, type));
    set.facts.back().fields = {
        {"days", FactType::count, {}}, {"share", FactType::percent, {}}, {"word", FactType::text, {}}};
    return set;
}

/// Everything but places and the stage.
void check_same(const Assessment& a, const Assessment& b) {
    CHECK(a.agency == b.agency);
    CHECK(a.date == b.date);
    CHECK(a.submitted_at == b.submitted_at);
    CHECK(a.submitted_by == b.submitted_by);
    CHECK(a.note == b.note);
    CHECK(a.synthetic == b.synthetic);
    REQUIRE(a.returns.size() == b.returns.size());
    for (std::size_t i = 0; i < a.returns.size(); ++i) {
        CHECK(a.returns[i].at == b.returns[i].at);
        CHECK(a.returns[i].by == b.returns[i].by);
        CHECK(a.returns[i].why == b.returns[i].why);
    }
    REQUIRE(a.answers.size() == b.answers.size());
    for (const auto& [id, x] : a.answers) {
        CAPTURE(id);
        REQUIRE(b.answers.contains(id));
        const Answer& y = b.answers.at(id);
        CHECK(x.state == y.state);
        CHECK(x.level == y.level);
        CHECK(x.items == y.items);
        CHECK(x.value == y.value);
        CHECK(x.value_written == y.value_written);
        CHECK(x.points == y.points);
        CHECK(x.awarded == y.awarded);
        CHECK(x.disputed == y.disputed);
        CHECK(x.evidence == y.evidence);
        CHECK(x.accepted_evidence == y.accepted_evidence);
        CHECK(x.refused_evidence == y.refused_evidence);
        CHECK(x.explanation == y.explanation);
        CHECK(x.by == y.by);
        CHECK(x.at == y.at);
    }
    REQUIRE(a.facts.size() == b.facts.size());
    for (const auto& [id, x] : a.facts) {
        CAPTURE(id);
        REQUIRE(b.facts.contains(id));
        CHECK((x.value == b.facts.at(id).value));
        CHECK(x.source == b.facts.at(id).source);
        CHECK(x.evidence == b.facts.at(id).evidence);
    }
    REQUIRE(a.evidence.size() == b.evidence.size());
    for (std::size_t i = 0; i < a.evidence.size(); ++i) {
        CHECK(a.evidence[i].id == b.evidence[i].id);
        CHECK(a.evidence[i].number == b.evidence[i].number);
        CHECK(a.evidence[i].date == b.evidence[i].date);
        CHECK(a.evidence[i].issuer == b.evidence[i].issuer);
        CHECK(a.evidence[i].title == b.evidence[i].title);
        CHECK(a.evidence[i].where == b.evidence[i].where);
        CHECK(a.evidence[i].section == b.evidence[i].section);
        CHECK(a.evidence[i].page == b.evidence[i].page);
        CHECK(a.evidence[i].file == b.evidence[i].file);
    }
}

/// Random sound assessments.
class Maker {
public:
    explicit Maker(unsigned seed) : random_(seed) {}

    Assessment make() {
        Assessment made;
        made.agency = "so-y-te";
        if (flip()) made.date = Date(2017, 6, 15);
        if (flip()) made.submitted_at = Moment{Date(2017, 6, 30), flip() ? std::optional(61'260) : std::nullopt};
        if (flip()) made.submitted_by = words();
        if (flip())
            made.returns = {{Moment{Date(2017, 6, 20), {}}, words(), "thiếu"},
                            {Moment{Date(2017, 6, 21), 5}, "b", "c"}};
        if (flip()) made.note = words();
        made.synthetic = flip();
        for (const char* id : {"kh-01", "02/BC \"x\""}) {
            Evidence document;
            document.id = id;
            if (flip()) document.number = words();
            if (flip()) document.date = Date(2016, 2, 29);
            if (flip()) document.issuer = words();
            if (flip()) document.title = words();
            if (flip()) document.where = words();
            if (flip()) document.section = words();
            if (flip()) document.page = "4-6";
            if (flip()) document.file = "a.pdf";
            made.evidence.push_back(std::move(document));
        }
        add_answers(made);
        add_facts(made);
        return made;
    }

private:
    bool flip() { return random_() % 2 == 0; }
    Rational positive() {
        return {static_cast<std::int64_t>(random_() % 4000),
                flip() ? 1000 : 1 + static_cast<std::int64_t>(random_() % 7)};
    }
    std::string words() {
        static const std::vector<std::string> all{"Sở Y tế",   "a\nb", "\"quoted\" \\", "=1+1",
                                                  "tab\there", "0,5",  "never",         "Đà Nẵng \xF0\x9F\x98\x80"};
        return all[random_() % all.size()];
    }

    void add_remarks(Answer& answer) {
        if (flip()) answer.evidence = {"kh-01"};
        if (flip()) answer.explanation = words();
        if (flip()) answer.by = words();
        if (flip()) answer.at = Moment{Date(2017, 7, 1), 3};
    }

    void add_answers(Assessment& made) {
        auto& level = made.answers["1.1"];
        level.level = flip() ? "full" : "some";
        if (level.level == "some") level.points = number("1.125");
        add_remarks(level);
        auto& list = made.answers["1.2"];
        if (flip()) {
            list.items.emplace();
            if (flip()) list.items->push_back("b");
        } else {
            list.state = flip() ? State::not_arisen : State::blank;
        }
        add_remarks(list);
        auto& points = made.answers["1.3"];
        points.points = min(positive(), Rational(9));
        add_remarks(points);
        auto& value = made.answers["1.4"];
        static const std::vector<std::string> written{"64/66", "95%", "0,5", "1.125", "12", "0.30", "1/3", "1.234.567"};
        value.value_written = written[random_() % written.size()];
        value.value = parse_rational(value.value_written);
        if (!value.value) value.value = parse_typed_number(value.value_written);
        auto& judged = made.answers["1.10"];
        if (flip()) judged.disputed = flip();
        if (flip()) {
            judged.awarded = min(positive(), Rational(9));
            judged.explanation = "lý do";
        }
        if (flip()) judged.accepted_evidence = {"kh-01"};
        if (flip()) judged.refused_evidence = {{"02/BC \"x\"", "sau kỳ"}};
    }

    void add_facts(Assessment& made) {
        made.facts["n"].value = flip() ? -positive() : positive();
        made.facts["c"].value = Rational(static_cast<std::int64_t>(random_()) * 1'000'000'007);
        made.facts["p"].value = min(positive(), Rational(1));
        if (flip())
            made.facts["d"].value = Date(2017, 1, 4);
        else
            made.facts["d"].value = Never{};
        made.facts["f"].value = flip();
        made.facts["t"].value = words();
        made.facts["t"].source = words();
        made.facts["t"].evidence = {"02/BC \"x\""};
        std::vector<Record> records;
        for (unsigned i = 0; i < random_() % 3; ++i)
            records.push_back({{"days", Rational(i)}, {"share", Rational(1, 3)}, {"word", words()}});
        made.facts["r"].value = records;
    }

    std::mt19937 random_;
};

}  // namespace

TEST_CASE("an assessment that is written reads back as the same") {
    const auto set = sample_set();
    const SetIndex index(set);
    for (unsigned seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        const Assessment made = Maker(seed).make();
        const std::string json = assessment_to_json(made, index);
        Report report(100);
        const auto read = read_assessment(json, "a.json", {index}, {}, report);
        CAPTURE(json);
        CHECK(summary(report.take()).empty());
        REQUIRE(read);
        check_same(made, *read);
        CHECK(assessment_to_json(*read, index) == json);
    }
}

TEST_CASE("a written assessment is compact, ordered and exact") {
    const auto set = sample_set();
    Assessment made;
    made.agency = "so-y-te";
    made.answers["1.10"].points = number("1/3");
    made.answers["1.3"].points = number("1.125");
    made.facts["p"].value = number("1.05");
    CHECK(assessment_to_json(made, SetIndex(set)) ==
          "{\n  \"format\": \"parindex/assessment/1\",\n  \"agency\": \"so-y-te\",\n  \"facts\": {\n    \"p\": "
          "\"105%\"\n  },\n"
          "  \"answers\": {\n    \"1.3\": {\"points\": 1.125},\n    \"1.10\": {\"points\": \"1/3\"}\n  }\n}\n");
}
