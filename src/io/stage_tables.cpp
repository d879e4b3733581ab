#include "io/stage_tables.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

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

    void read_opinions() {
        for (const auto& row : table_.rows) {
            if (const SetIndex* index = index_of(row)) read_opinion(row, *index);
        }
    }

private:
    std::string agency_of(const CsvRow& row) const { return std::string(table_.cell(row, "agency")); }

    const SetIndex* index_of(const CsvRow& row) {
        const auto agency = known_agency(table_, row, target_, report_);
        return agency ? target_.index_of(*agency) : nullptr;
    }

    Assessment& assessment_of(const CsvRow& row) { return assessment_in(target_, agency_of(row), table_.file); }

    AnswerCheck check_of(const CsvRow& row, const SetIndex& index) const {
        return {index, agency_of(row), report_, target_.stage.kind};
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

    bool expect_documents(const CsvRow& row, const Assessment& assessment, std::string_view column,
                          const std::vector<std::string>& ids) {
        bool ok = true;
        for (const auto& id : ids) {
            const bool is_known = std::any_of(assessment.evidence.begin(), assessment.evidence.end(),
                                              [&](const Evidence& document) { return document.id == id; });
            if (is_known || target_.is_earlier_document(assessment.agency, id)) continue;
            ok = false;
            Finding finding;
            finding.code = "A115";
            finding.location = table_.at(row, column);
            finding.criterion = table_.cell(row, "criterion");
            finding.agency = assessment.agency;
            finding.message = {fmt::format("cơ quan không có minh chứng “{}”", excerpt(id)),
                               fmt::format("the agency has given no evidence “{}”", excerpt(id)),
                               {}};
            report_.add(std::move(finding));
        }
        return ok;
    }

    /// Papers cited and judged. A judgement on a paper that nobody gave is reported and left out.
    void read_papers(const CsvRow& row, TypedAnswer& typed) {
        Assessment& assessment = assessment_of(row);
        typed.evidence = read_documents(row, assessment);
        auto accepted = split_list(table_.cell(row, "accepted_evidence"));
        if (expect_documents(row, assessment, "accepted_evidence", accepted))
            typed.accepted_evidence = std::move(accepted);
        for (const auto& entry : split_list(table_.cell(row, "refused_evidence"))) {
            const std::size_t colon = std::min(entry.find(':'), entry.size());
            std::string id{trim(std::string_view(entry).substr(0, colon))};
            if (!expect_documents(row, assessment, "refused_evidence", {id})) continue;
            typed.refused_evidence.emplace(std::move(id),
                                           trim(std::string_view(entry).substr(std::min(colon + 1, entry.size()))));
        }
    }

    /// The cells of a row that any answer may have, papers left aside.
    TypedAnswer typed_answer(const CsvRow& row) const {
        TypedAnswer typed;
        typed.location = table_.at(row, "criterion");
        typed.level = typed_cell(row, "level");
        typed.value = number_cell(row, "value");
        typed.points = number_cell(row, "points");
        typed.state = typed_cell(row, "state");
        typed.awarded = number_cell(row, "awarded");
        typed.disputed = typed_cell(row, "disputed");
        if (typed.disputed) read_flag(*typed.disputed);
        typed.at = typed_cell(row, "at");
        typed.explanation = table_.cell(row, "explanation");
        typed.by = table_.cell(row, "by");
        if (const auto items = table_.cell(row, "items"); !items.empty()) {
            typed.items.emplace();
            for (auto& id : split_list(items))
                typed.items->push_back({Typed::Kind::text, std::move(id), false, table_.at(row, "items")});
        }
        return typed;
    }

    /// A row that names a criterion and says nothing about it: lists are handed out with such rows.
    bool is_unfilled(const CsvRow& row, const TypedAnswer& typed) const {
        return !typed.has_input() && !typed.state && !typed.awarded && !typed.disputed && typed.explanation.empty() &&
               table_.cell(row, "evidence").empty() && table_.cell(row, "accepted_evidence").empty() &&
               table_.cell(row, "refused_evidence").empty();
    }

    void read_answer(const CsvRow& row, const SetIndex& index) {
        TypedAnswer typed = typed_answer(row);
        const AnswerCheck check = check_of(row, index);
        const std::string id{table_.cell(row, "criterion")};
        const Criterion* leaf = check.find_leaf(id, typed.location);
        if (leaf == nullptr || is_unfilled(row, typed)) return;
        Assessment& assessment = assessment_of(row);
        if (const auto first = assessment.answers.find(id); first != assessment.answers.end()) {
            report_second(check, typed.location, id, first->second.location);
            return;
        }
        read_papers(row, typed);
        assessment.answers.emplace(id, check.check_answer(*leaf, typed));
    }

    void read_opinion(const CsvRow& row, const SetIndex& index) {
        TypedAnswer typed = typed_answer(row);
        const AnswerCheck check = check_of(row, index);
        const std::string id{table_.cell(row, "criterion")};
        const Criterion* leaf = check.find_leaf(id, typed.location);
        if (leaf == nullptr || is_unfilled(row, typed)) return;
        if (typed.by.empty()) {
            check.error("A139", table_.at(row, "by"), id,
                        {"ý kiến không ghi của ai", "the opinion does not say whose it is", {}},
                        {"Ghi mã người thẩm định ở cột “by”.", "Write the appraiser's id in the column “by”.", {}});
            return;
        }
        const auto [first, is_new] = opinions_.try_emplace({typed.by, agency_of(row), id}, typed.location);
        if (!is_new) {
            report_second(check, typed.location, id, first->second);
            return;
        }
        read_papers(row, typed);
        target_.opinions[agency_of(row)].push_back({id, check.check_answer(*leaf, typed), {}});
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
        const AnswerCheck check = check_of(row, index);
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
    std::map<std::array<std::string, 3>, Location> opinions_;  ///< given so far, by appraiser, agency and criterion
};

/// What a row about a criterion may say.
const std::vector<std::string_view> answer_columns{"level",
                                                   "items",
                                                   "value",
                                                   "points",
                                                   "state",
                                                   "awarded",
                                                   "disputed",
                                                   "evidence",
                                                   "accepted_evidence",
                                                   "refused_evidence",
                                                   "explanation",
                                                   "by",
                                                   "at"};

}  // namespace

void read_answers_csv(std::string_view csv, const std::string& file, const Limits& limits, StageTarget& target,
                      Report& report) {
    const auto table = read_csv(csv, file, limits, report);
    if (!table || !expect_columns(*table, {"agency", "criterion"}, answer_columns, false, report)) return;
    StageTable(*table, target, report).read_answers();
}

void read_facts_csv(std::string_view csv, const std::string& file, const Limits& limits, StageTarget& target,
                    Report& report) {
    const auto table = read_csv(csv, file, limits, report);
    if (!table || !expect_columns(*table, {"agency", "fact", "value"}, {"source", "evidence"}, false, report)) return;
    StageTable(*table, target, report).read_facts();
}

void read_opinions_csv(std::string_view csv, const std::string& file, const Limits& limits, StageTarget& target,
                       Report& report) {
    if (target.stage.kind != Stage::Kind::appraisal && target.stage.kind != Stage::Kind::final) {
        report.error("F333", {file, 0, 0, {}},
                     {"ý kiến của người thẩm định chỉ có ở giai đoạn thẩm định và kết quả cuối",
                      "opinions of appraisers belong to appraisal and final stages only",
                      {}});
        return;
    }
    const auto table = read_csv(csv, file, limits, report);
    if (!table || !expect_columns(*table, {"by", "agency", "criterion"}, answer_columns, false, report)) return;
    StageTable(*table, target, report).read_opinions();
}

std::optional<std::string> known_agency(const CsvTable& table, const CsvRow& row, const StageTarget& target,
                                        Report& report) {
    std::string agency{table.cell(row, "agency")};
    if (target.is_agency(agency)) return agency;
    report.error("F319", table.at(row, "agency"),
                 {fmt::format("không có cơ quan “{}” trong agencies.csv", excerpt(agency)),
                  fmt::format("agencies.csv has no agency “{}”", excerpt(agency)),
                  {}});
    return std::nullopt;
}

Assessment& assessment_in(StageTarget& target, const std::string& agency, const std::string& file) {
    const auto [found, is_new] = target.assessments.try_emplace(agency);
    if (is_new) {
        found->second.agency = agency;
        found->second.file = file;
    }
    return found->second;
}

}  // namespace parindex::io
