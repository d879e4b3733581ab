// What the data checks found.

#include <fmt/format.h>

#include <algorithm>

#include "io/relative_path.hpp"
#include "report/site_page.hpp"
#include "report/site_table.hpp"

namespace parindex::report {

namespace {

constexpr std::size_t most_findings = 2000;

std::string_view severity_text(const Site& site, Severity severity) {
    switch (severity) {
        case Severity::error:
            return site.say("lỗi", "error");
        case Severity::warning:
            return site.say("cần xem lại", "warning");
        case Severity::note:
            break;
    }
    return site.say("lưu ý", "note");
}

std::string_view severity_key(Severity severity) {
    return severity == Severity::error ? "1" : severity == Severity::warning ? "2" : "3";
}

std::string place_text(const Site& site, const Finding& finding) {
    auto place = finding.location;
    place.file = relative_path(place.file, site.round().folder);
    return to_string(place);
}

void finding_row(const Site& site, const Finding& finding, Table& table) {
    const auto* agency = site.round().find_agency(finding.agency);
    auto& out = table.out();
    table.begin_row();
    table.cell("severity-" + std::string(to_string(finding.severity)), severity_key(finding.severity), [&] {
        out.element("span", {{"class", "badge"}}, severity_text(site, finding.severity));
    });
    if (agency != nullptr)
        table.head_link(Site::page_of(agency->id), agency->name);
    else
        table.head(finding.agency);
    table.text(finding.criterion, "id");
    table.cell("", {}, [&] {
        out.text(site.in(finding.message));
        if (!finding.hint.empty()) out.element("small", site.in(finding.hint));
        if (finding.accepted) out.element("small", site.in(finding.accepted_reason));
    });
    table.text(place_text(site, finding), "place");
    table.text(finding.code, "id");
    table.end_row();
}

}  // namespace

OutputFile checks_page(const Site& site) {
    Page page(site, "checks.html", site.say("Kiểm tra số liệu", "Data checks"));
    page.paragraph(site.say("Kiểm tra không làm thay đổi điểm; mỗi dòng là việc người thẩm định cần xem.",
                            "No check changes a score; each line is for an appraiser to look at."),
                   "lead");
    const Findings none;
    const auto& findings = site.input().findings == nullptr ? none : *site.input().findings;
    page.paragraph(fmt::format(
        fmt::runtime(site.say("{} lỗi, {} điểm cần xem lại, {} lưu ý.", "{} errors, {} warnings, {} notes.")),
        count(findings, Severity::error), count(findings, Severity::warning), count(findings, Severity::note)));
    if (findings.empty()) return page.finish();
    if (findings.size() > most_findings)
        page.paragraph(
            fmt::format(fmt::runtime(site.say("Dưới đây là {} dòng đầu.", "The first {} are listed.")), most_findings));
    const auto column = [&](std::string_view vi, std::string_view en) {
        return Table::Column{std::string(site.say(vi, en))};
    };
    Table table(
        page.out(),
        {"checks", std::string(site.say("Kết quả kiểm tra", "What the checks found")), "", true,
         std::string(site.say("Tìm trong kết quả", "Find"))},
        {column("Mức", "Severity"), column("Đơn vị", "Agency"), column("Tiêu chí, số liệu", "Criterion, figure"),
         column("Nội dung", "What was found"), column("Chỗ", "Place"), column("Mã", "Code")});
    for (std::size_t i = 0; i < std::min(findings.size(), most_findings); ++i) finding_row(site, findings[i], table);
    table.finish();
    return page.finish();
}

}  // namespace parindex::report
