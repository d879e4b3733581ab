"""What plots and pages need of a result: lines of agencies in order of place, with exact figures and titles.

Everything is read from the result's own JSON document and the frames of its criteria sets, so that a drawing can never
show another figure than the result does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .criteria import CriteriaSet
    from .result import Result
    from .round import Round

LANGUAGES = ("vi", "en")

#: What a criterion without points of its own is called; the states are those of the criteria language.
STATES: dict[str, dict[str, str]] = {
    "not_applicable": {"vi": "không áp dụng", "en": "not applicable"},
    "not_arisen": {"vi": "không phát sinh", "en": "not arisen"},
    "no_data": {"vi": "không có số liệu", "en": "no data"},
    "no_survey": {"vi": "chưa điều tra", "en": "no survey"},
    "pending": {"vi": "chưa quyết định", "en": "pending"},
    "blank": {"vi": "bỏ trống", "en": "blank"},
}

#: Why an agency holds no place.
NOT_RANKED: dict[str, dict[str, str]] = {
    "no_submission": {"vi": "không nộp", "en": "nothing submitted"},
    "blocked": {"vi": "chưa đủ điểm", "en": "blocked"},
    "no_total": {"vi": "không có tổng điểm", "en": "no total"},
    "excluded": {"vi": "không xếp hạng", "en": "not ranked"},
}

#: The standing of a criteria set.
STATUSES: dict[str, dict[str, str]] = {
    "official": {"vi": "chính thức", "en": "official"},
    "transcribed": {"vi": "chép lại, không chính thức", "en": "transcribed, unofficial"},
    "model": {"vi": "mẫu, không phải phụ lục của cơ quan nào", "en": "model, not any authority's table"},
    "partial": {"vi": "chưa đầy đủ", "en": "partial"},
}


def check_language(lang: str) -> str:
    """`lang` when it is a language of parindex, else ValueError."""
    if lang not in LANGUAGES:
        raise ValueError(f'lang: "vi" or "en", not {lang!r}')
    return lang


def text_of(texts: Mapping[str, str] | str | None, lang: str) -> str:
    """The text in `lang`, in Vietnamese or any other language where there is none, or nothing."""
    if texts is None:
        return ""
    if isinstance(texts, str):
        return texts
    return str(texts.get(lang) or texts.get("vi") or next(iter(texts.values()), ""))


def number_text(value: Decimal | str, lang: str) -> str:
    """An exact decimal as printed in `lang`: `97.70` is "97,70" in Vietnamese. No digit is added or dropped."""
    shown = f"{value:f}" if isinstance(value, Decimal) else value
    return shown.replace(".", ",") if lang == "vi" else shown


def printed(value: Decimal, lang: str) -> str:
    """A decimal in a table: as it is up to six places, longer ones rounded and marked with "≈"."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -6:
        return "≈" + rounded_text(Fraction(value), 4, lang)
    return number_text(value, lang)


def rounded_text(value: Fraction, digits: int, lang: str) -> str:
    """`value` with at most `digits` decimals, halves away from zero, without trailing zeros; for drawings only."""
    scaled = abs(value) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    shown = Decimal(whole).scaleb(-digits)
    if whole == 0:
        return "0"
    text = f"{shown:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return number_text(("−" if value < 0 else "") + text, lang)


@dataclass(frozen=True)
class Criterion:
    """One row of a criteria table."""

    id: str
    parent: str | None
    depth: int
    title: str
    role: str
    is_leaf: bool


@dataclass(frozen=True)
class Cell:
    """What an agency has in one criterion."""

    state: str
    points: Fraction | None
    maximum: Fraction | None
    assigned: Fraction | None

    @property
    def share(self) -> Fraction | None:
        """Points as a share of the maximum that counts, or None where there are no points or no maximum."""
        whole = self.maximum if self.assigned is None else self.assigned
        if self.state != "scored" or self.points is None or not whole:
            return None
        return self.points / whole


@dataclass(frozen=True)
class Interval:
    """What the sampling error of a survey leaves open: ends of the total's interval, and places."""

    lower: float
    upper: float
    best_rank: int | None
    worst_rank: int | None


@dataclass(frozen=True)
class Line:
    """One agency."""

    id: str
    name: str
    group: str
    set_id: str
    rank: int | None
    tied: bool
    not_ranked: str | None
    total: str | None
    exact: Fraction | None
    penalty: Fraction
    class_id: str | None
    class_title: str
    interval: Interval | None
    cells: Mapping[str, Cell] = field(repr=False)

    def place(self) -> str:
        """The place as printed: "3", "3=" when shared, "–" when there is none."""
        if self.rank is None:
            return "–"
        return f"{self.rank}=" if self.tied else str(self.rank)


@dataclass(frozen=True)
class Summary:
    """A result as drawn and printed in one language."""

    lang: str
    title: str
    stage: str
    notes: tuple[str, ...]
    lines: tuple[Line, ...]
    criteria: Mapping[str, tuple[Criterion, ...]]

    def groups(self) -> list[str]:
        """The groups, in the order of the result."""
        return list(dict.fromkeys(line.group for line in self.lines))

    def of_group(self, group: str | None, agencies: Iterable[str] | None = None) -> list[Line]:
        """The lines of one group in order of place, or those named. A result of several groups needs one named."""
        groups = self.groups()
        if group is None and len(groups) > 1:
            raise ValueError(f"the result has several groups, name one: group={' | '.join(map(repr, groups))}")
        if group is not None and group not in groups:
            raise ValueError(f"no group {group!r}; the groups are {', '.join(map(repr, groups))}")
        lines = [line for line in self.lines if group is None or line.group == group]
        if agencies is not None:
            lines = _chosen(lines, agencies)
        if not lines:
            raise ValueError("there is no agency to draw")
        return lines


def _chosen(lines: list[Line], agencies: Iterable[str]) -> list[Line]:
    wanted = [agencies] if isinstance(agencies, str) else list(agencies)
    unknown = sorted(set(wanted) - {line.id for line in lines})
    if unknown:
        raise ValueError(f"no agency {', '.join(map(repr, unknown))} in this group")
    return [line for line in lines if line.id in set(wanted)]


def criteria_rows(criteria: CriteriaSet, lang: str) -> tuple[Criterion, ...]:
    """The rows of a criteria table, in its order."""
    frame = criteria.to_frame(lang)
    columns = (frame[name].tolist() for name in ("id", "parent", "depth", "title", "role"))
    rows = [(i, p if isinstance(p, str) and p else None, d, t, r) for i, p, d, t, r in zip(*columns, strict=True)]
    parents = {parent for _, parent, *_ in rows}
    return tuple(Criterion(i, p, int(d), str(t), str(r or ""), i not in parents) for i, p, d, t, r in rows)


def provenance_notes(document: Mapping[str, Any], lang: str) -> tuple[str, ...]:
    """Where data and criteria come from and what they are worth, one sentence or two each."""
    round_ = document.get("round", {})
    notes = [text_of(round_.get("statement"), lang)]
    label = {"vi": "Bộ tiêu chí", "en": "Criteria"}[lang]
    for entry in document.get("sets", []):
        status = text_of(STATUSES.get(entry.get("status", ""), entry.get("status")), lang)
        notes.append(f"{label} {entry['id']} ({status}). {text_of(entry.get('statement'), lang)}".strip())
    return tuple(note for note in notes if note)


def _fraction(value: str | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _cell(entry: Mapping[str, Any]) -> Cell:
    points, maximum, assigned = (_fraction(entry.get(key)) for key in ("points", "max", "assigned"))
    return Cell(entry["state"], points, maximum, assigned)


def _interval(entry: Mapping[str, Any] | None) -> Interval | None:
    if entry is None:
        return None
    return Interval(float(entry["lower"]), float(entry["upper"]), entry.get("best_rank"), entry.get("worst_rank"))


def _line(agency: Mapping[str, Any], lang: str) -> Line:
    total = agency.get("total", {})
    class_ = agency.get("class") or {}
    return Line(
        id=agency["id"],
        name=agency.get("name") or agency["id"],
        group=agency.get("group", ""),
        set_id=agency.get("set", ""),
        rank=agency.get("rank"),
        tied=bool(agency.get("tied")),
        not_ranked=agency.get("not_ranked"),
        total=total.get("rounded"),
        exact=_fraction(total.get("exact")),
        penalty=_fraction(total.get("penalty")) or Fraction(0),
        class_id=class_.get("id"),
        class_title=text_of(class_.get("title"), lang) or str(class_.get("id") or ""),
        interval=_interval(agency.get("survey_interval")),
        cells={entry["id"]: _cell(entry) for entry in agency.get("criteria", [])},
    )


def _order(line: Line) -> tuple[bool, int, Fraction, str]:
    return (line.rank is None, line.rank or 0, -(line.exact or Fraction(0)), line.id)


def summarize(result: Result, lang: str) -> Summary:
    """What a drawing needs of `result`, in `lang`. Ranked agencies come first, the others by their totals."""
    check_language(lang)
    document = json.loads(result.to_json())
    stage = document.get("stage") or ""
    criteria = {set_.id: criteria_rows(set_, lang) for set_ in result.criteria.values()}
    lines = sorted((_line(agency, lang) for agency in document["agencies"]), key=_order)
    return Summary(
        lang=lang,
        title=text_of(document.get("round", {}).get("title"), lang),
        stage=stage_titles(result, lang).get(stage, ""),
        notes=provenance_notes(document, lang),
        lines=tuple(lines),
        criteria=criteria,
    )


def round_of(result: Result) -> Round | None:
    """The round that the result was made from, read again, or None for a result of a table of data."""
    from .round import Round

    kind, *arguments = result._source
    return Round.load(arguments[0], edition=arguments[1]) if kind == "round" else None


def stage_titles(result: Result, lang: str) -> dict[str, str]:
    """Stage id -> what the round calls it; empty where there is no round."""
    round_ = round_of(result)
    if round_ is None:
        return {}
    frame = round_.stages_frame(lang)
    return dict(zip(frame["stage"], frame["title"], strict=True))
