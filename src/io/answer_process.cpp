// What the process adds to an input: points awarded, a dispute, judgement of papers, and when it was said.

#include <fmt/format.h>

#include "io/answer_check.hpp"
#include "io/json_decode.hpp"

namespace parindex::io {

bool AnswerCheck::is_appraised() const {
    return !kind_ || *kind_ == Stage::Kind::appraisal || *kind_ == Stage::Kind::final;
}

bool AnswerCheck::check_process(const Criterion& leaf, const TypedAnswer& typed, Answer& answer) const {
    bool ok = check_award(leaf, typed, answer);
    ok = check_dispute(leaf.id, typed, answer) && ok;
    ok = check_judgement(leaf.id, typed, answer) && ok;
    return check_moment(leaf.id, typed, answer) && ok;
}

bool AnswerCheck::check_award(const Criterion& leaf, const TypedAnswer& typed, Answer& answer) const {
    if (!typed.awarded) return true;
    const Location& place = typed.awarded->location;
    if (!is_appraised()) {
        error("A131", place, leaf.id,
              {"“awarded” chỉ dùng ở giai đoạn thẩm định và kết quả cuối",
               "“awarded” belongs to appraisal and final stages only",
               {}},
              {"Nhập điều mà quy tắc nhận: mức, mục, giá trị hoặc điểm.",
               "Give what the rule takes: a level, items, a value or points.",
               {}});
        return false;
    }
    const auto points = number(leaf.id, *typed.awarded);
    if (!points || !check_bounds(leaf.id, place, *points, 0, leaf.max, {})) return false;
    if (typed.explanation.empty()) {
        error("A132", place, leaf.id,
              {"cho điểm trực tiếp mà không nêu lý do", "points are awarded without a reason", {}},
              {"Ghi lý do ở “explanation”.", "Give the reason as “explanation”.", {}});
        return false;
    }
    if (typed.has_input() || typed.state) {
        warning("A138", place, leaf.id,
                {"có cả câu trả lời lẫn điểm cho trực tiếp (“awarded”); điểm cho trực tiếp được dùng",
                 "an answer and awarded points are both given; the awarded points are used",
                 {}},
                {"Bỏ một trong hai.", "Remove one of the two.", {}});
    }
    answer.awarded = points;
    return true;
}

bool AnswerCheck::check_dispute(const std::string& id, const TypedAnswer& typed, Answer& answer) const {
    if (!typed.disputed) return true;
    if (kind_ && *kind_ != Stage::Kind::explanation) {
        error("A133", typed.disputed->location, id,
              {"“disputed” chỉ dùng ở giai đoạn giải trình", "“disputed” belongs to explanation stages only", {}});
        return false;
    }
    if (typed.disputed->kind != Typed::Kind::flag) {
        error("A136", typed.disputed->location, id,
              {fmt::format("cần true hoặc false, ở đây là “{}”", excerpt(typed.disputed->text)),
               fmt::format("expected true or false, found “{}”", excerpt(typed.disputed->text)),
               {}});
        return false;
    }
    answer.disputed = typed.disputed->flag;
    return true;
}

bool AnswerCheck::check_judgement(const std::string& id, const TypedAnswer& typed, Answer& answer) const {
    if (typed.accepted_evidence.empty() && typed.refused_evidence.empty()) return true;
    if (!is_appraised()) {
        error("A134", typed.location, id,
              {"chấp nhận hay không chấp nhận minh chứng là việc của giai đoạn thẩm định và kết quả cuối",
               "evidence is accepted or refused at appraisal and final stages only",
               {}});
        return false;
    }
    bool ok = true;
    for (const auto& document : typed.accepted_evidence) {
        if (!typed.refused_evidence.contains(document)) continue;
        ok = false;
        error("A135", typed.location, id,
              {fmt::format("minh chứng “{}” vừa được chấp nhận vừa không được chấp nhận", excerpt(document)),
               fmt::format("the evidence “{}” is both accepted and refused", excerpt(document)),
               {}},
              {"Giữ một trong hai.", "Keep one of the two.", {}});
    }
    for (const auto& [document, why] : typed.refused_evidence) {
        if (!why.empty()) continue;
        ok = false;
        error("A137", typed.location, id,
              {fmt::format("không chấp nhận minh chứng “{}” mà không nêu lý do", excerpt(document)),
               fmt::format("the evidence “{}” is refused without a reason", excerpt(document)),
               {}},
              {"Ghi lý do sau mã minh chứng.", "Write the reason after the document's id.", {}});
    }
    answer.accepted_evidence = typed.accepted_evidence;
    answer.refused_evidence = typed.refused_evidence;
    return ok;
}

bool AnswerCheck::check_moment(const std::string& id, const TypedAnswer& typed, Answer& answer) const {
    if (!typed.at) return true;
    answer.at = parse_moment(typed.at->text);
    if (answer.at) return true;
    error("F331", typed.at->location, id, not_a_moment(typed.at->text));
    return false;
}

}  // namespace parindex::io
