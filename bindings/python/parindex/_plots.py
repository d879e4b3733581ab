"""``result.plot``: the functions of :mod:`parindex.plot` as methods of a result."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from . import plot

if TYPE_CHECKING:
    from .result import Result

__all__ = ["Plots"]

Options = ParamSpec("Options")
Drawn = TypeVar("Drawn")


def _of_result(
    draw: Callable[Concatenate[Result, Options], Drawn],
) -> Callable[Concatenate[Plots, Options], Drawn]:
    @wraps(draw)
    def method(self: Plots, /, *args: Options.args, **options: Options.kwargs) -> Drawn:
        return draw(self._result, *args, **options)

    return method


class Plots:
    """The drawings of one result, with the parameters of the functions of :mod:`parindex.plot`."""

    def __init__(self, result: Result) -> None:
        self._result = result

    ranking = _of_result(plot.ranking)
    domains = _of_result(plot.domains)
    domain_panels = _of_result(plot.domain_panels)
    heatmap = _of_result(plot.heatmap)
    gaps = _of_result(plot.gaps)
    stages = _of_result(plot.stages)
    rank_intervals = _of_result(plot.rank_intervals)
