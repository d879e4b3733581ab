#include "report/figure_cell.hpp"

#include <algorithm>
#include <charconv>

#include "parindex/base/rational.hpp"

namespace parindex::report {

namespace {

constexpr std::string_view about = "≈";
constexpr std::ptrdiff_t most_cell_digits = 15;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

int Figure::digits() const {
    const auto point = decimal.find('.');
    return point == std::string::npos ? 0 : static_cast<int>(decimal.size() - point - 1);
}

std::optional<Figure> parse_figure(std::string_view text) {
    Figure figure;
    figure.is_approximate = text.starts_with(about);
    if (figure.is_approximate) text.remove_prefix(about.size());
    const auto body = text.substr(text.starts_with('-') ? 1 : 0);
    const bool is_decimal = !body.empty() && is_digit(body.front()) && is_digit(body.back()) &&
                            std::count(body.begin(), body.end(), '.') <= 1 &&
                            std::all_of(body.begin(), body.end(), [](char c) { return is_digit(c) || c == '.'; });
    if (!is_decimal) return std::nullopt;
    figure.decimal = text;
    return figure;
}

std::string to_text(const Figure& figure, Language language, int digits) {
    const bool is_negative = figure.decimal.starts_with('-');
    const auto point = std::min(figure.decimal.find('.'), figure.decimal.size());
    auto whole = figure.decimal.substr(is_negative ? 1 : 0, point - (is_negative ? 1 : 0));
    for (auto at = static_cast<std::ptrdiff_t>(whole.size()) - 3; at > 0; at -= 3)
        whole.insert(static_cast<std::size_t>(at), language == Language::vi ? "." : ",");
    auto places = point < figure.decimal.size() ? figure.decimal.substr(point + 1) : std::string();
    if (const auto wanted = static_cast<std::size_t>(std::max(digits, 0)); places.size() < wanted)
        places.append(wanted - places.size(), '0');
    auto text = (figure.is_approximate ? std::string(about) : "") + (is_negative ? "-" : "") + whole;
    if (!places.empty()) text += (language == Language::vi ? "," : ".") + places;
    return text;
}

std::string cell_format(const Figure& figure, int digits) {
    const auto places = static_cast<std::size_t>(std::max(digits, figure.digits()));
    std::string format = figure.is_approximate ? "\"" + std::string(about) + "\"#,##0" : "#,##0";
    if (places > 0) format += "." + std::string(places, '0');
    return format;
}

std::optional<double> cell_number(const Figure& figure) {
    const auto significant = std::count_if(figure.decimal.begin(), figure.decimal.end(), is_digit);
    double number = 0;
    const auto* end = figure.decimal.data() + figure.decimal.size();
    const auto read = std::from_chars(figure.decimal.data(), end, number);
    if (significant > most_cell_digits || read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return number;
}

}  // namespace parindex::report
