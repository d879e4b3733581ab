#include "parindex/base/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <thread>
#include <vector>

using parindex::compare_ids;
using parindex::compare_vietnamese;
using parindex::display_width;
using parindex::excerpt;
using parindex::is_utf8;
using parindex::Language;
using parindex::parse_typed_number;
using parindex::printable;
using parindex::Text;
using parindex::to_match_key;
using parindex::to_nfc;

namespace {

const std::string decomposed_hue = "Hue\u0302\u0301";

const std::vector<std::string> provinces{
    "An Giang",  "Bà Rịa - Vũng Tàu", "Bạc Liêu",   "Bắc Giang", "Bắc Kạn",  "Bắc Ninh", "Bến Tre", "Bình Dương",
    "Bình Định", "Bình Phước",        "Bình Thuận", "Cà Mau",    "Cao Bằng", "Cần Thơ",  "Đà Nẵng", "Đắk Lắk"};

std::string typed(std::string_view text) {
    const auto value = parse_typed_number(text);
    return value ? value->to_fraction() : "nothing";
}

/// The offset that is_utf8 complains about, or -1.
long long bad_offset(std::string_view bytes) {
    std::size_t bad = 0;
    return is_utf8(bytes, &bad) ? -1 : static_cast<long long>(bad);
}

}  // namespace

TEST_CASE("language codes are read back and nothing else is") {
    CHECK(to_string(Language::vi) == "vi");
    CHECK(to_string(Language::en) == "en");
    CHECK(parindex::parse_language("vi") == Language::vi);
    CHECK(parindex::parse_language("en") == Language::en);
    CHECK_FALSE(parindex::parse_language("VI").has_value());
    CHECK_FALSE(parindex::parse_language("").has_value());
}

TEST_CASE("a text falls back to the language of its source and then to whatever there is") {
    CHECK(Text{"vi", "en", "id"}.in(Language::vi) == "vi");
    CHECK(Text{"vi", "en", "id"}.in(Language::en) == "en");
    CHECK(Text{"", "en", "id"}.in(Language::vi) == "id");
    CHECK(Text{"", "en", ""}.in(Language::vi) == "en");
    CHECK(Text{"vi", "", ""}.in(Language::en) == "vi");
    CHECK(Text{}.in(Language::en).empty());
    CHECK(Text{}.empty());
    CHECK_FALSE(Text{"", "", "id"}.empty());
}

TEST_CASE("well-formed UTF-8 is accepted up to the ends of every range") {
    for (const std::string_view text : {"", "abc", "Đắk Lắk", "\u0080", "\u07FF", "\u0800", "\uD7FF", "\uE000",
                                        "\uFFFF", "\U00010000", "\U0010FFFF"}) {
        CHECK(bad_offset(text) == -1);
    }
    CHECK(bad_offset(std::string_view("a\0b", 3)) == -1);
    CHECK(is_utf8("Huế"));
    CHECK_FALSE(is_utf8("\xFF"));
}

TEST_CASE("ill-formed UTF-8 is refused where it starts") {
    CHECK(bad_offset("a\x80") == 1);
    CHECK(bad_offset("\xC0\x80") == 0);
    CHECK(bad_offset("ab\xC1\xBF") == 2);
    CHECK(bad_offset("\xE0\x9F\xBF") == 0);
    CHECK(bad_offset("\xF0\x8F\xBF\xBF") == 0);
    CHECK(bad_offset("ế\xED\xA0\x80") == 3);
    CHECK(bad_offset("\xED\xBF\xBF") == 0);
    CHECK(bad_offset("\xF4\x90\x80\x80") == 0);
    CHECK(bad_offset("\xF5\x80\x80\x80") == 0);
    CHECK(bad_offset("\xFE") == 0);
    CHECK(bad_offset("x\xC3") == 1);
    CHECK(bad_offset("x\xE1\xBA") == 1);
    CHECK(bad_offset("\xE1\xBA(") == 0);
    CHECK(bad_offset("\xF0\x9F\x98") == 0);
    CHECK(bad_offset("\xC3(") == 0);
}

TEST_CASE("every code point is well-formed except the surrogates") {
    std::size_t refused = 0;
    for (unsigned c = 0x800; c <= 0xFFFF; ++c) {
        const std::string text{static_cast<char>(0xE0U | (c >> 12U)), static_cast<char>(0x80U | ((c >> 6U) & 0x3FU)),
                               static_cast<char>(0x80U | (c & 0x3FU))};
        const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
        if (is_utf8(text) == surrogate) FAIL("U+" << std::hex << c);
        if (surrogate) ++refused;
    }
    CHECK(refused == 2048);
}

TEST_CASE("normal form C composes and mends ill-formed text") {
    CHECK(to_nfc(decomposed_hue) == "Huế");
    CHECK(to_nfc("Hue\u0301\u0302") == "Hu\u00E9\u0302");
    CHECK(to_nfc("a\u0323\u0306") == "ặ");
    CHECK(to_nfc("Huế") == "Huế");
    CHECK(to_nfc("plain") == "plain");
    CHECK(to_nfc("").empty());
    CHECK(to_nfc("a\xFFz") == "a\uFFFDz");
}

TEST_CASE("a match key ignores case, white space and composition") {
    CHECK(to_match_key("  SỞ   Y\tTẾ\u00A0 ") == "sở y tế");
    CHECK(to_match_key(decomposed_hue) == to_match_key("HUẾ"));
    CHECK(to_match_key("a\u2009\u3000b") == "a b");
    CHECK(to_match_key(" \t\n").empty());
    CHECK(to_match_key("").empty());
}

TEST_CASE("a match key keeps Đ apart from D and mends the Icelandic look-alike") {
    CHECK(to_match_key("Đa") == "đa");
    CHECK(to_match_key("Da") == "da");
    CHECK(to_match_key("\u00D0à Nẵng") == to_match_key("Đà Nẵng"));
    CHECK(to_match_key("\u00F0à nẵng") == to_match_key("Đà Nẵng"));
    CHECK(to_match_key("\u0110") == "\u0111");
}

TEST_CASE("both tone placements of an open syllable give one key") {
    const std::vector<std::pair<std::string, std::string>> same{
        {"hoà", "hòa"},   {"hoá", "hóa"},   {"hoả", "hỏa"},   {"hoã", "hõa"},   {"hoạ", "họa"},
        {"hoè", "hòe"},   {"hoé", "hóe"},   {"hoẻ", "hỏe"},   {"hoẽ", "hõe"},   {"hoẹ", "họe"},
        {"thuỳ", "thùy"}, {"thuý", "thúy"}, {"thuỷ", "thủy"}, {"thuỹ", "thũy"}, {"thuỵ", "thụy"}};
    for (const auto& [newer, older] : same) {
        CHECK(to_match_key(newer) == older);
        CHECK(to_match_key(older) == older);
    }
    CHECK(to_match_key("KHÁNH HOÀ") == to_match_key("Khánh Hòa"));
    CHECK(to_match_key("Hoà Bình, Thanh Hoá.") == "hòa bình, thanh hóa.");
    CHECK(to_match_key("hoa\u0300") == "hòa");
    CHECK(to_match_key("hoà2") == "hòa2");
}

TEST_CASE("tones stay in closed syllables and after qu") {
    CHECK(to_match_key("hoàn") == "hoàn");
    CHECK(to_match_key("khoẻo") == "khoẻo");
    CHECK(to_match_key("khuỷu") == "khuỷu");
    CHECK(to_match_key("huỳnh") == "huỳnh");
    CHECK(to_match_key("Quý") == "quý");
    CHECK(to_match_key("quỹ") == "quỹ");
    CHECK(to_match_key("oà\u0302") == "oà\u0302");
}

TEST_CASE("a match key is its own key") {
    for (const std::string& name : provinces) CHECK(to_match_key(to_match_key(name)) == to_match_key(name));
    for (const std::string_view text : {"HOÀ  BÌNH", "\u00D0oà", "x\xFFy", "ß", "İ"}) {
        CHECK(to_match_key(to_match_key(text)) == to_match_key(text));
    }
}

TEST_CASE("provinces sort in Vietnamese order") {
    std::vector<std::string> shuffled = provinces;
    std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937_64(1));
    REQUIRE(shuffled != provinces);
    std::sort(shuffled.begin(), shuffled.end(),
              [](const std::string& a, const std::string& b) { return compare_vietnamese(a, b) < 0; });
    CHECK(shuffled == provinces);
}

TEST_CASE("Vietnamese letters and tones have their own order") {
    const std::vector<std::string> letters{"a", "ă", "â", "b", "c", "d", "đ", "e",
                                           "ê", "i", "o", "ô", "ơ", "u", "ư", "y"};
    for (std::size_t i = 1; i < letters.size(); ++i) CHECK(compare_vietnamese(letters[i - 1], letters[i]) < 0);
    const std::vector<std::string> tones{"ma", "mà", "mả", "mã", "má", "mạ"};
    for (std::size_t i = 1; i < tones.size(); ++i) CHECK(compare_vietnamese(tones[i - 1], tones[i]) < 0);
    CHECK(compare_vietnamese(decomposed_hue, "Huế") == 0);
    CHECK(compare_vietnamese("b", "a") > 0);
    CHECK(compare_vietnamese("", "a") < 0);
    CHECK(compare_vietnamese("\xFF", "\xFF") == 0);
}

TEST_CASE("several threads may compare at once") {
    std::vector<int> wrong(4, 0);
    std::vector<std::thread> threads;
    for (int& errors : wrong) {
        threads.emplace_back([&errors] {
            for (int round = 0; round < 200; ++round) {
                for (std::size_t i = 1; i < provinces.size(); ++i) {
                    if (compare_vietnamese(provinces[i - 1], provinces[i]) >= 0) ++errors;
                }
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(wrong == std::vector<int>(4, 0));
}

TEST_CASE("ids are ordered by parts") {
    const std::vector<std::string> ordered{"",     "1",    "1.2", "1.2.2", "1.2.9", "1.2.10", "1.2.10.1",
                                           "1.2a", "1.2b", "1.3", "2",     "10",    "A",      "A.1",
                                           "A.2",  "A.10", "B",   "TC2",   "TC10",  "dân-số", "dân-số.1"};
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        for (std::size_t j = 0; j < ordered.size(); ++j) {
            INFO(ordered[i] << " and " << ordered[j]);
            const int order = compare_ids(ordered[i], ordered[j]);
            CHECK((order < 0) == (i < j));
            CHECK((order > 0) == (i > j));
        }
    }
}

TEST_CASE("ids written differently never compare equal and long numbers do not overflow") {
    CHECK(compare_ids("1.02", "1.2") < 0);
    CHECK(compare_ids("1.2", "1.02") > 0);
    CHECK(compare_ids("1.02.9", "1.2.10") < 0);
    CHECK(compare_ids("0", "00") < 0);
    CHECK(compare_ids("99999999999999999999998", "99999999999999999999999") < 0);
    CHECK(compare_ids("9", "99999999999999999999999") < 0);
    CHECK(compare_ids("1..2", "1.1") < 0);
    CHECK(compare_ids("1", "1.") < 0);
    CHECK(compare_ids("...", "...") == 0);
}

TEST_CASE("the order of ids is a strict total order") {
    std::mt19937_64 random(11);
    const std::string_view alphabet = "0129a.";
    std::vector<std::string> ids;
    for (int i = 0; i < 60; ++i) {
        std::string id;
        for (std::uint64_t n = random() % 5; n > 0; --n) id += alphabet[random() % alphabet.size()];
        ids.push_back(id);
    }
    const auto before = [](const std::string& a, const std::string& b) { return compare_ids(a, b) < 0; };
    for (const auto& a : ids) {
        for (const auto& b : ids) {
            REQUIRE(before(a, b) + before(b, a) == (a == b ? 0 : 1));
            for (const auto& c : ids) {
                if (before(a, b) && before(b, c) && !before(a, c)) FAIL(a << " < " << b << " < " << c);
            }
        }
    }
}

TEST_CASE("display width counts columns, not bytes") {
    CHECK(display_width("") == 0);
    CHECK(display_width("abc") == 3);
    CHECK(display_width("Đắk Lắk") == 7);
    CHECK(display_width(decomposed_hue) == 3);
    CHECK(display_width("漢字") == 4);
    CHECK(display_width("Ａ") == 2);
    CHECK(display_width("한") == 2);
    CHECK(display_width("\u200B") == 0);
    CHECK(display_width("a\tb") == 2);
    CHECK(display_width("≈0,97") == 5);
}

TEST_CASE("a number is written with the decimal mark of the reader") {
    CHECK(parindex::localise_number("2.50", Language::vi) == "2,50");
    CHECK(parindex::localise_number("2.50", Language::en) == "2.50");
    CHECK(parindex::localise_number("≈-0.97", Language::vi) == "≈-0,97");
    CHECK(parindex::localise_number("64/66", Language::vi) == "64/66");
}

TEST_CASE("typed numbers are read with either decimal mark") {
    CHECK(typed("0,5") == "1/2");
    CHECK(typed("0.5") == "1/2");
    CHECK(typed("-2,75") == "-11/4");
    CHECK(typed("12") == "12");
    CHECK(typed("1000") == "1000");
    CHECK(typed("0,125") == "1/8");
    CHECK(typed("0.125") == "1/8");
    CHECK(typed("1,25") == "5/4");
    CHECK(typed("1,2345") == "2469/2000");
    CHECK(typed("1234,567") == "1234567/1000");
    CHECK(typed("1,5e1") == "15");
}

TEST_CASE("typed percentages and fractions are read") {
    CHECK(typed(" 95 % ") == "19/20");
    CHECK(typed("95%") == "19/20");
    CHECK(typed("97,5%") == "39/40");
    CHECK(typed("3/4") == "3/4");
    CHECK(typed("3 / 4") == "3/4");
    CHECK(typed("1,5/3") == "1/2");
    CHECK(typed("1.000,5/2") == "2001/4");
}

TEST_CASE("white space around a typed number is of any kind") {
    CHECK(typed("\u00A0\u20095\u202F\t") == "5");
    CHECK(typed("\u00A095\u00A0%\u3000") == "19/20");
    CHECK(typed("\r\n7\n") == "7");
}

TEST_CASE("a typed number that may be thousands or decimals is not read") {
    for (const std::string_view text :
         {"1.000", "1,000", "-1.000", "12.345", "999,999", "1.000%", "1.000/3", "3/1,000", "00,125", "1.000e1"}) {
        INFO(text);
        CHECK(typed(text) == "nothing");
    }
}

TEST_CASE("thousands are read where they cannot be anything else") {
    CHECK(typed("1.000,5") == "2001/2");
    CHECK(typed("1,000.5") == "2001/2");
    CHECK(typed("1.000.000") == "1000000");
    CHECK(typed("12,345,678") == "12345678");
    CHECK(typed("1.234.567,125") == "9876537/8");
    CHECK(typed("1.000,500") == "2001/2");
}

TEST_CASE("what people type beside numbers is not read as one") {
    for (const std::string_view text :
         {"",        " ",          "\u00A0",     "abc",      "5 điểm",     "1.",        "1,",        ",5",
          ".5",      "-",          "%",          "/",        "1/",         "/3",        "1/0",       "+5",
          "- 5",     "1 000",      "1.00.000",   "1.000.00", "1,00,000.5", "1.000,5,5", "1,000.5.5", "0.000.000",
          "0.123,5", "1000.000,5", "1000,5.5",   "1.000,",   "..",         ",,",        ".,",        "1..5",
          "1.,5",    "04/01/2017", "2017-01-04", "0x1F",     "inf",        "nan",       "50%/3",     "5%%",
          "\xFF",    "5\xFF",      "\xC2"}) {
        INFO(text);
        CHECK(typed(text) == "nothing");
    }
    CHECK(typed(std::string(1'000'000, '9')) == "nothing");
    CHECK(typed(std::string(1'000'000, ' ')) == "nothing");
    CHECK(typed(std::string_view("5\0", 2)) == "nothing");
}

TEST_CASE("printable text cannot steer a terminal") {
    CHECK(printable("Đắk Lắk 95 %") == "Đắk Lắk 95 %");
    CHECK(printable("\x1B[2J") == "\\x1B[2J");
    CHECK(printable("a\nb\tc\r") == "a\\x0Ab\\x09c\\x0D");
    CHECK(printable(std::string_view("\0", 1)) == "\\x00");
    CHECK(printable("\x7F") == "\\x7F");
    CHECK(printable("\u009B31m") == "\\u{009B}31m");
    CHECK(printable("\u202Eabc\u2066") == "\\u{202E}abc\\u{2066}");
    CHECK(printable("a\u2028b") == "a\\u{2028}b");
    CHECK(printable("a\xFF\xC3(") == "a\\xFF\\xC3(");
    CHECK(printable("\xED\xA0\x80") == "\\xED\\xA0\\x80");
}

TEST_CASE("printable text is clean whatever the bytes") {
    std::mt19937_64 random(8);
    for (int i = 0; i < 500; ++i) {
        std::string bytes;
        for (std::uint64_t n = random() % 40; n > 0; --n) bytes += static_cast<char>(random() % 256);
        const std::string shown = printable(bytes);
        REQUIRE(is_utf8(shown));
        REQUIRE(std::none_of(shown.begin(), shown.end(), [](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return byte < 0x20 || byte == 0x7F;
        }));
        REQUIRE(printable(shown) == shown);
        REQUIRE(is_utf8(excerpt(bytes, 7)));
        REQUIRE(is_utf8(to_match_key(bytes)));
    }
}

TEST_CASE("an excerpt is cut at a character") {
    CHECK(excerpt("ngắn", 4) == "ngắn");
    CHECK(excerpt("ngắn", 3) == "ngắ…");
    CHECK(excerpt("ngắn", 0) == "…");
    CHECK(excerpt("", 0).empty());
    CHECK(excerpt(std::string(60, 'a')) == std::string(60, 'a'));
    CHECK(excerpt(std::string(61, 'a')) == std::string(60, 'a') + "…");
}

TEST_CASE("an excerpt never splits an escape or a letter from its marks") {
    CHECK(excerpt("ab\nc", 6) == "ab\\x0A…");
    CHECK(excerpt("ab\nc", 5) == "ab…");
    CHECK(excerpt("abe\u0302\u0301c", 4) == "ab…");
    CHECK(excerpt("abe\u0302\u0301c", 5) == "abe\u0302\u0301…");
    std::string zalgo = "a";
    for (int i = 0; i < 1000; ++i) zalgo += "\u0301";
    CHECK(excerpt("x" + zalgo, 60) == "x…");
    CHECK(excerpt("\u0301\u0301", 1) == "…");
}
