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
