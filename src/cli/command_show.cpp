// parindex show: the tree of a criteria set, its rules, and where points can be won.

#include <fmt/format.h>

#include <memory>

#include "cli/command.hpp"
#include "parindex/engine/explain.hpp"
#include "parindex/engine/lint.hpp"
#include "parindex/engine/plan.hpp"
#include "parindex/io/criteria_json.hpp"
#include "parindex/io/result_json.hpp"

namespace parindex::cli {

namespace {

struct Options {
    CommonOptions common;
    std::string file;
    std::string graph;
};

std::string kind_text(const Criterion& criterion) {
    return std::string(criterion.rule ? kind_name(*criterion.rule) : to_string(criterion.aggregate.kind));
}

TextTable screen_table(const CriteriaSet& set, Language language) {
    const bool vi = language == Language::vi;
    TextTable table{{{vi ? "mã" : "id"},
                     {vi ? "tiêu chí" : "criterion"},
                     {vi ? "tối đa" : "max", Align::right},
                     {vi ? "đạt được" : "in reach", Align::right},
                     {vi ? "loại" : "kind"},
                     {vi ? "quy tắc" : "rule"}},
                    {}};
    for_each_criterion(set.criteria, [&](const Criterion& c, const Criterion*, std::size_t depth) {
        table.rows.push_back({c.id, std::string(2 * (depth - 1), ' ') + c.title.in(language),
                              points_text(c.max, language), points_text(attainable(c).highest, language), kind_text(c),
                              describe_rule(c).in(language)});
    });
    return table;
}

/// Fixed column names and exact numbers, whatever the language of the texts.
TextTable machine_table(const CriteriaSet& set, Language language) {
    TextTable table{{{"id"}, {"title"}, {"max"}, {"highest"}, {"kind"}, {"rule"}}, {}};
    const auto exact = [](const std::optional<Rational>& value) { return value ? exact_text(*value) : std::string(); };
    for_each_criterion(set.criteria, [&](const Criterion& c, const Criterion*, std::size_t) {
        table.rows.push_back({c.id, c.title.in(language), exact(c.max), exact(attainable(c).highest), kind_text(c),
                              describe_rule(c).in(language)});
    });
    return table;
}

Exit show_set(const Options& options) {
    auto loaded = load_criteria_set(options.file, options.common.edition);
    const auto language = language_for(options.common, loaded.value ? &*loaded.value : nullptr);
    print_findings(loaded.findings, language);
    if (!loaded.value) return Exit::unusable;
    const auto set = std::make_shared<const CriteriaSet>(std::move(*loaded.value));
    if (!options.graph.empty()) {
        const auto plan = Plan::compile(set);
        print_findings(plan.findings, language);
        if (!plan.value) return Exit::findings;
        print(to_dot(*plan.value, language));
        return Exit::fine;
    }
    if (options.common.format == Format::json) {
        print(tree_to_json(*set));
        return Exit::fine;
    }
    if (options.common.format == Format::csv) {
        print_table(machine_table(*set, language), Format::csv);
        return Exit::fine;
    }
    print(printable(set->title.in(language)) + "\n" + printable(provenance_text(*set).in(language)) + "\n\n");
    print_table(screen_table(*set, language), Format::table);
    return Exit::fine;
}

}  // namespace

void add_show(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    auto* command =
        app.add_subcommand("show", "Print the tree of a criteria set, its rules and where points can be won");
    command->add_option("CRITERIA", options->file, "Criteria set file (JSON)")->required();
    command->add_option("--graph", options->graph, "Print the dependencies as a graph instead: dot (Graphviz)")
        ->check(CLI::IsMember({"dot"}));
    add_common_options(*command, options->common);
    command->callback([options, &run] { run = [options] { return show_set(*options); }; });
}

}  // namespace parindex::cli
