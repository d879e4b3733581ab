#include "parindex/base/text.hpp"

#include <fmt/format.h>
#include <unicode/coll.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <stdexcept>

namespace parindex {

namespace {

/// One character of a UTF-8 text, or one byte that belongs to none.
struct Unit {
    char32_t code_point = 0;
    std::size_t length = 1;
    bool valid = false;
};

/// What a lead byte allows, Unicode Standard table 3-7: the range of the second byte keeps out overlong forms,
/// surrogates and everything above U+10FFFF.
struct LeadByte {
    std::size_t length;
    unsigned char second_min;
    unsigned char second_max;
};

std::optional<LeadByte> classify_lead(unsigned char lead) {
    if (lead < 0x80) return LeadByte{1, 0, 0};
    if (lead >= 0xC2 && lead <= 0xDF) return LeadByte{2, 0x80, 0xBF};
    if (lead == 0xE0) return LeadByte{3, 0xA0, 0xBF};
    if (lead == 0xED) return LeadByte{3, 0x80, 0x9F};
    if (lead >= 0xE1 && lead <= 0xEF) return LeadByte{3, 0x80, 0xBF};
    if (lead == 0xF0) return LeadByte{4, 0x90, 0xBF};
    if (lead >= 0xF1 && lead <= 0xF3) return LeadByte{4, 0x80, 0xBF};
    if (lead == 0xF4) return LeadByte{4, 0x80, 0x8F};
    return std::nullopt;
}

/// Pre: position < text.size().
Unit decode(std::string_view text, std::size_t position) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[position + i]); };
    const std::optional<LeadByte> lead = classify_lead(byte(0));
    if (!lead || lead->length > text.size() - position) return {};
    if (lead->length == 1) return {byte(0), 1, true};
    if (byte(1) < lead->second_min || byte(1) > lead->second_max) return {};
    char32_t code_point = byte(0) & (0x7FU >> lead->length);
    for (std::size_t i = 1; i < lead->length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return {};
        code_point = (code_point << 6U) | (byte(i) & 0x3FU);
    }
    return {code_point, lead->length, true};
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

UChar32 to_icu(char32_t code_point) { return static_cast<UChar32>(code_point); }

bool is_space(char32_t code_point) { return u_isUWhiteSpace(to_icu(code_point)) != 0; }

/// A mark drawn over its neighbour.
bool is_combining(char32_t code_point) {
    const auto kind = u_charType(to_icu(code_point));
    return kind == U_NON_SPACING_MARK || kind == U_ENCLOSING_MARK;
}

void check_icu(UErrorCode status, const char* what) {
    if (U_FAILURE(status) != 0) throw std::runtime_error(fmt::format("ICU: {}: {}", what, u_errorName(status)));
}

icu::StringPiece to_piece(std::string_view text) {
    if (text.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
        throw std::length_error("text too long for ICU");
    }
    return {text.data(), static_cast<std::int32_t>(text.size())};
}

std::string to_utf8(const icu::UnicodeString& text) {
    std::string result;
    text.toUTF8String(result);
    return result;
}

icu::UnicodeString normalise(const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const form = icu::Normalizer2::getNFCInstance(status);
    check_icu(status, "no normal form C");
    icu::UnicodeString result = form->normalize(text, status);
    check_icu(status, "cannot normalise");
    return result;
}

std::unique_ptr<const icu::Collator> make_collator() {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> collator(icu::Collator::createInstance(icu::Locale("vi"), status));
    // Without its Vietnamese data ICU would go on with another order and only hint at it.
    if (status == U_USING_DEFAULT_WARNING) throw std::runtime_error("ICU: no Vietnamese collation data");
    check_icu(status, "no Vietnamese collation");
    collator->setAttribute(UCOL_NORMALIZATION_MODE, UCOL_ON, status);
    check_icu(status, "no normalising collation");
    return collator;
}

/// A vowel pair written with the tone on either letter: oà and òa.
struct TonePair {
    char16_t first;
    std::u16string_view toned_second;
    std::u16string_view toned_first;
    char16_t second;
};

constexpr std::array<TonePair, 3> tone_pairs{{
    {u'o', u"àáảãạ", u"òóỏõọ", u'a'},
    {u'o', u"èéẻẽẹ", u"òóỏõọ", u'e'},
    {u'u', u"ỳýỷỹỵ", u"ùúủũụ", u'y'},
}};

bool ends_syllable(const icu::UnicodeString& text, std::int32_t position) {
    if (position >= text.length()) return true;
    const UChar32 next = text.char32At(position);
    return u_isalpha(next) == 0 && (U_GET_GC_MASK(next) & U_GC_M_MASK) == 0;
}

/// Pre: normal form C in lower case.
void move_tones(icu::UnicodeString& text) {
    for (std::int32_t i = 0; i + 1 < text.length(); ++i) {
        // In "quý" the u belongs to the consonant, and both ways of writing agree.
        if (i > 0 && text.charAt(i) == u'u' && text.charAt(i - 1) == u'q') continue;
        for (const TonePair& pair : tone_pairs) {
            const std::size_t tone = pair.toned_second.find(text.charAt(i + 1));
            if (text.charAt(i) != pair.first || tone == std::u16string_view::npos) continue;
            if (!ends_syllable(text, i + 2)) continue;
            text.setCharAt(i, pair.toned_first[tone]);
            text.setCharAt(i + 1, pair.second);
        }
    }
}

/// Runs of white space as one space, none at the ends.
icu::UnicodeString squeeze(const icu::UnicodeString& text) {
    icu::UnicodeString result;
    bool pending = false;
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        const UChar32 c = text.char32At(i);
        if (u_isUWhiteSpace(c) != 0) {
            pending = !result.isEmpty();
            continue;
        }
        if (pending) result.append(u' ');
        pending = false;
        result.append(c);
    }
    return result;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

int compare_bytes(std::string_view a, std::string_view b) {
    const int order = a.compare(b);
    return (order > 0 ? 1 : 0) - (order < 0 ? 1 : 0);
}

/// Takes everything before the next '.' away, and the '.' with it.
std::string_view take_part(std::string_view& id) {
    const std::size_t dot = id.find('.');
    const std::string_view part = id.substr(0, dot);
    id.remove_prefix(dot == std::string_view::npos ? id.size() : dot + 1);
    return part;
}

/// Takes the longest run of digits, or of anything else, away.
std::string_view take_run(std::string_view& part) {
    const bool number = is_digit(part.front());
    const auto end = std::find_if(part.begin(), part.end(), [&](char c) { return is_digit(c) != number; });
    const std::string_view run = part.substr(0, static_cast<std::size_t>(end - part.begin()));
    part.remove_prefix(run.size());
    return run;
}

/// Pre: not empty. Numbers of any length by value, before texts.
int compare_runs(std::string_view a, std::string_view b) {
    const bool a_number = is_digit(a.front());
    if (a_number != is_digit(b.front())) return a_number ? -1 : 1;
    if (!a_number) return compare_bytes(a, b);
    a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
    b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
    if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
    return compare_bytes(a, b);
}

int compare_parts(std::string_view a, std::string_view b) {
    while (!a.empty() && !b.empty()) {
        const int order = compare_runs(take_run(a), take_run(b));
        if (order != 0) return order;
    }
    return (a.empty() ? 0 : 1) - (b.empty() ? 0 : 1);
}

std::string_view trim(std::string_view text) {
    while (!text.empty()) {
        const Unit unit = decode(text, 0);
        if (!unit.valid || !is_space(unit.code_point)) break;
        text.remove_prefix(unit.length);
    }
    std::size_t end = 0;
    for (std::size_t i = 0; i < text.size();) {
        const Unit unit = decode(text, i);
        i += unit.length;
        if (!unit.valid || !is_space(unit.code_point)) end = i;
    }
    return text.substr(0, end);
}

/// The digits of "1.000.000" without their separators; nothing when they are not grouped by three.
std::optional<std::string> ungroup(std::string_view text, char separator) {
    const std::size_t head = text.find(separator);
    if (head < 1 || head > 3 || text.front() == '0' || !all_digits(text.substr(0, head))) return std::nullopt;
    std::string digits{text.substr(0, head)};
    for (std::size_t i = head; i < text.size(); i += 4) {
        const std::string_view group = text.substr(i, 4);
        if (group.size() != 4 || group[0] != separator || !all_digits(group.substr(1))) return std::nullopt;
        digits += group.substr(1);
    }
    return digits;
}

/// A number whose only separator occurs once: decimals, unless it may as well be thousands.
std::optional<std::string> read_single_separator(std::string_view text, std::size_t separator) {
    const std::string_view whole = text.substr(0, separator);
    const std::string_view places = text.substr(separator + 1);
    const bool may_be_thousands = places.size() == 3 && whole.size() <= 3 && whole != "0";
    if (whole.empty() || places.empty() || may_be_thousands) return std::nullopt;
    return fmt::format("{}.{}", whole, places);
}

/// Digits with separators as a plain decimal with a point.
std::optional<std::string> read_separators(std::string_view text) {
    const std::size_t first = text.find_first_of(".,");
    if (first == std::string_view::npos) return std::string(text);
    const std::size_t last = text.find_last_of(".,");
    if (first == last) return read_single_separator(text, first);
    if (text[first] == text[last]) return ungroup(text, text[first]);
    const std::optional<std::string> whole = ungroup(text.substr(0, last), text[first]);
    if (!whole || last + 1 == text.size()) return std::nullopt;
    return fmt::format("{}.{}", *whole, text.substr(last + 1));
}

/// One side of a fraction in the form that parse_rational reads, which still checks everything but the separators.
std::optional<std::string> read_typed_decimal(std::string_view text) {
    text = trim(text);
    const std::string_view sign = text.substr(0, text.starts_with('-') ? 1 : 0);
    text.remove_prefix(sign.size());
    const std::size_t mantissa = std::min(text.find_first_not_of("0123456789.,"), text.size());
    const std::optional<std::string> digits = read_separators(text.substr(0, mantissa));
    if (!digits) return std::nullopt;
    return fmt::format("{}{}{}", sign, *digits, text.substr(mantissa));
}

/// Characters that move the cursor, end a line, or turn the direction of the text around them.
bool steers_terminal(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

/// The unit at `position` as it may be shown.
std::string show(std::string_view text, std::size_t position, const Unit& unit) {
    if (!unit.valid) return fmt::format("\\x{:02X}", static_cast<unsigned char>(text[position]));
    if (!steers_terminal(unit.code_point)) return std::string(text.substr(position, unit.length));
    if (unit.code_point < 0x80) return fmt::format("\\x{:02X}", static_cast<unsigned>(unit.code_point));
    return fmt::format("\\u{{{:04X}}}", static_cast<unsigned>(unit.code_point));
}

std::size_t width_of(char32_t c) {
    constexpr char32_t soft_hyphen = 0xAD;
    if (c == soft_hyphen) return 1;
    const auto kind = u_charType(to_icu(c));
    const bool is_joining_jamo = c >= 0x1160 && c <= 0x11FF;
    if (is_combining(c) || kind == U_CONTROL_CHAR || kind == U_FORMAT_CHAR || is_joining_jamo) return 0;
    const int width = u_getIntPropertyValue(to_icu(c), UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

std::string_view to_string(Language language) { return language == Language::vi ? "vi" : "en"; }

std::optional<Language> parse_language(std::string_view code) {
    if (code == "vi") return Language::vi;
    if (code == "en") return Language::en;
    return std::nullopt;
}

const std::string& Text::in(Language language) const {
    const std::string& wanted = language == Language::vi ? vi : en;
    if (!wanted.empty()) return wanted;
    if (!other.empty()) return other;
    return language == Language::vi ? en : vi;
}

bool is_utf8(std::string_view bytes, std::size_t* bad_byte) {
    for (std::size_t i = 0; i < bytes.size();) {
        const Unit unit = decode(bytes, i);
        if (!unit.valid) {
            if (bad_byte != nullptr) *bad_byte = i;
            return false;
        }
        i += unit.length;
    }
    return true;
}

std::string to_nfc(std::string_view text) {
    if (is_ascii(text)) return std::string(text);
    return to_utf8(normalise(icu::UnicodeString::fromUTF8(to_piece(text))));
}

std::string to_match_key(std::string_view text) {
    icu::UnicodeString key = icu::UnicodeString::fromUTF8(to_piece(text));
    for (std::int32_t i = 0; i < key.length(); ++i) {
        if (key.charAt(i) == u'Ð') key.setCharAt(i, u'Đ');
        if (key.charAt(i) == u'ð') key.setCharAt(i, u'đ');
    }
    key = normalise(normalise(key).foldCase(U_FOLD_CASE_DEFAULT));
    move_tones(key);
    return to_utf8(squeeze(key));
}

int compare_vietnamese(std::string_view a, std::string_view b) {
    // Comparing with a constant collator is safe from several threads.
    static const std::unique_ptr<const icu::Collator> collator = make_collator();
    UErrorCode status = U_ZERO_ERROR;
    const UCollationResult order = collator->compareUTF8(to_piece(a), to_piece(b), status);
    check_icu(status, "cannot compare");
    return order;
}

int compare_ids(std::string_view a, std::string_view b) {
    std::string_view a_rest = a;
    std::string_view b_rest = b;
    while (!a_rest.empty() && !b_rest.empty()) {
        const int order = compare_parts(take_part(a_rest), take_part(b_rest));
        if (order != 0) return order;
    }
    if (a_rest.empty() != b_rest.empty()) return a_rest.empty() ? -1 : 1;
    // "1.02" and "1.2" are different ids and must not compare equal.
    return compare_bytes(a, b);
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size();) {
        const Unit unit = decode(text, i);
        width += unit.valid ? width_of(unit.code_point) : 1;
        i += unit.length;
    }
    return width;
}

std::string localise_number(std::string_view decimal, Language language) {
    std::string result{decimal};
    if (language == Language::vi) std::replace(result.begin(), result.end(), '.', ',');
    return result;
}

std::optional<Rational> parse_typed_number(std::string_view text) {
    text = trim(text);
    if (text.size() > max_number_length) return std::nullopt;
    const bool percent = text.ends_with('%');
    if (percent) text.remove_suffix(1);
    const std::size_t slash = text.find('/');
    std::optional<std::string> number = read_typed_decimal(text.substr(0, slash));
    if (!number) return std::nullopt;
    if (slash != std::string_view::npos) {
        const std::optional<std::string> bottom = read_typed_decimal(text.substr(slash + 1));
        if (!bottom) return std::nullopt;
        *number += "/" + *bottom;
    }
    if (percent) *number += '%';
    return parse_rational(*number);
}

std::string printable(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const Unit unit = decode(text, i);
        result += show(text, i, unit);
        i += unit.length;
    }
    return result;
}

std::string excerpt(std::string_view text, std::size_t limit) {
    std::string result;
    std::size_t characters = 0;
    std::size_t last_start = 0;  // where a cut leaves every shown letter with all its marks
    for (std::size_t i = 0; i < text.size();) {
        const Unit unit = decode(text, i);
        const std::string shown = show(text, i, unit);
        const bool mark = unit.valid && is_combining(unit.code_point);
        if (!mark) last_start = result.size();
        const bool escaped = !unit.valid || steers_terminal(unit.code_point);
        characters += escaped ? shown.size() : 1;
        if (characters > limit) {
            result.resize(last_start);
            return result + "…";
        }
        result += shown;
        i += unit.length;
    }
    return result;
}

}  // namespace parindex
