#include "parindex/model/round.hpp"

#include <catch2/catch.hpp>

using namespace parindex;

namespace {

Answer level(const std::string& id, const std::string& stage) {
    Answer answer;
    answer.level = id;
    answer.stage = stage;
    return answer;
}

Evidence document(const std::string& id, const std::string& number) {
    Evidence evidence;
    evidence.id = id;
    evidence.number = number;
    return evidence;
}

/// Two stages of one agency "a".
Round two_stages(Assessment self, Assessment appraisal) {
    const Period period{Date(2017, 1, 1), Date(2017, 6, 30)};
    Round round(period);
    round.stages = {{"self", Stage::Kind::self}, {"appraisal-1", Stage::Kind::appraisal}};
    round.assessments.resize(2);
    round.assessments[0].emplace("a", std::move(self));
    round.assessments[1].emplace("a", std::move(appraisal));
    return round;
}

}  // namespace

TEST_CASE("a later stage overrides answers and facts one by one and leaves the others") {
    Assessment self;
    self.answers = {{"1.1", level("full", "self")}, {"1.2", level("half", "self")}};
    self.facts["dossiers"].value = Rational(10);
    self.facts["staff"].value = Rational(5);
    Assessment appraisal;
    appraisal.answers = {{"1.1", level("none", "appraisal-1")}};
    appraisal.facts["dossiers"].value = Rational(8);
    const Round round = two_stages(self, appraisal);

    const Assessment at_self = in_force(round, "a", 0);
    CHECK(at_self.stage == "self");
    CHECK(at_self.answers.at("1.1").level == "full");

    const Assessment at_appraisal = in_force(round, "a", 1);
    CHECK(at_appraisal.stage == "appraisal-1");
    CHECK(at_appraisal.answers.at("1.1").level == "none");
    CHECK(at_appraisal.answers.at("1.1").stage == "appraisal-1");
    CHECK(at_appraisal.answers.at("1.2").level == "half");
    CHECK(std::get<Rational>(at_appraisal.facts.at("dossiers").value) == 8);
    CHECK(std::get<Rational>(at_appraisal.facts.at("staff").value) == 5);
}

TEST_CASE("evidence accumulates over the stages") {
    Assessment self;
    self.answers["1.1"] = level("full", "self");
    self.answers["1.1"].evidence = {"kh-01"};
    self.answers["1.1"].explanation = "kèm kế hoạch";
    self.evidence = {document("kh-01", "01/KH-SYT")};
    Assessment appraisal;
    appraisal.answers["1.1"] = level("none", "appraisal-1");
    appraisal.answers["1.1"].evidence = {"kh-01", "bb-02"};
    appraisal.evidence = {document("bb-02", "02/BB-SNV")};

    const Assessment result = in_force(two_stages(self, appraisal), "a", 1);
    CHECK(result.answers.at("1.1").evidence == std::vector<std::string>{"kh-01", "bb-02"});
    CHECK(result.answers.at("1.1").explanation == "kèm kế hoạch");
    REQUIRE(result.evidence.size() == 2);
    CHECK(result.evidence[1].number == "02/BB-SNV");
}

TEST_CASE("an answer that only brings papers leaves the earlier input in force") {
    Assessment self;
    self.answers["1.1"] = level("full", "self");
    Assessment appraisal;
    appraisal.answers["1.1"].evidence = {"bb-02"};
    appraisal.answers["1.1"].explanation = "đã kiểm tra";

    const Answer answer = in_force(two_stages(self, appraisal), "a", 1).answers.at("1.1");
    CHECK(answer.level == "full");
    CHECK(answer.stage == "self");
    CHECK(answer.explanation == "đã kiểm tra");
    CHECK(answer.evidence == std::vector<std::string>{"bb-02"});
}

TEST_CASE("a later state takes the place of an earlier level") {
    Assessment self;
    self.answers["1.1"] = level("full", "self");
    Assessment appraisal;
    appraisal.answers["1.1"].state = State::not_arisen;

    const Answer answer = in_force(two_stages(self, appraisal), "a", 1).answers.at("1.1");
    CHECK(answer.state == State::not_arisen);
    CHECK_FALSE(answer.level.has_value());
}

TEST_CASE("an agency without assessments has empty inputs in force") {
    const Assessment result = in_force(two_stages({}, {}), "b", 1);
    CHECK(result.agency == "b");
    CHECK(result.answers.empty());
}

TEST_CASE("agencies, stages and the set of a group are found by their ids") {
    Round round = two_stages({}, {});
    Agency agency;
    agency.id = "so-y-te";
    agency.group = "so";
    round.agencies.push_back(agency);
    round.sets.push_back({"vn/a-2017", {}, {}, {}, {}, round.period,       {}, {}, {}, {}, {}, {}, {}, {},
                          {},          {}, {}, {}, {}, Edition::corrected, {}});
    round.set_of_group["so"] = 0;

    REQUIRE(round.find_agency("so-y-te") != nullptr);
    CHECK(round.find_agency("so-y-te")->group == "so");
    CHECK(round.find_agency("so") == nullptr);
    REQUIRE(round.set_of(agency) != nullptr);
    CHECK(round.set_of(agency)->id == "vn/a-2017");
    agency.group = "huyen";
    CHECK(round.set_of(agency) == nullptr);
    CHECK(round.stage_index("appraisal-1") == std::size_t{1});
    CHECK_FALSE(round.stage_index("final"));
}

TEST_CASE("kinds of stages keep their words through text and back") {
    for (const Stage::Kind kind :
         {Stage::Kind::self, Stage::Kind::survey, Stage::Kind::appraisal, Stage::Kind::final}) {
        CHECK(parse_stage_kind(to_string(kind)) == kind);
    }
    CHECK_FALSE(parse_stage_kind("council"));
}

namespace {

/// Self, appraisal, explanation and final, empty, for one agency "a".
Round four_stages() {
    auto round = two_stages({}, {});
    round.stages.push_back({"explanation", Stage::Kind::explanation});
    round.stages.push_back({"final", Stage::Kind::final});
    round.assessments.resize(4);
    return round;
}

Answer& answer_at(Round& round, std::size_t stage) { return round.assessments[stage]["a"].answers["1.1"]; }

}  // namespace

TEST_CASE("an explanation disputes and adds papers, and changes nothing in force") {
    auto round = four_stages();
    answer_at(round, 0) = level("full", "self");
    answer_at(round, 1) = level("none", "appraisal-1");
    answer_at(round, 1).explanation = "thiếu";
    auto& said = answer_at(round, 2);
    said = level("full", "explanation");
    said.disputed = true;
    said.evidence = {"kh-02"};
    said.explanation = "đã có";
    round.assessments[2]["a"].facts["dossiers"].value = Rational(9);
    round.assessments[2]["a"].evidence = {document("kh-02", "02/KH-SYT")};

    const auto result = in_force(round, "a", 2);
    const auto& answer = result.answers.at("1.1");
    CHECK(answer.level == "none");
    CHECK(answer.stage == "appraisal-1");
    CHECK(answer.explanation == "thiếu");
    CHECK(answer.disputed == true);
    CHECK(answer.evidence == std::vector<std::string>{"kh-02"});
    CHECK(result.facts.empty());
    CHECK(result.evidence.size() == 1);
}

TEST_CASE("an answer of a later stage settles a dispute, even one that only gives a reason") {
    auto round = four_stages();
    answer_at(round, 1) = level("none", "appraisal-1");
    answer_at(round, 2).disputed = true;
    CHECK(in_force(round, "a", 2).answers.at("1.1").disputed == true);
    CHECK(in_force(round, "a", 3).answers.at("1.1").disputed == true);
    answer_at(round, 3).explanation = "giữ nguyên";
    const auto settled = in_force(round, "a", 3).answers.at("1.1");
    CHECK_FALSE(settled.disputed.has_value());
    CHECK(settled.level == "none");
    CHECK(settled.explanation == "giữ nguyên");
}

TEST_CASE("the latest word on a paper is in force, the others stand") {
    auto round = four_stages();
    answer_at(round, 0) = level("full", "self");
    answer_at(round, 1).accepted_evidence = {"kh-01", "kh-02"};
    answer_at(round, 1).refused_evidence = {{"bc-03", "sai kỳ"}};
    answer_at(round, 3).refused_evidence = {{"kh-01", "bản dự thảo"}};
    answer_at(round, 3).accepted_evidence = {"bc-03"};
    const auto at_appraisal = in_force(round, "a", 1).answers.at("1.1");
    CHECK(at_appraisal.accepted_evidence == std::vector<std::string>{"kh-01", "kh-02"});
    CHECK(at_appraisal.level == "full");
    const auto at_final = in_force(round, "a", 3).answers.at("1.1");
    CHECK(at_final.accepted_evidence == std::vector<std::string>{"kh-02", "bc-03"});
    CHECK(at_final.refused_evidence == std::map<std::string, std::string>{{"kh-01", "bản dự thảo"}});
}

TEST_CASE("awarded points are an input, and a later input takes their place") {
    auto round = four_stages();
    answer_at(round, 0) = level("full", "self");
    answer_at(round, 1).awarded = Rational(1) / 4;
    CHECK(in_force(round, "a", 1).answers.at("1.1").awarded == Rational(1) / 4);
    CHECK_FALSE(in_force(round, "a", 1).answers.at("1.1").level.has_value());
    answer_at(round, 3) = level("half", "final");
    CHECK_FALSE(in_force(round, "a", 3).answers.at("1.1").awarded.has_value());
    CHECK(in_force(round, "a", 3).answers.at("1.1").level == "half");
}

TEST_CASE("exemptions are for an agency, a group or everybody; the first reason stands") {
    auto round = four_stages();
    Agency agency;
    agency.id = "a";
    agency.group = "so";
    round.exemptions = {{"a", "", "1.1", "không có chức năng", {}},
                        {"", "so", "1.2", "khối sở", {}},
                        {"", "", "1.3", "hoãn", {}},
                        {"b", "", "1.4", "khác", {}},
                        {"", "huyen", "1.5", "khác", {}},
                        {"", "", "1.1", "lý do sau", {}}};
    CHECK(exemptions_of(round, agency) ==
          std::map<std::string, std::string>{{"1.1", "không có chức năng"}, {"1.2", "khối sở"}, {"1.3", "hoãn"}});
}
