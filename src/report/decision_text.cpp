#include "report/decision_text.hpp"

#include <fmt/format.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace parindex::report {

namespace {

constexpr std::array<const char*, 12> english_months{"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};

std::string or_dots(const std::string& text) { return text.empty() ? "........................" : text; }

}  // namespace

std::string long_date(const std::optional<Date>& date, Language language) {
    if (!date) return language == Language::vi ? "ngày ..... tháng ..... năm ........" : "....................";
    if (language == Language::en)
        return fmt::format("{} {} {}", date->day(), english_months.at(date->month() - 1), date->year());
    return fmt::format(
        fmt::runtime(date->month() <= 2 ? "ngày {:02} tháng {:02} năm {}" : "ngày {:02} tháng {} năm {}"), date->day(),
        date->month(), date->year());
}

std::string place_and_date(const Decision& decision, Language language) {
    return or_dots(decision.place) + ", " + long_date(decision.date, language);
}

std::string number_line(const Decision& decision, Language language) {
    return (language == Language::vi ? "Số: " : "No.: ") +
           (decision.number.empty() ? std::string("........../QĐ-..........") : decision.number);
}

std::string issued_with(const Decision& decision, Language language) {
    const auto number = decision.number.empty() ? std::string("......./QĐ-.......") : decision.number;
    return fmt::format(fmt::runtime(language == Language::vi ? "(Ban hành kèm theo Quyết định số {} {} của {})"
                                                             : "(Issued with Decision No. {} of {} by {})"),
                       number, long_date(decision.date, language), or_dots(decision.issuer));
}

std::string roman(std::size_t number) {
    if (number == 0 || number >= 4000) throw std::invalid_argument("roman: no such numeral");
    static constexpr std::array<std::pair<std::size_t, const char*>, 13> numerals{{{1000, "M"},
                                                                                   {900, "CM"},
                                                                                   {500, "D"},
                                                                                   {400, "CD"},
                                                                                   {100, "C"},
                                                                                   {90, "XC"},
                                                                                   {50, "L"},
                                                                                   {40, "XL"},
                                                                                   {10, "X"},
                                                                                   {9, "IX"},
                                                                                   {5, "V"},
                                                                                   {4, "IV"},
                                                                                   {1, "I"}}};
    std::string text;
    for (const auto& [value, numeral] : numerals)
        for (; number >= value; number -= value) text += numeral;
    return text;
}

}  // namespace parindex::report
