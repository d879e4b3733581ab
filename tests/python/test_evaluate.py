"""Evaluation of folders at their stages."""

import parindex
import pytest


@pytest.mark.parametrize("stage", ["self", "survey", "appraisal-1", "final"])
def test_every_stage(stage):
    result = parindex.evaluate("hai-phong-2017", stage=stage)
    assert result.stage == stage
    assert len(result) == len(result.scores) == 7


def test_threads_do_not_matter():
    assert parindex.evaluate("tinh-mau-2017", threads=1).to_json() == parindex.evaluate("tinh-mau-2017", threads=3).to_json()


def test_several_sets_in_one_round():
    result = parindex.evaluate("police-2024")
    ids = {set_.id for set_ in result.criteria.values()}
    assert len(ids) == len({one for one in ids})
    points = result.points()
    for group, set_ in result.criteria.items():
        rows = result.scores[result.scores.group == group].agency
        foreign = [c for c in points.columns if c not in set(set_.to_frame().id)]
        assert points.loc[rows, foreign].isna().all().all()
