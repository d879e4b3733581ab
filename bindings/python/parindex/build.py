"""Criteria sets written in Python: dicts of the JSON format, one function for each kind of rule.

Every function gives a plain dict; :meth:`parindex.CriteriaSet.from_dict` checks the whole with the same schema as a file,
and :meth:`parindex.CriteriaSet.lint` as the linter does. Numbers are int, Decimal, Fraction or text such as ``"95%"``; a
float is refused, since it is no exact number. Keys that the functions do not name can be given as further keywords.

Examples
--------
>>> from parindex import CriteriaSet, build
>>> content = build.criteria_set(
...     "vn/demo-2024", "Ví dụ", period=("2024-01-01", "2024-12-31"), max=3, level="department",
...     provenance=build.provenance("model", "Bộ ví dụ.", source="written for this page"),
...     criteria=[build.criterion("1", "Tổ chức", max=3, children=[
...         build.criterion("1.1", "Ban hành kế hoạch", max=2, rule=build.levels({"full": 2, "none": 0})),
...         build.criterion("1.2", "Tỷ lệ hồ sơ đúng hạn", max=1, when_denominator_is_zero="zero",
...                         rule=build.proportional("on_time / all", above_one="refuse")),
...     ])],
...     facts=[build.fact("on_time", "count", "Hồ sơ đúng hạn"), build.fact("all", "count", "Tổng số hồ sơ")],
... )
>>> criteria = CriteriaSet.from_dict(content)
>>> len(criteria.lint())
0
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Union

__all__ = [
    "alternatives",
    "band",
    "bands",
    "cases",
    "checklist",
    "condition",
    "criteria_set",
    "criterion",
    "deadline",
    "deduction",
    "fact",
    "formula",
    "levels",
    "monitor",
    "per_item",
    "piecewise_linear",
    "points",
    "policies",
    "proportional",
    "provenance",
    "survey",
]

#: An exact number, or text that is one: ``"95%"``, ``"3/4"``.
Number = Union[int, Decimal, Fraction, str]
#: A text in the set's only language, or ``{"vi": ..., "en": ...}``.
Text = Union[str, Mapping[str, str]]
Json = dict[str, Any]


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
    if isinstance(content, Mapping):
        return {str(key): plain(value) for key, value in content.items()}
    if isinstance(content, (list, tuple)):
        return [plain(value) for value in content]
    raise TypeError(f"{type(content).__name__} has no place in a criteria set")


def _given(content: Json, more: Mapping[str, Any]) -> Json:
    """Without the keys that were left out."""
    made: Json = plain({key: value for key, value in {**content, **more}.items() if value is not None})
    return made


def _listed(entries: Mapping[str, Number] | Sequence[Json]) -> list[Json]:
    if isinstance(entries, Mapping):
        return [{"id": name, "label": name, "points": value} for name, value in entries.items()]
    return list(entries)


def levels(levels: Mapping[str, Number] | Sequence[Json] | str) -> Json:
    """One of several levels: ``{"full": 2, "none": 0}``, a list of levels in the JSON format, or a level set's name.

    Examples
    --------
    >>> from parindex import build
    >>> build.levels({"full": 2})
    {'kind': 'levels', 'levels': [{'id': 'full', 'label': 'full', 'points': 2}]}
    """
    return _given({"kind": "levels", "levels": levels if isinstance(levels, str) else _listed(levels)}, {})


def checklist(items: Mapping[str, Number] | Sequence[Json], *, cap: Number | None = None) -> Json:
    """The sum of the ticked items, at most `cap`."""
    return _given({"kind": "checklist", "items": _listed(items), "cap": cap}, {})


def points(*, min: Number | None = None, max: Number | None = None, step: Number | None = None) -> Json:
    """Points as typed, refused outside `min` to `max` or between the steps."""
    return _given({"kind": "points", "min": min, "max": max, "step": step}, {})


def band(points: Number, label: Text | None = None, **edges: Number | None) -> Json:
    """A band of :func:`bands`: `points` and its edges ``from_`` or ``above``, ``to`` or ``below``, or ``equal``.

    Examples
    --------
    >>> from parindex import build
    >>> build.band(1, from_="80%", below="90%")
    {'points': 1, 'from': '80%', 'below': '90%'}
    """
    made = _given({"points": points, "label": label}, {})
    return {**made, **{key.rstrip("_"): plain(value) for key, value in edges.items()}}


def bands(
    of: str, bands: Sequence[Json], *, unit: str = "number", on_overlap: str | None = None, outside: str | None = None
) -> Json:
    """Points of the band that holds the value of the expression `of` (``"answer"``: the value typed)."""
    content = {"kind": "bands", "of": of, "unit": unit, "bands": list(bands), "on_overlap": on_overlap, "outside": outside}
    return _given(content, {})


def proportional(
    of: str,
    *,
    above_one: str,
    full_from: Number | None = None,
    zero_below: Number | None = None,
    between: str | None = None,
) -> Json:
    """A share of the maximum, with full points from a threshold on. `above_one` is ``"cap"`` or ``"refuse"``."""
    content = {"kind": "proportional", "of": of, "full_from": full_from, "zero_below": zero_below}
    return _given({**content, "between": between, "above_one": above_one}, {})


def piecewise_linear(
    of: str, through: Mapping[Number, Number] | Sequence[tuple[Number, Number]], *, outside: str, unit: str = "number"
) -> Json:
    """On the line between neighbouring points ``{value: points}``. `outside` is ``"cap"`` or ``"refuse"``."""
    pairs = through.items() if isinstance(through, Mapping) else through
    knots = [{"at": at, "points": value} for at, value in pairs]
    return _given({"kind": "piecewise_linear", "of": of, "unit": unit, "through": knots, "outside": outside}, {})


def deadline(done: str, due: str, steps: Sequence[tuple[int | None, Number]], *, count: str, never: Number) -> Json:
    """By days late: ``[(0, 2), (5, 1), (None, 0)]`` is 2 points in time, 1 up to 5 days late, then none.

    `count` is ``"calendar_days"`` or ``"working_days"``; `never` are the points when it never happened.
    """
    listed = [
        {"points": value} if late is None else {"late_by_at_most": late, "points": value} for late, value in steps
    ]
    content = {"kind": "deadline", "done": done, "due": due, "count": count, "steps": listed}
    return _given({**content, "never": {"points": never}}, {})


def per_item(count: str, points_each: Number, *, cap: Number | None = None) -> Json:
    """Count times points, at most `cap` (the maximum when left out)."""
    return _given({"kind": "per_item", "count": count, "points_each": points_each, "cap": cap}, {})


def deduction(
    items: Sequence[Json], *, start: Number | None = None, cap: Number | None = None, floor: Number | None = None
) -> Json:
    """`start` less what the items take; each item has id, label, count, points_each and perhaps cap."""
    return _given({"kind": "deduction", "start": start, "items": list(items), "cap": cap, "floor": floor}, {})


def cases(
    cases: Sequence[tuple[str, Number | str]],
    *,
    above_max: str,
    below_zero: str,
    otherwise: Number | str | None = None,
    pick: str | None = None,
) -> Json:
    """Points of the first case that holds, ``[("facts.late = 0", 2), ("facts.late < 3", 1)]``, or of the highest."""
    listed = [{"when": when, "points": value} for when, value in cases]
    content = {"kind": "cases", "cases": listed, "otherwise": otherwise, "pick": pick}
    return _given({**content, "above_max": above_max, "below_zero": below_zero}, {})


def formula(points: str, *, above_max: str, below_zero: str) -> Json:
    """Points by an expression; `above_max` and `below_zero` are ``"cap"`` or ``"refuse"``."""
    return _given({"kind": "formula", "points": points, "above_max": above_max, "below_zero": below_zero}, {})


def condition(met: str) -> Json:
    """The maximum when the expression holds, else no points."""
    return {"kind": "condition", "met": met}


def survey(options: Sequence[Json]) -> Json:
    """The mean weight of the answers times the maximum; each option has id, label, weight and count (a fact)."""
    return _given({"kind": "survey", "options": list(options)}, {})


def monitor(value: str, *, unit: str = "number") -> Json:
    """A value that is reported and not scored."""
    return {"kind": "monitor", "value": value, "unit": unit}


def alternatives(alternatives: Sequence[tuple[str, Json]], *, otherwise: Json | None = None) -> Json:
    """Another rule by kind of agency: ``[("agency.type = 'with_units'", rule), ...]``, the first that holds."""
    listed = [{"when": when, "rule": rule} for when, rule in alternatives]
    return _given({"kind": "alternatives", "alternatives": listed, "otherwise": otherwise}, {})


def criterion(
    id: str,
    title: Text,
    *,
    max: Number | None = None,
    rule: Json | None = None,
    children: Sequence[Json] | None = None,
    **more: Any,
) -> Json:
    """A criterion: a leaf with a `rule`, or a parent with `children`.

    Further keys of the format (``scored_by``, ``evidence``, ``when_denominator_is_zero``, ``role``, ``aggregate`` ...) are
    keywords.

    Raises
    ------
    TypeError
        A float is among the numbers.

    Examples
    --------
    >>> from parindex import build
    >>> build.criterion("1.1", "Kế hoạch", max=2, rule=build.points(step="0.5"))["rule"]
    {'kind': 'points', 'step': '0.5'}
    """
    listed = None if children is None else list(children)
    return _given({"id": id, "max": max, "title": title, "rule": rule, "children": listed}, more)


def fact(id: str, type: str, title: Text, **more: Any) -> Json:
    """A figure that rules use: `type` is count, number, percent, date, flag, text or records."""
    return _given({"id": id, "type": type, "title": title}, more)


def provenance(status: str, statement: Text, *, source: str, **more: Any) -> Json:
    """How far a set may be trusted: `status` is official, transcribed, model or partial."""
    return _given({"status": status, "statement": statement, "source": source}, more)


def policies(**more: Any) -> Json:
    """Policies that are stated in full: nothing is rounded but totals and percentages (two digits, half up).

    States: ``not_applicable`` and ``no_survey`` drop, ``pending`` blocks, the others are zero. The total is the sum of the
    points out of the maximum; ranks are on rounded totals, 1, 2, 2, 4. Keywords take the place of whole keys.

    Examples
    --------
    >>> from parindex import build
    >>> build.policies()["ranking"]
    {'on': 'rounded', 'ties': 'competition'}
    """
    half_up = {"digits": 2, "mode": "half_up"}
    states = {"not_applicable": "drop", "not_arisen": "zero", "no_data": "zero", "no_survey": "drop"}
    content = {
        "rounding": {"points": "none", "total": half_up, "percent": half_up},
        "states": {**states, "pending": "block", "blank": "zero"},
        "total": {"over": "maximum"},
        "ranking": {"on": "rounded", "ties": "competition"},
    }
    return _given(content, more)


def criteria_set(
    id: str,
    title: Text,
    *,
    period: tuple[str, str],
    criteria: Sequence[Json],
    provenance: Json,
    level: str,
    max: Number | None = None,
    country: str = "VN",
    languages: Sequence[str] = ("vi",),
    policies: Json | None = None,
    facts: Sequence[Json] = (),
    **more: Any,
) -> Json:
    """A whole set for :meth:`parindex.CriteriaSet.from_dict`. `policies` are those of :func:`policies` when left out."""
    content = {
        "format": "parindex/criteria-set/1",
        "id": id,
        "title": title,
        "country": country,
        "level": level,
        "languages": list(languages),
        "period": {"from": period[0], "to": period[1]},
        "max": max,
        "provenance": provenance,
        "policies": globals()["policies"]() if policies is None else policies,
        "facts": list(facts) or None,
        "criteria": list(criteria),
    }
    return _given(content, more)
