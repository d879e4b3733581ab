#pragma once
/// Set phrases of an administrative document (Nghị định 30/2020/NĐ-CP): dates, numbers, the line that ties an annex to its
/// decision. What is not known is dots to be filled in by hand.

#include <cstddef>
#include <optional>
#include <string>

#include "parindex/base/date.hpp"
#include "parindex/base/text.hpp"
#include "parindex/report/annex.hpp"

namespace parindex::report {

/// "ngày 05 tháng 3 năm 2020": a zero before days below 10 and before months 1 and 2 only; "5 March 2020".
[[nodiscard]] std::string long_date(const std::optional<Date>& date, Language language);

/// "Hải Phòng, ngày 05 tháng 3 năm 2020"
[[nodiscard]] std::string place_and_date(const Decision& decision, Language language);

/// "Số: 216/QĐ-UBND"
[[nodiscard]] std::string number_line(const Decision& decision, Language language);

/// "(Ban hành kèm theo Quyết định số 216/QĐ-UBND ngày 05 tháng 3 năm 2020 của Ủy ban nhân dân ...)"
[[nodiscard]] std::string issued_with(const Decision& decision, Language language);

/// "I", "II", "III", "IV" ...; annexes are counted with them. Pre: 1 <= number < 4000.
[[nodiscard]] std::string roman(std::size_t number);

}  // namespace parindex::report
