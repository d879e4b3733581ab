#pragma once
/// Assessments from columns in memory: a data frame of very many agencies, checked as a whole before anything is scored.

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "parindex/base/finding.hpp"
#include "parindex/base/loaded.hpp"
#include "parindex/model/assessment.hpp"
#include "parindex/model/criteria_set.hpp"
#include "parindex/model/round.hpp"

namespace parindex {

/// A value as it was given, before anything is known about its place.
struct GivenValue {
    enum class Kind {
        text,
        number,  ///< `text` holds exact digits, as parse_rational reads them
        flag,    ///< `text` is "true" or "false"
        list,    ///< of ids, in `items`
        wrong_type,
        not_text,      ///< bytes, or text that was damaged when it was decoded
        inexact_float  ///< more than 15 significant digits: computed, so that nobody can say what was meant
    };
    Kind kind = Kind::text;
    std::string text;
    std::vector<std::string> items;

    friend bool operator==(const GivenValue&, const GivenValue&) = default;
};

/// A number by its shortest decimal; `inexact_float` when that has more than 15 digits, `wrong_type` when it is infinite.
[[nodiscard]] GivenValue given_number(double value);

/// One column: each distinct value once, and for every row which of them it is.
struct DataColumn {
    static constexpr std::int32_t missing = -1;

    std::string name;
    std::vector<GivenValue> given;
    std::vector<std::int32_t> codes;
    std::vector<std::uint32_t> rows;  ///< row of the table that each entry stands in; empty: its own index

    [[nodiscard]] std::size_t row_of(std::size_t entry) const { return rows.empty() ? entry : rows[entry]; }
};

/// A column of whole numbers.
[[nodiscard]] DataColumn column_of(std::string name, std::span<const std::int64_t> values);
/// A column of decimal numbers; NaN is missing.
[[nodiscard]] DataColumn column_of(std::string name, std::span<const double> values);

/// Makes a column value by value.
class ColumnBuilder {
public:
    explicit ColumnBuilder(std::string name) { column_.name = std::move(name); }

    /// The code of a value, which is new or known. An empty text is missing.
    [[nodiscard]] std::int32_t code_of(GivenValue value);
    void add(std::int32_t code) { column_.codes.push_back(code); }
    [[nodiscard]] DataColumn take() { return std::move(column_); }

private:
    DataColumn column_;
    std::unordered_map<std::string, std::int32_t> known_;
};

/// What None and NaN mean.
enum class Missing {
    problem,
    blank  ///< nothing was answered, the fact is not given
};

/// A table as it was given. Wide: one row for each agency, a column for each item. Long: one row for each agency and item.
struct DataInput {
    std::optional<DataColumn> agency;  ///< ids; none: the column is not there
    std::optional<DataColumn> name;
    std::optional<DataColumn> group;
    std::vector<DataColumn> attributes;
    std::vector<DataColumn> items;    ///< wide: named "7.2", "7.2:points", or by a fact
    std::optional<DataColumn> item;   ///< long
    std::optional<DataColumn> value;  ///< long
    std::vector<std::string> absent;  ///< names of columns that were asked for and are not there
    std::size_t rows = 0;
    Missing missing = Missing::problem;
};

/// The agencies of a table and what was given about each, held against a criteria set. Immutable.
class DataTable {
public:
    /// No value unless every cell can be used. All problems are found, each with its row (from 0) and column: P1xx, and
    /// A1xx for values that do not fit their criterion or fact. The set must be the one that the data are scored by.
    [[nodiscard]] static Loaded<DataTable> read(std::shared_ptr<const CriteriaSet> set, DataInput input);

    [[nodiscard]] const CriteriaSet& set() const { return *set_; }
    [[nodiscard]] const std::vector<Agency>& agencies() const { return agencies_; }
    [[nodiscard]] const std::vector<DataColumn>& columns() const { return columns_; }

    /// What was given about an agency. May be called from several threads.
    [[nodiscard]] Assessment assessment(std::size_t agency) const;

    /// The agencies as a round of one stage, "data", without its assessments. No agency is in a file.
    [[nodiscard]] Round round(const Period& period) const;

private:
    friend class DataTableReader;
    enum class Part { any, level, items, value, points, state };
    struct Target;

    DataTable() = default;

    std::shared_ptr<const CriteriaSet> set_;
    std::vector<Agency> agencies_;
    std::vector<DataColumn> columns_;  ///< one entry for each agency
    std::vector<std::shared_ptr<const Target>> targets_;
};

/// Places of findings in a table as people read them: "row 3, column 7.2". Rows count from 0, as data frames do.
void name_rows(Findings& findings);

}  // namespace parindex
