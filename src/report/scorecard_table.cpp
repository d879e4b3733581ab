#include "report/scorecard_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "parindex/base/rounding.hpp"
#include "parindex/engine/explain.hpp"
#include "parindex/report/figures.hpp"
#include "report/report_view.hpp"

namespace parindex::report {

namespace {

using Kind = TableColumn::Kind;

void add_line(std::string& text, const std::string& line) {
    if (line.empty()) return;
    text += (text.empty() ? "" : "\n") + line;
}

/// One agency's rows being made.
class Scorecards {
public:
    Scorecards(const ReportView& view, std::size_t agency)
        : view_(view), result_(view.last().agencies[agency]), plan_(view.last().plans[result_.set]), agency_(agency) {
        for (std::size_t i = 0; i < view.stages().size(); ++i) {
            const auto kind = view.round().stages[i].kind;
            if (kind == Stage::Kind::self || kind == Stage::Kind::appraisal) stages_.push_back(i);
        }
    }

    [[nodiscard]] ReportTable table() const {
        ReportTable table;
        add_head(table);
        for (std::size_t i = 0; i < plan_.nodes().size(); ++i) table.rows.push_back(node_row(i));
        add_totals(table);
        align_decimals(table);
        return table;
    }

private:
    [[nodiscard]] const Agency& agency() const { return view_.round().agencies[agency_]; }
    [[nodiscard]] const Scorecard& card_at(std::size_t stage) const {
        return view_.stages()[stage].agencies[agency_].scorecard;
    }

    void add_head(ReportTable& table) const {
        table.name = view_.say("Phiếu điểm", "Scorecard");
        table.title = view_.say("Phiếu điểm: ", "Scorecard: ") + agency().name;
        table.notes = {view_.say(view_.round().title), view_.say("Kỳ đánh giá: ", "Period: ") + view_.period_text() +
                                                           view_.say("; giai đoạn: ", "; stage: ") +
                                                           view_.stage_title(view_.stages().size() - 1) +
                                                           view_.say("; nhóm: ", "; group: ") + agency().group};
        table.columns = {
            {view_.say("TT", "No."), Kind::text, 9},
            {view_.say("Lĩnh vực, tiêu chí, tiêu chí thành phần", "Domain, criterion, component"), Kind::name, 40},
            {view_.say("Điểm tối đa", "Maximum"), Kind::number, 9}};
        for (const auto stage : stages_) table.columns.push_back({stage_column(stage), Kind::number, 10});
        table.columns.push_back({view_.say("Điểm điều tra xã hội học", "Survey points"), Kind::number, 10});
        table.columns.push_back({view_.say("Điểm đạt", "Points in force"), Kind::number, 9});
        table.columns.push_back({view_.say("Tài liệu kiểm chứng", "Evidence"), Kind::text, 28});
        table.columns.push_back({view_.say("Giải trình của đơn vị", "The agency's explanation"), Kind::text, 28});
        table.columns.push_back({view_.say("Ý kiến thẩm định, hội đồng", "Appraisal and council"), Kind::text, 30});
    }

    [[nodiscard]] std::string stage_column(std::size_t stage) const {
        const bool is_self = view_.round().stages[stage].kind == Stage::Kind::self;
        const auto same_kind = std::count_if(stages_.begin(), stages_.end(), [&](std::size_t other) {
            return view_.round().stages[other].kind == view_.round().stages[stage].kind;
        });
        auto title =
            is_self ? view_.say("Điểm tự đánh giá", "Self-assessed") : view_.say("Điểm thẩm định", "Appraised");
        return same_kind > 1 ? title + " (" + view_.stage_title(stage) + ")" : title;
    }

    [[nodiscard]] TableRow node_row(std::size_t i) const {
        const auto& node = plan_.nodes()[i];
        const auto& criterion = *node.criterion;
        const auto& score = result_.scorecard.nodes[i];
        TableRow row;
        row.weight = node.depth == 1 ? Weight::title : criterion.is_leaf() ? Weight::normal : Weight::strong;
        row.indent = node.depth - 1;
        row.cells = {criterion.id, view_.say(criterion.title), figure_or_blank(criterion.max)};
        for (const auto stage : stages_) row.cells.push_back(figure_or_blank(card_at(stage).nodes[i].points));
        row.cells.push_back(figure_or_blank(survey_points(i)));
        row.cells.push_back(figure_or_blank(score.points));
        row.cells.emplace_back(criterion.is_leaf() ? evidence_text(criterion.id) : "");
        row.cells.emplace_back(criterion.is_leaf() ? account_text(criterion.id) : "");
        row.cells.emplace_back(opinion_text(criterion, score));
        return row;
    }

    [[nodiscard]] Cell figure_or_blank(const std::optional<Rational>& points) const {
        return points ? view_.points(points) : Cell();
    }

    /// Points in force that come from the survey.
    [[nodiscard]] std::optional<Rational> survey_points(std::size_t i) const {
        const auto& criterion = *plan_.nodes()[i].criterion;
        if (criterion.is_leaf()) {
            const auto& by = criterion.scored_by;
            if (std::find(by.begin(), by.end(), Scorer::survey) == by.end()) return std::nullopt;
            return result_.scorecard.nodes[i].points;
        }
        if (criterion.aggregate.kind != Aggregate::Kind::sum || !criterion.aggregate.convert.empty())
            return std::nullopt;
        std::optional<Rational> sum;
        for (const auto child : plan_.nodes()[i].children)
            if (const auto points = survey_points(child)) sum = sum.value_or(Rational(0)) + *points;
        return sum;
    }

    [[nodiscard]] const Evidence* find_evidence(const std::string& id) const {
        for (const auto& one : view_.last().in_force[agency_].evidence)
            if (one.id == id) return &one;
        return nullptr;
    }

    [[nodiscard]] std::string document_text(const std::string& id) const {
        const auto* document = find_evidence(id);
        if (document == nullptr) return id;
        auto text = document->number.empty() ? id : document->number;
        if (document->date) text += view_.say(" ngày ", " of ") + document->date->to_vietnamese();
        if (!document->title.empty()) text += ", " + document->title;
        if (!document->section.empty()) text += ", " + document->section;
        if (!document->page.empty()) text += view_.say(", trang ", ", page ") + document->page;
        return text;
    }

    [[nodiscard]] std::string evidence_text(const std::string& criterion) const {
        const auto& answers = view_.last().in_force[agency_].answers;
        const auto answer = answers.find(criterion);
        if (answer == answers.end()) return {};
        std::string text;
        const auto& accepted = answer->second.accepted_evidence;
        for (const auto& id : answer->second.evidence) {
            auto line = document_text(id);
            const auto refused = answer->second.refused_evidence.find(id);
            if (refused != answer->second.refused_evidence.end())
                line += view_.say(" (không chấp nhận: ", " (refused: ") + refused->second + ")";
            else if (std::find(accepted.begin(), accepted.end(), id) != accepted.end())
                line += view_.say(" (chấp nhận)", " (accepted)");
            add_line(text, line);
        }
        return text;
    }

    /// Explanations at the stages of the agency (`own`) or of the others, each with its stage and who gave it.
    [[nodiscard]] std::string said_at(const std::string& criterion, bool is_own) const {
        std::string text;
        for (std::size_t stage = 0; stage < view_.stages().size(); ++stage) {
            const auto kind = view_.round().stages[stage].kind;
            if ((kind == Stage::Kind::self || kind == Stage::Kind::explanation) != is_own) continue;
            if (!is_own) add_line(text, opinions_at(stage, criterion));
            const auto* said = view_.round().find_assessment(stage, agency().id);
            if (said == nullptr) continue;
            const auto answer = said->answers.find(criterion);
            if (answer == said->answers.end()) continue;
            auto words = answer->second.explanation;
            if (answer->second.disputed.value_or(false))
                words = view_.say("không đồng ý", "disputed") + (words.empty() ? "" : ": " + words);
            if (!words.empty()) add_line(text, who(stage, answer->second) + ": " + words);
        }
        return text;
    }

    [[nodiscard]] std::string who(std::size_t stage, const Answer& answer) const {
        auto text = view_.stage_title(stage);
        if (!answer.by.empty()) text += ", " + name_of(answer.by);
        if (answer.at) text += ", " + answer.at->to_vietnamese();
        return text;
    }

    [[nodiscard]] std::string name_of(const std::string& by) const {
        const auto* appraiser = view_.round().find_appraiser(by);
        return appraiser != nullptr && !appraiser->name.empty() ? appraiser->name : by;
    }

    [[nodiscard]] std::string opinions_at(std::size_t stage, const std::string& criterion) const {
        std::string text;
        if (stage >= view_.round().opinions.size()) return text;
        const auto opinions = view_.round().opinions[stage].find(agency().id);
        if (opinions == view_.round().opinions[stage].end()) return text;
        for (const auto& one : opinions->second) {
            if (one.criterion != criterion) continue;
            auto line = who(stage, one.answer) + ": " + points_text(one.points, view_.language());
            if (!one.answer.explanation.empty()) line += ", " + one.answer.explanation;
            add_line(text, line);
        }
        return text;
    }

    [[nodiscard]] std::string account_text(const std::string& criterion) const { return said_at(criterion, true); }

    [[nodiscard]] std::string opinion_text(const Criterion& criterion, const NodeScore& score) const {
        std::string text;
        if (criterion.is_leaf() && score.state != State::scored) {
            text = view_.say(state_text(score.state));
            if (score.effect) text += ", " + view_.say(effect_text(*score.effect));
        }
        if (criterion.is_leaf() && score.overridden)
            add_line(text,
                     view_.say("điểm ấn định theo quy định của tiêu chí", "points set by the criterion's override"));
        const auto& exempt = view_.last().exemptions[agency_];
        if (const auto found = exempt.find(criterion.id); found != exempt.end())
            add_line(text, view_.say("không áp dụng: ", "not applicable: ") + found->second);
        if (criterion.is_leaf()) add_line(text, said_at(criterion.id, false));
        return text;
    }

    [[nodiscard]] TableRow sum_row(std::string label, Weight weight) const {
        return {{"", std::move(label), ""}, weight, 0};
    }

    void add_totals(ReportTable& table) const {
        const auto& set = plan_.set();
        auto totals = sum_row(view_.say("Tổng điểm", "Total"), Weight::title);
        totals.cells[2] = figure_or_blank(set.max);
        auto percents = sum_row(view_.say("Chỉ số (%)", "Index (%)"), Weight::title);
        for (const auto stage : stages_) {
            totals.cells.push_back(view_.total(card_at(stage).total, set));
            percents.cells.push_back(view_.percent(card_at(stage).total, set));
        }
        totals.cells.push_back(figure_or_blank(survey_sum()));
        percents.cells.emplace_back();
        totals.cells.push_back(view_.total(result_.scorecard.total, set));
        percents.cells.push_back(view_.percent(result_.scorecard.total, set));
        for (auto* row : {&totals, &percents}) row->cells.resize(table.columns.size());
        add_parts(table);
        table.rows.push_back(std::move(totals));
        table.rows.push_back(std::move(percents));
        add_standing(table);
    }

    [[nodiscard]] std::optional<Rational> survey_sum() const {
        std::optional<Rational> sum;
        for (const auto domain : plan_.domains())
            if (plan_.nodes()[domain].role == Role::scored)
                if (const auto points = survey_points(domain)) sum = sum.value_or(Rational(0)) + *points;
        return sum;
    }

    /// What lies between the domains and the total: sum, maximum that counts, bonus, penalty.
    void add_parts(ReportTable& table) const {
        const auto& total = result_.scorecard.total;
        if (!total.exact) return;
        const auto add = [&](std::string label, const Rational& figure) {
            auto row = sum_row(std::move(label), Weight::strong);
            row.cells.resize(table.columns.size());
            row.cells[in_force_column()] = view_.points(figure);
            table.rows.push_back(std::move(row));
        };
        add(view_.say("Cộng điểm các lĩnh vực", "Sum of the domains"), total.points);
        if (total.assigned != plan_.set().max.value_or(total.assigned))
            add(view_.say("Điểm tối đa áp dụng cho đơn vị", "Maximum that applies to the agency"), total.assigned);
        if (!total.bonus.is_zero()) add(view_.say("Điểm thưởng", "Bonus"), total.bonus);
        if (!total.penalty.is_zero()) add(view_.say("Điểm trừ", "Penalty"), total.penalty);
    }

    [[nodiscard]] std::size_t in_force_column() const { return 4 + stages_.size(); }

    void add_standing(ReportTable& table) const {
        const auto add = [&](std::string label, Cell cell) {
            auto row = sum_row(std::move(label), Weight::title);
            row.cells.resize(table.columns.size());
            row.cells[in_force_column()] = std::move(cell);
            table.rows.push_back(std::move(row));
        };
        if (result_.rank)
            add(view_.say("Xếp hạng trong nhóm", "Rank in the group"), view_.count(*result_.rank));
        else
            add(view_.say("Xếp hạng trong nhóm", "Rank in the group"), view_.say(not_ranked_text(result_.not_ranked)));
        if (const auto& in_class = result_.standing.in_class)
            add(view_.say("Xếp loại", "Class"), in_class->title.empty() ? in_class->id : view_.say(in_class->title));
    }

    ReportView view_;
    const AgencyResult& result_;
    const Plan& plan_;
    std::size_t agency_;
    std::vector<std::size_t> stages_;  ///< self-assessments and appraisals
};

}  // namespace

ReportTable scorecard_table(const ReportInput& input, std::size_t agency) {
    return Scorecards(ReportView(input), agency).table();
}

}  // namespace parindex::report
