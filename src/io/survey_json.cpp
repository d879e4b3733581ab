#include "io/survey_json.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "io/documents.hpp"
#include "io/ids.hpp"
#include "io/json_decode.hpp"
#include "io/json_reader.hpp"
#include "io/schema_check.hpp"
#include "io/suggest.hpp"

namespace parindex::io {

namespace {

/// Columns of responses.csv that are no questions.
constexpr std::array<std::string_view, 5> kept_columns{"agency", "questionnaire", "respondent", "stratum", "weight"};

using Options = std::vector<SurveyOption>;
using Scales = std::map<std::string, Options>;

template <class Entry>
std::vector<std::string_view> ids_of(const std::vector<Entry>& entries) {
    std::vector<std::string_view> ids;
    for (const auto& entry : entries) ids.push_back(entry.id);
    return ids;
}

/// Reads one survey.json, part by part.
class SurveyDecoder {
public:
    SurveyDecoder(const Decoder& decoder, const std::vector<SetIndex>& sets) : decoder_(decoder), sets_(sets) {}

    Survey read(const JsonValue& root) {
        ObjectReader object(decoder_, {&root, {}});
        (void)object.find("format");
        (void)object.optional("synthetic", survey_.synthetic);
        if (const auto node = object.find("confidence")) read_confidence(*node);
        if (const auto node = object.find("sample")) read_sample(*node);
        if (const auto node = object.find("scales")) read_scales(*node);
        if (const auto node = object.require("questionnaires")) read_questionnaires(*node);
        if (const auto node = object.require("estimates")) read_estimates(*node);
        object.finish();
        return std::move(survey_);
    }

private:
    void refuse_range(const Node& node, const Text& range) const {
        decoder_.error("F107", node, {"cần " + range.vi, range.en + " is needed", {}});
    }

    /// Ids that people type into cells differ by more than case and spacing.
    bool expect_new(const Node& node, const std::string& id, std::set<std::string>& seen) const {
        if (seen.insert(to_match_key(id)).second) return true;
        decoder_.error("F117", node,
                       {fmt::format("mã “{}” đã dùng trong danh sách này", excerpt(id)),
                        fmt::format("the id “{}” is already used in this list", excerpt(id)),
                        {}});
        return false;
    }

    /// The key `id` of an object, of ASCII and new in its list.
    bool read_id(ObjectReader& object, std::set<std::string>& seen, std::string& target) const {
        const auto node = object.require("id");
        return node && decode(decoder_, *node, target) &&
               expect_id(decoder_, *node, is_file_id(target),
                         {"cần chữ cái ASCII, chữ số, dấu chấm, gạch dưới, gạch nối",
                          "ASCII letters, digits, dots, underscores and hyphens are expected",
                          {}}) &&
               expect_new(*node, target, seen);
    }

    void read_confidence(const Node& node) {
        if (!decode(decoder_, node, survey_.confidence)) return;
        if (survey_.confidence >= Rational(1, 2) && survey_.confidence < Rational(1)) return;
        refuse_range(node, {"từ 50% đến dưới 100%", "from 50% to below 100%", {}});
    }

    void read_share(ObjectReader& object, std::string_view key, std::optional<Rational>& target) const {
        const auto node = object.find(key);
        if (!node || !decode(decoder_, *node, target)) return;
        if (target->sign() > 0 && *target < Rational(1)) return;
        refuse_range(*node, {"số trên 0% và dưới 100%", "a share above 0% and below 100%", {}});
    }

    void read_sample(const Node& node) {
        ObjectReader object(decoder_, node);
        read_share(object, "error", survey_.sample.error);
        read_share(object, "nonresponse_at_most", survey_.sample.nonresponse_at_most);
        object.finish();
    }

    bool read_weight(const Node& node, std::optional<Rational>& target) const {
        if (node.value->is(JsonValue::Kind::null)) return true;
        if (!decode(decoder_, node, target)) return false;
        if (target->sign() >= 0 && *target <= Rational(1)) return true;
        refuse_range(node, {"trọng số từ 0% đến 100%, hoặc null", "a weight from 0% to 100%, or null,", {}});
        return false;
    }

    bool read_options(const Node& node, Options& target) const {
        std::set<std::string> seen;
        bool ok = for_each_item(decoder_, node, [&](const Node& item) {
            ObjectReader object(decoder_, item);
            SurveyOption option;
            bool good = read_id(object, seen, option.id);
            good &= object.optional("label", option.label);
            const auto weight = object.require("weight");
            good &= weight && read_weight(*weight, option.weight);
            good &= object.finish();
            if (good) target.push_back(std::move(option));
        });
        return ok && expect_some(decoder_, node);
    }

    void read_scales(const Node& node) {
        for_each_member(decoder_, node, [&](const std::string& name, const Node& options) {
            (void)read_options(options, scales_[name]);
        });
    }

    /// A scale by its name, or a list in place.
    bool read_question_options(const Node& node, Options& target) const {
        if (!node.value->is(JsonValue::Kind::string)) return read_options(node, target);
        const auto found = scales_.find(node.value->text);
        if (found != scales_.end()) {
            target = found->second;
            return true;
        }
        std::vector<std::string_view> names;
        for (const auto& scale : scales_) names.push_back(scale.first);
        decoder_.error("F110", node,
                       {fmt::format("không có thang “{}” ở “scales”", excerpt(node.value->text)),
                        fmt::format("“scales” has no scale “{}”", excerpt(node.value->text)),
                        {}},
                       suggest(node.value->text, names));
        return false;
    }

    bool expect_question_name(const Node& node, const std::string& id) const {
        if (std::find(kept_columns.begin(), kept_columns.end(), id) == kept_columns.end()) return true;
        decoder_.error("F114", node,
                       {fmt::format("“{}” là cột riêng của responses.csv, không dùng làm mã câu hỏi được", id),
                        fmt::format("“{}” is a column of its own in responses.csv and no id of a question", id),
                        {}});
        return false;
    }

    void read_questions(const Node& node, std::vector<SurveyQuestion>& target) const {
        std::set<std::string> seen;
        const bool is_list = for_each_item(decoder_, node, [&](const Node& item) {
            ObjectReader object(decoder_, item);
            SurveyQuestion question;
            bool ok = read_id(object, seen, question.id) && expect_question_name(item, question.id);
            ok &= object.optional("title", question.title);
            const auto options = object.require("options");
            ok &= options && read_question_options(*options, question.options);
            object.finish();
            if (ok) target.push_back(std::move(question));
        });
        if (is_list) (void)expect_some(decoder_, node);
    }

    void read_questionnaires(const Node& node) {
        std::set<std::string> seen;
        const bool is_list = for_each_item(decoder_, node, [&](const Node& item) {
            ObjectReader object(decoder_, item);
            Questionnaire questionnaire;
            bool ok = read_id(object, seen, questionnaire.id);
            ok &= object.optional("title", questionnaire.title);
            ok &= object.optional("respondents", questionnaire.respondents);
            if (const auto questions = object.require("questions")) read_questions(*questions, questionnaire.questions);
            object.finish();
            if (ok) survey_.questionnaires.push_back(std::move(questionnaire));
        });
        if (is_list) (void)expect_some(decoder_, node);
    }

    void read_estimates(const Node& node) {
        std::set<std::string> seen;
        const bool is_list = for_each_item(decoder_, node, [&](const Node& item) {
            ObjectReader object(decoder_, item);
            SurveyEstimate estimate;
            estimate.location = decoder_.at(item);
            bool ok = read_id(object, seen, estimate.id);
            ok &= object.optional("title", estimate.title);
            ok &= object.required_word("method",
                                       words_of({SurveyEstimate::Method::respondents, SurveyEstimate::Method::answers}),
                                       estimate.method);
            if (const auto parts = object.require("parts")) ok &= read_parts(*parts, estimate);
            ok &= read_targets(object, estimate);
            object.finish();
            if (ok) survey_.estimates.push_back(std::move(estimate));
        });
        if (is_list) (void)expect_some(decoder_, node);
    }

    bool read_parts(const Node& node, SurveyEstimate& estimate) const {
        bool ok = true;
        std::set<std::pair<std::string, std::string>> seen;  // questionnaire, question
        const bool is_list = for_each_item(decoder_, node, [&](const Node& item) {
            ObjectReader object(decoder_, item);
            SurveyEstimate::Part part;
            const auto name = object.require("questionnaire");
            bool good = name && decode(decoder_, *name, part.questionnaire) && expect_questionnaire(*name);
            if (const auto weight = object.find("weight")) good &= read_part_weight(*weight, part.weight);
            const auto questions = object.require("questions");
            good = good && questions && read_part_questions(*questions, part, seen);
            object.finish();
            ok &= good;
            if (good) estimate.parts.push_back(std::move(part));
        });
        return is_list && expect_some(decoder_, node) && ok;
    }

    bool expect_questionnaire(const Node& node) const {
        if (survey_.find_questionnaire(node.value->text) != nullptr) return true;
        decoder_.error("F351", node,
                       {fmt::format("không có mẫu phiếu “{}”", excerpt(node.value->text)),
                        fmt::format("there is no questionnaire “{}”", excerpt(node.value->text)),
                        {}},
                       suggest(node.value->text, ids_of(survey_.questionnaires)));
        return false;
    }

    bool read_part_weight(const Node& node, Rational& target) const {
        if (!decode(decoder_, node, target)) return false;
        if (target.sign() > 0) return true;
        refuse_range(node, {"số lớn hơn 0", "a number above 0", {}});
        return false;
    }

    bool read_part_questions(const Node& node, SurveyEstimate::Part& part,
                             std::set<std::pair<std::string, std::string>>& seen) const {
        const auto& questions = survey_.find_questionnaire(part.questionnaire)->questions;
        const auto ids = ids_of(questions);
        bool ok = true;
        const bool is_list = for_each_item(decoder_, node, [&](const Node& item) {
            std::string id;
            if (!decode(decoder_, item, id)) {
                ok = false;
            } else if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
                ok = false;
                decoder_.error("F352", item,
                               {fmt::format("mẫu “{}” không có câu hỏi “{}”", part.questionnaire, excerpt(id)),
                                fmt::format("“{}” has no question “{}”", part.questionnaire, excerpt(id)),
                                {}},
                               suggest(id, ids));
            } else if (!seen.emplace(part.questionnaire, id).second) {
                ok = false;
                decoder_.error("F354", item,
                               {fmt::format("câu hỏi “{}” được tính hai lần trong một ước lượng", id),
                                fmt::format("the question “{}” counts twice in one estimate", id),
                                {}});
            } else {
                part.questions.push_back(id);
            }
        });
        return is_list && expect_some(decoder_, node) && ok;
    }

    bool read_targets(ObjectReader& object, SurveyEstimate& estimate) {
        const auto criterion = object.find("criterion");
        const auto fact = object.find("fact");
        const auto counts = object.find("counts");
        if (!criterion && !fact && !counts) {
            decoder_.error("F359", object.node(),
                           {"ước lượng chưa nói trở thành gì", "the estimate does not say what it becomes", {}},
                           {"Thêm “criterion”, “fact” hoặc “counts”.", "Add “criterion”, “fact” or “counts”.", {}});
            return false;
        }
        bool ok = true;
        if (criterion) ok &= decode(decoder_, *criterion, estimate.criterion) && expect_criterion(*criterion);
        if (fact) ok &= decode(decoder_, *fact, estimate.fact) && expect_fact(*fact, false, estimate);
        if (counts)
            ok &= for_each_member(decoder_, *counts, [&](const std::string& option, const Node& target) {
                std::string id;
                const bool is_good = decode(decoder_, target, id) && expect_fact(target, true, estimate) &&
                                     expect_option(target, option, estimate);
                if (is_good) estimate.counts[option] = id;
                ok &= is_good;
            });
        return ok;
    }

    /// One target takes one estimate.
    bool expect_free(const Node& node, const std::string& target) {
        if (targets_.insert(target).second) return true;
        decoder_.error("F362", node,
                       {fmt::format("“{}” đã nhận một ước lượng khác", excerpt(node.value->text)),
                        fmt::format("“{}” already takes another estimate", excerpt(node.value->text)),
                        {}});
        return false;
    }

    /// A leaf that takes a value and is scored by survey, in every set that has it, and there is such a set.
    bool expect_criterion(const Node& node) {
        const std::string& id = node.value->text;
        bool is_known = false;
        bool ok = true;
        for (const auto& set : sets_) {
            if (set.criterion(id) == nullptr) continue;
            is_known = true;
            ok = ok && takes_survey(node, set);
        }
        if (!is_known) {
            ok = false;
            decoder_.error("F360", node,
                           {fmt::format("không bộ tiêu chí nào của đợt có tiêu chí “{}”", excerpt(id)),
                            fmt::format("no criteria set of the round has the criterion “{}”", excerpt(id)),
                            {}},
                           sets_.empty() ? Text{} : sets_.front().suggest_criterion(id));
        }
        return ok && expect_free(node, "criterion " + id);
    }

    bool takes_survey(const Node& node, const SetIndex& set) const {
        const AnswerCheck check(set, {}, decoder_.report());
        const auto errors = decoder_.report().error_count();
        const auto place = decoder_.at(node);
        const Criterion* leaf = check.find_leaf(node.value->text, place);
        if (leaf == nullptr) return false;
        const auto& scorers = leaf->scored_by;
        if (!scorers.empty() && std::find(scorers.begin(), scorers.end(), Scorer::survey) == scorers.end()) {
            decoder_.error("F361", node,
                           {fmt::format("tiêu chí “{}” không do điều tra xã hội học chấm", leaf->id),
                            fmt::format("the criterion “{}” is not scored by survey", leaf->id),
                            {}},
                           {"Sửa mã tiêu chí, hoặc thêm “survey” vào “scored_by”.",
                            "Correct the id, or add “survey” to “scored_by”.",
                            {}});
            return false;
        }
        TypedAnswer typed;
        typed.location = place;
        typed.value = Typed{Typed::Kind::number, "0.5", false, place};
        (void)check.check_answer(*leaf, typed);
        return decoder_.report().error_count() == errors;
    }

    bool expect_fact(const Node& node, bool is_count, const SurveyEstimate& estimate) {
        const std::string& id = node.value->text;
        bool is_known = false;
        for (const auto& set : sets_) {
            const auto* fact = set.fact(id);
            if (fact == nullptr) continue;
            is_known = true;
            const bool fits = is_count ? fact->type == FactType::count
                                       : fact->type == FactType::percent || fact->type == FactType::number;
            if (!fits) return refuse_fact_type(node, *fact, is_count);
        }
        // Several options of one estimate may be counted together.
        const bool is_own = std::any_of(estimate.counts.begin(), estimate.counts.end(),
                                        [&](const auto& count) { return count.second == id; });
        if (is_known) return (is_count && is_own) || expect_free(node, "fact " + id);
        decoder_.error("F360", node,
                       {fmt::format("không bộ tiêu chí nào của đợt khai báo số liệu “{}”", excerpt(id)),
                        fmt::format("no criteria set of the round declares the fact “{}”", excerpt(id)),
                        {}},
                       sets_.empty() ? Text{} : sets_.front().suggest_fact(id));
        return false;
    }

    bool refuse_fact_type(const Node& node, const FactDeclaration& fact, bool is_count) const {
        decoder_.error("F363", node,
                       {fmt::format("số liệu “{}” có kiểu {}, ở đây cần kiểu {}", fact.id, to_string(fact.type),
                                    is_count ? "count" : "percent hoặc number"),
                        fmt::format("the fact “{}” is of type {}; {} is needed here", fact.id, to_string(fact.type),
                                    is_count ? "count" : "percent or number"),
                        {}});
        return false;
    }

    /// The option is one of some question of the estimate.
    bool expect_option(const Node& node, const std::string& option, const SurveyEstimate& estimate) const {
        std::set<std::string_view> known;
        for (const auto& part : estimate.parts)
            for (const auto& question : survey_.find_questionnaire(part.questionnaire)->questions)
                if (std::find(part.questions.begin(), part.questions.end(), question.id) != part.questions.end())
                    for (const auto& one : question.options) known.insert(one.id);
        if (option == "*" || known.contains(option)) return true;
        decoder_.error("F353", node,
                       {fmt::format("không câu hỏi nào của ước lượng có phương án “{}”", excerpt(option)),
                        fmt::format("no question of the estimate has the option “{}”", excerpt(option)),
                        {}},
                       suggest(option, {known.begin(), known.end()}));
        return false;
    }

    const Decoder& decoder_;
    const std::vector<SetIndex>& sets_;
    Survey survey_;
    Scales scales_;
    std::set<std::string> targets_;  ///< criteria and facts that an estimate has taken
};

}  // namespace

std::optional<Survey> read_survey_json(std::string_view json, const std::string& file,
                                       const std::vector<SetIndex>& sets, const Limits& limits, Report& report) {
    const auto root = read_json(json, file, limits, report);
    if (!root) return std::nullopt;
    const Decoder decoder(file, report);
    if (!expect_format(decoder, *root, "parindex/survey/1")) return std::nullopt;
    Survey survey = SurveyDecoder(decoder, sets).read(*root);
    check_schema(decoder, *root, "survey");
    if (report.error_count() > 0) return std::nullopt;
    return survey;
}

}  // namespace parindex::io
