"""Rules written in Python: one function for each kind, checked by the same schema."""

from decimal import Decimal
from fractions import Fraction

import parindex
import pytest
from parindex import build

RULES = {
    "levels": build.levels({"a": 2, "b": Fraction(1, 2)}),
    "checklist": build.checklist({"a": 1, "b": 1}, cap=2),
    "points": build.points(min=0, max=2, step=Decimal("0.5")),
    "bands": build.bands("answer", [build.band(2, from_="80%"), build.band(0, below="80%")], unit="percent"),
    "proportional": build.proportional("done / all", above_one="cap", full_from="95%", between="share_of_threshold"),
    "piecewise_linear": build.piecewise_linear("done", {0: 0, 10: 2}, outside="cap"),
    "deadline": build.deadline("day", "date('2017-01-31')", [(0, 2), (None, 0)], count="working_days", never=0),
    "per_item": build.per_item("done", "0.25", cap=2),
    "deduction": build.deduction([{"id": "late", "label": "Trễ", "count": "done", "points_each": 1}], start=2, floor=0),
    "cases": build.cases([("done = 0", 0), ("done > 3", 2)], otherwise=1, above_max="refuse", below_zero="refuse"),
    "formula": build.formula("done / 2", above_max="cap", below_zero="cap"),
    "condition": build.condition("done > 0"),
    "survey": build.survey([{"id": "yes", "label": "Có", "weight": 1, "count": "done"},
                            {"id": "no", "label": "Không", "weight": 0, "count": "all"}]),
    "monitor": build.monitor("done", unit="count"),
    "alternatives": build.alternatives([("agency.type = 'x'", build.points())], otherwise=build.condition("done > 0")),
}


def set_with(rule, **more):
    return build.criteria_set(
        "vn/t-1", "T", period=("2017-01-01", "2017-12-31"), max=2, level="x",
        facts=[build.fact("done", "count", "Xong"), build.fact("all", "count", "Tất cả"), build.fact("day", "date", "Ngày")],
        provenance=build.provenance("model", "S", source="test"),
        criteria=[build.criterion("1", "A", rule=rule, max=2, **more)])


@pytest.mark.parametrize("kind", sorted(RULES))
def test_every_kind_of_rule_is_accepted_by_the_schema(kind):
    more = {"when_denominator_is_zero": "zero"} if kind in ("proportional", "survey") else {}
    content = set_with(RULES[kind], **more)
    if kind == "monitor":
        del content["criteria"][0]["max"]
        del content["max"]
    set_ = parindex.CriteriaSet.from_dict(content)
    assert set_.to_frame().rule.tolist() == [kind]
    errors = [f for f in set_.findings() if f.severity == "error" and f.code[0] in "FX"]
    assert errors == []


def test_every_kind_of_the_format_has_its_function():
    import json
    from conftest import EXAMPLES
    text = (EXAMPLES.parent / "criteria/schema/criteria-set.schema.json").read_text(encoding="utf-8")
    kinds = {word for word in RULES if f'"{word}"' in text}
    assert kinds == set(RULES)
    assert json.loads(text)


def test_floats_are_refused():
    with pytest.raises(TypeError, match="0.5"):
        build.points(step=0.5)
    with pytest.raises(TypeError, match="float"):
        build.levels({"a": 2.0})
    with pytest.raises(TypeError):
        parindex.CriteriaSet.from_dict({"max": 1.5})
    with pytest.raises(TypeError):
        build.points(step=Decimal("NaN"))


def test_a_wrong_rule_is_a_finding():
    with pytest.raises(parindex.CriteriaError) as caught:
        parindex.CriteriaSet.from_dict(set_with({"kind": "guess"}))
    assert any(f.pointer.startswith("/criteria/0") for f in caught.value.findings)


def test_what_was_built_scores():
    set_ = parindex.CriteriaSet.from_dict(set_with(RULES["per_item"]))
    result = parindex.evaluate(set_, {"a": {"done": 3}, "b": {"done": 100}})
    assert result.points(exact="fraction")["1"].tolist() == [Fraction(3, 4), 2]
