#include "parindex/io/criteria_json.hpp"

#include <array>
#include <utility>

#include "io/corrections.hpp"
#include "io/criteria_tree_json.hpp"
#include "io/documents.hpp"
#include "io/file_reader.hpp"
#include "io/forms_json.hpp"
#include "io/ids.hpp"
#include "io/json_reader.hpp"
#include "io/policies_json.hpp"
#include "io/schema_check.hpp"
#include "io/set_parts_json.hpp"

namespace parindex {

namespace io {

namespace {

constexpr std::string_view set_format = "parindex/criteria-set/1";

using Part = void (*)(const Decoder&, const Node&, CriteriaSet&);

/// Lists that may be left out, in the order of the documentation.
constexpr std::array<std::pair<std::string_view, Part>, 8> optional_parts{{
    {"norms", [](const Decoder& d, const Node& n, CriteriaSet& set) { decode_norms(d, n, set.norms); }},
    {"facts", [](const Decoder& d, const Node& n, CriteriaSet& set) { decode_facts(d, n, set.facts); }},
    {"checks", [](const Decoder& d, const Node& n, CriteriaSet& set) { decode_checks(d, n, set.checks); }},
    {"classification",
     [](const Decoder& d, const Node& n, CriteriaSet& set) { decode_classifications(d, n, set.classifications); }},
    {"titles", [](const Decoder& d, const Node& n, CriteriaSet& set) { decode_titles(d, n, set.titles); }},
    {"exclusions", [](const Decoder& d, const Node& n, CriteriaSet& set) { decode_exclusions(d, n, set.exclusions); }},
    {"known_findings",
     [](const Decoder& d, const Node& n, CriteriaSet& set) { decode_known_findings(d, n, set.known_findings); }},
    {"forms", [](const Decoder& d, const Node& n, CriteriaSet& set) { decode_forms(d, n, set.forms); }},
}};

/// A set with nothing in it but its period, which has no default.
CriteriaSet make_set(const Period& period) {
    return {{}, {}, {}, {}, {}, period, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, Edition::corrected, {}};
}

void decode_set_id(const Decoder& decoder, ObjectReader& object, std::string& target) {
    const auto node = object.require("id");
    if (!node || !decode(decoder, *node, target)) return;
    (void)expect_id(decoder, *node, is_set_id(target),
                    {"cần dạng quốc-gia/tên-năm, ASCII chữ thường: vn/example-2017",
                     "it takes country/name-year in lower-case ASCII: vn/example-2017",
                     {}});
}

void decode_tree(const Decoder& decoder, ObjectReader& object, const Limits& limits, CriteriaSet& set) {
    if (const auto scales = object.find("scales")) decode_scales(decoder, *scales, set.scales);
    LevelSets level_sets;
    if (const auto node = object.find("level_sets")) level_sets = decode_level_sets(decoder, *node);
    const TreeContext context{decoder, level_sets, set.scales, limits};
    if (const auto criteria = object.require("criteria")) (void)decode_criteria(context, *criteria, set.criteria);
}

/// Pre: decoder.languages are those of the set.
CriteriaSet decode_set(const Decoder& decoder, const JsonValue& root, const Limits& limits) {
    ObjectReader object(decoder, {&root, {}});
    (void)object.find("format");
    (void)object.find("corrections");
    (void)object.require("languages");
    std::optional<Period> period;
    if (const auto node = object.require("period")) (void)decode_period(decoder, *node, period);
    CriteriaSet set = make_set(period.value_or(Period{Date(1000, 1, 1), Date(1000, 1, 1)}));
    set.languages = decoder.languages;
    decode_set_id(decoder, object, set.id);
    (void)object.required("title", set.title);
    (void)object.required("country", set.country);
    (void)object.required("level", set.level);
    (void)object.optional("max", set.max);
    if (const auto node = object.require("provenance")) (void)decode_provenance(decoder, *node, set.provenance);
    if (const auto node = object.require("policies")) (void)decode_policies(decoder, *node, set.policies);
    for (const auto& [key, decode_part] : optional_parts) {
        if (const auto node = object.find(key)) decode_part(decoder, *node, set);
    }
    decode_tree(decoder, object, limits, set);
    object.finish();
    return set;
}

std::optional<CriteriaSet> read_set(std::string_view json, const std::string& file, Edition edition,
                                    const Limits& limits, Report& report) {
    auto root = read_json(json, file, limits, report);
    if (!root) return std::nullopt;
    Decoder decoder(file, report);
    if (!expect_format(decoder, *root, set_format)) return std::nullopt;
    // Texts of corrections need the languages; what is wrong with those is known before anything is corrected.
    if (const JsonValue* languages = root->find("languages")) {
        (void)decode_languages(decoder, {languages, "/languages"}, decoder.languages);
    }
    auto corrections = take_corrections(decoder, *root, edition);
    CriteriaSet set = decode_set(decoder, *root, limits);
    check_schema(decoder, *root, "criteria-set");
    set.corrections = std::move(corrections);
    set.edition = edition;
    set.file = file;
    if (report.error_count() > 0) return std::nullopt;
    return set;
}

}  // namespace

}  // namespace io

Loaded<CriteriaSet> load_criteria_set(const std::filesystem::path& file, Edition edition, const Limits& limits) {
    io::Report report(limits.findings);
    const std::string name = file.generic_string();
    const auto bytes = io::read_file(file, name, limits, report);
    auto set = bytes ? io::read_set(*bytes, name, edition, limits, report) : std::nullopt;
    return {std::move(set), report.take()};
}

Loaded<CriteriaSet> parse_criteria_set(std::string_view json, std::string file_name, Edition edition,
                                       const Limits& limits) {
    io::Report report(limits.findings);
    auto set = io::read_set(json, file_name, edition, limits, report);
    return {std::move(set), report.take()};
}

}  // namespace parindex
