// parindex: scores administrative-reform indices from criteria that are data. Each command is in its own file.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <new>
#include <sstream>
#include <string>

#include "cli/command.hpp"
#include "parindex/base/text.hpp"
#include "parindex/base/version.hpp"

namespace {

using parindex::cli::Exit;

int as_code(Exit exit) { return static_cast<int>(exit); }

/// Everything the command line library says goes through here: arguments may hold control characters.
void print_safely(const std::string& text, std::FILE* file) {
    std::string line;
    std::istringstream lines(text);
    while (std::getline(lines, line)) {
        const auto safe = parindex::printable(line) + "\n";
        std::fwrite(safe.data(), 1, safe.size(), file);
    }
}

/// The first word that is no command, for a message that names it; empty when there is none.
std::string unknown_word(const CLI::App& app, int argc, char** argv) {
    if (argc < 2) return {};
    const std::string word = argv[1];
    for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; }))
        if (command->get_name() == word) return {};
    return word;
}

/// Help, version and wrong use.
Exit answer_parse_error(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
    std::ostringstream out;
    std::ostringstream err;
    const bool wrong_use = app.exit(error, out, err) != 0;
    print_safely(out.str(), stdout);
    const auto word = wrong_use ? unknown_word(app, argc, argv) : std::string();
    if (!word.empty())
        print_safely("parindex: there is no command or option \"" + word + "\" here; see parindex --help", stderr);
    else
        print_safely(err.str(), stderr);
    return wrong_use ? Exit::unusable : Exit::fine;
}

/// What was printed must have arrived, else the exit code says so.
Exit flush_output(Exit exit) {
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return exit;
    std::fputs("parindex: standard output cannot be written\n", stderr);
    return Exit::unusable;
}

int run_program(int argc, char** argv) {
    CLI::App app{"Scores self-assessments and appraisals against criteria sets, exactly and with reasons.", "parindex"};
    app.set_version_flag("--version", "parindex " PARINDEX_VERSION);
    app.require_subcommand(1);
    app.footer("Exit codes: 0 fine; 1 findings or failed checks; 2 wrong use or unreadable input.");
    parindex::cli::Run run;
    parindex::cli::add_lint(app, run);
    parindex::cli::add_show(app, run);
    parindex::cli::add_template(app, run);
    parindex::cli::add_import(app, run);
    parindex::cli::add_evaluate(app, run);
    parindex::cli::add_explain(app, run);
    parindex::cli::add_check(app, run);
    parindex::cli::add_evidence(app, run);
    parindex::cli::add_monitor(app, run);
    parindex::cli::add_survey(app, run);
    parindex::cli::add_sample_size(app, run);
    parindex::cli::add_rank(app, run);
    parindex::cli::add_compare(app, run);
    parindex::cli::add_freeze(app, run);
    parindex::cli::add_reopen(app, run);
    parindex::cli::add_audit(app, run);
    parindex::cli::add_report(app, run);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return as_code(flush_output(answer_parse_error(app, error, argc, argv)));
    }
    return as_code(flush_output(run()));
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run_program(argc, argv);
    } catch (const std::bad_alloc&) {
        std::fputs("parindex: not enough memory for this input\n", stderr);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "parindex: internal error, please report it: %s\n", error.what());
    }
    return as_code(Exit::unusable);
}
