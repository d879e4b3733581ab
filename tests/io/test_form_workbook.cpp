#include "parindex/io/form_workbook.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "io/form_layout.hpp"
#include "io/form_sheet.hpp"
#include "io/form_text.hpp"
#include "io/leaf_inputs.hpp"
#include "parindex/engine/lint.hpp"
#include "parindex/io/criteria_json.hpp"
#include "parindex/io/round_folder.hpp"
#include "support/builders.hpp"
#include "support/findings.hpp"

using namespace parindex;
using namespace parindex::testing;

namespace {

const std::string source_folder = PARINDEX_SOURCE_DIR;

Level level(std::string id, std::string label, std::string_view points) {
    return {std::move(id), text(label, label), number(points), std::nullopt, {}};
}

Round round_with(std::vector<Criterion> domains, std::vector<FactDeclaration> facts = {}) {
    Round round(Period{Date(2017, 1, 1), Date(2017, 12, 31)});
    round.id = "test";
    round.stages = {{"self", Stage::Kind::self, text("Tự đánh giá", "Self-assessment")},
                    {"survey", Stage::Kind::survey, {}},
                    {"appraisal-1", Stage::Kind::appraisal, text("Thẩm định", "Appraisal")}};
    round.assessments.resize(3);
    round.sets.push_back(criteria_set(std::move(domains)));
    round.sets.front().facts = std::move(facts);
    Agency agency;
    agency.id = "so-a";
    agency.name = "Sở A";
    agency.group = "so";
    round.agencies.push_back(agency);
    round.set_of_group["so"] = 0;
    return round;
}

/// What a form of that round and stage is about, for tests of its parts.
struct OpenForm {
    explicit OpenForm(const Round& round, std::size_t stage = 0)
        : plan(*Plan::compile(std::make_shared<const CriteriaSet>(round.sets.front())).value),
          results(stage),
          form({round, plan, results, 0, stage, Language::vi}) {}

    Plan plan;
    io::EarlierResults results;
    io::FormCase form;
};

LevelsRule two_levels() { return {{level("full", "Đủ", "2"), level("none", "Không", "0")}, {}}; }

}  // namespace

TEST_CASE("a form is a package, and the same round gives the same bytes", "[form_workbook]") {
    const auto round = round_with({leaf("1", "2", two_levels())});
    const auto first = form_workbooks(round, {0, {0}, Language::vi, 1});
    const auto second = form_workbooks(round, {0, {0}, Language::vi, 1});
    REQUIRE(first.value);
    REQUIRE(first.value->size() == 1);
    CHECK(first.value->front().name == "so-a.xlsx");
    CHECK(first.value->front().content.substr(0, 2) == "PK");
    CHECK(first.value->front().content == second.value->front().content);
    const auto english = form_workbooks(round, {0, {0}, Language::en, 1});
    CHECK(english.value->front().content != first.value->front().content);
}

TEST_CASE("a survey stage has no form", "[form_workbook]") {
    const auto round = round_with({leaf("1", "2", two_levels())});
    const auto made = form_workbooks(round, {1, {0}, Language::vi, 1});
    CHECK_FALSE(made.value);
    REQUIRE(made.findings.size() == 1);
    CHECK(made.findings.front().code == "F432");
}

TEST_CASE("indices beyond the round are refused", "[form_workbook]") {
    const auto round = round_with({leaf("1", "2", two_levels())});
    CHECK_THROWS_AS(form_workbooks(round, {3, {0}, Language::vi, 1}), std::out_of_range);
    CHECK_THROWS_AS(form_workbooks(round, {0, {1}, Language::vi, 1}), std::out_of_range);
}

TEST_CASE("a set that cannot be compiled has no form", "[form_workbook]") {
    const auto round = round_with({computed("1", "2", "unknown_figure")});
    const auto made = form_workbooks(round, {0, {0}, Language::vi, 1});
    CHECK_FALSE(made.value);
    CHECK(has_errors(made.findings));
}

TEST_CASE("a set and a table of agencies make a round of forms", "[form_workbook]") {
    const auto round = round_of_set(source_folder + "/criteria/vn/published-total.json", {});
    REQUIRE(round.value);
    REQUIRE(round.value->agencies.size() == 1);
    const auto made = form_workbooks(*round.value, {0, {0}, Language::vi, 1});
    REQUIRE(made.value);
    CHECK(made.value->front().name == "form.xlsx");
    const auto missing = round_of_set(source_folder + "/criteria/vn/published-total.json", source_folder + "/none.csv");
    CHECK_FALSE(missing.value);
    CHECK(missing.findings.front().code == "F001");
}

TEST_CASE("columns that no criterion of the set uses are left out", "[form_workbook]") {
    const auto levels = round_with({leaf("1", "2", two_levels())});
    const OpenForm chosen(levels);
    const io::FormLayout with_levels(chosen.form);
    CHECK(with_levels.answer_column("level"));
    CHECK_FALSE(with_levels.answer_column("points"));
    CHECK_FALSE(with_levels.answer_column("value"));
    CHECK_FALSE(with_levels.answer_column("awarded"));
    const auto points = round_with({typed("1", "2")});
    const OpenForm open(points);
    const io::FormLayout with_points(open.form);
    CHECK_FALSE(with_points.answer_column("level"));
    CHECK(with_points.answer_column("points"));
}

TEST_CASE("each line of a checklist has a row below its criterion", "[form_workbook]") {
    ChecklistRule rule;
    rule.items = {{"a", text("Một", "One"), number("1")}, {"b", text("Hai", "Two"), number("1")}};
    const auto round = round_with({parent("1", {leaf("1.1", "2", rule), typed("1.2", "1")})});
    const OpenForm open(round);
    const io::FormLayout layout(open.form);
    REQUIRE(layout.rows().size() == 5);
    CHECK(layout.row_of(1) == io::FormLayout::first_answer + 1);
    CHECK(layout.row_of(1, "a") == layout.row_of(1) + 1);
    CHECK(layout.row_of(1, "b") == layout.row_of(1) + 2);
    CHECK(layout.row_of(2) == layout.row_of(1) + 3);
}

TEST_CASE("survey criteria are nobody's to fill in, appraised ones only the council's", "[form_workbook]") {
    auto survey = typed("1", "1");
    survey.scored_by = {Scorer::survey};
    auto appraised = typed("2", "1");
    appraised.scored_by = {Scorer::appraisal};
    const auto round = round_with({survey, appraised, typed("3", "1")});
    const OpenForm self(round, 0);
    CHECK_FALSE(self.form.is_open(0));
    CHECK_FALSE(self.form.is_open(1));
    CHECK(self.form.is_open(2));
    const OpenForm appraisal(round, 2);
    CHECK_FALSE(appraisal.form.is_open(0));
    CHECK(appraisal.form.is_open(1));
    CHECK(appraisal.form.is_open(2));
}

TEST_CASE("what the round's list exempts is closed, with its parts and the reason", "[form_workbook]") {
    auto round = round_with({parent("1", {typed("1.1", "1"), typed("1.2", "1")}), typed("2", "1")});
    round.exemptions.push_back({"so-a", {}, "1", "Không có đơn vị trực thuộc", {}});
    const OpenForm open(round);
    CHECK(open.form.not_applicable(0) == "Không có đơn vị trực thuộc");
    CHECK(open.form.not_applicable(2) == "Không có đơn vị trực thuộc");
    CHECK_FALSE(open.form.is_open(1));
    CHECK(open.form.not_applicable(3).empty());
    CHECK(io::rule_text(open.form, 1).find("Không có đơn vị trực thuộc") != std::string::npos);
}

TEST_CASE("a figure is asked for when a criterion of this form reads it, or none does", "[form_workbook]") {
    auto survey = computed("1", "1", "answers");
    survey.scored_by = {Scorer::survey};
    const auto round = round_with({survey, computed("2", "1", "dossiers")},
                                  {declare("answers", FactType::count), declare("dossiers", FactType::count),
                                   declare("unused", FactType::count)});
    const OpenForm open(round);
    CHECK_FALSE(open.form.is_open_fact(0));
    CHECK(open.form.is_open_fact(1));
    CHECK(open.form.is_open_fact(2));
    CHECK(open.form.users(1) == std::vector<std::string>{"2"});
}

TEST_CASE("levels that look alike are offered by their ids", "[form_workbook]") {
    const auto a = level("a", "Đạt", "1");
    const auto b = level("b", "ĐẠT ", "2");
    const auto c = level("c", "Chưa đạt", "0");
    CHECK(io::level_words({&a, &c}, Language::vi) == std::vector<std::string>{"Đạt", "Chưa đạt"});
    CHECK(io::level_words({&a, &b, &c}, Language::vi) == std::vector<std::string>{"a", "b", "c"});
}

TEST_CASE("an alternative for agencies of another type is not asked for", "[form_workbook]") {
    AlternativesRule rule;
    rule.alternatives.push_back(
        {expression("agency.type = 'large'"), std::make_shared<const Rule>(Rule{two_levels(), {}}), {}});
    rule.alternatives.push_back(
        {expression("agency.type = 'small'"), std::make_shared<const Rule>(Rule{PointsRule{}, {}}), {}});
    const auto criterion = leaf("1", "2", rule);
    Agency agency;
    agency.attributes["type"] = "small";
    Scope scope;
    scope.agency = &agency;
    const io::LeafInputs small(criterion, &scope);
    CHECK(small.levels.empty());
    CHECK(small.points.size() == 1);
    const io::LeafInputs all(criterion);
    CHECK(all.levels.size() == 2);
    CHECK(all.points.size() == 1);
}

TEST_CASE("references name the sheet in quotes and are absolute", "[form_workbook]") {
    CHECK(io::reference("Số liệu", 11, 4) == "'Số liệu'!$E$12");
    CHECK(io::reference("lists", 1, 3, 27) == "'lists'!$AB$2:$AB$4");
    CHECK(io::in_column(6, 0) == "$A7");
    CHECK(io::quoted("a \"b\"") == "\"a \"\"b\"\"\"");
}

TEST_CASE("long texts are cut at a character", "[form_workbook]") {
    CHECK(io::cut("Sở Y tế", 7) == "Sở Y tế");
    CHECK(io::cut("Sở Y tế", 4) == "Sở …");
}

TEST_CASE("a set says in which cells of an official form the answers stand", "[form_workbook][official_form]") {
    const auto set = load_criteria_set(source_folder + "/criteria/id/lke-zi-2021.json");
    REQUIRE(set.value);
    const auto* form = set.value->find_form("jawaban");
    REQUIRE(form != nullptr);
    CHECK(form->sheet == "Jawaban");
    CHECK(form->criteria.size() == 105);
    CHECK(form->facts.size() == 22);
    // Question 1 of the sheet stands in row 6, question 127 in row 202; figure 88 in row 126.
    CHECK(form->criteria.at("A.1.1.1.Q1").answer == "K6");
    CHECK(form->criteria.at("A.1.1.1.Q1").note == "L6");
    CHECK(form->criteria.at("A.1.1.1.Q1").evidence == "M6");
    CHECK(form->criteria.at("B.2.Q127").team_answer == "N202");
    CHECK(form->criteria.at("B.2.Q127").team_note == "Q202");
    CHECK(form->facts.at("q88").answer == "K126");
    CHECK(form->empty == State::blank);
}

TEST_CASE("a form with unknown criteria, facts, levels or a cell used twice is reported", "[official_form]") {
    auto set = criteria_set({leaf("1", "2", two_levels()), parent("2", {typed("2.1", "1")})});
    OfficialForm form;
    form.id = "f";
    form.criteria["1"] = {"K1", {}, {}, {}, {}, "/forms/0/criteria/1"};
    form.criteria["2"] = {"K2", {}, {}, {}, {}, "/forms/0/criteria/2"};
    form.criteria["9"] = {"K3", {}, {}, {}, {}, "/forms/0/criteria/9"};
    form.facts["none"] = {"K1", {}, {}, {}, {}, "/forms/0/facts/none"};
    form.levels = {{"Ya", "full"}, {"Tidak", "nothing"}};
    set.forms.push_back(form);
    const auto findings = lint(set);
    const auto count = [&](std::string_view code) {
        return std::count_if(findings.begin(), findings.end(), [&](const auto& f) { return f.code == code; });
    };
    CHECK(count("L701") == 2);
    CHECK(count("L702") == 1);
    CHECK(count("L703") == 1);
    CHECK(count("L704") == 1);
}

TEST_CASE("places that are no cells are refused", "[official_form]") {
    std::ifstream file(source_folder + "/criteria/vn/published-total.json");
    std::string json{std::istreambuf_iterator<char>(file), {}};
    const auto end = json.rfind('}');
    const auto parse = [&](const std::string& cells) {
        const auto form =
            R"(,"forms": [{"id": "f", "title": {"vi": "T", "en": "T"}, "source": "s", "sheet": "S", )" + cells + "}]}";
        return parse_criteria_set(json.substr(0, end) + form, "set.json");
    };
    const auto codes = [&](const std::string& cells) {
        std::vector<std::string> found;
        for (const auto& finding : parse(cells).findings) found.push_back(finding.code);
        return found;
    };
    CHECK(parse(R"("columns": {"answer": "K"}, "criteria": {"1": 6})").value->forms[0].criteria.at("1").answer == "K6");
    CHECK(parse(R"("criteria": {"1": {"answer": "XFD1048576"}})").value);
    CHECK(codes(R"("criteria": {"1": {"answer": "XFE1"}})") == std::vector<std::string>{"F430"});
    CHECK(codes(R"("criteria": {"1": {"answer": "K0"}})") == std::vector<std::string>{"F430"});
    CHECK(codes(R"("criteria": {"1": 6})") == std::vector<std::string>{"F431"});
    CHECK(codes(R"("columns": {"answer": "K6"}, "criteria": {})") == std::vector<std::string>{"F430"});
}
