#pragma once
/// Which cells of a form the live formulas read: the form's own, or, where an earlier stage has spoken, the value in
/// force of both.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "io/form_case.hpp"
#include "io/form_layout.hpp"
#include "io/form_sheet.hpp"
#include "io/sheet_formula.hpp"

namespace parindex::io {

class FormReferences {
public:
    FormReferences(const FormCase& form, const FormLayout& layout) : form_(form), layout_(layout) {}
    FormReferences(const FormReferences&) = delete;
    FormReferences& operator=(const FormReferences&) = delete;

    /// For sheet_formulas. The functions point to this object.
    [[nodiscard]] SheetCells cells();

    /// The hidden sheet with the values in force; nothing when no earlier stage said anything.
    void write(lxw_workbook* workbook, FormStyles& styles) const;

    /// Cells of this form that answer the leaf, for COUNTA; empty when it is not to be answered here.
    [[nodiscard]] std::string own_cells(std::size_t node) const;

private:
    /// One value in force: what was there before, and the formula that lets this form's input come first.
    struct InForce {
        std::string label;
        std::optional<ScalarValue> before;
        std::string formula;  ///< empty: `before` stands
    };

    [[nodiscard]] std::string own(std::size_t node, AnswerPart part) const;
    [[nodiscard]] std::string own_item(std::size_t node, std::string_view item) const;
    [[nodiscard]] std::string answer(std::size_t node, AnswerPart part);
    [[nodiscard]] std::string item(std::size_t node, std::string_view item);
    [[nodiscard]] std::string fact(std::string_view id);
    [[nodiscard]] const std::vector<Record>* records_before(std::string_view id) const;
    [[nodiscard]] std::size_t record_lines(std::string_view id) const;
    [[nodiscard]] std::string record(std::string_view id, std::size_t line, std::string_view field);

    /// The value of a part of an answer, over what stood before. `own_cell` may be empty.
    [[nodiscard]] std::string over(const std::string& label, const std::string& condition, const std::string& own_cell,
                                   std::optional<ScalarValue> before);

    const FormCase& form_;
    const FormLayout& layout_;
    std::vector<InForce> in_force_;
    std::map<std::string, std::size_t> by_label_;
};

}  // namespace parindex::io
