"""The canvas that all plots share: sizes, wrapped text, numbers, colours and where the provenance stands."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ._summary import Summary

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Colours that people with colour-vision deficiencies can tell apart: Okabe and Ito, "Color Universal Design" (2008).
COLOURS = ("#0072B2", "#56B4E9", "#E69F00", "#D55E00", "#009E73", "#CC79A7", "#F0E442", "#666666")
HATCHES = ("", "///", "...", "xxx")
NEUTRAL = "#767676"
#: Wide enough for the widest letters of Vietnamese words on average, as a share of the font size.
LETTER = 0.56


def pyplot() -> Any:
    """matplotlib.pyplot, imported when the first plot is drawn."""
    try:
        import matplotlib.pyplot
    except ImportError as error:
        raise ImportError('plots need matplotlib: pip install "parindex[plot]"') from error
    return matplotlib.pyplot


def colour(index: int) -> dict[str, Any]:
    """Colour and hatching of the index-th kind; after eight kinds hatching tells them apart."""
    return {"facecolor": COLOURS[index % len(COLOURS)], "hatch": HATCHES[index // len(COLOURS) % len(HATCHES)]}


def wrap(text: str, points: float, size: float) -> str:
    """`text` in lines that are at most `points` wide in letters of `size`."""
    return "\n".join(textwrap.wrap(text, max(12, int(points / (LETTER * size))))) or text


def row_font(rows: int) -> float:
    """Letter size of row labels: smaller where there are many."""
    return 9.0 if rows <= 45 else 7.0


def row_labels(labels: Sequence[str], rows: int) -> list[str]:
    """Labels in at most a few lines each; where rows are many they keep to one line, however long."""
    return [wrap(label, 230, 9) for label in labels] if rows <= 45 else list(labels)


def height_of_rows(labels: Sequence[str]) -> float:
    """Inches that rows with these labels take."""
    lines = max((label.count("\n") + 1 for label in labels), default=1)
    return len(labels) * (0.145 if len(labels) > 45 else max(0.28, 0.165 * lines + 0.03))


class Canvas:
    """An Axes with a title above and the provenance below.

    Without `ax` a figure is made that is large enough for its labels, and nothing in it is cut. With `ax` the figure is
    the caller's: title and provenance then belong to the Axes, and `layout="constrained"` on the figure keeps room for
    them.
    """

    def __init__(self, ax: Axes | None, summary: Summary, *, width: float, height: float) -> None:
        self.summary = summary
        self.own = ax is None
        if ax is None:
            notes = self._note_text(width * 72)
            height += 0.9 + 0.125 * (notes.count("\n") + 1)
            figure, ax = pyplot().subplots(figsize=(width, height), layout="constrained")
        self.ax: Axes = ax
        self.figure: Figure = ax.figure

    def _note_text(self, points: float) -> str:
        return "\n".join(wrap(note, points - 16, 7) for note in self.summary.notes)

    def finish(self, title: str, *, below: float = 34.0) -> Axes:
        """Writes title and provenance; `below`: points from the Axes down to the notes on a caller's Axes."""
        if self.own:
            points = self.figure.get_size_inches()[0] * 72
            self.figure.suptitle(wrap(title, points - 16, 11.5), x=0.01, ha="left", fontsize=11.5)
            self.figure.supxlabel(self._note_text(points), x=0.01, ha="left", fontsize=7, color=NEUTRAL)
            return self.ax
        # A constrained layout narrows the Axes for the labels; what it leaves is known only after a dry run.
        self.figure.draw_without_rendering()
        points = self.ax.get_window_extent().width * 72 / self.figure.dpi * 0.92
        self.ax.set_title(wrap(title, points, 10), loc="left", fontsize=10)
        self.ax.annotate(self._note_text(points), xy=(0, 0), xycoords="axes fraction", xytext=(0, -below),
                         textcoords="offset points", ha="left", va="top", fontsize=7, color=NEUTRAL)
        return self.ax


def number_axis(axis: Any, lang: str, unit: str = "") -> None:
    """Ticks as numbers of `lang`: 0,5 in Vietnamese, 0.5 in English."""
    from matplotlib.ticker import FuncFormatter

    def shown(value: float, _position: int) -> str:
        text = f"{value:.6g}".replace("-", "−")
        return (text.replace(".", ",") if lang == "vi" else text) + unit

    axis.set_major_formatter(FuncFormatter(shown))


def quiet(ax: Axes, *, grid: str = "x") -> None:
    """Leaves of the frame what helps reading."""
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.grid(axis=grid, color="#dddddd", linewidth=0.6)
    ax.set_axisbelow(True)


def rows_axis(ax: Axes, labels: Sequence[str]) -> None:
    """One row for each label, the first on top."""
    size = row_font(len(labels))
    ax.set_yticks(range(len(labels)), labels=list(labels), fontsize=size)
    ax.set_ylim(len(labels) - 0.4, -0.6)


def legend(ax: Axes, handles: Sequence[Any]) -> None:
    """The legend right of the Axes, where it covers nothing."""
    ax.legend(handles=list(handles), frameon=False, fontsize=8, loc="upper left", bbox_to_anchor=(1.01, 1.0),
              borderaxespad=0.0)
