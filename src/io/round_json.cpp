#include "io/round_json.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "io/documents.hpp"
#include "io/ids.hpp"
#include "io/json_reader.hpp"
#include "io/policies_json.hpp"
#include "io/schema_check.hpp"
#include "io/set_parts_json.hpp"

namespace parindex::io {

namespace {

bool expect_relative(const Decoder& decoder, const Node& node, const std::string& path) {
    if (!path.empty() && !std::filesystem::path(path).is_absolute()) return true;
    decoder.error("F321", node,
                  {fmt::format("“{}”: cần đường dẫn tính từ thư mục của đợt", excerpt(path)),
                   fmt::format("“{}”: a path relative to the round's folder is expected", excerpt(path)),
                   {}});
    return false;
}

void decode_group_sets(const Decoder& decoder, const Node& node, std::vector<GroupSet>& target) {
    const bool is_object = for_each_member(decoder, node, [&](const std::string& group, const Node& path) {
        GroupSet entry{group, {}, decoder.at(path)};
        if (decode(decoder, path, entry.path) && expect_relative(decoder, path, entry.path))
            target.push_back(std::move(entry));
    });
    if (is_object) (void)expect_some(decoder, node);
}

/// Folders of a round that are no stage's.
constexpr std::array<std::string_view, 2> kept_folders{"audit", "evidence"};

bool expect_free(const Decoder& decoder, const Node& node, const std::string& id) {
    if (std::find(kept_folders.begin(), kept_folders.end(), id) == kept_folders.end()) return true;
    decoder.error("F332", node,
                  {fmt::format("“{}” là thư mục dành riêng, không đặt cho giai đoạn", id),
                   fmt::format("“{}” is a folder with a use of its own and names no stage", id),
                   {}});
    return false;
}

bool decode_window(const Decoder& decoder, ObjectReader& object, Stage& stage) {
    const bool ok = all_of({object.optional("opens", stage.opens), object.optional("closes", stage.closes)});
    if (!ok || !stage.opens || !stage.closes || !is_before(*stage.closes, *stage.opens)) return ok;
    decoder.error(
        "F118", *object.find("closes"),
        {fmt::format("đóng ({}) trước khi mở ({})", stage.closes->to_vietnamese(), stage.opens->to_vietnamese()),
         fmt::format("closes ({}) before it opens ({})", stage.closes->to_iso(), stage.opens->to_iso()),
         {}});
    return false;
}

void decode_stages(const Decoder& decoder, const Node& node, std::vector<Stage>& target) {
    const auto kinds = words_of(
        {Stage::Kind::self, Stage::Kind::survey, Stage::Kind::appraisal, Stage::Kind::explanation, Stage::Kind::final});
    std::set<std::string> ids;
    const bool is_list = for_each_item(decoder, node, [&](const Node& item) {
        ObjectReader object(decoder, item);
        Stage stage;
        const auto id = object.require("id");
        bool ok = id && decode(decoder, *id, stage.id) &&
                  expect_id(decoder, *id, is_file_id(stage.id),
                            {"tên thư mục cần chữ cái ASCII, chữ số, dấu chấm, gạch dưới, gạch nối",
                             "the name of a folder takes ASCII letters, digits, dots, underscores, hyphens",
                             {}}) &&
                  expect_free(decoder, *id, stage.id);
        if (ok && !ids.insert(stage.id).second) {
            ok = false;
            decoder.error("F316", *id,
                          {fmt::format("giai đoạn “{}” có hai lần", stage.id),
                           fmt::format("the stage “{}” stands twice", stage.id),
                           {}});
        }
        ok &= object.required_word("kind", kinds, stage.kind);
        ok &= object.optional("title", stage.title);
        ok &= decode_window(decoder, object, stage);
        object.finish();
        if (ok) target.push_back(std::move(stage));
    });
    if (is_list) (void)expect_some(decoder, node);
}

void decode_days(const Decoder& decoder, ObjectReader& object, std::string_view key, std::vector<Date>& target) {
    const auto node = object.find(key);
    if (!node) return;
    for_each_item(decoder, *node, [&](const Node& item) {
        std::optional<Date> day;
        if (decode(decoder, item, day)) target.push_back(*day);
    });
}

/// A whole number of at least 1.
void decode_at_least_one(const Decoder& decoder, ObjectReader& object, std::string_view key,
                         std::optional<std::size_t>& target) {
    if (!object.optional(key, target) || target != std::size_t{0}) return;
    decoder.error("F107", *object.find(key), {"cần ít nhất 1", "at least 1 is needed", {}});
}

void decode_check_settings(const Decoder& decoder, const Node& node, CheckSettings& target) {
    ObjectReader object(decoder, node);
    (void)object.optional("jump_points", target.jump_points);
    decode_at_least_one(decoder, object, "identical_answers_at_least", target.identical_answers_at_least);
    decode_at_least_one(decoder, object, "document_for_at_most", target.document_for_at_most);
    object.finish();
}

void decode_consensus(const Decoder& decoder, const Node& node, std::optional<Consensus>& target) {
    ObjectReader object(decoder, node);
    Consensus consensus;
    const bool has_rule = object.required_word("rule",
                                               words_of({Consensus::Rule::mean, Consensus::Rule::median,
                                                         Consensus::Rule::trimmed_mean, Consensus::Rule::council}),
                                               consensus.rule);
    std::optional<std::size_t> trim;
    decode_at_least_one(decoder, object, "trim", trim);
    if (const auto rounding = object.find("rounding")) {
        Rounding agreed;
        if (decode_rounding(decoder, *rounding, agreed)) consensus.rounding = agreed;
    }
    object.finish();
    if (has_rule && trim && consensus.rule != Consensus::Rule::trimmed_mean) {
        decoder.error("F116", *object.find("trim"),
                      {"“trim” chỉ đi với “trimmed_mean”", "“trim” goes with “trimmed_mean” only", {}});
    }
    consensus.trim = trim.value_or(consensus.trim);
    target = consensus;
}

RoundFrame decode_frame(const Decoder& decoder, const JsonValue& root) {
    ObjectReader object(decoder, {&root, {}});
    (void)object.find("format");
    std::optional<Period> period;
    if (const auto node = object.require("period")) (void)decode_period(decoder, *node, period);
    RoundFrame frame{Round(period.value_or(Period{Date(1000, 1, 1), Date(1000, 1, 1)})), {}, {}, {}};
    Round& round = frame.round;
    (void)object.required("id", round.id);
    (void)object.required("title", round.title);
    (void)object.required("statement", round.statement);
    (void)object.optional("synthetic", round.synthetic);
    if (const auto node = object.require("criteria")) decode_group_sets(decoder, *node, frame.criteria);
    if (const auto node = object.require("stages")) decode_stages(decoder, *node, round.stages);
    decode_days(decoder, object, "holidays", round.calendar.holidays);
    decode_days(decoder, object, "worked_weekends", round.calendar.worked_weekends);
    if (const auto node = object.find("consensus")) decode_consensus(decoder, *node, round.consensus);
    if (const auto node = object.find("checks")) decode_check_settings(decoder, *node, round.checks);
    if (const auto node = object.find("previous")) {
        frame.previous_location = decoder.at(*node);
        if (decode(decoder, *node, frame.previous)) (void)expect_relative(decoder, *node, frame.previous);
    }
    object.finish();
    return frame;
}

}  // namespace

std::optional<RoundFrame> read_round_json(std::string_view json, const std::string& file, const Limits& limits,
                                          Report& report) {
    const auto root = read_json(json, file, limits, report);
    if (!root) return std::nullopt;
    const Decoder decoder(file, report);
    if (!expect_format(decoder, *root, "parindex/round/1")) return std::nullopt;
    RoundFrame frame = decode_frame(decoder, *root);
    check_schema(decoder, *root, "round");
    if (report.error_count() > 0) return std::nullopt;
    return frame;
}

}  // namespace parindex::io
