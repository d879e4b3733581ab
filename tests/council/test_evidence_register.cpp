#include "parindex/council/evidence_register.hpp"

#include "support/builders.hpp"
#include "support/findings.hpp"

#include <catch2/catch.hpp>

using namespace parindex;
using namespace parindex::testing;
using parindex::test::only;

namespace {

Evidence paper(const std::string& id, const std::string& number, std::optional<Date> date = std::nullopt) {
    Evidence document;
    document.id = id;
    document.number = number;
    document.date = date;
    document.location.file = "self/a.json";
    return document;
}

Round with_papers() {
    auto round = round_of(criteria_set({parent("1", {typed("1.1", "5"), typed("1.2", "5")})}));
    round.sets[0].facts.push_back(declare("plan", FactType::flag));
    add_agency(round, "a", "A");
    give_points(round, 0, "a", "1.2", "2");
    give_points(round, 0, "a", "1.1", "3");
    answer_of(round, 0, "a", "1.1").evidence = {"kh-01", "x-9"};
    answer_of(round, 0, "a", "1.2").evidence = {"kh-01"};
    give_fact(round, 0, "a", "plan", true);
    assessment_of(round, 0, "a").facts["plan"].evidence = {"kh-01", "kh-01"};
    assessment_of(round, 0, "a").evidence = {paper("kh-01", "01/KH-SKHCN", Date(2017, 1, 4))};
    return round;
}

RoundResult at(const Round& round, std::size_t stage) {
    auto result = evaluate_round(round, stage);
    REQUIRE(result.value);
    return std::move(*result.value);
}

std::vector<RegisteredDocument> register_at(const Round& round, std::size_t stage) {
    return evidence_register(round, at(round, stage), 0);
}

Findings checked(const Round& round) { return check_evidence_register(round, at(round, 1)); }

Findings checked_number(const std::string& number, std::optional<Date> date = std::nullopt) {
    auto round = with_papers();
    answer_of(round, 0, "a", "1.1").evidence = {"kh-01"};
    assessment_of(round, 0, "a").evidence = {paper("kh-01", number, date)};
    return checked(round);
}

}  // namespace

TEST_CASE("the register lists every document once, with the criteria and facts that cite it", "[council][evidence]") {
    const auto documents = register_at(with_papers(), 0);
    REQUIRE(documents.size() == 2);
    CHECK(documents[0].document.number == "01/KH-SKHCN");
    CHECK(documents[0].criteria == std::vector<std::string>{"1.1", "1.2"});
    CHECK(documents[0].facts == std::vector<std::string>{"plan"});
    CHECK(documents[0].stage == "self");
    CHECK(documents[1].document.id == "x-9");
    CHECK(documents[1].document.number == "x-9");  // cited only
    CHECK(documents[1].criteria == std::vector<std::string>{"1.1"});
}

TEST_CASE("the register says who accepted or refused a document, at which stage and why", "[council][evidence]") {
    auto round = with_papers();
    auto& refused = answer_of(round, 1, "a", "1.1");
    refused.by = "tv-01";
    refused.at = parse_moment("2017-07-01");
    refused.refused_evidence["kh-01"] = "dự thảo";
    answer_of(round, 1, "a", "1.2").accepted_evidence = {"kh-01"};
    assessment_of(round, 1, "a").evidence = {paper("bb-02", "02/BB-SNV")};
    round.opinions.resize(2);
    auto& opinion = round.opinions[1]["a"].emplace_back();
    opinion.criterion = "1.2";
    opinion.answer.by = "tv-02";
    opinion.answer.accepted_evidence = {"kh-01"};

    CHECK(register_at(round, 0)[0].judgements.empty());
    const auto documents = register_at(round, 1);
    REQUIRE(documents.size() == 3);
    REQUIRE(documents[0].judgements.size() == 3);
    CHECK(documents[0].judgements[0].criterion == "1.1");
    CHECK_FALSE(documents[0].judgements[0].accepted);
    CHECK(documents[0].judgements[0].why == "dự thảo");
    CHECK(documents[0].judgements[0].by == "tv-01");
    CHECK(documents[0].judgements[0].at == parse_moment("2017-07-01"));
    CHECK(documents[0].judgements[1].accepted);
    CHECK(documents[0].judgements[2].by == "tv-02");
    CHECK(documents[0].judgements[2].stage == 1);
    CHECK(documents[1].document.id == "bb-02");
    CHECK(documents[1].stage == "appraisal-1");
    CHECK(documents[1].criteria.empty());
}

TEST_CASE("numbers and signs as Vietnamese documents bear them", "[council][evidence]") {
    const auto number = parse_document_number("07/2023/QĐ-UBND");
    REQUIRE(number);
    CHECK(number->number == "07");
    CHECK(number->year == 2023);
    CHECK(number->sign == "QĐ-UBND");
    for (const auto* text :
         {"01/KH-SKHCN", "636/QĐ-UBND", "4851/KH-UBND", "1294/QĐ-BNV", "30/2020/NĐ-CP", "19/2012/QĐ-UBND",
          "12a/TB-UBND", "12/2014/TTLT-BNV-BTC", "766/QĐ-TTg", "05/TTr-SNV", "12-CTr/TU", "1234/UBND-VX", "76/NQ-CP",
          "15/NQ-HĐND", "TCVN ISO 9001:2008", "TCVN 12345-1:2020", "QCVN 01:2021/BXD"})
        CHECK(parse_document_number(text).has_value());
    CHECK(parse_document_number("12-CTr/TU")->sign == "CTr/TU");
    CHECK(parse_document_number("TCVN ISO 9001:2008")->year == 2008);
    // Đ as D with a combining stroke does not exist; tone marks may come apart and are put together first.
    CHECK(parse_document_number("15/NQ-H\xC4\x90ND").has_value());
}

TEST_CASE("what is no number and sign", "[council][evidence]") {
    for (const auto* text : {"",
                             "/",
                             "KH-01",
                             "01",
                             "01/",
                             "/KH-UBND",
                             "01/kh-ubnd",
                             "01/KH -UBND",
                             "01 /KH-UBND",
                             "Số 01/KH-UBND",
                             "01/KH-UBND ngày 4/1",
                             "01/17/KH-UBND",
                             "01/20177/KH-UBND",
                             "01/KH--UBND",
                             "01/KH-",
                             "1234567/KH-UBND",
                             "1/2/3/4",
                             "01/2017",
                             "Hệ thống dịch vụ công",
                             "0x1/KH-UBND",
                             "TCVN ISO 9001",
                             "TCVN:2008",
                             "TCVN A:2008",
                             "ISO 9001:2015",
                             "TCVN 1:20",
                             "TCVN 1:2020/",
                             "\xFF/\xFE"})
        CHECK_FALSE(parse_document_number(text).has_value());
}

TEST_CASE("D321 to D323: form, leading zero, and the year against the date", "[council][evidence]") {
    CHECK(checked_number("01/KH-SKHCN").empty());
    CHECK(checked_number("").empty());
    CHECK(only(checked_number("KH 01"), "D321").criterion == "kh-01");
    CHECK(only(checked_number("KH 01"), "D321").severity == Severity::warning);
    const auto zero = only(checked_number("7/KH-UBND"), "D322");
    CHECK(zero.severity == Severity::note);
    CHECK(zero.hint.vi == "ghi 07/KH-UBND");
    CHECK(only(checked_number("7a/KH-UBND"), "D322").severity == Severity::note);
    CHECK(checked_number("10/KH-UBND").empty());
    CHECK(checked_number("07/2017/QĐ-UBND", Date(2017, 3, 1)).empty());
    const auto year = only(checked_number("07/2016/QĐ-UBND", Date(2017, 3, 1)), "D323");
    CHECK(year.message.vi == "“07/2016/QĐ-UBND” mang năm 2016 nhưng ghi ngày 01/03/2017");
}

TEST_CASE("D321 looks at documents that are only cited, since the citation is their number", "[council][evidence]") {
    const auto findings = checked(with_papers());
    CHECK(only(findings, "D321").criterion == "x-9");
    CHECK(only(findings, "D321").location.file == "self/a.json");
}

TEST_CASE("D324: one document serves more criteria than the round allows, under whatever id", "[council][evidence]") {
    auto round = with_papers();
    answer_of(round, 0, "a", "1.1").evidence = {"kh-01"};
    CHECK(checked(round).empty());
    round.checks.document_for_at_most = 1;
    const auto finding = only(checked(round), "D324");
    CHECK(finding.message.en == "01/KH-SKHCN is cited for 2 criteria, more than 1: 1.1, 1.2");
    answer_of(round, 0, "a", "1.2").evidence = {"kh-02"};
    assessment_of(round, 0, "a").evidence.push_back(paper("kh-02", "01/kh-skhcn", Date(2017, 1, 4)));
    CHECK(only(checked(round), "D324").criterion == "kh-01");
    assessment_of(round, 0, "a").evidence[1].date = Date(2017, 1, 5);  // another paper of that number
    for (const auto& one : checked(round)) CHECK(one.code != "D324");
    round.checks.document_for_at_most = 2;
    CHECK(codes_of(checked(round)) == std::vector<std::string>{"D321"});
}
