"""Results: scores, places, and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Union

import pandas as pd

from . import _core
from .criteria import CriteriaSet
from .errors import Finding, findings_frame

if TYPE_CHECKING:
    from ._plots import Plots

__all__ = ["Explanation", "Result"]

#: What `progress` may be: nothing, True for a line on standard error, or a function of (done, total).
Progress = Union[None, bool, Callable[[int, int], object]]


class Explanation:
    """Why an agency has the points it has. ``str()`` is what the command line program prints.

    Examples
    --------
    >>> import parindex
    >>> result = parindex.evaluate("hai-phong-2017")
    >>> explanation = result.explain("so-khcn", "1.1.1", lang="en")
    >>> explanation.to_frame().columns.tolist()
    ['criterion', 'title', 'state', 'points', 'max', 'rule', 'working', 'why_not_more']
    """

    def __init__(self, text: str, document: str, lang: str) -> None:
        self._text = text
        self._document = document
        self.lang = lang

    def to_dict(self) -> dict[str, Any]:
        """The document parindex/explanation/1, in both languages."""
        content: dict[str, Any] = json.loads(self._document)
        return content

    def to_json(self) -> str:
        """The document parindex/explanation/1 as the command line program prints it."""
        return self._document

    def to_frame(self) -> pd.DataFrame:
        """One row for each criterion; several lines of working in one cell. Numbers are exact texts."""
        columns = ["criterion", "title", "state", "points", "max", "rule", "working", "why_not_more"]
        rows = [
            (
                one["criterion"],
                self._in_lang(one.get("title")),
                one.get("state"),
                one.get("points"),
                one.get("max"),
                self._in_lang(one.get("rule")),
                "\n".join(self._in_lang(line) for line in one.get("working", [])),
                "\n".join(self._in_lang(line) for line in one.get("why_not_more", [])),
            )
            for one in self.to_dict()["explanations"]
        ]
        return pd.DataFrame(rows, columns=columns)

    def _in_lang(self, text: Any) -> str:
        if isinstance(text, dict):
            return str(text.get(self.lang) or next(iter(text.values()), ""))
        return "" if text is None else str(text)

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return self._text

    def _repr_html_(self) -> str:
        from .html import explanation_html

        return explanation_html(self)


class Result:
    """A round, or a table of data, scored and ranked. Made by :func:`parindex.evaluate`.

    Numbers are exact: :class:`decimal.Decimal`, or :class:`fractions.Fraction` and float when asked for. A value without
    a finite decimal of at most 30 places (such as 1/3) is rounded half up to 30 places as a Decimal.

    Examples
    --------
    >>> import parindex
    >>> result = parindex.evaluate("hai-phong-2017")
    >>> result.stage
    'final'
    """

    def __init__(self, core: _core.Result, criteria: dict[str, CriteriaSet], source: tuple[Any, ...]) -> None:
        self._core = core
        self._source = source
        #: Group -> criteria set by which it is scored.
        self.criteria = criteria

    @property
    def stage(self) -> str:
        """Id of the stage that the scores stand at."""
        return self._core.stage

    @property
    def stages(self) -> list[str]:
        """Ids of all stages of the round."""
        return self._core.stages

    @property
    def scores(self) -> pd.DataFrame:
        """One row for each agency, in the order of the data; see :meth:`to_frame`.

        Examples
        --------
        >>> import parindex
        >>> scores = parindex.evaluate("hai-phong-2017").scores.set_index("agency")
        >>> scores.loc["so-khcn", "state"]
        'ranked'
        """
        return self.to_frame()

    def to_frame(self, *, exact: str = "decimal") -> pd.DataFrame:
        """The scores, one row for each agency, in the order of the data.

        Parameters
        ----------
        exact : {"decimal", "fraction", "float"}
            Kind of the numbers. Whatever it is, they are the published figures, rounded as the criteria set says.

        Returns
        -------
        DataFrame
            agency, name, group, total (points), percent (0 to 100), rank (in the group, from 1), tied, class, titles,
            state (``"ranked"``, ``"excluded"``, ``"blocked"``, ``"no_total"`` or ``"no_submission"``).
        """
        frame = pd.DataFrame(self._core.scores(exact))
        frame["rank"] = frame["rank"].astype("Int64")
        return frame

    def ranking(self, group: str | None = None, *, exact: str = "decimal") -> pd.DataFrame:
        """The scores in ranking order, group by group; agencies without a rank come last in theirs.

        Examples
        --------
        >>> import parindex
        >>> ranking = parindex.evaluate("hai-phong-2017").ranking("so")
        >>> int(ranking["rank"].iloc[0])
        1
        """
        frame = self.to_frame(exact=exact).iloc[self._core.ranking_order()]
        if group is not None:
            frame = frame[frame["group"] == group]
        return frame.reset_index(drop=True)

    def points(self, *, exact: str = "decimal", of: str = "all") -> pd.DataFrame:
        """Points in force, agencies x criteria; None (NaN as float) where there are none.

        Parameters
        ----------
        exact : {"decimal", "fraction", "float"}
            Kind of the numbers.
        of : {"all", "leaves", "domains"}
            Which criteria, in table order.

        Examples
        --------
        >>> import parindex
        >>> parindex.evaluate("hai-phong-2017").points(of="domains").shape
        (7, 10)
        """
        return self._matrix("points", of, exact)

    def maxima(self, *, exact: str = "decimal", of: str = "all") -> pd.DataFrame:
        """Maxima that count for each agency, agencies x criteria, as :meth:`points`."""
        return self._matrix("assigned", of, exact)

    def states(self, *, of: str = "all") -> pd.DataFrame:
        """States of the criteria (``"scored"``, ``"not_arisen"``, ``"blank"`` ...), agencies x criteria."""
        return self._matrix("state", of, "decimal")

    def _matrix(self, what: str, of: str, exact: str) -> pd.DataFrame:
        if of not in ("all", "leaves", "domains"):
            raise ValueError(f'of is "all", "leaves" or "domains", not {of!r}')
        columns = self._core.matrix(what, of, exact)
        return pd.DataFrame(columns, index=pd.Index(self._core.scores("decimal")["agency"], name="agency"))

    def explain(self, agency: str, criterion: str | None = None, lang: str = "vi") -> Explanation:
        """Why an agency has its points: rule, inputs, working, what was missing, evidence, history.

        Parameters
        ----------
        agency : str
            Id of the agency.
        criterion : str, optional
            Id of one criterion; all of them, and the total, when left out.
        lang : {"vi", "en"}
            Language of the text.

        Raises
        ------
        RoundError
            There is no such agency or criterion.

        Examples
        --------
        >>> import parindex
        >>> print(str(parindex.evaluate("hai-phong-2017").explain("so-khcn", "8", lang="en")).split()[0])
        8
        """
        text, document = self._core.explain(agency, criterion, lang)
        return Explanation(text, document, lang)

    def compare(self, stage_a: str, stage_b: str, *, exact: str = "decimal") -> pd.DataFrame:
        """What changed between two stages: one row for each agency and criterion whose points or state differ.

        Returns
        -------
        DataFrame
            agency, criterion, from, to, change (points), from_state, to_state, explanation (of the later answer), by.

        Raises
        ------
        RoundError
            The round has no such stage.

        Examples
        --------
        >>> import parindex
        >>> changes = parindex.evaluate("hai-phong-2017").compare("self", "appraisal-1")
        >>> changes.columns.tolist()[:5]
        ['agency', 'criterion', 'from', 'to', 'change']
        """
        return pd.DataFrame(self._core.compare(stage_a, stage_b, exact))

    def gaps(self, lang: str = "vi", *, exact: str = "decimal") -> pd.DataFrame:
        """Points lost, one row for each agency and criterion whose points add up to the total.

        Returns
        -------
        DataFrame
            agency, group, criterion, title, max (that counts for the agency), points, lost, share (of everything that
            all agencies lost, 0 to 1). The greatest loss comes first.

        Examples
        --------
        >>> import parindex
        >>> gaps = parindex.evaluate("hai-phong-2017").gaps(exact="fraction")
        >>> sum(gaps.share)
        Fraction(1, 1)
        """
        frame = pd.DataFrame(self._core.gaps(lang, exact))
        return frame.sort_values("lost", ascending=False, kind="stable", ignore_index=True)

    def checks(self, lang: str = "vi") -> pd.DataFrame:
        """The data checks, one row for each finding. They change no score.

        Examples
        --------
        >>> import parindex
        >>> sorted(set(parindex.evaluate("hai-phong-2017").checks("en").severity) - {"error", "warning", "note"})
        []
        """
        return findings_frame(self.findings(), lang)

    def findings(self) -> list[Finding]:
        """The findings of :meth:`checks` as objects."""
        return self._core.checks()

    def titles(self, lang: str = "vi") -> dict[str, str]:
        """Criterion id -> title."""
        return self._core.titles(lang)

    def provenance(self, lang: str = "vi") -> str:
        """Where the data and the criteria come from, and what they are worth."""
        return self._core.provenance(lang)

    def to_json(self) -> str:
        """The document parindex/result/1, byte for byte what ``parindex evaluate ROUND --format json`` prints."""
        return self._core.to_json()

    @property
    def plot(self) -> Plots:
        """Drawings of the result with matplotlib: ``result.plot.ranking()`` and others."""
        from ._plots import Plots

        return Plots(self)

    def __len__(self) -> int:
        return self._core.size

    def __reduce__(self) -> tuple[Any, ...]:
        from .frames import again

        return again, self._source

    def __repr__(self) -> str:
        return f"<Result of {len(self)} agencies at stage {self.stage}>\n{self.provenance()}"

    def _repr_html_(self) -> str:
        from .html import result_html

        return result_html(self)
