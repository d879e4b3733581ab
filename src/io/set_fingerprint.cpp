#include "io/set_fingerprint.hpp"

#include "io/sha256.hpp"
#include "parindex/rules/evaluate_rule.hpp"

namespace parindex::io {

namespace {

/// Fields end in a character that no text of a set holds, so that no two lists of fields give one text.
class Fields {
public:
    void add(const std::string& field) {
        text_ += field;
        text_ += '\0';
    }
    void add(const std::optional<Rational>& number) { add(number ? number->to_fraction() : std::string()); }
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::string text_;
};

void add_criterion(const Criterion& criterion, Fields& fields) {
    fields.add(criterion.id);
    fields.add(criterion.max);
    fields.add(std::to_string(static_cast<int>(criterion.role)));
    for (const auto scorer : criterion.scored_by) fields.add(std::to_string(static_cast<int>(scorer)));
    if (criterion.rule) {
        const auto words = describe_rule(criterion);
        fields.add(words.vi);
        fields.add(words.en);
    }
    fields.add(std::to_string(criterion.children.size()));
    for (const auto& child : criterion.children) add_criterion(child, fields);
}

}  // namespace

std::string set_fingerprint(const CriteriaSet& set) {
    Fields fields;
    fields.add(set.id);
    for (const auto& criterion : set.criteria) add_criterion(criterion, fields);
    for (const auto& fact : set.facts) {
        fields.add(fact.id);
        fields.add(std::to_string(static_cast<int>(fact.type)));
        fields.add(fact.min);
        fields.add(fact.max);
        for (const auto& field : fact.fields)
            fields.add(field.name + ":" + std::to_string(static_cast<int>(field.type)));
    }
    return sha256(fields.text());
}

}  // namespace parindex::io
