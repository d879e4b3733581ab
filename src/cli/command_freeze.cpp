// parindex freeze: keeps what a stage was scored from, and says so in the log of the round.

#include <memory>

#include "cli/audit_output.hpp"

namespace parindex::cli {

void add_freeze(CLI::App& app, Run& run) {
    auto options = std::make_shared<AuditOptions>();
    auto* command = app.add_subcommand("freeze", "Freeze a stage: keep copies of its files and log their hashes");
    add_audit_options(*command, *options);
    command->add_option("--note", options->why, "What else the log should say");
    command->callback([options, &run] {
        run = [options] { return print_added(*options, freeze_stage(options->folder, request_of(*options))); };
    });
}

}  // namespace parindex::cli
