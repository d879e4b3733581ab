#include "parindex/io/explanation_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parindex {

namespace {

constexpr std::size_t label_width = 17;

class Page {
public:
    explicit Page(Language language) : language_(language) {}

    [[nodiscard]] bool vi() const { return language_ == Language::vi; }
    [[nodiscard]] const std::string& in(const Text& text) const { return text.in(language_); }
    [[nodiscard]] std::string number(const Rational& value) const { return show(Value(value), language_); }

    void title(const std::string& line) { text_ += printable(line) + "\n"; }

    /// A labelled line; the label stands once, before the first line of its subject.
    void line(const Text& label, const std::string& content) {
        if (content.empty()) return;
        const auto name = label.in(language_) == last_label_ ? std::string() : label.in(language_);
        last_label_ = label.in(language_);
        const auto width = display_width(name);
        text_ += "     " + name + std::string(width < label_width ? label_width - width : 1, ' ') + printable(content) +
                 "\n";
    }

    [[nodiscard]] const std::string& text() const { return text_; }

private:
    Language language_;
    std::string text_;
    std::string last_label_;
};

std::string points_text(const Explanation& e, const Page& page) {
    if (e.points && e.max) return fmt::format("{} / {}", page.number(*e.points), page.number(*e.max));
    if (e.points) return page.number(*e.points);
    if (e.level) return *e.level;
    return page.in(state_text(e.state)) + (e.max ? " / " + page.number(*e.max) : "");
}

std::string input_text(const ExplainedInput& input, const Page& page) {
    auto text = fmt::format("{} = {}", input.name, page.in(input.value));
    if (!input.title.empty()) text += fmt::format("  ({})", page.in(input.title));
    std::string origin = input.source;
    if (!input.stage.empty()) origin += (origin.empty() ? "" : "; ") + input.stage;
    if (!origin.empty()) text += fmt::format("  [{}]", origin);
    return text;
}

std::string evidence_text(const Evidence& e, const Page& page) {
    auto text = e.number.empty() ? e.id : e.number;
    if (e.date)
        text += fmt::format(fmt::runtime(page.vi() ? " ngày {}" : " of {}"),
                            page.vi() ? e.date->to_vietnamese() : e.date->to_iso());
    if (!e.title.empty()) text += ", " + e.title;
    if (!e.where.empty()) text += fmt::format("  [{}]", e.where);
    return text;
}

std::string part_text(const ExplainedPart& part, const Page& page) {
    std::string score = part.points ? page.number(*part.points) : part.level.value_or(page.in(state_text(part.state)));
    if (part.max) score += " / " + page.number(*part.max);
    if (part.points && part.state != State::scored) score += fmt::format(" ({})", page.in(state_text(part.state)));
    return fmt::format("{}  {}  {}", part.criterion, score, excerpt(page.in(part.title), 60));
}

std::string moment_text(const Moment& moment, const Page& page) {
    return page.vi() ? moment.to_vietnamese() : moment.to_iso();
}

/// " · who · when · why": what is recorded of an answer beside its points.
std::string remarks_text(const Answer& answer, const Page& page) {
    std::string text;
    const auto add = [&](const std::string& part) { text += part.empty() ? "" : " · " + part; };
    add(answer.by);
    if (answer.at) add(moment_text(*answer.at, page));
    if (answer.disputed) {
        if (*answer.disputed)
            add(page.vi() ? "đề nghị xem lại" : "disputed");
        else
            add(page.vi() ? "đồng ý" : "agreed");
    }
    add(answer.explanation);
    for (const auto& id : answer.accepted_evidence)
        add(fmt::format(fmt::runtime(page.vi() ? "chấp nhận {}" : "accepts {}"), id));
    for (const auto& [id, why] : answer.refused_evidence)
        add(fmt::format(fmt::runtime(page.vi() ? "không chấp nhận {}: {}" : "refuses {}: {}"), id, why));
    return text;
}

std::string opinion_text(const Opinion& opinion, const Page& page) {
    const auto worth = opinion.points                          ? page.number(*opinion.points)
                       : opinion.answer.state != State::scored ? page.in(state_text(opinion.answer.state))
                                                               : std::string("-");
    return fmt::format(fmt::runtime(page.vi() ? "  ý kiến: {}{}" : "  opinion: {}{}"), worth,
                       remarks_text(opinion.answer, page));
}

std::string entry_text(const Round& round, const HistoryEntry& entry, const Page& page) {
    const auto& stage = round.stages[entry.stage];
    auto text = fmt::format("{}: {}", stage.title.empty() ? stage.id : page.in(stage.title),
                            entry.points ? page.number(*entry.points) : page.in(state_text(entry.state)));
    if (entry.points && entry.state != State::scored) text += fmt::format(" ({})", page.in(state_text(entry.state)));
    if (entry.answer == nullptr) return text;
    if (entry.answer->awarded && !entry.answer->by_consensus)
        text += page.vi() ? " (hội đồng cho điểm trực tiếp)" : " (awarded by the council)";
    if (entry.answer->by_consensus) text += page.vi() ? " (từ ý kiến các thành viên)" : " (from the members' opinions)";
    if (entry.claimed)
        text += fmt::format(fmt::runtime(page.vi() ? ", đề nghị {}" : ", asks for {}"), page.number(*entry.claimed));
    // The members' names and reasons stand with their opinions.
    return entry.answer->by_consensus && !entry.opinions.empty() ? text : text + remarks_text(*entry.answer, page);
}

/// One stage that said no more than its input, which the explanation shows.
bool is_plain(const std::vector<HistoryEntry>& history) {
    if (history.size() != 1) return history.empty();
    const auto& only = history.front();
    if (!only.opinions.empty()) return false;
    if (only.answer == nullptr) return true;
    const auto& answer = *only.answer;
    return !answer.awarded && answer.by.empty() && !answer.at && !answer.disputed && answer.accepted_evidence.empty() &&
           answer.refused_evidence.empty();
}

}  // namespace

std::string history_to_text(const Round& round, const std::vector<HistoryEntry>& history, Language language) {
    Page page(language);
    if (is_plain(history)) return {};
    for (const auto& entry : history) {
        page.line({"lịch sử", "history", {}}, entry_text(round, entry, page));
        for (const auto* opinion : entry.opinions) page.line({"lịch sử", "history", {}}, opinion_text(*opinion, page));
    }
    return page.text();
}

std::string explanation_to_text(const Explanation& e, const Findings& notes, Language language) {
    Page page(language);
    page.title(fmt::format("{}  {}   {}   ({})", e.criterion, page.in(e.title), points_text(e, page), e.stage));
    std::string clause = e.clause.clause.empty() ? "" : fmt::format("  [{}]", e.clause.clause);
    page.line({"quy tắc", "rule", {}}, page.in(e.rule) + clause);
    page.line({"nguyên văn", "wording", {}}, e.clause.quote);
    for (const auto& norm : e.norms) page.line({"văn bản", "norm", {}}, page.in(norm));
    for (const auto& input : e.inputs) page.line({"số liệu", "inputs", {}}, input_text(input, page));
    for (const auto& step : e.working) page.line({"phép tính", "working", {}}, page.in(step));
    for (const auto& part : e.parts) page.line({"gồm", "parts", {}}, part_text(part, page));
    if (e.refusal) {
        page.line({"không chấm được", "refused", {}},
                  fmt::format("{} [{}]", page.in(e.refusal->message), e.refusal->code));
        page.line({"cách sửa", "what to do", {}}, page.in(e.refusal->hint));
    }
    for (const auto& more : e.why_not_more) page.line({"để thêm điểm", "for more points", {}}, page.in(more));
    for (const auto& evidence : e.evidence) page.line({"minh chứng", "evidence", {}}, evidence_text(evidence, page));
    if (e.evidence.empty() && e.evidence_need != EvidenceNeed::optional && e.points && e.points->sign() > 0)
        page.line({"minh chứng", "evidence", {}}, page.vi() ? "chưa có" : "none given");
    page.line({"giải trình", "remark", {}}, e.remark);
    for (const auto& note : notes)
        page.line({"lưu ý", "note", {}}, fmt::format("{} [{}]", page.in(note.message), note.code));
    page.line({"ghi chú", "about the row", {}}, e.clause.note);
    page.line({"nguồn dòng này", "how it is known", {}}, page.in(e.provenance));
    return page.text();
}

}  // namespace parindex
