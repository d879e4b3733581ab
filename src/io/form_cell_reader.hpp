#pragma once
/// What people type into the cells of a form, taken for what an answer can hold.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/answer_check.hpp"
#include "io/workbook.hpp"
#include "parindex/model/policy.hpp"

namespace parindex::io {

/// The text without white space around it, no-break spaces as spaces, zero-width characters left out.
[[nodiscard]] std::string tidy(std::string_view text);

/// Parts of a cell that are separated by ';' or line breaks, tidy and without empty ones.
[[nodiscard]] std::vector<std::string> split_cell(std::string_view text);

/// "có", "x", "yes", "1" ... are yes; "không", "no", "0", "-" ... are no; nothing for other words.
[[nodiscard]] std::optional<bool> parse_yes_no(std::string_view text);

/// The state that a word in Vietnamese or English, or an id, stands for.
[[nodiscard]] std::optional<State> parse_state_word(std::string_view text);

/// Whether a date fact's cell says that the thing was never done.
[[nodiscard]] bool is_never(std::string_view text);

/// The levels that a leaf's rule offers, over its alternatives.
[[nodiscard]] std::vector<const Level*> levels_of(const Criterion& leaf);

/// Reads single cells for one agency; what cannot be used is reported with the cell.
class FormCellReader {
public:
    FormCellReader(const AnswerCheck& check, const Workbook& workbook) : check_(check), workbook_(workbook) {}

    /// One cell with its place, and the id of what it says something about.
    struct Place {
        const Sheet& sheet;
        CellAddress at;
        std::string id;
    };
    [[nodiscard]] Location location(const Place& place) const { return workbook_.place(place.sheet, place.at); }

    /// What every read gives: nothing in an empty cell; `ok` false, with a finding, when the cell cannot be used.
    template <class T>
    struct Read {
        std::optional<T> value;
        bool ok = true;
    };

    [[nodiscard]] Read<Typed> text(const Place& place) const;
    /// A cell of a number; percentages as "95%".
    [[nodiscard]] Read<Typed> number(const Place& place) const;
    [[nodiscard]] Read<Typed> flag(const Place& place) const;
    [[nodiscard]] Read<Typed> state(const Place& place) const;
    /// A cell of a fact, or of a field of a record.
    [[nodiscard]] Read<Typed> fact(const Place& place, FactType type) const;
    /// The id of the level chosen: by id, label, further labels (match key -> id), number in the list or points.
    [[nodiscard]] Read<Typed> level(const Place& place, const Criterion& leaf,
                                    const std::map<std::string, std::string>& further) const;

private:
    /// The cell when it can be used at all; null and `ok` when it is empty or blank.
    [[nodiscard]] Read<const Cell*> usable(const Place& place) const;
    void refuse_word(const Place& place, std::string_view found, const Text& expected) const;

    const AnswerCheck& check_;
    const Workbook& workbook_;
};

}  // namespace parindex::io
