#pragma once
/// Says in plain words what is wrong with a text that is no JSON.

#include <cstddef>
#include <string>
#include <string_view>

#include "io/report.hpp"

namespace parindex::io {

/// `position`: how many bytes the parser had read; `next_token`: offset of what follows the last token that was fine.
/// Pre: the text is not empty.
void report_syntax_error(std::string_view text, std::size_t position, std::size_t next_token, const std::string& file,
                         Report& report);

}  // namespace parindex::io
