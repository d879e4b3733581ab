// Prints the formulas of a round's forms as JSON, for test_formulas.py:
//
//     dump_formulas ROUND
//
// One entry for each kind of agency (group and attributes). All cells of a form stand in column XFD of one sheet; the
// test puts each agency into a column of its own. "rows" says which row holds what.

#include <nlohmann/json.hpp>

#include <iostream>
#include <map>
#include <memory>
#include <string>

#include "io/sheet_formula.hpp"
#include "parindex/io/round_folder.hpp"

namespace {

using Json = nlohmann::ordered_json;
using namespace parindex;

constexpr std::size_t record_lines = 6;

/// Hands out one row for each thing that is asked for.
class Column {
public:
    std::string cell(const std::string& key) {
        const auto [place, is_new] = rows_.try_emplace(key, rows_.size() + 1);
        (void)is_new;
        return "$XFD$" + std::to_string(place->second);
    }

    [[nodiscard]] const std::map<std::string, std::size_t>& rows() const { return rows_; }

private:
    std::map<std::string, std::size_t> rows_;
};

std::string part_name(io::AnswerPart part) {
    switch (part) {
        case io::AnswerPart::level:
            return "level";
        case io::AnswerPart::value:
            return "value";
        case io::AnswerPart::points:
            return "points";
        case io::AnswerPart::awarded:
            return "awarded";
        case io::AnswerPart::state:
            return "state";
    }
    return {};
}

io::SheetCells cells_in(Column& column, const Plan& plan) {
    const auto id = [&plan](std::size_t node) { return plan.nodes()[node].criterion->id; };
    io::SheetCells cells;
    cells.fact = [&column](std::string_view fact) { return column.cell("fact " + std::string(fact)); };
    cells.record_lines = [](std::string_view) { return record_lines; };
    cells.record = [&column](std::string_view fact, std::size_t line, std::string_view field) {
        return column.cell("record " + std::string(fact) + " " + std::to_string(line) + " " + std::string(field));
    };
    cells.answer = [&column, id](std::size_t node, io::AnswerPart part) {
        return column.cell(part_name(part) + " " + id(node));
    };
    cells.item = [&column, id](std::size_t node, std::string_view item) {
        return column.cell("item " + id(node) + "#" + std::string(item));
    };
    cells.points = [&column, id](std::size_t node) { return column.cell("= points " + id(node)); };
    cells.assigned = [&column, id](std::size_t node) { return column.cell("= assigned " + id(node)); };
    cells.status = [&column, id](std::size_t node) { return column.cell("= status " + id(node)); };
    cells.helper = [&column](std::size_t index) { return column.cell("= helper " + std::to_string(index)); };
    return cells;
}

Json form_of(const Round& round, const Agency& agency) {
    const auto& set = *round.set_of(agency);
    const auto plan = Plan::compile(std::make_shared<const CriteriaSet>(set));
    const auto exemptions = exemptions_of(round, agency);
    EvaluationContext context;
    context.agency = &agency;
    context.period = &round.period;
    context.calendar = &round.calendar;
    context.exemptions = &exemptions;
    Column column;
    const auto cells = cells_in(column, *plan.value);
    const auto formulas = io::sheet_formulas(*plan.value, context, cells, Language::en);
    Json form;
    Json& written = form["formulas"];
    for (std::size_t i = 0; i < formulas.nodes.size(); ++i) {
        const auto& id = plan.value->nodes()[i].criterion->id;
        written["= points " + id] = formulas.nodes[i].points;
        written["= assigned " + id] = formulas.nodes[i].assigned;
        written["= status " + id] = formulas.nodes[i].status;
        (void)cells.status(i);
    }
    for (std::size_t i = 0; i < formulas.helpers.size(); ++i)
        written["= helper " + std::to_string(i)] = formulas.helpers[i];
    const auto& total = formulas.total;
    for (const auto& [name, formula] : std::map<std::string, std::string>{{"points", total.points},
                                                                          {"assigned", total.assigned},
                                                                          {"bonus", total.bonus},
                                                                          {"penalty", total.penalty},
                                                                          {"exact", total.exact},
                                                                          {"rounded", total.rounded},
                                                                          {"percent_exact", total.percent_exact},
                                                                          {"percent_rounded", total.percent_rounded}}) {
        written["= total " + name] = formula;
        (void)column.cell("= total " + name);
    }
    form["not_computed"] = Json::array();
    for (const auto& note : formulas.not_computed)
        form["not_computed"].push_back(
            {{"id", plan.value->nodes()[note.node].criterion->id}, {"reason", note.reason.en}});
    form["references"] = Json::array();
    for (const auto& edge : plan.value->edges())
        form["references"].push_back(
            {plan.value->nodes()[edge.from].criterion->id, plan.value->nodes()[edge.to].criterion->id});
    form["rows"] = column.rows();
    return form;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return 2;
    const auto round = load_round(arguments[1]);
    if (!round.value) {
        for (const auto& finding : round.findings) std::cerr << to_line(finding, Language::en) << '\n';
        return 1;
    }
    std::map<std::string, std::size_t> kinds;
    Json output;
    output["forms"] = Json::array();
    for (const auto& agency : round.value->agencies) {
        std::string kind = agency.group;
        for (const auto& [key, value] : agency.attributes) kind += "\n" + key + "=" + value;
        const auto [place, is_new] = kinds.try_emplace(kind, output["forms"].size());
        if (is_new) output["forms"].push_back(form_of(*round.value, agency));
        output["agencies"][agency.id] = place->second;
    }
    std::cout << output.dump() << '\n';
    return 0;
}
