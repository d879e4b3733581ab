"""Drawings of a result: places, domains, lost points, stages and how sure the order is.

Every function takes a :class:`parindex.Result` and gives the matplotlib Axes it drew on, so that anything can be
changed afterwards. ``result.plot.ranking()`` is short for ``parindex.plot.ranking(result)``. matplotlib is imported
when the first plot is drawn.

Common parameters
-----------------
group : str, optional
    The group of agencies to draw; needed when the result has more than one.
agencies : iterable of str, optional
    Ids of the agencies to draw, in order of place; all when left out.
ax : matplotlib.axes.Axes, optional
    Where to draw. Without it a figure is made that is large enough for all labels.
lang : {"vi", "en"}
    Language of titles, labels and numbers (decimal comma in Vietnamese).

Figures are drawn from the exact results; printed totals are those of the result, digit for digit. The standing of
criteria and data stands below every plot.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from . import _draw
from ._summary import (
    NOT_RANKED,
    STATES,
    Cell,
    Criterion,
    Line,
    Summary,
    number_text,
    round_of,
    rounded_text,
    stage_titles,
    summarize,
    text_of,
)

if TYPE_CHECKING:
    import numpy
    from matplotlib.axes import Axes

    from .result import Result

__all__ = ["domain_panels", "domains", "gaps", "heatmap", "rank_intervals", "ranking", "stages"]

_WORDS: dict[str, dict[str, str]] = {
    "ranking": {"vi": "Xếp hạng", "en": "Ranking"},
    "domains": {"vi": "Điểm theo lĩnh vực", "en": "Points by domain"},
    "shares": {"vi": "Tỷ lệ đạt so với điểm tối đa", "en": "Share of the maximum"},
    "lost": {"vi": "Điểm bị mất theo tiêu chí", "en": "Points lost by criterion"},
    "change": {"vi": "Thay đổi tổng điểm", "en": "Change of the total"},
    "intervals": {"vi": "Các hạng có thể, xét sai số điều tra", "en": "Places that the survey leaves open"},
    "total": {"vi": "Tổng điểm", "en": "Total"},
    "points": {"vi": "Điểm", "en": "Points"},
    "class": {"vi": "Xếp loại", "en": "Class"},
    "no_class": {"vi": "chưa xếp loại", "en": "no class"},
    "bonus": {"vi": "(điểm thưởng)", "en": "(bonus)"},
    "penalty": {"vi": "(điểm trừ)", "en": "(penalty)"},
    "rank": {"vi": "Hạng", "en": "Place"},
    "place": {"vi": "Hạng đạt được", "en": "Place held"},
    "open": {"vi": "Các hạng có thể", "en": "Places that are possible"},
    "lost_all": {"vi": "Điểm bị mất, cộng {n} đơn vị", "en": "Points lost, {n} agencies together"},
    "lost_one": {"vi": "Điểm bị mất", "en": "Points lost"},
    "nothing_lost": {"vi": "Không mất điểm nào", "en": "No points lost"},
    "no_points": {"vi": "không có điểm", "en": "no points"},
    "up": {"vi": "tăng", "en": "higher"},
    "down": {"vi": "giảm", "en": "lower"},
    "same": {"vi": "không đổi", "en": "unchanged"},
}
_NO_INTERVALS = {
    "vi": "kết quả không có khoảng tin cậy: đợt đánh giá không có phiếu điều tra gốc (docs/rounds.md, Surveys)",
    "en": "the result has no intervals: the round holds no raw survey answers (docs/rounds.md, Surveys)",
}


def _word(key: str, lang: str) -> str:
    return text_of(_WORDS[key], lang)


def _title(summary: Summary, what: str) -> str:
    tail = f" ({summary.stage})" if summary.stage else ""
    return f"{what}: {summary.title}{tail}" if summary.title else f"{what}{tail}"


def _place_labels(lines: Sequence[Line]) -> list[str]:
    return _draw.row_labels([f"{line.name}  {line.place():>2}" for line in lines], len(lines))


def ranking(
    result: Result,
    *,
    group: str | None = None,
    agencies: Iterable[str] | None = None,
    ax: Axes | None = None,
    lang: str = "vi",
) -> Axes:
    """Bars of the totals in order of place, coloured by class; shared places carry "=".

    Agencies without a place come last, pale, with the reason.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        When the result has several groups and none is named, or an agency is unknown.
    ImportError
        When matplotlib is not installed.
    """
    summary = summarize(result, lang)
    lines = summary.of_group(group, agencies)
    labels = _place_labels(lines)
    canvas = _draw.Canvas(ax, summary, width=10, height=_draw.height_of_rows(labels))
    from matplotlib.patches import Patch

    classes = _classes(lines)
    for row, line in enumerate(lines):
        style = _draw.colour(classes.index(line.class_id))
        pale = {"alpha": 0.35} if line.rank is None else {}
        canvas.ax.barh(row, float(line.exact or 0), height=0.72, **style, **pale)
        canvas.ax.annotate(_total_text(line, lang), (float(line.exact or 0), row), xytext=(4, 0),
                           textcoords="offset points", va="center", fontsize=_draw.row_font(len(lines)) - 0.5)
    _draw.rows_axis(canvas.ax, labels)
    _draw.quiet(canvas.ax)
    _draw.number_axis(canvas.ax.xaxis, lang)
    canvas.ax.set_xlabel(_word("total", lang))
    canvas.ax.margins(x=0.16)
    canvas.ax.set_xlim(left=min(0.0, canvas.ax.get_xlim()[0]) if any((x.exact or 0) < 0 for x in lines) else 0)
    titles = {line.class_id: line.class_title or _word("no_class", lang) for line in lines}
    if titles.keys() != {None}:
        handles = [Patch(label=titles[c], **_draw.colour(i)) for i, c in enumerate(classes)]
        _draw.legend(canvas.ax, handles)
    return canvas.finish(_title(summary, _word("ranking", lang)))


def _classes(lines: Sequence[Line]) -> list[str | None]:
    """Class ids, that of the highest total first, so that colours go from good to bad."""
    best: dict[str | None, Fraction] = {}
    for line in lines:
        best[line.class_id] = max(best.get(line.class_id, Fraction(-10**9)), line.exact or Fraction(-10**9))
    return sorted(best, key=lambda c: (c is None, -best[c], c or ""))


def _total_text(line: Line, lang: str) -> str:
    total = "–" if line.total is None else number_text(line.total, lang)
    if line.rank is not None:
        return total
    reason = text_of(NOT_RANKED.get(line.not_ranked or "", line.not_ranked), lang)
    return f"{total} ({reason})" if reason else total


def _domains(summary: Summary, lines: Sequence[Line]) -> list[Criterion]:
    """The uppermost criteria of the lines' sets, in table order."""
    found: dict[str, Criterion] = {}
    for line in lines:
        for criterion in summary.criteria.get(line.set_id, ()):
            if criterion.parent is None:
                found.setdefault(criterion.id, criterion)
    return list(found.values())


def _points(line: Line, criterion: Criterion) -> Fraction:
    cell = line.cells.get(criterion.id)
    points = Fraction(0) if cell is None or cell.points is None else cell.points
    return -abs(points) if criterion.role == "penalty" else points


def domains(
    result: Result,
    *,
    group: str | None = None,
    agencies: Iterable[str] | None = None,
    ax: Axes | None = None,
    lang: str = "vi",
) -> Axes:
    """Bars of the points in each domain, stacked, in order of place; penalties lie left of zero.

    A diamond marks the total, which differs from the sum of the points where some of the maximum did not apply to an
    agency and the set rescales.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        When the result has several groups and none is named, or an agency is unknown.
    ImportError
        When matplotlib is not installed.
    """
    summary = summarize(result, lang)
    lines = summary.of_group(group, agencies)
    labels = _place_labels(lines)
    shown = _domains(summary, lines)
    height = max(_draw.height_of_rows(labels), 0.32 * len(shown) + 0.4)
    canvas = _draw.Canvas(ax, summary, width=13, height=height)
    handles = []
    ends = [Fraction(0)] * len(lines)
    for index, domain in enumerate(shown):
        points = [_points(line, domain) for line in lines]
        starts = [Fraction(0) if domain.role == "penalty" else end for end in ends]
        bars = canvas.ax.barh(range(len(lines)), [float(p) for p in points], left=[float(s) for s in starts],
                              height=0.72, edgecolor="white", linewidth=0.5, label=_domain_label(domain, lang),
                              **_draw.colour(index))
        handles.append(bars)
        _segment_texts(canvas.ax, starts, points, index, lang)
        if domain.role != "penalty":
            ends = [end + p for end, p in zip(ends, points, strict=True)]
    handles.append(canvas.ax.scatter([float(line.exact or 0) for line in lines], range(len(lines)), marker="D", s=22,
                                     color="black", edgecolors="white", linewidths=0.6, zorder=4,
                                     label=_word("total", lang)))
    _draw.rows_axis(canvas.ax, labels)
    _draw.quiet(canvas.ax)
    _draw.number_axis(canvas.ax.xaxis, lang)
    canvas.ax.set_xlabel(_word("points", lang))
    _draw.legend(canvas.ax, handles)
    return canvas.finish(_title(summary, _word("domains", lang)))


def _domain_label(domain: Criterion, lang: str) -> str:
    role = f" {_word(domain.role, lang)}" if domain.role in ("bonus", "penalty") else ""
    return _draw.wrap(f"{domain.id}. {domain.title}{role}", 170, 8)


def _segment_texts(ax: Axes, starts: Sequence[Fraction], points: Sequence[Fraction], index: int, lang: str) -> None:
    """The points inside segments that are wide enough for them; none where rows are many."""
    if len(points) > 45:
        return
    dark = index % len(_draw.COLOURS) in (0, 3, 4, 7)
    for row, (start, value) in enumerate(zip(starts, points, strict=True)):
        if value >= 4:
            ax.text(float(start + value / 2), row, rounded_text(value, 1, lang), ha="center", va="center", fontsize=7,
                    color="white" if dark else "black")


def domain_panels(
    result: Result,
    *,
    group: str | None = None,
    agencies: Iterable[str] | None = None,
    lang: str = "vi",
    columns: int = 4,
) -> numpy.ndarray[Any, Any]:
    """Small multiples: one panel for each agency, bars of the share of the maximum in each domain.

    Returns
    -------
    numpy.ndarray of matplotlib.axes.Axes
        One Axes for each agency, in order of place.

    Raises
    ------
    ValueError
        As in :func:`domains`, or when `columns` is not positive.
    ImportError
        When matplotlib is not installed.
    """
    import numpy

    if columns < 1:
        raise ValueError("columns: at least 1")
    summary = summarize(result, lang)
    lines = summary.of_group(group, agencies)
    shown = [d for d in _domains(summary, lines) if d.role not in ("bonus", "penalty")]
    columns = min(columns, len(lines))
    rows = -(-len(lines) // columns)
    notes = "\n".join(_draw.wrap(note, 3.1 * columns * 72 - 16, 7) for note in summary.notes)
    height = rows * (0.75 + 0.19 * len(shown)) + 0.9 + 0.125 * (notes.count("\n") + 1) + 0.2 * len(shown)
    figure, grid = _draw.pyplot().subplots(rows, columns, figsize=(3.1 * columns, height), sharex=True, sharey=True,
                                           squeeze=False, layout="constrained")
    panels = list(grid.flat)
    for ax, line in zip(panels, lines, strict=False):
        _panel(ax, line, shown, lang)
    for ax in panels[len(lines):]:
        ax.set_axis_off()
    for ax in panels[max(0, len(lines) - columns):len(lines)]:
        ax.tick_params(axis="x", labelbottom=True)
    width = 3.1 * columns * 72 - 16
    key = "\n".join(_draw.wrap(f"{d.id}. {d.title}", width, 7.5) for d in shown)
    figure.suptitle(_draw.wrap(_title(summary, _word("shares", lang)), width, 11.5), x=0.01, ha="left", fontsize=11.5)
    figure.supxlabel(f"{key}\n\n{notes}", x=0.01, ha="left", fontsize=7, color=_draw.NEUTRAL)
    return numpy.array(panels[:len(lines)], dtype=object)


def _panel(ax: Axes, line: Line, shown: Sequence[Criterion], lang: str) -> None:
    for row, domain in enumerate(shown):
        cell = line.cells.get(domain.id)
        share = None if cell is None else cell.share
        ax.barh(row, 100, height=0.7, color="#eeeeee")
        ax.barh(row, 0 if share is None else float(share) * 100, height=0.7, color=_draw.COLOURS[0])
        if share is None:
            ax.text(2, row, _state_text(cell, lang), va="center", fontsize=7, color=_draw.NEUTRAL)
    ax.set_yticks(range(len(shown)), labels=[d.id for d in shown], fontsize=8)
    ax.set_ylim(len(shown) - 0.5, -0.5)
    ax.set_xlim(0, 100)
    _draw.number_axis(ax.xaxis, lang, " %")
    ax.tick_params(axis="x", labelsize=7)
    _draw.quiet(ax)
    ax.set_title(_draw.wrap(f"{line.place()}  {line.name}", 185, 8.5), loc="left", fontsize=8.5)


def _state_text(cell: Cell | None, lang: str) -> str:
    state = "" if cell is None else cell.state
    return text_of(STATES.get(state, _WORDS["no_points"]), lang)


def heatmap(
    result: Result,
    *,
    depth: str = "leaves",
    group: str | None = None,
    agencies: Iterable[str] | None = None,
    ax: Axes | None = None,
    lang: str = "vi",
) -> Axes:
    """Agencies by criteria: the share of the maximum as a colour from dark (none) to light (all); states are grey.

    Parameters
    ----------
    depth : {"leaves", "domains"}
        Which criteria are the columns.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        When the group is not clear, an agency is unknown, or `depth` is none of the two.
    ImportError
        When matplotlib is not installed.
    """
    import numpy
    if depth not in ("leaves", "domains"):
        raise ValueError(f'depth: "leaves" or "domains", not {depth!r}')
    summary = summarize(result, lang)
    lines = summary.of_group(group, agencies)
    with_domains = _heatmap_columns(summary, lines, depth)
    columns = [criterion for criterion, _ in with_domains]
    shares = [[_share(line, criterion) for criterion in columns] for line in lines]
    labels = _place_labels(lines)
    width, height = max(8.0, 4.6 + 0.19 * len(columns)), _draw.height_of_rows(labels) + 0.9
    canvas = _draw.Canvas(ax, summary, width=width, height=height)
    from matplotlib.patches import Patch

    values = numpy.array([[numpy.nan if s is None else float(s) * 100 for s in row] for row in shares])
    canvas.ax.set_facecolor("#d5d5d5")
    image = canvas.ax.imshow(values, aspect="auto", cmap="cividis", vmin=0, vmax=100, interpolation="nearest")
    _draw.rows_axis(canvas.ax, labels)
    canvas.ax.set_ylim(len(lines) - 0.5, -0.5)
    _heatmap_columns_axis(canvas.ax, with_domains)
    bar = canvas.figure.colorbar(image, ax=canvas.ax, fraction=0.03, pad=0.01, aspect=30, anchor=(0.0, 1.0),
                                 shrink=min(1.0, 12 / len(lines)))
    _draw.number_axis(bar.ax.yaxis, lang, " %")
    bar.ax.tick_params(labelsize=8)
    if numpy.isnan(values).any():
        grey = Patch(facecolor="#d5d5d5", label=_missing_label(lines, columns, lang))
        canvas.ax.legend(handles=[grey], frameon=False, loc="upper right", bbox_to_anchor=(1.0, 0.0), fontsize=8,
                         borderaxespad=0.4)
    return canvas.finish(_title(summary, _word("shares", lang)))


def _heatmap_columns(summary: Summary, lines: Sequence[Line], depth: str) -> list[tuple[Criterion, str]]:
    """The criteria that have a maximum, each with the id of its domain; bonus and penalty are no share of anything."""
    found: dict[str, tuple[Criterion, str]] = {}
    with_maximum = {id_ for line in lines for id_, cell in line.cells.items() if cell.maximum is not None}
    for set_id in dict.fromkeys(line.set_id for line in lines):
        rows = {row.id: row for row in summary.criteria.get(set_id, ())}
        for row in rows.values():
            top = _uppermost(row, rows)
            wanted = row.is_leaf if depth == "leaves" else row.parent is None
            if wanted and row.id in with_maximum and top.role not in ("bonus", "penalty"):
                found.setdefault(row.id, (row, top.id))
    return list(found.values())


def _uppermost(row: Criterion, rows: Mapping[str, Criterion]) -> Criterion:
    while row.parent is not None:
        row = rows[row.parent]
    return row


def _share(line: Line, criterion: Criterion) -> Fraction | None:
    cell = line.cells.get(criterion.id)
    return None if cell is None else cell.share


def _heatmap_columns_axis(ax: Axes, columns: Sequence[tuple[Criterion, str]]) -> None:
    """Criterion ids above the columns, a white line where a domain ends."""
    ax.set_xticks(range(len(columns)), labels=[c.id for c, _ in columns], fontsize=7,
                  rotation=90 if len(columns) > 15 else 0)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)
    for index in range(1, len(columns)):
        if columns[index][1] != columns[index - 1][1]:
            ax.axvline(index - 0.5, color="white", linewidth=2)


def _missing_label(lines: Sequence[Line], columns: Sequence[Criterion], lang: str) -> str:
    """Which states are grey, in the order of the criteria language."""
    cells = [line.cells.get(c.id) for line in lines for c in columns]
    states = {cell.state for cell in cells if cell is not None and cell.share is None}
    names = [text_of(STATES[state], lang) for state in STATES if state in states]
    return ", ".join(names) or _word("no_points", lang)


def gaps(
    result: Result,
    *,
    agency: str | None = None,
    top: int = 20,
    group: str | None = None,
    agencies: Iterable[str] | None = None,
    ax: Axes | None = None,
    lang: str = "vi",
) -> Axes:
    """Where points were lost: the criteria that cost most, of one agency or of a group together.

    Parameters
    ----------
    agency : str, optional
        Id of the one agency to look at.
    top : int
        How many criteria to show at most.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        When the group is not clear, an agency is unknown, or `top` is not positive.
    ImportError
        When matplotlib is not installed.
    """
    if top < 1:
        raise ValueError("top: at least 1")
    summary = summarize(result, lang)
    lines = _gap_lines(summary, group, agencies if agency is None else [agency])
    lost = _lost(result, {line.id for line in lines})[:top]
    rows = {row.id: row for line in lines for row in summary.criteria.get(line.set_id, ())}
    labels = [_draw.wrap(f"{c}  {rows[c].title if c in rows else ''}".strip(), 300, 9) for c, _ in lost]
    canvas = _draw.Canvas(ax, summary, width=10, height=max(1.0, _draw.height_of_rows(labels)))
    for row, (_, points) in enumerate(lost):
        canvas.ax.barh(row, float(points), height=0.72, color=_draw.COLOURS[3])
        canvas.ax.annotate(rounded_text(points, 2, lang), (float(points), row), xytext=(4, 0),
                           textcoords="offset points", va="center", fontsize=8.5)
    if not lost:
        canvas.ax.text(0.5, 0.5, _word("nothing_lost", lang), transform=canvas.ax.transAxes, ha="center", va="center")
    _draw.rows_axis(canvas.ax, labels)
    _draw.quiet(canvas.ax)
    _draw.number_axis(canvas.ax.xaxis, lang)
    canvas.ax.margins(x=0.12)
    canvas.ax.set_xlim(left=0)
    single = len(lines) == 1
    canvas.ax.set_xlabel(_word("lost_one", lang) if single else _word("lost_all", lang).format(n=len(lines)))
    what = _word("lost", lang) + (f", {lines[0].name}" if single else "")
    return canvas.finish(_title(summary, what))


def _gap_lines(summary: Summary, group: str | None, agencies: Iterable[str] | None) -> list[Line]:
    """One agency is found without its group."""
    if group is None and agencies is not None:
        wanted = [agencies] if isinstance(agencies, str) else list(agencies)
        groups = {line.group for line in summary.lines if line.id in wanted}
        group = next(iter(groups)) if len(groups) == 1 else None
        return summary.of_group(group, wanted)
    return summary.of_group(group, agencies)


def _lost(result: Result, agencies: set[str]) -> list[tuple[str, Fraction]]:
    """Criterion and points lost by these agencies together, most first; those without loss are left out."""
    frame = result.gaps()
    sums: dict[str, Fraction] = {}
    for agency, criterion, lost in zip(frame["agency"], frame["criterion"], frame["lost"], strict=True):
        if agency in agencies:
            sums[criterion] = sums.get(criterion, Fraction(0)) + Fraction(lost)
    order = {criterion: index for index, criterion in enumerate(sums)}
    return sorted(((c, p) for c, p in sums.items() if p > 0), key=lambda item: (-item[1], order[item[0]]))


def stages(
    result: Result,
    stage_a: str,
    stage_b: str,
    *,
    group: str | None = None,
    agencies: Iterable[str] | None = None,
    ax: Axes | None = None,
    lang: str = "vi",
) -> Axes:
    """What happened between two stages: from the total at one (ring) to the total at the other (disc).

    Each total is computed on what was in force at its stage; a stage before the survey has no survey points.

    Parameters
    ----------
    stage_a, stage_b : str
        Ids of two stages of the round, such as ``"self"`` and ``"final"``.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        When the group is not clear, or an agency is unknown.
    parindex.ParindexError
        When the result is not that of a round, or a stage is unknown.
    ImportError
        When matplotlib is not installed.
    """
    summary = summarize(result, lang)
    lines = summary.of_group(group, agencies)
    totals = stage_totals(result, stage_a, stage_b)
    labels = _place_labels(lines)
    canvas = _draw.Canvas(ax, summary, width=10.5, height=_draw.height_of_rows(labels))
    from matplotlib.lines import Line2D

    used = {_dumbbell(canvas.ax, row, *totals.get(line.id, (None, None)), lang) for row, line in enumerate(lines)}
    _draw.rows_axis(canvas.ax, labels)
    _draw.quiet(canvas.ax)
    _draw.number_axis(canvas.ax.xaxis, lang)
    canvas.ax.set_xlabel(_word("total", lang))
    canvas.ax.margins(x=0.1)
    titles = stage_titles(result, lang)
    names = [titles.get(stage) or stage for stage in (stage_a, stage_b)]
    handles = [
        Line2D([], [], marker="o", linestyle="", markerfacecolor=face, color="black", label=_draw.wrap(name, 150, 8))
        for name, face in zip(names, ("white", "black"), strict=True)
    ]
    handles += [Line2D([], [], color=shade, linewidth=2.5, label=_word(kind, lang))
                for kind, shade in _CHANGE.items() if kind in used]
    _draw.legend(canvas.ax, handles)
    return canvas.finish(f"{_word('change', lang)}, {names[0]} → {names[1]}: {summary.title}")


_CHANGE = {"up": _draw.COLOURS[0], "down": _draw.COLOURS[3], "same": _draw.NEUTRAL}


def stage_totals(result: Result, stage_a: str, stage_b: str) -> dict[str, tuple[Fraction | None, Fraction | None]]:
    """The published totals of every agency at two stages of the round that the result was made from."""
    round_ = round_of(result)
    if round_ is None:
        raise ValueError("the result is not that of a round, so that it has no stages to compare")
    frames = [round_.evaluate(stage=stage).to_frame(exact="fraction") for stage in (stage_a, stage_b)]
    first, second = (dict(zip(frame["agency"], frame["total"], strict=True)) for frame in frames)
    return {agency: (first.get(agency), second[agency]) for agency in second}


def _dumbbell(ax: Axes, row: int, start: Fraction | None, end: Fraction | None, lang: str) -> str:
    """One row; says whether the total rose, fell or stayed."""
    kind = "same"
    if start is not None and end is not None:
        kind = "up" if end > start else "down" if end < start else "same"
        ax.plot([float(start), float(end)], [row, row], color=_CHANGE[kind], linewidth=2.5, zorder=2)
        ax.annotate(_signed(end - start, lang), (float(max(start, end)), row), xytext=(7, 0),
                    textcoords="offset points", va="center", fontsize=7.5, color=_CHANGE[kind])
    for value, face in ((start, "white"), (end, _CHANGE[kind])):
        if value is not None:
            ax.plot([float(value)], [row], marker="o", markersize=6, markerfacecolor=face, color=_CHANGE[kind],
                    zorder=3)
    return kind


def _signed(value: Fraction, lang: str) -> str:
    return ("+" if value > 0 else "") + rounded_text(value, 2, lang)


def rank_intervals(
    result: Result,
    *,
    group: str | None = None,
    agencies: Iterable[str] | None = None,
    ax: Axes | None = None,
    lang: str = "vi",
) -> Axes:
    """How sure the order is: the place of each agency, and the places that the survey's sampling error leaves open.

    The intervals are those of the engine (`docs/rounds.md`, Surveys): two totals are told apart when their difference
    exceeds the root of the summed squares of their half intervals. Only sampling error of the survey is in them.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        When the round holds no raw survey answers, the group is not clear, or an agency is unknown.
    ImportError
        When matplotlib is not installed.
    """
    summary = summarize(result, lang)
    lines = [line for line in summary.of_group(group, agencies) if line.rank is not None]
    if not any(_open_places(line) for line in lines):
        raise ValueError(text_of(_NO_INTERVALS, lang))
    labels = _place_labels(lines)
    canvas = _draw.Canvas(ax, summary, width=10, height=_draw.height_of_rows(labels))
    from matplotlib.lines import Line2D

    for row, line in enumerate(lines):
        places = _open_places(line)
        if places is not None:
            canvas.ax.plot(places, [row, row], color=_draw.COLOURS[1], linewidth=6, solid_capstyle="round", zorder=2)
        canvas.ax.plot([line.rank], [row], marker="o", markersize=6, color=_draw.COLOURS[0], zorder=3)
    _draw.rows_axis(canvas.ax, labels)
    _draw.quiet(canvas.ax)
    canvas.ax.xaxis.get_major_locator().set_params(integer=True)
    canvas.ax.set_xlim(0.4, max(max(_open_places(line) or (0, line.rank or 0)) for line in lines) + 0.6)
    canvas.ax.set_xlabel(_word("rank", lang))
    handles = [Line2D([], [], marker="o", linestyle="", color=_draw.COLOURS[0], label=_word("place", lang)),
               Line2D([], [], linewidth=6, color=_draw.COLOURS[1], label=_word("open", lang))]
    _draw.legend(canvas.ax, handles)
    return canvas.finish(_title(summary, _word("intervals", lang)))


def _open_places(line: Line) -> tuple[int, int] | None:
    interval = line.interval
    if interval is None or interval.best_rank is None or interval.worst_rank is None:
        return None
    return interval.best_rank, interval.worst_rank
