"""The plots draw the figures of the result, keep every label inside, and say where the figures come from."""

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt  # noqa: E402
import pytest  # noqa: E402

import parindex  # noqa: E402
from parindex import _summary, plot  # noqa: E402

ROOT = Path(__file__).parents[2]
DRAWN = {
    "ranking": plot.ranking,
    "domains": plot.domains,
    "domain_panels": plot.domain_panels,
    "heatmap": plot.heatmap,
    "gaps": plot.gaps,
    "stages": lambda result, **options: plot.stages(result, "self", "final", **options),
    "rank_intervals": plot.rank_intervals,
}


@pytest.fixture(scope="module")
def mau():
    return parindex.evaluate(ROOT / "examples/tinh-mau-2017")


@pytest.fixture(scope="module")
def hai_phong():
    return parindex.evaluate(ROOT / "examples/hai-phong-2017")


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def texts(figure):
    return [text for text in figure.findobj(matplotlib.text.Text) if text.get_visible() and text.get_text().strip()]


def shown(figure):
    return "\n".join(text.get_text() for text in texts(figure))


def one_figure(drawn):
    return (drawn if hasattr(drawn, "figure") else drawn[0]).figure


def outside(figure):
    """How far what is drawn reaches beyond the figure as it is saved, in inches; nothing when all of it lies inside."""
    figure.canvas.draw()
    box = figure.get_tightbbox(figure.canvas.get_renderer())
    width, height = figure.get_size_inches()
    over = {"left": -box.x0, "below": -box.y0, "right": box.x1 - width, "above": box.y1 - height}
    return {side: inches for side, inches in over.items() if inches > 0.01}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", DRAWN)
def test_no_label_is_cut(mau, name, lang):
    figure = one_figure(DRAWN[name](mau, lang=lang))
    assert outside(figure) == {}


@pytest.mark.parametrize("name", sorted(set(DRAWN) - {"rank_intervals"}))
def test_no_label_is_cut_of_few_agencies(hai_phong, name):
    assert outside(one_figure(DRAWN[name](hai_phong))) == {}


@pytest.mark.parametrize("name", DRAWN)
def test_standing_of_criteria_and_data_stands_below(mau, name):
    words = shown(one_figure(DRAWN[name](mau))).replace("\n", " ")
    assert "Toàn bộ dữ liệu là giả lập" in words
    assert "KHÔNG phải phụ lục của thành phố Hải Phòng" in words
    words = shown(one_figure(DRAWN[name](mau, lang="en"))).replace("\n", " ")
    assert "All data are synthetic" in words
    assert "It is NOT the annex of Hải Phòng" in words


# Totals and places as README.vi.md and docs/cli.md print them.
def test_ranking_prints_published_totals_with_the_comma_of_the_language(mau):
    assert "97,70" in shown(plot.ranking(mau).figure)
    assert "97.70" in shown(plot.ranking(mau, lang="en").figure)


def test_bars_are_as_long_as_totals(mau):
    ax = plot.ranking(mau)
    assert ax.patches[0].get_width() == pytest.approx(861739 / 8820)  # Sở Nội vụ, total.exact
    assert len(ax.patches) == 20


def test_shared_places_and_the_excluded(hai_phong):
    labels = [label.get_text() for label in plot.ranking(hai_phong).get_yticklabels()]
    assert [label.split()[-1] for label in labels] == ["1", "2", "3=", "3=", "5", "6", "–"]
    assert "39,42 (không xếp hạng)" in shown(plot.ranking(hai_phong).figure)


def test_classes_are_named_from_the_best(hai_phong):
    legend = plot.ranking(hai_phong).get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["Loại A", "Loại B", "Loại C", "Loại D"]


def test_domains_add_up_and_penalties_lie_left_of_zero(mau):
    ax = plot.domains(mau, agencies=["so-khdt"])
    # Without rescaling: 8087/90 points, 1 bonus and 1 penalty; docs of the round give the same total 8087/90.
    right = sum(bar.get_width() for bar in ax.patches if bar.get_width() > 0)
    left = sum(bar.get_width() for bar in ax.patches if bar.get_width() < 0)
    assert right == pytest.approx(8087 / 90 + 1)
    assert left == pytest.approx(-1)


def test_panels_one_for_each_agency_in_order(mau):
    panels = plot.domain_panels(mau, agencies=["thanh-tra", "so-noi-vu"])
    assert [ax.get_title(loc="left") for ax in panels] == ["1  Sở Nội vụ", "13  Thanh tra tỉnh"]
    assert "không áp dụng" in shown(panels[0].figure)


def test_heatmap_holds_shares_and_leaves_states_empty(hai_phong):
    ax = plot.heatmap(hai_phong, depth="domains")
    values = ax.images[0].get_array()
    assert values.shape == (7, 8)  # bonus and penalty are no share of anything
    first = hai_phong.ranking().iloc[0].agency
    points = hai_phong.points(exact="fraction").loc[first, "1"]
    maximum = hai_phong.maxima(exact="fraction").loc[first, "1"]
    assert values[0, 0] == pytest.approx(float(points / maximum) * 100)
    leaves = plot.heatmap(hai_phong)
    assert leaves.images[0].get_array().mask.any()
    assert "không áp dụng" in shown(leaves.figure)


def test_heatmap_refuses_another_depth(mau):
    with pytest.raises(ValueError, match="leaves"):
        plot.heatmap(mau, depth="rows")


def test_gaps_are_the_sums_of_the_frame(mau):
    frame = mau.gaps(exact="fraction")
    worst = frame.groupby("criterion")["lost"].sum().astype(float).sort_values(ascending=False)
    ax = plot.gaps(mau, top=5)
    assert [bar.get_width() for bar in ax.patches] == pytest.approx(list(worst[:5]))
    assert ax.get_yticklabels()[0].get_text().split()[0] == worst.index[0]


def test_gaps_of_one_agency(mau):
    frame = mau.gaps(exact="fraction")
    lost = frame[(frame.agency == "so-tai-chinh") & (frame.lost > 0)]["lost"].max()
    ax = plot.gaps(mau, agency="so-tai-chinh")
    assert ax.patches[0].get_width() == pytest.approx(float(lost))
    assert "Sở Tài chính" in shown(ax.figure)


def test_stages_show_the_change_of_printed_totals(mau):
    # `parindex compare examples/tinh-mau-2017 --stages self,final`: van-phong 90.68 -> 86.34.
    ax = plot.stages(mau, "self", "final", agencies=["van-phong"])
    assert "−4,34" in shown(ax.figure)
    assert "Tự đánh giá" in shown(ax.figure)
    assert list(ax.lines[0].get_xdata()) == pytest.approx([90.68, 86.34])


def test_an_unknown_stage_is_an_error_of_the_round(mau):
    with pytest.raises(parindex.ParindexError):
        plot.stages(mau, "self", "no-such-stage")


def test_rank_intervals_are_those_of_the_result(mau):
    # `parindex rank examples/tinh-mau-2017`: Sở Y tế third, places 2 to 6 possible.
    ax = plot.rank_intervals(mau, agencies=["so-y-te"])
    assert list(ax.lines[0].get_xdata()) == [2, 6]
    assert list(ax.lines[1].get_xdata()) == [3]


def test_without_raw_survey_answers_there_are_no_intervals(hai_phong):
    with pytest.raises(ValueError, match="không có khoảng tin cậy"):
        plot.rank_intervals(hai_phong)
    with pytest.raises(ValueError, match="no raw survey answers"):
        plot.rank_intervals(hai_phong, lang="en")


def test_groups_must_be_named_where_there_are_several():
    police = parindex.evaluate(ROOT / "examples/police-2024")
    groups = list(dict.fromkeys(police.scores["group"]))
    assert len(groups) > 1
    with pytest.raises(ValueError, match="several groups"):
        plot.ranking(police)
    ax = plot.ranking(police, group=groups[0])
    assert len(ax.get_yticklabels()) == (police.scores["group"] == groups[0]).sum()


@pytest.mark.parametrize(
    ("options", "words"),
    [({"lang": "fr"}, "lang"), ({"group": "no-such"}, "no group"), ({"agencies": ["x"]}, "no agency 'x'")],
)
def test_wrong_use_is_named(mau, options, words):
    with pytest.raises(ValueError, match=words):
        plot.ranking(mau, **options)


def test_drawn_on_the_axes_that_is_given(mau):
    figure, axes = plt.subplots(1, 2, figsize=(16, 9), layout="constrained")
    assert mau.plot.ranking(ax=axes[0]) is axes[0]
    assert mau.plot.gaps(ax=axes[1]) is axes[1]
    assert len(figure.axes) == 2
    assert outside(figure) == {}
    assert "Toàn bộ dữ liệu là giả lập" in shown(figure).replace("\n", " ")


def test_two_hundred_agencies_are_readable(tmp_path):
    """Rows of a made-up round of 200: every label is there, whole, and no two of them overlap."""
    ids = [f"xa-{number:03d}" for number in range(200)]
    folder = make_round(tmp_path, ids)
    ax = plot.ranking(parindex.evaluate(folder))
    figure = ax.figure
    assert outside(figure) == {}
    boxes = [label.get_window_extent() for label in ax.get_yticklabels()]
    assert len(boxes) == 200
    assert all(below.y1 <= above.y0 + 1 for above, below in zip(boxes, boxes[1:]))


def make_round(folder, ids):
    """A round of totals alone, scored by the set of published totals."""
    import json

    source = ROOT / "examples/published/hai-phong-2017-departments"
    content = json.loads((source / "round.json").read_text(encoding="utf-8"))
    (folder / "set.json").write_bytes((ROOT / "criteria/vn/published-total.json").read_bytes())
    content["criteria"] = {group: "set.json" for group in content["criteria"]}
    group = next(iter(content["criteria"]))
    rows = [f"{id_},Ủy ban nhân dân xã Nguyễn Bỉnh Khiêm {id_},{group}" for id_ in ids]
    answers = [f"{id_},1,{60 + number % 40}.{number % 10}" for number, id_ in enumerate(ids)]
    (folder / "final").mkdir()
    (folder / "round.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    (folder / "agencies.csv").write_text("\n".join(["id,name,group", *rows]) + "\n", encoding="utf-8")
    (folder / "final/answers.csv").write_text("\n".join(["agency,criterion,points", *answers]) + "\n", encoding="utf-8")
    return folder


def test_matplotlib_is_imported_only_when_a_plot_is_drawn():
    code = "import sys, parindex, parindex.plot; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_without_matplotlib_the_error_says_what_to_install():
    code = (
        "import sys; sys.modules['matplotlib'] = None; import parindex\n"
        f"result = parindex.evaluate({str(ROOT / 'examples/hai-phong-2017')!r})\n"
        "try: result.plot.ranking()\n"
        "except ImportError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "parindex[plot]" in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [(Fraction(1, 3), 2, "0,33"), (Fraction(5, 1000), 2, "0,01"), (Fraction(-1, 8), 2, "−0,13"), (Fraction(4), 2, "4"),
     (Fraction(1, 1000), 2, "0"), (Fraction(86, 3), 1, "28,7"), (Fraction(100), 0, "100")],
)
def test_rounded_texts(value, digits, expected):
    assert _summary.rounded_text(value, digits, "vi") == expected
    assert _summary.rounded_text(value, digits, "en") == expected.replace(",", ".")
