"""Scores Vietnam's PAR Index from criteria kept as data.

The engine is the one of the command line program: the same inputs give the same figures, exact to the last digit.

Examples
--------
>>> import parindex
>>> result = parindex.evaluate("hai-phong-2017")
>>> result.scores.columns.tolist()[:4]
['agency', 'name', 'group', 'total']
"""

from . import build
from ._core import __version__
from .criteria import CriteriaSet
from .errors import CriteriaError, DataError, Finding, ParindexError, RoundError
from .frames import evaluate
from .result import Explanation, Result
from .round import Round

__all__ = [
    "CriteriaError",
    "CriteriaSet",
    "DataError",
    "Explanation",
    "Finding",
    "ParindexError",
    "Result",
    "Round",
    "RoundError",
    "__version__",
    "build",
    "evaluate",
]
