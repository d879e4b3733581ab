"""Wrong frames raise one exception that lists every problem with its row and column."""

import pickle

import pandas as pd
import parindex
import pytest
from small import criteria, frame


def problems(data, **options):
    with pytest.raises(parindex.DataError) as caught:
        parindex.evaluate(criteria(), data, **options)
    return [(f.code, f.row, f.field) for f in caught.value.findings]


def test_every_problem_at_once():
    bad = pd.DataFrame({
        "agency": ["a", "a", None, "d", "e"],
        "1.1": ["full", "fulll", b"x", "none", "M\ufffdc"],
        "1.3": [1.25, 0.3, float("nan"), 0.1 + 0.2, 9.0],
        "dossiers": [1, 2, "x", -1, object()],
        "zzz": [1, 2, 3, 4, 5],
        "1": [1] * 5,
    })
    assert sorted(problems(bad, groups="khối"), key=str) == sorted([
        ("P101", None, None),
        ("P102", None, "zzz"),
        ("A103", None, "1"),
        ("A104", 1, "1.1"),
        ("A107", 1, "1.3"),
        ("P104", 1, "agency"),
        ("P105", 2, "agency"),
        ("P107", 2, "1.1"),
        ("P103", 2, "1.3"),
        ("A108", 2, "dossiers"),
        ("P108", 3, "1.3"),
        ("A112", 3, "dossiers"),
        ("P107", 4, "1.1"),
        ("A106", 4, "1.3"),
        ("P106", 4, "dossiers"),
    ], key=str)


def as_objects(value):
    """A column that pandas does not turn into its own texts, which hold UTF-8 alone."""
    return pd.Series([value] * len(frame()), dtype=object)


@pytest.mark.parametrize(("data", "code"), [
    (frame().drop(columns="agency"), "P101"),
    (frame().iloc[:0], "P109"),
    ({}, "P109"),
    (frame().assign(**{"1.3:points": 1}), "P112"),
    (frame().assign(**{"1.1": True}), "A104"),
    (frame().assign(**{"1.3": float("inf")}), "P106"),
    (frame().assign(**{"1.1": as_objects("\udce9")}), "P107"),
    (frame().assign(**{"1.3": "1,000"}), "A108"),
    (frame().assign(dossiers=1.5), "A112"),
    (frame().assign(**{"1.4": 1}), "A109"),
    (pd.DataFrame({"agency": ["a", "a"], "item": ["1.3", "1.3"], "value": [1, 1]}), "P111"),
    (pd.DataFrame({"agency": ["a", "a"], "item": ["1.3", "1.1"], "value": [1, "full"], "group": ["x", "y"]}), "P110"),
])
def test_one_problem(data, code):
    assert {found for found, _, _ in problems(data)} == {code}


def test_all_nan_column_lists_its_rows():
    found = problems(frame().assign(dossiers=float("nan")))
    assert found == [("P103", row, "dossiers") for row in range(3)]


def test_the_exception_is_a_value_error_with_the_programs_lines():
    with pytest.raises(ValueError) as caught:
        parindex.evaluate(criteria(), frame().assign(**{"1.1": "fulll"}))
    error = caught.value
    assert str(error).splitlines()[0] == (
        "data: row 0, column 1.1: 1.1: không có mức “fulll”; có: full, none  Có phải “full”?  [A104]")
    assert "there is no level “fulll”" in error.to_text("en")
    assert error.to_frame("en").code.tolist() == ["A104"] * 3
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is parindex.DataError
    assert copy.findings == error.findings


def test_wrong_calls():
    with pytest.raises(TypeError):
        parindex.evaluate(criteria())
    with pytest.raises(TypeError):
        parindex.evaluate(criteria(), 5)
    with pytest.raises(TypeError):
        parindex.evaluate(criteria(), {"a": 5})
    with pytest.raises(ValueError, match="layout"):
        parindex.evaluate(criteria(), frame(), layout="tall")
    with pytest.raises(ValueError, match="missing"):
        parindex.evaluate(criteria(), frame(), missing="zero")
    with pytest.raises(ValueError, match="exact"):
        parindex.evaluate(criteria(), frame()).points(exact="double")
    with pytest.raises(ValueError, match="period"):
        parindex.evaluate(criteria(), frame(), period=("2017-12-31", "2017-01-01"))


def test_files_that_cannot_be_used(tmp_path):
    with pytest.raises(parindex.CriteriaError) as caught:
        parindex.CriteriaSet.load("no-such-set")
    assert caught.value.findings[0].code == "F001"
    broken = tmp_path / "set.json"
    broken.write_text('{"format": 1,', encoding="utf-8")
    with pytest.raises(parindex.CriteriaError) as caught:
        parindex.CriteriaSet.load(broken)
    assert caught.value.findings[0].line == 1
    with pytest.raises(parindex.RoundError) as caught:
        parindex.evaluate("no-such-round")
    assert caught.value.findings[0].code == "F001"


def test_names_that_a_round_does_not_have():
    result = parindex.evaluate("hai-phong-2017")
    for call, code in ((lambda: result.explain("zz"), "C102"), (lambda: result.explain("so-a", "99"), "C103"),
                       (lambda: result.compare("self", "zz"), "C101"),
                       (lambda: parindex.evaluate("hai-phong-2017", stage="zz"), "C101")):
        with pytest.raises(parindex.RoundError) as caught:
            call()
        assert caught.value.findings[0].code == code
