#pragma once
/// The league table of a scored round.

#include "cli/command.hpp"

namespace parindex::cli {

/// Every agency in ranking order with its domains. With several groups the group stands in its own column; domains are
/// shown by their ids.
[[nodiscard]] TextTable ranking_table(const ScoredRound& scored, Format format);

/// Heading, one table per group, and the provenance lines.
[[nodiscard]] std::string ranking_text(const ScoredRound& scored);

}  // namespace parindex::cli
