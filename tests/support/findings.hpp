#pragma once
/// Looking through findings in tests.

#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "parindex/base/finding.hpp"

namespace parindex::test {

/// "code pointer" of each finding, in order.
inline std::vector<std::string> summary(const Findings& findings) {
    std::vector<std::string> lines;
    for (const auto& finding : findings) lines.push_back(finding.code + " " + finding.location.pointer);
    return lines;
}

/// The only finding with that code; an empty one, and a failed check, when there is none or more than one.
inline Finding only(const Findings& findings, std::string_view code) {
    Findings found;
    for (const auto& finding : findings) {
        if (finding.code == code) found.push_back(finding);
    }
    CAPTURE(code, summary(findings));
    CHECK(found.size() == 1);
    return found.size() == 1 ? found.front() : Finding{};
}

}  // namespace parindex::test
