#include "io/form_papers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "parindex/base/moment.hpp"

namespace parindex::io {

FormPapers::FormPapers(const AnswerCheck& check, const FormCellReader& cells, const std::set<std::string>& earlier,
                       std::vector<Evidence>& target)
    : check_(check), cells_(cells), target_(target) {
    for (const auto& id : earlier) add_names(id, {});
}

void FormPapers::add_names(const std::string& id, const std::string& number) {
    ids_.insert(id);
    ids_by_key_.emplace(to_match_key(id), id);
    if (!number.empty()) ids_by_key_.emplace(to_match_key(number), id);
}

void FormPapers::read(const FormTable& table) {
    for (const auto row : table.rows()) read_row(table, row);
}

void FormPapers::read_handed_in(const FormTable& table) {
    for (const auto row : table.rows())
        if (const auto id = table.text(row, "id"); !id.empty()) add_names(id, table.text(row, "number"));
}

void FormPapers::read_row(const FormTable& table, std::size_t row) {
    const auto place = [&](std::string_view key) {
        return FormCellReader::Place{table.sheet(), table.at(row, key), {}};
    };
    const auto text = [&](std::string_view key) {
        const auto typed = cells_.text(place(key));
        return typed.value ? typed.value->text : std::string();
    };
    Evidence document;
    document.id = text("id");
    document.number = text("number");
    document.issuer = text("issuer");
    document.title = text("title");
    document.section = text("section");
    document.page = text("page");
    document.file = text("file");
    const std::string date = text("date");
    const bool has_name = !document.id.empty() || !document.number.empty();
    if (!has_name && document.issuer.empty() && document.title.empty() && document.file.empty() && date.empty()) return;
    document.location = cells_.location(place(document.id.empty() ? "number" : "id"));
    if (!has_name) {
        check_.error("F424", document.location, {},
                     {"minh chứng chưa có số, ký hiệu hoặc mã", "a document has neither number nor id", {}},
                     {"Ghi số, ký hiệu văn bản.", "Write the number of the document.", {}});
        return;
    }
    if (document.id.empty()) document.id = document.number;
    if (!date.empty()) {
        const auto moment = parse_moment(date);
        if (moment) document.date = moment->day;
        if (!moment)
            check_.error("F108", cells_.location(place("date")), document.id,
                         {fmt::format("“{}” không phải là ngày", excerpt(date)),
                          fmt::format("“{}” is no date", excerpt(date)),
                          {}},
                         {"Ghi ngày/tháng/năm: 04/01/2017.", "Write day/month/year: 04/01/2017.", {}});
    }
    if (!own_.insert(document.id).second) {
        check_.error("A114", document.location, document.id,
                     {"mã minh chứng đã dùng trong tệp này", "the id of evidence is already used in this file", {}});
        return;
    }
    add_names(document.id, document.number);
    target_.push_back(std::move(document));
}

std::string FormPapers::find(const std::string& name) const {
    if (ids_.contains(name)) return name;
    const auto found = ids_by_key_.find(to_match_key(name));
    return found == ids_by_key_.end() ? std::string() : found->second;
}

std::vector<std::string> FormPapers::names_in(const FormCellReader::Place& place) const {
    const auto typed = cells_.text(place);
    if (!typed.value) return {};
    std::vector<std::string> names;
    for (auto& part : split_cell(typed.value->text)) {
        // Commas belong to the numbers of some documents: they separate only what is known on both sides.
        std::vector<std::string> pieces;
        for (std::size_t start = 0; start <= part.size();) {
            const auto end = std::min(part.find(',', start), part.size());
            pieces.push_back(tidy(std::string_view(part).substr(start, end - start)));
            start = end + 1;
        }
        const bool is_list = find(part).empty() && std::all_of(pieces.begin(), pieces.end(),
                                                               [&](const auto& piece) { return !find(piece).empty(); });
        if (!is_list) pieces = {std::move(part)};
        names.insert(names.end(), pieces.begin(), pieces.end());
    }
    return names;
}

std::vector<std::string> FormPapers::cited(const FormCellReader::Place& place) {
    std::vector<std::string> ids;
    for (const auto& name : names_in(place)) {
        std::string id = find(name);
        if (id.empty()) {
            id = name;
            Evidence document;
            document.id = name;
            document.number = name;
            document.location = cells_.location(place);
            own_.insert(name);
            add_names(name, {});
            target_.push_back(std::move(document));
        }
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
    }
    return ids;
}

void FormPapers::report_unknown(const FormCellReader::Place& place, const std::string& name) const {
    check_.error("A115", cells_.location(place), place.id,
                 {fmt::format("cơ quan không nộp minh chứng “{}”", excerpt(name)),
                  fmt::format("the agency has handed in no document “{}”", excerpt(name)),
                  {}});
}

std::vector<std::string> FormPapers::known(const FormCellReader::Place& place) {
    std::vector<std::string> ids;
    for (const auto& name : names_in(place)) {
        auto id = find(name);
        if (id.empty()) {
            report_unknown(place, name);
        } else if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
            ids.push_back(std::move(id));
        }
    }
    return ids;
}

std::map<std::string, std::string> FormPapers::refused(const FormCellReader::Place& place) {
    std::map<std::string, std::string> refused;
    const auto typed = cells_.text(place);
    if (!typed.value) return refused;
    for (const auto& part : split_cell(typed.value->text)) {
        const auto colon = std::min(part.find(':'), part.size());
        const std::string name = tidy(std::string_view(part).substr(0, colon));
        const auto id = find(name);
        if (id.empty()) {
            report_unknown(place, name);
            continue;
        }
        refused.emplace(id, colon < part.size() ? tidy(std::string_view(part).substr(colon + 1)) : std::string());
    }
    return refused;
}

}  // namespace parindex::io
