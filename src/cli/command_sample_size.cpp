// parindex sample-size: how many forms a survey needs, with the arithmetic.

#include <fmt/format.h>

#include <memory>

#include "cli/command.hpp"
#include "parindex/analysis/sample_size.hpp"
#include "parindex/base/rounding.hpp"
#include "parindex/io/result_json.hpp"
#include "parindex/io/survey_result_json.hpp"

namespace parindex::cli {

namespace {

struct Options {
    CommonOptions common;
    SampleQuestion question;
};

/// An option that takes a share: 5%, 0.05, 0,05.
void add_share(CLI::App& app, const std::string& name, Rational& target, const std::string& description) {
    app.add_option_function<std::string>(
           name, [&target](const std::string& text) { target = *parse_typed_number(text); }, description)
        ->check([](const std::string& text) {
            const auto share = parse_typed_number(text);
            const bool fits = share && share->sign() >= 0 && *share <= Rational(1);
            return fits ? std::string() : "a share from 0% to 100% is expected, not " + excerpt(text);
        })
        ->type_name("SHARE");
}

std::string percent(const Rational& share, Language language) {
    return localise_number(to_short(share * 100), language) + " %";
}

std::string number(const Rational& value, Language language) { return localise_number(to_short(value), language); }

std::string number(double value, Language language) { return localise_number(fmt::format("{:.4f}", value), language); }

std::string fraction(const Rational& value, Language language) {
    const auto shown = number(value, language);
    return shown.starts_with("≈") ? fmt::format("{} {}", value.to_fraction(), shown) : shown;
}

std::string simple_lines(const SampleQuestion& q, const SampleSize& size, Language l) {
    const bool vi = l == Language::vi;
    return fmt::format("{}: n = N / (1 + N × e²)\n  n = {} / (1 + {} × {}²) = {} → {} {}\n",
                       vi ? "Công thức rút gọn (Yamane 1967)" : "Simple formula (Yamane 1967)", q.population,
                       q.population, number(q.error, l), fraction(size.simple_exact, l), size.simple,
                       vi ? "phiếu" : "forms");
}

std::string general_lines(const SampleQuestion& q, const SampleSize& size, Language l) {
    const bool vi = l == Language::vi;
    const auto n0 = number(size.infinite, l);
    return fmt::format(
        "{}: n0 = z² × p × (1 − p) / e², n = n0 / (1 + (n0 − 1) / N)\n"
        "  n0 = {}² × {} × {} / {}² = {}\n"
        "  n = {} / (1 + ({} − 1) / {}) = {} → {} {}\n",
        vi ? "Công thức đầy đủ, có hiệu chỉnh tổng thể hữu hạn (Cochran 1977)"
           : "General formula with finite population correction (Cochran 1977)",
        number(size.quantile, l), number(q.share, l), number(Rational(1) - q.share, l), number(q.error, l), n0, n0, n0,
        q.population, number(size.general_exact, l), size.general, vi ? "phiếu" : "forms");
}

std::string text_of(const SampleQuestion& q, const SampleSize& size, Language l) {
    const bool vi = l == Language::vi;
    auto text = fmt::format(
        fmt::runtime(vi ? "N = {}, sai số e = {}, độ tin cậy {}, tỷ lệ dự kiến p = {}, tỷ lệ thu về {}\n\n"
                        : "N = {}, error e = {}, confidence {}, expected share p = {}, response rate {}\n\n"),
        q.population, percent(q.error, l), percent(q.confidence, l), percent(q.share, l), percent(q.response_rate, l));
    text += simple_lines(q, size, l) + general_lines(q, size, l);
    if (q.response_rate == Rational(1)) return text;
    return text + fmt::format(fmt::runtime(vi ? "Số phiếu phát ra khi thu về {}: {} / {} = {}; {} / {} = {}\n"
                                              : "Forms to hand out when {} come back: {} / {} = {}; {} / {} = {}\n"),
                              percent(q.response_rate, l), size.simple, number(q.response_rate, l), size.simple_sent,
                              size.general, number(q.response_rate, l), size.general_sent);
}

TextTable table_of(const SampleSize& size) {
    return {{{"formula"}, {"exact"}, {"forms"}, {"sent"}},
            {{"simple", exact_text(size.simple_exact), std::to_string(size.simple), std::to_string(size.simple_sent)},
             {"general", statistic_text(size.general_exact), std::to_string(size.general),
              std::to_string(size.general_sent)}}};
}

Exit print_sample_size(const Options& options) {
    const auto language = language_for(options.common, nullptr);
    const auto size = sample_size(options.question);
    if (!size) {
        Finding finding;
        finding.code = "F370";
        finding.message = {"không tính được cỡ mẫu với các số này", "no sample size for these figures", {}};
        finding.hint = {
            "N từ 1 đến 10^12; sai số trên 0 % và dưới 100 %; độ tin cậy từ 50 % đến dưới 100 %; tỷ lệ thu về trên 0 %",
            "N from 1 to 10^12; error above 0 % and below 100 %; confidence from 50 % to below 100 %; response rate "
            "above "
            "0 %",
            {}};
        print_findings({finding}, language);
        return Exit::unusable;
    }
    if (options.common.format == Format::json)
        print(sample_size_to_json(options.question, *size));
    else if (options.common.format == Format::csv)
        print_table(table_of(*size), Format::csv);
    else
        print(text_of(options.question, *size, language));
    return Exit::fine;
}

}  // namespace

void add_sample_size(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("sample-size", "How many forms a survey needs, with the arithmetic");
    command->add_option("--population", options->question.population, "Number of people the survey is about, N")
        ->required();
    add_share(*command, "--error", options->question.error, "Margin of error, e (default: 5%)");
    add_share(*command, "--confidence", options->question.confidence, "Confidence (default: 95%)");
    add_share(*command, "--share", options->question.share,
              "Expected share, p (default: 50%, which asks for most forms)");
    add_share(*command, "--response-rate", options->question.response_rate,
              "Share of forms that come back (default: 100%)");
    add_common_options(*command, options->common);
    command->callback([options, &run] { run = [options] { return print_sample_size(*options); }; });
}

}  // namespace parindex::cli
