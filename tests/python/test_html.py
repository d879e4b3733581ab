"""What notebooks show: escaped, without scripts, with the provenance, in either language."""

import html.parser
import json
from decimal import Decimal
from pathlib import Path

import pytest

import parindex
from parindex import html as pages

ROOT = Path(__file__).parents[2]
EVIL = '<script>alert("x")</script>&<img src=x onerror=y>'


class Tags(html.parser.HTMLParser):
    """Every tag and attribute, and whether all tags are closed in order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.attributes = [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def result():
    return parindex.evaluate(ROOT / "examples/hai-phong-2017")


@pytest.fixture(scope="module")
def shown(result):
    round_ = parindex.Round.load(ROOT / "examples/hai-phong-2017")
    return {
        "criteria": pages.criteria_html(result.criteria["so"]),
        "round": pages.round_html(round_),
        "result": pages.result_html(result),
        "explanation": pages.explanation_html(result.explain("so-khcn")),
    }


@pytest.mark.parametrize("what", ["criteria", "round", "result", "explanation"])
def test_well_formed_without_scripts_and_outside_files(shown, what):
    tags = Tags(shown[what])
    allowed = {"div", "em", "strong", "table", "thead", "tbody", "tr", "th", "td", "p", "details", "summary", "br"}
    assert set(tags.tags) <= allowed
    assert set(tags.attributes) <= {"class", "lang", "style", "open"}


@pytest.mark.parametrize("what", ["criteria", "round", "result", "explanation"])
def test_says_what_the_criteria_are_worth(shown, what):
    assert "KHÔNG phải phụ lục của thành phố Hải Phòng" in shown[what]
    assert "mẫu, không phải phụ lục của cơ quan nào" in shown[what]


@pytest.mark.parametrize("what", ["round", "result", "explanation"])
def test_says_what_the_data_are(shown, what):
    assert "Phần giả lập: sáu sở minh họa A đến F" in shown[what]


def test_objects_show_themselves(result, shown):
    assert result._repr_html_() == shown["result"]
    assert result.criteria["so"]._repr_html_() == shown["criteria"]
    assert parindex.Round.load(ROOT / "examples/hai-phong-2017")._repr_html_() == shown["round"]
    assert result.explain("so-khcn", lang="en")._repr_html_() == pages.explanation_html(result.explain("so-khcn"), "en")


def test_result_in_order_with_shared_places_and_the_reason_of_none(shown):
    text = shown["result"]
    assert text.index("Sở minh họa A") < text.index("Sở Khoa học và Công nghệ</td>") < text.index("Sở minh họa B")
    assert text.count(">3=</td>") == 2
    assert ">không xếp hạng</td>" in text
    assert ">93,66</td>" in text


def test_result_in_english(result):
    text = pages.result_html(result, "en")
    assert ">93.66</td>" in text and ">not ranked</td>" in text and 'lang="en"' in text
    assert "It is NOT the annex of Hải Phòng" in text


def test_explanation_holds_rule_figures_and_working(result):
    text = pages.explanation_html(result.explain("so-khcn", "7.2"))
    assert "7.2 Tỷ lệ hồ sơ giải quyết đúng hạn: 3,5 / 3,5" in text
    assert "dossiers.on_time = 3748" in text
    assert "100 % ≥ 95 % → 3,5" in text


def test_long_explanations_are_folded(result):
    assert "<details open>" in pages.explanation_html(result.explain("so-khcn", "7.2"))
    assert "<details open>" not in pages.explanation_html(result.explain("so-khcn"))


def test_texts_of_others_are_escaped(tmp_path):
    content = json.loads((ROOT / "criteria/vn/published-total.json").read_text(encoding="utf-8"))
    content["title"] = {"vi": EVIL, "en": EVIL}
    content["criteria"][0]["title"] = {"vi": EVIL, "en": EVIL}
    (tmp_path / "set.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    source = ROOT / "examples/published/hai-phong-2017-departments"
    round_ = json.loads((source / "round.json").read_text(encoding="utf-8"))
    group = next(iter(round_["criteria"]))
    round_.update(criteria={group: "set.json"}, title={"vi": EVIL, "en": EVIL}, statement={"vi": EVIL, "en": EVIL})
    (tmp_path / "round.json").write_text(json.dumps(round_, ensure_ascii=False), encoding="utf-8")
    quoted = '"' + EVIL.replace('"', '""') + '"'
    (tmp_path / "agencies.csv").write_text(f"id,name,group\na,{quoted},{group}\n", encoding="utf-8")
    (tmp_path / "final").mkdir()
    (tmp_path / "final/answers.csv").write_text("agency,criterion,points\na,1,50\n", encoding="utf-8")

    loaded = parindex.Round.load(tmp_path)
    result = parindex.evaluate(loaded)
    shown = [loaded, loaded.criteria[group], result, result.explain("a", "1")]
    for text in (one._repr_html_() for one in shown):
        assert "&lt;script&gt;" in text
        assert not {"script", "img"} & set(Tags(text).tags)


def test_long_tables_are_cut_and_say_so():
    table = pages._table(["n"], [[Decimal(n)] for n in range(pages.ROWS + 7)], "vi", [0])
    assert table.count("<td") == pages.ROWS
    assert "… và 7 dòng nữa" in table


def test_other_languages_are_refused(result):
    with pytest.raises(ValueError, match="lang"):
        pages.result_html(result, "fr")
