#include "io/survey_tables.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "io/csv_reader.hpp"
#include "io/suggest.hpp"

namespace parindex::io {

namespace {

constexpr std::int64_t largest_population = 1'000'000'000'000;
/// Decimals keep the sums of weights short: a million forms share one denominator.
constexpr std::int64_t weight_parts = 1'000'000;
constexpr std::int64_t largest_weight = 1'000'000;

std::optional<Rational> read_number(const CsvTable& table, std::string_view cell) {
    if (table.separator == ',')
        if (auto number = parse_rational(cell)) return number;
    return parse_typed_number(cell);
}

/// What rows of both tables begin with.
class SurveyTable {
public:
    SurveyTable(const CsvTable& table, const std::set<std::string>& agencies, const Survey& survey, Report& report)
        : table_(table), agencies_(agencies), report_(report) {
        for (const auto& questionnaire : survey.questionnaires)
            questionnaires_.emplace(questionnaire.id, &questionnaire);
    }

    [[nodiscard]] std::string text(const CsvRow& row, std::string_view column) const {
        return std::string(table_.cell(row, column));
    }

    [[nodiscard]] bool expect_agency(const CsvRow& row) const {
        const auto id = text(row, "agency");
        if (agencies_.contains(id)) return true;
        report_.error("F319", table_.at(row, "agency"),
                      {fmt::format("không có cơ quan “{}” trong agencies.csv", excerpt(id)),
                       fmt::format("agencies.csv has no agency “{}”", excerpt(id)),
                       {}});
        return false;
    }

    [[nodiscard]] const Questionnaire* find_questionnaire(const CsvRow& row) const {
        const auto id = text(row, "questionnaire");
        const auto found = questionnaires_.find(id);
        if (found != questionnaires_.end()) return found->second;
        std::vector<std::string_view> known;
        for (const auto& one : questionnaires_) known.push_back(one.first);
        report_.error("F351", table_.at(row, "questionnaire"),
                      {fmt::format("không có mẫu phiếu “{}” trong survey.json", excerpt(id)),
                       fmt::format("survey.json has no questionnaire “{}”", excerpt(id)),
                       {}},
                      report_.is_full() ? Text{} : suggest(id, known));
        return nullptr;
    }

private:
    const CsvTable& table_;
    const std::set<std::string>& agencies_;
    Report& report_;
    std::map<std::string_view, const Questionnaire*> questionnaires_;
};

std::optional<Rational> read_population(const CsvTable& table, const CsvRow& row, Report& report) {
    const auto cell = table.cell(row, "population");
    // "1.000" would pass for 1, so a population is read as people type it.
    const auto number = parse_typed_number(cell);
    if (number && number->is_integer() && number->sign() > 0 && *number <= Rational(largest_population)) return number;
    report.error("F358", table.at(row, "population"),
                 {fmt::format("“{}” không phải là số người: cần số nguyên dương", excerpt(cell)),
                  fmt::format("“{}” is no number of people: a positive whole number is expected", excerpt(cell)),
                  {}},
                 {"Viết liền các chữ số: 1200.", "Write the digits only: 1200.", {}});
    return std::nullopt;
}

using StratumKey = std::tuple<std::string, std::string, std::string>;  ///< agency, questionnaire, stratum

/// One row of responses.csv after another.
class ResponseReader {
public:
    ResponseReader(const CsvTable& table, const SurveyTable& base, Survey& survey, Report& report)
        : table_(table), base_(base), survey_(survey), report_(report) {
        for (const auto& questionnaire : survey.questionnaires)
            for (const auto& question : questionnaire.questions) index(questionnaire, question);
        for (const auto& stratum : survey.strata) {
            strata_[{stratum.agency, stratum.questionnaire, stratum.id}] = stratum.population;
            stratified_.insert({stratum.agency, stratum.questionnaire});
        }
        for (std::size_t i = 0; i < table.header.size(); ++i)
            if (questions_.contains(table.header[i])) question_columns_.push_back(table.header[i]);
    }

    [[nodiscard]] const std::set<std::string>& questions() const { return questions_; }

    void read() {
        for (const auto& row : table_.rows) read_row(row);
        check_populations();
    }

private:
    struct Choices {
        std::map<std::string, std::string> by_id;   ///< what may be written -> option id
        std::map<std::string, std::string> by_key;  ///< the same by match key
        std::string list;
    };

    void index(const Questionnaire& questionnaire, const SurveyQuestion& question) {
        questions_.insert(question.id);
        auto& choices = choices_[{questionnaire.id, question.id}];
        std::vector<std::string_view> ids;
        for (const auto& option : question.options) {
            choices.by_id.emplace(option.id, option.id);
            choices.by_key.emplace(to_match_key(option.id), option.id);
            ids.push_back(option.id);
        }
        choices.list = list_words(ids);
    }

    void read_row(const CsvRow& row) {
        const bool is_agency = base_.expect_agency(row);
        const auto* questionnaire = base_.find_questionnaire(row);
        if (!is_agency || questionnaire == nullptr) return;
        SurveyResponse response;
        response.agency = base_.text(row, "agency");
        response.questionnaire = questionnaire->id;
        response.respondent = base_.text(row, "respondent");
        response.stratum = base_.text(row, "stratum");
        response.location = table_.at(row, "respondent");
        bool ok = expect_new(row, response);
        ok &= read_weight(row, response);
        ok &= expect_stratum(row, response);
        for (const auto& column : question_columns_) ok &= read_answer(row, column, response);
        if (ok) survey_.responses.push_back(std::move(response));
    }

    bool expect_new(const CsvRow& row, const SurveyResponse& response) {
        if (response.respondent.empty()) {
            report_.error("F364", response.location,
                          {"phiếu không có mã người trả lời", "the form has no respondent", {}},
                          {"Đánh số phiếu: 1, 2, 3, …", "Number the forms: 1, 2, 3, …", {}});
            return false;
        }
        const auto [known, is_new] =
            rows_.try_emplace(StratumKey{response.agency, response.questionnaire, response.respondent}, row.number);
        if (is_new) return true;
        report_.error(
            "F355", response.location,
            {fmt::format("người trả lời “{}” đã có phiếu ở hàng {}", excerpt(response.respondent), known->second),
             fmt::format("the respondent “{}” already has a form in row {}", excerpt(response.respondent),
                         known->second),
             {}},
            {"Bỏ phiếu trùng, hoặc sửa mã.", "Remove the second form, or correct the id.", {}});
        return false;
    }

    bool read_weight(const CsvRow& row, SurveyResponse& response) {
        const auto cell = table_.cell(row, "weight");
        if (cell.empty()) return true;
        const auto weight = read_number(table_, cell);
        const bool fits = weight && weight->sign() > 0 && *weight <= Rational(largest_weight) &&
                          (*weight * weight_parts).is_integer();
        if (fits) {
            response.weight = *weight;
            return true;
        }
        report_.error(
            "F356", table_.at(row, "weight"),
            {fmt::format("“{}” không dùng làm trọng số được: cần số dương, không quá 6 chữ số thập phân",
                         excerpt(cell)),
             fmt::format("“{}” is no weight: a positive number of at most 6 decimals is expected", excerpt(cell)),
             {}});
        return false;
    }

    /// With strata every form is in one of them; without strata none is.
    bool expect_stratum(const CsvRow& row, const SurveyResponse& response) {
        const auto found = strata_.find({response.agency, response.questionnaire, response.stratum});
        if (found != strata_.end()) {
            ++forms_[found->first];
            return true;
        }
        const bool is_stratified = stratified_.contains({response.agency, response.questionnaire});
        if (!is_stratified && response.stratum.empty()) return true;
        const Text hint{"Thêm dân số của tầng vào strata.csv, hoặc sửa ô này.",
                        "Give the stratum's population in strata.csv, or correct the cell.",
                        {}};
        if (response.stratum.empty())
            report_.error(
                "F357", table_.at(row, "stratum"),
                {"phiếu không ghi tầng, mà strata.csv chia tầng", "no stratum, where strata.csv has strata", {}}, hint);
        else
            report_.error("F357", table_.at(row, "stratum"),
                          {fmt::format("strata.csv không có dân số của tầng “{}”", excerpt(response.stratum)),
                           fmt::format("strata.csv has no population of the stratum “{}”", excerpt(response.stratum)),
                           {}},
                          hint);
        return false;
    }

    bool read_answer(const CsvRow& row, const std::string& column, SurveyResponse& response) {
        const auto cell = table_.cell(row, column);
        if (cell.empty()) return true;
        const auto choices = choices_.find({response.questionnaire, column});
        if (choices == choices_.end()) {
            report_.error("F352", table_.at(row, column),
                          {fmt::format("mẫu “{}” không có câu hỏi “{}”", response.questionnaire, excerpt(column)),
                           fmt::format("“{}” has no question “{}”", response.questionnaire, excerpt(column)),
                           {}},
                          {"Để trống ô này.", "Leave the cell empty.", {}});
            return false;
        }
        const auto& known = choices->second;
        auto option = known.by_id.find(std::string(cell));
        if (option == known.by_id.end()) {
            option = known.by_key.find(to_match_key(cell));
            if (option == known.by_key.end()) return refuse_option(row, column, cell, known.list);
        }
        response.answers.emplace(column, option->second);
        return true;
    }

    bool refuse_option(const CsvRow& row, const std::string& column, std::string_view cell, const std::string& list) {
        report_.error("F353", table_.at(row, column),
                      {fmt::format("không có phương án “{}”; có: {}", excerpt(cell), list),
                       fmt::format("there is no option “{}”; known: {}", excerpt(cell), list),
                       {}},
                      {"Câu không trả lời để trống.", "A question without an answer stays empty.", {}});
        return false;
    }

    void check_populations() {
        for (const auto& [key, forms] : forms_) {
            const auto& population = strata_.at(key);
            if (Rational(forms) <= population) continue;
            const auto& [agency, questionnaire, stratum] = key;
            const Text place =
                stratum.empty() ? Text{}
                                : Text{" tầng “" + excerpt(stratum) + "”", " stratum “" + excerpt(stratum) + "”", {}};
            Finding finding;
            finding.code = "F365";
            finding.location = {table_.file, 0, 0, {}};
            finding.agency = agency;
            finding.message = {fmt::format("{}: mẫu “{}”{} có {} phiếu, dân số chỉ có {}", agency, questionnaire,
                                           place.vi, forms, population.to_fraction()),
                               fmt::format("{}: “{}”{} has {} forms and a population of {}", agency, questionnaire,
                                           place.en, forms, population.to_fraction()),
                               {}};
            finding.hint = {"Xem lại strata.csv.", "Look at strata.csv again.", {}};
            report_.add(std::move(finding));
        }
    }

    const CsvTable& table_;
    const SurveyTable& base_;
    Survey& survey_;
    Report& report_;
    std::set<std::string> questions_;
    std::vector<std::string> question_columns_;
    std::map<std::pair<std::string, std::string>, Choices> choices_;  ///< by questionnaire and question
    std::map<StratumKey, Rational> strata_;
    std::set<std::pair<std::string, std::string>> stratified_;  ///< agency and questionnaire with strata
    std::map<StratumKey, std::size_t> rows_;                    ///< agency, questionnaire, respondent -> row
    std::map<StratumKey, std::int64_t> forms_;
};

/// Columns are the table's own and the ids of questions.
bool expect_response_columns(const CsvTable& table, const std::set<std::string>& questions, Report& report) {
    std::vector<std::string_view> optional{"stratum", "weight"};
    optional.insert(optional.end(), questions.begin(), questions.end());
    return expect_columns(table, {"agency", "questionnaire", "respondent"}, optional, false, report);
}

}  // namespace

void read_strata(std::string_view csv, const std::string& file, const Limits& limits,
                 const std::set<std::string>& agencies, Survey& survey, Report& report) {
    const auto table = read_csv(csv, file, limits, report);
    if (!table || !expect_columns(*table, {"agency", "questionnaire", "population"}, {"stratum"}, false, report))
        return;
    const SurveyTable base(*table, agencies, survey, report);
    std::map<StratumKey, std::size_t> rows;
    for (const auto& row : table->rows) {
        const bool is_agency = base.expect_agency(row);
        const auto* questionnaire = base.find_questionnaire(row);
        const auto population = read_population(*table, row, report);
        if (!is_agency || questionnaire == nullptr || !population) continue;
        SurveyStratum stratum{base.text(row, "agency"), questionnaire->id, base.text(row, "stratum"), *population};
        const auto [known, is_new] =
            rows.try_emplace(StratumKey{stratum.agency, stratum.questionnaire, stratum.id}, row.number);
        if (is_new) {
            survey.strata.push_back(std::move(stratum));
            continue;
        }
        report.error("F366", table->at(row, "stratum"),
                     {fmt::format("tầng “{}” đã có ở hàng {}", excerpt(stratum.id), known->second),
                      fmt::format("the stratum “{}” already stands in row {}", excerpt(stratum.id), known->second),
                      {}});
    }
}

void read_responses(std::string_view csv, const std::string& file, const Limits& limits,
                    const std::set<std::string>& agencies, Survey& survey, Report& report) {
    const auto table = read_csv(csv, file, limits, report);
    if (!table) return;
    const SurveyTable base(*table, agencies, survey, report);
    ResponseReader reader(*table, base, survey, report);
    if (expect_response_columns(*table, reader.questions(), report)) reader.read();
}

}  // namespace parindex::io
