#include "io/sheet_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "parindex/base/moment.hpp"

namespace parindex::io {

namespace {

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
    Number number{};
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string_view trim_blanks(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

class SheetReader {
public:
    SheetReader(const PartReading& reading, SheetContext& context, Sheet& sheet)
        : reading_(reading), context_(context), sheet_(sheet) {}

    bool start(const XmlElement& element) {
        if (!is_spreadsheet(element)) return true;
        const auto name = element.local();
        if (!has_root_) has_root_ = name == "worksheet";
        if (name == "sheetData") in_data_ = true;
        if (!in_data_) return true;
        if (name == "row") begin_row(element);
        if (name == "c") begin_cell(element);
        if (name == "f") is_formula_ = true;
        if (name == "rPh") is_phonetic_ = true;
        // <t> is the text of an inline string; the value of anything else is in <v>.
        takes_text_ = name == "v" || (name == "t" && !is_phonetic_);
        return true;
    }

    bool end(const XmlElement& element) {
        takes_text_ = false;
        if (!is_spreadsheet(element)) return true;
        const auto name = element.local();
        if (name == "sheetData") in_data_ = false;
        if (name == "rPh") is_phonetic_ = false;
        return !in_data_ || name != "c" || end_cell();
    }

    bool text(std::string_view piece) {
        if (!takes_text_) return true;
        value_ += piece;
        if (value_.size() <= reading_.limits.text_bytes) return true;
        reading_.report.error("F015", here(),
                              {fmt::format("ô dài hơn {} byte", reading_.limits.text_bytes),
                               fmt::format("the cell is longer than {} bytes", reading_.limits.text_bytes),
                               {}});
        return false;
    }

    [[nodiscard]] bool has_root() const { return has_root_; }

    /// Cells in order, each once.
    void sort_cells() {
        auto& cells = sheet_.cells;
        const auto before = [](const Sheet::Entry& a, const Sheet::Entry& b) { return a.at < b.at; };
        if (!std::is_sorted(cells.begin(), cells.end(), before)) std::stable_sort(cells.begin(), cells.end(), before);
        const auto is_second = [&](const Sheet::Entry& a, const Sheet::Entry& b) {
            if (a.at != b.at) return false;
            reading_.report.error("F412", place(b.at),
                                  {"ô này có hai lần trong tệp", "this cell stands twice in the file", {}},
                                  {"Mở bằng Excel hoặc LibreOffice, kiểm tra ô rồi lưu lại.",
                                   "Open it in Excel or LibreOffice, look at the cell and save it again.",
                                   {}});
            return true;
        };
        cells.erase(std::unique(cells.begin(), cells.end(), is_second), cells.end());
    }

private:
    [[nodiscard]] Location place(CellAddress at) const {
        return {reading_.package.file(), 0, 0, excerpt(sheet_.name) + "!" + cell_name(at.row, at.column)};
    }
    [[nodiscard]] Location here() const { return place(at_); }

    void refuse(const Text& what) {
        reading_.report.error("F413", here(), what,
                              {"Mở bằng Excel hoặc LibreOffice, nhập lại ô này rồi lưu.",
                               "Open it in Excel or LibreOffice, enter this cell again and save.",
                               {}});
    }

    /// Rows and cells without a place follow the one before.
    void begin_row(const XmlElement& element) {
        const auto given = element.attribute("r");
        const auto row = given ? whole_number<std::size_t>(*given) : std::optional(at_.row + 1);
        at_ = {row.value_or(at_.row + 1), 0};
        if (!row || at_.row == 0 || at_.row > max_sheet_rows)
            refuse({fmt::format("“{}” không phải là số hàng", excerpt(given.value_or(""))),
                    fmt::format("“{}” is no row of a sheet", excerpt(given.value_or(""))),
                    {}});
    }

    void begin_cell(const XmlElement& element) {
        ++at_.column;
        is_placed_ = at_.column <= max_sheet_columns && at_.row >= 1 && at_.row <= max_sheet_rows;
        if (const auto name = element.attribute("r")) {
            const auto at = parse_cell_name(*name);
            is_placed_ = at.has_value();
            if (at) at_ = *at;
            if (!at)
                refuse({fmt::format("“{}” không phải là địa chỉ ô", excerpt(*name)),
                        fmt::format("“{}” is no place of a cell", excerpt(*name)),
                        {}});
        }
        type_ = element.attribute("t").value_or("n");
        const auto style = whole_number<std::size_t>(element.attribute("s").value_or("0"));
        look_ = style && *style < context_.looks.size() ? context_.looks[*style] : NumberLook::number;
        value_.clear();
        is_formula_ = false;
    }

    bool end_cell() {
        auto cell = read_cell();
        if (!cell || !is_placed_) return true;
        cell->is_formula = is_formula_;
        context_.text_bytes += cell->text.size();
        if (++context_.cells > reading_.limits.workbook_cells) {
            reading_.report.error("F014", here(),
                                  {fmt::format("có hơn {} ô có dữ liệu", reading_.limits.workbook_cells),
                                   fmt::format("more than {} cells are filled", reading_.limits.workbook_cells),
                                   {}});
            return false;
        }
        if (context_.text_bytes > reading_.limits.workbook_text_bytes) {
            reading_.report.error(
                "F404", here(),
                {fmt::format("các ô có hơn {} byte văn bản", reading_.limits.workbook_text_bytes),
                 fmt::format("the cells hold more than {} bytes of text", reading_.limits.workbook_text_bytes),
                 {}});
            return false;
        }
        sheet_.cells.push_back({at_, std::move(*cell)});
        return true;
    }

    /// Nothing for an empty cell, and, with a finding, for one that cannot be read.
    std::optional<Cell> read_cell() {
        if (type_ == "str" || type_ == "inlineStr") return text_cell(cell_text(value_));
        const auto value = trim_blanks(value_);
        if (value.empty()) {
            if (is_formula_) return Cell{Cell::Kind::uncomputed, {}};
            return std::nullopt;
        }
        if (type_ == "s") return shared_cell(value);
        if (type_ == "n") return number_cell(value);
        if (type_ == "e") return Cell{Cell::Kind::error, cell_text(value)};
        if (type_ == "d") return date_cell(value);
        if (type_ == "b" && (value == "1" || value == "true")) return Cell{Cell::Kind::flag, "true"};
        if (type_ == "b" && (value == "0" || value == "false")) return Cell{Cell::Kind::flag, "false"};
        refuse({fmt::format("giá trị “{}” không đúng với kiểu ô “{}”", excerpt(value), excerpt(type_)),
                fmt::format("the value “{}” does not fit the type “{}” of the cell", excerpt(value), excerpt(type_)),
                {}});
        return std::nullopt;
    }

    static std::optional<Cell> text_cell(std::string text) {
        if (text.empty()) return std::nullopt;
        return Cell{Cell::Kind::text, std::move(text)};
    }

    std::optional<Cell> shared_cell(std::string_view value) {
        const auto index = whole_number<std::size_t>(value);
        if (index && *index < context_.strings.size()) return text_cell(context_.strings[*index]);
        refuse({fmt::format("chuỗi dùng chung số “{}” không có trong tệp", excerpt(value)),
                fmt::format("the file has no shared string “{}”", excerpt(value)),
                {}});
        return std::nullopt;
    }

    std::optional<Cell> number_cell(std::string_view value) {
        auto number = spreadsheet_number(value);
        if (!number) {
            refuse({fmt::format("“{}” không phải là số như bảng tính lưu", excerpt(value)),
                    fmt::format("“{}” is no number as spreadsheets store them", excerpt(value)),
                    {}});
            return std::nullopt;
        }
        if (look_ == NumberLook::date)
            if (auto date = serial_date(*number, context_.dates)) return Cell{Cell::Kind::date, std::move(*date)};
        Cell cell{Cell::Kind::number, std::move(*number)};
        cell.is_percent = look_ == NumberLook::percent;
        return cell;
    }

    /// ISO 8601, as strict files may hold; midnight is a day without a time.
    std::optional<Cell> date_cell(std::string_view value) {
        if (value.ends_with('Z')) value.remove_suffix(1);
        auto moment = parse_moment(value.substr(0, value.find('.')));
        if (!moment) {
            refuse({fmt::format("“{}” không phải là ngày", excerpt(value)),
                    fmt::format("“{}” is no date", excerpt(value)),
                    {}});
            return std::nullopt;
        }
        if (moment->second_of_day == 0) moment->second_of_day.reset();
        return Cell{Cell::Kind::date, moment->to_iso()};
    }

    const PartReading& reading_;
    SheetContext& context_;
    Sheet& sheet_;
    bool has_root_ = false;
    bool in_data_ = false;
    CellAddress at_;
    // The cell being read.
    std::string type_;
    std::string value_;
    NumberLook look_ = NumberLook::number;
    bool is_placed_ = false;
    bool is_formula_ = false;
    bool is_phonetic_ = false;
    bool takes_text_ = false;
};

}  // namespace

bool read_sheet(const PartReading& reading, std::string_view part, SheetContext& context, Sheet& sheet) {
    SheetReader reader(reading, context, sheet);
    const bool is_read = reading.read(part, {[&](const XmlElement& element) { return reader.start(element); },
                                             [&](const XmlElement& element) { return reader.end(element); },
                                             [&](std::string_view piece) { return reader.text(piece); }});
    if (!is_read) return false;
    if (!reader.has_root()) {
        reading.report.error("F405", reading.at(part),
                             {"phần này không phải là trang tính", "this part is no worksheet", {}});
        return false;
    }
    reader.sort_cells();
    return true;
}

}  // namespace parindex::io
