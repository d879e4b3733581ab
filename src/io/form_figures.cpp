#include "io/form_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace parindex::io {

namespace {

constexpr std::string_view fact_mark = "fact:";

class FiguresReader {
public:
    FiguresReader(const Workbook& workbook, const FiguresReading& reading, Facts& target)
        : workbook_(workbook), reading_(reading), target_(target) {}

    void read_row(const FormTable& table, std::size_t row) {
        const std::string id = table.text(row, "id");
        const auto place = [&](std::string_view key) {
            return FormCellReader::Place{table.sheet(), table.at(row, key), id};
        };
        const bool is_filled = !table.text(row, "value").empty();
        if (id.empty()) {
            if (is_filled) report_unnamed(place("value"));
            return;
        }
        const auto known = std::find_if(reading_.set.facts.begin(), reading_.set.facts.end(),
                                        [&](const FactDeclaration& fact) { return fact.id == id; });
        if (known == reading_.set.facts.end()) {
            if (is_filled) (void)reading_.check.find_fact(id, reading_.cells.location(place("id")));
            return;
        }
        if (known->type == FactType::records) return;  // has a sheet of its own
        const auto typed = reading_.cells.fact(place("value"), known->type);
        if (!typed.value) return;
        const auto value = reading_.check.check_fact(*known, *typed.value);
        if (!value) return;
        add(table, row, id, *value, place("value"));
    }

    void read_records(const FormTable& table, const FactDeclaration& fact) {
        if (!expect_fields(table, fact)) return;
        std::vector<Record> records;
        bool ok = true;
        for (const auto row : table.rows()) {
            auto record = read_record(table, row, fact, ok);
            if (record) records.push_back(std::move(*record));
        }
        if (!ok || records.empty()) return;
        const FormCellReader::Place first{
            table.sheet(), {table.rows().front(), table.at(1, fact.fields.front().name).column}, fact.id};
        if (fact.max_records && records.size() > *fact.max_records) {
            reading_.check.error("A118", reading_.cells.location(first), fact.id,
                                 {fmt::format("{} bản ghi, nhiều nhất là {}", records.size(), *fact.max_records),
                                  fmt::format("{} records; the most is {}", records.size(), *fact.max_records),
                                  {}});
            return;
        }
        Fact given;
        given.value = std::move(records);
        given.location = reading_.cells.location(first);
        add_once(fact.id, std::move(given));
    }

private:
    void report_unnamed(const FormCellReader::Place& place) {
        reading_.check.error("F424", reading_.cells.location(place), {},
                             {"hàng có dữ liệu nhưng không có mã", "a row is filled in but has no id", {}},
                             {"Ghi lại mã của hàng, hoặc xoá dữ liệu.", "Write the row's id, or clear it.", {}});
    }

    void add(const FormTable& table, std::size_t row, const std::string& id, const FactValue& value,
             const FormCellReader::Place& place) {
        Fact fact;
        fact.value = value;
        const auto source = reading_.cells.text({table.sheet(), table.at(row, "source"), id});
        if (source.value) fact.source = source.value->text;
        fact.evidence = reading_.papers.cited({table.sheet(), table.at(row, "evidence"), id});
        fact.location = reading_.cells.location(place);
        add_once(id, std::move(fact));
    }

    void add_once(const std::string& id, Fact fact) {
        const auto place = fact.location;
        const auto [first, is_new] = target_.try_emplace(id, std::move(fact));
        if (is_new) return;
        reading_.check.error("A120", place, id,
                             {fmt::format("đã có ở {} trong cùng giai đoạn", to_string(first->second.location)),
                              fmt::format("already given at {} in the same stage", to_string(first->second.location)),
                              {}},
                             {"Bỏ một trong hai.", "Remove one of the two.", {}});
    }

    bool expect_fields(const FormTable& table, const FactDeclaration& fact) {
        bool ok = !fact.fields.empty();
        for (const auto& [field, type, title] : fact.fields) {
            if (table.has(field)) continue;
            ok = false;
            reading_.check.error(
                "F416", {workbook_.file, 0, 0, excerpt(table.sheet().name)}, fact.id,
                {fmt::format("trang không có cột “{}”", field), fmt::format("the sheet has no column “{}”", field), {}},
                {"Lấy biểu mới và chép dữ liệu sang.", "Take a new form and copy the data over.", {}});
        }
        return ok;
    }

    /// Nothing for a row that is left empty, and, with `ok` false, for one that does not fit.
    std::optional<Record> read_record(const FormTable& table, std::size_t row, const FactDeclaration& fact, bool& ok) {
        Record record;
        std::vector<std::string_view> missing;
        bool fits = true;
        for (const auto& [field, type, title] : fact.fields) {
            const std::string name = fact.id + "." + field;
            const auto typed = reading_.cells.fact({table.sheet(), table.at(row, field), name}, type);
            fits = fits && typed.ok;
            if (!typed.value) {
                if (typed.ok) missing.push_back(field);
                continue;
            }
            auto value = reading_.check.check_scalar(type, name, *typed.value);
            fits = fits && value.has_value();
            if (value) record.emplace(field, std::move(*value));
        }
        if (fits && missing.size() == fact.fields.size()) return std::nullopt;
        for (const auto field : missing) {
            fits = false;
            reading_.check.error(
                "F426", workbook_.place(table.sheet(), table.at(row, field)), fact.id,
                {fmt::format("bản ghi thiếu “{}”", field), fmt::format("the record lacks “{}”", field), {}},
                {"Điền đủ hàng này, hoặc xoá cả hàng.", "Fill in the whole row, or clear it.", {}});
        }
        ok = ok && fits;
        return fits ? std::optional(std::move(record)) : std::nullopt;
    }

    const Workbook& workbook_;
    const FiguresReading& reading_;
    Facts& target_;
};

}  // namespace

bool names_fact(const FormTable& table) {
    const auto after = table.columns().lower_bound(fact_mark);
    return after != table.columns().end() && after->first.starts_with(fact_mark);
}

void read_form_figures(const Workbook& workbook, const std::optional<FormTable>& figures, const FiguresReading& reading,
                       Facts& target, Report& report) {
    FiguresReader reader(workbook, reading, target);
    if (figures) {
        const bool is_removed = reading.set.find_fact(figures->text(figures->heading(), "id")) != nullptr;
        if (is_removed) reader.read_row(*figures, figures->heading());  // a fact stands in the heading's place
        for (const auto row : figures->rows()) reader.read_row(*figures, row);
    }
    for (const auto& fact : reading.set.facts) {
        if (fact.type != FactType::records) continue;
        const std::string key = std::string(fact_mark) + fact.id;
        for (const auto& sheet : workbook.sheets)
            if (const auto table = FormTable::find(workbook, sheet, {key}, report)) reader.read_records(*table, fact);
    }
}

}  // namespace parindex::io
