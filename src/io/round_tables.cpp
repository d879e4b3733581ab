#include "io/round_tables.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "io/csv_reader.hpp"
#include "io/ids.hpp"

namespace parindex::io {

namespace {

constexpr std::array<std::string_view, 4> own_columns{"id", "name", "group", "predecessors"};

/// Names that expressions can use: agency.<column>.
bool expect_attribute_names(const CsvTable& table, Report& report) {
    bool ok = true;
    for (const auto& name : table.header) {
        if (is_field_name(name)) continue;
        ok = false;
        report.error("F326", {table.file, 1, 0, fmt::format("row 1, column {}", excerpt(name))},
                     {fmt::format("tên cột “{}” không dùng được: cần từ ASCII chữ thường", excerpt(name)),
                      fmt::format("“{}” is no column name: a lower-case ASCII word is expected", excerpt(name)),
                      {}});
    }
    return ok;
}

class AgencyReader {
public:
    AgencyReader(const CsvTable& table, const Limits& limits, std::vector<Agency>& target, Report& report)
        : table_(table), limits_(limits), target_(target), report_(report) {}

    void read() {
        for (const auto& row : table_.rows) {
            if (target_.size() == limits_.agencies) {
                report_.error("F315", table_.at(row, "id"),
                              {fmt::format("có hơn {} cơ quan", limits_.agencies),
                               fmt::format("more than {} agencies", limits_.agencies),
                               {}});
                break;
            }
            read_row(row);
        }
        check_predecessors();
    }

private:
    void read_row(const CsvRow& row) {
        Agency agency;
        agency.id = table_.cell(row, "id");
        agency.name = table_.cell(row, "name");
        agency.group = table_.cell(row, "group");
        agency.predecessors = split_list(table_.cell(row, "predecessors"));
        agency.location = table_.at(row, "id");
        for (const auto& column : table_.header) {
            if (std::find(own_columns.begin(), own_columns.end(), column) == own_columns.end()) {
                agency.attributes[column] = table_.cell(row, column);
            }
        }
        if (!expect_sound(row, agency)) return;
        rows_.emplace(agency.id, &row);
        target_.push_back(std::move(agency));
    }

    bool expect_sound(const CsvRow& row, const Agency& agency) {
        if (!is_file_id(agency.id)) {
            report_.error("F311", agency.location,
                          {fmt::format("“{}” không dùng làm mã cơ quan được", excerpt(agency.id)),
                           fmt::format("“{}” is no id of an agency", excerpt(agency.id)),
                           {}},
                          {"Dùng chữ cái ASCII, chữ số, dấu chấm, gạch dưới, gạch nối: so-y-te.",
                           "Use ASCII letters, digits, dots, underscores, hyphens: so-y-te.",
                           {}});
            return false;
        }
        if (const auto known = rows_.find(agency.id); known != rows_.end()) {
            report_.error("F310", agency.location,
                          {fmt::format("cơ quan “{}” có hai lần: hàng {} và hàng {}", agency.id, known->second->number,
                                       row.number),
                           fmt::format("the agency “{}” stands twice: in row {} and in row {}", agency.id,
                                       known->second->number, row.number),
                           {}});
            return false;
        }
        if (agency.name.empty()) {
            report_.error("F312", table_.at(row, "name"),
                          {fmt::format("cơ quan “{}” không có tên", agency.id),
                           fmt::format("the agency “{}” has no name", agency.id),
                           {}});
        }
        if (agency.group.empty()) {
            report_.error("F312", table_.at(row, "group"),
                          {fmt::format("cơ quan “{}” không có nhóm", agency.id),
                           fmt::format("the agency “{}” has no group", agency.id),
                           {}});
        }
        return true;
    }

    /// Predecessors are agencies of the round that have none themselves.
    void check_predecessors() {
        std::map<std::string_view, const Agency*> known;
        for (const auto& agency : target_) known.emplace(agency.id, &agency);
        for (const auto& agency : target_) {
            for (const auto& id : agency.predecessors) {
                const Location place = table_.at(*rows_.at(agency.id), "predecessors");
                const auto found = known.find(id);
                if (found == known.end()) {
                    report_.error("F320", place,
                                  {fmt::format("không có cơ quan “{}” trong bảng", excerpt(id)),
                                   fmt::format("the table has no agency “{}”", excerpt(id)),
                                   {}});
                } else if (!found->second->predecessors.empty()) {
                    report_.error(
                        "F320", place,
                        {fmt::format("“{}” cũng là cơ quan hợp nhất; ghi thẳng các cơ quan cũ", excerpt(id)),
                         fmt::format("“{}” is itself a merged agency; name the agencies it came from", excerpt(id)),
                         {}});
                }
            }
        }
    }

    const CsvTable& table_;
    const Limits& limits_;
    std::vector<Agency>& target_;
    Report& report_;
    std::map<std::string, const CsvRow*> rows_;
};

bool read_total(const CsvTable& table, const CsvRow& row, PublishedResult& result, Report& report) {
    const auto cell = table.cell(row, "total");
    if (cell.empty()) return true;
    // With commas between the cells a point is a decimal point, even before three digits.
    if (table.separator == ',') result.total = parse_rational(cell);
    if (!result.total) result.total = parse_typed_number(cell);
    if (result.total) return true;
    report.error("F323", table.at(row, "total"),
                 {fmt::format("“{}” không phải là số rõ ràng", excerpt(cell)),
                  fmt::format("“{}” is no clear number", excerpt(cell)),
                  {}});
    return false;
}

bool read_rank(const CsvTable& table, const CsvRow& row, PublishedResult& result, Report& report) {
    const auto cell = table.cell(row, "rank");
    if (cell.empty()) return true;
    const auto number = parse_rational(cell);
    result.rank = number ? number->to_int64() : std::nullopt;
    if (result.rank && *result.rank > 0) return true;
    report.error(
        "F323", table.at(row, "rank"),
        {fmt::format("“{}” không phải là thứ hạng", excerpt(cell)), fmt::format("“{}” is no rank", excerpt(cell)), {}});
    return false;
}

}  // namespace

bool read_agencies(std::string_view csv, const std::string& file, const Limits& limits, std::vector<Agency>& target,
                   Report& report) {
    const auto table = read_csv(csv, file, limits, report);
    if (!table) return false;
    const bool has_columns = expect_columns(*table, {"id", "name", "group"}, {}, true, report);
    if (!expect_attribute_names(*table, report) || !has_columns) return false;
    AgencyReader(*table, limits, target, report).read();
    if (!table->rows.empty()) return true;
    report.error("F308", {file, 0, 0, {}}, {"bảng không có cơ quan nào", "the table has no agencies", {}});
    return false;
}

void read_published(std::string_view csv, const std::string& file, const Limits& limits,
                    const std::set<std::string_view>& agencies, std::vector<PublishedResult>& target, Report& report) {
    const auto table = read_csv(csv, file, limits, report);
    if (!table || !expect_columns(*table, {"agency"}, {"total", "rank", "class"}, false, report)) return;
    std::set<std::string> seen;
    for (const auto& row : table->rows) {
        PublishedResult result;
        result.agency = table->cell(row, "agency");
        result.class_id = table->cell(row, "class");
        result.location = table->at(row, "agency");
        bool ok = true;
        if (!agencies.contains(result.agency)) {
            ok = false;
            report.error("F319", result.location,
                         {fmt::format("không có cơ quan “{}” trong agencies.csv", excerpt(result.agency)),
                          fmt::format("agencies.csv has no agency “{}”", excerpt(result.agency)),
                          {}});
        } else if (!seen.insert(result.agency).second) {
            ok = false;
            report.error("F310", result.location,
                         {fmt::format("cơ quan “{}” có hai lần", result.agency),
                          fmt::format("the agency “{}” stands twice", result.agency),
                          {}});
        }
        ok &= read_total(*table, row, result, report);
        ok &= read_rank(*table, row, result, report);
        if (ok) target.push_back(std::move(result));
    }
}

}  // namespace parindex::io
