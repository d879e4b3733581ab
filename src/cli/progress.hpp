#pragma once
/// Long work at a terminal: a bar that shows how far it is, and an orderly end when the user presses Ctrl-C.

#include <csignal>
#include <cstddef>
#include <mutex>
#include <string>

namespace parindex::cli {

/// A bar on standard error, drawn only when that is a terminal and wiped out at the end.
class Progress {
public:
    /// `label` says what is being done; `steps` is how many times step() will be called.
    Progress(std::string label, std::size_t steps);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// One more step is done. May be called by several threads.
    void step();

private:
    void draw() const;

    std::string label_;
    std::size_t steps_;
    std::size_t done_ = 0;
    bool is_shown_;
    std::mutex mutex_;
};

/// While it lives, the first Ctrl-C (or SIGTERM) is only noted; a second one ends the program at once, unless hold() was
/// called.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    [[nodiscard]] static bool requested();

    /// From here on nothing interrupts: results are being put into place.
    void hold();

private:
    struct sigaction old_int_ {};
    struct sigaction old_term_ {};
    sigset_t old_mask_{};
    bool is_held_ = false;
};

}  // namespace parindex::cli
