#pragma once
/// What is wrong, where, and what to do about it. Findings are collected, never thrown one at a time.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "parindex/base/text.hpp"

namespace parindex {

enum class Severity { note, warning, error };

[[nodiscard]] std::string_view to_string(Severity severity);

/// A place in a file. Empty or zero parts are unknown.
struct Location {
    std::string file;
    std::size_t line = 0;    ///< from 1
    std::size_t column = 0;  ///< from 1, in bytes
    std::string pointer;     ///< JSON pointer (RFC 6901), or "row 3, column agency" in a table

    friend bool operator==(const Location&, const Location&) = default;
};

/// "self/so-y-te.json:41: /answers/3.2.1"
[[nodiscard]] std::string to_string(const Location& location);

/// One problem. `code` is stable and never reused: F... files and formats, L... criteria sets, X... expressions,
/// A... assessments, D... data checks, R... ranking, P... data in memory, C... command use. docs/findings.md lists them.
struct Finding {
    std::string code;
    Severity severity = Severity::error;
    Location location;
    std::string criterion;  ///< id of the criterion or fact concerned, or empty
    std::string agency;     ///< id of the agency concerned, or empty
    Text message;           ///< what was found and what was expected
    Text hint;              ///< the next step, or empty
    bool accepted = false;  ///< listed by the set among its known findings, with a reason
    Text accepted_reason;
};

using Findings = std::vector<Finding>;

/// Whether there is an error that is not accepted.
[[nodiscard]] bool has_errors(const Findings& findings);
/// How many findings of that severity are not accepted.
[[nodiscard]] std::size_t count(const Findings& findings, Severity severity);

/// Order of a report: file, line, column, pointer, agency, criterion (by parts), code. Same findings, same order.
void sort_findings(Findings& findings);

/// One line for people: "file:line: /pointer: message  hint  [F203]" without the parts that are empty; warnings and
/// notes say so before the message. Safe to print on a terminal.
[[nodiscard]] std::string to_line(const Finding& finding, Language language);

}  // namespace parindex
