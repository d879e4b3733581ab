#pragma once
/// Collects the findings about one file, up to a limit.

#include <cstddef>
#include <string>
#include <string_view>

#include "parindex/base/finding.hpp"

namespace parindex::io {

class Report {
public:
    explicit Report(std::size_t limit) : limit_(limit) {}

    void add(Finding finding);
    /// Takes over findings of another file.
    void add(Findings findings);
    void error(std::string_view code, Location location, Text message, Text hint = {});
    void warning(std::string_view code, Location location, Text message, Text hint = {});

    [[nodiscard]] std::size_t error_count() const { return error_count_; }
    [[nodiscard]] bool is_full() const { return findings_.size() >= limit_; }
    [[nodiscard]] const Findings& findings() const { return findings_; }

    /// Everything collected, in the order of a report; when some did not fit, one more finding says how many, as
    /// severe as the worst of them.
    [[nodiscard]] Findings take();

private:
    Findings findings_;
    std::size_t limit_;
    std::size_t error_count_ = 0;
    std::size_t left_out_ = 0;
    Severity worst_left_out_ = Severity::note;
    std::string last_file_;
};

}  // namespace parindex::io
