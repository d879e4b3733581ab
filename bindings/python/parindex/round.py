"""Rounds: the data of one year, in a folder."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from . import _core
from .criteria import CriteriaSet
from .errors import Finding, findings_frame

if TYPE_CHECKING:
    from .result import Progress, Result

__all__ = ["Round"]


class Round:
    """A round read from its folder: stages, agencies, criteria, and everything that was handed in.

    Examples
    --------
    >>> import parindex
    >>> round_ = parindex.Round.load("hai-phong-2017")
    >>> round_.stages
    ['self', 'survey', 'appraisal-1', 'final']
    """

    def __init__(self, core: _core.Round) -> None:
        self._core = core

    @classmethod
    def load(cls, folder: str | Path, *, edition: str = "corrected") -> Round:
        """Reads a folder that holds ``round.json``.

        Parameters
        ----------
        folder : str or Path
            The folder, as the command line program takes it.
        edition : {"corrected", "printed"}
            Of criteria sets with documented corrections of their source.

        Raises
        ------
        RoundError
            Something in the folder is wrong; lists all problems with file, line and place.

        Examples
        --------
        >>> import parindex
        >>> parindex.Round.load("hai-phong-2017").id
        'hai-phong-2017'
        """
        return cls(_core.Round.load(str(folder), edition))

    @property
    def id(self) -> str:
        """The id in ``round.json``."""
        return self._core.id

    @property
    def folder(self) -> str:
        """The folder, as it was given."""
        return self._core.folder

    @property
    def edition(self) -> str:
        """``"corrected"`` or ``"printed"``."""
        return self._core.edition

    @property
    def synthetic(self) -> bool:
        """Whether the data are invented."""
        return self._core.synthetic

    def title(self, lang: str = "vi") -> str:
        """The title in Vietnamese (``"vi"``) or English (``"en"``)."""
        return self._core.title(lang)

    @property
    def statement(self) -> str:
        """Where the data come from, in Vietnamese; printed with every output."""
        return self._core.statement("vi")

    @property
    def stages(self) -> list[str]:
        """Ids of the stages in their order."""
        return list(self._core.stages("vi")["stage"])

    def stages_frame(self, lang: str = "vi") -> pd.DataFrame:
        """The stages: stage, kind, title."""
        return pd.DataFrame(self._core.stages(lang))

    @property
    def agencies(self) -> pd.DataFrame:
        """One row for each agency: agency, name, group, and the attributes of ``agencies.csv``."""
        return pd.DataFrame(self._core.agencies())

    @cached_property
    def criteria(self) -> dict[str, CriteriaSet]:
        """Group -> criteria set by which it is scored."""
        files = self._core.sets()
        loaded = {
            file: CriteriaSet.load(Path(self.folder) / file, edition=self.edition) for file in sorted(set(files.values()))
        }
        return {group: loaded[file] for group, file in files.items()}

    def findings(self) -> list[Finding]:
        """Warnings and notes of reading."""
        return self._core.findings()

    def checks(self, lang: str = "vi", *, stage: str | None = None) -> pd.DataFrame:
        """The data checks of the round at a stage (the last when not given), one row each. They change no score.

        Examples
        --------
        >>> import parindex
        >>> checks = parindex.Round.load("hai-phong-2017").checks()
        >>> "D101" in set(checks.code)
        True
        """
        return findings_frame(self.evaluate(stage=stage).findings(), lang)

    def evaluate(self, *, stage: str | None = None, threads: int = 0, progress: Progress = None) -> Result:
        """Scores the round; the same as :func:`parindex.evaluate` of it."""
        from .frames import evaluate

        return evaluate(self, stage=stage, threads=threads, progress=progress)

    def __reduce__(self) -> tuple[Any, ...]:
        return _read, (self.folder, self.edition)

    def __repr__(self) -> str:
        return f"<Round {self.id}, {len(self.agencies)} agencies, stages {', '.join(self.stages)}>"

    def _repr_html_(self) -> str:
        from .html import round_html

        return round_html(self)


def _read(folder: str, edition: str) -> Round:
    return Round.load(folder, edition=edition)
