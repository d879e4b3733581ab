#include "parindex/analysis/survey_checks.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "parindex/analysis/sample_size.hpp"
#include "parindex/analysis/survey_estimate.hpp"
#include "parindex/base/rounding.hpp"

namespace parindex {

namespace {

/// What one agency's forms of one questionnaire hold.
struct Tally {
    std::int64_t forms = 0;
    std::int64_t filled = 0;  ///< cells with an answer
    std::map<std::string_view, std::int64_t> by_stratum;
};

Text percent(const Rational& share) {
    const auto text = to_short(share * 100, 1);
    return {localise_number(text, Language::vi), text, {}};
}

/// The checks of one survey stage.
class SurveyCheck {
public:
    SurveyCheck(const Round& round, const Survey& survey, Findings& findings)
        : round_(round), survey_(survey), findings_(findings) {
        for (const auto& response : survey.responses) {
            auto& tally = tallies_[{response.agency, response.questionnaire}];
            ++tally.forms;
            tally.filled += static_cast<std::int64_t>(response.answers.size());
            ++tally.by_stratum[response.stratum];
        }
    }

    void run() {
        for (const auto& [key, population] : populations()) check_sample(key, population);
        for (const auto& stratum : survey_.strata) check_stratum(stratum);
        for (const auto& [key, tally] : tallies_) check_nonresponse(key, tally);
        for (const auto& figure : estimate_survey(round_, survey_)) check_figure(figure);
    }

private:
    using Key = std::pair<std::string_view, std::string_view>;  ///< agency, questionnaire

    void add(std::string code, Severity severity, Location location, std::string_view agency, Text message,
             Text hint = {}) {
        Finding finding;
        finding.code = std::move(code);
        finding.severity = severity;
        finding.location = std::move(location);
        finding.agency = agency;
        finding.message = std::move(message);
        finding.hint = std::move(hint);
        findings_.push_back(std::move(finding));
    }

    [[nodiscard]] std::map<Key, Rational> populations() const {
        std::map<Key, Rational> sums;
        for (const auto& stratum : survey_.strata) sums[{stratum.agency, stratum.questionnaire}] += stratum.population;
        return sums;
    }

    [[nodiscard]] Location file_location() const {
        return {survey_.estimates.empty() ? std::string() : survey_.estimates.front().location.file, 0, 0, {}};
    }

    void check_sample(const Key& key, const Rational& population) {
        if (!survey_.sample.error) return;
        const auto needed = simple_sample_size(population, *survey_.sample.error);
        const auto tally = tallies_.find(key);
        const std::int64_t forms = tally == tallies_.end() ? 0 : tally->second.forms;
        if (forms >= needed) return;
        const auto error = percent(*survey_.sample.error);
        const auto size = population.to_fraction();
        add("D401", Severity::warning, file_location(), key.first,
            {fmt::format("{}: mẫu “{}” có {} phiếu, ít hơn {} phiếu cần có (N = {}, sai số {} %)", key.first,
                         key.second, forms, needed, size, error.vi),
             fmt::format("{}: “{}” has {} forms, fewer than the {} needed (N = {}, error {} %)", key.first, key.second,
                         forms, needed, size, error.en),
             {}},
            {"Phát thêm phiếu; “parindex sample-size” nêu cách tính.",
             "Collect more forms; “parindex sample-size” shows the arithmetic.",
             {}});
    }

    void check_stratum(const SurveyStratum& stratum) {
        const auto tally = tallies_.find({stratum.agency, stratum.questionnaire});
        if (tally == tallies_.end()) return;  // no forms at all are D408
        const auto found = tally->second.by_stratum.find(stratum.id);
        const std::int64_t forms = found == tally->second.by_stratum.end() ? 0 : found->second;
        if (forms == 0)
            add("D402", Severity::warning, file_location(), stratum.agency,
                {fmt::format("{}: tầng “{}” của mẫu “{}” không có phiếu nào; ước lượng chỉ tính các tầng còn lại",
                             stratum.agency, excerpt(stratum.id), stratum.questionnaire),
                 fmt::format("{}: stratum “{}” of “{}” has no forms; the estimate is of the other strata",
                             stratum.agency, excerpt(stratum.id), stratum.questionnaire),
                 {}},
                {"Phát phiếu cho tầng này, hoặc gộp tầng.", "Collect forms there, or join strata.", {}});
        else if (forms == 1 && stratum.population > Rational(1))
            add("D405", Severity::warning, file_location(), stratum.agency,
                {fmt::format("{}: tầng “{}” của mẫu “{}” chỉ có một phiếu; sai số của tầng lấy theo độ lệch so với "
                             "ước lượng chung",
                             stratum.agency, excerpt(stratum.id), stratum.questionnaire),
                 fmt::format("{}: stratum “{}” of “{}” has one form; its error is taken from the overall estimate",
                             stratum.agency, excerpt(stratum.id), stratum.questionnaire),
                 {}},
                {"Gộp tầng này với tầng gần nhất.", "Join it with the stratum closest to it.", {}});
    }

    void check_nonresponse(const Key& key, const Tally& tally) {
        const auto* questionnaire = survey_.find_questionnaire(std::string(key.second));
        if (!survey_.sample.nonresponse_at_most || questionnaire == nullptr || questionnaire->questions.empty()) return;
        const Rational cells = Rational(tally.forms) * static_cast<std::int64_t>(questionnaire->questions.size());
        const Rational empty = (cells - tally.filled) / cells;
        if (empty <= *survey_.sample.nonresponse_at_most) return;
        const auto found = percent(empty);
        const auto most = percent(*survey_.sample.nonresponse_at_most);
        add("D403", Severity::warning, file_location(), key.first,
            {fmt::format("{}: {} % số câu của mẫu “{}” bỏ trống, nhiều hơn {} %", key.first, found.vi, key.second,
                         most.vi),
             fmt::format("{}: {} % of the answers of “{}” are missing, more than {} %", key.first, found.en, key.second,
                         most.en),
             {}},
            {"Kiểm tra việc nhập phiếu và câu hỏi.", "Look at the entry of the forms, and at the questions.", {}});
    }

    void check_figure(const SurveyFigure& figure) {
        const auto& agency = round_.agencies[figure.agency];
        const auto& estimate = survey_.estimates[figure.estimate];
        if (figure.is_too_large) {
            add("D407", Severity::warning, estimate.location, agency.id,
                {fmt::format("{}: ước lượng “{}” có số quá lớn để tính chính xác", agency.id, estimate.id),
                 fmt::format("{}: the estimate “{}” has numbers too large to be computed exactly", agency.id,
                             estimate.id),
                 {}},
                {"Gộp tầng, hoặc làm tròn trọng số.", "Join strata, or round the weights.", {}});
        } else if (figure.forms == 0) {
            if (!agency.predecessors.empty()) return;
            add("D408", Severity::warning, estimate.location, agency.id,
                {fmt::format("{}: ước lượng “{}” không có phiếu nào", agency.id, estimate.id),
                 fmt::format("{}: there are no forms for the estimate “{}”", agency.id, estimate.id),
                 {}},
                {"Tiêu chí điều tra ở trạng thái “no_survey”, trừ khi có số nhập sẵn.",
                 "Its survey criteria are in the state “no_survey”, unless figures are typed.",
                 {}});
        } else if (!figure.share) {
            add("D406", Severity::warning, estimate.location, agency.id,
                {fmt::format("{}: ước lượng “{}” không tính được: có phần không có câu trả lời nào", agency.id,
                             estimate.id),
                 fmt::format("{}: the estimate “{}” is not made: a part of it has no answers", agency.id, estimate.id),
                 {}},
                {"Nhập đủ phiếu của mọi mẫu.", "Enter the forms of every questionnaire.", {}});
        }
    }

    const Round& round_;
    const Survey& survey_;
    Findings& findings_;
    std::map<Key, Tally> tallies_;
};

}  // namespace

Findings check_survey(const Round& round, const Survey& survey) {
    Findings findings;
    SurveyCheck(round, survey, findings).run();
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return a.agency < b.agency; });
    return findings;
}

Findings check_surveys(const Round& round, std::size_t last_stage) {
    Findings findings;
    for (std::size_t stage = 0; stage < round.stages.size() && stage <= last_stage; ++stage) {
        const auto survey = round.surveys.find(round.stages[stage].id);
        if (survey == round.surveys.end()) continue;
        auto found = check_survey(round, survey->second);
        findings.insert(findings.end(), found.begin(), found.end());
    }
    return findings;
}

}  // namespace parindex
