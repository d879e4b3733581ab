#include "parindex/base/finding.hpp"

#include <algorithm>
#include <tuple>

namespace parindex {

namespace {

/// The word before a message; errors go without one.
std::string_view severity_word(Severity severity, Language language) {
    const bool vi = language == Language::vi;
    switch (severity) {
        case Severity::note:
            return vi ? "ghi chú: " : "note: ";
        case Severity::warning:
            return vi ? "cảnh báo: " : "warning: ";
        case Severity::error:
            break;
    }
    return {};
}

void append_part(std::string& line, std::string_view separator, std::string_view part) {
    if (part.empty()) return;
    if (!line.empty()) line += separator;
    line += part;
}

auto tie(const Text& text) { return std::tie(text.vi, text.en, text.other); }

bool is_before(const Finding& a, const Finding& b) {
    const auto place = [](const Finding& f) {
        return std::tie(f.location.file, f.location.line, f.location.column, f.location.pointer, f.agency);
    };
    if (place(a) != place(b)) return place(a) < place(b);
    const int criteria = compare_ids(a.criterion, b.criterion);
    if (criteria != 0) return criteria < 0;
    // The rest makes the order total: findings come from several threads in any order.
    const auto content = [](const Finding& f) {
        return std::tuple_cat(std::tie(f.code, f.severity), tie(f.message), tie(f.hint), std::tie(f.accepted),
                              tie(f.accepted_reason));
    };
    return content(a) < content(b);
}

}  // namespace

std::string_view to_string(Severity severity) {
    switch (severity) {
        case Severity::note:
            return "note";
        case Severity::warning:
            return "warning";
        case Severity::error:
            break;
    }
    return "error";
}

std::string to_string(const Location& location) {
    std::string text = printable(location.file);
    if (location.line > 0) append_part(text, ":", std::to_string(location.line));
    append_part(text, ": ", printable(location.pointer));
    return text;
}

bool has_errors(const Findings& findings) { return count(findings, Severity::error) > 0; }

std::size_t count(const Findings& findings, Severity severity) {
    const auto counts = [&](const Finding& f) { return f.severity == severity && !f.accepted; };
    return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(), counts));
}

void sort_findings(Findings& findings) { std::stable_sort(findings.begin(), findings.end(), is_before); }

std::string to_line(const Finding& finding, Language language) {
    std::string line = to_string(finding.location);
    const std::string message = printable(finding.message.in(language));
    if (!message.empty()) append_part(line, ": ", std::string(severity_word(finding.severity, language)) + message);
    append_part(line, "  ", printable(finding.hint.in(language)));
    if (!finding.code.empty()) append_part(line, "  ", "[" + printable(finding.code) + "]");
    return line;
}

}  // namespace parindex
