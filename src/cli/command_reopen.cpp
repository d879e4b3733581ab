// parindex reopen: lets a frozen stage be changed again, with a reason that stays in the log.

#include <memory>

#include "cli/audit_output.hpp"

namespace parindex::cli {

void add_reopen(CLI::App& app, Run& run) {
    auto options = std::make_shared<AuditOptions>();
    auto* command = app.add_subcommand("reopen", "Reopen a frozen stage, for a reason that is logged");
    add_audit_options(*command, *options);
    command->add_option("--reason", options->why, "Why it is reopened")->required();
    command->callback([options, &run] {
        run = [options] { return print_added(*options, reopen_stage(options->folder, request_of(*options))); };
    });
}

}  // namespace parindex::cli
