#include "io/set_parts_json.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "io/ids.hpp"
#include "io/intervals_json.hpp"

namespace parindex::io {

namespace {

/// Reports an id that an earlier entry of the list has.
class DifferentIds {
public:
    bool expect_new(const Decoder& decoder, const Node& node, const std::string& id) {
        if (seen_.insert(id).second) return true;
        decoder.error("F117", node,
                      {fmt::format("mã “{}” đã dùng trong danh sách này", excerpt(id)),
                       fmt::format("the id “{}” is already used in this list", excerpt(id)),
                       {}});
        return false;
    }

private:
    std::set<std::string> seen_;
};

bool decode_decision(const Decoder& decoder, const Node& node, Provenance& target) {
    ObjectReader object(decoder, node);
    bool ok = object.required("number", target.decision_number);
    ok &= object.optional("date", target.decision_date);
    ok &= object.optional("issuer", target.decision_issuer);
    object.finish();
    return ok;
}

bool decode_fact_id(const Decoder& decoder, ObjectReader& object, std::string& target) {
    const auto node = object.require("id");
    return node && decode(decoder, *node, target) &&
           expect_id(
               decoder, *node, is_fact_id(target),
               {"cần các từ ASCII chữ thường nối bằng dấu chấm hoặc gạch dưới, không bắt đầu bằng answer, max, agency, "
                "period, it",
                "it takes lower-case ASCII words joined by dots or underscores, and does not begin with answer, max, "
                "agency, period, it",
                {}});
}

/// The type alone, or {"type", "title"}.
bool decode_field(const Decoder& decoder, const Node& node, RecordField& field) {
    const auto words = words_of(
        {FactType::count, FactType::number, FactType::percent, FactType::date, FactType::flag, FactType::text});
    if (node.value->is(JsonValue::Kind::string)) return decode_word(decoder, node, words, field.type);
    ObjectReader object(decoder, node);
    const bool ok = all_of({object.required_word("type", words, field.type), object.optional("title", field.title)});
    object.finish();
    return ok;
}

bool decode_fields(const Decoder& decoder, const Node& node, std::vector<RecordField>& target) {
    bool ok = true;
    return for_each_member(
               decoder, node,
               [&](const std::string& name, const Node& said) {
                   ok &= expect_id(
                       decoder, said, is_field_name(name),
                       {"tên trường cần là từ ASCII chữ thường", "a field's name is a lower-case ASCII word", {}});
                   RecordField& field = target.emplace_back();
                   field.name = name;
                   ok &= decode_field(decoder, said, field);
               }) &&
           ok;
}

/// Records need fields; nothing else has them.
bool expect_fields_of_records(const Decoder& decoder, ObjectReader& object, const FactDeclaration& fact) {
    const bool is_records = fact.type == FactType::records;
    if (is_records == !fact.fields.empty() && (is_records || !fact.max_records)) return true;
    decoder.error("F116", object.node(),
                  is_records ? Text{"kiểu “records” cần “fields”", "type “records” needs “fields”", {}}
                             : Text{"chỉ kiểu “records” mới có “fields” và “max_records”",
                                    "only type “records” has “fields” and “max_records”",
                                    {}});
    return false;
}

bool decode_fact(const Decoder& decoder, const Node& node, FactDeclaration& fact) {
    const auto types = words_of({FactType::count, FactType::number, FactType::percent, FactType::date, FactType::flag,
                                 FactType::text, FactType::records});
    ObjectReader object(decoder, node);
    fact.pointer = node.pointer;
    bool ok = decode_fact_id(decoder, object, fact.id);
    ok &= object.required_word("type", types, fact.type);
    ok &= object.required("title", fact.title);
    ok &= object.optional("unit", fact.unit);
    ok &= object.optional("min", fact.min);
    ok &= object.optional("max", fact.max);
    if (const auto fields = object.find("fields")) ok &= decode_fields(decoder, *fields, fact.fields);
    ok &= object.optional("max_records", fact.max_records);
    ok &= object.optional("may_follow_period", fact.may_follow_period);
    object.finish();
    return ok && expect_fields_of_records(decoder, object, fact);
}

std::optional<Classification::Class> decode_class(const Decoder& decoder, const Node& node) {
    ObjectReader object(decoder, node);
    Classification::Class result;
    bool ok = object.required("id", result.id);
    ok &= object.required("title", result.title);
    ok &= decode_edges(decoder, object, result.range);
    object.finish();
    if (!ok) return std::nullopt;
    return result;
}

void decode_classification(const Decoder& decoder, const Node& node, Classification& target) {
    constexpr std::array<Word<Classification::Of>, 2> of_words{
        {{"percent", Classification::Of::percent}, {"total", Classification::Of::total}}};
    ObjectReader object(decoder, node);
    target.pointer = node.pointer;
    (void)object.optional("groups", target.groups);
    (void)object.required_word("of", of_words, target.of);
    (void)object.required_word("on", words_of({Basis::exact, Basis::rounded}), target.basis);
    if (const auto classes = object.require("classes")) {
        DifferentIds ids;
        const bool is_list = for_each_item(decoder, *classes, [&](const Node& item) {
            auto one = decode_class(decoder, item);
            if (one && ids.expect_new(decoder, item, one->id)) target.classes.push_back(std::move(*one));
        });
        if (is_list) (void)expect_some(decoder, *classes);
    }
    object.finish();
}

/// "total", one criterion id, or several whose points are added.
bool decode_gate_subjects(const Decoder& decoder, ObjectReader& object, std::vector<std::string>& target) {
    const auto node = object.require("on");
    if (!node) return false;
    if (!node->value->is(JsonValue::Kind::string)) return decode(decoder, *node, target) && expect_some(decoder, *node);
    target.emplace_back();
    return decode(decoder, *node, target.back());
}

std::optional<GateCondition> decode_gate(const Decoder& decoder, const Node& node) {
    ObjectReader object(decoder, node);
    GateCondition gate;
    gate.pointer = node.pointer;
    bool ok = decode_gate_subjects(decoder, object, gate.on);
    const auto at_least = object.require("at_least");
    ok &= at_least && decode(decoder, *at_least, gate.at_least);
    ok &= object.optional("title", gate.title);
    object.finish();
    if (!ok) return std::nullopt;
    gate.is_share = at_least->value->text.ends_with('%');
    return gate;
}

bool decode_title(const Decoder& decoder, const Node& node, Title& title) {
    ObjectReader object(decoder, node);
    title.pointer = node.pointer;
    bool ok = object.required("id", title.id);
    ok &= object.required("title", title.title);
    ok &= object.optional("source", title.source);
    if (const auto conditions = object.require("all_of")) {
        const bool is_list = for_each_item(decoder, *conditions, [&](const Node& item) {
            auto gate = decode_gate(decoder, item);
            if (gate) title.all_of.push_back(std::move(*gate));
        });
        ok &= is_list && expect_some(decoder, *conditions);
    }
    object.finish();
    return ok;
}

}  // namespace

bool decode_languages(const Decoder& decoder, const Node& node, std::vector<Language>& target) {
    const auto words = words_of({Language::vi, Language::en});
    bool ok = true;
    const bool is_list = for_each_item(decoder, node, [&](const Node& item) {
        Language language = Language::vi;
        if (!decode_word(decoder, item, words, language)) {
            ok = false;
        } else if (std::find(target.begin(), target.end(), language) == target.end()) {
            target.push_back(language);
        }
    });
    return is_list && ok;
}

bool decode_period(const Decoder& decoder, const Node& node, std::optional<Period>& target) {
    ObjectReader object(decoder, node);
    std::optional<Date> from;
    std::optional<Date> to;
    const bool ok = all_of({object.required("from", from), object.required("to", to)});
    object.finish();
    if (!ok) return false;
    if (*to < *from) {
        decoder.error(
            "F118", node,
            {fmt::format("kỳ kết thúc ({}) trước khi bắt đầu ({})", to->to_vietnamese(), from->to_vietnamese()),
             fmt::format("the period ends ({}) before it begins ({})", to->to_iso(), from->to_iso()),
             {}});
        return false;
    }
    target = Period{*from, *to};
    return true;
}

bool decode_provenance(const Decoder& decoder, const Node& node, Provenance& target) {
    ObjectReader object(decoder, node);
    bool ok = object.required_word(
        "status", words_of({Status::official, Status::transcribed, Status::model, Status::partial}), target.status);
    ok &= object.required("statement", target.statement);
    ok &= object.required("source", target.source);
    const auto decision = object.find("decision");
    if (decision) ok &= decode_decision(decoder, *decision, target);
    ok &= object.optional("completeness", target.completeness);
    object.finish();
    if (ok && target.status == Status::official && !decision) {
        decoder.error("F102", node,
                      {"bộ “official” phải dẫn quyết định: thiếu khoá “decision”",
                       "an “official” set must cite its decision: the key “decision” is missing",
                       {}});
        return false;
    }
    return ok;
}

void decode_scales(const Decoder& decoder, const Node& node, std::vector<Scale>& target) {
    for_each_member(decoder, node, [&](const std::string& name, const Node& list) {
        Scale scale{name, {}};
        DifferentIds ids;
        const bool is_list = for_each_item(decoder, list, [&](const Node& item) {
            std::string level;
            if (decode(decoder, item, level) && ids.expect_new(decoder, item, level)) scale.levels.push_back(level);
        });
        if (is_list) (void)expect_some(decoder, list);
        target.push_back(std::move(scale));
    });
}

void decode_norms(const Decoder& decoder, const Node& node, std::vector<Norm>& target) {
    DifferentIds ids;
    for_each_item(decoder, node, [&](const Node& item) {
        ObjectReader object(decoder, item);
        Norm norm;
        if (object.required("id", norm.id)) (void)ids.expect_new(decoder, item, norm.id);
        (void)object.required("number", norm.number);
        (void)object.optional("replaced_by", norm.replaced_by);
        (void)object.optional("replaced_from", norm.replaced_from);
        object.finish();
        target.push_back(std::move(norm));
    });
}

void decode_facts(const Decoder& decoder, const Node& node, std::vector<FactDeclaration>& target) {
    DifferentIds ids;
    for_each_item(decoder, node, [&](const Node& item) {
        FactDeclaration fact;
        if (decode_fact(decoder, item, fact) && ids.expect_new(decoder, item, fact.id))
            target.push_back(std::move(fact));
    });
}

void decode_checks(const Decoder& decoder, const Node& node, std::vector<DataCheck>& target) {
    const auto severities = words_of({Severity::error, Severity::warning, Severity::note});
    DifferentIds ids;
    for_each_item(decoder, node, [&](const Node& item) {
        ObjectReader object(decoder, item);
        std::string id;
        Text title;
        std::optional<Expression> holds;
        std::optional<Expression> when;
        Severity severity = Severity::warning;
        Text message;
        bool ok = object.required("id", id) && ids.expect_new(decoder, item, id);
        ok &= object.required("title", title);
        ok &= object.required("holds", holds);
        ok &= object.optional("when", when);
        ok &= object.optional_word("severity", severities, severity);
        ok &= object.optional("message", message);
        object.finish();
        if (ok) target.push_back({id, std::move(title), *holds, when, severity, std::move(message), item.pointer});
    });
}

void decode_classifications(const Decoder& decoder, const Node& node, std::vector<Classification>& target) {
    for_each_item(decoder, node, [&](const Node& item) {
        target.emplace_back();
        decode_classification(decoder, item, target.back());
    });
}

void decode_titles(const Decoder& decoder, const Node& node, std::vector<Title>& target) {
    DifferentIds ids;
    for_each_item(decoder, node, [&](const Node& item) {
        Title title;
        if (decode_title(decoder, item, title) && ids.expect_new(decoder, item, title.id))
            target.push_back(std::move(title));
    });
}

void decode_exclusions(const Decoder& decoder, const Node& node, std::vector<Exclusion>& target) {
    DifferentIds ids;
    for_each_item(decoder, node, [&](const Node& item) {
        ObjectReader object(decoder, item);
        std::string id;
        Text title;
        std::optional<Expression> when;
        bool ok = object.required("id", id) && ids.expect_new(decoder, item, id);
        ok &= object.required("title", title);
        ok &= object.required("when", when);
        object.finish();
        if (ok) target.push_back({id, std::move(title), *when, item.pointer});
    });
}

void decode_known_findings(const Decoder& decoder, const Node& node, std::vector<KnownFinding>& target) {
    for_each_item(decoder, node, [&](const Node& item) {
        ObjectReader object(decoder, item);
        KnownFinding known;
        (void)object.required("code", known.code);
        (void)object.optional("criterion", known.criterion);
        (void)object.required("why", known.why);
        object.finish();
        target.push_back(std::move(known));
    });
}

}  // namespace parindex::io
