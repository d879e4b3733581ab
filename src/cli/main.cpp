// parindex: scores administrative-reform indices from criteria that are data. Each command is in its own file.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <new>

#include "cli/command.hpp"
#include "parindex/base/version.hpp"

namespace {

using parindex::cli::Exit;

int as_code(Exit exit) { return static_cast<int>(exit); }

int run_program(int argc, char** argv) {
    CLI::App app{"Scores self-assessments and appraisals against criteria sets, exactly and with reasons.", "parindex"};
    app.set_version_flag("--version", "parindex " PARINDEX_VERSION);
    app.require_subcommand(1);
    app.footer("Exit codes: 0 fine; 1 findings or failed checks; 2 wrong use or unreadable input.");
    parindex::cli::Run run;
    parindex::cli::add_lint(app, run);
    parindex::cli::add_show(app, run);
    parindex::cli::add_evaluate(app, run);
    parindex::cli::add_explain(app, run);
    parindex::cli::add_check(app, run);
    parindex::cli::add_rank(app, run);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const bool asked_for_help = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);
        app.exit(error);
        return asked_for_help ? as_code(Exit::fine) : as_code(Exit::unusable);
    }
    const auto exit = run();
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
        std::fputs("parindex: standard output cannot be written\n", stderr);
        return as_code(Exit::unusable);
    }
    return as_code(exit);
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
