#pragma once
/// The parts of a criteria set beside the tree and the policies.

#include <optional>
#include <vector>

#include "io/json_decode.hpp"
#include "parindex/model/criteria_set.hpp"

namespace parindex::io {

bool decode_languages(const Decoder& decoder, const Node& node, std::vector<Language>& target);
bool decode_period(const Decoder& decoder, const Node& node, std::optional<Period>& target);
bool decode_provenance(const Decoder& decoder, const Node& node, Provenance& target);

// Each takes what fits and reports the rest.
void decode_scales(const Decoder& decoder, const Node& node, std::vector<Scale>& target);
void decode_norms(const Decoder& decoder, const Node& node, std::vector<Norm>& target);
void decode_facts(const Decoder& decoder, const Node& node, std::vector<FactDeclaration>& target);
void decode_checks(const Decoder& decoder, const Node& node, std::vector<DataCheck>& target);
void decode_classifications(const Decoder& decoder, const Node& node, std::vector<Classification>& target);
void decode_titles(const Decoder& decoder, const Node& node, std::vector<Title>& target);
void decode_exclusions(const Decoder& decoder, const Node& node, std::vector<Exclusion>& target);
void decode_known_findings(const Decoder& decoder, const Node& node, std::vector<KnownFinding>& target);

}  // namespace parindex::io
