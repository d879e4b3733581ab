#pragma once
/// Exceptions of the library: broken files and violated preconditions only. Wrong data gives findings.

#include <stdexcept>
#include <utility>

#include "parindex/base/finding.hpp"

namespace parindex {

/// Base of everything the library throws on purpose.
class Error : public std::runtime_error {
public:
    explicit Error(Finding finding) : std::runtime_error(to_line(finding, Language::en)), finding_(std::move(finding)) {}
    [[nodiscard]] const Finding& finding() const noexcept { return finding_; }

private:
    Finding finding_;
};

}  // namespace parindex
