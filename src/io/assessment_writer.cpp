#include "io/assessment_writer.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "io/json_value.hpp"
#include "parindex/base/rounding.hpp"

namespace parindex::io {

namespace {

using Kind = JsonValue::Kind;

JsonValue make(Kind kind, std::string text = {}) {
    JsonValue value;
    value.kind = kind;
    value.text = std::move(text);
    return value;
}

JsonValue string_value(std::string text) { return make(Kind::string, std::move(text)); }

JsonValue flag_value(bool flag) {
    JsonValue value = make(Kind::boolean);
    value.flag = flag;
    return value;
}

void put(JsonValue& object, std::string key, JsonValue value) {
    object.keys.push_back({std::move(key), {}});
    object.items.push_back(std::move(value));
}

void put_text(JsonValue& object, const char* key, const std::string& text) {
    if (!text.empty()) put(object, key, string_value(text));
}

JsonValue list_value(const std::vector<std::string>& texts) {
    JsonValue list = make(Kind::array);
    for (const auto& text : texts) list.items.push_back(string_value(text));
    return list;
}

void put_list(JsonValue& object, const char* key, const std::vector<std::string>& texts) {
    if (!texts.empty()) put(object, key, list_value(texts));
}

/// The decimal when it ends, else the fraction.
JsonValue number_value(const Rational& number) {
    if (auto decimal = to_exact_decimal(number)) return make(Kind::number, std::move(*decimal));
    return string_value(number.to_fraction());
}

JsonValue percent_value(const Rational& share) {
    const auto percent = to_exact_decimal(share * 100);
    return string_value(percent ? *percent + "%" : share.to_fraction());
}

/// Digits of a JSON number: no leading zeros or signs that JSON does not know.
bool is_json_number(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    const auto digits = [&] {
        const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
        text.remove_prefix(end);
        return end;
    };
    const bool zero_first = text.starts_with('0');
    const auto whole = digits();
    if (whole == 0 || (zero_first && whole > 1)) return false;
    if (!text.starts_with('.')) return text.empty();
    text.remove_prefix(1);
    return digits() > 0 && text.empty();
}

/// As it was typed where that reads as the same number, so that "64/66" stays.
JsonValue typed_value(const Rational& value, const std::string& written) {
    if (is_json_number(written) && parse_rational(written) == value) return make(Kind::number, written);
    if (parse_typed_number(written) == value) return string_value(written);
    return number_value(value);
}

class FactWriter {
public:
    explicit FactWriter(const FactDeclaration* declared) : declared_(declared) {}

    JsonValue write(const FactValue& value) const {
        if (const auto* records = std::get_if<std::vector<Record>>(&value)) {
            JsonValue list = make(Kind::array);
            for (const auto& record : *records) list.items.push_back(write_record(record));
            return list;
        }
        const auto type = declared_ == nullptr ? FactType::number : declared_->type;
        return std::visit([&](const auto& held) { return scalar(held, type); }, value);
    }

private:
    JsonValue write_record(const Record& record) const {
        JsonValue object = make(Kind::object);
        for (const auto& [field, value] : record) {
            const auto* declared = declared_ == nullptr ? nullptr : find_field(*declared_, field);
            const auto type = declared == nullptr ? FactType::number : declared->type;
            put(object, field, std::visit([&](const auto& held) { return scalar(held, type); }, value));
        }
        return object;
    }

    static JsonValue scalar(const Rational& number, FactType type) {
        return type == FactType::percent ? percent_value(number) : number_value(number);
    }
    static JsonValue scalar(bool flag, FactType) { return flag_value(flag); }
    static JsonValue scalar(const std::string& text, FactType) { return string_value(text); }
    static JsonValue scalar(const Date& date, FactType) { return string_value(date.to_iso()); }
    static JsonValue scalar(const Never&, FactType) { return string_value("never"); }
    static JsonValue scalar(const std::vector<Record>&, FactType) { return make(Kind::array); }  // handled above

    const FactDeclaration* declared_;
};

JsonValue fact_value(const Fact& fact, const FactDeclaration* declared) {
    JsonValue value = FactWriter(declared).write(fact.value);
    if (fact.source.empty() && fact.evidence.empty()) return value;
    JsonValue object = make(Kind::object);
    put(object, "value", std::move(value));
    put_text(object, "source", fact.source);
    put_list(object, "evidence", fact.evidence);
    return object;
}

JsonValue answer_value(const Answer& answer) {
    JsonValue object = make(Kind::object);
    if (answer.state != State::scored) put_text(object, "state", std::string(to_string(answer.state)));
    if (answer.level) put(object, "level", string_value(*answer.level));
    if (answer.items) put(object, "items", list_value(*answer.items));
    if (answer.value) put(object, "value", typed_value(*answer.value, answer.value_written));
    if (answer.points) put(object, "points", number_value(*answer.points));
    if (answer.awarded) put(object, "awarded", number_value(*answer.awarded));
    if (answer.disputed) put(object, "disputed", flag_value(*answer.disputed));
    put_list(object, "evidence", answer.evidence);
    put_list(object, "accepted_evidence", answer.accepted_evidence);
    if (!answer.refused_evidence.empty()) {
        JsonValue refused = make(Kind::object);
        for (const auto& [id, why] : answer.refused_evidence) put(refused, id, string_value(why));
        put(object, "refused_evidence", std::move(refused));
    }
    put_text(object, "explanation", answer.explanation);
    put_text(object, "by", answer.by);
    if (answer.at) put(object, "at", string_value(answer.at->to_iso()));
    return object;
}

JsonValue document_value(const Evidence& document) {
    JsonValue object = make(Kind::object);
    put(object, "id", string_value(document.id));
    put_text(object, "number", document.number);
    if (document.date) put(object, "date", string_value(document.date->to_iso()));
    put_text(object, "issuer", document.issuer);
    put_text(object, "title", document.title);
    put_text(object, "where", document.where);
    put_text(object, "section", document.section);
    put_text(object, "page", document.page);
    put_text(object, "file", document.file);
    return object;
}

JsonValue returns_value(const std::vector<Return>& returns) {
    JsonValue list = make(Kind::array);
    for (const auto& one : returns) {
        JsonValue object = make(Kind::object);
        if (one.at) put(object, "at", string_value(one.at->to_iso()));
        put_text(object, "by", one.by);
        put_text(object, "why", one.why);
        list.items.push_back(std::move(object));
    }
    return list;
}

JsonValue facts_value(const Facts& facts, const SetIndex& index) {
    JsonValue object = make(Kind::object);
    for (const auto& [id, fact] : facts) put(object, id, fact_value(fact, index.fact(id)));
    return object;
}

JsonValue answers_value(const std::map<std::string, Answer>& answers) {
    std::vector<const std::pair<const std::string, Answer>*> ordered;
    for (const auto& entry : answers) ordered.push_back(&entry);
    std::sort(ordered.begin(), ordered.end(), [](const auto* a, const auto* b) {
        const int order = compare_ids(a->first, b->first);
        return order != 0 ? order < 0 : a->first < b->first;
    });
    JsonValue object = make(Kind::object);
    for (const auto* entry : ordered) put(object, entry->first, answer_value(entry->second));
    return object;
}

/// Members of the document on lines of their own, and the entries of its large ones, too: files are compared by line.
std::string to_lines(const JsonValue& document) {
    const auto key_of = [](const JsonValue::Key& key) { return to_json(string_value(key.name)) + ": "; };
    std::string text = "{";
    for (std::size_t i = 0; i < document.items.size(); ++i) {
        const JsonValue& member = document.items[i];
        text += (i == 0 ? "\n  " : ",\n  ") + key_of(document.keys[i]);
        const bool is_list = member.is(Kind::array);
        if ((!is_list && !member.is(Kind::object)) || member.items.empty()) {
            text += to_json(member);
            continue;
        }
        text += is_list ? "[" : "{";
        for (std::size_t j = 0; j < member.items.size(); ++j) {
            text += j == 0 ? "\n    " : ",\n    ";
            if (!is_list) text += key_of(member.keys[j]);
            text += to_json(member.items[j]);
        }
        text += is_list ? "\n  ]" : "\n  }";
    }
    return text + "\n}\n";
}

}  // namespace

std::string assessment_to_json(const Assessment& assessment, const SetIndex& index) {
    JsonValue document = make(Kind::object);
    put_text(document, "format", "parindex/assessment/1");
    put(document, "agency", string_value(assessment.agency));
    if (assessment.date) put(document, "date", string_value(assessment.date->to_iso()));
    if (assessment.submitted_at) put(document, "submitted_at", string_value(assessment.submitted_at->to_iso()));
    put_text(document, "submitted_by", assessment.submitted_by);
    if (!assessment.returns.empty()) put(document, "returns", returns_value(assessment.returns));
    if (assessment.synthetic) put(document, "synthetic", flag_value(true));
    put_text(document, "note", assessment.note);
    if (!assessment.facts.empty()) put(document, "facts", facts_value(assessment.facts, index));
    if (!assessment.answers.empty()) put(document, "answers", answers_value(assessment.answers));
    if (!assessment.evidence.empty()) {
        JsonValue list = make(Kind::array);
        for (const auto& one : assessment.evidence) list.items.push_back(document_value(one));
        put(document, "evidence", std::move(list));
    }
    return to_lines(document);
}

}  // namespace parindex::io
