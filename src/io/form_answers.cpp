#include "io/form_answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace parindex::io {

namespace {

using Place = FormCellReader::Place;

/// Columns that hold what somebody has answered.
constexpr std::array<std::string_view, 10> input_keys{"level",
                                                      "value",
                                                      "points",
                                                      "awarded",
                                                      "state",
                                                      "disputed",
                                                      "evidence",
                                                      "accepted_evidence",
                                                      "refused_evidence",
                                                      "explanation"};

/// What the rows of one leaf say together.
struct Collected {
    const Criterion* leaf = nullptr;
    TypedAnswer typed;
    bool ok = true;        ///< every cell could be used
    bool has_row = false;  ///< the leaf's own row was read, not just lines of its checklist
};

/// Labels of levels on the sheet "lists": a column of labels under the leaf's id, beside it one of ids under "<id>.id".
class ListedLevels {
public:
    explicit ListedLevels(const Workbook& workbook) : sheet_(workbook.find("lists")) {
        if (sheet_ == nullptr) return;
        for (const auto& [at, cell] : sheet_->cells) {
            if (at.row > 1) break;
            columns_.emplace(tidy(cell.text), at.column);
        }
    }

    /// Match key of the label -> id of the level.
    [[nodiscard]] std::map<std::string, std::string> of(const std::string& leaf) const {
        std::map<std::string, std::string> levels;
        const auto labels = columns_.find(leaf);
        const auto ids = columns_.find(leaf + ".id");
        if (labels == columns_.end() || ids == columns_.end()) return levels;
        constexpr std::size_t most = 1000;
        for (std::size_t row = 2; row < most; ++row) {
            const Cell* label = sheet_->find({row, labels->second});
            const Cell* id = sheet_->find({row, ids->second});
            if (label == nullptr || id == nullptr) break;
            levels.emplace(to_match_key(tidy(label->text)), tidy(id->text));
        }
        return levels;
    }

private:
    const Sheet* sheet_;
    std::map<std::string, std::size_t> columns_;
};

class AnswersReader {
public:
    AnswersReader(const Workbook& workbook, const FormTable& table, const AnswersReading& reading, FormContent& target)
        : workbook_(workbook), table_(table), reading_(reading), target_(target), lists_(workbook) {}

    void read() {
        const bool is_removed = reading_.index.criterion(table_.text(table_.heading(), "id")) != nullptr;
        if (is_removed) read_row(table_.heading());  // what stands in the heading's place is an answer
        for (const auto row : table_.rows()) read_row(row);
        for (const auto& id : order_) finish(collected_.at(id));
    }

private:
    [[nodiscard]] Place place(std::size_t row, std::string_view key, const std::string& id = {}) const {
        return {table_.sheet(), table_.at(row, key), id};
    }
    [[nodiscard]] Location location(std::size_t row, std::string_view key) const {
        return workbook_.place(table_.sheet(), table_.at(row, key));
    }

    /// A cell that shows an error counts as filled: it is not to be lost.
    [[nodiscard]] bool is_filled(std::size_t row) const {
        return std::any_of(input_keys.begin(), input_keys.end(), [&](std::string_view key) {
            const Cell* cell = table_.sheet().find(table_.at(row, key));
            return cell != nullptr && (cell->kind != Cell::Kind::text || !tidy(cell->text).empty());
        });
    }

    void read_row(std::size_t row) {
        const std::string id = table_.text(row, "id");
        if (id.empty()) {
            if (is_filled(row))
                reading_.check.error(
                    "F424", location(row, "id"), {},
                    {"hàng có dữ liệu nhưng không có mã", "a row is filled in but has no id", {}},
                    {"Ghi lại mã của hàng, hoặc xoá dữ liệu.", "Write the row's id, or clear it.", {}});
            return;
        }
        const auto mark = reading_.index.criterion(id) == nullptr ? id.rfind('#') : std::string::npos;
        if (mark != std::string::npos) {
            read_item(row, id.substr(0, mark), id.substr(mark + 1));
            return;
        }
        if (!is_filled(row)) {
            remember_score(row, id);
            return;
        }
        if (!expect_text_id(row, id)) return;
        const Criterion* leaf = reading_.check.find_leaf(id, location(row, "id"));
        if (leaf != nullptr) read_leaf(row, *leaf);
    }

    /// "1.10" typed as a number is stored as 1.1, another criterion.
    bool expect_text_id(std::size_t row, const std::string& id) {
        const Cell* cell = table_.sheet().find(table_.at(row, "id"));
        if (cell->kind != Cell::Kind::number || reading_.index.criterion(id + "0") == nullptr) return true;
        reading_.check.error(
            "F425", location(row, "id"), id,
            {fmt::format("mã là số nên không rõ là {} hay {}0", id, id),
             fmt::format("the id is a number: {} or {}0?", id, id),
             {}},
            {"Định dạng ô là Văn bản (Text) rồi ghi lại mã.", "Format the cell as text and write the id again.", {}});
        return false;
    }

    void remember_score(std::size_t row, const std::string& id) {
        const Cell* score = table_.sheet().find(table_.at(row, "score"));
        const Criterion* node = reading_.index.criterion(id);
        if (score == nullptr || node == nullptr || !node->is_leaf() || score->kind != Cell::Kind::number) return;
        target_.scores.emplace(id, FormScore{score->text, location(row, "score")});
    }

    Collected& collect(const Criterion& leaf, std::size_t row) {
        const auto [found, is_new] = collected_.try_emplace(leaf.id);
        if (is_new) {
            order_.push_back(leaf.id);
            found->second.leaf = &leaf;
            found->second.typed.location = location(row, "id");
        }
        return found->second;
    }

    /// Takes a part of an answer; what cannot be used leaves the whole answer blank.
    static void take(FormCellReader::Read<Typed> read, std::optional<Typed>& target, Collected& into) {
        into.ok = into.ok && read.ok;
        if (read.value) target = std::move(read.value);
    }

    void read_leaf(std::size_t row, const Criterion& leaf) {
        remember_score(row, leaf.id);
        Collected& into = collect(leaf, row);
        if (into.has_row) {
            reading_.check.error("A120", location(row, "id"), leaf.id,
                                 {fmt::format("đã có ở {} trong cùng giai đoạn", to_string(into.typed.location)),
                                  fmt::format("already given at {} in the same stage", to_string(into.typed.location)),
                                  {}},
                                 {"Bỏ một trong hai.", "Remove one of the two.", {}});
            return;
        }
        into.has_row = true;
        into.typed.location = location(row, "id");
        const FormCellReader& cells = reading_.cells;
        take(cells.level(place(row, "level", leaf.id), leaf, lists_.of(leaf.id)), into.typed.level, into);
        take(cells.number(place(row, "value", leaf.id)), into.typed.value, into);
        take(cells.number(place(row, "points", leaf.id)), into.typed.points, into);
        take(cells.number(place(row, "awarded", leaf.id)), into.typed.awarded, into);
        take(cells.state(place(row, "state", leaf.id)), into.typed.state, into);
        take(cells.flag(place(row, "disputed", leaf.id)), into.typed.disputed, into);
        read_remarks(row, leaf.id, into);
    }

    void read_remarks(std::size_t row, const std::string& id, Collected& into) {
        const auto by = reading_.cells.text(place(row, "by", id));
        if (by.value) into.typed.by = by.value->text;
        const auto explanation = reading_.cells.text(place(row, "explanation", id));
        if (explanation.value) append_line(into.typed.explanation, explanation.value->text);
        add(into.typed.evidence, reading_.papers.cited(place(row, "evidence", id)));
        add(into.typed.accepted_evidence, reading_.papers.known(place(row, "accepted_evidence", id)));
        into.typed.refused_evidence.merge(reading_.papers.refused(place(row, "refused_evidence", id)));
    }

    static void append_line(std::string& text, const std::string& line) {
        if (!text.empty()) text += '\n';
        text += line;
    }

    static void add(std::vector<std::string>& ids, const std::vector<std::string>& more) {
        for (const auto& id : more)
            if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    }

    void read_item(std::size_t row, const std::string& leaf_id, const std::string& item) {
        if (!is_filled(row)) return;
        const Criterion* leaf = reading_.check.find_leaf(leaf_id, location(row, "id"));
        if (leaf == nullptr) return;
        Collected& into = collect(*leaf, row);
        const auto tick = reading_.cells.flag(place(row, "level", leaf_id));
        into.ok = into.ok && tick.ok;
        if (tick.value) {
            if (!into.typed.items) into.typed.items.emplace();  // "no" answers, too
            if (tick.value->flag) into.typed.items->push_back({Typed::Kind::text, item, false, location(row, "level")});
        }
        read_remarks(row, leaf_id, into);
    }

    void finish(Collected& collected) {
        Answer answer = reading_.check.check_answer(*collected.leaf, collected.typed);
        if (!collected.ok) {  // it says something that cannot be read: nobody may take it for unanswered parts
            Answer blank;
            blank.state = State::blank;
            blank.location = answer.location;
            answer = std::move(blank);
        }
        target_.assessment.answers.emplace(collected.leaf->id, std::move(answer));
    }

    const Workbook& workbook_;
    const FormTable& table_;
    const AnswersReading& reading_;
    FormContent& target_;
    ListedLevels lists_;
    std::map<std::string, Collected> collected_;  ///< by leaf
    std::vector<std::string> order_;              ///< of the sheet
};

}  // namespace

void read_form_answers(const Workbook& workbook, const FormTable& table, const AnswersReading& reading,
                       FormContent& target) {
    AnswersReader(workbook, table, reading, target).read();
}

}  // namespace parindex::io
