#pragma once
/// Tells versions of a criteria set apart that bear one id.

#include <string>

#include "parindex/model/criteria_set.hpp"

namespace parindex::io {

/// SHA-256, as 64 lower-case hexadecimal digits, of what the set asks for and how it scores: ids, maxima, rules in words,
/// who scores, figures with their types and bounds. Titles, sources and the place of the file do not matter: a form is not
/// out of date because a misprint was mended.
[[nodiscard]] std::string set_fingerprint(const CriteriaSet& set);

}  // namespace parindex::io
