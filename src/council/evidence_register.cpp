#include "parindex/council/evidence_register.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "council/round_findings.hpp"

namespace parindex {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }
/// A byte of a letter beyond ASCII: Đ, Ư, Â.
bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    for (auto end = text.find(at); end != std::string_view::npos; end = text.find(at)) {
        parts.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    parts.push_back(text);
    return parts;
}

/// "01", "4851", "12a"
bool is_number(std::string_view text) {
    constexpr std::size_t most_digits = 6;
    if (!text.empty() && is_small(text.back())) text.remove_suffix(1);
    return !text.empty() && text.size() <= most_digits && std::all_of(text.begin(), text.end(), is_digit);
}

/// "QĐ-UBND", "TTr-SNV", "UBND-VX": parts that begin with a capital letter.
bool is_sign(std::string_view text) {
    const auto parts = split(text, '-');
    return std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
        if (part.empty() || !(is_capital(part.front()) || is_beyond_ascii(part.front()))) return false;
        return std::all_of(part.begin(), part.end(), [](char c) {
            return is_capital(c) || is_small(c) || is_digit(c) || is_beyond_ascii(c) || c == '&' || c == '.';
        });
    });
}

std::optional<int> to_year(std::string_view text) {
    int year = 0;
    const auto* end = text.data() + text.size();
    if (text.size() != 4 || std::from_chars(text.data(), end, year).ptr != end) return std::nullopt;
    return year >= 1900 ? std::optional(year) : std::nullopt;
}

/// National standards and technical regulations: "TCVN ISO 9001:2015", "QCVN 01:2021/BXD".
std::optional<DocumentNumber> parse_standard(std::string_view text) {
    const auto space = text.find(' ');
    const auto colon = text.rfind(':');
    if (space == std::string_view::npos || colon == std::string_view::npos || colon < space) return std::nullopt;
    const auto kind = text.substr(0, space);
    if (kind != "TCVN" && kind != "QCVN") return std::nullopt;
    const auto number = text.substr(space + 1, colon - space - 1);
    const auto parts = split(text.substr(colon + 1), '/');
    const auto year = to_year(parts[0]);
    const bool has_digit = std::any_of(number.begin(), number.end(), is_digit);
    if (!year || !has_digit || parts.size() > 2 || (parts.size() == 2 && !is_sign(parts[1]))) return std::nullopt;
    return DocumentNumber{std::string(number), year, std::string(kind)};
}

/// What the stages said of papers, collected for one agency.
class Collector {
public:
    Collector(const Round& round, const RoundResult& result, std::size_t agency)
        : round_(round),
          inputs_(result.in_force[agency]),
          plan_(result.plans[result.agencies[agency].set]),
          id_(round.agencies[agency].id),
          last_(round.stage_index(result.stage).value_or(0)) {}

    std::vector<RegisteredDocument> run() {
        for (const auto& document : inputs_.evidence) entry(document.id).document = document;
        std::set<std::string> cited;
        for (const auto& [id, answer] : inputs_.answers) cited.insert(answer.evidence.begin(), answer.evidence.end());
        for (const auto& [id, fact] : inputs_.facts) cited.insert(fact.evidence.begin(), fact.evidence.end());
        for (const auto& id : cited) (void)entry(id);
        add_uses();
        for (std::size_t stage = 0; stage <= last_; ++stage) add_stage(stage);
        return std::move(documents_);
    }

private:
    RegisteredDocument& entry(const std::string& id) {
        const auto [known, is_new] = index_.try_emplace(id, documents_.size());
        if (is_new) {
            documents_.emplace_back();
            documents_.back().document.id = id;
            documents_.back().document.number = id;
        }
        return documents_[known->second];
    }

    /// Criteria in table order: first the answers' papers, then facts by their ids.
    void add_uses() {
        for (const auto& node : plan_.nodes()) {
            const auto answer = inputs_.answers.find(node.criterion->id);
            if (answer == inputs_.answers.end()) continue;
            for (const auto& id : answer->second.evidence) entry(id).criteria.push_back(node.criterion->id);
        }
        for (const auto& [name, fact] : inputs_.facts)
            for (const auto& id : fact.evidence) {
                auto& facts = entry(id).facts;
                if (facts.empty() || facts.back() != name) facts.push_back(name);
            }
    }

    void add_stage(std::size_t stage) {
        const auto& name = round_.stages[stage].id;
        if (const auto* said = round_.find_assessment(stage, id_)) {
            for (const auto& document : said->evidence) note_first(document.id, name);
            for (const auto& [id, fact] : said->facts)
                for (const auto& paper : fact.evidence) note_first(paper, name);
            for (const auto& node : plan_.nodes()) {
                const auto answer = said->answers.find(node.criterion->id);
                if (answer == said->answers.end()) continue;
                for (const auto& paper : answer->second.evidence) note_first(paper, name);
                if (!answer->second.by_consensus) judge(stage, node.criterion->id, answer->second);
            }
        }
        if (stage >= round_.opinions.size()) return;
        const auto opinions = round_.opinions[stage].find(id_);
        if (opinions == round_.opinions[stage].end()) return;
        for (const auto& opinion : opinions->second) judge(stage, opinion.criterion, opinion.answer);
    }

    void note_first(const std::string& id, const std::string& stage) {
        auto& first = entry(id).stage;
        if (first.empty()) first = stage;
    }

    void judge(std::size_t stage, const std::string& criterion, const Answer& answer) {
        for (const auto& id : answer.accepted_evidence)
            entry(id).judgements.push_back({criterion, stage, answer.by, answer.at, true, {}});
        for (const auto& [id, why] : answer.refused_evidence)
            entry(id).judgements.push_back({criterion, stage, answer.by, answer.at, false, why});
    }

    const Round& round_;
    const Assessment& inputs_;
    const Plan& plan_;
    const std::string& id_;
    std::size_t last_;
    std::vector<RegisteredDocument> documents_;
    std::map<std::string, std::size_t> index_;
};

class RegisterChecker {
public:
    RegisterChecker(const Round& round, const RoundResult& result) : round_(round), result_(result) {}

    Findings run() {
        for (std::size_t agency = 0; agency < round_.agencies.size(); ++agency) {
            const auto documents = evidence_register(round_, result_, agency);
            for (const auto& one : documents) check_number(agency, one.document);
            check_uses(agency, documents);
        }
        sort_findings(findings_);
        return std::move(findings_);
    }

private:
    void add(const char* code, Severity severity, std::size_t agency, const Evidence& document, Text message,
             Text hint) {
        Finding finding;
        finding.code = code;
        finding.severity = severity;
        finding.location = document.location;
        if (finding.location.file.empty()) finding.location.file = result_.in_force[agency].file;
        finding.agency = round_.agencies[agency].id;
        finding.criterion = document.id;
        finding.message = std::move(message);
        finding.hint = std::move(hint);
        findings_.push_back(std::move(finding));
    }

    void check_number(std::size_t agency, const Evidence& document) {
        if (document.number.empty()) return;
        const auto shown = excerpt(document.number);
        const auto number = parse_document_number(document.number);
        if (!number) {
            add("D321", Severity::warning, agency, document,
                {fmt::format("“{}” không đúng dạng số và ký hiệu văn bản", shown),
                 fmt::format("“{}” has not the form of a document's number and sign", shown),
                 {}},
                {"ghi như 01/KH-SKHCN, 636/QĐ-UBND hoặc 07/2023/QĐ-UBND; tài liệu không có số thì bỏ trống",
                 "write it as 01/KH-SKHCN, 636/QĐ-UBND or 07/2023/QĐ-UBND; leave it out for a paper without a number",
                 {}});
            return;
        }
        if (number->number.size() == 1 || (number->number.size() == 2 && is_small(number->number.back())))
            add("D322", Severity::note, agency, document,
                {fmt::format("“{}”: số nhỏ hơn 10 viết thêm số 0 phía trước", shown),
                 fmt::format("“{}”: numbers under 10 are written with a leading zero", shown),
                 {}},
                {fmt::format("ghi 0{}", document.number), fmt::format("write 0{}", document.number), {}});
        if (number->year && document.date && *number->year != document.date->year())
            add("D323", Severity::warning, agency, document,
                {fmt::format("“{}” mang năm {} nhưng ghi ngày {}", shown, *number->year,
                             document.date->to_vietnamese()),
                 fmt::format("“{}” bears the year {} and is dated {}", shown, *number->year, document.date->to_iso()),
                 {}},
                {"đối chiếu với văn bản gốc", "look at the document itself", {}});
    }

    /// One document may stand under several ids: number and date tell.
    void check_uses(std::size_t agency, const std::vector<RegisteredDocument>& documents) {
        if (!round_.checks.document_for_at_most) return;
        struct Uses {
            const Evidence* document;
            std::vector<std::string> criteria;
        };
        std::map<std::string, Uses> by_document;
        for (const auto& one : documents) {
            const auto& document = one.document;
            const auto key = document.number.empty()
                                 ? "id " + document.id
                                 : to_match_key(document.number) + (document.date ? " " + document.date->to_iso() : "");
            auto& uses = by_document.try_emplace(key, Uses{&document, {}}).first->second.criteria;
            for (const auto& id : one.criteria)
                if (std::find(uses.begin(), uses.end(), id) == uses.end()) uses.push_back(id);
        }
        for (const auto& [key, uses] : by_document) {
            if (uses.criteria.size() <= *round_.checks.document_for_at_most) continue;
            const auto name = excerpt(uses.document->number.empty() ? uses.document->id : uses.document->number);
            const auto ids = join(uses.criteria);
            add("D324", Severity::warning, agency, *uses.document,
                {fmt::format("{} được dẫn cho {} tiêu chí, nhiều hơn {}: {}", name, uses.criteria.size(),
                             *round_.checks.document_for_at_most, ids),
                 fmt::format("{} is cited for {} criteria, more than {}: {}", name, uses.criteria.size(),
                             *round_.checks.document_for_at_most, ids),
                 {}},
                {"xem tài liệu có thật sự chứng minh từng tiêu chí không",
                 "see whether it is evidence for each of them",
                 {}});
        }
    }

    const Round& round_;
    const RoundResult& result_;
    Findings findings_;
};

}  // namespace

std::vector<RegisteredDocument> evidence_register(const Round& round, const RoundResult& result, std::size_t agency) {
    return Collector(round, result, agency).run();
}

std::optional<DocumentNumber> parse_document_number(std::string_view text) {
    const auto normal = to_nfc(text);
    if (auto standard = parse_standard(normal)) return standard;
    const auto parts = split(normal, '/');
    if (parts.size() == 2 && is_number(parts[0]) && is_sign(parts[1]))
        return DocumentNumber{std::string(parts[0]), std::nullopt, std::string(parts[1])};
    if (parts.size() == 3 && is_number(parts[0]) && is_sign(parts[2]))
        if (const auto year = to_year(parts[1]))
            return DocumentNumber{std::string(parts[0]), year, std::string(parts[2])};
    // The party's documents: number, hyphen, kind, then the committee.
    const auto dash = parts[0].find('-');
    if (parts.size() == 2 && dash != std::string_view::npos && is_number(parts[0].substr(0, dash)) &&
        is_sign(parts[0].substr(dash + 1)) && is_sign(parts[1]))
        return DocumentNumber{std::string(parts[0].substr(0, dash)), std::nullopt,
                              fmt::format("{}/{}", parts[0].substr(dash + 1), parts[1])};
    return std::nullopt;
}

Findings check_evidence_register(const Round& round, const RoundResult& result) {
    return RegisterChecker(round, result).run();
}

}  // namespace parindex
