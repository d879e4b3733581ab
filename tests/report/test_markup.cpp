#include "report/markup.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>
#include <string>

using parindex::report::Markup;

namespace {

const std::string html_begin = "<!DOCTYPE html>\n";
const std::string xml_begin = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const std::string replaced = "\xEF\xBF\xBD";

std::string escaped(const std::string& text) {
    Markup out(Markup::Syntax::xml);
    out.element("t", text);
    auto written = out.take();
    const auto begin = xml_begin.size() + 3;
    return written.substr(begin, written.size() - begin - 4);
}

}  // namespace

TEST_CASE("elements nest and an empty element follows the syntax", "[report][markup]") {
    Markup page(Markup::Syntax::html);
    page.inside("b", [&] { page.element("i", {{"class", "a"}}, "x").empty("br"); });
    CHECK(page.take() == html_begin + "<b><i class=\"a\">x</i><br></b>");
    Markup part(Markup::Syntax::xml);
    part.open("w:p").empty("w:tab", {{"w:val", "1"}}).close();
    CHECK(part.take() == xml_begin + "<w:p><w:tab w:val=\"1\"/></w:p>");
}

TEST_CASE("text and attribute values cannot become markup", "[report][markup]") {
    CHECK(escaped("</t><script>alert(1)</script>") == "&lt;/t&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
    CHECK(escaped("]]> & &amp; \" '") == "]]&gt; &amp; &amp;amp; &quot; &#39;");
    Markup page(Markup::Syntax::html);
    page.element("a", {{"title", "\" onclick='x' <b>"}}, "");
    CHECK(page.take() == html_begin + "<a title=\"&quot; onclick=&#39;x&#39; &lt;b&gt;\"></a>");
}

TEST_CASE("characters that steer a page or are none are replaced", "[report][markup]") {
    CHECK(escaped("a\tb\nc") == "a\tb\nc");
    CHECK(escaped("Đường Nguyễn Bỉnh Khiêm 𝄞") == "Đường Nguyễn Bỉnh Khiêm 𝄞");
    CHECK(escaped(std::string("a\0b", 3)) == "a" + replaced + "b");
    CHECK(escaped("\x1B[31m\x7F\r") == replaced + "[31m" + replaced + replaced);
    CHECK(escaped("\xC2\x85") == replaced);
    // right-to-left override, isolate, and its end
    CHECK(escaped("\xE2\x80\xAE"
                  "cba\xE2\x81\xA6"
                  "x\xE2\x81\xA9") == replaced + "cba" + replaced + "x" + replaced);
    CHECK(escaped("\xEF\xBF\xBE\xEF\xBF\xBF") == replaced + replaced);
    CHECK(escaped("\xF0\x9F\xBF\xBF") == replaced);
    CHECK(escaped("\xEF\xBF\xBD") == replaced);
    // The marks that only say how their neighbours run stay.
    CHECK(escaped("\xE2\x80\x8F") == "\xE2\x80\x8F");
}

TEST_CASE("bytes that are not UTF-8 are replaced", "[report][markup]") {
    CHECK(escaped("a\xFF") == "a" + replaced);
    CHECK(escaped("<\xC3") == "&lt;" + replaced);
    CHECK(escaped("\xE2\x80\xAE\xFF") == replaced + replaced);
}

TEST_CASE("JSON for a script cannot end it", "[report][markup]") {
    Markup page(Markup::Syntax::html);
    page.json("d", R"({"a":"</script><!--&"})");
    CHECK(page.take() == html_begin +
                             "<script type=\"application/json\" id=\"d\">"
                             R"({"a":"\u003c/script\u003e\u003c!--\u0026"})"
                             "</script>\n");
    CHECK_THROWS_AS(Markup(Markup::Syntax::xml).json("d", "{}"), std::logic_error);
}

TEST_CASE("mistakes of the program are refused", "[report][markup]") {
    Markup page(Markup::Syntax::html);
    CHECK_THROWS_AS(page.close(), std::logic_error);
    for (const auto* name : {"", "a b", "a>", "1a", "a:b:c", "a:", "-a", ":a", "a\"", "\xC3\xA9"}) {
        CAPTURE(name);
        CHECK_THROWS_AS(page.open(name), std::logic_error);
        CHECK_THROWS_AS(page.empty("p", {{name, "x"}}), std::logic_error);
    }
    Markup unfinished(Markup::Syntax::html);
    unfinished.open("p");
    CHECK_THROWS_AS(unfinished.take(), std::logic_error);
}
