"""Scoring: of rounds in folders, and of data frames and mappings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

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
        (``__arrow_c_stream__``, needs pyarrow); or the folder of a round that is scored by this criteria set.

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
        when the columns of item and value are there. Other columns of a long table are not looked at.
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

    A table in place of a folder:

    >>> leaf = parindex.build.criterion("1", "Kế hoạch", max=2, rule=parindex.build.points(step="0.5"))
    >>> criteria = parindex.CriteriaSet.from_dict(parindex.build.criteria_set(
    ...     "vn/demo-2024", "Ví dụ", period=("2024-01-01", "2024-12-31"), max=2, level="department", criteria=[leaf],
    ...     provenance=parindex.build.provenance("model", "Bộ ví dụ.", source="written for this page")))
    >>> result = parindex.evaluate(criteria, {"so-a": {"1": "1.5"}, "so-b": {"1": 2}})
    >>> result.scores[["agency", "total", "rank"]].values.tolist()
    [['so-a', Decimal('1.50'), 2], ['so-b', Decimal('2.00'), 1]]
    """
    if data is None:
        round_ = criteria if isinstance(criteria, Round) else Round.load(_folder(criteria))
        return _evaluate_round(round_, stage, threads, progress)
    if isinstance(criteria, Round):
        raise TypeError("a round has its data already; evaluate(criteria, data) takes a criteria set")
    if not isinstance(criteria, CriteriaSet):
        criteria = CriteriaSet.load(criteria)
    if isinstance(data, (str, Path)):
        return _evaluate_round(_round_of(criteria, data), stage, threads, progress)
    if stage is not None:
        raise ValueError("data in memory have no stages")
    if missing not in ("error", "blank"):
        raise ValueError(f'missing is "error" or "blank", not {missing!r}')
    names = {"agency": agency, "item": criterion, "value": value, "name": name, "group": groups}
    table = _arrange(_table_of(data), names, tuple(attributes), layout)
    return _evaluate_table(criteria, *table, missing == "blank", period, threads, progress)


def again(kind: str, *arguments: Any) -> Result:
    """Scores once more what a pickled result was made from."""
    if kind == "table":
        return _evaluate_table(*arguments)
    folder, edition, stage, threads = arguments
    return _evaluate_round(Round.load(folder, edition=edition), stage, threads, None)


def _folder(criteria: Any) -> str | Path:
    if isinstance(criteria, (str, Path)):
        return criteria
    raise TypeError(f"evaluate takes a Round or a folder, or criteria and data, not {type(criteria).__name__} alone")


def _round_of(criteria: CriteriaSet, folder: str | Path) -> Round:
    round_ = Round.load(folder, edition=criteria.edition)
    for other in round_.criteria.values():
        if other != criteria:
            raise ValueError(f"the round is scored by {other.id}, and its set is not the one given ({criteria.id})")
    return round_


def _evaluate_round(round_: Round, stage: str | None, threads: int, progress: Progress) -> Result:
    core = round_._core.evaluate(stage, threads, _shown(progress))
    source = ("round", round_.folder, round_.edition, core.stage, threads)
    return Result(core, round_.criteria, source)


def _evaluate_table(
    criteria: CriteriaSet,
    columns: list[tuple[str, _core.Column]],
    rows: int,
    absent: list[str],
    blank: bool,
    period: tuple[str, str] | None,
    threads: int,
    progress: Progress = None,
) -> Result:
    core = _core.evaluate_data(criteria._core, columns, rows, absent, blank, period, threads, _shown(progress))
    by_group = {group: criteria for group in core.groups}
    return Result(core, by_group, ("table", criteria, columns, rows, absent, blank, period, threads))


class _Table:
    """Columns by position, whatever they came from; each becomes a column of the engine when it is asked for."""

    def __init__(self, names: Sequence[Any], columns: Sequence[Any], rows: int) -> None:
        self.names = [str(name) for name in names]
        self.columns = columns
        self.rows = rows

    def column(self, position: int, name: str) -> _core.Column:
        return _column(name, self.columns[position])


def _table_of(data: Any) -> _Table:
    if isinstance(data, Mapping):
        return _table_of_mapping(data)
    if isinstance(data, pd.DataFrame):
        return _table_of_pandas(data)
    if type(data).__module__.split(".")[0] == "polars" and hasattr(data, "iter_columns"):
        return _Table(data.columns, list(data.iter_columns()), data.height)
    if hasattr(data, "__arrow_c_stream__"):
        import pyarrow

        return _table_of_pandas(pyarrow.table(data).to_pandas(integer_object_nulls=True))
    raise TypeError(f"data is a mapping, a data frame, an Arrow stream or a folder, not {type(data).__name__}")


def _table_of_pandas(frame: pd.DataFrame) -> _Table:
    named = [name for name in frame.index.names if name is not None]
    if named and not set(named) & set(frame.columns):
        frame = frame.reset_index()
    return _Table(list(frame.columns), [frame.iloc[:, i] for i in range(frame.shape[1])], len(frame))


def _table_of_mapping(data: Mapping[Any, Any]) -> _Table:
    agencies: list[Any] = []
    items: list[Any] = []
    values: list[Any] = []
    for agency, given in data.items():
        if not isinstance(given, Mapping):
            raise TypeError(f"a mapping holds a mapping for each agency; {agency!r} has a {type(given).__name__}")
        for item, value in _items(given):
            agencies.append(agency)
            items.append(item)
            values.append(value)
    return _Table(["agency", "item", "value"], [agencies, items, values], len(agencies))


def _items(given: Mapping[Any, Any]) -> Iterator[tuple[str, Any]]:
    for item, value in given.items():
        if isinstance(value, Mapping):
            yield from ((f"{item}:{part}", one) for part, one in value.items())
        else:
            yield str(item), value


def _arrange(
    table: _Table, names: dict[str, str | None], attributes: tuple[str, ...], layout: str
) -> tuple[list[tuple[str, _core.Column]], int, list[str]]:
    """The columns by what they are for, the number of rows, and the columns that are asked for and not there."""
    wanted = {role: str(name or role) for role, name in names.items()}
    at = {name: position for position, name in reversed(list(enumerate(table.names)))}
    is_long = _is_long(wanted, at, layout)
    roles = ["agency", "name", "group"] + (["item", "value"] if is_long else [])
    needed = {"agency", "item", "value"} | {role for role, name in names.items() if name is not None}
    columns = [(role, table.column(at[wanted[role]], wanted[role])) for role in roles if wanted[role] in at]
    absent = [wanted[role] for role in roles if role in needed and wanted[role] not in at]
    used = {at[wanted[role]] for role in roles if wanted[role] in at}
    for position, name in enumerate(table.names):
        attribute = name.removeprefix("agency.") if name.startswith("agency.") else name
        if position in used:
            continue
        if name in attributes or name != attribute:
            columns.append(("attribute", table.column(position, attribute)))
        elif not is_long:
            columns.append(("column", table.column(position, name)))
    absent += [name for name in attributes if name not in at]
    return columns, table.rows, absent


def _is_long(wanted: dict[str, str], at: dict[str, int], layout: str) -> bool:
    if layout not in ("auto", "wide", "long"):
        raise ValueError(f'layout is "auto", "wide" or "long", not {layout!r}')
    return layout == "long" or (layout == "auto" and wanted["item"] in at and wanted["value"] in at)


def _column(name: str, values: Any) -> _core.Column:
    """Hands over a column as an array wherever it is one; other columns are read object by object, in C++."""
    if isinstance(values, list):
        return _core.Column.objects(name, values)
    if not isinstance(values, pd.Series):
        values = _series_of_polars(values)
    dtype = values.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        codes = values.cat.codes.to_numpy(np.int32)
        return _core.Column.codes(name, codes, values.cat.categories.tolist())
    if isinstance(dtype, np.dtype):
        if dtype.kind == "i" or (dtype.kind == "u" and dtype.itemsize < 8):
            return _core.Column.integers(name, values.to_numpy(np.int64))
        if dtype == np.float64:
            return _core.Column.floats(name, values.to_numpy())
        if dtype.kind == "f" and dtype.itemsize < 8:
            return _narrow_floats(name, values.to_numpy())
    return _core.Column.objects(name, values.tolist())


def _narrow_floats(name: str, values: Any) -> _core.Column:
    """float32 and float16 by the shortest decimal of their own width: 0.1 is 0.1."""
    codes, distinct = pd.factorize(values)
    return _core.Column.codes(name, codes.astype(np.int32), [Decimal(str(value)) for value in distinct])


def _series_of_polars(values: Any) -> pd.Series:
    """Numbers without gaps as their array; everything else as Python objects."""
    kind = str(values.dtype)
    if values.null_count() == 0 and kind.startswith(("Int", "UInt", "Float")) and kind not in ("UInt64", "Int128"):
        return pd.Series(values.to_numpy())
    return pd.Series(values.to_list(), dtype=object)


def _shown(progress: Progress) -> Callable[[int, int], object] | None:
    if progress is True:
        return _print_progress
    return progress if callable(progress) else None


def _print_progress(done: int, total: int) -> None:
    end = "\n" if done >= total else ""
    print(f"\r{done}/{total}", end=end, file=sys.stderr, flush=True)
