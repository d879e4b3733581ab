#include "io/schema_check.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "io/embedded_files.hpp"

namespace parindex::io {

namespace {

using Json = nlohmann::json;

/// Patterns of the schemas are about short strings, and the standard library's regular expressions need stack in
/// proportion to the text.
constexpr std::size_t longest_checked_string = 256;

/// A broken file breaks its schema at every level; what comes after so many problems says nothing new.
constexpr std::size_t most_problems = 10'000;

Json number_of(const std::string& digits) {
    const auto value = parse_rational(digits);
    if (!value) return 0;  // the decoder refuses it where a number is needed
    if (const auto whole = value->to_int64()) return *whole;
    return value->to_double();  // only the structure is looked at here
}

Json to_nlohmann(const JsonValue& value) {
    switch (value.kind) {
        case JsonValue::Kind::null:
            return nullptr;
        case JsonValue::Kind::boolean:
            return value.flag;
        case JsonValue::Kind::number:
            return number_of(value.text);
        case JsonValue::Kind::string:
            return value.text.substr(0, longest_checked_string);
        case JsonValue::Kind::array: {
            Json list = Json::array();
            for (const auto& item : value.items) list.push_back(to_nlohmann(item));
            return list;
        }
        case JsonValue::Kind::object: {
            Json object = Json::object();
            for (std::size_t i = 0; i < value.items.size(); ++i)
                object[value.keys[i].name] = to_nlohmann(value.items[i]);
            return object;
        }
    }
    return nullptr;
}

/// A schema is parsed once, on first use, and never changed.
const valijson::Schema& schema_of(std::string_view name) {
    const auto parse = [](std::string_view wanted) {
        const std::string_view text = embedded_file(std::string(wanted) + ".schema.json");
        if (text.empty()) throw std::logic_error("no embedded schema " + std::string(wanted));
        const Json document = Json::parse(text);
        auto schema = std::make_unique<valijson::Schema>();
        valijson::SchemaParser parser;
        parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(document), *schema);
        return schema;
    };
    static const auto criteria_set = parse("criteria-set");
    static const auto assessment = parse("assessment");
    static const auto round = parse("round");
    static const auto survey = parse("survey");
    if (name == "assessment") return *assessment;
    if (name == "survey") return *survey;
    return name == "round" ? *round : *criteria_set;
}

/// "<root>", "[criteria]", "[0]" as a JSON pointer.
std::string pointer_of(const std::vector<std::string>& context) {
    std::string pointer;
    for (const auto& part : context) {
        if (part.size() >= 2 && part.front() == '[') pointer = join_pointer(pointer, part.substr(1, part.size() - 2));
    }
    return pointer;
}

/// One lies inside the other, or they are the same.
bool is_related(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    return b.starts_with(a) && (a.size() == b.size() || b[a.size()] == '/');
}

const JsonValue& value_at(const JsonValue& root, std::string_view pointer) {
    bool ok = true;
    const JsonValue* value = &root;
    for (const auto& part : split_pointer(pointer, ok)) {
        const JsonValue* next = nullptr;
        if (value->is(JsonValue::Kind::object)) next = value->find(part);
        if (value->is(JsonValue::Kind::array)) next = &value->items.at(std::stoul(part));
        if (next == nullptr) break;
        value = next;
    }
    return *value;
}

}  // namespace

void check_schema(const Decoder& decoder, const JsonValue& root, std::string_view schema_name) {
    if (decoder.report().is_full()) return;
    const Json document = to_nlohmann(root);
    valijson::Validator validator;
    valijson::ValidationResults results;
    const valijson::adapters::NlohmannJsonAdapter target(document);
    if (validator.validate(schema_of(schema_name), target, &results)) return;
    std::vector<std::string> explained;
    for (const auto& finding : decoder.report().findings()) {
        if (finding.severity == Severity::error) explained.push_back(finding.location.pointer);
    }
    // The innermost places come first.
    std::size_t looked_at = 0;
    for (const auto& problem : results) {
        if (decoder.report().is_full() || ++looked_at > most_problems) return;
        const std::string pointer = pointer_of(problem.context);
        const bool is_known = std::any_of(explained.begin(), explained.end(),
                                          [&](const std::string& known) { return is_related(known, pointer); });
        if (is_known) continue;
        explained.push_back(pointer);
        const std::string description = excerpt(problem.description, 200);
        decoder.error("F100", {&value_at(root, pointer), pointer},
                      {fmt::format("không đúng định dạng: {}", description),
                       fmt::format("not as the format has it: {}", description),
                       {}},
                      {"Xem docs/criteria-language.md.", "See docs/criteria-language.md.", {}});
    }
}

}  // namespace parindex::io
