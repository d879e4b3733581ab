// Writes the site of a round, for the tests in a browser: site_of ROUND OUT LANGUAGE [PREVIOUS ROUND]

#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "parindex/council/history.hpp"
#include "parindex/council/round_checks.hpp"
#include "parindex/io/round_folder.hpp"
#include "parindex/report/site.hpp"

namespace {

using namespace parindex;

struct Scored {
    Round round;
    std::vector<RoundResult> stages;
};

void print(const Findings& findings) {
    for (const auto& finding : findings) std::fprintf(stderr, "%s\n", to_line(finding, Language::en).c_str());
}

std::optional<Scored> evaluate(const std::string& folder) {
    auto loaded = load_round(folder);
    if (!loaded.is_clean()) {
        print(loaded.findings);
        return std::nullopt;
    }
    auto stages = evaluate_stages(*loaded.value, loaded.value->stages.size() - 1);
    if (!stages.value) {
        print(stages.findings);
        return std::nullopt;
    }
    return Scored{std::move(*loaded.value), std::move(*stages.value)};
}

int write_site(const Scored& now, const std::optional<Scored>& before, const std::string& folder, Language language) {
    auto findings = check_round(now.round, now.stages.back());
    const auto& more = now.stages.back().findings;
    findings.insert(findings.end(), more.begin(), more.end());
    ReportInput input;
    input.round = &now.round;
    input.stages = &now.stages;
    input.findings = &findings;
    input.language = language;
    if (before) {
        input.previous = &before->round;
        input.previous_result = &before->stages.back();
    }
    const auto problems = write_files(folder, site_files(input));
    print(problems);
    return problems.empty() ? 0 : 2;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 4 || count > 5) {
        std::fputs("site_of ROUND OUT vi|en [PREVIOUS]\n", stderr);
        return 2;
    }
    const auto language = parse_language(arguments[3]);
    const auto now = evaluate(arguments[1]);
    std::optional<Scored> before;
    if (count == 5) before = evaluate(arguments[4]);
    if (!language || !now || (count == 5 && !before)) return 2;
    return write_site(*now, before, arguments[2], *language);
}
