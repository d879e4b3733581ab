#include "report/site_trail.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "parindex/council/history.hpp"
#include "parindex/report/figures.hpp"
#include "report/input_text.hpp"
#include "report/site_table.hpp"

namespace parindex::report {

namespace {

/// Terms with their descriptions; a term stands once before all that is said about it.
class Facts {
public:
    explicit Facts(Page& page) : page_(page) { page.out().open("dl", {{"class", "trail-facts"}}); }

    void line(std::string_view vi, std::string_view en, std::string_view text) {
        if (text.empty()) return;
        term(page_.site().say(vi, en));
        page_.out().element("dd", text);
    }
    template <class Body>
    void body(std::string_view vi, std::string_view en, Body&& body) {
        term(page_.site().say(vi, en));
        page_.out().inside("dd", std::forward<Body>(body));
    }
    void finish() { page_.out().close(); }

private:
    void term(std::string_view term) {
        if (term == last_) return;
        page_.out().element("dt", term);
        last_ = term;
    }

    Page& page_;
    std::string last_;
};

const Answer* answer_in_force(const Site& site, std::size_t agency, const std::string& criterion) {
    const auto& answers = site.result().in_force[agency].answers;
    const auto found = answers.find(criterion);
    return found == answers.end() ? nullptr : &found->second;
}

std::string stage_of(const Site& site, const std::string& id) {
    const auto index = site.round().stage_index(id);
    return index ? site.stage_name(*index) : id;
}

std::string input_line(const Site& site, const ExplainedInput& input) {
    auto text = fmt::format("{} = {}", input.title.empty() ? input.name : site.in(input.title), site.in(input.value));
    std::string origin = input.source;
    if (!input.stage.empty()) origin += (origin.empty() ? "" : "; ") + stage_of(site, input.stage);
    if (!origin.empty()) text += fmt::format(" [{}]", origin);
    return text;
}

std::string document_text(const Site& site, const Evidence& document) {
    auto text = document.number.empty() ? document.id : document.number;
    const bool vi = site.language() == Language::vi;
    if (document.date) text += vi ? " ngày " + document.date->to_vietnamese() : " of " + document.date->to_iso();
    for (const auto* part : {&document.title, &document.issuer, &document.section})
        if (!part->empty()) text += ", " + *part;
    if (!document.page.empty()) text += (vi ? ", trang " : ", page ") + document.page;
    if (!document.where.empty()) text += fmt::format(" [{}]", document.where);
    return text;
}

void evidence_lines(Page& page, const Explanation& e, const Answer* answer, Facts& facts) {
    const auto& site = page.site();
    auto& out = page.out();
    for (const auto& document : e.evidence)
        facts.body("Minh chứng", "Evidence", [&] {
            out.text(document_text(site, document));
            if (answer == nullptr) return;
            const auto& accepted = answer->accepted_evidence;
            if (std::find(accepted.begin(), accepted.end(), document.id) != accepted.end())
                out.element("span", {{"class", "badge good"}}, site.say("chấp nhận", "accepted"));
            if (const auto refused = answer->refused_evidence.find(document.id);
                refused != answer->refused_evidence.end())
                out.element("span", {{"class", "badge bad"}},
                            std::string(site.say("không chấp nhận", "refused")) +
                                (refused->second.empty() ? "" : ": " + refused->second));
        });
    if (e.evidence.empty() && e.evidence_need != EvidenceNeed::optional && e.points && e.points->sign() > 0)
        facts.line("Minh chứng", "Evidence", site.say("chưa có", "none given"));
}

void facts_of(Page& page, std::size_t agency, const Explanation& e) {
    const auto& site = page.site();
    Facts facts(page);
    facts.line("Cách chấm", "Rule", site.in(e.rule) + (e.clause.clause.empty() ? "" : " [" + e.clause.clause + "]"));
    facts.line("Nguyên văn", "Wording", e.clause.quote);
    for (const auto& norm : e.norms) facts.line("Văn bản", "Norm", site.in(norm));
    for (const auto& input : e.inputs) facts.line("Số liệu", "Inputs", input_line(site, input));
    for (const auto& step : e.working) facts.line("Phép tính", "Working", site.in(step));
    for (const auto& part : e.parts)
        facts.line("Gồm", "Parts",
                   fmt::format("{} {}: {}", part.criterion, site.in(part.title),
                               part.points ? points_text(part.points, site.language())
                                           : part.level.value_or(site.in(state_text(part.state)))));
    if (e.refusal) {
        facts.line("Không chấm được", "Refused", fmt::format("{} [{}]", site.in(e.refusal->message), e.refusal->code));
        facts.line("Cách sửa", "What to do", site.in(e.refusal->hint));
    }
    for (const auto& more : e.why_not_more) facts.line("Để thêm điểm", "For more points", site.in(more));
    evidence_lines(page, e, answer_in_force(site, agency, e.criterion), facts);
    facts.line("Giải trình", "Remark", e.remark);
    facts.line("Ghi chú", "About the row", e.clause.note);
    facts.line("Nguồn dòng này", "How it is known", site.in(e.provenance));
    facts.finish();
}

std::string said_text(const Site& site, const Criterion& criterion, const HistoryEntry& entry) {
    std::string text;
    if (entry.answer != nullptr) text = input_text(criterion, *entry.answer, site.language());
    if (text.empty() && entry.points) text = site.say("tính từ số liệu", "computed from figures");
    if (entry.answer == nullptr) return text;
    if (entry.answer->disputed.value_or(false))
        text += (text.empty() ? "" : "; ") +
                std::string(site.say("không đồng ý với điểm thẩm định", "contests the appraisal"));
    if (entry.answer->by_consensus)
        text += (text.empty() ? "" : "; ") +
                std::string(site.say("thống nhất từ ý kiến các thành viên", "agreed from the members' opinions"));
    return text;
}

std::string points_after(const Site& site, const HistoryEntry& entry) {
    auto text = entry.points ? points_text(entry.points, site.language()) : site.in(state_text(entry.state));
    if (entry.claimed)
        text += fmt::format(fmt::runtime(site.say(" (đề nghị {})", " (asks for {})")),
                            points_text(entry.claimed, site.language()));
    return text;
}

std::string opinion_text(const Site& site, const Criterion& criterion, const Opinion& opinion) {
    auto text = site.person(opinion.answer.by) + ": " + input_text(criterion, opinion.answer, site.language());
    if (opinion.points) text += fmt::format(" → {}", points_text(opinion.points, site.language()));
    if (!opinion.answer.explanation.empty()) text += " (" + opinion.answer.explanation + ")";
    return text;
}

void history_row(const Site& site, const Criterion& criterion, const HistoryEntry& entry, Table& table) {
    auto& out = table.out();
    table.begin_row();
    table.head(site.stage_name(entry.stage));
    const auto* answer = entry.answer;
    table.cell("", {}, [&] {
        out.text(answer == nullptr ? "" : site.person(answer->by));
        if (answer != nullptr && answer->at)
            out.element("small", site.language() == Language::vi ? answer->at->to_vietnamese() : answer->at->to_iso());
    });
    table.cell("", {}, [&] {
        out.text(said_text(site, criterion, entry));
        for (const auto* opinion : entry.opinions) out.element("small", opinion_text(site, criterion, *opinion));
    });
    table.number(points_after(site, entry), entry.points);
    table.text(answer == nullptr ? std::string() : answer->explanation);
    table.end_row();
}

void history_table(Page& page, std::size_t agency, std::size_t node) {
    const auto& site = page.site();
    const auto history = history_of(site.round(), site.stages(), agency, node);
    if (history.empty()) return;
    const auto& criterion = *site.plan_of(agency).nodes()[node].criterion;
    const auto column = [&](std::string_view vi, std::string_view en, Table::Kind kind = Table::Kind::text) {
        return Table::Column{std::string(site.say(vi, en)), kind};
    };
    Table table(page.out(),
                {"h-" + criterion.id,
                 fmt::format(fmt::runtime(site.say("Lịch sử tiêu chí {}", "History of {}")), criterion.id), "history"},
                {column("Giai đoạn", "Stage"), column("Ai, khi nào", "Who, when"), column("Đã ghi", "What was entered"),
                 column("Điểm", "Points", Table::Kind::number), column("Lý do", "Reason")});
    for (const auto& entry : history) history_row(site, criterion, entry, table);
    table.finish();
}

std::string score_text(const Site& site, const Explanation& e) {
    const auto language = site.language();
    std::string text = e.points ? points_text(e.points, language) : e.level ? *e.level : site.in(state_text(e.state));
    if (e.max) text += " / " + points_text(e.max, language);
    return text;
}

/// Paper leaves these out: the scorecard has the sum.
bool is_plain_sum(const Criterion& criterion) {
    return !criterion.is_leaf() && criterion.aggregate.kind == Aggregate::Kind::sum &&
           criterion.aggregate.convert.empty();
}

}  // namespace

void write_trail(Page& page, std::size_t agency, std::size_t node, const Explanation& explanation) {
    const auto& site = page.site();
    const auto& criterion = *site.plan_of(agency).nodes()[node].criterion;
    auto& out = page.out();
    out.open("details", {{"class", is_plain_sum(criterion) ? "trail sum" : "trail"}, {"id", "c-" + criterion.id}});
    out.inside("summary", [&] {
        out.element("span", {{"class", "id"}}, explanation.criterion);
        out.element("span", {{"class", "title"}}, site.in(explanation.title));
        out.element("span", {{"class", "score"}}, score_text(site, explanation));
    });
    facts_of(page, agency, explanation);
    if (criterion.is_leaf()) history_table(page, agency, node);
    out.close();
}

}  // namespace parindex::report
