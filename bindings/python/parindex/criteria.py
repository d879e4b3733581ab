"""Criteria sets: the whole table of one level and year."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from . import _core
from .build import plain
from .errors import Finding, findings_frame

__all__ = ["CriteriaSet"]

_BUNDLED = Path(__file__).parent / "criteria"


class CriteriaSet:
    """A table of criteria with its policies and its provenance. It never changes.

    Made by :meth:`load`, :meth:`from_json` or :meth:`from_dict`.

    Examples
    --------
    >>> import parindex
    >>> criteria = parindex.CriteriaSet.load("vn/model-department-2017")
    >>> criteria.max
    Decimal('100')
    """

    def __init__(self, core: _core.CriteriaSet) -> None:
        self._core = core

    @classmethod
    def load(cls, path_or_id: str | Path, *, edition: str = "corrected") -> CriteriaSet:
        """Reads a criteria set from a file, or one that comes with the package by its id.

        Parameters
        ----------
        path_or_id : str or Path
            A JSON file, or an id of :meth:`bundled` such as ``"vn/model-department-2017"``.
        edition : {"corrected", "printed"}
            Of a set with documented corrections of its source.

        Raises
        ------
        CriteriaError
            The file cannot be read or its format is wrong; lists all problems with file, line and place.

        Examples
        --------
        >>> import parindex
        >>> parindex.CriteriaSet.load("vn/model-department-2017").status
        'model'
        """
        path = str(path_or_id)
        if not Path(path).exists() and path in cls.bundled():
            path = str(_BUNDLED / f"{path}.json")
        return cls(_core.CriteriaSet.load(path, edition))

    @classmethod
    def bundled(cls) -> list[str]:
        """Ids of the criteria sets that come with the package.

        Examples
        --------
        >>> import parindex
        >>> "vn/model-department-2017" in parindex.CriteriaSet.bundled()
        True
        """
        files = (path for folder in _BUNDLED.iterdir() if folder.is_dir() for path in folder.glob("*.json"))
        return sorted(f"{path.parent.name}/{path.stem}" for path in files if path.parent.name != "schema")

    @classmethod
    def from_json(cls, text: str, *, edition: str = "corrected", name: str = "criteria") -> CriteriaSet:
        """Reads a criteria set from JSON text; `name` is what findings call it.

        Raises
        ------
        CriteriaError
            The format is wrong.

        Examples
        --------
        >>> import parindex
        >>> text = parindex.CriteriaSet.load("vn/model-department-2017").to_json()
        >>> parindex.CriteriaSet.from_json(text).id
        'vn/model-department-2017'
        """
        return cls(_core.CriteriaSet.parse(text, name, edition))

    @classmethod
    def from_dict(cls, content: dict[str, Any], *, edition: str = "corrected") -> CriteriaSet:
        """Makes a criteria set of the JSON format as a dict, for instance from :mod:`parindex.build`.

        Numbers are int, Decimal, Fraction or str. A float is refused: it is no exact number.

        Raises
        ------
        TypeError
            A float, or something that JSON does not know.
        CriteriaError
            The format is wrong.

        Examples
        --------
        >>> import json, parindex
        >>> text = parindex.CriteriaSet.load("vn/model-department-2017").to_json()
        >>> parindex.CriteriaSet.from_dict(json.loads(text, parse_float=str)).max
        Decimal('100')
        """
        text = json.dumps(plain(content), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
        return cls.from_json(text, edition=edition)

    @property
    def id(self) -> str:
        """``"country/name-year"``."""
        return self._core.id

    @property
    def edition(self) -> str:
        """``"corrected"`` or ``"printed"``."""
        return self._core.edition

    @property
    def status(self) -> str:
        """How far it may be trusted: ``"official"``, ``"transcribed"``, ``"model"`` or ``"partial"``."""
        return self._core.status

    @property
    def statement(self) -> str:
        """One Vietnamese sentence that says what the set is and what it is not."""
        return self._core.statement("vi")

    @property
    def max(self) -> Decimal | None:
        """Declared maximum of the total in points; None in a framework without a total."""
        return self._core.max

    def title(self, lang: str = "vi") -> str:
        """The title in Vietnamese (``"vi"``) or English (``"en"``)."""
        return self._core.title(lang)

    def provenance(self, lang: str = "vi") -> str:
        """Status and statement as every output prints them."""
        return self._core.provenance(lang)

    def lint(self, lang: str = "vi") -> pd.DataFrame:
        """The set checked as a whole: sums, reach, bands, ids, expressions, gates.

        Returns
        -------
        DataFrame
            One row for each finding; `accepted` marks those that the set itself declares.

        Examples
        --------
        >>> import parindex
        >>> findings = parindex.CriteriaSet.load("vn/model-department-2017").lint("en")
        >>> len(findings[(findings.severity == "error") & ~findings.accepted])
        0
        """
        return findings_frame(self.findings(), lang)

    def findings(self) -> list[Finding]:
        """The findings of :meth:`lint` as objects."""
        return self._core.lint()

    def tree(self, lang: str = "vi") -> str:
        """The criteria as indented text with their maxima, under title and provenance.

        Examples
        --------
        >>> import parindex
        >>> print(parindex.CriteriaSet.load("vn/model-department-2017").tree("en").splitlines()[0])
        Model set for the administrative-reform index of a provincial department, 2017
        """
        rows = self._core.columns(lang, "decimal")
        lines = [self.title(lang), self.provenance(lang), ""]
        for name, depth, title, points in zip(rows["id"], rows["depth"], rows["title"], rows["max"], strict=True):
            shown = "" if points is None else f" [{_core.number_text(str(points), lang)}]"
            lines.append(f"{'  ' * (depth - 1)}{name} {title}{shown}")
        return "\n".join(lines)

    def to_frame(self, lang: str = "vi", *, exact: str = "decimal") -> pd.DataFrame:
        """One row for each criterion, in table order.

        Parameters
        ----------
        lang : {"vi", "en"}
            Language of `title` and `description`.
        exact : {"decimal", "fraction", "float"}
            Kind of the numbers in `max` (points).

        Returns
        -------
        DataFrame
            id, parent, depth (1 for domains), title, max, role, rule (kind of rule or of aggregation), scored_by,
            leaf, description (what the rule says).

        Examples
        --------
        >>> import parindex
        >>> frame = parindex.CriteriaSet.load("vn/model-department-2017").to_frame("en")
        >>> int((frame.depth == 1).sum())
        10
        """
        return pd.DataFrame(self._core.columns(lang, exact))

    def facts(self, lang: str = "vi") -> pd.DataFrame:
        """The figures that the rules are computed from: id, type, title, unit."""
        return pd.DataFrame(self._core.facts(lang), columns=["id", "type", "title", "unit"])

    def to_json(self) -> str:
        """The set in the JSON format, as it was read."""
        return self._core.text

    def to_dict(self) -> dict[str, Any]:
        """The set as a dict of the JSON format; numbers with a decimal point are Decimal."""
        content: dict[str, Any] = json.loads(self.to_json(), parse_float=Decimal)
        return content

    def save(self, path: str | Path) -> None:
        """Writes the JSON file, whole or not at all.

        Raises
        ------
        OSError
            The file cannot be written.
        """
        path = Path(path)
        part = path.with_name(path.name + ".part")
        try:
            part.write_text(self.to_json(), encoding="utf-8", newline="\n")
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CriteriaSet):
            return NotImplemented
        return self.edition == other.edition and self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return hash((self.id, self.edition))

    def __reduce__(self) -> tuple[Any, ...]:
        return _read, (self.to_json(), self.edition, self._core.name)

    def __repr__(self) -> str:
        return f"<CriteriaSet {self.id} ({self.status}), {len(self.to_frame())} criteria, max {self.max}>"

    def _repr_html_(self) -> str:
        from .html import criteria_html

        return criteria_html(self)


def _read(text: str, edition: str, name: str) -> CriteriaSet:
    return CriteriaSet.from_json(text, edition=edition, name=name)
