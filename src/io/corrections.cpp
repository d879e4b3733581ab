#include "io/corrections.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace parindex::io {

namespace {

/// The index that a part of a pointer names: digits without a leading zero.
std::optional<std::size_t> array_index(const std::string& part, std::size_t size) {
    std::size_t index = 0;
    const auto [end, failure] = std::from_chars(part.data(), part.data() + part.size(), index);
    const bool is_whole = failure == std::errc{} && end == part.data() + part.size();
    if (!is_whole || (part.size() > 1 && part.front() == '0') || index >= size) return std::nullopt;
    return index;
}

JsonValue* child_of(JsonValue& value, const std::string& part) {
    if (value.is(JsonValue::Kind::array)) {
        const auto index = array_index(part, value.items.size());
        return index ? &value.items[*index] : nullptr;
    }
    for (std::size_t i = 0; i < value.keys.size(); ++i) {
        if (value.keys[i].name == part) return &value.items[i];
    }
    return nullptr;
}

/// What stands at the pointer; `reached` says how far the way there exists.
JsonValue* look_up(JsonValue& root, const std::vector<std::string>& parts, std::string& reached) {
    JsonValue* value = &root;
    for (const auto& part : parts) {
        value = child_of(*value, part);
        if (value == nullptr) return nullptr;
        reached = join_pointer(reached, part);
    }
    return value;
}

/// One correction with the place that it changes.
struct Change {
    std::vector<std::string> parts;
    JsonValue* target = nullptr;
    JsonValue replacement;
    Node node;
};

class CorrectionReader {
public:
    CorrectionReader(const Decoder& decoder, JsonValue& root) : decoder_(decoder), root_(root) {}

    void read(const Node& node) {
        ObjectReader object(decoder_, node);
        Correction correction;
        const auto at = object.require("at");
        const bool has_pointer = at && decode(decoder_, *at, correction.pointer);
        const auto printed = object.require("printed");
        const auto corrected = object.require("corrected");
        const bool has_reason = object.required("why", correction.why);
        object.finish();
        if (!has_pointer || !printed || !corrected || !has_reason) return;
        correction.printed = to_json(*printed->value);
        correction.corrected = to_json(*corrected->value);
        JsonValue* target = find_target(*at);
        if (target == nullptr || !expect_printed(*printed, *target) || !expect_change(*printed, *corrected)) return;
        bool ok = true;
        Change change{split_pointer(correction.pointer, ok), target, *corrected->value, node};
        if (!expect_apart(change)) return;
        changes_.push_back(std::move(change));
        corrections_.push_back(std::move(correction));
    }

    void apply() {
        for (auto& change : changes_) *change.target = std::move(change.replacement);
    }

    std::vector<Correction> take() { return std::move(corrections_); }

private:
    JsonValue* find_target(const Node& at) {
        bool is_pointer = true;
        const auto parts = split_pointer(at.value->text, is_pointer);
        // These say how the rest is read.
        constexpr std::array<std::string_view, 3> fixed{"format", "languages", "corrections"};
        if (!is_pointer || parts.empty() || std::find(fixed.begin(), fixed.end(), parts.front()) != fixed.end()) {
            decoder_.error(
                "F203", at,
                {fmt::format("“{}” không phải nơi sửa được", excerpt(at.value->text)),
                 fmt::format("“{}” is no place that can be corrected", excerpt(at.value->text)),
                 {}},
                {"Cần JSON pointer như /criteria/0/max.", "A JSON pointer such as /criteria/0/max is expected.", {}});
            return nullptr;
        }
        std::string reached;
        JsonValue* target = look_up(root_, parts, reached);
        if (target == nullptr) {
            decoder_.error("F201", at,
                           {fmt::format("tệp không có “{}”; đường dẫn chỉ đến được “{}”", excerpt(at.value->text, 120),
                                        excerpt(reached, 120)),
                            fmt::format("the file has no “{}”; the way leads to “{}” only",
                                        excerpt(at.value->text, 120), excerpt(reached, 120)),
                            {}});
        }
        return target;
    }

    bool expect_printed(const Node& printed, const JsonValue& target) {
        if (is_same(*printed.value, target)) return true;
        const std::string found = excerpt(to_json(target), 200);
        const std::string stated = excerpt(to_json(*printed.value), 200);
        decoder_.error(
            "F202", printed,
            {fmt::format("“printed” là {}, nhưng ở đó (dòng {}) là {}", stated, target.place.line, found),
             fmt::format("“printed” is {}, but what stands there (line {}) is {}", stated, target.place.line, found),
             {}});
        return false;
    }

    bool expect_change(const Node& printed, const Node& corrected) {
        if (!is_same(*printed.value, *corrected.value)) return true;
        decoder_.error("F205", corrected,
                       {"“corrected” giống hệt “printed”", "“corrected” is the same as “printed”", {}});
        return false;
    }

    /// Two changes of one place, or of a place inside another, have no order.
    bool expect_apart(const Change& change) {
        const auto line = line_of_overlap(change.parts);
        if (!line) {
            lines_.emplace(change.parts, change.node.value->place.line);
            return true;
        }
        decoder_.error("F204", change.node,
                       {fmt::format("chồng lên đính chính ở dòng {}", *line),
                        fmt::format("it overlaps the correction in line {}", *line),
                        {}},
                       {"Gộp hai đính chính thành một.", "Make one correction of the two.", {}});
        return false;
    }

    std::optional<std::size_t> line_of_overlap(std::vector<std::string> parts) const {
        // A place inside comes right after the place itself.
        const auto next = lines_.lower_bound(parts);
        if (next != lines_.end() && next->first.size() >= parts.size() &&
            std::equal(parts.begin(), parts.end(), next->first.begin())) {
            return next->second;
        }
        for (; !parts.empty(); parts.pop_back()) {
            if (const auto outer = lines_.find(parts); outer != lines_.end()) return outer->second;
        }
        return std::nullopt;
    }

    const Decoder& decoder_;
    JsonValue& root_;
    std::vector<Change> changes_;
    std::map<std::vector<std::string>, std::size_t> lines_;  ///< line of the correction of each place
    std::vector<Correction> corrections_;
};

}  // namespace

std::vector<Correction> take_corrections(const Decoder& decoder, JsonValue& root, Edition edition) {
    const JsonValue* list = root.find("corrections");
    if (list == nullptr) return {};
    CorrectionReader reader(decoder, root);
    for_each_item(decoder, {list, "/corrections"}, [&](const Node& item) { reader.read(item); });
    if (edition == Edition::corrected) reader.apply();
    return reader.take();
}

}  // namespace parindex::io
