"""Results of rounds and of frames."""

import json
import pickle
from decimal import Decimal
from fractions import Fraction

import numpy as np
import parindex
import pytest
from small import criteria, frame


@pytest.fixture(scope="module")
def result():
    from conftest import EXAMPLES
    return parindex.evaluate(EXAMPLES / "hai-phong-2017")


def test_scores_are_the_documents_figures(result):
    document = json.loads(result.to_json())
    scores = result.scores.set_index("agency")
    assert set(scores.index) == {one["id"] for one in document["agencies"]}
    for one in document["agencies"]:
        row = scores.loc[one["id"]]
        assert str(row["total"]) == one["total"]["rounded"]
        assert row["class"] == one["class"]["id"]


def test_ranking_puts_those_without_a_rank_last(result):
    ranking = result.ranking()
    assert ranking.state.tolist()[-1] == "excluded"
    assert ranking["rank"].dropna().is_monotonic_increasing
    assert (ranking["total"].iloc[:-1].astype(float).diff().dropna() <= 0).all()


def test_points_in_three_kinds_of_numbers(result):
    decimals, fractions, floats = (result.points(exact=kind) for kind in ("decimal", "fraction", "float"))
    assert floats.dtypes.unique().tolist() == [np.dtype("float64")]
    for agency in floats.index:
        for criterion in floats.columns:
            d, f, x = decimals.loc[agency, criterion], fractions.loc[agency, criterion], floats.loc[agency, criterion]
            if d is None:
                assert f is None and np.isnan(x)
            else:
                assert isinstance(d, Decimal) and isinstance(f, Fraction)
                assert float(f) == x
                assert abs(Fraction(d) - f) <= Fraction(1, 2 * 10**30)


def test_domains_add_up(result):
    points = result.points(exact="fraction", of="domains")
    assert list(points.columns) == [str(i) for i in range(1, 11)]
    leaves = result.points(exact="fraction", of="leaves")
    assert all(leaf in result.points().columns for leaf in leaves.columns)


def test_gaps(result):
    gaps = result.gaps(exact="fraction")
    assert (gaps["max"] - gaps["points"] == gaps["lost"]).all()
    assert sum(gaps["share"]) == 1
    assert gaps["lost"].is_monotonic_decreasing


def test_compare(result):
    changes = result.compare("self", "appraisal-1", exact="fraction")
    known = changes.dropna(subset=["change"])
    assert (known["to"] - known["from"] == known["change"]).all()
    back = result.compare("appraisal-1", "self", exact="fraction")
    assert back["change"].dropna().tolist() == [-c for c in known["change"]]
    early = parindex.evaluate("hai-phong-2017", stage="self")
    assert early.compare("self", "appraisal-1", exact="fraction").equals(changes)


def test_pickles_of_rounds_and_frames(result):
    for one in (result, parindex.evaluate(criteria(), frame())):
        copy = pickle.loads(pickle.dumps(one))
        assert copy.to_json() == one.to_json()
        assert copy.scores.equals(one.scores)
        assert copy.criteria == one.criteria


def test_explanations_have_a_frame(result):
    frame_ = result.explain("so-khcn").to_frame()
    assert len(frame_) == len(result.criteria["so"].to_frame())
    assert result.explain("so-khcn", "1.1.1", lang="en").to_frame().points.tolist() == ["2"]


def test_provenance_is_said(result):
    assert "Bộ tiêu chí: vn/model-department-2017" in repr(result)
    assert result.criteria["so"].provenance("en") in result.provenance("en")


def test_a_frames_result_explains_and_checks():
    result = parindex.evaluate(criteria(), frame())
    assert "1/3 × 2 = 2/3" in str(result.explain("a", "1.4"))
    assert result.explain("a").to_dict()["total"]
    assert len(result.checks()) == 0
    assert result.stage == "data"
    assert len(result.compare("data", "data")) == 0
