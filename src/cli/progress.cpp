#include "cli/progress.hpp"

#include <fmt/format.h>
#include <pthread.h>
#include <unistd.h>

#include <cstdio>

namespace parindex::cli {

namespace {

constexpr std::size_t bar_width = 30;

volatile std::sig_atomic_t is_requested = 0;

void note_request(int /*signal*/) { is_requested = 1; }

sigset_t interrupting_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

}  // namespace

Progress::Progress(std::string label, std::size_t steps)
    : label_(std::move(label)), steps_(steps), is_shown_(steps > 0 && ::isatty(STDERR_FILENO) == 1) {
    draw();
}

Progress::~Progress() {
    if (is_shown_) std::fputs("\r\x1b[K", stderr);
}

void Progress::step() {
    const std::scoped_lock lock(mutex_);
    const auto before = done_ * 100 / (steps_ == 0 ? 1 : steps_);
    ++done_;
    if (done_ * 100 / (steps_ == 0 ? 1 : steps_) != before) draw();
}

void Progress::draw() const {
    if (!is_shown_) return;
    const auto filled = done_ * bar_width / steps_;
    const auto line = fmt::format("\r\x1b[K{} [{}{}] {}/{}", label_, std::string(filled, '='),
                                  std::string(bar_width - filled, ' '), done_, steps_);
    std::fwrite(line.data(), 1, line.size(), stderr);
    std::fflush(stderr);
}

Interrupt::Interrupt() {
    is_requested = 0;
    struct sigaction action {};
    action.sa_handler = note_request;
    sigemptyset(&action.sa_mask);
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigaction(SIGINT, &action, &old_int_);
    ::sigaction(SIGTERM, &action, &old_term_);
}

Interrupt::~Interrupt() {
    ::sigaction(SIGINT, &old_int_, nullptr);
    ::sigaction(SIGTERM, &old_term_, nullptr);
    if (is_held_) ::pthread_sigmask(SIG_SETMASK, &old_mask_, nullptr);
}

bool Interrupt::requested() { return is_requested != 0; }

void Interrupt::hold() {
    const auto signals = interrupting_signals();
    is_held_ = ::pthread_sigmask(SIG_BLOCK, &signals, &old_mask_) == 0;
}

}  // namespace parindex::cli
