#pragma once
/// Text in two languages, Unicode normal form, Vietnamese sorting and number formats of readers.

#include <optional>
#include <string>
#include <string_view>

#include "parindex/base/rational.hpp"

namespace parindex {

enum class Language { vi, en };

[[nodiscard]] std::string_view to_string(Language language);
[[nodiscard]] std::optional<Language> parse_language(std::string_view code);

/// A text for people in Vietnamese and English. Either part may be empty when a source has one language only; `other`
/// holds the source's own language where that is neither (an Indonesian worksheet).
struct Text {
    std::string vi;
    std::string en;
    std::string other;

    /// The text in the language asked for, else the source's own, else whatever there is.
    [[nodiscard]] const std::string& in(Language language) const;
    [[nodiscard]] bool empty() const { return vi.empty() && en.empty() && other.empty(); }

    friend bool operator==(const Text&, const Text&) = default;
};

/// True when `bytes` is well-formed UTF-8; `bad_byte` receives the offset of the first byte that is not.
[[nodiscard]] bool is_utf8(std::string_view bytes, std::size_t* bad_byte = nullptr);

/// Unicode normal form C. Pre: well-formed UTF-8 (ill-formed parts become U+FFFD).
[[nodiscard]] std::string to_nfc(std::string_view text);

/// Key for matching names typed by people: NFC, case folded with Đ/đ kept apart from D/d, white space runs as one
/// space, trimmed, both tone placements of oà/oè/uý at the end of a syllable (hoà, hòa) in one form (hòa; "quý" stays), U+00D0
/// taken for Đ.
[[nodiscard]] std::string to_match_key(std::string_view text);

/// Order of Vietnamese names (CLDR vi collation): <0, 0 or >0.
[[nodiscard]] int compare_vietnamese(std::string_view a, std::string_view b);

/// Order of criterion ids by parts: "1.2.9" before "1.2.10", "2" before "10", "A.1" before "B". <0, 0 or >0.
[[nodiscard]] int compare_ids(std::string_view a, std::string_view b);

/// Columns that a text takes in a terminal.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// Decimal text as a reader of that language writes it: "2.50" -> "2,50" in Vietnamese.
[[nodiscard]] std::string localise_number(std::string_view decimal, Language language);

/// Reads a number as people type it into a cell: "0,5", "0.5", " 95 % ", "3/4". Nothing when it is no number or when it
/// is ambiguous ("1.000", "1,000": thousands or decimals?).
[[nodiscard]] std::optional<Rational> parse_typed_number(std::string_view text);

/// Text safe to print on a terminal: control characters as \xNN, so a file cannot steer the reader's screen.
[[nodiscard]] std::string printable(std::string_view text);

/// A short quotation of a value found in a file, cut to `limit` characters at a character boundary, control
/// characters replaced.
[[nodiscard]] std::string excerpt(std::string_view text, std::size_t limit = 60);

}  // namespace parindex
