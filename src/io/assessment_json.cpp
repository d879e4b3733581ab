#include "io/assessment_json.hpp"

#include <utility>

#include <fmt/format.h>

#include "io/documents.hpp"
#include "io/json_decode.hpp"
#include "io/json_reader.hpp"
#include "io/registers.hpp"
#include "io/schema_check.hpp"
#include "parindex/io/round_folder.hpp"

namespace parindex::io {

namespace {

class AssessmentReader {
public:
    AssessmentReader(const Decoder& decoder, const AssessmentFrame& frame, std::string agency)
        : decoder_(decoder),
          check_(frame.index, std::move(agency), decoder.report(), frame.kind),
          documents_(frame.known_evidence) {}

    void read(ObjectReader& object, Assessment& target) {
        (void)object.optional("date", target.date);
        (void)object.optional("synthetic", target.synthetic);
        (void)object.optional("note", target.note);
        (void)object.optional("submitted_at", target.submitted_at);
        (void)object.optional("submitted_by", target.submitted_by);
        if (const auto node = object.find("returns")) read_returns(*node, target.returns);
        // Documents first: facts and answers refer to them.
        if (const auto node = object.find("evidence")) read_documents(*node, target.evidence);
        if (const auto node = object.find("facts")) {
            for_each_member(decoder_, *node,
                            [&](const std::string& id, const Node& fact) { read_fact(id, fact, target.facts); });
        }
        if (const auto node = object.find("answers")) {
            for_each_member(decoder_, *node,
                            [&](const std::string& id, const Node& answer) { read_answer(id, answer, target); });
        }
    }

private:
    void read_returns(const Node& node, std::vector<Return>& target) {
        for_each_item(decoder_, node, [&](const Node& item) {
            ObjectReader object(decoder_, item);
            Return sent_back;
            (void)object.required("at", sent_back.at);
            (void)object.optional("by", sent_back.by);
            (void)object.required("why", sent_back.why);
            object.finish();
            target.push_back(std::move(sent_back));
        });
    }

    void read_documents(const Node& node, std::vector<Evidence>& target) {
        std::set<std::string> own;
        for_each_item(decoder_, node, [&](const Node& item) {
            ObjectReader object(decoder_, item);
            Evidence document;
            document.location = decoder_.at(item);
            const bool has_id = object.required("id", document.id);
            (void)object.optional("number", document.number);
            (void)object.optional("date", document.date);
            (void)object.optional("issuer", document.issuer);
            (void)object.optional("title", document.title);
            (void)object.optional("where", document.where);
            (void)object.optional("section", document.section);
            (void)object.optional("page", document.page);
            if (const auto file = object.find("file"); file && decode(decoder_, *file, document.file))
                (void)expect_attachment(document.file, decoder_.at(*file), decoder_.report());
            object.finish();
            if (!has_id) return;
            if (!own.insert(document.id).second) {
                check_.error(
                    "A114", document.location, document.id,
                    {"mã minh chứng đã dùng trong tệp này", "the id of evidence is already used in this file", {}});
                return;
            }
            documents_.insert(document.id);
            target.push_back(std::move(document));
        });
    }

    bool expect_document(const std::string& id, const Node& node, const std::string& owner) {
        if (documents_.contains(id)) return true;
        check_.error("A115", decoder_.at(node), owner,
                     {fmt::format("không có minh chứng “{}” trong “evidence”", excerpt(id)),
                      fmt::format("“evidence” lists no document “{}”", excerpt(id)),
                      {}});
        return false;
    }

    std::vector<std::string> read_references(ObjectReader& object, std::string_view key, const std::string& owner) {
        std::vector<std::string> references;
        const auto node = object.find(key);
        if (!node) return references;
        for_each_item(decoder_, *node, [&](const Node& item) {
            std::string id;
            if (decode(decoder_, item, id) && expect_document(id, item, owner)) references.push_back(std::move(id));
        });
        return references;
    }

    void read_refusals(ObjectReader& object, const std::string& owner, std::map<std::string, std::string>& target) {
        const auto node = object.find("refused_evidence");
        if (!node) return;
        for_each_member(decoder_, *node, [&](const std::string& id, const Node& reason) {
            std::string why;
            if (decode(decoder_, reason, why) && expect_document(id, reason, owner)) target.emplace(id, std::move(why));
        });
    }

    bool read_dispute(ObjectReader& object, std::optional<Typed>& target) {
        const auto node = object.find("disputed");
        if (!node) return true;
        Typed typed{Typed::Kind::flag, {}, false, decoder_.at(*node)};
        if (!decode(decoder_, *node, typed.flag)) return false;
        target = std::move(typed);
        return true;
    }

    /// A scalar as typed; nothing, with a finding, for lists, objects and null.
    std::optional<Typed> read_typed(const Node& node) {
        Typed typed;
        typed.location = decoder_.at(node);
        switch (node.value->kind) {
            case JsonValue::Kind::boolean:
                typed.kind = Typed::Kind::flag;
                typed.flag = node.value->flag;
                typed.text = node.value->flag ? "true" : "false";
                return typed;
            case JsonValue::Kind::number:
                typed.kind = Typed::Kind::number;
                break;
            case JsonValue::Kind::string:
                break;
            default: {
                const Text found = describe(*node.value);
                decoder_.error("F101", node,
                               {fmt::format("cần số, chuỗi, true hoặc false, ở đây là {}", found.vi),
                                fmt::format("expected a number, a string, true or false, found {}", found.en),
                                {}});
                return std::nullopt;
            }
        }
        typed.text = node.value->text;
        return typed;
    }

    /// A member that is a string.
    bool read_word(ObjectReader& object, std::string_view key, std::optional<Typed>& target) {
        const auto node = object.find(key);
        if (!node) return true;
        Typed typed{Typed::Kind::text, {}, false, decoder_.at(*node)};
        if (!decode(decoder_, *node, typed.text)) return false;
        target = std::move(typed);
        return true;
    }

    /// A member that is a number, as JSON or as people type it.
    bool read_number(ObjectReader& object, std::string_view key, std::optional<Typed>& target) {
        const auto node = object.find(key);
        if (!node) return true;
        target = read_typed(*node);
        return target.has_value();
    }

    bool read_items(ObjectReader& object, std::optional<std::vector<Typed>>& target) {
        const auto node = object.find("items");
        if (!node) return true;
        target.emplace();
        bool ok = true;
        const bool is_list = for_each_item(decoder_, *node, [&](const Node& item) {
            Typed typed{Typed::Kind::text, {}, false, decoder_.at(item)};
            ok &= decode(decoder_, item, typed.text);
            target->push_back(std::move(typed));
        });
        return is_list && ok;
    }

    void read_answer(const std::string& id, const Node& node, Assessment& target) {
        ObjectReader object(decoder_, node);
        TypedAnswer typed;
        typed.location = decoder_.at(node);
        bool ok = object.is_object();
        ok &= read_word(object, "level", typed.level);
        ok &= read_items(object, typed.items);
        ok &= read_number(object, "value", typed.value);
        ok &= read_number(object, "points", typed.points);
        ok &= read_word(object, "state", typed.state);
        ok &= read_number(object, "awarded", typed.awarded);
        ok &= read_dispute(object, typed.disputed);
        ok &= read_word(object, "at", typed.at);
        typed.evidence = read_references(object, "evidence", id);
        typed.accepted_evidence = read_references(object, "accepted_evidence", id);
        read_refusals(object, id, typed.refused_evidence);
        ok &= object.optional("explanation", typed.explanation);
        ok &= object.optional("by", typed.by);
        object.finish();
        const Criterion* leaf = check_.find_leaf(id, typed.location);
        if (leaf == nullptr) return;
        Answer answer = check_.check_answer(*leaf, typed);
        if (!ok) {  // it says something that cannot be read: nobody may take it for unanswered parts
            Answer blank;
            blank.state = State::blank;
            blank.location = answer.location;
            answer = std::move(blank);
        }
        target.answers.try_emplace(id, std::move(answer));
    }

    void read_fact(const std::string& id, const Node& node, Facts& target) {
        Fact fact;
        fact.location = decoder_.at(node);
        const FactDeclaration* declared = check_.find_fact(id, fact.location);
        std::optional<Node> given = node;
        if (node.value->is(JsonValue::Kind::object)) {
            ObjectReader object(decoder_, node);
            given = object.require("value");
            (void)object.optional("source", fact.source);
            fact.evidence = read_references(object, "evidence", id);
            object.finish();
        }
        if (declared == nullptr || !given) return;
        auto value =
            declared->type == FactType::records ? read_records(*declared, *given) : read_value(*declared, *given);
        if (!value) return;
        fact.value = std::move(*value);
        target.try_emplace(id, std::move(fact));
    }

    std::optional<FactValue> read_value(const FactDeclaration& fact, const Node& node) {
        const auto typed = read_typed(node);
        return typed ? check_.check_fact(fact, *typed) : std::nullopt;
    }

    std::optional<FactValue> read_records(const FactDeclaration& fact, const Node& node) {
        std::vector<Record> records;
        bool ok = true;
        const bool is_list = for_each_item(decoder_, node, [&](const Node& item) {
            auto record = read_record(fact, item);
            ok &= record.has_value();
            if (record) records.push_back(std::move(*record));
        });
        if (!is_list || !ok) return std::nullopt;
        if (fact.max_records && records.size() > *fact.max_records) {
            check_.error("A118", decoder_.at(node), fact.id,
                         {fmt::format("{} bản ghi, nhiều nhất là {}", records.size(), *fact.max_records),
                          fmt::format("{} records; the most is {}", records.size(), *fact.max_records),
                          {}});
            return std::nullopt;
        }
        return records;
    }

    std::optional<Record> read_record(const FactDeclaration& fact, const Node& node) {
        ObjectReader object(decoder_, node);
        Record record;
        bool ok = object.is_object();
        for (const auto& [field, type, title] : fact.fields) {
            const auto given = object.require(field);
            const auto typed = given ? read_typed(*given) : std::nullopt;
            auto value = typed ? check_.check_scalar(type, fact.id + "." + field, *typed) : std::nullopt;
            ok &= value.has_value();
            if (value) record.emplace(field, std::move(*value));
        }
        ok &= object.finish();
        if (!ok) return std::nullopt;
        return record;
    }

    const Decoder& decoder_;
    AnswerCheck check_;
    std::set<std::string> documents_;  ///< that may be referred to
};

}  // namespace

std::optional<Assessment> read_assessment(std::string_view json, const std::string& file, const AssessmentFrame& frame,
                                          const Limits& limits, Report& report) {
    const auto root = read_json(json, file, limits, report);
    if (!root) return std::nullopt;
    const Decoder decoder(file, report);
    if (!expect_format(decoder, *root, "parindex/assessment/1")) return std::nullopt;
    ObjectReader object(decoder, {&*root, {}});
    (void)object.find("format");
    Assessment assessment;
    assessment.file = file;
    const auto agency = object.require("agency");
    const bool has_agency = agency && decode(decoder, *agency, assessment.agency);
    AssessmentReader(decoder, frame, assessment.agency).read(object, assessment);
    object.finish();
    check_schema(decoder, *root, "assessment");
    if (!has_agency) return std::nullopt;
    return assessment;
}

}  // namespace parindex::io

namespace parindex {

Loaded<Assessment> parse_assessment(std::string_view json, std::string file_name, const CriteriaSet& set,
                                    const Limits& limits) {
    io::Report report(limits.findings);
    const io::SetIndex index(set);
    auto assessment = io::read_assessment(json, file_name, {index}, limits, report);
    return {std::move(assessment), report.take()};
}

}  // namespace parindex
