#include "io/stage_tables.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "io/csv_reader.hpp"

namespace parindex::io {

namespace {

/// The rows of one table, each with its agency looked up.
class StageTable {
public:
    StageTable(const CsvTable& table, StageTarget& target, Report& report)
        : table_(table), target_(target), report_(report) {}

    void read_answers() {
        for (const auto& row : table_.rows) {
            if (const SetIndex* index = index_of(row)) read_answer(row, *index);
        }
    }

    void read_facts() {
        for (const auto& row : table_.rows) {
            if (const SetIndex* index = index_of(row)) read_fact(row, *index);
        }
    }

private:
    std::string agency_of(const CsvRow& row) const { return std::string(table_.cell(row, "agency")); }

    const SetIndex* index_of(const CsvRow& row) {
        const std::string agency = agency_of(row);
        if (target_.is_agency(agency)) return target_.index_of(agency);
        report_.error("F319", table_.at(row, "agency"),
                      {fmt::format("không có cơ quan “{}” trong agencies.csv", excerpt(agency)),
                       fmt::format("agencies.csv has no agency “{}”", excerpt(agency)),
                       {}});
        return nullptr;
    }

    Assessment& assessment_of(const CsvRow& row) {
        const std::string agency = agency_of(row);
        const auto [found, is_new] = target_.assessments.try_emplace(agency);
        if (is_new) {
            found->second.agency = agency;
            found->second.file = table_.file;
        }
        return found->second;
    }

    std::optional<Typed> typed_cell(const CsvRow& row, std::string_view column) const {
        const auto cell = table_.cell(row, column);
        if (cell.empty()) return std::nullopt;
        return Typed{Typed::Kind::text, std::string(cell), false, table_.at(row, column)};
    }

    /// A cell with a number. A table that is separated by commas was written with decimal points: "97.685" is no
    /// thousands there. With semicolons it may be either, and is refused where that makes a difference.
    std::optional<Typed> number_cell(const CsvRow& row, std::string_view column) const {
        auto typed = typed_cell(row, column);
        if (typed && table_.separator == ',' && parse_rational(typed->text)) typed->kind = Typed::Kind::number;
        return typed;
    }

    /// Ids of documents. A table cannot describe documents: an id that nobody describes is taken as the document's own
    /// number and kept as a citation.
    std::vector<std::string> read_documents(const CsvRow& row, Assessment& assessment) {
        std::vector<std::string> ids = split_list(table_.cell(row, "evidence"));
        for (const auto& id : ids) {
            const bool is_known = std::any_of(assessment.evidence.begin(), assessment.evidence.end(),
                                              [&](const Evidence& document) { return document.id == id; });
            if (is_known || target_.is_earlier_document(assessment.agency, id)) continue;
            Evidence document;
            document.id = id;
            document.number = id;
            document.location = table_.at(row, "evidence");
            assessment.evidence.push_back(std::move(document));
        }
        return ids;
    }

    void report_second(const AnswerCheck& check, const Location& place, const std::string& id, const Location& first) {
        check.error("A120", place, id,
                    {fmt::format("đã có ở {} trong cùng giai đoạn", to_string(first)),
                     fmt::format("already given at {} in the same stage", to_string(first)),
                     {}},
                    {"Bỏ một trong hai.", "Remove one of the two.", {}});
    }

    void read_answer(const CsvRow& row, const SetIndex& index) {
        TypedAnswer typed;
        typed.location = table_.at(row, "criterion");
        typed.level = typed_cell(row, "level");
        typed.value = number_cell(row, "value");
        typed.points = number_cell(row, "points");
        typed.state = typed_cell(row, "state");
        typed.explanation = table_.cell(row, "explanation");
        if (const auto items = table_.cell(row, "items"); !items.empty()) {
            typed.items.emplace();
            for (auto& id : split_list(items))
                typed.items->push_back({Typed::Kind::text, std::move(id), false, table_.at(row, "items")});
        }
        const bool is_unfilled = !typed.level && !typed.value && !typed.points && !typed.state && !typed.items &&
                                 typed.explanation.empty() && table_.cell(row, "evidence").empty();
        const AnswerCheck check(index, agency_of(row), report_);
        const std::string id{table_.cell(row, "criterion")};
        const Criterion* leaf = check.find_leaf(id, typed.location);
        if (leaf == nullptr || is_unfilled) return;
        Assessment& assessment = assessment_of(row);
        if (const auto first = assessment.answers.find(id); first != assessment.answers.end()) {
            report_second(check, typed.location, id, first->second.location);
            return;
        }
        typed.evidence = read_documents(row, assessment);
        assessment.answers.emplace(id, check.check_answer(*leaf, typed));
    }

    /// Truth values as spreadsheets write them.
    static void read_flag(Typed& typed) {
        std::string word = typed.text;
        std::transform(word.begin(), word.end(), word.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (word != "true" && word != "false") return;
        typed.kind = Typed::Kind::flag;
        typed.flag = word == "true";
    }

    void read_fact(const CsvRow& row, const SetIndex& index) {
        const AnswerCheck check(index, agency_of(row), report_);
        const std::string id{table_.cell(row, "fact")};
        const Location place = table_.at(row, "fact");
        const FactDeclaration* declared = check.find_fact(id, place);
        if (declared == nullptr) return;
        // "1.000" would pass for the count 1, so counts are read as people type them.
        const bool is_decimal = declared->type == FactType::number || declared->type == FactType::percent;
        auto typed = is_decimal ? number_cell(row, "value") : typed_cell(row, "value");
        if (!typed) return;
        if (declared->type == FactType::flag) read_flag(*typed);
        const auto value = check.check_fact(*declared, *typed);
        if (!value) return;
        Assessment& assessment = assessment_of(row);
        if (const auto first = assessment.facts.find(id); first != assessment.facts.end()) {
            report_second(check, place, id, first->second.location);
            return;
        }
        Fact fact;
        fact.value = *value;
        fact.source = table_.cell(row, "source");
        fact.evidence = read_documents(row, assessment);
        fact.location = table_.at(row, "value");
        assessment.facts.emplace(id, std::move(fact));
    }

    const CsvTable& table_;
    StageTarget& target_;
    Report& report_;
};

}  // namespace

void read_answers_csv(std::string_view csv, const std::string& file, const Limits& limits, StageTarget& target,
                      Report& report) {
    const auto table = read_csv(csv, file, limits, report);
    if (!table ||
        !expect_columns(*table, {"agency", "criterion"},
                        {"level", "items", "value", "points", "state", "evidence", "explanation"}, false, report)) {
        return;
    }
    StageTable(*table, target, report).read_answers();
}

void read_facts_csv(std::string_view csv, const std::string& file, const Limits& limits, StageTarget& target,
                    Report& report) {
    const auto table = read_csv(csv, file, limits, report);
    if (!table || !expect_columns(*table, {"agency", "fact", "value"}, {"source", "evidence"}, false, report)) return;
    StageTable(*table, target, report).read_facts();
}

}  // namespace parindex::io
