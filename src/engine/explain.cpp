#include "parindex/engine/explain.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "parindex/base/rounding.hpp"
#include "rules/wording.hpp"

namespace parindex {

namespace {

using Kind = Aggregate::Kind;

std::string percent(const Rational& share, Language language) {
    return localise_number(to_fixed(share * 100, 4), language) + " %";
}

void add_input(const Plan& plan, const Assessment& in_force, const UsedInput& used, Explanation& explanation) {
    ExplainedInput input;
    input.name = used.name;
    if (const auto* declared = plan.set().find_fact(used.name)) input.title = declared->title;
    input.value = in_both([&](Language l) { return show(used.value, l); });
    if (const auto fact = in_force.facts.find(used.name); fact != in_force.facts.end()) {
        input.source = fact->second.source;
        input.evidence = fact->second.evidence;
        input.stage = fact->second.stage;
    }
    explanation.inputs.push_back(std::move(input));
}

void add_evidence(const Assessment& in_force, const std::vector<std::string>& ids, Explanation& explanation) {
    for (const auto& id : ids) {
        const auto same = [&](const Evidence& e) { return e.id == id; };
        if (std::any_of(explanation.evidence.begin(), explanation.evidence.end(), same)) continue;
        const auto found = std::find_if(in_force.evidence.begin(), in_force.evidence.end(), same);
        if (found != in_force.evidence.end()) explanation.evidence.push_back(*found);
    }
}

void explain_answer(const Assessment& in_force, const Criterion& criterion, Explanation& explanation) {
    const auto found = in_force.answers.find(criterion.id);
    if (found != in_force.answers.end()) {
        const auto& answer = found->second;
        explanation.input_stage = answer.stage;
        explanation.remark = answer.explanation;
        if (answer.value && !answer.value_written.empty())
            explanation.inputs.push_back({"answer",
                                          {"giá trị nhập", "value as typed", {}},
                                          in_both([&](Language l) { return localise_number(answer.value_written, l); }),
                                          {},
                                          {},
                                          answer.stage});
        add_evidence(in_force, answer.evidence, explanation);
    }
    for (const auto& input : explanation.inputs) add_evidence(in_force, input.evidence, explanation);
}

void explain_effect(const NodeScore& score, const std::optional<Rational>& max, Explanation& explanation) {
    if (score.state == State::scored || !score.effect) return;
    explanation.working.push_back(in_both([&](Language l) {
        auto text = fmt::format("{}: {}", state_text(score.state).in(l), effect_text(*score.effect).in(l));
        if (max && *score.effect == Effect::full_points) text += fmt::format(" → {}", show_number(*max, l));
        if (max && *score.effect == Effect::zero) text += " → 0";
        return text;
    }));
}

void explain_rounding(const CriteriaSet& set, const RuleResult& result, Explanation& explanation) {
    const auto& rounding = set.policies.points_rounding;
    if (!result.points || !rounding.digits) return;
    const auto rounded = round(*result.points, rounding);
    if (rounded == *result.points) return;
    explanation.working.push_back(in_both([&](Language l) {
        return fmt::format(
            fmt::runtime(l == Language::vi ? "làm tròn {} chữ số ({}): {} → {}" : "rounded to {} places ({}): {} → {}"),
            *rounding.digits, to_string(rounding.mode), show_number(*result.points, l), show_number(rounded, l));
    }));
}

void explain_norms(const CriteriaSet& set, const Criterion& criterion, Explanation& explanation) {
    for (const auto& id : criterion.source.norms) {
        const auto find = [&](const std::string& wanted) {
            return std::find_if(set.norms.begin(), set.norms.end(), [&](const Norm& n) { return n.id == wanted; });
        };
        const auto norm = find(id);
        if (norm == set.norms.end()) continue;
        const auto next = norm->replaced_by.empty() ? set.norms.end() : find(norm->replaced_by);
        if (next == set.norms.end()) {
            explanation.norms.push_back({norm->number, norm->number, {}});
            continue;
        }
        explanation.norms.push_back(in_both([&](Language l) {
            const bool vi = l == Language::vi;
            auto text =
                fmt::format(fmt::runtime(vi ? "{} đã được thay thế: áp dụng {}" : "{} was replaced: {} applies"),
                            norm->number, next->number);
            if (norm->replaced_from)
                text += fmt::format(fmt::runtime(vi ? " từ {}" : " from {}"),
                                    vi ? norm->replaced_from->to_vietnamese() : norm->replaced_from->to_iso());
            return text;
        }));
    }
}

void explain_leaf(const Plan& plan, std::size_t node, const Assessment& in_force, const EvaluationContext& context,
                  const Scorecard& scorecard, Explanation& explanation) {
    const auto& criterion = *plan.nodes()[node].criterion;
    const auto result = evaluate_leaf(plan, node, in_force, context, scorecard, true);
    explanation.rule = describe_rule(criterion);
    for (const auto& used : result.inputs) add_input(plan, in_force, used, explanation);
    explain_answer(in_force, criterion, explanation);
    explanation.working = result.working;
    explanation.why_not_more = result.why_not_more;
    explain_effect(scorecard.nodes[node], criterion.max, explanation);
    explain_rounding(plan.set(), result, explanation);
}

/// Bonus or penalty as it counts, and what it would be without its cap.
std::string beside(const Plan& plan, const Scorecard& scorecard, Role role, const Rational& counted,
                   Language language) {
    Rational earned;
    for (const auto i : plan.domains())
        if (plan.nodes()[i].role == role && scorecard.nodes[i].points) earned += *scorecard.nodes[i].points;
    auto text = show_term(counted, language);
    if (earned > counted)
        text += fmt::format(fmt::runtime(language == Language::vi ? " ({}, không quá {})" : " ({}, at most {})"),
                            show_term(earned, language), show_term(counted, language));
    return text;
}

Text aggregate_text(const Criterion& criterion) {
    switch (criterion.aggregate.kind) {
        case Kind::sum:
            return {"cộng điểm các phần", "sum of the parts", {}};
        case Kind::mean_times_max:
            return {"trung bình tỷ lệ đạt của các phần × điểm tối đa", "mean share of the parts × maximum", {}};
        case Kind::weighted_mean:
            return {"trung bình có trọng số tỷ lệ đạt của các phần × điểm tối đa",
                    "weighted mean share of the parts × maximum",
                    {}};
        case Kind::best_of:
            return {"phần cao điểm nhất", "the best part", {}};
        case Kind::one_of:
            return {"phần duy nhất được trả lời", "the one part that is answered", {}};
        case Kind::weakest_link:
            return {"mức thấp nhất của các phần", "the lowest level of the parts", {}};
        case Kind::lookup:
            return {"tra bảng theo mức của các phần", "looked up by the levels of the parts", {}};
    }
    return {};
}

/// A factor or divisor: a fraction takes brackets.
std::string factor(const Rational& value, Language language) {
    const auto text = show_term(value, language);
    return text.find('/') == std::string::npos ? text : "(" + text + ")";
}

/// "2 + 1,5 + 0 = 3,5", or the mean written out.
std::string arithmetic(const Plan& plan, std::size_t node, const Scorecard& scorecard, Language language) {
    const auto& criterion = *plan.nodes()[node].criterion;
    const auto kind = criterion.aggregate.kind;
    const bool mean = kind == Kind::mean_times_max || kind == Kind::weighted_mean;
    std::string terms;
    Rational weights;
    for (const auto child : plan.nodes()[node].children) {
        const auto& score = scorecard.nodes[child];
        if (score.dropped || !score.points) continue;
        if (!terms.empty()) terms += " + ";
        if (!mean) {
            terms += show_term(*score.points, language);
            continue;
        }
        const auto share = share_of(score);
        if (!share) continue;
        const auto& weight = plan.nodes()[child].criterion->weight;
        weights += kind == Kind::weighted_mean ? weight : Rational(1);
        terms += share->to_fraction();
        if (kind == Kind::weighted_mean) terms += " × " + factor(weight, language);
    }
    if (mean && criterion.max)
        return fmt::format("({}) / {} × {}", terms, factor(weights, language), factor(*criterion.max, language));
    return terms;
}

void explain_parent(const Plan& plan, std::size_t node, const Scorecard& scorecard, Explanation& explanation) {
    const auto& criterion = *plan.nodes()[node].criterion;
    const auto& score = scorecard.nodes[node];
    explanation.rule = aggregate_text(criterion);
    for (const auto child : plan.nodes()[node].children) {
        const auto& part = scorecard.nodes[child];
        const auto& own = *plan.nodes()[child].criterion;
        explanation.parts.push_back({own.id, own.title, part.points, own.max, part.state, part.level});
    }
    explain_effect(score, criterion.max, explanation);
    if (score.state != State::scored) return;
    const auto& points = criterion.aggregate.convert.empty() ? score.points : score.value;
    const bool selects = criterion.aggregate.kind == Kind::best_of || criterion.aggregate.kind == Kind::one_of;
    if (points && !selects)
        explanation.working.push_back(in_both([&](Language l) {
            return fmt::format("{} = {}", arithmetic(plan, node, scorecard, l), show_number(*points, l));
        }));
    if (!criterion.aggregate.convert.empty() && score.points)
        explanation.working.push_back(in_both([&](Language l) {
            return fmt::format(
                fmt::runtime(l == Language::vi ? "quy đổi theo bảng: {} → {}" : "converted by the table: {} → {}"),
                show_number(*score.value, l), show_number(*score.points, l));
        }));
    if (score.level)
        explanation.working.push_back({fmt::format("mức {}", *score.level), fmt::format("level {}", *score.level), {}});
}

}  // namespace

Explanation explain(const Plan& plan, std::size_t node, const Assessment& in_force, const EvaluationContext& context,
                    const Scorecard& scorecard) {
    const auto& criterion = *plan.nodes()[node].criterion;
    const auto& score = scorecard.nodes[node];
    Explanation explanation;
    explanation.agency = scorecard.agency;
    explanation.stage = scorecard.stage;
    explanation.criterion = criterion.id;
    explanation.title = criterion.title;
    explanation.points = score.points;
    explanation.max = criterion.max;
    explanation.level = score.level;
    explanation.state = score.state;
    explanation.effect = score.effect;
    explanation.refusal = score.refusal;
    explanation.evidence_need = criterion.evidence;
    explanation.clause = criterion.source;
    explanation.provenance = criterion.provenance;
    if (criterion.is_leaf())
        explain_leaf(plan, node, in_force, context, scorecard, explanation);
    else
        explain_parent(plan, node, scorecard, explanation);
    explain_norms(plan.set(), criterion, explanation);
    // Nobody wants more penalty points.
    if (plan.nodes()[node].role == Role::penalty) explanation.why_not_more.clear();
    return explanation;
}

std::vector<Text> explain_total(const Plan& plan, const Scorecard& scorecard) {
    const auto& total = scorecard.total;
    const auto& set = plan.set();
    std::vector<Text> lines;
    lines.push_back(in_both([&](Language l) {
        std::string terms;
        for (const auto i : plan.domains()) {
            const auto& score = scorecard.nodes[i];
            if (plan.nodes()[i].role != Role::scored || !score.points) continue;
            terms += fmt::format("{}{}", terms.empty() ? "" : " + ", show_term(*score.points, l));
        }
        return fmt::format(fmt::runtime(l == Language::vi ? "{} = {}, trên số điểm tối đa được tính {}"
                                                          : "{} = {}, out of an assigned maximum of {}"),
                           terms.empty() ? "0" : terms, show_number(total.points, l), show_number(total.assigned, l));
    }));
    if (!total.blocked_by.empty()) {
        std::string ids;
        for (const auto& id : total.blocked_by) ids += (ids.empty() ? "" : ", ") + id;
        lines.push_back({"chưa có tổng điểm vì còn tiêu chí chưa xong: " + ids,
                         "no total yet, these criteria are open: " + ids,
                         {}});
        return lines;
    }
    if (!total.exact) return lines;
    if (set.policies.total_base == TotalBase::assigned && total.assigned != *set.max)
        lines.push_back(in_both([&](Language l) {
            return fmt::format(fmt::runtime(l == Language::vi ? "quy về thang {}: {} × {} / {} = {}"
                                                              : "rescaled to {}: {} × {} / {} = {}"),
                               show_number(*set.max, l), show_term(total.points, l), show_number(*set.max, l),
                               show_term(total.assigned, l), show_number(total.points * *set.max / total.assigned, l));
        }));
    if (!total.bonus.is_zero() || !total.penalty.is_zero())
        lines.push_back(in_both([&](Language l) {
            return fmt::format(fmt::runtime(l == Language::vi ? "cộng điểm thưởng {}, trừ điểm phạt {}"
                                                              : "plus bonus {}, less penalty {}"),
                               beside(plan, scorecard, Role::bonus, total.bonus, l),
                               beside(plan, scorecard, Role::penalty, total.penalty, l));
        }));
    if (total.capped)
        lines.push_back(in_both([&](Language l) {
            return fmt::format(fmt::runtime(l == Language::vi ? "không quá {}" : "at most {}"),
                               show_number(*set.policies.total_cap, l));
        }));
    lines.push_back(in_both([&](Language l) {
        return fmt::format(fmt::runtime(l == Language::vi ? "tổng điểm {} → làm tròn {}; chỉ số {}"
                                                          : "total {} → rounded {}; index {}"),
                           total.exact->to_fraction(), show_number(*total.rounded, l),
                           total.percent_exact ? percent(*total.percent_exact, l) : "-");
    }));
    return lines;
}

Text state_text(State state) {
    switch (state) {
        case State::scored:
            return {"đã chấm", "scored", {}};
        case State::not_applicable:
            return {"không áp dụng", "not applicable", {}};
        case State::not_arisen:
            return {"không phát sinh", "not arisen", {}};
        case State::no_data:
            return {"thiếu số liệu", "no data", {}};
        case State::no_survey:
            return {"chưa có kết quả điều tra", "no survey result", {}};
        case State::pending:
            return {"chưa xong", "pending", {}};
        case State::blank:
            return {"chưa trả lời", "not answered", {}};
    }
    return {};
}

Text effect_text(Effect effect) {
    switch (effect) {
        case Effect::full_points:
            return {"tính đủ điểm", "counts as full points", {}};
        case Effect::zero:
            return {"tính 0 điểm", "counts as no points", {}};
        case Effect::drop:
            return {"không tính vào điểm và điểm tối đa", "leaves points and maximum", {}};
        case Effect::block:
            return {"chưa tính được tổng điểm", "blocks the total", {}};
    }
    return {};
}

Text provenance_text(const CriteriaSet& set) {
    Text status;
    switch (set.provenance.status) {
        case Status::official:
            status = {"chính thức", "official", {}};
            break;
        case Status::transcribed:
            status = {"chép lại từ bản sao, không chính thức", "transcribed from a copy, unofficial", {}};
            break;
        case Status::model:
            status = {"mẫu, không phải phụ lục của cơ quan nào", "model, not any authority's table", {}};
            break;
        case Status::partial:
            status = {"chưa đầy đủ", "partial", {}};
            break;
    }
    const auto edition = set.corrections.empty()             ? Text{}
                         : set.edition == Edition::corrected ? Text{", bản đã hiệu đính", ", corrected edition", {}}
                                                             : Text{", bản như in", ", as printed", {}};
    return in_both([&](Language l) {
        return fmt::format(fmt::runtime(l == Language::vi ? "{} · trạng thái: {}{}. {}" : "{} · status: {}{}. {}"),
                           set.id, status.in(l), edition.in(l), set.provenance.statement.in(l));
    });
}

}  // namespace parindex
