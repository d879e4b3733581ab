#include "watched.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <future>
#include <optional>

namespace parindex::python {

namespace {

constexpr std::chrono::milliseconds look_every{50};

/// Signals and progress, with the interpreter's lock.
void look(const Watch& watch, std::size_t total, const py::object& progress) {
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (!progress.is_none()) progress(std::min(watch.done(), total), total);
}

}  // namespace

void run_watched(std::size_t total, const py::object& progress, const std::function<void(Watch&)>& work) {
    Watch watch;
    std::exception_ptr interruption;
    {
        const py::gil_scoped_release released;
        auto finished = std::async(std::launch::async, [&] { work(watch); });
        while (!interruption && finished.wait_for(look_every) != std::future_status::ready) {
            const py::gil_scoped_acquire held;
            try {
                look(watch, total, progress);
            } catch (...) {
                interruption = std::current_exception();
                watch.stop();
            }
        }
        try {
            finished.get();
        } catch (const Stopped&) {
            if (!interruption) throw;
        }
    }
    if (interruption) std::rethrow_exception(interruption);
    if (!progress.is_none()) progress(total, total);
}

}  // namespace parindex::python
