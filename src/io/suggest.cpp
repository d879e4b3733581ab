#include "io/suggest.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace parindex::io {

namespace {

/// Single-byte edits from one word to the other; two neighbours that changed places are one edit.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last;
    std::vector<std::size_t> last(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::vector<std::size_t> row(b.size() + 1);
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t change = last[j] + (a[i] == b[j] ? 0U : 1U);
            row[j + 1] = std::min({change, row[j] + 1, last[j + 1] + 1});
            if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j]) {
                row[j + 1] = std::min(row[j + 1], before_last[j - 1] + 1);
            }
        }
        before_last = std::exchange(last, std::move(row));
    }
    return last.back();
}

/// Longer words and longer lists come from broken or hostile files; comparing them all is not worth the time.
constexpr std::size_t longest_word = 64;
constexpr std::size_t longest_list = 2000;

}  // namespace

std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& known) {
    if (word.size() > longest_word || known.size() > longest_list) return {};
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const auto candidate : known) {
        if (candidate.size() > longest_word) continue;
        const std::size_t distance = edit_distance(word, candidate);
        if (distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

std::string list_words(const std::vector<std::string_view>& words, std::size_t limit) {
    std::string list;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) list += ", ";
        if (i == limit) return list + "…";
        list += excerpt(words[i]);
    }
    return list;
}

Text suggest(std::string_view word, const std::vector<std::string_view>& known) {
    if (const auto nearest = nearest_word(word, known); !nearest.empty()) {
        return {
            fmt::format("Có phải “{}”?", excerpt(nearest)), fmt::format("Did you mean “{}”?", excerpt(nearest)), {}};
    }
    constexpr std::size_t few = 12;
    if (known.empty() || known.size() > few) return {};
    const std::string list = list_words(known, few);
    return {fmt::format("Có: {}.", list), fmt::format("Known: {}.", list), {}};
}

}  // namespace parindex::io
