#include "parindex/model/fact.hpp"

#include <algorithm>

#include "model/names.hpp"

namespace parindex {

namespace {

constexpr NameTable<FactType, 7> fact_type_names{{
    {FactType::count, "count"},
    {FactType::number, "number"},
    {FactType::percent, "percent"},
    {FactType::date, "date"},
    {FactType::flag, "flag"},
    {FactType::text, "text"},
    {FactType::records, "records"},
}};

}  // namespace

std::string_view to_string(FactType type) { return name_in(fact_type_names, type); }
std::optional<FactType> parse_fact_type(std::string_view name) { return value_in(fact_type_names, name); }

const RecordField* find_field(const FactDeclaration& fact, std::string_view name) {
    const auto found = std::find_if(fact.fields.begin(), fact.fields.end(),
                                    [name](const RecordField& field) { return field.name == name; });
    return found == fact.fields.end() ? nullptr : &*found;
}

}  // namespace parindex
