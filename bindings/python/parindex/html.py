"""What notebooks show of criteria sets, rounds, results and explanations: HTML with the provenance first.

Every text is escaped and there are no scripts, no outside files and no colours that a dark theme would hide, so that a
saved notebook shows the same anywhere. Long tables are cut, and say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from ._summary import NOT_RANKED, STATES, check_language, number_text, printed, provenance_notes, text_of

if TYPE_CHECKING:
    from .criteria import CriteriaSet
    from .result import Explanation, Result
    from .round import Round

__all__ = ["criteria_html", "explanation_html", "result_html", "round_html"]

#: Rows of a table that are shown at most; a round of a whole country would fill the notebook otherwise.
ROWS = 100

_WORDS: dict[str, dict[str, str]] = {
    "id": {"vi": "Mã", "en": "Id"},
    "criterion": {"vi": "Tiêu chí", "en": "Criterion"},
    "max": {"vi": "Điểm tối đa", "en": "Maximum"},
    "points": {"vi": "Điểm", "en": "Points"},
    "rule": {"vi": "Quy tắc", "en": "Rule"},
    "agency": {"vi": "Cơ quan, đơn vị", "en": "Agency"},
    "group": {"vi": "Nhóm", "en": "Group"},
    "rank": {"vi": "Hạng", "en": "Place"},
    "total": {"vi": "Tổng điểm", "en": "Total"},
    "percent": {"vi": "Chỉ số (%)", "en": "Index (%)"},
    "class": {"vi": "Xếp loại", "en": "Class"},
    "stage": {"vi": "Giai đoạn", "en": "Stage"},
    "stages": {"vi": "Các giai đoạn", "en": "Stages"},
    "kind": {"vi": "Loại", "en": "Kind"},
    "title": {"vi": "Tên", "en": "Title"},
    "inputs": {"vi": "Số liệu", "en": "Figures"},
    "working": {"vi": "Phép tính", "en": "Working"},
    "why_not_more": {"vi": "Vì sao chưa đạt tối đa", "en": "Why not more"},
    "evidence": {"vi": "Tài liệu kiểm chứng", "en": "Evidence"},
    "note": {"vi": "Ghi chú", "en": "Note"},
    "result_of": {
        "vi": "Kết quả của {n} cơ quan, đơn vị, giai đoạn {stage}",
        "en": "Result of {n} agencies at stage {stage}",
    },
    "more": {"vi": "… và {n} dòng nữa", "en": "… and {n} more rows"},
    "provenance": {"vi": "Nguồn và giá trị", "en": "Where this comes from"},
}


def _word(key: str, lang: str, **values: object) -> str:
    return _WORDS[key][lang].format(**values)


def _absent(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and value != value)


def _cell(value: object, lang: str) -> str:
    """The inside of a cell; numbers as printed in `lang`, nothing for what is absent."""
    if _absent(value):
        return ""
    return escape(printed(value, lang) if isinstance(value, Decimal) else str(value))


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]], lang: str, numeric: Iterable[int] = ()) -> str:
    """A table; columns of the numbers `numeric` are set flush right."""
    right = set(numeric)
    align = ["right" if column in right else "left" for column in range(len(heads))]
    head = "".join(f'<th style="text-align:{a}">{escape(text)}</th>' for a, text in zip(align, heads, strict=True))
    styles = [f"text-align:{a};vertical-align:top" for a in align]
    body = "".join(
        "<tr>" + "".join(f'<td style="{s}">{_cell(v, lang)}</td>' for s, v in zip(styles, row, strict=True)) + "</tr>"
        for row in rows[:ROWS]
    )
    more = f"<p>{escape(_word('more', lang, n=len(rows) - ROWS))}</p>" if len(rows) > ROWS else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _block(title: str, provenance: str, body: str, lang: str) -> str:
    """A whole page: title, what it is worth, content."""
    lines = [line for line in provenance.splitlines() if line.strip()]
    notes = "".join(f"<div>{escape(line)}</div>" for line in lines)
    shown = (
        f'<div style="border-left:3px solid #E69F00;padding-left:.6em;margin:.4em 0">'
        f"<em>{escape(_word('provenance', lang))}</em>{notes}</div>"
    )
    return f'<div class="parindex" lang="{lang}"><strong>{escape(title)}</strong>{shown if lines else ""}{body}</div>'


def criteria_html(criteria: CriteriaSet, lang: str = "vi") -> str:
    """A criteria set: title, provenance, and the table of criteria with their maxima and rules."""
    check_language(lang)
    frame = criteria.to_frame(lang)
    rows = [
        ("\u2003" * (int(depth) - 1) + id_, title, None if _absent(points) else points, rule)
        for id_, depth, title, points, rule in zip(
            frame["id"], frame["depth"], frame["title"], frame["max"], frame["description"], strict=True
        )
    ]
    heads = [_word(key, lang) for key in ("id", "criterion", "max", "rule")]
    return _block(criteria.title(lang), criteria.provenance(lang), _table(heads, rows, lang, [2]), lang)


def round_html(round_: Round, lang: str = "vi") -> str:
    """A round: title, provenance of data and criteria, stages and agencies."""
    check_language(lang)
    stages = round_.stages_frame(lang)
    stage_rows = list(zip(stages["stage"], stages["kind"], stages["title"], strict=True))
    agencies = round_.agencies
    agency_rows = list(zip(agencies["agency"], agencies["name"], agencies["group"], strict=True))
    sets = {set_.id: set_.provenance(lang) for set_ in round_.criteria.values()}
    provenance = "\n".join([_round_statement(round_, lang), *sets.values()])
    body = _table([_word(key, lang) for key in ("stage", "kind", "title")], stage_rows, lang)
    body += _table([_word(key, lang) for key in ("id", "agency", "group")], agency_rows, lang)
    return _block(round_.title(lang), provenance, body, lang)


def _round_statement(round_: Round, lang: str) -> str:
    return round_.statement if lang == "vi" else round_._core.statement(lang)


def result_html(result: Result, lang: str = "vi") -> str:
    """A result: provenance, then the agencies in order of place with total, percentage and class."""
    check_language(lang)
    frame = result.ranking()
    several = frame["group"].nunique() > 1
    keys = ["rank", "agency", *(["group"] if several else []), "total", "percent", "class"]
    columns = [
        [_place(*row, lang) for row in zip(frame["rank"], frame["tied"], frame["state"], strict=True)],
        frame["name"].tolist(),
        *([frame["group"].tolist()] if several else []),
        frame["total"].tolist(),
        frame["percent"].tolist(),
        frame["class"].tolist(),
    ]
    rows = list(zip(*columns, strict=True))
    table = _table([_word(key, lang) for key in keys], rows, lang, [0, len(keys) - 3, len(keys) - 2])
    title = _word("result_of", lang, n=len(frame), stage=result.stage)
    return _block(title, result.provenance(lang), table, lang)


def _place(rank: Any, tied: bool, state: str, lang: str) -> str:
    """As "3", "3=" for a shared place, or why there is none."""
    if _absent(rank):
        return text_of(NOT_RANKED.get(state, state), lang)
    return f"{int(rank)}=" if tied else str(int(rank))


def explanation_html(explanation: Explanation, lang: str | None = None) -> str:
    """An explanation: for each criterion its points, rule, figures, working, and what was missing."""
    lang = check_language(lang or explanation.lang)
    document = explanation.to_dict()
    entries = document["explanations"]
    body = "".join(_explained(entry, lang, unfolded=len(entries) <= 3) for entry in entries)
    notes = provenance_notes({"round": document.get("round", {}), "sets": [document["set"]]}, lang)
    agency = entries[0].get("agency", "") if entries else ""
    title = " · ".join(part for part in (agency, text_of(document.get("round", {}).get("title"), lang)) if part)
    return _block(title, "\n".join(notes), body, lang)


def _explained(entry: dict[str, Any], lang: str, *, unfolded: bool) -> str:
    rows: list[tuple[str, Sequence[str]]] = [
        ("rule", [text_of(entry.get("rule"), lang)]),
        ("inputs", [_input(one, lang) for one in entry.get("inputs", [])]),
        ("working", [text_of(line, lang) for line in entry.get("working", [])]),
        ("why_not_more", [text_of(line, lang) for line in entry.get("why_not_more", [])]),
        ("evidence", [_document(one, lang) for one in entry.get("evidence", [])]),
        ("note", [text_of(entry.get("note"), lang)]),
    ]
    cells = "".join(
        f'<tr><th style="text-align:left;vertical-align:top">{escape(_word(key, lang))}</th>'
        f'<td style="text-align:left">{"<br>".join(escape(line) for line in lines)}</td></tr>'
        for key, lines in rows
        if any(lines)
    )
    head = f"{entry.get('criterion', '')} {text_of(entry.get('title'), lang)}".strip()
    table = f"<table><tbody>{cells}</tbody></table>" if cells else ""
    summary = f"<summary>{escape(head)}: {escape(_score(entry, lang))}</summary>"
    return f"<details{' open' if unfolded else ''}>{summary}{table}</details>"


def _score(entry: dict[str, Any], lang: str) -> str:
    """As "3,5 / 3,5", or the state of a criterion without points."""
    state = entry.get("state", "")
    named = text_of(STATES.get(state), lang)
    if entry.get("points") is None:
        return named or state
    points = f"{number_text(entry['points'], lang)} / {number_text(entry.get('max', '–'), lang)}"
    return f"{points} ({named})" if named else points


def _input(one: dict[str, Any], lang: str) -> str:
    title = text_of(one.get("title"), lang)
    source = f" [{one['source']}]" if one.get("source") else ""
    return f"{one.get('name', '')} = {text_of(one.get('value'), lang)}" + (f" ({title})" if title else "") + source


def _document(one: dict[str, Any], lang: str) -> str:
    title = text_of(one.get("title"), lang)
    where = f", {one['where']}" if one.get("where") else ""
    return f"{one.get('id', '')}: {title}{where}"
