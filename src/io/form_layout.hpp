#pragma once
/// Where everything stands in a form workbook. The keys of columns are what the importer goes by.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/form_case.hpp"
#include "io/form_sheet.hpp"

namespace parindex::io {

/// Names of the worksheets, all different.
struct FormSheetNames {
    std::string cover;
    std::string answers;
    std::string figures;
    std::string evidence;
    std::string handed_in;                       ///< documents of earlier stages; empty: none
    std::map<std::string, std::string> records;  ///< by fact id
    std::string lists = "lists";                 ///< hidden: what drop-downs offer
    std::string in_force = "inforce";            ///< hidden: this form's input, else that of earlier stages
    std::string calc = "calc";                   ///< hidden: parts of formulas
    std::string meta = "parindex";               ///< which form this is
};

struct FormColumn {
    std::string key;  ///< "level", "earlier.self.points"
    std::string heading;
    double width = 10;  ///< in characters
    bool is_hidden = false;
};

/// A row of the sheet of answers: a node of the tree, or an item of the checklist above it.
struct FormRow {
    std::size_t node = 0;
    const ChecklistRule::Item* item = nullptr;
};

class FormLayout {
public:
    // Rows of the sheets of answers and figures, from 0.
    static constexpr Row title_row = 0;
    static constexpr Row subtitle_row = 1;
    static constexpr Row source_row = 2;
    static constexpr Row key_row = 3;  ///< hidden
    static constexpr Row heading_row = 4;
    static constexpr Row total_row = 5;  ///< of the answers only
    static constexpr Row first_answer = 6;
    static constexpr Row first_figure = 5;

    /// Lines offered for documents, and for a list without a stated longest length.
    static constexpr std::size_t document_lines = 150;
    static constexpr std::size_t record_lines_default = 60;
    static constexpr std::size_t record_lines_most = 300;

    explicit FormLayout(const FormCase& form);

    [[nodiscard]] const FormSheetNames& sheets() const { return sheets_; }
    [[nodiscard]] const std::vector<FormColumn>& answer_columns() const { return answer_columns_; }
    [[nodiscard]] const std::vector<FormColumn>& figure_columns() const { return figure_columns_; }
    [[nodiscard]] const std::vector<FormRow>& rows() const { return rows_; }
    [[nodiscard]] Row last_answer() const { return first_answer + static_cast<Row>(rows_.size()) - 1; }

    /// The column of that key; nothing when this form has none.
    [[nodiscard]] std::optional<Column> answer_column(std::string_view key) const;
    [[nodiscard]] std::optional<Column> figure_column(std::string_view key) const;
    [[nodiscard]] Row row_of(std::size_t node) const { return row_of_node_[node]; }
    [[nodiscard]] Row row_of(std::size_t node, std::string_view item) const;

    /// Reference to a cell of a node's row; empty when the form has no such column.
    [[nodiscard]] std::string answer_cell(Row row, std::string_view key) const;
    /// The same on the sheet of figures, by the fact's place in the set.
    [[nodiscard]] std::string figure_cell(std::size_t fact, std::string_view key) const;
    [[nodiscard]] static Row figure_row(std::size_t fact) { return first_figure + static_cast<Row>(fact); }

    /// Lines that the sheet of a records fact offers.
    [[nodiscard]] static std::size_t record_lines(const FactDeclaration& fact);
    [[nodiscard]] std::string record_cell(const FactDeclaration& fact, std::size_t line, std::string_view field) const;

private:
    void name_sheets(const FormCase& form);
    void add_rows(const FormCase& form);
    void add_answer_columns(const FormCase& form);
    void add_earlier_columns(const FormCase& form);
    void add_input_columns(const FormCase& form);
    void add_figure_columns(const FormCase& form);

    FormSheetNames sheets_;
    std::vector<FormColumn> answer_columns_;
    std::vector<FormColumn> figure_columns_;
    std::vector<FormRow> rows_;
    std::vector<Row> row_of_node_;
    std::map<std::pair<std::size_t, std::string>, Row, std::less<>> row_of_item_;
};

}  // namespace parindex::io
