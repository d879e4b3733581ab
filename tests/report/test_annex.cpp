#include "parindex/report/annex.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "parindex/council/history.hpp"
#include "report/annex_tables.hpp"
#include "report/decision_text.hpp"
#include "report/figure_cell.hpp"
#include "report/report_view.hpp"
#include "report/scorecard_table.hpp"
#include "report/sheet_writer.hpp"
#include "support/builders.hpp"

using namespace parindex;
using namespace parindex::report;
using namespace parindex::testing;

namespace {

/// A round evaluated at both of its stages.
struct AllStages {
    Round round;
    std::vector<RoundResult> stages;

    explicit AllStages(Round given) : round(std::move(given)) {
        auto evaluated = evaluate_stages(round, round.stages.size() - 1);
        REQUIRE(evaluated.value);
        stages = std::move(*evaluated.value);
    }
    [[nodiscard]] ReportInput input(Language language = Language::vi) const {
        ReportInput input;
        input.round = &round;
        input.stages = &stages;
        input.language = language;
        return input;
    }
};

/// Domain 1 of 60 (1.1 of 40, 1.2 of 20), domain 2 of 40. A: 40 + 15.5, 30, appraised 35 + 15.5, 30; B: 40 + 20, 20.5.
Round two_agencies() {
    auto round = round_of(
        criteria_set({parent("1", {typed("1.1", "40"), typed("1.2", "20")}), parent("2", {typed("2.1", "40")})}));
    round.title = text("Chỉ số cải cách hành chính", "Reform index");
    round.statement = text("Dữ liệu giả lập.", "Synthetic data.");
    add_agency(round, "so-b", "Sở B");
    add_agency(round, "so-a", "Sở A");
    for (const auto* agency : {"so-a", "so-b"}) give_points(round, 0, agency, "1.1", "40");
    give_points(round, 0, "so-a", "1.2", "15.5");
    give_points(round, 0, "so-a", "2.1", "30");
    give_points(round, 0, "so-b", "1.2", "20");
    give_points(round, 0, "so-b", "2.1", "20.5");
    give_points(round, 1, "so-a", "1.1", "35");
    answer_of(round, 1, "so-a", "1.1").explanation = "thiếu kế hoạch";
    answer_of(round, 1, "so-a", "1.1").by = "Tổ thẩm định";
    return round;
}

std::string shown(const Cell& cell) {
    return cell.figure ? to_text(*cell.figure, Language::vi, cell.figure->digits()) : cell.text;
}

std::vector<std::string> shown(const TableRow& row) {
    std::vector<std::string> cells;
    for (const auto& cell : row.cells) cells.push_back(shown(cell));
    return cells;
}

std::vector<std::string> titles(const ReportTable& table) {
    std::vector<std::string> all;
    for (const auto& column : table.columns) all.push_back(column.title);
    return all;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("a figure is shown digit by digit as published", "[report][annex]") {
    const auto figure = parse_figure("1234567.50").value();
    CHECK(figure.digits() == 2);
    CHECK(to_text(figure, Language::vi, 0) == "1.234.567,50");
    CHECK(to_text(figure, Language::en, 0) == "1,234,567.50");
    CHECK(to_text(figure, Language::vi, 4) == "1.234.567,5000");
    CHECK(cell_format(figure, 0) == "#,##0.00");
    CHECK(cell_number(figure) == 1234567.5);
    CHECK(to_text(*parse_figure("23"), Language::vi, 2) == "23,00");
    CHECK(cell_format(*parse_figure("23"), 0) == "#,##0");
    CHECK(to_text(*parse_figure("-0.5"), Language::vi, 0) == "-0,5");
    CHECK(to_text(*parse_figure("-1000"), Language::vi, 0) == "-1.000");
    const auto about = parse_figure("≈55.6326").value();
    CHECK(about.is_approximate);
    CHECK(to_text(about, Language::vi, 0) == "≈55,6326");
    CHECK(cell_format(about, 0) == "\"≈\"#,##0.0000");
    CHECK_FALSE(cell_number(*parse_figure("1234567890.123456")));
    CHECK(cell_number(*parse_figure("123456789.123456")));
}

TEST_CASE("what is no figure is not taken for one", "[report][annex]") {
    for (const auto* text :
         {"", "-", "≈", ".5", "5.", "1.2.3", "1e3", "0x1", "1,5", "--1", "+1", "nan", "inf", " 1", "≈-"})
        CHECK_FALSE(parse_figure(text));
}

TEST_CASE("the annex lists agencies by rank with points, maxima, total and index", "[report][annex]") {
    const AllStages evaluated(two_agencies());
    const auto table = decision_table(evaluated.input(), 0);
    CHECK(titles(table) ==
          Words{"TT", "Tên đơn vị", "Lĩnh vực 1", "Lĩnh vực 2", "Tổng điểm", "Chỉ số (%)", "Xếp hạng", "Ghi chú"});
    REQUIRE(table.head.size() == 1);
    CHECK(shown(table.head[0]) == Words{"", "Điểm tối đa", "60", "40", "100", "100", "", ""});
    REQUIRE(table.rows.size() == 2);
    // A: 35 + 15.5 = 50.5, 30, 80.5 of 100; B: 40 + 20 = 60, 20.5, 80.5: equal totals share the first place.
    CHECK(shown(table.rows[0]) == Words{"1", "Sở A", "50,5", "30", "80,50", "80,50", "1", "đồng hạng"});
    CHECK(shown(table.rows[1]) == Words{"2", "Sở B", "60", "20,5", "80,50", "80,50", "1", "đồng hạng"});
    CHECK(table.columns[2].digits == 1);
    CHECK(table.columns[4].digits == 2);
}

TEST_CASE("stages are held against each other with the reason", "[report][annex]") {
    const AllStages evaluated(two_agencies());
    const auto totals = stage_totals_table(evaluated.input());
    REQUIRE(totals.rows.size() == 2);
    CHECK(titles(totals) == Words{"TT", "Nhóm", "Tên đơn vị", "self", "appraisal-1", "Chênh lệch so với tự đánh giá"});
    CHECK(shown(totals.rows[0]) == Words{"1", "so", "Sở A", "85,50", "80,50", "-5,00"});
    CHECK(shown(totals.rows[1]) == Words{"2", "so", "Sở B", "80,50", "80,50", "0,00"});
    const auto changes = stage_changes_table(evaluated.input());
    REQUIRE(changes.rows.size() == 1);
    CHECK(shown(changes.rows[0]) ==
          Words{"1", "Sở A", "1.1", "Tiêu chí 1.1", "40", "40", "35", "-5", "thiếu kế hoạch", "Tổ thẩm định"});
}

TEST_CASE("losses are listed by criterion and by agency, most first", "[report][annex]") {
    const AllStages evaluated(two_agencies());
    const auto by_criterion = losses_by_criterion_table(evaluated.input());
    REQUIRE(by_criterion.rows.size() == 3);
    // 2.1: 10 + 19.5; 1.1: 5 of A; 1.2: 4.5 of A.
    CHECK(shown(by_criterion.rows[0]) ==
          Words{"1", "so", "2.1", "Tiêu chí 2.1", "40", "2", "29,5", "tự đánh giá, thẩm định"});
    CHECK(shown(by_criterion.rows[1]).at(6) == "5");
    CHECK(shown(by_criterion.rows[2]).at(6) == "4,5");
    const auto by_agency = losses_by_agency_table(evaluated.input());
    REQUIRE(by_agency.rows.size() == 4);
    CHECK(shown(by_agency.rows[0]).at(1) == "Sở A");
    CHECK(shown(by_agency.rows[0]).at(6) == "10");
    CHECK(shown(by_agency.rows[1]).at(7) == "thiếu kế hoạch");
    CHECK(shown(by_agency.rows[3]).at(6) == "19,5");
}

TEST_CASE("sums of losses do not grow without bound", "[report][annex]") {
    auto round = round_of(criteria_set({computed("1", "10", "10 * tasks.done / tasks.given")}));
    round.sets[0].facts = {declare("tasks.done", FactType::number), declare("tasks.given", FactType::number)};
    // Denominators are odd numbers near 10^9: the exact sum would have one of thousands of bits.
    std::int64_t whole = 1'000'000'007;
    for (int i = 0; i < 300; ++i) {
        const auto id = "a" + std::to_string(i);
        add_agency(round, id, "Đơn vị " + std::to_string(i));
        give_fact(round, 0, id, "tasks.done", Rational(whole - 1'000'000 * i - 5));
        give_fact(round, 0, id, "tasks.given", Rational(whole));
        whole += 2;
    }
    const AllStages evaluated(std::move(round));
    const auto table = losses_by_criterion_table(evaluated.input());
    REQUIRE(table.rows.size() == 1);
    // Sum over i of 10 * (1000000 i + 5) / (1000000007 + 2 i), each to four places: about 10 * 44850 / 1000.
    CHECK(shown(table.rows[0]).at(6).starts_with("448,"));
}

TEST_CASE("a scorecard has every node, every stage, and the sums", "[report][annex]") {
    auto round = two_agencies();
    auto& answer = answer_of(round, 0, "so-a", "1.1");
    answer.evidence = {"kh-01", "bc-02"};
    answer.explanation = "đã ban hành";
    auto& appraised = answer_of(round, 1, "so-a", "1.1");
    appraised.evidence = {"kh-01", "bc-02"};
    appraised.accepted_evidence = {"kh-01"};
    appraised.refused_evidence = {{"bc-02", "ban hành sau kỳ đánh giá"}};
    Evidence document;
    document.id = "kh-01";
    document.number = "01/KH-SKHCN";
    document.date = Date(2017, 1, 4);
    document.page = "4";
    assessment_of(round, 0, "so-a").evidence = {document};
    const AllStages evaluated(std::move(round));
    const auto table = scorecard_table(evaluated.input(), 1);
    CHECK(titles(table) == Words{"TT", "Lĩnh vực, tiêu chí, tiêu chí thành phần", "Điểm tối đa", "Điểm tự đánh giá",
                                 "Điểm thẩm định", "Điểm điều tra xã hội học", "Điểm đạt", "Tài liệu kiểm chứng",
                                 "Giải trình của đơn vị", "Ý kiến thẩm định, hội đồng"});
    REQUIRE(table.rows.size() == 5 + 4);
    CHECK(shown(table.rows[0]) == Words{"1", "Lĩnh vực 1", "60", "55,5", "50,5", "", "50,5", "", "", ""});
    CHECK(shown(table.rows[1]) ==
          Words{"1.1", "Tiêu chí 1.1", "40", "40", "35", "", "35",
                "01/KH-SKHCN ngày 04/01/2017, trang 4 (chấp nhận)\nbc-02 (không chấp nhận: ban hành sau kỳ đánh giá)",
                "self: đã ban hành", "appraisal-1, Tổ thẩm định: thiếu kế hoạch"});
    CHECK(shown(table.rows[5]).at(6) == "80,5");  // sum of the domains
    CHECK(shown(table.rows[6]) == Words{"", "Tổng điểm", "100", "85,50", "80,50", "", "80,50", "", "", ""});
    CHECK(shown(table.rows[7]) == Words{"", "Chỉ số (%)", "", "85,50", "80,50", "", "80,50", "", "", ""});
    CHECK(shown(table.rows[8]).at(6) == "1");
}

TEST_CASE("survey points stand in their own column and add up", "[report][annex]") {
    auto set = criteria_set({parent("1", {typed("1.1", "60")}), parent("2", {typed("2.1", "30"), typed("2.2", "10")})});
    set.criteria[1].children[0].scored_by = {Scorer::survey};
    set.criteria[1].children[1].scored_by = {Scorer::survey};
    auto round = round_of(std::move(set));
    add_agency(round, "so-a", "Sở A");
    give_points(round, 0, "so-a", "1.1", "50");
    give_points(round, 1, "so-a", "2.1", "20.25");
    give_points(round, 1, "so-a", "2.2", "7");
    const AllStages evaluated(std::move(round));
    const auto table = scorecard_table(evaluated.input(), 0);
    CHECK(shown(table.rows[1]).at(5).empty());
    CHECK(shown(table.rows[2]).at(5) == "27,25");
    CHECK(shown(table.rows[3]).at(5) == "20,25");
    CHECK(shown(table.rows[6]).at(5) == "27,25");  // in the row of the total
}

TEST_CASE("an agency without a submission is listed without figures and with the reason", "[report][annex]") {
    auto round = two_agencies();
    add_agency(round, "so-c", "Sở C");
    const AllStages evaluated(std::move(round));
    const auto table = decision_table(evaluated.input(), 0);
    REQUIRE(table.rows.size() == 3);
    CHECK(table.columns.back().title == "Ghi chú");
    CHECK(shown(table.rows[2]).at(1) == "Sở C");
    CHECK(shown(table.rows[2]).at(4) == "–");
    CHECK(shown(table.rows[2]).back() == "chưa nộp");
    CHECK(scorecard_workbook(evaluated.input(), 2));
}

TEST_CASE("dates, numbers and annex lines follow the rules of administrative documents", "[report][annex]") {
    // Zero before days below 10 and before months 1 and 2 only (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    CHECK(long_date(Date(2020, 3, 5), Language::vi) == "ngày 05 tháng 3 năm 2020");
    CHECK(long_date(Date(2023, 2, 1), Language::vi) == "ngày 01 tháng 02 năm 2023");
    CHECK(long_date(Date(2023, 1, 31), Language::vi) == "ngày 31 tháng 01 năm 2023");
    CHECK(long_date(Date(2023, 12, 10), Language::vi) == "ngày 10 tháng 12 năm 2023");
    CHECK(long_date(Date(2020, 3, 5), Language::en) == "5 March 2020");
    Decision decision;
    CHECK(issued_with(decision, Language::vi) ==
          "(Ban hành kèm theo Quyết định số ......./QĐ-....... ngày ..... tháng ..... năm ........ của "
          "........................)");
    decision = {"216/QĐ-UBND", Date(2018, 2, 5), "Ủy ban nhân dân tỉnh A", "Tỉnh A", {}, {}};
    CHECK(issued_with(decision, Language::vi) ==
          "(Ban hành kèm theo Quyết định số 216/QĐ-UBND ngày 05 tháng 02 năm 2018 của Ủy ban nhân dân tỉnh A)");
    CHECK(place_and_date(decision, Language::vi) == "Tỉnh A, ngày 05 tháng 02 năm 2018");
    CHECK(number_line(decision, Language::vi) == "Số: 216/QĐ-UBND");
}

TEST_CASE("annexes are counted in Roman numerals", "[report][annex]") {
    CHECK(roman(1) == "I");
    CHECK(roman(4) == "IV");
    CHECK(roman(9) == "IX");
    CHECK(roman(14) == "XIV");
    CHECK(roman(1994) == "MCMXCIV");
    CHECK_THROWS_AS(roman(0), std::invalid_argument);
}

TEST_CASE("invented data and models are called illustrations, real data by a real table are not", "[report][annex]") {
    auto round = two_agencies();
    round.synthetic = false;
    round.sets[0].provenance.status = Status::official;
    const AllStages real(round);
    CHECK(ReportView(real.input()).warning().empty());
    round.sets[0].provenance.status = Status::model;
    CHECK_FALSE(ReportView(AllStages(round).input()).warning().empty());
    round.sets[0].provenance.status = Status::official;
    assessment_of(round, 1, "so-a").synthetic = true;
    CHECK_FALSE(ReportView(AllStages(round).input()).warning().empty());
}

TEST_CASE("same round, same bytes", "[report][annex]") {
    const AllStages evaluated(two_agencies());
    const AllStages again(two_agencies());
    CHECK(annex_workbook(evaluated.input()) == annex_workbook(again.input()));
    CHECK(annex_document(evaluated.input(), {}) == annex_document(again.input(), {}));
    CHECK(scorecard_workbook(evaluated.input(), 0) == scorecard_workbook(again.input(), 0));
    CHECK(annex_workbook(evaluated.input()).value_or("").starts_with("PK"));
    CHECK(annex_workbook(evaluated.input()) != annex_workbook(evaluated.input(Language::en)));
}

TEST_CASE("a cell takes any text", "[report][annex]") {
    CHECK(cell_text("=cmd|' /C calc'!A0") == "=cmd|' /C calc'!A0");
    CHECK(cell_text("a\nb") == "a\nb");
    CHECK(cell_text("\x07") == "\\x07");
    CHECK(cell_text("So\xCC\x9B\xCC\x89") == "Sở");  // NFD
    const auto cut = cell_text(std::string(20'000, 'x') + "ở");
    CHECK(cut.size() < 16'100);
    CHECK(cut.ends_with("…"));
}

TEST_CASE("groups and long names become different sheets", "[report][annex]") {
    auto round = two_agencies();
    const std::string long_name(40, 'g');
    round.set_of_group[long_name + "1"] = 0;
    round.set_of_group[long_name + "2"] = 0;
    round.agencies[0].group = long_name + "1";
    round.agencies[1].group = long_name + "2";
    const AllStages evaluated(std::move(round));
    CHECK(evaluated.stages.back().groups.size() == 2);
    CHECK(annex_workbook(evaluated.input()).value_or("").size() > 5'000);
}
