"""Scoring: of rounds in folders, and of data frames and mappings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from . import _core
from .criteria import CriteriaSet
from .result import Progress, Result
from .round import Round

__all__ = ["evaluate"]


def evaluate(
    criteria: Round | CriteriaSet | str | Path,
    data: Any = None,
    *,
    stage: str | None = None,
    agency: str | None = None,
    criterion: str | None = None,
    value: str | None = None,
    name: str | None = None,
    groups: str | None = None,
    attributes: Sequence[str] = (),
    layout: str = "auto",
    missing: str = "error",
    period: tuple[str, str] | None = None,
    progress: Progress = None,
    threads: int = 0,
) -> Result:
    """Scores a round, or data by a criteria set.

    ``evaluate(round)`` or ``evaluate(folder)`` scores a round; ``evaluate(criteria, data)`` scores a table. Ctrl-C ends a
    long call. The result does not depend on the number of threads.

    Parameters
    ----------
    criteria : Round, CriteriaSet, str or Path
        A round or its folder; with `data`, a criteria set, its file or its id.
    data : mapping, data frame or folder, optional
        A mapping ``{agency: {item: value}}``; a pandas or polars frame; anything that exports an Arrow stream
        (``__arrow_c_stream__``, needs pyarrow) or the interchange protocol (``__dataframe__``); or the folder of a round
        that is scored by this criteria set.

        An item is the id of a criterion or the name of a fact. The value of a criterion is what its rule takes: typed
        points, the id of a level, ids of ticked items (a list, or one text separated by ``;``), a value; or a state
        such as ``"not_arisen"``. ``"7.2:points"`` says which part of the answer is meant where a level needs points as
        well; parts are level, items, value, points, state.

        int, Decimal, Fraction and str are exact. A float is taken by its shortest decimal (``repr``), and refused when
        that has more than 15 digits: it was computed, not typed.
    stage : str, optional
        Stage of the round to score at; the last when left out.
    agency, criterion, value, name, groups : str, optional
        Names of the columns with the agency's id, the item and the value (long layout), the agency's name, and the group
        in which it is ranked. Left out: ``"agency"``, ``"item"``, ``"value"``, and ``"name"`` and ``"group"`` if there.
    attributes : sequence of str
        Columns that become attributes of the agency (``agency.type`` in expressions).
    layout : {"auto", "wide", "long"}
        Wide: one row for each agency, one column for each item. Long: one row for each agency and item. ``"auto"``: long
        when the columns of item and value are there.
    missing : {"error", "blank"}
        What None and NaN mean: a problem, or that nothing was answered.
    period : (str, str), optional
        First and last day, ``("2017-01-01", "2017-12-31")``; the criteria set's own when left out.
    progress : None, True or function
        True prints a line on standard error; a function is called with the agencies done and all of them.
    threads : int
        0: as many as the machine has.

    Raises
    ------
    CriteriaError, RoundError
        The criteria set or the round cannot be used.
    DataError
        The data cannot be scored; lists every problem with its row and column.

    Examples
    --------
    >>> import parindex
    >>> parindex.evaluate("hai-phong-2017", stage="self").stage
    'self'
    """
    if data is None:
        round_ = criteria if isinstance(criteria, Round) else Round.load(_folder(criteria))
        return _evaluate_round(round_, stage, threads, progress)
    raise NotImplementedError("data frames")


def again(kind: str, *arguments: Any) -> Result:
    """Scores once more what a pickled result was made from."""
    folder, edition, stage, threads = arguments
    return _evaluate_round(Round.load(folder, edition=edition), stage, threads, None)


def _folder(criteria: Any) -> str | Path:
    if isinstance(criteria, (str, Path)):
        return criteria
    raise TypeError(f"evaluate takes a Round or a folder, or criteria and data, not {type(criteria).__name__} alone")


def _evaluate_round(round_: Round, stage: str | None, threads: int, progress: Progress) -> Result:
    core = round_._core.evaluate(stage, threads, _shown(progress))
    source = ("round", round_.folder, round_.edition, core.stage, threads)
    return Result(core, round_.criteria, source)


def _shown(progress: Progress) -> Callable[[int, int], object] | None:
    if progress is True:
        return _print_progress
    return progress if callable(progress) else None


def _print_progress(done: int, total: int) -> None:
    end = "\n" if done >= total else ""
    print(f"\r{done}/{total}", end=end, file=sys.stderr, flush=True)
