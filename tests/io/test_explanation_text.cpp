#include "parindex/io/explanation_text.hpp"

#include "support/builders.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace parindex;
using namespace parindex::testing;

namespace {

/// A leaf with everything an explanation can have.
Explanation full_explanation() {
    Explanation e;
    e.agency = "so-a";
    e.stage = "self";
    e.criterion = "3.2";
    e.title = text("Hồ sơ đúng hạn", "Dossiers on time");
    e.points = number("1.5");
    e.max = Rational(2);
    e.rule = text("theo tỷ lệ", "by the share");
    e.inputs = {{"done", text("Đã xong", "Done"), text("3.748,5", "3748.5"), "báo cáo, mục 7", {"kh-01"}, "self"},
                {"due", {}, text("4000", "4000"), "", {}, ""}};
    e.working = {text("a = 1,5", "a = 1.5"), text("b → 1,5", "b → 1.5")};
    e.why_not_more = {text("2 điểm cần 95 %", "2 points need 95 %")};
    e.evidence = {{"kh-01", "01/KH-SKHCN", Date(2017, 1, 4), "UBND", "Kế hoạch", "mục I", {}},
                  {"kh-02", "", {}, "", "", "", {}}};
    e.evidence_need = EvidenceNeed::required;
    e.remark = "đã nộp";
    e.clause = {"Phụ lục I, mục 7", "Tỷ lệ hồ sơ", "xem văn bản", {}};
    e.norms = {text("76/NQ-CP", "76/NQ-CP")};
    e.provenance = text("đoán theo tên", "guessed from the name");
    return e;
}

Finding note() {
    Finding finding;
    finding.code = "D103";
    finding.message = text("tỷ lệ lớn", "a large share");
    return finding;
}

Explanation bare(std::string criterion) {
    Explanation e;
    e.stage = "self";
    e.criterion = std::move(criterion);
    e.title = text("Một", "One");
    e.max = number("2.5");
    return e;
}

std::string en(const Explanation& e) { return explanation_to_text(e, {}, Language::en); }

}  // namespace

TEST_CASE("an explanation in Vietnamese, as printed", "[io]") {
    CHECK(explanation_to_text(full_explanation(), {note()}, Language::vi) ==
          "3.2  Hồ sơ đúng hạn   1,5 / 2   (self)\n"
          "     quy tắc          theo tỷ lệ  [Phụ lục I, mục 7]\n"
          "     nguyên văn       Tỷ lệ hồ sơ\n"
          "     văn bản          76/NQ-CP\n"
          "     số liệu          done = 3.748,5  (Đã xong)  [báo cáo, mục 7; self]\n"
          "                      due = 4000\n"
          "     phép tính        a = 1,5\n"
          "                      b → 1,5\n"
          "     để thêm điểm     2 điểm cần 95 %\n"
          "     minh chứng       01/KH-SKHCN ngày 04/01/2017, Kế hoạch  [mục I]\n"
          "                      kh-02\n"
          "     giải trình       đã nộp\n"
          "     lưu ý            tỷ lệ lớn [D103]\n"
          "     ghi chú          xem văn bản\n"
          "     nguồn dòng này   đoán theo tên\n");
}

TEST_CASE("an explanation in English, as printed", "[io]") {
    CHECK(explanation_to_text(full_explanation(), {note()}, Language::en) ==
          "3.2  Dossiers on time   1.5 / 2   (self)\n"
          "     rule             by the share  [Phụ lục I, mục 7]\n"
          "     wording          Tỷ lệ hồ sơ\n"
          "     norm             76/NQ-CP\n"
          "     inputs           done = 3748.5  (Done)  [báo cáo, mục 7; self]\n"
          "                      due = 4000\n"
          "     working          a = 1.5\n"
          "                      b → 1.5\n"
          "     for more points  2 points need 95 %\n"
          "     evidence         01/KH-SKHCN of 2017-01-04, Kế hoạch  [mục I]\n"
          "                      kh-02\n"
          "     remark           đã nộp\n"
          "     note             a large share [D103]\n"
          "     about the row    xem văn bản\n"
          "     how it is known  guessed from the name\n");
}

TEST_CASE("a parent lists its parts with points, levels or states", "[io]") {
    auto e = bare("1");
    e.points = number("7/3");
    e.parts = {{"1.1", text("Phần một", "Part one"), number("1/3"), Rational(2), State::scored, {}},
               {"1.2", text("Phần hai", "Part two"), Rational(2), Rational(2), State::not_arisen, {}},
               {"1.3", text("Phần ba", "Part three"), {}, Rational(1), State::not_applicable, {}},
               {"1.4", text("Phần bốn", "Part four"), {}, {}, State::scored, "B"}};
    CHECK(en(e) ==
          "1  One   7/3 ≈ 2.3333 / 2.5   (self)\n"
          "     parts            1.1  1/3 ≈ 0.3333 / 2  Part one\n"
          "                      1.2  2 / 2 (not arisen)  Part two\n"
          "                      1.3  not applicable / 1  Part three\n"
          "                      1.4  B  Part four\n");
    CHECK(explanation_to_text(e, {}, Language::vi).find("1.2  2 / 2 (không phát sinh)  Phần hai\n") !=
          std::string::npos);
}

TEST_CASE("without points the state or the level stands in the first line", "[io]") {
    auto e = bare("1");
    e.state = State::pending;
    CHECK(en(e) == "1  One   pending / 2.5   (self)\n");
    e.max.reset();
    CHECK(en(e) == "1  One   pending   (self)\n");
    e.level = "B";
    CHECK(en(e) == "1  One   B   (self)\n");
    e.points = Rational(3);
    CHECK(en(e) == "1  One   3   (self)\n");
}

TEST_CASE("a refusal is shown with its code and what to do", "[io]") {
    auto e = bare("1");
    e.state = State::pending;
    e.refusal =
        Refusal{"A207", text("mẫu số bằng 0", "the denominator is zero"), text("thêm quy định", "say what it means")};
    CHECK(en(e) ==
          "1  One   pending / 2.5   (self)\n"
          "     refused          the denominator is zero [A207]\n"
          "     what to do       say what it means\n");
    CHECK(explanation_to_text(e, {}, Language::vi) ==
          "1  Một   chưa xong / 2,5   (self)\n"
          "     không chấm được  mẫu số bằng 0 [A207]\n"
          "     cách sửa         thêm quy định\n");
}

TEST_CASE("evidence that is required and missing is missed where there are points", "[io]") {
    auto e = bare("1");
    e.evidence_need = EvidenceNeed::required_or_explanation;
    CHECK(en(e).find("evidence") == std::string::npos);
    e.points = Rational(0);
    CHECK(en(e).find("evidence") == std::string::npos);
    e.points = Rational(1);
    CHECK(en(e) == "1  One   1 / 2.5   (self)\n     evidence         none given\n");
    e.evidence_need = EvidenceNeed::optional;
    CHECK(en(e).find("evidence") == std::string::npos);
}

TEST_CASE("texts from files cannot steer the terminal or break lines", "[io]") {
    auto e = bare("1");
    e.title.en = "One\x1B[2J";
    e.remark = "line\nbreak";
    const auto printed = en(e);
    CHECK(printed ==
          "1  One\\x1B[2J   scored / 2.5   (self)\n"
          "     remark           line\\x0Abreak\n");
}

TEST_CASE("the trail of a criterion, as printed", "[io]") {
    auto round = testing::round_of(testing::criteria_set({testing::typed("1", "1")}));
    round.stages = {{"self", Stage::Kind::self, {"Tự chấm", "Self-assessment", {}}},
                    {"appraisal-1", Stage::Kind::appraisal},
                    {"explanation", Stage::Kind::explanation},
                    {"final", Stage::Kind::final}};
    Answer given;
    given.explanation = "đủ ba nội dung";
    Answer appraised;
    appraised.by = "tv-01";
    appraised.at = parse_moment("2017-07-01T09:30");
    appraised.refused_evidence["kh-01"] = "bản dự thảo";
    Answer claim;
    claim.disputed = true;
    Answer decided;
    decided.awarded = testing::number("0.5");
    decided.explanation = "chấp nhận\nmột phần";
    Opinion opinion;
    opinion.answer.by = "tv-02";
    opinion.points = testing::number("1/3");
    std::vector<HistoryEntry> history(4);
    for (std::size_t i = 0; i < history.size(); ++i) history[i].stage = i;
    history[0].answer = &given;
    history[0].points = testing::number("0.75");
    CHECK(history_to_text(round, {history[0]}, Language::vi).empty());  // the explanation says it
    history[1].answer = &appraised;
    history[1].state = State::pending;
    history[1].opinions = {&opinion};
    history[2].answer = &claim;
    history[2].points = testing::number("0.25");
    history[2].claimed = testing::number("0.75");
    history[3].answer = &decided;
    history[3].points = testing::number("0.5");
    CHECK(
        history_to_text(round, history, Language::vi) ==
        "     lịch sử          Tự chấm: 0,75 · đủ ba nội dung\n"
        "                      appraisal-1: chưa xong · tv-01 · 01/07/2017 09:30 · không chấp nhận kh-01: bản dự thảo\n"
        "                        ý kiến: 1/3 ≈ 0,3333 · tv-02\n"
        "                      explanation: 0,25, đề nghị 0,75 · đề nghị xem lại\n"
        "                      final: 0,5 (hội đồng cho điểm trực tiếp) · chấp nhận\\x0Amột phần\n");
    CHECK(history_to_text(round, {history[3]}, Language::en) ==
          "     history          final: 0.5 (awarded by the council) · chấp nhận\\x0Amột phần\n");
}
