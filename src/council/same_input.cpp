#include "council/same_input.hpp"

#include <algorithm>

namespace parindex {

namespace {

bool same_items(std::optional<std::vector<std::string>> a, std::optional<std::vector<std::string>> b) {
    if (a) std::sort(a->begin(), a->end());
    if (b) std::sort(b->begin(), b->end());
    return a == b;
}

}  // namespace

bool same_input(const Answer& a, const Answer& b) {
    return a.state == b.state && a.level == b.level && a.value == b.value && a.points == b.points &&
           a.awarded == b.awarded && same_items(a.items, b.items);
}

}  // namespace parindex
