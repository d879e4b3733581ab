#include "io/round_lists.hpp"

#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "io/csv_reader.hpp"
#include "io/suggest.hpp"

namespace parindex::io {

namespace {

template <class Value>
std::vector<std::string_view> keys_of(const std::map<std::string, Value>& entries) {
    std::vector<std::string_view> keys;
    for (const auto& [key, value] : entries) keys.push_back(key);
    return keys;
}

class ListReader {
public:
    ListReader(const CsvTable& table, const RoundNames& names, Report& report)
        : table_(table), names_(names), report_(report) {}

    void read(std::vector<Appraiser>& target) {
        std::map<std::string, std::size_t> rows;
        for (const auto& row : table_.rows) {
            Appraiser person{cell(row, "id"),        cell(row, "name"),      cell(row, "agency"),
                             split(row, "criteria"), split(row, "agencies"), table_.at(row, "id")};
            if (!expect_new(row, person.id, rows)) continue;
            if (!person.agency.empty()) (void)expect_agency(row, "agency", person.agency);
            for (const auto& id : person.agencies) (void)expect_agency(row, "agencies", id);
            for (const auto& id : person.criteria) (void)expect_criterion(row, "criteria", id, {});
            target.push_back(std::move(person));
        }
    }

    void read(std::vector<Exemption>& target) {
        std::map<std::array<std::string, 3>, std::size_t> rows;
        for (const auto& row : table_.rows) {
            Exemption entry{cell(row, "agency"), cell(row, "group"), cell(row, "criterion"), cell(row, "why"),
                            table_.at(row, "criterion")};
            if (!is_sound(row, entry)) continue;
            const auto [first, is_new] = rows.try_emplace({entry.agency, entry.group, entry.criterion}, row.number);
            if (is_new) {
                target.push_back(std::move(entry));
            } else {
                report_.error("F335", entry.location, said_twice(entry.criterion, first->second, row.number));
            }
        }
    }

private:
    std::string cell(const CsvRow& row, std::string_view column) const { return std::string(table_.cell(row, column)); }
    std::vector<std::string> split(const CsvRow& row, std::string_view column) const {
        return split_list(table_.cell(row, column));
    }

    static Text said_twice(const std::string& id, std::size_t first, std::size_t second) {
        return {fmt::format("“{}” có hai lần: hàng {} và hàng {}", excerpt(id), first, second),
                fmt::format("“{}” stands twice: in row {} and in row {}", excerpt(id), first, second),
                {}};
    }

    bool expect_new(const CsvRow& row, const std::string& id, std::map<std::string, std::size_t>& rows) {
        if (id.empty()) {
            report_.error("F336", table_.at(row, "id"),
                          {"người thẩm định không có mã", "an appraiser without an id", {}});
            return false;
        }
        const auto [first, is_new] = rows.try_emplace(id, row.number);
        if (!is_new) report_.error("F335", table_.at(row, "id"), said_twice(id, first->second, row.number));
        return is_new;
    }

    Text hint(std::string_view word, const std::vector<std::string_view>& known) const {
        return report_.is_full() ? Text{} : suggest(word, known);
    }

    bool expect_agency(const CsvRow& row, std::string_view column, const std::string& id) {
        if (names_.index_of_agency.contains(id)) return true;
        report_.error("F319", table_.at(row, column),
                      {fmt::format("không có cơ quan “{}” trong agencies.csv", excerpt(id)),
                       fmt::format("agencies.csv has no agency “{}”", excerpt(id)),
                       {}},
                      hint(id, keys_of(names_.index_of_agency)));
        return false;
    }

    bool expect_group(const CsvRow& row, const std::string& id) {
        if (names_.index_of_group.contains(id)) return true;
        report_.error("F337", table_.at(row, "group"),
                      {fmt::format("round.json không có nhóm “{}”", excerpt(id)),
                       fmt::format("round.json has no group “{}”", excerpt(id)),
                       {}},
                      hint(id, keys_of(names_.index_of_group)));
        return false;
    }

    /// A node of one of these sets, or of any set of the round when there are none.
    bool expect_criterion(const CsvRow& row, std::string_view column, const std::string& id,
                          std::vector<const SetIndex*> sets) {
        if (sets.empty())
            for (const auto& [group, index] : names_.index_of_group) sets.push_back(index);
        for (const auto* set : sets)
            if (set == nullptr || set->criterion(id) != nullptr) return true;  // a missing set is reported elsewhere
        report_.error("F338", table_.at(row, column),
                      {fmt::format("bộ tiêu chí không có tiêu chí “{}”", excerpt(id)),
                       fmt::format("the criteria set has no criterion “{}”", excerpt(id)),
                       {}},
                      report_.is_full() || sets.empty() ? Text{} : sets.front()->suggest_criterion(id));
        return false;
    }

    bool is_sound(const CsvRow& row, const Exemption& entry) {
        std::vector<const SetIndex*> sets;
        bool ok = true;
        if (!entry.agency.empty()) {
            ok = expect_agency(row, "agency", entry.agency);
            if (ok) sets = {names_.index_of_agency.at(entry.agency)};
        }
        if (!entry.group.empty()) {
            const bool has_group = expect_group(row, entry.group);
            if (has_group && sets.empty()) sets = {names_.index_of_group.at(entry.group)};
            ok = has_group && ok;
        }
        if (ok && !entry.agency.empty() && !entry.group.empty()) ok = expect_member(row, entry);
        ok = ok && expect_criterion(row, "criterion", entry.criterion, std::move(sets));
        if (entry.why.empty()) {
            report_.warning("F340", table_.at(row, table_.has("why") ? "why" : "criterion"),
                            {"miễn tiêu chí mà không nêu lý do", "an exemption without a reason", {}},
                            {"Ghi lý do ở cột “why”.", "Give the reason in the column “why”.", {}});
        }
        return ok;
    }

    bool expect_member(const CsvRow& row, const Exemption& entry) {
        const std::string& group = names_.group_of_agency.at(entry.agency);
        if (group == entry.group) return true;
        report_.error("F339", table_.at(row, "group"),
                      {fmt::format("cơ quan “{}” thuộc nhóm “{}”, không thuộc nhóm “{}”", entry.agency, excerpt(group),
                                   excerpt(entry.group)),
                       fmt::format("the agency “{}” belongs to the group “{}”, not to “{}”", entry.agency,
                                   excerpt(group), excerpt(entry.group)),
                       {}},
                      {"Chỉ ghi cơ quan hoặc nhóm.", "Name the agency or the group, not both.", {}});
        return false;
    }

    const CsvTable& table_;
    const RoundNames& names_;
    Report& report_;
};

}  // namespace

void read_appraisers(std::string_view csv, const std::string& file, const Limits& limits, const RoundNames& names,
                     std::vector<Appraiser>& target, Report& report) {
    const auto table = read_csv(csv, file, limits, report);
    if (!table || !expect_columns(*table, {"id"}, {"name", "agency", "criteria", "agencies"}, false, report)) return;
    ListReader(*table, names, report).read(target);
}

void read_exemptions(std::string_view csv, const std::string& file, const Limits& limits, const RoundNames& names,
                     std::vector<Exemption>& target, Report& report) {
    const auto table = read_csv(csv, file, limits, report);
    if (!table || !expect_columns(*table, {"criterion"}, {"agency", "group", "why"}, false, report)) return;
    ListReader(*table, names, report).read(target);
}

}  // namespace parindex::io
