"""Criteria sets written in Python: dicts of the JSON format, one function for each kind of rule.

Numbers are int, Decimal, Fraction or text such as ``"95%"``; a float is refused, since it is no exact number.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, Union

__all__: list[str] = []

#: An exact number, or text that is one: ``"95%"``, ``"3/4"``.
Number = Union[int, Decimal, Fraction, str]


def plain(content: Any) -> Any:
    """`content` with every Decimal and Fraction as text. TypeError for floats and for what JSON does not know."""
    if content is None or isinstance(content, (bool, int, str)):
        return content
    if isinstance(content, Decimal):
        if not content.is_finite():
            raise TypeError(f"{content} is no number that can be scored")
        return format(content, "f")
    if isinstance(content, Fraction):
        return str(content)
    if isinstance(content, float):
        raise TypeError(f"the float {content!r} is no exact number; write Decimal('{content!r}') or '{content!r}'")
    if isinstance(content, dict):
        return {str(key): plain(value) for key, value in content.items()}
    if isinstance(content, (list, tuple)):
        return [plain(value) for value in content]
    raise TypeError(f"{type(content).__name__} has no place in a criteria set")
