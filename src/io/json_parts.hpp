#pragma once
/// What the JSON documents of results have in common: texts, exact numbers, provenance, findings.

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "parindex/base/finding.hpp"
#include "parindex/base/rational.hpp"
#include "parindex/base/text.hpp"
#include "parindex/council/round_result.hpp"
#include "parindex/model/assessment.hpp"
#include "parindex/model/criteria_set.hpp"
#include "parindex/model/round.hpp"

namespace parindex::io {

/// Keys keep the order in which they are put.
using Json = nlohmann::ordered_json;

[[nodiscard]] Json text_json(const Text& text);
[[nodiscard]] Json texts_json(const std::vector<Text>& texts);

/// Puts the value under the key; an absent number and an empty text leave no key.
void put(Json& json, const char* key, const std::optional<Rational>& value);
void put(Json& json, const char* key, const std::string& value);
void put(Json& json, const char* key, const Text& value);

[[nodiscard]] Json finding_json(const Finding& finding, const std::string& base);
/// `base` is cut from the front of file names.
[[nodiscard]] Json findings_json(const Findings& findings, const std::string& base);
/// Id, title and how far the set may be trusted.
[[nodiscard]] Json set_json(const CriteriaSet& set);
/// Every set in use by id, so that the order of keys in round.json does not matter.
[[nodiscard]] Json sets_json(const RoundResult& result);
/// Id, title, statement and period.
[[nodiscard]] Json round_json(const Round& round);
[[nodiscard]] Json evidence_json(const Evidence& evidence);

/// A new document that names its format and the program.
[[nodiscard]] Json head(const char* format);
/// The document's bytes, with a line end; bytes that are not UTF-8 are replaced.
[[nodiscard]] std::string print(const Json& json);

}  // namespace parindex::io
