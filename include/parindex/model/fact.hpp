#pragma once
/// Facts: the named figures, dates and lists that rules and checks are computed from.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "parindex/base/date.hpp"
#include "parindex/base/finding.hpp"
#include "parindex/base/rational.hpp"
#include "parindex/base/text.hpp"

namespace parindex {

enum class FactType {
    count,    ///< integer, not negative
    number,   ///< any exact number
    percent,  ///< share, written "95%" or 0.95
    date,     ///< a day, or "never"
    flag,     ///< true or false
    text,     ///< free text or a code
    records   ///< list of rows, for rules over sampled objects
};

[[nodiscard]] std::string_view to_string(FactType type);
[[nodiscard]] std::optional<FactType> parse_fact_type(std::string_view name);

/// A date fact for something that did not happen: later than every day.
struct Never {
    friend bool operator==(const Never&, const Never&) = default;
};

using ScalarValue = std::variant<Rational, bool, std::string, Date, Never>;

/// One row of a records fact: field -> value.
using Record = std::map<std::string, ScalarValue>;

using FactValue = std::variant<Rational, bool, std::string, Date, Never, std::vector<Record>>;

/// One column of a records fact.
struct RecordField {
    std::string name;  ///< lower-case ASCII word, as in `it.name`
    FactType type = FactType::count;
    Text title;  ///< heading of its column in forms; may be empty
};

/// Declaration of a fact in a criteria set.
struct FactDeclaration {
    std::string id;  ///< dotted, ASCII: "dossiers.on_time"
    FactType type = FactType::count;
    Text title;
    Text unit;
    std::optional<Rational> min;
    std::optional<Rational> max;
    std::vector<RecordField> fields;  ///< of records, as declared
    std::optional<std::size_t> max_records;
    bool may_follow_period = false;  ///< a date that may lie after the period (a submission, a due date)
    std::string pointer;             ///< JSON pointer of the declaration, for findings
};

/// The field of that name; null when the fact has none such.
[[nodiscard]] const RecordField* find_field(const FactDeclaration& fact, std::string_view name);

/// A fact as given by an agency or an appraiser, with where it was read.
struct Fact {
    FactValue value;
    std::string source;                 ///< "báo cáo, mục 7"
    std::vector<std::string> evidence;  ///< ids of evidence
    std::string stage;                  ///< which stage gave the value in force
    Location location;
};

using Facts = std::map<std::string, Fact>;

}  // namespace parindex
