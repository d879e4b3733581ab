#pragma once
/// A long call as seen from outside: how far it is, and the wish to stop it.

#include <atomic>
#include <cstddef>
#include <stdexcept>

namespace parindex {

/// Thrown by a call that was asked to stop. Nothing of its work remains.
class Stopped : public std::runtime_error {
public:
    Stopped() : std::runtime_error("stopped on request") {}
};

/// Shared by the thread that works and one that watches it; every function may be called from any thread.
class Watch {
public:
    /// Items finished so far, over every pass of the call.
    [[nodiscard]] std::size_t done() const { return done_.load(std::memory_order_relaxed); }
    /// Asks the call to end soon with Stopped.
    void stop() { stop_.store(true, std::memory_order_relaxed); }

    /// Called by the work after each item. Throws Stopped when that is asked for.
    void advance() {
        if (stop_.load(std::memory_order_relaxed)) throw Stopped();
        done_.fetch_add(1, std::memory_order_relaxed);
    }

private:
    std::atomic<std::size_t> done_{0};
    std::atomic<bool> stop_{false};
};

}  // namespace parindex
