#include "parindex/report/site.hpp"

#include <stdexcept>

#include "io/embedded_files.hpp"
#include "report/site_data.hpp"
#include "report/site_page.hpp"

namespace parindex {

std::vector<OutputFile> site_files(const ReportInput& input) {
    if (input.round == nullptr || input.stages == nullptr || input.stages->empty())
        throw std::invalid_argument("site_files: no evaluated round");
    const report::Site site(input);
    std::vector<OutputFile> files{report::index_page(site), report::heat_page(site), report::gaps_page(site)};
    if (report::has_stages_page(site)) files.push_back(report::stages_page(site));
    if (site.years()) files.push_back(report::years_page(site));
    files.push_back(report::checks_page(site));
    files.push_back(report::criteria_page(site));
    for (std::size_t i = 0; i < site.round().agencies.size(); ++i) files.push_back(report::agency_page(site, i));
    for (const auto* name : {"site.css", "site.js", "chart.min.js"})
        files.push_back({name, std::string(embedded_file(name))});
    return files;
}

}  // namespace parindex
