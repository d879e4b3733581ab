#include "parindex/engine/data_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "rules/wording.hpp"

namespace parindex {

namespace {

struct Inputs {
    const Plan& plan;
    const Assessment& in_force;
    const EvaluationContext& context;
    const Scorecard& scorecard;
    Findings& findings;
};

Finding& add(Inputs& in, const char* code, Severity severity, const Location& where, std::string concerns, Text message,
             Text hint = {}) {
    Finding finding;
    finding.code = code;
    finding.severity = severity;
    finding.location = where;
    if (finding.location.file.empty()) finding.location.file = in.in_force.file;
    finding.criterion = std::move(concerns);
    finding.agency = in.in_force.agency;
    finding.message = std::move(message);
    finding.hint = std::move(hint);
    in.findings.push_back(std::move(finding));
    return in.findings.back();
}

Scope fact_scope(const Inputs& in) {
    Scope scope;
    scope.facts = &in.in_force.facts;
    scope.agency = in.context.agency;
    scope.period = in.context.period ? in.context.period : &in.plan.set().period;
    scope.calendar = in.context.calendar;
    return scope;
}

const ExpressionNode::Operation* comparison_of(const Expression& holds) {
    const auto* operation = std::get_if<ExpressionNode::Operation>(&holds.root().what);
    const bool compares = operation && operation->op >= Operator::equal && operation->op <= Operator::greater_equal;
    return compares ? operation : nullptr;
}

/// "5118 ≠ 3869": both sides of a failed comparison worked out. Empty when it is no comparison.
std::string failed_sides(const Expression& holds, const Scope& scope, Language language) {
    const auto* operation = comparison_of(holds);
    if (operation == nullptr) return {};
    std::vector<std::string> sides;
    for (const auto& side : holds.root().children) {
        const auto result = evaluate_expression(side, scope);
        const auto* value = std::get_if<Value>(&result);
        if (value == nullptr) return {};
        sides.push_back(show(*value, language));
    }
    if (operation->op == Operator::equal) return fmt::format("{} ≠ {}", sides[0], sides[1]);
    if (operation->op == Operator::not_equal)
        return fmt::format(fmt::runtime(language == Language::vi ? "cả hai đều là {}" : "both are {}"), sides[0]);
    return fmt::format(fmt::runtime(language == Language::vi ? "{} và {}" : "{} and {}"), sides[0], sides[1]);
}

bool holds(const Expression& expression, const Scope& scope) {
    const auto result = evaluate_expression(expression, scope);
    const auto* value = std::get_if<Value>(&result);
    const auto* yes = value ? std::get_if<bool>(value) : nullptr;
    return yes != nullptr && *yes;
}

/// Declared identities over at least two of the same facts that do hold: they show which figure to doubt.
std::string holding_relatives(const Inputs& in, const DataCheck& failed, const Scope& scope, Language language) {
    const auto names = fact_names(failed.holds);
    std::string text;
    for (const auto& other : in.plan.set().checks) {
        const auto* operation = comparison_of(other.holds);
        if (other.id == failed.id || operation == nullptr || operation->op != Operator::equal) continue;
        const auto theirs = fact_names(other.holds);
        const auto shared = std::count_if(theirs.begin(), theirs.end(), [&](const auto& name) {
            return std::find(names.begin(), names.end(), name) != names.end();
        });
        if (shared < 2 || !holds(other.holds, scope)) continue;
        text += fmt::format("{}{} ({})", text.empty() ? "" : "; ", substitute(other.holds, scope, language),
                            other.holds.text());
    }
    return text;
}

/// Where the first fact of the check was given.
Location location_of_facts(const Inputs& in, const Expression& expression) {
    for (const auto& name : fact_names(expression)) {
        const auto found = in.in_force.facts.find(name);
        if (found != in.in_force.facts.end()) return found->second.location;
    }
    return {};
}

void report_failure(Inputs& in, const DataCheck& check, const Scope& scope) {
    const auto message = in_both([&](Language l) {
        const bool vi = l == Language::vi;
        auto text = fmt::format(fmt::runtime(vi ? "{}: không đúng: {} ({})" : "{}: does not hold: {} ({})"),
                                check.title.in(l), substitute(check.holds, scope, l), check.holds.text());
        if (const auto sides = failed_sides(check.holds, scope, l); !sides.empty())
            text += fmt::format(fmt::runtime(vi ? ", vì {}" : ", as {}"), sides);
        if (!check.message.empty()) text += ". " + check.message.in(l);
        return text;
    });
    Text hint;
    if (!holding_relatives(in, check, scope, Language::en).empty())
        hint = in_both([&](Language l) {
            return fmt::format(fmt::runtime(l == Language::vi ? "Trong khi đó đúng: {}" : "While this holds: {}"),
                               holding_relatives(in, check, scope, l));
        });
    add(in, "D101", check.severity, location_of_facts(in, check.holds), check.id, message, hint);
}

void report_unchecked(Inputs& in, const DataCheck& check, const Evaluated& result) {
    std::string names;
    if (const auto* missing = std::get_if<MissingFacts>(&result))
        for (const auto& name : missing->names) names += (names.empty() ? "" : ", ") + name;
    add(in, "D102", Severity::note, {}, check.id,
        {fmt::format("{}: chưa kiểm tra được{}", check.title.in(Language::vi), names.empty() ? "" : ", thiếu " + names),
         fmt::format("{}: could not be checked{}", check.title.in(Language::en),
                     names.empty() ? "" : ", missing " + names),
         {}});
}

void check_identities(Inputs& in) {
    const auto scope = fact_scope(in);
    for (const auto& check : in.plan.set().checks) {
        if (check.when && !holds(*check.when, scope)) continue;
        const auto result = evaluate_expression(check.holds, scope);
        const auto* value = std::get_if<Value>(&result);
        const auto* outcome = value ? std::get_if<bool>(value) : nullptr;
        if (outcome == nullptr)
            report_unchecked(in, check, result);
        else if (!*outcome)
            report_failure(in, check, scope);
    }
}

/// The rule that scores the leaf: of `alternatives` the one that applies to the agency, or null.
const Rule* rule_in_use(const Rule& rule, const Scope& scope) {
    const auto* choice = std::get_if<AlternativesRule>(&rule.kind);
    if (choice == nullptr) return &rule;
    for (const auto& alternative : choice->alternatives)
        if (holds(alternative.when, scope)) return rule_in_use(*alternative.rule, scope);
    return choice->otherwise ? rule_in_use(*choice->otherwise, scope) : nullptr;
}

void check_shares(Inputs& in) {
    for (std::size_t i = 0; i < in.plan.nodes().size(); ++i) {
        const auto& criterion = *in.plan.nodes()[i].criterion;
        const auto& score = in.scorecard.nodes[i];
        if (!criterion.rule || !score.value || *score.value <= Rational(1)) continue;
        const auto* rule = rule_in_use(*criterion.rule, scope_of(in.plan, i, in.in_force, in.context, in.scorecard));
        if (rule == nullptr) continue;
        const auto* bands = std::get_if<BandsRule>(&rule->kind);
        const auto* proportional = std::get_if<ProportionalRule>(&rule->kind);
        if (proportional == nullptr && (bands == nullptr || bands->unit != Unit::percent)) continue;
        const auto& expression = proportional ? proportional->of : bands->of;
        const auto answer = in.in_force.answers.find(criterion.id);
        const auto where =
            answer != in.in_force.answers.end() ? answer->second.location : location_of_facts(in, expression);
        add(in, "D103", Severity::warning, where, criterion.id, in_both([&](Language l) {
                return fmt::format(fmt::runtime(l == Language::vi ? "tỷ lệ {} % lớn hơn 100 %: {}"
                                                                  : "the share {} % is above 100 %: {}"),
                                   show(Value(*score.value * 100), l), expression.text());
            }),
            {"kiểm tra tử số và mẫu số", "check numerator and denominator", {}});
    }
}

std::string date_text(const Date& date, Language language) {
    return language == Language::vi ? date.to_vietnamese() : date.to_iso();
}

void check_dates(Inputs& in) {
    const auto& period = in.context.period ? *in.context.period : in.plan.set().period;
    const auto limit = in.in_force.date.value_or(period.to);
    const auto limit_name = in.in_force.date ? Text{"ngày báo cáo", "the date of the report", {}}
                                             : Text{"ngày cuối kỳ", "the end of the period", {}};
    const auto late = [&](const Date& date, const Location& where, const std::string& concerns,
                          const std::string& what) {
        if (date <= limit) return;
        add(in, "D104", Severity::warning, where, concerns, in_both([&](Language l) {
                return fmt::format(
                    fmt::runtime(l == Language::vi ? "{} ghi ngày {}, sau {} {}" : "{} is dated {}, after {} {}"), what,
                    date_text(date, l), limit_name.in(l), date_text(limit, l));
            }),
            {"kiểm tra lại ngày trên văn bản", "check the date on the document", {}});
    };
    for (const auto& document : in.in_force.evidence)
        if (document.date)
            late(*document.date, document.location, document.id,
                 document.number.empty() ? document.id : document.number);
    for (const auto& [name, fact] : in.in_force.facts) {
        const auto* declared = in.plan.set().find_fact(name);
        const auto* date = std::get_if<Date>(&fact.value);
        if (date != nullptr && !(declared && declared->may_follow_period)) late(*date, fact.location, name, name);
    }
}

/// "04/01/2017 (mục I.1)". Pre: the document has a date.
std::string date_and_place(const Evidence& document, Language language) {
    const auto date = date_text(*document.date, language);
    return document.where.empty() ? date : date + " (" + document.where + ")";
}

void check_document_dates(Inputs& in) {
    std::map<std::string, const Evidence*> first;
    for (const auto& document : in.in_force.evidence) {
        if (document.number.empty() || !document.date) continue;
        const auto key = to_match_key(document.number);
        const auto [before, is_new] = first.try_emplace(key, &document);
        if (is_new || *before->second->date == *document.date) continue;
        add(in, "D105", Severity::warning, document.location, document.id, in_both([&](Language l) {
                return fmt::format(fmt::runtime(l == Language::vi ? "{} được dẫn với hai ngày: {} và {}"
                                                                  : "{} is cited with two dates: {} and {}"),
                                   document.number, date_and_place(*before->second, l), date_and_place(document, l));
            }),
            {"xác định ngày đúng trên văn bản gốc", "find the right date on the document itself", {}});
    }
}

/// Evidence given with the answer or with a fact that its rule reads.
bool has_evidence(const Inputs& in, const Criterion& criterion) {
    const auto answer = in.in_force.answers.find(criterion.id);
    if (answer != in.in_force.answers.end() && !answer->second.evidence.empty()) return true;
    for (const auto& e : expressions_of(*criterion.rule))
        for (const auto& name : fact_names(*e.expression)) {
            const auto fact = in.in_force.facts.find(name);
            if (fact != in.in_force.facts.end() && !fact->second.evidence.empty()) return true;
        }
    return false;
}

void check_evidence(Inputs& in) {
    for (std::size_t i = 0; i < in.plan.nodes().size(); ++i) {
        const auto& criterion = *in.plan.nodes()[i].criterion;
        const auto& score = in.scorecard.nodes[i];
        const bool earned = score.state == State::scored && score.points && score.points->sign() > 0;
        if (!criterion.rule || !earned || criterion.evidence == EvidenceNeed::optional) continue;
        if (has_evidence(in, criterion)) continue;
        const auto answer = in.in_force.answers.find(criterion.id);
        const bool explained = answer != in.in_force.answers.end() && !answer->second.explanation.empty();
        const bool may_explain = criterion.evidence == EvidenceNeed::required_or_explanation;
        if (explained && may_explain) continue;
        const auto where = answer != in.in_force.answers.end() ? answer->second.location : Location{};
        add(in, "D106", Severity::warning, where, criterion.id,
            may_explain ? Text{"có điểm nhưng không có tài liệu kiểm chứng lẫn giải trình",
                               "points without evidence or explanation",
                               {}}
                        : Text{"có điểm nhưng không có tài liệu kiểm chứng", "points without evidence", {}},
            {"bổ sung tài liệu kiểm chứng", "add the evidence", {}});
    }
}

void check_bounds(Inputs& in) {
    for (const auto& [name, fact] : in.in_force.facts) {
        const auto* declared = in.plan.set().find_fact(name);
        const auto* value = std::get_if<Rational>(&fact.value);
        if (declared == nullptr || value == nullptr) continue;
        const bool below = declared->min && *value < *declared->min;
        const bool above = declared->max && *value > *declared->max;
        if (!below && !above) continue;
        add(in, "D107", Severity::warning, fact.location, name, in_both([&](Language l) {
                const bool vi = l == Language::vi;
                const auto& bound = below ? *declared->min : *declared->max;
                return fmt::format(fmt::runtime(below ? (vi ? "{} là {}, nhỏ hơn {}" : "{} is {}, below {}")
                                                      : (vi ? "{} là {}, lớn hơn {}" : "{} is {}, above {}")),
                                   declared->title.empty() ? name : declared->title.in(l), show(Value(*value), l),
                                   show(Value(bound), l));
            }));
    }
}

}  // namespace

Findings check_data(const Plan& plan, const Assessment& in_force, const EvaluationContext& context,
                    const Scorecard& scorecard) {
    Findings findings;
    Inputs in{plan, in_force, context, scorecard, findings};
    check_identities(in);
    check_shares(in);
    check_dates(in);
    check_document_dates(in);
    check_evidence(in);
    check_bounds(in);
    sort_findings(findings);
    return findings;
}

}  // namespace parindex
