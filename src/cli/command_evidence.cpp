// parindex evidence: the register of documents, what they are evidence for, and what the appraisal said of them.

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/command.hpp"
#include "parindex/council/evidence_register.hpp"
#include "parindex/io/council_json.hpp"

namespace parindex::cli {

namespace {

struct Options {
    CommonOptions common;
    RoundOptions round;
    std::string agency;
};

std::string joined(const std::vector<std::string>& ids, const char* between) {
    std::string text;
    for (const auto& id : ids) text += (text.empty() ? "" : between) + id;
    return text;
}

std::string judgement_text(const Round& round, const EvidenceJudgement& one, Language language) {
    const bool vi = language == Language::vi;
    auto text = fmt::format("{} {} ({}{})", one.criterion,
                            one.accepted ? (vi ? "chấp nhận" : "accepted") : (vi ? "không chấp nhận" : "refused"),
                            round.stages[one.stage].id, one.by.empty() ? "" : ", " + one.by);
    return one.why.empty() ? text : text + ": " + one.why;
}

std::string judgements_text(const Round& round, const RegisteredDocument& entry, Language language) {
    std::string text;
    for (const auto& one : entry.judgements) text += (text.empty() ? "" : "; ") + judgement_text(round, one, language);
    return text;
}

/// Where in the document, and the attached file.
std::string place_text(const Evidence& document, Language language) {
    std::string text = document.section;
    const auto add = [&](const std::string& part) {
        if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
    };
    add(document.page.empty() ? "" : (language == Language::vi ? "tr. " : "p. ") + document.page);
    add(document.file);
    return text;
}

TextTable screen_table(const ScoredRound& scored, const AgencyRegister& one) {
    const bool vi = scored.language == Language::vi;
    TextTable table{{{vi ? "số, ký hiệu" : "number"},
                     {vi ? "ngày" : "date"},
                     {vi ? "cơ quan ban hành" : "issuer"},
                     {vi ? "trích yếu" : "title"},
                     {vi ? "mục, trang, tệp" : "section, page, file"},
                     {vi ? "tiêu chí" : "criteria"},
                     {vi ? "số liệu" : "facts"},
                     {vi ? "thẩm định" : "appraisal"}},
                    {}};
    for (const auto& entry : one.documents) {
        const auto& document = entry.document;
        const auto date = !document.date ? "" : vi ? document.date->to_vietnamese() : document.date->to_iso();
        table.rows.push_back({document.number.empty() ? document.id : document.number, date, document.issuer,
                              document.title, place_text(document, scored.language), joined(entry.criteria, ", "),
                              joined(entry.facts, ", "), judgements_text(scored.round, entry, scored.language)});
    }
    return table;
}

TextTable machine_table(const ScoredRound& scored, const std::vector<AgencyRegister>& registers) {
    TextTable table{{{"agency"},
                     {"id"},
                     {"number"},
                     {"date"},
                     {"issuer"},
                     {"title"},
                     {"section"},
                     {"page"},
                     {"file"},
                     {"stage"},
                     {"criteria"},
                     {"facts"},
                     {"judgements"}},
                    {}};
    for (const auto& one : registers)
        for (const auto& entry : one.documents) {
            const auto& document = entry.document;
            table.rows.push_back({scored.round.agencies[one.agency].id, document.id, document.number,
                                  document.date ? document.date->to_iso() : "", document.issuer, document.title,
                                  document.section, document.page, document.file, entry.stage,
                                  joined(entry.criteria, ";"), joined(entry.facts, ";"),
                                  judgements_text(scored.round, entry, scored.language)});
        }
    return table;
}

std::string register_text(const ScoredRound& scored, const std::vector<AgencyRegister>& registers) {
    const bool vi = scored.language == Language::vi;
    std::string text;
    for (const auto& one : registers) {
        const auto& agency = scored.round.agencies[one.agency];
        text += fmt::format(fmt::runtime(vi ? "{} · {} tài liệu\n" : "{} · {} documents\n"), printable(agency.name),
                            one.documents.size());
        if (!one.documents.empty()) text += to_text(screen_table(scored, one), 48);
        text += "\n";
    }
    return text + provenance_lines(scored);
}

/// Found when the round was read: only that sees the folder.
bool is_about_attached_files(const Finding& finding) { return finding.code == "D331" || finding.code == "D332"; }

Exit list_evidence(const Options& options) {
    const auto scored = score_round(options.round, options.common);
    if (!scored) return Exit::unusable;
    const auto only = options.agency.empty() ? std::nullopt : find_agency(*scored, options.agency);
    if (!options.agency.empty() && !only) return Exit::unusable;
    std::vector<AgencyRegister> registers;
    for (std::size_t i = 0; i < scored->round.agencies.size(); ++i)
        if (!only || *only == i) registers.push_back({i, evidence_register(scored->round, scored->result, i)});
    auto findings = check_evidence_register(scored->round, scored->result);
    for (const auto& finding : scored->result.findings)
        if (is_about_attached_files(finding)) findings.push_back(finding);
    sort_findings(findings);
    if (only) std::erase_if(findings, [&](const Finding& f) { return f.agency != options.agency; });
    if (options.common.format == Format::json)
        print(evidence_to_json(scored->round, scored->result, registers, findings));
    else if (options.common.format == Format::csv)
        print_table(machine_table(*scored, registers), Format::csv);
    else
        print(register_text(*scored, registers));
    print_findings(findings, scored->language);
    return exit_for(findings, Severity::warning);
}

}  // namespace

void add_evidence(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand(
        "evidence", "Print the register of documents: what they are evidence for, and the appraisal");
    add_round_options(*command, options->round);
    command->add_option("--agency", options->agency, "Show one agency only (its id)");
    add_common_options(*command, options->common);
    command->callback([options, &run] { run = [options] { return list_evidence(*options); }; });
}

}  // namespace parindex::cli
