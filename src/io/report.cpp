#include "io/report.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace parindex::io {

void Report::add(Finding finding) {
    if (finding.severity == Severity::error) ++error_count_;
    if (findings_.size() < limit_) {
        findings_.push_back(std::move(finding));
        return;
    }
    ++left_out_;
    worst_left_out_ = std::max(worst_left_out_, finding.severity);
    last_file_ = std::move(finding.location.file);
}

void Report::add(Findings findings) {
    for (auto& finding : findings) add(std::move(finding));
}

void Report::error(std::string_view code, Location location, Text message, Text hint) {
    add(Finding{std::string(code),
                Severity::error,
                std::move(location),
                {},
                {},
                std::move(message),
                std::move(hint),
                false,
                {}});
}

void Report::warning(std::string_view code, Location location, Text message, Text hint) {
    add(Finding{std::string(code),
                Severity::warning,
                std::move(location),
                {},
                {},
                std::move(message),
                std::move(hint),
                false,
                {}});
}

Findings Report::take() {
    Findings result = std::exchange(findings_, {});
    sort_findings(result);
    if (left_out_ > 0) {
        Finding more;
        more.code = "F090";
        more.severity = worst_left_out_;
        more.location.file = last_file_;
        more.message = {fmt::format("còn {} vấn đề nữa không liệt kê ở đây", left_out_),
                        fmt::format("{} more findings are not listed here", left_out_),
                        {}};
        more.hint = {"Sửa các lỗi đầu tiên rồi chạy lại.", "Mend the first ones and run again.", {}};
        result.push_back(std::move(more));
        left_out_ = 0;
    }
    return result;
}

}  // namespace parindex::io
