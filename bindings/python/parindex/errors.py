"""What is wrong with criteria, rounds and data: findings, and the exceptions that carry them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

__all__ = ["CriteriaError", "DataError", "Finding", "ParindexError", "RoundError"]


@dataclass(frozen=True)
class Finding:
    """One problem: what, where, and the next step.

    Attributes
    ----------
    code : str
        Stable code such as ``"A104"``; the documentation of findings lists them all.
    severity : str
        ``"error"``, ``"warning"`` or ``"note"``.
    agency, concerns : str
        Id of the agency, and of the criterion, fact, check or document concerned; empty when there is none.
    file, pointer : str
        The file, or ``"data"`` for a data frame, and the place in it: a JSON pointer, or ``"row 3, column 7.2"``.
    line, column : int
        From 1; 0 when unknown.
    message, hint, text, accepted_reason : tuple of str
        In Vietnamese and English. `text` is the whole line that the command line program prints.
    accepted : bool
        Whether the criteria set lists it among its known findings.
    row, field : int or None, str or None
        Row (from 0, as in ``frame.iloc``) and column of a data frame.
    """

    code: str
    severity: str
    agency: str
    concerns: str
    file: str
    line: int
    column: int
    pointer: str
    message: tuple[str, str]
    hint: tuple[str, str]
    text: tuple[str, str]
    accepted: bool
    accepted_reason: tuple[str, str]

    @property
    def row(self) -> int | None:
        """Row of the data frame, from 0 as in ``frame.iloc``, or None."""
        return self._place()[0]

    @property
    def field(self) -> str | None:
        """Column of the data frame, or None."""
        return self._place()[1]

    def _place(self) -> tuple[int | None, str | None]:
        if self.file != "data":
            return None, None
        row, _, field = self.pointer.rpartition("column ")
        digits = "".join(c for c in row if c.isdigit())
        return (int(digits) if digits else None), (field or None)

    def to_text(self, lang: str = "vi") -> str:
        """The line that the command line program prints."""
        return self.text[_language(lang)]

    def __str__(self) -> str:
        return self.to_text()


class ParindexError(Exception):
    """Something that parindex cannot go on with. ``str()`` gives one line for each finding.

    Parameters
    ----------
    findings : sequence of Finding
        Everything that was found, not the first problem only.

    Examples
    --------
    >>> import parindex
    >>> try:
    ...     parindex.Round.load("no-such-round")
    ... except parindex.ParindexError as error:
    ...     print(error.findings[0].code, error.to_text("en"))
    F001 no-such-round: there is no such folder  [F001]
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(findings)
        self.findings = list(findings)

    def to_text(self, lang: str = "vi") -> str:
        """The findings, one a line, in Vietnamese (``"vi"``) or English (``"en"``)."""
        return "\n".join(finding.to_text(lang) for finding in self.findings)

    def to_frame(self, lang: str = "vi") -> pd.DataFrame:
        """The findings as a data frame, as :meth:`CriteriaSet.lint` gives them."""
        return findings_frame(self.findings, lang)

    def __str__(self) -> str:
        return self.to_text()


class CriteriaError(ParindexError):
    """A criteria set that cannot be used."""


class RoundError(ParindexError):
    """A round that cannot be read or scored, or an agency, stage or criterion that it does not have."""


class DataError(ParindexError, ValueError):
    """Data that cannot be scored; it lists every problem with its row and column."""


def _language(lang: str) -> int:
    if lang not in ("vi", "en"):
        raise ValueError(f'lang is "vi" or "en", not {lang!r}')
    return 0 if lang == "vi" else 1


def findings_frame(findings: Iterable[Finding], lang: str = "vi") -> pd.DataFrame:
    """Findings as a data frame, one row each.

    Columns: code, severity, agency, concerns, message, hint, file, line, pointer, accepted.
    """
    which = _language(lang)
    rows = [
        (f.code, f.severity, f.agency, f.concerns, f.message[which], f.hint[which], f.file, f.line, f.pointer, f.accepted)
        for f in findings
    ]
    columns = ["code", "severity", "agency", "concerns", "message", "hint", "file", "line", "pointer", "accepted"]
    return pd.DataFrame(rows, columns=columns)
