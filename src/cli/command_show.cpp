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

TextTable tree_table(const CriteriaSet& set, Format format, Language language) {
    const bool vi = language == Language::vi;
    TextTable table{{{vi ? "mã" : "id"},
                     {vi ? "tiêu chí" : "criterion"},
                     {vi ? "tối đa" : "max", Align::right},
                     {vi ? "đạt được" : "in reach", Align::right},
                     {vi ? "loại" : "kind"},
                     {vi ? "quy tắc" : "rule"}},
                    {}};
    for_each_criterion(set.criteria, [&](const Criterion& c, const Criterion*, std::size_t depth) {
        const auto indent = format == Format::table ? std::string(2 * (depth - 1), ' ') : std::string();
        table.rows.push_back({c.id, indent + c.title.in(language), points_text(c.max, language),
                              points_text(attainable(c).highest, language),
                              std::string(c.rule ? kind_name(*c.rule) : to_string(c.aggregate.kind)),
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
    if (options.common.format == Format::table)
        print(printable(set->title.in(language)) + "\n" + printable(provenance_text(*set).in(language)) + "\n\n");
    print_table(tree_table(*set, options.common.format, language), options.common.format);
    return Exit::fine;
}

}  // namespace

void add_show(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("show", "Print the tree of a criteria set, its rules and where points can be won");
    command->add_option("CRITERIA", options->file, "Criteria set file (JSON)")->required();
    command->add_option("--graph", options->graph, "Print the dependencies as a graph instead: dot (Graphviz)")
        ->check(CLI::IsMember({"dot"}));
    add_common_options(*command, options->common);
    command->callback([options, &run] { run = [options] { return show_set(*options); }; });
}

}  // namespace parindex::cli
